"""What figures need of matplotlib, which is an extra; nothing else imports it."""

from coopgame.errors import OutputError

try:
    from contourpy import contour_generator
    from matplotlib import rc_context
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, findfont, get_font
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
except ModuleNotFoundError as error:
    raise OutputError(
        "a report needs matplotlib for its figure, and it is not installed",
        expected='the extra "plot": pip install "innovation-coopgame[plot]"',
    ) from error

__all__ = [
    "Axes",
    "Figure",
    "FigureCanvasAgg",
    "FontProperties",
    "Line2D",
    "Patch",
    "PdfPages",
    "contour_generator",
    "findfont",
    "get_font",
    "rc_context",
]
