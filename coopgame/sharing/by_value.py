"""Division by a value: at each profile, revenue is divided as a value divides what coalitions would have earned."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import sympy as sp

from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.rule import Divisible
from coopgame.games.tables import Profile
from coopgame.players import PerPlayer
from coopgame.sharing.balance import require, require_players
from coopgame.sharing.values.allocation import Allocation
from coopgame.symbols import Region

Value = Callable[[CoalitionalGame], Allocation]


@dataclass(frozen=True)
class ByValue:
    r"""The rule :math:`r(s) = \psi(v_s)` with :math:`v_s(S) = R(s_S, o_{-S})`, for a value :math:`\psi`.

    Parameters
    ----------
    value : callable
        :math:`\psi`: takes a CoalitionalGame, returns an Allocation of :math:`v(N)`.
    players : tuple of str
    outside : tuple of str
        :math:`o_i`, what each does when it takes no part.

    """

    value: Value
    players: tuple[str, ...]
    outside: tuple[str, ...]
    exact: bool = field(default=True, init=False)

    def divide(self, venture: Divisible) -> Sequence[PerPlayer[sp.Expr]]:
        """Return what the value gives each player at every profile.

        Raises
        ------
        RuleError
            When the venture has no strategies by name or other ones; when it earns something though all take no part;
            when the value is not defined throughout the region, or does not give out the whole revenue.

        """
        require_players(self.players, venture.players)
        accounts = venture.accounts()
        earned = {account.profile: account.revenue for account in accounts if account.profile is not None}
        given = dict(zip(self.players, self.outside, strict=True))
        outside = PerPlayer(venture.players, (given[player] for player in venture.players))
        if len(earned) < len(accounts):
            raise RuleError("the venture has no strategies by name to take no part with", expected="a coopgame.Venture")
        if outside not in earned:
            raise RuleError(
                f"who takes no part plays ({', '.join(outside)}), which is no profile of the venture",
                expected="one strategy of each player",
            )
        require(
            sp.Eq(sp.expand(earned[outside]), 0),
            venture.region,
            f"when all take no part, at ({', '.join(outside)}), the revenue is",
            earned[outside],
            "none",
        )
        return [self._divided(profile, outside, earned, venture.region) for profile in earned]

    def _divided(
        self, profile: Profile, outside: Profile, earned: Mapping[Profile, sp.Expr], region: Region
    ) -> PerPlayer[sp.Expr]:
        players, at = outside.players, f"{self._name} at ({', '.join(profile)})"

        def worth(coalition: tuple[str, ...]) -> sp.Expr:
            return earned[PerPlayer(players, (profile[p] if p in coalition else outside[p] for p in players))]

        found = self.value(CoalitionalGame.from_function(players, worth, region))
        if not isinstance(found, Allocation):
            raise RuleError(f"{self._name} gives {found!r:.60}", expected="an Allocation")
        where = found.condition.condition
        require(where, region, f"{at} is defined where", where, "a value that is defined")
        total = sp.cancel(sp.Add(*found.shares) - earned[profile])
        require(sp.Eq(total, 0), region, f"{at} gives out more than the revenue, by", total, "0")
        return found.shares

    @property
    def _name(self) -> str:
        return str(getattr(self.value, "__name__", self.value)).replace("_", " ")

    def __str__(self) -> str:
        """Write the rule as ``by shapley, without who plays: enterprise hold back, university hold back``."""
        pairs = (f"{player} {strategy}" for player, strategy in zip(self.players, self.outside, strict=True))
        return f"by {self._name}; who takes no part plays: {', '.join(pairs)}"


def by_value(value: Value, outside: Mapping[str, str]) -> ByValue:
    r"""Divide the revenue of each profile by a value of the game of who takes part: :math:`r(s) = \psi(v_s)`.

    At the profile :math:`s` a coalition is worth the revenue when its members do as in :math:`s` and the others what
    they do outside, :math:`v_s(S) = R(s_S, o_{-S})`; the worth of all is :math:`R(s)`. Nothing is earned when all take
    no part, which is proven over the region, as is that the value gives out all of the revenue. A value may give a
    player a negative amount.

    Parameters
    ----------
    value : callable
        Such as ``shapley``, ``nucleolus`` or ``equal_surplus``; takes a CoalitionalGame and returns an Allocation.
    outside : mapping of player to strategy
        What a player does who takes no part.

    Raises
    ------
    RuleError
        When the value is no function, or nobody's strategy is named.

    References
    ----------
    Hart, S. and Moore, J. (1990), Property rights and the nature of the firm, Journal of Political Economy 98,
    1119-1158, divide what has been invested by the Shapley value.

    """
    if not callable(value):
        raise RuleError(f"{value!r} is no value", expected="a function such as shapley")
    if not isinstance(outside, Mapping) or not outside:
        raise RuleError(f"{outside!r} names no strategies", expected='{"enterprise": "hold back", ...}')
    return ByValue(value, tuple(outside), tuple(outside.values()))
