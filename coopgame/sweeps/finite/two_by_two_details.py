r"""How the equilibria of 2x2 games are played, and what they pay: formulae that run on a float and on arrays alike.

The row player plays the first strategy with probability :math:`p`, the column player with :math:`q`; payoffs
:math:`u_i(s_1, s_2)` are listed by profile, the column player's strategy moving first.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.finite.appraisal import weighed
from coopgame.sweeps.finite.sign_table import CASES, MIXED, OUTSIDE, kinds
from coopgame.sweeps.outputs import Floats

Value = Any
"""A float, or an array of them: Numba compiles these functions for the one, NumPy runs them on the other."""

Codes = NDArray[np.uint8]
Appraisal = tuple[Value, Value, Value]


@lru_cache(maxsize=1)
def played() -> NDArray[np.int8]:
    """Return how the two play, by code, equilibrium and player: as the table has it; of points outside nothing."""
    return np.concatenate([np.tile(kinds(), (OUTSIDE // CASES, 1, 1)), np.full((1, *kinds().shape[1:]), -1, np.int8)])


@lru_cache(maxsize=1)
def mixing() -> NDArray[np.bool_]:
    """Return who mixes in some equilibrium, by player and code."""
    return np.ascontiguousarray((played() == MIXED).any(axis=1).T)


def detail(codes: Codes, mixtures: Floats, payoffs: Floats, targets: Sequence[Floats], compile_it: bool) -> None:
    r"""Write down every equilibrium :math:`(p, q)` of some points, its payoffs, and the points' largest regrets.

    Parameters
    ----------
    codes : array of shape (n,)
    mixtures : array of shape (2, n)
        The :math:`p` and :math:`q` of who mixes.
    payoffs : array of shape (8, n)
        The row player's by profile, then the column player's.
    targets : arrays of shape (n, most, 4), (n, most, 2) and (n,)
        Probabilities by action, payoffs by player, and regret are written to them; nan where there are no more
        equilibria.
    compile_it : bool

    """
    probability, payoff, regret = targets
    if compile_it:
        _compiled()(codes, played(), mixtures, payoffs, *targets)
        return
    appraised = appraising(weighed)
    regret[:] = 0.0
    own = played()[codes]
    with np.errstate(all="ignore"):
        for slot in range(own.shape[1]):
            kind = own[:, slot].T
            p, q = np.where(kind == MIXED, mixtures, np.where(kind < 0, np.nan, kind))
            u, v, gain = appraised(p, q, payoffs)
            for k, values in enumerate((p, 1 - p, q, 1 - q)):
                probability[:, slot, k] = values
            payoff[:, slot, 0], payoff[:, slot, 1] = u, v
            np.fmax(regret, gain, out=regret)


def appraising(met: Callable[[Value, Value], Value]) -> Callable[[Value, Value, Any], Appraisal]:
    r"""Return the function that appraises :math:`(p, q)`: both payoffs, and the larger regret.

    Parameters
    ----------
    met : callable
        A probability times a payoff; zero where the probability is, also times an infinite payoff.

    """

    def appraised(p: Value, q: Value, payoffs: Any) -> Appraisal:
        a, b, c, d, e, f, g, h = payoffs
        first, second = met(q, a) + met(1.0 - q, b), met(q, c) + met(1.0 - q, d)
        left, right = met(p, e) + met(1.0 - p, g), met(p, f) + met(1.0 - p, h)
        u = met(p, first) + met(1.0 - p, second)
        v = met(q, left) + met(1.0 - q, right)
        return u, v, np.fmax(np.fmax(first, second) - u, np.fmax(left, right) - v)

    return appraised


@lru_cache(maxsize=1)
def _compiled() -> Callable[..., None]:
    met = compiled(lambda probability, payoff: 0.0 if probability == 0.0 else probability * payoff)
    appraised = compiled(appraising(met))

    def run(codes: Any, known: Any, mixtures: Any, payoffs: Any, probability: Any, payoff: Any, regret: Any) -> None:
        for m in range(codes.shape[0]):
            table = (payoffs[0, m], payoffs[1, m], payoffs[2, m], payoffs[3, m])
            other = (payoffs[4, m], payoffs[5, m], payoffs[6, m], payoffs[7, m])
            worst = 0.0
            for slot in range(known.shape[1]):
                first, second = known[codes[m], slot]
                if first < 0:
                    probability[m, slot], payoff[m, slot] = np.nan, np.nan
                    continue
                p = mixtures[0, m] if first == MIXED else float(first)
                q = mixtures[1, m] if second == MIXED else float(second)
                u, v, gain = appraised(p, q, table + other)
                row = probability[m, slot]
                row[0], row[1], row[2], row[3] = p, 1.0 - p, q, 1.0 - q
                payoff[m, slot, 0], payoff[m, slot, 1] = u, v
                worst = np.fmax(worst, gain)
            regret[m] = worst

    return compiled(run)
