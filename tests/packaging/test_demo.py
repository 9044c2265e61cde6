"""`make demo` reads the sample pages, prints the disputed facts and writes the report, as the README says; what it installs first is here already."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_make_demo_prints_the_disputed_facts_and_writes_the_report(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    for name, line in {"python": f'exec "{sys.executable}" "$@"', "selon": f'exec "{sys.executable}" -m selon "$@"'}.items():
        (binaries / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (binaries / name).chmod(0o755)
    (tmp_path / ".venv" / ".installed").touch()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(["make", "demo"], cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "17 added, 0 already there, 0 skipped, 0 failed" in done.stdout
    assert "olenivka-2022-07/killed-prisoners-ua" in done.stdout
    assert "Next: open report.html in a browser." in done.stdout
    assert "Derna" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (tmp_path / "demo.selon").is_file()
    assert "pip install" not in done.stdout, "nothing was to be installed"
