"""What is forgotten is gone from every byte of the ledger's files, and the chain still holds."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from databases import execute, tables
from made import a_page, a_reading, fill, page_of
from selon.commands.looking import current_facts
from selon.errors import Locked, Missing, SettingsError, Tampered
from selon.languages.fold import fold
from selon.ledger import Ledger, reviews
from selon.ledger.events import events
from selon.ledger.forget import forget_page, forget_person
from selon.ledger.receipt import compare_with_receipt, make_receipt
from selon.model import Article, MediaItem, Reading, Span

PAGE, OTHER = a_page(12).id, a_page(30).id
REASON = "request of 3 May"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The SQLite file of a ledger with two pages and the facts over them, closed."""
    return Path(fill(str(tmp_path / "filled.db")))


def bytes_of(path: Path) -> bytes:
    """All that stands in the ledger's file and in those beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))


def holds(path: Path, words: str) -> bool:
    """Whether the words stand in the files as they are, folded, or in one of the compressed streams."""
    written = bytes_of(path)
    if any(form.encode() in written for form in (words, fold(words))):
        return True
    return any(words.encode() in content for content in streams(written))


def streams(written: bytes) -> list[bytes]:
    """Whatever begins like a zlib stream, unpacked as far as it goes."""
    found = []
    for head in (b"x\x9c", b"x^"):  # as zlib begins, and as ISA-L does
        start = written.find(head)
        while start >= 0:
            with suppress(zlib.error):
                found.append(zlib.decompressobj().decompress(written[start:]))
            start = written.find(head, start + 1)
    return found


def test_the_search_finds_what_is_there(file: Path) -> None:
    """The tests below would pass with a search that finds nothing."""
    for words in ("Léa Brun", "30 personnes", "https://journal.example/30"):
        assert holds(file, words)
    assert any(b"La digue" in stream for stream in streams(bytes_of(file)))
    content = sqlite3.connect(file).execute("SELECT content FROM page WHERE id = ?", [OTHER]).fetchone()[0]
    assert content in bytes_of(file)


def test_a_forgotten_page_is_gone_from_file_index_and_write_ahead_log(file: Path) -> None:
    with Ledger.open(str(file)) as book:
        content, document = (
            sqlite3.connect(file).execute(f"SELECT {column} FROM {table} WHERE {key} = ?", [OTHER]).fetchone()[0]
            for column, table, key in (("content", "page", "id"), ("document", "reading", "page"))
        )
        reviews.correct(book, f"{OTHER}:q1", {"unit": "Zanzibar"}, reason="wibble", by="anna")
        gone = forget_page(book, OTHER[:5], reason=REASON, by="anna")
        assert (gone.pages, gone.blacked_out, gone.readings, len(gone.reviews)) == (1, 0, 1, 1)
        # While the ledger is open, the write-ahead log is beside it.
        for words in ("30 personnes", "30 morts", "journal.example/30", "30.txt", "Zanzibar", "wibble"):
            assert not holds(file, words)
        assert content not in bytes_of(file)
        assert document not in bytes_of(file)
        assert holds(file, "12 personnes")
        assert [page.id for page in book.pages()] == [PAGE]
        assert list(book.search("30")) == []
        assert [figure.page for fact in current_facts(book) for figure in fact.figures] == [PAGE]
        contents = book.verify()
        assert (contents.pages, contents.readings, contents.reviews) == (1, 1, 0)


def test_a_tombstone_keeps_hash_and_reason(file: Path) -> None:
    with Ledger.open(str(file)) as book:
        logged = {entry.seq: entry for entry in book.log()}
        forget_page(book, OTHER, reason=REASON, by="anna")
        told = list(events(book, OTHER))
        assert [(event.entry.what, event.entry.who) for event in told][-1] == ("forget", "anna")
        assert [event.forgotten for event in told] == [f"forgotten by {told[-1].entry.seq}: {REASON}"] * 2 + ["2 entries forgotten"]
    stones = sqlite3.connect(file).execute("SELECT gone, sha256, reason FROM tombstone").fetchall()
    assert len(stones) == 2
    assert all(sha256 == logged[gone].content and reason == REASON for gone, sha256, reason in stones)


def test_what_is_forgotten_is_gone_from_every_table_of_either_database(filled: str) -> None:
    with Ledger.open(filled) as book:
        reviews.correct(book, f"{OTHER}:q1", {"unit": "Zanzibar"}, reason="wibble", by="anna")
        assert tables_with(filled, "30 personnes") >= {"article", "statement", "search_entry", "quantity"}
        assert tables_with(filled, "wibble") == {"review"}
        forget_page(book, OTHER, reason=REASON, by="anna")
        for words in ("30 personnes", "journal.example/30", "30.txt", "Zanzibar", "wibble"):
            assert tables_with(filled, words) == set(), words
        forget_person(book, "Léa Brun", reason=REASON)
        for words in ("Léa Brun", "lea brun", "La digue a cédé"):
            assert tables_with(filled, words) == set(), words
        assert list(book.search("30")) == list(book.search("lea brun")) == []
        assert book.verify().pages == 1


def tables_with(address: str, words: str) -> set[str]:
    """The tables in a row of which the words stand, packed columns unpacked."""
    found = set()
    for table in tables(address):
        if not table.startswith("search_index_"):  # SQLite's own tables of the index hold no text
            rows = execute(address, f'SELECT * FROM "{table}"')
            if any(words in text_of(value) for row in rows for value in row):
                found.add(table)
    return found


def text_of(value: object) -> str:
    """A column's text; bytes are zlib streams."""
    return zlib.decompress(value).decode() if isinstance(value, bytes) else str(value)


def test_receipts_of_before_still_hold(filled: str) -> None:
    with Ledger.open(filled) as book:
        receipt = make_receipt(book)
        forget_page(book, OTHER, reason=REASON)
        compare_with_receipt(book, receipt)


def test_a_forgotten_page_is_not_added_again(filled: str) -> None:
    with Ledger.open(filled) as book:
        forget_page(book, OTHER, reason=REASON)
        assert not book.add(a_page(30), a_reading(30))
        assert book.forgotten() == {OTHER}
        with pytest.raises(Missing, match="forgotten already"):
            forget_page(book, OTHER, reason=REASON)


CHANGES = {
    "reason": ("UPDATE tombstone SET reason = 'none'", "tombstones of log entry"),
    "hash": ("UPDATE tombstone SET sha256 = 'x'", "the tombstone of log entry"),
    "successor": ("UPDATE tombstone SET successor = 'x'", "tombstones of log entry"),
    "gone": ("DELETE FROM tombstone", "is gone"),
    "other page": ("DELETE FROM reading", "is gone"),
    "page bytes": ("UPDATE page SET content = substr(content, 2)", "its bytes"),
    "search entry": ("UPDATE search_entry SET folded = 'x' WHERE kind = 'text'", "table search_entry"),
}


@pytest.mark.parametrize(("change", "named"), CHANGES.values(), ids=CHANGES.keys())
def test_verify_still_finds_changes(filled: str, change: str, named: str) -> None:
    with Ledger.open(filled) as book:
        forget_page(book, OTHER, reason=REASON)
        book.verify()
    execute(filled, change)
    with pytest.raises(Tampered) as caught, Ledger.open(filled) as book:
        book.verify()
    assert named in caught.value.entry


def test_a_person_is_gone_from_every_page_and_the_rest_keeps_its_place(file: Path) -> None:
    with Ledger.open(str(file)) as book:
        kept = reviews.correct(book, f"{PAGE}:q1", {"low": "10"}, reason="misread", by="anna")
        gone_review = reviews.accept(book, f"{PAGE}:s2", by="ben")
        gone = forget_person(book, "léa brun", reason=REASON)
        assert (gone.pages, gone.blacked_out, gone.readings, gone.reviews) == (2, 2, 2, (gone_review.entry,))
        for words in ("Léa Brun", "Brun", "La digue a cédé", "a cédé"):
            assert not holds(file, words), words
        now = {reading.quantities[0].low: reading for reading in book.readings()}
        reading, before = now[12.0], a_reading(12)
        assert len(reading.article.text) == len(before.article.text)
        assert reading.article.text.count("█") == len("Léa Brun") + len("La digue a cédé")
        assert (reading.quantities, [said.id for said in reading.statements]) == (before.quantities, ["s1"])
        assert next(page for page in book.pages() if page.id == reading.article.id).content.decode() == reading.article.text
        assert PAGE not in {page.id for page in book.pages()}
        decided = {one.article.id: one for one in reviews.decided(book).readings}
        assert decided[reading.article.id].quantities[0].low == 10.0
        assert reviews.reviews_of(book, reading.article.id) == [kept]
        assert not book.add(a_page(12), a_reading(12))
        assert current_facts(book)
        book.verify()
        with pytest.raises(Missing, match="page that names this person"):
            forget_person(book, "Léa Brun", reason=REASON)


def test_a_person_who_spoke_in_public_is_forgotten_with_what_was_read_from_it(file: Path) -> None:
    with Ledger.open(str(file)) as book:
        forget_person(book, "Zoë Marchand", reason=REASON)
        assert not holds(file, "Zoë Marchand")
        assert not holds(file, "12 personnes ont péri")
        for reading in book.readings():
            assert [said.id for said in reading.statements] == ["s2"]
            assert (*reading.figures, *reading.quantities, *reading.dates) == ()
        book.verify()


def test_an_old_reading_does_not_keep_what_the_newest_forgot(file: Path) -> None:
    with Ledger.open(str(file)) as book:
        book.add(a_page(12), msgspec.structs.replace(a_reading(12, version="selon 2 fr-1"), statements=(), figures=()))
        gone = forget_person(book, "Léa Brun", reason=REASON)
        assert gone.readings == 3
        assert not holds(file, "Léa Brun")


def test_a_person_whom_only_a_layer_names(address: str) -> None:
    page = msgspec.structs.replace(page_of("Une vidéo montre la digue."), published="2023-03-04", language="fr")
    article = Article(id=page.id, text="Une vidéo montre la digue.", published="2023-03-04", language="fr")
    seen = MediaItem(span=Span(4, 9), medium="video", shared_by="Léa Brun")
    with Ledger.open(address, create=True) as book:
        book.add(page, Reading(version="1", article=article, media=(seen,)))
        assert forget_person(book, "Léa Brun", reason=REASON).pages == 1
        (reading,) = book.readings()
        assert (reading.article.text, reading.media[0].shared_by, reading.article.id != page.id) == (article.text, "████████", True)
        assert reviews.decided(book).lost == ()
        book.verify()


def test_what_is_refused(filled: str) -> None:
    with Ledger.open(filled) as book:
        with pytest.raises(SettingsError, match="without the name"):
            forget_person(book, "Léa Brun", reason="lea brun wrote to us")
        with pytest.raises(SettingsError, match="two letters"):
            forget_person(book, "@", reason=REASON)
        with pytest.raises(SettingsError, match="reason"):
            forget_page(book, PAGE, reason="")
        assert len(list(book.pages())) == 2


def test_where_another_program_reads_the_rest_is_erased_by_the_same_command_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_BUSY_TIMEOUT_S", "0.05")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM page").fetchone()
    with Ledger.open(str(file)) as book:
        with pytest.raises(Locked):
            forget_page(book, OTHER, reason=REASON)
        other.execute("COMMIT")
        with pytest.raises(Missing):
            forget_page(book, OTHER, reason=REASON)
        assert not holds(file, "30 personnes")
        book.verify()
    other.close()
