"""Questions about a sign table answered by looking them up: it lists every combination there is.

A set of rows is one Python integer, a bit a row. A prefix that was left undecided is a row too; it counts as lying in a
set wherever it may, and as excluded from one only where it surely is.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import sympy as sp

from coopgame.solve.signs import SignTable
from coopgame.symbols import Region

ANY = frozenset({-1, 0, 1})
OPERATORS = {
    frozenset({-1}): "<",
    frozenset({0}): "==",
    frozenset({1}): ">",
    frozenset({-1, 0}): "<=",
    frozenset({0, 1}): ">=",
}

Literal = tuple[int, frozenset[int]]  # a cut's position, and the signs it may have
Clause = tuple[Literal, ...]  # literals joined by or


class Lookup:
    """A sign table as sets of rows.

    Parameters
    ----------
    table : SignTable

    """

    def __init__(self, table: SignTable) -> None:
        self.table = table
        rows = [tuple(row) for row in table.rows.tolist()]
        every = (*rows, *table.undecided)
        self.everything = (1 << len(every)) - 1
        cuts = range(len(table.cuts))
        self.surely = [{s: as_rows(k < len(r) and r[k] == s for r in every) for s in ANY} for k in cuts]
        self.maybe = [{s: as_rows(k >= len(r) or r[k] == s for r in every) for s in ANY} for k in cuts]

    def _rows(self, clause: Clause, where: Sequence[dict[int, int]]) -> int:
        return reduce(or_, (where[k][s] for k, signs in clause for s in signs), 0)

    def irredundant(self, row: Sequence[int]) -> list[tuple[int, int]]:
        """Return signs of a row from which all its others follow, none of them following from the rest.

        Equalities are kept as long as an inequality can go instead.
        """
        order = sorted(range(len(row)), key=lambda k: row[k] == 0)
        after = [self.everything] * (len(order) + 1)
        for position in range(len(order) - 1, -1, -1):
            k = order[position]
            after[position] = after[position + 1] & self.maybe[k][row[k]]
        kept, before = [], self.everything
        for position, k in enumerate(order):
            if before & after[position + 1] & ~self.surely[k][row[k]]:
                kept.append((k, row[k]))
                before &= self.maybe[k][row[k]]
        return sorted(kept)

    def conjunction(self, clauses: Iterable[Clause]) -> Region:
        """Join clauses by *and*, without those that follow from others and without alternatives that can't occur."""
        kept = sorted(dict.fromkeys(clauses), key=lambda clause: (-len(clause), -len(clause[0][1])))
        for clause in list(kept):
            rest = self._joint(other for other in kept if other != clause)
            if not rest & ~self._rows(clause, self.surely):
                kept.remove(clause)
            else:
                kept[kept.index(clause)] = self._needed(clause, rest)
        return Region(*(self._relation(clause) for clause in reversed(kept)))

    def _needed(self, clause: Clause, rest: int) -> Clause:
        """Return the alternatives of a clause that ever hold alone."""
        needed = clause
        for alternative in clause:
            fewer = tuple(literal for literal in needed if literal != alternative)
            if fewer and not rest & self._rows((alternative,), self.maybe) & ~self._rows(fewer, self.surely):
                needed = fewer
        return needed

    def _joint(self, clauses: Iterable[Clause]) -> int:
        return reduce(and_, (self._rows(clause, self.maybe) for clause in clauses), self.everything)

    def _relation(self, clause: Clause) -> Any:
        return sp.Or(*(self.table.cuts[k].compare(OPERATORS[signs]) for k, signs in clause))


def as_rows(flags: Iterable[bool]) -> int:
    """Return the set of the rows whose flag is up."""
    return int("".join("1" if flag else "0" for flag in flags)[::-1] or "0", 2)
