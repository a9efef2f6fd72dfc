r"""Government, enterprise and university: the stable rest points, and whether incentives can last.

*Primitives.* The shares :math:`x, y, z` of governments that incentivise and of enterprises and universities that
collaborate grow by the replicator dynamics :math:`\dot x = x (1 - x) \Delta_G` and so on, where the gains are

.. math::
    \Delta_G &= -C_g - y S_e - z S_u + (1-y) F_e + (1-z) F_u + L (1 - y z) + E_g y z \\
    \Delta_E &= D - C_e + x (S_e + F_e) + z (\theta \Delta_R - B_e) \\
    \Delta_U &= D - C_u + x (S_u + F_u) + y ((1-\theta) \Delta_R - B_u).

*Derivation.* No gain depends on its own variable, so the Jacobian at a vertex is diagonal with the eigenvalues
:math:`\lambda_i = (1 - 2 v_i) \Delta_i(v)`: the gains of leaving it. All negative means asymptotically stable, and it
means a strict equilibrium (Selten, 1980). At a rest point inside, the diagonal is zero.

*Theorems.* Permanent incentives, :math:`(1, 1, 1)`, are never stable unless the extra benefit :math:`E_g` exceeds what
they cost; collaboration that sustains itself, :math:`(0, 1, 1)`, is stable exactly where that fails and the shares
cover costs and free riding, which some share does exactly when :math:`\Delta_R` is large enough. There are never more
than two stable vertices unless compensation alone covers both costs. The table of payoffs is a representative one.
"""

from itertools import combinations, product

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.government_enterprise_university import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import found_by_the_library, same

E_g, C_g, S_e, S_u, F_e, F_u, L = parameters("E_g C_g S_e S_u F_e F_u L")
theta, Delta_R, C_e, C_u, D, B_e, B_u = parameters("theta Delta_R C_e C_u D B_e B_u")
x, y, z = parameters("x y z")

shares = (x, y, z)
gains = (
    -C_g - y * S_e - z * S_u + (1 - y) * F_e + (1 - z) * F_u + L * (1 - y * z) + E_g * y * z,
    D - C_e + x * (S_e + F_e) + z * (theta * Delta_R - B_e),
    D - C_u + x * (S_u + F_u) + y * ((1 - theta) * Delta_R - B_u),
)
field = [share * (1 - share) * gain for share, gain in zip(shares, gains, strict=True)]
jacobian = sp.Matrix(field).jacobian(shares)

Vertex = tuple[int, int, int]
VERTICES: tuple[Vertex, ...] = tuple(product((0, 1), (0, 1), (0, 1)))


def at(vertex: Vertex) -> sp.Matrix:
    """The Jacobian at a vertex."""
    return jacobian.subs(dict(zip(shares, vertex, strict=True)), simultaneous=True).expand()


eigenvalues = {vertex: tuple(at(vertex).diagonal()) for vertex in VERTICES}
stable = {vertex: sp.And(*(value < 0 for value in eigenvalues[vertex])) for vertex in VERTICES}

positive = Region(*(symbol > 0 for symbol in (E_g, C_g, S_e, S_u, F_e, F_u, L, Delta_R, C_e, C_u, D, B_e, B_u)))
permanent_cost = C_g + S_e + S_u
to_enterprise, to_university = C_e + B_e - D, C_u + B_u - D
middle = (to_enterprise + Delta_R - to_university) / (2 * Delta_R)
# Two neighbours are never both stable: the one who changes gains one way or the other.
apart = [
    t
    for t in combinations(VERTICES, 3)
    if all(sum(map(abs, map(int.__sub__, u, w))) > 1 for u, w in combinations(t, 2))
]

THEOREMS = (
    Theorem(
        Claim(
            ~stable[1, 1, 1],
            positive & (E_g <= permanent_cost),
            name="permanent incentives are not stable unless their extra benefit exceeds what they cost",
        ),
        dropping=E_g <= permanent_cost,
    ),
    Theorem(
        Claim(
            stable[0, 1, 1],
            positive
            & (theta * Delta_R > to_enterprise)
            & ((1 - theta) * Delta_R > to_university)
            & (E_g < permanent_cost),
            name="collaboration sustains itself where each share covers its cost and incentives do not pay",
        ),
        dropping=E_g < permanent_cost,
    ),
    Theorem(
        Claim(
            stable[0, 1, 1].subs(theta, middle),
            positive & (Delta_R > to_enterprise + to_university) & (E_g < permanent_cost),
            name="some share makes collaboration sustain itself when the revenue covers costs and free riding",
        ),
        dropping=Delta_R > to_enterprise + to_university,
    ),
    Theorem(
        Claim(
            eigenvalues[1, 1, 1][1] < 0,
            Region(eigenvalues[0, 1, 1][1] <= 0, S_e > 0, F_e > 0),
            name="an enterprise that collaborates without incentives collaborates with them",
        ),
        dropping=S_e > 0,
    ),
    Theorem(
        Claim(
            sp.And(*(~sp.And(*(stable[vertex] for vertex in three)) for three in apart)),
            positive & ((C_e > D) | (C_u > D)),
            name="never more than two vertices are stable, unless compensation alone covers both costs",
        ),
        dropping=(C_e > D) | (C_u > D),
    ),
    Theorem(
        Claim(
            sp.Eq(jacobian.trace(), 0),
            Region(*(sp.Eq(gain, 0) for gain in gains)),
            name="at a rest point inside the trace vanishes, so that it is not asymptotically stable",
        ),
        dropping=sp.Eq(gains[0], 0),
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_the_jacobian_at_every_vertex_is_diagonal() -> None:
    assert all(at(vertex).is_diagonal() for vertex in VERTICES)


def test_the_table_of_eigenvalues() -> None:
    without, enterprise, university = F_e + F_u + L - C_g, D - C_e, D - C_u
    to_e, to_u = theta * Delta_R - B_e, (1 - theta) * Delta_R - B_u
    table = {
        (0, 0, 0): (without, enterprise, university),
        (0, 0, 1): (without - F_u - S_u, enterprise + to_e, -university),
        (0, 1, 0): (without - F_e - S_e, -enterprise, university + to_u),
        (0, 1, 1): (E_g - permanent_cost, -enterprise - to_e, -university - to_u),
        (1, 0, 0): (-without, enterprise + S_e + F_e, university + S_u + F_u),
        (1, 0, 1): (-without + F_u + S_u, enterprise + S_e + F_e + to_e, -university - S_u - F_u),
        (1, 1, 0): (-without + F_e + S_e, -enterprise - S_e - F_e, university + S_u + F_u + to_u),
        (1, 1, 1): (permanent_cost - E_g, -enterprise - S_e - F_e - to_e, -university - S_u - F_u - to_u),
    }
    for vertex, row in table.items():
        assert [sp.expand(a - b) for a, b in zip(eigenvalues[vertex], row, strict=True)] == [0, 0, 0]


def test_the_library_finds_the_same_strict_equilibria() -> None:
    names = MODEL.game.strategies
    found = found_by_the_library(MODEL.game)
    for vertex in VERTICES:
        profile = tuple(own[1 - played] for own, played in zip(names, vertex, strict=True))
        assert same(found[profile].strict_condition, stable[vertex], MODEL.game.region)
