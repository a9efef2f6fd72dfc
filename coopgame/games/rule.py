"""What a rule of sharing divides, and what it has to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import sympy as sp

from coopgame.errors import RuleError
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True)
class Account:
    r"""What one outcome brings in, :math:`R`, and what each player bears there, :math:`(c_i)_{i \in N}`.

    Attributes
    ----------
    revenue : Expr
    costs : PerPlayer of Expr
    profile : PerPlayer of str or None
        The strategies that lead there; None where choices are numbers, which then stand in revenue and costs.

    """

    revenue: sp.Expr
    costs: PerPlayer[sp.Expr]
    profile: PerPlayer[str] | None = None

    @property
    def where(self) -> str:
        """The outcome in words, with a blank before it; nothing where there is only one."""
        return "" if self.profile is None else f" at ({', '.join(self.profile)})"


class Divisible(Protocol):
    """A joint revenue with private costs: a :class:`coopgame.Venture` or a :class:`coopgame.StagedVenture`."""

    @property
    def players(self) -> tuple[str, ...]:
        """Who takes part."""

    @property
    def region(self) -> Region:
        """What parameters and choices may be."""

    def accounts(self) -> Sequence[Account]:
        """Return revenue and costs of every outcome, in order."""


@runtime_checkable
class Rule(Protocol):
    """A way to divide joint revenue, as ``under`` of a venture asks for it."""

    @property
    def exact(self) -> bool:
        """False when a share was given as a float."""

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return what each player gets of the revenue, one entry an account of the venture, in their order.

        Raises
        ------
        RuleError
            When the rule does not fit the venture, or what it hands out is not the revenue throughout the
            region.

        """


def payoffs(venture: Divisible, rule: Any) -> list[PerPlayer[sp.Expr]]:
    r"""Return :math:`u_i = r_i - c_i` at every outcome, once a rule gives :math:`i` the part :math:`r_i`.

    Raises
    ------
    RuleError
        When the rule is none, or refuses the venture.

    """
    if not isinstance(rule, Rule) or isinstance(rule, type):
        raise RuleError(f"{rule!r} is not a rule of sharing", expected="linear_share(...), equal_split() or another")
    return [
        PerPlayer(venture.players, (amount[player] - cost for player, cost in account.costs.items()))
        for amount, account in zip(rule.divide(venture), venture.accounts(), strict=True)
    ]
