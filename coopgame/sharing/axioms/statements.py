"""Axioms of division, each stated once: in words, with its source, and as what is owed on given games."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from coopgame.sharing.axioms import demands
from coopgame.sharing.axioms.demands import Demand


@dataclass(frozen=True)
class Axiom:
    """A property that a value, a rule from games in coalitional form to shares, may have.

    Attributes
    ----------
    name : str
    statement : str
        What it says of the shares x of a game v with players N.
    source : str
        Author, year, where.
    demands : callable
        ``demands(shares, game)`` or ``demands(shares, game, other)``: what is owed, one :class:`Demand` each.
    games : int
        How many games the axiom compares: 1 or 2.

    """

    name: str
    statement: str
    source: str
    demands: Callable[..., Iterator[Demand]] = field(repr=False)
    games: int = 1

    def __str__(self) -> str:
        """Write the axiom as a sentence."""
        return f"{self.name}: {self.statement}"


EFFICIENCY = Axiom(
    "efficiency",
    "x(N) = v(N)",
    "Shapley (1953), A value for n-person games, axiom 2",
    demands.efficiency,
)
SYMMETRY = Axiom(
    "symmetry",
    "x_i = x_j where v(S + i) = v(S + j) for every S without both",
    "Shapley (1953), A value for n-person games, axiom 1, as equal treatment",
    demands.symmetry,
)
NULL_PLAYER = Axiom(
    "null player",
    "x_i = 0 where v(S + i) = v(S) for every S",
    "Shapley (1953), A value for n-person games, axiom 2",
    demands.null_player,
)
ADDITIVITY = Axiom(
    "additivity",
    "x(v + w) = x(v) + x(w)",
    "Shapley (1953), A value for n-person games, axiom 3",
    demands.additivity,
    games=2,
)
COVARIANCE = Axiom(
    "scale covariance",
    "x(a v + b) = a x(v) + b for a > 0 and a payment b_i to each player",
    "von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior, section 27 (strategic equivalence)",
    demands.covariance,
    games=2,
)
INDIVIDUAL_RATIONALITY = Axiom(
    "individual rationality",
    "x_i >= v(i) where the v(i) add up to v(N) or less",
    "von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior, section 30",
    demands.individual_rationality,
)
SUPERADDITIVE_RATIONALITY = Axiom(
    "individual rationality in superadditive games",
    "x_i >= v(i) where v(S) + v(T) <= v(S + T) for disjoint S, T",
    "von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior, section 30",
    demands.superadditive_rationality,
)
CORE_SELECTION = Axiom(
    "coalitional rationality",
    "x(N) = v(N) and x(S) >= v(S) for every S, where that is possible",
    "Gillies (1959), Solutions to general non-zero-sum games (the core)",
    demands.core_selection,
)
CONVEX_CORE = Axiom(
    "coalitional rationality in convex games",
    "x(N) = v(N) and x(S) >= v(S) for every S, where v(S) + v(T) <= v(S | T) + v(S & T)",
    "Shapley (1971), Cores of convex games, International Journal of Game Theory 1",
    demands.convex_core,
)
COALITIONAL_MONOTONICITY = Axiom(
    "coalitional monotonicity",
    "raising v(T) alone lowers x_i for no i in T",
    "Young (1985), Monotonic solutions of cooperative games, International Journal of Game Theory 14",
    demands.coalitional_monotonicity,
    games=2,
)
AGGREGATE_MONOTONICITY = Axiom(
    "aggregate monotonicity",
    "raising v(N) alone lowers x_i for nobody",
    "Megiddo (1974), On the nonmonotonicity of the bargaining set, the kernel and the nucleolus of a game, "
    "SIAM Journal on Applied Mathematics 27",
    demands.aggregate_monotonicity,
    games=2,
)
BALANCED_MONOTONICITY = Axiom(
    "aggregate monotonicity where there is a core",
    "raising v(N) alone lowers x_i for nobody, where the core is not empty",
    "Young, Okada and Hashimoto (1982), Cost allocation in water resources development, Water Resources Research 18",
    demands.balanced_monotonicity,
    games=2,
)
DAVIS_MASCHLER_CONSISTENCY = Axiom(
    "Davis-Maschler consistency",
    "x of the game reduced to two or more players S is x on S, where the core is not empty; the others can be hired "
    "for their shares",
    "Davis and Maschler (1965), The kernel of a cooperative game; Sobolev (1975)",
    demands.davis_maschler_consistency,
)
HART_MAS_COLELL_CONSISTENCY = Axiom(
    "Hart-Mas-Colell consistency",
    "x of the game reduced to two or more players S is x on S; the others are paid what x gives them in each subgame",
    "Hart and Mas-Colell (1989), Potential, value, and consistency, Econometrica 57",
    demands.hart_mas_colell_consistency,
)

AXIOMS = (
    EFFICIENCY,
    SYMMETRY,
    NULL_PLAYER,
    ADDITIVITY,
    COVARIANCE,
    INDIVIDUAL_RATIONALITY,
    SUPERADDITIVE_RATIONALITY,
    CORE_SELECTION,
    CONVEX_CORE,
    COALITIONAL_MONOTONICITY,
    AGGREGATE_MONOTONICITY,
    BALANCED_MONOTONICITY,
    DAVIS_MASCHLER_CONSISTENCY,
    HART_MAS_COLELL_CONSISTENCY,
)
