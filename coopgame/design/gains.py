"""Deviation gains as linear functions of shares and transfers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.design.programme import Row
from coopgame.errors import CoopGameError, GameError, RuleError, SymbolError
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Rule, Venture
from coopgame.players import PerPlayer
from coopgame.sharing.linear import linear_share
from coopgame.solve.staged.linear import coefficients
from coopgame.symbols import Region


def profile_of(game: FiniteGame | Venture, target: Sequence[str]) -> PerPlayer[str]:
    """Read a profile of a game.

    Raises
    ------
    GameError
        When it is none.

    """
    if isinstance(game, Venture):
        game.revenue(target)
    else:
        game.index(target)
    return PerPlayer(game.players, target)


def divided(venture: Venture, share: Any, rule: Rule | None) -> FiniteGame:
    r"""Return the game of a venture under a rule with a share in it, by default :math:`\theta` and :math:`1 - \theta`.

    The share is kept in [0, 1], and so are those of a linear rule that it stands in.

    Raises
    ------
    SymbolError
        When the share is no symbol.
    RuleError
        When there are not two players and no rule, or the share is not in the rule.

    """
    if not isinstance(share, sp.Symbol):
        raise SymbolError(f"the share {share!r} is not a symbol", expected="one from coopgame.parameters")
    if rule is None:
        if len(venture.players) != 2:
            raise RuleError(
                f"{len(venture.players)} players and no rule", expected=f"a rule that says what each gets by {share}"
            )
        if share in venture.symbols:
            raise RuleError(
                f"{share} is a parameter of the venture", expected="a symbol that stands for the share alone"
            )
        rule = linear_share(dict(zip(venture.players, (share, 1 - share), strict=True)))
    # That no share exceeds one follows, as they add up to it.
    others = (one for one in getattr(rule, "shares", ()) if share in one.free_symbols and one != share)
    within = (share >= 0, share <= 1, *(one >= 0 for one in others))
    region = venture.region & Region(*within)
    game = Venture(venture.players, venture.strategies, venture.revenues, venture.costs, region, venture.exact).under(
        rule
    )
    named = {s for one in getattr(rule, "shares", ()) for s in one.free_symbols}
    if share not in named | _divided_symbols(venture, game):
        raise RuleError(f"the share {share} is not in the rule: {rule}", expected=f"a rule with {share} in it")
    return game


def _divided_symbols(venture: Venture, game: FiniteGame) -> set[sp.Symbol]:
    """Return the parameters in what the rule hands out."""
    received = (
        u + cost
        for table, costs in zip(game.tables, venture.costs, strict=True)
        for u, cost in zip(table, costs, strict=True)
    )
    return {s for amount in received for s in sp.expand(amount).free_symbols}


def against(
    game: FiniteGame,
    target: PerPlayer[str],
    player: str,
    profiles: Iterable[Sequence[str]],
    unknowns: Sequence[sp.Symbol],
) -> Iterator[Row]:
    """Yield that a player loses nothing by the target strategy, where the others play each of some profiles.

    Raises
    ------
    RuleError
        When a gain is not linear in the unknowns.

    """
    for profile in profiles:
        at = "" if tuple(profile) == tuple(target) else f" at ({', '.join(profile)})"
        for strategy in game.strategies[player]:
            if strategy != target[player]:
                gain = game.deviation_gain(player, profile, strategy)
                yield row(-gain, unknowns, f"{player} would rather {strategy}{at}", player)


def row(expression: sp.Expr, unknowns: Sequence[sp.Symbol], name: str, party: str = "") -> Row:
    """Read the constraint that an expression is not negative as a row.

    Raises
    ------
    RuleError
        When the expression is not linear in the unknowns.

    """
    found = coefficients([expression], unknowns)
    if found is None:
        written = ", ".join(map(str, unknowns))
        raise RuleError(f"{name}: {expression} is not linear in {written}", expected="gains that are linear in it")
    return Row(name, tuple(sp.factor(a) for a in found[0][0]), sp.factor(found[1][0]), party)


@dataclass(frozen=True)
class Domain:
    """A region parted into what is about parameters alone, and rows that bound the unknowns.

    Attributes
    ----------
    region : Region
    rows : tuple of Row
    strict : frozenset of Row
        Those of which the border is left out.

    """

    region: Region
    rows: tuple[Row, ...]
    strict: frozenset[Row]


def parted(region: Region, unknowns: Sequence[sp.Symbol]) -> Domain:
    """Part a region's conditions.

    Raises
    ------
    SymbolError
        When a condition bounds an unknown otherwise than linearly.

    """
    rows: list[Row] = []
    strict, left = [], []
    for condition in region.conditions:
        if not condition.free_symbols & set(unknowns):
            left.append(condition)
            continue
        refused = SymbolError(f"{condition} bounds what is asked for", expected="linear bounds with <, <=, > or >=")
        if not isinstance(condition, Relational) or condition.rel_op not in ("<", "<=", ">", ">="):
            raise refused
        try:
            one = row(condition.gts - condition.lts, unknowns, _named(condition))
        except CoopGameError as error:
            raise refused from error
        if not any((one.coefficients, one.bound) == (other.coefficients, other.bound) for other in rows):
            rows.append(one)
        if condition.rel_op in "<>":
            strict.append(one)
    return Domain(Region(*left), tuple(rows), frozenset(strict))


def _named(condition: Any) -> str:
    (symbol, *others) = sorted(condition.free_symbols, key=str)
    in_unit = not others and condition in (symbol >= 0, symbol <= 1)
    return f"{symbol} would leave [0, 1]" if in_unit else f"the region says {condition}"


def require_players(named: Sequence[str], players: Sequence[str], what: str) -> None:
    """Check that players are the game's.

    Raises
    ------
    GameError
        When one is not; it is named.

    """
    for player in named:
        if player not in players:
            raise GameError(f"{what} names {player!r}", expected=f"one of {', '.join(players)}")
