"""Payoffs as users write them, brought into one form: a flat tuple a player, the last player's strategy fastest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import Parameter, signature
from itertools import product
from math import prod
from typing import Any

import numpy as np
import sympy as sp

from coopgame.errors import CoopGameError, GameError
from coopgame.exact import exact, is_float
from coopgame.players import PerPlayer

MOST_PROFILES = 100_000

Profile = PerPlayer[str]
Table = tuple[sp.Expr, ...]
Written = tuple[tuple[str, ...], PerPlayer[tuple[str, ...]], dict[Profile, Sequence[Any]]]


def names(kind: str, values: Any) -> tuple[str, ...]:
    """Check a list of names: non-empty, of text, distinct."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise GameError(f"{kind} {values!r} is not a list of names", expected='a tuple such as ("share", "withhold")')
    found = tuple(values)
    if not found:
        raise GameError(f"no {kind} given", expected="at least one")
    for k, name in enumerate(found):
        if not isinstance(name, str) or not name.strip():
            raise GameError(f"{name!r} can't be one of the {kind}", expected="a non-empty text")
        if name in found[:k]:
            raise GameError(f"{name!r} occurs twice among the {kind}", expected="distinct names")
    return found


def entry(value: Any, where: str) -> tuple[sp.Expr, bool]:
    """Read one payoff exactly; the flag tells whether a float stood in it."""
    try:
        return exact(value), is_float(value)
    except CoopGameError as error:
        raise GameError(f"{where}: {error.problem}", expected=error.expected) from error


def called(function: Callable[..., Any], players: Sequence[str], profile: Profile) -> tuple[Any, ...]:
    """Ask a payoff function for one profile: ``f(player, profile)``, or ``f(profile)`` giving one value a player."""
    if arity(function) == 2:
        return tuple(function(player, profile) for player in players)
    values = function(profile)
    if isinstance(values, Mapping):
        if set(values) != set(players):
            raise GameError(
                f"payoffs at {tuple(profile)} are given for {', '.join(map(str, values))}",
                expected=f"one for each of {', '.join(players)}",
            )
        return tuple(values[player] for player in players)
    try:
        found = tuple(values)
    except TypeError:
        raise GameError(
            f"the payoff function returned {values!r} at {tuple(profile)}", expected="one payoff a player"
        ) from None
    if len(found) != len(players):
        raise GameError(
            f"{len(found)} payoffs at {tuple(profile)}", expected=f"{len(players)}, for {', '.join(players)}"
        )
    return found


def arity(function: Any) -> int:
    """Count the positional parameters of a payoff function: two, (player, profile), or one, (profile)."""
    if not callable(function):
        raise GameError(f"{function!r} is not a function", expected="payoff(player, profile) or payoff(profile)")
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    try:
        parameters = signature(function).parameters.values()
    except ValueError:  # some functions written in C don't tell
        raise GameError(
            f"what {function!r} takes is not known", expected="payoff(player, profile) or payoff(profile)"
        ) from None
    taken = [p for p in parameters if p.kind in kinds and p.default is Parameter.empty]
    if len(taken) not in (1, 2):
        raise GameError(
            f"the function takes {len(taken)} arguments",
            expected="payoff(player, profile) or payoff(profile)",
        )
    return len(taken)


def flattened(array: Any, shape: tuple[int, ...], owner: str) -> list[Any]:
    """Flatten a nested array of the given shape; say where it is ragged."""
    if not shape:
        return [array]
    row = entries(array)
    if row is None:
        raise GameError(f"the array of {owner} has too few dimensions at {array!r}", expected="a row of payoffs")
    if len(row) != shape[0]:
        raise GameError(f"the array of {owner} is ragged or of another shape", expected=f"{shape[0]} entries in a row")
    return [value for part in row for value in flattened(part, shape[1:], owner)]


def measured(array: Any, most: int) -> tuple[int, ...]:
    """Read the shape of a nested array off its first entries, up to so many axes."""
    shape: list[int] = []
    while (row := entries(array)) is not None and len(shape) < most:
        if not row:
            raise GameError("an array has an empty row", expected="at least one strategy for each player")
        shape.append(len(row))
        array = row[0]
    return tuple(shape)


def entries(array: Any) -> Sequence[Any] | None:
    """Return what an array holds along its first axis, or None when it is a single entry."""
    if isinstance(array, sp.MatrixBase | sp.NDimArray):
        return list(array.tolist()) if array.shape else None
    if isinstance(array, np.ndarray):  # not by tolist, which makes 0.10000000149011612 of a single-precision 0.1
        return list(np.asarray(array)) if array.ndim else None
    if hasattr(array, "tolist") and not isinstance(array, np.generic):
        array = array.tolist()
    return array if isinstance(array, Sequence) and not isinstance(array, str) else None


def profiles(players: tuple[str, ...], lists: Sequence[Sequence[str]]) -> Iterator[Profile]:
    """Every profile, the last player's strategy fastest."""
    return (PerPlayer(players, profile) for profile in product(*lists))


def read_function(payoff: Callable[..., Any], strategies: Any) -> Written:
    """Read a game given as a function of the profile."""
    if not isinstance(strategies, Mapping):
        raise GameError(
            f"strategies {strategies!r} are not a mapping", expected='{"enterprise": ("share", "withhold")}'
        )
    players = names("players", strategies)
    lists = strategy_lists(players, [strategies[p] for p in players])
    bounded(lists)
    return players, lists, {profile: called(payoff, players, profile) for profile in profiles(players, lists)}


def read_arrays(arrays: Sequence[Any], players: Sequence[str] | None, strategies: Any) -> Written:
    """Read a game given as one array a player."""
    if not arrays:
        raise GameError("no payoff array given", expected="one for each player")
    default = ("row", "column") if len(arrays) == 2 else tuple(f"player {k + 1}" for k in range(len(arrays)))
    labels = names("players", default if players is None else players)
    if len(labels) != len(arrays):
        raise GameError(f"{len(arrays)} payoff arrays for {len(labels)} players", expected="one array a player")
    shape = measured(arrays[0], len(arrays) + 1)
    if len(shape) != len(arrays):
        raise GameError(
            f"the array of {labels[0]} has {'more' if len(shape) > len(arrays) else len(shape)} axes, "
            f"and there are {len(arrays)} arrays",
            expected="one axis and one array for each player",
        )
    if isinstance(strategies, Mapping):
        if set(strategies) != set(labels):
            raise GameError(
                f"strategies are given for {', '.join(map(str, strategies))}",
                expected=f"one list for each of {', '.join(labels)}",
            )
        strategies = [strategies[label] for label in labels]
    elif strategies is None:
        strategies = [tuple(str(k + 1) for k in range(size)) for size in shape]
    lists = strategy_lists(labels, strategies)
    if tuple(map(len, lists)) != shape:
        raise GameError(f"strategies are named for shape {tuple(map(len, lists))}", expected=f"shape {shape}")
    flat = [flattened(array, shape, label) for array, label in zip(arrays, labels, strict=True)]
    return labels, lists, dict(zip(profiles(labels, lists), zip(*flat, strict=True), strict=True))


def read_dict(payoffs: Any, players: Sequence[str]) -> Written:
    """Read a game given as a mapping of profiles to payoffs, strategies in the order of their first occurrence."""
    labels = names("players", players)
    if not isinstance(payoffs, Mapping):
        raise GameError(
            f"{payoffs!r} is not a mapping of profiles to payoffs", expected='{("share", "withhold"): (0, 2), ...}'
        )
    for profile in payoffs:
        if not isinstance(profile, tuple) or len(profile) != len(labels):
            raise GameError(
                f"profile {profile!r} does not fit", expected=f"one strategy for each of {', '.join(labels)}"
            )
    lists = {label: tuple(dict.fromkeys(p[k] for p in payoffs)) for k, label in enumerate(labels)}
    given = {tuple(profile): values for profile, values in payoffs.items()}

    def looked_up(profile: Profile) -> Any:
        if tuple(profile) not in given:
            raise GameError(f"no payoffs given at {tuple(profile)}", expected="payoffs for every profile")
        return given[tuple(profile)]

    return read_function(looked_up, lists)


def read_tables(lists: PerPlayer[tuple[str, ...]], tables: Sequence[Sequence[Any]]) -> tuple[tuple[Table, ...], bool]:
    """Read every payoff exactly; the flag tells whether a float was among them."""
    read = [
        [
            entry(value, f"payoff of {player} at {tuple(profile)}")
            for profile, value in zip(profiles(lists.players, lists), table, strict=True)
        ]
        for player, table in zip(lists.players, tables, strict=True)
    ]
    return tuple(tuple(u for u, _ in table) for table in read), any(inexact for table in read for _, inexact in table)


def bounded(lists: Sequence[Sequence[str]]) -> int:
    """Count the profiles of a game; refuse to list too many."""
    count = prod(map(len, lists))
    if count > MOST_PROFILES:
        raise GameError(f"the game has {count} profiles", expected=f"at most {MOST_PROFILES}")
    return count


def strategy_lists(players: tuple[str, ...], strategies: Sequence[Any]) -> PerPlayer[tuple[str, ...]]:
    """Check the strategies: one list of names for each player."""
    if len(strategies) != len(players):
        raise GameError(
            f"{len(strategies)} lists of strategies for {len(players)} players", expected="one for each player"
        )
    pairs = zip(players, strategies, strict=True)
    return PerPlayer(players, (names(f"strategies of {player}", own) for player, own in pairs))
