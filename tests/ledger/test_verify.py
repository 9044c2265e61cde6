"""Whatever is changed behind Selon's back is found and named."""

from __future__ import annotations

import random
import re
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, Table, select

from databases import execute, new_schema
from made import a_page, a_reading, fill, some_facts
from selon.errors import LedgerError, Tampered, WrongVersion
from selon.ledger import Ledger, derived, log, put
from selon.ledger.dialect import Dialect, dialect_of
from selon.ledger.rows import rows_of_reading

SPEAKER = "UPDATE statement SET speaker = 'Autre' WHERE speaker = 'Zoë Marchand'"
CHANGES = {
    "page bytes": ("UPDATE page SET content = substr(content, 2)", "its bytes"),
    "page bytes of another page": ("UPDATE page SET content = (SELECT content FROM page ORDER BY id LIMIT 1)", "its bytes"),
    "page address": ("UPDATE page SET url = 'https://other.example/'", "where it comes from"),
    "page gone": ("DELETE FROM page WHERE entry = (SELECT min(entry) FROM page)", "is gone"),
    "reading": ("UPDATE reading SET document = (SELECT document FROM reading LIMIT 1)", "reading"),
    "version of a reading": ("UPDATE reading SET version = 'selon 9'", "reading"),
    "reading gone": ("DELETE FROM reading WHERE entry = (SELECT max(entry) FROM reading)", "is gone"),
    "log time": ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE seq = 4", "log entry 4"),
    "log author": ("UPDATE log SET who = 'nobody' WHERE seq = 3", "log entry 3"),
    "log entry gone": ("DELETE FROM log WHERE subject IN (SELECT id FROM page) AND what = 'reading'", "log entry"),
    "log subject of the schema": ("UPDATE log SET subject = '|' WHERE what = 'schema'", "schema version"),
    "digest of derived rows": (f"UPDATE log SET content = '{'0' * 64}' WHERE what = 'derived'", "log entry"),
    "last log entry gone": ("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)", "the end of the log"),
    "log head gone": ("DELETE FROM head", "the end of the log"),
    "speaker": (SPEAKER, "table statement"),
    "words": ("UPDATE statement SET words = words || '.'", "table statement"),
    "hedged": ("UPDATE statement SET hedged = 7 WHERE id = 's1'", "table statement"),
    "figure gone": ("DELETE FROM figure", "table figure"),
    "quantity": ("UPDATE quantity SET low = 3", "table quantity"),
    "article": ("UPDATE article SET text = replace(text, 'péri', 'survécu')", "table article"),
    "invented row": ("INSERT INTO date VALUES ((SELECT min(id) FROM page), 9, NULL, 0, 1, 'A', '', '')", "table date"),
    "row of no page": ("INSERT INTO boilerplate VALUES ('0000', 0, 0, 1, 'A')", "points to nothing"),
    "language of a paragraph": ("UPDATE other_language SET language = 'uk'", "table other_language"),
    "paragraph read after all": ("DELETE FROM other_language", "table other_language"),
    "search entry": ("UPDATE search_entry SET folded = 'rien' WHERE kind = 'place'", "table search_entry"),
    "tally": ("UPDATE tally SET times = times + 1 WHERE what = 'speaker'", "table tally (speaker)"),
    "tally gone": ("DELETE FROM tally WHERE what = 'relayed'", "table tally (relayed)"),
    "invented tally": ("INSERT INTO tally VALUES ('rumour', 'a', '', '', 1, 1)", "table tally ('rumour'"),
    "verdict": ("UPDATE fact SET verdict = 'agreed'", "fact epernay-killed"),
    "order of facts": ("UPDATE fact SET rank = rank + 1", "fact epernay-killed"),
    "fact figure": ("UPDATE fact_figure SET origin = 'AFP'", "fact epernay-killed"),
    "relays of a figure": ("UPDATE fact_figure SET relays = 'AFP'", "fact epernay-killed"),
    "pair gone": ("DELETE FROM comparison", "fact epernay-killed"),
    "digest of a fact": (f"UPDATE fact SET digest = '{'0' * 64}'", "the facts"),
    "view": ("DROP VIEW said", "the definition of said"),
}
OF_ONE_DATABASE = {
    "sqlite": {
        "search index": ("INSERT INTO search_index (search_index) VALUES ('delete-all')", "the search index"),
        "schema version": ("PRAGMA user_version = 0", "schema version"),
        "mark of a ledger": ("PRAGMA application_id = 7", "the mark of a ledger"),
    },
    "postgresql": {
        "search index": ("UPDATE search_index SET words = 'autre'", "the search index"),
        "entry not indexed": ("DELETE FROM search_index WHERE id = (SELECT min(id) FROM search_index)", "the search index"),
        "schema version": ("COMMENT ON TABLE log IS 'Selon ledger, schema version 1'", "schema version"),
        "mark of a ledger": ("COMMENT ON TABLE log IS NULL", "the mark of a ledger"),
        "type of a column": ("ALTER TABLE log ALTER who TYPE varchar(100)", "the definition of log"),
        "index": ("DROP INDEX search_index_words", "the definition of search_index_words"),
        "view changed": ("CREATE OR REPLACE VIEW newest_reading AS SELECT page, min(entry) AS entry FROM reading GROUP BY page", "newest_reading"),
    },
}


def changed(address: str, *changes: str) -> str:
    """What `verify` says after the changes."""
    execute(address, *changes)
    with pytest.raises(Tampered) as caught, Ledger.open(address) as ledger:
        ledger.verify()
    return caught.value.entry


@pytest.mark.parametrize(("change", "named"), CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_row_is_named(filled: str, change: str, named: str) -> None:
    assert named in changed(filled, change)


@pytest.mark.parametrize(
    ("kind", "change", "named"),
    [pytest.param(kind, *change, id=f"{kind}: {name}") for kind, changes in OF_ONE_DATABASE.items() for name, change in changes.items()],
)
def test_what_only_one_database_has_is_named_too(kind: str, change: str, named: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = str(tmp_path / "ledger.db") if kind == "sqlite" else new_schema(request.getfixturevalue("postgresql"))
    assert named in changed(fill(address), change)


@pytest.mark.parametrize(
    ("kind", "trigger"),
    [
        ("sqlite", ["CREATE TRIGGER mine AFTER INSERT ON reading BEGIN UPDATE statement SET speaker = 'Autre'; END"]),
        (
            "postgresql",
            [
                "CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE statement SET speaker = 'Autre'; RETURN NULL; END $$",
                "CREATE TRIGGER mine AFTER INSERT ON reading EXECUTE FUNCTION mine()",
            ],
        ),
    ],
)
def test_what_a_trigger_changes_is_named(kind: str, trigger: list[str], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """By Selon's own writing, inside its transaction."""
    address = str(tmp_path / "ledger.db") if kind == "sqlite" else new_schema(request.getfixturevalue("postgresql"))
    execute(fill(address), *trigger)
    with Ledger.open(address) as ledger:
        ledger.verify()
        assert ledger.add(a_page(7), a_reading(7))
        with pytest.raises(Tampered, match=f"table statement, rows of page {a_page(12).id}"):
            ledger.verify()


def test_two_changes_are_both_named(filled: str) -> None:
    assert re.search("statement.*; fact epernay-killed", changed(filled, SPEAKER, "DELETE FROM linked"))


def test_a_fact_that_is_gone_is_missed(filled: str) -> None:
    assert "the facts" in changed(filled, "DELETE FROM fact_figure WHERE fact = 'epernay-dykes'", "DELETE FROM fact WHERE id = 'epernay-dykes'")


def test_rows_for_which_a_forged_entry_vouches_are_named(filled: str) -> None:
    """Whoever can write the file can carry on its log: not with rows that no reading gave, nor with a reading that gives others."""
    execute(filled, SPEAKER)
    with Ledger.open(filled) as ledger:
        page = a_page(12).id
        stored = {table: _rows(ledger, table, page) for table in derived.TABLES}
        with ledger.transaction(writes=True) as connection:
            log.append(connection, "derived", page, content=derived.rows_digest(stored), author=ledger.author)
        with pytest.raises(Tampered, match="derived from no reading"):
            ledger.verify()


def test_derive_finds_rows_that_do_not_follow_from_the_reading(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `rows_of_reading` gives others than the log vouches for, they are told from the readings only with `derive`."""
    with Ledger.open(filled) as ledger:
        changed_reading = msgspec.structs.replace(a_reading(12, version="selon 2 fr-1"), statements=())
        with monkeypatch.context() as forged:
            forged.setattr(put, "rows_of_reading", lambda _, page: rows_of_reading(changed_reading, page))
            ledger.add(a_page(12), a_reading(12, version="selon 2 fr-1"))
        ledger.verify()
        with pytest.raises(Tampered, match="table statement, rows of page"):
            ledger.verify(derive=True)


def _rows(ledger: Ledger, table: Table, page: str) -> list[tuple[object, ...]]:
    with ledger.transaction(writes=False) as connection:
        query = select(*derived.digested_columns(table)).where(table.c.page == page)
        return [tuple(row) for row in connection.execute(query)]


def test_who_writes_does_not_wait_for_verify(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for the check of the search index, which FTS5 does for writers only."""
    monkeypatch.setenv("SELON_BUSY_TIMEOUT_S", "0.1")
    added: list[bool] = []
    with Ledger.open(filled) as ledger, Ledger.open(filled) as other:
        with ledger.transaction(writes=False) as connection:
            kind = type(dialect_of(connection))
        really_asks = kind.index_changes

        def ask_and_add(dialect: Dialect, connection: Connection) -> list[str]:
            changes = list(really_asks(dialect, connection))
            added.append(other.add(a_page(7), a_reading(7)))
            return changes

        monkeypatch.setattr(kind, "index_changes", ask_and_add)
        ledger.verify()
        assert added == [True]
        monkeypatch.undo()
        assert ledger.verify().pages == 3


def test_who_reads_what_cannot_be_unpacked_is_told_that_the_ledger_is_damaged(filled: str) -> None:
    execute(filled, "UPDATE reading SET document = substr(document, 3)", "UPDATE page SET content = substr(content, 3)")
    with Ledger.open(filled) as ledger:
        for read in (ledger.pages, ledger.readings):
            with pytest.raises(Tampered, match="cannot be unpacked"):
                list(read())


def test_what_a_user_adds_is_theirs(filled: str) -> None:
    execute(filled, "CREATE TABLE my_notes (fact TEXT, note TEXT)", "CREATE VIEW my_view AS SELECT words FROM statement")
    with Ledger.open(filled) as ledger:
        contents = ledger.verify()
        assert (contents.pages, contents.readings, contents.facts) == (2, 2, 2)
        assert contents.head == list(ledger.log())[-1].hash


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The ledger in a file whose bytes can be changed."""
    return Path(fill(str(tmp_path / "ledger.db")))


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_byte_is_found_or_harms_nothing(file: Path, seed: int) -> None:
    """One bit of the file turned over, at a seeded place in its written part."""
    content = bytearray(file.read_bytes())
    chance = random.Random(seed)
    place = chance.choice([n for n, byte in enumerate(content) if byte])
    content[place] ^= 1 << chance.randrange(8)
    file.write_bytes(content)
    try:
        with Ledger.open(file) as ledger:
            ledger.verify()
            pages, readings, facts, head = list(ledger.pages()), list(ledger.readings()), ledger.facts(), list(ledger.log())[-1]
    except (Tampered, WrongVersion):
        return
    except LedgerError:
        if place < 100:  # the file's header: without it nobody can tell what file it was
            return
        raise
    assert (head.what, head.hash) == ("facts", head.expected_hash())
    assert pages == sorted((a_page(12), a_page(30)), key=lambda page: page.id)
    assert readings == sorted((a_reading(12), a_reading(30)), key=lambda reading: reading.article.id)
    assert facts == some_facts()


def test_a_broken_file_of_ours_is_damaged_and_not_unknown(file: Path) -> None:
    content = file.read_bytes()
    for broken in (b"X" + content[1:], content[: len(content) // 2]):
        file.write_bytes(broken)
        with pytest.raises(Tampered), Ledger.open(file) as ledger:
            ledger.verify()
