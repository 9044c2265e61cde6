"""Progress: for people only, and only where they would wait."""

from __future__ import annotations

import io
import sys
import time

import pytest

from selon.commands import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "wait_s", "shown"), [(Terminal(), 0.2, True), (Terminal(), 0.0, False), (io.StringIO(), 0.2, False)])
def test_shown_on_a_terminal_after_a_while(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, wait_s: float, shown: bool) -> None:
    monkeypatch.setattr(progress, "_SILENT_S", 0.05)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.PageProgress("adding") as bar:
        time.sleep(wait_s)
        bar.step("page [one]\x1b[31m.txt")
        time.sleep(wait_s)
    assert ("adding" in stream.getvalue()) is shown
    assert "\x1b[31m.txt" not in stream.getvalue()
