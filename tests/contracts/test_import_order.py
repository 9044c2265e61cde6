"""The folders are the flow: a stage imports the words, the packs and earlier stages, never a later one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "selon"
EVERYWHERE = {"model", "links", "wire", "errors", "settings", "plugins", "garbage", "languages", ""}
STAGES = ["collect", "clean", "read", "resolve", "review", "ledger", "compare", "show", "export"]
# `compare` is pure over values: it may not know the ledger although that comes first; what the ledger holds reaches it through its caller.
FORBIDDEN = {"compare": {"ledger", "collect", "clean"}}
# Above the stages: these put them together.
TOP = {
    "pipeline": set(STAGES[:4]),
    "wire": {"resolve"},
    "batch": {*STAGES, "pipeline", "wire"},
    "api": {*STAGES, "batch", "wire"},
    "component": {"api"},
    "commands": None,
    "cli": None,
    "__main__": None,
}


def selon_imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "selon":
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name if (SOURCE / alias.name).exists() else "" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("selon.")}
    return names


def allowed(part: str) -> set[str] | None:
    if part == "__init__":
        return {"", "api", "errors", "read"}
    if part == "model":
        return set()
    if part == "links":
        return {"model"}
    if part in {"errors", "garbage"}:
        return set()
    if part == "plugins":
        return {"errors"}
    if part == "wire":
        return {"model"}
    if part in {"settings", "languages"}:
        return {"errors", "settings", "model", "plugins", "languages"}
    if part in STAGES:
        return (EVERYWHERE | set(STAGES[: STAGES.index(part) + 1])) - FORBIDDEN.get(part, set())
    top = TOP[part]
    return None if top is None else EVERYWHERE | top | {part}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_only_what_comes_before(path: Path) -> None:
    part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    may = allowed(part)
    if may is not None:
        assert selon_imports(path) <= may


def test_ray_and_databases_stay_where_they_belong() -> None:
    for path in SOURCE.rglob("*.py"):
        part = path.relative_to(SOURCE).parts[0]
        words = path.read_text(encoding="utf-8")
        assert part == "batch" or "import ray" not in words, path
        assert part == "ledger" or ("import sqlalchemy" not in words and "import sqlite3" not in words) or path.stem == "gazetteer", path
