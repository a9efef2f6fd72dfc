"""How joint revenue is divided: one file a rule.

A rule is handed to :meth:`coopgame.Venture.under` or :meth:`coopgame.StagedVenture.under`. It divides the whole
revenue, no more and no less; that is proven over the region of the venture, or the rule is refused with a point where
it fails. Most give each player a part of the revenue that is between nothing and all; where a rule has players pay one
another, as a fee does, the amounts add up to the revenue and one may be negative.
"""

from coopgame.sharing.by_value import by_value
from coopgame.sharing.contribution import proportional_to_contribution
from coopgame.sharing.cost_plus import cost_plus
from coopgame.sharing.equal import equal_split
from coopgame.sharing.fee_royalty import FeeDue, fee_and_royalty
from coopgame.sharing.guaranteed import guaranteed_minimum
from coopgame.sharing.linear import linear_share
from coopgame.sharing.proportional import proportional_to_cost
from coopgame.sharing.stand_alone import proportional_to_worth
from coopgame.sharing.tiered import stepped_share, tiered_share

__all__ = [
    "FeeDue",
    "by_value",
    "cost_plus",
    "equal_split",
    "fee_and_royalty",
    "guaranteed_minimum",
    "linear_share",
    "proportional_to_contribution",
    "proportional_to_cost",
    "proportional_to_worth",
    "stepped_share",
    "tiered_share",
]
