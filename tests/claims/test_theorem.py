"""Theorems: a claim together with the proof that it is tight."""

import pytest

from coopgame import Claim, Proved, Refuted, Region, parameters
from coopgame.claims.theorem import Theorem, examine
from coopgame.errors import ClaimError

b, c = parameters("b c")
STEPS = Claim(b > 0, Region(b > c, c >= 0), source="by transitivity", name="more than something is more than nothing")


def test_the_partner_is_the_same_claim_without_the_hypothesis() -> None:
    partner = Theorem(STEPS, dropping=c >= 0).partner
    assert partner.statement == STEPS.statement
    assert partner.region == Region(b > c)
    assert partner.source == STEPS.source
    assert partner.name == "more than something is more than nothing, without c >= 0"


def test_a_theorem_stands_when_it_is_proved_and_fails_without_the_hypothesis() -> None:
    examined = examine(Theorem(STEPS, dropping=c >= 0))
    assert examined.stands
    assert isinstance(examined.claim, Proved)
    assert isinstance(examined.partner, Refuted)
    assert str(examined).startswith("proved: b > 0")
    assert "without c >= 0: refuted: b > 0" in str(examined)


@pytest.mark.parametrize(
    "theorem",
    [
        Theorem(Claim(b >= c, Region(b > c, c >= 0)), dropping=c >= 0),
        Theorem(Claim(b > 1, Region(b > c, c >= 0)), dropping=c >= 0),
        Theorem(Claim(b > 1, Region(b > c, c > b)), dropping=c > b),
    ],
    ids=["not tight", "false", "vacuous"],
)
def test_a_theorem_falls_when_it_is_not_tight_or_false_or_vacuous(theorem: Theorem) -> None:
    assert not examine(theorem).stands


def test_only_a_hypothesis_can_be_dropped() -> None:
    with pytest.raises(
        ClaimError, match=r"c > 1 is no hypothesis of the claim 'more .*'; expected one of b > c; c >= 0"
    ):
        Theorem(STEPS, dropping=c > 1)
    with pytest.raises(ClaimError, match="expected one of none"):
        Theorem(Claim(b > 0), dropping=c > 1)
