"""Settings of all tests: Hypothesis profiles, and the programs that only the full run needs."""

import os
import shutil

import pytest
from hypothesis import settings

# No deadline: a shared machine stalls at times, and a prover's first query is slower than its next. In CI the
# examples are the same in every run; at a desk they are new ones, and those that failed are remembered.
settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

FULL = bool(os.environ.get("COOPGAME_FULL"))


def found(program: str) -> str:
    """The path of a program that the test needs; the test fails where it is missing."""
    path = shutil.which(program)
    if path is None:
        pytest.fail(f"COOPGAME_FULL is set, but there is no {program}; .ci/run installs it", pytrace=False)
    return path


@pytest.fixture(scope="session")
def pdflatex() -> str:
    """The LaTeX compiler; a test that asks for it runs when COOPGAME_FULL is set."""
    return found("pdflatex")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The headless browser; a test that asks for it runs when COOPGAME_FULL is set."""
    return found("chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that need such a program to the full run."""
    if FULL:
        return
    full = [item for item in items if {"pdflatex", "chromium"} & set(getattr(item, "fixturenames", ()))]
    if full:
        config.hook.pytest_deselected(items=full)
        items[:] = [item for item in items if item not in full]
