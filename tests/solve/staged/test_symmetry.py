"""Players taken to act alike: what is set equal, and what must be alike for that."""

from typing import Any

import pytest
import sympy as sp
from sympy import sqrt

from coopgame.errors import GameError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.symmetry import symmetry
from coopgame.symbols import Region, parameters

x1, x2, x3, q1, q2, s, a, beta = parameters("x1 x2 x3 q1 q2 s a beta")


def game(*bounds: Any, twist: Any = 0, stages: tuple[Stage, ...] | None = None) -> StagedGame:
    """Two firms and a government."""
    first = s * x1 + (a - q1 - q2 + sqrt(x1 + beta * x2)) * q1 - x1
    second = s * x2 + (a - q1 - q2 + sqrt(x2 + beta * x1)) * q2 - x2
    return StagedGame(
        {"government": -(s**2) + (q1 + q2) ** 2, "one": first, "two": second + twist},
        stages
        or (
            Stage("policy", {"government": s}),
            Stage("research", {"one": x1, "two": x2}),
            Stage("output", {"two": q2, "one": q1}),
        ),
        Region(a > 0, beta >= 0, *bounds),
    )


FIRMS = ("one", "two")


# What is set equal


def test_choices_of_a_group_stand_for_each_other_position_by_position() -> None:
    alike = symmetry(game(), (FIRMS,))
    assert alike.first == {x2: x1, q2: q1}
    assert alike.of((s, x1, x2, q2)) == (s, x1, q1)
    assert alike.alike((s, x1, x2)) == {x2: x1}
    assert alike.exchange("two") == ("one", {x1: x2, x2: x1, q1: q2, q2: q1})
    assert alike.exchange("government") == ("government", {})
    assert alike.sentence((x1, x2, q1, q2)) == "x1 = x2, q1 = q2"


def test_without_groups_nothing_is_set_equal() -> None:
    alike = symmetry(game(), ())
    assert alike.first == {}
    assert alike.of((x2, q2)) == (x2, q2)


def test_three_players_are_one_sentence() -> None:
    payoffs = {f"P{i}": z * (a - x1 - x2 - x3) for i, z in enumerate((x1, x2, x3))}
    three = StagedGame(payoffs, Stage("only", dict(zip(payoffs, (x1, x2, x3), strict=True))))
    assert symmetry(three, (tuple(payoffs),)).sentence((x1, x2, x3)) == "x1 = x2 = x3"


def test_payoffs_that_are_alike_only_once_they_are_written_alike_are_alike() -> None:
    odd = sqrt(x1**2 + 2 * x1 * x2 + x2**2) - sp.Abs(x1 + x2)
    assert symmetry(game(twist=odd), (FIRMS,)).groups == (FIRMS,)
    hidden = (q1**2 - q2**2) / (q1 - q2) - q1 - q2
    assert symmetry(game(twist=hidden), (FIRMS,)).groups == (FIRMS,)
    turned = sp.sin(q1) ** 2 + sp.cos(q1) ** 2 - 1
    assert symmetry(game(twist=turned), (FIRMS,)).groups == (FIRMS,)


def test_constraints_are_compared_by_what_they_say() -> None:
    bounds = (x1 >= 0, -x2 <= 0, x1 + beta * x2 <= a, a - x2 >= beta * x1, q1 + q2 <= a)
    assert symmetry(game(*bounds), (FIRMS,)).groups == (FIRMS,)


# Refusals


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        (FIRMS, '\'one\' is no group of players; expected symmetric=(("firm 1", "firm 2"),)'),
        ((("one",),), '(\'one\',) is no group of players; expected symmetric=(("firm 1", "firm 2"),)'),
        ((7,), '7 is no group of players; expected symmetric=(("firm 1", "firm 2"),)'),
        ((("one", "three"),), "symmetric names 'three', which is no player; expected each player at most once"),
        ((FIRMS, FIRMS), "symmetric names 'one', which is in two groups; expected each player at most once"),
        ((("one", "one"),), "symmetric names 'one', which is in two groups; expected each player at most once"),
        (
            (("government", "one"),),
            "'government' and 'one' choose 1 and 0 things at stage 'policy'; expected as many, for them to act alike",
        ),
    ],
)
def test_groups_must_be_groups_of_players_who_choose_alike(groups: Any, says: str) -> None:
    with pytest.raises(GameError) as error:
        symmetry(game(), groups)
    assert str(error.value) == says


def test_the_player_whose_payoff_tells_them_apart_is_named() -> None:
    with pytest.raises(GameError) as error:
        symmetry(game(twist=a * x2), (FIRMS,))
    assert str(error.value) == (
        "the payoff of 'one' changes when 'one' and 'two' are exchanged; "
        "expected payoffs that treat the players of a symmetric group alike"
    )


@pytest.mark.parametrize("bounds", [(x1 <= a,), (x1 <= a, x2 <= 2 * a), (x1 + 2 * x2 <= a,)])
def test_a_constraint_on_one_of_them_alone_is_refused(bounds: tuple[Any, ...]) -> None:
    with pytest.raises(GameError) as error:
        symmetry(game(*bounds), (FIRMS,))
    assert "changes when 'one' and 'two' are exchanged; expected constraints that treat" in str(error.value)
