"""Axioms for rules on ventures: what a division of joint revenue may owe when costs are known."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

import sympy as sp

from coopgame.games.rule import Account
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.sharing.axioms.demands import Demand, multiple
from coopgame.sharing.axioms.statements import Axiom
from coopgame.symbols import Region

Amounts = Callable[[Venture], PerPlayer[sp.Expr]]


def one_outcome(revenue: Any, costs: Mapping[str, Any], region: Region = Region()) -> Venture:
    """A venture with nothing left to choose: one revenue, and one cost a player."""
    return Venture.from_functions(
        lambda profile: revenue, lambda player, profile: costs[player], dict.fromkeys(costs, ("join",)), region
    )


def _balance(amounts: Amounts, venture: Venture) -> Iterator[Demand]:
    """All of the revenue is divided, no more and no less."""
    yield Demand("r_N", sp.Add(*amounts(venture)), _account(venture).revenue)


def _liability(amounts: Amounts, venture: Venture) -> Iterator[Demand]:
    """Nobody pays in, where the revenue is not negative."""
    where = Region(_account(venture).revenue >= 0)
    for player, amount in amounts(venture).items():
        yield Demand(f"r_{player}", amount, sp.Integer(0), exactly=False, where=where)


def _recovery(amounts: Amounts, venture: Venture) -> Iterator[Demand]:
    """Nobody loses, where the revenue covers all costs."""
    account = _account(venture)
    where = Region(account.revenue >= sp.Add(*account.costs))
    for player, amount in amounts(venture).items():
        yield Demand(f"r_{player}", amount, account.costs[player], exactly=False, where=where)


def _equal_treatment(amounts: Amounts, venture: Venture) -> Iterator[Demand]:
    """Equal costs, equal amounts."""
    costs, given = _account(venture).costs, amounts(venture)
    for first, second in combinations(venture.players, 2):
        where = Region(sp.Eq(costs[first], costs[second]))
        yield Demand(f"r_{second}", given[second], given[first], where=where)


def _monotonicity(amounts: Amounts, venture: Venture, other: Venture) -> Iterator[Demand]:
    """Raising revenue at the same costs lowers nobody's amount."""
    before, after = _account(venture), _account(other)
    where = _same_costs(before, after) & (after.revenue >= before.revenue)
    less, more = amounts(venture), amounts(other)
    for player in venture.players:
        yield Demand(f"r_{player} in the second venture", more[player], less[player], exactly=False, where=where)


def _additivity(amounts: Amounts, venture: Venture, other: Venture) -> Iterator[Demand]:
    """Revenue that comes in two parts, at the same costs, is divided as if it came at once."""
    first, second = _account(venture), _account(other)
    both = one_outcome(
        first.revenue + second.revenue,
        dict(first.costs.items()),
        venture.region & other.region,
    )
    joint, one, two = amounts(both), amounts(venture), amounts(other)
    for player in venture.players:
        where = _same_costs(first, second)
        yield Demand(f"r_{player} of both revenues at once", joint[player], one[player] + two[player], where=where)


def _units(amounts: Amounts, venture: Venture, other: Venture) -> Iterator[Demand]:
    """Counting revenue and costs in another currency divides the same."""
    before, after = ((account.revenue, *account.costs) for account in map(_account, (venture, other)))
    factor = multiple(before, after)
    less, more = amounts(venture), amounts(other)
    for player in venture.players:
        subject = f"r_{player} in the second venture"
        yield Demand(subject, more[player], factor * less[player], where=Region(factor > 0))


MOULIN = "Moulin (1987), Equal or proportional division of a surplus, International Journal of Game Theory 16"

BUDGET_BALANCE = Axiom(
    "budget balance",
    "the r_i add up to R",
    "Green and Laffont (1979), Incentives in public decision-making",
    _balance,
)
LIMITED_LIABILITY = Axiom(
    "limited liability",
    "r_i >= 0 where R >= 0",
    "Sappington (1983), Limited liability contracts between principal and agent, Journal of Economic Theory 29",
    _liability,
)
COST_RECOVERY = Axiom(
    "individual rationality",
    "r_i >= c_i where R is at least the sum of the c_i",
    "von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior, section 30",
    _recovery,
)
EQUAL_TREATMENT = Axiom(
    "symmetry",
    "r_i = r_j where c_i = c_j",
    MOULIN,
    _equal_treatment,
)
REVENUE_MONOTONICITY = Axiom(
    "monotonicity",
    "raising R lowers no r_i",
    MOULIN,
    _monotonicity,
    games=2,
)
REVENUE_ADDITIVITY = Axiom(
    "additivity",
    "r_i of R + R' is r_i of R plus r_i of R', at the same costs",
    MOULIN,
    _additivity,
    games=2,
)
UNIT_COVARIANCE = Axiom(
    "scale covariance",
    "r_i of (a R, a c) is a times r_i of (R, c), for a > 0",
    MOULIN,
    _units,
    games=2,
)

VENTURE_AXIOMS = (
    BUDGET_BALANCE,
    EQUAL_TREATMENT,
    LIMITED_LIABILITY,
    COST_RECOVERY,
    REVENUE_MONOTONICITY,
    REVENUE_ADDITIVITY,
    UNIT_COVARIANCE,
)


def _account(venture: Venture) -> Account:
    return venture.accounts()[0]


def _same_costs(first: Account, second: Account) -> Region:
    return Region(*(sp.Eq(one, two) for one, two in zip(first.costs, second.costs, strict=True)))
