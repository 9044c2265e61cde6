"""Whatever is changed behind Selon's back is found and named."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from made import a_page, a_reading, some_facts
from selon.errors import LedgerError, Tampered, WrongVersion
from selon.ledger import Ledger

SPEAKER = "UPDATE statement SET speaker = 'Autre' WHERE speaker = 'Zoë Marchand'"
CHANGES = {
    "page bytes": ("UPDATE page SET content = x'00'", "its bytes"),
    "page bytes of another page": ("UPDATE page SET content = (SELECT content FROM page ORDER BY id LIMIT 1)", "its bytes"),
    "page address": ("UPDATE page SET url = 'https://other.example/'", "where it comes from"),
    "page gone": ("DELETE FROM page WHERE entry = (SELECT min(entry) FROM page)", "is gone"),
    "reading": ("UPDATE reading SET document = (SELECT document FROM reading LIMIT 1)", "reading"),
    "version of a reading": ("UPDATE reading SET version = 'selon 9'", "reading"),
    "reading gone": ("DELETE FROM reading WHERE entry = (SELECT max(entry) FROM reading)", "is gone"),
    "log time": ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE seq = 2", "log entry 2"),
    "log author": ("UPDATE log SET who = 'nobody' WHERE seq = 3", "log entry 3"),
    "log entry gone": ("DELETE FROM log WHERE seq = 3", "log entry 4"),
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
    "search entry": ("UPDATE search_entry SET folded = 'rien' WHERE kind = 'place'", "table search_entry"),
    "search index": ("INSERT INTO search_index (search_index) VALUES ('delete-all')", "the search index"),
    "verdict": ("UPDATE fact SET verdict = 'agreed'", "the facts"),
    "order of facts": ("UPDATE fact SET position = position + 10 WHERE position = 0", "the facts"),
    "fact figure": ("UPDATE fact_figure SET origin = 'AFP'", "the facts"),
    "relays of a figure": ("UPDATE fact_figure SET relays = 'AFP'", "the facts"),
    "pair gone": ("DELETE FROM comparison", "the facts"),
    "view": ("DROP VIEW said", "the definition of said"),
    "schema version": ("PRAGMA user_version = 0", "schema version"),
    "mark of a ledger": ("PRAGMA application_id = 7", "the mark of a ledger"),
}


@pytest.mark.parametrize(("change", "named"), CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_row_is_named(filled: Path, change: str, named: str) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(Tampered) as caught, Ledger.open(filled) as ledger:
        ledger.verify()
    assert named in caught.value.entry


def test_two_changes_are_both_named(filled: Path) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute(SPEAKER)
        connection.execute("DELETE FROM linked")
    connection.close()
    with pytest.raises(Tampered, match=r"statement.*; the facts"), Ledger.open(filled) as ledger:
        ledger.verify()


def test_what_a_user_adds_is_theirs(filled: Path) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute("CREATE TABLE my_notes (fact TEXT, note TEXT)")
        connection.execute("CREATE VIEW my_view AS SELECT words FROM statement")
    connection.close()
    with Ledger.open(filled) as ledger:
        contents = ledger.verify()
        assert (contents.pages, contents.readings, contents.facts) == (2, 2, 2)
        assert contents.head == list(ledger.log())[-1].hash


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_byte_is_found_or_harms_nothing(filled: Path, seed: int) -> None:
    """One bit of the file turned over, at a seeded place in its written part."""
    content = bytearray(filled.read_bytes())
    chance = random.Random(seed)
    place = chance.choice([n for n, byte in enumerate(content) if byte])
    content[place] ^= 1 << chance.randrange(8)
    filled.write_bytes(content)
    try:
        with Ledger.open(filled) as ledger:
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


def test_a_broken_file_of_ours_is_damaged_and_not_unknown(filled: Path) -> None:
    content = filled.read_bytes()
    for broken in (b"X" + content[1:], content[: len(content) // 2]):
        filled.write_bytes(broken)
        with pytest.raises(Tampered), Ledger.open(filled) as ledger:
            ledger.verify()
