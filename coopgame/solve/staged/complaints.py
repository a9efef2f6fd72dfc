"""What a numeric search says when it finds no equilibrium: who gains, where, and by what."""

from collections.abc import Sequence
from math import isnan

from coopgame.errors import SolverError
from coopgame.solve.staged.deviations import Deviation
from coopgame.solve.staged.outcome import Choices


def refuted(choices: Choices, deviations: Sequence[Deviation]) -> SolverError:
    """Say who gains by a deviation from a critical point."""
    lost = [d.stage for d in deviations if isnan(d.gain)]
    if lost:
        return SolverError(
            f"at {listed(choices)} the first-order conditions hold, but after stage {lost[0]!r} not those of a maximum",
            expected="payoffs that are concave in what is chosen, or bounds",
        )
    for found in deviations:
        if found.unbounded:
            return unbounded(found)
    worst = max(deviations, key=lambda d: d.gain / d.size)
    return SolverError(
        f"at {listed(choices)} the first-order conditions hold, but {worst.coalition} gains {worst.gain:.4g} at stage "
        f"{worst.stage!r} by {listed(worst.choices)}",
        expected="a game with an equilibrium, or payoffs that are concave in what is chosen",
    )


def unbounded(found: Deviation) -> SolverError:
    """Say whose payoff grows without bound."""
    return SolverError(
        f"the payoff of {found.coalition} at stage {found.stage!r} grows without bound: it still does at "
        f"{listed(found.choices)}",
        expected="bounds on what is chosen, or payoffs that are concave in it",
    )


def open_direction(stage: str) -> SolverError:
    """Say at which stage there is a continuum of solutions."""
    return SolverError(
        f"the first-order conditions of stage {stage!r} leave a direction open: there is no single solution",
        expected="symmetric=... for players that act alike, or fewer choices at the stage",
    )


def listed(choices: Choices) -> str:
    """Write choices in a line."""
    return ", ".join(f"{symbol} = {value:.6g}" for symbol, value in choices.items())
