"""The question: how the cost of a proof grows with the number of parameters, and what it costs beside the bare prover.

Theorems about ``n`` partners, each of a family that holds for every number of them, are decided by ``coopgame.decide``:
with denominators cleared, a region that is shown not to be empty, and a witness where one is refuted that is checked
again exactly. The bare prover, z3, gets the same statement as a script and answers only whether there is a
counterexample, by the tactic for polynomials and by its own choice. Every theorem has to be proved, and refuted with a
hypothesis dropped, where the prover ends within its time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import sympy as sp
import z3

from benchmarks.shared.measure import median_seconds
from benchmarks.shared.results import Row, arguments, ratio, save, show
from coopgame import Claim, Proved, Refuted, Region, decide

SIZES = (2, 3, 4, 6, 8, 12)
QUICK_SIZES = (2, 3)
BUDGET = 20.0
REPEATS = 3
TACTIC = "qfnra-nlsat"


@dataclass(frozen=True)
class Theorem:
    """A statement for all parameters at which some conditions hold, and which of these it can't do without."""

    conditions: tuple[sp.Expr, ...]
    statement: sp.Expr
    needed: sp.Expr

    @property
    def claim(self) -> Claim:
        """The theorem."""
        return Claim(self.statement, Region(*self.conditions))

    @property
    def partner(self) -> Claim:
        """The same without the hypothesis."""
        return Claim(self.statement, Region(*(c for c in self.conditions if c != self.needed)))


def symbols(name: str, n: int) -> list[sp.Symbol]:
    """Return ``name_1``, ..., ``name_n``."""
    return list(sp.symbols([f"{name}_{i}" for i in range(1, n + 1)], real=True))


def shares(n: int) -> Theorem:
    """A division of revenue pays every partner's cost only if the revenue pays all of them."""
    revenue, theta, cost = sp.Symbol("R", real=True), symbols("theta", n - 1), symbols("c", n)
    parts = [*theta, 1 - sum(theta)]
    covered = [share * revenue >= c for share, c in zip(parts, cost, strict=True)]
    positive = [x > 0 for x in (revenue, *cost)]
    return Theorem((*positive, *covered), revenue >= sum(cost), covered[-1])


def spillovers(n: int) -> Theorem:
    """Sharing knowledge that each partner absorbs in part is worth its cost together if it is for each of them."""
    alpha, k, cost = symbols("alpha", n), symbols("k", n), symbols("c", n)
    gains = [a * (sum(k) - own) - c for a, own, c in zip(alpha, k, cost, strict=True)]
    domain = [x > 0 for x in (*alpha, *k, *cost)] + [a <= 1 for a in alpha]
    worth = [gain > 0 for gain in gains]
    return Theorem((*domain, *worth), sum(gains) > 0, worth[-1])


def complements(n: int) -> Theorem:
    """Knowledge that completes each other's, two by two, pays all costs if half of what each adds pays each one's."""
    k, cost, synergy = symbols("k", n), symbols("c", n), sp.Symbol("s", real=True)
    pairs = [k[i] * k[j] for i in range(n) for j in range(i)]
    together = synergy * sum(pairs) - sum(cost)
    worth = [synergy * x * (sum(k) - x) / 2 >= c for x, c in zip(k, cost, strict=True)]
    domain = [x > 0 for x in (*k, *cost, synergy)]
    return Theorem((*domain, *worth), together >= 0, worth[-1])


FAMILIES: dict[str, Callable[[int], Theorem]] = {
    "shares cover costs": shares,
    "spillovers are worth sharing": spillovers,
    "complements together": complements,
}


def bare(script: str, own: bool, budget: float) -> str:
    """Ask z3 alone, by the tactic for polynomials or by its own choice."""
    solver = z3.Solver() if own else z3.Tactic(TACTIC).solver()
    solver.set("timeout", round(1000 * budget))
    solver.add(z3.parse_smt2_string(script))
    return str(solver.check())


def measure(name: str, n: int, repeats: int) -> Row:
    """Decide one theorem and its partner."""
    theorem = FAMILIES[name](n)
    claim, partner = theorem.claim, theorem.partner
    assert isinstance(decide(claim, BUDGET), Proved), f"{name}, {n}"
    refuted = decide(partner, BUDGET)
    assert isinstance(refuted, Refuted), f"{name}, {n} without a hypothesis"
    assert partner.statement.subs(refuted.witness) == sp.false
    script = claim.smtlib()
    assert "sat" not in {bare(script, own, BUDGET) for own in (True, False)}
    jobs: dict[str, Callable[[], object]] = {
        "decide": partial(decide, claim, BUDGET),
        "partner": partial(decide, partner, BUDGET),
        "tactic": partial(bare, script, False, BUDGET),
        "own choice": partial(bare, script, True, BUDGET),
    }
    times = median_seconds(jobs, repeats)
    return {
        "family": name,
        "partners": n,
        "parameters": len(claim.symbols),
        "seconds": times["decide"],
        "refutation, ratio": times["partner"] / times["decide"],
        "tactic, ratio": times["tactic"] / times["decide"],
        "own choice, ratio": times["own choice"] / times["decide"],
    }


def report(rows: Sequence[Row]) -> None:
    """Print the table."""
    show(
        "Seconds for a proof, and times relative to it",
        ["", "partners", "parameters", "seconds", "refuting without a hypothesis", f"z3, {TACTIC}", "z3, own choice"],
        [
            [
                row["family"],
                str(row["partners"]),
                str(row["parameters"]),
                f"{row['seconds']:.3f}",
                *(ratio(row[way]) for way in ("refutation, ratio", "tactic, ratio", "own choice, ratio")),
            ]
            for row in rows
        ],
    )


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    sizes, repeats = (QUICK_SIZES, 1) if options.quick else (SIZES, REPEATS)
    rows = [measure(name, n, repeats) for name in FAMILIES for n in sizes]
    report(rows)
    save("decide", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
