"""Printing: text that wraps to the terminal, JSON for machines, progress for those who wait at a terminal."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console, RenderableType

BROKEN_PIPE = 141  # what a shell reports of a program that the reader of its output left


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to ``_reader``: rich would end the program with 1, which here means an undecided claim."""
        raise BrokenPipeError


def emit(*parts: RenderableType) -> None:
    """Print to the standard output."""
    with _reader():
        console = _Console(highlight=False, markup=False, emoji=False)
        for part in parts:
            console.print(part)
        sys.stdout.flush()


def emit_json(record: Any) -> None:
    """Print as JSON."""
    with _reader():
        print(json.dumps(record, indent=2, ensure_ascii=False))
        sys.stdout.flush()


@contextmanager
def _reader() -> Iterator[None]:
    """End quietly when whoever reads the output has left."""
    try:
        yield
    except BrokenPipeError as error:
        # What is still in the buffer would raise once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(BROKEN_PIPE) from error


@contextmanager
def progress(first: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done on the standard error, and only if that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: None
        return
    with console.status(first) as status:
        yield lambda step: status.update(f"{step} ...")
