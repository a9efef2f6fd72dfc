"""Steps of an analysis: one that fails for a reason is noted, never hidden, and the others go on."""

from collections.abc import Callable
from typing import TypeVar

from coopgame.errors import CoopGameError

Progress = Callable[[str], None]
T = TypeVar("T")


class Attempts:
    """Runs steps, and keeps what is to be said of those that failed.

    Parameters
    ----------
    progress : callable
        Told, in a few words, what is being done.

    """

    def __init__(self, progress: Progress = lambda step: None) -> None:
        self.progress = progress
        self.omissions: list[str] = []

    def __call__(self, step: str, subject: str, run: Callable[[], T]) -> T | None:
        """Run a step; None where it failed."""
        self.progress(step)
        try:
            return run()
        except CoopGameError as error:
            self.omissions.append(f"{subject} left out: {error}.")
            return None
