"""Passages that a page must keep and drop, from the public set, in pages made around them."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "eval" / "public" / "trafilatura_fr").is_dir(), reason="the passages are not here: ../shared/eval/public/trafilatura_fr is missing"
)


@pytest.fixture(scope="module")
def cleaning() -> ModuleType:
    spec = spec_from_file_location("cleaning", ROOT / "benchmarks" / "cleaning.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("bare", "f1"), [(False, 0.99), (True, 0.90)])
def test_passages_are_kept_and_dropped(cleaning: ModuleType, bare: bool, f1: float) -> None:
    count = cleaning.count_passages(SHARED, bare=bare)
    cleaning.print_passages("bare" if bare else "careful", count)
    assert count["fn"] == 0
    assert 2 * count["tp"] / (2 * count["tp"] + count["fp"] + count["fn"]) >= f1
