"""Payoffs as users write them, brought into one form: a flat tuple a player, the last player's strategy fastest."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import Parameter, signature
from itertools import product
from typing import Any

import sympy as sp

from coopgame.errors import CoopGameError, GameError
from coopgame.exact import exact, is_float
from coopgame.players import PerPlayer

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
    taken = [p for p in signature(function).parameters.values() if p.kind in kinds and p.default is Parameter.empty]
    if len(taken) not in (1, 2):
        raise GameError(
            f"the function takes {len(taken)} arguments",
            expected="payoff(player, profile) or payoff(profile)",
        )
    return len(taken)


def flattened(array: Any, shape: tuple[int, ...], owner: str) -> list[Any]:
    """Flatten a nested array of the given shape; say where it is ragged."""
    if isinstance(array, sp.MatrixBase | sp.NDimArray) or hasattr(array, "tolist"):
        array = array.tolist()
    if not shape:
        return [array]
    if isinstance(array, str) or not isinstance(array, Sequence):
        raise GameError(f"the array of {owner} has too few dimensions at {array!r}", expected="a row of payoffs")
    if len(array) != shape[0]:
        raise GameError(f"the array of {owner} is ragged or of another shape", expected=f"{shape[0]} entries in a row")
    return [value for row in array for value in flattened(row, shape[1:], owner)]


def measured(array: Any) -> tuple[int, ...]:
    """Read the shape of a nested array off its first entries."""
    if isinstance(array, sp.MatrixBase | sp.NDimArray) or hasattr(array, "tolist"):
        array = array.tolist()
    if isinstance(array, str) or not isinstance(array, Sequence):
        return ()
    if not array:
        raise GameError("an array has an empty row", expected="at least one strategy for each player")
    return (len(array), *measured(array[0]))


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
    lists = PerPlayer(players, (names(f"strategies of {p}", strategies[p]) for p in players))
    return players, lists, {profile: called(payoff, players, profile) for profile in profiles(players, lists)}


def read_arrays(arrays: Sequence[Any], players: Sequence[str] | None, strategies: Any) -> Written:
    """Read a game given as one array a player."""
    if not arrays:
        raise GameError("no payoff array given", expected="one for each player")
    default = ("row", "column") if len(arrays) == 2 else tuple(f"player {k + 1}" for k in range(len(arrays)))
    labels = names("players", default if players is None else players)
    if len(labels) != len(arrays):
        raise GameError(f"{len(arrays)} payoff arrays for {len(labels)} players", expected="one array a player")
    shape = measured(arrays[0])
    if len(shape) != len(arrays):
        raise GameError(
            f"the array of {labels[0]} has {len(shape)} axes, and there are {len(arrays)} arrays",
            expected="one axis and one array for each player",
        )
    if isinstance(strategies, Mapping):
        strategies = [strategies.get(label, ()) for label in labels]
    lists = PerPlayer(labels, strategies or [tuple(str(k + 1) for k in range(size)) for size in shape])
    if tuple(map(len, lists)) != shape:
        raise GameError(f"strategies are named for shape {tuple(map(len, lists))}", expected=f"shape {shape}")
    flat = [flattened(array, shape, label) for array, label in zip(arrays, labels, strict=True)]
    return labels, lists, dict(zip(profiles(labels, lists), zip(*flat, strict=True), strict=True))


def read_dict(payoffs: Mapping[Sequence[str], Any], players: Sequence[str]) -> Written:
    """Read a game given as a mapping of profiles to payoffs, strategies in the order of their first occurrence."""
    labels = names("players", players)
    for profile in payoffs:
        if isinstance(profile, str) or len(profile) != len(labels):
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


def strategy_lists(players: tuple[str, ...], strategies: Sequence[Any]) -> PerPlayer[tuple[str, ...]]:
    """Check the strategies: one list of names for each player."""
    if len(strategies) != len(players):
        raise GameError(
            f"{len(strategies)} lists of strategies for {len(players)} players", expected="one for each player"
        )
    pairs = zip(players, strategies, strict=True)
    return PerPlayer(players, (names(f"strategies of {player}", own) for player, own in pairs))


def substituted(payoff: sp.Expr, values: Mapping[sp.Symbol, Any], player: str) -> sp.Expr:
    """Set parameters in a payoff; refuse values at which it is no real number."""
    result = payoff.subs(values)
    if result.has(sp.nan, sp.zoo, sp.oo) or result.is_real is False:
        raise GameError(f"a payoff of {player}, {payoff}, is not a number there", expected="values at which it is")
    return result
