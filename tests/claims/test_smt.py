"""z3: satisfiable with an exact model, unsatisfiable, or unknown with a reason."""

from typing import Any

import pytest
import sympy as sp
import z3

from coopgame.claims import smt
from coopgame.claims.formula import FALSE, TRUE, All, No, Some, Translation
from coopgame.claims.smt import Sat, Unknown, Unsat, solve
from coopgame.conditions import evaluate
from tests.strategies import SYMBOLS, x, y, z

HARD = sp.And(
    sp.Eq(x**7 * y**5 + z**9 - x * y * z, 2),
    sp.Eq(x**5 * z**3 - y**8 + 3 * x, 1),
    sp.Eq(x**4 + y**6 - z**5, 1 + x * y * z),
)


def asked(condition: Any, budget: float = 10.0) -> Sat | Unsat | Unknown:
    return solve([Translation().formula(condition)], SYMBOLS, budget)


# Published results


@pytest.mark.parametrize(
    ("condition", "root"),
    [
        (sp.And(sp.Eq(x**2, 2), x > 0), sp.sqrt(2)),
        (sp.And(sp.Eq(x**2, 2), x < 0), -sp.sqrt(2)),
        (sp.Eq(x**3, 5), sp.cbrt(5)),
        (sp.And(sp.Eq(x**2, x + 1), x > 0), (1 + sp.sqrt(5)) / 2),
        (sp.And(sp.Eq(3 * x**2, 2), x > 0), sp.sqrt(6) / 3),
        (sp.And(sp.Eq(x**4, 10 * x**2 - 1), x > 1), sp.sqrt(2) + sp.sqrt(3)),
        (sp.And(sp.Eq(10**40 * x**2, 2), x > 0), sp.sqrt(2) / 10**20),
    ],
    ids=str,
)
def test_an_algebraic_model_is_the_very_root(condition: Any, root: sp.Expr) -> None:
    answer = asked(condition)
    assert isinstance(answer, Sat)
    assert evaluate(sp.Eq(x, root, evaluate=False), answer.model)


def test_close_roots_are_told_apart() -> None:
    tiny = sp.Rational(1, 10**12)
    answer = asked(sp.And(sp.Eq((x**2 - 2) * (x**2 - 2 - tiny), 0), x**2 > 2, x > 0))
    assert isinstance(answer, Sat)
    assert evaluate(sp.Eq(x**2, 2 + tiny), answer.model)


def test_a_root_of_a_quintic_comes_as_one() -> None:
    answer = asked(sp.Eq(x**5 - x, 1))
    assert isinstance(answer, Sat)
    assert evaluate(sp.Eq(x**5 - x, 1), answer.model)


# Properties


def test_every_symbol_asked_for_gets_a_value() -> None:
    answer = asked(x > 1)
    assert isinstance(answer, Sat)
    assert set(answer.model) == set(SYMBOLS)
    assert all(value.is_Rational for value in answer.model.values())


def test_what_cannot_be_is_unsatisfiable() -> None:
    assert isinstance(asked(sp.And(x**2 < y, y < -1)), Unsat)
    assert isinstance(solve([FALSE], (), 1.0), Unsat)
    assert isinstance(solve([Some(())], (), 1.0), Unsat)


def test_no_formula_is_no_restriction() -> None:
    assert solve([], (), 1.0) == Sat({})
    assert solve([TRUE, All(()), No(FALSE)], (), 1.0) == Sat({})


def test_running_out_of_time_is_unknown_with_the_time_named() -> None:
    answer = asked(HARD, 0.01)
    assert isinstance(answer, Unknown)
    assert answer.reason == "no answer within 0.01 s"


def test_any_budget_is_understood() -> None:
    for budget in (1e-12, 1e12, float("inf")):
        assert isinstance(asked(x**2 + y**2 < 0, budget), Unsat)


def test_a_solver_that_breaks_off_is_unknown_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(self: z3.Solver) -> None:
        raise z3.Z3Exception("out of memory")

    monkeypatch.setattr(z3.Solver, "check", give_up)
    assert asked(x > 0) == Unknown("out of memory")


def test_other_reasons_for_unknown_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(z3.Solver, "check", lambda self: z3.unknown)
    monkeypatch.setattr(z3.Solver, "reason_unknown", lambda self: "incomplete")
    assert asked(x > 0) == Unknown("incomplete")


def test_large_coefficients_stay_exact() -> None:
    huge = 10**50
    answer = asked(sp.And(x > huge, x < huge + sp.Rational(1, huge)))
    assert isinstance(answer, Sat)
    assert huge < answer.model[x] < huge + sp.Rational(1, huge)


def test_every_operator_means_what_it_says() -> None:
    assert set(smt.COMPARE) == {">", ">=", "<", "<=", "==", "!="}
    for relation, other in ((x > 1, x <= 1), (x >= 1, x < 1), (sp.Eq(x, 1), sp.Ne(x, 1))):
        assert isinstance(asked(relation), Sat)
        assert isinstance(asked(other), Sat)
        assert isinstance(solve([Translation().formula(c) for c in (relation, other)], (x,), 1.0), Unsat)
