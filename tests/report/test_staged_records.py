"""Results on staged models for machines, and the folder of a report on one."""

import json
from pathlib import Path

import pytest

from coopgame.report import staged_records
from coopgame.report.analyse import CURVES, FILES, analyse, staged_results
from coopgame.report.staged_analysis import StagedAnalysis
from tests.report.models import duopoly, hostile_staged, laboratory


@pytest.fixture(scope="module")
def found(of_duopoly: StagedAnalysis) -> dict[str, object]:
    record: dict[str, object] = json.loads(staged_results(of_duopoly))
    return record


def test_the_model_is_written_whole(found: dict[str, object]) -> None:
    model = staged_records.model(duopoly())
    assert found["model"] == model
    assert model["kind"] == "staged"
    assert [p["example"] for p in model["parameters"]] == ["5", "4", "4/5"]
    rivals, cartel = model["regimes"]
    assert rivals["cooperation"] == {}
    assert cartel["cooperation"] == {"research": [["enterprise 1", "enterprise 2"]]}
    assert rivals["game"]["stages"][0] == {
        "name": "research",
        "choices": {"enterprise 1": ["x_1"], "enterprise 2": ["x_2"]},
    }


def test_weights_are_written_with_the_players() -> None:
    (regime, _) = duopoly().regimes
    object.__setattr__(regime, "cooperation", {"research": ({"enterprise 1": 2, "enterprise 2": 1},)})
    assert staged_records.regime(regime)["cooperation"] == {"research": [{"enterprise 1": "2", "enterprise 2": "1"}]}


def test_closed_forms_come_with_each_of_their_conditions(of_duopoly: StagedAnalysis) -> None:
    cartel = staged_records.solution(of_duopoly.solutions[1])
    assert cartel["regime"] == "C"
    assert set(cartel["choices"]) == {"x_1", "x_2", "q_1", "q_2"}
    assert cartel["choices"]["x_1"] == cartel["choices"]["x_2"]
    assert set(cartel["quantities"]) == {"R&D", "profit", "welfare"}
    assert cartel["condition"]
    assert cartel["stability"] == []
    assert cartel["witness"]


def test_a_ranking_is_written_as_chains_edges_and_pairs(of_duopoly: StagedAnalysis) -> None:
    research, profit, _ = (staged_records.ranking(*ranked) for ranked in of_duopoly.rankings)
    (pair,) = research["pairs"]
    assert (pair["first"], pair["second"], pair["relation"]) == ("N", "C", "depends")
    assert (pair["first_greater"], pair["second_greater"]) == (["beta < 1/2"], ["beta > 1/2"])
    assert pair["above"]
    assert pair["below"]
    assert profit["chains"] == ["C >= N"]
    assert profit["order"] == [{"greater": "C", "less": "N", "relation": ">="}]


def test_statics_and_numbers_are_written(found: dict[str, object], of_duopoly: StagedAnalysis) -> None:
    static = staged_records.static(of_duopoly.statics[0])
    assert (static["quantity"], static["regime"], static["parameter"]) == ("R&D", "N", "beta")
    assert (static["direction"], static["strict"]) == ("decreasing", True)
    example = staged_records.example(of_duopoly.solutions, of_duopoly.model.example)
    assert example["values"]["N"]["R&D"] == {"exact": "25/66", "decimal": pytest.approx(25 / 66)}
    assert found["example"] == json.loads(json.dumps(example))


def test_a_report_on_a_staged_model_is_five_files_and_takes_those_of_a_former_one_away(tmp_path: Path) -> None:
    told: list[str] = []
    page = analyse(duopoly(), tmp_path / "report", told.append)
    assert {path.name for path in page.parent.iterdir()} == {*FILES, CURVES}
    assert json.loads((page.parent / "results.json").read_text(encoding="utf-8"))["model"]["name"] == "duopoly"
    assert told[-1] == "writing"
    analyse(laboratory(), tmp_path / "report")
    assert "quantities.pdf" not in {path.name for path in page.parent.iterdir()}


def test_without_a_map_there_is_no_file_of_maps(tmp_path: Path) -> None:
    page = analyse(hostile_staged(), tmp_path)
    assert "regimes.pdf" not in {path.name for path in page.parent.iterdir()}
