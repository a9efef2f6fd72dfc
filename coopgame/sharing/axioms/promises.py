"""Which value promises which axiom: with the reason where it does, with an example that breaks it where not."""

from dataclasses import dataclass
from functools import cache

from coopgame.claims.claim import Proved, Refuted, Undecided
from coopgame.errors import RuleError
from coopgame.sharing.axioms.breaches import BREACHES
from coopgame.sharing.axioms.generic import generic_games
from coopgame.sharing.axioms.promised import PROMISED
from coopgame.sharing.axioms.statements import Axiom
from coopgame.sharing.axioms.violation import Violation, prove, violation
from coopgame.sharing.values.rules import (
    BANZHAF,
    EQUAL_SURPLUS,
    NUCLEOLUS,
    PER_CAPITA,
    SHAPLEY,
    TAU,
    ValueRule,
    modified_shapley_rule,
    nash_rule,
    owen_rule,
)

# The examples have up to four players; those who are not there are left out of weights and unions.
MODIFIED = modified_shapley_rule({"1": 3, "2": 2, "3": 1, "4": 1})
NASH = nash_rule({"1": 3, "2": 2, "3": 1, "4": 1})
OWEN = owen_rule((("1", "2"), ("3",), ("4",)))

TABLE = (SHAPLEY, MODIFIED, OWEN, NUCLEOLUS, PER_CAPITA, EQUAL_SURPLUS, NASH, TAU, BANZHAF)
RATIONAL = (
    SHAPLEY,
    MODIFIED,
    OWEN,
    EQUAL_SURPLUS,
    NASH,
    BANZHAF,
)  # as functions of the worths: open to proof by symbols


@dataclass(frozen=True)
class Promise:
    """A value satisfies an axiom.

    Attributes
    ----------
    axiom : Axiom
    rule : ValueRule
    reason : str
        Why it does with any number of players: who has proven it, or from what it follows.
    proofs : tuple of Proved, Refuted or Undecided
        The library's own, for all games of three players at once; none where the value is no rational function of
        the worths.

    """

    axiom: Axiom
    rule: ValueRule
    reason: str
    proofs: tuple[Proved | Refuted | Undecided, ...]

    @property
    def proven(self) -> bool:
        """Whether it is proven for all games of three players."""
        return bool(self.proofs) and all(isinstance(proof, Proved) and not proof.vacuous for proof in self.proofs)


@cache
def standing(axiom: Axiom, rule: ValueRule) -> Promise | Violation:
    """How a value of the table stands to an axiom: the promise with its reason, or an example that breaks it.

    Parameters
    ----------
    axiom : Axiom
    rule : ValueRule
        One of ``TABLE``.

    Raises
    ------
    RuleError
        When the value is not in the table, or what is stored does not hold: the proof fails, or the example breaks
        nothing.

    """
    if rule not in TABLE:
        raise RuleError(f"nothing is stored about the {rule}", expected="one of " + ", ".join(r.name for r in TABLE))
    cell = f"{axiom.name} of the {rule}"
    reason, games = PROMISED.get(rule.name, {}).get(axiom), BREACHES.get(rule.name, {}).get(axiom)
    if reason is not None:
        promise = Promise(axiom, rule, reason, prove(axiom, rule, *generic_games(axiom)) if rule in RATIONAL else ())
        if rule in RATIONAL and not promise.proven:
            raise RuleError(f"{cell} is promised and not proven", expected="a proof for three players")
        return promise
    found = violation(axiom, rule, *games) if games else None
    if found is None:
        raise RuleError(f"{cell} is neither promised nor broken by an example", expected="one of both")
    return found
