r"""Backward induction.

The last stage is solved first, for whatever was chosen before; its answer is put into the payoffs, and the stage before
it is solved with that answer in view (Selten, 1965). Within a stage the coalitions play a Nash equilibrium, each
maximising the weighted sum of its members' payoffs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from types import MappingProxyType
from typing import Any

import sympy as sp

from coopgame.conditions import substituted
from coopgame.errors import GameError, SolverError
from coopgame.games.staged import StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.assembly import UNDEFINED, assembled
from coopgame.solve.staged.bounds import Held, bounds, patterns
from coopgame.solve.staged.coalitions import Coalition, Cooperation, coalitions
from coopgame.solve.staged.normal import needed
from coopgame.solve.staged.outcome import Outcome
from coopgame.solve.staged.path import Path
from coopgame.solve.staged.problem import Problem
from coopgame.solve.staged.pruning import shortened
from coopgame.solve.staged.stage import Answer, answers, settled
from coopgame.solve.staged.steady import steady
from coopgame.solve.staged.symmetry import Groups, Symmetry, symmetry
from coopgame.symbols import Region

Tagged = tuple[tuple[str, Any], ...]
ALONE: Cooperation = MappingProxyType({})


def solve_staged(
    game: StagedGame, cooperation: Cooperation = ALONE, *, symmetric: Groups = (), budget: float = 120.0
) -> Outcome:
    r"""Find the subgame-perfect outcome at which no bound binds, in closed form and with its conditions.

    Parameters
    ----------
    game : StagedGame
    cooperation : mapping of stage to coalitions
        Who decides jointly at a stage: tuples of players, or mappings of players to the weights of their payoffs. Who
        is not mentioned decides alone.
    symmetric : sequence of groups of players
        Players whose choices are set equal, after a check that the game does not tell them apart. Needed where the
        conditions can't be solved without, or a joint payoff is flat in some direction; the outcome says where it was.
    budget : float
        Seconds after which no further stage or branch is begun.

    Returns
    -------
    Outcome

    Raises
    ------
    SolverError
        When a stage has no closed form or no interior solution, or there are several outcomes; the stage and the reason
        are named.
    GameError
        When cooperation or symmetry do not fit the game.

    """
    found = _outcomes(game, cooperation, symmetric, budget, at_bounds=False)
    if len(found) > 1:
        listed = "; ".join(", ".join(f"{z} = {value}" for z, value in o.choices.items())[:200] for o in found)
        raise SolverError(f"there are {len(found)} outcomes: {listed}", expected="staged_outcomes, which lists them")
    return found[0]


def staged_outcomes(
    game: StagedGame, cooperation: Cooperation = ALONE, *, symmetric: Groups = (), budget: float = 120.0
) -> tuple[Outcome, ...]:
    """Find every outcome: those of several roots, and those at which bounds that the region sets bind.

    Parameters and errors are those of :func:`solve_staged`. What a deviation does that would move a later stage onto a
    bound, or off it, is not looked at; each outcome says so where it matters. Where a later stage is about to leave its
    bound, there is no outcome in the list.
    """
    return _outcomes(game, cooperation, symmetric, budget, at_bounds=True)


@steady()
def _outcomes(
    game: StagedGame, cooperation: Cooperation, symmetric: Groups, budget: float, *, at_bounds: bool
) -> tuple[Outcome, ...]:
    if not isinstance(game, StagedGame):
        raise SolverError(f"{type(game).__name__} is not solved in stages", expected="a StagedGame")
    if not budget > 0:
        raise SolverError(f"a budget of {budget} s leaves no time", expected="a positive number of seconds")
    _require_powers(game)
    alike, decided = symmetry(game, symmetric), coalitions(game, cooperation)
    _require_even(game, alike, decided)
    setting = _Setting(game, decided, alike, at_bounds, monotonic() + budget)
    start = Path({}, game.payoffs, existence=tuple(dict.fromkeys(c for u in game.payoffs for c in needed(u))))
    found, reasons = [], []
    for path in setting.solved(start, len(game.stages) - 1):
        outcome = assembled(game, setting.coalitions, path)
        if isinstance(outcome, Outcome):
            found.append(outcome)
        else:
            reasons.append(outcome)
    if not found:
        if not reasons and setting.failures:
            raise setting.failures[0]
        reasons = [r for r in reasons if r != UNDEFINED] or reasons  # of several branches, say what fails of a real one
        raise SolverError(
            reasons[0] if reasons else f"stage {game.stages[0].name!r} has no interior solution",
            expected="payoffs that are concave in what is chosen" + ("" if at_bounds else ", or staged_outcomes"),
        )
    return _distinct(found)


def _distinct(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Leave out outcomes that are the same as another one, whose choices are said to be held at more bounds."""
    found: dict[Any, Outcome] = {}
    for outcome in outcomes:
        key = (outcome.choices, outcome.condition)
        if key not in found or len(found[key].binding) < len(outcome.binding):
            found[key] = outcome
    return tuple(found.values())


def _require_powers(game: StagedGame) -> None:
    """Refuse payoffs that first-order conditions in closed form are not written for."""
    chosen = set(game.choices)
    for player, payoff in game.payoffs.items():
        for part in sorted(payoff.atoms(sp.Function, sp.Max, sp.Min, sp.Piecewise), key=sp.default_sort_key):
            if part.free_symbols & chosen:
                raise SolverError(
                    f"the payoff of {player!r} holds {str(part)[:100]}",
                    expected="sums, products, quotients and powers of the choices; solve_staged_numeric works for any",
                )


def _require_even(game: StagedGame, alike: Symmetry, decided: tuple[tuple[Coalition, ...], ...]) -> None:
    """Players taken to act alike must be alike in who they decide with, and with what weight."""
    for leader, *others in alike.groups:
        for other in others:
            exchanged = {leader: other, other: leader}
            for stage, together in zip(game.stages, decided, strict=True):
                pairs = {frozenset(zip(c.members, c.weights, strict=True)) for c in together}
                if {frozenset((exchanged.get(p, p), w) for p, w in pair) for pair in pairs} != pairs:
                    raise GameError(
                        f"at stage {stage.name!r} cooperation does not treat {leader!r} and {other!r} alike",
                        expected="symmetric groups of players with the same partners and weights",
                    )


@dataclass
class _Setting:
    """What stays the same while stages are solved; and why ways that were tried came to nothing."""

    game: StagedGame
    coalitions: tuple[tuple[Coalition, ...], ...]
    symmetry: Symmetry
    at_bounds: bool
    deadline: float

    def __post_init__(self) -> None:
        self.failures: list[SolverError] = []

    def solved(self, path: Path, position: int) -> Iterator[Path]:
        """Solve the stage at a position and those before it."""
        if position < 0:
            yield path
            return
        for answer, held in self._answers(path, position):
            yield from self.solved(self._extended(path, answer, held, position), position - 1)

    def _answers(self, path: Path, position: int) -> Iterator[tuple[Answer, Held]]:
        stage = self.game.stages[position]
        known = bounds(self.game, stage) if self.at_bounds else ()
        problem = Problem(stage, self.coalitions[position], path.payoffs, self.symmetry, path.on_path, known)
        leaders = self.symmetry.of(stage.symbols)
        for pattern in patterns(leaders, known):
            if monotonic() > self.deadline:
                raise SolverError(f"the budget ran out at stage {stage.name!r}", expected="a larger one")
            mirrored = {
                z: bound
                for z, leader in self.symmetry.alike(stage.symbols).items()
                if leader in pattern
                for bound in known
                if bound.choice == z and bound.side == pattern[leader].side
            }
            held = {**pattern, **mirrored}
            try:
                for answer in answers(problem, held):
                    yield answer, held
            except SolverError as error:
                if not self.at_bounds:
                    raise
                self.failures.append(error)

    def _extended(self, path: Path, answer: Answer, held: Held, position: int) -> Path:
        """Put a stage's answer into what is known of later ones."""
        solution = answer.solution
        alike = {}
        if answer.on_path:
            alike = self.symmetry.alike([z for stage in self.game.stages[: position + 1] for z in stage.symbols])

        def put(expression: Any) -> Any:
            return settled(solution, expression.xreplace(alike))

        at = path.put(put)
        choices = {**{z: put(v) for z, v in solution.values.items()}, **at.choices}
        left = Region(*(c for c in self.game.region.conditions if not c.free_symbols & choices.keys()))
        met = [substituted(c, choices) for c in self._constraints(position)]
        return replace(
            at,
            choices=choices,
            payoffs=self._payoffs(at.payoffs, put, on_path=bool(alike)),
            existence=shortened((*at.existence, *solution.conditions), left),
            second_order=_by_stage(at.second_order, self.game.stages[position].name, answer.second_order, left),
            interior=shortened((*at.interior, *answer.interior, *met), left),
            stability=shortened((*at.stability, *answer.stability), left),
            notes=(*answer.notes, *at.notes),
            binding=(*(b.binding for b in held.values()), *at.binding),
            on_path=answer.on_path and bool(alike),
        )

    def _payoffs(self, payoffs: PerPlayer[sp.Expr], put: Any, *, on_path: bool) -> PerPlayer[sp.Expr]:
        """Put a stage's answer into the payoffs; of players that act alike, into the first one's."""
        found: dict[str, sp.Expr] = {}
        for player, payoff in payoffs.items():
            leader, swap = self.symmetry.exchange(player)
            if leader in found:
                found[player] = found[leader] if on_path else found[leader].xreplace(swap)
            else:
                found[player] = put(payoff)
        return PerPlayer(payoffs.players, found.values())

    def _constraints(self, position: int) -> Iterator[Any]:
        """Yield the constraints of which a stage is the last to have a choice in."""
        own = set(self.game.stages[position].symbols)
        later = {z for stage in self.game.stages[position + 1 :] for z in stage.symbols}
        for constraint in self.game.constraints:
            if constraint.free_symbols & own and not constraint.free_symbols & later:
                yield constraint


def _by_stage(known: Tagged, name: str, added: Iterable[Any], region: Region) -> Tagged:
    """Join second-order conditions to those of later stages, and write all of them shortly."""
    stages = dict.fromkeys((name, *(n for n, _ in known)))
    every = (*((name, c) for c in added), *known)
    return tuple((n, c) for n in stages for c in shortened((c for m, c in every if m == n), region))
