"""The bill of materials names all that Selon needs, each with version and licence."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_bill_of_materials_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("build_sbom", ROOT / "tools" / "build_sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["build_sbom.py", str(tmp_path)])
    module.main()
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "1.6", "selon")
    names = {component["name"] for component in bill["components"]}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[><=\[]", line)[0] for line in declared} <= names
    assert "numpy" in names
    assert "cymem" in names, "what is needed by what is needed is in it"
    licences = (tmp_path / "licences.md").read_text(encoding="utf-8")
    assert all(component["version"] and component["licenses"] for component in bill["components"])
    assert licences.count("\n| ") == len({"header", "line", "selon"} | names)
    assert "not stated" not in licences
