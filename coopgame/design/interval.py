"""Which shares of revenue make a profile an equilibrium."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.claims.claim import point_text
from coopgame.claims.decide import Found, find_point
from coopgame.conditions import value_at
from coopgame.design.constraints import anywhere, constraint, gain_rows, held, solved_for_share
from coopgame.design.ends import End, Ends, written
from coopgame.design.gains import divided, parted, profile_of
from coopgame.design.literals import BUDGET, Settled
from coopgame.design.programme import by_case
from coopgame.errors import RegionError, require_kind
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Rule, Venture
from coopgame.players import PerPlayer
from coopgame.symbols import Region, point_of


@dataclass(frozen=True)
class SharingInterval:
    r"""The shares :math:`\theta \in [\underline\theta, \overline\theta]` at which a profile is an equilibrium.

    Attributes
    ----------
    game : FiniteGame
        The venture under the rule, with the share as a parameter.
    target : PerPlayer of str
    share : Symbol
    cases : tuple of Ends
        The ends with the players and deviations that set them; one case, unless the sign of a difference of revenue
        depends on the parameters.
    condition : Region
        On the share and the parameters: where the target is an equilibrium, within the venture's region.
    strict_condition : Region
        Where it is a strict one.
    nonempty : Region
        On the parameters: where some share makes it an equilibrium.
    witness : dict or None
        An exact point, share included, at which the target is an equilibrium; None where there is none, or it was not
        decided.

    """

    game: FiniteGame
    target: PerPlayer[str]
    share: sp.Symbol
    cases: tuple[Ends, ...]
    condition: Region
    strict_condition: Region
    nonempty: Region
    witness: Any = field(default=None, compare=False)

    @property
    def lower(self) -> sp.Expr | None:
        r""":math:`\underline\theta`, a ``Max`` where several ends may bind; None where it differs by case."""
        return written(self.cases[0].lower, sp.Max) if len(self.cases) == 1 else None

    @property
    def upper(self) -> sp.Expr | None:
        r""":math:`\overline\theta`, a ``Min`` where several ends may bind; None where it differs by case."""
        return written(self.cases[0].upper, sp.Min) if len(self.cases) == 1 else None

    @cached_property
    def strictly_nonempty(self) -> Region:
        """Where some share makes the target a strict equilibrium."""
        return anywhere(*solved_for_share(self.game, self.target, self.share, strict=True, budget=BUDGET))

    @cached_property
    def width(self) -> sp.Expr:
        r""":math:`\overline\theta - \underline\theta`, where it is not negative: how much room there is to bargain."""
        return by_case(
            (written(case.upper, sp.Min) - written(case.lower, sp.Max), case.case & case.nonempty)
            for case in self.cases
        )

    def binding(self, values: Any) -> tuple[End, End]:
        """Return the ends that bind where the parameters have these values: from below and from above.

        Parameters
        ----------
        values : mapping of Symbol or name to number
            One for every parameter but the share.

        Raises
        ------
        RegionError
            When there is no such share at these values.
        SymbolError
            When a parameter is not set.

        """
        from_below, from_above = _outermost(self, values)
        return from_below[1], from_above[1]

    def at(self, values: Any) -> tuple[sp.Expr, sp.Expr]:
        r"""Return the numbers :math:`(\underline\theta, \overline\theta)` where the parameters have these values.

        Raises
        ------
        RegionError
            When there is no such share at these values.
        SymbolError
            When a parameter is not set.

        """
        from_below, from_above = _outermost(self, values)
        return from_below[0], from_above[0]

    def __str__(self) -> str:
        """Write the ends, who sets them, and where there is such a share."""
        lines = [f"({', '.join(self.target)}) is an equilibrium if  {self.condition}"]
        for case in self.cases:
            if case.nonempty.conditions == (sp.false,):
                continue
            where = f" where {case.case}" if case.case.conditions else ""
            for word, ends in (("least", case.lower), ("greatest", case.upper)):
                lines += [f"{word} {self.share}{where}: {end.value}, beyond it {end.name}" for end in ends]
        lines.append(f"some share will do if  {self.nonempty}")
        if self.witness is not None:
            lines.append(f"such as {point_text(self.witness)}")
        return "\n".join(lines)

    def _repr_latex_(self) -> str:
        return rf"${self.condition.latex()}$"


def sharing_interval(
    venture: Venture,
    *,
    target: Sequence[str],
    share: sp.Symbol,
    rule: Rule | None = None,
    budget: float = BUDGET,
) -> SharingInterval:
    r"""Return the :math:`\theta` with :math:`u_i(s_i, s^*_{-i}; \theta) \le u_i(s^*; \theta)` for all :math:`i, s_i`.

    Every deviation gain must be linear in the share: each then bounds it from below or from above.

    Parameters
    ----------
    venture : Venture
    target : sequence of str
        The profile :math:`s^*`.
    share : Symbol
        The share :math:`\theta \in [0, 1]`. Bounds on it in the venture's region are kept.
    rule : Rule, optional
        A rule with the share in it; for two players by default :math:`\theta` for the first and :math:`1 - \theta` for
        the second.
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    GameError
        When the target is no profile.
    SymbolError
        When the share is no symbol, or the region bounds it otherwise than linearly.
    RuleError
        When there is no rule for other than two players, the share is not in the rule, or a gain is not linear in it.
    RegionError
        When the region is empty.

    Examples
    --------
    >>> from coopgame import Region, Venture, parameters
    >>> r, k, theta = parameters("r k theta")
    >>> both, either = ("work", "work"), ("work", "shirk")
    >>> venture = Venture.from_functions(
    ...     lambda profile: r if profile == both else 0,
    ...     {"enterprise": {"work": k, "shirk": 0}, "university": {"work": k, "shirk": 0}},
    ...     {"enterprise": either, "university": either},
    ...     Region(r > 0, k > 0),
    ... )
    >>> interval = sharing_interval(venture, target=both, share=theta)
    >>> interval.lower, interval.upper
    (k/r, (-k + r)/r)
    >>> print(interval.nonempty)
    2*k <= r

    """
    require_kind(venture, Venture)
    chosen = profile_of(venture, target)
    game = divided(venture, share, rule)
    cases, settled = solved_for_share(game, chosen, share, strict=False, budget=budget)
    gains = [constraint(row) for row in gain_rows(game, chosen, share)]
    within = Settled(game.region, budget)
    weak = held(gains, share, within, ">=")
    found = find_point(game.region & weak, budget, symbols=game.symbols)
    return SharingInterval(
        game,
        chosen,
        share,
        cases,
        weak,
        held(gains, share, within, ">"),
        anywhere(cases, settled),
        found.point if isinstance(found, Found) else None,
    )


def _outermost(interval: SharingInterval, values: Any) -> tuple[tuple[sp.Expr, End], tuple[sp.Expr, End]]:
    """Return the greatest lower and the least upper end at a point of the parameters."""
    region = parted(interval.game.region, [interval.share]).region
    symbols = {*region.symbols, *interval.game.symbols} - {interval.share}
    point = point_of(symbols, values)
    for condition in (region, interval.nonempty):
        if not condition.contains(point):
            raise RegionError(f"no share will do at {point_text(point) or 'these values'}", expected=str(condition))
    case = next(c for c in interval.cases if c.case.contains(point) and c.nonempty.contains(point))
    lower = [(value_at(end.value, point), end) for end in case.lower]
    upper = [(value_at(end.value, point), end) for end in case.upper]
    return max(lower, key=lambda pair: pair[0]), min(upper, key=lambda pair: pair[0])
