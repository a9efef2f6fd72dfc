"""What the command ``design`` does: the shares and the least subsidy that sustain cooperation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from rich.console import RenderableType
from rich.text import Text

from coopgame.claims.claim import point_text
from coopgame.cli.loading import assignments
from coopgame.cli.output import emit, emit_json, progress
from coopgame.cli.sharing import known_values, venture_model
from coopgame.cli.text import condition, heading, line, short
from coopgame.design.ends import Ends
from coopgame.design.interval import SharingInterval
from coopgame.design.payment import Payment
from coopgame.design.requirement import Sustains
from coopgame.design.subsidy import MinimalSubsidy
from coopgame.design.sustained import Sustained
from coopgame.design.transfers import LeastTransfers
from coopgame.errors import GameError, SymbolError
from coopgame.models.aim import Aim
from coopgame.models.model import Model
from coopgame.report import cooperation_records, records
from coopgame.report.attempts import Attempts
from coopgame.report.cooperation import Cooperation, cooperation, paid_for, parts
from coopgame.report.wording import too_long
from coopgame.sharing.terms import set_in
from coopgame.symbols import Region

NEVER = Region(sp.false)


@dataclass(frozen=True)
class Asked:
    """The options of the command, as they were typed."""

    target: str | None
    share: str | None
    payer: str | None
    payment: Payment
    sustains: Sustains


def asked(target: str | None, share: str | None, payer: str | None, payment: str, sustains: str) -> Asked:
    """Read the options."""
    return Asked(target, share, payer, Payment[payment], Sustains[sustains])


def design(name: str, question: Asked, set_values: Sequence[str], example: bool, json: bool) -> None:
    """Find the shares and the least subsidy that sustain a profile."""
    model = venture_model(name)
    assert model.venture is not None
    assert model.rule is not None
    aim = _aim(model, question)
    values = assignments(set_values)
    chosen = {str(symbol) for symbol in (aim.share, *(s for _, s in aim.subsidies)) if symbol is not None}
    for key in values:
        if key in chosen:
            raise SymbolError(f"{key} is set, but it is what is looked for", expected="other parameters to be set")
    venture = model.venture.at(known_values(model, values))
    rule = set_in(model.rule, {p.symbol: values[str(p.symbol)] for p in model.parameters if str(p.symbol) in values})
    with progress("shares ...") as step:
        attempt = Attempts(step)
        found = cooperation(venture, rule, aim, attempt, question.payment, question.sustains)
    point = ({str(p.symbol): p.example for p in model.parameters} if example else {}) | values
    if json:
        head = records.library() | {"model": model.name, "set": {k: str(v) for k, v in values.items()}}
        emit_json(head | cooperation_records.cooperation(found) | {"omissions": attempt.omissions})
        return
    emit(heading(f"to sustain ({', '.join(aim.target)})"))
    if found.interval is not None:
        emit("", heading("shares"), *_interval(found.interval))
    if found.subsidy is not None:
        emit("", heading(f"least subsidy, paid {paid_for(found.subsidy)}"), *_subsidy(found.subsidy))
    if found.sustained is not None:
        emit("", heading("any balanced division"), *_sustained(found.sustained))
    if example or not _open(model, values, chosen):
        emit("", *_numbers(found, {sp.Symbol(k, real=True): v for k, v in point.items()}))
    emit(*map(line, attempt.omissions))


def _aim(model: Model, asked: Asked) -> Aim:
    """What the model aims at, but for what was asked otherwise."""
    aim = model.aim
    if asked.target is None and aim is None:
        raise GameError(
            f"{model.name} names no profile to sustain", expected="--target with a strategy for each player"
        )
    target = aim.target if aim else ()
    if asked.target is not None:
        target = tuple(s.strip() for s in asked.target.split(","))
        model.game.index(target)
    share = aim.share if aim else None
    if asked.share is not None:
        named = {str(s): s for s in model.game.symbols}
        if asked.share not in named:
            raise SymbolError(
                f"{model.name} has no parameter {asked.share!r}", expected=f"one of {', '.join(sorted(named))}"
            )
        share = named[asked.share]
    payer = asked.payer if asked.payer is not None else aim.payer if aim else None
    if payer is not None and payer not in model.game.players:
        raise GameError(f"the payer is {payer!r}", expected=f"one of {', '.join(model.game.players)}")
    subsidies = aim.subsidies if aim and asked.payment is Payment.ACTION else ()
    return Aim(target, share, payer, subsidies)


def _open(model: Model, values: Mapping[str, Any], chosen: set[str]) -> list[str]:
    return [str(p.symbol) for p in model.parameters if str(p.symbol) not in {*values, *chosen}]


def _interval(found: SharingInterval) -> Iterator[RenderableType]:
    if found.nonempty == NEVER:
        yield line("no share will do", 1)
        return
    for case in found.cases:
        if case.nonempty == NEVER:
            continue
        yield from condition(case.case, 1, "where")
        yield from _ends(found.share, case)
    yield from condition(found.nonempty, 1, "some share will do if")
    if not found.nonempty.conditions:
        yield line("some share will do everywhere", 1)


def _ends(share: sp.Symbol, case: Ends) -> Iterator[RenderableType]:
    for word, ends in (("at least", case.lower), ("at most", case.upper)):
        for end in ends:
            reason = f": beyond that {end.name}" if end.party else ""
            yield line(f"{share} {word} {short(end.value)}{reason}", 1)


def _subsidy(found: MinimalSubsidy) -> Iterator[RenderableType]:
    if not too_long(found.total):
        yield line(f"total: {short(found.total)}", 1)
    for part, who in parts(found):
        yield Text("")
        yield line(_paid(part), 1)
        yield from condition(part.condition, 2)
        if part.interval is not None:
            low, high = part.interval
            if part.total != 0 and low != high:
                yield line(f"at {found.share} = {short(part.share)}, and the same total for", 2)
            ends = f"= {short(low)}" if low == high else f"from {short(low)} to {short(high)}"
            yield line(f"{found.share} {ends}", 2)
        elif part.share is not None:
            yield line(f"{found.share} such as {short(part.share)}", 2)
        if part.order:
            yield line(f"won over in the order {', '.join(part.order)}", 2)
        if who:
            yield line(f"binding: {who}", 2)
    if found.payer is not None:
        yield Text("")
        if found.payer_condition == NEVER:
            yield line(f"{found.payer} would rather not", 1)
        else:
            yield from condition(found.payer_condition, 1, f"{found.payer} wants it too if")
    if found.reservation:
        yield line(found.reservation, 1)
    proved = "proved" if found.is_proved else "not all of it was proved"
    yield line(f"that it suffices, and that less does not: {proved}", 1)


def _paid(part: LeastTransfers) -> str:
    paid = [f"{player} {short(t)}" for player, t in part.transfers.items() if t != 0]
    return f"pay {'; '.join(paid)}" if paid else "nothing need be paid"


def _sustained(found: Sustained) -> Iterator[RenderableType]:
    if found.condition == NEVER:
        yield line("none exists", 1)
    elif found.condition.conditions:
        yield from condition(found.condition, 1, "exists if")
    else:
        yield line("exists everywhere", 1)
    for player, need in found.needs.items():
        yield line(f"{player} needs at least {short(need)}", 1)
    yield line(f"money lacking: {short(found.loss)}", 1)


def _numbers(found: Cooperation, values: Mapping[Any, Any]) -> Iterator[RenderableType]:
    paid = {symbol: values[symbol] for _, symbol in found.aim.subsidies if symbol in values}
    yield heading("in numbers")
    yield line(f"at {point_text({s: v for s, v in values.items() if s not in {*paid, found.aim.share}})}", 1)
    if found.interval is not None and len(paid) == len(found.aim.subsidies):
        shares = found.shares_at(values)
        given = f", with {point_text(paid)}" if paid else ""
        words = f"{found.aim.share} from {shares[0]} to {shares[1]}" if shares else "no share will do"
        yield line(words + given, 1)
    if found.subsidy is not None:
        bill = found.bill_at(values)
        if bill is None:
            yield line("no subsidy will do", 1)
            return
        who = "; ".join(f"{player} {t}" for player, t in bill.transfers.items() if t != 0)
        at = f", at {found.aim.share} = {bill.share}" if who and bill.share is not None else ""
        yield line(f"least subsidy: {bill.total}" + (f" ({who}{at})" if who else ""), 1)
        if bill.shares is not None:
            low, high = bill.shares
            same = "the same total for" if who else "with"
            yield line(f"{same} {found.aim.share} {f'= {low}' if low == high else f'from {low} to {high}'}", 1)
        if bill.binding:
            yield line(f"binding: {' and '.join(bill.binding)}", 1)
        yield from (line(words, 2) for words in bill.deviations)
