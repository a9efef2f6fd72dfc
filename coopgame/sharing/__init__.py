"""How joint revenue is divided: one file a rule.

A rule is handed to :meth:`coopgame.Venture.under`. It divides the whole revenue, no more and no less, with
shares between zero and one; that is proven over the region of the venture, or the rule is refused with a
point where it fails.
"""

from coopgame.sharing.equal import equal_split
from coopgame.sharing.linear import linear_share
from coopgame.sharing.proportional import proportional_to_cost

__all__ = ["equal_split", "linear_share", "proportional_to_cost"]
