"""The examples that break what a value does not promise: small games, checked whenever the table is made."""

from collections.abc import Mapping

from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.axioms.statements import (
    ADDITIVITY,
    AGGREGATE_MONOTONICITY,
    BALANCED_MONOTONICITY,
    COALITIONAL_MONOTONICITY,
    CONVEX_CORE,
    CORE_SELECTION,
    COVARIANCE,
    DAVIS_MASCHLER_CONSISTENCY,
    EFFICIENCY,
    HART_MAS_COLELL_CONSISTENCY,
    INDIVIDUAL_RATIONALITY,
    NULL_PLAYER,
    SUPERADDITIVE_RATIONALITY,
    SYMMETRY,
    Axiom,
)

Games = tuple[CoalitionalGame, ...]


def small_game(players: int, worths: Mapping[int, int]) -> CoalitionalGame:
    """Build a game of the players 1, 2, ... from the worths that are not zero: ``{12: 1}`` says v(1, 2) = 1."""
    names = tuple(str(k + 1) for k in range(players))
    return CoalitionalGame.from_function(names, lambda coalition: worths.get(int("".join(coalition)), 0))


UNANIMITY = small_game(3, {123: 1})
PAIR = small_game(3, {12: 1, 123: 1})  # 3 is a null player
PAIR_AND_MORE = small_game(3, {12: 1, 123: 2})
GLOVES = small_game(3, {12: 1, 13: 1, 123: 1})  # 1 has the left one
NO_GAIN = small_game(3, {1: 1, 12: 1, 13: 1, 23: 1, 123: 1})  # 2 and 3 earn together only what 1 earns alone
NOTHING, PAYMENT = small_game(3, {}), small_game(3, {3: 1, 13: 1, 23: 1, 123: 1})
PAIR_AND_TRIPLE = small_game(
    5,
    dict.fromkeys((12, 123, 124, 125, 1234, 1235, 1245, 345, 1345, 2345), 1) | {12345: 2},
)


def raised(worths: Mapping[int, int], players: int, grand: int) -> Games:
    """Return a game, and the same with another worth of all its players."""
    everybody = int("".join(str(k + 1) for k in range(players)))
    return small_game(players, worths), small_game(players, {**worths, everybody: grand})


NUCLEOLUS_FALLS = raised({12: 2, 123: 2, 124: 2, 234: 2, 1234: 4}, 4, 5)
TAU_FALLS = raised({12: 1, 123: 1, 124: 1, 234: 2, 1234: 2}, 4, 3)
PER_CAPITA_FALLS = raised({12: 4, 13: 3, 23: 4, 145: 4, 345: 4, 12345: 3}, 5, 4)  # 4 and 5 get what they get alone

BREACHES: Mapping[str, Mapping[Axiom, Games]] = {
    "shapley": {
        INDIVIDUAL_RATIONALITY: (NO_GAIN,),
        CORE_SELECTION: (GLOVES,),
        DAVIS_MASCHLER_CONSISTENCY: (PAIR_AND_MORE,),
    },
    "modified-shapley": {
        SYMMETRY: (UNANIMITY,),
        NULL_PLAYER: (PAIR,),
        COVARIANCE: (NOTHING, PAYMENT),
        INDIVIDUAL_RATIONALITY: (PAIR,),
        SUPERADDITIVE_RATIONALITY: (PAIR,),
        CORE_SELECTION: (PAIR,),
        CONVEX_CORE: (PAIR,),
        DAVIS_MASCHLER_CONSISTENCY: (PAIR,),
        HART_MAS_COLELL_CONSISTENCY: (small_game(3, {12: 1, 13: 1, 123: 2}),),
    },
    "owen": {
        SYMMETRY: (UNANIMITY,),
        INDIVIDUAL_RATIONALITY: (NO_GAIN,),
        CORE_SELECTION: (GLOVES,),
        DAVIS_MASCHLER_CONSISTENCY: (UNANIMITY,),
        HART_MAS_COLELL_CONSISTENCY: (UNANIMITY,),
    },
    "nucleolus": {
        ADDITIVITY: (UNANIMITY, PAIR),
        COALITIONAL_MONOTONICITY: NUCLEOLUS_FALLS,
        AGGREGATE_MONOTONICITY: NUCLEOLUS_FALLS,
        BALANCED_MONOTONICITY: NUCLEOLUS_FALLS,
        HART_MAS_COLELL_CONSISTENCY: (PAIR_AND_MORE,),
    },
    "per-capita-nucleolus": {
        ADDITIVITY: (small_game(3, {23: 2, 123: 2}), PAIR_AND_MORE),
        COALITIONAL_MONOTONICITY: (
            small_game(4, {13: 1, 123: 1, 134: 1, 234: 1, 1234: 2}),
            small_game(4, {13: 1, 123: 2, 134: 1, 234: 1, 1234: 2}),
        ),
        AGGREGATE_MONOTONICITY: PER_CAPITA_FALLS,
        DAVIS_MASCHLER_CONSISTENCY: (PAIR_AND_MORE,),
        HART_MAS_COLELL_CONSISTENCY: (small_game(3, {12: 1, 13: 1, 123: 3}),),
    },
    "equal-surplus": {
        NULL_PLAYER: (PAIR,),
        CORE_SELECTION: (PAIR,),
        CONVEX_CORE: (PAIR,),
        DAVIS_MASCHLER_CONSISTENCY: (PAIR,),
        HART_MAS_COLELL_CONSISTENCY: (PAIR,),
    },
    "weighted-nash": {
        SYMMETRY: (UNANIMITY,),
        NULL_PLAYER: (PAIR,),
        CORE_SELECTION: (PAIR,),
        CONVEX_CORE: (PAIR,),
        DAVIS_MASCHLER_CONSISTENCY: (PAIR,),
        HART_MAS_COLELL_CONSISTENCY: (PAIR,),
    },
    "tau": {
        ADDITIVITY: (UNANIMITY, PAIR),
        CORE_SELECTION: (PAIR_AND_TRIPLE,),
        CONVEX_CORE: (PAIR_AND_TRIPLE,),
        COALITIONAL_MONOTONICITY: TAU_FALLS,
        AGGREGATE_MONOTONICITY: TAU_FALLS,
        BALANCED_MONOTONICITY: TAU_FALLS,
        DAVIS_MASCHLER_CONSISTENCY: (PAIR_AND_MORE,),
        HART_MAS_COLELL_CONSISTENCY: (PAIR_AND_MORE,),
    },
    "banzhaf": {
        EFFICIENCY: (UNANIMITY,),
        INDIVIDUAL_RATIONALITY: (NO_GAIN,),
        CORE_SELECTION: (UNANIMITY,),
        CONVEX_CORE: (UNANIMITY,),
        DAVIS_MASCHLER_CONSISTENCY: (UNANIMITY,),
        HART_MAS_COLELL_CONSISTENCY: (UNANIMITY,),
    },
}
