"""Documents are tests: each fenced block of README.md and docs/ runs, in order, in the document's own folder.

========================  =============================================================================
block                     what becomes of it
========================  =============================================================================
``python``                executed, or checked line by line where it opens with ``>>>``; one namespace a
                          document
``console``               each ``$ coopgame ...`` is run, and the lines below it are what it must print;
                          ``...`` stands for any text, a last line ``[2]`` for exit code 2
``<!-- file: NAME -->``   the block after such a line, whatever its language, is written to NAME
``sh``, ``text``,         shown only
``bibtex``, ``latex``
========================  =============================================================================

A block in any other language fails, so that nothing goes untested by a slip.
"""

import contextlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

SHOWN_ONLY = {"sh", "text", "bibtex", "latex"}
SECONDS = 120  # no command of a document may take longer

fences = FencedCodeBlockLexer(language=".*")
file_name = re.compile(r"<!-- file: (\S+) -->\s*\Z")
one_command = re.compile(r"^\$ ((?:.*\\\n)*.*)\n?((?:(?!\$ ).*\n?)*)", re.MULTILINE)


@pytest.fixture(scope="module")
def document_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which one document's blocks run."""
    with contextlib.chdir(tmp_path_factory.mktemp("document")):
        yield Path.cwd()


def write_file(example: Example) -> None:
    """Write the block to the file that the comment above it names."""
    Path(example.region.lexemes["file"]).write_text(example.parsed, encoding="utf-8")


def run_console(example: Example) -> str | None:
    """Run each command of the block; the first that prints something else is described."""
    for command, expected in one_command.findall(example.parsed):
        program, *arguments = shlex.split(command.replace("\\\n", " "))
        if program != "coopgame":
            return f"only coopgame may be called in a console block, not {program!r}; use an sh block to show it"
        got = output_of(arguments)
        if mismatch(expected.strip("\n") + "\n", got):
            return f"$ {command}\nexpected:\n{expected}\ngot:\n{got}"
    return None


def output_of(arguments: list[str]) -> str:
    """Both streams as one text with no trailing blanks, and `[code]` at the end if the exit code is not 0."""
    plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [Path(sys.executable).with_name("coopgame"), *arguments],
        env=os.environ | plain,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.strip("\n").split("\n")]
    return "\n".join([*lines, *([f"[{done.returncode}]"] if done.returncode else [])]) + "\n"


def mismatch(expected: str, got: str) -> bool:
    """Whether the texts differ, or a failure hides behind an ellipsis."""
    exit_code = re.compile(r"^\[\d+\]\n\Z", re.MULTILINE)
    same_end = bool(exit_code.search(expected)) == bool(exit_code.search(got))
    return not (same_end and OutputChecker().check_output(expected, got, ELLIPSIS))


def refuse(example: Example) -> str:
    """Say why a block can't be run."""
    language = example.region.lexemes["language"].strip()
    return f"a block in {language or 'no language'!r} is neither run nor written; conftest.py lists the kinds"


def other_blocks(document: Document) -> Iterator[Region]:
    """Every fenced block that is not Python, with what is to be done with it."""
    for region in fences(document):
        language = region.lexemes["language"].strip()
        region.parsed = region.lexemes["source"]
        if named := file_name.search(document.text[: region.start]):
            region.lexemes["file"] = named[1]
            region.evaluator = write_file
        elif language == "python" or language in SHOWN_ONLY:
            continue
        else:
            region.evaluator = run_console if language == "console" else refuse
        yield region


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), other_blocks],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    fixtures=["document_folder"],
).pytest()
