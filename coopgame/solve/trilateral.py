r"""Equilibria of 2x2x2 games with parameters on the boundary of the cube: its edges and faces.

A point of :math:`[0, 1]^3` gives each player's probability of the first strategy. On an edge one player mixes and must
be indifferent: the whole edge is then a continuum as far as the others' strategies are best replies, and its extreme
points are its ends, which are pure, and the points where another's gain crosses zero. On a face two players mix, each
so as to make the other indifferent; where one of them is indifferent anyway there is a segment, which ends where the
third player's gain crosses zero.
"""

from collections.abc import Iterator, Mapping
from itertools import permutations, product
from typing import Any

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.family import Family, Literal, Table, Weights, certain, crossing, expected, mean, settled, times
from coopgame.solve.field import PayoffField

STRATEGIES = (0, 1)
# How the gain of the first strategy over the second compares with zero where either is a best reply, or the only one.
FAVOURS = (">=", "<=")
STRICTLY = (">", "<")


class Trilateral:
    """A 2x2x2 game as each player's gain of the first strategy over the second.

    Parameters
    ----------
    game : FiniteGame
        Of three players with two strategies each.

    """

    def __init__(self, game: FiniteGame) -> None:
        self.game, self.field = game, PayoffField(game)
        profiles = list(product(STRATEGIES, repeat=3))
        self.tables = [dict(zip(profiles, table, strict=True)) for table in self.field.tables]
        self.gains: list[Table] = []
        for player, table in enumerate(self.tables):
            pairs = product(STRATEGIES, repeat=2)
            self.gains.append({p: table[_placed(player, 0, p)] - table[_placed(player, 1, p)] for p in pairs})

    def gain(self, player: int, weights: Mapping[int, Weights]) -> Any:
        """Return a player's gain against the others' weights, up to their scale."""
        return expected(self.field, [weights[k].values for k in others(player)], self.gains[player])

    def literal(self, player: int, weights: Mapping[int, Weights], operator: str) -> Literal:
        """Compare a player's gain against the others' weights with zero."""
        scales = [weights[k].sign for k in others(player)]
        return times(self.field.form(self.gain(player, weights)), *scales), operator

    def crossing(self, mixer: int, indifferent: int, weights: Mapping[int, Weights]) -> Weights | None:
        """Return the mixture of one player that makes another indifferent, given the third's."""
        ends = [self.gain(indifferent, {**weights, mixer: certain(self.field, s)}) for s in STRATEGIES]
        return crossing(self.field, *ends)

    def family(self, weights: Mapping[int, Weights], literals: list[Literal]) -> Iterator[Family]:
        """Yield the family of these weights, unless its literals contradict each other."""
        kept = settled((*(literal for w in weights.values() for literal in w.literals), *literals))
        if kept is None:
            return
        mixture = [weights[k].probabilities(self.field, 2) for k in range(3)]
        payoffs = [self._payoff(player, weights) for player in range(3)]
        yield Family(PerPlayer(self.game.players, mixture), PerPlayer(self.game.players, payoffs), kept)

    def _payoff(self, player: int, weights: Mapping[int, Weights]) -> Any:
        # Every strategy that is played is a best reply, so the first of them yields the payoff.
        played = {**weights, player: certain(self.field, next(iter(weights[player].values)))}
        return mean(self.field, [played[k] for k in range(3)], self.tables[player])


def others(player: int) -> tuple[int, int]:
    """Return the positions of the other two players, in order."""
    first, second = (k for k in range(3) if k != player)
    return first, second


def _placed(player: int, strategy: int, rest: tuple[int, ...]) -> tuple[int, ...]:
    return (*rest[:player], strategy, *rest[player:])


def edge_families(cube: Trilateral) -> Iterator[Family]:
    """Every extreme point, within an edge, of a continuum of equilibria along it."""
    for mixer, crossed, third in permutations(range(3)):
        for s, t in product(STRATEGIES, repeat=2):
            pure = {crossed: certain(cube.field, s), third: certain(cube.field, t)}
            weights = cube.crossing(mixer, crossed, pure)
            if weights is None:
                continue
            everyone = {**pure, mixer: weights}
            ways = [[cube.literal(third, everyone, FAVOURS[t])]]
            if crossed > third:  # where both cross at once, the point is counted as the earlier one's crossing
                ends = [cube.literal(third, {**everyone, mixer: certain(cube.field, r)}, "==") for r in STRATEGIES]
                ways = [[cube.literal(third, everyone, STRICTLY[t])], ends]
            for way in ways:
                yield from cube.family(everyone, [cube.literal(mixer, everyone, "=="), *way])


def face_families(cube: Trilateral) -> Iterator[Family]:
    """Every equilibrium in which two players mix: isolated ones, and the extreme points of segments across a face."""
    for fixed in range(3):
        for s in STRATEGIES:
            pure = certain(cube.field, s)
            for one, two in permutations(others(fixed)):
                first = cube.crossing(one, two, {fixed: pure})
                if first is None:
                    continue
                if one < two:
                    second = cube.crossing(two, one, {fixed: pure})
                    if second is not None:
                        everyone = {fixed: pure, one: first, two: second}
                        yield from cube.family(everyone, [cube.literal(fixed, everyone, FAVOURS[s])])
                second = cube.crossing(two, fixed, {one: first})
                if second is not None:
                    everyone = {fixed: pure, one: first, two: second}
                    ends = [{**everyone, two: certain(cube.field, t)} for t in STRATEGIES]
                    yield from cube.family(everyone, [cube.literal(one, end, "==") for end in ends])
