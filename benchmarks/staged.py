"""The question: what an outcome with every condition costs, against backward induction by hand, which has none.

``coopgame.solve_staged`` returns closed forms, and where they are an equilibrium: existence, second order, interiority,
stability, shortened by proof. By hand it is ``sympy.solve`` a stage, and ``simplify`` or ``factor`` after it, which
returns the closed forms alone. All must agree on them. What is not done within the limit is said to be so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import sympy as sp

from benchmarks.shared.by_hand import backward
from benchmarks.shared.limited import within
from benchmarks.shared.measure import forget, median_seconds
from benchmarks.shared.results import Row, arguments, ratio, save, show
from coopgame import Region, Stage, StagedGame, parameters, solve_staged

LIMIT = 120.0  # seconds a game by hand
QUICK_LIMIT = 20.0
REPEATS = 3

a, A, b, gamma, beta, s = parameters("a A b gamma beta s")
x, y, q, r = parameters("x y q r")
ONE, TWO, GOVERNMENT = "enterprise 1", "enterprise 2", "government"
BOTH = (ONE, TWO)
DOMAIN = Region(a > A, A > 0, b > 0, gamma > 0, beta >= 0, beta <= 1, x >= 0, y >= 0, q >= 0, r >= 0)
RESEARCH, OUTPUT = Stage("research", {ONE: x, TWO: y}), Stage("output", {ONE: q, TWO: r})


@dataclass(frozen=True)
class Case:
    """A game and who decides jointly in it."""

    name: str
    game: StagedGame
    teams: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    quick: bool = True

    @property
    def every(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The coalitions of all stages, singletons included."""
        return {
            stage.name: self.teams.get(stage.name, tuple((player,) for player in stage.choices.players))
            for stage in self.game.stages
        }


def profit(own: sp.Symbol, other: sp.Symbol, mine: sp.Symbol, yours: sp.Symbol, spillover: sp.Expr = beta) -> sp.Expr:
    """What an enterprise earns on a market it shares, R&D paid."""
    return (a - b * (mine + yours)) * mine - (A - own - spillover * other) * mine - gamma * own**2 / 2


def subsidised(rate: sp.Expr, other_rate: sp.Expr) -> StagedGame:
    """The duopoly with a government that pays for R&D."""
    one, two = profit(x, y, q, r), profit(y, x, r, q)
    welfare = one + two + b * (q + r) ** 2 / 2
    return StagedGame(
        {GOVERNMENT: welfare, ONE: one + rate, TWO: two + other_rate},
        (Stage("policy", {GOVERNMENT: s}), RESEARCH, OUTPUT),
        DOMAIN & (s < 1),
    )


def cases() -> list[Case]:
    """The games, from two stages to three."""
    other = parameters("beta_2")
    duopoly = StagedGame({ONE: profit(x, y, q, r), TWO: profit(y, x, r, q)}, (RESEARCH, OUTPUT), DOMAIN)
    unequal = StagedGame(
        {ONE: profit(x, y, q, r), TWO: profit(y, x, r, q, other)},
        (RESEARCH, OUTPUT),
        DOMAIN & Region(other >= 0, other <= 1),
    )
    return [
        Case("R&D rivals", duopoly),
        Case("R&D cartel", duopoly, {"research": (BOTH,)}),
        Case("unequal spillovers", unequal, quick=False),
        Case("subsidy a unit, rivals", subsidised(s * x, s * y), quick=False),
        Case("subsidy a unit, cartel", subsidised(s * x, s * y), {"research": (BOTH,)}, quick=False),
        Case("subsidy in proportion, rivals", subsidised(s * gamma * x**2 / 2, s * gamma * y**2 / 2), quick=False),
    ]


def measure(case: Case, limit: float, repeats: int) -> Row:
    """Solve one game in every way."""
    cooperation = case.teams
    found = solve_staged(case.game, cooperation)
    times = median_seconds({"coopgame": lambda: solve_staged(case.game, cooperation)}, repeats)
    row: Row = {"game": case.name, "parameters": len(case.game.symbols), "seconds": times["coopgame"]}
    for name, tidy in (("simplify", sp.simplify), ("factor", sp.factor)):
        forget()
        answer = within(limit, lambda tidy=tidy: backward(case.game, case.every, tidy))  # type: ignore[misc] # a lambda has no types
        row[f"{name}, ratio"] = None if answer is None else answer[0] / times["coopgame"]
        for z, value in answer[1].items() if answer else ():
            assert sp.cancel(value - found.choices[z]) == 0, f"{case.name}: {z} by hand is {value}"
    return row


def report(rows: Sequence[Row], limit: float) -> None:
    """Print the table."""

    def told(value: float | None) -> str:
        return "not done" if value is None else ratio(value)

    show(
        "Seconds of coopgame, all conditions included, and time by hand over it, without any",
        ["", "parameters", "seconds", "solve and simplify", "solve and factor"],
        [
            [
                row["game"],
                str(row["parameters"]),
                ratio(row["seconds"]),
                told(row["simplify, ratio"]),
                told(row["factor, ratio"]),
            ]
            for row in rows
        ],
    )
    print(f"not done: stopped after {limit:g} s, or solve returned several answers or none.")


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    limit = QUICK_LIMIT if options.quick else LIMIT
    chosen = [case for case in cases() if case.quick or not options.quick]
    rows = [measure(case, limit, 1 if options.quick else REPEATS) for case in chosen]
    report(rows, limit)
    save("staged", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
