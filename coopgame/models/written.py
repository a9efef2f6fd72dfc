"""A model as users write it down: tables of names and formulas become a game with its reading."""

from collections.abc import Callable, Iterator
from functools import partial
from math import prod
from typing import Any

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.errors import CoopGameError
from coopgame.expressions import parse_condition
from coopgame.games.finite import FiniteGame
from coopgame.games.tables import names
from coopgame.games.venture import Rule, Venture
from coopgame.models.example import example
from coopgame.models.fields import Fields, Symbols
from coopgame.models.model import Model, Parameter
from coopgame.models.profiles import DEFAULT, Strategies, by_profile, costs_of
from coopgame.models.written_rule import written_rule
from coopgame.symbols import Region, parameters

KEYS = (
    "title",
    "summary",
    "factor",
    "players",
    "parameters",
    "region",
    "payoffs",
    "revenue",
    "costs",
    "rule",
    "axes",
    "claims",
    "source",
)
MOST = {"players": 10, "parameters": 60, "profiles": 2_000, "conditions": 200, "claims": 200}


def written_model(fields: Fields, name: str) -> Model:
    """Read a model from the tables of a file.

    Raises
    ------
    FileError
        When a key is unknown, missing or of the wrong kind, a formula is none, or the parts do not fit; the
        file and the key are named.

    """
    fields.require_known(*KEYS)
    symbols = declared(fields)
    region = region_of(fields, symbols)
    strategies = _strategies(fields)
    venture, rule, game = _played(fields, strategies, symbols, region)
    try:
        return Model(
            name=name,
            title=fields.text("title", name),
            game=game,
            parameters=_described(fields, game, symbols),
            summary=fields.text("summary", ""),
            factor=fields.text("factor", ""),
            axes=_axes(fields, symbols, region),
            claims=tuple(_claims(fields, symbols, region)),
            sources=fields.texts("source"),
            venture=venture,
            rule=rule,
        )
    except CoopGameError as error:
        raise fields.blame("", error) from error


def declared(fields: Fields) -> Symbols:
    """The parameters, in the order written."""
    if "parameters" not in fields:
        return ()
    inner = fields.inner("parameters")
    _require_few(fields, "parameters", len(inner.table))
    found = []
    for name in inner.table:
        try:
            found.append(parameters(name))
        except CoopGameError as error:
            raise inner.blame(name, error) from error
        if not isinstance(found[-1], sp.Symbol):
            raise inner.error(name, "is not one name", "a letter, then letters, digits and _")
    return tuple(found)


def region_of(fields: Fields, symbols: Symbols) -> Region:
    """The conditions of the file, and those that stand beside single parameters."""
    texts = [(fields, "region", text) for text in fields.texts("region")]
    for symbol in symbols:
        if isinstance(fields.inner("parameters").table[str(symbol)], dict):
            entry = fields.inner("parameters").inner(str(symbol))
            texts += [(entry, "domain", text) for text in entry.texts("domain")]
    _require_few(fields, "conditions", len(texts))
    return Region(*(where.parsed(key, text, symbols, parse_condition) for where, key, text in texts))


def _require_few(fields: Fields, what: str, count: int) -> None:
    if count > MOST[what]:
        raise fields.error("", f"there are {count} {what}", f"at most {MOST[what]}")


def _strategies(fields: Fields) -> Strategies:
    """The players, each with their strategies."""
    inner = fields.inner("players")
    _require_few(fields, "players", len(inner.table))
    found = {player: inner.texts(player) for player in inner.table}
    for player, own in found.items():
        _built(inner, partial(names, f"strategies of {player}", own))
        for name in own:
            if name != name.strip() or "," in name or name == DEFAULT:
                raise inner.error(
                    player, f"{name!r} can't name a strategy", f"a name without commas, other than {DEFAULT!r}"
                )
    _require_few(fields, "profiles", prod(map(len, found.values())))
    return found


def _played(
    fields: Fields, strategies: Strategies, symbols: Symbols, region: Region
) -> tuple[Venture | None, Rule | None, FiniteGame]:
    """The game: of payoffs, or of a venture and a rule."""
    if "payoffs" in fields:
        for key in ("revenue", "costs", "rule"):
            if key in fields:
                raise fields.error(key, "stands beside payoffs", "either payoffs, or revenue, costs and rule")
        rows = by_profile(fields.inner("payoffs"), strategies, symbols, len(strategies))
        return (
            None,
            None,
            _built(fields, lambda: FiniteGame.from_function(lambda profile: rows[tuple(profile)], strategies, region)),
        )
    if "revenue" not in fields:
        raise fields.error("", "says nothing of payoffs", "a table [payoffs], or [revenue] with [costs] and rule")
    income = by_profile(fields.inner("revenue"), strategies, symbols, 1)
    costs = costs_of(fields.inner("costs"), strategies, symbols)
    rule = written_rule(fields, symbols)
    venture = _built(
        fields,
        lambda: Venture.from_functions(
            revenue=lambda profile: income[tuple(profile)][0],
            costs=lambda player, profile: costs[player][tuple(profile)],
            strategies=strategies,
            region=region,
        ),
    )
    return venture, rule, _built(fields, lambda: venture.under(rule))


def _built(fields: Fields, build: Callable[[], Any]) -> Any:
    try:
        return build()
    except CoopGameError as error:
        raise fields.blame("", error) from error


def _described(fields: Fields, game: FiniteGame, symbols: Symbols) -> tuple[Parameter, ...]:
    """The parameters with their meanings, and with examples, which are found where none are given."""
    if not symbols:
        return ()
    inner = fields.inner("parameters")
    meanings, given = {}, {}
    for symbol in symbols:
        name = str(symbol)
        if isinstance(inner.table[name], dict):
            entry = inner.inner(name)
            entry.require_known("meaning", "domain", "example")
            meanings[symbol] = entry.text("meaning")
            if "example" in entry:
                given[symbol] = entry.parsed("example", entry.formula("example"), ())
        else:
            meanings[symbol] = inner.text(name)
    point = _built(fields, lambda: example(game, symbols, given))
    return tuple(Parameter(symbol, meanings[symbol], point[symbol]) for symbol in symbols)


def _axes(fields: Fields, symbols: Symbols, region: Region) -> Symbols:
    """The axes of the map: those named, else the first two parameters that no equation holds."""
    if "axes" not in fields:
        held = {s for condition in region.conditions if isinstance(condition, sp.Eq) for s in condition.free_symbols}
        return tuple(symbol for symbol in symbols if symbol not in held)[:2]
    known = {str(symbol): symbol for symbol in symbols}
    for name in fields.texts("axes"):
        if name not in known:
            raise fields.error("axes", f"{name!r} is no parameter", f"one of {', '.join(known) or 'none'}")
    return tuple(known[name] for name in fields.texts("axes"))


def _claims(fields: Fields, symbols: Symbols, region: Region) -> Iterator[Claim]:
    entries = list(fields.inners("claims"))
    _require_few(fields, "claims", len(entries))
    for entry in entries:
        entry.require_known("name", "statement", "given", "source")
        given = [entry.parsed("given", text, symbols, parse_condition) for text in entry.texts("given")]
        statement = entry.parsed("statement", entry.text("statement"), symbols, parse_condition)
        yield Claim(statement, region & Region(*given), entry.text("source", ""), entry.text("name", ""))
