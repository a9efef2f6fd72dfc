"""Where a rule is defined: conditions that the region does not already say."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import sympy as sp

from coopgame.claims.decide import Empty, find_point
from coopgame.errors import RuleError
from coopgame.sharing.values.cases import MOST_CASES, cases
from coopgame.sharing.values.pruning import kept
from coopgame.symbols import Region

BUDGET = 2.0


def defined_where(conditions: Sequence[tuple[Any, str]], region: Region, expected: str) -> Region:
    """Return the conditions that the region and the others are not proven to imply.

    One of very many cases, such as a sum of long maxima, is stated and not examined.

    Parameters
    ----------
    conditions : sequence of (relation, str)
        Each with the sentence that holds where the condition fails.
    region : Region
    expected : str
        What would have been accepted, for the message.

    Raises
    ------
    RuleError
        With the sentence of the first condition that no point of the region meets together with those before.

    """
    examined = [(condition, otherwise) for condition, otherwise in conditions if _cases(condition) <= MOST_CASES]
    stated = Region(*(condition for condition, _ in conditions if _cases(condition) > MOST_CASES))
    needed = kept([condition for condition, _ in examined], region)
    if needed != Region(sp.false):
        return needed & stated
    joined = accumulate((Region(condition) for condition, _ in examined), Region.__and__, initial=region)
    empty = [isinstance(find_point(inside, BUDGET), Empty) for inside in list(joined)[1:-1]]
    failed = examined[empty.index(True) if True in empty else -1][1]
    raise RuleError(failed + (" throughout the region" if region.conditions else ""), expected=expected)


def _cases(condition: Any) -> int:
    return 1 if condition in (sp.true, sp.false) else cases(condition.lhs - condition.rhs)
