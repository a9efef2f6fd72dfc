"""Bilinear functions of two probabilities and the sets on which they vanish."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from coopgame.solve.surds import Number, as_expression


@dataclass(frozen=True, slots=True)
class Bilinear:
    r"""The function :math:`f(u, v) = a + b u + c v + d u v` with rational coefficients."""

    constant: Fraction
    first: Fraction
    second: Fraction
    both: Fraction

    @classmethod
    def through(cls, corners: tuple[Fraction, Fraction, Fraction, Fraction]) -> "Bilinear":
        r"""The one with these values at :math:`(0, 0), (0, 1), (1, 0), (1, 1)`."""
        at_00, at_01, at_10, at_11 = corners
        return cls(at_00, at_10 - at_00, at_01 - at_00, at_11 - at_10 - at_01 + at_00)

    def at(self, u: Fraction, v: Fraction) -> Fraction:
        """The value at a rational point."""
        return self.constant + self.first * u + (self.second + self.both * u) * v

    def __call__(self, u: Number, v: Number) -> Number:
        """The value anywhere."""
        return self.constant + self.first * u + (self.second + self.both * u) * v

    def expression(self, u: Any, v: Any) -> sp.Expr:
        """The value at numbers or symbols of SymPy."""
        a, b, c, d = map(as_expression, (self.constant, self.first, self.second, self.both))
        return sp.expand(a + b * u + c * v + d * u * v)

    def slope(self, position: int, other: Number) -> Number:
        """The derivative in the argument of that position, where the other argument has that value."""
        return (self.second if position else self.first) + self.both * other

    @property
    def centre(self) -> tuple[Fraction, Fraction] | None:
        r"""The :math:`(u_0, v_0)` with :math:`f = d (u - u_0)(v - v_0)`, :math:`d \ne 0`, if any."""
        if not self.both or self.constant * self.both != self.first * self.second:
            return None
        return -self.second / self.both, -self.first / self.both


@dataclass(frozen=True, slots=True)
class Moebius:
    r"""The invertible map :math:`t \mapsto (\alpha t + \beta) / (\gamma t + \delta)`."""

    alpha: Fraction
    beta: Fraction
    gamma: Fraction
    delta: Fraction

    def __call__(self, t: Number) -> Number | None:
        """The image, or nothing at the pole."""
        below = self.gamma * t + self.delta
        return (self.alpha * t + self.beta) / below if below != 0 else None

    def after(self, other: "Moebius") -> "Moebius":
        """The map that applies the other one first."""
        return Moebius(
            self.alpha * other.alpha + self.beta * other.gamma,
            self.alpha * other.beta + self.beta * other.delta,
            self.gamma * other.alpha + self.delta * other.gamma,
            self.gamma * other.beta + self.delta * other.delta,
        )

    @property
    def inverse(self) -> "Moebius":
        """The map that undoes this one."""
        return Moebius(self.delta, -self.beta, -self.gamma, self.alpha)

    @property
    def is_affine(self) -> bool:
        """Whether it draws a straight line."""
        return self.gamma == 0


@dataclass(frozen=True, slots=True)
class At:
    """The coordinate has one value, whatever the others are."""

    coordinate: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Along:
    """One coordinate is a Möbius function of another."""

    source: int
    target: int
    map: Moebius

    @property
    def reverse(self) -> "Along":
        """The same relation read from the target."""
        return Along(self.target, self.source, self.map.inverse)


Branch = At | Along | None
"""An irreducible piece of a zero set; ``None`` is the whole plane."""


def zero_set(f: Bilinear, u: int, v: int) -> tuple[Branch, ...]:
    r"""The irreducible pieces of :math:`\{f = 0\}`: nothing, the plane, lines, or one hyperbola.

    Parameters
    ----------
    f : Bilinear
    u, v : int
        The coordinates that are its arguments.

    """
    if f.both and (centre := f.centre):
        return At(u, centre[0]), At(v, centre[1])
    if f.both or (f.first and f.second):
        return (Along(u, v, Moebius(-f.first, -f.constant, f.both, f.second)),)
    if f.first:
        return (At(u, -f.constant / f.first),)
    if f.second:
        return (At(v, -f.constant / f.second),)
    return () if f.constant else (None,)
