"""Errors raised on purpose: one sentence with the culprit and what was expected."""

import copy
import pickle

import pytest

from coopgame import errors

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
