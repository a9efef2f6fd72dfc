"""Symmetric 2x2 games by the dilemma they pose: which one it is for which parameters."""

from dataclasses import dataclass, field
from enum import Enum
from itertools import product
from typing import Any, NamedTuple

import sympy as sp

from coopgame.claims.claim import Claim, Refuted, Undecided, point_text
from coopgame.claims.decide import decide
from coopgame.errors import GameError, SolverError
from coopgame.games.finite import FiniteGame
from coopgame.solve.equilibrium import NEVER
from coopgame.solve.family import Literal
from coopgame.solve.field import PayoffField
from coopgame.solve.literals import where
from coopgame.solve.search import search_over
from coopgame.symbols import Region

BUDGET = 2.0


class Dilemma(Enum):
    """What a symmetric 2x2 game poses, by the order of its payoffs: see :func:`classify`."""

    PRISONERS_DILEMMA = "prisoner's dilemma"
    DEADLOCK = "deadlock"
    HARMONY = "harmony"
    REVERSED_DILEMMA = "prisoner's dilemma with the strategies exchanged"
    STAG_HUNT = "stag hunt"
    COORDINATION = "coordination"
    CHICKEN = "chicken"
    ANTICOORDINATION = "anticoordination"
    DEGENERATE = "degenerate"

    @property
    def order(self) -> str:
        """The order of the payoffs that defines it."""
        return _ORDERS[self]


_ORDERS = {
    Dilemma.PRISONERS_DILEMMA: "T > R > P > S",
    Dilemma.DEADLOCK: "T > R, P > S and P > R",
    Dilemma.HARMONY: "R > T, S > P and R > P",
    Dilemma.REVERSED_DILEMMA: "S > P > R > T",
    Dilemma.STAG_HUNT: "R > T >= P > S",
    Dilemma.COORDINATION: "R > T, P > S and P > T",
    Dilemma.CHICKEN: "T > R > S > P",
    Dilemma.ANTICOORDINATION: "T > R, S > P and S >= R",
    Dilemma.DEGENERATE: "T = R, or P = S, or one strategy dominant and P = R",
}


class Payoffs(NamedTuple):
    """What a player gets: reward, sucker's payoff, temptation and punishment.

    Cooperating against cooperation, cooperating against defection, defecting against cooperation, and defecting against
    defection.
    """

    R: sp.Expr
    S: sp.Expr
    T: sp.Expr
    P: sp.Expr


@dataclass(frozen=True)
class Case:
    """Where a game is of one kind.

    Attributes
    ----------
    dilemma : Dilemma
    condition : Region
        Within the game's region.
    witness : dict or None
        An exact point of the game's region; None when the game is numeric, or when whether there is one was not
        decided.

    """

    dilemma: Dilemma
    condition: Region
    witness: dict[sp.Symbol, Any] | None = field(compare=False)

    def __str__(self) -> str:
        """Write the case in one line."""
        return f"{self.dilemma.value}  if  {self.condition}" if self.condition.conditions else self.dilemma.value


@dataclass(frozen=True)
class Classification:
    """The cases of a symmetric game: disjoint, and together all of the region.

    Attributes
    ----------
    game : FiniteGame
    payoffs : Payoffs
    cases : tuple of Case
        Those not proven to be empty.

    """

    game: FiniteGame
    payoffs: Payoffs
    cases: tuple[Case, ...]

    def where(self, dilemma: Dilemma) -> Region:
        """Return where the game is of that kind, within its region."""
        return next((case.condition for case in self.cases if case.dilemma is dilemma), NEVER)

    def __str__(self) -> str:
        """Write the cases, one a line."""
        return "\n".join(map(str, self.cases))

    def _repr_latex_(self) -> str:
        rows = r" \\ ".join(rf"\text{{{case.dilemma.value}}} & {case.condition.latex()}" for case in self.cases)
        return rf"$\begin{{cases}}{rows}\end{{cases}}$"


def classify(game: FiniteGame, budget: float = BUDGET) -> Classification:
    r"""Cut the region of a symmetric 2x2 game by the dilemma it poses.

    With :math:`R, S, T, P` as in :class:`Payoffs`, each player's first strategy being the cooperative one:

    ===================================  =======================================
    defecting dominant                   cooperating dominant
    ===================================  =======================================
    prisoner's dilemma  T > R > P > S    harmony            R > T, S > P, R > P
    deadlock  T > R, P > S, P > R        exchanged dilemma  S > P > R > T
    ===================================  =======================================

    ===================================  =======================================
    equilibria in equal strategies       equilibria in unequal strategies
    ===================================  =======================================
    stag hunt     R > T >= P > S         chicken            T > R > S > P
    coordination  R > T, P > S, P > T    anticoordination   T > R, S > P, S >= R
    ===================================  =======================================

    Everything else is degenerate: a best reply is not unique (:math:`T = R` or :math:`P = S`), or a strategy is
    dominant and it makes no difference whether both play it (:math:`P = R`). The stag hunt and chicken with their
    strategies exchanged count as coordination and anticoordination, as do leader and hero.

    Parameters
    ----------
    game : FiniteGame
        Of two players with two strategies each, the cooperative one first; equal payoffs in exchanged roles.
    budget : float
        Seconds for each question to the prover.

    Returns
    -------
    Classification

    Raises
    ------
    GameError
        When the game is not 2x2, or not symmetric all over its region; the payoffs that differ are named.
    SolverError
        When whether it is symmetric was not decided; when a payoff is undefined somewhere in the region.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When the region is empty.

    References
    ----------
    Rapoport, A., Guyer, M. (1966), A taxonomy of 2x2 games, General Systems 11, 203-214; Robinson, D., Goforth, D.
    (2005), The Topology of the 2x2 Games, Routledge, for the names. The stag hunt with :math:`T = P` allowed is that of
    Skyrms, B. (2004), The Stag Hunt and the Evolution of Social Structure, Cambridge University Press.

    """
    if game.shape != (2, 2):
        raise GameError(
            f"a {'x'.join(map(str, game.shape))} game can't be classified",
            expected="two players with two strategies each",
        )
    search = search_over(game, budget)
    _require_symmetry(game, budget)
    payoffs = Payoffs(*game.tables[0])
    cases = []
    for dilemma, ways in _cases(game).items():
        found = [(region, point) for way in ways for region, point in [where(search, way)] if region != NEVER]
        if found:
            condition = Region(sp.Or(*(region.condition for region, _ in found)))
            witness = next((point for _, point in found if point is not None), None)
            cases.append(Case(dilemma, condition, witness))
    return Classification(game, payoffs, tuple(cases))


def _require_symmetry(game: FiniteGame, budget: float) -> None:
    names = game.strategies
    for own, other in product(range(2), repeat=2):
        first, second = (names[0][own], names[1][other]), (names[0][other], names[1][own])
        left, right = game.tables[0][2 * own + other], game.tables[1][2 * other + own]
        pair = f"{left} for {game.players[0]} at {first} and {right} for {game.players[1]} at {second}"
        verdict = decide(Claim(sp.Eq(left, right), region=game.region), budget)
        if isinstance(verdict, Refuted):
            where_ = f" at {point_text(verdict.witness)}" if verdict.witness else ""
            raise GameError(
                f"the game is not symmetric: {pair} differ{where_}", expected="equal payoffs in exchanged roles"
            )
        if isinstance(verdict, Undecided):
            raise SolverError(f"whether {pair} are equal was not decided: {verdict.reason}", expected="a larger budget")


def _cases(game: FiniteGame) -> dict[Dilemma, list[list[Literal]]]:
    """Each kind as the ways to be of it, no two of which overlap in sign."""
    field = PayoffField(game)
    names = dict(zip("RSTP", field.tables[0], strict=True))

    def order(*comparisons: str) -> list[Literal]:
        """Read comparisons such as T>R; the operator is what stands between the names."""
        return [(field.form(names[c[0]] - names[c[-1]]), c[1:-1]) for c in comparisons]

    return {
        Dilemma.PRISONERS_DILEMMA: [order("T>R", "R>P", "P>S")],
        Dilemma.DEADLOCK: [order("T>R", "P>S", "P>R")],
        Dilemma.HARMONY: [order("R>T", "S>P", "R>P")],
        Dilemma.REVERSED_DILEMMA: [order("S>P", "P>R", "R>T")],
        Dilemma.STAG_HUNT: [order("R>T", "T>=P", "P>S")],
        Dilemma.COORDINATION: [order("R>T", "P>S", "P>T")],
        Dilemma.CHICKEN: [order("T>R", "R>S", "S>P")],
        Dilemma.ANTICOORDINATION: [order("T>R", "S>P", "S>=R")],
        Dilemma.DEGENERATE: [
            order("T==R"),
            order("P==S"),
            order("T>R", "P>S", "P==R"),
            order("R>T", "S>P", "P==R"),
        ],
    }
