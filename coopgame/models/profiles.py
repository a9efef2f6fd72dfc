"""Tables of a model file that give formulas by profile."""

from collections.abc import Mapping
from itertools import product

import sympy as sp

from coopgame.models.fields import Fields, Symbols

DEFAULT = "default"

Strategies = Mapping[str, tuple[str, ...]]


def by_profile(
    fields: Fields, strategies: Strategies, symbols: Symbols, n: int
) -> dict[tuple[str, ...], tuple[sp.Expr, ...]]:
    """Formulas by profile, ``n`` each; ``default`` stands for all that are not listed."""
    read = {}
    for key in fields.table:
        if key != DEFAULT:
            read[_profile(fields, key, strategies)] = _formulas(fields, key, symbols, n, strategies)
    rest = _formulas(fields, DEFAULT, symbols, n, strategies) if DEFAULT in fields else None
    for profile in product(*strategies.values()):
        if profile not in read:
            if rest is None:
                raise fields.error(", ".join(profile), "is missing", f"an entry for every profile, or {DEFAULT}")
            read[profile] = rest
    return read


def _formulas(fields: Fields, key: str, symbols: Symbols, n: int, strategies: Strategies) -> tuple[sp.Expr, ...]:
    texts = (fields.formula(key),) if n == 1 else fields.formulas(key, n, ", ".join(strategies))
    return tuple(fields.parsed(key, text, symbols) for text in texts)


def _profile(fields: Fields, key: str, strategies: Strategies) -> tuple[str, ...]:
    profile = tuple(name.strip() for name in key.split(","))
    if len(profile) != len(strategies):
        raise fields.error(key, "is no profile", f"one strategy for each of {', '.join(strategies)}")
    for name, (player, own) in zip(profile, strategies.items(), strict=True):
        if name not in own:
            raise fields.error(key, f"{player} has no strategy {name!r}", f"one of {', '.join(own)}")
    return profile


def costs_of(fields: Fields, strategies: Strategies, symbols: Symbols) -> dict[str, dict[tuple[str, ...], sp.Expr]]:
    """Each player's costs by profile; in the file they may be given by the player's own strategy."""
    fields.require_known(*strategies)
    found = {}
    for position, (player, own) in enumerate(strategies.items()):
        inner = fields.inner(player)
        if any("," in key for key in inner.table):
            found[player] = {profile: cost for profile, (cost,) in by_profile(inner, strategies, symbols, 1).items()}
        else:
            single = by_profile(inner, {player: own}, symbols, 1)
            found[player] = {profile: single[profile[position],][0] for profile in product(*strategies.values())}
    return found
