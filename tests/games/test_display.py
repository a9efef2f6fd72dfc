"""Payoff tables as notebooks show them."""

import sympy as sp

from coopgame.games.display import html, sheets
from coopgame.games.finite import FiniteGame

b = sp.Symbol("b", real=True)


def shown(game: FiniteGame) -> str:
    return html(sheets(game.players, game.strategies, game.tables), game.players)


def test_two_players_make_one_sheet_with_both_payoffs_in_a_cell() -> None:
    game = FiniteGame.from_arrays([[1, b], [2, 3]], [[4, 5], [6, 7]])
    (sheet,) = sheets(game.players, game.strategies, game.tables)
    assert (sheet.row_player, sheet.column_player, sheet.fixed) == ("row", "column", ())
    assert sheet.cells == (((1, 4), (b, 5)), ((2, 6), (3, 7)))
    assert "$1$, $4$" in shown(game)
    assert "row \\ column" in shown(game)


def test_three_players_make_a_sheet_for_each_strategy_of_the_first() -> None:
    game = FiniteGame.from_function(lambda player, profile: int("".join(profile)), dict.fromkeys("PQR", ("1", "2")))
    first, second = sheets(game.players, game.strategies, game.tables)
    assert (first.fixed, second.fixed) == ((("P", "1"),), (("P", "2"),))
    assert second.cells[0][1] == (212, 212, 212)
    assert "<caption>P: 2</caption>" in shown(game)


def test_one_player_has_one_column() -> None:
    game = FiniteGame.from_function(lambda profile: (len(profile[0]),), {"planner": ("go", "stay")})
    (sheet,) = sheets(game.players, game.strategies, game.tables)
    assert sheet.cells == (((2,),), ((4,),))
    assert "Payoffs:" not in shown(game)


def test_names_and_formulas_are_escaped() -> None:
    name = "<script>"
    piecewise = sp.Piecewise((b, b < 1), (0, True))
    game = FiniteGame.from_dict({(name, "a & b"): (piecewise, 1)}, players=("<P>", "Q"))
    text = shown(game)
    assert name not in text
    assert "&lt;script&gt;" in text
    assert "a &amp; b" in text
    assert "b &lt; 1" in text


def test_formulas_may_be_written_otherwise() -> None:
    game = FiniteGame.from_arrays([[b]], [[1]])
    text = html(sheets(game.players, game.strategies, game.tables), game.players, lambda payoff: f"[{payoff}]")
    assert "[b], [1]" in text
