"""Relations written without what the region settles."""

import sympy as sp

from coopgame.design.literals import MOST_BRANCHES, Settled, branches
from coopgame.symbols import Region, parameters

a, b, c = parameters("a b c")
POSITIVE = Settled(Region(a > 0, b > 0))


def test_factors_of_settled_sign_are_left_out() -> None:
    assert POSITIVE.relation(-a * (b - c), "<=") == (b >= c)
    assert POSITIVE.relation(a + b, ">") == sp.true
    assert POSITIVE.sign(-a * b) == -1
    assert POSITIVE.sign(a - b) is None


def test_what_follows_is_left_out_and_what_contradicts_itself_is_never() -> None:
    assert POSITIVE.shortest([c > a, c > 0, sp.true]) == Region(c > a)
    assert POSITIVE.shortest([c <= 1, c >= 2]) == Region(sp.false)
    assert POSITIVE.never(c > 1, c < 0)
    assert not POSITIVE.never(c > 1)


def test_a_quotient_is_written_with_a_positive_denominator() -> None:
    assert POSITIVE.written((c - 1) / -a) == (1 - c) / a


def test_a_question_of_too_many_branches_is_not_asked() -> None:
    many = sp.Add(*(sp.Max(0, c - n, 2 * c - n) for n in range(10)))
    assert branches([many < 1]) > MOST_BRANCHES
    assert not POSITIVE.never(many < 1)
    assert POSITIVE.shortest([many > 1]) == Region(many > 1)
