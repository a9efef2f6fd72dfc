"""What the last test of each proof asks: that the library's own answer says the same as the theorem."""

from collections.abc import Mapping
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import decide
from coopgame.games.finite import FiniteGame
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.pure import pure_equilibria
from coopgame.symbols import Region


def same(condition: Region, expected: Any, region: Region) -> bool:
    """Whether two conditions are proven to hold at the same points of a region."""
    verdict = decide(Claim(sp.Equivalent(condition.condition, expected), region))
    return isinstance(verdict, Proved) and not verdict.vacuous


def found_by_the_library(game: FiniteGame) -> dict[tuple[str, ...], Equilibrium]:
    """The game's pure equilibria by their profiles."""
    return {tuple(e.profile): e for e in pure_equilibria(game) if e.profile is not None}


def assert_pure_equilibria(game: FiniteGame, expected: Mapping[tuple[str, ...], Any]) -> None:
    """Check that the game's pure equilibria are these profiles, each exactly where its condition holds."""
    found = found_by_the_library(game)
    assert set(found) == set(expected)
    for profile, condition in expected.items():
        assert same(found[profile].condition, condition, game.region), str(found[profile])
