"""The catalogue: one file a model, each a declaration with its citations.

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
"""

from difflib import get_close_matches

from coopgame.errors import GameError
from coopgame.models import (
    alliance,
    direct_or_platform,
    enterprise_university,
    government_enterprise_university,
    heterogeneous_knowledge,
    knowledge_sharing,
    knowledge_sharing_symmetric,
    licensing,
    open_patents,
    routine,
    team_knowledge,
)
from coopgame.models.model import Model, Parameter

__all__ = ["CATALOGUE", "Model", "Parameter", "find"]

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


def find(name: str) -> Model:
    """Return the model of the catalogue that is called by a name.

    Raises
    ------
    GameError
        When no model is; the nearest names are suggested.

    """
    names = {model.name: model for model in CATALOGUE}
    if name not in names:
        near = get_close_matches(name, names) or list(names)
        raise GameError(f"no model is called {name!r}", expected=f"one of {', '.join(near)}")
    return names[name]
