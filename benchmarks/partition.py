"""The question: how the cost of a proven partition grows with the number of parameters, and what the proof costs.

The same games are cut by ``coopgame.partition`` (cells with conditions, equilibria and exact points, and the proof that
there are no others), by its search for the cells alone, by drawing points for as long as the partition took (no proof),
and by the same prover asked about every branch of the tree of signs, until a limit. The floor is the time to evaluate
the deviation gains once a cell in NumPy. The counts of cells are asserted; what the others find must be among the
cells, and all of them where the prover ends within the limit; each cell's point must have, in exact arithmetic, the
signs and the pure equilibria that are stated, the latter by trying every deviation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from benchmarks.shared.cell_hunts import Walk, kernel, polynomial, sampled, signs_at
from benchmarks.shared.measure import forget, median_seconds
from benchmarks.shared.results import Row, arguments, ratio, save, show
from coopgame import FiniteGame, Partition, Region, parameters, partition
from coopgame.models import CATALOGUE, find
from coopgame.solve.signs import sign_table

LIMIT = 60.0  # seconds for the prover alone
QUICK_LIMIT = 5.0
REPEATS = 3
PROOF_BUDGET = 600.0
CHECKED = 2000  # cells whose points are tried in exact arithmetic, evenly spread
TRIPARTITE = "government-enterprise-university"
INCENTIVES = "S_e S_u F_e F_u"
REPUTATION = f"{INCENTIVES} E_g L C_g"
REVENUE = f"{REPUTATION} theta Delta_R D"


@dataclass(frozen=True)
class Case:
    """A game, and how many cells it has: all, and those with an interior."""

    name: str
    game: FiniteGame
    cells: int
    inner: int
    quick: bool = True

    @property
    def shares(self) -> tuple[sp.Symbol, ...]:
        """The parameters that are bounded by 1."""
        return tuple(s for s in self.game.region.symbols if s.name.startswith(("theta", "alpha")))


def curved() -> FiniteGame:
    """A two-player game of three parameters in which they are multiplied with each other."""
    a, b, c = parameters("a b c")
    region = Region(a > 0, b > 0, c > 0)
    return FiniteGame.from_arrays([[a * b - 1, c], [a * c, b]], [[a, b * c], [c * c, 1]], region=region)


def tripartite(free: str) -> FiniteGame:
    """The game of three players with some parameters free and the others at their example's values."""
    model = find(TRIPARTITE, CATALOGUE)
    return model.game.at({s: value for s, value in model.example.items() if s.name not in free.split()})


def cases() -> list[Case]:
    """The games, by their number of parameters."""
    return [
        Case("2x2, products", curved(), 45, 12),
        Case("2x2x2, incentives free", tripartite(INCENTIVES), 115, 27, quick=False),
        Case("2x2, knowledge sharing", find("knowledge-sharing-symmetric", CATALOGUE).game, 3, 2),
        Case("2x2x2, and reputation", tripartite(REPUTATION), 399, 56, quick=False),
        Case("2x2, unequal enterprises", find("knowledge-sharing", CATALOGUE).game, 9, 4),
        Case("2x2x2, and revenue", tripartite(REVENUE), 12825, 612, quick=False),
        Case("2x2x2, everything free", find(TRIPARTITE, CATALOGUE).game, 20625, 810, quick=False),
    ]


def check(case: Case, made: Partition) -> None:
    """See that the partition is the known one, and that its cells' points have the signs and equilibria it says."""
    game = case.game
    assert not made.undecided, f"{case.name}: undecided cells"
    inner = sum(cell.full_dimensional for cell in made.cells)
    assert (len(made.cells), inner) == (case.cells, case.inner), f"{case.name}: {len(made.cells)} cells, {inner} inner"
    symbols = game.region.symbols
    signs = sp.lambdify(symbols, [polynomial(cut) for cut in made.table.cuts], modules=[])
    payoffs = sp.lambdify(symbols, [whole(table) for table in game.tables], modules=[])
    for cell in made.cells[:: max(1, len(made.cells) // CHECKED)]:
        if not all(cell.witness[s].is_Rational for s in symbols):
            continue
        point = [Fraction(int(cell.witness[s].p), int(cell.witness[s].q)) for s in symbols]
        assert tuple((v > 0) - (v < 0) for v in signs(*point)) == cell.signs, f"{case.name}: {cell.witness}"
        stated = {tuple(e.profile) for e in cell.equilibria if e.profile is not None}
        assert stated == equilibria(game, payoffs(*point)), f"{case.name}: {cell.witness}"


def whole(table: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Polynomial payoffs times a number that leaves no fraction in them: compiled, a fraction would be a float."""
    factor = sp.ilcm(1, *(number.q for payoff in table for number in sp.expand(payoff).atoms(sp.Rational)))
    return [sp.expand(factor * payoff) for payoff in table]


def equilibria(game: FiniteGame, tables: Sequence[Sequence[Any]]) -> set[tuple[str, ...]]:
    """The pure equilibria at numeric payoffs, by trying every deviation."""
    profiles = [tuple(profile) for profile in game.profiles()]
    found = set(profiles)
    for player, table in enumerate(tables):
        payoff = dict(zip(profiles, table, strict=True))
        for profile in profiles:
            others = ((*profile[:player], s, *profile[player + 1 :]) for s in game.strategies[player])
            if any(payoff[other] > payoff[profile] for other in others):
                found.discard(profile)
    return found


def measure(case: Case, limit: float, repeats: int) -> Row:
    """Cut one game in every way."""
    game = case.game
    made = partition(game, PROOF_BUDGET)
    check(case, made)
    cuts, symbols = made.table.cuts, game.region.symbols
    evaluate = kernel(cuts, symbols)
    points = [np.array([float(cell.witness[s]) for cell in made.cells]) for s in symbols]
    jobs = {
        "partition": lambda: partition(game, PROOF_BUDGET),
        "search": lambda: sign_table(cuts, game.region, game.symbols, PROOF_BUDGET),
        "floor": lambda: signs_at(evaluate, points),
    }
    times = median_seconds(jobs, repeats)
    cells = {cell.signs for cell in made.cells}
    drawn, draws = sampled(cuts, symbols, case.shares, times["partition"])
    forget()
    walk = Walk(cuts, game.region, symbols, limit).run()
    assert drawn <= cells, f"{case.name}: points were drawn outside of all cells"
    assert walk.found == cells if walk.finished else walk.found <= cells, f"{case.name}: the prover alone disagrees"
    return {
        "game": case.name,
        "parameters": len(symbols),
        "cuts": len(cuts),
        "cells": case.cells,
        "cells with an interior": case.inner,
        "seconds": times["partition"],
        "search, ratio": times["search"] / times["partition"],
        "over the floor": times["partition"] / times["floor"],
        "sampling, points": draws,
        "sampling, cells": len(drawn),
        "sampling, cells with an interior": sum(0 not in signs for signs in drawn),
        "prover alone, ratio": walk.seconds / times["partition"],
        "prover alone, finished": walk.finished,
        "prover alone, queries": walk.queries,
        "prover alone, cells": len(walk.found),
    }


def report(rows: Sequence[Row], limit: float) -> None:
    """Print the table."""
    first = rows[0]["seconds"]
    show(
        "Cells (those with an interior), and what others find of them; times but for growth relative to partition",
        [
            "", "parameters", "cells", "growth", "search alone", "/ floor",
            "sampling finds", "prover alone finds", "prover alone takes",
        ],
        [
            [
                row["game"],
                str(row["parameters"]),
                f"{row['cells']:,} ({row['cells with an interior']})",
                ratio(row["seconds"] / first),
                ratio(row["search, ratio"]),
                f"{row['over the floor']:,.0f}",
                f"{row['sampling, cells']:,} ({row['sampling, cells with an interior']})",
                f"{row['prover alone, cells']:,}",
                ("" if row["prover alone, finished"] else "> ") + ratio(row["prover alone, ratio"]),
            ]
            for row in rows
        ],
    )  # fmt: skip
    print(f"growth: time over that of the first game. '>': the prover alone was stopped after {limit:g} s.")
    print("sampling: as long as the partition took; it does not know what it has missed.")


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    limit = QUICK_LIMIT if options.quick else LIMIT
    chosen = [case for case in cases() if case.quick or not options.quick]
    rows = [measure(case, limit, 1 if options.quick else REPEATS) for case in chosen]
    report(rows, limit)
    save("partition", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
