"""The values by name: rules that divide the worth of the grand coalition of a game in coalitional form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.exact import exact
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.bargaining.egalitarian import egalitarian
from coopgame.sharing.bargaining.kalai_smorodinsky import kalai_smorodinsky
from coopgame.sharing.bargaining.nash import nash_bargaining
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.banzhaf import banzhaf
from coopgame.sharing.values.equal_surplus import equal_surplus
from coopgame.sharing.values.modified_shapley import modified_shapley
from coopgame.sharing.values.nucleolus import nucleolus
from coopgame.sharing.values.owen import owen
from coopgame.sharing.values.per_capita import per_capita_nucleolus
from coopgame.sharing.values.shapley import shapley
from coopgame.sharing.values.tau import tau_value


@dataclass(frozen=True)
class ValueRule:
    r"""A value :math:`v \mapsto x(v) \in \mathbb{R}^N`, with its name and source.

    Attributes
    ----------
    name : str
        As it is typed.
    title : str
        As it is read.
    function : callable
        From a game to an Allocation.
    source : str
        Author, year.

    """

    name: str
    title: str
    function: Callable[[CoalitionalGame], Allocation] = field(repr=False)
    source: str

    def __call__(self, game: CoalitionalGame) -> Allocation:
        """Divide what a game is worth."""
        return self.function(game)

    def __str__(self) -> str:
        """Write what the rule is called."""
        return self.title


SHAPLEY = ValueRule("shapley", "Shapley value", shapley, "Shapley (1953)")
NUCLEOLUS = ValueRule("nucleolus", "nucleolus", nucleolus, "Schmeidler (1969)")
PER_CAPITA = ValueRule("per-capita-nucleolus", "per-capita nucleolus", per_capita_nucleolus, "Grotte (1970)")
EQUAL_SURPLUS = ValueRule("equal-surplus", "equal surplus", equal_surplus, "Driessen and Funaki (1991)")
TAU = ValueRule("tau", "tau value", tau_value, "Tijs (1981)")
BANZHAF = ValueRule("banzhaf", "Banzhaf value", banzhaf, "Banzhaf (1965), Owen (1975)")
NASH = ValueRule("nash-bargaining", "Nash bargaining solution", nash_bargaining, "Nash (1950)")
KALAI_SMORODINSKY = ValueRule(
    "kalai-smorodinsky", "Kalai-Smorodinsky solution", kalai_smorodinsky, "Kalai and Smorodinsky (1975)"
)
EGALITARIAN = ValueRule("egalitarian", "egalitarian solution", egalitarian, "Kalai (1977)")

VALUE_RULES = (SHAPLEY, NUCLEOLUS, PER_CAPITA, EQUAL_SURPLUS, TAU, BANZHAF, NASH, KALAI_SMORODINSKY, EGALITARIAN)


def value_rule(name: str) -> ValueRule:
    """Find a value that needs nothing but the game by its name.

    Raises
    ------
    RuleError
        When there is none of that name.

    """
    for rule in VALUE_RULES:
        if rule.name == name:
            return rule
    raise RuleError(f"no rule is called {name!r}", expected=f"one of {', '.join(rule.name for rule in VALUE_RULES)}")


def owen_rule(unions: Sequence[Sequence[str]]) -> ValueRule:
    """Return the Owen value with given unions, as a rule; in a game of some of the players, those who are there.

    Parameters
    ----------
    unions : sequence of tuple of str
        Each a union's players.

    """
    fixed = tuple(tuple(union) for union in unions)

    def divide(game: CoalitionalGame) -> Allocation:
        present = [tuple(player for player in union if player in game.players) for union in fixed]
        return owen(game, [union for union in present if union])

    named = ", ".join("{" + ", ".join(union) + "}" for union in fixed)
    return ValueRule("owen", f"Owen value with unions {named}", divide, "Owen (1977)")


def modified_shapley_rule(weights: Mapping[str, Any]) -> ValueRule:
    """Return the modified Shapley value with given weights, as a rule; those who are there have them in proportion.

    Parameters
    ----------
    weights : mapping of player to number or expression
        They need not add up to one.

    """
    fixed, title = _weights(weights, "modified Shapley value")
    return ValueRule(
        "modified-shapley",
        title,
        lambda game: modified_shapley(game, _proportions(fixed, game)),
        "Mathematical Problems in Engineering (2022), 8942299",
    )


def nash_rule(weights: Mapping[str, Any]) -> ValueRule:
    """Return the Nash bargaining solution with given powers, as a rule; those who are there have them in proportion.

    Parameters
    ----------
    weights : mapping of player to number or expression
        They need not add up to one.

    """
    fixed, title = _weights(weights, "Nash bargaining solution")
    return ValueRule(
        "weighted-nash",
        title,
        lambda game: nash_bargaining(game, weights=_proportions(fixed, game)),
        "Kalai (1977), Nonsymmetric Nash solutions and replications of 2-person bargaining",
    )


def _weights(weights: Mapping[str, Any], title: str) -> tuple[dict[str, sp.Expr], str]:
    fixed = {player: exact(weight) for player, weight in weights.items()}
    return fixed, f"{title} with weights " + ", ".join(f"{player}: {weight}" for player, weight in fixed.items())


def _proportions(weights: Mapping[str, sp.Expr], game: CoalitionalGame) -> dict[str, sp.Expr]:
    present = {player: weight for player, weight in weights.items() if player in game.players}
    whole = sp.Add(*present.values())
    return {player: weight / whole for player, weight in present.items()}
