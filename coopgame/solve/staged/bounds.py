"""Bounds of single choices, read off the region, and the ways in which some of them may bind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp
from sympy.core.relational import GreaterThan, LessThan

from coopgame.errors import SolverError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.pruning import implied
from coopgame.symbols import Region

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

    A constraint belongs to the latest stage of its choices. One that is linear in a single choice of that stage, with a
    coefficient of one sign throughout the domain, bounds it; any other is only checked at the outcome.
    """
    later = {z for s in game.stages[game.stages.index(stage) + 1 :] for z in s.symbols}
    found = []
    for constraint in game.constraints:
        own = [z for z in stage.symbols if constraint.has(z)]
        if len(own) == 1 and not constraint.free_symbols & later:
            found += [b for b in (_bound(constraint, own[0], game.domain),) if b is not None]
    return tuple(found)


def _bound(constraint: Any, choice: sp.Symbol, domain: Region) -> Bound | None:
    if not isinstance(constraint, GreaterThan | LessThan):
        return None
    difference = sp.expand(constraint.gts - constraint.lts)
    slope = sp.diff(difference, choice)
    upwards = not slope.has(choice) and implied(slope > 0, domain)
    if slope.has(choice) or not (upwards or implied(slope < 0, domain)):
        return None
    rest = difference.xreplace({choice: sp.Integer(0)})
    return Bound(choice, sp.factor(-rest / slope), 1 if upwards else -1)


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
