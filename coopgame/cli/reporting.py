"""The one command that draws, and so needs matplotlib."""

from pathlib import Path

from coopgame.cli.loading import load
from coopgame.cli.output import emit, emit_json, progress
from coopgame.cli.text import line
from coopgame.report.analyse import EVERY_FILE
from coopgame.report.analyse import analyse as write


def analyse(name: str, out: Path, json: bool) -> None:
    """Write a report."""
    model = load(name)
    with progress(f"{model.name} ...") as step:
        page = write(model, out, step)
    if json:
        emit_json({"page": str(page), "files": [str(out / file) for file in EVERY_FILE if (out / file).exists()]})
    else:
        emit(line(str(page)))
