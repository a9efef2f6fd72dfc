"""From a model to a report in a folder: a page, LaTeX, a figure, and the results for machines."""

import json
import os
from pathlib import Path

from coopgame.models.model import Model
from coopgame.report import records
from coopgame.report.analysis import Analysis, Progress, study
from coopgame.report.figure import pdf
from coopgame.report.folder import replaced
from coopgame.report.page import page
from coopgame.report.paper import paper

FILES = PAGE, PAPER, FIGURE, RESULTS = ("index.html", "report.tex", "regimes.pdf", "results.json")


def analyse(model: Model, directory: str | os.PathLike[str], progress: Progress = lambda step: None) -> Path:
    """Find out everything about a model, and write a report on it.

    Parameters
    ----------
    model : Model
        Of the catalogue, or from :func:`coopgame.read_model`.
    directory : str or path
        A folder, made where there is none. In it are written ``index.html``, a page that needs nothing else;
        ``report.tex`` with its figure ``regimes.pdf``; and ``results.json``. Files of these names are replaced, others
        left alone; after an error everything is as it was.
    progress : callable, optional
        Told, in a few words, what is being done.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    OutputError
        When the folder can't be written to.

    """
    folder = Path(directory)
    with replaced(folder, FILES) as aside:
        analysis = study(model, progress)
        progress("writing")
        texts = {PAGE: page(analysis), PAPER: paper(analysis, FIGURE), RESULTS: results(analysis)}
        for name, text in texts.items():
            (aside / name).write_bytes(text.encode(errors="replace"))
        if analysis.chart is not None:
            (aside / FIGURE).write_bytes(pdf(analysis.chart, analysis.areas()))
    return folder / PAGE


def results(analysis: Analysis) -> str:
    """Write the results as JSON."""
    record = {
        **records.library(),
        "model": records.model(analysis.model),
        "pure_equilibria": None if analysis.pure is None else [records.equilibrium(e) for e in analysis.pure],
        "mixed_equilibria": None if analysis.mixed is None else [records.equilibrium(e) for e in analysis.mixed],
        "partition": None if analysis.partition is None else records.regimes(analysis.partition),
        "claims": [records.verdict(v) for v in analysis.verdicts],
        "example": {
            "point": records.point(analysis.model.example),
            "equilibria": None if analysis.numeric is None else records.numeric(analysis.numeric),
        },
        "omissions": list(analysis.omissions),
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"
