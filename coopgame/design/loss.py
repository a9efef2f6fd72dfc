"""What is lost because the budget must balance: the surplus of the best profile some balanced division sustains."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, Found, find_point
from coopgame.conditions import sign_of, value_at
from coopgame.design.literals import BUDGET, Settled
from coopgame.design.programme import either
from coopgame.design.sustained import Observed, Sustained
from coopgame.design.sustaining import can_be_sustained
from coopgame.errors import GameError, require_kind
from coopgame.games.venture import Venture
from coopgame.players import PerPlayer
from coopgame.symbols import Region

MOST_PROFILES = 27
MOST_CELLS = 120


@dataclass(frozen=True)
class LossCell:
    """A part of the region with one best profile, and one best among those that can be sustained.

    Attributes
    ----------
    condition : Region
    first_best : PerPlayer of str
        A profile of greatest surplus.
    sustained : PerPlayer of str or None
        One of greatest surplus among those that some balanced division sustains; None where there is none.
    surplus : Expr or None
        By how much the surplus falls short of the greatest.
    money : Expr
        The outside money with which the first best would be sustained; it means something where ``mendable`` holds.
    mendable : Region
    witness : dict

    """

    condition: Region
    first_best: PerPlayer[str]
    sustained: PerPlayer[str] | None
    surplus: sp.Expr | None
    money: sp.Expr
    mendable: Region
    witness: Any = field(compare=False)

    def __str__(self) -> str:
        """Write what is lost, and where."""
        best = f"({', '.join(self.first_best)})"
        if self.sustained is None:
            line = f"{best} is best, and nothing can be sustained"
        elif self.sustained == self.first_best:
            line = f"{best} is best and can be sustained"
        else:
            line = f"{best} is best, ({', '.join(self.sustained)}) can be sustained: {self.surplus} is lost"
        return line + (f"  if  {self.condition}" if self.condition.conditions else "")


@dataclass(frozen=True)
class BudgetLoss:
    """The loss from having to balance the budget, cell by cell.

    Attributes
    ----------
    venture : Venture
    observed : Observed
    generic : Region
        What is left out: see :class:`Sustained`.
    cells : tuple of LossCell
    complete : bool
        Whether it is proven that the cells cover the region; where there are very many, they may not.

    """

    venture: Venture
    observed: Observed
    generic: Region
    cells: tuple[LossCell, ...]
    complete: bool

    def __str__(self) -> str:
        """Write one cell a line."""
        return "\n".join(map(str, self.cells))


def budget_loss(venture: Venture, *, observed: Observed = Observed.PROFILE, budget: float = BUDGET) -> BudgetLoss:
    r"""Compare :math:`\max_s \Sigma(s)` with the greatest surplus :math:`\Sigma(s)` that a balanced division sustains.

    Parameters
    ----------
    venture : Venture
        Of at most 27 profiles.
    observed : Observed
        What a division may depend on.
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    GameError
        When there is one player, or too many profiles.
    RegionError
        When the region is empty.

    References
    ----------
    Holmström, B. (1982), Moral hazard in teams, Bell Journal of Economics 13, 324-340.

    """
    require_kind(venture, Venture)
    require_kind(observed, Observed)
    if len(venture.revenues) > MOST_PROFILES:
        raise GameError(f"the venture has {len(venture.revenues)} profiles", expected=f"at most {MOST_PROFILES}")
    answers = [can_be_sustained(venture, target=s, observed=observed, budget=budget) for s in venture.profiles()]
    generic = Region(*(answer.generic for answer in answers))
    settled = Settled(venture.region & generic, budget)
    surpluses = [venture.surplus(s) for s in venture.profiles()]
    left, found = settled.region, dict[tuple[int, int | None], list[tuple[Region, Any]]]()
    complete = False
    for _ in range(MOST_CELLS):
        point = find_point(left, budget, symbols=venture.symbols)
        if not isinstance(point, Found):
            complete = isinstance(point, Empty)
            break
        key, condition = _cell(answers, surpluses, point.point, settled)
        found.setdefault(key, []).append((condition, point.point))
        left = left & ~condition
    # In the order of the profiles, what is sustained before what is not.
    keys = sorted(
        found, key=lambda key: (key[0], -1 if key[1] == key[0] else len(answers) if key[1] is None else key[1])
    )
    cells = tuple(_written(answers, surpluses, *key, found[key]) for key in keys)
    return BudgetLoss(venture, observed, generic, cells, complete)


def _cell(
    answers: Sequence[Sustained], surpluses: Sequence[sp.Expr], point: Any, settled: Settled
) -> tuple[tuple[int, int | None], Region]:
    """Return the best profile and the best that is sustained at a point, and where they are the same."""
    values = [value_at(surplus, point) for surplus in surpluses]
    order = sorted(range(len(values)), key=lambda k: (-values[k], k))
    held = next((k for k in order if answers[k].condition.contains(point)), None)
    best = held if held is not None and values[held] == values[order[0]] else order[0]
    literals = [settled.relation(surpluses[best] - other, ">=") for other in surpluses]
    if held is not None:
        literals += answers[held].condition.conditions
    for k, answer in enumerate(answers):
        if held is None or sign_of(values[k] - values[held]) == 1:
            literals.append(sp.Not(answer.condition.condition))
        else:
            literals.append(settled.relation(surpluses[held] - surpluses[k], ">="))
    return (best, held), settled.shortest(literals)


def _written(
    answers: Sequence[Sustained],
    surpluses: Sequence[sp.Expr],
    best: int,
    held: int | None,
    parts: Sequence[tuple[Region, Any]],
) -> LossCell:
    return LossCell(
        either(condition for condition, _ in parts),
        answers[best].target,
        None if held is None else answers[held].target,
        None if held is None else sp.expand(surpluses[best] - surpluses[held]),
        answers[best].loss,
        answers[best].mendable,
        parts[0][1],
    )
