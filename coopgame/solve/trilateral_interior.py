r"""Equilibria of 2x2x2 games with parameters in which all three players mix.

Each player's gain is bilinear in the probabilities of the other two. Given the probability :math:`t` of one player,
the pivot, the other two follow, each from the indifference of the other of the two, as quotients of functions linear in
:math:`t`. What is left is the pivot's indifference, :math:`\alpha t^2 + \beta t + \gamma = 0`. Where a gain has the
form :math:`a (t - t_0)(u - u_0)` it may vanish by :math:`t = t_0` alone, and nothing follows for :math:`u` from it;
these equilibria are found apart.
"""

from collections.abc import Iterator
from itertools import permutations
from math import prod
from typing import Any, NamedTuple

import sympy as sp

from coopgame.conditions import evaluate
from coopgame.players import PerPlayer
from coopgame.polynomials import SignForm, polynomial
from coopgame.solve.family import Family, Literal, Weights, certain, crossing, settled, weighted
from coopgame.solve.field import square_root
from coopgame.solve.trilateral import STRATEGIES, Trilateral, others

MOST_TERMS = 200  # products of coefficients above which a discriminant is not multiplied out


class Quadratic(NamedTuple):
    r"""The function :math:`\alpha t^2 + \beta t + \gamma` over the field of payoffs."""

    alpha: Any
    beta: Any
    gamma: Any

    @classmethod
    def product(cls, field: Any, first: tuple[Any, Any], second: tuple[Any, Any]) -> "Quadratic":
        """Multiply two linear functions, each given by its values at 1 and at 0."""
        (a, b), (c, d) = ((one - zero, zero) for one, zero in (first, second))
        return cls(a * c, a * d + b * c, b * d)

    def plus(self, other: "Quadratic", factor: Any) -> "Quadratic":
        """Add a multiple of another one."""
        return Quadratic(
            self.alpha + factor * other.alpha, self.beta + factor * other.beta, self.gamma + factor * other.gamma
        )

    @property
    def size(self) -> int:
        """How much there is to multiply in the discriminant."""
        return int(len(self.beta.numer) ** 2 + len(self.alpha.numer) * len(self.gamma.numer))


def interior_families(cube: Trilateral) -> Iterator[Family]:
    """Every equilibrium in which all three players mix, except curves and surfaces of them, which end on the faces."""
    pivot, equation = min(((k, _eliminated(cube, k)) for k in range(3)), key=lambda pair: _preference(pair[1]))
    yield from _by_root(cube, pivot, equation)
    j, k = others(pivot)
    for player, other in ((j, k), (k, j)):
        yield from _apart(cube, player, pivot, other)


def _ends(cube: Trilateral, indifferent: int, mixer: int, strategy: int, pivot: int) -> tuple[Any, Any]:
    """Return a gain, with the mixer's strategy given, where the pivot plays the first strategy and where the second."""
    weights = {mixer: certain(cube.field, strategy)}
    first, second = (cube.gain(indifferent, {**weights, pivot: certain(cube.field, s)}) for s in STRATEGIES)
    return first, second


def _eliminated(cube: Trilateral, pivot: int) -> Quadratic:
    """Return the pivot's gain when the others' probabilities follow from its own, cleared of denominators."""
    j, k = others(pivot)
    # Unnormalised weights of the first strategy and of the second, as in `crossing`.
    of_j = [(1, _ends(cube, k, j, 1, pivot)), (-1, _ends(cube, k, j, 0, pivot))]
    of_k = [(1, _ends(cube, j, k, 1, pivot)), (-1, _ends(cube, j, k, 0, pivot))]
    total = Quadratic(cube.field.zero, cube.field.zero, cube.field.zero)
    for (s, (sign, first)), (r, (turn, second)) in ((a, b) for a in enumerate(of_j) for b in enumerate(of_k)):
        total = total.plus(Quadratic.product(cube.field, first, second), sign * turn * cube.gains[pivot][s, r])
    return total


def _preference(equation: Quadratic) -> tuple[bool, bool, int]:
    """Rank: an equation that says something, then a linear one, then a short one."""
    return not any(equation), bool(equation.alpha), equation.size


def _by_root(cube: Trilateral, pivot: int, equation: Quadratic) -> Iterator[Family]:
    field = cube.field
    if not any(equation):
        return
    # Where a common factor vanishes the equation says nothing, and there is a curve of equilibria or none.
    content = field.form(field.content(equation))
    holds_somewhere = [(SignForm(1, (factor,), (), ()), "!=") for factor in (*content.odd, *content.even)]
    alpha, beta, gamma = (coefficient / field.content(equation) for coefficient in equation)
    linear = crossing(field, beta + gamma, gamma)
    if linear is not None:
        yield from _rational(cube, pivot, linear, [*holds_somewhere, (field.form(alpha), "==")])
    literals: list[Literal] = [*holds_somewhere, (field.form(alpha), "!=")]
    root = square_root((beta**2 - 4 * alpha * gamma).numer) if equation.size <= MOST_TERMS else None
    if not alpha:
        return
    if root is None:
        for sign in (1, -1):
            yield from _irrational(cube, pivot, Quadratic(alpha, beta, gamma), sign, literals)
        return
    for value, distinct in ((field.domain(root), []), (-field.domain(root), [(field.form(field.domain(root)), "!=")])):
        weights = weighted(field, {0: value - beta, 1: 2 * alpha + beta - value})
        if weights is not None:
            yield from _rational(cube, pivot, weights, [*literals, *distinct])


def _rational(cube: Trilateral, pivot: int, weights: Weights, literals: list[Literal]) -> Iterator[Family]:
    j, k = others(pivot)
    first, second = cube.crossing(j, k, {pivot: weights}), cube.crossing(k, j, {pivot: weights})
    if first is not None and second is not None:
        yield from cube.family({pivot: weights, j: first, k: second}, literals)


def _apart(cube: Trilateral, player: int, pivot: int, other: int) -> Iterator[Family]:
    """Yield the equilibria where a player's gain vanishes by the pivot's probability alone, whatever the other does."""
    gains = {
        (s, r): cube.gain(player, {pivot: certain(cube.field, s), other: certain(cube.field, r)})
        for s in (0, 1)
        for r in (0, 1)
    }
    singular = cube.field.form(gains[0, 0] * gains[1, 1] - gains[0, 1] * gains[1, 0])
    nothing: list[Literal] = [(cube.field.form(gains[s, 0]), "==") for s in STRATEGIES]
    for r, literals in ((0, [(singular, "==")]), (1, nothing)):
        own = crossing(cube.field, gains[0, r], gains[1, r])
        if own is None:
            continue
        # The player's own probability makes the other indifferent, and the other's then the pivot.
        first = cube.crossing(player, other, {pivot: own})
        if first is None:
            continue
        second = cube.crossing(other, pivot, {player: first})
        if second is not None:
            yield from cube.family({pivot: own, player: first, other: second}, literals)


def _irrational(
    cube: Trilateral, pivot: int, equation: Quadratic, sign: int, literals: list[Literal]
) -> Iterator[Family]:
    field, operator = cube.field, ">=" if sign > 0 else ">"  # a double root is counted once
    alpha, beta, gamma = map(field.expression, equation)
    square, further = beta**2 - 4 * alpha * gamma, list[Any]()
    if equation.size <= MOST_TERMS:
        element = equation.beta**2 - 4 * equation.alpha * equation.gamma
        square, literals = field.expression(element), [*literals, (field.form(element), operator)]
        if settled(literals) is None:
            return
    else:
        further = [sp.Ge(square, 0) if sign > 0 else sp.Gt(square, 0)]
    root = sign * sp.sqrt(square)
    weights = {pivot: (root - beta, 2 * alpha + beta - root)}
    for mixer, indifferent in permutations(others(pivot)):
        # The gain at the mixer's second strategy, and minus that at the first, are the mixer's weights.
        first, second = (_at_root(equation, _ends(cube, indifferent, mixer, s, pivot)) for s in STRATEGIES)
        if first == second or not any(first) or not any(second):
            return  # the mixer can't make the other indifferent, there or anywhere
        content = field.content([*first, *second])
        apart = field.form(content)
        literals = [*literals, *((SignForm(1, (f,), (), ()), "!=") for f in (*apart.odd, *apart.even))]
        (a, b), (c, d) = ([field.expression(part / content) for part in end] for end in (first, second))
        weights[mixer] = (c + d * root, -a - b * root)
    further += [sp.Gt(one * other, 0) for one, other in weights.values()]
    kept = settled(literals)
    if kept is not None and (cube.game.symbols or all(evaluate(c, {}) for c in further)):
        yield _with_roots(cube, weights, kept, further, tuple(_questions(cube, pivot, 2 * alpha, beta, sign)))


def _at_root(equation: Quadratic, ends: tuple[Any, Any]) -> tuple[Any, Any]:
    r"""Return :math:`a, b` with :math:`2 \alpha f(t) = a + b \sqrt{\Delta}` at the root, for a linear :math:`f`."""
    slope = ends[0] - ends[1]
    return 2 * equation.alpha * ends[1] - slope * equation.beta, slope


def _with_roots(
    cube: Trilateral,
    weights: dict[int, tuple[Any, Any]],
    literals: tuple[Literal, ...],
    further: list[Any],
    questions: tuple[tuple[Literal, ...], ...],
) -> Family:
    numeric = not cube.game.symbols
    mixture = []
    for first, second in (weights[player] for player in range(3)):
        row = (first / sp.expand(first + second), second / sp.expand(first + second))
        mixture.append(tuple(map(sp.radsimp, row)) if numeric else row)
    payoffs = [_payoff(cube, player, mixture) for player in range(3)]
    players = cube.game.players
    return Family(
        PerPlayer(players, mixture),
        PerPlayer(players, payoffs),
        literals,
        () if numeric else tuple(further),
        () if numeric else questions,
    )


def _at(cube: Trilateral, ends: tuple[Any, Any], t: sp.Expr) -> sp.Expr:
    slope, constant = cube.field.expression(ends[0] - ends[1]), cube.field.expression(ends[1])
    return constant + slope * t


def _payoff(cube: Trilateral, player: int, mixture: list[tuple[Any, ...]]) -> sp.Expr:
    j, k = others(player)
    total = sp.Integer(0)
    for s in STRATEGIES:
        for r in STRATEGIES:
            profile = [0, 0, 0]
            profile[j], profile[k] = s, r
            total += mixture[j][s] * mixture[k][r] * cube.field.expression(cube.tables[player][tuple(profile)])
    return total if cube.game.symbols else sp.radsimp(total)


def _questions(cube: Trilateral, pivot: int, twice: sp.Expr, beta: sp.Expr, sign: int) -> Iterator[tuple[Literal, ...]]:
    """Yield what must be solvable in the parameters and one probability: by any pivot, and last on this branch."""
    t = sp.Symbol("chance!", real=True)
    within = [(_sign(t), ">"), (_sign(1 - t), ">")]
    own: list[Literal] = []
    for k in sorted(range(3), key=lambda k: k != pivot):
        alpha, linear, gamma = map(cube.field.expression, _eliminated(cube, k))
        question = [*within, (_sign(alpha * t**2 + linear * t + gamma), "==")]
        for mixer, indifferent in permutations(others(k)):
            ends = [_at(cube, _ends(cube, indifferent, mixer, s, k), t) for s in STRATEGIES]
            # Another pivot's probability may make a gain vanish altogether; this one's does not.
            question.append((_sign(*ends), "<" if k == pivot else "<="))
        own = own or question
        yield tuple(question)
    yield (*own, (_sign(twice * t + beta), ">=" if sign > 0 else "<"))


def _sign(*factors: sp.Expr) -> SignForm:
    """Return the sign form of a product as it stands, nothing factored."""
    parts = [part for factor in factors for part in sp.fraction(sp.together(factor))]
    if 0 in parts:
        return SignForm(0, (), (), ())
    signs, wholes = zip(*map(polynomial, parts), strict=True)
    return SignForm(prod(signs), tuple(whole for whole in wholes if whole.symbols), (), ())
