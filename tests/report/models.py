"""Models to report on: small ones, and ones written to break a page."""

import sympy as sp

from coopgame.claims.claim import Claim
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Venture
from coopgame.models.model import Model, Parameter
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
