"""Regimes solved side by side, ranked, and differentiated."""

from dataclasses import replace

import pytest
import sympy as sp

from coopgame.errors import RegionError
from coopgame.models.staged_model import Quantity, StagedModel
from coopgame.report.attempts import Attempts
from coopgame.report.solutions import Solution, everywhere, rankings, solved, statics
from coopgame.solve.staged.statics import Direction
from coopgame.symbols import Region
from tests.report.models import S, beta, duopoly, gamma, hostile_staged, mu, x1, x2


@pytest.fixture(scope="module")
def model() -> StagedModel:
    return duopoly()


@pytest.fixture(scope="module")
def solutions(model: StagedModel) -> tuple[Solution, ...]:
    return solved(model, Attempts())


def test_closed_forms_are_those_of_the_paper(solutions: tuple[Solution, ...]) -> None:
    rivals, cartel = (dict(s.values) for s in solutions)
    under = {"N": 9 * gamma - 2 * (2 - beta) * (1 + beta), "C": 9 * gamma - 2 * (1 + beta) ** 2}
    (research, _, _) = rivals
    assert sp.simplify(rivals[research] - 2 * S * (2 - beta) / under["N"]) == 0
    assert sp.simplify(cartel[research] - 2 * S * (1 + beta) / under["C"]) == 0


def test_choices_and_payoffs_that_are_equal_stand_together(solutions: tuple[Solution, ...]) -> None:
    for solution in solutions:
        assert solution.choices[0][0] == (x1, x2)
        ((players, _),) = solution.payoffs
        assert players == ("enterprise 1", "enterprise 2")


def test_factors_are_written_so_that_they_are_positive_at_the_example(
    model: StagedModel, solutions: tuple[Solution, ...]
) -> None:
    for solution in solutions:
        for quantity, value in solution.values:
            _, under = sp.fraction(value)
            assert under.xreplace(model.example) > 0, quantity


def test_the_condition_leaves_the_domain_out(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    for solution in solutions:
        assert solution.condition.conditions
        assert not set(solution.condition.conditions) & set(model.region.conditions)


def test_parameters_can_be_set_in_a_solution(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    rivals = solutions[0].at({gamma: sp.Integer(4), beta: sp.Integer(1)})
    assert rivals.value(model.quantities[0]) == S / 16
    assert rivals.condition.conditions == ()
    with pytest.raises(RegionError, match="lies outside the region"):
        solutions[0].at({gamma: sp.Rational(1, 100), beta: sp.Integer(1)})


def test_an_undefined_value_is_refused(solutions: tuple[Solution, ...]) -> None:
    with pytest.raises(RegionError, match="not defined"):
        replace(solutions[0], condition=Region()).at({gamma: sp.Rational(4, 9), beta: sp.Integer(0)})


def test_regimes_are_ranked_where_all_have_an_outcome(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    region = everywhere(model, solutions)
    found = {quantity.name: str(ranking) for quantity, ranking in rankings(model, solutions, region, Attempts())}
    assert found == {
        "R&D": "N\nC\nN > C if and only if beta < 1/2",
        "profit": "C >= N",
        "welfare": "N\nC\nN > C if and only if beta < 1/2",
    }
    assert region.contains(model.example)


def test_with_a_parameter_set_the_order_is_settled(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    values = {beta: sp.Rational(3, 4)}
    there = [solution.at(values) for solution in solutions]
    found = rankings(model, there, everywhere(model, there, values), Attempts())
    assert [str(ranking) for _, ranking in found] == ["C > N"] * 3


def test_quantities_answer_to_parameters(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    found = {(s.quantity.name, s.regime.label, s.parameter): s.found for s in statics(model, solutions, Attempts())}
    assert len(found) == 12
    assert found["R&D", "N", beta].direction is Direction.DECREASING
    assert found["R&D", "C", beta].direction is Direction.INCREASING
    assert found["profit", "N", S].direction is Direction.INCREASING
    assert found["welfare", "N", beta].direction is Direction.AMBIGUOUS


def test_only_what_is_asked_for_is_differentiated(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    found = statics(model, solutions[:1], Attempts(), of=model.quantities[:1], wrt=(gamma,))
    assert [(s.quantity.name, s.regime.label, s.parameter) for s in found] == [("R&D", "N", gamma)]


def test_a_regime_that_lacks_a_parameter_has_no_sign(model: StagedModel, solutions: tuple[Solution, ...]) -> None:
    assert statics(model, solutions, Attempts(), wrt=(mu,)) == ()


def test_a_regime_without_a_solution_is_left_out_and_said_to_be() -> None:
    told: list[str] = []
    attempt = Attempts(told.append)
    assert len(solved(hostile_staged(), attempt)) == 2
    (omission,) = attempt.omissions
    assert omission.startswith("The regime no end (U) is left out: stage 'output' has no interior solution")
    assert told[-1] == "regime U"


def test_a_quantity_that_a_regime_does_not_have_is_left_out_there() -> None:
    stranger = Quantity("tax", "t", mu)
    model = duopoly()
    object.__setattr__(model, "quantities", (*model.quantities, stranger))
    attempt = Attempts()
    found = solved(model, attempt)
    assert all(solution.value(stranger) is None for solution in found)
    assert len(attempt.omissions) == 2
    assert "In the regime N the quantity tax is left out: mu is no choice or parameter" in attempt.omissions[0]
    assert len(rankings(model, found, everywhere(model, found), attempt)) == 3
