"""Which shares attain a goal in a staged game."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.claims.decide import is_empty
from coopgame.design.literals import Settled
from coopgame.design.quadratic import pieces
from coopgame.design.staged import sharing_region
from coopgame.errors import CoopGameError, RegionError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.team_production import ENTERPRISE, e_1, e_2, game, k_1, k_2, output, p_1, p_2, payoffs, s
from coopgame.solve.staged.backward import solve_staged
from coopgame.symbols import Region, parameters

E, theta = parameters("E theta")
OUTCOME = solve_staged(game)
EVEN = {p_1: 1, p_2: 1, k_1: 1, k_2: 1}


# Published results.


def test_an_effort_is_attained_from_the_share_that_pays_for_it() -> None:
    # Team production: the effort is p s / k, so the share must be k E / p.
    attained = sharing_region(OUTCOME, goal=e_1 >= E, share=s, region=Region(E > 0))
    assert attained.pieces is not None
    (piece,) = attained.pieces
    assert (piece.lower, piece.upper) == (sp.Max(0, E * k_1 / p_1), 1)
    assert piece.condition == Region(E * k_1 <= p_1)
    assert attained.condition.contains({**EVEN, E: sp.Rational(1, 3), s: sp.Rational(1, 3)})
    assert not attained.condition.contains({**EVEN, E: sp.Rational(1, 3), s: sp.Rational(1, 4)})
    assert "s from Max(0, E*k_1/p_1) to 1" in str(attained)


def test_what_the_enterprise_wants_at_least_is_met_between_two_roots() -> None:
    # Its payoff s^2 w_1 / 2 + s (1 - s) w_2 bends downwards where 2 w_2 > w_1.
    domain = Region(p_1 > 0, p_2 > 0, k_1 > 0, k_2 > 0, 2 * p_2**2 * k_1 > p_1**2 * k_2, E > 0)
    attained = sharing_region(OUTCOME, goal=payoffs[ENTERPRISE] >= E, share=s, region=domain)
    assert attained.pieces is not None
    (piece,) = attained.pieces
    values = {**EVEN, E: sp.Rational(3, 8)}
    assert [end.subs(values) for end in (piece.lower, piece.upper)] == [sp.Rational(1, 2), 1]
    assert piece.condition.contains(values)
    assert not piece.condition.contains({**EVEN, E: sp.Rational(51, 100)})


def test_ends_are_not_given_where_the_region_leaves_shares_out() -> None:
    for bound in (s <= sp.Rational(1, 2), s >= E):
        attained = sharing_region(OUTCOME, goal=e_1 >= E, share=s, region=Region(E > 0, bound))
        assert attained.pieces is None
        assert str(attained) == f"attained if  {attained.condition}"


def test_a_goal_of_several_parts_and_one_of_open_curvature_is_a_condition_without_closed_ends() -> None:
    both = sharing_region(OUTCOME, goal=sp.And(*(u >= sp.Rational(3, 8) for u in payoffs.values())), share=s)
    assert both.pieces is None
    assert both.condition.contains({**EVEN, s: sp.Rational(1, 2)})
    assert not both.condition.contains({**EVEN, s: sp.Rational(3, 5)})
    assert str(both) == f"attained if  {both.condition}"
    assert sharing_region(OUTCOME, goal=payoffs[ENTERPRISE] >= 1, share=s).pieces is None


def test_a_goal_that_no_share_attains_is_empty() -> None:
    attained = sharing_region(OUTCOME, goal=e_1 >= p_1 / k_1, share=s)
    assert attained.is_empty
    assert attained.witness is None
    never = sharing_region(OUTCOME, goal=output < 0, share=s)
    assert never.is_empty


def test_what_is_not_rational_in_the_share_is_left_to_the_prover() -> None:
    # An effort that costs its cube is the square root of the share.
    e = parameters("e")
    pays = {"firm": theta * e - e**3 / 3, "school": (1 - theta) * e}
    staged = StagedGame(pays, Stage("effort", {"firm": (e,)}), Region(theta > 0, theta < 1, e > 0))
    attained = sharing_region(solve_staged(staged), goal=e >= E, share=theta, region=Region(E > 0))
    assert attained.pieces is None
    assert attained.condition.contains({theta: sp.Rational(1, 4), E: sp.Rational(1, 2)})
    assert not attained.condition.contains({theta: sp.Rational(1, 5), E: sp.Rational(1, 2)})


def test_either_of_two_goals_and_a_goal_that_always_holds_are_conditions() -> None:
    either = sharing_region(OUTCOME, goal=sp.Or(e_1 >= p_1, e_2 >= p_2), share=s, region=Region(k_1 <= 1))
    assert either.pieces is None
    assert either.condition.contains({**EVEN, k_1: sp.Rational(1, 2), s: sp.Rational(1, 2)})
    always = sharing_region(OUTCOME, goal=Region(), share=s)
    assert always.condition == OUTCOME.condition
    assert always.pieces is None


# Properties.


@given(st.tuples(*(st.integers(-3, 3) for _ in range(3))))
def test_the_pieces_are_where_the_quadratic_is_not_negative(coefficients: tuple[int, int, int]) -> None:
    form = sp.Poly(list(coefficients), theta)
    found = pieces(form, Settled(Region()))
    assert found is not None
    for place in (sp.Rational(n, 24) for n in range(25)):
        inside = any(piece.lower <= place <= piece.upper for piece in found)
        assert bool(inside) == bool(form.eval(place) >= 0)


def test_the_pieces_of_a_quadratic_with_parameters_cover_what_it_leaves() -> None:
    a, b = parameters("a b")
    found = pieces(sp.Poly(a * theta**2 + b * theta - 1, theta), Settled(Region(a > 0)))
    assert found is not None
    attained = Region(sp.Or(*(sp.And(p.condition.condition, theta >= p.lower, theta <= p.upper) for p in found)))
    region = Region(a > 0, theta >= 0, theta <= 1)
    for point in region.sample(30, seed=4, symbols=(b,)):
        assert attained.contains(point) == bool((a * theta**2 + b * theta >= 1).subs(point))
    assert pieces(sp.Poly(b * theta - 1, theta), Settled(Region(a > 0))) is None
    assert pieces(sp.Poly(theta**3, theta), Settled(Region(a > 0))) is None
    assert not is_empty(region)


# Refusals.


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"share": e_1}, SymbolError, "the share e_1 is no parameter of the game"),
        ({"goal": e_2 >= E}, SymbolError, "E is no choice or parameter of the game"),
        ({"goal": e_2}, RegionError, "e_2 is not a condition"),
        ({"region": Region(k_1 < 0)}, CoopGameError, "is empty"),
    ],
)
def test_what_has_no_answer_is_refused(asked: dict[str, Any], error: Any, says: str) -> None:
    question: dict[str, Any] = {"goal": e_1 >= e_2, "share": s, **asked}
    with pytest.raises(error, match=says):
        sharing_region(OUTCOME, **question)
