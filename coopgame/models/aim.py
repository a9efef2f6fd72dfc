"""What cooperation a model is after, and what may be chosen to bring it about."""

from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True)
class Aim:
    """The profile to be sustained, and the means.

    Parameters
    ----------
    target : tuple of str
        A strategy for each player.
    share : Symbol, optional
        The share of revenue that may be chosen.
    payer : str, optional
        The player who pays subsidies; nobody of the game, when none is named.
    subsidies : tuple of (str, Symbol)
        Players and the parameters that are their subsidies already; where there are none, a payment is added for every
        player but the payer.

    """

    target: tuple[str, ...]
    share: sp.Symbol | None = None
    payer: str | None = None
    subsidies: tuple[tuple[str, sp.Symbol], ...] = ()
