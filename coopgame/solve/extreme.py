"""Every extreme equilibrium of a two-player game, exactly: labelled vertices of best-response polytopes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import and_

from coopgame.errors import SolverError
from coopgame.solve.linear import Matrix, Vector, primitive, transposed, whole

MAX_VERTICES = 5000
"""Vertices a polytope may have while it is made; the slowest games within this bound take a few seconds."""


@dataclass(frozen=True, slots=True)
class Vertex:
    r"""A vertex of a best-response polytope, as its whole-number ray and the set of inequalities that bind.

    Parameters
    ----------
    ray : tuple of int
        :math:`(t, z_1, \dots, z_d)` with :math:`t > 0`: the vertex is :math:`z / t`.
    labels : int
        Bit :math:`k < d` is set where :math:`z_k = 0`, bit :math:`d + j` where inequality :math:`j` binds.

    """

    ray: tuple[int, ...]
    labels: int

    @property
    def strategy(self) -> Vector:
        r"""The mixed strategy :math:`z / \sum_k z_k`; the origin has none."""
        total = sum(self.ray[1:])
        return tuple(Fraction(value, total) for value in self.ray[1:])


@dataclass(frozen=True, slots=True)
class ExtremeEquilibria:
    r"""The equilibria of a bimatrix game whose convex combinations are all its equilibria.

    Parameters
    ----------
    equilibria : tuple of (row mixture, column mixture)
        The pairs :math:`(x, y)` of vertices that together carry every label, sorted.
    subsets : tuple of tuples of int
        The maximal Nash subsets :math:`X \times Y`, each as the positions of its extreme points in
        `equilibria`; the set of all equilibria is their union (Winkels 1979, Jansen 1981; Avis et al. 2010).
        One of length 1 is an isolated equilibrium.
    degenerate : bool
        Whether some mixed strategy has more pure best replies than it has strategies in its support.

    """

    equilibria: tuple[tuple[Vector, Vector], ...]
    subsets: tuple[tuple[int, ...], ...]
    degenerate: bool

    @property
    def components(self) -> tuple[tuple[int, ...], ...]:
        """The connected components of the equilibria: subsets that meet share an extreme point, as faces do."""
        groups: list[set[int]] = []
        for subset in self.subsets:
            touching = [group for group in groups if not group.isdisjoint(subset)]
            groups = [group for group in groups if group not in touching] + [set(subset).union(*touching)]
        return tuple(sorted(tuple(sorted(group)) for group in groups))


def extreme_equilibria(row_payoffs: Matrix, column_payoffs: Matrix) -> ExtremeEquilibria:
    r"""All extreme equilibria of :math:`(A, B)`: the completely labelled vertex pairs but for :math:`(0, 0)`.

    With payoffs shifted to be positive, the polytopes are :math:`P = \{x \ge 0, B^\top x \le 1\}` and
    :math:`Q = \{y \ge 0, A y \le 1\}`. A pair of their vertices, each divided by its sum, is an equilibrium
    exactly when every strategy of either player is unplayed or a best reply.

    Parameters
    ----------
    row_payoffs, column_payoffs : tuple of tuples of Fraction
        :math:`A` and :math:`B`, both :math:`m \times n`.

    Raises
    ------
    SolverError
        When a polytope has more than `MAX_VERTICES` vertices.

    Notes
    -----
    The game is non-degenerate exactly when no point of :math:`P` carries more than :math:`m` labels and none
    of :math:`Q` more than :math:`n` (von Stengel, Handbook of Game Theory 3, 2002, section 2.6). The labels
    of a point are among those of each vertex of the least face that holds it, so the vertices decide; the
    origin never counts, as exactly its own sign constraints bind there. The vertices come from cutting a
    simplex by one half-space after the other (the double description method, Motzkin et al. 1953), which
    degeneracy does not slow down, as it does a walk over bases.

    """
    rows, columns = len(row_payoffs), len(row_payoffs[0])
    everything = (1 << rows + columns) - 1
    of_row = best_response_vertices(transposed(column_payoffs))[1:]
    of_column = best_response_vertices(row_payoffs)[1:]
    degenerate = any(vertex.labels.bit_count() > rows for vertex in of_row) or any(
        vertex.labels.bit_count() > columns for vertex in of_column
    )
    # A column vertex's own labels come first in its bits; turn them round to the order rows, then columns.
    labels = [vertex.labels >> columns | (vertex.labels << rows) & everything for vertex in of_column]
    carriers = _carriers(labels, rows + columns)
    edges = {
        vertex.strategy: partners
        for vertex in of_row
        if (partners := _common(everything & ~vertex.labels, carriers, len(labels)))
    }
    column_strategies = {k: of_column[k].strategy for k in _bits(reduce(int.__or__, edges.values(), 0))}
    pairs = sorted((x, column_strategies[k]) for x, partners in edges.items() for k in _bits(partners))
    position = {pair: index for index, pair in enumerate(pairs)}
    subsets = sorted(
        tuple(sorted(position[x, column_strategies[k]] for x in side for k in _bits(other)))
        for side, other in _maximal_bicliques(edges)
    )
    return ExtremeEquilibria(tuple(pairs), tuple(subsets), degenerate)


def best_response_vertices(payoffs: Matrix) -> list[Vertex]:
    r"""The vertices of :math:`\{z \ge 0, M z \le 1\}`, the origin first; :math:`M` is shifted to be positive.

    Parameters
    ----------
    payoffs : tuple of tuples of Fraction
        One row a pure reply of the other player, one column a strategy of the player who mixes.

    Raises
    ------
    SolverError
        When there are more than `MAX_VERTICES` of them.

    """
    least = min(min(row) for row in payoffs)
    bounds = whole([[value - least + 1 for value in row] for row in payoffs])
    dimension = len(bounds[0])
    vertices = _simplex(bounds[0])
    for j, bound in enumerate(bounds[1:], start=1):
        vertices = _cut(vertices, bound, dimension + j, dimension)
    return vertices


def _simplex(bound: Sequence[int]) -> list[Vertex]:
    r"""The vertices of :math:`\{z \ge 0, b \cdot z \le 1\}` for whole numbers :math:`b > 0`."""
    dimension = len(bound)
    everywhere = (1 << dimension) - 1
    corners = [
        Vertex((value, *(int(i == k) for i in range(dimension))), everywhere & ~(1 << k) | 1 << dimension)
        for k, value in enumerate(bound)
    ]
    return [Vertex((1,) + (0,) * dimension, everywhere), *corners]


def _cut(vertices: list[Vertex], bound: Sequence[int], label: int, dimension: int) -> list[Vertex]:
    """The vertices of the polytope cut by one more inequality, the label set where it binds."""
    slacks = [v.ray[0] - sum(b * z for b, z in zip(bound, v.ray[1:], strict=True)) for v in vertices]
    outside = [k for k, slack in enumerate(slacks) if slack < 0]
    inside = [k for k, slack in enumerate(slacks) if slack > 0]
    bit = 1 << label
    kept = [
        v if slack else Vertex(v.ray, v.labels | bit) for v, slack in zip(vertices, slacks, strict=True) if slack >= 0
    ]
    carriers = _carriers([v.labels for v in vertices], label) if outside else []
    for i in inside:
        for k in outside:
            shared = vertices[i].labels & vertices[k].labels
            # Two vertices span an edge exactly when no third one carries all the labels they share.
            if shared.bit_count() < dimension - 1 or _common(shared, carriers, len(vertices)).bit_count() > 2:
                continue
            far, near = slacks[i], -slacks[k]
            ray = [far * q + near * p for p, q in zip(vertices[i].ray, vertices[k].ray, strict=True)]
            kept.append(Vertex(primitive(ray), shared | bit))
        if len(kept) > MAX_VERTICES:
            raise SolverError(
                f"a best-response polytope of {dimension} strategies has more than {MAX_VERTICES} vertices",
                expected="a smaller game, or a method that does not list them all",
            )
    return kept


def _carriers(labels: Sequence[int], count: int) -> list[int]:
    """For each label the set, as bits, of the vertices that carry it."""
    return [sum(1 << k for k, each in enumerate(labels) if each >> label & 1) for label in range(count)]


def _common(labels: int, carriers: Sequence[int], count: int) -> int:
    """The set, as bits, of the vertices that carry all those labels."""
    return reduce(and_, (carriers[label] for label in _bits(labels)), (1 << count) - 1)


def _bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _maximal_bicliques(edges: dict[Vector, int]) -> list[tuple[list[Vector], int]]:
    """The maximal pairs of some keys and the partners, as bits, that all of these keys have in common."""
    closed: set[int] = set()
    for partners in edges.values():
        closed |= {partners, *(meet for other in closed if (meet := partners & other))}
    return [([x for x, partners in edges.items() if partners & other == other], other) for other in closed]
