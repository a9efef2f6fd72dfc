"""Deviation gains as products of polynomials, so that what several gains share is evaluated once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coopgame.games.finite import FiniteGame
from coopgame.polynomials import Polynomial, SignForm, difference_form


@dataclass(frozen=True)
class Product:
    r"""The sign of :math:`s \prod_{f \in O} f \prod_{h \in E} h^2`.

    Parameters
    ----------
    sign : {-1, 0, 1}
    odd, even : tuple of Polynomial
        :math:`O` and :math:`E`.

    """

    sign: int
    odd: tuple[Polynomial, ...] = ()
    even: tuple[Polynomial, ...] = ()

    @property
    def factors(self) -> tuple[Polynomial, ...]:
        """All its polynomials; none where the sign is zero whatever they are."""
        return (*self.odd, *self.even) if self.sign else ()


@dataclass(frozen=True)
class Gains:
    """Some deviation gains of a game.

    Parameters
    ----------
    products : tuple of Product
        The gains, in the order asked for.
    poles : tuple of Polynomial
        The factors of all denominators of payoffs.

    """

    products: tuple[Product, ...]
    poles: tuple[Polynomial, ...]

    @property
    def factors(self) -> tuple[Polynomial, ...]:
        """Every polynomial, once, the poles among them."""
        return tuple(dict.fromkeys((*(f for p in self.products for f in p.factors), *self.poles)))


def product_of(form: SignForm) -> Product:
    """Read what decides the sign of an expression, but for its poles."""
    return Product(form.sign, form.odd, form.even) if form.sign else Product(0)


@lru_cache(maxsize=128)
def gains_of(game: FiniteGame, deviations: tuple[tuple[int, int, int], ...]) -> Gains:
    """Return the gains of deviations, each given by player, position of the profile, and that of the one deviated to.

    Raises
    ------
    ExpressionError
        When a payoff is not rational in the parameters.

    """
    forms = [difference_form(game.tables[i][there], game.tables[i][here]) for i, here, there in deviations]
    return Gains(tuple(map(product_of, forms)), _once(pole for form in forms for pole in form.poles))


def _once(polynomials: Iterable[Polynomial]) -> tuple[Polynomial, ...]:
    return tuple(dict.fromkeys(polynomials))


def position(profile: Sequence[int], shape: Sequence[int]) -> int:
    """Return where a profile stands in a game's tables."""
    place = 0
    for strategy, count in zip(profile, shape, strict=True):
        place = place * count + strategy
    return place
