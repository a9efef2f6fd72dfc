"""Promises of the rules on ventures: proven for two players, tested for three, broken by the stored numbers."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame import Venture, equal_split, linear_share, proportional_to_cost
from coopgame.claims.claim import Proved, Refuted
from coopgame.errors import RuleError
from coopgame.sharing.axioms.page import venture_table
from coopgame.sharing.axioms.statements import Axiom
from coopgame.sharing.axioms.venture_axioms import (
    BUDGET_BALANCE,
    COST_RECOVERY,
    EQUAL_TREATMENT,
    LIMITED_LIABILITY,
    REVENUE_ADDITIVITY,
    REVENUE_MONOTONICITY,
    UNIT_COVARIANCE,
    VENTURE_AXIOMS,
    one_outcome,
)
from coopgame.sharing.axioms.venture_promises import (
    VENTURE_RULES,
    Failure,
    VentureRule,
    generic_ventures,
    venture_standing,
)
from coopgame.sharing.axioms.violation import owed, prove, violation
from coopgame.sharing.contribution import proportional_to_contribution
from coopgame.sharing.cost_plus import cost_plus
from coopgame.sharing.fee_royalty import fee_and_royalty
from coopgame.sharing.guaranteed import guaranteed_minimum
from coopgame.sharing.stand_alone import proportional_to_worth
from coopgame.sharing.tiered import stepped_share, tiered_share
from coopgame.symbols import Region

CELLS = [(axiom, rule) for rule in VENTURE_RULES for axiom in VENTURE_AXIOMS]
BROKEN = [(axiom, rule) for rule in VENTURE_RULES for axiom, _ in rule.breaches]
PLAYERS = ("enterprise", "university", "government")
UNEQUAL = {"enterprise": "2/3", "university": "1/3", "government": 0}
REVERSED = {"enterprise": 0, "university": "1/4", "government": "3/4"}
FOR_THREE = {
    "linear share": linear_share(UNEQUAL),
    "equal split": equal_split(),
    "proportional to cost": proportional_to_cost(),
    "proportional to contribution": proportional_to_contribution({"enterprise": 3, "university": 1, "government": 2}),
    "fixed fee and royalty": fee_and_royalty("university", "enterprise", fee=1, royalty="1/4"),
    "tiered share": tiered_share(UNEQUAL, (2, REVERSED)),
    "stepped share": stepped_share(UNEQUAL, (2, REVERSED)),
    "guaranteed minimum": guaranteed_minimum("university", 1, "1/4", {"enterprise": "1/2", "government": "1/2"}),
    "cost-plus": cost_plus("university", "enterprise", margin="1/4"),
}
amounts = st.fractions(min_value="1/4", max_value=6, max_denominator=4)


def named(value: Any) -> str:
    return str(getattr(value, "name", getattr(value, "title", value))).replace(" ", "-")


def rule_of(rule: Any) -> VentureRule:
    return VentureRule(str(rule), rule, Region())


# published results


def test_in_proportion_to_cost_nobody_loses_and_equals_are_equal() -> None:
    # Moulin (1987), Equal or proportional division of a surplus, and other methods.
    venture = one_outcome(12, {"A": 1, "B": 2, "C": 1})
    assert tuple(rule_of(proportional_to_cost())(venture).shares) == (3, 6, 3)
    assert not any(
        violation(axiom, rule_of(proportional_to_cost()), venture) for axiom in (COST_RECOVERY, EQUAL_TREATMENT)
    )


# properties


def test_only_division_by_cost_keeps_everything() -> None:
    for rule in VENTURE_RULES:
        broken = [axiom for axiom in VENTURE_AXIOMS if isinstance(venture_standing(axiom, rule), Failure)]
        assert bool(broken) == (rule.rule != proportional_to_cost())


@pytest.mark.parametrize(("axiom", "rule"), CELLS, ids=named)
def test_an_axiom_is_proven_or_broken_by_numbers(axiom: Axiom, rule: VentureRule) -> None:
    found = venture_standing(axiom, rule)
    if isinstance(found, Failure):
        difference = found.demand.given - found.demand.owed
        assert difference != 0 if found.demand.exactly else difference < 0
    else:
        assert found
        assert all(isinstance(proof, Proved) and not proof.vacuous for proof in found)


def test_every_rule_divides_all_of_the_revenue() -> None:
    assert not any(isinstance(venture_standing(BUDGET_BALANCE, rule), Failure) for rule in VENTURE_RULES)


@st.composite
def ventures_of_three(draw: st.DrawFn, axiom: Axiom) -> tuple[Venture, ...]:
    """One outcome, three players, of whom two may have the same cost; and another venture where the axiom has two."""
    costs = dict(zip(PLAYERS, draw(st.lists(amounts, min_size=3, max_size=3)), strict=True))
    if draw(st.booleans()):
        costs["government"] = costs["enterprise"]
    revenue = draw(amounts) * draw(st.integers(0, 4))
    if axiom is UNIT_COVARIANCE:
        factor = draw(amounts)
        other = one_outcome(factor * revenue, {player: factor * cost for player, cost in costs.items()})
    else:
        other = one_outcome(revenue + draw(amounts), costs)
    return (one_outcome(revenue, costs), other)[: axiom.games]


@pytest.mark.parametrize("rule", VENTURE_RULES, ids=named)
@settings(max_examples=15)
@given(data=st.data())
def test_promises_hold_for_three_players_as_well(rule: VentureRule, data: st.DataObject) -> None:
    for axiom in VENTURE_AXIOMS:
        if axiom not in dict(rule.breaches):
            assert violation(axiom, rule_of(FOR_THREE[rule.title]), *data.draw(ventures_of_three(axiom))) is None


def test_division_by_worth_keeps_what_division_by_contribution_keeps() -> None:
    numbers = {"A": 3, "B": 1}
    for axiom in VENTURE_AXIOMS:
        by_worth, by_contribution = (
            [type(verdict) for verdict in prove(axiom, rule_of(rule(numbers)), *generic_ventures(axiom))]
            for rule in (proportional_to_worth, proportional_to_contribution)
        )
        assert by_worth == by_contribution


def test_the_table_has_a_mark_for_every_rule_and_axiom() -> None:
    head, _, *rows = venture_table().splitlines()
    assert head.count("|") == len(VENTURE_RULES) + 2
    assert [row.count("broken") for row in rows] == [
        sum(isinstance(venture_standing(axiom, rule), Failure) for rule in VENTURE_RULES) for axiom in VENTURE_AXIOMS
    ]


def test_costs_that_differ_are_owed_nothing_by_two_ventures() -> None:
    first, second = one_outcome(4, {"A": 1, "B": 1}), one_outcome(5, {"A": 1, "B": 2})
    assert owed(REVENUE_MONOTONICITY, rule_of(equal_split()), first, second) == ()
    assert owed(UNIT_COVARIANCE, rule_of(equal_split()), first, second) == ()
    assert len(owed(REVENUE_ADDITIVITY, rule_of(equal_split()), first, first)) == 2


def test_nobody_is_owed_the_cost_of_a_venture_that_loses() -> None:
    assert owed(COST_RECOVERY, rule_of(proportional_to_cost()), one_outcome(1, {"A": 1, "B": 1})) == ()
    assert owed(LIMITED_LIABILITY, rule_of(proportional_to_cost()), one_outcome(-1, {"A": 1, "B": 1})) == ()


# differential


@pytest.mark.parametrize(("axiom", "rule"), BROKEN, ids=named)
def test_the_prover_refutes_what_the_numbers_break(axiom: Axiom, rule: VentureRule) -> None:
    verdicts = prove(axiom, rule, *generic_ventures(axiom, rule.region))
    assert any(isinstance(verdict, Refuted) for verdict in verdicts)


# refusals


def test_numbers_that_break_nothing_are_refused() -> None:
    R, c_a, c_b = (sp.Symbol(name, real=True) for name in ("R", "c_A", "c_B"))
    tame = VentureRule("tame", equal_split(), Region(), ((COST_RECOVERY, {R: 4, c_a: 1, c_b: 1}),))
    with pytest.raises(RuleError, match="individual rationality of tame is not broken by"):
        venture_standing(COST_RECOVERY, tame)


def test_a_promise_that_can_not_be_proven_is_refused() -> None:
    wishful = VentureRule("wishful", equal_split(), Region())
    with pytest.raises(RuleError, match="individual rationality of wishful is not proven"):
        venture_standing.__wrapped__(COST_RECOVERY, wishful)
