"""The catalogue as a whole: every model is complete, and its claims come out as its page says."""

import re
from pathlib import Path

import pytest

from coopgame import Claim, Proved, Refuted, decide, partition, pure_equilibria
from coopgame import models as catalogue
from coopgame.errors import GameError
from coopgame.models import CATALOGUE, EVERY, STAGED, Model, find
from coopgame.models.model import REVIEW

every_model = pytest.mark.parametrize("model", CATALOGUE, ids=lambda model: model.name)
every_claim = pytest.mark.parametrize(
    ("model", "claim"),
    [pytest.param(model, claim, id=f"{model.name}: {claim.name}") for model in CATALOGUE for claim in model.claims],
)

SECTIONS = {"3.1", "3.2", "4", "4.1", "4.2", "4.3"}
AS_THE_REVIEW_STATES_IT = ", as the review states it"


@every_model
def test_a_model_is_complete(model: Model) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", model.name)
    assert all((model.title, model.summary, model.factor, model.sources))
    assert len(model.axes) == 2
    assert all(claim.name for claim in model.claims)
    assert len({claim.name for claim in model.claims}) == len(model.claims)


@every_model
def test_the_example_lies_in_the_region_and_leaves_nothing_open(model: Model) -> None:
    game = model.game.at(model.example)
    assert game.is_numeric
    assert game.exact


@every_model
def test_every_parameter_has_a_domain(model: Model) -> None:
    joint = {symbol for condition in model.game.region.conditions for symbol in condition.free_symbols}
    assert joint == {parameter.symbol for parameter in model.parameters}


def test_every_section_of_the_review_with_a_factor_has_a_model() -> None:
    found = {section for model in CATALOGUE for section in re.findall(r"\b[34](?:\.\d)?\b", model.factor)}
    assert found == SECTIONS


def test_the_catalogue_lists_each_model_once_by_name() -> None:
    finite, _, staged = (catalogue.__doc__ or "").partition("``STAGED``")
    for listed, models in ((finite, CATALOGUE), (staged, STAGED)):
        assert sorted(re.findall(r"``([a-z-]+)``", listed)) == sorted(model.name for model in models)


def test_every_declared_model_is_in_the_catalogue() -> None:
    folder = Path(catalogue.__file__).parent
    declared = [path for path in folder.glob("*.py") if "\nMODEL = Model(" in path.read_text(encoding="utf-8")]
    assert {path.stem.replace("_", "-") for path in declared} == {model.name for model in CATALOGUE}
    staged = [path for path in folder.glob("*.py") if "\nMODEL = StagedModel(" in path.read_text(encoding="utf-8")]
    assert len(staged) == len(STAGED)


def test_no_two_models_are_called_the_same() -> None:
    names = [model.name for model in EVERY]
    assert len(set(names)) == len(names)


@every_claim
def test_a_claim_is_proved_unless_it_is_what_the_review_states(model: Model, claim: Claim) -> None:
    verdict = decide(claim)
    if claim.name.endswith(AS_THE_REVIEW_STATES_IT):
        assert isinstance(verdict, Refuted)
        assert claim.source.startswith(REVIEW)
    else:
        assert isinstance(verdict, Proved), verdict
        assert not verdict.vacuous


@every_model
def test_the_review_is_taken_at_its_word_somewhere(model: Model) -> None:
    assert any(claim.name.endswith(AS_THE_REVIEW_STATES_IT) for claim in model.claims)


@every_model
def test_the_map_of_regimes_has_no_gap_and_agrees_with_the_pure_equilibria(model: Model) -> None:
    mapped = partition(model.game)
    assert not mapped.undecided
    here = mapped.locate(model.example)
    at_example = {e.profile for e in pure_equilibria(model.game.at(model.example))}
    assert {e.profile for e in here.equilibria if e.is_pure} == at_example


def test_a_model_is_found_by_its_name() -> None:
    assert find("open-patents").title == "Open patents: demand expansion against leakage"
    assert find("rd-cooperation") in STAGED
    assert find("routine", CATALOGUE).game.players


def test_a_name_that_is_nearly_right_brings_up_the_right_one() -> None:
    with pytest.raises(GameError, match=r"no model is called 'open-patent'; expected one of open-patents$"):
        find("open-patent")


def test_a_name_that_is_like_none_brings_up_all() -> None:
    with pytest.raises(GameError, match=r"expected one of team-knowledge, .*, direct-or-platform, .*, risky-project$"):
        find("q")
    with pytest.raises(GameError, match=r"expected one of team-knowledge, .*, direct-or-platform$"):
        find("q", CATALOGUE)
