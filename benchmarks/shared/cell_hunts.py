"""Other ways to find the cells of a partition: drawing points, and asking the prover about every combination of signs.

Both get the polynomials that coopgame found to matter, and are spared the equilibria and conditions of each cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import process_time
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from coopgame.claims.formula import Translation, sign_relation
from coopgame.claims.smt import Sat, Unsat, solve
from coopgame.expressions import compile_numpy
from coopgame.solve.cuts import OPERATOR, Cut
from coopgame.symbols import Region

BATCH = 1 << 14
WHOLE = 8
"""In every other batch parameters are drawn from 1 to this, and shares in parts of it: there are ties, and no rounding
on the way to them, as it is a power of 2."""

Signs = tuple[int, ...]
Kernel = Any


def polynomial(cut: Cut) -> sp.Expr:
    """The cut, multiplied out of its factors."""
    return sp.Mul(*(f.expression for f in cut.odd), *(f.expression**2 for f in cut.even))


def kernel(cuts: Sequence[Cut], symbols: Sequence[sp.Symbol]) -> Kernel:
    """The cuts as one NumPy function of the parameters."""
    return compile_numpy([polynomial(cut) for cut in cuts], symbols)


def signs_at(evaluate: Kernel, columns: Sequence[NDArray[np.float64]]) -> NDArray[np.int8]:
    """The signs of the cuts at many points, one row a point."""
    return np.stack([np.sign(value).astype(np.int8) for value in evaluate(*columns)], axis=-1)


def sampled(
    cuts: Sequence[Cut], symbols: Sequence[sp.Symbol], shares: Sequence[sp.Symbol], budget: float
) -> tuple[set[Signs], int]:
    """Draw points for so many seconds, and return the combinations of signs met and the number of points.

    Every other batch is log-normal, every other one of simple numbers.

    Parameters
    ----------
    cuts : sequence of Cut
    symbols : sequence of Symbol
        The parameters, all of them positive.
    shares : sequence of Symbol
        Those that are below 1.
    budget : float
        Seconds.

    """
    evaluate = kernel(cuts, symbols)
    generator = np.random.default_rng(0)
    # A combination of signs as one number in base 3; telling rows apart would cost more than drawing them.
    weights = 3 ** np.arange(len(cuts), dtype=np.int64)
    seen = np.array([], dtype=np.int64)
    end = process_time() + budget
    batches = 0
    while process_time() < end:
        ties = batches % 2 == 1
        columns = [_column(generator, ties=ties, share=symbol in shares) for symbol in symbols]
        codes = (signs_at(evaluate, columns) + np.int64(1)) @ weights
        seen = np.union1d(seen, codes)
        batches += 1
    digits = seen[:, np.newaxis] // weights % 3 - 1
    return {tuple(row) for row in digits.tolist()}, batches * BATCH


def _column(generator: np.random.Generator, *, ties: bool, share: bool) -> NDArray[np.float64]:
    """Values of one parameter."""
    if ties:
        values = generator.integers(1, WHOLE + (not share), BATCH)
        return np.asarray(values / WHOLE if share else values, dtype=np.float64)
    return np.asarray(generator.random(BATCH) if share else generator.lognormal(size=BATCH), dtype=np.float64)


@dataclass
class Walk:
    """The tree of sign prefixes, walked depth first with one query a branch: what `sign_table` spares itself.

    Parameters
    ----------
    cuts : sequence of Cut
    region : Region
    symbols : sequence of Symbol
    budget : float
        Seconds.

    """

    cuts: Sequence[Cut]
    region: Region
    symbols: Sequence[sp.Symbol]
    budget: float
    found: set[Signs] = field(default_factory=set)
    queries: int = 0
    undecided: int = 0
    finished: bool = False
    seconds: float = 0.0

    def run(self) -> "Walk":
        """Walk until the tree or the time is at its end."""
        start = process_time()
        translation = Translation()
        hypotheses = [translation.formula(c) for c in self.region.conditions]
        hypotheses += translation.definitions
        literals = [{s: sign_relation(cut.form, operator) for s, operator in OPERATOR.items()} for cut in self.cuts]
        open_: list[Signs] = [()]
        while open_ and (left := self.budget - (process_time() - start)) > 0:
            prefix = open_.pop()
            self.queries += 1
            chosen = [literals[k][sign] for k, sign in enumerate(prefix)]
            answer = solve([*hypotheses, *chosen], self.symbols, left)
            if isinstance(answer, Sat) and len(prefix) == len(self.cuts):
                self.found.add(prefix)
            elif isinstance(answer, Sat):
                open_ += [(*prefix, sign) for sign in OPERATOR]
            elif not isinstance(answer, Unsat):
                self.undecided += 1
        self.seconds = process_time() - start
        self.finished = not open_ and not self.undecided
        return self
