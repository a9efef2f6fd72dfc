"""Games whose worths are parameters: what holds for them holds for every game of three players."""

from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.axioms.derived import image
from coopgame.sharing.axioms.statements import COVARIANCE, Axiom
from coopgame.symbols import Region, parameters

PLAYERS = ("1", "2", "3")


def generic_game(letter: str = "v", region: Region = Region()) -> CoalitionalGame:
    """The game of the players 1, 2, 3 whose worths are seven parameters, such as ``v_1`` to ``v_123``."""
    return CoalitionalGame.from_function(
        PLAYERS, lambda coalition: parameters(f"{letter}_{''.join(coalition)}"), region
    )


def generic_games(axiom: Axiom, region: Region = Region()) -> tuple[CoalitionalGame, ...]:
    r"""The game or games that an axiom compares, for three players, as general as the axiom allows.

    Parameters
    ----------
    axiom : Axiom
    region : Region
        What further parameters may be, such as those of a rule.

    """
    if axiom == COVARIANCE:
        factor, *additions = parameters("a b_1 b_2 b_3")
        game = generic_game(region=region & (factor > 0))
        return game, image(game, factor, dict(zip(PLAYERS, additions, strict=True)))
    return tuple(generic_game(letter, region) for letter in ("v", "w")[: axiom.games])
