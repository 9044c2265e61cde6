"""What a program gets from Selon: typed values, tables, HTML for a notebook; and the examples do what they say."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest

import selon
from made import fill

EXAMPLES = Path(__file__).parents[2] / "examples"
SENTENCE = "Le maire a déclaré que 12 personnes étaient blessées."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[selon.Ledger]:
    with selon.Ledger(fill(str(tmp_path / "made.db"))) as opened:
        yield opened


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# A change here breaks programs of others: it needs a new major version.
SIGNATURES = {
    "read": "(text: 'str', *, published: 'str | date | None' = None, url: 'str | None' = None, language: 'str | None' = None, "
    "id: 'str' = 'text') -> 'NotebookReading'",
    "Ledger": "(path: 'str | Path') -> 'None'",
    "Ledger.add": "(self, paths: 'Paths', *, jobs: 'int' = 1) -> 'Added'",
    "Ledger.facts": "(self) -> 'Facts'",
    "Ledger.fact": "(self, id: 'str') -> 'Fact'",
    "Ledger.figures": "(self) -> 'Figures'",
    "Ledger.search": "(self, words: 'str', *, limit: 'int' = 20) -> 'list[Found]'",
    "Ledger.readings": "(self) -> 'Iterator[NotebookReading]'",
    "Ledger.export": "(self, kind: 'str', path: 'str | Path', facts: 'Iterable[str]' = ()) -> 'None'",
    "Facts.figures": "(self) -> 'Figures'",
    "Facts.to_pandas": "(self) -> 'pandas.DataFrame'",
    "Figures.to_polars": "(self) -> 'polars.DataFrame'",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_signatures_are_stable(name: str) -> None:
    from selon import api

    value: object = api
    for part in name.split("."):
        value = getattr(value, part)
    assert callable(value)
    assert str(inspect.signature(value)) == SIGNATURES[name]


def test_reading_a_text_gives_typed_values_wherever_the_readers_were_imported() -> None:
    importlib.import_module("selon.read.quantities")
    reading = selon.read(SENTENCE, published=date(2022, 11, 10))
    assert (reading.quantities[0].low, reading.quantities[0].of) == (12.0, "wounded")
    assert reading.statements[0].words(SENTENCE) == "12 personnes étaient blessées"
    assert reading.article.published == "2022-11-10"
    assert reading == selon.read(SENTENCE, published="2022-11-10")


def test_a_text_that_cannot_be_read_raises_with_what_to_do() -> None:
    with pytest.raises(selon.PageError, match="give pages in one of: fr"):
        selon.read("The mayor said on Tuesday that the flood had killed twelve people in the town, and many more were missing.", id="flood")


def test_facts_and_figures_are_values_and_tables(ledger: selon.Ledger) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    facts = ledger.facts()
    assert facts[0].verdict == "disputed"
    assert [figure.low for figure in facts.figures()][:2] == [12.0, 30.0]
    frame, table = facts.figures().to_pandas(), facts.to_polars()
    assert list(frame["low"])[:2] == [12.0, 30.0]
    assert str(frame["start"].dtype) == "Int64"
    assert frame["high"].isna().all()
    assert table["fact"].to_list() == [fact.id for fact in facts]
    assert table["origins"].to_list() == [fact.origins for fact in facts]


def test_a_missing_package_is_named_with_what_installs_it(ledger: selon.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(selon.SelonError, match=r"pip install 'selon\[tables\]'"):
        ledger.facts().to_polars()


def test_no_private_name_leaves_a_ledger(ledger: selon.Ledger, tmp_path: Path) -> None:
    ledger.export("jsonl", tmp_path / "all.jsonl")
    told = (tmp_path / "all.jsonl").read_text(encoding="utf-8") + str(list(ledger.readings())) + str(ledger.search("digue"))
    assert "Léa" not in told
    assert "█" in told


def test_a_notebook_shows_words_as_words(ledger: selon.Ledger) -> None:
    reading = selon.read(f"<script>alert(1)</script> {SENTENCE}", language="fr")
    for html in (reading._repr_html_(), ledger.facts()._repr_html_(), ledger.figures()._repr_html_()):
        document = lxml.html.fromstring(html)
        assert not list(document.iter("script"))
    assert "<script>" in lxml.html.fromstring(reading._repr_html_()).text_content()
    assert len(list(lxml.html.fromstring(ledger.figures()._repr_html_()).iter("tr"))) == len(ledger.figures()) + 1


def test_pages_are_added_once_and_bad_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with selon.Ledger(tmp_path / "own.db") as ledger:
        first = ledger.add([tmp_path / "good.txt", tmp_path / "empty.txt"])
        again = ledger.add(tmp_path / "good.txt")
    assert (first.added, first.known, [error.page for error in first.failed]) == (1, 0, [str(tmp_path / "empty.txt")])
    assert (again.added, again.known) == (0, 1)


def test_the_examples_do_what_they_say(tmp_path: Path) -> None:
    rows = example("ledger_to_table").disputed_figures(EXAMPLES / "olenivka", tmp_path / "disputed.csv")
    assert rows > 10
    assert len((tmp_path / "disputed.csv").read_text(encoding="utf-8").splitlines()) == rows + 1
    said = example("who_says_what").said((EXAMPLES / "derna" / "01-quotidien-du-golfe.txt").read_text(encoding="utf-8"))
    assert said
    assert all(words for _, words in said)
