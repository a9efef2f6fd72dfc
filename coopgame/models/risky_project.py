r"""A manager and a risky project of long duration.

Effort :math:`x` costs :math:`\tfrac12 \gamma x^2` now and earns :math:`x (v + \epsilon)` when the project ends, with a
risk :math:`\epsilon` of mean zero and variance :math:`\sigma^2`. The end comes at a constant rate, after :math:`T`
years in the mean: who discounts at the rate :math:`\rho` counts a unit of income then as :math:`1 / (1 + \rho T)` now.
Owners discount at :math:`\rho` and are neutral to a risk that is one of many. The manager discounts at :math:`\eta \ge
\rho` and has the risk aversion :math:`r`. The government shares the owners' view; it pays a grant :math:`s` for a unit
of effort, or takes over the part :math:`\phi` of the risk at fair terms:

.. math::
    u_m = \frac{v x - \tfrac12 r (1 - \phi)^2 \sigma^2 x^2}{1 + \eta T} + s x - \tfrac12 \gamma x^2, \qquad
    u_o = u_g = \frac{v x}{1 + \rho T} - \tfrac12 \gamma x^2

A grant is a transfer.
"""

from sympy import And, Expr, Rational

from coopgame.claims.claim import Claim
from coopgame.games.staged import Stage, StagedGame
from coopgame.models.model import FORM_OURS, REVIEW, Parameter
from coopgame.models.stability import iff
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.symbols import Region, parameters

v, gamma, rho, eta, T, r, sigma = parameters("v gamma rho eta T r sigma")
x, s, phi = parameters("x s phi")
OWNERS, MANAGER, GOVERNMENT = "owners", "manager", "government"

region = Region(v > 0, gamma > 0, rho >= 0, eta >= rho, T > 0, r > 0, sigma > 0)
worth = v * x / (1 + rho * T) - gamma * x**2 / 2


def felt(grant: Expr | int, part: Expr | int) -> Expr:
    """What the project is worth to the manager, with a grant and a part of the risk taken over."""
    return (v * x - r * (1 - part) ** 2 * sigma**2 * x**2 / 2) / (1 + eta * T) + grant * x - gamma * x**2 / 2


EFFORT = Stage("effort", {MANAGER: (x,)})
GRANT = Stage("grant", {GOVERNMENT: (s,)})
INSURANCE = Stage("insurance", {GOVERNMENT: (phi,)})
active, fair = Region(x > 0), Region(phi >= 0, phi <= 1)


def supported(*policy: Stage, grant: Expr | int = 0, part: Expr | int = 0, bounds: Region = active) -> StagedGame:
    """The game in which the government moves first, with these instruments."""
    return StagedGame({GOVERNMENT: worth, MANAGER: felt(grant, part)}, (*policy, EFFORT), region & bounds)


efficient = StagedGame({OWNERS: worth}, (Stage("effort", {OWNERS: (x,)}),), region & active)
WILLING = Quantity("worth of the project to who decides on it", "u", worth)
PAID, SPENDING = Quantity("grant for a unit of effort", "s", 0), Quantity("public spending", "G", 0)
TAKEN = Quantity("part of the risk taken over", r"\phi", 0)
granted = (Quantity(PAID.name, PAID.symbol, s), Quantity(SPENDING.name, SPENDING.symbol, s * x))


def decided(grant: Expr | int, part: Expr | int) -> Quantity:
    """What the project is worth to the manager who decides on it."""
    return Quantity(WILLING.name, WILLING.symbol, felt(grant, part))


# What the regimes come to, for the claims.
patience, impatience = 1 / (1 + rho * T), 1 / (1 + eta * T)
x_owners, x_alone = patience * v / gamma, impatience * v / (gamma + impatience * r * sigma**2)
x_insured = impatience * v / gamma
least = x_owners * (gamma + impatience * r * sigma**2) - impatience * v
least_insured = (patience - impatience) * v
worth_owners = patience**2 * v**2 / (2 * gamma)
worth_granted = (gamma + impatience * r * sigma**2) * x_owners**2 / 2

MODEL = StagedModel(
    name="risky-project",
    title="A manager and a risky project of long duration",
    summary="A manager who dislikes risk and is impatient does too little of a risky project that takes long. The "
    "government pays a grant, takes the risk over, or both; only a grant makes up for impatience.",
    factor="4.3 Government departments: willingness to undertake projects of high risk and long income cycles",
    regimes=(
        Regime("as owners would", "O", efficient),
        Regime("manager, no support", "M", supported(), quantities=(decided(0, 0),)),
        Regime("least grant", "M+s", supported(GRANT, grant=s), quantities=(decided(s, 0), *granted)),
        Regime(
            "risk taken over",
            "M+r",
            supported(INSURANCE, part=phi, bounds=active & fair),
            quantities=(decided(0, phi), Quantity(TAKEN.name, TAKEN.symbol, phi)),
        ),
        Regime(
            "risk taken over, least grant",
            "M+r+s",
            supported(GRANT, grant=s, part=1),
            quantities=(decided(s, 1), Quantity(TAKEN.name, TAKEN.symbol, 1), *granted),
        ),
    ),
    quantities=(
        Quantity("effort", "x", x),
        PAID,
        TAKEN,
        SPENDING,
        WILLING,
        Quantity("worth to owners", "W", worth),
    ),
    parameters=(
        Parameter(v, "mean return of a unit of effort", 3),
        Parameter(gamma, "slope of the marginal cost of effort", 2),
        Parameter(rho, "discount rate of the owners, a year", Rational(1, 20)),
        Parameter(eta, "discount rate of the manager, a year", Rational(1, 8)),
        Parameter(T, "mean duration of the project, in years", 8),
        Parameter(r, "risk aversion of the manager", 1),
        Parameter(sigma, "standard deviation of the return of a unit of effort", 1),
    ),
    region=region,
    axes=(T, sigma),
    statics=(eta, T, sigma),
    claims=(
        Claim(
            And(x_alone < x_owners, x_insured > x_alone, iff(x_insured >= x_owners, eta <= rho)),
            region,
            name="the manager does too little; taking over the risk helps, and is enough only for a patient manager",
        ),
        Claim(
            iff((x_alone / x_owners).diff(T) < 0, eta > rho * (1 + r * sigma**2 / gamma)),
            region,
            name="a longer project suffers more exactly when impatience outweighs that distant risk is discounted too",
        ),
        Claim(
            And(least > least_insured, least_insured >= 0),
            region,
            name="where the risk is taken over, a smaller grant restores the effort of owners",
        ),
        Claim(
            worth_granted > worth_owners,
            region,
            name="the least grant alone makes the manager start projects that owners would not",
        ),
        Claim(
            x_insured >= x_owners,
            region,
            source=f"{REVIEW}, section 4.3",
            name="a manager relieved of the risk undertakes long projects as owners would, as the review states it",
        ),
        Claim(
            (x_alone / x_owners).diff(T) < 0,
            region,
            source=f"{REVIEW}, section 4.3",
            name="the longer the income cycle, the more willingness has to be enhanced, as the review states it",
        ),
    ),
    sources=(
        f"{REVIEW}, section 4.3",
        "K. J. Arrow and R. C. Lind (1970), American Economic Review 60:364-378, for who should bear risk",
        "B. Holmstrom and P. Milgrom (1987), Econometrica 55:303-328, for mean and variance",
        FORM_OURS,
    ),
)
