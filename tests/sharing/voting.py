"""Voting games: a coalition is worth one where it can decide, and else nothing."""

from coopgame.games.coalitional import CoalitionalGame


def voting(quota: int, weights: tuple[int, ...]) -> CoalitionalGame:
    """The game [quota; weights]: a coalition with enough votes decides."""
    votes = {str(k + 1): weight for k, weight in enumerate(weights)}
    return CoalitionalGame.from_function(tuple(votes), lambda c: int(sum(votes[p] for p in c) >= quota))


def _adopted(coalition: tuple[str, ...]) -> int:
    return int(sum(player.startswith("veto") for player in coalition) == 5 and len(coalition) >= 9)


WEIGHTED = voting(3, (2, 1, 1))
# The Council of the European Economic Community in 1958: three large members, two middle ones, Luxembourg.
EEC = voting(12, (4, 4, 4, 2, 2, 1))
# Nine of fifteen, and none of five against.
SECURITY_COUNCIL = CoalitionalGame.from_function(
    (*(f"veto {k}" for k in range(1, 6)), *(f"elected {k}" for k in range(1, 11))), _adopted
)
