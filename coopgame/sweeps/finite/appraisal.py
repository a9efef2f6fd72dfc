"""What the equilibria that are listed pay, and what could be gained by leaving them."""

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.sweeps.compiling import compiled
from coopgame.sweeps.outputs import Floats

Shape = tuple[int, ...]


def appraised(probability: Floats, payoffs: Floats, shape: Shape, compiling: bool) -> tuple[Floats, Floats]:
    r"""Return each listed equilibrium's payoffs :math:`u_i(\sigma)`, and of each point the largest regret.

    Parameters
    ----------
    probability : array of shape (n, most, actions)
        nan where nothing is listed; nothing is after that.
    payoffs : array of shape (n, players, profiles)
    shape : tuple of int
    compiling : bool

    Returns
    -------
    earned : array of shape (n, most, players)
    regret : array of shape (n,)
        :math:`\max_{\sigma, i, s} u_i(s, \sigma_{-i}) - u_i(\sigma)`; zero where nothing is listed.

    """
    points, most = probability.shape[:2]
    earned, regret = np.full((points, most, len(shape)), np.nan), np.zeros(points)
    if compiling:
        begins = np.cumsum([0, *shape])
        actions = np.array(list(product(*map(range, shape)))).reshape(prod(shape), len(shape)) + begins[:-1]
        _loop()(probability, payoffs, actions, begins, earned, regret)
        return earned, regret
    at, slot = np.nonzero(~np.isnan(probability[:, :, 0]))
    # One long array a number, so that every step below runs over all listed equilibria at once.
    weights = np.split(np.ascontiguousarray(probability[at, slot].T), np.cumsum(shape)[:-1])
    gain = np.zeros(len(at))
    known = np.ascontiguousarray(np.moveaxis(payoffs[at], 0, -1))
    with np.errstate(all="ignore"):
        for player, table in enumerate(known):
            replies = np.zeros((shape[player], len(at)))
            for profile, payoff in zip(product(*map(range, shape)), table, strict=True):
                met = prod(weights[k][s] for k, s in enumerate(profile) if k != player)
                replies[profile[player]] += weighed(met, payoff)
            own = sum(map(weighed, weights[player], replies))
            earned[at, slot, player] = own
            np.fmax(gain, replies.max(axis=0) - own, out=gain)
    np.maximum.at(regret, at, gain)
    return earned, regret


def weighed(weight: Any, payoff: Any) -> Floats:
    """Return their product: nothing where the weight is 0, even if the payoff is infinite."""
    return np.where(weight == 0, 0.0, weight * payoff)


@lru_cache(maxsize=1)
def _reply() -> Callable[..., None]:
    def answer(p: Any, payoffs: Any, actions: Any, replies: Any, played: Any) -> None:
        profiles, players = actions.shape
        replies[:] = 0.0
        for k in range(profiles):
            idle = 0
            for j in range(players):
                played[j] = p[actions[k, j]]
                idle += played[j] == 0.0
            if idle > 1:
                continue  # nobody meets this profile by deviating alone
            for i in range(players):
                met = payoffs[i, k]
                for j in range(players):
                    if j != i:
                        met *= played[j]
                replies[actions[k, i]] += met

    return compiled(answer)


@lru_cache(maxsize=1)
def _loop() -> Callable[..., None]:
    reply = _reply()

    def loop(probability: Any, payoffs: Any, actions: NDArray[Any], begins: Any, earned: Any, regret: Any) -> None:
        players = actions.shape[1]
        replies, played = np.empty(begins[-1]), np.empty(players)
        for m in range(probability.shape[0]):
            for slot in range(probability.shape[1]):
                p = probability[m, slot]
                if np.isnan(p[0]):
                    break  # none is listed after it
                reply(p, payoffs[m], actions, replies, played)
                for i in range(players):
                    own, best = 0.0, -np.inf
                    for action in range(begins[i], begins[i + 1]):
                        own += p[action] * replies[action]
                        best = max(best, replies[action])
                    earned[m, slot, i] = own
                    regret[m] = max(regret[m], best - own)

    return compiled(loop)
