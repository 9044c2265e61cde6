"""Steps run once, in order, each whole with its record."""

from __future__ import annotations

import zlib

import msgspec
import pytest
from sqlalchemy import Connection, insert, select

from databases import execute, tables
from made import FOREIGN, a_page, a_reading, fill
from selon.errors import WrongVersion
from selon.ledger import Ledger, log, migrations, schema
from selon.ledger.schema import LOOKING_INDEXES, TALLY_INDEXES
from selon.ledger.stored import page_digest


def second(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE second (id TEXT)")


def broken(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE broken (id TEXT)")
    raise RuntimeError("stop")


def indexes_of_article(connection: Connection) -> None:
    for sql in (*LOOKING_INDEXES, *TALLY_INDEXES):
        if " ON article " in sql:
            connection.exec_driver_sql(sql.replace("INDEX", "INDEX IF NOT EXISTS"))


LAST = len(migrations.STEPS)


def use_steps(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Step) -> None:
    monkeypatch.setattr(migrations, "STEPS", steps)


def test_a_ledger_of_this_version_is_brought_to_the_next(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    for _ in range(2):
        with Ledger.open(filled) as ledger:
            schemas = [entry.subject for entry in ledger.log() if entry.what == "schema"]
            assert len(list(ledger.readings())) == 2
        assert schemas == [str(n) for n in range(1, LAST + 2)]
    assert "second" in tables(filled)


def test_a_ledger_from_before_the_reviews_gets_their_tables(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        use_steps(patched, migrations.first_tables)
        Ledger.open(address, create=True).close()
    assert "review" not in tables(address)
    with Ledger.open(address) as ledger:
        assert ledger.add(a_page(12), a_reading(12))
        assert ledger.verify().reviews == 0
    assert {"review", "review_anchor", "tombstone", "fact_review"} <= tables(address)


def test_a_step_that_fails_leaves_nothing(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, broken)
    with pytest.raises(RuntimeError, match="stop"):
        Ledger.open(filled)
    assert "broken" not in tables(filled)
    monkeypatch.undo()
    with Ledger.open(filled) as ledger:
        ledger.verify()


def test_a_ledger_of_a_newer_selon_is_refused(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, *migrations.STEPS, second)
    Ledger.open(filled).close()
    monkeypatch.undo()
    with pytest.raises(WrongVersion, match=f"version {LAST + 1}, this Selon knows up to {LAST}"):
        Ledger.open(filled)


def test_what_was_indexed_otherwise_is_found_afterwards(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[: migrations.STEPS.index(migrations.search_by_day)])
        fill(address)
        execute(address, "UPDATE search_entry SET folded = 'as it was'")
    with Ledger.open(address) as ledger:
        assert [hit.kind for hit in ledger.search("epernay oeuvre")] == ["place", "place", "text", "text"]
        assert list(ledger.search("was")) == []
        ledger.verify()


def test_a_ledger_without_the_later_columns_gets_them(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for table, columns in (("article", ["published_between"]), ("media", ["verified_start", "verified_end", "verified_by", "length", "views"])):
        for column in columns:
            execute(filled, f"ALTER TABLE {table} DROP COLUMN {column}")
    use_steps(monkeypatch, *migrations.STEPS, migrations.media_and_bounds, indexes_of_article)
    with Ledger.open(filled) as ledger:
        assert ledger.verify().pages == 2


def test_a_ledger_of_the_first_step_is_brought_up_to_date_with_all_it_holds(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the first Selon left it: without reviews, without digests of the derived rows, with search entries numbered one after the other."""
    with monkeypatch.context() as patched:
        use_steps(patched, migrations.first_tables)
        fill_as_first(address)
    with Ledger.open(address) as ledger:
        whole = ledger.verify(derive=True)
        assert (whole.pages, whole.readings) == (2, 2)
        assert list(ledger.readings()) == sorted((a_reading(12), a_reading(30)), key=lambda reading: reading.article.id)
        assert {hit.page for hit in ledger.search("epernay")} == {a_page(12).id, a_page(30).id}
        what = [entry.what for entry in ledger.log()]
        assert (what.count("schema"), what.count("derived")) == (LAST, 2)
        assert ledger.add(a_page(7), a_reading(7))
        assert ledger.verify().pages == 3


def test_paragraphs_in_other_languages_come_into_a_ledger_without_their_table(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = migrations.STEPS.index(migrations.paragraphs_in_other_languages)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:before])
        fill(address)
        execute(address, "DROP TABLE other_language")
    with Ledger.open(address) as ledger:
        with ledger.transaction(writes=False) as connection:
            kept = connection.execute(select(schema.other_language.c.language, schema.other_language.c.words)).all()
        assert [tuple(row) for row in kept] == [("ru", FOREIGN)] * 2
        ledger.verify(derive=True)


def test_the_pages_of_a_ledger_without_tallies_are_counted(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = migrations.STEPS.index(migrations.tallies_of_pages)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:before])
        fill(address)
        execute(address, "DROP TABLE tally")
    with Ledger.open(address) as ledger:
        with ledger.transaction(writes=False) as connection:
            counted = connection.execute(select(schema.tally.c.first, schema.tally.c.times).where(schema.tally.c.what == "relayed")).all()
        assert [tuple(row) for row in counted] == [("Zoë Marchand", 2)]
        ledger.verify(derive=True)


def fill_as_first(address: str) -> None:
    """Two pages with their readings, written as the first Selon did: evidence and log alone tell what there is."""
    with Ledger.open(address, create=True, who="test") as ledger, ledger.transaction(writes=True) as connection:
        for n in (12, 30):
            page, reading = a_page(n), a_reading(n)
            document = msgspec.json.encode(reading)
            entry = log.append(connection, "page", page.id, content=page_digest(page), author=ledger.author)
            row = {name: value for name, value in msgspec.structs.asdict(page).items() if name in schema.page.c}
            connection.execute(insert(schema.page), row | {"id": page.id, "entry": entry, "content": zlib.compress(page.content)})
            entry = log.append(connection, "reading", page.id, content=log.digest(document), author=ledger.author)
            row = {"entry": entry, "page": page.id, "version": reading.version, "sha256": log.digest(document)}
            connection.execute(insert(schema.reading), row | {"document": zlib.compress(document)})
