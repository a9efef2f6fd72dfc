"""Sweeps written to a Zarr store, each in a process of its own: how long it takes, and how much memory."""

from collections.abc import Sequence
from tempfile import TemporaryDirectory

import numpy as np

import coopgame as cg
from benchmarks.shared.fresh import fresh
from benchmarks.shared.grids import axes_of
from benchmarks.shared.results import Row
from benchmarks.shared.starting import MEGABYTE
from coopgame import Detail, FiniteGame

STORE = {
    "set up": """
import numpy as np
import coopgame as cg
from benchmarks.shared.grids import axes_of, chunks_of
from benchmarks.shared.points import enterprise_university
from coopgame.sweeps.storage.resuming import sweep_to_zarr
game = enterprise_university()
cg.sweep(game, axes_of(game, (2,) * 8), detail=cg.Detail.CODES)
axes = axes_of(game, %r)
folder = %r
sweep_to_zarr(folder + "/first.zarr", game, axes_of(game, (2,) * 8), chunks=2, detail=cg.Detail.CODES)
""",
    "write": """
stored = sweep_to_zarr(folder + "/sweep.zarr", game, axes, chunks=chunks_of(game, %r, %d), detail=cg.Detail.CODES)
""",
    "account": """
watch.note(bytes=sum(values.nbytes for values in stored.data_vars.values()), points=int(stored["pure"].size),
           pure=np.bincount(stored["pure"].values.reshape(-1), minlength=16).tolist())
""",
}


def stored(game: FiniteGame, shapes: Sequence[Sequence[int]], chunk: int) -> list[Row]:
    """Write grids of growing size to a store, each in a fresh process."""
    rows = []
    for lengths in shapes:
        with TemporaryDirectory() as folder:
            steps = {
                "set up": STORE["set up"] % (tuple(lengths), folder),
                "write": STORE["write"] % (tuple(lengths), chunk),
                "account": STORE["account"],
            }
            laps, noted = fresh(steps)
        plain = cg.sweep(game, axes_of(game, lengths), detail=Detail.CODES)
        assert noted["pure"] == np.bincount(plain["pure"].values.reshape(-1), minlength=16).tolist()
        written = noted["bytes"] / MEGABYTE
        row = {
            "points": noted["points"],
            "chunk": chunk,
            "answers, MB": written,
            "beyond, MB": laps["write"]["peak"] / MEGABYTE,
        }
        rows.append({"part": "store", **row, "seconds": laps["write"]["wall"]})
    return rows
