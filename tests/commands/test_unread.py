"""Pages and paragraphs in languages that Selon does not read are kept and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.cli import main
from selon.ledger import Ledger

ENGLISH = "The main bridge was closed last night and nobody knows yet when traffic will be able to move again, officials said on Monday."
FRENCH = "Le pont principal a été fermé hier soir, et 12 personnes ont été blessées, selon la préfecture de la région."


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def test_an_english_page_is_kept_named_and_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger, pages = tmp_path / "a.db", tmp_path / "pages"
    pages.mkdir()
    (pages / "en.txt").write_text(ENGLISH)
    (pages / "fr.txt").write_text(f"{FRENCH}\n\n{ENGLISH}\n\nLa circulation est déviée.")
    assert run("add", pages, "--ledger", ledger) == 1
    told = capsys.readouterr()
    assert told.out.endswith(
        "2 added, 0 already there, 0 skipped, 0 failed; of those added 1 kept unread (1 en); "
        "1 paragraphs in other languages kept unread (1 en)\n"
    )  # fmt: skip
    assert "en.txt: is written in 'en', which Selon does not read; it is kept" in told.err
    with Ledger.open(ledger) as book:
        readings = {reading.article.language: reading for reading in book.readings()}
    assert (readings["en"].article.text, readings["en"].statements) == (ENGLISH, ())
    assert len(readings["fr"].quantities) == 1
    assert run("verify", "--ledger", ledger) == 0
    assert run("search", "traffic", "--ledger", ledger) == 0
    capsys.readouterr()

    assert run("add", pages, "--ledger", ledger) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 added, 2 already there, 0 skipped, 0 failed"
    assert run("facts", "--ledger", ledger) == 0
    assert run("report", "--output", tmp_path / "report.html", "--ledger", ledger) == 0
