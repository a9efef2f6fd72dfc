"""Aims: what cooperation a model is after."""

from dataclasses import replace

import pytest

from coopgame.errors import GameError, SymbolError
from coopgame.models import CATALOGUE
from coopgame.models.aim import Aim
from coopgame.models.alliance import MODEL as ALLIANCE
from coopgame.models.licensing import MODEL as LICENSING
from coopgame.models.model import Model
from coopgame.symbols import parameters

aimed = [model for model in CATALOGUE if model.aim is not None]


def test_every_venture_of_the_catalogue_has_an_aim() -> None:
    assert [model.name for model in aimed] == [model.name for model in CATALOGUE if model.venture is not None]


@pytest.mark.parametrize("model", aimed, ids=lambda model: str(model.name))
def test_what_is_aimed_at_is_the_best_that_all_can_do_at_the_example(model: Model) -> None:
    assert model.aim is not None
    assert model.venture is not None
    numbers = model.venture.at(model.of_venture(model.example))
    best = max(numbers.surplus(profile) for profile in numbers.profiles())
    assert numbers.surplus(model.aim.target) == best


@pytest.mark.parametrize(
    ("aim", "kind", "says"),
    [
        (Aim(("invest",)), GameError, "invest"),
        (Aim(("invest", "wait")), GameError, "wait"),
        (Aim(("invest", "invest"), share=parameters("q")), SymbolError, "alliance aims at cooperation by q"),
        (Aim(("invest", "invest"), payer="state"), GameError, "the aim of alliance names 'state'"),
        (Aim(("invest", "invest"), subsidies=(("state", ALLIANCE.game.symbols[0]),)), GameError, "names 'state'"),
    ],
)
def test_an_aim_that_does_not_fit_is_refused(aim: Aim, kind: type[Exception], says: str) -> None:
    with pytest.raises(kind, match=says):
        replace(ALLIANCE, aim=aim)


def test_an_aim_needs_a_venture() -> None:
    with pytest.raises(GameError, match="licensing aims at cooperation without a venture"):
        replace(LICENSING, aim=Aim(("invest", "invest")))
