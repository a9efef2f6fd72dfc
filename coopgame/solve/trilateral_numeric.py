"""All equilibria of a numeric game of three players with two strategies each, exactly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from coopgame.solve.bilinear import Bilinear
from coopgame.solve.interior import OTHERS, Point, fully_mixed
from coopgame.solve.linear import unique_solution

Interval = tuple[Fraction, Fraction]
Stratum = tuple[int | None, int | None, int | None]
"""For each player the probability of the first strategy, 0 or 1, or ``None`` where it is strictly between."""
STRATA: tuple[Stratum, ...] = tuple((p, q, r) for p in (1, 0, None) for q in (1, 0, None) for r in (1, 0, None))


@dataclass(frozen=True, slots=True)
class TrilateralEquilibria:
    r"""The equilibria :math:`p \in [0, 1]^3` of a 2x2x2 game; :math:`p_i` is a first strategy's probability.

    Parameters
    ----------
    points : tuple of points
        Every isolated equilibrium, and the extreme points of every convex set of equilibria.
    convex : tuple of tuples of int
        The largest convex sets of equilibria found, each as the positions of its extreme points in `points`:
        all points of the hull, in the cube, are equilibria. One of length 1 is a single point.
    curved : tuple of Stratum
        Where there are further equilibria, on a curve or a surface or bounded by one: infinitely many, of
        which `points` lists only those that are something else as well.
    regular : bool
        Whether every equilibrium is isolated, strict in its unused strategies, and a simple zero of the
        indifference equations; there is then an odd number of them (Harsanyi 1973).

    """

    points: tuple[Point, ...]
    convex: tuple[tuple[int, ...], ...]
    curved: tuple[Stratum, ...]
    regular: bool


def trilateral_equilibria(gains: tuple[Bilinear, Bilinear, Bilinear]) -> TrilateralEquilibria:
    r"""All :math:`p \in [0, 1]^3` with :math:`p_i = 1` where :math:`f_i > 0`, 0 where :math:`f_i < 0`.

    Parameters
    ----------
    gains : three Bilinear
        :math:`f_i`, what player :math:`i` gains by the first strategy instead of the second, as a function
        of the probabilities that the other two, in order, play their first.

    Notes
    -----
    The cube falls into 27 strata: 8 vertices, 12 edges, 6 faces and the interior. On each of them the players
    who mix must be indifferent, and those who don't must not gain by the other strategy. The example of McKelvey and
    McLennan has nine equilibria, all isolated.

    """
    curved: list[Stratum] = []
    sets: set[frozenset[Point]] = set()
    for stratum in STRATA:
        for piece in fully_mixed(gains) if stratum == (None,) * 3 else _boundary(gains, stratum):
            if piece is None:
                curved.append(stratum)
            else:
                sets.add(frozenset(piece))
    largest = [each for each in sets if not any(each != other and _within(each, other) for other in sets)]
    points = tuple(sorted({point for each in largest for point in each}, reverse=True))
    convex = tuple(sorted(tuple(sorted(points.index(point) for point in each)) for each in largest))
    regular = not curved and all(len(each) == 1 for each in convex) and all(_regular(gains, p) for p in points)
    return TrilateralEquilibria(points, convex, tuple(dict.fromkeys(curved)), regular)


def _boundary(gains: Sequence[Bilinear], stratum: Stratum) -> Iterator[tuple[Point, ...] | None]:
    """The extreme points of the equilibria on a closed vertex, edge or face; ``None`` if they are curved."""
    box = [(Fraction(s or 0), Fraction(1 if s is None else s)) for s in stratum]
    mixers = [player for player, s in enumerate(stratum) if s is None]
    for mixer in mixers:
        # With at most one other player mixing, the gain is linear in that one's probability, or constant.
        other = next((player for player in mixers if player != mixer), mixer)
        low, high = _at_ends(gains[mixer], mixer, box)
        if low == high == 0:
            continue
        if low == high or not 0 <= (root := low / (low - high)) <= 1:
            return
        box[other] = (root, root)
    for player, s in enumerate(stratum):
        if s is None:
            continue
        # Never negative in an equilibrium, as the signs are turned so that the strategy not played gains
        # nothing.
        sign = 1 if s else -1
        wide = [k for k in OTHERS[player] if box[k][0] != box[k][1]]
        if len(wide) == 2:
            yield from _square(gains[player], sign, player, s)
            return
        low, high = (sign * value for value in _at_ends(gains[player], player, box))
        if low < 0 and high < 0:
            return
        if low < 0 or high < 0:
            for k in wide:
                start, end = box[k]
                root = start + (end - start) * low / (low - high)
                box[k] = (root, end) if low < 0 else (start, root)
    first, second, third = (tuple(dict.fromkeys(ends)) for ends in box)
    yield tuple(product(first, second, third))


def _at_ends(gain: Bilinear, player: int, box: Sequence[Interval]) -> Interval:
    """The gain at the two ends of a box in which one of the other two mixes at most."""
    first, second = OTHERS[player]
    return gain.at(box[first][0], box[second][0]), gain.at(box[first][1], box[second][1])


def _square(gain: Bilinear, sign: int, player: int, pure: int) -> Iterator[tuple[Point, ...] | None]:
    """The part of a face, all of it indifferent to the two who mix, where the third player stays put."""
    corners = [(Fraction(u), Fraction(v)) for u, v in ((0, 0), (0, 1), (1, 1), (1, 0))]
    values = [sign * gain.at(*corner) for corner in corners]
    if all(value >= 0 for value in values):
        yield _embedded(corners, player, pure)
    elif not any(value > 0 for value in values):
        return  # no more than corners and edges, which are strata of their own
    elif gain.centre:
        yield from (_embedded(product(*sides), player, pure) for sides in _quadrants(gain, sign))
    elif gain.both:
        yield None
    else:
        polygon = [corner for corner, value in zip(corners, values, strict=True) if value >= 0]
        for k, (u, v) in enumerate(corners):
            low, high, (to_u, to_v) = values[k - 1], values[k], corners[k - 1]
            if low * high < 0:
                share = high / (high - low)
                polygon.append((u + share * (to_u - u), v + share * (to_v - v)))
        yield _embedded(polygon, player, pure)


def _quadrants(gain: Bilinear, sign: int) -> Iterator[tuple[Interval, Interval]]:
    """The parts of the unit square on which a product of two linear functions has that sign."""
    halves = [((Fraction(0), min(c, Fraction(1))), (max(c, Fraction(0)), Fraction(1))) for c in gain.centre or ()]
    for right, above in product((0, 1), repeat=2):
        u, v = halves[0][right], halves[1][above]
        if (right == above) == (sign * gain.both > 0) and u[0] <= u[1] and v[0] <= v[1]:
            yield u, v


def _embedded(square: Iterable[tuple[Fraction, ...]], player: int, pure: int) -> tuple[Point, ...]:
    """Points of the face of the cube on which that player is pure."""
    points = []
    for corner in square:
        point: list[Fraction] = list(corner)
        point.insert(player, Fraction(pure))
        points.append((point[0], point[1], point[2]))
    return tuple(points)


def _within(inner: frozenset[Point], outer: frozenset[Point]) -> bool:
    """Whether the hull of some points lies in that of others."""
    return len(outer) > 1 and all(point in outer or _in_hull(point, outer) for point in inner)


def _in_hull(point: Point, corners: frozenset[Point]) -> bool:
    """Whether a point is a convex combination of at most four of the corners, hence of all (Caratheodory)."""
    for size in (2, 3, 4):
        for some in combinations(corners, size):
            columns = [[entry for entry in each if isinstance(entry, Fraction)] for each in (*some, point)]
            if any(len(column) < 3 for column in columns):
                return False  # an irrational equilibrium is isolated
            equations = [*zip(*columns, strict=True), [Fraction(1)] * (size + 1)]
            weights = unique_solution(equations)
            if weights is not None and min(weights) >= 0:
                return True
    return False


def _regular(gains: Sequence[Bilinear], point: Point) -> bool:
    """Whether every unused strategy costs something, and the indifference equations have a simple zero."""
    mixers = [player for player, value in enumerate(point) if 0 < value < 1]
    for player, (first, second) in enumerate(OTHERS):
        if player not in mixers and gains[player](point[first], point[second]) == 0:
            return False
    slope = {
        (player, other): gains[player].slope(position, point[OTHERS[player][1 - position]])
        for player in range(3)
        for position, other in enumerate(OTHERS[player])
    }
    if len(mixers) == 3:
        return slope[0, 1] * slope[1, 2] * slope[2, 0] + slope[0, 2] * slope[2, 1] * slope[1, 0] != 0
    # One alone can't: where a player is indifferent among the others' pure strategies, the whole edge is.
    return not mixers or (len(mixers) == 2 and slope[mixers[0], mixers[1]] * slope[mixers[1], mixers[0]] != 0)
