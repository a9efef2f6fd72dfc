"""Looking a sign table up says what the prover would say."""

from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from coopgame.polynomials import sign_form
from coopgame.solve.cuts import Cut
from coopgame.solve.lookup import Clause, Lookup, as_rows
from coopgame.solve.signs import SignTable
from tests.strategies import SYMBOLS, x

Row = tuple[int, ...]
# Each cut is a symbol: a combination of signs is a point.
CUTS = tuple(Cut(sign_form(symbol).odd) for symbol in SYMBOLS)
COMBINATIONS = list(product((-1, 0, 1), repeat=len(CUTS)))
SIGNS = st.sampled_from([frozenset(s) for s in ({-1}, {0}, {1}, {-1, 0}, {0, 1})])
CLAUSES = st.lists(
    st.lists(st.tuples(st.integers(0, 2), SIGNS), min_size=1, max_size=3).map(lambda c: tuple(dict.fromkeys(c))),
    max_size=4,
)


@st.composite
def tables(draw: st.DrawFn) -> SignTable:
    """A table of some of the combinations, with some prefixes undecided."""
    prefixes = draw(
        st.lists(st.integers(1, 3).flatmap(lambda n: st.tuples(*[st.sampled_from((-1, 0, 1))] * n)), max_size=2)
    )
    undecided: list[Row] = []
    for prefix in prefixes:
        if not any(prefix[: len(u)] == u or u[: len(prefix)] == prefix for u in undecided):
            undecided.append(prefix)
    free = [c for c in COMBINATIONS if not any(c[: len(u)] == u for u in undecided)]
    rows = sorted(draw(st.sets(st.sampled_from(free), max_size=12))) if free else []
    witnesses = tuple({s: sp.Integer(v) for s, v in zip(SYMBOLS, row, strict=True)} for row in rows)
    array = np.array(rows, dtype=np.int8).reshape(len(rows), len(CUTS))
    return SignTable(CUTS, array, witnesses, (), tuple(undecided))


def possible(table: SignTable) -> list[Row]:
    """Every combination that is a row, or may be one."""
    listed = {tuple(row) for row in table.rows.tolist()}
    return [c for c in COMBINATIONS if c in listed or any(c[: len(u)] == u for u in table.undecided)]


def point(signs: Row) -> dict[sp.Symbol, int]:
    return dict(zip(SYMBOLS, signs, strict=True))


# Properties


@given(tables())
def test_the_signs_kept_of_a_row_single_it_out_and_none_is_idle(table: SignTable) -> None:
    lookup = Lookup(table)
    for row in map(tuple, table.rows.tolist()):
        kept = lookup.irredundant(row)
        assert [c for c in possible(table) if all(c[k] == s for k, s in kept)] == [row]
        for one in kept:
            fewer = [literal for literal in kept if literal != one]
            assert len([c for c in possible(table) if all(c[k] == s for k, s in fewer)]) > 1


@given(tables(), CLAUSES)
def test_a_conjunction_says_what_its_clauses_say_wherever_that_matters(table: SignTable, clauses: list[Clause]) -> None:
    region = Lookup(table).conjunction(clauses)
    for signs in possible(table):
        assert region.contains(point(signs)) == all(any(signs[k] in allowed for k, allowed in c) for c in clauses)


@given(tables(), CLAUSES)
def test_no_clause_of_a_conjunction_follows_from_the_others(table: SignTable, clauses: list[Clause]) -> None:
    if table.undecided:
        return
    conditions = Lookup(table).conjunction(clauses).conditions
    for condition in conditions:
        others: list[Any] = [other for other in conditions if other != condition]
        left = [c for c in possible(table) if all(other.subs(point(c)) for other in others)]
        assert not all(condition.subs(point(c)) for c in left)


def test_an_equality_is_kept_rather_than_the_inequalities_that_imply_it() -> None:
    rows = np.array([(0, 1, 0), (1, 1, 1)], dtype=np.int8)
    table = SignTable(CUTS, rows, ({}, {}), (), ())
    assert [k for k, _ in Lookup(table).irredundant((0, 1, 0))] in ([0], [2])


def test_alternatives_that_cannot_occur_are_left_out() -> None:
    rows = np.array([(1, -1, 0), (1, 1, 0)], dtype=np.int8)
    lookup = Lookup(SignTable(CUTS, rows, ({}, {}), (), ()))
    clause: Clause = ((0, frozenset({-1})), (1, frozenset({1})))
    assert str(lookup.conjunction([clause])) == "y > 0"
    assert lookup.conjunction([((0, frozenset({1})),)]).conditions == ()
    assert lookup.conjunction([]).conditions == ()


def test_contradicting_clauses_have_no_point() -> None:
    lookup = Lookup(SignTable(CUTS, np.array([(1, 1, 1)], dtype=np.int8), ({},), (), ()))
    region = lookup.conjunction([((0, frozenset({-1})),)])
    assert not region.contains({x: 1})


def test_rows_are_bits() -> None:
    assert as_rows([True, False, True]) == 0b101
    assert as_rows([]) == 0
