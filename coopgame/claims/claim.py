"""Claims, and the three verdicts on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp

from coopgame.claims.formula import No, Translation
from coopgame.claims.smtlib import script
from coopgame.conditions import as_condition, latex, text
from coopgame.errors import ClaimError, CoopGameError
from coopgame.symbols import Region


@dataclass(frozen=True)
class Claim:
    r"""The statement :math:`\forall \theta \in \Theta: C(\theta)`, for a region :math:`\Theta`.

    A relation that is undefined at a point does not hold there, so a claim with a pole inside its region is false.

    Parameters
    ----------
    statement : relation, Boolean or Region
        The condition :math:`C` on the parameters.
    region : Region
        The hypotheses :math:`\Theta`.
    source : str
        Where the statement is made (author, year, equation).
    name : str
        What to call it.

    Raises
    ------
    ClaimError
        When the statement is no condition, or the region no region.

    """

    statement: Any
    region: Region = Region()
    source: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        """Accept a Region or a plain truth value as the statement."""
        try:
            statement = self.statement.condition if isinstance(self.statement, Region) else self.statement
            object.__setattr__(self, "statement", as_condition(statement))
        except CoopGameError as error:
            raise ClaimError(error.problem, expected=error.expected) from error
        if not isinstance(self.region, Region):
            raise ClaimError(f"{self.region!r} is not a Region", expected="coopgame.Region(...)")

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """Every parameter of statement and region, sorted by name."""
        return tuple(sorted({*self.region.symbols, *self.statement.free_symbols}, key=str))

    def smtlib(self) -> str:
        """Write an SMT-LIB 2 script: a solver that answers ``unsat`` confirms the claim.

        Raises
        ------
        ClaimError
            When a function in the claim can't be translated; the function is named.

        """
        translation = Translation()
        hypotheses = [translation.formula(c) for c in self.region.conditions]
        refutation = No(translation.formula(self.statement))
        comment = f"{self.name or 'claim'}: {self}\nunsat: the claim holds throughout the region; sat: it does not"
        return script([*hypotheses, *translation.definitions], refutation, comment)

    def __str__(self) -> str:
        """Write the claim as a sentence."""
        where = f"  for all  {self.region}" if self.region.conditions else ""
        return f"{text(self.statement)}{where}"

    def _repr_latex_(self) -> str:
        where = rf"\quad\forall\; {self.region.latex()}" if self.region.conditions else ""
        return f"${latex(self.statement)}{where}$"


class _Verdict:
    """What the verdicts share: none of them is a truth value."""

    def __bool__(self) -> bool:
        raise TypeError("a verdict is one of three, not a truth value; ask isinstance(verdict, coopgame.Proved)")


@dataclass(frozen=True)
class Proved(_Verdict):
    """The claim holds at every point of its region.

    Attributes
    ----------
    claim : Claim
    inhabitant : dict or None
        A point of the region; None when the region is empty and the claim therefore says nothing.

    """

    claim: Claim
    inhabitant: dict[sp.Symbol, sp.Expr] | None = field(compare=False)

    @property
    def vacuous(self) -> bool:
        """Whether the region is empty, so that everything holds in it."""
        return self.inhabitant is None

    def __str__(self) -> str:
        """Write the verdict as a sentence."""
        return f"proved{' (vacuously: the region is empty)' if self.vacuous else ''}: {self.claim}"

    def _repr_latex_(self) -> str:
        return rf"$\text{{proved: }}{self.claim._repr_latex_().strip('$')}$"


@dataclass(frozen=True)
class Refuted(_Verdict):
    """The claim fails at a point of its region.

    Attributes
    ----------
    claim : Claim
    witness : dict of Symbol to number
        The point, exact: rational wherever a rational one was found, else algebraic. Re-checked by substitution.

    """

    claim: Claim
    witness: dict[sp.Symbol, sp.Expr] = field(compare=False)

    def __str__(self) -> str:
        """Write the verdict as a sentence."""
        return f"refuted: {self.claim}  fails at  {point_text(self.witness)}"

    def _repr_latex_(self) -> str:
        at = ",\\; ".join(f"{sp.latex(s)}={sp.latex(v)}" for s, v in self.witness.items())
        return rf"$\text{{refuted: }}{self.claim._repr_latex_().strip('$')}\quad\text{{fails at }}{at}$"


@dataclass(frozen=True)
class Undecided(_Verdict):
    """Neither a proof nor a witness was found.

    Attributes
    ----------
    claim : Claim
    reason : str

    """

    claim: Claim
    reason: str

    def __str__(self) -> str:
        """Write the verdict as a sentence."""
        return f"undecided ({self.reason}): {self.claim}"

    def _repr_latex_(self) -> str:
        return rf"$\text{{undecided: }}{self.claim._repr_latex_().strip('$')}$"


def point_text(point: Mapping[sp.Symbol, Any]) -> str:
    """Write a point as ``b = 2, c = 1``."""
    return ", ".join(f"{symbol} = {value}" for symbol, value in sorted(point.items(), key=lambda pair: str(pair[0])))
