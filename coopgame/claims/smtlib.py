"""Claims as SMT-LIB 2 scripts that any solver for real arithmetic can check."""

from collections.abc import Sequence

from coopgame.claims.formula import All, Atom, Formula, No, Some, polynomials
from coopgame.polynomials import Polynomial


def script(hypotheses: Sequence[Formula], refutation: Formula, comment: str) -> str:
    """Write a script whose answer ``unsat`` means that the hypotheses imply the refutation's opposite."""
    names = sorted({s.name for f in (*hypotheses, refutation) for p in polynomials(f) for s in p.symbols})
    lines = [f"; {line}" for line in comment.splitlines()]
    lines += ["(set-logic QF_NRA)", *(f"(declare-const {_name(name)} Real)" for name in names)]
    lines += [f"(assert {_text(f)})" for f in (*hypotheses, refutation)]
    return "\n".join([*lines, "(check-sat)", ""])


def _text(formula: Formula) -> str:
    match formula:
        case Atom(factors, operator):
            product = _joined("*", [_polynomial(f) for f in factors])
            if operator == "!=":
                return f"(not (= {product} 0))"
            return f"({'=' if operator == '==' else operator} {product} 0)"
        case No(part):
            return f"(not {_text(part)})"
        case All(parts):
            return _joined("and", [_text(p) for p in parts]) if parts else "true"
        case Some(parts):
            return _joined("or", [_text(p) for p in parts]) if parts else "false"


def _joined(operator: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({operator} {' '.join(parts)})"


def _polynomial(polynomial: Polynomial) -> str:
    terms = []
    for exponents, c in polynomial.terms:
        powers = [_name(s.name) for s, e in zip(polynomial.symbols, exponents, strict=True) for _ in range(e)]
        constant = [] if abs(c) == 1 and powers else [str(abs(c))]
        term = _joined("*", [*constant, *powers])
        terms.append(f"(- {term})" if c < 0 else term)
    return _joined("+", terms)


def _name(name: str) -> str:
    return f"|{name}|"
