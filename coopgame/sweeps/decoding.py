"""Bit codes as truth values, one for each profile."""

import numpy as np
import xarray as xr

from coopgame.errors import GameError


def decoded(codes: xr.DataArray) -> xr.DataArray:
    r"""Return :math:`1\{s \text{ is an equilibrium}\}` for every point and profile :math:`s`, from bit codes.

    Parameters
    ----------
    codes : DataArray
        The variable ``pure`` or ``strict`` of a sweep, also of one that was saved and opened again, lazy or not.

    Returns
    -------
    DataArray
        Of bool, with a further dimension ``profile``, labelled by the strategies: ``share/keep``.

    Raises
    ------
    GameError
        When the variable does not say what its bits stand for.

    Examples
    --------
    >>> from coopgame import FiniteGame, parameters, sweep
    >>> b = parameters("b")
    >>> names = ("hunt", "gather")
    >>> game = FiniteGame.from_arrays([[b, 0], [1, 1]], [[b, 1], [0, 1]], strategies=(names, names))
    >>> decoded(sweep(game, {b: [0, 2]})["pure"]).sel(profile="hunt/hunt").values
    array([False,  True])

    """
    if not isinstance(codes, xr.DataArray) or not {"flag_masks", "flag_meanings"} <= codes.attrs.keys():
        raise GameError(f"{type(codes).__name__} holds no bit codes", expected="a sweep's variable pure or strict")
    masks = np.atleast_1d(codes.attrs["flag_masks"]).astype(codes.dtype)
    profiles = xr.DataArray(masks, {"profile": codes.attrs["flag_meanings"].split()}, ["profile"])
    bits = (codes & profiles) != 0
    return bits.assign_attrs(long_name=codes.attrs.get("long_name", "").split(":")[0])
