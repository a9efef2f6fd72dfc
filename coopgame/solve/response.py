"""What a coalition gets when those outside it each do what is best for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved, Refuted, point_text
from coopgame.claims.decide import decide
from coopgame.errors import SolverError
from coopgame.games.coalitional import Coalition
from coopgame.games.finite import FiniteGame
from coopgame.games.tables import Profile
from coopgame.games.venture import Rule, Venture
from coopgame.sharing.proven import BUDGET, proven
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.pure import pure_equilibria
from coopgame.symbols import Region

Case = tuple[sp.Expr, Any]


@dataclass(frozen=True)
class Gains:
    r"""What coalitions gain at a profile.

    .. math:: w_S(s) = R(s) - \sum_{i \in S} c_i(s), \quad \text{or under a rule} \quad w_S(s) = \sum_{i \in S} u_i(s) .

    Parameters
    ----------
    venture : Venture
    divided : FiniteGame or None
        The venture under the rule.

    """

    venture: Venture
    divided: FiniteGame | None

    @classmethod
    def of(cls, venture: Venture, rule: Rule | None) -> "Gains":
        """Apply the rule, if there is one."""
        return cls(venture, None if rule is None else venture.under(rule))

    def together(self, coalition: Coalition, profile: Profile) -> sp.Expr:
        """What a coalition gains; without a rule it keeps the revenue."""
        kept = sp.Integer(0) if self.divided is not None else self.venture.revenue(profile)
        return sp.Add(kept, *(self.alone(player, profile) for player in coalition))

    def alone(self, player: str, profile: Profile) -> sp.Expr:
        """What an outsider gains; without a rule it just bears its cost."""
        return self.divided.payoff(player, profile) if self.divided is not None else -self.venture.cost(player, profile)


@dataclass(frozen=True)
class NashResponse:
    r"""What a coalition gets against outsiders who respond, each for itself.

    Attributes
    ----------
    coalition : tuple of str
    game : FiniteGame
        The coalition as one player, named ``{enterprise, university}`` and first, and the outsiders.
    equilibria : tuple of Equilibrium
        The pure ones, each with where it is one.
    worth : Expr
        The least that the coalition gets at an equilibrium.

    """

    coalition: Coalition
    game: FiniteGame
    equilibria: tuple[Equilibrium, ...]
    worth: sp.Expr

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know: that several equilibria compete, and which of them counts."""
        if len(self.equilibria) < 2:
            return ()
        listed = "; ".join(map(str, self.equilibria))
        return (f"{self.game.players[0]} may face several equilibria, the worst of which counts: {listed}",)


def response(gains: Gains, coalition: Coalition, budget: float) -> NashResponse:
    """Solve the game between a coalition and the outsiders.

    Raises
    ------
    SolverError
        When it has no pure equilibrium at some point of the region, or whether it has one was not decided.

    """
    game = _against(gains, coalition)
    found = pure_equilibria(game, budget)
    _require_somewhere(game, found, budget)
    cases: dict[sp.Expr, Any] = {}
    for equilibrium in found:
        value = sp.expand(equilibrium.payoffs[0])
        cases[value] = sp.Or(cases.get(value, sp.false), equilibrium.condition.condition)
    return NashResponse(coalition, game, found, _Worst(game.region, monotonic() + budget).of(tuple(cases.items())))


def _against(gains: Gains, coalition: Coalition) -> FiniteGame:
    venture = gains.venture
    outsiders = tuple(player for player in venture.players if player not in coalition)
    merged = "{" + ", ".join(coalition) + "}"
    payoffs: dict[Sequence[str], Sequence[sp.Expr]] = {}
    for profile in venture.profiles():
        acted = (" + ".join(profile[player] for player in coalition), *(profile[player] for player in outsiders))
        payoffs[acted] = (
            gains.together(coalition, profile),
            *(gains.alone(player, profile) for player in outsiders),
        )
    return FiniteGame.from_dict(payoffs, (merged, *outsiders), venture.region)


def _require_somewhere(game: FiniteGame, found: Sequence[Equilibrium], budget: float) -> None:
    """Prove that at every point of the region there is one of the equilibria."""
    somewhere = sp.Or(*(equilibrium.condition.condition for equilibrium in found))
    verdict = decide(Claim(somewhere, game.region), budget)
    if isinstance(verdict, Proved):
        return
    others = ", ".join(game.players[1:])
    if isinstance(verdict, Refuted):
        where = f" at {point_text(verdict.witness)}" if verdict.witness else ""
        raise SolverError(
            f"{game.players[0]} and {others} have no pure equilibrium{where}",
            expected="a region throughout which they have one, or another convention",
        )
    raise SolverError(
        f"whether {game.players[0]} and {others} have a pure equilibrium was not decided: {verdict.reason}",
        expected="a larger budget, or parameters set to numbers",
    )


@dataclass(frozen=True)
class _Worst:
    """The least of several values, of which each counts only where its condition holds."""

    region: Region
    ends: float

    def of(self, cases: Sequence[Case]) -> sp.Expr:
        """Write the minimum with the cases in an order in which the first that holds is the worst."""
        kept, ordered = self._needed(cases), []
        while kept:
            first = next((case for case in kept if self._precedes(case, kept)), None)
            if first is None:
                (value, condition), *rest = kept
                compared = (sp.Piecewise((other, holds), (value, True)) for other, holds in rest)
                first, kept = (sp.Min(value, *compared), condition), rest
            else:
                kept = [case for case in kept if case != first]
            ordered.append(first)
        # At every point some case holds: where no earlier one does, the last.
        (last, _), earlier = ordered[-1], ordered[:-1]
        return sp.Piecewise(*earlier, (last, True))

    def _needed(self, cases: Sequence[Case]) -> list[Case]:
        kept = list(cases)
        for value, condition in cases:
            others = [case for case in kept if case[0] != value]
            worse = sp.Or(*(sp.And(holds, sp.expand(other - value) <= 0) for other, holds in others))
            if others and self._proven(worse, condition):
                kept = others
        return kept

    def _precedes(self, case: Case, others: Sequence[Case]) -> bool:
        value, condition = case
        return all(
            self._proven(sp.expand(value - other) <= 0, sp.And(condition, holds))
            for other, holds in others
            if other != value
        )

    def _proven(self, statement: Any, where: Any) -> bool:
        left = min(self.ends - monotonic(), BUDGET)
        return left > 0 and proven(statement, Region(self.region, where), left)
