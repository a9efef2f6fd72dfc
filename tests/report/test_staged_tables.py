"""The tables of a staged model that page, paper and terminal share."""

from dataclasses import replace

import pytest
import sympy as sp

from coopgame.report.attempts import Attempts
from coopgame.report.solutions import solved
from coopgame.report.staged_analysis import StagedAnalysis
from coopgame.report.staged_tables import Cell, Number, deciders, extra, games, number, numbers, signs, together
from coopgame.solve.staged.backward import solve_staged
from coopgame.solve.staged.statics import Direction
from coopgame.symbols import Region
from tests.report.models import FIRMS, S, beta, duopoly, gamma, hostile_staged


def test_regimes_that_play_one_game_stand_together() -> None:
    ((game, regimes),) = games(duopoly())
    assert [stage.name for stage in game.stages] == ["research", "output"]
    assert [regime.label for regime in regimes] == ["N", "C"]
    assert len(games(hostile_staged())) == 3


def test_who_decides_jointly_is_in_braces_with_its_weights() -> None:
    rivals, cartel = duopoly().regimes
    assert deciders(rivals.outcome)[0] == ("research", FIRMS)
    assert deciders(cartel.outcome) == (("research", ("{enterprise 1, enterprise 2}",)), ("output", FIRMS))
    weighted = solve_staged(rivals.game, {"research": ({FIRMS[0]: 2, FIRMS[1]: 1},)}, budget=60.0)
    assert deciders(weighted)[0] == ("research", ("{enterprise 1, enterprise 2}, weighted 2 : 1",))


def test_signs_are_laid_out_by_parameter_and_what_turns_has_a_note(of_duopoly: StagedAnalysis) -> None:
    model = of_duopoly.model
    tables, notes = signs(model.statics, model.quantities, ["N", "C", "X"], of_duopoly.statics)
    assert [table.parameter for table in tables] == [beta, S]
    rows = {quantity.name: cells for quantity, cells in tables[0].rows}
    assert rows["R&D"] == (Cell("−"), Cell("+"), Cell(""))
    assert rows["welfare"][0] == Cell("±", 2)
    assert [note.found.direction for note in notes] == [Direction.AMBIGUOUS, Direction.AMBIGUOUS]
    assert [(note.quantity.name, note.regime.label) for note in notes] == [("profit", "N"), ("welfare", "N")]


def test_a_sign_that_is_zero_at_some_points_has_a_note_too(of_duopoly: StagedAnalysis) -> None:
    model, static = of_duopoly.model, of_duopoly.statics[0]
    weak = replace(static, found=replace(static.found, strict=False))
    _, notes = signs(model.statics, model.quantities, ["N"], [weak])
    assert notes == (weak,)


def test_numbers_at_a_point_are_those_of_the_closed_forms() -> None:
    model = duopoly()
    rows = dict(numbers(model.quantities, solved(model, Attempts()), model.example))
    research = rows[model.quantities[0]]
    assert research[0] == Number(sp.Rational(25, 66), "0.3788")
    assert research[1] == Number(sp.Rational(25, 41), "0.6098")


def test_where_a_regime_has_no_outcome_it_has_no_number() -> None:
    model = duopoly()
    thin = {S: sp.Integer(5), gamma: sp.Rational(1, 2), beta: sp.Integer(1)}
    for _, (rivals, cartel) in numbers(model.quantities, solved(model, Attempts()), thin):
        assert rivals is not None
        assert cartel is None


@pytest.mark.parametrize(
    ("value", "exact", "decimals"),
    [
        (sp.Integer(3), sp.Integer(3), ""),
        (sp.Rational(1, 4), sp.Rational(1, 4), "0.25"),
        (sp.Rational(1, 3), sp.Rational(1, 3), "0.3333"),
        (sp.sqrt(2), sp.sqrt(2), "1.4142"),
        (sp.Rational(10**30, 3), None, f"{10**30 / 3:.4f}"),
    ],
)
def test_a_number_is_exact_where_that_can_be_read(value: sp.Expr, exact: sp.Expr | None, decimals: str) -> None:
    assert number(value) == Number(exact, decimals)


def test_what_limits_comparisons_besides_the_domain_is_told_apart() -> None:
    domain = Region(S > 0, gamma > 0)
    assert extra(domain, domain & (gamma < S)) == Region(gamma < S)
    assert extra(domain, None) == Region()
    assert together(domain & (gamma < S)) == Region(gamma < S)
