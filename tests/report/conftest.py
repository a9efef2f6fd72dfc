"""Analyses that several tests look at, made once."""

import pytest

from coopgame.report.analysis import Analysis, study
from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_analysis import study as study_staged
from tests.report.models import duopoly, hostile, hostile_staged, laboratory, numbers


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


@pytest.fixture(scope="session")
def of_duopoly() -> StagedAnalysis:
    """Two regimes of R&D with spillovers."""
    return study_staged(duopoly())


@pytest.fixture(scope="session")
def of_hostile_staged() -> StagedAnalysis:
    """Every text in it means something to HTML or LaTeX, and a regime has no solution."""
    return study_staged(hostile_staged())
