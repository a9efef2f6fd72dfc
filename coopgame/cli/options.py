"""What may be said on the command line: the model, and the options that several commands share."""

from enum import StrEnum
from math import inf
from typing import Annotated

import typer


class Paid(StrEnum):
    """What a subsidy is paid for."""

    ACTION = "action"
    OUTCOME = "outcome"
    INVESTMENT = "investment"
    LUMP_SUM = "lump-sum"


class Sense(StrEnum):
    """In which sense a profile is to be sustained."""

    EQUILIBRIUM = "equilibrium"
    UNIQUE = "unique"
    DOMINANT = "dominant"


class Expecting(StrEnum):
    """What a coalition expects of those outside it."""

    PESSIMISTIC = "pessimistic"
    OPTIMISTIC = "optimistic"
    NASH_RESPONSE = "nash-response"


def _seconds(value: float) -> float:
    if not 0 < value < inf:
        raise typer.BadParameter(f"{value} is no time to work in; expected a positive number of seconds")
    return value


ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="A model of the catalogue, or a file.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=NUMBER", help="Set a parameter, e.g. alpha=0.4 or s=1/3. May be repeated."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, exact numbers as text.")]

BudgetOption = Annotated[
    float, typer.Option("--budget", metavar="SECONDS", callback=_seconds, help="Time for the prover.")
]

ConventionOption = Annotated[
    Expecting, typer.Option("--convention", help="What a coalition expects of those outside it.")
]
ExampleOption = Annotated[
    bool, typer.Option("--example", help="Set every parameter that is not set to the model's example.")
]
