"""What page and paper say alike."""

from dataclasses import replace

import pytest
import sympy as sp
from hypothesis import given

from coopgame.claims.claim import Claim
from coopgame.claims.decide import Empty, find_point
from coopgame.players import PerPlayer
from coopgame.report.wording import besides, bounds, plain, shares, strictness, support, tidy, too_long
from coopgame.sharing import equal_split
from coopgame.solve.equilibrium import NEVER, Equilibrium
from coopgame.symbols import Region, parameters
from tests.report.models import laboratory
from tests.strategies import conditions, polynomials

a, b, c = parameters("a b c")


def equilibrium(condition: Region, strict: Region) -> Equilibrium:
    players = ("P", "Q")
    mixture = PerPlayer(players, ((1, 0), (sp.Rational(1, 3), sp.Rational(2, 3))))
    return Equilibrium(None, mixture, PerPlayer(players, (a, b)), condition, strict)


@pytest.mark.parametrize(
    ("condition", "strict", "said"),
    [
        (Region(a >= b), NEVER, "never"),
        (Region(), Region(), "wherever it is one"),
        (Region(a > b), Region(a > b), "wherever it is one"),
        (Region(a >= b, c < 1), Region(a > b, c < 1), "where all of it holds strictly"),
        (Region(a >= b), Region(a > c), Region(a > c)),
        (Region(sp.Or(a >= b, a >= c)), Region(a > c), Region(a > c)),
    ],
)
def test_strictness_is_said_in_words_where_words_are_shorter(condition: Region, strict: Region, said: object) -> None:
    assert strictness(equilibrium(condition, strict)) == said


def test_only_what_is_played_is_listed() -> None:
    game = laboratory().game
    played = support(replace(equilibrium(Region(), NEVER), mixture=PerPlayer(game.players, ((1, 0), (a, 1 - a)))), game)
    assert played == [("enterprise", [("invest", 1)]), ("university", [("invest", a), ("wait", 1 - a)])]


def test_hypotheses_that_are_the_domain_are_not_repeated() -> None:
    assert besides(Claim(a > b, Region(a > 0, b > 0, c > 0)), Region(a > 0, b > 0)) == Region(c > 0)


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        (a - b <= 0, "a <= b"),
        (-a - b + c > 0, "a + b < c"),
        (a + b > a + c, "b > c"),
        (a > sp.Rational(1, 2), "a > 1/2"),
        (sp.Max(a, b) - c > 0, "-c + Max(a, b) > 0"),
        (a / b - 1 > 0, "a/b - 1 > 0"),
        (sp.Equivalent(a - b > 0, a > b + 0), "a > b if and only if a - b > 0"),
        (sp.Or(a - b > 0, c - 1 > 0), "a > b or c > 1"),
    ],
)
def test_conditions_are_brought_into_the_form_one_would_write(written: object, tidied: str) -> None:
    assert sorted(plain(written).replace(" if and only if ", " or ").split(" or ")) == sorted(
        tidied.replace(" if and only if ", " or ").split(" or ")
    )


@given(conditions(polynomials()))
def test_tidying_changes_nothing(condition: object) -> None:
    differs = sp.Xor(condition, tidy(condition))
    assert differs == sp.false or isinstance(find_point(Region(differs), 5.0), Empty)


def test_a_domain_with_two_ends_is_an_interval() -> None:
    model = laboratory()
    assert bounds(model, model.parameters[0]) == (0, "<", model.parameters[0].symbol, "<", 1)
    assert bounds(model, model.parameters[1]) is None


@pytest.mark.parametrize("extra", [sp.Ne(sp.Symbol("alpha", real=True), 3), sp.Symbol("alpha", real=True) ** 2 < 3])
def test_another_domain_is_no_interval(extra: object) -> None:
    model = laboratory()
    game = replace(model.game, region=model.game.region & extra)
    assert bounds(replace(model, game=game, venture=None, rule=None, aim=None), model.parameters[0]) is None


def test_linear_rules_have_shares_to_show() -> None:
    rule = laboratory().rule
    assert rule is not None
    assert [player for player, _ in shares(rule)] == ["enterprise", "university"]
    assert shares(equal_split()) == []


def test_a_formula_nobody_would_read_is_named_by_its_length() -> None:
    assert too_long(a + b) == ""
    long = sp.expand((a + b + c) ** 12) + 1
    assert too_long(long).startswith("[a formula of 1")
    assert "see results.json" in plain(long > 0)
