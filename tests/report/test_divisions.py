"""Divisions: every rule in numbers, what speaks against it, and the figure."""

import pytest
from sympy import Rational

from coopgame.games.coalitional import CoalitionalGame
from coopgame.report.analysis import Analysis
from coopgame.report.canvas import as_svg
from coopgame.report.division import division, drawn, grouped
from coopgame.report.divisions import divisions, figure_of
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.rules import SHAPLEY, VALUE_RULES, ValueRule

THREE = ("enterprise", "university", "government")
SYSTEM = CoalitionalGame.from_worth(
    THREE,
    {
        "enterprise": 20,
        "university": 10,
        "government": 5,
        ("enterprise", "university"): 60,
        ("enterprise", "government"): 35,
        ("university", "government"): 20,
        THREE: 100,
    },
)
MAJORITY = CoalitionalGame.from_function(THREE, lambda coalition: int(len(coalition) > 1))
PAIR = CoalitionalGame.from_worth(("E", "U"), {"E": 20, "U": 10, ("E", "U"): 60})


def row_of(game: CoalitionalGame, name: str) -> tuple[Rational, ...]:
    """What a rule gives."""
    return next(tuple(row.allocation.shares) for row in divisions(game).rows if row.rule.name == name)


def test_rules_give_what_is_published() -> None:
    assert row_of(SYSTEM, "shapley") == (Rational(140, 3), Rational(205, 6), Rational(115, 6))
    assert row_of(SYSTEM, "nucleolus") == (Rational(175, 4), Rational(135, 4), Rational(45, 2))


def test_who_would_leave_is_named() -> None:
    found = divisions(MAJORITY, (SHAPLEY,))
    assert not found.has_core
    assert found.core == ()
    (row,) = found.rows
    assert row.leavers == (THREE[:2], (THREE[0], THREE[2]), THREE[1:])
    assert row.verdict == "{enterprise, university}, {enterprise, government} and 1 more would leave"


def test_a_rule_that_wastes_or_creates_worth_is_told_apart_and_not_drawn() -> None:
    found = divisions(SYSTEM)
    verdicts = {row.rule.name: row.verdict for row in found.rows}
    assert verdicts["shapley"] == "in the core"
    assert verdicts["banzhaf"] == "does not divide the worth of all"
    assert "Banzhaf value" not in found.points
    assert set(found.points) == {row.rule.title for row in found.rows if row.efficient}


def test_a_rule_that_is_not_defined_is_left_out_with_a_reason() -> None:
    needs_more = CoalitionalGame.from_function(THREE, lambda coalition: {1: 5, 2: 0, 3: 6}[len(coalition)])
    found = divisions(needs_more)
    assert "tau" not in {row.rule.name for row in found.rows}
    assert any(words.startswith("The tau value") for words in found.omissions)


def test_a_rule_that_fails_does_not_keep_the_others_from_being_listed() -> None:
    def fails(game: CoalitionalGame) -> Allocation:
        return Allocation(game, "none", ())  # type: ignore[arg-type] # the mistake is the point

    found = divisions(PAIR, (ValueRule("none", "empty rule", fails, "nobody"), *VALUE_RULES[:1]))
    assert [row.rule.name for row in found.rows] == ["shapley"]
    assert found.omissions == ("The empty rule is left out: 0 shares for 2 players; expected one share a player.",)


def test_seven_players_are_divided_but_their_core_is_not_listed() -> None:
    many = CoalitionalGame.from_function(tuple("ABCDEFG"), lambda coalition: len(coalition) ** 2)
    found = divisions(many, (SHAPLEY,))
    assert found.core is None
    assert found.has_core
    assert found.omissions[0].startswith("The core is not listed: ")
    assert figure_of(found) is None


@pytest.mark.parametrize("game", [SYSTEM, PAIR, MAJORITY])
def test_a_figure_names_the_rules_it_shows(game: CoalitionalGame) -> None:
    figure = figure_of(divisions(game))
    assert figure is not None
    shown = {text.get_text() for legend in figure.legends for text in legend.get_texts()}
    assert any("Shapley value" in words for words in shown)
    assert ("core" in shown) == (game is SYSTEM)
    assert as_svg(figure, "divisions").startswith("<svg")


def test_a_core_of_one_point_is_seen() -> None:
    gloves = CoalitionalGame.from_function(("L", "R", "S"), lambda c: int("L" in c and len(c) > 1))
    found = divisions(gloves)
    assert found.core is not None
    assert len(found.core) == 1
    figure = figure_of(found)
    assert figure is not None
    assert any(line.get_markersize() == 14 for line in figure.axes[0].lines)


def test_without_anything_to_gain_nothing_is_drawn() -> None:
    flat = CoalitionalGame.from_function(THREE, len)
    assert division(flat, (), {}) is None
    assert figure_of(divisions(flat)) is None
    assert figure_of(None) is None


def test_rules_that_agree_share_a_mark() -> None:
    assert grouped({"a": (1, 2), "b": (1.0, 2.0), "c": (2, 1)}) == {(1.0, 2.0): "a\nb", (2.0, 1.0): "c"}


def test_without_rules_there_is_no_legend_on_the_triangle() -> None:
    shown = division(SYSTEM, (), {})
    assert shown is not None
    assert not drawn(shown).legends


def test_names_that_the_font_lacks_are_numbered() -> None:
    game = CoalitionalGame.from_worth(("企业", "U"), {"企业": 1, "U": 1, ("企业", "U"): 3})
    figure = figure_of(divisions(game, (SHAPLEY,)))
    assert figure is not None
    assert figure.axes[0].get_xlabel() == "player 1"


def test_an_analysis_of_a_venture_divides_what_it_earns_at_the_example(of_laboratory: Analysis) -> None:
    found = of_laboratory.divisions
    assert found is not None
    assert found.game.grand == 4
    assert row_of(found.game, "shapley") == (2, 2)
