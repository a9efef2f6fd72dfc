"""What backward induction returns: closed forms, each with the conditions under which it is an equilibrium."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from coopgame.errors import SymbolError
from coopgame.exact import exact
from coopgame.games.staged import StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.coalitions import Coalition
from coopgame.solve.staged.pruning import unsigned
from coopgame.symbols import Region


class Choices(Mapping[Any, sp.Expr]):
    """What is chosen: a mapping that can be read by symbol or by name, and hashes.

    Parameters
    ----------
    pairs : iterable of (Symbol, Expr)

    """

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[sp.Symbol, sp.Expr]]) -> None:
        self._values = dict(pairs)

    def __getitem__(self, key: Any) -> sp.Expr:
        """Return the closed form of a choice."""
        for symbol, value in self._values.items():
            if key in (symbol, symbol.name):
                return value
        raise SymbolError(f"{key} is no choice of the game", expected=f"one of {', '.join(map(str, self._values))}")

    def __contains__(self, key: object) -> bool:
        return any(key in (symbol, symbol.name) for symbol in self._values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Choices, (tuple(self._values.items()),))

    def __repr__(self) -> str:
        return "{" + ", ".join(f"{symbol}: {value}" for symbol, value in self._values.items()) + "}"


@dataclass(frozen=True)
class Outcome:
    r"""A subgame-perfect outcome :math:`z^*(\theta)`, and where it is one.

    Attributes
    ----------
    game : StagedGame
    coalitions : tuple of tuple of Coalition
        Who decided jointly, stage by stage.
    choices : mapping of Symbol to Expr
        Every choice on the path of play, as a function of the parameters.
    payoffs : PerPlayer of Expr
        What everybody gets there.
    existence : Region
        Denominators are not zero, what stands under a root is not negative: the closed forms are defined, and where
        they are linear the first-order conditions of a stage have this one solution.
    second_order : Region
        The Hessian of every coalition's joint payoff is negative definite; within ``existence``.
    interior : Region
        What was chosen satisfies the game's constraints, and at a bound it pays to stay there; within the two before.
    stability : Region
        Best responses at every stage are a contraction near the outcome: if all coalitions keep answering each other,
        they end up here. Not needed for an equilibrium, and not part of ``condition``.
    condition : Region
        Where this is an equilibrium: the game's domain with existence, second order and interior. Conditions that
        follow from the domain are left out, by proof.
    assumptions : tuple of str
        What was taken for granted, in sentences: symmetry, a branch of several roots, second-order conditions that are
        local only, directions along which a joint payoff is flat.
    binding : tuple of relation
        The constraints at which a choice was held, such as ``Eq(phi, 0)``; none for an interior outcome.
    witness : dict or None
        A point of ``condition``.

    """

    game: StagedGame
    coalitions: tuple[tuple[Coalition, ...], ...]
    choices: Choices
    payoffs: PerPlayer[sp.Expr]
    existence: Region
    second_order: Region
    interior: Region
    stability: Region
    condition: Region
    assumptions: tuple[str, ...] = ()
    binding: tuple[Any, ...] = ()
    witness: dict[sp.Symbol, sp.Expr] | None = field(default=None, compare=False)

    def value(self, expression: Any) -> sp.Expr:
        """Return what an expression of choices and parameters comes to, such as ``(1 + beta) * x1``.

        Raises
        ------
        SymbolError
            When a symbol in it is neither a choice nor a parameter of the game.

        """
        read = exact(expression)
        known = dict.fromkeys((*self.game.choices, *self.game.symbols, *self.game.parameters))
        for symbol in sorted(read.free_symbols - known.keys(), key=str):
            raise SymbolError(f"{symbol} is no choice or parameter of the game", expected=", ".join(map(str, known)))
        return unsigned(sp.factor(read.xreplace(dict(self.choices))), self.condition)

    @property
    def further(self) -> Region:
        """What ``condition`` asks for besides the game's domain."""
        return Region(*(c for c in self.condition.conditions if c not in self.game.domain.conditions))

    def __str__(self) -> str:
        """Write the outcome, one choice a line, with what it asks for besides the game's domain."""
        lines = [f"{symbol} = {value}" for symbol, value in self.choices.items()]
        return "\n".join((*lines, f"if {self.further}" if self.further.conditions else "always", *self.assumptions))
