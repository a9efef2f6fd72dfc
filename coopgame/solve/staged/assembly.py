"""From a solved path to an outcome: conditions shortened, and shown to hold somewhere."""

from collections.abc import Iterable
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, Found, find_point
from coopgame.conditions import substituted, text
from coopgame.errors import ClaimError
from coopgame.games.staged import StagedGame
from coopgame.players import PerPlayer
from coopgame.solve.staged.coalitions import Coalition
from coopgame.solve.staged.normal import bases, oriented
from coopgame.solve.staged.outcome import Choices, Outcome
from coopgame.solve.staged.path import Path
from coopgame.solve.staged.pruning import irredundant, shortened, unsigned
from coopgame.symbols import Region

SECONDS = 5.0
UNDEFINED = "no interior solution: its closed form is defined nowhere in the region"


def assembled(game: StagedGame, coalitions: tuple[tuple[Coalition, ...], ...], path: Path) -> Outcome | str:
    """Return the outcome; or, where its conditions hold nowhere in the game's domain, which of them do not."""
    domain = game.domain
    values = (*path.choices.values(), *path.payoffs)
    positive = dict.fromkeys(base > 0 for value in values for base in bases(value))
    existence = irredundant(shortened((*path.existence, *positive), domain), domain)
    if _nowhere(domain, existence):
        return UNDEFINED
    defined, second_order = Region(domain, *existence), list[Any]()
    for stage in game.stages:
        second_order += shortened((c for name, c in path.second_order if name == stage.name), defined)
        if _nowhere(defined, second_order):
            return (
                f"stage {stage.name!r} has no interior solution: nowhere in the region is the payoff concave in "
                "what is chosen there, so that it is unbounded unless bounds stop it"
            )
    concave = irredundant(second_order, defined)
    inside = shortened(path.interior, domain)
    conditions = irredundant((*inside, *concave, *existence), domain)
    interior = irredundant(inside, Region(defined, *concave))
    witness = _point(domain, conditions)
    if isinstance(witness, Empty):
        broken = next((c for c in game.constraints if _nowhere(domain, (substituted(c, path.choices),))), None)
        if broken is not None:
            return (
                f"no interior solution: the choices violate {text(broken)} throughout the region, so that a bound binds"
            )
        return "no interior solution: its conditions contradict each other throughout the region"
    condition = Region(domain, *conditions)
    point = witness.point if isinstance(witness, Found) else {}
    return Outcome(
        game,
        coalitions,
        Choices((z, oriented(unsigned(path.choices[z], condition), point)) for z in game.choices),
        PerPlayer(game.players, (oriented(unsigned(u, condition), point) for u in path.payoffs)),
        Region(*existence),
        Region(*concave),
        Region(*interior),
        Region(*shortened(path.stability, condition)),
        condition,
        tuple(dict.fromkeys((*_kinks(game), *path.notes))),
        path.binding,
        point or None,
    )


def _kinks(game: StagedGame) -> tuple[str, ...]:
    """Say what is not looked at where a later stage may move onto a bound."""
    later = {z for stage in game.stages[1:] for z in stage.symbols}
    if not any(c.free_symbols & later for c in game.constraints):
        return ()
    return ("Deviations so large that a later stage moves onto a bound, or off it, are not looked at.",)


def _nowhere(domain: Region, conditions: Iterable[Any]) -> bool:
    return isinstance(_point(domain, conditions), Empty)


def _point(domain: Region, conditions: Iterable[Any]) -> Any:
    """Find a point; None where the prover can't read the conditions."""
    region = Region(domain, *conditions)
    if sp.false in region.conditions:
        return Empty()
    try:
        return find_point(region, SECONDS)
    except ClaimError:
        return None
