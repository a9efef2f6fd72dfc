r"""Pairs of supports of a bimatrix game, and what floating point can tell of them for certain.

Take supports :math:`I` of the player who mixes and :math:`J` of the one who replies, both of :math:`k` strategies, and
the replier's payoffs :math:`T_{ij}`. The set of the mixtures on :math:`I` against which all of :math:`J` are best
replies,

.. math:: X(I, J) = \{x \in \Delta : x_i = 0 \ (i \notin I), \ J \subseteq \arg\max_j (T^\top x)_j\},

is called *empty* if it is, and a *vertex* if it holds one point only, which is positive on :math:`I`, and against which
nothing outside :math:`J` is a best reply. With the :math:`k - 1` columns of differences :math:`T_{ij} - T_{ip}`,
:math:`j \in J \setminus p`, every :math:`x \in X(I, J)` lies in their null space, and that is spanned by the vector of
signed minors :math:`w_i` unless they all vanish. So :math:`X(I, J)` is

- empty when two of the :math:`w_i` have opposite signs, or when, with some :math:`w_i > 0` (else take :math:`-w`),
  :math:`\sum_i w_i (T_{ir} - T_{ip}) > 0` for an :math:`r \notin J`: a point of :math:`X(I, J)` would be a positive
  multiple of :math:`w`. It is also empty when some replies, evenly mixed, are better than some :math:`j \in J` against
  each of :math:`I`;
- a vertex when all :math:`w_i` have one sign and those sums are all negative.

What is neither for certain is *doubtful*.

Theorem. If for every pair of supports of equal size one player's set is empty or both are vertices, then the extreme
equilibria are the pairs that are vertices for both, and no other equilibrium exists.

Proof. Let :math:`(x, y)` be an extreme equilibrium: both are vertices of their best-response polytopes, so that
:math:`a = |supp(x)| \le |BR(x)|` and :math:`b = |supp(y)| \le |BR(y)|`, and :math:`supp(x) \subseteq BR(y)`,
:math:`supp(y) \subseteq BR(x)` (von Stengel, B. (2002), Computing equilibria for two-person games, in: Handbook of Game
Theory 3, section 2). For :math:`k = \max(a, b)` there are therefore :math:`I` between :math:`supp(x)` and
:math:`BR(y)`, and :math:`J` between :math:`supp(y)` and :math:`BR(x)`, with :math:`k` strategies each. Then
:math:`x \in X(I, J)`, and likewise :math:`y`, so neither set is empty, both are vertices, and :math:`(x, y)` is their
pair; :math:`I = supp(x) = BR(y)` and :math:`J = supp(y) = BR(x)`. All equilibria are convex combinations of the extreme
ones of a maximal Nash subset (Avis, D., Rosenberg, G., Savani, R. and von Stengel, B. (2010), Enumeration of Nash
equilibria for two-player games, Economic Theory 42). Two extreme ones in one subset would give two that share, say,
:math:`y`; but :math:`y` gives both :math:`I` and :math:`J`, and these give :math:`x`. So each is isolated.

No more than that is asked of the game: it may be degenerate away from its equilibria.

Rounding. Let :math:`M` exceed the replier's differences :math:`T_{ij} - T_{ij'}`, true or computed, and let none be
wrong by more than :math:`e`, :math:`2 u M \le e \le M`, :math:`u = 2^{-53}`. A product of two is wrong by
:math:`2 M e + u M^2` and a determinant of order 2 by :math:`4 M e + 4 u M^2 < 8 M e`; one of order 3, by expansion, by
:math:`3 (2.01 M^2 e + 8 M^2 e) + 19 u M^3 < 48 M^2 e`; a sum of four differences by :math:`4 e + 12 u M \le 10 e`.
These bounds are what "for certain" means. An equilibrium is doubtful, too, where the sum of its weights is not many
times their bound: it is one, but its probabilities would be poor.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]

UNIT = 2.0**-53
SLACK = 1 + 2.0**-40  # for the rounding of the bounds themselves
ORDER_2, ORDER_3, MIXED = 8.0, 48.0, 10.0
SMALLEST, LARGEST = 2.0**-200, 2.0**200
"""Differences of payoffs between these neither overflow nor underflow in any product that is formed."""
CLEAR = 2.0**34
"""By how much the sum of the weights must exceed the bound of their errors for probabilities to be worth reading."""


def supports(strategies: int, size: int, of_other: int) -> tuple[Indices, Indices]:
    """Return a player's sets of as many strategies, those of earlier ones first, and what each leaves out.

    There are none where the player, or the other one, has fewer strategies.
    """
    chosen = list(combinations(range(strategies), size)) if size <= of_other else []
    left = [sorted(set(range(strategies)) - set(support)) for support in chosen]
    return (
        np.array(chosen, dtype=np.intp).reshape(len(chosen), size),
        np.array(left, dtype=np.intp).reshape(len(chosen), max(strategies - size, 0)),
    )
