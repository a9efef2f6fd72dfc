"""Games to sweep, points to sweep them over, and how a sweep's answer is held against the exact one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame import FiniteGame, NumericEquilibria, nash_equilibria
from coopgame.models import CATALOGUE, find
from coopgame.solve.equilibrium import NEVER

Floats = NDArray[np.float64]
Columns = dict[sp.Symbol, Floats]
Point = dict[sp.Symbol, Fraction]

NEAR = 1e-9
BATCH = 10_000
TENTH = 10
"""Points on ties have parameters in whole tenths: simple decimals, which are no binary fractions."""

RANGES = {
    "k_e": (1, 5), "k_u": (1, 5), "theta": (0.1, 0.9), "c_e": (0.5, 6), "c_u": (0.5, 6),
    "D": (0, 3), "B_e": (0, 4), "B_u": (0, 4),
}  # fmt: skip
"""Around the catalogue's example: every kind of game that the model can be occurs."""


def enterprise_university() -> FiniteGame:
    """The catalogue's game of eight parameters between an enterprise and a university."""
    return find("enterprise-university", CATALOGUE).game


def any_game(shape: Sequence[int]) -> FiniteGame:
    """The game of which every payoff is a parameter."""
    names = ["".join(map(str, profile)) for profile in product(*(range(1, n + 1) for n in shape))]
    tables = [np.array(sp.symbols([f"u{i}_{name}" for name in names], real=True)) for i in range(1, len(shape) + 1)]
    return FiniteGame.from_arrays(*(table.reshape(shape).tolist() for table in tables))


def scattered(game: FiniteGame, n: int, seed: int) -> Columns:
    """Points drawn evenly from the ranges; without a range, from -1 to 1."""
    generator = np.random.default_rng(seed)
    return {s: generator.uniform(*RANGES.get(s.name, (-1, 1)), n) for s in game.symbols}


def whole(game: FiniteGame, n: int, seed: int, most: int = 2) -> Columns:
    """Points of small whole numbers: where they are the payoffs, most games are degenerate."""
    generator = np.random.default_rng(seed)
    return {s: generator.integers(0, most + 1, n).astype(float) for s in game.symbols}


def on_ties(game: FiniteGame, n: int, seed: int) -> Columns:
    """Points in whole tenths at which somebody is exactly indifferent between two profiles: any two as often.

    A deviation gain is a whole multiple of a power of the tenth there, so that whether it is 0 can be told from its
    float, which is mostly not 0 itself.
    """
    generator = np.random.default_rng(seed)
    gains = deviation_gains(game)
    ends = [RANGES.get(s.name, (-1, 1)) for s in game.symbols]
    kept: list[Floats] = []
    for k, gain in enumerate(gains):
        evaluate = sp.lambdify(game.symbols, gain, "numpy")
        missing = n * (k + 1) // len(gains) - n * k // len(gains)
        while missing:
            drawn = (
                np.array([generator.integers(round(TENTH * a), round(TENTH * b) + 1, BATCH) for a, b in ends]) / TENTH
            )
            tied = drawn[:, np.abs(evaluate(*drawn)) < NEAR][:, :missing]
            kept.append(tied)
            missing -= tied.shape[1]
    return {s: np.concatenate([part[k] for part in kept]) for k, s in enumerate(game.symbols)}


def beside_ties(columns: Columns, seed: int) -> Columns:
    """The points with one parameter moved to the next float, up or down: next to a tie, but not on it."""
    generator = np.random.default_rng(seed)
    made = {s: values.copy() for s, values in columns.items()}
    symbols = list(made)
    for k in range(len(made[symbols[0]])):
        values = made[symbols[generator.integers(len(symbols))]]
        if values[k]:  # next to 0 there are only numbers too small to be meant
            values[k] = np.nextafter(values[k], generator.choice((-np.inf, np.inf)))
    return made


def joined(*parts: Columns) -> Columns:
    """The points of all, one after the other."""
    return {s: np.concatenate([part[s] for part in parts]) for s in parts[0]}


def first(columns: Columns, n: int) -> Columns:
    """The first points."""
    return {s: values[:n] for s, values in columns.items()}


def deviation_gains(game: FiniteGame) -> list[sp.Expr]:
    """What each player gains by each deviation from each profile; of a deviation and its reverse, one."""
    profiles = [tuple(p) for p in game.profiles()]
    gains = []
    for player, table in enumerate(game.tables):
        payoff = dict(zip(profiles, table, strict=True))
        for profile in profiles:
            others = ((*profile[:player], s, *profile[player + 1 :]) for s in game.strategies[player])
            gains += [payoff[other] - payoff[profile] for other in others if other > profile]
    return gains


def payoffs_at(game: FiniteGame, columns: Mapping[sp.Symbol, Floats]) -> list[Floats]:
    """Each player's payoffs in floats, of shape (points, \\*strategies)."""
    n = len(next(iter(columns.values())))
    made = []
    for table in game.tables:
        values = sp.lambdify(game.symbols, list(table), "numpy")(*(columns[s] for s in game.symbols))
        rows = np.stack([np.broadcast_to(v, n) for v in values], axis=-1)
        made.append(np.asarray(rows, dtype=np.float64).reshape(n, *game.shape))
    return made


def exact_point(columns: Columns, k: int) -> Point:
    """Point ``k``, each float read as the decimal that it prints as."""
    return {s: Fraction(repr(float(values[k]))) for s, values in columns.items()}


def exact_answer(game: FiniteGame, columns: Columns, k: int) -> NumericEquilibria:
    """What the exact solver says at point ``k``."""
    return nash_equilibria(game.at(exact_point(columns, k)))


def assert_same(swept: Any, k: int, exact: NumericEquilibria, game: FiniteGame, *, listed: bool) -> None:
    """Assert that a sweep says of point ``k`` what the exact solver does.

    Parameters
    ----------
    swept : Dataset
        Over the dimension ``point``; computed.
    k : int
    exact : NumericEquilibria
    game : FiniteGame
    listed : bool
        Whether the equilibria themselves are in the sweep, not only what kind they are.

    """
    place = {tuple(p): bit for bit, p in enumerate(game.profiles())}
    pure = [e for e in exact if e.profile is not None]
    where = f"point {k}"
    told = {name: swept[name].values[k] for name in ("pure", "strict", "count", "continuum", "complete")}
    assert told["pure"] == sum(1 << place[tuple(e.profile)] for e in pure if e.profile is not None), where
    strict = [e for e in pure if e.strict_condition != NEVER]
    assert told["strict"] == sum(1 << place[tuple(e.profile)] for e in strict if e.profile is not None), where
    assert told["count"] == len(exact), where
    assert told["continuum"] == (bool(exact.continua) or any(len(c) > 1 for c in exact.components)), where
    room = swept.sizes.get("equilibrium", len(exact))
    assert told["complete"] == (exact.complete and len(exact) <= room), where
    if listed:
        _assert_listed(swept, k, exact, room)


def _assert_listed(swept: Any, k: int, exact: NumericEquilibria, room: int) -> None:
    rows = swept["probability"].values[k]
    payoffs = swept["payoff"].values[k]
    shown = min(len(exact), room)
    assert np.isnan(rows[shown:]).all(), f"point {k}"
    left = [(np.array([float(p) for m in e.mixture for p in m]), np.array([*map(float, e.payoffs)])) for e in exact]
    for row, payoff in zip(rows[:shown], payoffs[:shown], strict=True):
        near = [j for j, (mixture, _) in enumerate(left) if np.abs(mixture - row).max() <= NEAR]
        assert near, f"point {k}: {row} is no equilibrium"
        _, expected = left.pop(near[0])
        assert np.allclose(payoff, expected, rtol=NEAR, atol=NEAR), f"point {k}: {payoff}"
    assert 0 <= swept["regret"].values[k] <= NEAR, f"point {k}"


def assert_pure(swept: Any, game: FiniteGame, columns: Columns) -> int:
    """Assert, at every point clear of ties, the pure equilibria against the payoffs compared one by one.

    Returns how many points are clear.
    """
    payoffs = payoffs_at(game, columns)
    n = len(payoffs[0])
    clear = np.ones(n, dtype=bool)
    stable = np.ones((n, *game.shape), dtype=bool)
    for player, table in enumerate(payoffs):
        best = table.max(axis=player + 1, keepdims=True)
        stable &= table == best
        steps = np.diff(np.sort(table, axis=player + 1), axis=player + 1)
        clear &= (steps.reshape(n, -1) > NEAR).all(axis=1)
    codes = stable.reshape(n, -1) @ (1 << np.arange(np.prod(game.shape), dtype=np.uint64))
    assert (swept["pure"].values.reshape(-1)[clear] == codes[clear]).all()
    return int(clear.sum())
