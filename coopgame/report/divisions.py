"""How the rules divide what coalitions are worth: a row a rule, in numbers, with what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from coopgame.errors import CoopGameError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.players import PerPlayer
from coopgame.report.division import division, drawn
from coopgame.report.plotting import Figure
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.core import core_condition, in_core
from coopgame.sharing.values.rules import VALUE_RULES, ValueRule
from coopgame.sharing.values.vertices import core_vertices
from coopgame.symbols import Region

NEVER = Region(sp.false)


@dataclass(frozen=True)
class Row:
    """What a rule gives.

    Attributes
    ----------
    rule : ValueRule
    allocation : Allocation
    efficient : bool
        Whether it divides the worth of all, no more and no less.
    leavers : tuple of tuple of str
        The coalitions that could do better by themselves; none where the shares are in the core.

    """

    rule: ValueRule
    allocation: Allocation
    efficient: bool
    leavers: tuple[tuple[str, ...], ...]

    @property
    def verdict(self) -> str:
        """Whether it is in the core, or what keeps it out."""
        if not self.efficient:
            return "does not divide the worth of all"
        return f"{_written(self.leavers)} would leave" if self.leavers else "in the core"


@dataclass(frozen=True)
class Divisions:
    """A game in numbers, and how every rule that is defined divides it.

    Attributes
    ----------
    game : CoalitionalGame
    rows : tuple of Row
    core : tuple of PerPlayer or None
        The vertices of the core; None where there are too many players to list them.
    has_core : bool
        Whether the core is not empty.
    omissions : tuple of str
        Which rules are left out, and why.

    """

    game: CoalitionalGame
    rows: tuple[Row, ...]
    core: tuple[PerPlayer[sp.Expr], ...] | None
    has_core: bool
    omissions: tuple[str, ...]

    @property
    def points(self) -> dict[str, tuple[float, ...]]:
        """What each rule gives that divides the worth of all, as a figure shows it."""
        return {row.rule.title: tuple(map(float, row.allocation.shares)) for row in self.rows if row.efficient}


def divisions(game: CoalitionalGame, rules: Sequence[ValueRule] = VALUE_RULES) -> Divisions:
    """Divide a game in numbers by every rule.

    Parameters
    ----------
    game : CoalitionalGame
        Without parameters.
    rules : sequence of ValueRule

    """
    rows, omissions = [], []
    for rule in rules:
        try:
            allocation = rule(game)
            if allocation.condition == NEVER:
                omissions.append(f"The {rule.title} is not defined here.")
            else:
                efficient = sp.expand(sum(allocation.shares) - game.grand) == 0
                rows.append(Row(rule, allocation, efficient, _leavers(allocation)))
        except CoopGameError as error:
            omissions.append(f"The {rule.title} is left out: {error}.")
    core = None
    try:
        core = core_vertices(game)
    except CoopGameError as error:
        omissions.append(f"The core is not listed: {error}.")
    return Divisions(game, tuple(rows), core, core_condition(game) != NEVER, tuple(omissions))


def figure_of(found: Divisions | None) -> Figure | None:
    """Draw how the rules divide; nothing where there is nothing to gain, or more than three share it."""
    if found is None:
        return None
    core = [tuple(map(float, vertex)) for vertex in found.core or ()]
    shown = division(found.game, core, found.points)
    return None if shown is None else drawn(shown)


def _leavers(allocation: Allocation) -> tuple[tuple[str, ...], ...]:
    if in_core(allocation) == Region():
        return ()
    return tuple(c for c in allocation.game.coalitions() if sp.sign(allocation.excess(c)) == 1)


def _written(coalitions: Sequence[tuple[str, ...]]) -> str:
    shown = ["{" + ", ".join(c) + "}" for c in coalitions[:2]]
    return ", ".join(shown) + (f" and {len(coalitions) - 2} more" if len(coalitions) > 2 else "")
