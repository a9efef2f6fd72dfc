"""Running commands of the command line, as its tests do."""

from collections.abc import Callable

import pytest

from coopgame.cli import main

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command that ends as expected, and return what it printed."""
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        told = capsys.readouterr()
        assert not told.err
        return told.out

    return ran


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that is refused, and return the one line it said."""

    def ran(*arguments: str) -> str:
        assert main(arguments) == 2
        told = capsys.readouterr()
        assert told.err.startswith("error: ")
        assert told.err.count("\n") == 1
        return told.err

    return ran
