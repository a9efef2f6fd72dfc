"""Everything a report says of a staged model, found out step by step; what could not be found out is noted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from coopgame.claims.decide import decide
from coopgame.models.staged_model import Quantity, StagedModel
from coopgame.report.analysis import Verdict, open_claims
from coopgame.report.attempts import Attempts, Progress
from coopgame.report.chart import Chart
from coopgame.report.curves import Curves, curves, leaders
from coopgame.report.solutions import Solution, Static, everywhere, rankings, solved, statics
from coopgame.report.wording import brief
from coopgame.solve.staged.pair import Comparison
from coopgame.solve.staged.ranking import Ranking
from coopgame.solve.staged.statics import Direction
from coopgame.symbols import Region

AHEAD = (Comparison.GREATER, Comparison.AT_LEAST, Comparison.EQUAL)


@dataclass(frozen=True)
class StagedAnalysis:
    """A staged model and what was found out about it.

    Attributes
    ----------
    model : StagedModel
    solutions : tuple of Solution
        The regimes that were solved.
    region : Region or None
        Where all of them have their outcome: where they are ranked.
    rankings : tuple of (Quantity, Ranking)
    statics : tuple of Static
    curves : Curves or None
        Quantities over the model's first axis.
    maps : tuple of (Quantity, Chart)
        Which regime has the most of a quantity, over both axes; regimes that are proven to have more than all others
        set aside, and quantities of which that settles it left out.
    verdicts : tuple of Verdict
        On the model's claims.
    omissions : tuple of str
        What is left out or undecided, in sentences.

    """

    model: StagedModel
    solutions: tuple[Solution, ...]
    region: Region | None
    rankings: tuple[tuple[Quantity, Ranking], ...]
    statics: tuple[Static, ...]
    curves: Curves | None
    maps: tuple[tuple[Quantity, Chart], ...]
    verdicts: tuple[Verdict, ...]
    omissions: tuple[str, ...]

    def labels(self, chart: Chart) -> tuple[tuple[str, ...], ...]:
        """Which regimes are in front, area by area of a map, in the model's order."""
        order = [regime.label for regime in self.model.regimes]
        return tuple(tuple(sorted((name for (name,) in front), key=order.index)) for front in chart.sets)

    def words(self, labels: tuple[str, ...]) -> str:
        """Name regimes in words."""
        return " and ".join(self.model.regime(label).name for label in labels)

    def tones(self, chart: Chart) -> tuple[int, ...]:
        """A number for each area of a map: the same regimes have the same on every map."""
        alone = [(regime.label,) for regime in self.model.regimes]
        shared = {labels for _, other in self.maps for labels in self.labels(other) if len(labels) > 1}
        order = [*alone, *sorted(shared)]
        return tuple(order.index(labels) for labels in self.labels(chart))

    def aside(self, quantity: Quantity) -> tuple[str, ...]:
        """The regimes that are set aside on the map of a quantity."""
        ranking = next((ranking for own, ranking in self.rankings if own == quantity), None)
        left = contenders(ranking) if ranking else ()
        return tuple(name for name in ranking.names if name not in left) if ranking else ()


def study(model: StagedModel, progress: Progress = lambda step: None) -> StagedAnalysis:
    """Find out what a report says of a staged model.

    Parameters
    ----------
    model : StagedModel
    progress : callable
        Told, in a few words, what is being done.

    """
    attempt = Attempts(progress)
    solutions = solved(model, attempt)
    region, ranked = None, tuple[tuple[Quantity, Ranking], ...]()
    if len(solutions) > 1:
        region = attempt("where regimes compare", "Rankings are", lambda: everywhere(model, solutions))
        ranked = rankings(model, solutions, region, attempt) if region is not None else ()
    moved = statics(model, solutions, attempt)
    drawn, maps = _figures(model, solutions, dict(ranked), attempt)
    verdicts = [
        attempt(f"claim {k} of {len(model.claims)}", f'The claim "{claim.name or claim}" is', partial(decide, claim))
        for k, claim in enumerate(model.claims, start=1)
    ]
    known = tuple(v for v in verdicts if v is not None)
    analysis = StagedAnalysis(model, solutions, region, ranked, moved, drawn, maps, known, ())
    return replace(analysis, omissions=(*attempt.omissions, *_gaps(analysis)))


def _figures(
    model: StagedModel, solutions: tuple[Solution, ...], ranked: dict[Quantity, Ranking], attempt: Attempts
) -> tuple[Curves | None, tuple[tuple[Quantity, Chart], ...]]:
    axes = model.axes or tuple(p.symbol for p in model.parameters)[:1]
    if not solutions or not axes:
        return None, ()
    drawn = attempt("curves", "The quantities as curves are", lambda: curves(model, solutions, axes[0]))
    found = []
    for quantity, ranking in ranked.items() if len(axes) == 2 else ():
        own = [s for s in solutions if s.regime.label in contenders(ranking)]
        if not own:
            continue
        subject = f"The map of which regime has the most of {quantity.name} is"
        chart = attempt(f"map of {quantity.name}", subject, partial(leaders, model, own, quantity, axes))
        if chart is not None:
            found.append((quantity, chart))
    return drawn, tuple(found)


def contenders(ranking: Ranking) -> tuple[str, ...]:
    """Set those aside that are proven to be ahead of all others, one after another: who is left has no such leader."""
    left = ranking.names
    while left:
        ahead = [
            name for name in left if all(ranking.pair(name, other).relation in AHEAD for other in left if other != name)
        ]
        if not ahead:
            break
        left = tuple(name for name in left if name not in ahead)
    return left


def _gaps(analysis: StagedAnalysis) -> Iterator[str]:
    """What the parts themselves say is missing."""
    for solution in analysis.solutions:
        regime = solution.regime
        if not solution.outcome.condition.contains(analysis.model.example):
            yield f"At the example the regime {regime.label} has no outcome."
        if solution.outcome.witness is None:
            yield f"Whether the regime {regime.label} has an outcome anywhere was not decided."
    for quantity, ranking in analysis.rankings:
        for pair in ranking.pairs:
            if pair.relation is Comparison.UNDECIDED:
                names = f"{pair.first} and {pair.second}"
                yield f"How {names} compare by {quantity.name} was not decided: {brief(pair.reason)}."
    for static in analysis.statics:
        if static.found.direction is Direction.UNDECIDED:
            where = f"{static.quantity.name} in the regime {static.regime.label}"
            yield f"How {where} changes with {static.parameter} was not decided."
    yield from open_claims(analysis.verdicts)
