"""The regimes of a staged model solved: closed forms side by side, rankings between them, comparative statics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import sympy as sp

from coopgame.errors import RegionError
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.report.attempts import Attempts
from coopgame.solve.staged.normal import bases, oriented, reduced
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.pruning import implied, irredundant
from coopgame.solve.staged.ranking import Ranking, rank
from coopgame.solve.staged.statics import ComparativeStatic, comparative_statics
from coopgame.symbols import Region

PER_SIGN = 2.0  # seconds for each sign in a table

Values = Mapping[sp.Symbol, sp.Expr]
K = TypeVar("K")


@dataclass(frozen=True)
class Solution:
    """A regime with its outcome.

    Attributes
    ----------
    regime : Regime
    outcome : Outcome
    choices : tuple of (tuple of Symbol, Expr)
        The closed forms; choices that are equal stand together.
    payoffs : tuple of (tuple of str, Expr)
        Players that get the same stand together.
    values : tuple of (Quantity, Expr)
        What the model's quantities come to, those that could be worked out.
    condition : Region
        Where it is an equilibrium, besides what the model's region says.

    """

    regime: Regime
    outcome: Outcome
    choices: tuple[tuple[tuple[sp.Symbol, ...], sp.Expr], ...]
    payoffs: tuple[tuple[tuple[str, ...], sp.Expr], ...]
    values: tuple[tuple[Quantity, sp.Expr], ...]
    condition: Region

    def value(self, quantity: Quantity) -> sp.Expr | None:
        """What a quantity comes to; None where that could not be worked out."""
        return next((value for own, value in self.values if own == quantity), None)

    def at(self, values: Values) -> "Solution":
        """Set parameters.

        Raises
        ------
        RegionError
            When there is no such outcome at these values.

        """
        return replace(
            self,
            choices=tuple((names, _set(value, values)) for names, value in self.choices),
            payoffs=tuple((names, _set(value, values)) for names, value in self.payoffs),
            values=tuple((quantity, _set(value, values)) for quantity, value in self.values),
            condition=self.condition.at(values),
        )


@dataclass(frozen=True)
class Static:
    """How a quantity in a regime answers to a parameter."""

    quantity: Quantity
    regime: Regime
    parameter: sp.Symbol
    found: ComparativeStatic


def solved(model: StagedModel, attempt: Attempts, regimes: Sequence[Regime] = ()) -> tuple[Solution, ...]:
    """Solve some regimes, or all; one that can't be solved is left out, and said to be."""
    found = []
    for regime in regimes or model.regimes:
        subject = f"The regime {regime.name} ({regime.label}) is"
        solution = attempt(f"regime {regime.label}", subject, partial(_solution, model, regime, attempt))
        if solution is not None:
            found.append(solution)
    return tuple(found)


def _solution(model: StagedModel, regime: Regime, attempt: Attempts) -> Solution:
    outcome, point = regime.outcome, model.example
    values = []
    for quantity in model.quantities:
        value = attempt(
            f"{quantity.name} in {regime.label}",
            f"In the regime {regime.label} the quantity {quantity.name} is",
            partial(model.value, quantity, regime),
        )
        if value is not None:
            values.append((quantity, _written(value, outcome, point)))
    return Solution(
        regime,
        outcome,
        _gathered({symbol: _written(value, outcome, point) for symbol, value in outcome.choices.items()}),
        _gathered({player: _written(value, outcome, point) for player, value in outcome.payoffs.items()}),
        tuple(values),
        Region(*(c for c in outcome.condition.conditions if c not in model.region.conditions)),
    )


def _written(value: sp.Expr, outcome: Outcome, point: Values) -> sp.Expr:
    """Write a closed form with like powers together, and its factors so that they are positive at the example."""
    joined = all(implied(base > 0, outcome.condition) for base in bases(value))
    return oriented(reduced(value) if joined else value, point)


def _gathered(values: Mapping[K, sp.Expr]) -> tuple[tuple[tuple[K, ...], sp.Expr], ...]:
    groups: dict[sp.Expr, list[K]] = {}
    for name, value in values.items():
        groups.setdefault(value, []).append(name)
    return tuple((tuple(names), value) for value, names in groups.items())


def _set(value: sp.Expr, values: Values) -> sp.Expr:
    settled = value.xreplace(dict(values))
    if settled.has(sp.zoo, sp.nan, sp.oo):
        raise RegionError(f"{value} is not defined there", expected="other values")
    return reduced(settled) if values else settled


def everywhere(model: StagedModel, solutions: Sequence[Solution], values: Values | None = None) -> Region:
    """Return where every regime has its outcome: the domain of comparisons, what follows from the rest left out."""
    domain = model.region.at(values or {})
    conditions = [c for solution in solutions for c in solution.condition.conditions]
    return domain & Region(*irredundant(conditions, domain))


def rankings(
    model: StagedModel, solutions: Sequence[Solution], region: Region, attempt: Attempts, budget: float = PER_SIGN
) -> tuple[tuple[Quantity, Ranking], ...]:
    """Rank the regimes by each quantity, over the region."""
    found = []
    for quantity in model.quantities:
        values = {s.regime.label: value for s in solutions if (value := s.value(quantity)) is not None}
        if len(values) > 1:
            ranking = attempt(
                f"ranking by {quantity.name}",
                f"The ranking of the regimes by {quantity.name} is",
                partial(rank, values, region, budget),
            )
            if ranking is not None:
                found.append((quantity, ranking))
    return tuple(found)


def statics(
    model: StagedModel,
    solutions: Sequence[Solution],
    attempt: Attempts,
    *,
    of: Sequence[Quantity] = (),
    wrt: Sequence[sp.Symbol] = (),
    budget: float = PER_SIGN,
) -> tuple[Static, ...]:
    """Find the sign of every quantity's derivative, by each parameter that the regime has.

    Parameters
    ----------
    model : StagedModel
    solutions : sequence of Solution
    attempt : Attempts
    of : sequence of Quantity
        All, where none is given.
    wrt : sequence of Symbol
        Those of the model, where none is given.
    budget : float
        Seconds for each question put to the prover.

    """
    found = []
    for quantity in of or model.quantities:
        for solution in solutions:
            for parameter in wrt or model.statics:
                value, label, game = solution.value(quantity), solution.regime.label, solution.outcome.game
                if value is None or parameter not in (*game.symbols, *game.parameters):
                    continue
                static = attempt(
                    f"{quantity.name} in {label} by {parameter}",
                    f"How {quantity.name} in the regime {label} changes with {parameter} is",
                    partial(
                        comparative_statics,
                        solution.outcome,
                        of=value,
                        wrt=parameter,
                        within=model.region,
                        budget=budget,
                    ),
                )
                if static is not None:
                    found.append(Static(quantity, solution.regime, parameter, static))
    return tuple(found)
