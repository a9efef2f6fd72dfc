"""What every figure is drawn on: one style, and the formats it is written in."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import sympy as sp

from coopgame.report.notation import formula
from coopgame.report.plotting import Figure, FontProperties, PdfPages, findfont, get_font, rc_context

STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "mathtext.fontset": "dejavusans",
    "font.size": 10,
    "hatch.color": "#888888",
    "hatch.linewidth": 0.5,
    "svg.hashsalt": "coopgame",
    "pdf.fonttype": 42,
}
LINE = "#222222"


def as_svg(figure: Figure, title: str) -> str:
    """Write a figure as an ``<svg>`` element to stand in a page: no prologue, no metadata, nothing from elsewhere.

    Parameters
    ----------
    figure : Figure
    title : str
        What to say to those who don't see it; already escaped for HTML.

    """
    buffer = BytesIO()
    with rc_context(STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    text = buffer.getvalue().decode()
    text = text[text.index("<svg") :]
    head, _, body = text.partition(">")
    box = head[head.index('viewBox="') :].split('"')[1]
    body = body[body.index("</metadata>") + len("</metadata>") :]
    return f'<svg viewBox="{box}" role="img" aria-label="{title}">{body}'


def as_pdf(figures: Sequence[Figure]) -> bytes:
    """Write figures as a PDF, a page each."""
    buffer = BytesIO()
    with rc_context(STYLE), PdfPages(buffer, metadata={"CreationDate": None}) as pages:
        for figure in figures:
            pages.savefig(figure)
    return buffer.getvalue()


def printable(text: str) -> bool:
    """Whether the font has all letters of a text."""
    known = get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    return all(ord(character) in known for character in text)


def label(symbol: sp.Symbol, otherwise: str) -> str:
    """Write a parameter at an axis; a name in letters that the font lacks is left to the caption."""
    written = formula(symbol)
    return otherwise if r"\other" in written else f"${written}$"
