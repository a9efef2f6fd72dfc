"""Licensing contracts: published values inside and outside the market, and the royalty at its bound."""

import pytest
import sympy as sp

from coopgame.games.staged import Stage, StagedGame
from coopgame.models.licensing_contracts import (
    FIRST,
    MODEL,
    OWNER,
    ROYALTY_INSIDE,
    ROYALTY_OUTSIDE,
    SECOND,
    S,
    by_fee,
    by_royalty,
    epsilon,
    fee,
    lost,
    none,
    outside_auction,
    outside_fee,
    outside_royalty,
    q_1,
    q_2,
    r,
)
from coopgame.models.staged_model import Regime
from coopgame.solve.staged.backward import solve_staged, staged_outcomes
from coopgame.solve.staged.numeric import solve_staged_numeric
from coopgame.solve.staged.outcome import Outcome
from coopgame.symbols import Region, parameters
from proofs.agreement import same

QUANTITIES = {quantity.symbol: quantity for quantity in MODEL.quantities}
INSIDE = ("N", "IF", "IR")
OUTSIDE = ("OF", "OR", "OA")
BOUNDS = ((ROYALTY_INSIDE, FIRST, by_royalty), (ROYALTY_OUTSIDE, OWNER, outside_royalty))


def value(symbol: str, label: str) -> sp.Expr:
    """A quantity in a regime, as the solver has it."""
    return MODEL.value(QUANTITIES[symbol], MODEL.regime(label))


def at_bound(game: StagedGame) -> Outcome:
    """The outcome at which the royalty alone is held at its bound."""
    (found,) = (outcome for outcome in staged_outcomes(game) if outcome.binding == (sp.Eq(r, epsilon),))
    return found


# Published results.


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("N", none),
        ("IF", by_fee),
        ("IR", by_royalty),
        ("OF", outside_fee),
        ("OR", outside_royalty),
        ("OA", outside_auction),
    ],
)
def test_what_the_owner_earns_in_the_claims_is_the_solvers(label: str, expected: sp.Expr) -> None:
    assert sp.simplify(value(r"\pi", label) - expected) == 0


def test_inside_the_totals_are_as_published() -> None:
    assert sp.simplify(fee - 4 * epsilon * S / 9) == 0
    assert sp.simplify(value(r"\pi", "IF") - (S + epsilon) ** 2 / 9 - 4 * epsilon * S / 9) == 0
    assert sp.simplify(value(r"\pi", "IR") - value(r"\pi", "IF") - epsilon * S / 9) == 0
    assert sp.simplify(value("Q", "IF") - value("Q", "IR") - epsilon / 3) == 0
    assert sp.simplify(value("W", "IF") - value("W", "IR") - lost) == 0


@pytest.mark.parametrize(
    ("point", "totals"),
    [
        ((6, 1), ("64/9", "73/9", "79/9")),
        ((10, 4), ("36", "356/9", "44")),
        ((15, 10), ("1225/9", "1225/9", "1375/9")),
    ],
)
def test_check_points_inside_are_met_exactly(point: tuple[int, int], totals: tuple[str, ...]) -> None:
    at = dict(zip((S, epsilon), point, strict=True))
    assert [value(r"\pi", label).subs(at) for label in INSIDE] == list(map(sp.Rational, totals))


def test_the_check_point_outside_is_met_exactly() -> None:
    at = {S: 10, epsilon: 1}
    assert [value(r"\pi", label).subs(at) for label in OUTSIDE] == list(map(sp.Rational, ("80/9", "20/3", "7")))


@pytest.mark.parametrize("label", ["IF", "IR", "OF", "OA"])
def test_the_contract_leaves_the_rival_what_it_has_without(label: str) -> None:
    assert sp.simplify(value(r"\pi_2", label) - (S - epsilon) ** 2 / 9) == 0


@pytest.mark.parametrize(("game", "owner", "earned"), BOUNDS, ids=("inside", "outside"))
def test_the_best_royalty_of_a_minor_innovation_is_its_bound(game: StagedGame, owner: str, earned: sp.Expr) -> None:
    bound = at_bound(game)
    assert bound.choices[r] == epsilon
    assert same(bound.condition, epsilon <= S, game.domain)
    assert sp.simplify(bound.payoffs[owner] - earned) == 0


@pytest.mark.parametrize(("game", "owner", "earned"), BOUNDS, ids=("inside", "outside"))
def test_inside_its_bound_the_royalty_is_that_of_a_drastic_innovation(
    game: StagedGame, owner: str, earned: sp.Expr
) -> None:
    drastic = solve_staged(game)
    assert sp.simplify(drastic.choices[r] - (S + epsilon) / 2) == 0
    assert same(drastic.condition, epsilon >= S, game.domain)
    assert sp.simplify((drastic.payoffs[owner] - earned).subs(epsilon, S)) == 0


def test_a_fee_from_all_of_n_is_what_a_licence_adds_to_each() -> None:
    # One enterprise stands for the others of its kind, whose quantities the market foresees.
    n, k, own, other, alike, rest = parameters("n k own other alike rest")
    holder = (S + epsilon - own - (k - 1) * alike - (n - k) * rest) * own
    without = (S - other - k * alike - (n - k - 1) * rest) * other
    game = StagedGame(
        {"holder": holder, "other": without, "market": -((alike - own) ** 2) - (rest - other) ** 2},
        (Stage("output", {"holder": (own,), "other": (other,), "market": (alike, rest)}),),
        Region(S > 0, epsilon > 0, k >= 1, n > k, k * epsilon < S),
    )
    sold = solve_staged(game).payoffs
    paid = k * (sold["holder"] - sold["other"].subs(k, k - 1))
    bid = k * (sold["holder"] - sold["other"])
    at = {S: 10, epsilon: 2, n: 4}
    assert [paid.subs(at | {k: j}) for j in (1, 2, 3)] == list(map(sp.Rational, ("8.96", "15.36", "19.2")))
    assert [bid.subs(at | {k: j}) for j in (1, 2, 3)] == list(map(sp.Rational, ("10.4", "17.6", "21.6")))
    assert sp.simplify(paid.subs({n: 2, k: 2}) - outside_fee) == 0
    assert sp.simplify(bid.subs({n: 2, k: 1}) - outside_auction) == 0


# Edges.


def test_at_two_thirds_of_the_market_a_fee_is_worth_nothing_inside_and_an_auction_a_fee_outside() -> None:
    at = {epsilon: 2 * S / 3}
    assert sp.simplify((value(r"\pi", "IF") - value(r"\pi", "N")).subs(at)) == 0
    assert sp.simplify((value(r"\pi", "OF") - value(r"\pi", "OA")).subs(at)) == 0


def test_at_a_drastic_innovation_the_royalty_inside_is_worth_nothing() -> None:
    assert sp.simplify((value(r"\pi", "IR") - value(r"\pi", "N")).subs(epsilon, S)) == 0


# Two roads.


@pytest.mark.parametrize("regime", MODEL.regimes, ids=lambda regime: regime.name)
def test_numbers_lead_to_the_same_quantities(regime: Regime) -> None:
    numeric = solve_staged_numeric(regime.game.at(MODEL.example), regime.cooperation)
    assert numeric.regret < 1e-9
    for choice in (q_1, q_2):
        assert float(regime.outcome.choices[choice].subs(MODEL.example)) == pytest.approx(
            numeric.choices[choice], abs=1e-9
        )


@pytest.mark.parametrize("game", [ROYALTY_INSIDE, ROYALTY_OUTSIDE], ids=("inside", "outside"))
def test_numbers_lead_to_the_same_royalty_at_its_bound(game: StagedGame) -> None:
    numeric = solve_staged_numeric(game.at({S: 6, epsilon: 1}))
    assert numeric.regret < 1e-9
    assert numeric.choices[r] == pytest.approx(1, abs=1e-9)
    assert float(at_bound(game).payoffs[SECOND].subs({S: 6, epsilon: 1})) == pytest.approx(
        numeric.payoffs[SECOND], abs=1e-9
    )
