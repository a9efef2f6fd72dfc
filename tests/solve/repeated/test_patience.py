"""The share that asks for the least patience."""

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import event, given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.errors import GameError, RuleError, SolverError, SymbolError
from coopgame.games.venture import Venture
from coopgame.sharing import linear_share
from coopgame.solve.repeated import PatientShare, critical_discount, sharing_for_patience
from coopgame.symbols import Region, parameters

BOTH, NEITHER = ("work", "work"), ("idle", "idle")
STRATEGIES = {"enterprise": ("work", "idle"), "university": ("work", "idle")}
theta, V, W, c1, c2 = parameters("theta V W c1 c2")


def venture(revenues: Any, costs: Any, region: Region = Region()) -> Venture:
    """Revenue when both work, the enterprise alone, the university alone, and nobody; what working costs each."""
    table: dict[tuple[str, ...], Any] = dict(
        zip((BOTH, ("work", "idle"), ("idle", "work"), NEITHER), revenues, strict=True)
    )
    spent = {player: {"work": cost, "idle": 0} for player, cost in zip(STRATEGIES, costs, strict=True)}
    return Venture.from_functions(lambda profile: table[tuple(profile)], spent, STRATEGIES, region)


def best(revenues: Any, costs: Any, region: Region = Region()) -> PatientShare:
    return sharing_for_patience(venture(revenues, costs, region), cooperate=BOTH, punish=NEITHER, share=theta)


# Published results


def test_shares_in_proportion_to_costs_make_both_equally_patient_and_ask_for_the_least() -> None:
    found = best((10, 6, 6, 0), (4, 3))
    assert found.share == sp.Rational(4, 7)
    assert found.threshold == sp.Rational(1, 2)
    assert found.binding == ("enterprise", "university")
    assert found.condition == Region()
    assert isinstance(found.proof, Proved)
    assert not found.proof.vacuous
    assert "1/2, where enterprise gets the share 4/7; it binds enterprise and university" in str(found)
    assert found._repr_latex_().startswith(r"$\theta^* = \frac{4}{7},\; \delta^* = \frac{1}{2}")


def test_with_unknown_revenue_and_costs_the_share_is_that_in_the_costs() -> None:
    dilemma = Region(W > 0, V > W, c1 > 0, c2 > 0, c1 + c2 + W > V)
    found = best((V, W, W, 0), (c1, c2), dilemma)
    assert sp.simplify(found.share - c1 / (c1 + c2)) == 0
    assert sp.simplify(found.threshold - (1 - (V - c1 - c2) / W)) == 0
    assert found.condition == Region(sp.Le(W, c1 + c2), sp.Gt(V, c1 + c2))
    assert found.binding == ("enterprise", "university")
    assert found.condition.contains(found.witness)
    assert "if" in str(found)


def test_at_the_best_share_the_game_has_that_critical_discount_factor() -> None:
    found = best((10, 6, 6, 0), (4, 3))
    for share, compare in ((found.share, "=="), (sp.Rational(5, 9), ">"), (sp.Rational(3, 5), ">")):
        game = venture((10, 6, 6, 0), (4, 3)).under(linear_share({"enterprise": share, "university": 1 - share}))
        threshold = critical_discount(game, cooperate=BOTH, punish=NEITHER).threshold
        assert threshold == found.threshold if compare == "==" else threshold > found.threshold


# Properties


def test_the_best_share_is_a_square_root_where_the_two_do_not_tempt_alike() -> None:
    found = best((10, 5, 6, 0), (4, 3))
    assert found.share == (3 * sp.sqrt(11) - 7) / 5
    thresholds = [t.subs(theta, found.share) for t in found.by_share.thresholds]
    assert all(abs(sp.N(t - found.threshold, 30)) < sp.Rational(1, 10**25) for t in thresholds)
    assert found.binding == ("enterprise", "university")


def test_the_square_root_may_hold_parameters() -> None:
    found = best((V, 5, 6, 0), (4, 3), Region(V >= 9, V <= 12))
    assert found.share == (V + sp.sqrt(V**2 + 4 * V + 1444) - 38) / (2 * V)
    assert found.condition == Region()
    assert found.binding == ("enterprise", "university")
    assert sp.expand(found.threshold.subs(V, 10) - best((10, 5, 6, 0), (4, 3)).threshold) == 0
    assert found.witness is not None
    assert best((V, 5, 6, 0), (4, 3), Region(V >= 9, V <= 40)).condition != Region()


def test_where_the_equalising_share_is_out_of_bounds_the_nearest_bound_is_best_and_binds_one() -> None:
    found = best((10, 6, 6, 0), (4, 3), Region(theta <= sp.Rational(1, 2)))
    assert found.share == sp.Rational(1, 2)
    assert found.threshold == sp.Rational(2, 3)
    assert found.binding == ("enterprise",)


def test_of_two_bounds_the_one_that_asks_for_less_is_best_whichever_is_said_first() -> None:
    near, far = sp.Rational(3, 5), sp.Rational(13, 20)
    for region in (Region(theta >= near, theta <= far), Region(theta <= far, theta >= near)):
        found = best((10, 6, 6, 0), (4, 3), region)
        assert found.share == near
        assert found.binding == ("university",)


def test_where_some_share_tempts_nobody_no_patience_is_needed() -> None:
    found = best((20, 6, 6, 0), (4, 3))
    assert found.threshold == 0
    assert found.binding == ()
    game = venture((20, 6, 6, 0), (4, 3)).under(
        linear_share({"enterprise": found.share, "university": 1 - found.share})
    )
    assert critical_discount(game, cooperate=BOTH, punish=NEITHER).threshold == 0


def test_a_share_that_tempts_nobody_is_found_inside_where_the_ends_are_no_threat() -> None:
    found = best((4, 1, 1, 1), (1, 1))
    assert (found.share, found.threshold) == (sp.Rational(1, 2), 0)


def test_the_proof_is_of_a_claim_that_fails_for_any_lower_discount_factor() -> None:
    found = best((10, 6, 6, 0), (4, 3))
    lower = found.threshold - sp.Rational(1, 1000)
    higher = found.threshold + sp.Rational(1, 1000)
    gains = [found.by_share.game.deviation_gain(p, BOTH, "idle") for p in STRATEGIES]
    costs = [6 * theta, 6 * (1 - theta)]

    def too_little(discount: Any) -> Any:
        return sp.Or(*(gain > discount * cost for gain, cost in zip(gains, costs, strict=True)))

    region = found.proof.claim.region
    assert isinstance(decide(Claim(too_little(lower), region)), Proved)
    assert not isinstance(decide(Claim(too_little(higher), region)), Proved)


# Differential


@st.composite
def ventures(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    costs = draw(st.lists(st.integers(1, 5), min_size=2, max_size=2))
    alone = draw(st.lists(st.integers(1, sum(costs)), min_size=2, max_size=2))
    both = max(*alone, sum(costs)) + draw(st.integers(0, 6))
    return [both, *alone, draw(st.integers(0, 1))], costs


def patience_at(share: Fraction, revenues: list[int], costs: list[int]) -> Fraction | None:
    """The patience grim trigger asks for at a share; None where idleness is no threat."""
    both, first, second, nobody = revenues
    worst = Fraction(0)
    for part, cost, helped, left in ((share, costs[0], second, first), (1 - share, costs[1], first, second)):
        kept, taken, punished, alone = part * both - cost, part * helped, part * nobody, part * left - cost
        if kept <= punished or alone > punished:
            return None
        if taken > kept:
            worst = max(worst, Fraction(taken - kept) / (taken - punished))
    return worst


@settings(max_examples=12)
@given(ventures())
def test_no_share_of_a_fine_grid_does_with_less(drawn: tuple[list[int], list[int]]) -> None:
    revenues, costs = drawn
    grid = [patience_at(Fraction(k, 240), revenues, costs) for k in range(241)]
    attained = [value for value in grid if value is not None]
    try:
        found = best(revenues, costs)
    except GameError:
        event("no threat")
        assert not attained
        return
    except SolverError:
        # The best would be at an end at which the threat is none any more: shares just inside get ever better.
        event("not attained")
        finer = [patience_at(Fraction(k, 7200), revenues, costs) for k in range(7201)]
        assert min(v for v in finer if v is not None) < min(attained, default=Fraction(1))
        return
    event("a best share")
    assert all(sp.Rational(value) >= found.threshold - sp.Rational(1, 10**20) for value in attained)
    if found.share.is_Rational:
        share = Fraction(int(found.share.p), int(found.share.q))
        exactly = patience_at(share, revenues, costs)
        assert exactly is not None
        assert sp.Rational(exactly) == found.threshold


# Refusals


def test_a_venture_of_three_is_refused() -> None:
    trio = Venture.from_functions(
        lambda profile: 0, {p: {"a": 0, "b": 0} for p in "xyz"}, dict.fromkeys("xyz", ("a", "b"))
    )
    with pytest.raises(RuleError, match="a share between 3 players; expected a venture of two"):
        sharing_for_patience(trio, cooperate=("a",) * 3, punish=("b",) * 3, share=theta)


def test_a_share_that_is_no_plain_symbol_or_moves_revenue_is_refused() -> None:
    for share in (sp.Rational(1, 2), "theta", sp.Symbol("theta", positive=True)):
        with pytest.raises(RuleError, match="is no share to choose; expected a symbol"):
            sharing_for_patience(venture((10, 6, 6, 0), (4, 3)), cooperate=BOTH, punish=NEITHER, share=share)
    with pytest.raises(SymbolError, match="revenue or costs depend on theta"):
        best((10 + theta, 6, 6, 0), (4, 3))


def test_a_venture_that_no_share_makes_worth_while_for_both_is_refused() -> None:
    with pytest.raises(GameError, match=r"\(idle, idle\) is nowhere in the region a threat for \(work, work\)"):
        best((6, 6, 6, 0), (4, 3))


def test_a_best_share_comes_with_where_it_is_the_best() -> None:
    found = best((V, 6, 6, 0), (4, 3), Region(V > 7, V < 20))
    assert found.share == sp.Rational(4, 7)
    assert found.condition == Region(V <= 13)


def test_a_best_share_that_shares_only_come_near_to_is_refused() -> None:
    expected = r"no share is proven to ask for the least patience for \(work, work\); expected a region in which"
    with pytest.raises(SolverError, match=expected):
        best((10, 6, 6, 0), (4, 3), Region(theta < sp.Rational(11, 20)))


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(RuleError, match="empty"):
        best((V, 6, 6, 0), (4, 3), Region(V > 7, V < 6))
