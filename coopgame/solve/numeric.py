"""The equilibria of a game without parameters: found by nashpy or exactly, and checked before they are returned."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from coopgame.errors import SolverError, SymbolError, require_kind
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.answers import Found, Tables
from coopgame.solve.bimatrix import Method
from coopgame.solve.equilibrium import ALWAYS, NEVER, Equilibrium
from coopgame.solve.expected import Mixtures, expected, regret, reply_values
from coopgame.solve.interior import OTHERS
from coopgame.solve.notebook import table
from coopgame.solve.routes import found
from coopgame.solve.surds import Number, as_expression
from coopgame.solve.trilateral_numeric import Stratum


@dataclass(frozen=True)
class NumericEquilibria:
    r"""The equilibria that were found, and what is known about those that were not.

    Attributes
    ----------
    equilibria : tuple of Equilibrium
        The pure ones first. Probabilities and payoffs are exact where the game is, else floats.
    regrets : tuple of numbers
        For each, the most that any player gains by the best reply, :math:`\max_i \max_s u_i(s, \sigma_{-i}) -
        u_i(\sigma)`, computed from the payoffs. Exactly 0 in an exact game.
    complete : bool
        Whether the set of all equilibria is known: the union of the hulls of the components.
    method : str
        How they were found, in words.
    degenerate : bool or None
        Two players: whether some mixture has more pure best replies than strategies in its support. Three:
        whether some equilibrium is not isolated, not strict in unused strategies, or a multiple zero. One:
        whether the best strategy is not unique. ``None`` where it was not found out.
    components : tuple of tuples of int
        The largest convex sets of equilibria, each as the positions of its extreme points; between two
        players these are the maximal Nash subsets. The hull is that of the points in the players'
        probabilities taken together: each of its members is an equilibrium. One of length 1 is a single
        point. Empty where no such sets were looked for.
    continua : tuple of str
        Sets of infinitely many equilibria that are no hull of points, each described by its equations.

    """

    equilibria: tuple[Equilibrium, ...]
    regrets: tuple[Any, ...]
    complete: bool
    method: str
    degenerate: bool | None = None
    components: tuple[tuple[int, ...], ...] = ()
    continua: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.equilibria)

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __str__(self) -> str:
        """Write one equilibrium a line, and on the first what is known of the others."""
        pairs = zip(self.equilibria, self.regrets, strict=True)
        lines = [f"  {e.label}  pays ({', '.join(map(str, e.payoffs))}), regret {r}" for e, r in pairs]
        return "\n".join([self._known(), *lines, *(f"  continuum: {c}" for c in self.continua)])

    def _repr_html_(self) -> str:
        pairs = zip(self.equilibria, self.regrets, strict=True)
        rows = [(f"${e.latex()}$", ", ".join(map(str, e.payoffs)), str(r)) for e, r in pairs]
        return table(self._known(), ("equilibrium", "payoffs", "regret"), rows)

    def _known(self) -> str:
        kinds = {True: ", degenerate", False: "", None: ""}
        extent = "complete" if self.complete else "not known to be complete"
        return f"{len(self.equilibria)} found, {extent}{kinds[self.degenerate]}: {self.method}"


def nash_equilibria(game: FiniteGame, method: Method = Method.SUPPORT_ENUMERATION) -> NumericEquilibria:
    r"""All :math:`\sigma` with :math:`u_i(\sigma) \ge u_i(s, \sigma_{-i})` for all :math:`i, s`, as far as can be.

    Players of a single strategy are set aside first. Then one player: the best strategies. Two: nashpy by
    the method asked for, its answers made exact; the exact enumeration of extreme equilibria decides whether
    they stand and are all, and answers in its place if not. In a game too large for that: all pure
    equilibria and what nashpy's Lemke-Howson finds. Three with two strategies each: every equilibrium,
    exactly. More: the pure ones.

    Parameters
    ----------
    game : FiniteGame
        Without parameters; its payoffs are rational, a float being the decimal it prints as.
    method : Method
        Which of nashpy's algorithms to use between two players.

    Raises
    ------
    SymbolError
        When a parameter is not set.
    SolverError
        When a payoff is irrational, or too large for the float that is asked for.

    Examples
    --------
    >>> hunt = FiniteGame.from_arrays([[4, 1], [3, 3]], [[4, 3], [1, 3]])
    >>> found = nash_equilibria(hunt)
    >>> for equilibrium in found:
    ...     print(equilibrium)
    (1, 1)
    (2, 2)
    (2/3, 1/3) x (2/3, 1/3)
    >>> found.complete, found.degenerate, found.method
    (True, False, "nashpy's support enumeration, confirmed by exact vertex enumeration")

    """
    require_kind(game, FiniteGame)
    if not isinstance(method, Method):
        raise SolverError(f"{method!r} is no method", expected=f"one of {', '.join(map(str, Method))}")
    if game.symbols:
        unset = ", ".join(map(str, game.symbols))
        raise SymbolError(f"{unset} not set", expected="a game without parameters; set them by game.at(...)")
    tables = [
        [_fraction(u, player, profile) for u, profile in zip(table, game.profiles(), strict=True)]
        for player, table in zip(game.players, game.tables, strict=True)
    ]
    active = [k for k, count in enumerate(game.shape) if count > 1]
    answer = found([tables[k] for k in active], tuple(game.shape[k] for k in active), method)
    mixtures = [_everybody(game, dict(zip(active, each, strict=True))) for each in answer.mixtures]
    order = sorted(range(len(mixtures)), key=lambda k: _place(mixtures[k]))
    rank = {k: position for position, k in enumerate(order)}
    shown = [_shown(game, tables, mixtures[k]) for k in order]
    return NumericEquilibria(
        tuple(equilibrium for equilibrium, _ in shown),
        tuple(gain for _, gain in shown),
        answer.complete,
        answer.method,
        answer.degenerate,
        tuple(sorted(tuple(sorted(rank[k] for k in component)) for component in answer.components)),
        tuple(_described(game, active, answer, stratum) for stratum in answer.curved),
    )


def _fraction(payoff: sp.Expr, player: str, profile: Sequence[str]) -> Fraction:
    number = payoff if payoff.is_Rational else sp.simplify(payoff)
    if not number.is_Rational:
        raise SolverError(
            f"the payoff {payoff} of {player} at ({', '.join(profile)}) is irrational",
            expected="a rational one; a float stands for the decimal it prints as",
        )
    return Fraction(int(number.p), int(number.q))


def _everybody(game: FiniteGame, mixtures: dict[int, tuple[Number, ...]]) -> Mixtures:
    """The mixtures of all players, those without a choice included."""
    return tuple(mixtures.get(k, (Fraction(1),)) for k in range(len(game.players)))


def _place(mixtures: Mixtures) -> tuple[bool, list[Number]]:
    """Pure before mixed, first strategies before later ones."""
    weights = [weight for mixture in mixtures for weight in mixture]
    return any(0 < weight < 1 for weight in weights), [-weight for weight in weights]


def _shown(game: FiniteGame, tables: Tables, mixtures: Mixtures) -> tuple[Equilibrium, Any]:
    """The equilibrium in the game's own kind of number, and its regret there."""
    number: Callable[[Number], Any] = as_expression if game.exact else _rounded
    values = [reply_values(table, game.shape, mixtures, k) for k, table in enumerate(tables)]
    profile = None
    strict = False
    if all(max(mixture) == 1 for mixture in mixtures):
        played = [mixture.index(1) for mixture in mixtures]
        profile = PerPlayer(game.players, (s[k] for s, k in zip(game.strategies, played, strict=True)))
        strict = all(list(each).count(max(each)) == 1 for each in values)
    equilibrium = Equilibrium(
        profile,
        PerPlayer(game.players, (tuple(map(number, mixture)) for mixture in mixtures)),
        PerPlayer(game.players, (number(expected(v, m)) for v, m in zip(values, mixtures, strict=True))),
        ALWAYS,
        ALWAYS if strict else NEVER,
    )
    if not game.exact:
        # What is returned are rounded probabilities, so theirs is the regret to report.
        mixtures = tuple(tuple(Fraction(p) for p in mixture) for mixture in equilibrium.mixture)
        values = [reply_values(table, game.shape, mixtures, k) for k, table in enumerate(tables)]
    return equilibrium, number(max(regret(v, m) for v, m in zip(values, mixtures, strict=True)))


def _rounded(number: Number) -> float:
    try:
        return float(number)
    except OverflowError:
        raise SolverError(
            "an expected payoff is too large for a float", expected="payoffs given exactly, as int or Fraction"
        ) from None


def _described(game: FiniteGame, active: Sequence[int], answer: Found, stratum: Stratum) -> str:
    """The equilibria on a face of the cube in words: who plays what for sure, who mixes, and what holds there."""
    names = [game.players[k] for k in active]
    strategies = [game.strategies[k] for k in active]
    weights = [sp.Symbol(f"p({name})") if s is None else s for name, s in zip(names, stratum, strict=True)]
    conditions = []
    for player, (u, v) in enumerate(OTHERS):
        gain = answer.gains[player].expression(weights[u], weights[v])
        if stratum[player] is None and gain != 0:
            conditions.append(f"{gain} = 0")
        elif stratum[player] is not None and not gain.is_number:
            conditions.append(f"{gain} {'>=' if stratum[player] else '<='} 0")
    mixers = [k for k, s in enumerate(stratum) if s is None]
    sure = [f"{names[k]} plays {strategies[k][1 - s]}" for k, s in enumerate(stratum) if s is not None]
    mixing = f"{', '.join(names[k] for k in mixers[:-1])} and {names[mixers[-1]]} mix"
    legend = [f"p({names[k]}) is the probability that {names[k]} plays {strategies[k][0]}" for k in mixers]
    return f"{', '.join([*sure, mixing])}: {', '.join(conditions)}; {', '.join(legend)}"
