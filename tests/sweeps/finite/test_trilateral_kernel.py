"""Where 2x2x2 games have their equilibria, and when that is left to exact arithmetic."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from coopgame.sweeps.finite import trilateral_kernel
from coopgame.sweeps.finite.trilateral_kernel import Decided, decided, steps

Floats = NDArray[np.float64]

COMPILED = pytest.mark.parametrize("compile_it", [True, False], ids=["Numba", "NumPy"])


def found(payoffs: Floats, compile_it: bool, errors: float = 0.0) -> Decided:
    """What is known of games whose payoffs have an array of shape (n, 24)."""
    tables = np.asarray(payoffs, dtype=float).reshape(-1, 3, 8)
    return decided(tables, np.full((len(tables), 3), errors), compile_it)


def from_gains(*gains: list[float]) -> Floats:
    """The payoffs of one game in which the second strategies pay nothing, from the gains of the first ones.

    Each player's are those where the others play their first strategies with probabilities (0, 0), (0, 1), (1, 0) and
    (1, 1).
    """
    payoffs = np.zeros((3, 2, 2, 2))
    for player, values in enumerate(gains):
        first = np.moveaxis(payoffs[player], player, 0)[0]
        first[1, 1], first[1, 0], first[0, 1], first[0, 0] = values
    return payoffs.reshape(1, 24)


def structured(count: int) -> dict[str, Floats]:
    """Games of many kinds, each of shape (count, 24)."""
    rng = np.random.default_rng(11)
    generic = rng.uniform(-1, 1, (count, 24))
    kinds = {"generic": generic, "ties": rng.integers(-2, 3, (count, 24)).astype(float)}
    kinds["almost ties"] = kinds["ties"] + 1e-9 * generic
    kinds["of unlike size"] = generic * 10.0 ** rng.uniform(-6, 6, (count, 24))
    for name, step in (("cycle", 1), ("cycle back", 2)):
        tables = generic.reshape(count, 3, 2, 2, 2).copy()
        for player in range(3):
            tables[:, player] = np.take(tables[:, player], [0, 0], axis=1 + (player + step) % 3)
        kinds[name] = tables.reshape(count, 24)
    factors = rng.uniform(-1, 1, (3, 3, count, 2))
    kinds["products"] = np.stack([np.einsum("na,nb,nc->nabc", *each) for each in factors], axis=1).reshape(count, 24)
    return kinds


@pytest.mark.parametrize("kind", structured(1))
def test_compiled_or_not_the_same_is_found(kind: str) -> None:
    payoffs = structured(3000)[kind]
    one, other = found(payoffs, True, 1e-16), found(payoffs, False, 1e-16)
    assert (one.sure == other.sure).all()
    assert (one.found[:, one.sure] == other.found[:, one.sure]).all()
    listed = one.found[8:] & one.sure
    for k in range(3):
        assert np.allclose(one.place[:, k][listed], other.place[:, k][listed], rtol=0, atol=1e-14)


def test_the_loops_that_are_compiled_do_the_same_as_plain_python(monkeypatch: pytest.MonkeyPatch) -> None:
    payoffs = structured(40)["ties"]
    compiled = found(payoffs, True)
    with monkeypatch.context() as patch:
        patch.setattr(trilateral_kernel, "compiled", lambda function: function)
        patch.setattr(trilateral_kernel, "steps", steps.__wrapped__)
        with np.errstate(all="ignore"):
            plain = found(payoffs, True)
        assert (plain.sure == compiled.sure).all()
        assert (plain.found[:, plain.sure] == compiled.found[:, plain.sure]).all()


@COMPILED
@pytest.mark.parametrize("kind", ["generic", "cycle", "cycle back", "products"])
def test_games_without_ties_are_settled_whatever_their_structure(kind: str, compile_it: bool) -> None:
    assert found(structured(2000)[kind], compile_it, 1e-16).sure.all()


@COMPILED
def test_no_more_is_settled_when_payoffs_are_known_less_well(compile_it: bool) -> None:
    payoffs = structured(2000)["generic"]
    shares = [found(payoffs, compile_it, error).sure for error in (1e-15, 1e-11, 1e-9, 1e-4, 1.0, np.inf)]
    for better, worse in pairwise(shares):
        assert (better >= worse).all()
    assert [share.all() for share in shares] == [True, False, False, False, False, False]
    assert not shares[-1].any()


@COMPILED
def test_every_equilibrium_found_is_one_for_every_game_within_the_errors(compile_it: bool) -> None:
    payoffs = structured(3000)["generic"]
    loosely = found(payoffs, compile_it, 1e-3)
    nearby = found(payoffs + np.random.default_rng(12).uniform(-1e-3, 1e-3, payoffs.shape), compile_it, 1e-16)
    settled = loosely.sure & nearby.sure
    assert settled.any()
    assert (loosely.found[:, settled] == nearby.found[:, settled]).all()


# Games made so that one thing decides. Players 2 and 3 have dominant first strategies unless said.

ALWAYS, NEVER = [1.0] * 4, [-1.0] * 4


@COMPILED
def test_a_tie_matters_only_where_the_others_may_stay(compile_it: bool) -> None:
    at_play, elsewhere = [1.0, 1.0, 1.0, 0.0], [0.0, 1.0, 1.0, 1.0]
    assert not found(from_gains(at_play, ALWAYS, ALWAYS), compile_it).sure[0]
    assert found(from_gains(elsewhere, ALWAYS, ALWAYS), compile_it).sure[0]


@COMPILED
def test_a_tie_on_an_edge_matters_where_the_others_stay_in_the_middle_of_it_only(compile_it: bool) -> None:
    # Player 1 is indifferent against two first strategies. 2 leaves at p_1 = 0, 3 at p_1 = 1.
    tied = [1.0, 1.0, 1.0, 0.0]
    from_half, to_third, to_two_thirds = [1.0, -1.0, 1.0, 1.0], [1.0, 1.0, 1.0, -2.0], [1.0, 2.0, 1.0, -1.0]
    assert not found(from_gains(tied, from_half, to_two_thirds), compile_it).sure[0]
    assert found(from_gains(tied, from_half, to_third), compile_it).sure[0]


@COMPILED
def test_ties_away_from_unanimity_do_not_matter_where_only_unanimity_pays(compile_it: bool) -> None:
    payoffs = np.zeros((500, 3, 8))
    payoffs[:, :, [0, 7]] = np.random.default_rng(13).uniform(0.1, 1, (500, 3, 2))
    known = found(payoffs, compile_it)
    assert known.sure.all()
    assert (known.found.sum(axis=0) == 3).all()
    assert known.found[[0, 7, 14]].all()


@COMPILED
@pytest.mark.parametrize(("third", "count"), [(1.0, 1), (-1.0, 0)])
def test_two_mix_on_a_face_as_long_as_the_third_stays(third: float, count: int, compile_it: bool) -> None:
    # p_2 = 1/4 makes player 1 indifferent, p_1 = 2/3 player 2; 3's gain there has the sign of `third`.
    one, two = [-1.0, -1.0, 3.0, 3.0], [2.0, 2.0, -1.0, -1.0]
    known = found(from_gains(one, two, [third] * 4), compile_it)
    assert known.sure[0]
    assert known.found[8:, 0].sum() == 1
    face = 4 if third > 0 else 5
    assert known.found[8 + face, 0]
    assert np.allclose(known.place[face, :, 0], [2 / 3, 1 / 4, max(third, 0)], rtol=0, atol=1e-15)
    assert known.found[12, 0] == count


@COMPILED
def test_a_third_player_who_is_indifferent_just_where_two_mix_is_left_to_exact_arithmetic(compile_it: bool) -> None:
    # At p_1 = p_2 = 1/2 player 3 gains 4 p_1 p_2 - 1 = 0.
    one, two = [-1.0, -1.0, 1.0, 1.0], [1.0, 1.0, -1.0, -1.0]
    assert not found(from_gains(one, two, [-1.0, -1.0, -1.0, 3.0]), compile_it).sure[0]
    assert found(from_gains(one, two, [-1.0, -1.0, -1.0, 3.0 + 1e-9]), compile_it).sure[0]


@COMPILED
@pytest.mark.parametrize(("offset", "count"), [(0.2, 2), (1e-3, 2), (1e-14, None), (0.0, None), (-1e-3, 0), (-0.2, 0)])
def test_two_equilibria_inside_that_meet_and_vanish_are_told_from_none(
    offset: float, count: int | None, compile_it: bool
) -> None:
    # Player 1 makes p_2 close to p_3, and 3 makes it as close to p_1; 2's gain is then (2 p_1 - 1)^2 - offset.
    one, three = [0.01, -1.0, 1.0, 0.01], [-0.01, -1.0, 1.0, -0.01]
    known = found(from_gains(one, [1 - offset, -3 - offset, 1 - offset, 1 - offset], three), compile_it)
    assert known.sure[0] == (count is not None)
    if count is not None:
        assert known.found[14:, 0].sum() == count
        first = [0.5 + offset**0.5 / 2, 0.5 - offset**0.5 / 2] if count else []
        assert np.allclose(known.place[6:, 0, 0][:count], first, rtol=0, atol=1e-12)


@COMPILED
def test_what_one_player_s_quadratic_finds_of_a_game_is_forgotten_where_only_another_s_settles_it(
    compile_it: bool,
) -> None:
    one, two = [-3, 3, -1, -3, 0, 0, 0, 3], [1, -1, 3, -2, 3, -2, -1, 0]
    known = found(np.array([*one, *two, 0, -2, -2, 0, -3, 0, 2, -2]), compile_it)
    assert known.sure[0]
    assert np.flatnonzero(known.found[:, 0]).tolist() == [9, 10, 14]


@COMPILED
def test_of_two_equilibria_inside_the_first_has_the_larger_first_probability(compile_it: bool) -> None:
    known = found(structured(3000)["generic"], compile_it, 1e-16)
    two, one = known.found[14:].all(axis=0), known.found[14] & ~known.found[15]
    assert two.any()
    assert one.any()
    assert (known.place[6, 0, two] > known.place[7, 0, two]).all()
    assert not (known.found[15] & ~known.found[14]).any()


@COMPILED
def test_gains_are_normalised_and_their_errors_with_them(compile_it: bool) -> None:
    payoffs = np.zeros((2, 3, 8))
    payoffs[0, 0] = [8, 0, 0, 0, 4, 0, 0, 1]
    payoffs[1, 1:] = [[0, 1, 2, 3, 4, 5, 6, 8], [0, 1, 2, 3, 4, 5, 6, 9]]
    gains, errors = np.full((3, 4, 2), np.nan), np.full((3, 2), np.nan)
    steps(compile_it).normalise(payoffs, np.array([[1.0, 1.0, 0.0], [np.inf, 0.0, 0.0]]), gains, errors)
    assert gains[0, :, 0].tolist() == [-0.25, 0.0, 0.0, 1.0]
    assert 0.5 <= errors[0, 0] < 0.7
    assert errors[0, 1] == np.inf
    assert not gains[0, :, 1].any()
    assert not gains[1:, :, 0].any()
    # What the players gain by their first strategies, at (0, 0), (0, 1), (1, 0) and (1, 1), by the largest.
    assert gains[1, :, 1].tolist() == [-1, -2 / 3, -2 / 3, -2 / 3]
    assert gains[2, :, 1].tolist() == [-1, -1 / 3, -1 / 3, -1 / 3]


def test_payoffs_too_large_for_a_difference_are_left_to_exact_arithmetic() -> None:
    payoffs = structured(5)["generic"] * 1.7e308
    assert not found(payoffs, True).sure.all()
