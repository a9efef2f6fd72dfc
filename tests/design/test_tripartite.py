"""The least that the government must pay so that enterprise and university cooperate: words, numbers, conditions."""

from typing import Any

import pytest
import sympy as sp

from coopgame.claims.decide import is_empty
from coopgame.design.interval import sharing_interval
from coopgame.design.minimal import minimal_subsidy
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.models.government_enterprise_university import (
    ENTERPRISE,
    GOVERNMENT,
    MODEL,
    UNIVERSITY,
    B_e,
    B_u,
    C_e,
    C_g,
    C_u,
    D,
    Delta_R,
    E_g,
    F_e,
    F_u,
    S_e,
    S_u,
    rule,
    theta,
    venture,
)
from coopgame.symbols import Region
from tests.design.drawn import minimised

TARGET = ("incentivise", "collaborate", "collaborate")
SUBSIDIES = {ENTERPRISE: S_e, UNIVERSITY: S_u}
# What collaborating lacks without subsidy and revenue, by hand from the deviation gains of the catalogue's table (C5).
e, u = C_e + B_e - D - F_e, C_u + B_u - D - F_u


@pytest.fixture(scope="module")
def least() -> MinimalSubsidy:
    """The answer, the share chosen together with the subsidies."""
    return minimal_subsidy(venture, target=TARGET, rule=rule, share=theta, subsidies=SUBSIDIES, payer=GOVERNMENT)


def scipy_says(point: Any) -> float:
    """Least S_e + S_u over subsidies and share, from the table's deviation gains."""
    value = {s: float(x) for s, x in point.items()}
    lack_e, lack_u, more = (float(x.subs(point)) for x in (e, u, Delta_R))
    assert value[Delta_R] == more
    found = minimised([1, 1, 0], [((1, 0, more), lack_e), ((0, 1, -more), lack_u - more)], [10**6, 10**6, 1])
    return float(found.fun)


def test_the_least_total_is_what_both_lack_beyond_the_revenue(least: MinimalSubsidy) -> None:
    assert sp.expand(least.total - sp.Max(0, e - Delta_R, u - Delta_R, e + u - Delta_R)) == 0
    assert least.condition == Region()
    assert least.is_proved


def test_the_prover_s_cover_is_the_whole_region(least: MinimalSubsidy) -> None:
    assert is_empty(least.region & Region(*(sp.Not(part.condition.condition) for part in least.parts)))


def test_at_the_example_the_revenue_pays_for_itself_and_the_share_lies_between_five_and_eight_twelfths(
    least: MinimalSubsidy,
) -> None:
    bill = least.at(MODEL.example)
    assert (bill.total, bill.binding) == (0, ())
    assert bill.shares == (sp.Rational(5, 12), sp.Rational(8, 12))


def test_with_less_revenue_both_bind_and_the_subsidy_goes_where_the_share_does_not(least: MinimalSubsidy) -> None:
    bill = least.at({**MODEL.example, Delta_R: 7})
    assert (bill.total, bill.binding) == (2, (ENTERPRISE, UNIVERSITY))
    assert bill.deviations == ("enterprise would rather defect", "university would rather defect")
    assert bill.shares == (sp.Rational(3, 7), sp.Rational(5, 7))


def test_the_words_say_who_gets_what_at_which_share_and_who_binds(least: MinimalSubsidy) -> None:
    text = str(least)
    assert text.startswith("(incentivise, collaborate, collaborate) is an equilibrium from a total of Max(0, ")
    assert "nothing need be paid; theta from Max(0, (B_e + C_e - D - F_e)/Delta_R) to Min(1, " in text
    assert "; it binds enterprise and university  if  " in text
    assert "government has no reason to leave it either if  " in text


def test_the_government_wants_to_pay_where_the_total_and_its_cost_are_within_its_extra_benefit(
    least: MinimalSubsidy,
) -> None:
    # The government's own gain from abstaining, C_g + S_e + S_u - E_g, at the least total.
    wanted = Region(*(C_g + part <= E_g for part in (sp.Integer(0), e - Delta_R, u - Delta_R, e + u - Delta_R)))
    for one, other in ((least.payer_condition, wanted), (wanted, least.payer_condition)):
        assert is_empty(least.region & one & ~other)


def test_scipy_agrees_at_drawn_points(least: MinimalSubsidy) -> None:
    points = [*venture.region.sample(8, seed=5), *({**MODEL.example, **part.witness} for part in least.parts)]
    for point in points:
        assert float(least.at(point).total) == pytest.approx(scipy_says(point), abs=1e-7)


def test_at_a_given_share_each_is_paid_what_the_share_leaves_open() -> None:
    fixed = minimal_subsidy(venture, target=TARGET, rule=rule, subsidies=SUBSIDIES, payer=GOVERNMENT)
    assert sp.expand(fixed.transfers[ENTERPRISE] - sp.Max(0, e - theta * Delta_R)) == 0
    assert sp.expand(fixed.transfers[UNIVERSITY] - sp.Max(0, u - (1 - theta) * Delta_R)) == 0
    assert fixed.is_proved
    assert not fixed.attained  # the model asks for subsidies above zero
    bill = fixed.at({**MODEL.example, theta: sp.Rational(2, 5)})
    assert (bill.total, bill.binding) == (sp.Rational(1, 5), (ENTERPRISE,))


def test_with_the_subsidies_of_the_example_the_share_may_lie_between_a_third_and_three_quarters() -> None:
    interval = sharing_interval(venture, target=TARGET, share=theta, rule=rule)
    assert interval.at(MODEL.example) == (sp.Rational(1, 3), sp.Rational(3, 4))
    assert [end.party for end in interval.binding(MODEL.example)] == [ENTERPRISE, UNIVERSITY]
