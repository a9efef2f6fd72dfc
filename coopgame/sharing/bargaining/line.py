"""What bargaining over a transferable total presumes: a gain, and bounds that don't exclude the disagreement point."""

from collections.abc import Iterator
from typing import Any

import sympy as sp

from coopgame.games.bargaining import BargainingProblem
from coopgame.games.feasible import Line
from coopgame.players import PerPlayer
from coopgame.sharing.values.combination import collected


def line_conditions(problem: BargainingProblem, line: Line, gain: sp.Expr) -> Iterator[tuple[Any, str]]:
    r"""Yield :math:`V \ge \sum d` and :math:`b_i \ge d_i`, each with the sentence for where it fails."""
    total = collected(problem.disagreement)
    yield gain >= 0, f"the total, {line.total}, is less than the {total} without an agreement"
    for player, room in room_of(problem, line).items():
        if room is not None:
            yield room >= 0, f"the bound of {player} lies {-room} below the disagreement utility"


def room_of(problem: BargainingProblem, line: Line) -> PerPlayer[sp.Expr | None]:
    """Return :math:`b_i - d_i`: the most that each player can gain; None without a bound."""
    pairs = zip(line.bounds, problem.disagreement, strict=True)
    return PerPlayer(
        problem.players, (None if limit is None else collected((limit, -without)) for limit, without in pairs)
    )
