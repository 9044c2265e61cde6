"""Python's garbage collector looks rarely in Selon's own processes, and as it did before in those of others."""

from __future__ import annotations

import gc
import subprocess
import sys

from made import page_of
from selon.batch.local import read_pages
from selon.garbage import MADE_BEFORE_LOOKING, not_looking


def test_a_command_looks_rarely() -> None:
    code = "import gc, sys; from selon.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass\nprint(gc.get_threshold()[0])"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.split()[-1] == str(MADE_BEFORE_LOOKING)


def test_who_imports_selon_keeps_what_is_set() -> None:
    before = gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()
    assert list(read_pages([page_of("Selon la préfecture, 12 personnes ont été blessées mardi à Nantes.")]))
    assert (gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()) == before


def test_not_looking_ends() -> None:
    with not_looking():
        assert not gc.isenabled()
    assert gc.isenabled()
