"""Deviation gains reduced to what can change their sign inside the region.

A gain is a constant times a product of irreducible polynomials. Factors whose sign the region settles are multiplied
out; what remains, up to its sign, is a *cut* of the region. Gains that share a cut have equal or opposite signs
everywhere, and a gain without one has the same sign throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp

from coopgame.claims.claim import point_text
from coopgame.claims.decide import Empty, Found, find_point
from coopgame.conditions import sign_of
from coopgame.errors import RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import Polynomial, SignForm, difference_form, relation, sign_form
from coopgame.symbols import Region

OPERATOR = {-1: "<", 0: "==", 1: ">"}


@dataclass(frozen=True, slots=True)
class Cut:
    r"""A product of irreducible polynomials, :math:`g = \prod_f f \cdot \prod_h h^2`, that takes both signs or zero."""

    odd: tuple[Polynomial, ...]
    even: tuple[Polynomial, ...] = ()

    @property
    def form(self) -> SignForm:
        """The cut as a sign form."""
        return SignForm(1, self.odd, self.even, ())

    def sign(self, point: Mapping[sp.Symbol, Any]) -> int:
        """The sign at a point of rational or real algebraic numbers."""
        if all(point[s].is_Rational for f in (*self.odd, *self.even) for s in f.symbols):
            return self.form.at({s: Fraction(int(v.p), int(v.q)) for s, v in point.items() if v.is_Rational}) or 0
        value = sp.Mul(*(f.expression for f in self.odd), *(f.expression**2 for f in self.even))
        return sign_of(value.subs(point)) or 0

    def literal(self, sign: int) -> Any:
        """Return the relation that says the cut has this sign."""
        return self.compare(OPERATOR[sign])

    def weakly(self, sign: int) -> Any:
        """Return the relation that says the cut has this sign or vanishes."""
        return self.compare({-1: "<=", 1: ">="}[sign])

    def compare(self, operator: str) -> Any:
        """Return the relation ``cut operator 0``."""
        return _compared(self, operator)


@lru_cache(maxsize=4096)
def _compared(cut: Cut, operator: str) -> Any:
    return relation(cut.form, operator)


@dataclass(frozen=True, slots=True)
class Gain:
    """The sign of a deviation gain: that of a cut, turned or not, or a constant."""

    turn: int
    cut: Cut | None = None

    def sign(self, signs: Mapping[Cut, int]) -> int:
        """The gain's sign where the cuts have these signs."""
        return self.turn if self.cut is None else self.turn * signs[self.cut]


@dataclass
class Reduction:
    """Reduces sign forms over one region, remembering the sign of every factor met.

    Raises
    ------
    RegionError
        When the region is empty.

    """

    region: Region
    symbols: tuple[sp.Symbol, ...] = ()
    budget: float = 2.0
    settled: dict[Polynomial, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See that there is a region to speak of."""
        if isinstance(find_point(self.region, self.budget), Empty):
            raise RegionError(f"the region {self.region} is empty", expected="a region with at least one point")

    def signs(self, factor: Polynomial) -> frozenset[int]:
        """Which signs a polynomial may take in the region; a sign is left out only when proven impossible."""
        if factor not in self.settled:
            form = SignForm(1, (factor,), (), ())
            possible = {
                sign
                for sign, operator in OPERATOR.items()
                if not isinstance(find_point(self.region & relation(form, operator), self.budget), Empty)
            }
            self.settled[factor] = frozenset(possible)
        return self.settled[factor]

    def reduce(self, expression: sp.Expr) -> Gain:
        """Reduce an expression that is defined all over the region to the sign of a cut."""
        form = sign_form(expression)
        turn, odd = form.sign, []
        for factor in form.odd:
            signs = self.signs(factor)
            if len(signs) == 1:
                turn *= next(iter(signs))
            else:
                odd.append(factor)
        even = tuple(sorted((factor for factor in form.even if 0 in self.signs(factor)), key=str))
        if any(self.signs(factor) == {0} for factor in even):
            turn = 0
        if turn == 0 or not (odd or even):
            return Gain(turn)
        return Gain(turn, Cut(tuple(sorted(odd, key=str)), even))

    def check_defined(self, payoff: sp.Expr, player: str) -> None:
        """See that a payoff is rational, and defined all over the region.

        Raises
        ------
        ExpressionError
            When it is not rational in the parameters.
        SolverError
            When a denominator vanishes in the region, the point is given; or when that could not be excluded.

        """
        for pole in difference_form(payoff, sp.Integer(0)).poles:
            if 0 not in self.signs(pole):
                continue
            found = find_point(self.region & sp.Eq(pole.expression, 0), self.budget)
            where = f"is undefined at {point_text(found.point)}" if isinstance(found, Found) else "may be undefined"
            raise SolverError(f"payoff {payoff} of {player} {where}", expected="payoffs defined all over the region")


def deviation_gains(game: FiniteGame, reduction: Reduction) -> dict[tuple[str, tuple[str, ...], str], Gain]:
    """Every deviation gain of a game, reduced: by player, profile and the strategy deviated to.

    Raises
    ------
    ExpressionError
        When a payoff is not rational in the parameters.
    SolverError
        When a payoff is undefined somewhere in the region.

    """
    for player, table in zip(game.players, game.tables, strict=True):
        for payoff in dict.fromkeys(table):
            reduction.check_defined(payoff, player)
    gains: dict[tuple[str, tuple[str, ...], str], Gain] = {}
    for profile in game.profiles():
        for player, strategies in game.strategies.items():
            for strategy in strategies:
                if strategy == profile[player]:
                    continue
                back = (player, tuple(profile.replace(player, strategy)), profile[player])
                if back in gains:
                    gain = Gain(-gains[back].turn, gains[back].cut)
                else:
                    gain = reduction.reduce(game.deviation_gain(player, profile, strategy))
                gains[player, tuple(profile), strategy] = gain
    return gains
