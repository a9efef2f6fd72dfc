"""The benchmarks run in their short form, assert their answers, and judge a solver's mistakes as what they are."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.bimatrix import KINDS, drawn
from benchmarks.shared.two_players import SOLVERS, Judgement, exactly, fractions, judge
from coopgame.solve.extreme import extreme_equilibria

ROOT = Path(__file__).parents[1]
QUESTIONS = sorted((ROOT / "benchmarks").glob("*.py"))
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
