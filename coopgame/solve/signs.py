"""Which combinations of signs do several polynomials take over a region? All of them, each with a point, with proof.

The combinations are first collected: simple dyadic points are drawn, and from each combination seen so far one moves
onto and across the zero set of every polynomial that is linear in some parameter. Then completeness is proven: the tree
of sign prefixes is walked, and a branch no point has reached is put to the prover. A refuted branch is boiled down to a
minimal core of contradicting signs, which settles every other branch that contains it. The cores are the certificate:
every combination that is not listed contains one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.claims.decide import Empty, Found, Unsettled, ask
from coopgame.claims.formula import Formula, Translation, sign_relation
from coopgame.conditions import evaluate
from coopgame.solve.cuts import OPERATOR, Cut
from coopgame.solve.exploration import explore
from coopgame.symbols import Region

Point = dict[sp.Symbol, Any]
Core = tuple[tuple[int, int], ...]
PER_QUERY = 5.0


@dataclass(frozen=True, eq=False)
class SignTable:
    r"""The set :math:`\{(\operatorname{sgn} g_1(\theta), \dots, \operatorname{sgn} g_k(\theta)) : \theta \in \Theta\}`.

    Attributes
    ----------
    cuts : tuple of Cut
        :math:`g_1, \dots, g_k`.
    rows : int8 array, shape (N, k)
        The combinations, in lexicographic order.
    witnesses : tuple of dict
        An exact point for each row.
    cores : tuple of ((cut, sign), ...)
        Minimal contradictions; a combination of signs that is neither a row nor under an undecided prefix contains one.
    undecided : tuple of tuple of int
        Prefixes of signs for which the prover gave no answer.

    """

    cuts: tuple[Cut, ...]
    rows: NDArray[np.int8]
    witnesses: tuple[Point, ...]
    cores: tuple[Core, ...]
    undecided: tuple[tuple[int, ...], ...]


@dataclass
class _Search:
    region: Region
    cuts: tuple[Cut, ...]
    symbols: tuple[sp.Symbol, ...]
    deadline: float
    known: dict[tuple[int, ...], Point]
    hypotheses: tuple[Formula, ...]
    cores: list[Core] = field(default_factory=list)
    undecided: list[tuple[int, ...]] = field(default_factory=list)

    def ask(self, literals: Sequence[tuple[int, int]]) -> Found | Empty | Unsettled:
        left = min(PER_QUERY, self.deadline - monotonic())
        if left <= 0:
            return Unsettled("the time budget ran out")
        signs = [sign_relation(self.cuts[i].form, OPERATOR[s]) for i, s in literals]
        return ask([*self.hypotheses, *signs], self.symbols, left, lambda point: self.accepts(point, literals))

    def accepts(self, point: Point, literals: Sequence[tuple[int, int]]) -> bool:
        inside = all(evaluate(c, point) for c in self.region.conditions)
        return inside and all(self.cuts[i].sign(point) == s for i, s in literals)

    def core(self, literals: list[tuple[int, int]]) -> Core:
        """Drop signs from a contradiction as long as it remains one."""
        for literal in list(literals):
            fewer = [other for other in literals if other != literal]
            if isinstance(self.ask(fewer), Empty):
                literals = fewer
        return tuple(literals)

    def learn(self, point: Point) -> None:
        self.known.setdefault(tuple(cut.sign(point) for cut in self.cuts), point)


def sign_table(cuts: Sequence[Cut], region: Region, symbols: Sequence[sp.Symbol], budget: float = 60.0) -> SignTable:
    """Collect every combination of signs, and prove that there is no other.

    Parameters
    ----------
    cuts : sequence of Cut
    region : Region
    symbols : sequence of Symbol
        The parameters to give values to in the witnesses.
    budget : float
        Seconds for all the prover's work; what is left when they run out is listed as undecided.

    """
    names = tuple(
        sorted(
            {*symbols, *region.symbols, *(s for c in cuts for f in c.odd + c.even for s in f.symbols)},
            key=str,
        )
    )
    translation = Translation()
    hypotheses = [translation.formula(c) for c in region.conditions]
    search = _Search(
        region,
        tuple(cuts),
        names,
        monotonic() + budget,
        explore(cuts, region, names),
        (*hypotheses, *translation.definitions),
    )
    if not cuts and not search.known:  # the region is the one cell, and wants a witness
        _settle(search, [()])
    for length in range(1, len(cuts) + 1):
        _complete(search, length)
    # A core learnt later may settle a branch that was left open.
    open_ = [p for p in search.undecided if not any(_contains(p, core) for core in search.cores)]
    order = sorted(search.known)
    rows = np.array(order, dtype=np.int8).reshape(len(order), len(cuts))
    return SignTable(tuple(cuts), rows, tuple(search.known[r] for r in order), tuple(search.cores), tuple(open_))


def _complete(search: _Search, length: int) -> None:
    """Settle every sign prefix of one length whose parent is known to occur."""
    seen = {row[:length] for row in search.known}
    parents = {prefix[:-1] for prefix in seen}
    if length == 1 and not search.known:
        parents = {()}
    _settle(search, sorted(p for parent in parents for s in (-1, 0, 1) if (p := (*parent, s)) not in seen))


def _settle(search: _Search, missing: list[tuple[int, ...]]) -> None:
    """Ask of each prefix whether it occurs, unless what was learnt meanwhile says that it does not."""
    while missing:
        prefix = missing.pop(0)
        if any(_contains(prefix, core) for core in search.cores):
            continue
        answer = search.ask(list(enumerate(prefix)))
        if isinstance(answer, Found):
            search.learn(answer.point)
        elif isinstance(answer, Empty):
            core = search.core(list(enumerate(prefix)))
            search.cores.append(core)
            missing = [p for p in missing if not _contains(p, core)]
        else:
            search.undecided.append(prefix)


def _contains(prefix: tuple[int, ...], core: Core) -> bool:
    return all(i < len(prefix) and prefix[i] == sign for i, sign in core)
