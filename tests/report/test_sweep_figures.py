"""Maps of sweeps, and tornados."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import coopgame as cg
from coopgame.errors import GameError, OutputError
from coopgame.report.figure import FILLS
from coopgame.report.heat_map import NOWHERE, REST, heat_map
from coopgame.report.saving import save
from coopgame.report.tornado import tornado
from coopgame.sweeps.outputs import Outside
from coopgame.sweeps.sensitivity.one_at_a_time import one_at_a_time
from coopgame.sweeps.sensitivity.quantities import largest_payoff

s, c, D = cg.parameters("s c D")


@pytest.fixture(scope="module")
def swept() -> xr.Dataset:
    """Sharing costs c and earns s, twice that if both do; what is shared must cost less than 3."""
    game = cg.FiniteGame.from_arrays(
        [[2 * s - c, s - c], [s, D]],
        [[2 * s - c, s], [s - c, D]],
        players=("enterprise", "university"),
        strategies=[("share", "withhold")] * 2,
        region=cg.Region(c < 3),
    )
    axes = {s: cg.grid(0, 4, 41), c: cg.grid(0, 4, 21), D: [1]}
    return cg.sweep(game, axes, outside=Outside.MASK)


def legend(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def cells(figure: Figure) -> QuadMesh:
    (mesh,) = (part for part in figure.axes[0].collections if isinstance(part, QuadMesh))
    return mesh


def bars(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def colours(figure: Figure) -> Any:
    """The colour of each cell, row by row from below."""
    return np.ma.filled(np.ma.asarray(cells(figure).get_array()).astype(float), np.nan)


# --- what a map shows ---


def test_sets_of_equilibria_are_named_in_the_legend(swept: xr.Dataset) -> None:
    figure = heat_map(swept, s, c)
    assert legend(figure)[0] in {"{(share, share)}", "{(withhold, withhold)}"}
    assert {"{(share, share)}", "{(share, share), (withhold, withhold)}", "outside the region"} <= set(legend(figure))
    assert legend(figure)[-1] == "outside the region"
    assert figure.legends[0].get_title().get_text() == "pure equilibria"
    axes = figure.axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_title()) == ("$s$", "$c$", "at D = 1")
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 4), (0, 4))


def test_each_point_has_the_colour_of_its_set(swept: xr.Dataset) -> None:
    figure = heat_map(swept, "c", "s")
    drawn = colours(figure).reshape(41, 21, 3)
    codes, inside = swept["pure"].isel(D=0).values, swept["inside"].isel(D=0).values
    shown = {name: to_rgba(FILLS[k]) for k, name in enumerate(legend(figure)[:-1])}
    for i, j in ((0, 0), (40, 0), (15, 10), (20, 20)):
        names = ["(share, share)", "(share, withhold)", "(withhold, share)", "(withhold, withhold)"]
        members = ", ".join(name for k, name in enumerate(names) if codes[i, j] >> k & 1)
        expected = shown["{" + members + "}"] if inside[i, j] else to_rgba(NOWHERE)
        assert np.allclose(drawn[i, j], expected[:3])


def test_where_no_profile_is_an_equilibrium_the_legend_says_mixed_only() -> None:
    pennies = cg.FiniteGame.from_arrays([[s, -1], [-1, c]], [[-1, 1], [1, -1]])
    assert legend(heat_map(cg.sweep(pennies, {s: [1, 2], c: [1, 2]}), s, c)) == ["none (mixed only)"]


def test_many_sets_are_named_as_far_as_a_legend_can_hold_them() -> None:
    codes = xr.DataArray(
        np.arange(16, dtype=np.uint8).reshape(4, 4), dims=("s", "c"), coords={"s": range(4), "c": range(4)}
    )
    game = '{"strategies": {"enterprise": ["a", "b"], "university": ["a", "b"]}}'
    figure = heat_map(xr.Dataset({"pure": codes}, attrs={"game": game}), "s", "c")
    assert len(legend(figure)) == 12
    assert legend(figure)[-1] == "5 more sets"
    assert np.allclose(colours(figure).reshape(4, 4, 3)[-1, -1], to_rgba(REST)[:3])


def test_numbers_are_shaded_with_a_bar(swept: xr.Dataset) -> None:
    payoff = swept.assign(best=largest_payoff("university")(swept))
    figure = heat_map(payoff, s, c, "best")
    assert figure.axes[1].get_ylabel() == "best"
    drawn = colours(figure).reshape(21, 41)
    expected = payoff["best"].isel(D=0).transpose("c", "s").where(payoff["inside"].isel(D=0).transpose("c", "s"))
    assert np.allclose(drawn, expected, equal_nan=True)
    assert legend(figure) == ["outside the region"]


def test_truth_values_and_counts_are_named_in_their_order(swept: xr.Dataset) -> None:
    assert legend(heat_map(swept.assign(dear=swept["count"] > 1), s, c, "dear"))[:-1] == ["no", "yes"]
    named = legend(heat_map(swept, s, c, "count"))[:-1]
    assert named == sorted(named, key=int)


def test_what_has_no_value_is_told_from_what_is_outside(swept: xr.Dataset) -> None:
    holes = swept.assign(best=largest_payoff("university")(swept).where(swept["s"] > 1))
    assert legend(heat_map(holes, s, c, "best")) == ["outside the region or no value"]


def test_values_that_fall_are_drawn_rising(swept: xr.Dataset) -> None:
    up, down = (heat_map(part, s, c) for part in (swept, swept.isel(s=slice(None, None, -1))))
    assert np.array_equal(colours(up), colours(down))
    assert down.axes[0].get_xlim() == (0, 4)


def test_a_large_map_is_thinned_and_keeps_its_ends() -> None:
    values = xr.DataArray(np.zeros((4000, 2)), dims=("s", "c"), coords={"s": np.linspace(0, 1, 4000), "c": [0, 1]})
    figure = heat_map(xr.Dataset({"v": values}), "s", "c", "v")
    assert colours(figure).size == 2 * 1500
    assert figure.axes[0].get_xlim() == (0, 1)


def test_words_that_the_font_lacks_do_not_reach_the_figure(recwarn: pytest.WarningsRecorder) -> None:
    codes = xr.DataArray(
        np.array([[1, 2], [2, 2]], dtype=np.uint8), dims=("企", "c"), coords={"企": [0, 1], "c": [0, 1]}
    )
    game = '{"strategies": {"enterprise": ["企业", "b"]}}'
    figure = heat_map(xr.Dataset({"pure": codes}, attrs={"game": game}), "企", "c")
    assert legend(figure) == ["{(b)}", "set 2"]
    assert not recwarn


# --- tornado ---


@pytest.fixture
def moved() -> xr.Dataset:
    game = cg.FiniteGame.from_arrays([[3 * s - c + D**2, -9], [-9, -9]], [[1, 0], [0, 0]])
    return one_at_a_time(game, largest_payoff("row"), {s: (0, 2), c: (0, 1), D: (-1, 2)}, {s: 1, c: "1/2", D: 0})


def test_the_bars_are_sorted_and_end_at_the_values(moved: xr.Dataset) -> None:
    figure = tornado(moved)
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["$c$", "$D$", "$s$"]
    assert {(bar.get_x(), bar.get_width()) for bar in bars(figure)} == {
        (2.5, 0.5),
        (2.5, -0.5),
        (2.5, 1.0),
        (2.5, 4.0),
        (2.5, -3.0),
        (2.5, 3.0),
    }
    assert {note.get_text() for note in axes.texts} == {"0", "1", "-1", "2"}
    assert axes.get_xlabel() == "largest payoff of row"


def test_bars_on_the_same_side_do_not_cover_each_other(moved: xr.Dataset) -> None:
    together = [bar for bar in bars(tornado(moved)) if 0.5 < bar.get_y() + bar.get_height() / 2 < 1.5]
    first, second = sorted(together, key=lambda bar: bar.get_y())
    assert first.get_y() + first.get_height() <= second.get_y() + 1e-12


def test_a_parameter_without_effect_has_its_values_on_both_sides(moved: xr.Dataset) -> None:
    flat = moved.isel(parameter=[0]).assign(
        low=("parameter", [2.5]), high=("parameter", [2.5]), swing=("parameter", [0.0])
    )
    sides = {note.get_text(): note.get_horizontalalignment() for note in tornado(flat).axes[0].texts}
    assert sides == {"0": "right", "2": "left"}


# --- files ---


@pytest.mark.parametrize(("ending", "opening"), [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_figures_are_files_of_the_kind_of_their_names(
    moved: xr.Dataset, swept: xr.Dataset, tmp_path: Path, ending: str, opening: bytes
) -> None:
    for again in ("", " again"):
        tornado(moved, tmp_path / f"tornado{again}.{ending}")
        heat_map(swept, s, c, path=tmp_path / f"map{again}.{ending}")
    for name in ("tornado", "map"):
        first, second = ((tmp_path / f"{name}{again}.{ending}").read_bytes() for again in ("", " again"))
        assert first == second
        assert first.startswith(opening)
    assert len(list(tmp_path.iterdir())) == 4


def test_another_ending_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"'map.jpg' names no figure; expected a name that ends in .pdf, .png, .svg"):
        heat_map(xr.Dataset(), "s", "c", path="map.jpg")
    with pytest.raises(OutputError, match="names no figure"):
        tornado(xr.Dataset(), "tornado")


def test_a_place_that_can_not_be_written_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can't be written"):
        save(Figure(), tmp_path / "nowhere" / "map.png")
    (tmp_path / "map.png").mkdir()
    with pytest.raises(OutputError, match="is not an ordinary file"):
        save(Figure(), tmp_path / "map.png")
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


# --- refusals ---


@pytest.mark.parametrize(
    ("x", "y", "variable", "problem"),
    [
        ("s", "c", "pur", "the sweep has no variable 'pur'; expected one of signs, pure"),
        ("s", "s", "pure", "'s' is asked for along both axes"),
        ("s", "q", "pure", "'q' is no dimension of pure; expected two of its dimensions, s, c, D"),
        ("s", "D", "pure", "'D' is no axis of at least two numbers"),
        ("s", "player", "payoff", "'player' is no axis of at least two numbers"),
        (
            "s",
            "c",
            "payoff",
            "payoff varies along equilibrium (4), player (2) besides s and c; expected one value of each",
        ),
    ],
)
def test_what_can_not_be_drawn_is_named(swept: xr.Dataset, x: str, y: str, variable: str, problem: str) -> None:
    with pytest.raises(OutputError) as refusal:
        heat_map(swept, x, y, variable)
    assert str(refusal.value).startswith(problem)


def test_codes_without_their_game_are_refused(swept: xr.Dataset) -> None:
    with pytest.raises(GameError, match="does not name its game"):
        heat_map(swept.drop_attrs(), s, c)


def test_a_map_without_a_value_is_refused(swept: xr.Dataset) -> None:
    with pytest.raises(OutputError, match="best has no value anywhere on the map"):
        heat_map(swept.assign(best=swept["s"] * swept["c"] * np.nan), s, c, "best")


def test_a_tornado_is_of_one_at_a_time(swept: xr.Dataset) -> None:
    with pytest.raises(OutputError, match=r"no variable 'low'; expected one from coopgame.one_at_a_time"):
        tornado(swept)
