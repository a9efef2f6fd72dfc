"""Comparative statics: derivatives of outcomes, their signs and where they turn, proven."""

import pytest
import sympy as sp
from hypothesis import given, settings
from sympy import Rational, sqrt

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import CoopGameError, RegionError, SolverError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.statics import ComparativeStatic, Direction, comparative_statics
from coopgame.symbols import Region, parameters
from tests.solve.staged.drawn import Play, plays

S, b, gamma, beta, k, m, A, x, y = parameters("S b gamma beta k m A x y")
x1, x2, q1, q2 = parameters("x1 x2 q1 q2")
B = b * gamma
FIRMS = ("firm 1", "firm 2")


def earned(own: sp.Symbol, other: sp.Symbol, sold: sp.Symbol) -> sp.Expr:
    return (S - b * (q1 + q2) + own + beta * other) * sold - gamma * own**2 / 2


duopoly = StagedGame(
    {"firm 1": earned(x1, x2, q1), "firm 2": earned(x2, x1, q2)},
    (Stage("research", {"firm 1": x1, "firm 2": x2}), Stage("output", {"firm 1": q1, "firm 2": q2})),
    Region(S > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, x1 >= 0, x2 >= 0, q1 >= 0, q2 >= 0),
)
rivals = solve_staged(duopoly)
single = StagedGame({"one": (k * x + m * x - x**2) / 2}, Stage("only", {"one": x}), Region(k > 0, m > 0))


def same(found: Region, expected: Region, static: ComparativeStatic) -> bool:
    verdict = decide(Claim(sp.Equivalent(found.condition, expected.condition), static.region))
    return isinstance(verdict, Proved)


# Published results: d'Aspremont and Jacquemin (1988), catalogue A1


def test_rivals_do_less_research_the_more_spills_over() -> None:
    static = comparative_statics(rivals, of=x1, wrt=beta)
    assert static.direction is Direction.DECREASING
    assert static.strict
    assert static.turns == Region(sp.false)
    assert static.witnesses[0] is None
    assert static.witnesses[1] is not None
    assert str(static) == "x1 is decreasing in beta"


def test_it_falls_exactly_where_the_second_order_condition_holds() -> None:
    falls = sp.diff(rivals.choices[x1], beta) < 0
    soc = 2 * (2 - beta) ** 2 < 9 * B
    nonzero = sp.Ne(9 * B, 2 * (2 - beta) * (1 + beta))
    assert isinstance(decide(Claim(sp.Equivalent(falls, soc), duopoly.domain & nonzero)), Proved)


def test_effective_research_peaks_where_one_half_spills_over() -> None:
    static = comparative_statics(rivals, of=(1 + beta) * x1, wrt=beta)
    assert static.direction is Direction.AMBIGUOUS
    assert same(static.rises, Region(beta < Rational(1, 2)), static)
    assert same(static.falls, Region(beta > Rational(1, 2)), static)
    assert same(static.turns, Region(sp.Eq(beta, Rational(1, 2))), static)
    rising, falling = static.witnesses
    assert rising is not None
    assert falling is not None
    assert rising[beta] < Rational(1, 2) < falling[beta]
    assert str(static) == f"x1*(beta + 1) is ambiguous in beta; it rises if {static.rises}"


def test_profit_rises_with_spillovers_where_it_is_published() -> None:
    profit = duopoly.payoffs["firm 1"]
    static = comparative_statics(rivals, of=profit, wrt=beta, within=Region(beta < 1))
    assert same(static.rises, Region(27 * B * (1 - beta) > 2 * (2 - beta) ** 3), static)


# Properties


@settings(max_examples=6)
@given(plays(stages=(1, 2)))
def test_the_derivative_is_that_of_a_difference(play: Play) -> None:
    # one player is paid theta for each unit of one choice: how much everything moves with theta, by solving twice
    theta = parameters("theta")
    z, player = play.game.choices[0], play.game.players[0]
    paid = {p: u + theta * z if p == player else u for p, u in play.game.payoffs.items()}
    game = StagedGame(paid, play.game.stages, parameters=(theta,))
    at = {value: solve_staged(game.at({theta: value}), play.cooperation) for value in (0, 1)}
    for choice in game.choices:
        static = comparative_statics(solve_staged(game, play.cooperation), of=choice, wrt=theta)
        difference = at[1].choices[choice] - at[0].choices[choice]  # choices are linear in it
        assert static.derivative == difference
        expected = {1: Direction.INCREASING, -1: Direction.DECREASING, 0: Direction.CONSTANT}
        assert static.direction is expected[int(sp.sign(difference))]


# Directions


def test_what_does_not_depend_on_a_parameter_is_constant() -> None:
    outcome = solve_staged(StagedGame({"one": k * (x - x**2)}, Stage("only", {"one": x}), Region(k > 0)))
    static = comparative_statics(outcome, of=x, wrt=k)
    assert static.direction is Direction.CONSTANT
    assert static.derivative == 0
    assert static.turns == Region()
    assert not static.strict


def test_a_derivative_that_vanishes_throughout_the_region_is_constant_there() -> None:
    outcome = solve_staged(StagedGame({"one": k * m * x - x**2 / 2}, Stage("only", {"one": x}), parameters=(k, m)))
    static = comparative_statics(outcome, of=x, wrt=k, within=Region(sp.Eq(m, 0)))
    assert static.direction is Direction.CONSTANT
    assert static.derivative == m


def test_a_point_at_which_a_rising_quantity_stands_still_does_not_turn_it() -> None:
    outcome = solve_staged(StagedGame({"one": (k - 1) ** 3 * x - x**2 / 2}, Stage("only", {"one": x}), Region(k > 0)))
    static = comparative_statics(outcome, of=x, wrt=k)
    assert static.direction is Direction.INCREASING
    assert not static.strict
    assert static.turns == Region(sp.Eq(k, 1))


def test_powers_with_a_symbol_in_the_exponent_do_not_hide_a_sign() -> None:
    outcome = solve_staged(
        StagedGame({"one": k * x**A - m * x}, Stage("only", {"one": x}), Region(k > 0, m > 0, A > 0, A < 1, x > 0))
    )
    assert comparative_statics(outcome, of=x, wrt=k).direction is Direction.INCREASING
    assert comparative_statics(outcome, of=x, wrt=m).direction is Direction.DECREASING


def test_a_sign_that_is_beyond_the_prover_is_undecided_and_its_region_is_not_called_empty() -> None:
    outcome = solve_staged(
        StagedGame({"one": k * x**A - m * x}, Stage("only", {"one": x}), Region(k > 0, m > 0, A > 0, A < 1, x > 0))
    )
    static = comparative_statics(outcome, of=x, wrt=A)  # its derivative holds logarithms
    assert static.direction is Direction.UNDECIDED
    assert static.witnesses == (None, None)
    assert not static.strict
    beyond = comparative_statics(outcome, of=x, wrt=A, within=Region(3**A > 2))
    assert beyond.direction is Direction.UNDECIDED


def test_a_root_in_a_derivative_is_read() -> None:
    outcome = solve_staged(StagedGame({"one": 2 * k * sqrt(x) - x}, Stage("only", {"one": x}), Region(k > 0, x >= 0)))
    assert comparative_statics(outcome, of=sqrt(x), wrt=k).derivative == 1
    assert comparative_statics(outcome, of=x, wrt=k).direction is Direction.INCREASING


# Refusals


def test_only_parameters_of_the_game_are_differentiated_by() -> None:
    with pytest.raises(SymbolError) as error:
        comparative_statics(rivals, of=x1, wrt=q1)
    assert str(error.value) == "q1 is no parameter of the game; expected S, b, beta, gamma"


def test_what_is_differentiated_must_be_of_the_game() -> None:
    with pytest.raises(SymbolError, match="y is no choice or parameter of the game; expected x, k, m"):
        comparative_statics(solve_staged(single), of=x + y, wrt=k)


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(RegionError, match=r"there is no point in .*; expected a region that has one"):
        comparative_statics(solve_staged(single), of=x, wrt=k, within=Region(k + m < 0))
    with pytest.raises(CoopGameError, match="there is no point in never"):
        comparative_statics(solve_staged(single), of=x, wrt=k, within=Region(sp.false))


@pytest.mark.parametrize("budget", [0, -1.0, float("nan")])
def test_a_budget_must_be_positive(budget: float) -> None:
    with pytest.raises(SolverError, match=f"a budget of {budget} s leaves no time; expected a positive number of"):
        comparative_statics(solve_staged(single), of=x, wrt=k, budget=budget)
