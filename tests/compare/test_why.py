"""Why figures stand in one fact is told in words, with the points that decided."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from typer.testing import CliRunner

from given_pages import page
from news_pages import CRASH, FLOOD, STRIKE
from selon.cli import app
from selon.compare import compare
from selon.compare.alike import THRESHOLD
from selon.compare.entries import Entry, entries_of
from selon.compare.grounds import Ground
from selon.compare.why import Tie, ties_of
from selon.ledger import Ledger
from selon.model import Page, Reading

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "verdicts.md"


def of_one_fact(readings: list[Reading], words: str) -> list[Entry]:
    """The figures of the fact in which one of these words stands."""
    (fact,) = [fact for fact in compare(readings) if any(words in figure.words for figure in fact.figures)]
    ids = {figure.id for figure in fact.figures}
    return [entry for reading in readings for entry in entries_of(reading) if entry.figure.id in ids]


@pytest.mark.parametrize(("readings", "words"), [(STRIKE, "25 000 personnes"), (FLOOD, "93 morts"), (CRASH, "43 morts")])
def test_every_figure_of_a_fact_has_one_with_which_it_is_tied(readings: list[Reading], words: str) -> None:
    entries = of_one_fact(readings, words)
    assert len(entries) > 1
    found = ties_of(entries)
    assert {id for tie in found for id in (tie.left, tie.right)} == {entry.figure.id for entry in entries}
    for tie in found:
        assert tie.points is not None
        assert tie.points >= THRESHOLD
        assert tie.points == pytest.approx(sum(tie.grounds.values()), abs=0.01)
        assert tie.because.endswith("in all: from 3 on they are taken for one question")


def test_what_the_pages_share_and_the_same_number_are_told() -> None:
    number = "{quantity is=1234 of=killed|1 234 morts}"
    told = {"a": "Séisme à {place|Gori}\n\nOn compte NUMBER à {place|Gori}.", "b": "{place|Gori} : le bilan\n\nIl y a NUMBER à {place|Gori}."}
    given = [page(id, "2024-03-01", text.replace("NUMBER", number)) for id, text in told.items()]
    entries = [entry for reading in given for entry in entries_of(reading)]
    (tie,) = ties_of(entries)
    assert tie.grounds["number"] == 3.5
    assert "Gori" in tie.shared
    assert "3.5 for the same number" in tie.because
    (french,) = ties_of(entries, "fr")
    assert "3,5 pour le même nombre" in french.because


def test_what_the_words_rule_out_was_brought_together_by_people() -> None:
    entries = [entry for reading in FLOOD for entry in entries_of(reading)]
    killed = next(entry for entry in entries if entry.figure.of == "killed")
    wounded = next(entry for entry in entries if entry.figure.of == "wounded")
    (tie,) = ties_of([killed, wounded])
    assert (tie.points, tie.because) == (None, "their words speak against one question: people have brought them together")
    assert ties_of([killed]) == []


def test_the_command_tells_it(tmp_path: Path) -> None:
    ledger = str(tmp_path / "why.db")
    with Ledger.open(ledger, create=True) as book:
        for reading in STRIKE:
            raw = reading.article.text.encode()
            made = Page(sha256=sha256(raw).hexdigest(), source="a.txt", content=raw, media_type="text/plain")
            book.add(made, msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, id=made.id)))
    listed = json.loads(CliRunner().invoke(app, ["facts", "--json", "--ledger", ledger]).stdout)["facts"]
    fact = next(fact["id"] for fact in listed if len(fact["figures"]) > 1)
    lines = CliRunner().invoke(app, ["show", fact, "--why", "--ledger", ledger]).stdout
    assert re.search(r"^1 with 2: .*4 for what their pages have in common \(Nantes", lines, re.MULTILINE) is not None, lines
    told = json.loads(CliRunner().invoke(app, ["show", fact, "--why", "--json", "--ledger", ledger]).stdout)
    assert [msgspec.convert(tie, Tie).points for tie in told["ties"]]
    assert CliRunner().invoke(app, ["show", fact, "--ledger", ledger]).stdout in lines


def test_the_documentation_names_every_ground() -> None:
    table = DOCUMENTATION.read_text(encoding="utf-8").partition("## Why two figures are one question")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(get_args(Ground))
