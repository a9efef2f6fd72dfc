"""The benchmarks run in their short form, assert their answers, and judge a solver's mistakes as what they are.

What is told of them, in README.md and in figures, is told from their results.
"""

import json
import os
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import coopgame as cg
from benchmarks import figures, table
from benchmarks.bimatrix import KINDS, drawn
from benchmarks.shared.fresh import fresh
from benchmarks.shared.limited import within
from benchmarks.shared.points import (
    any_game,
    assert_pure,
    assert_same,
    beside_ties,
    deviation_gains,
    enterprise_university,
    exact_answer,
    exact_point,
    on_ties,
    scattered,
)
from benchmarks.shared.results import FOLDER
from benchmarks.shared.three_players import compared_by_polynomials, isolated, stands
from benchmarks.shared.two_players import SOLVERS, Judgement, exactly, fractions, judge
from coopgame.solve.extreme import extreme_equilibria

ROOT = Path(__file__).parents[1]
READERS = {"figures", "table"}  # of results, which they don't measure
QUESTIONS = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if path.stem not in READERS)
ARRAYS = next(solver for solver in SOLVERS if solver.name == "nashpy, supports")
GAMBIT = next(solver for solver in SOLVERS if solver.name == "Gambit, rational")

BATTLE = (np.array([[2, 0], [0, 1]]), np.array([[1, 0], [0, 2]]))
THREE = [([1.0, 0.0], [1.0, 0.0]), ([0.0, 1.0], [0.0, 1.0]), ([2 / 3, 1 / 3], [1 / 3, 2 / 3])]


@pytest.mark.parametrize("script", QUESTIONS, ids=lambda path: path.stem)
def test_a_benchmark_answers_its_question_in_the_short_form(script: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, script, "--quick", "--out", tmp_path], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr
    (written,) = tmp_path.iterdir()
    content = json.loads(written.read_text(encoding="utf-8"))
    assert written.stem == script.stem
    assert content["quick"]
    assert content["rows"]
    assert {"cpu", "cores", "python", "packages", "date"} <= set(content["machine"])
    assert str(ROOT) not in written.read_text(encoding="utf-8")


def verdict(*profiles: Any) -> Judgement:
    a, b = BATTLE
    truth = set(exactly(GAMBIT, GAMBIT.attempt(GAMBIT.prepare(a, b))))
    assert len(truth) == 3
    return judge(ARRAYS, [tuple(map(np.array, profile)) for profile in profiles], truth, a, b)


def test_a_full_answer_is_neither_incomplete_nor_wrong() -> None:
    assert verdict(*THREE) == Judgement(missing=False, wrong=False, raised=False)


def test_an_equilibrium_left_out_is_missing() -> None:
    assert verdict(*THREE[1:]) == Judgement(missing=True, wrong=False, raised=False)


@pytest.mark.parametrize(
    "profile",
    [
        ([1.0, 0.0], [0.0, 1.0]),
        ([0.5, 0.5], [0.5, 0.5]),
        ([np.nan, np.nan], [1.0, 0.0]),
        ([2.0, -1.0], [1.0, 0.0]),
        ([1.0], [1.0, 0.0]),
    ],
    ids=["regret", "mixed with regret", "NaN", "no distribution", "too short"],
)
def test_a_profile_that_is_no_equilibrium_is_wrong(profile: Any) -> None:
    assert verdict(*THREE, profile) == Judgement(missing=False, wrong=True, raised=False)


def test_an_equilibrium_that_is_not_extreme_is_not_wrong() -> None:
    zero = np.zeros((2, 2), dtype=np.int64)
    inner = [(np.array([0.5, 0.5]), np.array([0.5, 0.5]))]
    truth = set(exactly(GAMBIT, GAMBIT.attempt(GAMBIT.prepare(zero, zero))))
    assert judge(ARRAYS, inner, truth, zero, zero) == Judgement(missing=True, wrong=False, raised=False)


def test_games_are_of_the_kind_they_are_listed_under() -> None:
    for kind in KINDS:
        for a, b in drawn(3, kind, 5):
            assert extreme_equilibria(fractions(a), fractions(b)).degenerate == (kind == "degenerate")


def test_an_exception_is_a_finding_about_a_peer_but_ends_the_run_of_an_exact_solver() -> None:
    a, b = BATTLE
    refusal = GAMBIT.attempt(None)
    assert judge(GAMBIT, refusal, {((1.0,), (1.0,))}, a, b) == Judgement(missing=True, wrong=False, raised=True)
    with pytest.raises(type(refusal)):
        exactly(GAMBIT, refusal)


def test_points_on_ties_are_on_them_exactly_and_those_beside_are_not_the_same_points() -> None:
    game = enterprise_university()
    ties = on_ties(game, 40, 0)
    gains = deviation_gains(game)
    for k in range(40):
        point = exact_point(ties, k)
        assert any(gain.subs(point) == 0 for gain in gains)
        assert game.region.contains(point)
    beside = beside_ties(ties, 0)
    moved = [sum(beside[s][k] != ties[s][k] for s in ties) for k in range(40)]
    assert set(moved) <= {0, 1}
    assert sum(moved) > 30


def test_a_point_stands_for_the_decimals_that_its_floats_print_as() -> None:
    columns = {s: np.array([0.1]) for s in any_game((2,)).symbols}
    assert set(exact_point(columns, 0).values()) == {Fraction(1, 10)}


@pytest.mark.parametrize("variable", ["pure", "strict", "count", "continuum", "complete", "probability", "payoff"])
def test_a_sweep_that_says_anything_else_than_the_exact_solver_is_found_out(variable: str) -> None:
    game = enterprise_university()
    columns = scattered(game, 3, 0)
    swept = cg.sweep(game, cg.scenarios(columns), engine=cg.Engine.NUMPY)
    for k in range(3):
        assert_same(swept, k, exact_answer(game, columns, k), game, listed=True)
    wrong = swept.copy(deep=True)
    values = np.array(wrong[variable].values)
    values[1] = 1 - values[1] if values.dtype == bool else values[1] + 1
    wrong[variable] = (wrong[variable].dims, values)
    with pytest.raises(AssertionError, match="point 1"):
        assert_same(wrong, 1, exact_answer(game, columns, 1), game, listed=True)


def test_a_wrong_pure_equilibrium_is_found_out_at_any_point() -> None:
    game = enterprise_university()
    columns = scattered(game, 50, 0)
    swept = cg.sweep(game, cg.scenarios(columns), engine=cg.Engine.NUMPY)
    assert assert_pure(swept, game, columns) == 50
    swept["pure"] = swept["pure"] + 1
    with pytest.raises(AssertionError):
        assert_pure(swept, game, columns)


def test_an_answer_between_three_players_is_judged_by_regret_and_by_what_it_lacks() -> None:
    game = any_game((2, 2, 2))
    columns = scattered(game, 3, 0)
    tables = [np.array([[[2.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 1.0]]])] * 3
    first, half = np.array([1.0, 0.0]), np.array([0.5, 0.5])
    assert stands((first,) * 3, tables)
    assert not stands((half,) * 3, tables)
    assert not stands((first, first, 1 - first), tables)
    assert len(isolated(exact_answer(game, columns, 0))) % 2 == 1
    told = compared_by_polynomials(game, columns, 20.0)
    assert (told.points, told.wrong, told.raised) == (3, 0, 0)
    stopped = compared_by_polynomials(game, columns, 1e-6)
    assert (stopped.missing, stopped.raised, stopped.erring) == (3, 3, 3)


def test_what_does_not_end_is_ended() -> None:
    assert within(0.2, lambda: time.sleep(60)) is None
    answer = within(20.0, lambda: 7)
    assert answer is not None
    assert answer[1] == 7


def test_steps_in_a_fresh_process_are_timed_one_by_one_and_their_memory_is_seen() -> None:
    steps = {"set up": "import os, time", "sleep": "time.sleep(0.2)", "hold": "held = bytearray(os.urandom(1) * 10**8)"}
    laps, noted = fresh({**steps, "tell": "watch.note(process=os.getpid())"})
    assert noted["process"] != os.getpid()
    assert laps["sleep"]["wall"] >= 0.2 > laps["sleep"]["processor"]
    assert laps["hold"]["kept"] >= 0.9e8 > laps["sleep"]["peak"]
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        fresh({"fail": "1 / 0"})


def test_the_table_of_the_readme_is_that_of_the_results() -> None:
    told = table.block(table.README.read_text(encoding="utf-8"))
    assert told in {None, table.table()}
    assert not table.TABLE.exists() or table.TABLE.read_text(encoding="utf-8") == table.table()


def test_a_table_goes_between_its_markers_and_nowhere_else() -> None:
    text = f"before\n\n{table.BEGIN}\nold\n{table.END}\n\nafter\n"
    made = table.replaced(text, "| new |\n")
    assert made == f"before\n\n{table.BEGIN}\n\n| new |\n\n{table.END}\n\nafter\n"
    assert table.block(made) == "| new |\n"
    assert table.block("no markers") is None
    with pytest.raises(ValueError, match="no markers"):
        table.replaced("no markers", "| new |\n")


def test_every_section_of_the_table_reads_its_results() -> None:
    made = table.table()
    for name in table.SECTIONS:
        if (FOLDER / f"{name}.json").exists():
            assert "\n".join(table.SECTIONS[name](FOLDER)) in made


def test_figures_show_every_way_that_has_results() -> None:
    rows = [{"way": way, "points": 10, "seconds a point": 1e-6} for way in figures.WAYS]
    (axes,) = figures.peers({"rows": rows, "machine": {"cpu": "one"}}).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == list(figures.WAYS.values())
    parts = [{"part": "points", "points": n, "cores": c, "seconds": n / c} for n in (10, 100) for c in (1, 2)]
    ratios = {"graph": 0.5, "solved": 1.0, "gathered": 1.5}
    parts += [{"part": "chunks", "points": 100, "chunk": chunk, **ratios} for chunk in (10, 20)]
    left, right = figures.scaling({"rows": parts}).axes
    assert len(left.lines) == 2
    assert [np.asarray(line.get_ydata()).tolist() for line in right.lines[:2]] == [[1.5, 1.5], [2.0, 2.0]]
