"""What transfers must achieve, as rows over them: an equilibrium, the only one, or one in dominant strategies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import permutations, product

import sympy as sp

from coopgame.design.gains import against
from coopgame.design.programme import Row
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer

MOST_DIVIDED = 4


class Sustains(Enum):
    """In which sense a profile is to be sustained.

    An equilibrium need not be strict: where a transfer just makes up for a gain, any more makes it so.
    """

    EQUILIBRIUM = "an equilibrium"
    UNIQUE = "what iterated elimination of strictly dominated strategies leaves"
    DOMINANT = "an equilibrium in weakly dominant strategies"


@dataclass(frozen=True)
class Alternative:
    """Rows that achieve what is required.

    Attributes
    ----------
    rows : tuple of Row
    order : tuple of str
        The order in which players are won over; empty where there is none.

    """

    rows: tuple[Row, ...]
    order: tuple[str, ...] = ()


def alternatives(
    game: FiniteGame,
    target: PerPlayer[str],
    unknowns: Sequence[sp.Symbol],
    payer: str | None,
    sustains: Sustains,
) -> tuple[Alternative, ...]:
    """Return the systems of rows any of which achieves what is required, the payer keeping to the target.

    Raises
    ------
    GameError
        When uniqueness is asked for and a player has more than two strategies, or more than four players are to be won
        over.
    RuleError
        When a gain is not linear in the unknowns.

    """
    active = tuple(p for p in game.players if p != payer and len(game.strategies[p]) > 1)
    if sustains is Sustains.EQUILIBRIUM:
        rows = (r for p in active for r in against(game, target, p, [tuple(target)], unknowns))
        return (Alternative(tuple(rows)),)
    if sustains is Sustains.DOMINANT:
        rows = (r for p in active for r in against(game, target, p, _others(game, target, set(active) - {p}), unknowns))
        return (Alternative(tuple(rows)),)
    _require_two(game, active)
    return tuple(_divided(game, target, unknowns, order) for order in permutations(active))


def _require_two(game: FiniteGame, active: Sequence[str]) -> None:
    for player in active:
        if len(game.strategies[player]) > 2:
            raise GameError(
                f"{player} has {len(game.strategies[player])} strategies", expected="two, to divide and conquer"
            )
    if len(active) > MOST_DIVIDED:
        raise GameError(f"{len(active)} players can be won over in too many orders", expected=f"at most {MOST_DIVIDED}")


def _divided(
    game: FiniteGame, target: PerPlayer[str], unknowns: Sequence[sp.Symbol], order: tuple[str, ...]
) -> Alternative:
    """Win each player over, given those before, whatever those after do."""
    rows = [
        replace(r, strict=True)
        for k, player in enumerate(order)
        for r in against(game, target, player, _others(game, target, set(order[k + 1 :])), unknowns)
    ]
    return Alternative(tuple(rows), order)


def _others(game: FiniteGame, target: PerPlayer[str], free: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield the profiles at which all keep to the target but for some, who do whatever they can."""
    return product(*(own if p in free else (target[p],) for p, own in game.strategies.items()))
