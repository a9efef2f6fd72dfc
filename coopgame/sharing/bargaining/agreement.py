"""What a bargaining rule gives to everybody, and where it is defined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from coopgame.errors import RuleError
from coopgame.exact import is_float
from coopgame.games.bargaining import BargainingProblem
from coopgame.games.coalitional import CoalitionalGame
from coopgame.games.feasible import Line
from coopgame.players import PerPlayer
from coopgame.sharing.values.allocation import Allocation
from coopgame.sharing.values.weights import read_amounts, read_some
from coopgame.symbols import Region

Amounts = Mapping[str, Any] | PerPlayer[Any] | None


@dataclass(frozen=True)
class Agreement:
    r"""The utilities :math:`u \in F` that a rule selects in a bargaining problem :math:`(F, d)`.

    Attributes
    ----------
    problem : BargainingProblem
    rule : str
        What it is called, in words.
    utilities : PerPlayer of Expr
        :math:`u_i`, in the order of the players.
    condition : Region
        Where this is what the rule gives, within the problem's region.
    notes : tuple of str
        What a reader should know, in sentences.

    Raises
    ------
    RuleError
        When there is not one utility a player.

    """

    problem: BargainingProblem
    rule: str
    utilities: PerPlayer[sp.Expr]
    condition: Region = Region()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Pair the utilities with the players."""
        given: Sequence[Any] = tuple(self.utilities)
        players = self.problem.players
        if len(given) != len(players):
            raise RuleError(f"{len(given)} utilities for {len(players)} players", expected="one utility a player")
        object.__setattr__(self, "utilities", PerPlayer(players, map(sp.sympify, given)))

    @property
    def gains(self) -> PerPlayer[sp.Expr]:
        """:math:`u_i - d_i`: what each player has from agreeing."""
        pairs = zip(self.utilities, self.problem.disagreement, strict=True)
        return PerPlayer(self.problem.players, (utility - without for utility, without in pairs))

    def __str__(self) -> str:
        """Write who gets what, and where."""
        line = f"{self.rule}: " + ", ".join(f"{player} {utility}" for player, utility in self.utilities.items())
        return f"{line}  if  {self.condition}" if self.condition.conditions else line

    def _repr_latex_(self) -> str:
        parts = (rf"u_{{\text{{{player}}}}} = {sp.latex(utility)}" for player, utility in self.utilities.items())
        where = rf"\quad\text{{if }} {self.condition.latex()}" if self.condition.conditions else ""
        return "$" + r",\, ".join(parts) + where + "$"


def posed(given: Any, disagreement: Any, bounds: Any) -> BargainingProblem:
    r"""Return the problem that is bargained over: for a coalitional game, :math:`V = v(N)` and :math:`d_i = v(\{i\})`.

    Parameters
    ----------
    given : CoalitionalGame or BargainingProblem
    disagreement, bounds : mapping of player to number or expression, or None
        What takes the place of the problem's own.

    Raises
    ------
    RuleError
        When it is neither, a mapping does not fit the players, or bounds are given with a frontier.

    """
    if isinstance(given, CoalitionalGame):
        alone = {player: given.worth(player) for player in given.players}
        problem = BargainingProblem.with_transfers(given.grand, alone, region=given.region)
        problem = replace(problem, exact=given.exact)
    elif isinstance(given, BargainingProblem):
        problem = given
    else:
        raise RuleError(f"{given!r:.60} can't be bargained over", expected="a CoalitionalGame or a BargainingProblem")
    if disagreement is not None:
        read = read_amounts(disagreement, problem.players, "disagreement utility")
        problem = replace(problem, disagreement=read, exact=problem.exact and _is_exact(disagreement))
    if bounds is not None:
        if not isinstance(problem.feasible, Line):
            raise RuleError("bounds are given besides a frontier", expected="a frontier that ends where they bind")
        line = replace(problem.feasible, bounds=read_some(bounds, problem.players, "bound"))
        problem = replace(problem, feasible=line, exact=problem.exact and _is_exact(bounds))
    return problem


def answered(
    given: CoalitionalGame | BargainingProblem,
    problem: BargainingProblem,
    rule: str,
    utilities: Iterable[sp.Expr],
    condition: Region,
    notes: tuple[str, ...] = (),
) -> Any:
    """Return an allocation of a coalitional game, and an agreement of a bargaining problem."""
    paired = PerPlayer(problem.players, utilities)
    if isinstance(given, CoalitionalGame):
        return Allocation(given, rule, paired, condition, notes)
    return Agreement(problem, rule, paired, condition, notes)


def _is_exact(amounts: Mapping[str, Any] | PerPlayer[Any]) -> bool:
    return not any(is_float(value) for _, value in amounts.items())
