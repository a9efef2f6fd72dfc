"""Expected payoffs and regrets of mixtures, exactly."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod

from coopgame.solve.surds import Number

Mixtures = tuple[tuple[Number, ...], ...]
"""One mixed strategy a player."""


def reply_values(
    table: Sequence[Fraction], shape: Sequence[int], mixtures: Mixtures, player: int
) -> tuple[Number, ...]:
    r"""The payoffs :math:`(u_i(s_i, \sigma_{-i}))_{s_i \in S_i}` of each strategy against the others' mixtures.

    Parameters
    ----------
    table : sequence of Fraction
        The player's payoffs over the profiles, the last player's strategy fastest.
    shape : sequence of int
        The number of strategies of each player.
    mixtures : tuple of mixtures
        One a player; the player's own is not looked at.
    player : int
        :math:`i`.

    """
    strides = [prod(shape[k + 1 :]) for k in range(len(shape))]
    others = [
        [(stride * s, weight) for s, weight in enumerate(mixture) if weight != 0]
        for k, (mixture, stride) in enumerate(zip(mixtures, strides, strict=True))
        if k != player
    ]
    values: list[Number] = [Fraction(0)] * shape[player]
    for met in product(*others):
        weight: Number = Fraction(1)
        for _, share in met:
            weight = weight * share
        start = sum(offset for offset, _ in met)
        for s in range(shape[player]):
            values[s] = values[s] + weight * table[start + s * strides[player]]
    return tuple(values)


def regret(values: Sequence[Number], mixture: Sequence[Number]) -> Number:
    r"""What the best reply gains, :math:`\sum_s \sigma_i(s) \, (\max_r u_i(r, \sigma_{-i}) - u_i(s, \sigma_{-i}))`."""
    best = max(values)
    return sum((weight * (best - value) for weight, value in zip(mixture, values, strict=True)), Fraction(0))


def expected(values: Sequence[Number], mixture: Sequence[Number]) -> Number:
    r"""The payoff :math:`u_i(\sigma) = \sum_s \sigma_i(s) \, u_i(s, \sigma_{-i})`."""
    return sum((weight * value for weight, value in zip(mixture, values, strict=True)), Fraction(0))
