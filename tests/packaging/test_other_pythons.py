"""On every Python that Selon says it works on, the installed wheel reads the sample pages to the same bytes.

`make pythons` makes the environments; without them this is skipped aloud, also in strict runs: they take some minutes and 500 MB each.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = [str(ROOT / "examples" / "olenivka"), str(ROOT / "examples" / "derna")]


def other_versions() -> list[str]:
    spec = importlib.util.spec_from_file_location("other_pythons", ROOT / "tools" / "other_pythons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    versions: list[str] = module.versions()
    return versions


def sample_job(python: Path | str, folder: Path, *, source: str = "") -> tuple[str, bytes]:
    """What `selon facts --json` prints of the sample pages, and the report; by the Selon of `source`, else by the one that is installed."""
    environment = os.environ | {"PYTHONPATH": source}

    def selon(*words: str) -> str:
        done = subprocess.run([python, "-m", "selon", *words], cwd=folder, capture_output=True, text=True, env=environment, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    selon("add", *SAMPLES)
    facts = selon("facts", "--json")
    selon("report", "--output", "report.html")
    assert "is whole" in selon("verify", "--derive")
    return facts, (folder / "report.html").read_bytes()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    return sample_job(sys.executable, tmp_path_factory.mktemp("here"), source=str(ROOT / "src"))


def test_the_versions_are_those_of_the_classifiers() -> None:
    assert {"3.11", "3.12", "3.13"} - set(other_versions()) == {f"3.{sys.version_info.minor}"}


@pytest.mark.parametrize("version", other_versions())
def test_another_python_gives_the_same_bytes(version: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    python = ROOT / ".pythons" / version / "bin" / "python"
    if not python.exists():
        pytest.skip(f"no environment for Python {version}: `make pythons` makes it")
    assert sample_job(python, tmp_path) == request.getfixturevalue("here")
