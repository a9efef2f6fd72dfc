"""Promises of the values: proven or tested where they are made, broken by the stored examples where not."""

from pathlib import Path
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgame.claims.claim import Refuted
from coopgame.errors import RuleError
from coopgame.games.coalitional import CoalitionalGame
from coopgame.sharing.axioms import promises
from coopgame.sharing.axioms.breaches import BREACHES, PAIR
from coopgame.sharing.axioms.derived import image
from coopgame.sharing.axioms.generic import generic_games
from coopgame.sharing.axioms.page import page, table
from coopgame.sharing.axioms.promised import PROMISED
from coopgame.sharing.axioms.promises import RATIONAL, TABLE, Promise, standing
from coopgame.sharing.axioms.statements import (
    ADDITIVITY,
    AXIOMS,
    COVARIANCE,
    DAVIS_MASCHLER_CONSISTENCY,
    EFFICIENCY,
    NULL_PLAYER,
    SYMMETRY,
    Axiom,
)
from coopgame.sharing.axioms.violation import Violation, owed, prove, violation
from coopgame.sharing.values.rules import (
    BANZHAF,
    EGALITARIAN,
    EQUAL_SURPLUS,
    KALAI_SMORODINSKY,
    NASH,
    SHAPLEY,
    VALUE_RULES,
    ValueRule,
    modified_shapley_rule,
    nash_rule,
    owen_rule,
    value_rule,
)
from tests.sharing.coalitional import partitions
from tests.sharing.numbered import numbered_games, raised, second_games

PAGE = Path(__file__).parents[3] / "docs" / "axioms.md"
KEPT = [(axiom, rule) for rule in TABLE for axiom in AXIOMS if axiom in PROMISED[rule.name]]
BROKEN = [(axiom, rule) for rule in TABLE for axiom in AXIOMS if axiom not in PROMISED[rule.name]]
# The reduced game of Davis and Maschler is full of maxima, which takes the prover seconds.
OPEN_TO_PROOF = [cell for cell in BROKEN if cell[1] in RATIONAL and cell[0] is not DAVIS_MASCHLER_CONSISTENCY]


def named(value: Any) -> str:
    return str(value.name).replace(" ", "-")


# published results


def test_the_shapley_value_keeps_what_characterises_it() -> None:
    for axiom in (EFFICIENCY, SYMMETRY, NULL_PLAYER, ADDITIVITY):  # Shapley (1953)
        found = standing(axiom, SHAPLEY)
        assert isinstance(found, Promise)
        assert found.proven


def test_no_other_value_keeps_all_four() -> None:
    for rule in TABLE[1:]:
        kept = [isinstance(standing(axiom, rule), Promise) for axiom in (EFFICIENCY, SYMMETRY, NULL_PLAYER, ADDITIVITY)]
        assert not all(kept), rule


# properties


@st.composite
def terms(draw: st.DrawFn, rule: ValueRule) -> ValueRule:
    """The rule, with other unions or weights where it has any."""
    players = ("1", "2", "3", "4")
    weights = dict(zip(players, draw(st.lists(st.integers(1, 4), min_size=4, max_size=4)), strict=True))
    made = {
        "owen": lambda: owen_rule(draw(partitions(players))),
        "modified-shapley": lambda: modified_shapley_rule(weights),
        "weighted-nash": lambda: nash_rule(weights),
    }
    return made[rule.name]() if rule.name in made else rule


@pytest.mark.parametrize("rule", TABLE, ids=named)
@settings(max_examples=25)
@given(data=st.data())
def test_every_promise_holds_in_every_drawn_game(rule: ValueRule, data: st.DataObject) -> None:
    game = data.draw(numbered_games)
    given_rule = data.draw(terms(rule))
    for axiom in PROMISED[rule.name]:
        games = data.draw(second_games(axiom, game))
        assert violation(axiom, given_rule, *games) is None


@pytest.mark.parametrize(("axiom", "rule"), KEPT, ids=named)
def test_every_promise_is_one_of_something(axiom: Axiom, rule: ValueRule) -> None:
    # In this convex game the players 1 and 2 are alike and 3 is a null player: every hypothesis is met.
    assert owed(axiom, rule, *compared(axiom, PAIR))


def compared(axiom: Axiom, game: CoalitionalGame) -> tuple[CoalitionalGame, ...]:
    if axiom is COVARIANCE:
        return game, image(game, sp.Integer(2), dict.fromkeys(game.players, sp.Integer(1)))
    return (game, raised(game, len(game.worths) - 1, sp.Integer(1)))[: axiom.games]


@pytest.mark.parametrize(("axiom", "rule"), BROKEN, ids=named)
def test_every_example_breaks_what_is_not_promised(axiom: Axiom, rule: ValueRule) -> None:
    found = standing(axiom, rule)
    assert isinstance(found, Violation)
    assert found.games == BREACHES[rule.name][axiom]
    difference = found.demand.given - found.demand.owed
    assert difference != 0 if found.demand.exactly else difference < 0


def test_what_is_promised_is_not_broken_too() -> None:
    for rule in TABLE:
        assert not set(PROMISED[rule.name]) & set(BREACHES[rule.name])


def test_the_page_is_what_the_verdicts_say() -> None:
    # To write it anew: PAGE.write_text(page(), encoding="utf-8").
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_table_says_of_every_value_and_axiom_whether_it_is_kept() -> None:
    head, _, *rows = table().splitlines()
    assert head.count("|") == len(TABLE) + 2
    assert len(rows) == len(AXIOMS)
    marks = [row.strip("| ").split(" | ")[1:] for row in rows]
    for own, axiom in zip(marks, AXIOMS, strict=True):
        for mark, rule in zip(own, TABLE, strict=True):
            kept = axiom in PROMISED[rule.name]
            assert mark == (("proven" if rule in RATIONAL else "holds") if kept else "broken")


def test_a_rule_is_found_by_its_name() -> None:
    for rule in VALUE_RULES:
        assert value_rule(rule.name) is rule
        assert rule(PAIR) == rule.function(PAIR)
        assert str(rule) == rule.title


@given(numbered_games)
def test_bargaining_with_equal_powers_gives_equal_surplus(game: CoalitionalGame) -> None:
    if game.grand >= sum(game.worth(player) for player in game.players):
        for rule in (NASH, KALAI_SMORODINSKY, EGALITARIAN):
            assert rule(game).shares == EQUAL_SURPLUS(game).shares


@given(numbered_games, st.data())
def test_players_who_are_left_have_their_weights_in_proportion(game: CoalitionalGame, data: st.DataObject) -> None:
    factor = data.draw(st.integers(2, 5))
    weights = {player: data.draw(st.integers(1, 4)) for player in game.players}
    more = {player: factor * weight for player, weight in weights.items()} | {"9": 7}
    assert modified_shapley_rule(more)(game).shares == modified_shapley_rule(weights)(game).shares


# differential


@pytest.mark.parametrize(("axiom", "rule"), OPEN_TO_PROOF, ids=named)
def test_the_prover_refutes_what_an_example_breaks(axiom: Axiom, rule: ValueRule) -> None:
    verdicts = prove(axiom, rule, *generic_games(axiom))
    assert any(isinstance(verdict, Refuted) for verdict in verdicts)


# refusals


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(RuleError, match=r"no rule is called 'shapely'; expected one of shapley, nucleolus, "):
        value_rule("shapely")


def test_a_value_that_is_not_in_the_table_has_no_standing() -> None:
    stranger = ValueRule("shapley", "stranger", EQUAL_SURPLUS.function, "")
    with pytest.raises(RuleError, match="nothing is stored about the stranger; expected one of shapley, modified-"):
        standing(SYMMETRY, stranger)


def test_a_promise_that_does_not_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promises, "PROMISED", {"banzhaf": {EFFICIENCY: "wishful"}})
    with pytest.raises(RuleError, match="efficiency of the Banzhaf value is promised and not proven"):
        standing.__wrapped__(EFFICIENCY, BANZHAF)


def test_an_example_that_breaks_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promises, "BREACHES", {"banzhaf": {EFFICIENCY: (PAIR,)}})  # where it happens to be efficient
    with pytest.raises(RuleError, match="efficiency of the Banzhaf value is neither promised nor broken by an example"):
        standing.__wrapped__(EFFICIENCY, BANZHAF)
