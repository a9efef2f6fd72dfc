"""Hypothesis strategies for games in coalitional form."""

from collections.abc import Mapping

import sympy as sp
from hypothesis import strategies as st

from coopgame.games.coalitional import CoalitionalGame
from coopgame.symbols import Region, parameters

PLAYERS = ("A", "B", "C", "D", "E", "F")
SMALL = st.integers(-4, 9)


@st.composite
def numeric_games(
    draw: st.DrawFn, players: tuple[int, int] = (2, 5), worths: st.SearchStrategy[int] = SMALL
) -> CoalitionalGame:
    """Worths that are small whole numbers; between so many and so many players."""
    count = draw(st.integers(*players))
    drawn = draw(st.lists(worths, min_size=(1 << count) - 1, max_size=(1 << count) - 1))
    return CoalitionalGame(PLAYERS[:count], (sp.Integer(0), *map(sp.Integer, drawn)))


@st.composite
def rational_games(draw: st.DrawFn, players: tuple[int, int] = (2, 4)) -> CoalitionalGame:
    """Worths that are fractions with small denominators."""
    count = draw(st.integers(*players))
    fractions = st.fractions(-3, 8, max_denominator=4)
    drawn = draw(st.lists(fractions, min_size=(1 << count) - 1, max_size=(1 << count) - 1))
    return CoalitionalGame(PLAYERS[:count], (sp.Integer(0), *map(sp.Rational, drawn)))


@st.composite
def convex_games(draw: st.DrawFn, players: tuple[int, int] = (2, 5)) -> CoalitionalGame:
    r"""What single players earn, and gains :math:`d_T \ge 0` that are made where all of T are there."""
    count = draw(st.integers(*players))
    gains = [draw(SMALL if place.bit_count() < 2 else st.integers(0, 3)) for place in range(1 << count)]
    worths = (sum(gains[part] for part in range(1, place + 1) if part & place == part) for place in range(1 << count))
    return CoalitionalGame(PLAYERS[:count], tuple(map(sp.Integer, worths)))


@st.composite
def partitions(draw: st.DrawFn, players: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Unions: every player in exactly one."""
    labels = [draw(st.integers(0, k)) for k in range(len(players))]
    return tuple(
        tuple(player for player, own in zip(players, labels, strict=True) if own == label)
        for label in sorted(set(labels))
    )


def symbolic_game(n: int, region: Region = Region()) -> CoalitionalGame:
    """A game of n players in which every coalition is worth a parameter of its own: ``v_A``, ``v_AB``, ..."""
    players = PLAYERS[:n]
    return CoalitionalGame.from_function(players, symbol_of, region)


def symbol_of(coalition: tuple[str, ...]) -> sp.Symbol:
    """The parameter that is a coalition's worth in :func:`symbolic_game`."""
    symbol: sp.Symbol = parameters("v_" + "".join(coalition))
    return symbol


def summed(first: CoalitionalGame, second: CoalitionalGame) -> CoalitionalGame:
    """The sum of two games of the same players."""
    worths = tuple(a + b for a, b in zip(first.worths, second.worths, strict=True))
    return CoalitionalGame(first.players, worths, first.region & second.region)


def rescaled(game: CoalitionalGame, factor: sp.Expr, gifts: Mapping[str, sp.Expr]) -> CoalitionalGame:
    r"""The game :math:`a v(S) + \sum_{i \in S} b_i`: other units of account, and gifts that depend on nothing."""
    worths = tuple(
        factor * worth + sp.Add(*(gifts[player] for player in game.members(place)))
        for place, worth in enumerate(game.worths)
    )
    return CoalitionalGame(game.players, worths, game.region)


def renamed(game: CoalitionalGame, players: tuple[str, ...]) -> CoalitionalGame:
    """The same game with its players in another order."""
    return CoalitionalGame.from_function(players, game.worth, game.region)
