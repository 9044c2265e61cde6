"""`selon add` over an archive, killed in its midst: the same command goes on where it was, and ends as if nobody had disturbed it."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import real_files
from real_files import Story
from selon.cli import main
from selon.ledger import Ledger

EACH = 40
PAGES = 3 * EACH
STORIES = [Story(f"Crue numéro {n}", (f"La crue de la Lave a fait {n + 2} blessés.",), url=f"https://a.example/{n}") for n in range(PAGES)]
WAIT_S = 600.0


def archive() -> bytes:
    """A ZIP with a tar file, a web archive and plain texts in it."""
    texts = {f"{n:03}.txt": real_files.text(story) for n, story in enumerate(STORIES)}
    tarred = dict(list(texts.items())[:EACH])
    members = {"a.tar.gz": gzip.compress(real_files.tarred(tarred)), "b.warc.gz": real_files.warc(*STORIES[EACH : 2 * EACH])}
    return real_files.zipped(members | dict(list(texts.items())[2 * EACH :]))


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


def test_the_same_command_goes_on_and_ends_as_if_undisturbed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, disturbed, undisturbed = tmp_path / "collecte.zip", tmp_path / "a.db", tmp_path / "b.db"
    path.write_bytes(archive())
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
    told = facts(disturbed, capsys)
    assert told == facts(undisturbed, capsys)
    assert told.count('"words"') > 1
