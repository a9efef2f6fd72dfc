"""The house stands as docs/architecture.md describes it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coopgame"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 250

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def layers_of_the_contract() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (house,) = [contract for contract in contracts if contract.get("containers") == ["coopgame"]]
    return list(house["layers"])


def layers_of_the_document() -> list[str]:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    house = text.split("```text\ncoopgame/\n")[1].split("```")[0]
    names = re.findall(r"^  (\S+)", house, re.MULTILINE)
    assert names[0] == "__init__.py"
    return [name.replace(".py", "").replace("/", "") for name in names[1:]]


def calls(module: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call in the module, with the last part of the called name."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def reads_text(name: str, call: ast.Call) -> bool:
    """Whether the call hands what may be a string to SymPy's parser, which evaluates it as Python."""
    strict = any(word.arg == "strict" and ast.unparse(word.value) == "True" for word in call.keywords)
    return name in {"parse_expr", "sympify"} and not strict


def test_the_house_in_the_document_is_the_house_in_the_contract() -> None:
    assert layers_of_the_document() == layers_of_the_contract()


def test_a_layer_stands_in_brackets_exactly_when_it_has_no_module_yet() -> None:
    present = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    for layer in layers_of_the_contract():
        assert layer.startswith("(") == (layer.strip("()") not in present), layer


@every_module
def test_a_module_fits_one_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@every_module
def test_a_module_opens_with_a_docstring(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "says nothing of what it holds"


@every_module
def test_no_text_is_evaluated_as_python(module: Path) -> None:
    builtins = {"eval", "exec", "compile", "__import__"}
    for name, call in calls(module):
        assert not (name in builtins and isinstance(call.func, ast.Name)), f"{name} at line {call.lineno}"
        if module.name != "expressions.py":
            assert not reads_text(name, call), f"{name} without strict=True at line {call.lineno}"


def test_the_version_is_held_once() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = settings["project"]["version"]
    holders = [path for path in MODULES if f'"{version}"' in path.read_text(encoding="utf-8")]
    assert holders == []


def test_every_pin_is_exact_and_names_no_index() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line), line
