"""What the documentation shows as measured was printed by a benchmark that is listed, with the command that is listed."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"


@pytest.fixture(scope="module")
def record() -> ModuleType:
    spec = importlib.util.spec_from_file_location("record", ROOT / "benchmarks" / "record.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_results_are_those_of_the_listed_commands(record: ModuleType) -> None:
    listed = record.chosen([])
    for path in sorted(RESULTS.glob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        assert result["command"] == listed[path.stem], f"{path.name} was measured by another command: run `make figures ONLY={path.stem}`"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", result["measured"])
        assert result["printed"]
    shown = {name for page in (ROOT / "docs").rglob("*.md") for name in re.findall(r"<!-- measured: (\S+) -->", page.read_text(encoding="utf-8"))}
    assert {path.stem for path in RESULTS.glob("*.json")} <= shown <= set(listed)


def test_every_listed_program_is_there(record: ModuleType) -> None:
    for command in record.chosen([]).values():
        words = command.split()
        program = f"{words[2].replace('.', '/')}.py" if words[1] == "-m" else words[1]
        assert any((ROOT / folder / program).is_file() for folder in (".", "tests")), command


def test_a_benchmark_without_its_data_is_named(record: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(record.NotHere, match="LEDGER is not given"):
        record.words_of("python benchmarks/web.py LEDGER", {})
    with pytest.raises(record.NotHere, match="does not exist"):
        record.words_of("python benchmarks/web.py LEDGER", {"LEDGER": str(tmp_path / "none.db")})
    assert record.words_of("python x.py SHARED/eval", {"SHARED": str(tmp_path)}) == [sys.executable, "x.py", f"{tmp_path}/eval"]


def test_what_a_benchmark_prints_is_kept_with_its_command(record: ModuleType) -> None:
    result = record.measured("python -c 'print(1); print(2)'", {})
    assert (result["command"], result["printed"]) == ("python -c 'print(1); print(2)'", ["1", "2"])
    with pytest.raises(record.subprocess.CalledProcessError):
        record.measured("python -c 'raise SystemExit(1)'", {})
