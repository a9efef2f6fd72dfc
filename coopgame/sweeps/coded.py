"""Arrays of one byte a point that stand for others: what is to be said of a point is looked up when it is looked at."""

from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from xarray.backends import BackendArray
from xarray.core import indexing

from coopgame.sweeps.compiling import AVAILABLE, look

FEW = 1 << 13  # codes up to which it takes no time to look them up, so that a dataset shows what it holds
MANY = 1 << 18  # codes from which it pays to compile


class Coded(BackendArray):
    r"""The array :math:`a_k = t_{c_k}` of codes :math:`c` and a table :math:`t`.

    Parameters
    ----------
    codes : array of uint8
        Of any shape; it is not copied, and not to be written to.
    table : array
        Of at most 256 entries, of one byte each: small integers, or truth values.

    """

    def __init__(self, codes: NDArray[np.uint8], table: NDArray[Any]) -> None:
        self.codes, self.table = codes, np.ascontiguousarray(table)
        self.shape, self.dtype = codes.shape, table.dtype

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """Look up every entry."""
        if copy is False:
            raise ValueError("codes can't be looked up without making an array")
        found = looked_up(self.codes, self.table)
        if copy:  # axes along which codes are the same are written out, too
            found = found.copy()
        return found if dtype is None else found.astype(dtype, copy=False)

    def __getitem__(self, key: Any) -> NDArray[Any]:
        """Look up some entries; xarray says which, and picks from them what is no slice."""
        found: NDArray[Any] = indexing.explicit_indexing_adapter(
            key, self.shape, indexing.IndexingSupport.BASIC, self._part
        )
        return found

    def _part(self, key: Any) -> NDArray[Any]:
        return looked_up(self.codes[key], self.table)

    def __deepcopy__(self, memo: Any) -> "Coded":
        """Return itself: nothing writes to codes."""
        return self

    def __reduce__(self) -> Any:
        """Write codes that are the same along an axis once."""
        return _read, (np.ascontiguousarray(_own(self.codes)), self.codes.shape, self.table)

    def as_variable(self, dims: tuple[str, ...], attributes: dict[str, Any]) -> xr.Variable:
        """Return a variable that looks up its values when they are first asked for, and keeps them; few, at once."""
        if self.codes.size <= FEW:
            return xr.Variable(dims, np.array(self), attributes, fastpath=True)
        layers: Any = indexing  # whose types are narrower than what xarray itself puts together so
        lazy = layers.MemoryCachedArray(layers.CopyOnWriteArray(layers.LazilyIndexedArray(self)))
        return xr.Variable(dims, lazy, attributes)


def looked_up(codes: Any, table: NDArray[Any]) -> NDArray[Any]:
    """Return the entry for each code; where codes are the same along an axis, so are they, without being repeated."""
    array = np.asarray(codes)
    own = _own(array)
    if own.size < MANY or not AVAILABLE:
        found = table[own]
    else:
        found = np.empty(own.shape, dtype=table.dtype)
        look()(own.reshape(-1), table, found.reshape(-1))
    return found if found.shape == array.shape else np.broadcast_to(found, array.shape)


def _own(codes: NDArray[Any]) -> NDArray[Any]:
    """Return codes without the axes along which they are the same, which keep length 1."""
    return codes[tuple(slice(0, 1) if step == 0 else slice(None) for step in codes.strides)]


def _read(own: NDArray[np.uint8], shape: tuple[int, ...], table: NDArray[Any]) -> Coded:
    return Coded(np.broadcast_to(own, shape), table)
