"""A proof file lists its theorems; a test that asks for ``theorem`` runs on each of them."""

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Hand a proof's theorems to its tests, one at a time."""
    if "theorem" in metafunc.fixturenames:
        theorems = metafunc.module.THEOREMS
        metafunc.parametrize("theorem", theorems, ids=[theorem.name for theorem in theorems])
