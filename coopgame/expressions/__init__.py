"""Text becomes expressions without being evaluated as Python; expressions become NumPy code once."""

from coopgame.expressions.compiled import Compiled, compile_numpy
from coopgame.expressions.parse import parse, parse_condition

__all__ = ["Compiled", "compile_numpy", "parse", "parse_condition"]
