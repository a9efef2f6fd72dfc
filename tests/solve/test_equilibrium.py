"""Equilibria as nouns."""

import pickle

import sympy as sp

from coopgame.players import PerPlayer
from coopgame.solve.equilibrium import ALWAYS, NEVER, Equilibrium
from coopgame.symbols import Region, parameters

b, c = parameters("b c")
PLAYERS = ("enterprise", "university")
THIRD = sp.Rational(1, 3)

pure = Equilibrium(
    PerPlayer(PLAYERS, ("share", "withhold")),
    PerPlayer(PLAYERS, ((1, 0), (0, 1))),
    PerPlayer(PLAYERS, (b, c)),
    Region(b >= c),
    Region(b > c),
    {b: sp.Integer(2), c: sp.Integer(1)},
)
mixed = Equilibrium(None, PerPlayer(PLAYERS, ((THIRD, 1 - THIRD), (c / b, 1 - c / b))), PerPlayer(PLAYERS, (b, c)))

# Properties


def test_an_equilibrium_knows_its_players_and_whether_anybody_mixes() -> None:
    assert pure.players == mixed.players == PLAYERS
    assert pure.is_pure
    assert not mixed.is_pure
    assert pure.mixture["university"] == (0, 1)


def test_an_equilibrium_holds_always_and_is_strict_nowhere_unless_said() -> None:
    assert mixed.condition == ALWAYS
    assert mixed.strict_condition == NEVER
    assert mixed.witness is None


def test_an_equilibrium_reads_in_one_line() -> None:
    assert str(pure) == "(share, withhold)  if  b >= c"
    assert str(mixed) == mixed.label == "(1/3, 2/3) x (c/b, 1 - c/b)"


def test_an_equilibrium_is_written_in_latex() -> None:
    assert pure._repr_latex_() == r"$\left(\text{share, withhold}\right)\quad\text{if } b \geq c$"
    assert (
        mixed.latex() == r"\left(\frac{1}{3},\, \frac{2}{3}\right) \times \left(\frac{c}{b},\, 1 - \frac{c}{b}\right)"
    )
    assert mixed._repr_latex_() == f"${mixed.latex()}$"


def test_equilibria_compare_hash_and_pickle_whatever_their_witness() -> None:
    other = Equilibrium(
        *(getattr(pure, name) for name in ("profile", "mixture", "payoffs", "condition", "strict_condition"))
    )
    assert other == pure
    assert hash(other) == hash(pure)
    assert mixed != pure
    for equilibrium in (pure, mixed):
        again = pickle.loads(pickle.dumps(equilibrium))
        assert again == equilibrium
        assert hash(again) == hash(equilibrium)
        assert again.mixture["enterprise"] == equilibrium.mixture["enterprise"]
        assert again.witness == equilibrium.witness
