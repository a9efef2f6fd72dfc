r"""Extreme equilibria of two-player games with parameters, over every pair of supports.

A mixed strategy :math:`x` with support :math:`I` is a vertex of the player's best-response polytope where some set
:math:`K` of :math:`|I|` replies, all best against :math:`x`, determines it. A pair of vertices is an extreme
equilibrium where each player's support consists of best replies to the other's vertex. For :math:`K` the other's
support and vice versa this is the regular case; every other choice asks for ties, that is equalities between the
parameters, and yields the extreme points of what is a continuum of equilibria there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from math import comb
from typing import Any

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.polynomials import SignForm
from coopgame.solve.family import Family, Literal, Table, Weights, certain, mean, settled, times, weighted
from coopgame.solve.field import PayoffField

Positions = tuple[int, ...]
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Vertex:
    """A mixed strategy determined by ties between replies.

    Attributes
    ----------
    support : tuple of int
        The strategies played, :math:`I`.
    ties : tuple of int
        The replies :math:`K` that determine the weights; empty where one strategy is played, which needs none.
    weights : Weights
    replies : tuple of field elements
        What each reply yields its player against the weights, less what the first of ``ties`` yields, if there is one.

    """

    support: Positions
    ties: Positions
    weights: Weights
    replies: tuple[Any, ...]

    @cached_property
    def is_pure(self) -> bool:
        """Whether one strategy is played for sure."""
        return len(self.support) == 1


class Side:
    """One player's mixed strategies, and when the other's strategies are best replies to them.

    Parameters
    ----------
    field : PayoffField
    payoffs : rows of field elements
        What the *other* player gets: a row for each strategy of this one, a column for each reply.

    """

    def __init__(self, field: PayoffField, payoffs: Rows) -> None:
        self.field, self.payoffs = field, payoffs
        self.size, self.others = len(payoffs), len(payoffs[0])
        self._weights: dict[tuple[Positions, Positions], dict[int, Any]] = {}

    @cached_property
    def vertices(self) -> tuple[Vertex, ...]:
        """Every vertex, by the size of its support."""
        found = []
        for support in subsets(self.size):
            if len(support) == 1:
                found.append(Vertex(support, (), certain(self.field, support[0]), tuple(self.payoffs[support[0]])))
                continue
            for ties in combinations(range(self.others), len(support)):
                weights = weighted(self.field, self.values(support, ties))
                if weights is not None:
                    found.append(Vertex(support, ties, weights, self._replies(weights, ties[0])))
        return tuple(found)

    def values(self, support: Positions, ties: Positions) -> dict[int, Any]:
        """Return the weights under which the replies tie, by Cramer's rule; their sum vanishes where nothing does."""
        if (support, ties) not in self._weights:
            differences = [[self.payoffs[i][k] - self.payoffs[i][ties[0]] for i in support] for k in ties[1:]]
            self._weights[support, ties] = {
                s: (-1) ** position
                * determinant(self.field, [row[:position] + row[position + 1 :] for row in differences])
                for position, s in enumerate(support)
            }
        return self._weights[support, ties]

    def _replies(self, weights: Weights, reference: int) -> tuple[Any, ...]:
        return tuple(
            sum(
                (w * (self.payoffs[s][k] - self.payoffs[s][reference]) for s, w in weights.values.items()),
                self.field.zero,
            )
            for k in range(self.others)
        )

    def conditions(self, vertex: Vertex, replies: Positions) -> list[tuple[Literal, ...]]:
        """Return the ways in which the vertex is one and those replies are best against it, no two at once.

        Of several sets of ties that determine the same vertex, the first alone is meant, with the replies in question
        counted first. So an exchange of one tie for an earlier reply that ties as well must not determine it too.
        """
        if vertex.is_pure:
            gains = {k: value - vertex.replies[replies[0]] for k, value in enumerate(vertex.replies)}
            ways = [
                [[(self.field.form(gain), "==" if k in replies else "<=")]]
                for k, gain in gains.items()
                if k != replies[0]
            ]
        else:
            shared = [k for k in vertex.ties if k in replies]
            if not shared:
                return []  # any one of the replies could take part in determining the vertex
            ways = [[list(vertex.weights.literals)]]
            ways += [self._compared(vertex, k, shared, replies) for k in range(self.others) if k not in vertex.ties]
        return [found for way in product(*ways) if (found := settled(chain(*way))) is not None]

    def _compared(self, vertex: Vertex, k: int, shared: Sequence[int], replies: Positions) -> list[list[Literal]]:
        """Return the ways in which a reply outside the ties compares: as one of the replies in question, or not."""
        if k in replies and len(shared) == 1:  # then it must be a copy of the one it ties with
            values = [self.payoffs[s][k] - self.payoffs[s][shared[0]] for s in vertex.support]
            return [[(self.field.form(value), "==") for value in values]] if k > shared[0] else []
        form = times(self.field.form(vertex.replies[k]), vertex.weights.sign)
        later = [
            tie
            for tie in vertex.ties
            if (k in replies) > (tie in replies) or ((k in replies) == (tie in replies) and k < tie)
        ]
        exchanged = [(self._determined(vertex.support, {*vertex.ties, k} - {tie}), "==") for tie in later]
        tied: list[Literal] = [(form, "=="), *exchanged]
        if k in replies:
            return [tied]
        return [[(form, "<")], tied] if later else [[(form, "<=")]]

    def _determined(self, support: Positions, ties: set[int]) -> SignForm:
        """Return what vanishes exactly where those ties do not determine the weights on that support."""
        return self.field.form(sum(self.values(support, tuple(sorted(ties))).values(), self.field.zero))


def subsets(size: int) -> Iterator[Positions]:
    """Every non-empty set of positions, smaller ones first."""
    return (chosen for count in range(1, size + 1) for chosen in combinations(range(size), count))


def determinant(field: PayoffField, rows: Rows) -> Any:
    """Return the determinant of a small matrix, by its first row; that of the empty one is 1."""
    if not rows:
        return field.one
    total = field.zero
    for k, value in enumerate(rows[0]):
        if value:
            minor = [[*row[:k], *row[k + 1 :]] for row in rows[1:]]
            total += (-1) ** k * value * determinant(field, minor)
    return total


def pairs_of_vertices(shape: tuple[int, ...]) -> int:
    """Count the pairs of vertices of which one is mixed."""
    m, n = shape
    mixed = sum(comb(m, size) * comb(n, size) for size in range(2, min(m, n) + 1))
    return (m + mixed) * (n + mixed) - m * n


def support_families(game: FiniteGame) -> Iterator[Family]:
    """Every family of extreme equilibria of a two-player game in which someone mixes.

    Parameters
    ----------
    game : FiniteGame
        Of two players.

    """
    field = PayoffField(game)
    m, n = game.shape
    first, second = ([table[k * n : (k + 1) * n] for k in range(m)] for table in field.tables)
    sides = Side(field, second), Side(field, list(zip(*first, strict=True)))
    tables: list[Table] = [dict(zip(product(range(m), range(n)), table, strict=True)) for table in field.tables]
    for x, y in product(sides[0].vertices, sides[1].vertices):
        if x.is_pure and y.is_pure:
            continue
        ways = product(sides[0].conditions(x, y.support), sides[1].conditions(y, x.support))
        found = [literals for one, two in ways if (literals := settled((*one, *two))) is not None]
        if not found:
            continue
        mixture = PerPlayer(game.players, (x.weights.probabilities(field, m), y.weights.probabilities(field, n)))
        # Every strategy in the support is a best reply, so the first of them yields the payoff.
        against = ([certain(field, x.support[0]), y.weights], [x.weights, certain(field, y.support[0])])
        payoffs = [mean(field, weights, table) for weights, table in zip(against, tables, strict=True)]
        for literals in found:
            yield Family(mixture, PerPlayer(game.players, payoffs), literals)
