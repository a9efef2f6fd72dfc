"""The page ``docs/axioms.md``, written from the verdicts."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from coopgame.claims.claim import point_text
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.axioms.demands import Demand
from coopgame.sharing.axioms.promises import TABLE, Promise, standing
from coopgame.sharing.axioms.statements import AXIOMS, Axiom
from coopgame.sharing.axioms.venture_axioms import VENTURE_AXIOMS
from coopgame.sharing.axioms.venture_promises import VENTURE_RULES, Failure, VentureRule, venture_standing
from coopgame.sharing.values.rules import ValueRule

OPENING = """# Axioms

Which rule promises what. This page is written from verdicts by `coopgame.sharing.axioms.page.page()`. The tests compare
it with what is written, hold each promise to drawn games, and check that each example breaks what it is said to break.

- **proven**: by the library, for all games of three players at once, their worths being parameters, and for the weights
  and unions named below; the reason given there holds for any.
- **holds**: published, or for the reason given below.
- **broken**: by the example given below.

A rule is held to an axiom where it is defined: the nucleolus, the per-capita nucleolus and the bargaining solutions
where v(N) is at least the sum of the v(i), the tau value where the game is quasi-balanced.

## Values of games in coalitional form

x are the shares in a game v with the players N; S + i is the coalition S with the player i. For a value, budget balance
is efficiency. In the examples v(12) is the worth of the players 1 and 2.
"""

AFTER_VALUES = """
The bargaining solutions of Nash with equal powers and of Kalai and Smorodinsky, and the egalitarian one, divide v(N)
from the worths of the single players as equal surplus does, and share its promises.
"""

VENTURES = """## Rules on ventures

R is the revenue of an outcome, c_i the cost of a player, r_i what the player gets of the revenue. **Proven** is for two
players A and B, all revenues of at least 0, all positive costs, and all terms of the rule. Where two ventures are
compared, S is the revenue of the second, or a the factor of its units. Division in proportion to stand-alone worth is
as that to contribution. Division by a value keeps at each profile what the value promises of the game of those who take
part.
"""


def table() -> str:
    """Which value promises which axiom, as a table in Markdown."""
    return _table("axiom", [rule.name for rule in TABLE], AXIOMS, [[_mark(x, rule) for rule in TABLE] for x in AXIOMS])


def venture_table() -> str:
    """Which rule on ventures promises which axiom, as a table in Markdown."""
    marks = [[_venture_mark(x, rule) for rule in VENTURE_RULES] for x in VENTURE_AXIOMS]
    return _table("axiom", [rule.title for rule in VENTURE_RULES], VENTURE_AXIOMS, marks)


def page() -> str:
    """The whole page."""
    parts = [OPENING, _statements(AXIOMS), table(), AFTER_VALUES, *map(_value, TABLE)]
    parts += [VENTURES, _statements(VENTURE_AXIOMS), venture_table(), *map(_venture, VENTURE_RULES)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table(corner: str, heads: Sequence[str], axioms: Iterable[Axiom], marks: Iterable[Sequence[str]]) -> str:
    rows = [[corner, *heads], ["---"] * (len(heads) + 1)]
    rows += [[axiom.name, *own] for axiom, own in zip(axioms, marks, strict=True)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _mark(axiom: Axiom, rule: ValueRule) -> str:
    found = standing(axiom, rule)
    if isinstance(found, Promise):
        return "proven" if found.proven else "holds"
    return "broken"


def _venture_mark(axiom: Axiom, rule: VentureRule) -> str:
    return "broken" if isinstance(venture_standing(axiom, rule), Failure) else "proven"


def _statements(axioms: Iterable[Axiom]) -> str:
    return "\n".join(f"- **{axiom.name}**: {axiom.statement}. {axiom.source}." for axiom in axioms)


def _value(rule: ValueRule) -> str:
    kept: list[tuple[Axiom, str]] = []
    broken: list[tuple[Axiom, str]] = []
    for axiom in AXIOMS:
        found = standing(axiom, rule)
        if isinstance(found, Promise):
            kept.append((axiom, found.reason))
        else:
            broken.append((axiom, f"{_games(found.games)}; {_outcome(found.demand)}"))
    return "\n".join(
        [_heading(rule.title), "", f"`{rule.name}`: {rule.source}.", "", *_lines(kept), *_lines(broken, "not ")]
    )


def _venture(rule: VentureRule) -> str:
    found = [(axiom, venture_standing(axiom, rule)) for axiom in VENTURE_AXIOMS]
    broken = [
        (axiom, f"{point_text(standing.point)}; {_outcome(standing.demand)}")
        for axiom, standing in found
        if isinstance(standing, Failure)
    ]
    _, _, terms = str(rule.rule).partition(": ")
    parts = [
        _heading(rule.title),
        terms and f"Terms: {terms}.",
        "\n".join(_lines(broken, "not ")) or "Nothing is broken.",
    ]
    return "\n\n".join(filter(None, parts))


def _heading(title: str) -> str:
    return f"### {title[0].upper()}{title[1:]}"


def _lines(reasons: Sequence[tuple[Axiom, str]], word: str = "") -> list[str]:
    """Write each reason once, after the axioms that have it."""
    together: dict[str, list[str]] = {}
    for axiom, reason in reasons:
        together.setdefault(reason, []).append(axiom.name)
    return [f"- {word}**{', '.join(axioms)}**: {reason}." for reason, axioms in together.items()]


def _outcome(demand: Demand) -> str:
    least = "" if demand.exactly else "at least "
    return f"{demand.subject} is {demand.given}, not {least}{demand.owed}"


def _games(games: Sequence[Any]) -> str:
    first, *others = games
    written = f"v on {len(first.players)} players with {_worths(first)}"
    for other in others:
        changed = [s for s in first.coalitions() if first.worth(s) != other.worth(s)]
        if len(changed) == 1:
            written += f", and w as v but for w({_short(changed[0])}) = {other.worth(changed[0])}"
        else:
            written += f", and w with {_worths(other, 'w')}"
    return written


def _worths(game: CoalitionalGame, letter: str = "v") -> str:
    """Write the worths that are not zero, equal ones together: ``v(12) = v(13) = 1, v(123) = 2``."""
    valued: list[tuple[str, ...]] = sorted((s for s in game.coalitions() if game.worth(s) != 0), key=game.worth)
    key: Callable[[tuple[str, ...]], Any] = game.worth
    parts = (" = ".join(f"{letter}({_short(s)})" for s in same) + f" = {worth}" for worth, same in groupby(valued, key))
    return ", ".join(parts) + ", else 0" if valued else "all worths 0"


def _short(coalition: Sequence[str]) -> str:
    return "".join(coalition)
