"""What listed equilibria pay, and what could be gained by leaving them."""

import numpy as np
import pytest

from coopgame.sweeps.finite.appraisal import appraised

BOTH = pytest.mark.parametrize("compiling", [True, False])


@BOTH
def test_payoffs_and_regret_of_matching_pennies(compiling: bool) -> None:
    payoffs = np.array([[[1.0, -1, -1, 1], [-1, 1, 1, -1]]])
    probability = np.array([[[0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0], [np.nan] * 4]])
    earned, regret = appraised(probability, payoffs, (2, 2), compiling)
    assert earned[0, :2].tolist() == [[0, 0], [1, -1]]
    assert np.isnan(earned[0, 2]).all()
    assert regret.tolist() == [2]


@pytest.mark.parametrize("shape", [(2,), (2, 3), (4, 4), (2, 2, 2), (3, 1, 2)])
def test_both_ways_agree_with_sums_over_profiles(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(sum(shape))
    payoffs = rng.normal(size=(5, len(shape), int(np.prod(shape))))
    mixed = [rng.dirichlet(np.ones(count), size=(5, 2)) for count in shape]
    probability = np.concatenate(mixed, axis=-1)
    probability[1, 1] = np.nan
    for compiling in (True, False):
        earned, regret = appraised(probability, payoffs, shape, compiling)
        for k in range(5):
            worst = 0.0
            for slot in range(2):
                if (k, slot) == (1, 1):
                    continue
                for i in range(len(shape)):
                    table = payoffs[k, i].reshape(shape)
                    for j in reversed([j for j in range(len(shape)) if j != i]):
                        table = np.tensordot(table, mixed[j][k, slot], axes=(j, 0))
                    own = float(table @ mixed[i][k, slot])
                    assert earned[k, slot, i] == pytest.approx(own, abs=1e-14)
                    worst = max(worst, float(table.max()) - own)
            assert regret[k] == pytest.approx(worst, abs=1e-14)


@BOTH
def test_where_nothing_is_listed_there_is_no_regret(compiling: bool) -> None:
    earned, regret = appraised(np.full((1, 2, 4), np.nan), np.ones((1, 2, 4)), (2, 2), compiling)
    assert np.isnan(earned).all()
    assert regret.tolist() == [0]


def test_an_infinite_payoff_counts_only_where_it_is_met() -> None:
    payoffs = np.array([[[3.0, -np.inf, 1, -np.inf], [2, 1, np.inf, 0]]])
    probability = np.array([[[1.0, 0, 1, 0], [0, 1, 0.5, 0.5]]])
    earned, regret = appraised(probability, payoffs, (2, 2), compiling=False)
    assert earned.tolist() == [[[3, 2], [-np.inf, np.inf]]]
    assert regret.tolist() == [0]
