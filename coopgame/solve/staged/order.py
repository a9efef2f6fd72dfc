"""Partial orders: what follows from proven relations, which of them say it all, and the chains they make."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

Relations = Mapping[tuple[str, str], bool]
"""Pairs of which the first is at least the second; true where it is greater."""

Path = tuple[str, ...]


def closure(names: Sequence[str], known: Relations) -> dict[tuple[str, str], bool]:
    """Join what follows: :math:`a \\ge b \\ge c` gives :math:`a \\ge c`, and :math:`a > c` where either is strict."""
    found = dict(known)
    for middle in names:
        for high in names:
            for low in names:
                if high == low or (high, middle) not in found or (middle, low) not in found:
                    continue
                strict = found[high, middle] or found[middle, low]
                found[high, low] = strict or found.get((high, low), False)
    return found


def classes(names: Sequence[str], closed: Relations) -> tuple[Path, ...]:
    """Gather the names that are at least each other: those that are equal."""
    gathered: dict[str, list[str]] = {}
    for name in names:
        first = next((other for other in gathered if {(name, other), (other, name)} <= closed.keys()), name)
        gathered.setdefault(first, []).append(name)
    return tuple(map(tuple, gathered.values()))


def reduction(names: Sequence[str], closed: Relations) -> dict[tuple[str, str], bool]:
    r"""Keep the relations that do not follow from others: the edges of the Hasse diagram.

    Where :math:`a \ge b \ge c` but :math:`a > c`, the last does not follow from the two, and stays.
    """

    def follows(high: str, low: str, strict: bool) -> bool:
        between = (m for m in names if m not in (high, low) and (high, m) in closed and (m, low) in closed)
        return any(not strict or closed[high, m] or closed[m, low] for m in between)

    return {
        (high, low): strict
        for high in names
        for low in names
        if high != low and (strict := closed.get((high, low))) is not None and not follows(high, low, strict)
    }


def paths(names: Sequence[str], edges: Relations) -> tuple[Path, ...]:
    """Cover all edges by paths from top to bottom, few and long ones first; who has no edge is a path alone."""
    left, found = set(edges), list[Path]()
    while left:
        path = _longest(names, edges, left)
        left -= set(pairwise(path))
        found.append(path)
    joined = {name for edge in edges for name in edge}
    return (*found, *((name,) for name in names if name not in joined))


def _longest(names: Sequence[str], edges: Relations, left: set[tuple[str, str]]) -> Path:
    """The path with the most edges not covered yet; of these the longest, of these the first."""

    @cache
    def best(start: str) -> tuple[int, int, Path]:
        chosen: tuple[int, int, Path] = (0, 1, (start,))
        for name in names:
            if (start, name) in edges:
                uncovered, length, path = best(name)
                option = (uncovered + ((start, name) in left), length + 1, (start, *path))
                chosen = max(chosen, option, key=lambda o: o[:2])
        return chosen

    return max((best(name) for name in names), key=lambda o: o[:2])[2]
