"""The catalogue: one file a model, each a declaration with its citations.

Models of finite choices, the ``CATALOGUE``:

====================================================  =====================================
factor of the review                                  model
====================================================  =====================================
3.1, 3.2 knowledge inside: individuals and teams      ``team-knowledge``
4 knowledge exchange and sharing                      ``knowledge-sharing-symmetric``
4.1 knowledge obtained from external enterprises      ``knowledge-sharing``
4.1 routines that grow from repeated cooperation      ``routine``
4.1 innovative alliances, shared revenue              ``alliance``
4.1 open patents                                      ``open-patents``
4.1 patent licensing                                  ``licensing``
4.2 complementary advantages, shared revenue          ``enterprise-university``
4.2 heterogeneity of knowledge                        ``heterogeneous-knowledge``
4.3 funds, steering of cooperation                    ``government-enterprise-university``
4.3 direct funds, knowledge-sharing platform          ``direct-or-platform``
====================================================  =====================================

Models of continuous choices in stages, ``STAGED``:

====================================================  =====================================
factor of the review                                  model
====================================================  =====================================
4 absorption of new external knowledge                ``absorptive-capacity``
4 complementary advantages, shared revenue            ``team-production``, ``double-moral-hazard``
4.1 technical knowledge obtained by cooperation       ``rd-cooperation``
4.1 innovative alliances                              ``research-joint-venture``, ``asymmetric-alliance``
4.1 open patents                                      ``open-standard``
4.1 patent licensing                                  ``licensing-contracts``
4.2 heterogeneity of knowledge                        ``cognitive-distance``
4.2 cooperation of enterprises and universities       ``cost-sharing-leader``
4.2 complementary advantages                          ``equity-or-royalty``
4.3 funds that support enterprises' R&D               ``rd-subsidy``, ``proportional-subsidy``,
                                                      ``third-market-subsidy``, ``output-or-rd-subsidy``
4.3 national laboratories against direct funds        ``public-laboratory``
4.3 projects of high risk and long income cycles      ``risky-project``
====================================================  =====================================
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, TypeVar, overload

from coopgame.errors import GameError
from coopgame.models import (
    absorptive_capacity,
    alliance,
    asymmetric_alliance,
    cognitive_distance,
    cost_sharing_leader,
    direct_or_platform,
    double_moral_hazard,
    enterprise_university,
    equity_or_royalty,
    government_enterprise_university,
    heterogeneous_knowledge,
    knowledge_sharing,
    knowledge_sharing_symmetric,
    licensing,
    licensing_contracts,
    open_patents,
    open_standard,
    output_or_rd_subsidy,
    proportional_subsidy,
    public_laboratory,
    rd_cooperation,
    rd_subsidy,
    research_joint_venture,
    risky_project,
    routine,
    team_knowledge,
    team_production,
    third_market,
)
from coopgame.models.model import Model, Parameter
from coopgame.models.staged_model import StagedModel

__all__ = ["CATALOGUE", "EVERY", "STAGED", "Model", "Parameter", "StagedModel", "find"]

M = TypeVar("M", bound=Model | StagedModel)

CATALOGUE: tuple[Model, ...] = (
    team_knowledge.MODEL,
    knowledge_sharing_symmetric.MODEL,
    knowledge_sharing.MODEL,
    routine.MODEL,
    alliance.MODEL,
    open_patents.MODEL,
    licensing.MODEL,
    enterprise_university.MODEL,
    heterogeneous_knowledge.MODEL,
    government_enterprise_university.MODEL,
    direct_or_platform.MODEL,
)

STAGED: tuple[StagedModel, ...] = (
    absorptive_capacity.MODEL,
    team_production.MODEL,
    double_moral_hazard.MODEL,
    rd_cooperation.MODEL,
    research_joint_venture.MODEL,
    asymmetric_alliance.MODEL,
    open_standard.MODEL,
    licensing_contracts.MODEL,
    cognitive_distance.MODEL,
    cost_sharing_leader.MODEL,
    equity_or_royalty.MODEL,
    rd_subsidy.MODEL,
    proportional_subsidy.MODEL,
    third_market.MODEL,
    output_or_rd_subsidy.MODEL,
    public_laboratory.MODEL,
    risky_project.MODEL,
)

EVERY: tuple[Model | StagedModel, ...] = (*CATALOGUE, *STAGED)


@overload
def find(name: str) -> Model | StagedModel: ...
@overload
def find(name: str, among: Sequence[M]) -> M: ...
def find(name: str, among: Sequence[Any] = EVERY) -> Any:
    """Return the model that is called by a name.

    Parameters
    ----------
    name : str
    among : sequence of Model or of StagedModel
        ``CATALOGUE`` or ``STAGED``, where only one of them is meant.

    Raises
    ------
    GameError
        When no model is; the nearest names are suggested.

    """
    names = {model.name: model for model in among}
    if name not in names:
        near = get_close_matches(name, names) or list(names)
        raise GameError(f"no model is called {name!r}", expected=f"one of {', '.join(near)}")
    return names[name]
