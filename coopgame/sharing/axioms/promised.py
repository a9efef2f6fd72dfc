"""The promises of the values, each with the reason that holds for any number of players."""

from collections.abc import Mapping

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

AXIOMATIC = "Shapley (1953)"
DEFINITION = "by definition"
IMPUTATIONS = "it is chosen among the imputations"
SURPLUS = "only v(i) and v(N) count, and each raises the shares of those it belongs to"
LINEAR = "it is linear in the worths"
MARGINAL = "it is a mean of what the player adds to coalitions"

PROMISED: Mapping[str, Mapping[Axiom, str]] = {
    "shapley": {
        EFFICIENCY: AXIOMATIC,
        SYMMETRY: AXIOMATIC,
        NULL_PLAYER: AXIOMATIC,
        ADDITIVITY: AXIOMATIC,
        COVARIANCE: "additive, and what a player brings alone stays with the player",
        SUPERADDITIVE_RATIONALITY: f"{MARGINAL}, each at least v(i)",
        CONVEX_CORE: "Shapley (1971): the mean of the core's corners, each order of arrival giving one",
        COALITIONAL_MONOTONICITY: "Young (1985)",
        AGGREGATE_MONOTONICITY: "everybody gets 1/n of the rise",
        BALANCED_MONOTONICITY: "everybody gets 1/n of the rise",
        HART_MAS_COLELL_CONSISTENCY: "Hart and Mas-Colell (1989)",
    },
    "modified-shapley": {
        EFFICIENCY: "the corrections add up to zero",
        ADDITIVITY: LINEAR,
        COALITIONAL_MONOTONICITY: "the correction depends on v(N) alone, and of its rise a player gets the weight",
        AGGREGATE_MONOTONICITY: "everybody gets the weight's part of the rise",
        BALANCED_MONOTONICITY: "everybody gets the weight's part of the rise",
    },
    "owen": {
        EFFICIENCY: "Owen (1977)",
        NULL_PLAYER: "Owen (1977)",
        ADDITIVITY: "Owen (1977)",
        COVARIANCE: "additive, and what a player brings alone stays with the player",
        SUPERADDITIVE_RATIONALITY: f"{MARGINAL}, each at least v(i)",
        CONVEX_CORE: "a mean of the core's corners, over the orders that leave unions whole",
        COALITIONAL_MONOTONICITY: MARGINAL,
        AGGREGATE_MONOTONICITY: MARGINAL,
        BALANCED_MONOTONICITY: MARGINAL,
    },
    "nucleolus": {
        EFFICIENCY: IMPUTATIONS,
        SYMMETRY: "Schmeidler (1969): it is one point, and exchanging the two would give another",
        NULL_PLAYER: "it lies in the kernel, Davis and Maschler (1965)",
        COVARIANCE: "excesses are multiplied by a",
        INDIVIDUAL_RATIONALITY: IMPUTATIONS,
        SUPERADDITIVE_RATIONALITY: IMPUTATIONS,
        CORE_SELECTION: "Schmeidler (1969): it minimises the largest excess",
        CONVEX_CORE: "Schmeidler (1969): it minimises the largest excess",
        DAVIS_MASCHLER_CONSISTENCY: "Sobolev (1975), and the reduced game has a core as well",
    },
    "per-capita-nucleolus": {
        EFFICIENCY: IMPUTATIONS,
        SYMMETRY: "it is one point, and exchanging the two would give another",
        NULL_PLAYER: "it lies in the kernel of excesses a head",
        COVARIANCE: "excesses are multiplied by a",
        INDIVIDUAL_RATIONALITY: IMPUTATIONS,
        SUPERADDITIVE_RATIONALITY: IMPUTATIONS,
        CORE_SELECTION: "it minimises the largest excess a head",
        CONVEX_CORE: "it minimises the largest excess a head",
        BALANCED_MONOTONICITY: "Young, Okada and Hashimoto (1982): everybody gets 1/n of the rise",
    },
    "equal-surplus": {
        EFFICIENCY: DEFINITION,
        SYMMETRY: DEFINITION,
        ADDITIVITY: LINEAR,
        COVARIANCE: DEFINITION,
        INDIVIDUAL_RATIONALITY: DEFINITION,
        SUPERADDITIVE_RATIONALITY: DEFINITION,
        COALITIONAL_MONOTONICITY: SURPLUS,
        AGGREGATE_MONOTONICITY: "everybody gets 1/n of the rise",
        BALANCED_MONOTONICITY: "everybody gets 1/n of the rise",
    },
    "weighted-nash": {
        EFFICIENCY: DEFINITION,
        ADDITIVITY: LINEAR,
        COVARIANCE: DEFINITION,
        INDIVIDUAL_RATIONALITY: DEFINITION,
        SUPERADDITIVE_RATIONALITY: DEFINITION,
        COALITIONAL_MONOTONICITY: SURPLUS,
        AGGREGATE_MONOTONICITY: "everybody gets the power's part of the rise",
        BALANCED_MONOTONICITY: "everybody gets the power's part of the rise",
    },
    "tau": {
        EFFICIENCY: DEFINITION,
        SYMMETRY: "Tijs (1987)",
        NULL_PLAYER: "Tijs (1981): utopia and minimal right are both zero",
        COVARIANCE: "Tijs (1987)",
        INDIVIDUAL_RATIONALITY: "the minimal right is v(i) or more",
        SUPERADDITIVE_RATIONALITY: "the minimal right is v(i) or more",
    },
    "banzhaf": {
        SYMMETRY: "Owen (1975)",
        NULL_PLAYER: "Owen (1975)",
        ADDITIVITY: "Owen (1975)",
        COVARIANCE: "additive, and what a player brings alone stays with the player",
        SUPERADDITIVE_RATIONALITY: f"{MARGINAL}, each at least v(i)",
        COALITIONAL_MONOTONICITY: MARGINAL,
        AGGREGATE_MONOTONICITY: MARGINAL,
        BALANCED_MONOTONICITY: MARGINAL,
    },
}
