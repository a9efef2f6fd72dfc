"""Shares at which the patience that deviations ask for may be least."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.polynomials import sign_form
from coopgame.solve.repeated.discount import CriticalDiscount
from coopgame.symbols import Region

UNDEFINED = (sp.nan, sp.zoo, sp.oo, -sp.oo)


@dataclass(frozen=True)
class Pull:
    r"""A deviation of a player: it does not pay exactly if :math:`g(\theta) \le \delta \, l(\theta)`."""

    player: str
    gain: sp.Expr
    cost: sp.Expr

    def ratio(self, share: sp.Symbol, value: sp.Expr) -> sp.Expr:
        """The patience it asks for at a share."""
        return plain((self.gain / self.cost).subs(share, value))


def pulls_of(found: CriticalDiscount) -> list[Pull]:
    """Every deviation from cooperation that is not the same as another one's of that player."""
    game, pulls = found.game, []
    for player in game.players:
        hurt = game.payoff(player, found.cooperate) - game.payoff(player, found.punish)
        others = (s for s in game.strategies[player] if s != found.cooperate[player])
        gains = dict.fromkeys(game.deviation_gain(player, found.cooperate, s) for s in others)
        pulls += [Pull(player, gain, sp.expand(gain + hurt)) for gain in gains]
    return pulls


def candidates(pulls: Sequence[Pull], feasible: Region, share: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield shares at which the largest ratio may be least, each with a ratio that it may be."""
    seen = set()
    for value, threshold in _points(pulls, feasible, share):
        if (value, threshold) not in seen and not (value.has(*UNDEFINED) or threshold.has(*UNDEFINED)):
            seen.add((value, threshold))
            yield value, threshold


def _points(pulls: Sequence[Pull], feasible: Region, share: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    for one, other in combinations(pulls, 2):
        for value in _roots(one.gain * other.cost - other.gain * one.cost, share):
            yield value, one.ratio(share, value)
    unmoved = [value for pull in pulls for value in _roots(pull.gain, share)]
    yield from ((value, sp.Integer(0)) for value in unmoved)
    ends = list(dict.fromkeys(value for c in feasible.conditions for value in _ends(c, share)))
    for value in ends:
        yield value, sp.Integer(0)
        yield from ((value, pull.ratio(share, value)) for pull in pulls)
    # Shares that tempt nobody may lie between two that are none themselves, as the threat is one inside only.
    yield from ((plain((a + b) / 2), sp.Integer(0)) for a, b in combinations(dict.fromkeys([*unmoved, *ends]), 2))


def _ends(condition: Any, share: sp.Symbol) -> Iterator[sp.Expr]:
    for atom in condition.atoms(Relational):
        if share in atom.free_symbols:
            yield from _roots(atom.lhs - atom.rhs, share)


def _roots(expression: sp.Expr, share: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield the shares at which an expression may vanish, in closed form, as far as they are roots of quadratics."""
    form = sign_form(sp.expand(expression))
    for factor in dict.fromkeys((*form.odd, *form.even)):
        if share not in factor.symbols:
            continue
        coefficients = sp.Poly(factor.expression, share).all_coeffs()
        if len(coefficients) == 2:
            a, b = coefficients
            yield plain(-b / a)
        elif len(coefficients) == 3:
            a, b, c = coefficients
            root = sp.sqrt(sp.factor(b**2 - 4 * a * c))
            if root.is_real is not False:
                yield from ((-b + sign * root) / (2 * a) for sign in (1, -1))


def plain(expression: sp.Expr) -> sp.Expr:
    """Write a number or a quotient without roots below, and factored."""
    if expression.is_number:
        return sp.radsimp(sp.expand(expression))
    rational = expression.is_rational_function(*expression.free_symbols)
    return sp.factor(sp.cancel(expression) if rational else sp.radsimp(sp.together(expression)))
