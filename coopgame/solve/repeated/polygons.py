"""Convex polygons in the plane, exactly: hulls, halves, and membership."""

from collections.abc import Iterable
from fractions import Fraction

Point = tuple[Fraction, Fraction]
Polygon = tuple[Point, ...]
"""Corners counter-clockwise from the lexicographically least; two of a segment, one of a point, none of nothing."""


def hull(points: Iterable[Point]) -> Polygon:
    """Return the convex hull of points; no corner lies between two others.

    References
    ----------
    Andrew, A. M. (1979), Another efficient algorithm for convex hulls in two dimensions, Information Processing Letters
    9, 216-219.

    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return (*lower[:-1], *upper[:-1])


def _chain(points: list[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def turn(a: Point, b: Point, c: Point) -> Fraction:
    """Twice the signed area of a triangle: positive where the path turns left, zero on a line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def at_least(polygon: Polygon, axis: int, bound: Fraction) -> Polygon:
    """Return the part of a polygon in which one coordinate is at least a bound.

    References
    ----------
    Sutherland, I. E. and Hodgman, G. W. (1974), Reentrant polygon clipping, Communications of the ACM 17, 32-42.

    """
    kept: list[Point] = []
    for a, b in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True):
        if a[axis] >= bound:
            kept.append(a)
        if (a[axis] - bound) * (b[axis] - bound) < 0:
            part = (bound - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
    return hull(kept)


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies in a polygon, its border included."""
    if len(polygon) < 3:
        return hull((*polygon, point)) == polygon
    return all(turn(a, b, point) >= 0 for a, b in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True))
