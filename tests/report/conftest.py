"""Analyses that several tests look at, made once."""

import pytest

from coopgame.report.analysis import Analysis, study
from tests.report.models import hostile, laboratory, numbers


@pytest.fixture(scope="session")
def of_laboratory() -> Analysis:
    """A venture with claims of several verdicts."""
    return study(laboratory())


@pytest.fixture(scope="session")
def of_numbers() -> Analysis:
    """A game without parameters."""
    return study(numbers())


@pytest.fixture(scope="session")
def of_hostile() -> Analysis:
    """Every text in it means something to HTML or LaTeX."""
    return study(hostile())
