"""The commands about sharing and design: what they print, and what they refuse."""

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

Run = Callable[..., str]

WORTHS = """\
players = ["E", "U", "G"]
[parameters]
s = "synergy of enterprise and university"
[worths]
E = 20
U = 10
G = 5
"E, U" = "30 + s"
"G, E" = 35
"U, G" = 20
"E, U, G" = "70 + s"
"""


@pytest.fixture
def worths(tmp_path: Path) -> str:
    """A game in coalitional form, in a file."""
    path = tmp_path / "system.toml"
    path.write_text(WORTHS, encoding="utf-8")
    return str(path)


@pytest.fixture
def narrow(run: Run) -> Run:
    """Run a command whose output must fit eighty columns, JSON apart."""

    def ran(*arguments: str) -> str:
        printed = run(*arguments)
        assert max(map(len, printed.split("\n"))) <= 80 or "--json" in arguments
        return printed

    return ran


def test_a_file_of_worths_is_divided(narrow: Run, worths: str) -> None:
    printed = narrow("share", worths, "--rule", "shapley", "--set", "s=30")
    for words in ("{E, U}: 60", "at s = 30", "E: 140/3 = 46.6667", "The core is not empty."):
        assert words in printed
    found = json.loads(narrow("share", worths, "--rule", "nucleolus", "--set", "s=30", "--json"))
    assert found["shares"] == {"E": "175/4", "U": "135/4", "G": "45/2"}
    assert "convention" not in found


def test_with_parameters_left_a_division_is_a_formula_with_its_condition(narrow: Run, worths: str) -> None:
    printed = narrow("share", worths, "--rule", "shapley")
    assert "E: s/2 + 95/3" in printed
    assert "The core is not empty if s >= -25" in printed


def test_unions_and_weights_are_read(narrow: Run, worths: str) -> None:
    printed = narrow("share", worths, "--rule", "owen", "--union", "E, U", "--union", "G", "--set", "s=30")
    assert "E: 45\n" in printed
    weights = [part for w in ("E=.8", "U=.1", "G=.1") for part in ("--weight", w)]
    printed = narrow("share", worths, "--rule", "modified-shapley", *weights, "--set", "s=30")
    assert "E: 280/3" in printed
    assert "not individually rational" in printed


@pytest.mark.parametrize(("convention", "alone"), [("pessimistic", "0"), ("optimistic", "10"), ("nash-response", "2")])
def test_a_venture_is_divided_by_what_coalitions_expect(narrow: Run, convention: str, alone: str) -> None:
    found = json.loads(
        narrow("share", "alliance", "--rule", "equal-surplus", "--convention", convention, "--example", "--json")
    )
    assert found["convention"] == convention.replace("-", "_")
    worth = {tuple(w["coalition"]): w["worth"] for w in found["worths"]}
    assert worth["enterprise 1", "enterprise 2"] == "4"
    if convention != "nash-response":
        assert (worth["enterprise 1",] == "0") == (convention == "pessimistic")


def test_every_rule_stands_beside_the_others(narrow: Run, worths: str) -> None:
    printed = narrow("compare-rules", worths, "--set", "s=30")
    for words in ("Shapley value", "nucleolus", "140/3", "in the core"):
        assert words in printed
    found = json.loads(narrow("compare-rules", "government-enterprise-university", "--json"))
    assert {rule["name"] for rule in found["rules"]} >= {"shapley", "nucleolus", "tau"}
    assert found["worths"][-1]["worth"] == "26"


def test_an_empty_core_is_told(narrow: Run, tmp_path: Path) -> None:
    path = tmp_path / "majority.toml"
    rows = "\n".join(f'"{c}" = {int(len(c) > 1)}' for c in ("A", "B", "C"))
    pairs = "\n".join(f'"{c}" = 1' for c in ("A, B", "A, C", "B, C", "A, B, C"))
    path.write_text(f'players = ["A", "B", "C"]\n[worths]\n{rows}\n{pairs}\n', encoding="utf-8")
    assert "The core is empty" in narrow("compare-rules", str(path))
    assert "The core is empty." in narrow("share", str(path), "--rule", "shapley")


def test_rules_stand_one_below_the_other_where_a_table_would_not_fit(narrow: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.toml"
    players = [f"enterprise number {k}" for k in range(4)]
    teams = [", ".join(team) for size in (1, 2, 3, 4) for team in combinations(players, size)]
    rows = "\n".join(f'"{team}" = {123457 * k}' for k, team in enumerate(teams))
    path.write_text(f"players = {json.dumps(players)}\n[worths]\n{rows}\n", encoding="utf-8")
    printed = narrow("compare-rules", str(path))
    assert "Shapley value\n  enterprise number 0: 864199/4" in printed


def test_a_design_says_what_to_pay_at_which_share_and_who_binds(narrow: Run) -> None:
    printed = narrow("design", "government-enterprise-university", "--example", "--set", "Delta_R=6")
    for words in (
        "to sustain (incentivise, collaborate, collaborate)",
        "theta at least",
        "least subsidy, paid as the payoffs say",
        "government wants it too if",
        "that it suffices, and that less does not: proved",
        "least subsidy: 3 (enterprise 3, at theta = 1/3)",
        "the same total for theta from 1/3 to 5/6",
        "binding: enterprise and university",
    ):
        assert words in printed
    found = json.loads(narrow("design", "alliance", "--json"))
    assert found["subsidy"]["proved"]
    assert found["omissions"] == []


def test_a_design_can_be_asked_for_another_profile_payment_and_sense(narrow: Run) -> None:
    printed = narrow("design", "alliance", "--target", "hold back, hold back", "--share", "theta")
    assert "to sustain (hold back, hold back)" in printed
    found = json.loads(narrow("design", "enterprise-university", "--paid-for", "outcome", "--as", "dominant", "--json"))
    assert (found["subsidy"]["payment"], found["subsidy"]["sustains"]) == ("outcome", "dominant")


def test_where_nothing_will_do_it_is_said(narrow: Run) -> None:
    values = [part for v in ("v_1=1", "v_2=1", "sigma=1", "c_1=9", "c_2=9") for part in ("--set", v)]
    printed = narrow("design", "alliance", *values)
    assert "no share will do" in printed
    assert "least subsidy: 16" in printed


def test_what_is_set_is_set_in_the_rule_too(narrow: Run, tmp_path: Path) -> None:
    path = tmp_path / "licence.toml"
    path.write_text(
        'rule = { fee = { licensor = "u", licensee = "e", fee = 2, royalty = "rho" } }\n'
        'region = ["R > 0", "c > 0", "rho >= 0", "rho <= 1"]\n'
        '[players]\ne = ["invest", "wait"]\nu = ["commit", "wait"]\n'
        '[parameters]\nR = "revenue"\nc = "cost"\nrho = "royalty"\n[revenue]\n"invest, commit" = "R"\ndefault = "0"\n'
        '[costs]\ne = { invest = "c", wait = "0" }\nu = { commit = "c", wait = "0" }\n',
        encoding="utf-8",
    )
    values = [part for v in ("R=10", "c=6", "rho=.3") for part in ("--set", v)]
    printed = narrow("design", str(path), "--target", "invest, commit", *values)
    assert "none exists" in printed
    assert "least subsidy: 3 (u 3)" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("share", "alliance"), "Missing option '--rule'"),
        (("share", "alliance", "--rule", "fair"), "no rule is called 'fair'; expected one of shapley, nucleolus"),
        (("share", "alliance", "--rule", "owen"), "the rule 'owen' needs --union"),
        (("share", "alliance", "--rule", "shapley", "--weight", "a=1"), "--weight is given for the rule 'shapley'"),
        (("share", "rd-cooperation", "--rule", "shapley"), "has no joint revenue of finitely many strategies"),
        (("share", "licensing", "--rule", "shapley"), "licensing has no joint revenue"),
        (("share", "alliance", "--rule", "shapley", "--set", "q=1"), "alliance has no parameter 'q'"),
        (("share", "alliance", "--rule", "shapley", "--convention", "rosy"), "Invalid value for '--convention'"),
        (("share", "government-enterprise-university", "--rule", "nucleolus"), "expected a rational number"),
        (("design", "licensing"), "licensing has no joint revenue"),
        (("design", "alliance", "--target", "invest"), "expected"),
        (("design", "alliance", "--target", ""), "expected one strategy for each of"),
        (("design", "alliance", "--payer", "q"), "the payer is 'q'; expected one of enterprise 1, enterprise 2"),
        (("design", "alliance", "--share", "q"), "alliance has no parameter 'q'"),
        (("design", "alliance", "--set", "theta=1/2"), "theta is set, but it is what is looked for"),
        (("compare-rules", "missing.toml"), "can't be read"),
    ],
)
def test_bad_input_is_one_line_naming_the_culprit(refused: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(*arguments)


def test_worths_with_a_parameter_left_are_not_compared(refused: Run, worths: str) -> None:
    assert "s of " in refused("compare-rules", worths)


def test_a_venture_of_a_file_names_no_profile_to_sustain(run: Run, refused: Run, tmp_path: Path) -> None:
    path = tmp_path / "transfer.toml"
    path.write_text(
        'rule = "equal"\nregion = ["R > 0", "c > 0"]\n[players]\ne = ["invest", "wait"]\nu = ["commit", "wait"]\n'
        '[parameters]\nR = "revenue"\nc = "cost"\n[revenue]\n"invest, commit" = "R"\ndefault = "0"\n'
        '[costs]\ne = { invest = "c", wait = "0" }\nu = { commit = "c", wait = "0" }\n',
        encoding="utf-8",
    )
    assert "names no profile to sustain; expected --target" in refused("design", str(path))
    assert "R >= 2*c" in run("design", str(path), "--target", "invest, commit")
