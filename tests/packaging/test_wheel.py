"""The wheel carries everything: installed alone, away from the sources, Selon reads pages, and other programs find its entry points."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "selon"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *build], check=True, capture_output=True, timeout=300)
    (built,) = folder.glob("selon-*.whl")
    return built


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    there = {f"selon/{path.relative_to(SOURCE).as_posix()}" for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert there - names == set()
    for suffix in (".toml", ".j2", ".css", ".js", ".bin", ".typed"):
        assert any(name.endswith(suffix) for name in names), suffix
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if not name.startswith("selon")], "only the package belongs into the wheel"


def test_the_installed_wheel_works_away_from_the_sources(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run([sys.executable, *install], check=True, capture_output=True, timeout=200)
    page = tmp_path / "page.txt"
    page.write_text("Le maire a déclaré mardi que 12 personnes avaient été blessées à Lyon.\n", encoding="utf-8")
    program = (
        "import selon, spacy\n"
        f"assert selon.__file__.startswith({str(target)!r}), selon.__file__\n"
        "from selon.cli import main\n"
        "def run(*words):\n"
        "    try: main([*words, '--ledger', 'own.db'])\n"
        "    except SystemExit as end: assert not end.code, words\n"
        "run('add', 'page.txt'); run('facts'); run('report', '--output', 'report.html')\n"
        "nlp = spacy.blank('fr'); nlp.add_pipe('selon'); print(len(nlp('Le maire a dit que 12 personnes sont mortes.').spans['selon.quantities']))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "1 added" in done.stdout
    assert done.stdout.rstrip().endswith("1")
    assert "12" in (tmp_path / "report.html").read_text(encoding="utf-8")
