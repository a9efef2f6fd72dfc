"""Conjunctions of literals made shorter: what the region or the rest of them settles is left out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from coopgame.claims.decide import Empty, Found
from coopgame.polynomials import SignForm, relation
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.family import Literal, settled
from coopgame.solve.search import OPERATORS, Point, Search
from coopgame.symbols import Region

NEGATED = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!=", "!=": "=="}
STRICT = {"<": -1, ">": 1}
MOST_SPLIT = 3


def where(search: Search, literals: Iterable[Literal]) -> tuple[Region, Point | None]:
    """Return the condition that all literals hold, as short as it can be said, and a point at which they do.

    The condition is NEVER where it is proven that they hold nowhere in the region; the point is None when the literals
    hold no parameters, or when whether there is one was not decided.
    """
    left = reduced(search, literals)
    answer = Empty() if left is None else search.explained(left)
    if left is None or isinstance(answer, Empty):
        return NEVER, None
    plain = split(search, left)
    if plain is None:
        return NEVER, None
    point = answer.point if isinstance(answer, Found) and search.symbols else None
    return stated(irredundant(search, plain)), point


def stated(literals: Iterable[Literal]) -> Region:
    """Write literals as a condition."""
    return Region(*(relation(form, operator) for form, operator in literals))


def reduced(search: Search, literals: Iterable[Literal]) -> tuple[Literal, ...] | None:
    """Multiply out the factors whose sign the region settles; None if a literal then never holds."""
    return settled((_reduced(search, form), operator) for form, operator in literals)


def _reduced(search: Search, form: SignForm) -> SignForm:
    sign, odd = form.sign, []
    for factor in form.odd:
        if len(search.signs(factor)) == 1:
            sign *= next(iter(search.signs(factor)))
        else:
            odd.append(factor)
    even = tuple(factor for factor in form.even if 0 in search.signs(factor))
    if any(search.signs(factor) == {0} for factor in even) or not sign:
        return SignForm(0, (), (), ())
    return SignForm(sign, tuple(odd), even, ())


def split(search: Search, literals: Sequence[Literal]) -> tuple[Literal, ...] | None:
    """Say a product's sign by its factors' signs where the rest and the region leave only one way to have it.

    None if no way is left: then the literals never hold together.
    """
    whole = list(literals)
    for form, operator in literals:
        if operator not in STRICT or len(form.odd) < 2 or len(form.odd) > MOST_SPLIT or form.even:
            continue
        others = [literal for literal in whole if literal != (form, operator)]
        ways = [w for w in _ways(form, operator) if not isinstance(search.find([*others, *w]), Empty)]
        if len(ways) == 1:
            whole = [*others, *ways[0]]
    return settled(_told(whole))


def irredundant(search: Search, literals: Sequence[Literal]) -> tuple[Literal, ...]:
    """Drop, one after another, what the rest and the region imply; equalities stay while anything else can go."""
    kept = list(literals)
    for form, operator in sorted(literals, key=lambda literal: (literal[1] == "==", -_length(literal[0]))):
        others = [literal for literal in kept if literal != (form, operator)]
        if isinstance(search.find([*others, (form, NEGATED[operator])]), Empty):
            kept = others
    return tuple(kept)


def _ways(form: SignForm, operator: str) -> Iterator[tuple[Literal, ...]]:
    wanted = STRICT[operator] * form.sign
    for signs in product((1, -1), repeat=len(form.odd)):
        if prod(signs) == wanted:
            yield tuple((SignForm(1, (f,), (), ()), OPERATORS[s]) for f, s in zip(form.odd, signs, strict=True))


def _told(literals: Sequence[Literal]) -> Iterator[Literal]:
    """Multiply out of every literal the factors whose sign another one states."""
    known = {f.odd[0]: STRICT[op] * f.sign for f, op in literals if op in STRICT and len(f.odd) == 1 and not f.even}
    for form, operator in literals:
        told = [f for f in form.odd if f in known] if len(form.odd) + len(form.even) > 1 else []
        sign = prod((known[f] for f in told), start=form.sign)
        odd = tuple(f for f in form.odd if f not in told)
        yield (
            SignForm(sign, odd, tuple(f for f in form.even if f not in known), ()) if told or form.even else form,
            operator,
        )


def _length(form: SignForm) -> int:
    return sum(len(factor.terms) for factor in (*form.odd, *form.even))
