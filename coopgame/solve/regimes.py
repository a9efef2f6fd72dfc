"""Regimes: the cells of a partition gathered by which profiles are equilibria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from coopgame.players import PerPlayer
from coopgame.solve.cuts import Cut, Gain
from coopgame.solve.lookup import Clause, Lookup
from coopgame.symbols import Region

Profile = PerPlayer[str]


@dataclass(frozen=True)
class Regime:
    r"""The points :math:`\theta` at which exactly these profiles are pure equilibria.

    Attributes
    ----------
    profiles : tuple of PerPlayer
        The pure equilibria; none where equilibria exist in mixed strategies only.
    condition : Region
        Where the regime lies within the game's region: every profile of it is an equilibrium, and no other is.
    cells : tuple of int
        The positions of its cells in the partition.
    witness : dict
        An exact point, in the interior where the regime has one.
    full_dimensional : bool
        Whether the regime has an interior; else it lies on boundaries of others.

    """

    profiles: tuple[Profile, ...]
    condition: Region
    cells: tuple[int, ...]
    witness: dict[sp.Symbol, Any] = field(compare=False)
    full_dimensional: bool

    @property
    def name(self) -> str:
        """The regime in words: ``(share, share) and (withhold, withhold)``."""
        return " and ".join(f"({', '.join(p)})" for p in self.profiles) or "no pure equilibrium"

    def __str__(self) -> str:
        """Write the regime and its condition in one line."""
        return f"{self.name}  if  {self.condition}"


def regimes(
    lookup: Lookup, gains: Mapping[Profile, Sequence[Gain]], members: Sequence[tuple[Profile, ...]]
) -> tuple[Regime, ...]:
    """Gather the rows of a sign table by the profiles that are equilibria there; those with an interior come first.

    Parameters
    ----------
    lookup : Lookup
    gains : mapping of profile to its deviation gains
    members : sequence of tuple of profile
        The pure equilibria in each row.

    """
    groups: dict[tuple[Profile, ...], list[int]] = {}
    for row, profiles in enumerate(members):
        groups.setdefault(profiles, []).append(row)
    inner = (lookup.table.rows != 0).all(axis=1)
    position = {cut: k for k, cut in enumerate(lookup.table.cuts)}
    found = []
    for profiles, rows in groups.items():
        clauses: list[Clause] = []
        for profile, own in gains.items():
            clauses += _stays(own, position) if profile in profiles else _leaves(own, position)
        interior = [k for k in rows if inner[k]]
        witness = min((lookup.table.witnesses[k] for k in interior or rows), key=_plainness)
        found.append(Regime(profiles, lookup.conjunction(clauses), tuple(rows), witness, bool(interior)))
    return tuple(sorted(found, key=lambda regime: (not regime.full_dimensional, len(regime.profiles))))


def _plainness(point: Mapping[sp.Symbol, Any]) -> tuple[int, float]:
    """Order points by how plain they are to read: irrational ones last, then by size and denominator."""
    rational = [v for v in point.values() if v.is_Rational]
    return len(point) - len(rational), float(sum(abs(v) + 2 * (int(v.q) - 1).bit_length() for v in rational))


def _stays(gains: Sequence[Gain], position: Mapping[Cut, int]) -> list[Clause]:
    """No deviation gains."""
    return [((position[g.cut], frozenset({0, -g.turn})),) for g in gains if g.cut is not None]


def _leaves(gains: Sequence[Gain], position: Mapping[Cut, int]) -> list[Clause]:
    """Some deviation gains; nothing to say where one gains throughout the region."""
    if any(g.cut is None and g.turn > 0 for g in gains):
        return []
    return [tuple(dict.fromkeys((position[g.cut], frozenset({g.turn})) for g in gains if g.cut is not None))]
