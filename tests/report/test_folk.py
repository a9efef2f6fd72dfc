"""The figure of repeated play."""

import numpy as np
import pytest

from coopgame.games.finite import FiniteGame
from coopgame.report.analysis import Analysis
from coopgame.report.folk import drawn
from coopgame.report.page import page
from coopgame.report.paper import paper
from coopgame.solve.repeated.folk import folk_set


def labels(game: FiniteGame) -> set[str]:
    """What the legend of a game's figure says."""
    (legend,) = drawn(folk_set(game)).legends
    return {text.get_text() for text in legend.get_texts()}


def test_a_dilemma_shows_what_patience_adds() -> None:
    game = FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    figure = drawn(folk_set(game))
    assert labels(game) == {"feasible", "sustained by patience", "minmax values", "profiles"}
    corners = np.asarray(figure.axes[0].patches[1].get_path().vertices)
    assert {tuple(corner) for corner in corners} == {(1, 1), (13 / 3, 1), (3, 3), (1, 13 / 3)}
    dotted = [np.asarray(line.get_xydata()) for line in figure.axes[0].lines if line.get_linestyle() == ":"]
    assert [dotted[0][0, 0], dotted[1][0, 1]] == [1, 1]


def test_one_point_is_seen() -> None:
    game = FiniteGame.from_arrays([[2, 2]], [[1, 1]])
    assert "feasible" in labels(game)
    figure = drawn(folk_set(game))
    assert any(line.get_markersize() == 9 for line in figure.axes[0].lines)


@pytest.mark.parametrize("name", ["企业", "a_$b"])
def test_names_are_shown_as_they_are_or_numbered(name: str) -> None:
    game = FiniteGame.from_arrays([[1, 0]], [[0, 1]], players=(name, "other"))
    shown = drawn(folk_set(game)).axes[0].get_xlabel()
    assert shown == ("player 1" if name == "企业" else name)


def test_page_and_paper_show_it_for_two_players(of_numbers: Analysis, of_laboratory: Analysis) -> None:
    for analysis in (of_numbers, of_laboratory):
        assert analysis.folk is not None
        assert "subgame-perfect" in page(analysis)
        assert "{repeated.pdf}" in paper(analysis, "regimes.pdf", "", "repeated.pdf")
    assert "repeated.pdf" not in paper(of_numbers, "regimes.pdf")
