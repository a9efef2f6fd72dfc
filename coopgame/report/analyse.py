"""From a model to a report in a folder: a page, LaTeX, figures, and the results for machines."""

import json
import os
from pathlib import Path

from coopgame.models.model import Model
from coopgame.models.staged_model import StagedModel
from coopgame.report import (
    cooperation_records,
    folk,
    records,
    staged_analysis,
    staged_page,
    staged_paper,
    staged_records,
)
from coopgame.report.analysis import Analysis, study
from coopgame.report.attempts import Progress
from coopgame.report.canvas import as_pdf
from coopgame.report.divisions import figure_of
from coopgame.report.figure import pdf
from coopgame.report.folder import replaced
from coopgame.report.page import page
from coopgame.report.paper import paper
from coopgame.report.staged_analysis import StagedAnalysis

FILES = PAGE, PAPER, FIGURE, RESULTS = ("index.html", "report.tex", "regimes.pdf", "results.json")
CURVES = "quantities.pdf"
DIVISION, FOLK = "divisions.pdf", "repeated.pdf"
EVERY_FILE = (*FILES, CURVES, DIVISION, FOLK)
"""Every file that a report on some model may have."""


def analyse(
    model: Model | StagedModel, directory: str | os.PathLike[str], progress: Progress = lambda step: None
) -> Path:
    """Find out everything about a model, and write a report on it.

    Parameters
    ----------
    model : Model or StagedModel
        Of the catalogue, or from :func:`coopgame.read_model`.
    directory : str or path
        A folder, made where there is none. In it are written ``index.html``, a page that needs nothing else;
        ``report.tex`` with its figure ``regimes.pdf``, a map of regimes; where two or three share a revenue
        ``divisions.pdf``, what rules make of it; for two players ``repeated.pdf``, what patience sustains; and
        ``results.json``. On a staged model the maps are several, a page each, and ``quantities.pdf`` has the quantities
        as curves. Files of these names are replaced, others left alone; after an error everything is as it was.
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
    with replaced(folder, EVERY_FILE) as aside:
        files = _staged(model, progress) if isinstance(model, StagedModel) else _finite(model, progress)
        for name, content in files.items():
            (aside / name).write_bytes(content)
    return folder / PAGE


def _finite(model: Model, progress: Progress) -> dict[str, bytes]:
    analysis = study(model, progress)
    progress("writing")
    sketch = figure_of(analysis.divisions)
    names = DIVISION if sketch else "", FOLK if analysis.folk else ""
    files = _texts(page(analysis), paper(analysis, FIGURE, *names), results(analysis))
    if analysis.folk is not None:
        files[FOLK] = as_pdf([folk.drawn(analysis.folk)])
    if sketch is not None:
        files[DIVISION] = as_pdf([sketch])
    if analysis.chart is not None:
        files[FIGURE] = pdf(analysis.chart, analysis.areas())
    return files


def _staged(model: StagedModel, progress: Progress) -> dict[str, bytes]:
    analysis = staged_analysis.study(model, progress)
    progress("writing")
    text = staged_paper.paper(analysis, CURVES, FIGURE)
    files = _texts(staged_page.page(analysis), text, staged_results(analysis))
    drawn = zip((CURVES, FIGURE), staged_paper.figures(analysis), strict=True)
    return files | {name: figure for name, figure in drawn if figure is not None}


def _texts(page: str, paper: str, results: str) -> dict[str, bytes]:
    texts = {PAGE: page, PAPER: paper, RESULTS: results}
    return {name: text.encode(errors="replace") for name, text in texts.items()}


def results(analysis: Analysis) -> str:
    """Write the results as JSON."""
    record = {
        **records.library(),
        "model": records.model(analysis.model),
        "pure_equilibria": None if analysis.pure is None else [records.equilibrium(e) for e in analysis.pure],
        "mixed_equilibria": None if analysis.mixed is None else [records.equilibrium(e) for e in analysis.mixed],
        "partition": None if analysis.partition is None else records.regimes(analysis.partition),
        "divisions": None if analysis.divisions is None else cooperation_records.divisions(analysis.divisions),
        "cooperation": None if analysis.cooperation is None else cooperation_records.cooperation(analysis.cooperation),
        "repeated": None if analysis.folk is None else cooperation_records.repeated(analysis.folk),
        "claims": [records.verdict(v) for v in analysis.verdicts],
        "example": {
            "point": records.point(analysis.model.example),
            "equilibria": None if analysis.numeric is None else records.numeric(analysis.numeric),
        },
        "omissions": list(analysis.omissions),
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def staged_results(analysis: StagedAnalysis) -> str:
    """Write the results on a staged model as JSON."""
    record = {
        **records.library(),
        "model": staged_records.model(analysis.model),
        "regimes": [staged_records.solution(s) for s in analysis.solutions],
        "compared_in": None if analysis.region is None else records.condition(analysis.region),
        "rankings": [staged_records.ranking(quantity, ranking) for quantity, ranking in analysis.rankings],
        "statics": [staged_records.static(s) for s in analysis.statics],
        "claims": [records.verdict(v) for v in analysis.verdicts],
        "example": staged_records.example(analysis.solutions, analysis.model.example),
        "omissions": list(analysis.omissions),
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"
