"""What the equilibria of 2x2 games pay: as the general appraisal of listed equilibria has it."""

import numpy as np
import pytest

from coopgame.sweeps.finite.appraisal import appraised
from coopgame.sweeps.finite.sign_table import CASES, MIXED, OUTSIDE, kinds, most_equilibria
from coopgame.sweeps.finite.two_by_two_details import detail, mixing, played

CODES = np.tile(np.arange(OUTSIDE + 1, dtype=np.uint8), 3)
N = len(CODES)


def detailed(mixtures: np.ndarray, payoffs: np.ndarray, compile_it: bool) -> tuple[np.ndarray, ...]:
    """Probabilities, payoffs and regret; nothing that was there before is left."""
    targets = [np.full((N, most_equilibria(), 4), 7.0), np.full((N, most_equilibria(), 2), 7.0), np.full(N, 7.0)]
    detail(CODES, mixtures, payoffs, targets, compile_it)
    return tuple(targets)


def test_codes_say_how_the_cases_are_played() -> None:
    for code, rows in enumerate(played()[:OUTSIDE]):
        assert np.array_equal(rows, kinds()[code % CASES])
        assert mixing()[:, code].tolist() == (rows == MIXED).any(axis=0).tolist()
    assert (played()[OUTSIDE] == -1).all()


@pytest.mark.parametrize("compile_it", [True, False])
def test_payoffs_and_regret_are_those_of_the_general_appraisal(compile_it: bool) -> None:
    rng = np.random.default_rng(5)
    mixtures, payoffs = rng.uniform(0, 1, (2, N)), rng.normal(size=(8, N))
    probability, payoff, regret = detailed(mixtures, payoffs, compile_it)
    wanted, worst = appraised(probability, np.moveaxis(payoffs, -1, 0).reshape(N, 2, 4), (2, 2), compiling=False)
    assert np.allclose(payoff, wanted, atol=1e-14, equal_nan=True)
    assert np.allclose(regret, worst, atol=1e-14)
    for m, code in enumerate(CODES):
        for slot, kind in enumerate(played()[code]):
            shares = [mixtures[k, m] if kind[k] == MIXED else float(kind[k]) for k in range(2)]
            row = [shares[0], 1 - shares[0], shares[1], 1 - shares[1]] if kind[0] >= 0 else [np.nan] * 4
            assert np.array_equal(probability[m, slot], row, equal_nan=True)


@pytest.mark.parametrize("compile_it", [True, False])
def test_infinite_payoffs_that_nobody_meets_do_no_harm(compile_it: bool) -> None:
    """Both play the first strategy for sure; what the profiles pay in which the other does not is infinite."""
    payoffs = np.ones((8, N))
    payoffs[[1, 3, 6, 7]] = np.inf
    probability, payoff, regret = detailed(np.ones((2, N)), payoffs, compile_it)
    only = (probability[:, 0, 0] == 1) & (probability[:, 0, 2] == 1)
    assert only.any()
    assert (payoff[only, 0] == 1).all()
    assert not np.isnan(regret).any()
