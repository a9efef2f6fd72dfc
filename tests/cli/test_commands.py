"""The command line: what it prints, and how it ends."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console, RenderableType
from typer.testing import CliRunner

from coopgame.claims.claim import Undecided
from coopgame.claims.decide import Unsettled
from coopgame.cli import app, commands, main, output, reporting, text
from coopgame.models import CATALOGUE, EVERY, find
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.numeric import nash_equilibria
from coopgame.solve.partition import partition
from coopgame.solve.pure import pure_equilibria
from coopgame.solve.staged import differences
from coopgame.symbols import Region

Run = Callable[..., str]

MODEL = """\
title = "Who pays for the laboratory?"
region = ["0 < alpha < 1", "R > 0", "0 < c < R"]

[players]
enterprise = ["invest", "wait"]
university = ["invest", "wait"]

[parameters]
alpha = "share of the enterprise"
R = "revenue"
c = "cost"

[payoffs]
"invest, invest" = ["alpha*R - c", "(1 - alpha)*R - c"]
"invest, wait" = ["-c", 0]
"wait, invest" = [0, "-c"]
"wait, wait" = [0, 0]

[[claims]]
name = "any share is enough"
statement = "alpha*R >= c"
"""
AT_A_POINT = ("--set", "alpha=0.4", "--set", "R=10", "--set", "c=1/3")


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A file of the user's."""
    path = tmp_path / "laboratory.toml"
    path.write_text(MODEL, encoding="utf-8")
    return str(path)


def test_models_are_listed(run: Run) -> None:
    printed = run("models")
    assert all(model.name in printed for model in EVERY)
    listed = json.loads(run("models", "--json"))
    assert [m["name"] for m in listed] == [m.name for m in EVERY]
    assert {m["kind"] for m in listed} == {"finite", "staged"}


@pytest.mark.parametrize("name", [m.name for m in EVERY])
def test_every_model_is_shown_in_eighty_columns(run: Run, name: str) -> None:
    printed = run("show", name)
    assert find(name).title in " ".join(printed.split())
    assert max(map(len, printed.split("\n"))) <= 80
    assert json.loads(run("show", name, "--json"))["name"] == name


def test_a_model_of_the_users_is_shown(run: Run, model: str) -> None:
    printed = run("show", model)
    for words in ("Who pays", "0 < alpha < 1", "together c < R", "(invest, wait)", "any share is enough"):
        assert words in printed


def test_with_every_parameter_set_equilibria_are_numbers(run: Run, model: str) -> None:
    printed = run("solve", model, *AT_A_POINT)
    assert "payoffs: enterprise 11/3; university 17/3" in printed
    assert "3 equilibria; all of them are listed." in printed
    assert printed.count("regret: 0") == 3
    found = json.loads(run("solve", model, *AT_A_POINT, "--json"))
    assert found["set"] == {"alpha": "2/5", "R": "10", "c": "1/3"}
    assert found["numeric"]["complete"] is True


def test_with_parameters_left_equilibria_have_conditions(run: Run, model: str) -> None:
    printed = run("solve", model, "--set", "R=10")
    for words in ("pure equilibria", "(wait, wait)", "always; strict", "mixed equilibria", "strict where all of it"):
        assert words in printed
    found = json.loads(run("solve", model, "--json"))
    assert {"pure", "mixed", "omissions"} <= set(found)
    assert found["pure"][0]["condition"]


def test_a_game_without_parameters_is_solved(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "game.nfg"
    path.write_text('NFG 1 R "" { "row" "column" } { 2 2 }  1 1  1 1  1 1  1 1', encoding="utf-8")
    printed = run("solve", str(path))
    assert "4 equilibria" in printed
    assert "Every mixture of 1, 2, 3, 4 is an equilibrium too." in printed


def test_what_can_not_be_solved_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "three.toml"
    names = ["a", "b", "c"]
    path.write_text(
        f"[players]\n{''.join(f'p{k} = {names}{chr(10)}' for k in range(3))}\n"
        '[parameters]\nx = "x"\n[payoffs]\ndefault = ["x", "x", "x"]\n"a, a, a" = ["x + 1", 0, 0]\n',
        encoding="utf-8",
    )
    assert "left out: " in run("solve", str(path))
    assert json.loads(run("solve", str(path), "--json"))["mixed"] is None


def test_regimes_are_listed_with_their_conditions(run: Run, model: str) -> None:
    printed = run("partition", model)
    assert re.search(r"\d+ cells, \d+ with an interior; 2 regimes:", printed)
    assert "(invest, invest) and (wait, wait)" in printed
    assert "for instance" in printed
    found = json.loads(run("partition", model, "--json"))
    assert found["undecided"] == []
    assert len([regime for regime in found["regimes"] if regime["interior"]]) == 2


def test_a_single_regime_holds_always(run: Run, model: str) -> None:
    assert "always" in run("partition", model, "--set", "R=10", "--set", "c=8")


def test_claims_are_decided_and_refuted_ones_have_a_witness(run: Run, model: str) -> None:
    printed = run("prove", model)
    assert "refuted   laboratory: any share is enough" in printed
    assert "fails at" in printed
    (found,) = json.loads(run("prove", model, "--json"))
    assert found["verdict"] == "refuted"
    assert found["witness"]
    assert found["seconds"] >= 0


def test_strict_wants_every_claim_proved(run: Run, model: str) -> None:
    run("prove", model, "--strict", code=1)


@pytest.mark.parametrize("pattern", ["knowledge-sharing-symmetric", "KNOWLEDGE-*-SYM*", "prisoner"])
def test_a_pattern_chooses_by_name_of_model_or_claim(run: Run, pattern: str) -> None:
    assert "prisoner" in run("prove", pattern)


def test_without_a_pattern_all_claims_are_meant() -> None:
    assert len(commands.chosen(None)) == sum(len(model.claims) for model in EVERY)


def test_an_undecided_claim_ends_with_one(run: Run, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "decide", lambda claim, budget: Undecided(claim, f"time ran out after {budget} s"))
    assert "time ran out after 0.5 s" in run("prove", model, "--budget", "0.5", code=1)


def test_a_claim_about_nothing_is_called_vacuous(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "vacuous.toml"
    path.write_text(MODEL.replace('name = "any', 'given = ["c > 2*R"]\nname = "any'), encoding="utf-8")
    assert "vacuous: no point satisfies the hypotheses" in run("prove", str(path))
    run("prove", str(path), "--strict", code=1)


def test_a_report_is_written(run: Run, model: str, tmp_path: Path) -> None:
    out = tmp_path / "report"
    found = json.loads(run("analyse", model, "--out", str(out), "--json"))
    assert len(found["files"]) == 5
    assert all(Path(file).is_file() for file in found["files"])
    assert found["page"] == str(out / "index.html")


def test_the_page_of_a_report_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "write", lambda model, out, step: out / "index.html")
    assert run("analyse", "alliance", "--out", "here") == f"{Path('here') / 'index.html'}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "knowledge-sharin"), "no model is called 'knowledge-sharin'; expected one of knowledge-sharing"),
        (("show", "missing.toml"), "can't be read: No such file"),
        (("show", "./what"), "is no model file; expected a name that ends in .toml or .nfg"),
        (("show", "missing.nfg"), "does not exist"),
        (("solve", "alliance", "--set", "alpha"), "'alpha' sets nothing; expected NAME=NUMBER"),
        (("solve", "alliance", "--set", "=1"), "'=1' sets nothing"),
        (("solve", "alliance", "--set", "q=1"), "the game has no parameter 'q'; expected one of"),
        (("solve", "alliance", "--set", "theta=1/0"), "'1/0' divides by zero"),
        (("solve", "alliance", "--set", "theta=nan"), "'nan' is not a number"),
        (("solve", "alliance", "--set", "theta=__import__('os')"), "is not a number"),
        (("solve", "alliance", "--set", "theta=1/2", "--set", "theta=1"), "'theta' is set twice"),
        (("solve", "alliance", "--set", "theta=7"), "theta=7 lies outside the region"),
        (("solve", "alliance", "--budget", "0"), "0.0 is no time to work in; expected a positive number"),
        (("solve", "alliance", "--budget", "nan"), "nan is no time to work in"),
        (("solve", "alliance", "--budget", "soon"), "Invalid value for '--budget'"),
        (("partition", "alliance", "--bogus"), "No such option: --bogus"),
        (
            ("partition", "rd-cooperation"),
            "rd-cooperation has continuous choices, and no profiles to map",
        ),
        (("compare", "alliance"), "alliance has finitely many strategies, and no regimes of cooperation to compare"),
        (("statics", "alliance"), "alliance has finitely many strategies"),
        (("compare", "rd-cooperatio"), "no model is called 'rd-cooperatio'; expected one of rd-cooperation"),
        (("solve", "rd-cooperation", "--set", "q=1"), "rd-cooperation has no parameter 'q'; expected one of a, A, b"),
        (("solve", "rd-cooperation", "--set", "beta=2"), "beta=2 lies outside the region; expected beta <= 1"),
        (("statics", "rd-cooperation", "--of", "q"), "rd-cooperation has no quantity 'q'; expected one of x (R&D of"),
        (("statics", "rd-cooperation", "--wrt", "q"), "rd-cooperation has no parameter 'q'; expected one of a, A, b"),
        (("statics", "rd-cooperation", "--regime", "q"), "rd-cooperation has no regime 'q'; expected one of rivals"),
        (("prove", "no such claim"), "no claim matches 'no such claim'"),
        (("analyse", "alliance"), "Missing option '--out'"),
        (("solve",), "Missing argument 'MODEL'"),
        (("solve", "alliance", "more"), "unexpected extra argument"),
        (("sovle",), "No such command 'sovle'"),
    ],
)
def test_bad_input_is_one_line_naming_the_culprit(refused: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(*arguments)


NOWHERE = ("--set", "a=20", "--set", "A=15", "--set", "b=2", "--set", "gamma=1/10", "--set", "beta=1/5")
AT_THE_EXAMPLE = tuple(part for name in ("a=20", "A=15", "b=2", "gamma=2", "beta=4/5") for part in ("--set", name))


def test_a_staged_model_is_shown_with_its_stages_and_bounds(run: Run) -> None:
    printed = run("show", "rd-subsidy")
    for words in (
        "N: rivals, no subsidy",
        "1. research: ",
        "bounds ",
        "0 <= beta <= 1",
        "quantities",
        "claims",
        "sources",
    ):
        assert words in printed
    found = json.loads(run("show", "rd-subsidy", "--json"))
    assert found["kind"] == "staged"
    assert len(found["regimes"]) == 5


def test_the_regimes_of_a_staged_model_are_solved_side_by_side(run: Run) -> None:
    printed = run("solve", "team-production")
    for words in (
        "G: given share",
        "S: share chosen beforehand",
        "  F  ",
        "wherever the parameters are in their domain",
    ):
        assert words in printed
    assert "if s <= 2/3" in run("solve", "cost-sharing-leader")
    found = json.loads(run("solve", "team-production", "--set", "p_1=2", "--json"))
    assert found["set"] == {"p_1": "2"}
    assert [regime["regime"] for regime in found["regimes"]] == ["G", "S", "F", "B"]
    assert "p_1" not in json.dumps([regime["quantities"] for regime in found["regimes"]])
    assert found["omissions"] == []


def test_with_every_parameter_set_a_staged_model_is_solved_in_numbers(run: Run) -> None:
    printed = run("solve", "rd-cooperation", *AT_THE_EXAMPLE)
    for words in ("25/66", "0.3788", "225/119"):  # d'Aspremont and Jacquemin's duopoly, worked out by other means
        assert words in printed
    found = json.loads(run("solve", "rd-cooperation", *AT_THE_EXAMPLE, "--json"))
    assert found["values"]["C"]["welfare"]["exact"] == "113750/15129"


def test_a_regime_without_an_outcome_at_the_values_is_said(run: Run) -> None:
    printed = run("solve", "rd-cooperation", *NOWHERE)
    assert "S has no outcome there: " in printed
    assert json.loads(run("solve", "rd-cooperation", *NOWHERE, "--json"))["values"] == {}


def test_regimes_are_compared(run: Run) -> None:
    printed = run("compare", "rd-cooperation")
    assert "compared where " in printed
    assert "S > M > C" in printed
    assert "N > C exactly if beta < 1/2" in printed
    assert "N > M exactly if beta < 7/17" in printed
    assert "so at A = " in printed
    found = json.loads(run("compare", "rd-cooperation", "--set", "beta=1/4", "--json"))
    assert found["rankings"][0]["chains"] == ["S > N > M > C"]
    assert found["omissions"] == []


def test_where_fewer_than_two_regimes_have_an_outcome_nothing_is_compared(refused: Run) -> None:
    assert "S has no outcome there" in refused("compare", "rd-cooperation", *NOWHERE)


def test_what_was_not_decided_of_two_regimes_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences, "find_point", lambda *_, **__: Unsettled("time ran out"))
    assert "undecided, time ran out" in run("compare", "team-production")


def test_quantities_answer_to_parameters_by_a_sign(run: Run) -> None:
    printed = run("statics", "rd-cooperation", "--wrt", "beta")
    assert re.search(r"R&D of each enterprise +- +\+ +\+ +\+", printed)
    assert "effective R&D in N with beta: rises exactly if beta < 1/2" in printed
    assert "falls at A = " in printed
    printed.encode("ascii")
    (found,) = json.loads(
        run("statics", "rd-cooperation", "--of", "pi", "--wrt", "beta", "--regime", "research cartel", "--json")
    )["statics"]
    assert (found["quantity"], found["direction"]) == ("profit of each enterprise", "increasing")


def test_a_sign_that_is_zero_somewhere_says_where(run: Run) -> None:
    printed = run("statics", "risky-project", "--regime", "O", "--wrt", "T", "--of", "effort")
    assert "(1) effort in O with T: decreasing, but it stays if rho == 0" in printed


def test_claims_of_staged_models_are_decided(run: Run) -> None:
    printed = run("prove", "licensing-contracts")
    assert "proved" in printed
    assert "licensing-contracts: " in printed


def test_a_report_on_a_staged_model_is_written(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("analyse", "team-production", "--out", str(tmp_path), "--json"))
    assert {Path(file).name for file in found["files"]} >= {
        "index.html",
        "report.tex",
        "quantities.pdf",
        "results.json",
    }


def test_a_file_without_claims_has_nothing_to_prove(refused: Run, tmp_path: Path) -> None:
    path = tmp_path / "silent.toml"
    path.write_text(MODEL.split("[[claims]]", maxsplit=1)[0], encoding="utf-8")
    assert "makes no claim" in refused("prove", str(path))


def test_an_output_folder_that_cannot_be_written_is_refused(refused: Run, model: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert "is not a folder" in refused("analyse", model, "--out", str(tmp_path / "taken"))
    assert "can't be written" in refused("analyse", model, "--out", str(tmp_path / "taken" / "below"))


def test_the_version_is_printed(run: Run) -> None:
    assert re.fullmatch(r"coopgame \d+\.\d+\.\d+\S*\n", run("--version"))


@pytest.mark.parametrize("command", ["models", "show", "solve", "partition", "compare", "statics", "prove", "analyse"])
def test_help_has_examples(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert f"coopgame {command}" in " ".join(done.output.split())


def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert "Commands" in told.out + told.err
    assert "error:" not in told.err


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "emit", interrupted)
    assert main(["models"]) == 130


def test_long_lines_wrap_with_an_indent() -> None:
    words = " ".join(["word"] * 40)
    written = io.StringIO()
    Console(width=40, file=written).print(text.line(words, 1))
    wrapped = written.getvalue().rstrip("\n").split("\n")
    assert wrapped[0].startswith("  word")
    assert all(line.startswith("      word") for line in wrapped[1:])
    assert max(map(len, wrapped)) <= 40
    assert " ".join(line.strip() for line in wrapped) == words


def test_progress_is_shown_at_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with output.progress("working") as step:
        step("more work")
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    with output.progress("working") as step:
        step("more work")
    assert "work" in capsys.readouterr().err


def test_a_broken_pipe_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(output._Console, "print", broken)
    monkeypatch.setattr(output, "os", SimpleNamespace(dup2=lambda *_: None, open=lambda *_: 1, devnull="", O_WRONLY=0))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    assert main(["models"]) == output.BROKEN_PIPE
    with pytest.raises(BrokenPipeError):
        output._Console().on_broken_pipe()


def printed(parts: Iterable[RenderableType]) -> str:
    written = io.StringIO()
    Console(width=80, file=written).print(*parts, sep="\n")
    return written.getvalue()


def test_what_is_undecided_or_on_boundaries_is_counted() -> None:
    cut = partition(find("knowledge-sharing-symmetric", CATALOGUE).game)
    always = replace(cut.regimes[0], condition=Region())
    thin = replace(cut.regimes[0], full_dimensional=False)
    told = printed(text.regimes(replace(cut, regimes=(always, thin), undecided=(Region(cut.game.symbols[0] > 5),))))
    for words in ("  always", "1 more regime on boundaries only", "undecided: whether there are points with alpha > 5"):
        assert words in told


def test_sets_of_equilibria_that_are_no_hull_are_told() -> None:
    model = find("knowledge-sharing-symmetric", CATALOGUE)
    found = nash_equilibria(model.game.at(model.example))
    told = printed(text.numeric(replace(found, continua=("A curve.",), complete=False), model))
    assert "there may be more" in told
    assert "A curve." in told


def test_a_strict_condition_of_its_own_is_told() -> None:
    model = find("knowledge-sharing-symmetric", CATALOGUE)
    alpha, c, *_ = model.game.symbols
    (*_, both) = pure_equilibria(model.game)
    odd = replace(both, condition=Region(c >= 1), strict_condition=Region(alpha > c))
    assert "strict if alpha > c" in printed(text.equilibria([odd], model))
    never = replace(both, condition=Region(), strict_condition=NEVER)
    assert "never strict" in printed(text.equilibria([never], model))


def shell(command: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("coopgame")
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command.replace('coopgame', str(program))}"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["coopgame show nothing", "coopgame show --nothing"])
def test_the_program_itself_ends_with_2_and_no_traceback(command: str) -> None:
    done = shell(command)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_reader_that_leaves_is_no_error() -> None:
    done = shell("coopgame models | true; exit ${PIPESTATUS[0]}")
    assert done.returncode in {0, 141}
    assert done.stderr == ""


def test_help_loads_no_algebra() -> None:
    code = "import sys; from coopgame.cli import main; main(['--help']); sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
