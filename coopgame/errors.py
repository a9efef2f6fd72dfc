"""Every error the library raises on purpose: one sentence, the culprit, and what was expected."""

from types import UnionType
from typing import get_args


class CoopGameError(ValueError):
    """The base of all errors raised on purpose; ``str(error)`` is the whole message.

    Parameters
    ----------
    problem : str
        What is wrong, naming the player, profile, symbol, line or file at fault.
    expected : str, optional
        What would have been accepted.

    """

    def __init__(self, problem: str, *, expected: str = "") -> None:
        self.problem = problem
        self.expected = expected
        super().__init__(f"{problem}; expected {expected}" if expected else problem)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the keyword, so that an error crosses a process boundary whole."""
        return (_restored, (type(self), self.problem, self.expected))


def _restored(kind: type[CoopGameError], problem: str, expected: str) -> CoopGameError:
    return kind(problem, expected=expected)


class SymbolError(CoopGameError):
    """A symbol is unknown, unset, named twice, or not real."""


class RegionError(CoopGameError):
    """A region is empty or malformed, or a point lies outside it."""


class ExpressionError(CoopGameError):
    """An expression is not one: code, a non-finite number, too long, too deep, too large a power."""


class GameError(CoopGameError):
    """A game is malformed, or is asked about a player, strategy or profile it does not have."""


class ClaimError(CoopGameError):
    """A claim is malformed, or holds a function that can't be translated for the prover."""


class RuleError(CoopGameError):
    """A sharing rule does not fit its venture, or its shares do not add to one."""


class SolverError(CoopGameError):
    """A solver can't take this game, or the method asked for failed on it."""


class FileError(CoopGameError):
    """A model or game file is malformed; the message names the file and, where known, the line."""


class OutputError(CoopGameError):
    """A result can't be written where it was asked for."""


def require_kind(value: object, kind: type | UnionType) -> None:
    """Check that an argument is of the kind that is asked for.

    Raises
    ------
    GameError
        When it is not; the message names it and the kind.

    """
    if not isinstance(value, kind):
        kinds = " or ".join(f"coopgame.{k.__name__}" for k in get_args(kind) or (kind,))
        raise GameError(f"{value!r:.60} is given", expected=f"a {kinds}")
