"""What of the command ``sweep`` draws, and so needs matplotlib."""

from collections.abc import Callable
from pathlib import Path

import xarray as xr

from coopgame.report.heat_map import heat_map
from coopgame.report.saving import require_format, save

Writer = Callable[[], None]


def mapping(path: Path) -> Callable[[xr.Dataset, xr.DataArray], Writer]:
    """Return what draws an array of a sweep, and returns what writes the figure; the path is checked at once."""
    require_format(path)

    def draw(dataset: xr.Dataset, values: xr.DataArray) -> Writer:
        across, up = (str(dim) for dim in values.dims if values.sizes[dim] > 1)
        name = str(values.name)
        figure = heat_map(dataset.assign({name: values}), across, up, name)
        return lambda: save(figure, path)

    return draw
