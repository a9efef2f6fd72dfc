"""The command ``sweep``: what it prints, what it writes, and what it refuses."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.table import Table

import coopgame as cg
from coopgame.cli.sweep import _regime, axis
from coopgame.cli.sweep_text import _counts, _sets
from coopgame.cli.text import Line
from coopgame.models import CATALOGUE, STAGED, find
from coopgame.sweeps.summary import CountedSet, Regimes

Run = Callable[..., str]

FINITE = """\
title = "Sharing"
[players]
enterprise = ["share", "withhold"]
university = ["share", "withhold"]
[parameters]
s = "what sharing earns"
c = "its cost"
[payoffs]
"share, share" = ["2*s - c", "2*s - c"]
"share, withhold" = ["s - c", "s"]
"withhold, share" = ["s", "s - c"]
"withhold, withhold" = ["0", "0"]
"""


@pytest.fixture
def sharing(tmp_path: Path) -> str:
    """A finite game, in a file."""
    path = tmp_path / "sharing.toml"
    path.write_text(FINITE, encoding="utf-8")
    return str(path)


@pytest.fixture
def narrow(run: Run) -> Run:
    """Run a command whose output must fit eighty columns, JSON apart."""

    def ran(*arguments: str) -> str:
        printed = run("sweep", *arguments)
        assert max(map(len, printed.split("\n"))) <= 80 or "--json" in arguments
        return printed

    return ran


# --- what is printed ---


def test_a_grid_is_summed_up(narrow: Run, sharing: str) -> None:
    printed = narrow(sharing, "--axis", "s=0:2:5", "--axis", "c=1,3/2")
    assert "s x c: 5 x 2 = 10 points" in printed
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    # Sharing earns s and costs c whatever the other does: a tie at s = c, where every profile is an equilibrium.
    assert "{(withhold, withhold)} 5 50.0%" in lines
    assert "{(share, share)} 3 30.0%" in lines
    assert "infinitely many equilibria: at 2 points" in lines
    assert "mixed equilibria: at 0 points" in lines
    assert any(line.endswith("2 20.0%") for line in lines)


def test_the_summary_agrees_with_the_sweep_of_the_library(narrow: Run) -> None:
    arguments = ("alliance", "--axis", "theta=0.1:0.9:9", "--axis", "sigma=1,2,4", "--set", "c_1=1", "--example")
    found = json.loads(narrow(*arguments, "--json"))
    assert found["points"] == 27
    assert found["axes"]["sigma"] == ["1", "2", "4"]
    assert found["axes"]["theta"][1] == "1/5"
    assert found["set"] == {"v_1": "2", "v_2": "2", "c_1": "1", "c_2": "2"}
    model = find("alliance", CATALOGUE)
    codes = cg.sweep(
        model.game,
        {"theta": cg.grid("0.1", "0.9", 9), "sigma": [1, 2, 4]},
        {"v_1": 2, "v_2": 2, "c_1": 1, "c_2": 2},
    )["pure"].values
    told = {tuple(map(tuple, row["equilibria"])): row["points"] for row in found["pure"]}
    profiles = [tuple(profile) for profile in model.game.profiles()]
    for code, points in zip(*np.unique(codes, return_counts=True), strict=True):
        assert told[tuple(p for k, p in enumerate(profiles) if code >> k & 1)] == points
    assert sum(told.values()) == 27


def test_three_players_are_swept(narrow: Run) -> None:
    printed = narrow("government-enterprise-university", "--axis", "D=1:4:3", "--example")
    assert "D: 3 points" in printed
    assert "{(" in printed


def test_of_large_games_the_pure_equilibria_are_told_and_nothing_is_said_of_others(narrow: Run, tmp_path: Path) -> None:
    rows = [f'"{own}, {other}" = ["{-k}*c", "0"]' for k, own in enumerate("abcde") for other in ("left", "right")]
    players = ["enterprise = ['a', 'b', 'c', 'd', 'e']", "university = ['left', 'right']"]
    parts = ["[players]", *players, "[parameters]", "c = 'a cost'", "[payoffs]", *rows]
    path = tmp_path / "large.toml"
    path.write_text("\n".join(parts), encoding="utf-8")
    printed = narrow(str(path), "--axis", "c=-1,1,2")
    assert "{(a, left), (a, right)}" in printed
    assert "Mixed equilibria were not looked for." in printed
    assert "infinitely many" not in printed


def test_points_outside_the_region_are_counted_where_they_are_masked(narrow: Run) -> None:
    printed = narrow("alliance", "--axis", "theta=0:1:5", "--example", "--mask")
    assert "outside the region: 2 points" in printed


def test_a_staged_model_is_swept_in_one_regime(narrow: Run) -> None:
    printed = narrow("team-production", "--axis", "s=0.1:0.9:9", "--example", "--regime", "G")
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert "e_1 0.2 1.8 9" in lines
    assert "an outcome: at 9 points" in lines
    assert "decided again with exact arithmetic: 0 points" in lines
    printed = narrow("team-production", "--axis", "s=-1,0.5,2", "--example", "--regime", "G", "--mask")
    assert "an outcome: at 1 point\noutside the region: 2 points" in printed
    printed = narrow("team-production", "--axis", "s=-1", "--example", "--regime", "G", "--mask")
    assert "none" in printed
    found = json.loads(narrow("team-production", "--axis", "s=0.1:0.9:9", "--example", "--regime", "G", "--json"))
    assert found["holds"] == 9
    assert {"name": "e_1", "least": 0.2, "greatest": 1.8, "points": 9} in found["variables"]


def test_a_staged_model_of_one_regime_needs_no_label() -> None:
    model = find("rd-cooperation", STAGED)
    alone = replace(model, regimes=model.regimes[1:2])
    assert _regime(alone, None) is model.regimes[1]


def test_many_sets_are_told_as_far_as_a_table_should_be_long() -> None:
    sets = tuple(CountedSet(((str(k),),), 30 - k) for k in range(25))
    found = Regimes(sets, mixed=3, continuum=1, incomplete=2, rechecked=0, outside=4)
    assert "there may be more equilibria than are known: at 2 points" in list(_counts(found))
    table, rest = _sets(found, 1000)
    assert isinstance(table, Table)
    assert table.row_count == 20
    assert isinstance(rest, Line)
    assert str(rest.words) == "5 more sets at 40 points"


# --- what is written ---


@pytest.mark.parametrize("name", ["found.nc", "found.zarr"])
def test_results_are_written(narrow: Run, sharing: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    printed = narrow(sharing, "--axis", "s=0:2:5", "--axis", "c=1,2", "--out", str(path))
    assert f"written:{path}" in "".join(printed.split())  # a long path is broken anywhere
    with cg.open_sweep(path) as found:
        assert found["pure"].shape == (5, 2)
        assert "payoff" in found
        assert found["s"].attrs["long_name"] == "what sharing earns"
    narrow(sharing, "--axis", "s=0:2:5", "--axis", "c=1,2", "--out", str(path), "--codes")
    with cg.open_sweep(path) as found:
        assert "payoff" not in found


@pytest.mark.parametrize("show", [(), ("--show", "count"), ("--show", "payoff of university")])
def test_a_map_is_drawn(narrow: Run, sharing: str, tmp_path: Path, show: tuple[str, ...]) -> None:
    path = tmp_path / "map.png"
    found = json.loads(
        narrow(sharing, "--axis", "s=0:2:5", "--axis", "c=0:2:5", "--figure", str(path), *show, "--json")
    )
    assert found["files"] == [str(path)]
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_map_of_a_choice_is_drawn(narrow: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    axes = ("--axis", "s=0.1:0.9:5", "--axis", "p_1=1,2")
    narrow("team-production", *axes, "--example", "--regime", "G", "--show", "e_1", "--figure", str(path))
    assert path.read_bytes().startswith(b"%PDF-")


# --- what is read ---


def test_axes_are_exact() -> None:
    name, values = axis(" s = 0 : 1 : 4 ")
    assert (name, list(map(str, values))) == ("s", ["0", "1/3", "2/3", "1"])
    name, values = axis("c=0.1, 1/3,2e-1")
    assert (name, list(map(str, values))) == ("c", ["1/10", "1/3", "1/5"])


# --- refusals ---


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "there is no axis; expected --axis NAME=LOW:HIGH:COUNT or"),
        (("--axis", "s"), "'s' is no axis; expected NAME=LOW:HIGH:COUNT"),
        (("--axis", "s=0:1"), "'s=0:1' is no axis"),
        (("--axis", "s=0:1:2.5"), "'s=0:1:2.5' is no axis"),
        (("--axis", "s=0:1:1"), "a grid of 1 values; expected an integer of at least 2"),
        (("--axis", "s=1,a"), "'a' is not a number"),
        (("--axis", "s=1,1", "--set", "c=1"), "s is 1.0 twice on its axis"),
        (("--axis", "s=1", "--axis", "s=2"), "a parameter has two axes"),
        (("--axis", "s=1"), "c of sharing not set; expected --axis or --set for each, or --example"),
        (("--axis", "q=1"), "sharing has no parameter 'q'; expected one of s, c"),
        (("--axis", "s=1", "--set", "q=1"), "sharing has no parameter 'q'; expected one of s, c"),
        (("--axis", "s=1", "--set", "s=2", "--set", "c=1"), "s is set and has an axis; expected one of the two"),
        (("--axis", "s=1", "--set", "c=1", "--out", "found.csv"), "a name that ends in .nc or .zarr"),
        (("--axis", "s=1", "--set", "c=1", "--out", "no/where/found.nc"), "'no/where/found.nc' is in no folder"),
        (("--axis", "s=1", "--set", "c=1", "--figure", "map.jpg"), "'map.jpg' names no figure"),
        (("--axis", "s=1,2", "--set", "c=1", "--figure", "map.png"), "a map over s; expected two parameters"),
        (("--axis", "s=1,2", "--axis", "c=1,2", "--figure", "map.png", "--show", "q"), "no variable 'q' to show"),
        (
            ("--axis", "s=1,2", "--axis", "c=1,2", "--figure", "map.png", "--show", "payoff of firm"),
            "no player is called 'firm'; expected one of enterprise, university",
        ),
        (("--axis", "s=1", "--set", "c=1", "--regime", "C"), "has no regimes of cooperation"),
    ],
)
def test_bad_input_is_one_line(
    refused: Run, sharing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert words in refused("sweep", sharing, *arguments)
    assert [path.name for path in tmp_path.iterdir()] == ["sharing.toml"]


def test_points_outside_the_region_are_refused(refused: Run) -> None:
    told = refused("sweep", "alliance", "--axis", "theta=0:1:5", "--example")
    assert "theta=0.0 lies outside the region; expected theta > 0" in told


def test_a_regime_is_asked_for_where_there_are_several(refused: Run) -> None:
    told = refused("sweep", "team-production", "--axis", "s=0.5", "--example")
    assert "team-production has 4 regimes; expected --regime with one of G, S, F, B" in told
    told = refused("sweep", "team-production", "--axis", "s=0.5", "--example", "--regime", "Q")
    assert "has no regime 'Q'" in told
    told = refused("sweep", "team-production", "--axis", "f=1", "--example", "--regime", "G")
    assert "f does not occur in" in told
    assert "expected some of k_1, k_2, p_1, p_2, s" in told


def test_without_xarray_the_error_names_the_extra(refused: Run, sharing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xarray", None)
    assert 'pip install "innovation-coopgame[sweep]"' in refused("sweep", sharing, "--axis", "s=1", "--set", "c=1")
