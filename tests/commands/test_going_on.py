"""`selon add` over an archive, killed in its midst: the same command goes on where it was, and ends as if nobody had disturbed it."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import real_files
from real_files import Story
from selon.cli import main
from selon.ledger import Ledger

PAGES = 240
STORIES = [
    Story(
        f"Crue numéro {n}",
        (f"La crue de la Lave a fait {n + 2} blessés dans la vallée de Mira, où {n + 9} maisons sont sous l’eau.",),
        url=f"https://a.example/{n}",
    )
    for n in range(PAGES)
]
TEXTS = {f"{n:03}.txt": real_files.text(story) for n, story in enumerate(STORIES)}
PACKED = {
    "collecte.zip": lambda: real_files.zipped(TEXTS),
    "collecte.tar.gz": lambda: gzip.compress(real_files.tarred(TEXTS)),
    "collecte.warc.gz": lambda: real_files.warc(*STORIES),
}
WAIT_S = 300.0


def add(path: Path, ledger: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "selon", "add", str(path), "--ledger", str(ledger)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)


def pages_in(ledger: Path) -> int:
    """How many pages a reader sees now; none where there is no ledger yet."""
    try:
        connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=5)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("SELECT count(*) FROM page").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def killed_in_its_midst(path: Path, ledger: Path) -> int:
    """Add the archive, and `kill -9` when a quarter of its pages is in; how many were there then."""
    adding, end = add(path, ledger), time.monotonic() + WAIT_S
    while pages_in(ledger) < PAGES // 4:
        assert adding.poll() is None, "it was done before it could be killed"
        assert time.monotonic() < end, "nothing came within the time"
        time.sleep(0.02)
    adding.send_signal(signal.SIGKILL)
    adding.communicate()
    return pages_in(ledger)


def facts(ledger: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["facts", "--json", "--ledger", str(ledger)])
    return capsys.readouterr().out


@pytest.mark.parametrize("name", PACKED)
def test_the_same_command_goes_on_and_ends_as_if_undisturbed(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, disturbed, undisturbed = tmp_path / name, tmp_path / "a.db", tmp_path / "b.db"
    make: Callable[[], bytes] = PACKED[name]
    path.write_bytes(make())
    kept = killed_in_its_midst(path, disturbed)
    assert 0 < kept < PAGES
    goes_on = add(path, disturbed)
    told, _ = goes_on.communicate(timeout=WAIT_S)
    assert goes_on.returncode == 0
    assert f"{PAGES - kept} added, {kept} already there" in told
    with pytest.raises(SystemExit):
        main(["add", str(path), "--ledger", str(undisturbed)])
    with Ledger.open(str(disturbed)) as one, Ledger.open(str(undisturbed)) as other:
        assert one.verify().content == other.verify().content
        assert list(one.readings()) == list(other.readings())
    assert facts(disturbed, capsys) == facts(undisturbed, capsys)
    assert facts(disturbed, capsys).count('"id"') > PAGES
