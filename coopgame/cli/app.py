"""The commands and their options; what they do is loaded only when one is called, so that help comes at once."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from coopgame.cli.options import (
    BudgetOption,
    ConventionOption,
    ExampleOption,
    Expecting,
    JsonOption,
    ModelArgument,
    Paid,
    Sense,
    SetOption,
)
from coopgame.errors import CoopGameError, SolverError

EPILOG = (
    "MODEL is a name that `coopgame models` lists, or a file: .toml for a model of your own, .nfg for a Gambit game."
)

app = typer.Typer(
    help="Cooperation games of innovation: equilibria with their conditions, proven statements, maps of regimes.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code.

    0: done. 1: ``prove`` left a claim undecided. 2: bad input, in one line on the standard error. 130: interrupted.
    """
    try:
        code = app(None if arguments is None else list(arguments), prog_name="coopgame", standalone_mode=False)
    except (CoopGameError, typer.TyperException) as error:
        told = error.format_message() if isinstance(error, typer.TyperException) else str(error)
        if told:  # nothing is to be said when no command was given: the help is there already
            print(f"error: {' '.join(told.split())}", file=sys.stderr)
        return 2
    return code if isinstance(code, int) else 0


def _loaded(name: str, module: str = "commands") -> Callable[..., Any]:
    run: Callable[..., Any] = getattr(import_module(f"coopgame.cli.{module}"), name)
    return run


def _version(wanted: bool) -> None:
    if wanted:
        print(f"coopgame {version('innovation-coopgame')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options before the command."""


@app.command(epilog="Example: coopgame models")
def models(json: JsonOption = False) -> None:
    """List the models of the catalogue."""
    _loaded("models")(json)


@app.command(epilog="Examples: coopgame show knowledge-sharing; coopgame show alliance.toml")
def show(model: ModelArgument, json: JsonOption = False) -> None:
    """Show a model: its players, parameters, payoffs, claims and sources."""
    _loaded("show")(model, json)


@app.command(epilog="Examples: coopgame solve alliance; coopgame solve alliance.toml --set alpha=0.4 --set c=1/3")
def solve(model: ModelArgument, values: SetOption = None, json: JsonOption = False, budget: BudgetOption = 5.0) -> None:
    """Find the equilibria, of a staged model those of every regime.

    In numbers when every parameter is set, else with the conditions under which they are.
    """
    _loaded("solve")(model, values or [], json, budget)


@app.command(epilog="Example: coopgame partition knowledge-sharing-symmetric --set alpha=1/2")
def partition(
    model: ModelArgument, values: SetOption = None, json: JsonOption = False, budget: BudgetOption = 60.0
) -> None:
    """Cut the parameters' domain into regimes: which profiles are equilibria where."""
    _loaded("partition")(model, values or [], json, budget)


@app.command(epilog="Examples: coopgame compare rd-cooperation; coopgame compare rd-cooperation --set beta=1/4")
def compare(
    model: ModelArgument, values: SetOption = None, json: JsonOption = False, budget: BudgetOption = 5.0
) -> None:
    """Rank the regimes of a staged model: what is proven, and what it depends on where it does."""
    _loaded("compare")(model, values or [], json, budget)


@app.command(epilog="Examples: coopgame statics rd-cooperation; coopgame statics rd-cooperation --of W --wrt beta")
def statics(
    model: ModelArgument,
    of: Annotated[
        str | None, typer.Option("--of", metavar="QUANTITY", help="One quantity: its name or symbol.")
    ] = None,
    wrt: Annotated[str | None, typer.Option("--wrt", metavar="PARAMETER", help="One parameter.")] = None,
    regime: Annotated[str | None, typer.Option("--regime", metavar="LABEL", help="One regime: its label.")] = None,
    json: JsonOption = False,
    budget: BudgetOption = 5.0,
) -> None:
    """Tell how the quantities of a staged model answer to its parameters: rise, fall, or where which."""
    _loaded("statics")(model, of, wrt, regime, json, budget)


@app.command(epilog="Examples: coopgame share alliance --rule shapley; coopgame share worths.toml --rule nucleolus")
def share(
    model: ModelArgument,
    rule: Annotated[
        str, typer.Option("--rule", metavar="RULE", help="The rule: shapley, nucleolus, equal-surplus, tau, ...")
    ],
    convention: ConventionOption = Expecting.PESSIMISTIC,
    union: Annotated[
        list[str] | None, typer.Option("--union", metavar="PLAYERS", help="For owen: who has united. May be repeated.")
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option("--weight", metavar="PLAYER=NUMBER", help="For modified-shapley. May be repeated."),
    ] = None,
    values: SetOption = None,
    example: ExampleOption = False,
    json: JsonOption = False,
    budget: BudgetOption = 20.0,
) -> None:
    """Divide what all earn together by a rule, from what each coalition is worth.

    MODEL has a joint revenue, or is a .toml file with a table of worths.
    """
    divide = _loaded("chosen_rule", "sharing")(rule, union or [], weight or [])
    _loaded("share", "sharing")(model, divide, convention.name, values or [], example, json, budget)


@app.command(name="compare-rules", epilog="Example: coopgame compare-rules government-enterprise-university --set D=2")
def compare_rules(
    model: ModelArgument,
    convention: ConventionOption = Expecting.PESSIMISTIC,
    values: SetOption = None,
    json: JsonOption = False,
    budget: BudgetOption = 20.0,
) -> None:
    """Divide by every rule, side by side: in numbers, parameters that are not set at the model's example."""
    _loaded("compare_rules", "sharing")(model, convention.name, values or [], json, budget)


@app.command(epilog='Examples: coopgame design alliance; coopgame design alliance --target "invest, hold back"')
def design(
    model: ModelArgument,
    target: Annotated[
        str | None, typer.Option("--target", metavar="PROFILE", help="A strategy for each player, between commas.")
    ] = None,
    share: Annotated[
        str | None, typer.Option("--share", metavar="PARAMETER", help="The share that may be chosen.")
    ] = None,
    payer: Annotated[str | None, typer.Option("--payer", metavar="PLAYER", help="Who pays the subsidy.")] = None,
    paid: Annotated[Paid, typer.Option("--paid-for", help="What the subsidy is paid for.")] = Paid.ACTION,
    sense: Annotated[Sense, typer.Option("--as", help="How the profile is to be sustained.")] = Sense.EQUILIBRIUM,
    values: SetOption = None,
    example: ExampleOption = False,
    json: JsonOption = False,
) -> None:
    """Find the shares and the least subsidy that sustain cooperation, with who binds, each with its proof."""
    asked = _loaded("asked", "design")(target, share, payer, paid.name, sense.name)
    _loaded("design", "design")(model, asked, values or [], example, json)


@app.command(epilog='Examples: coopgame prove; coopgame prove "knowledge-*"; coopgame prove alliance.toml')
def prove(
    pattern: Annotated[
        str | None, typer.Argument(metavar="[PATTERN]", help="Part of a model's or claim's name, or a file.")
    ] = None,
    json: JsonOption = False,
    budget: BudgetOption = 10.0,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 unless every claim is proved.")] = False,
) -> None:
    """Decide claims: proved, refuted with a witness, or undecided.

    Exit code 0 when every claim was decided either way, 1 when one was not.
    """
    raise typer.Exit(_loaded("prove")(pattern, json, budget, strict))


@app.command(epilog="Example: coopgame sweep alliance --axis theta=0.1:0.9:81 --axis sigma=1,2,4 --example")
def sweep(
    model: ModelArgument,
    axes: Annotated[
        list[str] | None,
        typer.Option("--axis", metavar="NAME=VALUES", help="Values: LOW:HIGH:COUNT, or numbers between commas."),
    ] = None,
    values: SetOption = None,
    example: ExampleOption = False,
    regime: Annotated[
        str | None, typer.Option("--regime", metavar="LABEL", help="Of a staged model: the regime to solve.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the results to a .nc file or a .zarr folder.")
    ] = None,
    figure: Annotated[
        Path | None, typer.Option("--figure", metavar="FILE", help="Draw a map as a .pdf, .png or .svg file.")
    ] = None,
    show: Annotated[
        str | None,
        typer.Option("--show", metavar="VARIABLE", help="What the map shows: a variable, or 'payoff of PLAYER'."),
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="Leave probabilities and payoffs out of --out.")] = False,
    mask: Annotated[bool, typer.Option("--mask", help="Mark points outside the region, do not refuse them.")] = False,
    json: JsonOption = False,
) -> None:
    """Solve a model at every point of a grid of parameters, one --axis a parameter; exactly, ties included."""
    if find_spec("xarray") is None:
        raise SolverError(
            "a sweep needs xarray, which is not installed",
            expected='the extra "sweep": pip install "innovation-coopgame[sweep]"',
        )
    draw = _loaded("mapping", "drawing")(figure) if figure is not None else None
    typed = _loaded("Asked", "sweep")(axes or [], values or [], regime, show, example, codes, mask, out, figure, draw)
    _loaded("sweep", "sweep")(model, typed, json)


@app.command(epilog="Example: coopgame analyse enterprise-university --out report")
def analyse(
    model: ModelArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to; made if missing.")],
    json: JsonOption = False,
) -> None:
    """Write a report: a page, LaTeX, figures, and the results as JSON."""
    _loaded("analyse", "reporting")(model, out, json)
