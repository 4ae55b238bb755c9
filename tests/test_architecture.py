"""Does the house keep its shape? Directions of import, one door per third-party package, no cycles, clean locks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("taxonomy", "index", "webapp")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))

MAY_IMPORT = {"taxonomy": {"taxonomy"}, "index": {"taxonomy", "index"}, "webapp": set(ROOMS)}
# Inside taxonomy: what a room may import beside `model` and `basics`.
SIBLINGS = {"reading", "wording", "paths", "plan", "store"}
ALSO = {"paths": {"wording"}}  # the gap between two classes is counted by variants of wording
# Package -> the only module or folder that imports it.
DOORS = {
    "networkx": "taxonomy/graph.py",
    "numpy": "index/",
    "sqlalchemy": "taxonomy/store/",
    "alembic": "taxonomy/store/",
    "cryptography": "taxonomy/store/signing.py",
    "whoosh": "index/storage/",
    "snowballstemmer": "taxonomy/basics/stems.py",
    "docx": ("taxonomy/reading/formats/", "taxonomy/exchange/"),
    "pypdfium2": "taxonomy/reading/formats/",
    "selectolax": "taxonomy/reading/formats/",
    "rapidocr": "taxonomy/reading/formats/ocr.py",
    "rdflib": "taxonomy/exchange/",
    "xlsxwriter": "taxonomy/exchange/",
    "python_calamine": ("taxonomy/exchange/", "taxonomy/reading/formats/"),
    "threadpoolctl": "index/__init__.py",
    "flask": "webapp/",
    "waitress": "webapp/serving/",
    "prometheus_client": "webapp/site/",
    "authlib": "webapp/accounts/",
    "joserfc": "webapp/accounts/",
}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every imported module, and whether the import stands inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in inside
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in inside


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name, _ in _imports(path)} & set(ROOMS)
    assert ours <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", [p for p in FILES if p.relative_to(ROOT).parts[0] == "taxonomy"], ids=_name)
def test_siblings_inside_taxonomy_do_not_know_each_other(path: Path) -> None:
    parts = path.relative_to(ROOT).parts
    here = parts[1].removesuffix(".py")
    known = {name.split(".")[1] for name, _ in _imports(path) if name.startswith("taxonomy.")}
    if here in SIBLINGS:
        assert known & (SIBLINGS | {"graph", "exchange", "atlas", "analysis"}) <= {here} | ALSO.get(here, set())
    if here == "model":
        assert known <= {"model"}


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_import_hides_in_a_function(path: Path) -> None:
    assert [name for name, inside in _imports(path) if inside] == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_each_package_has_one_door(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for name, _ in _imports(path):
        door = DOORS.get(name.split(".")[0])
        assert door is None or here.startswith(door), f"{here} imports {name}; its door is {door}"


def _runtime_targets(path: Path) -> set[str]:
    """Every module of ours, or name in one, that is imported when the program runs: not those only for typing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.dump(branch.test)
        for inner in ast.walk(branch)
    }
    return {
        target
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in typing_only
        for target in {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    }


def test_no_module_imports_itself_in_a_circle() -> None:
    modules = {_name(path): path for path in FILES}
    graph = nx.DiGraph()
    for name, path in modules.items():
        for target in _runtime_targets(path) & modules.keys():
            # A package's front door imports its own modules; they in turn must not go through it.
            if target != name and not name.startswith(f"{target}."):
                graph.add_edge(name, target)
    assert list(nx.simple_cycles(graph)) == []


def _room(module: str) -> str:
    """The folder of a module; the few modules at the top of a package are rooms of their own."""
    folder = (ROOT / module.replace(".", "/")).is_dir()
    return module if folder else module.rpartition(".")[0] if module.count(".") > 1 else module


def test_no_folder_imports_itself_in_a_circle() -> None:
    modules = {_name(path): path for path in FILES}
    graph = nx.DiGraph()
    for name, path in modules.items():
        for target in _runtime_targets(path) & modules.keys():
            here, there = _room(name), _room(target)
            if here != there and not here.startswith(f"{there}.") and not there.startswith(f"{here}."):
                graph.add_edge(here, there)
    assert list(nx.simple_cycles(graph)) == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("*.lock")), ids=lambda path: path.name)
def test_a_lock_names_no_address_and_no_path(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "file:" not in text
    assert str(ROOT) not in text


def test_every_locked_package_has_a_hash() -> None:
    for lock in ROOT.glob("*.lock"):
        for block in lock.read_text(encoding="utf-8").split("\n"):
            if "==" in block:
                assert block.rstrip().endswith("\\"), f"{lock.name}: {block}"


def test_a_class_name_means_one_thing() -> None:
    """Public names only: a private one is never seen beside another of its name."""
    homes: dict[str, list[str]] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(_name(path))
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}
