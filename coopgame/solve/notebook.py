"""Solutions as a notebook shows them: small HTML tables, formulas between dollar signs."""

from collections.abc import Iterable, Sequence
from html import escape

CELL = "border: 1px solid; padding: .3em .7em; text-align: left"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows of text as an HTML table; everything is escaped."""
    head = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in heads)
    body = "".join(
        "<tr>" + "".join(f'<td style="{CELL}">{escape(value)}</td>' for value in row) + "</tr>" for row in rows
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
