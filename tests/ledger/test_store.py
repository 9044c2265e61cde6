"""What goes into the ledger comes out of it, once."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import execute
from made import a_page, a_reading, fill, page_of, some_facts
from selon.errors import LedgerError, Locked, Missing, MissingExtra, NotALedger
from selon.ledger import Ledger
from selon.ledger.database import database_at
from selon.model import Article, Page, Quantity, Reading, Span, Statement


def test_pages_and_readings_come_back_equal_in_the_order_of_their_ids(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        assert list(ledger.pages()) == sorted((a_page(12), a_page(30)), key=lambda page: page.id)
        assert list(ledger.readings()) == sorted((a_reading(12), a_reading(30)), key=lambda reading: reading.article.id)


def test_only_the_readings_asked_for(filled: str) -> None:
    wanted = a_reading(30)
    with Ledger.open(filled) as ledger:
        assert list(ledger.readings([wanted.article.id])) == [wanted]
        assert list(ledger.readings([])) == []


def test_the_same_page_twice_changes_nothing(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        before = list(ledger.log())
        assert ledger.add(a_page(12), a_reading(12)) is False
        assert list(ledger.log()) == before
        assert not ledger.facts_are_stale()


@pytest.mark.parametrize("again", [(), (12, 7)], ids=["each once", "some twice"])
def test_many_at_once_leave_what_one_after_the_other_leaves(address: str, other_address: str, again: tuple[int, ...]) -> None:
    made = [(a_page(n), a_reading(n)) for n in (5, 12, 7, 30)] + [(a_page(n), a_reading(n, version="selon 2 fr-1")) for n in again]
    with Ledger.open(fill(address), who="test") as many, Ledger.open(fill(other_address), who="test") as one:
        assert many.add_all(made) == [one.add(page, reading) for page, reading in made] == [True, False, True, False, *(True for _ in again)]
        assert [(entry.what, entry.subject, entry.content) for entry in many.log()] == [
            (entry.what, entry.subject, entry.content) for entry in one.log()
        ]
        assert list(many.readings()) == list(one.readings())
        assert many.verify(derive=True).content == one.verify(derive=True).content


def test_new_pages_and_new_readings_of_old_ones_go_in_together(filled: str) -> None:
    newer = a_reading(30, version="selon 2 fr-1")
    with Ledger.open(filled) as ledger:
        before = len(list(ledger.log()))
        assert ledger.add_all([(a_page(5), a_reading(5)), (a_page(30), newer), (a_page(12), a_reading(12))]) == [True, True, False]
        added = [(entry.what, entry.subject) for entry in list(ledger.log())[before:]]
        new, old = a_page(5).id, a_page(30).id
        assert added == [("page", new), ("reading", new), ("derived", new), ("reading", old), ("derived", old)]
        assert list(ledger.readings([old])) == [newer]
        assert ledger.verify(derive=True).readings == 4
        assert ledger.add_all([]) == []


def test_of_many_at_once_all_go_in_or_none(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        before = list(ledger.log())
        with pytest.raises(ValueError, match="calls its article"):
            ledger.add_all([(a_page(5), a_reading(5)), (a_page(6), a_reading(7))])
        assert list(ledger.log()) == before


def test_a_new_version_adds_a_reading_and_keeps_the_old_one(filled: str) -> None:
    newer = msgspec.structs.replace(a_reading(12, version="selon 2 fr-1"), statements=())
    with Ledger.open(filled) as ledger:
        assert not ledger.has(a_page(12), {newer.version})
        assert ledger.add(a_page(12), newer)
        assert ledger.has(a_page(12), {newer.version})
        assert list(ledger.readings([newer.article.id])) == [newer]
        assert [entry.what for entry in ledger.log()][-2:] == ["reading", "derived"]
        assert ledger.verify().readings == 3
        assert ledger.add(a_page(12), a_reading(12)) is False
    assert execute(filled, f"SELECT count(*) FROM statement WHERE page = '{newer.article.id}'") == [(0,)]


def test_the_same_text_at_two_addresses_is_two_pages_in_any_order(address: str, other_address: str) -> None:
    dispatch = "Trois morts, selon l’AFP."
    pages = [page_of(dispatch), page_of(dispatch, url="https://a.example/"), page_of(dispatch, url="https://b.example/")]
    assert pages[0].id == pages[0].sha256[:16]
    kept = []
    for ledger_address, order in ((address, pages), (other_address, pages[::-1])):
        with Ledger.open(ledger_address, create=True) as ledger:
            for page in order:
                ledger.add(page, Reading(version="1", article=Article(id=page.id, text=dispatch, language="fr", url=page.url)))
            ledger.verify()
            kept.append([reading.article for reading in ledger.readings()])
    assert len(kept[0]) == 3
    assert kept[0] == kept[1]


def test_a_reading_of_another_page_is_refused_whole(filled: str) -> None:
    with Ledger.open(filled) as ledger, pytest.raises(ValueError, match="calls its article"):
        ledger.add(a_page(99), a_reading(12))
    with Ledger.open(filled) as ledger:
        assert ledger.verify().pages == 2


def test_facts_come_back_equal_and_are_replaced_as_a_whole(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        assert ledger.facts() == some_facts()
        ledger.store_facts(some_facts()[1:], seen=ledger.last_change())
        assert ledger.facts() == some_facts()[1:]
        assert ledger.verify().facts == 1


def test_facts_are_stale_after_a_page_even_one_that_came_during_the_comparison(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        seen = ledger.last_change()
        ledger.add(a_page(5), a_reading(5))
        assert ledger.facts_are_stale()
        ledger.store_facts(some_facts(), seen=seen)
        assert ledger.facts_are_stale()
        ledger.store_facts(some_facts(), seen=ledger.last_change())
        assert not ledger.facts_are_stale()


def test_a_fact_by_the_beginning_of_its_id(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        assert ledger.fact("epernay-k") == ledger.fact("epernay-killed") == some_facts()[0]
        with pytest.raises(Missing, match="fact 'paris'"):
            ledger.fact("paris")
        with pytest.raises(Missing, match="single fact"):
            ledger.fact("epernay")


def test_which_pages_have_private_speakers(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        assert ledger.private_pages() == sorted(reading.article.id for reading in (a_reading(12), a_reading(30)))


def test_words_are_there_for_any_sql_tool(filled: str) -> None:
    rows = execute(filled, 'SELECT words, start, "end" FROM quantity JOIN article USING (page) ORDER BY words')
    assert [words for words, _, _ in rows] == ["au moins 12 personnes", "au moins 30 personnes"]
    said = execute(filled, "SELECT DISTINCT speaker, side, relays FROM said ORDER BY speaker")
    assert said == [("Léa Brun", None, None), ("Zoë Marchand", "France", "AFP")]
    conflicts = execute(filled, "SELECT fact, because FROM conflict")
    assert conflicts == [("epernay-killed", "12 or more against 30 or more")]


def test_closed_it_is_one_file(tmp_path: Path) -> None:
    fill(str(tmp_path / "one.db"))
    assert [path.name for path in tmp_path.iterdir()] == ["one.db"]


def test_no_ledger_there(tmp_path: Path) -> None:
    with pytest.raises(NotALedger, match="selon add"):
        Ledger.open(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    text, foreign = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("Ceci n’est pas un registre. " * 100)
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()
    for path in (text, foreign):
        before = path.read_bytes()
        with pytest.raises(NotALedger):
            Ledger.open(path, create=True)
        assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger.open(tmp_path, create=True)


def test_a_writer_waits_and_then_says_that_the_ledger_is_locked(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_BUSY_TIMEOUT_S", "0.05")
    other = database_at(filled)
    with Ledger.open(filled) as ledger, other.transaction(writes=True):
        assert len(list(ledger.readings())) == 2
        with pytest.raises(Locked):
            ledger.add(a_page(5), a_reading(5))
    other.engine.dispose()
    with Ledger.open(filled) as ledger:
        assert ledger.add(a_page(5), a_reading(5))


# Any text that a page can hold: what is no Unicode text (lone surrogates) never gets as far as an article.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@st.composite
def readings(draw: st.DrawFn) -> tuple[Page, Reading]:
    text = draw(texts)
    page = page_of(text)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    said = Statement(id="s1", kind="direct", content=(span(), span()), cue=None, source=span(), speaker=draw(st.none() | texts))
    low = draw(st.none() | st.floats(allow_nan=False, allow_infinity=False))
    amount = Quantity(id="q1", span=span(), low=low, high=None, unit=draw(texts))
    article = Article(id=page.sha256[:16], text=text, language="fr", boilerplate=(span(),))
    return page, Reading(
        version=draw(texts.map(lambda version: version.replace("\0", ""))), article=article, statements=(said,), quantities=(amount,)
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(both=readings())
def test_any_text_with_any_spans_comes_back_equal(address: str, both: tuple[Page, Reading]) -> None:
    page, reading = both
    with Ledger.open(address, create=True) as ledger:
        ledger.add(page, reading)
        assert page in list(ledger.pages())
        assert list(ledger.readings([page.id])) == [reading]
        ledger.verify()


def test_a_missing_driver_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"psycopg is not installed; run: pip install 'selon\[postgresql\]'"):
        Ledger.open("postgresql://me@localhost/x")
