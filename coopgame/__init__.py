"""Game-theoretic models of innovation cooperation: equilibria with their conditions, proven statements, regimes.

The public names are declared in ``__init__.pyi`` and resolved on first use, so that importing the package stays light.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
