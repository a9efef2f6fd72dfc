"""A rule of sharing as users write it down in a model file."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError
from coopgame.games.rule import Rule
from coopgame.models.fields import Fields, Symbols
from coopgame.sharing import (
    FeeDue,
    cost_plus,
    equal_split,
    fee_and_royalty,
    guaranteed_minimum,
    linear_share,
    proportional_to_contribution,
    proportional_to_cost,
    proportional_to_worth,
    stepped_share,
    tiered_share,
)

NAMED: dict[str, Callable[[], Rule]] = {"equal": equal_split, "proportional to cost": proportional_to_cost}
DUE = {"always": FeeDue.ALWAYS, "on revenue": FeeDue.ON_REVENUE}


def written_rule(fields: Fields, symbols: Symbols) -> Rule:
    """Read the key ``rule``: a name, or a table with the terms of one rule.

    Raises
    ------
    FileError
        When the rule is unknown, a term is missing, unknown or no formula, or the terms do not fit each other.

    """
    given = fields.table.get("rule")
    if not isinstance(given, dict):
        if fields.text("rule") not in NAMED:
            names = ", ".join(f'"{name}"' for name in NAMED)
            raise fields.error("rule", f"{fields.text('rule')!r} is no rule", f"{names} or {{ linear = {{ ... }} }}")
        return NAMED[fields.text("rule")]()
    inner = fields.inner("rule")
    inner.require_known(*TERMS)
    if len(inner.table) != 1:
        raise inner.error("", f"{len(inner.table)} rules are given", f"one of {', '.join(TERMS)}")
    (name,) = inner.table
    terms = inner.inner(name)
    try:
        return TERMS[name](terms, symbols)
    except CoopGameError as error:
        raise terms.blame("", error) from error


def _formulas(terms: Fields, symbols: Symbols) -> dict[str, sp.Expr]:
    """Read a table of players and formulas."""
    return {player: terms.parsed(player, terms.formula(player), symbols) for player in terms.table}


def _amount(terms: Fields, key: str, symbols: Symbols) -> Any:
    return terms.parsed(key, terms.formula(key), symbols) if key in terms else 0


def _fee(terms: Fields, symbols: Symbols) -> Rule:
    terms.require_known("licensor", "licensee", "fee", "royalty", "due")
    due = terms.text("due", "always")
    if due not in DUE:
        raise terms.error("due", f"a fee is not due {due!r}", '"always" or "on revenue"')
    fee, royalty = (_amount(terms, key, symbols) for key in ("fee", "royalty"))
    return fee_and_royalty(terms.text("licensor"), terms.text("licensee"), fee=fee, royalty=royalty, due=DUE[due])


def _cost_plus(terms: Fields, symbols: Symbols) -> Rule:
    terms.require_known("contractor", "principal", "margin")
    return cost_plus(terms.text("contractor"), terms.text("principal"), margin=_amount(terms, "margin", symbols))


def _guaranteed(terms: Fields, symbols: Symbols) -> Rule:
    terms.require_known("player", "minimum", "share", "remainder")
    minimum, share = (terms.parsed(key, terms.formula(key), symbols) for key in ("minimum", "share"))
    return guaranteed_minimum(terms.text("player"), minimum, share, _formulas(terms.inner("remainder"), symbols))


def _tiers(terms: Fields, symbols: Symbols) -> list[Any]:
    terms.require_known("lowest", "above")
    tiers: list[Any] = [_formulas(terms.inner("lowest"), symbols)]
    for tier in terms.inners("above"):
        tier.require_known("threshold", "shares")
        threshold = tier.parsed("threshold", tier.formula("threshold"), symbols)
        tiers.append((threshold, _formulas(tier.inner("shares"), symbols)))
    return tiers


TERMS: dict[str, Callable[[Fields, Symbols], Rule]] = {
    "linear": lambda terms, symbols: linear_share(_formulas(terms, symbols)),
    "contribution": lambda terms, symbols: proportional_to_contribution(_formulas(terms, symbols)),
    "worth": lambda terms, symbols: proportional_to_worth(_formulas(terms, symbols)),
    "fee": _fee,
    "cost-plus": _cost_plus,
    "guaranteed": _guaranteed,
    "tiered": lambda terms, symbols: tiered_share(*_tiers(terms, symbols)),
    "stepped": lambda terms, symbols: stepped_share(*_tiers(terms, symbols)),
}
"""The rules that have terms, as the key that names them."""
