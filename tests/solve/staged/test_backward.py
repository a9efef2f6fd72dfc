"""Backward induction: closed forms of the catalogue, games drawn with parameters, and what is refused."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Abs, Max, Ne, Piecewise, Rational, exp, sqrt

from coopgame.errors import CoopGameError, GameError, SolverError
from coopgame.games.staged import Stage, StagedGame
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.coalitions import coalitions
from coopgame.solve.staged.outcome import Outcome
from coopgame.symbols import Region, parameters
from tests.solve.staged.drawn import Play, plays, staged_games

a, b, c, k, m, gamma, beta, S, theta, mu = parameters("a b c k m gamma beta S theta mu")
x, y, z, x1, x2, q1, q2, s, e1, e2, phi = parameters("x y z x1 x2 q1 q2 s e1 e2 phi")
FIRMS = ("firm 1", "firm 2")
RESEARCH = Stage("research", {"firm 1": x1, "firm 2": x2})
OUTPUT = Stage("output", {"firm 1": q1, "firm 2": q2})
PARTNERS = ("enterprise", "university")
EFFORT = Stage("effort", {"enterprise": e1, "university": e2})


def zero(expression: Any) -> bool:
    return bool(sp.simplify(expression) == 0)


def single(payoff: Any, *conditions: Any, parameters: tuple[sp.Symbol, ...] = ()) -> StagedGame:
    return StagedGame({"A": payoff}, Stage("only", {"A": x}), Region(*conditions), parameters=parameters)


# Published results


@pytest.mark.parametrize("firms", [1, 2, 3, 5])
def test_cournot(firms: int) -> None:
    q = sp.symbols(f"q:{firms}", real=True)
    market = StagedGame(
        {f"firm {i}": (a - b * sum(q) - c) * own for i, own in enumerate(q)},
        Stage("output", {f"firm {i}": own for i, own in enumerate(q)}),
        Region(a > c, c > 0, b > 0, *(own >= 0 for own in q)),
    )
    found = solve_staged(market)
    assert all(zero(value - (a - c) / (b * (firms + 1))) for value in found.choices.values())
    assert all(zero(value - (a - c) ** 2 / (b * (firms + 1) ** 2)) for value in found.payoffs)
    assert found.further == Region()
    # Undamped best responses of more than three don't settle down (Theocharis, 1960).
    assert (found.stability == Region()) == (firms < 3)


def test_stackelberg() -> None:
    payoffs = {"leader": (a - b * (q1 + q2) - c) * q1, "follower": (a - b * (q1 + q2) - c) * q2}
    stages = (Stage("lead", {"leader": q1}), Stage("follow", {"follower": q2}))
    found = solve_staged(StagedGame(payoffs, stages, Region(a > c, c > 0, b > 0)))
    assert zero(found.choices[q1] - (a - c) / (2 * b))
    assert zero(found.payoffs["leader"] - (a - c) ** 2 / (8 * b))
    assert zero(found.payoffs["follower"] - (a - c) ** 2 / (16 * b))
    assert found.further == Region()


@pytest.mark.parametrize(
    ("numbers", "research", "sold"),
    [
        ((20, 1, 10, 12, 3, 3, "1/5", "3/5"), ("15120/10991", "12100/10991"), ("48600/10991", "30250/10991")),
        ((30, 1, 12, 10, 4, 5, "9/10", "1/10"), ("2280000/1025669", "1071620/1025669"), None),
    ],
)
def test_an_asymmetric_alliance(numbers: tuple[Any, ...], research: Any, sold: Any) -> None:
    size, slope, cost_1, cost_2, gamma_1, gamma_2, from_2, from_1 = map(sp.Rational, numbers)
    price = size - slope * (q1 + q2)
    game = StagedGame(
        {
            "firm 1": (price - cost_1 + x1 + from_2 * x2) * q1 - gamma_1 * x1**2 / 2,
            "firm 2": (price - cost_2 + x2 + from_1 * x1) * q2 - gamma_2 * x2**2 / 2,
        },
        (RESEARCH, OUTPUT),
    )
    found = solve_staged(game)
    assert (found.choices[x1], found.choices[x2]) == tuple(map(Rational, research))
    assert sold is None or (found.choices[q1], found.choices[q2]) == tuple(map(Rational, sold))


def duopoly(subsidy: Any, cost: Any = 0) -> StagedGame:
    """Research with spillovers; a government pays each firm, what it pays costs it more by a part (catalogue C1)."""

    def earned(own: sp.Symbol, other: sp.Symbol, sold: sp.Symbol) -> sp.Expr:
        return (S - b * (q1 + q2) + own + beta * other) * sold - gamma * own**2 / 2

    one, two = earned(x1, x2, q1), earned(x2, x1, q2)
    paid = [sp.sympify(subsidy).xreplace({x: own}) for own in (x1, x2)]
    welfare = one + two + b * (q1 + q2) ** 2 / 2 - cost * sum(paid)
    return StagedGame(
        {"government": welfare, "firm 1": one + paid[0], "firm 2": two + paid[1]},
        (Stage("policy", {"government": s}), RESEARCH, OUTPUT),
        Region(S > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, c >= 0),
    )


@pytest.mark.parametrize(("together", "numerator"), [({}, 6 * beta), ({"research": (FIRMS,)}, 2 * (1 + beta))])
def test_a_subsidy_on_each_unit_of_research_reaches_the_second_best(together: Any, numerator: Any) -> None:
    found = solve_staged(duopoly(s * x), together)
    delta = 9 * b * gamma - 4 * (1 + beta) ** 2
    assert zero(found.choices[s] - numerator * gamma * S / delta)
    assert zero(found.choices[x1] - 4 * (1 + beta) * S / delta)
    assert zero(found.value(found.game.payoffs["government"]) - 4 * gamma * S**2 / delta)


@pytest.mark.parametrize(
    ("point", "together", "share"),
    [
        ({S: 2, b: 1, gamma: 3, beta: "3/10", c: "3/10"}, {}, Rational(61807, 256950)),
        ({S: 5, b: 2, gamma: 2, beta: "4/5", c: "1/5"}, {"research": (FIRMS,)}, Rational(153, 350)),
        ({S: 2, b: 1, gamma: 3, beta: "3/10", c: 0}, {}, Rational(9, 26)),
    ],
)
def test_a_share_of_the_cost_is_paid_less_of_where_public_funds_are_dear(point: Any, together: Any, share: Any) -> None:
    game = duopoly(s * gamma * x**2 / 2, c).at(point)
    (found,) = (o for o in staged_outcomes(game, together) if o.choices[s] < 1)
    assert found.choices[s] == share


def test_openness_is_all_or_nothing() -> None:
    epsilon, eta = parameters("epsilon eta")
    price = a + eta * phi - q1 - q2
    game = StagedGame(
        {"firm 1": (price - c + epsilon) * q1, "firm 2": (price - c + epsilon * phi) * q2},
        (Stage("patents", {"firm 1": phi}), OUTPUT),
        Region(a > c, c > epsilon, epsilon > 0, eta > 0, phi >= 0, phi <= 1, epsilon < a - c),
    )
    found = {o.choices[phi]: o for o in staged_outcomes(game)}
    assert set(found) == {0, 1}
    at = {a: 10, c: 4, epsilon: 1}
    assert found[sp.Integer(1)].condition.contains({**at, eta: 2})
    assert not found[sp.Integer(1)].condition.contains({**at, eta: Rational(1, 2)})
    assert found[sp.Integer(0)].condition.contains({**at, eta: Rational(1, 2)})
    assert not found[sp.Integer(0)].condition.contains({**at, eta: 2})


@pytest.mark.parametrize("exponents", [(Rational(3, 5), Rational(2, 5)), (Rational(1, 2), Rational(1, 2))])
def test_a_share_for_double_sided_moral_hazard(exponents: tuple[Any, Any]) -> None:
    A1, A2, scale, c1, c2 = parameters("A1 A2 scale c1 c2")
    made = scale * e1**A1 * e2**A2
    positive = Region(A1 > 0, A2 > 0, m > A1 + A2, scale > 0, c1 > 0, c2 > 0, s > 0, s < 1, e1 > 0, e2 > 0)
    game = StagedGame(
        {"enterprise": s * made - c1 * e1**m / m, "university": (1 - s) * made - c2 * e2**m / m},
        (Stage("contract", {"enterprise": s}), EFFORT),
        positive,
    )
    found = solve_staged(game, {"contract": (PARTNERS,)})
    at = dict(zip((A1, A2, m, scale, c1, c2), (*exponents, sp.Integer(2), *map(sp.Integer, (3, 1, 2))), strict=True))
    one, two = (e / 2 for e in exponents)
    best = sqrt(one * (1 - two)) / (sqrt(one * (1 - two)) + sqrt(two * (1 - one)))
    assert abs((found.choices[s].xreplace(at) - best).evalf(30)) < 1e-25
    assert found.further == Region()  # a weight of one half each is a root of the turned form as well
    for e, share, part in ((e1, best, exponents[0]), (e2, 1 - best, exponents[1])):
        cost = at[c1 if e is e1 else c2]
        effort, output = (found.choices[e].xreplace(at), found.value(made).xreplace(at))
        assert abs((cost * effort**2 - share * part * output).evalf(30)) < 1e-20


def test_research_joint_ventures() -> None:
    total = sqrt(2 * (x1 + x2) / gamma)
    game = StagedGame(
        {"firm 1": (S - q1 - q2 + total) * q1 - x1, "firm 2": (S - q1 - q2 + total) * q2 - x2},
        (RESEARCH, OUTPUT),
        Region(S > 0, gamma > 0, x1 >= 0, x2 >= 0, q1 >= 0, q2 >= 0),
    )
    for together, kappa in (({}, 1), ({"research": (FIRMS,)}, 2)):
        found = solve_staged(game, together, symmetric=(FIRMS,))
        assert zero(found.choices[q1] - 3 * gamma * S / (9 * gamma - 2 * kappa))
        reduction = 2 * kappa * S / (9 * gamma - 2 * kappa)
        assert zero(found.choices[x1] - gamma * reduction**2 / 4)
        assert found.further == Region(gamma > Rational(2 * kappa, 9))


def test_shares_of_a_team() -> None:
    w1, w2 = parameters("w1 w2")
    made = sqrt(w1) * e1 + sqrt(w2) * e2
    game = StagedGame(
        {"enterprise": s * made - e1**2 / 2, "university": (1 - s) * made - e2**2 / 2},
        (Stage("contract", {"enterprise": s}), EFFORT),
        Region(w1 > 0, w2 > 0, s >= 0, s <= 1),
    )
    found = solve_staged(game, {"contract": (PARTNERS,)})
    assert zero(found.choices[s] - w1 / (w1 + w2))
    lost = (w1 + w2) / 2 - sum(found.payoffs)
    assert zero(lost - w1 * w2 / (2 * (w1 + w2)))


def test_absorptive_capacity_has_a_root_once_all_is_a_number() -> None:
    def earned(own: sp.Symbol, other: sp.Symbol, sold: sp.Symbol) -> sp.Expr:
        absorbed = own + own / (1 + own) * Rational(3, 10) * other
        return (2 - q1 - q2 + absorbed) * sold - 3 * own**2 / 2

    game = StagedGame(
        {"firm 1": earned(x1, x2, q1), "firm 2": earned(x2, x1, q2)},
        (RESEARCH, OUTPUT),
        Region(x1 >= 0, x2 >= 0, q1 >= 0, q2 >= 0),
    )
    found = solve_staged(game, symmetric=(FIRMS,))
    assert float(found.choices[x1]) == pytest.approx(0.3605746299, abs=1e-10)
    assert any("is real root" in note for note in found.assumptions)


def test_weights_are_weighed() -> None:
    market = StagedGame(
        {"enterprise": (a - e1 - e2) * e1, "university": (a - e1 - e2) * e2 - e2**2 / 2}, EFFORT, Region(a > 0, k > 0)
    )
    found = solve_staged(market, {"effort": ({"enterprise": 1, "university": k},)})
    total = market.payoffs["enterprise"] + k * market.payoffs["university"]
    assert all(zero(sp.diff(total, e).xreplace(dict(found.choices))) for e in (e1, e2))
    # 1 > 0 and det = 2 * 3 k - (1 + k)^2 > 0
    assert [found.condition.contains({a: 1, k: n}) for n in ("1/4", "1/3", 1, "37/10", "38/10")] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_a_member_that_chooses_nothing_still_counts() -> None:
    game = StagedGame({"enterprise": -((x - 1) ** 2), "government": -((x - 3) ** 2)}, Stage("only", {"enterprise": x}))
    assert solve_staged(game).choices[x] == 1
    assert solve_staged(game, {"only": (("enterprise", "government"),)}).choices[x] == 2


# Properties: games with parameters, against linear algebra at points

coefficients = st.sampled_from((0, 0, 1, -1, Rational(1, 2), theta, mu, theta - mu, 1 - theta, theta * mu))
DOMAIN = Region(theta > 0, mu > 0, theta < 3, mu < 3)


@st.composite
def parametric(draw: st.DrawFn) -> Play:
    """Two players at one or two stages, with quadratic payoffs that may be convex."""
    players = ("A", "B")
    owners = {x: "A", y: "B"} | ({z: "A"} if draw(st.booleans()) else {})
    payoffs = {}
    for player in players:
        terms = [draw(coefficients) * u for u in owners]
        terms += [draw(coefficients) * u * v / 2 for u, v in combinations(owners, 2)]
        terms += [
            -draw(st.sampled_from((1, 2, theta + 1, mu))) * u**2 if owner == player else draw(st.integers(0, 1)) * u**2
            for u, owner in owners.items()
        ]
        payoffs[player] = sp.Add(*terms)
    first = {owners[u]: u for u in list(owners)[: draw(st.integers(1, 2))]}
    left = [u for u in owners if u not in first.values()]
    stages = [Stage("first", first)] + ([Stage("second", {owners[u]: u for u in left})] if left else [])
    together = {t.name: (players,) for t in stages if draw(st.booleans())}
    bounds = [u >= -1 for u in owners if draw(st.booleans())]
    return Play(StagedGame(payoffs, stages, DOMAIN & Region(*bounds)), together)


@settings(max_examples=8)
@given(parametric())
def test_a_condition_holds_exactly_where_linear_algebra_finds_an_interior_equilibrium(play: Play) -> None:
    game = play.game
    try:
        found: Outcome | None = solve_staged(game, play.cooperation)
    except SolverError:
        found = None
    for point in DOMAIN.sample(8, seed=1, symbols=(theta, mu)):
        expected = induced(game, play.cooperation, point)
        inside = expected is not None and all(condition.subs(expected) == sp.true for condition in game.constraints)
        assert (found is not None and found.condition.contains(point)) == inside
        if inside and found is not None and expected is not None:
            assert {u: v.xreplace(point) for u, v in found.choices.items()} == expected
            for player, payoff in game.payoffs.items():
                assert zero(found.payoffs[player].xreplace(point) - payoff.xreplace(point).subs(expected))


def induced(
    game: StagedGame, together: Mapping[str, Any], point: Mapping[sp.Symbol, sp.Expr]
) -> dict[sp.Symbol, sp.Expr] | None:
    """The interior equilibrium at a point, stage by stage from the last; None where a Hessian has a wrong sign."""
    payoffs = {p: sp.expand(u.xreplace(dict(point))) for p, u in game.payoffs.items()}
    rules: dict[sp.Symbol, sp.Expr] = {}
    for stage, parts in reversed(list(zip(game.stages, coalitions(game, together), strict=True))):
        slopes = []
        for part in parts:
            own, joint = part.choices(stage), sum(payoffs[p] for p in part.members)
            if not (-sp.hessian(joint, own)).is_positive_definite:
                return None
            slopes += [sp.diff(joint, u) for u in own]
        matrix, right = sp.linear_eq_to_matrix(slopes, stage.symbols)
        if matrix.det() == 0:
            return None
        answer = dict(zip(stage.symbols, matrix.LUsolve(right), strict=True))
        rules |= answer
        payoffs = {p: sp.expand(u.subs(answer)) for p, u in payoffs.items()}
    settled: dict[sp.Symbol, sp.Expr] = {}
    for u in game.choices:
        settled[u] = sp.expand(rules[u].subs(settled))
    return settled


@settings(max_examples=5)
@given(parametric(), st.integers(0, 3))
def test_setting_parameters_before_or_after_is_the_same(play: Play, seed: int) -> None:
    try:
        found = solve_staged(play.game, play.cooperation)
    except SolverError:
        assume(False)
    (point,) = found.condition.sample(1, seed=seed, symbols=(theta, mu))
    again = solve_staged(play.game.at(point), play.cooperation)
    assert {u: v.xreplace(point) for u, v in found.choices.items()} == dict(again.choices)
    assert [u.xreplace(point) for u in found.payoffs] == list(again.payoffs)


@settings(max_examples=10)
@given(plays(), st.randoms(use_true_random=False))
def test_other_names_and_another_order_of_players_change_nothing(play: Play, random: Any) -> None:
    game, order = play.game, list(play.game.players)
    random.shuffle(order)
    name = {player: f"the {player}" for player in order}
    other = StagedGame(
        {name[p]: game.payoffs[p] for p in order},
        [Stage(t.name, {name[p]: t.choices[p] for p in order if p in t.choices.players}) for t in game.stages],
    )
    together = {
        stage: tuple(
            {name[p]: w for p, w in members.items()}
            if isinstance(members, Mapping)
            else tuple(name[p] for p in members)
            for members in given_coalitions
        )
        for stage, given_coalitions in play.cooperation.items()
    }
    found, again = solve_staged(game, play.cooperation), solve_staged(other, together)
    assert dict(again.choices) == dict(found.choices)
    assert {p: again.payoffs[name[p]] for p in game.players} == dict(found.payoffs.items())


@settings(max_examples=10)
@given(staged_games(), st.data())
def test_other_units_of_choices_scale_choices_and_nothing_else(game: StagedGame, data: st.DataObject) -> None:
    unit = {u: Rational(data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9))) for u in game.choices}
    other = StagedGame({p: u.xreplace({v: v * unit[v] for v in unit}) for p, u in game.payoffs.items()}, game.stages)
    found, again = solve_staged(game), solve_staged(other)
    assert {u: again.choices[u] * unit[u] for u in unit} == dict(found.choices)
    assert list(again.payoffs) == list(found.payoffs)


# Where a closed form is defined


@pytest.mark.parametrize(
    ("game", "further"),
    [
        (single(x - x**2 / 2 + 1 / k, parameters=(k,)), Region(Ne(k, 0))),
        (single(sqrt(k) * (x - x**2 / 2), parameters=(k,)), Region(k > 0)),
        (single(sqrt(k * m) * sqrt(m) * (x - x**2 / 2), parameters=(k, m)), Region(k > 0, m > 0)),
        (single(k * x / (m - 1) - x**2 / 2, parameters=(k, m)), Region(Ne(m, 1))),
        (single((x - x**2 / 2) / (k - 1), parameters=(k,)), Region(k > 1)),
    ],
)
def test_what_cancels_from_a_closed_form_is_asked_for_all_the_same(game: StagedGame, further: Region) -> None:
    assert solve_staged(game).further == further


def test_the_root_of_a_square_is_an_absolute_value() -> None:
    game = single(sqrt(k**2 - 2 * k * m + m**2) * x - x**2 / 2, k > 0, m > 0)
    assert solve_staged(game).choices[x] == Abs(k - m)
    settled = single(sqrt(k**2 - 2 * k * m + m**2) * x - x**2 / 2, k > 0, m > k)
    assert solve_staged(settled).choices[x] == m - k


def test_an_absolute_value_of_a_choice_in_disguise_is_refused() -> None:
    with pytest.raises(SolverError, match=r"stage 'only': a first-order condition holds Abs\(k - x\)"):
        solve_staged(single(sqrt(x**2 - 2 * x * k + k**2) - x**2, k > 0))


def test_a_form_that_is_defined_nowhere_is_no_outcome() -> None:
    with pytest.raises(SolverError, match="no interior solution: its closed form is defined nowhere in the region"):
        solve_staged(single(sqrt(k) * x - x**2 / 2, k < 0))


def test_a_root_that_solves_only_what_was_multiplied_out_is_left_out() -> None:
    found = solve_staged(single(sqrt(x + m) - k * x, parameters=(k, m)))
    assert zero(found.choices[x] - 1 / (4 * k**2) + m)
    assert found.further == Region(k > 0)


@pytest.mark.parametrize("region", [Region(), Region(sqrt(z) < 5)])
def test_a_later_answer_with_a_pole_is_asked_not_to_be_at_it(region: Region) -> None:
    # the second stage answers y = x / (1 - x): the first one wants x = 1, where there is no answer
    game = StagedGame(
        {"A": -((x - 1) ** 2) - (z - x * y) ** 2 / 2, "B": -((y - x - z) ** 2)},
        (Stage("first", {"A": x}), Stage("second", {"A": z, "B": y})),
        region,
    )
    with pytest.raises(SolverError, match="defined nowhere"):
        solve_staged(game)


def test_constraints_that_contradict_each_other_leave_no_outcome() -> None:
    # the factors of the first are positive where the second holds, but their product is not
    with pytest.raises(SolverError, match="its conditions contradict each other throughout the region"):
        solve_staged(single(-((x - c) ** 2), (x - 1) * (2 - x) > 0, x >= 5, parameters=(c,)))


def test_conditions_beyond_the_prover_are_kept_and_no_witness_is_made_up() -> None:
    found = solve_staged(single(2**k * x - x**2 / 2, x <= 3, k > 0))
    assert found.witness is None
    assert (2**k <= 3) in found.condition.conditions


# Stages


def test_three_stages_with_a_leader_who_moves_again() -> None:
    game = StagedGame(
        {"A": -((x - 1) ** 2) + x * y - z**2 + z * y, "B": -(y**2) + y * x + y * z},
        (Stage("first", {"A": x}), Stage("second", {"B": y}), Stage("third", {"A": z})),
    )
    # z = y / 2; B: -y^2 / 2 + x y, so y = x; A: -(x - 1)^2 + x^2 + x^2 / 4
    with pytest.raises(SolverError, match="stage 'first' has no interior solution"):
        solve_staged(game)
    other = StagedGame({"A": game.payoffs["A"] - 2 * x**2, "B": game.payoffs["B"]}, game.stages)
    found = solve_staged(other)
    assert found.choices[x] == Rational(4, 7)
    assert (found.choices[y], found.choices[z]) == (Rational(4, 7), Rational(2, 7))


def test_what_is_known_for_equal_choices_only_is_not_used_for_one_alone() -> None:
    paid = duopoly(s * x).payoffs
    game = StagedGame(
        {f: paid[f].xreplace({s: sp.Integer(0)}) for f in FIRMS}, (RESEARCH, OUTPUT), duopoly(s * x).region
    )
    with pytest.raises(SolverError) as error:
        solve_staged(game, {"output": (FIRMS,)}, symmetric=(FIRMS,))
    assert str(error.value) == (
        "stage 'research' needs to know how a later stage answers unequal choices of x1 and x2, but that was solved "
        "for equal ones only; expected those who choose them to decide jointly at 'research'"
    )


def test_an_outcome_at_a_bound_that_is_given_twice_is_listed_once() -> None:
    (found,) = staged_outcomes(single(-x, x >= 0, 2 * x >= 0))
    assert found.choices[x] == 0


# Refusals


@pytest.mark.parametrize(
    ("payoff", "says"),
    [
        (Abs(x) - x**2, "the payoff of 'A' holds Abs(x)"),
        (Max(x, 0) - x**2, "the payoff of 'A' holds Max(0, x)"),
        (Piecewise((x, x > 0), (0, True)) - x**2, "the payoff of 'A' holds Piecewise((x, x > 0), (0, True))"),
        (exp(x) - x**2, "the payoff of 'A' holds exp(x)"),
    ],
)
def test_functions_of_choices_are_left_to_numbers(payoff: Any, says: str) -> None:
    with pytest.raises(SolverError) as error:
        solve_staged(single(payoff))
    assert str(error.value) == (
        f"{says}; expected sums, products, quotients and powers of the choices; solve_staged_numeric works for any"
    )


def test_functions_of_parameters_alone_are_numbers() -> None:
    assert solve_staged(single(Abs(k) * x - x**2 / 2, parameters=(k,))).choices[x] == Abs(k)


@pytest.mark.parametrize("payoff", [sp.nan, sp.oo, float("nan"), sp.zoo * x, sp.I * x])
def test_payoffs_must_be_real_and_finite(payoff: Any) -> None:
    with pytest.raises(CoopGameError, match="the payoff of A"):
        single(payoff)


def test_a_payoff_of_a_million_terms_is_refused() -> None:
    huge = sp.Add(*[x] * 1_000_000, evaluate=False)
    with pytest.raises(GameError) as error:
        single(huge)
    assert str(error.value) == (
        "the payoff of A: a SymPy expression that starts with Add has more than 200000 parts; expected a shorter one"
    )


@pytest.mark.parametrize(
    ("game", "together", "says"),
    [
        (
            single(k * x, k > 0),
            {},
            (
                "stage 'only' has no interior solution: the payoff of who chooses x is linear in it, and so unbounded; "
                "expected a payoff that is concave in x, or bounds on it and staged_outcomes"
            ),
        ),
        (
            single((x - k) ** 2, k > 0),
            {},
            (
                "stage 'only' has no interior solution: nowhere in the region is the payoff concave in what is chosen "
                "there, so that it is unbounded unless bounds stop it; expected payoffs that are concave in what is "
                "chosen, or staged_outcomes"
            ),
        ),
        (
            StagedGame({"A": -(y**2) + x, "B": x**2 - y}, Stage("only", {"A": x, "B": y}), Region(x <= 0)),
            {},
            (
                "stage 'only' has no interior solution: the payoff of who chooses x is linear in it, and so unbounded; "
                "expected a payoff that is concave in x, or bounds on it and staged_outcomes"
            ),
        ),
        (
            StagedGame({"A": -(y**2), "B": x - y**2}, Stage("only", {"A": x, "B": y})),
            {},
            (
                "stage 'only' has no interior solution: the payoff of who chooses x does not depend on it; "
                "expected a payoff that is concave in x, or bounds on it and staged_outcomes"
            ),
        ),
        (
            StagedGame({"A": -((x + y) ** 2), "B": x + y}, Stage("only", {"A": x, "B": y})),
            {"only": (("A", "B"),)},
            (
                "stage 'only': the first-order conditions leave x - y open: it can change without anybody's payoff "
                "changing; expected symmetric=... for players that act alike, or fewer choices at the stage"
            ),
        ),
        (
            StagedGame({"A": -((x + y) ** 2) + x, "B": x - y}, Stage("only", {"A": x, "B": y})),
            {"only": (("A", "B"),)},
            (
                "stage 'only': the first-order conditions contradict each other along x - y: there is no interior "
                "solution; expected payoffs that are concave in what is chosen"
            ),
        ),
        (
            single(x**5 - k * x**2, k > 0),
            {},
            (
                "stage 'only': the first-order condition -2*k + 5*x**3 = 0 is of degree 3 in x; expected degree 1 "
                "or 2, or every parameter set; solve_staged_numeric works for any"
            ),
        ),
        (
            single(-((x - k) ** 2), k > 0, x < 0),
            {},
            (
                "no interior solution: the choices violate x < 0 throughout the region, so that a bound binds; "
                "expected payoffs that are concave in what is chosen, or staged_outcomes"
            ),
        ),
    ],
)
def test_what_has_no_outcome_names_the_stage_and_the_reason(game: StagedGame, together: Any, says: str) -> None:
    with pytest.raises(SolverError) as error:
        solve_staged(game, together)
    assert str(error.value) == says


def test_of_several_outcomes_each_is_named() -> None:
    with pytest.raises(SolverError) as error:
        solve_staged(single(x**2 / 2 - x**4 / 4))
    assert str(error.value) in (
        "there are 2 outcomes: x = 1; x = -1; expected staged_outcomes, which lists them",
        "there are 2 outcomes: x = -1; x = 1; expected staged_outcomes, which lists them",
    )


def test_why_no_bound_helps_is_told_in_the_words_of_the_stage() -> None:
    with pytest.raises(SolverError) as error:
        staged_outcomes(single(x * k - x**5 / 5, k > 0))
    assert str(error.value).endswith("or every parameter set; solve_staged_numeric works for any")


@pytest.mark.parametrize(
    ("together", "says"),
    [
        ({"research": (FIRMS,)}, "no stage is called 'research'"),
        ({"only": (("A", "C"),)}, "cooperation at stage 'only' names 'C'"),
        ({"only": (("A", "A"),)}, "a coalition at stage 'only' names 'A' twice"),
        ({"only": (("A",), ("A", "B"))}, "'A' is in two coalitions at stage 'only'"),
    ],
)
def test_cooperation_must_be_among_players_at_a_stage(together: Any, says: str) -> None:
    game = StagedGame({"A": -(x**2), "B": -(y**2)}, Stage("only", {"A": x, "B": y}))
    with pytest.raises(GameError, match=says):
        solve_staged(game, together)
