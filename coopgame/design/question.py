"""Least transfers as a linear programme: its rows, its solution, and the proof that it is one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from coopgame.design.assembly import Solved, joined, least_transfers
from coopgame.design.gains import Domain, parted, row
from coopgame.design.inside import open_inside
from coopgame.design.literals import Settled
from coopgame.design.overlay import FEW, cheapest
from coopgame.design.parametric import solve_programme
from coopgame.design.payer import willing
from coopgame.design.payment import Payment
from coopgame.design.programme import ParametricSolution, Programme, Row, by_case, either
from coopgame.design.requirement import Alternative, Sustains, alternatives
from coopgame.design.separable import solve_separable
from coopgame.design.shares import scaled
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.design.transfers import LeastTransfers
from coopgame.errors import GameError
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.symbols import Region


@dataclass(frozen=True)
class Question:
    """What is asked of transfers.

    Attributes
    ----------
    game : FiniteGame
        With the transfers in it, as symbols.
    target : PerPlayer of str
    payment : Payment or None
        None where symbols of the game are the transfers.
    sustains : Sustains
    amounts : mapping of player to Symbol
        The transfers.
    weights : mapping of player to Expr
        What is paid at the target for each unit of them.
    outside : mapping of player to Expr
    share : Symbol or None
    payer : str or None
    budget : float

    Raises
    ------
    GameError
        When nobody may be paid and there is no share to choose.

    """

    game: FiniteGame
    target: PerPlayer[str]
    payment: Payment | None
    sustains: Sustains
    amounts: Mapping[str, sp.Symbol]
    weights: Mapping[str, sp.Expr]
    outside: Mapping[str, sp.Expr]
    share: sp.Symbol | None
    payer: str | None
    budget: float

    def __post_init__(self) -> None:
        """See that there is something to choose."""
        if not self.unknowns:
            raise GameError("nobody may be paid", expected="at least one receiver")

    @property
    def unknowns(self) -> tuple[sp.Symbol, ...]:
        """The transfers, and the share after them."""
        return (*self.amounts.values(), *(() if self.share is None else (self.share,)))

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """What the answer may depend on."""
        return tuple(s for s in self.game.symbols if s not in self.unknowns)

    def answer(self) -> MinimalSubsidy:
        """Solve the programme and prove the solution."""
        systems = alternatives(self.game, self.target, self.unknowns, self.payer, self.sustains)
        domain = parted(self.game.region, self.unknowns)
        settled = Settled(domain.region, self.budget)
        bounds = (replace(r, strict=r in domain.strict) for r in domain.rows if not _implied(r))
        positive = tuple(replace(r, strict=True) for r in domain.strict if _implied(r) and r.bound == 0)
        common = (*self.common(), *bounds)
        if self.share is not None and len(systems) > FEW and (*settled.region.symbols, *self.parameters):
            raise GameError(
                f"a share is chosen together with transfers to players won over in {len(systems)} orders",
                expected="two players to win over, a given share, or numbers for the parameters",
            )
        solved = [self.solved(system, common, positive, settled) for system in systems]
        found = cheapest([one.solution for one in solved], settled)
        players = self.game.players
        parts = tuple(
            least_transfers(group, solved, self.strict(solved[group[0].number], domain), players, settled)
            for group in joined(found, solved)
        )
        convex = len(solved) == 1 and solved[0].solution.programme.is_jointly_convex
        return MinimalSubsidy(
            game=self.game,
            region=domain.region,
            target=self.target,
            payment=self.payment,
            sustains=self.sustains,
            symbols=PerPlayer(players, (self.amounts.get(player) for player in players)),
            share=self.share,
            parts=parts,
            condition=settled.shortest(_literals(solved)),
            complete=all(one.solution.complete for one in solved),
            total=_total([one.solution for one in solved], parts),
            payer=self.payer,
            payer_condition=self.payer_condition(parts, convex, settled),
        )

    def common(self) -> Iterator[Row]:
        """Yield what every way to sustain the target must satisfy."""
        for player, least in self.outside.items():
            gain = self.game.payoff(player, self.target) - least
            yield row(sp.expand(gain), self.unknowns, f"{player} would rather stay away", player)
        if self.payment is Payment.INVESTMENT:
            for player, rate in self.amounts.items():
                yield row(1 - rate, self.unknowns, f"the rate of {player} is at most 1")

    def strict(self, one: Solved, domain: Domain) -> tuple[Row, ...]:
        """Return what must hold strictly: what the region says so, and what rules other profiles out."""
        return (*domain.strict, *(one.system.rows if self.sustains is Sustains.UNIQUE else ()))

    def solved(self, system: Alternative, common: Sequence[Row], positive: Sequence[Row], settled: Settled) -> Solved:
        """Solve the programme of one way to sustain the target, with unknowns that must be positive nearby."""
        costs = (*self.weights.values(), *(() if self.share is None else (sp.Integer(0),)))
        programme = Programme(self.unknowns, costs, (*system.rows, *common), settled.region)
        for entry in programme.entries:
            settled.defined(entry, "the transfers")
        unit: sp.Expr = sp.Integer(1)
        if self.share is not None:
            programme, unit = scaled(programme, len(self.amounts), settled)
        solution = solve_separable(programme, settled)
        if solution is None or positive:
            solution = open_inside(solution or solve_programme(programme, self.budget), positive, settled)
        return Solved(system, solution, unit, tuple(self.amounts), self.share is not None)

    def payer_condition(self, parts: Sequence[LeastTransfers], convex: bool, settled: Settled) -> Region:
        """Return where the payer has nothing to gain by another strategy, paying the least transfers."""
        if self.payer is None or not parts:
            return Region()
        gains = [
            self.game.deviation_gain(self.payer, self.target, strategy)
            for strategy in self.game.strategies[self.payer]
            if strategy != self.target[self.payer]
        ]
        paid = []
        for part in parts:
            values = {symbol: part.transfers[player] for player, symbol in self.amounts.items()}
            paid.append((part, values if self.share is None else {**values, self.share: part.share}))
        costs = (*self.weights.values(), *(() if self.share is None else (sp.Integer(0),)))
        return willing(gains, dict(zip(self.unknowns, costs, strict=True)), paid, convex, settled)


def _implied(one: Row) -> bool:
    """Whether a row says no more than that unknowns are not negative."""
    return all(a.is_nonnegative for a in one.coefficients) and bool(one.bound.is_nonpositive)


def _total(solutions: Sequence[ParametricSolution], parts: Sequence[LeastTransfers]) -> sp.Expr:
    """Return the least total in one expression, as short as it can be."""
    everywhere = all(solution.regions and not solution.condition.conditions for solution in solutions)
    if len(solutions) == 1 and parts:
        return solutions[0].value
    values = [solution.value for solution in solutions] if everywhere else []
    if values and not any(value.has(sp.Piecewise) for value in values):
        return sp.Min(*values)
    return by_case((part.total, part.condition) for part in parts) if parts else sp.nan


def _literals(solved: Sequence[Solved]) -> tuple[Any, ...]:
    """Return the conditions under which one of the programmes has a solution."""
    ways = [one.solution.condition for one in solved if one.solution.regions]
    if any(not way.conditions for way in ways):
        return ()
    return either(dict.fromkeys(ways)).conditions if ways else (sp.false,)
