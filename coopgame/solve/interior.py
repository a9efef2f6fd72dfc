"""Equilibria of a 2x2x2 game where all three players mix: zeros of three bilinear functions in a cube."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product

from coopgame.solve.bilinear import Along, At, Bilinear, Branch, zero_set
from coopgame.solve.surds import Number, quadratic_roots

Point = tuple[Number, Number, Number]
OTHERS = ((1, 2), (0, 2), (0, 1))
"""The coordinates that each player's gain depends on."""


def fully_mixed(gains: Sequence[Bilinear]) -> Iterator[tuple[Point, ...] | None]:
    r"""The pieces of :math:`\{p \in (0, 1)^3 : f_1(p_2, p_3) = f_2(p_1, p_3) = f_3(p_1, p_2) = 0\}`.

    Parameters
    ----------
    gains : sequence of three Bilinear
        What each player gains from the first strategy, a function of the other two's probabilities of theirs.

    Yields
    ------
    tuple of points, or None
        The extreme points of (the closure of) a convex piece: one for an isolated equilibrium. ``None`` for
        a piece that is curved.

    Notes
    -----
    Each zero set falls into lines on which one coordinate is fixed and curves on which one coordinate is a
    Möbius function of the other. Going round all three curves composes three such maps, whose fixed points
    solve one quadratic equation; in every other case a fixed coordinate spreads, or a one-parameter family
    is left over.

    """
    for branches in product(*(zero_set(f, *others) for f, others in zip(gains, OTHERS, strict=True))):
        for start, curves in _starts(branches):
            fixed, left = dict(start), list(curves)
            if _spread(fixed, left) and all(0 < value < 1 for value in fixed.values()):
                yield from _pieces(fixed, left)


def _starts(branches: Sequence[Branch]) -> Iterator[tuple[dict[int, Number], list[Along]]]:
    """The coordinates known at first, and the relations between the others."""
    curves = [branch for branch in branches if isinstance(branch, Along)]
    if len(curves) < 3:
        known: dict[int, Number] = {}
        lines = [branch for branch in branches if isinstance(branch, At)]
        if all(known.setdefault(line.coordinate, line.value) == line.value for line in lines):
            yield known, curves
        return
    second_third, first_third, first_second = (curve.map for curve in curves)
    around = first_third.inverse.after(second_third).after(first_second)
    quadratic = (around.gamma, around.delta - around.alpha, -around.beta)
    if any(quadratic):
        for root in quadratic_roots(*quadratic):
            yield {0: root}, curves
    else:
        yield (
            {},
            curves[:2],
        )  # whoever goes round comes back to the start: the third relation says nothing new


def _spread(fixed: dict[int, Number], curves: list[Along]) -> bool:
    """Work out every coordinate that follows from a fixed one, using up the curves; whether all agree."""
    while True:
        known = [(k, along) for k, along in enumerate(curves) if {along.source, along.target} & set(fixed)]
        if not known:
            return True
        position, curve = known[0]
        del curves[position]
        along = curve if curve.source in fixed else curve.reverse
        value = along.map(fixed[along.source])
        if value is None or fixed.setdefault(along.target, value) != value:
            return False


def _pieces(fixed: dict[int, Number], curves: list[Along]) -> Iterator[tuple[Point, ...] | None]:
    """The part in the open cube of the points with those coordinates, on those curves, otherwise free."""
    factors: list[list[dict[int, Number]]] = [[fixed]]
    if curves:
        # At most two are left, and two of three coordinate pairs share a coordinate: the parameter of the
        # path.
        root = (set.intersection(*({c.source, c.target} for c in curves))).pop()
        rays = [curve if curve.source == root else curve.reverse for curve in curves]
        inside = _inside(rays)
        if not inside:
            return
        if not all(ray.map.is_affine for ray in rays):
            yield None
            return
        ends = (inside[0], inside[-1])
        factors.append([dict([(root, t), *((ray.target, _image(ray, t)) for ray in rays)]) for t in ends])
    bound = {coordinate for factor in factors for coordinate in factor[0]}
    factors += [[{free: Fraction(0)}, {free: Fraction(1)}] for free in range(3) if free not in bound]
    yield tuple(_point(*parts) for parts in product(*factors))


def _inside(rays: Sequence[Along]) -> list[Fraction]:
    """The ends of the intervals of the parameter over which all coordinates of the path are in (0, 1)."""
    zero, one = Fraction(0), Fraction(1)
    cuts = {zero, one}
    for ray in rays:
        back = ray.map.inverse
        crossings = [back(zero), back(one), None if ray.map.is_affine else -ray.map.delta / ray.map.gamma]
        cuts |= {t for t in crossings if isinstance(t, Fraction) and 0 < t < 1}
    return [
        end
        for low, high in pairwise(sorted(cuts))
        if all(0 < _image(ray, (low + high) / 2) < 1 for ray in rays)
        for end in (low, high)
    ]


def _image(ray: Along, t: Number) -> Number:
    """Where the path is at a parameter that is no pole."""
    value = ray.map(t)
    assert value is not None
    return value


def _point(*parts: dict[int, Number]) -> Point:
    merged = {k: value for part in parts for k, value in part.items()}
    return merged[0], merged[1], merged[2]
