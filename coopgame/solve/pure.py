"""Pure equilibria of games with parameters, each with where it is one."""

from collections.abc import Sequence

from coopgame.claims.decide import Empty, Found, find_point
from coopgame.errors import require_kind
from coopgame.games.finite import FiniteGame
from coopgame.players import PerPlayer
from coopgame.solve.cuts import Gain, Reduction, deviation_gains
from coopgame.solve.equilibrium import NEVER, Equilibrium
from coopgame.solve.simplify import irredundant
from coopgame.symbols import Region


def pure_equilibria(game: FiniteGame, budget: float = 5.0) -> tuple[Equilibrium, ...]:
    r"""Every profile :math:`s` with :math:`u_i(s_i', s_{-i}) \le u_i(s)` somewhere in the region, with where that is.

    Parameters
    ----------
    game : FiniteGame
        Any number of players; payoffs rational in the parameters.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    tuple of Equilibrium
        In the order of the profiles. Profiles proven to be an equilibrium nowhere in the region are left out; one for
        which that was not decided is kept, without a witness.

    Raises
    ------
    RegionError
        When the region is empty.
    SolverError
        When a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.

    References
    ----------
    Nash, J. (1951), Non-cooperative games, Annals of Mathematics 54, 286-295.

    """
    require_kind(game, FiniteGame)
    reduction = Reduction(game.region, budget=budget)
    gains = deviation_gains(game, reduction)
    found = []
    for profile in game.profiles():
        own = [gain for (_, at, _), gain in gains.items() if at == tuple(profile)]
        if any(gain.cut is None and gain.turn > 0 for gain in own):
            continue
        literals = [gain.cut.weakly(-gain.turn) for gain in own if gain.cut is not None]
        point = find_point(game.region & Region(*literals), budget, symbols=game.symbols)
        if isinstance(point, Empty):
            continue
        found.append(
            Equilibrium(
                profile,
                certain(game, profile),
                game.payoffs(profile),
                irredundant(game.region, literals, budget),
                _strict(game, own, budget),
                point.point if isinstance(point, Found) else None,
            )
        )
    return tuple(found)


def _strict(game: FiniteGame, gains: Sequence[Gain], budget: float) -> Region:
    if any(gain.cut is None and gain.turn >= 0 for gain in gains):
        return NEVER
    literals = [gain.cut.literal(-gain.turn) for gain in gains if gain.cut is not None]
    if isinstance(find_point(game.region & Region(*literals), budget), Empty):
        return NEVER
    return irredundant(game.region, literals, budget)


def certain(game: FiniteGame, profile: PerPlayer[str]) -> PerPlayer[tuple[int, ...]]:
    """Return the mixture that plays a profile for sure."""
    return PerPlayer(
        game.players,
        (tuple(int(s == chosen) for s in own) for chosen, own in zip(profile, game.strategies, strict=True)),
    )
