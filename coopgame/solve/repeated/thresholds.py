"""From incentives to thresholds: ratios of gain to cost, the largest of them, and closed forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from coopgame.players import PerPlayer
from coopgame.solve.repeated.dealing import Dealing, Incentive, Requirement
from coopgame.solve.repeated.discount import Coefficients, CriticalDiscount
from coopgame.solve.repeated.roots import discount_root

CREDIBLE = "an equilibrium of the stage game that everyone likes less"


@dataclass(frozen=True)
class Bound:
    """A player's threshold, as the largest of ratios; or, where these may mean nothing, in closed form alone."""

    ratios: tuple[Any, ...]
    opaque: tuple[sp.Expr, ...]


def critical(
    dealing: Dealing,
    incentives: Sequence[Incentive],
    requirements: Iterable[Requirement],
    *,
    expected: str = CREDIBLE,
    periods: int = 1,
    source: str,
    notes: tuple[str, ...] = (),
) -> CriticalDiscount:
    """Return from which discount factor all incentives hold, where the requirements do.

    Raises
    ------
    GameError
        When it is proven that the requirements hold nowhere in the region.

    """
    condition, witness = dealing.require(requirements, expected)
    polynomials: dict[Any, Coefficients] = {}
    found = [
        _bound(dealing, [incentive for incentive in incentives if incentive.player == player], periods, polynomials)
        for player in range(len(dealing.game.players))
    ]
    largest = dealing.largest([ratio for bound in found for ratio in bound.ratios])
    opaque = tuple(form for bound in found for form in bound.opaque)
    positive = not opaque and all(largest)
    binds = [
        name
        for name, bound in zip(dealing.game.players, found, strict=True)
        if positive and set(bound.ratios) == set(largest)
    ]
    kept = [c for key, c in polynomials.items() if key in largest or isinstance(key, tuple)]
    return CriticalDiscount(
        dealing.game,
        dealing.cooperate,
        dealing.punish,
        PerPlayer(dealing.game.players, (_written(dealing, b.ratios, b.opaque, periods) for b in found)),
        _written(dealing, largest, opaque, periods),
        tuple(binds),
        condition,
        witness,
        source,
        tuple(dict.fromkeys(kept)),
        notes,
    )


def _bound(
    dealing: Dealing, incentives: Sequence[Incentive], periods: int, polynomials: dict[Any, Coefficients]
) -> Bound:
    """Return a player's threshold, and note the polynomial that each part of it is a root of.

    Where :math:`h > 0`, the ratio :math:`g / (h + w g)` rises with the gain as long as its denominator is positive, so
    that the largest payoff has the largest ratio. A deviation whose denominator may not be is harmless, but its ratio
    then means nothing.
    """
    ratios, opaque = [], []
    for incentive in incentives:
        stays = dealing.stays(incentive.player, incentive.profile)
        best = dealing.best(incentive.player, incentive.profile)
        costs = {most: incentive.hurt + incentive.weight * (most - stays) for most in best}
        clear = all(dealing.never([(dealing.field.form(cost), "<=")]) for cost in costs.values())
        for most, cost in costs.items():
            key = (most - stays) / cost if clear else (incentive, most)
            coefficients = (stays - most, cost, *(incentive.hurt for _ in range(periods - 1)))
            if most != stays:
                polynomials.setdefault(key, tuple(map(dealing.field.expression, coefficients)))
        if clear:
            ratios += [(most - stays) / cost for most, cost in costs.items()]
        else:
            gain = sp.Max(*map(dealing.field.expression, best)) - dealing.field.expression(stays)
            weighted = dealing.field.expression(incentive.weight) * gain
            opaque.append(gain / sp.expand(dealing.field.expression(incentive.hurt) + weighted))
    return Bound(tuple(dealing.largest(ratios)), tuple(opaque))


def _written(dealing: Dealing, ratios: Iterable[Any], opaque: Iterable[sp.Expr], periods: int) -> Any:
    """Return what the largest of ratios and closed forms leads to; None where a root has no closed form.

    Own cooperation is among the ratios, or one proven not to be less: the largest is never negative.
    """
    return _root(sp.Max(*opaque, *map(dealing.field.expression, ratios)), periods)


def _root(ratio: sp.Expr, periods: int) -> Any:
    r"""Return the :math:`\delta \ge 0` with :math:`\delta + \dots + \delta^k` equal to a ratio."""
    if periods == 1 or ratio == 0:
        return ratio
    if periods == 2:
        return (sp.sqrt(1 + 4 * ratio) - 1) / 2
    return discount_root(ratio, periods) if ratio.is_number else None
