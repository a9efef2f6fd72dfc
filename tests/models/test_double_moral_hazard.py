"""Double-sided moral hazard: the best share, what it depends on, and check points by two roads."""

import pytest
import sympy as sp

from coopgame.models.double_moral_hazard import (
    A_1,
    A_2,
    BOTH,
    MODEL,
    Theta,
    agreed,
    c_1,
    c_2,
    e_1,
    e_2,
    m,
    s,
    share,
    slope,
    wanting,
)
from coopgame.models.staged_model import Regime
from coopgame.solve.staged.numeric import solve_staged_numeric

GIVEN, AGREED, BEST = MODEL.regimes
OUTPUT, SURPLUS = MODEL.quantities[-2:]
SYMBOLS = A_1, A_2, m, Theta, c_1, c_2
# (A_1, A_2, m, Theta, c_1, c_2): share, efforts where known, surplus where known.
POINTS = (
    (("3/5", "2/5", 2, 3, 1, 2), 0.5669697220, (0.7762467598, 0.3916682536), 1.3166016209),
    (("3/10", "1/5", 1, 3, 1, 2), 0.5669697220, None, None),
    (("9/10", "3/10", 2, 1, 1, 1), 0.6828640358, None, 0.1544154943),
)


def at(point: tuple[object, ...]) -> dict[sp.Symbol, sp.Expr]:
    """A check point."""
    return dict(zip(SYMBOLS, map(sp.Rational, point), strict=True))


def unbalanced(values: dict[sp.Symbol, sp.Expr], first: float, second: float) -> float:
    """The joint surplus when efforts answer shares that need not add up to one."""
    a_1, a_2 = (float((w / m).subs(values)) for w in (A_1, A_2))
    size: float = (first**a_1 * second**a_2) ** (1 / (1 - a_1 - a_2))
    return size * (1 - a_1 * first - a_2 * second)


# Published results.


@pytest.mark.parametrize(("point", "best", "efforts", "surplus"), POINTS, ids=str)
def test_check_points_are_met(
    point: tuple[object, ...], best: float, efforts: tuple[float, float] | None, surplus: float | None
) -> None:
    chosen = {z: float(value.subs(at(point))) for z, value in AGREED.outcome.choices.items()}
    assert chosen[s] == pytest.approx(best, abs=1e-9)
    assert float(share.subs(at(point))) == pytest.approx(best, abs=1e-9)
    if efforts is not None:
        assert (chosen[e_1], chosen[e_2]) == pytest.approx(efforts, abs=1e-9)
    if surplus is not None:
        assert float(MODEL.value(SURPLUS, AGREED).subs(at(point))) == pytest.approx(surplus, abs=1e-9)


def test_the_best_share_depends_on_nothing_but_the_exponents_and_on_them_through_their_ratio_to_the_costs() -> None:
    chosen, scale = AGREED.outcome.choices[s], sp.Symbol("scale", positive=True)
    assert chosen.free_symbols == {A_1, A_2, m}
    scaled = chosen.subs({A_1: scale * A_1, A_2: scale * A_2, m: scale * m}, simultaneous=True)
    assert sp.simplify(scaled - chosen) == 0


def test_each_first_order_condition_equates_cost_and_the_part_of_output() -> None:
    produced = MODEL.value(OUTPUT, GIVEN)
    for point, _, _, _ in POINTS:
        values = {**at(point), s: sp.Rational(2, 5)}
        y = float(produced.subs(values))
        for c, effort, part, weight in ((c_1, e_1, s, A_1), (c_2, e_2, 1 - s, A_2)):
            spent = float((c * GIVEN.outcome.choices[effort] ** m).subs(values))
            assert spent == pytest.approx(float((part * weight).subs(values)) * y, rel=1e-12)


def test_the_slope_of_the_claims_is_the_solvers() -> None:
    surplus = sum(GIVEN.outcome.payoffs)
    for point, _, _, _ in POINTS:
        for part in ("1/10", "1/2", "4/5"):
            values = {**at(point), s: sp.Rational(part)}
            relative = float((sp.diff(surplus, s) / surplus).subs(values))
            assert relative == pytest.approx(float(slope.subs(values)), rel=1e-9)


def test_more_for_one_at_no_cost_to_the_other_adds_what_the_claim_says() -> None:
    # By differences: the enterprise gets a little more of an output of which nobody has less.
    step = 1e-6
    for point, _, _, _ in POINTS:
        low, high = (float(unbalanced(at(point), 0.5 + d, 0.5)) for d in (-step, step))
        rate = (high - low) / (2 * step) / float(unbalanced(at(point), 0.5, 0.5))
        assert rate == pytest.approx(float(wanting.subs({**at(point), s: sp.Rational(1, 2)})), rel=1e-6)


# Edges.


def test_at_equal_weights_the_best_share_is_one_half() -> None:
    for weight in ("1/10", "1/4", "2/5"):
        equal = {A_1: sp.Rational(weight), A_2: sp.Rational(weight), m: 1}
        assert AGREED.outcome.choices[s].subs(equal) == sp.Rational(1, 2)


def test_the_condition_is_that_returns_decrease() -> None:
    point = {**at(POINTS[0][0]), s: sp.Rational(1, 2)}
    for regime in MODEL.regimes:
        assert regime.outcome.condition.contains(point)
        assert not regime.outcome.condition.contains({**point, m: 1})


# Two roads.


@pytest.mark.parametrize("regime", MODEL.regimes, ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_choices(regime: Regime) -> None:
    point = {symbol: value for symbol, value in MODEL.example.items() if symbol in regime.game.symbols}
    numeric = solve_staged_numeric(regime.game.at(point), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice, value in regime.outcome.choices.items():
        assert float(value.subs(point)) == pytest.approx(numeric.choices[choice], abs=1e-9)


def test_numbers_lead_to_the_same_share_at_equal_weights() -> None:
    point = {A_1: sp.Rational(1, 2), A_2: sp.Rational(1, 2), m: 2, Theta: 1, c_1: 1, c_2: 1}
    numeric = solve_staged_numeric(agreed.at(point), {"contract": (BOTH,)})
    assert numeric.choices[s] == pytest.approx(0.5, abs=1e-9)


def test_the_joint_surplus_at_the_best_share_is_more_than_at_any_other() -> None:
    point = at(POINTS[0][0])
    best = float(MODEL.value(SURPLUS, AGREED).subs(point))
    others = [float(sum(GIVEN.outcome.payoffs).subs({**point, s: sp.Rational(k, 20)})) for k in range(1, 20)]
    assert max(others) < best < float(MODEL.value(SURPLUS, BEST).subs(point))
