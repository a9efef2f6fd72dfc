"""Hypothesis strategies for games of the players 1, 2, ..., and for the second games that axioms compare them with."""

from collections import Counter

import sympy as sp
from hypothesis import strategies as st

from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.axioms import statements as axioms
from coopgame.sharing.axioms.derived import image
from coopgame.sharing.axioms.statements import Axiom

Games = tuple[CoalitionalGame, ...]


@st.composite
def kinds_of_players(draw: st.DrawFn, most: int = 4) -> CoalitionalGame:
    """Three players or more, of two kinds and null players: a worth depends on how many of each kind there are."""
    count = draw(st.integers(3, most))
    names = tuple(str(k + 1) for k in range(count))
    kinds = dict(zip(names, draw(st.lists(st.sampled_from("ab0"), min_size=count, max_size=count)), strict=True))
    worths: dict[tuple[int, int], int] = {(0, 0): 0}

    def worth(coalition: tuple[str, ...]) -> int:
        found = Counter(kinds[player] for player in coalition)
        key = (found["a"], found["b"])
        if key not in worths:
            worths[key] = draw(st.integers(0, 3)) if sum(key) == 1 else draw(st.integers(0, 4)) * sum(key)
        return worths[key]

    return CoalitionalGame.from_function(names, worth)


@st.composite
def gains(draw: st.DrawFn, most: int = 4) -> CoalitionalGame:
    """A convex game: what each earns alone, and what is gained where all of some players are there."""
    count = draw(st.integers(3, most))
    parts = [0] + [draw(st.integers(0, 3)) for _ in range(1, 1 << count)]
    worths = (sum(parts[part] for part in range(1, place + 1) if part & place == part) for place in range(1 << count))
    return CoalitionalGame(tuple(str(k + 1) for k in range(count)), tuple(map(sp.Integer, worths)))


numbered_games = kinds_of_players() | gains()


@st.composite
def second_games(draw: st.DrawFn, axiom: Axiom, game: CoalitionalGame) -> Games:
    """The game, and with it another one if the axiom compares two."""
    if axiom.games == 1:
        return (game,)
    if axiom is axioms.COVARIANCE:
        factor = sp.Rational(draw(st.integers(1, 5)), 2)
        return game, image(game, factor, {player: sp.Integer(draw(st.integers(-3, 3))) for player in game.players})
    if axiom is axioms.ADDITIVITY:
        more = draw(st.lists(st.integers(0, 5), min_size=len(game.worths) - 1, max_size=len(game.worths) - 1))
        return game, CoalitionalGame(game.players, (0, *more))
    place = len(game.worths) - 1
    if axiom is axioms.COALITIONAL_MONOTONICITY:
        place = draw(st.integers(1, place))
    rise = draw(st.integers(0, 4))
    return game, raised(game, place, sp.Integer(rise))


def raised(game: CoalitionalGame, place: int, rise: sp.Expr) -> CoalitionalGame:
    """The game in which one coalition, by its position, is worth more."""
    worths = (worth + rise if k == place else worth for k, worth in enumerate(game.worths))
    return CoalitionalGame(game.players, tuple(worths))
