"""A sweep in a process of its own: how long until its first answer, and how much memory it takes."""

from benchmarks.shared.fresh import fresh
from coopgame import Detail

MEGABYTE = 1e6

START = {
    "import": "import coopgame as cg\ncg.sweep",
    "build": """
k_e, k_u, theta, c_e, c_u, D, B_e, B_u = cg.parameters("k_e k_u theta c_e c_u D B_e B_u")
region = cg.Region(k_e > 0, k_u > 0, theta > 0, theta < 1, c_e > 0, c_u > 0, D >= 0, B_e >= 0, B_u >= 0)
game = cg.FiniteGame.from_arrays(
    [[theta * k_e * k_u - c_e, D - c_e], [B_e - D, 0]],
    [[(1 - theta) * k_e * k_u - c_u, B_u - D], [D - c_u, 0]],
    region=region,
)
import numpy as np
generator = np.random.default_rng(0)
points = cg.scenarios({s: generator.uniform(0.1, 0.9, %d) for s in game.symbols})
""",
    "first sweep": "cg.sweep(game, points, detail=cg.Detail.%s)",
    "second sweep": "cg.sweep(game, points, detail=cg.Detail.%s)",
}
MEMORY = {
    "set up": """
import coopgame as cg
from benchmarks.shared.points import enterprise_university, first, scattered
game = enterprise_university()
columns = scattered(game, %d, 1)
points = cg.scenarios(columns)
cg.sweep(game, cg.scenarios(first(columns, 100)), detail=cg.Detail.CODES)
""",
    "sweep": "swept = cg.sweep(game, points, detail=cg.Detail.CODES).load()",
    "account": """
watch.note(inputs=sum(values.nbytes for values in columns.values()),
           outputs=sum(values.nbytes for values in swept.data_vars.values()))
""",
}


def start(points: int, starts: int, detail: Detail) -> dict[str, float]:
    """Return the least seconds on the wall of each step in so many fresh processes."""
    filled = {"build": points, "first sweep": detail.name, "second sweep": detail.name}
    steps = {name: step % filled[name] if name in filled else step for name, step in START.items()}
    laps = [fresh(steps)[0] for _ in range(starts)]
    return {name: min(lap[name]["wall"] for lap in laps) for name in steps}


def extra_memory(points: int) -> dict[str, float]:
    """Return megabytes held at most by a sweep beyond its inputs and outputs, and these."""
    laps, noted = fresh({**MEMORY, "set up": MEMORY["set up"] % points})
    extra = laps["sweep"]["peak"] - noted["outputs"]
    return {name: value / MEGABYTE for name, value in {"extra": extra, **noted}.items()}
