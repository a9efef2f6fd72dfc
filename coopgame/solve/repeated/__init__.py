"""Repeated play: how patient everyone must be for a threat to sustain a profile, and what patience can sustain."""

from coopgame.solve.repeated.carrot import stick_and_carrot
from coopgame.solve.repeated.discount import CriticalDiscount
from coopgame.solve.repeated.folk import FolkSet, feasible_payoffs, folk_set, minmax_values
from coopgame.solve.repeated.grim import critical_discount
from coopgame.solve.repeated.monitoring import imperfect_monitoring, monitored_value
from coopgame.solve.repeated.patience import PatientShare, sharing_for_patience
from coopgame.solve.repeated.reciprocity import perfect_tit_for_tat, tit_for_tat
from coopgame.solve.repeated.rounds import finite_punishment

__all__ = [
    "CriticalDiscount",
    "FolkSet",
    "PatientShare",
    "critical_discount",
    "feasible_payoffs",
    "finite_punishment",
    "folk_set",
    "imperfect_monitoring",
    "minmax_values",
    "monitored_value",
    "perfect_tit_for_tat",
    "sharing_for_patience",
    "stick_and_carrot",
    "tit_for_tat",
]
