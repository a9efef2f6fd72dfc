"""What a map shows: the equilibria at each point of a plane, and the exact lines along which they change."""

from dataclasses import dataclass

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.relational import Relational

from coopgame.games.finite import FiniteGame
from coopgame.polynomials import Polynomial, SignForm, relation_form
from coopgame.report.borders import Floats, require_drawable, visible
from coopgame.report.plane import Interval, Plane
from coopgame.sampling import satisfied

Profiles = frozenset[tuple[str, ...]]

FINE = 600  # points along each side of the plane
OFF = (0.5857864, 0.3090170)  # of a step: no round number is met
OUTSIDE = -1


@dataclass(frozen=True)
class Chart:
    """A plane with the equilibria at its points.

    Attributes
    ----------
    plane : Plane
    sets : tuple of frozenset of profile
        The sets of profiles that are the pure equilibria somewhere in the plane, the most widespread first.
    codes : integer array, shape (ny, nx)
        The place in ``sets`` at each point; -1 outside the region.
    xs, ys : arrays
        The points' coordinates.
    boundaries : tuple of arrays of shape (2, n)
        Lines along which one set gives way to another, or the region ends.

    """

    plane: Plane
    sets: tuple[Profiles, ...]
    codes: NDArray[np.int64]
    xs: Floats
    ys: Floats
    boundaries: tuple[Floats, ...]


class _Classifier:
    """Tells the set of pure equilibria at any point of a plane."""

    def __init__(self, game: FiniteGame, plane: Plane) -> None:
        self.plane = plane
        self.profiles = tuple(tuple(profile) for profile in game.profiles())
        self.gains = {
            tuple(profile): [
                plane.restricted(game.deviation_gain(player, profile, strategy))
                for player, own in game.strategies.items()
                for strategy in own
                if strategy != profile[player]
            ]
            for profile in game.profiles()
        }
        second = plane.axes[1] if len(plane.axes) == 2 else sp.Dummy("y", real=True)
        self.axes = (plane.axes[0], second)
        self.spans: tuple[Interval, Interval] = (
            plane.spans[0],
            plane.spans[1] if len(plane.axes) == 2 else (0.0, 1.0),
        )
        self.known: dict[bytes, int] = {}

    def __call__(self, xs: Floats, ys: Floats) -> NDArray[np.int64]:
        """A number for the set of equilibria at each point; -1 outside the region."""
        columns = {self.axes[0]: xs, self.axes[1]: ys}
        stable = np.array([self._is_equilibrium(p, columns, len(xs)) for p in self.profiles])
        packed = np.packbits(stable, axis=0).T
        rows, inverse = np.unique(packed, axis=0, return_inverse=True)
        numbers = np.array([self.known.setdefault(row.tobytes(), len(self.known)) for row in rows])
        inside = satisfied(self.plane.region.conditions, columns)
        return np.where(inside, numbers[inverse.reshape(-1)], OUTSIDE)

    def _is_equilibrium(self, profile: tuple[str, ...], columns: dict[sp.Symbol, Floats], n: int) -> NDArray[np.bool_]:
        stable = np.ones(n, dtype=bool)
        for form in self.gains[profile]:
            stable &= _signs(form, columns, n) <= 0
        return stable

    def profiles_of(self, number: int) -> Profiles:
        """The set a number stands for."""
        packed = next(key for key, value in self.known.items() if value == number)
        bits = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=len(self.profiles))
        return frozenset(p for p, bit in zip(self.profiles, bits, strict=True) if bit)

    def factors(self) -> tuple[Polynomial, ...]:
        """The polynomials at whose zeros something may change."""
        forms = [form for forms in self.gains.values() for form in forms]
        for condition in self.plane.region.conditions:
            relations = sorted(condition.atoms(Relational), key=sp.default_sort_key)
            forms += [relation_form(relation) for relation in relations]
        return tuple(dict.fromkeys(f for form in forms for f in form.odd))


def _signs(form: SignForm, columns: dict[sp.Symbol, Floats], n: int) -> Floats:
    sign = np.full(n, float(form.sign))
    for factor in form.odd:
        sign *= np.sign(factor.values(columns))
    return sign


def chart(game: FiniteGame, plane: Plane, fine: int = FINE) -> Chart:
    """Chart the pure equilibria over a plane.

    Raises
    ------
    ExpressionError
        When a payoff or a condition is not rational in the parameters.
    OutputError
        When a coefficient is too large to draw.

    """
    classify = _Classifier(game, plane)
    factors = classify.factors()
    require_drawable(factors)
    # Ties are at round numbers, and would show as areas that are none.
    across, up = ((np.arange(fine) + shift) / fine for shift in OFF)
    (left, right), (low, high) = classify.spans
    xs, ys = left + (right - left) * across, low + (high - low) * up
    grid = np.meshgrid(xs, ys)
    numbers = classify(grid[0].ravel(), grid[1].ravel())
    present, counts = np.unique(numbers[numbers != OUTSIDE], return_counts=True)
    order = present[np.argsort(-counts, kind="stable")]
    boundaries = tuple(line for f in factors for line in visible(f, classify))
    lookup = {int(number): k for k, number in enumerate(order)} | {OUTSIDE: OUTSIDE}
    codes = np.array([lookup[int(number)] for number in numbers]).reshape(fine, fine)
    return Chart(plane, tuple(classify.profiles_of(int(k)) for k in order), codes, xs, ys, boundaries)
