"""What is generated from the code is what the code says now."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import selon

ROOT = Path(__file__).parents[2]


def test_the_reference_is_not_stale() -> None:
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "tools" / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_reference"] = module
    spec.loader.exec_module(module)
    assert module.stale() == [], "run tools/build_reference.py"


def test_the_public_names_are_these() -> None:
    assert sorted(selon.__all__) == ["Added", "Facts", "Figures", "Ledger", "NotebookReading", "PageError", "SelonError", "__version__", "read"]
    assert all(hasattr(selon, name) for name in selon.__all__)
