"""Bounds of single choices, read off the region, and the ways in which some of them may bind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp
from sympy.core.relational import GreaterThan, LessThan, Relational

from coopgame.errors import SolverError
from coopgame.games.staged import Stage, StagedGame

MOST_PATTERNS = 81


@dataclass(frozen=True)
class Bound:
    r"""A weak bound of one choice: :math:`z \ge l` or :math:`z \le l`.

    Attributes
    ----------
    choice : Symbol
    value : Expr
        In parameters and earlier choices.
    side : int
        1 for a lower bound, -1 for an upper one.

    """

    choice: sp.Symbol
    value: sp.Expr
    side: int

    @property
    def binding(self) -> Any:
        """The relation that says the choice is held here."""
        return sp.Eq(self.choice, self.value)


Held = Mapping[sp.Symbol, Bound]


def bounds(game: StagedGame, stage: Stage) -> tuple[Bound, ...]:
    """Read the weak bounds of a stage's choices.

    A constraint belongs to the latest stage of its choices. One that is linear in a single choice of that stage bounds
    it; any other is only checked at the outcome.
    """
    later = {z for s in game.stages[game.stages.index(stage) + 1 :] for z in s.symbols}
    found = []
    for constraint in game.constraints:
        own = [z for z in stage.symbols if constraint.has(z)]
        if len(own) == 1 and not constraint.free_symbols & later:
            found += [b for b in (_bound(constraint, own[0]),) if b is not None]
    return tuple(found)


def _bound(constraint: Any, choice: sp.Symbol) -> Bound | None:
    if not isinstance(constraint, Relational) or not isinstance(constraint, GreaterThan | LessThan):
        return None
    difference = sp.expand(constraint.lhs - constraint.rhs)
    slope = sp.diff(difference, choice)
    if not slope.is_number:
        return None
    upwards = slope.is_positive == isinstance(constraint, GreaterThan)
    return Bound(choice, sp.factor(-difference.xreplace({choice: sp.Integer(0)}) / slope), 1 if upwards else -1)


def patterns(choices: Sequence[sp.Symbol], known: Sequence[Bound]) -> Iterator[Held]:
    """Every way to hold some of the choices at a bound, none held first.

    Raises
    ------
    SolverError
        When there are too many ways.

    """
    options = [(None, *(b for b in known if b.choice == z)) for z in choices]
    count = sp.prod(map(len, options))
    if count > MOST_PATTERNS:
        raise SolverError(
            f"{count} ways in which bounds of {', '.join(map(str, choices))} may bind",
            expected=f"at most {MOST_PATTERNS}",
        )
    for way in product(*options):
        yield {bound.choice: bound for bound in way if bound is not None}
