"""Which algorithm answers for which shape of game, on exact tables of payoffs."""

from coopgame.errors import SolverError
from coopgame.solve.answers import Found, Tables, matrix, one_player, pure_profiles, trilateral
from coopgame.solve.bimatrix import (
    Answers,
    Method,
    lemke_howson,
    support_enumeration,
    vertex_enumeration,
    within_reach,
)
from coopgame.solve.extreme import extreme_equilibria
from coopgame.solve.linear import Matrix

SOLVERS = {
    Method.SUPPORT_ENUMERATION: support_enumeration,
    Method.VERTEX_ENUMERATION: vertex_enumeration,
    Method.LEMKE_HOWSON: lemke_howson,
}


def found(tables: Tables, shape: tuple[int, ...], method: Method) -> Found:
    """Solve a game in which everybody has at least two strategies."""
    if not shape:
        return Found([()], True, "nobody has a choice", False, [(0,)])
    if len(shape) == 1:
        return one_player(tables, shape)
    if len(shape) == 2:
        return _two_players(matrix(tables[0], shape[1]), matrix(tables[1], shape[1]), method)
    if shape == (2, 2, 2):
        return trilateral(tables)
    return Found(pure_profiles(tables, shape), False, "comparison of payoffs, pure equilibria only")


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
