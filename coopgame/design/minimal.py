"""The least transfers that sustain a profile, by linear programming in closed form, with their proof."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from coopgame.design.gains import divided, profile_of, require_players
from coopgame.design.literals import BUDGET
from coopgame.design.payment import Payment, Schedule
from coopgame.design.question import Question
from coopgame.design.requirement import Sustains
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.errors import GameError, RuleError, SymbolError, require_kind
from coopgame.exact import exact
from coopgame.games.finite import FiniteGame
from coopgame.games.venture import Rule, Venture
from coopgame.sharing.balance import require
from coopgame.symbols import Region


def minimal_subsidy(  # noqa: PLR0913 - one question with many particulars, each named where it is asked
    venture: Venture | FiniteGame,
    *,
    target: Sequence[str],
    payment: Payment = Payment.ACTION,
    sustains: Sustains = Sustains.EQUILIBRIUM,
    outside: Mapping[str, Any] | None = None,
    rule: Rule | None = None,
    share: sp.Symbol | None = None,
    subsidies: Mapping[str, sp.Symbol] | None = None,
    payer: str | None = None,
    receivers: Sequence[str] | None = None,
    budget: float = BUDGET,
) -> MinimalSubsidy:
    r"""Return the least :math:`\sum_i t_i w_i(s^*)` with :math:`t_i \ge 0` at which a profile :math:`s^*` is sustained.

    Incentive constraints are :math:`u_i(s_i, s^*_{-i}) + t_i w_i(s_i, s^*_{-i}) \le u_i(s^*) + t_i w_i(s^*)` with the
    weights :math:`w_i` of the payment; participation constraints are :math:`u_i(s^*) + t_i w_i(s^*) \ge d_i`. Where no
    constraint holds two unknowns the answer is :math:`t_i = \max(0, \dots)`; otherwise the programme is solved for all
    parameters, and the prover shows that its critical regions cover the region.

    Parameters
    ----------
    venture : Venture or FiniteGame
        A venture needs a rule or a share.
    target : sequence of str
        The profile :math:`s^*`.
    payment : Payment
        What the transfers are paid for. A rate of the cost is at most one.
    sustains : Sustains
        For :attr:`Sustains.UNIQUE` players are won over one after another, each whatever those after do; the least is
        taken over the orders. Each must gain strictly, so that the total may be approached only; where no transfers
        make each gain strictly, none sustain the target.
    outside : mapping of player to number or expression, optional
        :math:`d_i`: what a player can have without taking part.
    rule : Rule, optional
        How the venture's revenue is divided.
    share : Symbol, optional
        A share that is chosen together with the transfers; for two players without a rule that of the first. In a game
        it is bounded by what the game's region says of it.
    subsidies : mapping of player to Symbol, optional
        Symbols in the payoffs that are the transfers already; then none are added, and ``payment`` says nothing.
    payer : str, optional
        The player who pays, and keeps to the target; by default transfers come from outside.
    receivers : sequence of str, optional
        Who may be paid; by default all but the payer.
    budget : float
        Seconds for each question to the prover.

    Raises
    ------
    GameError
        When the target is no profile, a player named is none, the payer would receive, a rate of the cost is asked for
        where costs are not known, uniqueness where a player has more than two strategies, or a share as well where more
        than two players with parameters are to be won over.
    RuleError
        When a venture comes without rule and share, the share is not in the rule, a gain is not linear in transfers and
        share, or a cost of which a rate is paid may be negative.
    SymbolError
        When a subsidy is no symbol of the game, or the region bounds one otherwise than linearly.
    RegionError
        When the region is empty.

    References
    ----------
    Segal, I. (2003), Coordination and discrimination in contracting with externalities: divide and conquer?, Journal of
    Economic Theory 113, 147-181. Winter, E. (2004), Incentives and discrimination, American Economic Review 94,
    764-773.

    Examples
    --------
    >>> from coopgame import Region, Venture, parameters
    >>> r, k, theta = parameters("r k theta")
    >>> both, either = ("work", "work"), ("work", "shirk")
    >>> venture = Venture.from_functions(
    ...     lambda profile: r if profile == both else 0,
    ...     {"enterprise": {"work": k, "shirk": 0}, "university": {"work": k, "shirk": 0}},
    ...     {"enterprise": either, "university": either},
    ...     Region(r > 0, k > 0),
    ... )
    >>> answer = minimal_subsidy(venture, target=both, share=theta)
    >>> answer.total, answer.is_proved
    (Max(0, 2*k - r), True)
    >>> answer.at({r: 3, k: 2}).binding
    ('enterprise', 'university')

    """
    require_kind(venture, Venture | FiniteGame)
    require_kind(payment, Payment)
    require_kind(sustains, Sustains)
    chosen = profile_of(venture, target)
    game = _game(venture, rule, share)
    require_players(tuple(outside or ()), game.players, "outside")
    if subsidies is None:
        named = _receivers(game, payer, receivers)
        schedule = Schedule(chosen, payment, _symbols(game, named), venture if isinstance(venture, Venture) else None)
        amounts, weights = schedule.amounts, {player: schedule.weight(player, chosen) for player in named}
        if payment is Payment.INVESTMENT:
            _require_costs(weights, game.region)
        game = schedule.game(game, payer)
    else:
        _receivers(game, payer, tuple(subsidies))
        amounts, weights = _given(game, subsidies), dict.fromkeys(subsidies, sp.Integer(1))
    return Question(
        game=game,
        target=chosen,
        payment=payment if subsidies is None else None,
        sustains=sustains,
        amounts=amounts,
        weights=weights,
        outside={player: exact(value) for player, value in (outside or {}).items()},
        share=share,
        payer=payer,
        budget=budget,
    ).answer()


def _game(venture: Venture | FiniteGame, rule: Rule | None, share: sp.Symbol | None) -> FiniteGame:
    if isinstance(venture, FiniteGame):
        if rule is not None:
            raise RuleError("a rule is given for a game", expected="a Venture, or the game alone")
        if share is not None and share not in venture.symbols:
            raise RuleError(f"the share {share} is not in the game", expected="one of its parameters")
        return venture
    if share is not None:
        return divided(venture, share, rule)
    if rule is None:
        raise RuleError("a venture without rule and share", expected="rule=..., or share=... for two players")
    return venture.under(rule)


def _receivers(game: FiniteGame, payer: str | None, receivers: Sequence[str] | None) -> tuple[str, ...]:
    """Say who may be paid."""
    require_players(() if payer is None else (payer,), game.players, "payer")
    named = tuple(p for p in game.players if p != payer) if receivers is None else tuple(receivers)
    require_players(named, game.players, "receivers")
    if payer in named:
        raise GameError(f"{payer} pays and receives", expected="a payer, or a receiver")
    return named


def _require_costs(costs: Mapping[str, sp.Expr], region: Region) -> None:
    """See that no cost of which a rate is paid can be negative."""
    for player, cost in costs.items():
        require(cost >= 0, region, f"the cost of {player} at the target is", cost, "one that is not negative")


def _given(game: FiniteGame, subsidies: Mapping[str, sp.Symbol]) -> dict[str, sp.Symbol]:
    """Read which symbols are the transfers."""
    for player, symbol in subsidies.items():
        if symbol not in game.symbols:
            raise SymbolError(f"the subsidy {symbol} of {player} is not in the game", expected="one of its parameters")
    if len(set(subsidies.values())) < len(subsidies):
        raise SymbolError("one symbol is the subsidy of two players", expected="a symbol for each")
    return dict(subsidies)


def _symbols(game: FiniteGame, players: Sequence[str]) -> dict[str, sp.Symbol]:
    """Name a transfer for each player, by a name that is not taken."""
    taken = {str(s) for s in (*game.symbols, *game.region.symbols)}
    found = {}
    for player in players:
        name = "t_" + "".join(c if c.isalnum() else "_" for c in player)
        while name in taken:
            name += "_"
        taken.add(name)
        found[player] = sp.Symbol(name, real=True)
    return found
