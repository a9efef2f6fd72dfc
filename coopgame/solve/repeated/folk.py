"""What patience can sustain between two players: feasible payoffs, minmax values, and the set between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from coopgame.errors import GameError, SolverError, SymbolError, require_kind
from coopgame.exact import exact
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.linear import Matrix, transposed
from coopgame.solve.repeated.polygons import Point, Polygon, at_least, contains, hull
from coopgame.solve.repeated.zero_sum import Secured, secured

FUDENBERG_MASKIN = (
    "Fudenberg, D. and Maskin, E. (1986), The folk theorem in repeated games with discounting or with incomplete "
    "information, Econometrica 54, 533-554"
)

Corner = tuple[sp.Expr, sp.Expr]


@dataclass(frozen=True)
class FolkSet:
    r"""The payoffs :math:`F^* = \{v \in \operatorname{co} u(S) : v_i > \underline v_i\}` that patience can sustain.

    Each of them is the average payoff of a subgame-perfect equilibrium of the repeated game, for every discount factor
    close enough to one. No equilibrium, at any discount factor, pays anyone less than the minmax value.

    Attributes
    ----------
    game : FiniteGame
    vertices : tuple of pairs
        The corners of the feasible payoffs, counter-clockwise, exact; two where they are a segment, one where they are
        a point.
    minmax : PerPlayer of Rational
        :math:`\underline v_i = \min_{\sigma_j} \max_{s_i} u_i(s_i, \sigma_j)`, the other player mixing.
    pure_minmax : PerPlayer of Rational
        :math:`\min_{s_j} \max_{s_i} u_i(s_i, s_j)`, the other player not mixing.
    punishments : PerPlayer of tuple
        The mixture of the *other* player that holds each down to the minmax value.
    polygon : tuple of pairs
        The corners of the feasible payoffs with :math:`v_i \ge \underline v_i` for both, counter-clockwise: the closure
        of the set, where that is not empty.
    source : str

    """

    game: FiniteGame
    vertices: tuple[Corner, ...]
    minmax: PerPlayer[sp.Expr]
    pure_minmax: PerPlayer[sp.Expr]
    punishments: PerPlayer[tuple[sp.Expr, ...]]
    polygon: tuple[Corner, ...]
    source: str = FUDENBERG_MASKIN

    def sustained(self, payoffs: Sequence[Any] | Mapping[str, Any]) -> bool:
        """Whether payoffs lie in the set: feasible, and above the minmax value for both.

        Parameters
        ----------
        payoffs : pair of numbers, or mapping of player to number

        Raises
        ------
        GameError
            When there is not one payoff for each player, or one is no rational number.

        """
        point = _pair(self.game.players, payoffs)
        above = all(v > _fraction(least, "minmax") for v, least in zip(point, self.minmax, strict=True))
        return above and contains(_read(self.vertices), point)

    def __str__(self) -> str:
        """Write the corners of the set, and the minmax values."""
        values = ", ".join(f"{player} {value}" for player, value in self.minmax.items())
        corners = ", ".join(f"({a}, {b})" for a, b in self.polygon) or "nothing"
        return f"patience can sustain what lies between {corners} and above the minmax values: {values}"


def folk_set(game: FiniteGame) -> FolkSet:
    r"""Return the payoffs that a subgame-perfect equilibrium attains if both players are patient enough.

    Parameters
    ----------
    game : FiniteGame
        Two players, without parameters, with rational payoffs.

    Raises
    ------
    GameError
        When there are not two players.
    SymbolError
        When a parameter is not set.
    SolverError
        When a payoff is irrational.

    Notes
    -----
    For two players no condition on the dimension of the set is needed. The theorem lets players condition on a public
    random signal and see the mixtures that are played; Fudenberg and Maskin (1991) do without either.

    References
    ----------
    Fudenberg, D. and Maskin, E. (1986), The folk theorem in repeated games with discounting or with incomplete
    information, Econometrica 54, 533-554.
    Fudenberg, D. and Maskin, E. (1991), On the dispensability of public randomization in discounted repeated games,
    Journal of Economic Theory 53, 428-438.

    Examples
    --------
    >>> dilemma = FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], strategies=[("c", "d")] * 2)
    >>> found = folk_set(dilemma)
    >>> found.minmax, found.polygon
    ((1, 1), ((1, 1), (13/3, 1), (3, 3), (1, 13/3)))
    >>> found.sustained((2, 2)), found.sustained((1, 3))
    (True, False)

    """
    require_kind(game, FiniteGame)
    row, column = _tables(game)
    found = (secured(row), secured(column))
    feasible = hull(zip(_flat(row), _flat(transposed(column)), strict=True))
    polygon = feasible
    for axis, held in enumerate(found):
        polygon = at_least(polygon, axis, held.value)
    return FolkSet(
        game,
        _corners(feasible),
        PerPlayer(game.players, (sp.Rational(held.value) for held in found)),
        PerPlayer(game.players, map(_pure, (row, column))),
        PerPlayer(game.players, (tuple(map(sp.Rational, held.minimiser)) for held in found)),
        _corners(polygon),
    )


def feasible_payoffs(game: FiniteGame) -> tuple[Corner, ...]:
    r"""Return the corners of :math:`\operatorname{co} u(S)`, counter-clockwise: what correlated play can pay.

    Parameters
    ----------
    game : FiniteGame
        Two players, without parameters, with rational payoffs.

    Raises
    ------
    GameError, SymbolError, SolverError
        As :func:`folk_set`.

    """
    row, column = _tables(game)
    return _corners(hull(zip(_flat(row), _flat(transposed(column)), strict=True)))


def minmax_values(game: FiniteGame) -> PerPlayer[Secured]:
    r"""Return what the other player can hold each down to, with the mixtures on both sides, exactly.

    For each player :math:`i` the matrix game in which :math:`i` maximises :math:`u_i` and the other player minimises
    it: ``value`` is :math:`\underline v_i`, ``minimiser`` the other player's mixture, ``maximiser`` one by which
    :math:`i` is sure of the value.

    Parameters
    ----------
    game : FiniteGame
        Two players, without parameters, with rational payoffs.

    Raises
    ------
    GameError, SymbolError, SolverError
        As :func:`folk_set`.

    References
    ----------
    von Neumann, J. (1928), Zur Theorie der Gesellschaftsspiele, Mathematische Annalen 100, 295-320.

    """
    return PerPlayer(game.players, map(secured, _tables(game)))


def _tables(game: FiniteGame) -> tuple[Matrix, Matrix]:
    """Each player's payoffs as a matrix whose rows are the player's own strategies."""
    if len(game.players) != 2:
        raise GameError(f"the game has {len(game.players)} players", expected="two")
    if game.symbols:
        unset = ", ".join(map(str, game.symbols))
        raise SymbolError(f"{unset} not set", expected="a game without parameters; set them by game.at(...)")
    width = game.shape[1]
    flat = [[_fraction(u, f"payoff of {p}") for u in table] for p, table in zip(game.players, game.tables, strict=True)]
    row, column = (tuple(tuple(each[k : k + width]) for k in range(0, len(each), width)) for each in flat)
    return row, transposed(column)


def _fraction(number: sp.Expr, what: str) -> Fraction:
    found = number if number.is_Rational else sp.simplify(number)
    if not found.is_Rational:
        raise SolverError(f"the {what} {number} is irrational", expected="a rational one")
    return Fraction(int(found.p), int(found.q))


def _flat(matrix: Matrix) -> list[Fraction]:
    return [value for row in matrix for value in row]


def _pure(matrix: Matrix) -> sp.Expr:
    return sp.Rational(min(max(column) for column in transposed(matrix)))


def _corners(polygon: Polygon) -> tuple[Corner, ...]:
    return tuple((sp.Rational(a), sp.Rational(b)) for a, b in polygon)


def _read(corners: Sequence[Corner]) -> Polygon:
    return tuple((_fraction(a, "corner"), _fraction(b, "corner")) for a, b in corners)


def _pair(players: tuple[str, ...], payoffs: Sequence[Any] | Mapping[str, Any]) -> Point:
    if isinstance(payoffs, Mapping):
        named: Sequence[Any] = [payoffs[player] for player in players] if set(payoffs) == set(players) else ()
    else:
        named = payoffs
    if len(named) != 2:
        raise GameError(f"payoffs {payoffs!r} do not fit", expected=f"one number for each of {' and '.join(players)}")
    found = [exact(value) for value in named]
    for player, value in zip(players, found, strict=True):
        if not value.is_Rational:
            raise GameError(f"the payoff {value} of {player} is no rational number", expected="one")
    return (_fraction(found[0], "payoff"), _fraction(found[1], "payoff"))
