"""The question: how long until the library is there, and until each of its verbs has answered for the first time.

Every row is a process of its own, on the wall clock: Python has started, nothing else is loaded. First the import,
then the verb's first answer on a small game, which is asserted, with all that it loads. Beside them, the import alone
of what these rest on. The least of several starts, taken in turns.
"""

from collections.abc import Mapping, Sequence

from benchmarks.shared.fresh import Lap, fresh
from benchmarks.shared.results import Row, arguments, save, show

REPEATS = 7

IMPORT = "import coopgame as cg"
DILEMMA = """
b, c = cg.parameters("b c")
region = cg.Region(b > c, c > 0)
game = cg.FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, 0]], region=region)
"""
STAGED = """
a, q, r = cg.parameters("a q r")
market = cg.StagedGame({"1": (a - q - r) * q, "2": (a - q - r) * r}, (cg.Stage("output", {"1": q, "2": r}),),
                       cg.Region(a > 0, q >= 0, r >= 0))
"""
WORTH = """
worth = cg.CoalitionalGame.from_worth(("E", "U"), {("E",): 20, ("U",): 10, ("E", "U"): 60})
"""
VENTURE = """
R, c, t = cg.parameters("R c t")
venture = cg.Venture.from_functions(
    revenue=lambda profile: R if set(profile) == {"join"} else 0,
    costs={"E": {"join": c, "wait": 0}, "U": {"join": c, "wait": 0}},
    strategies={"E": ("join", "wait"), "U": ("join", "wait")},
    region=cg.Region(R > 0, c > 0),
)
"""

VERBS = {
    "nothing": "",
    "pure_equilibria": f"{DILEMMA}assert len(cg.pure_equilibria(game)) == 1",
    "nash_equilibria": f"{DILEMMA}assert len(cg.nash_equilibria(game.at({{b: 2, c: 1}}))) == 1",
    "partition": f"{DILEMMA}assert len(cg.partition(game).cells) == 1",
    "decide": f"{DILEMMA}assert isinstance(cg.decide(cg.Claim(b > c / 2, region)), cg.Proved)",
    "solve_staged": f"{STAGED}assert cg.solve_staged(market).choices[q] == a / 3",
    "shapley": f"{WORTH}assert tuple(cg.shapley(worth).shares) == (35, 25)",
    "minimal_subsidy": f"{VENTURE}assert cg.minimal_subsidy(venture, target=('join', 'join'), share=t).is_proved",
    "sweep, compiled": f"{DILEMMA}assert (cg.sweep(game, {{b: [3, 4], c: [1, 2]}})['pure'] == 8).all()",
    "sweep, in NumPy": (
        f"{DILEMMA}assert (cg.sweep(game, {{b: [3, 4], c: [1, 2]}}, engine=cg.Engine.NUMPY)['pure'] == 8).all()"
    ),
}
ALONE = ("numpy", "scipy", "sympy", "z3", "numba", "xarray", "dask.array")


def report(rows: Sequence[Row]) -> None:
    """Print the tables."""
    show(
        "Milliseconds in a fresh process",
        ["", "import coopgame", "first answer", "together"],
        [
            [row["verb"], *(f"{row[part] * 1e3:,.0f}" for part in ("import", "answer")), f"{_total(row) * 1e3:,.0f}"]
            for row in rows
            if "verb" in row
        ],
    )
    show(
        "Milliseconds for an import alone",
        ["", "import"],
        [[row["alone"], f"{row['import'] * 1e3:,.0f}"] for row in rows if "alone" in row],
    )


def _total(row: Row) -> float:
    return float(row["import"] + row["answer"])


def _least(laps: Sequence[Mapping[str, Lap]], step: str) -> float:
    return min(lap[step]["wall"] for lap in laps)


def main() -> None:
    """Run the comparison."""
    options = arguments(__doc__ or "")
    repeats = 1 if options.quick else REPEATS
    steps = {name: {"import": IMPORT, "answer": verb} for name, verb in VERBS.items()}
    steps |= {name: {"import": f"import {name}"} for name in ALONE}
    laps: dict[str, list[Mapping[str, Lap]]] = {name: [] for name in steps}
    for _ in range(repeats):
        for name, own in steps.items():
            laps[name].append(fresh(own)[0])
    rows: list[Row] = [
        {"verb": name, "import": _least(laps[name], "import"), "answer": _least(laps[name], "answer")} for name in VERBS
    ]
    rows += [{"alone": name, "import": _least(laps[name], "import")} for name in ALONE]
    report(rows)
    save("latency", __doc__ or "", options, rows)


if __name__ == "__main__":
    main()
