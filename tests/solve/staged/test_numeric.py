"""Backward induction in numbers: published points, what must not change an outcome, and what is refused."""

import pickle
from collections.abc import Mapping
from typing import Any

import pytest
import sympy as sp
from sympy import Rational, exp, log, sqrt

from coopgame.errors import CoopGameError, ExpressionError, GameError, SolverError, SymbolError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.numeric import NumericOutcome, solve_staged_numeric
from coopgame.symbols import Region, parameters

x1, x2, q1, q2, s, e1, e2, phi, Qe = parameters("x1 x2 q1 q2 s e1 e2 phi Qe")
FIRMS = ("firm 1", "firm 2")
ALONE: Mapping[str, Any] = {}
CARTEL = {"research": (FIRMS,)}
MERGED = {"research": (FIRMS,), "output": (FIRMS,)}


def close(value: Any, rel: float = 1e-11) -> Any:
    return pytest.approx(float(value), rel=rel, abs=1e-13)


# --- published results


def duopoly(a: Any, A: Any, b: Any, gamma: Any, beta: Any, *, subsidy: bool = False) -> StagedGame:
    """Research with spillovers on its results, then Cournot competition (d'Aspremont and Jacquemin, 1988)."""
    research, output = (x1, x2), (q1, q2)
    profits = [
        (a - b * (q1 + q2)) * output[k] - (A - research[k] - beta * research[1 - k]) * output[k]
        - gamma * research[k] ** 2 / 2
        for k in (0, 1)
    ]  # fmt: skip
    stages = (
        Stage("research", dict(zip(FIRMS, research, strict=True))),
        Stage("output", dict(zip(FIRMS, output, strict=True))),
    )
    if not subsidy:
        return StagedGame(dict(zip(FIRMS, profits, strict=True)), stages)
    paid_out = {firm: u + s * x for firm, u, x in zip(FIRMS, profits, research, strict=True)}
    welfare = sum(profits) + b * (q1 + q2) ** 2 / 2
    return StagedGame({"government": welfare, **paid_out}, (Stage("policy", {"government": s}), *stages))


POINTS = [(10, 8, 1, 3, Rational(3, 10)), (20, 15, 2, 2, Rational(4, 5)), (100, 80, 1, 4, Rational(1, 2))]


@pytest.mark.parametrize(
    ("point", "cooperation", "research", "total", "profit"),
    [
        (POINTS[0], ALONE, Rational(340, 1129), Rational(1800, 1129), Rational(636600, 1274641)),
        (POINTS[0], CARTEL, Rational(260, 1181), Rational(1800, 1181), Rational(600, 1181)),
        (POINTS[0], MERGED, Rational(260, 1031), Rational(1200, 1031), Rational(600, 1031)),
        (POINTS[1], ALONE, Rational(25, 66), Rational(125, 66), Rational(14375, 8712)),
        (POINTS[1], CARTEL, Rational(25, 41), Rational(250, 123), Rational(625, 369)),
        (POINTS[1], MERGED, Rational(225, 319), Rational(500, 319), Rational(625, 319)),
        (POINTS[2], ALONE, Rational(40, 21), Rational(320, 21), Rational(3200, 63)),
        (POINTS[2], CARTEL, Rational(40, 21), Rational(320, 21), Rational(3200, 63)),
        (POINTS[2], MERGED, Rational(24, 11), Rational(128, 11), Rational(640, 11)),
    ],
)
def test_research_and_output_of_a_spillover_duopoly_in_its_regimes(
    point: tuple[Any, ...], cooperation: Mapping[str, Any], research: Any, total: Any, profit: Any
) -> None:
    merged = cooperation is MERGED
    found = solve_staged_numeric(duopoly(*point), cooperation, symmetric=(FIRMS,) if merged else ())
    assert found.choices[x1] == close(research)
    assert found.choices["x2"] == close(research)
    assert found.value(q1 + q2) == close(total)
    assert found.payoffs["firm 1"] == close(profit)
    assert found.converged
    assert found.regret < 1e-12


@pytest.mark.parametrize(
    ("point", "cooperation", "subsidy", "research", "welfare"),
    [
        (POINTS[0], ALONE, Rational(135, 253), Rational(130, 253), Rational(600, 253)),
        (POINTS[0], CARTEL, Rational(195, 253), Rational(130, 253), Rational(600, 253)),
        (POINTS[1], ALONE, Rational(25, 12), Rational(25, 16), Rational(625, 72)),
        (POINTS[1], CARTEL, Rational(25, 16), Rational(25, 16), Rational(625, 72)),
    ],
)
def test_a_government_subsidises_research_up_to_the_second_best(
    point: tuple[Any, ...], cooperation: Mapping[str, Any], subsidy: Any, research: Any, welfare: Any
) -> None:
    # C1: the subsidy a unit of research; the same outcome whether the firms cooperate or not
    found = solve_staged_numeric(duopoly(*point, subsidy=True), cooperation)
    assert found.choices[s] == close(subsidy)
    assert found.choices[x1] == close(research)
    assert found.payoffs["government"] == close(welfare)
    assert found.regrets.keys() >= {("policy", "government"), ("output", "firm 1")}


@pytest.mark.parametrize(
    ("values", "research", "outputs"),
    [
        ((20, 1, 10, 12, 3, 3, Rational(1, 5), Rational(3, 5)), (Rational(15120, 10991), Rational(12100, 10991)),
         (Rational(48600, 10991), Rational(30250, 10991))),
        ((30, 1, 12, 10, 4, 5, Rational(9, 10), Rational(1, 10)),
         (Rational(2280000, 1025669), Rational(1071620, 1025669)), None),
    ],
)  # fmt: skip
def test_unequal_partners(values: tuple[Any, ...], research: tuple[Any, Any], outputs: Any) -> None:
    # A9: own costs A_i, gamma_i and spillovers, beta12 flowing from firm 2 to firm 1
    a, b, A1, A2, g1, g2, b12, b21 = values
    game = StagedGame(
        {
            "firm 1": (a - b * (q1 + q2) - A1 + x1 + b12 * x2) * q1 - Rational(g1, 2) * x1**2,
            "firm 2": (a - b * (q1 + q2) - A2 + x2 + b21 * x1) * q2 - Rational(g2, 2) * x2**2,
        },
        (Stage("research", {"firm 1": x1, "firm 2": x2}), Stage("output", {"firm 1": q1, "firm 2": q2})),
    )
    found = solve_staged_numeric(game)
    assert (found.choices[x1], found.choices[x2]) == (close(research[0]), close(research[1]))
    if outputs:
        assert (found.choices[q1], found.choices[q2]) == (close(outputs[0]), close(outputs[1]))


def spillovers_on_inputs(n: int, S: Any, gamma: Any, beta: Any) -> StagedGame:
    """Kamien, Muller and Zang (1992): what flows over is money spent, and its effect has decreasing returns."""
    x = parameters(" ".join(f"x{k}" for k in range(n)))
    q = parameters(" ".join(f"q{k}" for k in range(n)))
    effective = [x[k] + beta * (sum(x) - x[k]) for k in range(n)]
    return StagedGame(
        {f"firm {k}": (S - sum(q) + sqrt(2 * effective[k] / gamma)) * q[k] - x[k] for k in range(n)},
        (
            Stage("research", {f"firm {k}": x[k] for k in range(n)}),
            Stage("output", {f"firm {k}": q[k] for k in range(n)}),
        ),
        Region(*(choice >= 0 for choice in x)),
    )


@pytest.mark.parametrize(
    ("values", "joint", "reduction", "profit"),
    [
        ((2, 2, 3, Rational(3, 10)), False, Rational(17, 59), Rational(21990, 45253)),
        ((2, 2, 3, Rational(3, 10)), True, Rational(13, 61), Rational(30, 61)),
        ((2, 2, 3, 1), False, Rational(4, 25), Rational(312, 625)),
        ((2, 2, 3, 1), True, Rational(8, 23), Rational(12, 23)),
        ((3, 10, 6, Rational(3, 4)), False, Rational(10, 31), Rational(6280, 961)),
        ((3, 10, 6, Rational(3, 4)), True, Rational(50, 91), Rational(600, 91)),
        ((3, 10, 6, 1), False, Rational(10, 47), Rational(14300, 2209)),
        ((3, 10, 6, 1), True, Rational(2, 3), Rational(20, 3)),
    ],
)
def test_research_joint_ventures_and_cartels_with_spillovers_on_inputs(
    values: tuple[Any, ...], joint: bool, reduction: Any, profit: Any
) -> None:
    # A2: N, C and, where beta is 1 and only the sum of what is spent is determined, NJ and CJ
    n, _, gamma, beta = values
    firms = tuple(f"firm {k}" for k in range(n))
    cooperation = {"research": (firms,)} if joint else {}
    found = solve_staged_numeric(spillovers_on_inputs(*values), cooperation, symmetric=(firms,))
    assert found.choices["x0"] == close(gamma * reduction**2 / 2 / (1 + (n - 1) * beta), rel=1e-10)
    assert found.payoffs["firm 1"] == close(profit, rel=1e-10)


def venture(A1: Any, A2: Any, m: Any, theta: Any, costs: tuple[Any, Any]) -> StagedGame:
    """A share of a Cobb-Douglas product that makes the joint surplus largest (Bhattacharyya and Lafontaine, 1995)."""
    made = theta * e1**A1 * e2**A2
    spent = [cost * e**m / m for cost, e in zip(costs, (e1, e2), strict=True)]
    payoffs = (made - sum(spent), s * made - spent[0], (1 - s) * made - spent[1])
    return StagedGame(
        dict(zip(("contract", "enterprise", "university"), payoffs, strict=True)),
        (Stage("share", {"contract": s}), Stage("effort", {"enterprise": e1, "university": e2})),
        Region(s >= 0, s <= 1, e1 >= 0, e2 >= 0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "share", "efforts", "surplus"),
    [
        ((Rational(3, 5), Rational(2, 5), 2, 3, (1, 2)), 0.5669697220, (0.7762467598, 0.3916682536), 1.3166016209),
        ((Rational(3, 10), Rational(1, 5), 1, 3, (1, 2)), 0.5669697220, None, None),
        ((Rational(9, 10), Rational(3, 10), 2, 1, (1, 1)), 0.6828640358, None, 0.1544154943),
    ],
)
def test_the_share_under_double_sided_moral_hazard(values: Any, share: float, efforts: Any, surplus: Any) -> None:
    # B2, with ten digits printed; no effort at all is a critical point at which nothing can be differentiated
    found = solve_staged_numeric(venture(*values))
    assert found.choices[s] == close(share, rel=3e-10)
    if efforts:
        assert (found.choices[e1], found.choices[e2]) == (close(efforts[0], rel=1e-9), close(efforts[1], rel=1e-9))
    if surplus:
        assert found.payoffs["contract"] == close(surplus, rel=1e-9)


@pytest.mark.parametrize("values", [(Rational(3, 5), Rational(2, 5), 2, 3, (1, 2)), (1, Rational(1, 3), 2, 5, (3, 1))])
def test_the_share_and_efforts_solve_their_closed_forms(values: Any) -> None:
    A1, A2, m, _, costs = values
    a1, a2 = A1 / m, A2 / m
    found = solve_staged_numeric(venture(*values))
    root = sqrt(a1 * (1 - a2)) / (sqrt(a1 * (1 - a2)) + sqrt(a2 * (1 - a1)))
    assert found.choices[s] == close(root)
    made = found.value(values[3] * e1**A1 * e2**A2)
    assert costs[0] * found.choices[e1] ** m == close(found.choices[s] * A1 * made)
    assert costs[1] * found.choices[e2] ** m == close((1 - found.choices[s]) * A2 * made)


@pytest.mark.parametrize("weights", [(4, 2), (1, 1), (3, 5)])
def test_efforts_in_a_team_are_in_proportion_to_shares(weights: tuple[int, int]) -> None:
    # B1: shares s_i = w_i / (w_1 + w_2) are the best that balance, at a loss of w_1 w_2 / (2 (w_1 + w_2))
    w1, w2 = weights
    made = w1 * e1 + w2 * e2
    spent = (w1 * e1**2 / 2, w2 * e2**2 / 2)
    game = StagedGame(
        {"contract": made - sum(spent), "enterprise": s * made - spent[0], "university": (1 - s) * made - spent[1]},
        (Stage("share", {"contract": s}), Stage("effort", {"enterprise": e1, "university": e2})),
    )
    found = solve_staged_numeric(game)
    assert found.choices[s] == close(Rational(w1, w1 + w2))
    assert found.choices[e1] == close(Rational(w1, w1 + w2))
    assert found.payoffs["contract"] == close(Rational(w1 + w2, 2) - Rational(w1 * w2, 2 * (w1 + w2)))


def cost_sharing(share: Any, p2: Any = 1, k2: Any = 1) -> StagedGame:
    """An enterprise leads, and pays a fraction of the university's cost of effort."""
    made, spent = 2 * e1 + p2 * e2, k2 * e2**2 / 2
    return StagedGame(
        {"enterprise": (1 - share) * made - e1**2 / 2 - phi * spent, "university": share * made - (1 - phi) * spent},
        (Stage("lead", {"enterprise": (e1, phi)}), Stage("follow", {"university": e2})),
        Region(phi >= 0, phi <= 1, e2 >= 0),
    )


@pytest.mark.parametrize(("share", "p2", "k2"), [("3/10", 1, 1), ("1/2", 3, 2), ("2/3", 1, 1), ("4/5", 2, 1)])
def test_the_leader_pays_part_of_the_cost_unless_the_follower_has_two_thirds_already(
    share: str, p2: int, k2: int
) -> None:
    # B3: phi = max(0, (2 - 3 s) / (2 - s)); s = 2/3 is where the bound begins to bind
    exactly = Rational(share)
    found = solve_staged_numeric(cost_sharing(exactly, p2, k2))
    fraction = max(sp.Integer(0), (2 - 3 * exactly) / (2 - exactly))
    assert found.choices[phi] == close(fraction)
    assert found.choices[e2] == close(exactly * p2 / ((1 - fraction) * k2))
    assert found.violated == ()


@pytest.mark.parametrize(
    ("beta", "research"), [(0, 8 / 23), (".3", 0.3605746299), (".6", 0.3742157550), (".9", 0.3888440416)]
)
def test_research_that_builds_absorptive_capacity(beta: Any, research: float) -> None:
    # A10: the first-order conditions are rational in x and have other roots
    spill = Rational(beta)
    game = StagedGame(
        {
            "firm 1": (2 - q1 - q2 + x1 + spill * x2 * x1 / (1 + x1)) * q1 - 3 * x1**2 / 2,
            "firm 2": (2 - q1 - q2 + x2 + spill * x1 * x2 / (1 + x2)) * q2 - 3 * x2**2 / 2,
        },
        (Stage("research", {"firm 1": x1, "firm 2": x2}), Stage("output", {"firm 1": q1, "firm 2": q2})),
        Region(x1 >= 0, x2 >= 0, q1 >= 0, q2 >= 0),
    )
    assert solve_staged_numeric(game).choices[x1] == close(research, rel=1e-9)


def open_patent(eta: Any, epsilon: Any = 1) -> StagedGame:
    """A8: the owner opens its patent to a degree; demand expands by eta and the rival's cost falls."""
    price = 8 + eta * phi - q1 - q2
    return StagedGame(
        {"owner": (price + epsilon) * q1, "rival": (price + epsilon * phi) * q2},
        (Stage("open", {"owner": phi}), Stage("output", {"owner": q1, "rival": q2})),
        Region(phi >= 0, phi <= 1),
    )


@pytest.mark.parametrize(("eta", "openness"), [(2, 1), (Rational(1, 2), 0)])
def test_a_convex_payoff_is_largest_at_an_end_and_its_minimum_is_no_outcome(eta: Any, openness: int) -> None:
    found = solve_staged_numeric(open_patent(eta))
    assert found.choices[phi] == openness
    assert found.choices[q1] == close((10 + openness * (eta - 1)) / sp.Integer(3))


def test_expectations_that_are_fulfilled_are_a_player() -> None:
    # A8: three firms and a network effect of a half, q = A / (n + 1 - n mu)
    q = parameters("q1 q2 q3")
    firms = {f"firm {k}": (4 + Qe / 2 - sum(q)) * q[k] for k in range(3)}
    stage = Stage("output", {**{f"firm {k}": q[k] for k in range(3)}, "market": Qe})
    found = solve_staged_numeric(StagedGame({**firms, "market": -((Qe - sum(q)) ** 2)}, (stage,)))
    assert found.choices["q2"] == close(1.6)
    assert found.payoffs["firm 0"] == close(1.6**2)
    assert found.payoffs["market"] == close(0)


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_cournot_outputs(n: int) -> None:
    q = parameters(" ".join(f"q{k}" for k in range(n))) if n > 1 else (q1,)
    payoffs = {f"firm {k}": (13 - 2 * sum(q) - 1) * q[k] for k in range(n)}
    found = solve_staged_numeric(StagedGame(payoffs, Stage("output", {f"firm {k}": q[k] for k in range(n)})))
    assert list(found.choices.values()) == [close(Rational(12, 2 * (n + 1)))] * n


def test_a_leader_sells_twice_what_its_follower_does() -> None:
    payoffs = {"firm 1": (13 - 2 * (q1 + q2) - 1) * q1, "firm 2": (13 - 2 * (q1 + q2) - 1) * q2}
    found = solve_staged_numeric(StagedGame(payoffs, (Stage("lead", {"firm 1": q1}), Stage("follow", {"firm 2": q2}))))
    assert (found.choices[q1], found.choices[q2]) == (close(3), close(1.5))
    assert found.payoffs == (close(9), close(4.5))


def test_three_in_a_row_each_lead_the_next() -> None:
    # 1/2, 1/4 and 1/8 of the market (a - c) / b: two levels of later answers differentiated
    q3 = parameters("q3")
    price = 8 - q1 - q2 - q3
    payoffs = {"first": price * q1, "second": price * q2, "third": price * q3}
    stages = (Stage("1", {"first": q1}), Stage("2", {"second": q2}), Stage("3", {"third": q3}))
    found = solve_staged_numeric(StagedGame(payoffs, stages))
    assert list(found.choices.values()) == [close(4), close(2), close(1)]


def test_capacities_bound_what_is_sold_later() -> None:
    # a bound that is itself chosen: with capacity at 3 a unit, Cournot capacities, all of them used
    k1, k2 = parameters("k1 k2")
    game = StagedGame(
        {"firm 1": (12 - q1 - q2) * q1 - 3 * k1, "firm 2": (12 - q1 - q2) * q2 - 3 * k2},
        (Stage("capacity", {"firm 1": k1, "firm 2": k2}), Stage("output", {"firm 1": q1, "firm 2": q2})),
        Region(q1 <= k1, q2 <= k2, q1 >= 0, q2 >= 0, k1 >= 0, k2 >= 0),
    )
    assert list(solve_staged_numeric(game).choices.values()) == [close(3)] * 4


def test_a_firm_that_costs_keep_out_sells_nothing() -> None:
    payoffs = {"firm 1": (10 - q1 - q2 - 1) * q1, "firm 2": (10 - q1 - q2 - 8) * q2}
    stage = Stage("output", {"firm 1": q1, "firm 2": q2})
    found = solve_staged_numeric(StagedGame(payoffs, stage, Region(q1 >= 0, q2 >= 0)))
    assert (found.choices[q1], found.choices[q2]) == (close(4.5), 0.0)


# --- what comes back


def test_deviations_of_players_held_alike_may_be_unequal() -> None:
    # A2: at gamma = 3/2 and beta = 1/4 equal budgets pay a cartel 27.27, one laboratory alone 27.78
    game = spillovers_on_inputs(2, 10, Rational(3, 2), Rational(1, 4))
    cooperation = {"research": (("firm 0", "firm 1"),)}
    with pytest.raises(
        SolverError, match=r"\{firm 0, firm 1\} gains 0\.505.* at stage 'research' by x0 = 0, x1 = 8\.33"
    ):
        solve_staged_numeric(game, cooperation, symmetric=(("firm 0", "firm 1"),))


def test_a_joint_constraint_that_fails_is_reported() -> None:
    game = StagedGame(
        {"firm 1": 2 * x1 - x1**2, "firm 2": 2 * x2 - x2**2},
        Stage("research", {"firm 1": x1, "firm 2": x2}),
        Region(x1 + x2 <= 1, x1 >= 0),
    )
    found = solve_staged_numeric(game)
    assert found.violated == (x1 + x2 <= 1,)
    assert not found.converged
    assert "violated: x1 + x2 <= 1" in str(found)


def test_a_deviation_that_breaks_a_joint_constraint_is_none() -> None:
    # without the constraint the payoff would grow without bound beyond x1 = 2
    payoff = 4 * x1 - 2 * x1**2 + sp.Piecewise((0, x1 <= 2), ((x1 - 2) ** 3, True)) - (x2 - 1) ** 2
    stage = Stage("research", {"firm 1": (x1, x2)})
    with pytest.raises(SolverError, match="grows without bound"):
        solve_staged_numeric(StagedGame({"firm 1": payoff}, stage))
    found = solve_staged_numeric(StagedGame({"firm 1": payoff}, stage, Region(x1 + x2 <= 3, x2 >= 0)))
    assert (found.choices[x1], found.choices[x2]) == (close(1), close(1))


def test_the_highest_of_several_peaks_is_the_outcome() -> None:
    peaks = {"firm 1": -((x1**2 - 1) ** 2) + x1 / 10}
    found = solve_staged_numeric(StagedGame(peaks, Stage("research", {"firm 1": x1})))
    assert found.choices[x1] == close(1.0122731307, rel=1e-9)


def test_a_weight_that_is_a_root_is_a_number() -> None:
    payoffs = {"firm 1": -((x1 - 1) ** 2), "firm 2": -(x1**2) - x2**2}
    game = StagedGame(payoffs, Stage("research", {"firm 1": x1, "firm 2": x2}))
    found = solve_staged_numeric(game, {"research": ({"firm 1": sqrt(2), "firm 2": 1},)})
    assert found.choices[x1] == close(sqrt(2) / (1 + sqrt(2)))


def test_an_outcome_is_a_value() -> None:
    found = solve_staged_numeric(duopoly(*POINTS[0]), CARTEL)
    assert isinstance(found, NumericOutcome)
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(solve_staged_numeric(duopoly(*POINTS[0]), CARTEL))
    assert found != solve_staged_numeric(duopoly(*POINTS[0]))
    assert "x1 = 0.2201524132" in str(found)
    assert "regret" in str(found)


def test_what_an_outcome_gives_is_floats() -> None:
    found = solve_staged_numeric(duopoly(*POINTS[0]))
    assert all(type(value) is float for value in (*found.choices.values(), *found.payoffs, *found.regrets.values()))
    assert type(found.value((1 + Rational(3, 10)) * x1)) is float
    assert set(found.regrets) == {(stage, firm) for stage in ("research", "output") for firm in FIRMS}


# --- refusals


def alone(payoff: Any, region: Region = Region()) -> StagedGame:
    return StagedGame({"firm 1": payoff}, Stage("research", {"firm 1": x1}), region)


@pytest.mark.parametrize(
    ("game", "error", "says"),
    [
        ("a game", SolverError, "str is not solved in stages; expected a StagedGame"),
        (alone(s * x1 - x1**2), SymbolError, "s not set; expected a game without parameters"),
        (alone(x1 - x1**2, Region(s > x1)), SymbolError, "s not set"),
        (alone(x1), SolverError, "firm 1 at stage 'research' grows without bound: it still does at x1 = 1"),
        (alone(x1**2 - x1), SolverError, "the payoff of firm 1 at stage 'research' grows without bound"),
        (alone(log(x1), Region(x1 > 0)), SolverError, "grows without bound"),
        (alone(exp(-x1) - exp(x1 / 100)), SolverError, "grows without bound: it still does at x1 = -"),
        (alone(-((x1**2 - 1) ** 2)), SolverError, "there are 2 equilibria: x1 = "),
        (alone(open_patent(1).payoffs[0].xreplace({phi: x1, q1: 1, q2: 1})), SolverError, "grows without bound"),
        (open_patent(1), SolverError, "there are 2 equilibria: phi = "),
        (alone(-(x1**2), Region(x1 >= 2, x1 <= 1)), SolverError, "x1 is to be at least 2 and at most 1"),
        (alone(sp.sin(x1)), ExpressionError, "can't be compiled"),
        (alone(-sp.Max(x1, -x1)), SolverError, "no start led to a solution of the first-order conditions of stage"),
    ],
)  # fmt: skip
def test_what_can_t_be_solved_is_refused(game: Any, error: type[CoopGameError], says: str) -> None:
    with pytest.raises(error) as refusal:
        solve_staged_numeric(game)
    assert says in str(refusal.value)


def test_the_stage_and_the_coalition_of_an_unbounded_payoff_are_named() -> None:
    game = duopoly(10, 8, 1, 3, Rational(3, 10)).payoffs
    stages = duopoly(10, 8, 1, 3, Rational(3, 10)).stages
    cheap = StagedGame({p: u + 2 * x**2 for p, u, x in zip(FIRMS, game, (x1, x2), strict=True)}, stages)
    with pytest.raises(SolverError, match=r"the payoff of firm 1 at stage 'research' grows without bound"):
        solve_staged_numeric(cheap)
    with pytest.raises(SolverError, match=r"the payoff of \{firm 1, firm 2\} at stage 'research' grows without bound"):
        solve_staged_numeric(cheap, CARTEL)


def test_a_joint_output_that_only_its_sum_matters_for_needs_symmetry() -> None:
    with pytest.raises(SolverError, match=r"stage 'output' leave a direction open: .*; expected symmetric="):
        solve_staged_numeric(duopoly(*POINTS[0]), MERGED)


def test_a_game_without_an_equilibrium_says_who_gains() -> None:
    chase = {"firm 1": -((x1 - x2) ** 2), "firm 2": (x1 - x2) ** 2}
    game = StagedGame(
        chase, Stage("research", {"firm 1": x1, "firm 2": x2}), Region(x1 >= 0, x1 <= 3, x2 >= 0, x2 <= 3)
    )
    with pytest.raises(
        SolverError, match=r"the first-order conditions hold, but firm 2 gains 9 at stage 'research' by x2 ="
    ):
        solve_staged_numeric(game)


def test_a_weight_that_is_not_set_is_named() -> None:
    with pytest.raises(SymbolError, match="s not set"):
        solve_staged_numeric(duopoly(*POINTS[0]), {"research": ({"firm 1": s, "firm 2": 1},)})


@pytest.mark.parametrize(
    ("cooperation", "symmetric", "says"),
    [
        ({"sales": (FIRMS,)}, (), "no stage is called 'sales'"),
        ({"output": (("firm 1", "bank"),)}, (), "names 'bank'"),
        ({}, (("firm 1", "bank"),), "'bank'"),
    ],
)
def test_cooperation_and_symmetry_must_fit_the_game(cooperation: Any, symmetric: Any, says: str) -> None:
    with pytest.raises(GameError, match=says):
        solve_staged_numeric(duopoly(*POINTS[0]), cooperation, symmetric=symmetric)


def test_players_that_differ_can_t_be_held_alike() -> None:
    payoffs = {"firm 1": (10 - q1 - q2) * q1, "firm 2": (10 - q1 - q2) * q2 - q2}
    game = StagedGame(payoffs, Stage("output", {"firm 1": q1, "firm 2": q2}))
    with pytest.raises(GameError, match="the payoff of 'firm 1' changes when"):
        solve_staged_numeric(game, symmetric=(FIRMS,))
