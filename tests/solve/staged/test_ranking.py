"""Rankings: what is proven of each pair, the partial order it makes, and the points that show the rest."""

from itertools import combinations, pairwise, permutations
from typing import Any

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from coopgame.claims.decide import Unsettled
from coopgame.conditions import evaluate
from coopgame.errors import GameError, RegionError
from coopgame.solve.staged import differences as module
from coopgame.solve.staged.order import classes, closure, paths, reduction
from coopgame.solve.staged.pair import Comparison
from coopgame.solve.staged.ranking import rank
from coopgame.symbols import Region, parameters
from tests.strategies import points, polynomials, rational_expressions, regions

x, y, z = parameters("x y z")
HALF = sp.Rational(1, 2)

# --- published: C. d'Aspremont and A. Jacquemin (1988), AER 78:1133-1137; I. Henriques (1990), AER 80:638-640

a, A, b, gamma, beta = parameters("a A b gamma beta")
S, B = a - A, b * gamma
D_N, D_C = 9 * B - 2 * (2 - beta) * (1 + beta), 9 * B - 2 * (1 + beta) ** 2
D_M, D_S = 4 * B - (1 + beta) ** 2, 2 * B - (1 + beta) ** 2
DUOPOLY = Region(a > A, A > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, D_S > 0, D_N > 0)
RESEARCH = {
    "N": 2 * S * (2 - beta) / D_N,
    "C": 2 * S * (1 + beta) / D_C,
    "M": S * (1 + beta) / D_M,
    "S": S * (1 + beta) / D_S,
}
OUTPUT = {"N": 6 * S * gamma / D_N, "C": 6 * S * gamma / D_C, "M": 2 * S * gamma / D_M, "S": 2 * S * gamma / D_S}


def test_cooperative_research_exceeds_the_rivals_exactly_for_large_spillovers() -> None:
    pair = rank(RESEARCH, DUOPOLY).pair("C", "N")
    assert pair.relation is Comparison.DEPENDS
    assert pair.condition == Region(beta > HALF)
    assert pair.converse == Region(beta < HALF)
    assert pair.above is not None
    assert pair.below is not None
    assert pair.above[beta] > HALF > pair.below[beta]


def test_the_research_of_monopolists_exceeds_the_rivals_from_seven_seventeenths_on() -> None:
    ranking = rank(RESEARCH, DUOPOLY)
    assert ranking.pair("M", "N").condition == Region(beta > sp.Rational(7, 17))
    assert [str(chain) for chain in ranking.chains()] == ["S > M > C", "S > N"]
    assert {(pair.first, pair.second) for pair in ranking.open()} == {("N", "C"), ("N", "M")}


def test_the_published_ranking_of_outputs_needs_one_more_condition() -> None:
    ranking = rank(OUTPUT, DUOPOLY & (beta > HALF))
    assert [str(chain) for chain in ranking.chains()] == ["S > C > N", "S > C > M"]
    (pair,) = ranking.open()
    assert sp.simplify(pair.condition.condition.lhs - pair.condition.condition.rhs) in {
        sp.expand(turn * (3 * B - (1 + beta) * (5 * beta - 1))) for turn in (1, -1)
    }
    assert ranking.pair("N", "M").below is not None


def test_cartel_profits_are_at_least_the_rivals_and_equal_at_one_half_only() -> None:
    profit = {
        "N": gamma * S**2 * (9 * B - 2 * (2 - beta) ** 2) / D_N**2,
        "C": gamma * S**2 / D_C,
    }
    pair = rank(profit, DUOPOLY & (2 * (2 - beta) ** 2 < 9 * B)).pair("C", "N")
    assert pair.relation is Comparison.AT_LEAST
    assert pair.condition == Region(sp.Ne(beta, HALF))
    assert pair.equality == Region(sp.Eq(beta, HALF))
    assert pair.level is not None
    assert pair.level[beta] == HALF


def test_research_in_a_joint_venture_ranks_the_four_regimes_partly() -> None:
    n = parameters("n")
    kappa = {"N": n - (n - 1) * beta, "C": 1 + (n - 1) * beta, "NJ": 1, "CJ": n}
    research = {name: 2 * k * S / (gamma * (n + 1) ** 2 - 2 * k) for name, k in kappa.items()}
    region = Region(a > A, n > 1, gamma * (n + 1) ** 2 > 2 * n, beta > 0, beta < 1)
    ranking = rank(research, region)
    assert set(map(str, ranking.chains())) == {"CJ > N > NJ", "CJ > C > NJ"}
    assert ranking.pair("C", "N").condition == Region(beta > HALF)


# --- what is told

POSITIVE = Region(x > 0, y > 0)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (x + 1, x, Comparison.GREATER),
        (x, x + 1 / y, Comparison.LESS),
        (x**2 + y**2, 2 * x * y, Comparison.AT_LEAST),
        (2 * x * y, x**2 + y**2, Comparison.AT_MOST),
        ((x + y) ** 2, x**2 + 2 * x * y + y**2, Comparison.EQUAL),
        (x, y, Comparison.DEPENDS),
        (x * (x**2 + 1) / (y + 1), y * (x**2 + 1) / (y + 1), Comparison.DEPENDS),
    ],
)
def test_a_pair_is_told_by_its_relation(first: sp.Expr, second: sp.Expr, relation: Comparison) -> None:
    ranking = rank({"f": first, "g": second}, POSITIVE)
    assert ranking.pair("f", "g").relation is relation
    assert ranking.pair("g", "f").relation is relation.reversed


def test_factors_of_one_sign_are_left_out_of_the_condition() -> None:
    pair = rank({"f": x**3 * y + x, "g": x**2 * y + x}, POSITIVE).pair("f", "g")
    assert pair.condition == Region(x > 1)
    assert pair.converse == Region(x < 1)


def test_two_factors_that_turn_together_leave_one_sign() -> None:
    region = Region(x > 0, sp.Or(sp.And(x < 1, y < 1), sp.And(x > 1, y > 1)))
    assert rank({"f": x * y + 1, "g": x + y}, region).pair("f", "g").relation is Comparison.GREATER


def test_what_is_equal_on_the_region_alone_is_equal() -> None:
    ranking = rank({"f": x**2, "g": y**2, "h": x * y + 1}, POSITIVE & sp.Eq(x, y))
    assert str(ranking) == "h > f = g"
    assert ranking.order() == (("h", "f", Comparison.GREATER),)


def test_a_single_point_where_both_meet_is_not_greater() -> None:
    pair = rank({"f": x * (x - y) ** 2, "g": sp.Integer(0)}, POSITIVE).pair("f", "g")
    assert pair.relation is Comparison.AT_LEAST
    assert pair.condition == Region(sp.Ne(x, y))


def test_a_strict_relation_that_weak_ones_do_not_imply_is_kept() -> None:
    box = Region(x >= 0, x <= 1)
    ranking = rank({"top": sp.Integer(3), "middle": 3 - x, "low": 2 - x * (1 - x), "lowest": 1 - x}, box)
    assert str(ranking.chains()[0]) == "top >= middle >= low > lowest"
    ranking = rank({"f": 2 + x, "g": 2 + x**2 * (1 - x), "h": 1 + x}, Region(x >= 0, x <= 1))
    assert set(ranking.order()) == {
        ("f", "g", Comparison.AT_LEAST),
        ("g", "h", Comparison.AT_LEAST),
        ("f", "h", Comparison.GREATER),
    }
    assert [str(chain) for chain in ranking.chains()] == ["f >= g >= h", "f > h"]


def test_roots_are_ranked_where_they_are_defined() -> None:
    ranking = rank({"f": sp.sqrt(x - 1), "g": x}, Region())
    assert ranking.region == Region(x - 1 >= 0)
    assert ranking.pair("g", "f").relation is Comparison.GREATER


def test_a_factor_under_a_root_is_found_too() -> None:
    pair = rank({"f": y * sp.sqrt(x) + x * y, "g": sp.sqrt(x) + x}, POSITIVE).pair("f", "g")
    assert pair.condition == Region(y > 1)


def test_powers_with_a_parameter_in_the_exponent_are_ranked_by_their_other_factors() -> None:
    ranking = rank({"f": (y + 1) * x**z, "g": y * x**z}, POSITIVE & (z > 0))
    assert ranking.pair("f", "g").relation is Comparison.GREATER


def test_what_the_prover_can_not_read_is_undecided_unless_points_tell() -> None:
    ranking = rank({"f": x**z, "g": sp.Integer(0), "h": x**y}, Region(x > 1, y > 0, z > 0))
    assert ranking.pair("f", "g").relation is Comparison.GREATER
    assert ranking.pair("f", "h").relation is Comparison.DEPENDS
    unread = rank({"f": x**z, "g": x**z + sp.log(x)}, Region(x > 1, z > 0)).pair("f", "g")
    assert unread.relation is Comparison.UNDECIDED
    assert "can't be translated" in unread.reason
    assert "undecided" in str(unread)


def test_products_of_powers_are_ranked_by_the_side_of_one_each_is_on() -> None:
    share = Region(x > 0, x < 1, y > 0, z > 0)
    assert rank({"f": x**y * (1 - x) ** z, "g": sp.Integer(1)}, share).pair("f", "g").relation is Comparison.LESS
    assert rank({"f": (1 + x) ** y, "g": (1 - x) ** z}, share).pair("f", "g").relation is Comparison.GREATER
    either = rank({"f": 8 * x**y * (1 + x) ** z, "g": sp.Integer(9)}, share & (x < sp.Rational(1, 8)) & (z < 1)).pairs[
        0
    ]
    assert either.relation is Comparison.UNDECIDED  # less than 9, but not factor by factor
    beyond = rank({"f": x**y, "g": (x - 2) ** 3 * (z + 1) ** y}, Region(x > 0, x < 1, y > 0, z > 0)).pairs[0]
    assert beyond.relation is Comparison.UNDECIDED


def test_a_function_that_neither_prover_nor_numpy_reads_is_undecided() -> None:
    assert rank({"f": sp.Heaviside(x) + 2, "g": sp.Integer(1)}, Region(x > 0)).pairs[0].relation is Comparison.UNDECIDED


def test_a_pair_is_written_as_a_sentence() -> None:
    ranking = rank({"f": x + 1, "g": x, "h": y}, POSITIVE)
    assert list(map(str, ranking.pairs)) == ["f > g", "f > h if and only if x + 1 > y", "g > h if and only if x > y"]


def test_values_are_compared_where_all_are_defined() -> None:
    ranking = rank({"f": 1 / x, "g": sp.Integer(0)}, Region(x >= 0))
    assert ranking.pair("f", "g").relation is Comparison.GREATER
    assert sp.Ne(x, 0) in ranking.region.conditions


def test_what_is_left_undecided_may_follow_from_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    occurs = module.Differences.occurs

    def without(self: Any, condition: Region) -> Any:
        return Unsettled("time") if condition == Region(x < -2) else occurs(self, condition)

    monkeypatch.setattr(module.Differences, "occurs", without)
    values = {"f": x + 2, "g": sp.Integer(0), "h": sp.Integer(1)}
    ranking = rank(values, Region(x > 0))
    assert ranking.pair("f", "g").relation is Comparison.GREATER
    assert not ranking.open()
    assert rank({"f": x + 2, "g": sp.Integer(0)}, Region(x > 0)).pair("g", "f").relation is Comparison.UNDECIDED


def test_one_alone_is_a_chain() -> None:
    assert [str(chain) for chain in rank({"f": x}, Region()).chains()] == ["f"]


def test_a_ranking_is_a_value() -> None:
    assert rank(RESEARCH, DUOPOLY) == rank(RESEARCH, DUOPOLY)
    assert hash(rank({"f": x}, Region())) == hash(rank({"f": x}, Region()))


# --- properties

drawn = st.dictionaries(st.sampled_from("fghk"), rational_expressions((x, y)), min_size=2, max_size=4)


@given(drawn, regions(polynomials((x, y)), most=2), st.lists(points(), min_size=5, max_size=20))
def test_at_no_point_is_it_otherwise(values: dict[str, sp.Expr], region: Region, drawn: list[Any]) -> None:
    try:
        ranking = rank(values, region, budget=2.0)
    except RegionError:
        assume(False)
    kinds = {">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "<=": sp.Le, "<": sp.Lt}
    for pair in ranking.pairs:
        first, second = values[pair.first], values[pair.second]
        for point in [*drawn, *pair.witnesses]:
            if not ranking.region.contains(point):
                continue
            above, below = (evaluate(kind(first, second), point) for kind in (sp.Gt, sp.Lt))
            assert pair.condition.contains(point) == above
            assert pair.converse.contains(point) == below
            assert pair.equality.contains(point) == (not (above or below))
            if pair.relation.value in kinds:
                assert evaluate(kinds[pair.relation.value](first, second), point)
        if pair.relation is Comparison.DEPENDS:
            assert pair.above is not None
            assert pair.below is not None
            assert ranking.region.contains(pair.above)
            assert evaluate(sp.Gt(first, second), pair.above)
            assert evaluate(sp.Lt(first, second), pair.below)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=6))
def test_numbers_are_ranked_as_numbers_are(values: list[int]) -> None:
    ranking = rank({str(k): value for k, value in enumerate(values)}, Region())
    (chain,) = ranking.chains()
    assert [values[int(names[0])] for names in chain.names] == sorted(set(values), reverse=True)
    assert sum(map(len, chain.names)) == len(values)


NAMES = "abcdef"
orders = st.dictionaries(st.sampled_from(list(permutations(NAMES, 2))), st.booleans(), max_size=10)


@given(orders)
def test_the_reduction_says_as_much_and_nothing_twice(given_edges: dict[tuple[str, str], bool]) -> None:
    closed = closure(NAMES, given_edges)
    assume(not any(closed.get((one, other)) and (other, one) in closed for one, other in combinations(NAMES, 2)))
    assume(not any(closed.get((other, one)) and (one, other) in closed for one, other in combinations(NAMES, 2)))
    firsts = [equal[0] for equal in classes(NAMES, closed)]
    among = {edge: strict for edge, strict in closed.items() if set(edge) <= set(firsts)}
    edges = reduction(firsts, among)
    assert closure(firsts, edges) == among
    for edge in edges:
        fewer = {other: strict for other, strict in edges.items() if other != edge}
        assert closure(firsts, fewer) != among
    steps = [step for path in paths(firsts, edges) for step in pairwise(path)]
    assert set(steps) == set(edges)
    assert {name for path in paths(firsts, edges) for name in path} == set(firsts)


# --- refusals


def test_nothing_can_not_be_ranked() -> None:
    with pytest.raises(GameError, match="nothing to rank; expected expressions, each by a name"):
        rank({}, Region())


def test_an_empty_region_ranks_nothing() -> None:
    with pytest.raises(RegionError, match="no point satisfies x > 1 and x < 0"):
        rank({"f": x, "g": 2 * x}, Region(x > 1, x < 0))


def test_a_stranger_is_not_ranked() -> None:
    with pytest.raises(GameError, match="'f' and 'q' are not ranked; expected two of f, g"):
        rank({"f": x, "g": 2 * x}, Region()).pair("f", "q")
