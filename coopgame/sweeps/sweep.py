"""A game and axes become labelled arrays."""

from collections.abc import Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import sympy as sp
import xarray as xr

from coopgame.errors import GameError, SolverError, require_kind
from coopgame.exact import exact
from coopgame.games.finite import FiniteGame
from coopgame.games.staged import StagedGame
from coopgame.games.staged_venture import StagedVenture
from coopgame.games.venture import Rule, Venture
from coopgame.solve.staged.outcome import Outcome
from coopgame.sweeps.blocks import threads_for
from coopgame.sweeps.compiling import Engine
from coopgame.sweeps.finite.solver import finite_labels, finite_solver
from coopgame.sweeps.labels import as_json, labelled
from coopgame.sweeps.outputs import Detail, Options, Outside
from coopgame.sweeps.points.axes import read_axes
from coopgame.sweeps.staged.sweep import Teams, staged_sweep

NOTHING: Mapping[Any, Any] = MappingProxyType({})


def sweep(  # noqa: PLR0913 - each is a choice of its own, and has a default
    game: FiniteGame | Venture | StagedGame | StagedVenture | Outcome,
    axes: Any,
    fixed: Mapping[Any, Any] = NOTHING,
    *,
    rule: Rule | None = None,
    cooperation: Any = NOTHING,
    symmetric: Any = (),
    detail: Detail = Detail.FULL,
    outside: Outside = Outside.REFUSE,
    most: int | None = None,
    chunks: Any = None,
    threads: int | None = None,
    engine: Engine = Engine.BEST,
    meanings: Mapping[Any, str] = NOTHING,
) -> xr.Dataset:
    r"""Map every point :math:`\theta` of a design to the equilibria :math:`\{\sigma\}` of the game there.

    The answer at a point is that of the exact solver there, ties included. What floating point can't decide, by a bound
    on its error, is decided with fractions; a float stands for the decimal it prints as.

    Parameters
    ----------
    game : FiniteGame, Venture, StagedGame, StagedVenture or Outcome
        With payoffs rational in the parameters. Between two players with up to four strategies each, and between three
        with two each, all equilibria are found; of other finite games, with up to 64 profiles, the pure ones. A staged
        game is solved in closed form first.
    axes : mapping or Scenarios
        From a parameter, or its name, to the values along a dimension of its own; from a tuple of parameters to rows of
        values, along one dimension together. Or scenarios, as :func:`coopgame.scenarios`, :func:`coopgame.sobol_design`
        and :func:`coopgame.latin_hypercube` make them.
    fixed : mapping of Symbol or name to number
        The other parameters.
    rule : Rule, optional
        How a venture divides its revenue; its parameters can be swept as well.
    cooperation, symmetric
        Of staged games, as :func:`coopgame.solve_staged` has them.
    detail : Detail
        ``Detail.CODES`` leaves out probabilities, payoffs and regret.
    outside : Outside
        Whether points outside the game's region are refused or masked.
    most : int, optional
        How many equilibria of each point are listed, if not as many as a non-degenerate game of the shape may have.
    chunks : int or mapping of dimension to int, optional
        Makes the sweep lazy, on Dask, in chunks of that length along each dimension.
    threads : int, optional
        By default one for each core that the process may use; chunks use Dask's.
    engine : Engine
        Numba where it is installed, else NumPy.
    meanings : mapping of Symbol or name to str
        What parameters are, for the coordinates' attributes.

    Returns
    -------
    Dataset
        Finite games: ``pure``, ``strict``, ``count``, ``continuum``, ``complete``, ``rechecked``, and in full detail
        ``probability``, ``payoff`` and ``regret``; 2x2 games also ``signs``; with masked points also ``inside``. Staged
        games: the choices, ``payoff``, ``holds`` and the conditions one by one. Every variable says in an attribute
        what it is.

    Raises
    ------
    GameError, SymbolError, SolverError
        When game, axes, fixed values or options do not fit each other; the message names what does not.
    ExpressionError
        When a payoff is not rational in the parameters.
    RegionError
        When a point lies outside the region, and such points are refused.

    Examples
    --------
    >>> from coopgame import grid, parameters
    >>> b, c = parameters("b c")
    >>> game = FiniteGame.from_arrays([[b - c, -c], [b, 0]], [[b - c, b], [-c, 0]])
    >>> found = sweep(game, {b: grid(1, 3, 5)}, fixed={c: 2})
    >>> found["pure"].values
    array([8, 8, 8, 8, 8], dtype=uint8)

    """
    for value, kind in ((detail, Detail), (outside, Outside), (engine, Engine)):
        if not isinstance(value, kind):
            raise SolverError(f"{value!r:.40} is given", expected=f"one of {', '.join(map(str, kind))}")
    options = Options(detail, outside, engine, 1 if chunks is not None else threads_for(threads), most)
    for name, given in (("fixed", fixed), ("meanings", meanings), ("cooperation", cooperation)):
        if not isinstance(given, Mapping):
            raise GameError(f"{name} is {given!r:.40}", expected="a mapping")
    words = {str(name): str(text) for name, text in meanings.items()}
    told = {"fixed": as_json({str(name): str(exact(value)) for name, value in fixed.items()})}
    played = _divided(game, rule)
    if isinstance(played, FiniteGame):
        if cooperation or symmetric:
            raise GameError("cooperation or symmetry is given for a finite game", expected="a game in stages, or none")
        left = played.at(fixed) if fixed else played
        design = read_axes(axes, _parameters(left.symbols, left.region.symbols), fixed)
        solver = finite_solver(left, design, options)
        return labelled(solver, design, finite_labels(played, told, words), chunks)
    if most is not None or detail is not Detail.FULL:
        raise SolverError("most or detail is given for a game in stages", expected="neither: there is one outcome")
    return staged_sweep(played, axes, fixed, Teams(cooperation, symmetric), options, told, words, chunks)


def _divided(game: Any, rule: Rule | None) -> FiniteGame | StagedGame | Outcome:
    """Return what is played: of a venture, once the rule divides its revenue."""
    if isinstance(game, Venture | StagedVenture):
        if rule is None:
            raise GameError("a venture does not say who gets what", expected="rule=..., such as linear_share(...)")
        divided: FiniteGame | StagedGame = game.under(rule)
        return divided
    require_kind(game, FiniteGame | StagedGame | Outcome)
    if rule is not None:
        raise GameError("a rule is given for what is no venture", expected="a Venture or a StagedVenture, or no rule")
    played: FiniteGame | StagedGame | Outcome = game
    return played


def _parameters(*groups: tuple[sp.Symbol, ...]) -> tuple[sp.Symbol, ...]:
    return tuple(sorted({symbol for group in groups for symbol in group}, key=attrgetter("name")))
