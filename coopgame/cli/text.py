"""Results as text for a terminal: one idea a line, wrapped lines indented."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from coopgame.claims.claim import Proved, Refuted, Undecided, point_text
from coopgame.models.model import Model
from coopgame.models.staged_model import StagedModel
from coopgame.report.notation import typed
from coopgame.report.wording import LONGEST, besides, bounds, domain_of, plain, strictness, support, too_long
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.numeric import NumericEquilibria
from coopgame.solve.partition import Partition
from coopgame.symbols import Region

ELSEWHERE, HERE = "see results.json", "use --json"
COLOURS = {Proved: "green", Refuted: "red", Undecided: "yellow"}
STEP = 2  # blanks an indent


@dataclass(frozen=True)
class Line:
    """A line of text, indented; where it wraps, further still.

    Attributes
    ----------
    words : Text
    depth : int
        The indent.
    hanging : int
        The blanks before what is wrapped, besides the indent.

    """

    words: Text
    depth: int
    hanging: int = 2 * STEP

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Wrap to the width there is."""
        indent = STEP * self.depth
        width = max(options.max_width - indent - self.hanging, 20)
        first, *rest = self.words.wrap(console, width + self.hanging) or [Text("")]
        # What is left over is wrapped anew, to the narrower space beside the hanging indent.
        for wrapped in rest:
            wrapped.rstrip()
        left = Text(" ").join(rest).wrap(console, width) if rest else ()
        for k, wrapped in enumerate((first, *left)):
            wrapped.rstrip()
            yield Text(" " * (indent + self.hanging * (k > 0))) + wrapped


def line(words: str, depth: int = 0) -> Line:
    """Write a line of plain text."""
    return Line(Text(words), depth)


def counted(n: int, thing: str) -> str:
    """Write a number of things."""
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def heading(words: str) -> Text:
    """Write a heading."""
    return Text(words, style="bold")


def short(value: Any, longest: int = LONGEST) -> str:
    """Write a formula, or say how long it is."""
    return too_long(value, longest).replace(ELSEWHERE, HERE) or typed(value)


def condition(region: Region, depth: int, first: str = "if") -> Iterator[RenderableType]:
    """Write a condition: one line a part that must hold."""
    for k, part in enumerate(region.conditions):
        yield line(f"{'and' if k else first} {plain(part).replace(ELSEWHERE, HERE)}", depth)


def equilibria(found: Iterable[Equilibrium], model: Model) -> Iterator[RenderableType]:
    """Write equilibria with their conditions."""
    for e in found:
        yield from _played(e, model, "")
        always = not e.condition.conditions
        strict = strictness(e)
        if always:
            yield line("always" + ("; strict" if strict == "wherever it is one" else ""), 2)
        else:
            yield from condition(e.condition, 2)
        if e.is_pure and isinstance(strict, Region):
            yield from condition(strict, 2, "strict if")
        elif e.is_pure and not (always and strict == "wherever it is one"):
            yield line("never strict" if strict == "never" else f"strict {strict}", 2)
        if not e.is_pure:
            yield line(f"payoffs: {'; '.join(f'{player} {short(u)}' for player, u in e.payoffs.items())}", 2)


def _played(e: Equilibrium, model: Model, number: str) -> Iterator[RenderableType]:
    if e.profile is not None:
        yield line(f"{number}({', '.join(e.profile)})", 1)
        return
    yield line(f"{number}mixed", 1)
    for player, own in support(e, model.game):
        parts = (f"{s} {short(p)}" if len(own) > 1 else s for s, p in own)
        yield line(f"{player}: {', '.join(parts)}", 2)


def numeric(found: NumericEquilibria, model: Model) -> Iterator[RenderableType]:
    """Write equilibria in numbers, each with its regret, and whether they are all."""
    for k, (e, regret) in enumerate(zip(found.equilibria, found.regrets, strict=True), start=1):
        yield from _played(e, model, f"{k}. ")
        yield line(f"payoffs: {'; '.join(f'{player} {u}' for player, u in e.payoffs.items())}", 2)
        yield line(f"regret: {regret}", 2)
    known = "all of them are listed" if found.complete else "there may be more"
    count = "1 equilibrium" if len(found) == 1 else f"{len(found)} equilibria"
    yield line(f"{count}; {known}. Method: {found.method}.")
    for component in found.components:
        if len(component) > 1:
            numbers = ", ".join(str(k + 1) for k in component)
            yield line(f"Every mixture of {numbers} is an equilibrium too.")
    for continuum in found.continua:
        yield line(continuum)


def regimes(cut: Partition) -> Iterator[RenderableType]:
    """Write the regimes that have an interior, and count the rest."""
    inner = [regime for regime in cut.regimes if regime.full_dimensional]
    cells = sum(cell.full_dimensional for cell in cut.cells)
    yield line(f"{counted(len(cut.cells), 'cell')}, {cells} with an interior; {counted(len(inner), 'regime')}:")
    for regime in inner:
        yield Text("")
        yield heading(regime.name)
        if regime.condition.conditions:
            yield from condition(regime.condition, 1)
        else:
            yield line("always", 1)
        if regime.witness:
            yield line(f"for instance {point_text(regime.witness)}", 1)
    thin = len(cut.regimes) - len(inner)
    if thin:
        yield Text("")
        yield line(f"{counted(thin, 'more regime')} on boundaries only; --json lists all.")
    for region in cut.undecided:
        yield line(f"undecided: whether there are points with {region}")


def verdict(
    found: Proved | Refuted | Undecided, model: Model | StagedModel, seconds: float
) -> Iterator[RenderableType]:
    """Write a verdict on a claim."""
    word = type(found).__name__.lower()
    head = Text.assemble((f"{word:9} ", COLOURS[type(found)]), f"{model.name}: {found.claim.name or 'claim'}")
    head.append(f"  {seconds:.2f} s", style="dim")
    yield Line(head, 0, hanging=10)
    yield line(plain(found.claim.statement), 2)
    yield from condition(besides(found.claim, domain_of(model)), 2, "given")
    if isinstance(found, Refuted):
        yield line(f"fails at {point_text(found.witness)}", 2)
    elif isinstance(found, Undecided):
        yield line(found.reason, 2)
    elif found.vacuous:
        yield line("vacuous: no point satisfies the hypotheses", 2)


def described(model: Model) -> Iterator[RenderableType]:
    """Write what a model is."""
    yield heading(model.title)
    for words in filter(None, (model.summary, model.factor)):
        yield line(words)
    yield Text("")
    for player, own in model.game.strategies.items():
        yield line(f"{player}: {', '.join(own)}")
    if model.parameters:
        yield Text("")
        yield from parameters(model)
    if model.rule is not None:
        yield Text("")
        yield line(f"The joint revenue is divided by the rule: {model.rule}.")
    yield Text("")
    yield heading("payoffs")
    for profile in model.game.profiles():
        yield line(f"({', '.join(profile)})", 1)
        for player, payoff in model.game.payoffs(profile).items():
            yield line(f"{player}: {short(payoff)}", 2)
    yield from claims_and_sources(model)


def parameters(model: Model | StagedModel) -> Iterator[RenderableType]:
    """Write what the parameters mean and may be."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("parameter", "meaning", "domain", "example"):
        table.add_column(name, overflow="fold")
    for p in model.parameters:
        between = bounds(model, p)
        domain = " ".join(map(str, between)) if between else str(model.domain(p)).replace("always", "")
        table.add_row(*map(Text, (str(p.symbol), p.meaning, domain, str(p.example))))
    yield table
    yield from condition(Region(*(c for c in domain_of(model).conditions if len(c.free_symbols) != 1)), 0, "together")


def claims_and_sources(model: Model | StagedModel) -> Iterator[RenderableType]:
    """List what is claimed, and where it comes from."""
    for name, lines in (("claims", [c.name or str(c) for c in model.claims]), ("sources", model.sources)):
        if lines:
            yield Text("")
            yield heading(name)
            yield from (line(words, 1) for words in lines)
