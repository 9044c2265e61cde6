"""The engine for a cluster: what one process reads, also where a worker is lost; Ray missing is told in a sentence."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from selon.cli import app
from selon.errors import MissingExtra, SettingsError
from selon.ledger import Ledger
from selon.ledger.log import content_digest

# Units of two files, so that there is work for two workers.
ADD = """
import sys
import selon.batch.shards
from selon.cli import main
selon.batch.shards._FILES = 2
main(sys.argv[1:])
"""
MARK = "SELON_TEST_OF_A_CLUSTER"
LONGEST_S = 300


def pages_in(folder: Path) -> Path:
    folder.mkdir()
    for n in range(6):
        text = f"Selon la préfecture, {n + 12} personnes ont été blessées mardi à Nantes. Les secours sont sur place depuis la nuit."
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def content_of(ledger: Path) -> str:
    with Ledger.open(ledger) as book:
        book.verify()
        return content_digest(book.log())


def workers_of(mark: str) -> list[int]:
    """The actors that this test's cluster has started."""
    found = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            is_ours = process.name.isdigit() and f"{MARK}={mark}".encode() in (process / "environ").read_bytes()
            if is_ours and b"MapWorker" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


def kill_a_worker(shards: Path, mark: str) -> bool:
    """Kill one worker as soon as a unit is begun; its parser takes seconds to load, so that it is in the midst of it."""
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        if list(shards.glob("*.begun")) and (workers := workers_of(mark)):
            os.kill(workers[0], signal.SIGKILL)
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds the workers in /proc")
def test_a_cluster_reads_what_one_process_reads_also_when_a_worker_is_killed(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")
    pages, alone, together, shards = pages_in(tmp_path / "pages"), tmp_path / "alone.db", tmp_path / "together.db", tmp_path / "shards"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), MARK: str(tmp_path)}
    command = [sys.executable, "-c", ADD, "add", str(pages), "--ledger", str(together), "--engine", "ray", "--jobs", "2", "--shards", str(shards)]
    with subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as adding:
        killed = kill_a_worker(shards, str(tmp_path))
        by_ray, told = adding.communicate(timeout=LONGEST_S)
    by_one = CliRunner().invoke(app, ["add", str(pages), "--ledger", str(alone)])
    assert killed
    assert (adding.returncode, by_ray) == (by_one.exit_code, by_one.stdout), told
    assert "6 added" in by_ray
    assert content_of(together) == content_of(alone)
    assert len(list(shards.glob("*.parquet"))) == 4
    assert not list(shards.glob("*.begun"))


CLUSTER = """
import sys
from made_pages import made_readings
from selon.batch.ray import clusters_by_keys
from selon.compare.clusters import clusters
from selon.compare.link import candidates
if __name__ == "__main__":
    figures = candidates(list(made_readings(1_200)))
    found = clusters_by_keys(figures)
    print(len(found), found == clusters(figures))
"""


def test_a_cluster_finds_the_questions_that_one_process_finds() -> None:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", CLUSTER], env=environment, capture_output=True, text=True, timeout=LONGEST_S)
    count, same = done.stdout.split() or (done.stderr, "")
    assert same == "True", count
    assert int(count) > 100


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    done = CliRunner().invoke(app, ["add", str(pages_in(tmp_path / "pages")), "--ledger", str(tmp_path / "a.db"), "--engine", "ray"])
    assert isinstance(done.exception, MissingExtra)
    assert "pip install 'selon[ray]'" in str(done.exception)


def test_a_cluster_elsewhere_wants_a_folder_for_its_shards(tmp_path: Path) -> None:
    asked = ["add", str(pages_in(tmp_path / "pages")), "--ledger", str(tmp_path / "a.db"), "--engine", "ray", "--address", "head:6379"]
    done = CliRunner().invoke(app, asked)
    assert isinstance(done.exception, SettingsError)
    assert "folder that all its machines see" in str(done.exception)


def test_an_address_without_the_engine_is_wrong_use(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["add", str(tmp_path), "--ledger", str(tmp_path / "a.db"), "--address", "head:6379"])
    assert done.exit_code == 2
