"""Theorems: a claim together with the proof that it is tight."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from coopgame.claims.claim import Claim, Proved, Refuted, Undecided
from coopgame.claims.decide import decide
from coopgame.conditions import text
from coopgame.errors import ClaimError
from coopgame.symbols import Region


@dataclass(frozen=True)
class Theorem:
    r"""A claim :math:`\forall \theta: H_1 \wedge \dots \wedge H_k \Rightarrow C`, with a hypothesis it needs.

    Its *partner* is the same claim without the hypothesis :math:`H_j`. The theorem stands when the claim is
    proved, not vacuously, and the partner is refuted: a claim that can't fail proves nothing.

    Parameters
    ----------
    claim : Claim
    dropping : relation or Boolean
        The hypothesis :math:`H_j`, one of the conditions of the claim's region.

    Raises
    ------
    ClaimError
        When the hypothesis is none of the region's conditions.

    """

    claim: Claim
    dropping: Any

    def __post_init__(self) -> None:
        """Check that the hypothesis is one."""
        if self.dropping not in self.claim.region.conditions:
            raise ClaimError(
                f"{self.dropping} is no hypothesis of the claim {self.name!r}",
                expected=f"one of {'; '.join(text(c) for c in self.claim.region.conditions) or 'none'}",
            )

    @property
    def name(self) -> str:
        """What the claim is called."""
        return self.claim.name

    @cached_property
    def partner(self) -> Claim:
        """The same claim without the hypothesis."""
        left = (c for c in self.claim.region.conditions if c != self.dropping)
        name = f"{self.name}, without {text(self.dropping)}"
        return Claim(self.claim.statement, Region(*left), self.claim.source, name)


@dataclass(frozen=True)
class Examination:
    """The verdicts on a theorem's claim and on its partner.

    Attributes
    ----------
    theorem : Theorem
    claim : Proved, Refuted or Undecided
    partner : Proved, Refuted or Undecided

    """

    theorem: Theorem
    claim: Proved | Refuted | Undecided = field(compare=False)
    partner: Proved | Refuted | Undecided = field(compare=False)

    @property
    def stands(self) -> bool:
        """Whether the claim is proved, its hypotheses can be met, and it fails without the one dropped."""
        proved = isinstance(self.claim, Proved) and not self.claim.vacuous
        return proved and isinstance(self.partner, Refuted)

    def __str__(self) -> str:
        """Write both verdicts, one a line."""
        return f"{self.claim}\n  without {text(self.theorem.dropping)}: {self.partner}"


def examine(theorem: Theorem, budget: float = 10.0) -> Examination:
    """Decide a theorem's claim and its partner.

    Parameters
    ----------
    theorem : Theorem
    budget : float
        Seconds the prover may take on each.

    """
    return Examination(theorem, decide(theorem.claim, budget), decide(theorem.partner, budget))
