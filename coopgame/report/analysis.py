"""Everything a report says of a model, found out step by step; what could not be found out is noted, never hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from coopgame.claims.claim import Proved, Refuted, Undecided
from coopgame.claims.decide import decide
from coopgame.errors import OutputError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.models.example import gains
from coopgame.models.model import Model
from coopgame.report.attempts import Attempts, Progress
from coopgame.report.chart import Chart, chart
from coopgame.report.cooperation import Cooperation, cooperation
from coopgame.report.divisions import Divisions, divisions
from coopgame.report.plane import plane
from coopgame.solve.coalitional import coalitional_form
from coopgame.solve.equilibrium import Equilibrium
from coopgame.solve.mixed import mixed_equilibria
from coopgame.solve.numeric import NumericEquilibria, nash_equilibria
from coopgame.solve.partition import Partition, partition
from coopgame.solve.pure import pure_equilibria
from coopgame.solve.regimes import Regime
from coopgame.solve.repeated.folk import FolkSet, folk_set

Verdict = Proved | Refuted | Undecided


@dataclass(frozen=True)
class Analysis:
    """A model and what was found out about it.

    Attributes
    ----------
    model : Model
    pure, mixed : tuple of Equilibrium, or None
        With their conditions; None where that was not found out.
    partition : Partition or None
    chart : Chart or None
        The map of regimes.
    verdicts : tuple of Verdict
        On the model's claims.
    numeric : NumericEquilibria or None
        The equilibria at the example.
    divisions : Divisions or None
        Of a venture: what coalitions are worth at the example, and how rules divide it.
    cooperation : Cooperation or None
        Of a model with an aim: what sustains it.
    folk : FolkSet or None
        Of a game of two: what patience can sustain at the example.
    omissions : tuple of str
        What is left out or undecided, in sentences.

    """

    model: Model
    pure: tuple[Equilibrium, ...] | None
    mixed: tuple[Equilibrium, ...] | None
    partition: Partition | None
    chart: Chart | None
    verdicts: tuple[Verdict, ...]
    numeric: NumericEquilibria | None
    divisions: Divisions | None
    cooperation: Cooperation | None
    folk: FolkSet | None
    omissions: tuple[str, ...]

    def regimes(self) -> tuple[tuple[Regime, int | None], ...]:
        """The regimes that have an interior, those on the map first, each with its place among the map's areas."""
        if self.partition is None:
            return ()
        areas = {profiles: k for k, profiles in enumerate(self.chart.sets)} if self.chart else {}
        inner = [regime for regime in self.partition.regimes if regime.full_dimensional]
        placed = [(regime, areas.get(frozenset(map(tuple, regime.profiles)))) for regime in inner]
        return tuple(sorted(placed, key=lambda pair: len(areas) if pair[1] is None else pair[1]))

    def areas(self) -> tuple[str, ...]:
        """What the areas of the map are, in words."""
        return tuple(in_words(profiles) for profiles in self.chart.sets) if self.chart else ()


def in_words(profiles: Iterable[tuple[str, ...]]) -> str:
    """Name a regime by its pure equilibria: ``(share, share) and (withhold, withhold)``."""
    return " and ".join(f"({', '.join(profile)})" for profile in sorted(profiles)) or "no pure equilibrium"


def study(model: Model, progress: Progress = lambda step: None) -> Analysis:
    """Find out what a report says of a model.

    Parameters
    ----------
    model : Model
    progress : callable
        Told, in a few words, what is being done.

    """
    game, attempt = model.game, Attempts(progress)
    pure = attempt("pure equilibria", "The pure equilibria are", lambda: pure_equilibria(game))
    mixed = cells = drawn = None
    if game.symbols:
        mixed = attempt("mixed equilibria", "The mixed equilibria are", lambda: mixed_equilibria(game))
        cells = attempt("regimes", "The regimes are", lambda: partition(game))
        drawn = attempt("map of regimes", "The map of regimes is", lambda: _drawn(model))
    numeric = attempt("numeric example", "The numeric example is", lambda: nash_equilibria(game.at(model.example)))
    verdicts = [
        attempt(f"claim {k} of {len(model.claims)}", f'The claim "{claim.name or claim}" is', partial(decide, claim))
        for k, claim in enumerate(model.claims, start=1)
    ]
    divided = designed = None
    if model.venture is not None and model.rule is not None:
        divided = attempt("rules of sharing", "The divisions are", lambda: divisions(_worths(model)))
        if model.aim is not None:
            designed = cooperation(model.venture, model.rule, model.aim, attempt)
    folk = None
    if len(game.players) == 2:
        folk = attempt("repeated play", "What patience sustains is", lambda: folk_set(game.at(model.example)))
    settled = tuple(v for v in verdicts if v is not None)
    analysis = Analysis(model, pure, mixed, cells, drawn, settled, numeric, divided, designed, folk, ())
    return replace(analysis, omissions=(*attempt.omissions, *_gaps(analysis)))


def _worths(model: Model) -> CoalitionalGame:
    """What coalitions are worth at the example."""
    assert model.venture is not None
    return coalitional_form(model.venture.at(model.of_venture(model.example)))


def _drawn(model: Model) -> Chart:
    """The map over the model's axes; over its first parameters where it names none."""
    game = model.game
    axes = model.axes or tuple(p.symbol for p in model.parameters)[:2]
    drawn = chart(game, plane(axes, model.example, game.region, gains(game)))
    if not drawn.sets:
        raise OutputError(
            f"the region has no area over {' and '.join(map(str, axes))}", expected="axes along which it has"
        )
    return drawn


def _gaps(analysis: Analysis) -> Iterator[str]:
    """What the parts themselves say is missing."""
    unsettled = [e for e in (*(analysis.pure or ()), *(analysis.mixed or ())) if e.witness is None]
    if analysis.model.game.symbols:
        for equilibrium in unsettled:
            yield f"Whether {equilibrium.label} is an equilibrium anywhere in the region was not decided."
    if analysis.partition is not None:
        for region in analysis.partition.undecided:
            yield f"Whether the region has points with {region} was not decided; they would form another cell."
        thin = sum(not regime.full_dimensional for regime in analysis.partition.regimes)
        if thin:
            yield f"Regimes that occur on boundaries only are in results.json and not in the table: {thin}."
    yield from open_claims(analysis.verdicts)
    if analysis.numeric is not None and not analysis.numeric.complete:
        yield "At the example there may be equilibria besides those listed."


def open_claims(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Say which claims were not decided, or say nothing."""
    for verdict in verdicts:
        name = verdict.claim.name or str(verdict.claim)
        if isinstance(verdict, Undecided):
            yield f'The claim "{name}" was not decided: {verdict.reason}.'
        elif isinstance(verdict, Proved) and verdict.vacuous:
            yield f'The claim "{name}" says nothing: no point satisfies its hypotheses.'
