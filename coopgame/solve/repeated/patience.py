"""The share that asks for the least patience."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from coopgame.claims.claim import Claim, Proved
from coopgame.claims.decide import Empty, Found, decide, find_point
from coopgame.errors import RuleError, SolverError, SymbolError, require_kind
from coopgame.exact import is_plain
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.polynomials import SignForm, sign_form
from coopgame.sharing.linear import linear_share
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.literals import where
from coopgame.solve.repeated.discount import CriticalDiscount
from coopgame.solve.repeated.grim import BUDGET, FRIEDMAN, critical_discount
from coopgame.solve.repeated.shares import Pull, candidates, plain, pulls_of
from coopgame.solve.search import Search
from coopgame.solve.simplify import irredundant
from coopgame.symbols import Region


@dataclass(frozen=True)
class PatientShare:
    r"""The share :math:`\theta^* \in \arg\min_\theta \max_i \delta_i^*(\theta)` of joint revenue.

    Attributes
    ----------
    venture : Venture
    cooperate, punish : PerPlayer of str
        The profile to sustain by grim trigger, and the threat.
    share : Expr
        :math:`\theta^*`, what the first player gets of the revenue; the second gets the rest.
    threshold : Expr
        :math:`\delta^* = \max_i \delta_i^*(\theta^*)`, the least critical discount factor.
    binding : tuple of str
        The players who would rather leave than be any less patient at that share; both where the share makes their
        thresholds equal, nobody where no patience is needed.
    condition : Region
        Where the share is best and the threat is one, within the venture's region.
    witness : dict or None
        An exact point of the region at which the condition holds.
    by_share : CriticalDiscount
        The critical discount factor as a function of the share.
    proof : Proved
        That at no share for which the threat is one the critical discount factor is lower.
    source : str

    """

    venture: Venture
    cooperate: PerPlayer[str]
    punish: PerPlayer[str]
    share: sp.Expr
    threshold: sp.Expr
    binding: tuple[str, ...]
    condition: Region
    witness: Any
    by_share: CriticalDiscount
    proof: Proved
    source: str = FRIEDMAN

    def __str__(self) -> str:
        """Write the share, the threshold, where it is the least, and whom it binds."""
        line = (
            f"({', '.join(self.cooperate)}) asks for the least patience, a discount factor of at least "
            f"{self.threshold}, where {self.venture.players[0]} gets the share {self.share}"
        )
        if self.condition.conditions:
            line += f"  if  {self.condition}"
        return line + (f"; it binds {' and '.join(self.binding)}" if self.binding else "")

    def _repr_latex_(self) -> str:
        least = rf"\theta^* = {sp.latex(self.share)},\; \delta^* = {sp.latex(self.threshold)}"
        return rf"${least}\quad\text{{if }} {self.condition.latex()}$"


def sharing_for_patience(
    venture: Venture, *, cooperate: Sequence[str], punish: Sequence[str], share: sp.Symbol, budget: float = BUDGET
) -> PatientShare:
    r"""Return the linear share for which grim trigger sustains a profile at the lowest discount factor.

    The first player gets :math:`\theta R(s)`, the second :math:`(1 - \theta) R(s)`. Each deviation asks for the
    patience :math:`g(\theta) / l(\theta)` of :func:`critical_discount`, a quotient of two linear functions and so
    monotone in the share. The largest of them is least where two are equal, where one vanishes, or at an end of the
    shares for which the threat is one; and it vanishes between such points if at all. Of these candidates, in this
    order, the first is returned for which it is proven, for all parameters that meet its condition, that no other share
    does with less.

    Parameters
    ----------
    venture : Venture
        Two players; revenue and costs rational in the parameters.
    cooperate, punish : sequence of str
        A strategy for each player.
    share : Symbol
        :math:`\theta`; the region of the venture may bound it, revenue and costs must not depend on it.
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    RuleError
        When there are not two players, the share is no plain symbol, or the region is empty.
    SymbolError
        When revenue or costs depend on the share.
    GameError
        When a profile does not fit, or it is proven that at no share the threat is one.
    SolverError
        When for no share it is proven that it is best: the best one has another form in parts of the region, there is
        none, or time is too short.

    References
    ----------
    Friedman, J. W. (1971), A non-cooperative equilibrium for supergames, Review of Economic Studies 38, 1-12, for the
    threshold.

    Examples
    --------
    >>> earned = {0: 0, 1: 6, 2: 10}
    >>> venture = Venture.from_functions(
    ...     lambda profile: earned[profile.count("work")],
    ...     {"enterprise": {"work": 4, "idle": 0}, "university": {"work": 3, "idle": 0}},
    ...     {"enterprise": ("work", "idle"), "university": ("work", "idle")},
    ... )
    >>> theta = sp.Symbol("theta", real=True)
    >>> best = sharing_for_patience(venture, cooperate=("work", "work"), punish=("idle", "idle"), share=theta)
    >>> best.share, best.threshold, best.binding
    (4/7, 1/2, ('enterprise', 'university'))

    """
    require_kind(venture, Venture)
    _check(venture, share)
    first, second = venture.players
    divided = replace(venture, region=venture.region & Region(share >= 0, share <= 1))
    game = divided.under(linear_share({first: share, second: 1 - share}))
    found = critical_discount(game, cooperate=cooperate, punish=punish, budget=budget)
    pulls = pulls_of(found)
    feasible = divided.region & found.condition
    free = Search(
        Region(*(c for c in venture.region.conditions if share not in c.free_symbols)), venture.symbols, budget
    )
    for value, threshold in candidates(pulls, feasible, share):
        answer = _proven(venture, found, pulls, (share, value, threshold), free)
        if answer is not None:
            return answer
    raise SolverError(
        f"no share is proven to ask for the least patience for ({', '.join(found.cooperate)})",
        expected="a region in which the best share has one form, and is one for which the threat is one",
    )


def _check(venture: Venture, share: Any) -> None:
    if len(venture.players) != 2:
        raise RuleError(f"a share between {len(venture.players)} players", expected="a venture of two")
    if not isinstance(share, sp.Symbol) or not is_plain(share):
        raise RuleError(f"{share!r} is no share to choose", expected='a symbol such as parameters("theta")')
    if share in venture.symbols:
        raise SymbolError(f"revenue or costs depend on {share}", expected="another name for the share")


def _proven(
    venture: Venture,
    found: CriticalDiscount,
    pulls: Sequence[Pull],
    candidate: tuple[sp.Symbol, sp.Expr, sp.Expr],
    free: Search,
) -> PatientShare | None:
    """Return a candidate with where it is a share that does with its threshold, if none does with less there."""
    share, value, threshold = candidate
    feasible = Region(found.game.region, found.condition)
    needed = [c for c in feasible.conditions if c not in free.region.conditions]
    needed += [threshold >= 0, threshold < 1, *(pull.gain <= threshold * pull.cost for pull in pulls)]
    condition, witness = _where(free, [c.subs(share, value) for c in needed])
    if condition == NEVER:
        return None
    no_less = sp.Or(threshold <= 0, *(pull.gain >= threshold * pull.cost for pull in pulls))
    name = f"no share asks for less patience than {value}"
    verdict = decide(Claim(no_less, feasible & condition, FRIEDMAN, name), free.budget)
    if not isinstance(verdict, Proved) or verdict.vacuous:
        return None
    binds = _binding(pulls, candidate, free.region & condition, free.budget) if threshold != 0 else ()
    return PatientShare(
        venture,
        found.cooperate,
        found.punish,
        value,
        threshold,
        tuple(dict.fromkeys(binds)),
        condition,
        witness,
        found,
        verdict,
    )


def _where(free: Search, conditions: Sequence[Any]) -> tuple[Region, Any]:
    """Return the conjunction of conditions, as short as it can be said, and a point of the region at which it holds."""
    relations = [c for c in conditions if c != sp.true]
    if sp.false in relations:
        return NEVER, None
    if all(isinstance(c, Relational) and (c.lhs - c.rhs).is_rational_function(*c.free_symbols) for c in relations):
        forms = [(sign_form(c.lhs - c.rhs), c.rel_op) for c in relations]
        defined = {pole for form, _ in forms for pole in form.poles}
        literals = [(replace(form, poles=()), operator) for form, operator in forms]
        literals += [(SignForm(1, (pole,), (), ()), "!=") for pole in defined]
        return where(free, literals)
    point = find_point(free.region & Region(*relations), free.budget, symbols=free.symbols)
    if isinstance(point, Empty):
        return NEVER, None
    return irredundant(free.region, relations, free.budget), point.point if isinstance(point, Found) else None


def _binding(
    pulls: Sequence[Pull], candidate: tuple[sp.Symbol, sp.Expr, sp.Expr], region: Region, budget: float
) -> Iterator[str]:
    """Yield whose gain from some deviation equals its cost at the share and its threshold."""
    share, value, threshold = candidate
    for pull in pulls:
        even = plain((pull.gain - threshold * pull.cost).subs(share, value))
        if even == 0 or isinstance(decide(Claim(sp.Eq(even, 0), region), budget), Proved):
            yield pull.player
