"""The figure of a division: for three players the core in a triangle, for two the line they bargain over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopgame.games.coalitional import CoalitionalGame
from coopgame.report.canvas import LINE, STYLE, printable
from coopgame.report.figure import FILLS
from coopgame.report.plotting import Axes, Figure, FigureCanvasAgg, rc_context

WIDTH, HEIGHT = 6.4, 4.8  # inches
MARKERS = "osD^v<>Phd*X"
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
INSIDE = 1e-9

Points = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Division:
    r"""What is to be divided, and how rules do it, in numbers.

    Attributes
    ----------
    players : tuple of str
        Two or three.
    alone : tuple of float
        :math:`v(\{i\})`.
    total : float
        :math:`v(N)`, more than what the players get alone.
    core : tuple of tuple of float
        The vertices of the core, in any order; none where it is empty.
    points : mapping of str to sequence of float
        What each rule gives.

    """

    players: tuple[str, ...]
    alone: tuple[float, ...]
    total: float
    core: tuple[tuple[float, ...], ...]
    points: Points

    @property
    def gain(self) -> float:
        """What cooperation of all adds."""
        return self.total - sum(self.alone)


def division(game: CoalitionalGame, core: Sequence[Sequence[float]], points: Points) -> Division | None:
    """Return what a figure shows of a game in numbers; None where it has none: too many players, or nothing to gain."""
    alone = tuple(float(game.worth(player)) for player in game.players)
    if len(game.players) not in (2, 3) or float(game.grand) <= sum(alone):
        return None
    return Division(game.players, alone, float(game.grand), tuple(tuple(map(float, x)) for x in core), points)


def drawn(shown: Division) -> Figure:
    """Draw a division."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        if len(shown.players) == 2:
            _line(axes, shown)
        else:
            _triangle(axes, shown)
        if axes.get_legend_handles_labels()[0]:
            figure.legend(*axes.get_legend_handles_labels(), loc="outside right upper", frameon=False, fontsize=9)
        return figure


def grouped(points: Points) -> dict[tuple[float, ...], str]:
    """Join the names of rules that give the same."""
    found: dict[tuple[float, ...], list[str]] = {}
    for name, shares in points.items():
        found.setdefault(tuple(round(float(x), 9) for x in shares), []).append(name)
    return {shares: "\n".join(names) for shares, names in found.items()}


def _triangle(axes: Axes, shown: Division) -> None:
    """Draw the imputations as a triangle: at a corner one player gets the whole gain."""
    axes.fill(*CORNERS.T, facecolor="white", edgecolor=LINE, linewidth=1.2)
    if shown.core:
        corners = _around(_placed(shown, shown.core))
        width = 3 if len(corners) < 3 else 1
        axes.fill(*corners.T, alpha=0.6, label="core", facecolor=FILLS[0], edgecolor=FILLS[0], linewidth=width)
        if len(corners) == 1:
            axes.plot(*corners.T, "o", color=FILLS[0], markersize=14, alpha=0.6, zorder=1)
    outside = _marks(axes, dict(_named(shown)))
    for k, (player, (x, y)) in enumerate(zip(shown.players, CORNERS, strict=True)):
        most = shown.total - sum(a for i, a in enumerate(shown.alone) if i != k)
        name = player if printable(player) else f"player {k + 1}"
        above = y > 0
        axes.annotate(
            f"{name}: {most:g}",
            (x, y),
            xytext=(0, 6 if above else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            parse_math=False,
        )
    axes.set_aspect("equal")
    axes.set_axis_off()
    margin = 0.12
    low, high = np.vstack([CORNERS, *outside]).min(axis=0), np.vstack([CORNERS, *outside]).max(axis=0)
    axes.set(xlim=(low[0] - margin, high[0] + margin), ylim=(low[1] - margin, high[1] + margin))


def _line(axes: Axes, shown: Division) -> None:
    """Draw what two can share: the disagreement, and the line of divisions that both prefer to it."""
    (a, b), gain = shown.alone, shown.gain
    corners = np.array([[a, b], [a + gain, b], [a, b + gain]])
    axes.fill(*corners.T, facecolor=FILLS[0], alpha=0.3, edgecolor="none", label="what both can gain from")
    axes.plot([a + gain, a], [b, b + gain], color=LINE, linewidth=1.2)
    axes.plot([a], [b], "s", color=LINE, markersize=6, label="without cooperation")
    _marks(axes, {name: np.array(shares) for shares, name in grouped(shown.points).items()})
    names = [p if printable(p) else f"player {k + 1}" for k, p in enumerate(shown.players)]
    axes.set_xlabel(names[0], parse_math=False)
    axes.set_ylabel(names[1], parse_math=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _marks(axes: Axes, places: Mapping[str, NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    for k, (name, place) in enumerate(places.items()):
        axes.plot(
            *place.reshape(2, 1),
            MARKERS[k % len(MARKERS)],
            color=FILLS[(k + 1) % len(FILLS)],
            markeredgecolor=LINE,
            markersize=8,
            label=name,
            zorder=3,
        )
    return [place.reshape(1, 2) for place in places.values()]


def _named(shown: Division) -> list[tuple[str, NDArray[np.float64]]]:
    same = grouped(shown.points)
    places = _placed(shown, list(same))
    return [(name, place) for name, place in zip(same.values(), places, strict=True)]


def _placed(shown: Division, points: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return places in the plane; the weights of the corners are the parts of the gain."""
    if not points:
        return np.empty((0, 2))
    parts = (np.array(points, dtype=float) - np.array(shown.alone)) / shown.gain
    return np.asarray(parts @ CORNERS)


def _around(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Order the corners of a convex polygon around its middle."""
    offsets = corners - corners.mean(axis=0)
    return np.asarray(corners[np.argsort(np.arctan2(offsets[:, 1], offsets[:, 0]))])
