"""How two strategies of a player compare against everything the others may do."""

from itertools import product

from coopgame.claims.decide import Empty
from coopgame.games.finite import FiniteGame
from coopgame.polynomials import SignForm
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.family import Literal
from coopgame.solve.field import PayoffField
from coopgame.solve.literals import NEGATED, reduced, where
from coopgame.solve.search import Point, Search
from coopgame.symbols import Region


class Comparison:
    """The gains of a game from playing one strategy rather than another, and where they have one sign.

    Parameters
    ----------
    game : FiniteGame
    search : Search
        Over the region of the game.

    """

    def __init__(self, game: FiniteGame, search: Search) -> None:
        self.game, self.search, self.field = game, search, PayoffField(game)
        profiles = product(*(range(size) for size in game.shape))
        self.tables = dict(zip(profiles, zip(*self.field.tables, strict=True), strict=True))

    def gains(self, player: int, better: int, worse: int) -> list[SignForm]:
        """Return what the one strategy gives more than the other, for every profile of the others."""
        played = (profile for profile in self.tables if profile[player] == better)
        pairs = ((profile, (*profile[:player], worse, *profile[player + 1 :])) for profile in played)
        forms = (self.field.form(self.tables[a][player] - self.tables[b][player]) for a, b in pairs)
        return list(dict.fromkeys(forms))

    def strictly(self, player: int, better: int, worse: int) -> Region:
        """Return where every gain is positive."""
        condition, _ = where(self.search, [(form, ">") for form in self.gains(player, better, worse)])
        return condition

    def weakly(self, player: int, better: int, worse: int) -> tuple[Region, Point | None]:
        """Return where no gain is negative and some gain is positive, and a point there."""
        forms = self.gains(player, better, worse)
        weak: list[Literal] = [(form, ">=") for form in forms]
        cases = [where(self.search, [(form, ">"), *weak]) for form in forms]
        occurring = [(condition, point) for condition, point in cases if condition != NEVER]
        if not occurring:
            return NEVER, None
        if len(occurring) == 1 or self._never([*weak, *((form, "==") for form in forms)]):
            condition = occurring[0][0] if len(occurring) == 1 else where(self.search, weak)[0]
        else:
            condition = occurring[0][0]
            for other, _ in occurring[1:]:
                condition |= other
        return condition, next((point for _, point in occurring if point is not None), None)

    def always(self, player: int, better: int, worse: int) -> bool:
        """Whether every gain is proven to be positive all over the region."""
        forms = self.gains(player, better, worse)
        return all(self._never([(form, NEGATED[">"])]) for form in forms)

    def best(self, player: int, strategy: int) -> list[Literal]:
        """Say that a strategy is a best reply to everything."""
        others = (s for s in range(self.game.shape[player]) if s != strategy)
        return [(form, ">=") for other in others for form in self.gains(player, strategy, other)]

    def _never(self, literals: list[Literal]) -> bool:
        left = reduced(self.search, literals)
        return left is None or isinstance(self.search.find(left), Empty)
