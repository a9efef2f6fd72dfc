"""Which rule on ventures promises which axiom: proven where it does, with numbers that break it where not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import sympy as sp

from coopgame.claims.claim import Proved
from coopgame.errors import RuleError
from coopgame.exact import exact
from coopgame.games.rule import Rule
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.sharing.axioms.demands import Demand
from coopgame.sharing.axioms.statements import Axiom
from coopgame.sharing.axioms.venture_axioms import (
    COST_RECOVERY,
    EQUAL_TREATMENT,
    LIMITED_LIABILITY,
    REVENUE_ADDITIVITY,
    REVENUE_MONOTONICITY,
    UNIT_COVARIANCE,
    one_outcome,
)
from coopgame.sharing.axioms.violation import demanded, prove
from coopgame.sharing.contribution import proportional_to_contribution
from coopgame.sharing.cost_plus import cost_plus
from coopgame.sharing.equal import equal_split
from coopgame.sharing.fee_royalty import fee_and_royalty
from coopgame.sharing.guaranteed import guaranteed_minimum
from coopgame.sharing.linear import linear_share
from coopgame.sharing.proportional import proportional_to_cost
from coopgame.sharing.tiered import stepped_share, tiered_share
from coopgame.symbols import Region, parameters

R, S, c_a, c_b, a = parameters("R S c_A c_B a")
theta, rho, F, T, g, mu, h_a, h_b = parameters("theta rho F T g mu h_A h_B")

SHARE, ROYALTY = Region(theta >= 0, theta <= 1), Region(rho >= 0, rho <= 1)
TERMS = SHARE & ROYALTY & (T >= 0)
LOW, HIGH = {"A": theta, "B": 1 - theta}, {"A": rho, "B": 1 - rho}

Point = Mapping[sp.Symbol, Any]


@dataclass(frozen=True)
class Division:
    """What a rule gives of the revenue of a venture with one outcome.

    Attributes
    ----------
    rule : str
    shares : PerPlayer of Expr
    condition : Region
        A rule refuses a venture that it does not fit throughout its region, so that there is none.

    """

    rule: str
    shares: PerPlayer[sp.Expr]
    condition: Region = Region()


@dataclass(frozen=True)
class VentureRule:
    """A rule on ventures of the players A and B, whose terms are parameters.

    Attributes
    ----------
    title : str
    rule : Rule
    region : Region
        What the terms may be.
    breaches : tuple of (Axiom, dict)
        The axioms that it breaks, each with numbers for which it does.

    """

    title: str
    rule: Rule
    region: Region
    breaches: tuple[tuple[Axiom, Point], ...] = field(default=(), compare=False)

    def __call__(self, venture: Venture) -> Division:
        """Divide the revenue of a venture with one outcome."""
        return _division(self, venture)


@lru_cache(maxsize=64)  # the axioms ask about the same few ventures
def _division(rule: VentureRule, venture: Venture) -> Division:
    return Division(rule.title, rule.rule.divide(venture)[0])


@dataclass(frozen=True)
class Failure:
    """Numbers for which a rule on ventures breaks an axiom, exact.

    Attributes
    ----------
    axiom : Axiom
    rule : VentureRule
    point : dict of Symbol to number
        Revenue, costs and terms.
    demand : Demand
        What is owed and what is given there.

    """

    axiom: Axiom
    rule: VentureRule
    point: Point
    demand: Demand


EQUAL_COSTS = {R: 4, c_a: 1, c_b: 1}
TIGHT = {R: 4, c_a: 3, c_b: 1}
TWICE = {R: 2, S: 2, c_a: 1, c_b: 1}
IN_CENTS = {R: 2, a: 2, c_a: 1, c_b: 1}
TIER = {theta: 1, rho: sp.Rational(1, 2), T: 2}
HALF = {theta: sp.Rational(1, 2)}

VENTURE_RULES = (
    VentureRule(
        "linear share",
        linear_share(LOW),
        SHARE,
        ((EQUAL_TREATMENT, EQUAL_COSTS | {theta: 1}), (COST_RECOVERY, TIGHT | HALF)),
    ),
    VentureRule("equal split", equal_split(), Region(), ((COST_RECOVERY, TIGHT),)),
    VentureRule("proportional to cost", proportional_to_cost(), Region()),
    VentureRule(
        "proportional to contribution",
        proportional_to_contribution({"A": h_a, "B": h_b}),
        Region(h_a > 0, h_b > 0),
        ((EQUAL_TREATMENT, EQUAL_COSTS | {h_a: 3, h_b: 1}), (COST_RECOVERY, TIGHT | {h_a: 1, h_b: 1})),
    ),
    VentureRule(
        "fixed fee and royalty",
        fee_and_royalty("A", "B", fee=F, royalty=rho),
        ROYALTY & (F >= 0),
        (
            (EQUAL_TREATMENT, EQUAL_COSTS | {F: 1, rho: 0}),
            (LIMITED_LIABILITY, {R: 1, c_a: 1, c_b: 1, F: 2, rho: 0}),
            (COST_RECOVERY, TIGHT | {F: 1, rho: 0}),
            (REVENUE_ADDITIVITY, TWICE | {F: 1, rho: 0}),
            (UNIT_COVARIANCE, IN_CENTS | {F: 1, rho: 0}),
        ),
    ),
    VentureRule(
        "tiered share",
        tiered_share(LOW, (T, HIGH)),
        TERMS,
        (
            (EQUAL_TREATMENT, EQUAL_COSTS | TIER),
            (COST_RECOVERY, TIGHT | TIER | {theta: 0}),
            (REVENUE_ADDITIVITY, TWICE | TIER),
            (UNIT_COVARIANCE, IN_CENTS | TIER),
        ),
    ),
    VentureRule(
        "stepped share",
        stepped_share(LOW, (T, HIGH)),
        TERMS,
        (
            (EQUAL_TREATMENT, EQUAL_COSTS | TIER | {rho: 1}),
            (COST_RECOVERY, TIGHT | TIER),
            (REVENUE_MONOTONICITY, TWICE | TIER | {S: 3}),
            (REVENUE_ADDITIVITY, TWICE | TIER),
            (UNIT_COVARIANCE, IN_CENTS | TIER),
        ),
    ),
    VentureRule(
        "guaranteed minimum",
        guaranteed_minimum("A", g, theta, {"B": 1}),
        SHARE & (g >= 0),
        (
            (EQUAL_TREATMENT, EQUAL_COSTS | {g: 1, theta: 0}),
            (COST_RECOVERY, TIGHT | HALF | {g: 1}),
            (REVENUE_ADDITIVITY, TWICE | HALF | {g: 2}),
            (UNIT_COVARIANCE, IN_CENTS | HALF | {g: 2}),
        ),
    ),
    VentureRule(
        "cost-plus",
        cost_plus("A", "B", margin=mu),
        Region(mu >= 0),
        (
            (EQUAL_TREATMENT, EQUAL_COSTS | {mu: 0}),
            (COST_RECOVERY, TIGHT | {mu: sp.Rational(1, 3)}),
            (REVENUE_ADDITIVITY, TWICE | {mu: 0}),
        ),
    ),
)


def generic_ventures(axiom: Axiom, region: Region = Region()) -> tuple[Venture, ...]:
    """The venture or ventures that an axiom compares, for two players: any revenue of at least 0, any positive costs.

    Parameters
    ----------
    axiom : Axiom
    region : Region
        What further parameters may be, such as the terms of a rule.

    """
    region = Region(region, R >= 0, c_a > 0, c_b > 0)
    first = one_outcome(R, {"A": c_a, "B": c_b}, region)
    if axiom == UNIT_COVARIANCE:
        return first, one_outcome(a * R, {"A": a * c_a, "B": a * c_b}, region & (a > 0))
    return (first, one_outcome(S, {"A": c_a, "B": c_b}, region & (S >= 0)))[: axiom.games]


@cache
def venture_standing(axiom: Axiom, rule: VentureRule) -> tuple[Proved, ...] | Failure:
    """How a rule on ventures stands to an axiom: the proofs that it keeps it, or numbers for which it does not.

    The proofs are for two players, and for all revenues, costs and terms.

    Raises
    ------
    RuleError
        When a proof fails, or the numbers break nothing.

    """
    ventures = generic_ventures(axiom, rule.region)
    numbers = dict(rule.breaches).get(axiom)
    if numbers is None:
        proofs = prove(axiom, rule, *ventures)
        proven = tuple(proof for proof in proofs if isinstance(proof, Proved) and not proof.vacuous)
        if len(proven) < len(proofs):
            raise RuleError(f"{axiom.name} of {rule.title} is not proven", expected="a proof, or numbers that break it")
        return proven
    point = {symbol: exact(number) for symbol, number in numbers.items()}
    within = Region(*(venture.region for venture in ventures))
    for demand in demanded(axiom, rule, *ventures):
        if (within & demand.where).contains(point) and not Region(demand.relation).contains(point):
            return Failure(axiom, rule, point, demand.at(point))
    raise RuleError(f"{axiom.name} of {rule.title} is not broken by {point}", expected="numbers that break it")
