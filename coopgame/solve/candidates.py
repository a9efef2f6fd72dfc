"""What may be an equilibrium, and in which rows of a sign table it is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopgame.claims.decide import Empty, find_point
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.polynomials import FLIPPED, Polynomial, SignForm, holds, relation
from coopgame.solve.cuts import Gain, Reduction
from coopgame.solve.equilibrium import ALWAYS, NEVER, Equilibrium
from coopgame.solve.family import Family
from coopgame.solve.pure import certain
from coopgame.solve.signs import SignTable
from coopgame.symbols import Region

Ints = NDArray[np.int8]


@dataclass(frozen=True)
class Occurrence:
    """One candidate over all rows: which form of it, if any, is an equilibrium in each.

    Attributes
    ----------
    forms : tuple of Equilibrium
        The forms it takes: weak or strict, or with what remains to be said within the cell.
    chosen : int array
        For each row the position of its form, or -1 where it is no equilibrium.

    """

    forms: tuple[Equilibrium, ...]
    chosen: NDArray[np.int64]

    @property
    def open_rows(self) -> int:
        """In how many rows signs do not settle whether this is an equilibrium."""
        unsettled = [k for k, form in enumerate(self.forms) if form.condition != ALWAYS]
        return int(np.isin(self.chosen, unsettled).sum())


def pure_occurrence(game: FiniteGame, profile: PerPlayer[str], gains: Sequence[Gain], table: SignTable) -> Occurrence:
    """Find the rows in which no deviation from a profile gains, and those in which every one costs."""
    position = {cut: k for k, cut in enumerate(table.cuts)}
    worst = np.full(len(table.rows), -1, dtype=np.int64)
    for gain in gains:
        signs = gain.turn if gain.cut is None else gain.turn * table.rows[:, position[gain.cut]].astype(np.int64)
        worst = np.maximum(worst, signs)
    mixture, payoffs = certain(game, profile), game.payoffs(profile)
    forms = tuple(Equilibrium(profile, mixture, payoffs, ALWAYS, strict) for strict in (ALWAYS, NEVER))
    return Occurrence(forms, np.where(worst > 0, -1, worst + 1))


def known_factors(table: SignTable, reduction: Reduction) -> dict[Polynomial, Any]:
    """Return the sign in every row of each polynomial that the rows settle."""
    signs: dict[Polynomial, Any] = {
        factor: np.full(len(table.rows), next(iter(possible)), dtype=np.int64)
        for factor, possible in reduction.settled.items()
        if len(possible) == 1
    }
    for k, cut in enumerate(table.cuts):
        if len(cut.odd) == 1 and not cut.even:
            signs[cut.odd[0]] = table.rows[:, k].astype(np.int64)
    return signs


def occurrence(family: Family, known: Mapping[Polynomial, Any], rows: int) -> Occurrence:
    """Find the rows in which a family's literals hold; what the rows do not settle becomes part of the form."""
    possible = np.ones(rows, dtype=bool)
    open_: list[tuple[SignForm, str, NDArray[np.int64]]] = []
    for form, operator in family.literals:
        sign, rest = _settled(form, known, rows)
        if not (rest.odd or rest.even):
            possible &= np.isin(sign, [s for s in (-1, 0, 1) if holds(operator, s)])
        else:
            possible &= (sign != 0) | holds(operator, 0)
            open_.append((rest, operator, sign))
    turns = np.array([sign for _, _, sign in open_], dtype=np.int64).reshape(len(open_), rows)
    chosen = np.full(rows, -1, dtype=np.int64)
    forms: list[Equilibrium] = []
    kinds: dict[tuple[int, ...], int] = {}
    for row in np.flatnonzero(possible):
        turn = tuple(turns[:, row].tolist())
        if turn not in kinds:
            kinds[turn] = len(forms)
            left = [relation(f, op if t > 0 else FLIPPED[op]) for t, (f, op, _) in zip(turn, open_, strict=True) if t]
            forms.append(Equilibrium(None, family.mixture, family.payoffs, Region(*left, *family.further), NEVER))
        chosen[row] = kinds[turn]
    return Occurrence(tuple(forms), chosen)


def pruned(found: Occurrence, rows: Sequence[Region], game: FiniteGame, budget: float) -> Occurrence:
    """Leave out what is proven to hold nowhere in its row, and say *always* of what is proven to hold all over it.

    Parameters
    ----------
    found : Occurrence
    rows : sequence of Region
        What each row says of the parameters.
    game : FiniteGame
    budget : float
        Seconds for each question to the prover.

    """
    forms, chosen = list(found.forms), found.chosen.copy()
    for row in np.flatnonzero(chosen >= 0).tolist():
        form = forms[chosen[row]]
        if form.condition == ALWAYS:
            continue
        cell = game.region & rows[row]
        if isinstance(find_point(cell & form.condition, budget, symbols=game.symbols), Empty):
            chosen[row] = -1
        elif isinstance(find_point(cell & ~form.condition, budget, symbols=game.symbols), Empty):
            chosen[row] = len(forms)
            forms.append(replace(form, condition=ALWAYS))
    return Occurrence(tuple(forms), chosen)


def _settled(form: SignForm, known: Mapping[Polynomial, Any], rows: int) -> tuple[NDArray[np.int64], SignForm]:
    """Multiply out the factors whose sign the rows settle."""
    sign = np.full(rows, form.sign, dtype=np.int64)
    odd, even = [], []
    for factor in form.odd:
        if factor in known:
            sign = sign * known[factor]
        else:
            odd.append(factor)
    for factor in form.even:
        if factor in known:
            sign = sign * np.abs(known[factor])
        else:
            even.append(factor)
    return sign, SignForm(1, tuple(odd), tuple(even), ())
