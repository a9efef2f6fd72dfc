"""Errors raised on purpose: one sentence with the culprit and what was expected."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import coopgame as cg
from coopgame import errors
from coopgame.errors import GameError

KINDS = [
    errors.CoopGameError,
    errors.SymbolError,
    errors.RegionError,
    errors.ExpressionError,
    errors.GameError,
    errors.ClaimError,
    errors.RuleError,
    errors.SolverError,
    errors.FileError,
    errors.OutputError,
]

every_kind = pytest.mark.parametrize("kind", KINDS)


# Properties


@every_kind
def test_the_message_is_the_problem_and_what_was_expected(kind: type[errors.CoopGameError]) -> None:
    assert (
        str(kind("no player is called 'x'", expected="one of a, b")) == "no player is called 'x'; expected one of a, b"
    )


@every_kind
def test_the_message_is_the_problem_alone_when_nothing_was_expected(kind: type[errors.CoopGameError]) -> None:
    assert str(kind("the region is empty")) == "the region is empty"


@every_kind
def test_every_error_can_be_caught_as_the_common_one_and_as_a_value_error(kind: type[errors.CoopGameError]) -> None:
    assert issubclass(kind, errors.CoopGameError)
    assert issubclass(kind, ValueError)


@every_kind
def test_an_error_crosses_a_process_boundary_whole(kind: type[errors.CoopGameError]) -> None:
    error = kind("100% wrong", expected="it right")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (again.problem, again.expected, str(again)) == ("100% wrong", "it right", str(error))


def test_every_error_of_the_module_is_tested_here() -> None:
    defined = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)}
    assert defined == set(KINDS)


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        *(
            (ask, "CoalitionalGame")
            for ask in (
                cg.shapley,
                cg.nucleolus,
                cg.banzhaf,
                cg.tau_value,
                cg.core_condition,
                cg.core_vertices,
                cg.convex,
            )
        ),
        *((ask, "FiniteGame") for ask in (cg.pure_equilibria, cg.mixed_equilibria, cg.nash_equilibria, cg.partition)),
        (cg.decide, "Claim"),
        (cg.coalitional_form, "Venture"),
        (cg.budget_loss, "Venture"),
        (lambda given: cg.sharing_interval(given, target=(), share=None), "Venture"),
        (lambda given: cg.minimal_subsidy(given, target=()), "Venture or coopgame.FiniteGame"),
    ],
)
def test_an_argument_of_another_kind_is_named(ask: Callable[[Any], Any], kind: str) -> None:
    with pytest.raises(GameError) as error:
        ask("a game")
    assert str(error.value) == f"'a game' is given; expected a coopgame.{kind}"
