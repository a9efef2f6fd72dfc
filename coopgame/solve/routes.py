"""Which algorithm answers for which shape of game, on exact tables of payoffs."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from coopgame.errors import SolverError
from coopgame.solve.bilinear import Bilinear
from coopgame.solve.bimatrix import (
    Answers,
    Method,
    lemke_howson,
    support_enumeration,
    vertex_enumeration,
    within_reach,
)
from coopgame.solve.expected import Mixtures
from coopgame.solve.extreme import extreme_equilibria
from coopgame.solve.linear import Matrix
from coopgame.solve.trilateral_numeric import Stratum, trilateral_equilibria

Tables = Sequence[Sequence[Fraction]]
"""For each player the payoffs over the profiles, the last player's strategy fastest."""

SOLVERS = {
    Method.SUPPORT_ENUMERATION: support_enumeration,
    Method.VERTEX_ENUMERATION: vertex_enumeration,
    Method.LEMKE_HOWSON: lemke_howson,
}


@dataclass(frozen=True)
class Found:
    """Mixtures that are equilibria, and what is known about the others; `NumericEquilibria` says what each means."""

    mixtures: Sequence[Mixtures]
    complete: bool
    method: str
    degenerate: bool | None = None
    components: Sequence[Sequence[int]] = ()
    curved: tuple[Stratum, ...] = ()
    gains: tuple[Bilinear, ...] = ()


def found(tables: Tables, shape: tuple[int, ...], method: Method) -> Found:
    """Solve a game in which everybody has at least two strategies."""
    if not shape:
        return Found([()], True, "nobody has a choice", False, [(0,)])
    if len(shape) == 1:
        return _one_player(tables, shape)
    if len(shape) == 2:
        return _two_players(matrix(tables[0], shape[1]), matrix(tables[1], shape[1]), method)
    if shape == (2, 2, 2):
        return _trilateral(tables)
    return Found(pure_profiles(tables, shape), False, "comparison of payoffs, pure equilibria only")


def pure_profiles(tables: Tables, shape: tuple[int, ...]) -> list[Mixtures]:
    """Every pure profile that no player gains by leaving alone, as mixtures."""
    profiles = list(product(*(range(count) for count in shape)))
    position = {profile: k for k, profile in enumerate(profiles)}
    return [
        tuple(_sure(s, count) for s, count in zip(profile, shape, strict=True))
        for k, profile in enumerate(profiles)
        if all(
            tables[i][k] >= tables[i][position[(*profile[:i], s, *profile[i + 1 :])]]
            for i, count in enumerate(shape)
            for s in range(count)
        )
    ]


def _one_player(tables: Tables, shape: tuple[int, ...]) -> Found:
    best = pure_profiles(tables, shape)
    return Found(best, True, "comparison of payoffs", len(best) > 1, [range(len(best))])


def _two_players(row_payoffs: Matrix, column_payoffs: Matrix, method: Method) -> Found:
    try:
        exact = extreme_equilibria(row_payoffs, column_payoffs)
    except SolverError:
        return _large(row_payoffs, column_payoffs)
    count = len(exact.equilibria)
    how = f"exact vertex enumeration; the game is too large for nashpy's {method.value}"
    if within_reach(len(row_payoffs), len(row_payoffs[0]), method):
        answers = SOLVERS[method](row_payoffs, column_payoffs)
        missed = len(set(exact.equilibria) - set(answers.equilibria))
        how = f"nashpy's {method.value}, confirmed by exact vertex enumeration"
        if missed or answers.dropped or answers.failure:
            how = f"exact vertex enumeration; nashpy's {method.value} missed {missed} of {count}{_blame(answers)}"
    return Found(exact.equilibria, True, how, exact.degenerate, exact.subsets)


def _blame(answers: Answers) -> str:
    """What else there is to say against a solver's answers."""
    dropped = f", gave {answers.dropped} that are none" if answers.dropped else ""
    return dropped + (f", broke off with {answers.failure}" if answers.failure else "")


def _large(row_payoffs: Matrix, column_payoffs: Matrix) -> Found:
    """What can be said of a game of which nobody can list all equilibria in a few seconds."""
    shape = (len(row_payoffs), len(row_payoffs[0]))
    pure = pure_profiles([[v for row in m for v in row] for m in (row_payoffs, column_payoffs)], shape)
    answers = lemke_howson(row_payoffs, column_payoffs)
    return Found(
        list(dict.fromkeys([*pure, *answers.equilibria])),
        False,
        f"pure profiles and nashpy's {Method.LEMKE_HOWSON.value}, each answer confirmed exactly"
        f"{_blame(answers)}; the game is too large to find all",
    )


def _trilateral(tables: Tables) -> Found:
    gains = (_gain(tables[0], 4, (2, 1)), _gain(tables[1], 2, (4, 1)), _gain(tables[2], 1, (4, 2)))
    solution = trilateral_equilibria(gains)
    mixtures = [tuple((p, 1 - p) for p in point) for point in solution.points]
    return Found(
        mixtures,
        not solution.curved,
        "exact solution on each face of the cube",
        not solution.regular,
        solution.convex,
        solution.curved,
        gains,
    )


def _gain(table: Sequence[Fraction], own: int, others: tuple[int, int]) -> Bilinear:
    """What the first strategy gives more than the second, by the probabilities of the others' first ones."""
    u, v = others
    at = [table[k] - table[k + own] for k in (u + v, u, v, 0)]
    return Bilinear.through((at[0], at[1], at[2], at[3]))


def matrix(table: Sequence[Fraction], columns: int) -> Matrix:
    """Return a player's payoffs in rows of that many columns."""
    return tuple(tuple(table[k : k + columns]) for k in range(0, len(table), columns))


def _sure(strategy: int, count: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(k == strategy) for k in range(count))
