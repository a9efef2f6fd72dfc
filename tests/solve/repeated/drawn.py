"""Drawn stage games, and repeated play as an automaton whose values are solved for exactly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.linear import unique_solution
from coopgame.symbols import Region
from tests.strategies import built, parametric_games

KEEP, PUNISH = "keep", "punish"

Profile = tuple[str, ...]


def symmetric(payoffs: Sequence[Any], region: Region = Region()) -> FiniteGame:
    """The symmetric game of two with payoffs R, S, T, P."""
    r, s, t, p = payoffs
    return FiniteGame.from_arrays(
        [[r, s], [t, p]], [[r, t], [s, p]], strategies=(("share", "withhold"),) * 2, region=region
    )


@st.composite
def supergames(draw: st.DrawFn, *, shapes: Sequence[tuple[int, ...]]) -> tuple[FiniteGame, Profile, Profile]:
    """A game, a profile to sustain and one to threaten with, the payoffs so shifted that the threat often is one."""
    shape = draw(st.sampled_from(shapes))
    cells = list(product(*(range(size) for size in shape)))
    kept, threat = cells[0], cells[-1]
    payoffs = []
    for i in range(len(shape)):
        table = {cell: draw(st.integers(-2, 3)) for cell in cells}
        table[kept] += draw(st.integers(0, 5))
        for s in range(shape[i] - 1):
            table[(*threat[:i], s, *threat[i + 1 :])] -= draw(st.integers(0, 5))
        payoffs += list(table.values())
    game = built(shape, payoffs)
    profiles = [tuple(profile) for profile in game.profiles()]
    return game, profiles[0], profiles[-1]


@st.composite
def parametric_supergames(draw: st.DrawFn) -> tuple[FiniteGame, PerPlayer[str], PerPlayer[str]]:
    """A game, a profile to sustain and one to threaten with, the payoffs so shifted that the threat is often one."""
    game = draw(parametric_games())
    profiles = list(game.profiles())
    kept, threat = draw(st.permutations([profiles[0], profiles[-1]]))
    tables = [list(table) for table in game.tables]
    for i, own in enumerate(game.strategies):
        tables[i][game.index(kept)] += draw(st.integers(1, 6))
        for s in own:
            if s != threat[i] and (changed := (*threat[:i], s, *threat[i + 1 :])) != kept:
                tables[i][game.index(changed)] -= draw(st.integers(1, 6))
    return FiniteGame(game.players, game.strategies, tuple(map(tuple, tables)), game.region), kept, threat


@dataclass(frozen=True)
class Automaton:
    """What is to be played in each state, and with which probabilities a played profile leads where."""

    profiles: Mapping[str, Profile]
    step: Callable[[str, Profile], Mapping[str, Fraction]]

    def tempts(self, game: FiniteGame, discount: Fraction) -> bool:
        """Whether in some state some player gains by a single deviation."""
        return any(
            self._worth(game, i, state, changed, discount, values) > values[state]
            for i, own in enumerate(game.strategies)
            for values in [self._values(game, i, discount)]
            for state, profile in self.profiles.items()
            for strategy in own
            for changed in [(*profile[:i], strategy, *profile[i + 1 :])]
        )

    def _worth(
        self, game: FiniteGame, i: int, state: str, profile: Profile, discount: Fraction, values: Mapping[str, Fraction]
    ) -> Fraction:
        later = sum((chance * values[after] for after, chance in self.step(state, profile).items()), Fraction(0))
        return paid(game, i, profile) + discount * later

    def _values(self, game: FiniteGame, i: int, discount: Fraction) -> Mapping[str, Fraction]:
        """Solve the values' equations, one a state."""
        states, rows = list(self.profiles), []
        for state, profile in self.profiles.items():
            chances = self.step(state, profile)
            row = [Fraction(int(s == state)) - discount * chances.get(s, Fraction(0)) for s in states]
            rows.append([*row, paid(game, i, profile)])
        solution = unique_solution(rows)
        assert solution is not None
        return dict(zip(states, solution, strict=True))


def paid(game: FiniteGame, i: int, profile: Profile) -> Fraction:
    payoff = game.payoff(game.players[i], profile)
    return Fraction(int(payoff.p), int(payoff.q))


def surely(state: str) -> Mapping[str, Fraction]:
    return {state: Fraction(1)}


def near(threshold: Any) -> set[Fraction]:
    """Discount factors on, below and above a threshold, which is rounded where it is irrational."""
    exact = threshold if threshold.is_Rational else None
    at = Fraction(int(exact.p), int(exact.q)) if exact is not None else Fraction(str(threshold.evalf(30)))
    small = Fraction(1, 10**6)
    on = {at, at / 2, (1 + at) / 2} if exact is not None else {at / 2, (1 + at) / 2}
    return {d for d in (*on, Fraction(0), at - small, at + small) if 0 <= d < 1}
