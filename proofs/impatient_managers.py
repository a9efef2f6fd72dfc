r"""Risky projects of long duration: what keeps managers from them, and which support restores what owners would choose.

*Primitives.* Effort :math:`x` costs :math:`\gamma x^2 / 2` now and earns :math:`x (v + \epsilon)` when the project
ends, with a risk :math:`\epsilon` of mean zero and variance :math:`\sigma^2`. The end comes at a constant rate, after
:math:`T` years in the mean, so that somebody with the discount rate :math:`\rho` counts a unit of it as
:math:`\mathbf{E}[e^{-\rho \tau}] = 1 / (1 + \rho T)`. Owners discount at :math:`\rho` and hold enough other projects to
be neutral to risk. The manager discounts at :math:`\eta \ge \rho` and has the risk aversion :math:`r`: a risky income
is worth its mean less :math:`r / 2` times its variance. Starting a project costs :math:`F`, which both count in full.

*Derivation.* With :math:`d_o = 1 / (1 + \rho T)`, :math:`d_m = 1 / (1 + \eta T)`, a grant :math:`s` for a unit of
effort and the part :math:`\phi` of the risk taken over at fair terms (who takes it over pays :math:`-\phi \epsilon x`,
which costs nothing in the mean), the manager maximises :math:`d_m (v x - \tfrac12 r (1 - \phi)^2 \sigma^2 x^2) + s x -
\tfrac12 \gamma x^2` and chooses :math:`x = (d_m v + s) / (\gamma + d_m r (1 - \phi)^2 \sigma^2)`; owners would choose
:math:`d_o v / \gamma`. The least grant equates the two.

*Theorems.* A manager who dislikes risk or is impatient does too little. Risk always matters more the greater it is; but
length makes it worse only if impatience does, :math:`\eta > \rho (1 + r \sigma^2 / \gamma)`: a distant risk is a
discounted one too. Taking over risk always raises effort and restores the owners' level only for a manager as patient
as they are; a grant always can. A grant alone of the least size makes the manager start more projects than owners
would; after the risk is taken over, the smaller least grant restores effort and willingness both. The review (section
4.3) says that support enhances 'the willingness of enterprises to undertake R&D projects with high-risk coefficients
and long income cycles': so it does, but support that acts on the risk alone leaves the length. The form is this
library's own; for the parts of it see Arrow and Lind (1970), American Economic Review 60:364-378, on who should bear
risk, and Holmstrom and Milgrom (1987), Econometrica 55:303-328, on linear contracts and mean and variance.
"""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.claims.theorem import Theorem, examine
from coopgame.models.model import REVIEW
from coopgame.models.risky_project import MODEL
from coopgame.symbols import Region, parameters
from proofs.agreement import same

v, gamma, rho, eta, r, sigma, T, F = parameters("v gamma rho eta r sigma T F")
s, phi, mu, x = parameters("s phi mu x")
SECTION = f"{REVIEW}, section 4.3"

patience, impatience = 1 / (1 + rho * T), 1 / (1 + eta * T)


def effort(grant: sp.Expr | int = 0, part: sp.Expr | int = 0) -> sp.Expr:
    """What the manager chooses, with a grant and a part of the risk taken over."""
    return (impatience * v + grant) / (gamma + impatience * r * (1 - part) ** 2 * sigma**2)


def content(grant: sp.Expr | int = 0, part: sp.Expr | int = 0) -> sp.Expr:
    """What the best effort is worth to the manager: half of its marginal worth at zero, times the effort."""
    return (impatience * v + grant) * effort(grant, part) / 2


def worth(level: sp.Expr) -> sp.Expr:
    """What effort is worth to owners."""
    return patience * v * level - gamma * level**2 / 2


efficient = patience * v / gamma
least = sp.factor(efficient * (gamma + impatience * r * sigma**2) - impatience * v)
least_without_risk = sp.factor((patience - impatience) * v)

project = Region(v > 0, gamma > 0, sigma > 0, T > 0, rho >= 0, r >= 0, eta >= rho)
averse, impatient, risk_taken_over = r > 0, eta > rho, sp.And(phi > 0, phi <= 1)
best_shared = (patience + mu * impatience) * v / (gamma * (1 + 2 * mu))


def least_of(part: sp.Expr) -> sp.Expr:
    """The grant that restores the efficient effort, when a part of the risk is taken over."""
    return efficient * (gamma + impatience * r * (1 - part) ** 2 * sigma**2) - impatience * v


THEOREMS = (
    Theorem(
        Claim(worth(x) <= worth(efficient), project, name="no effort is better for owners than the efficient one"),
        dropping=gamma > 0,
    ),
    Theorem(
        Claim(
            effort() < efficient,
            project & averse,
            name="a manager who dislikes risk does less than owners would, however patient",
        ),
        dropping=averse,
    ),
    Theorem(
        Claim(
            effort() < efficient,
            project & impatient,
            name="an impatient manager does less than owners would, even of a project without fear of its risk",
        ),
        dropping=impatient,
    ),
    Theorem(
        Claim(
            sp.diff(effort() / efficient, sigma) < 0,
            project & averse,
            name="the riskier the project, the smaller the part of the efficient effort",
        ),
        dropping=averse,
    ),
    Theorem(
        Claim(
            sp.Equivalent(sp.diff(effort() / efficient, T) < 0, eta > rho * (1 + r * sigma**2 / gamma)),
            project,
            name="length makes it worse exactly when impatience outweighs that distant risk is discounted too",
        ),
        dropping=gamma > 0,
    ),
    Theorem(
        Claim(
            effort(0, phi) > effort(),
            project & averse & (phi > 0) & (phi <= 1),
            source=SECTION,
            name="taking over a part of the risk always raises effort",
        ),
        dropping=averse,
    ),
    Theorem(
        Claim(
            effort(0, phi) < efficient,
            project & impatient,
            name="no part of the risk taken over restores the efficient effort of an impatient manager",
        ),
        dropping=impatient,
    ),
    Theorem(
        Claim(
            sp.Equivalent(effort(s) >= efficient, s >= least),
            project,
            name="the stated grant is the least that restores the efficient effort",
        ),
        dropping=gamma > 0,
    ),
    Theorem(
        Claim(
            sp.diff(least_of(phi), phi) < 0,
            project & averse & (phi >= 0) & (phi < 1),
            name="the more of the risk is taken over, the smaller the least grant",
        ),
        dropping=averse,
    ),
    Theorem(
        Claim(
            content(least) > worth(efficient),
            project & averse,
            name="the least grant alone makes the manager start more projects than owners would",
        ),
        dropping=averse,
    ),
    Theorem(
        Claim(
            sp.Equivalent(content(least_without_risk, 1) >= F, worth(efficient) >= F),
            project,
            name="with all the risk taken over, the least grant restores willingness exactly",
        ),
        dropping=gamma > 0,
    ),
    Theorem(
        Claim(
            worth(x) - mu * (gamma * x - impatience * v) * x
            <= worth(best_shared) - mu * (gamma * best_shared - impatience * v) * best_shared,
            project & (mu >= 0),
            name="with all the risk taken over and public funds dear, no grant is better than the one for this effort",
        ),
        dropping=mu >= 0,
    ),
)


def test_each_theorem_holds_and_is_tight(theorem: Theorem) -> None:
    assert examine(theorem).stands, str(examine(theorem))


def test_closed_forms() -> None:
    risk = (1 - phi) ** 2 * sigma**2
    payoff = impatience * (v * x - r * risk * x**2 / 2) + s * x - gamma * x**2 / 2
    assert sp.simplify(sp.diff(payoff, x).subs(x, effort(s, phi))) == 0
    assert sp.simplify(payoff.subs(x, effort(s, phi)) - content(s, phi)) == 0
    assert sp.simplify(effort(least) - efficient) == 0
    assert sp.simplify(effort(least_of(phi), phi) - efficient) == 0
    assert sp.simplify(least_of(1) - least_without_risk) == 0
    ratio = (1 + rho * T) / (1 + eta * T + r * sigma**2 / gamma)
    assert sp.simplify(effort() / efficient - ratio) == 0
    assert sp.simplify(effort(0, 1).subs(eta, rho) - efficient) == 0, "a patient manager needs no grant"


def test_what_an_end_at_a_constant_rate_is_worth_today() -> None:
    t = sp.Symbol("t", positive=True)
    at = {rho: sp.Rational(1, 20), T: 8}
    density = sp.exp(-t / 8) / 8
    assert sp.integrate(sp.exp(-at[rho] * t) * density, (t, 0, sp.oo)) == patience.subs(at)


def test_known_values() -> None:
    at = {v: 3, gamma: 2, rho: sp.Rational(1, 20), eta: sp.Rational(1, 8), r: 1, sigma: 1, T: 8}
    found = [value.subs(at) for value in (efficient, effort(), least, least_without_risk)]
    assert found == [sp.Rational(15, 14), sp.Rational(3, 5), sp.Rational(33, 28), sp.Rational(9, 14)]


def test_the_library_finds_the_same_efforts_and_grants() -> None:
    expected = {
        "O": ({x: efficient}, worth(efficient)),
        "M": ({x: effort()}, content()),
        "M+s": ({x: efficient, s: least}, content(least)),
        "M+r": ({x: effort(0, 1), phi: 1}, content(0, 1)),
        "M+r+s": ({x: efficient, s: least_without_risk}, content(least_without_risk, 1)),
    }
    for label, (choices, value) in expected.items():
        found = MODEL.regime(label).outcome
        assert set(found.choices) == set(choices)
        assert all(sp.simplify(found.choices[choice] - chosen) == 0 for choice, chosen in choices.items())
        assert sp.simplify(found.payoffs["owners" if label == "O" else "manager"] - value) == 0
        assert same(found.condition, impatient if label == "M+r" else sp.true, MODEL.region)
