"""Models to report on: small ones, and ones written to break a page."""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.games.staged import Stage, StagedGame
from coopgame.games.venture import Venture
from coopgame.models.aim import Aim
from coopgame.models.model import Model, Parameter
from coopgame.models.staged_model import Quantity, Regime, StagedModel
from coopgame.sharing import linear_share
from coopgame.symbols import Region, parameters

alpha, R, c = parameters("alpha R c")
SHARE = {"enterprise": ("invest", "wait"), "university": ("invest", "wait")}
PLAYERS = tuple(SHARE)


def laboratory() -> Model:
    """A joint laboratory: a venture under a linear share, with one claim of each kind of verdict but undecided."""
    region = Region(alpha > 0, alpha < 1, R > 0, c > 0, c < R)
    venture = Venture.from_functions(
        revenue=lambda profile: R if set(profile) == {"invest"} else 0,
        costs={player: {"invest": c, "wait": 0} for player in PLAYERS},
        strategies=SHARE,
        region=region,
    )
    rule = linear_share({"enterprise": alpha, "university": 1 - alpha})
    return Model(
        name="laboratory",
        title="A joint laboratory",
        summary="Both invest, or nobody gains.",
        factor="4.2",
        game=venture.under(rule),
        parameters=(
            Parameter(alpha, "the enterprise's share", sp.Rational(1, 2)),
            Parameter(R, "revenue", 6),
            Parameter(c, "cost of investing", 1),
        ),
        axes=(alpha, c),
        claims=(
            Claim(sp.Ge(alpha * R, c), region & (c < alpha * R / 2), name="half is enough"),
            Claim(sp.Ge(alpha * R, c), region, name="any share is enough", source="nobody"),
            Claim(sp.Ge(alpha, 2), region & (alpha > 3), name="nothing is said"),
        ),
        sources=("a source",),
        venture=venture,
        rule=rule,
        aim=Aim(("invest", "invest"), share=alpha),
    )


def numbers() -> Model:
    """A game without parameters: the prisoner's dilemma."""
    game = FiniteGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    return Model(name="dilemma", title="A dilemma", game=game, parameters=())


def hostile() -> Model:
    """A model whose every text means something to HTML or to LaTeX, or is missing from their fonts."""
    b, beta, cost = parameters("b β cost_of_企业")
    players = (r"<b>A & B</b>", r"100% $x_1$ #2 {~}^\end{document}")
    strategies = ("<script>alert(1)</script>", r"\input{/etc/passwd} & 50 % of 企业 — é")
    game = FiniteGame.from_function(
        lambda player, profile: (b * beta - cost if profile[0] == profile[1] else 0) + int(player == players[0]),
        dict.fromkeys(players, strategies),
        Region(b > 0, beta > 0, cost > 0),
    )
    return Model(
        name="hostile",
        title="</title><script>alert('title')</script> & _ % # $ { } ~ ^ \\ 企业",
        summary="{{ 7 * 7 }} << 7 * 7 >> <% raw %> ]]> \" ' `",
        game=game,
        parameters=(Parameter(b, "<i>b</i> & _", 1), Parameter(beta, "β ≤ 1 %", 2), Parameter(cost, "企业", 1)),
        axes=(b, cost),
        claims=(Claim(b > cost, game.region, name="<img src=x onerror=alert(1)> $ _", source="& <a href='http://x'>"),),
        sources=("Müller & Söhne <http://example.org/?a=1&b=2>, 100 %",),
    )


S, beta, gamma, mu = parameters("S beta gamma mu")
x1, x2, q1, q2 = parameters("x_1 x_2 q_1 q_2")
FIRMS = ("enterprise 1", "enterprise 2")
SPILLOVER = Region(S > 0, gamma > 0, beta >= 0, beta <= 1)


def _profit(own: sp.Symbol, other: sp.Symbol, sold: sp.Symbol) -> sp.Expr:
    return (S - q1 - q2 + own + beta * other) * sold - gamma * own**2 / 2


def duopoly() -> StagedModel:
    """R&D with spillovers (d'Aspremont and Jacquemin, 1988): rivals and a cartel; a claim of each kind of verdict."""
    profits = {FIRMS[0]: _profit(x1, x2, q1), FIRMS[1]: _profit(x2, x1, q2)}
    game = StagedGame(
        profits,
        (Stage("research", {FIRMS[0]: x1, FIRMS[1]: x2}), Stage("output", {FIRMS[0]: q1, FIRMS[1]: q2})),
        SPILLOVER & Region(x1 >= 0, x2 >= 0),
    )
    return StagedModel(
        name="duopoly",
        title="R&D of two enterprises",
        summary="Some of it spills over.",
        factor="4.1",
        regimes=(
            Regime("rivals", "N", game, symmetric=(FIRMS,)),
            Regime("research cartel", "C", game, {"research": (FIRMS,)}, symmetric=(FIRMS,)),
        ),
        quantities=(
            Quantity("R&D", "x", x1),
            Quantity("profit", r"\pi", profits[FIRMS[0]]),
            Quantity("welfare", "W", sum(profits.values(), (q1 + q2) ** 2 / 2)),
        ),
        parameters=(
            Parameter(S, "size of the market", 5),
            Parameter(gamma, "slope of the marginal cost of R&D", 4),
            Parameter(beta, "spillover", sp.Rational(4, 5)),
        ),
        region=SPILLOVER,
        axes=(beta, gamma),
        statics=(beta, S),
        claims=(
            Claim(gamma * S > 0, SPILLOVER, name="all is positive", source="somebody"),
            Claim(gamma > 1, SPILLOVER, name="R&D is dear"),
            Claim(gamma > 1, SPILLOVER & (beta > 2), name="nothing is said"),
        ),
        sources=("a source",),
    )


def hostile_staged() -> StagedModel:
    """A staged model whose every text means something to HTML or to LaTeX; one of its regimes can't be solved."""
    first = r"<b>A & B</b>"
    outputs = StagedGame(
        {first: (S - q1) * q1 - mu}, Stage(r"<i>\\input{x}</i> 100%", {first: q1}), Region(S > 0, mu > 0)
    )
    unsolved = StagedGame({first: S * q1 - mu}, Stage("output", {first: q1}), Region(S > 0, mu > 0))
    taxed = StagedGame({first: (S - q1 - mu) * q1}, Stage("output", {first: q1}), Region(mu < S, mu > 0))
    return StagedModel(
        name="hostile-staged",
        title="</title><script>alert('title')</script> & _ % # $ { } ~ ^ \\ 企业",
        summary="{{ 7 * 7 }} << 7 * 7 >> <% raw %> ]]> \" ' `",
        regimes=(
            Regime("<script>alert(1)</script>", "<A>&_$", outputs),
            Regime(r"\input{/etc/passwd} & 50 % 企业", r"\b{%}", taxed),
            Regime("no end", "U", unsolved),
        ),
        quantities=(
            Quantity("<img src=x onerror=alert(1)> & 企 _", r"\input{/etc/passwd}", q1),
            Quantity("of one regime", r"q_{1", mu * q1),
        ),
        parameters=(Parameter(S, "<i>S</i> & _", 4), Parameter(mu, "企业 %", 1)),
        region=Region(mu < S, mu > 0),
        axes=(mu, S),
        statics=(mu,),
        claims=(
            Claim(
                S > 0, Region(mu < S, mu > 0), name="<img src=x onerror=alert(1)> $ _", source="& <a href='http://x'>"
            ),
        ),
        sources=("Müller & Söhne <http://example.org/?a=1&b=2>, 100 %",),
    )
