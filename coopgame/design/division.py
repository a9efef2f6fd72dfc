"""A division of revenue written out profile by profile."""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.rule import Divisible
from coopgame.players import PerPlayer


@dataclass(frozen=True)
class ByProfile:
    r"""The rule that gives player :math:`i` the amount :math:`r_i(s)` at each profile, with :math:`\sum_i r_i = R`.

    Parameters
    ----------
    players : tuple of str
    amounts : tuple of PerPlayer of Expr
        One entry a profile, in the order of the profiles.
    exact : bool

    """

    players: tuple[str, ...]
    amounts: tuple[PerPlayer[sp.Expr], ...]
    exact: bool = True

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return the amounts.

        Raises
        ------
        RuleError
            When players or profiles are not those of the venture.

        """
        count = len(venture.accounts())
        if self.players != venture.players or len(self.amounts) != count:
            raise RuleError(
                f"amounts for {len(self.amounts)} profiles of {', '.join(self.players)}",
                expected=f"{count} profiles of {', '.join(venture.players)}",
            )
        return self.amounts

    def __str__(self) -> str:
        """Write the rule in words."""
        return "amounts given profile by profile"


def filled(whole: sp.Expr, rooms: Sequence[sp.Expr | None]) -> list[sp.Expr]:
    r"""Divide an amount among players one after another, each getting no more than there is room for.

    Parameters
    ----------
    whole : Expr
    rooms : sequence of Expr or None
        None where there is no limit. Together they must hold the whole.

    """
    given: list[sp.Expr] = []
    left = whole
    for room in rooms:
        amount = left if room is None else sp.Min(left, room)
        given.append(amount)
        left = left - amount
    return given
