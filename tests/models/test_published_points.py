"""Known values of the catalogue's models, at points where they were worked out by other means."""

from fractions import Fraction

import pytest

from coopgame import PerPlayer, parse, pure_equilibria
from coopgame.models.government_enterprise_university import MODEL as TRIPARTITE
from coopgame.models.heterogeneous_knowledge import MODEL as HETEROGENEOUS
from coopgame.models.heterogeneous_knowledge import peak
from coopgame.models.knowledge_sharing import MODEL as SHARING
from coopgame.models.knowledge_sharing_symmetric import MODEL as SYMMETRIC
from coopgame.models.licensing import MODEL as LICENSING
from coopgame.models.open_patents import MODEL as OPEN_PATENTS

# The tripartite table: what government, enterprise and university get, the first strategy of each written 1.
TABLE = {
    "111": ("R_g + E_g - C_g - S_e - S_u", "pi_e + theta*Delta_R - C_e + S_e", "pi_u + (1-theta)*Delta_R - C_u + S_u"),
    "110": ("-C_g - S_e + F_u", "pi_e - C_e + S_e + D", "pi_u + B_u - D - F_u"),
    "101": ("-C_g - S_u + F_e", "pi_e + B_e - D - F_e", "pi_u - C_u + S_u + D"),
    "100": ("-C_g + F_e + F_u", "pi_e - F_e", "pi_u - F_u"),
    "011": ("R_g", "pi_e + theta*Delta_R - C_e", "pi_u + (1-theta)*Delta_R - C_u"),
    "010": ("-L", "pi_e - C_e + D", "pi_u + B_u - D"),
    "001": ("-L", "pi_e + B_e - D", "pi_u - C_u + D"),
    "000": ("-L", "pi_e", "pi_u"),
}

ORDER = [
    "R_g",
    "E_g",
    "C_g",
    "S_e",
    "S_u",
    "F_e",
    "F_u",
    "L",
    "pi_e",
    "pi_u",
    "theta",
    "Delta_R",
    "C_e",
    "C_u",
    "D",
    "B_e",
    "B_u",
]
SETS = {
    "T1": ("10 8 2 2 2 1 1 3 5 4 0.6 12 3 3 1 2 2", {"111"}),
    "T2": ("10 2 2 2 2 1 1 3 5 4 0.6 12 3 3 1 2 2", {"011"}),
    "T3": ("10 6 2 1 1 1 1 3 5 4 0.6 12 5 4 1 2 2", {"111", "100"}),
    "T4": ("10 1 2 1 1 0.25 0.25 1 5 4 0.6 10 9 8 1 2 2", {"000"}),
    "T5": ("10 3 2 4 1 2 2 3 5 4 0.6 5 4 2 1 3 2", set()),
}


def profile(code: str) -> PerPlayer[str]:
    game = TRIPARTITE.game
    return PerPlayer(game.players, (own[1 - int(digit)] for own, digit in zip(game.strategies, code, strict=True)))


@pytest.mark.parametrize("code", TABLE)
def test_the_tripartite_payoffs_are_those_of_the_table(code: str) -> None:
    for payoff, written in zip(TRIPARTITE.game.payoffs(profile(code)), TABLE[code], strict=True):
        assert (payoff - parse(written, TRIPARTITE.game.symbols)).expand() == 0


@pytest.mark.parametrize("name", SETS)
def test_the_strict_equilibria_at_the_known_parameter_sets(name: str) -> None:
    values, stable = SETS[name]
    game = TRIPARTITE.game.at(dict(zip(ORDER, values.split(), strict=True)))
    strict = {e.profile for e in pure_equilibria(game) if e.strict_condition.condition == True}  # noqa: E712
    assert strict == {profile(code) for code in stable}


def test_the_example_of_the_tripartite_model_is_the_set_with_two_stable_outcomes() -> None:
    values = SETS["T3"][0].split()
    assert [TRIPARTITE.game.region.symbols, len(TRIPARTITE.parameters)] == [TRIPARTITE.game.symbols, 17]
    assert [str(p.symbol) for p in TRIPARTITE.parameters] == ORDER
    assert [p.example for p in TRIPARTITE.parameters] == [Fraction(value) for value in values]


@pytest.mark.parametrize(
    ("size", "reduction", "no_licence", "fee", "by_fee", "by_royalty"),
    [
        (6, 1, Fraction(64, 9), Fraction(8, 3), Fraction(73, 9), Fraction(79, 9)),
        (10, 4, 36, Fraction(160, 9), Fraction(356, 9), 44),
        (15, 10, Fraction(1225, 9), Fraction(600, 9), Fraction(1225, 9), Fraction(1375, 9)),
    ],
)
def test_the_owner_earns_what_is_known_of_fee_and_royalty(
    size: int, reduction: int, no_licence: Fraction, fee: Fraction, by_fee: Fraction, by_royalty: Fraction
) -> None:
    # Contracts cost nothing in the published comparison; here t > 0, and is added back.
    t = Fraction(1, 8)
    game = LICENSING.game.at({"S": size, "epsilon": reduction, "g": 1000, "t": t, "m": 0})
    rely = "rely on the licence"
    assert game.payoff("owner", ("no licence", rely)) == no_licence
    assert game.payoff("owner", ("fee", rely)) + t == by_fee
    assert game.payoff("owner", ("royalty", rely)) + t == by_royalty
    assert game.payoff("owner", ("fee", rely)) - game.payoff("owner", ("fee", "develop")) == fee


@pytest.mark.parametrize(
    ("sigma", "stable"),
    [("1", {"withhold"}), ("2", {"share", "withhold"}), ("3", {"share", "withhold"})],
)
def test_sharing_is_an_equilibrium_from_the_boundary_on(sigma: str, stable: set[str]) -> None:
    game = SYMMETRIC.game.at({"alpha": "1/2", "k": 6, "sigma": sigma, "c": 1, "ell": 1})
    assert {e.profile[0] for e in pure_equilibria(game) if e.profile} == stable


def test_of_two_unequal_enterprises_the_one_with_more_to_lose_decides() -> None:
    at = {str(symbol): value for symbol, value in SHARING.example.items()}
    both = ("share", "share")
    for leakage, lasts in ((1, True), (2, True), (Fraction(9, 4), False)):
        found = {e.profile for e in pure_equilibria(SHARING.game.at(at | {"ell_1": leakage}))}
        assert (both in found) is lasts


def test_open_patents_pay_against_a_competitor_from_the_boundary_on() -> None:
    at = {str(symbol): value for symbol, value in OPEN_PATENTS.example.items()} | {"f": 1, "epsilon": 2}
    for expansion, openness in ((1, {"keep"}), (2, {"open", "keep"}), (3, {"open"})):
        found = {e.profile for e in pure_equilibria(OPEN_PATENTS.game.at(at | {"eta": expansion}))}
        assert found == {(choice, "enter") for choice in openness}


def test_the_peak_of_learning_at_the_example() -> None:
    assert peak.subs(HETEROGENEOUS.example) == Fraction(3, 2)
