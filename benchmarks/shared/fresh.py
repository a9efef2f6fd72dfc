"""Steps done in a process of their own: what they take of a user who has only just started Python, and of memory.

Nothing but the standard library is imported here, so that the imports of the steps are theirs alone.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
ROOT = Path(__file__).parents[2]

Lap = dict[str, float]


class Stopwatch:
    """Seconds on the wall and of the processor, and the rise of memory, from one call of ``lap`` to the next."""

    def __init__(self) -> None:
        self.laps: dict[str, Lap] = {}
        self.noted: dict[str, Any] = {}
        self._start()

    def lap(self, name: str) -> None:
        """End a step.

        ``peak`` is the most memory that was held in it beyond what was held before it, ``kept`` what is still held,
        both in bytes.
        """
        wall, processor = perf_counter() - self._wall, process_time() - self._processor
        self.laps[name] = {
            "wall": wall,
            "processor": processor,
            "peak": float(_peak() - self._held),
            "kept": float(_held() - self._held),
        }
        self._start()

    def note(self, **values: Any) -> None:
        """Keep what the steps found out."""
        self.noted |= values

    def _start(self) -> None:
        _forget_peak()
        self._held = _held()
        self._wall, self._processor = perf_counter(), process_time()


def fresh(steps: Mapping[str, str]) -> tuple[dict[str, Lap], dict[str, Any]]:
    """Do the steps, one after the other, in a new process; return each one's lap and what was noted.

    Parameters
    ----------
    steps : mapping of str to str
        Name, and statements, which may call ``watch.note``.

    """
    lines = ["from benchmarks.shared.fresh import Stopwatch", "watch = Stopwatch()"]
    for name, statements in steps.items():
        lines += [statements, f"watch.lap({name!r})"]
    lines += ["import json", "print(json.dumps([watch.laps, watch.noted]))"]
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
    laps, noted = json.loads(run.stdout.splitlines()[-1])
    return laps, noted


def _status(key: str) -> int:
    for line in STATUS.read_text().splitlines():
        if line.startswith(f"{key}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(key)


def _held() -> int:
    return _status("VmRSS") if STATUS.exists() else _peak()


def _peak() -> int:
    """The most memory held so far, or since the peak was forgotten where the system can forget it."""
    if STATUS.exists():
        return _status("VmHWM")
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _forget_peak() -> None:
    if CLEAR.exists():
        CLEAR.write_text("5")
