"""Finding points at which literals hold, and conjunctions of literals made shorter."""

from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.decide import Empty, Found, Unsettled
from coopgame.claims.smt import Sat, Unknown
from coopgame.errors import ExpressionError, RegionError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import SignForm, relation, sign_form
from coopgame.solve import search as module
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.family import Literal, settled, times
from coopgame.solve.literals import irredundant, reduced, split, stated, where
from coopgame.solve.projection import moved_exactly, moves
from coopgame.solve.search import Search, search_over
from coopgame.symbols import Region
from tests.strategies import REGIONS, SQUARE, polynomials, x, y

PAIR = (x, y)
OPERATORS = st.sampled_from((">", ">=", "<", "<=", "==", "!="))


def literal(expression: Any, operator: str) -> Literal:
    return sign_form(sp.sympify(expression)), operator


def literals(*texts: tuple[Any, str]) -> list[Literal]:
    return [literal(expression, operator) for expression, operator in texts]


@st.composite
def conjunctions(draw: st.DrawFn) -> list[Literal]:
    products = st.one_of(polynomials(PAIR), st.tuples(polynomials(PAIR), polynomials(PAIR)).map(lambda p: p[0] * p[1]))
    return [literal(draw(products), draw(OPERATORS)) for _ in range(draw(st.integers(1, 4)))]


# Properties


@settings(max_examples=40)
@given(conjunctions(), st.sampled_from(REGIONS))
def test_what_is_found_holds_and_what_is_called_empty_holds_at_no_sampled_point(
    conjunction: list[Literal], region: Region
) -> None:
    search = Search(region, PAIR, 1.0)
    answer = search.explained(conjunction)
    condition = region & stated(conjunction)
    if isinstance(answer, Found):
        assert condition.contains(answer.point)
        assert search.stands(conjunction, answer.point)
    elif isinstance(answer, Empty):
        assert isinstance(search.find(conjunction), Empty)  # by the core, without another question
        assert not any(condition.contains(point) for point in region.sample(20, symbols=PAIR))


@settings(max_examples=40)
@given(conjunctions(), st.sampled_from(REGIONS))
def test_the_shorter_condition_says_the_same_all_over_the_region(conjunction: list[Literal], region: Region) -> None:
    search = Search(region, PAIR, 1.0)
    shorter, point = where(search, conjunction)
    whole = stated(conjunction)
    assert len(shorter.conditions) <= 3 * len(conjunction)
    assert point is None or (region & whole).contains(point)
    for sampled in region.sample(20, symbols=PAIR):
        assert shorter.contains(sampled) == whole.contains(sampled)


@given(polynomials(PAIR), polynomials(PAIR), st.fixed_dictionaries({x: st.integers(-3, 3), y: st.integers(-3, 3)}))
def test_the_sign_form_of_a_product_is_that_of_its_expansion(a: Any, b: Any, values: dict[Any, int]) -> None:
    product = times(sign_form(a), sign_form(b))
    point = {s: sp.Rational(v) for s, v in values.items()}
    assert relation(product, ">").subs(point) == (a * b > 0).subs(point)
    assert relation(product, "==").subs(point) == sp.Eq(a * b, 0).subs(point)


@given(st.lists(polynomials(PAIR), min_size=1, max_size=2), st.sampled_from(SQUARE.sample(5, symbols=PAIR)))
def test_a_point_is_moved_onto_the_zeros_exactly(expressions: list[Any], point: dict[Any, Any]) -> None:
    forms = [sign_form(e) for e in expressions]
    factors = list(dict.fromkeys(form.odd[0] for form in forms if form.odd))
    path = moves(factors)
    if path:
        target = moved_exactly(point, path)
        assert target is None or all(f.expression.subs(target) == 0 for f in factors)


# Conditions


def test_a_sign_the_region_settles_is_multiplied_out() -> None:
    search = Search(Region(x > 0, y > x), PAIR, 1.0)
    assert reduced(search, literals((x * (y - x) * (x - 2), "<"))) == tuple(literals((x - 2, "<")))
    assert reduced(search, literals((-x * y, ">"))) is None
    assert reduced(search, literals((x**2 * (y - x) ** 2, ">"))) == ()


def test_a_product_is_split_where_only_one_combination_of_signs_occurs() -> None:
    search = Search(Region(), (x,), 1.0)
    assert set(split(search, literals(((x - 1) * (x - 2), "<"))) or ()) == set(literals((x - 1, ">"), (x - 2, "<")))
    both = literals(((x - 1) * (x - 2), ">"))
    assert split(search, both) == tuple(both)


def test_what_a_split_off_sign_settles_is_said_no_more() -> None:
    search = Search(Region(x > 0), PAIR, 1.0)
    conjunction = literals(((x + 1) * (x - 1) * (x - 2), "<"), ((x - 1) * y, ">="))
    condition, _ = where(search, conjunction)
    assert condition == Region(x > 1, x < 2, y >= 0)


def test_what_follows_from_the_rest_is_dropped_and_equalities_stay_longest() -> None:
    search = Search(Region(), PAIR, 1.0)
    assert irredundant(search, literals((x, ">"), (x - 1, "=="))) == tuple(literals((x - 1, "==")))
    assert irredundant(search, literals((x, ">"), (x + 1, ">"))) == tuple(literals((x, ">")))


def test_literals_that_contradict_an_equality_among_them_never_hold() -> None:
    assert settled(literals((x, "=="), (x * y, "<"))) is None
    assert settled(literals((x, "=="), (x * y, "<="))) == tuple(literals((x, "==")))
    assert settled(literals((-(x**2), ">"))) is None
    assert settled(literals((x**2, ">="), (sp.Integer(1), ">"))) == ()
    assert times(sign_form(sp.Integer(0)), sign_form(x)) == SignForm(0, (), (), ())


def test_ties_are_met_at_rational_points() -> None:
    search = Search(Region(x > 0, y > 0), PAIR, 1.0)
    answer = search.find(literals((x * y - 2 * x - 3, "=="), (y - 4, ">")))
    assert isinstance(answer, Found)
    assert all(value.is_Rational for value in answer.point.values())


def test_a_point_from_which_no_move_leads_to_the_tie_is_left_out() -> None:
    form = sign_form(x * y - 1)
    path = moves([form.odd[0]])
    assert path is not None
    ((mover, _),) = path
    assert moved_exactly({x: sp.Integer(0), y: sp.Integer(0)} | {mover: sp.Integer(5)}, path) is None
    assert moves([sign_form(x**2 - 2).odd[0]]) is None


def test_ties_at_irrational_points_are_met_as_well() -> None:
    answer = Search(Region(x > 0), (x,), 1.0).find(literals((x**2 - 2, "==")))
    assert isinstance(answer, Found)
    assert answer.point == {x: sp.sqrt(2)}


def test_a_region_with_roots_in_it_is_searched_by_the_prover() -> None:
    search = Search(Region(sp.sqrt(x) > 2), PAIR, 1.0)
    answer = search.find(literals((x - 5, "<")))
    assert isinstance(answer, Found)
    assert 4 < answer.point[x] < 5


def test_open_conditions_found_at_irrational_points_only_are_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search(Region(), (x,), 1.0)
    search.columns = {}
    monkeypatch.setattr(module, "solve", lambda *_: Sat({x: sp.sqrt(2)}))
    answer = search.find(literals((x - 1, ">")))
    assert isinstance(answer, Found)
    assert answer.point[x].is_Rational
    wrong = search.find(literals((x - 3, ">")))
    assert isinstance(wrong, Unsettled)
    assert "did not stand substitution" in wrong.reason


def test_what_the_prover_leaves_open_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search(Region(x > 0), PAIR, 1.0)
    monkeypatch.setattr(module, "solve", lambda *_: Unknown("no time"))
    answer = search.find(literals((x, "<")))
    assert isinstance(answer, Unsettled)
    assert answer.reason == "no time"
    condition, point = where(search, literals((x + y, "<"), (y + 1, ">")))
    assert condition != NEVER
    assert point is not None


def test_what_rounding_suggests_is_checked_exactly() -> None:
    search = Search(Region(x >= 1, x <= 1), (x,), 1.0)
    assert isinstance(search.find(literals((10**17 * x - 10**17 - 1, ">="))), Empty)


def test_a_contradiction_seen_when_products_are_split_needs_no_prover(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search(Region(), PAIR, 1.0)
    monkeypatch.setattr(module, "solve", lambda *_: Unknown("no time"))
    assert where(search, literals((x, "<"), (x * y**2, ">"))) == (NEVER, None)


# Refusals


def test_an_empty_region_is_refused_at_once() -> None:
    with pytest.raises(RegionError, match="the region x > 0 and x < 0 is empty"):
        Search(Region(x > 0, x < 0), (), 1.0)


def test_payoffs_are_refused_where_they_may_be_undefined(monkeypatch: pytest.MonkeyPatch) -> None:
    game = FiniteGame.from_arrays([1 / (x + 1), 0], players=("firm",), region=Region(x >= 0))
    assert search_over(game, 1.0).symbols == (x,)
    below = FiniteGame.from_arrays([1 / (x + 1), 0], players=("firm",), region=Region(x >= -1))
    with pytest.raises(SolverError, match=r"payoff 1/\(x \+ 1\) of firm is undefined at x = -1"):
        search_over(below, 1.0)
    monkeypatch.setattr(module, "solve", lambda *_: Unknown("no time"))
    with pytest.raises(SolverError, match=r"of firm is undefined perhaps"):
        search_over(game, 1.0)
    with pytest.raises(ExpressionError, match="the payoff Abs"):
        search_over(FiniteGame.from_arrays([sp.Abs(x), 0], players=("firm",)), 1.0)
