"""Conditions written once."""

import sympy as sp

from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.values.pruning import kept, resolved
from coopgame.symbols import Region, parameters

a, b, c = parameters("a b c")

# --- properties


def test_what_the_region_or_another_condition_implies_is_left_out() -> None:
    assert kept([a >= 0, a >= -1, b >= 1, 2 * b >= 2], Region(b > 3)) == Region(a >= 0)


def test_the_later_of_two_that_imply_each_other_goes() -> None:
    region = Region(sp.Eq(a, b))
    assert kept([a >= c, b >= c], region) == Region(a >= c)


def test_a_factor_whose_sign_the_region_settles_is_left_out() -> None:
    condition = b * (a - c) >= 0
    assert kept([condition], Region(b > 0)) == Region(a >= c)
    assert kept([condition], Region(b < 0)) == Region(a <= c)
    (product,) = kept([condition], Region()).conditions
    assert product.free_symbols == {a, b, c}


def test_what_cannot_be_is_false() -> None:
    assert kept([a >= 1], Region(a < 0)) == Region(sp.false)
    assert kept([a >= 1, a <= 0], Region()) == Region(sp.false)
    assert kept([a >= 1, sp.false], Region()) == Region(sp.false)


def test_nothing_is_left_of_what_always_holds() -> None:
    assert kept([a**2 + 1 > 0, sp.true], Region()) == Region()


def test_numbers_whose_difference_is_hidden_are_compared_exactly() -> None:
    left, right = sp.sqrt(2) + sp.sqrt(3), sp.sqrt(5 + 2 * sp.sqrt(6))
    assert kept([sp.Ge(left, right, evaluate=False)], Region()) == Region()
    assert kept([sp.Gt(left, right, evaluate=False)], Region()) == Region(sp.false)


def test_a_maximum_counts_as_an_unknown_of_its_own() -> None:
    condition = sp.Max(a, b) >= c
    assert kept([condition, a >= c], Region()) == Region(a >= c)
    assert kept([2 * sp.Max(a, b) - 2 * c >= 0], Region()) == Region(condition)


def test_roots_stay_as_they_are() -> None:
    assert kept([sp.sqrt(a) >= c], Region(a > 0)) == Region(sp.sqrt(a) >= c)


def test_what_the_region_settles_of_a_worth_is_settled() -> None:
    worths = {"E": sp.Max(a, 1), "U": sp.Min(b, sp.Max(a, 3)), ("E", "U"): c}
    game = CoalitionalGame.from_worth(("E", "U"), worths, Region(a > 2, a < 3, b > 4))
    assert resolved(game).worths == (0, a, 3, c)
    plain = CoalitionalGame.from_worth(("E", "U"), {"E": a, "U": b, ("E", "U"): c})
    assert resolved(plain) is plain
