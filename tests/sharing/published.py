"""Games in coalitional form that are solved in the literature, and three hundred that are drawn."""

from collections.abc import Sequence
from random import Random
from typing import Any

from coopgame.games.coalitional import CoalitionalGame

NAMES = ("A", "B", "C", "D", "E", "F", "G", "H")


def written(*sizes: Sequence[Any]) -> CoalitionalGame:
    """A game by the worths of the coalitions of one player, of two, and so on, each in the order of the players."""
    players = NAMES[: len(sizes)]
    worths = iter([worth for row in sizes for worth in row])
    found = {}
    probe = CoalitionalGame(players, (0,) * (1 << len(players)))
    for coalition in probe.coalitions():
        found[coalition] = next(worths)
    return CoalitionalGame.from_worth(players, found)


def bankruptcy(estate: Any, claims: Sequence[Any]) -> CoalitionalGame:
    """What the others leave of the estate once their claims are met (O'Neill 1982)."""
    players = NAMES[: len(claims)]
    owed = dict(zip(players, claims, strict=True))
    return CoalitionalGame.from_function(
        players, lambda coalition: max(estate - sum(owed[p] for p in players if p not in coalition), 0)
    )


def airport(costs: Sequence[Any]) -> CoalitionalGame:
    """A coalition pays for the longest runway that one of it needs (Littlechild and Owen 1973); costs are losses."""
    players = NAMES[: len(costs)]
    needed = dict(zip(players, costs, strict=True))
    return CoalitionalGame.from_function(players, lambda coalition: -max(needed[p] for p in coalition))


GLOVE = CoalitionalGame.from_function(("L", "R", "S"), lambda members: int("L" in members and len(members) > 1))
MAJORITY = written((0, 0, 0), (1, 1, 1), (1,))
LEMAIRE = written((46125, "17437.5", "5812.5"), ("69187.5", "53812.5", 30750), (90000,))
COOP_PRODUCT = written((68, 102, 0), (170, 710, 762), (992,))
FOUR = written((0, 0, 0, 0), (5, 5, 8, 9, 10, 8), (13, 15, 16, 17), (21,))
THREE = written((1, 1, 1), (2, 3, 4), (5,))
VETO = written((0, 0, 0), (1, 1, 0), (3,))
TRIPARTITE = CoalitionalGame.from_worth(
    ("E", "U", "G"),
    {"E": 20, "U": 10, "G": 5, ("E", "U"): 60, ("E", "G"): 35, ("U", "G"): 20, ("E", "U", "G"): 100},
)


def _drawn() -> tuple[CoalitionalGame, ...]:
    """Seventy-five games each of three to six players: few distinct worths in some, superadditive ones in others."""
    rng, games = Random(4), []
    for count in (3, 4, 5, 6):
        for k in range(75):
            most = (2, 9, 40)[k % 3]
            worths = [0] + [rng.randint(-most // 3, most) for _ in range(1, 1 << count)]
            if k % 2:  # raised until no two coalitions lose by joining
                for whole in range(1, 1 << count):
                    part = (whole - 1) & whole
                    while part:
                        worths[whole] = max(worths[whole], worths[part] + worths[whole ^ part])
                        part = (part - 1) & whole
            games.append(CoalitionalGame(NAMES[:count], tuple(worths)))
    return tuple(games)


DRAWN = _drawn()
