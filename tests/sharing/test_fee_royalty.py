"""Fixed fee and royalty: who pays whom, when, and what is refused."""

import pickle
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame import Region, Venture, parameters, pure_equilibria
from coopgame.errors import RuleError
from coopgame.sharing import FeeDue, fee_and_royalty
from tests.sharing.drawn import ventures
from tests.sharing.gainful import assert_divides, points

F, rho, R, c = parameters("F rho R c")
REGION = Region(F > 0, rho >= 0, rho <= 1, R > 0, c > 0)


def licensing(region: Region = REGION, idle: Any = 0) -> Venture:
    """An enterprise that uses the university's patent earns R at the cost c, else it earns what it does idle."""
    return Venture.from_functions(
        lambda profile: R if profile["enterprise"] == "use" else idle,
        {"enterprise": {"use": c, "leave": 0}, "university": {"license": 0}, "government": {"watch": 0}},
        {"enterprise": ("use", "leave"), "university": ("license",), "government": ("watch",)},
        region,
    )


USED, LEFT = ("use", "license", "watch"), ("leave", "license", "watch")


# --- published results


def test_a_fee_leaves_the_choice_at_the_margin_alone_and_a_royalty_does_not() -> None:
    # Kamien and Tauman (1986): a fee that is due anyway does not bear on how much is produced, a royalty does.
    by_fee = licensing().under(fee_and_royalty("university", "enterprise", fee=F))
    by_royalty = licensing().under(fee_and_royalty("university", "enterprise", royalty=rho))
    assert by_fee.deviation_gain("enterprise", LEFT, "use") == R - c
    assert sp.expand(by_royalty.deviation_gain("enterprise", LEFT, "use") - ((1 - rho) * R - c)) == 0


def test_a_fee_due_on_revenue_alone_is_a_cost_of_using_the_patent() -> None:
    game = licensing().under(fee_and_royalty("university", "enterprise", fee=F, due=FeeDue.ON_REVENUE))
    (use, _) = pure_equilibria(game)
    assert use.condition == Region(F + c <= R)


# --- who gets what


def test_the_licensee_keeps_the_revenue_less_fee_and_royalty() -> None:
    game = licensing().under(fee_and_royalty("university", "enterprise", fee=F, royalty=rho))
    enterprise, university, government = game.payoffs(USED)
    assert sp.expand(enterprise - (R - F - rho * R - c)) == 0
    assert sp.expand(university - (F + rho * R)) == 0
    assert government == 0


def test_a_fee_without_revenue_comes_from_the_licensee_s_own_pocket() -> None:
    game = licensing().under(fee_and_royalty("university", "enterprise", fee=3))
    assert game.payoffs(LEFT) == (-3, 3, 0)


def test_a_fee_due_on_revenue_is_not_paid_without() -> None:
    game = licensing().under(fee_and_royalty("university", "enterprise", fee=F, due=FeeDue.ON_REVENUE))
    assert game.payoffs(LEFT) == (0, 0, 0)
    assert game.payoff("university", USED) == F


def test_where_the_region_does_not_settle_the_sign_of_revenue_the_fee_has_cases() -> None:
    game = licensing(Region(F > 0)).under(fee_and_royalty("university", "enterprise", fee=F, due=FeeDue.ON_REVENUE))
    assert game.payoff("university", USED) == sp.Piecewise((F, R > 0), (0, True))
    assert [game.at({R: value, F: 2}).payoff("university", USED) for value in (-1, 0, 1)] == [0, 0, 2]


@pytest.mark.parametrize(
    ("rule", "words", "exact"),
    [
        (
            fee_and_royalty("university", "enterprise", fee=F, royalty="1/10"),
            "fee and royalty: university gets F and 1/10 of the revenue, enterprise the rest",
            True,
        ),
        (
            fee_and_royalty("A", "B", fee=0.5, due=FeeDue.ON_REVENUE),
            "fee and royalty: A gets 1/2 when there is revenue and 0 of the revenue, B the rest",
            False,
        ),
        (
            fee_and_royalty("A", "B", royalty=0.5),
            "fee and royalty: A gets 0 and 1/2 of the revenue, B the rest",
            False,
        ),
    ],
)
def test_the_rule_says_what_it_is_and_is_a_value(rule: Any, words: str, exact: bool) -> None:
    assert str(rule) == words
    assert rule.exact is exact
    assert pickle.loads(pickle.dumps(rule)) == rule


# --- properties


@given(ventures(), st.fractions(0, 3), st.fractions(0, 1), st.sampled_from(FeeDue), points)
def test_amounts_add_up_to_the_revenue(venture: Venture, fee: Any, royalty: Any, due: FeeDue, point: Any) -> None:
    assert_divides(venture, fee_and_royalty("university", "enterprise", fee=fee, royalty=royalty, due=due), point)


# --- refusals


@pytest.mark.parametrize(
    ("terms", "region", "says"),
    [
        ({"fee": F}, Region(), r"the fee is F, which is .* at F = -.*; expected one that is not negative throughout"),
        ({"fee": -1}, REGION, "the fee is -1; expected one that is not negative"),
        ({"royalty": rho}, Region(rho >= 0), r"the royalty is rho, which is .* at rho = .*; expected one in \[0, 1\]"),
        ({"royalty": "3/2"}, REGION, "the royalty is 3/2; expected one in"),
    ],
)
def test_terms_that_are_none_somewhere_in_the_region_are_refused(
    terms: dict[str, Any], region: Region, says: str
) -> None:
    with pytest.raises(RuleError, match=says):
        licensing(region).under(fee_and_royalty("university", "enterprise", **terms))


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("state", "enterprise"), "the licensor is 'state'; expected one of enterprise, university, government"),
        (("university", "state"), "the licensee is 'state'; expected one of"),
    ],
)
def test_a_stranger_is_neither_licensor_nor_licensee(pair: tuple[str, str], says: str) -> None:
    with pytest.raises(RuleError, match=says):
        licensing().under(fee_and_royalty(*pair))


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (lambda: fee_and_royalty("A", "A", fee=1), "'A' is both licensor and licensee; expected two players"),
        (lambda: fee_and_royalty("A", "B", fee=None), "the fee: None of type NoneType is no finite"),
        (lambda: fee_and_royalty("A", "B", royalty="some"), "the royalty: 'some' is not a number"),
        (
            lambda: fee_and_royalty("A", "B", fee=1, due="always"),  # type: ignore[arg-type]
            "the fee is due 'always'; expected FeeDue.ALWAYS or",
        ),
    ],
)
def test_what_is_no_fee_and_no_royalty_is_refused(build: Any, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        build()
