"""What is known once some stages, the last ones first, are solved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.players import PerPlayer

Relations = tuple[Any, ...]


@dataclass(frozen=True)
class Path:
    """How the solved stages are played, as functions of what is chosen before them.

    Attributes
    ----------
    choices : mapping of Symbol to Expr
    payoffs : PerPlayer of Expr
    existence, interior, stability : tuple of relation
    second_order : tuple of (str, relation)
        With the stage each belongs to.
    notes : tuple of str
    binding : tuple of relation
    on_path : bool
        Whether all this is known only for equal earlier choices of players that are taken to act alike.

    """

    choices: Mapping[sp.Symbol, sp.Expr]
    payoffs: PerPlayer[sp.Expr]
    existence: Relations = ()
    second_order: tuple[tuple[str, Any], ...] = ()
    interior: Relations = ()
    stability: Relations = ()
    notes: tuple[str, ...] = ()
    binding: Relations = ()
    on_path: bool = False

    def put(self, place: Callable[[Any], Any]) -> "Path":
        """Put values into choices and conditions; the payoffs are left to the caller, who may have met them already."""

        def all_of(relations: Relations) -> Relations:
            return tuple(_put(r, place) for r in relations)

        return replace(
            self,
            choices={z: place(v) for z, v in self.choices.items()},
            existence=all_of(self.existence),
            second_order=tuple((name, _put(r, place)) for name, r in self.second_order),
            interior=all_of(self.interior),
            stability=all_of(self.stability),
            binding=all_of(self.binding),
        )


def _put(relation: Any, place: Callable[[Any], Any]) -> Any:
    """Put values into both sides of every relation of a condition."""
    if relation in (sp.true, sp.false):
        return relation
    if not isinstance(relation, Relational):
        return relation.func(*(_put(part, place) for part in relation.args))
    sides = tuple(map(place, relation.args))
    undefined = any(side.has(sp.zoo, sp.nan) for side in sides)
    return sp.false if undefined else relation.func(*sides)
