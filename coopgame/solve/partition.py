"""The region cut into cells by the signs of the deviation gains, each cell with its equilibria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import sympy as sp

from coopgame.claims.claim import point_text
from coopgame.errors import RegionError, require_kind
from coopgame.games.finite import FiniteGame
from coopgame.solve.candidates import Occurrence, known_factors, occurrence, pruned, pure_occurrence
from coopgame.solve.cuts import Reduction, deviation_gains
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.families import families, unlisted
from coopgame.solve.lookup import Lookup
from coopgame.solve.notebook import table
from coopgame.solve.regimes import Regime, regimes
from coopgame.solve.signs import SignTable, sign_table
from coopgame.symbols import Region, point_of

BUDGET = 60.0
MOST_QUESTIONS = 60  # pairs of cell and closed form up to which the prover settles what signs leave open
PER_QUESTION = 0.2


@dataclass(frozen=True)
class Cell:
    r"""The points of the region at which every deviation gain has one given sign.

    Attributes
    ----------
    condition : Region
        The cell within the game's region; no part of it follows from the rest and the region.
    equilibria : tuple of Equilibrium
        Those there may be in the cell. Their conditions hold within the *cell*: ``always`` where that is settled, else
        what must hold besides; what is proven to hold nowhere in the cell is left out, but for partitions so large that
        only signs are looked at. Of a continuum the extreme points are listed. For shapes without closed forms
        (:func:`coopgame.solve.families.unlisted` tells) only the pure ones.
    witness : dict of Symbol to number
        An exact point of the cell.
    signs : tuple of int
        The sign of each cut.
    continuum : bool
        Whether two of the equilibria are joined by a segment of equilibria.

    """

    condition: Region
    equilibria: tuple[Equilibrium, ...]
    witness: dict[sp.Symbol, Any] = field(compare=False)
    signs: tuple[int, ...]
    continuum: bool

    @property
    def full_dimensional(self) -> bool:
        """Whether the cell has an interior: no gain vanishes in it."""
        return 0 not in self.signs

    def __str__(self) -> str:
        """Write the cell's condition and equilibria in one line."""
        return f"{self.condition}:  {'; '.join(map(str, self.equilibria)) or 'no equilibrium found'}"


@dataclass(frozen=True)
class Partition:
    r"""Cells :math:`C_1, \dots, C_N` with :math:`\Theta = \bigsqcup_k C_k`, up to the undecided ones.

    The cells are disjoint by construction, and cover the region, its boundaries and their own included: the prover
    refuted every other combination of signs, and ``table.cores`` lists the contradictions that refute them all.

    Attributes
    ----------
    game : FiniteGame
    table : SignTable
        The signs of the deviation gains.
    cells : tuple of Cell
    regimes : tuple of Regime
        The cells gathered by which profiles are equilibria, those with an interior first.
    undecided : tuple of Region
        Conditions for which the prover could not tell whether they occur; the rest of the region is covered.

    """

    game: FiniteGame
    table: SignTable = field(compare=False)
    cells: tuple[Cell, ...]
    regimes: tuple[Regime, ...]
    undecided: tuple[Region, ...]

    @cached_property
    def _positions(self) -> dict[tuple[int, ...], int]:
        return {cell.signs: k for k, cell in enumerate(self.cells)}

    def locate(self, point: Mapping[Any, Any]) -> Cell:
        """Return the cell a point lies in.

        Parameters
        ----------
        point : mapping of Symbol or name to number
            A value for each parameter of the game and its region.

        Raises
        ------
        SymbolError
            When a parameter is not set.
        RegionError
            When the point lies outside the region, or in a part left undecided.

        """
        settled = point_of({*self.game.region.symbols, *self.game.symbols}, point)
        self.game.region.at(settled)
        signs = tuple(cut.sign(settled) for cut in self.table.cuts)
        if signs not in self._positions:
            raise RegionError("the point lies in a part of the region left undecided", expected="a decided cell")
        return self.cells[self._positions[signs]]

    def __str__(self) -> str:
        """Write the regimes, one a line."""
        return "\n".join([self._counts(), *(f"  {regime}" for regime in self.regimes if regime.full_dimensional)])

    def _repr_html_(self) -> str:
        inner = [regime for regime in self.regimes if regime.full_dimensional]
        return table(
            self._counts(),
            ("pure equilibria", "condition", "for example"),
            [(r.name, f"${r.condition.latex()}$", point_text(r.witness)) for r in inner],
        )

    @property
    def unlisted(self) -> str:
        """Why mixed equilibria are not listed in the cells; empty where they are."""
        return unlisted(self.game)

    def _counts(self) -> str:
        cells = sum(cell.full_dimensional for cell in self.cells)
        inner = sum(regime.full_dimensional for regime in self.regimes)
        return (
            f"{len(self.cells)} cells ({cells} with an interior), {len(self.undecided)} undecided; "
            f"{len(self.regimes)} regimes ({inner} with an interior)"
            f"{f'; pure equilibria only: {self.unlisted}' if self.unlisted else ''}"
        )


def partition(game: FiniteGame, budget: float = BUDGET) -> Partition:
    """Cut the region of a game into cells by the signs of its deviation gains.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    budget : float
        Seconds for the prover; what is unsettled when they run out is listed as undecided.

    Raises
    ------
    RegionError
        When the region is empty.
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.

    """
    require_kind(game, FiniteGame)
    reduction = Reduction(game.region)
    gains = deviation_gains(game, reduction)
    cuts = tuple(dict.fromkeys(gain.cut for gain in gains.values() if gain.cut is not None))
    table = sign_table(cuts, game.region, game.symbols, budget)
    lookup = Lookup(table)
    profiles = list(game.profiles())
    own = {p: [gain for (_, at, _), gain in gains.items() if at == p] for p in profiles}
    pure = [pure_occurrence(game, p, own[p], table) for p in profiles]
    known = known_factors(table, reduction)
    mixed = [occurrence(family, known, len(table.rows)) for family in families(game)]
    conditions = [Region.of_checked(tuple(_literals(table, lookup, row))) for row in table.rows.tolist()]
    if sum(found.open_rows for found in mixed) <= MOST_QUESTIONS:
        mixed = [pruned(found, conditions, game, PER_QUESTION) for found in mixed]
    cells = tuple(_cells(table, conditions, [*pure, *mixed]))
    members = [
        tuple(p for p, found in zip(profiles, pure, strict=True) if found.chosen[row] >= 0)
        for row in range(len(table.rows))
    ]
    undecided = tuple(
        Region(*(cut.literal(sign) for cut, sign in zip(cuts, prefix, strict=False))) for prefix in table.undecided
    )
    return Partition(game, table, cells, regimes(lookup, own, members), undecided)


def _literals(table: SignTable, lookup: Lookup, row: Sequence[int]) -> list[Any]:
    return [table.cuts[k].literal(sign) for k, sign in lookup.irredundant(row)]


def _cells(table: SignTable, conditions: Sequence[Region], occurrences: Sequence[Occurrence]) -> list[Cell]:
    chosen = np.array([o.chosen for o in occurrences], dtype=np.int64).reshape(len(occurrences), len(table.rows))
    gathered: dict[bytes, tuple[tuple[Equilibrium, ...], bool]] = {}
    cells = []
    for k, row in enumerate(table.rows.tolist()):
        column = chosen[:, k]
        key = column.tobytes()
        if key not in gathered:
            present = tuple(o.forms[c] for o, c in zip(occurrences, column, strict=True) if c >= 0)
            gathered[key] = (present, any(_joined(a, b) for a, b in combinations(present, 2)))
        equilibria, continuum = gathered[key]
        cells.append(Cell(conditions[k], equilibria, table.witnesses[k], tuple(row), continuum))
    return cells


def _joined(a: Equilibrium, b: Equilibrium) -> bool:
    """Whether two equilibria differ in one player's mixture only: then so do all between them, equilibria as well.

    The others' best replies are checked at both ends and linear in between; the player who moves is indifferent.
    """
    return sum(x != y for x, y in zip(a.mixture, b.mixture, strict=True)) == 1
