"""Reviews in the ledger: events that outlive reading again, act on facts, and are watched over by verify."""

from __future__ import annotations

import msgspec
import pytest

from databases import execute
from made import a_page, a_reading, fill
from selon.commands.looking import current_facts
from selon.errors import Missing, SettingsError, Tampered
from selon.ledger import Ledger, reviews
from selon.ledger.events import events
from selon.ledger.history import earlier_readings, two_readings
from selon.ledger.private import private_anywhere, private_names
from selon.model import Reading
from selon.show.view import View

PAGE, OTHER = a_page(12).id, a_page(30).id


def reread(version: str = "selon 2 fr-1") -> Reading:
    """Page 12 by another version with the same rules, which calls the quantity otherwise."""
    reading = a_reading(12, version=version)
    replace = msgspec.structs.replace
    return replace(
        reading,
        quantities=tuple(replace(found, id="q9") for found in reading.quantities),
        figures=tuple(replace(figure, quantity="q9") for figure in reading.figures),
    )


def test_what_was_decided_comes_back_with_author_and_time(filled: str) -> None:
    with Ledger.open(filled) as book:
        made = reviews.correct(book, f"{PAGE[:6]}:q1", {"low": "10"}, reason="misread", by="anna")
        assert reviews.reviews_of(book) == reviews.reviews_of(book, PAGE) == [made]
        assert reviews.reviews_of(book, OTHER) == []
        entry = list(book.log())[-1]
        assert (entry.seq, entry.what, entry.subject, entry.who, entry.at) == (made.entry, "review", PAGE, "anna", made.at)
        assert (made.anchors[0].words, made.anchors[0].read["low"], made.new) == ("au moins 12 personnes", 12.0, {"low": 10.0})
        assert book.verify().reviews == 1


def test_reviews_act_on_facts_and_facts_become_stale(filled: str) -> None:
    with Ledger.open(filled) as book:
        before = current_facts(book)
        reviews.correct(book, f"{PAGE}:q1", {"low": "30"}, reason="misread", by="anna")
        assert book.facts_are_stale()
        (fact,) = current_facts(book)
        figure = next(figure for figure in fact.figures if figure.page == PAGE)
        assert (figure.low, figure.reviews[0].by, figure.reviews[0].old) == (30.0, "anna", {"low": 12.0})
        assert "12" in figure.words
        assert book.facts() == [fact] != before
        reviews.reject(book, f"{OTHER}:q1", reason="retracted")
        assert [figure.page for fact in current_facts(book) for figure in fact.figures] == [PAGE]
        assert not book.facts_are_stale()
        book.verify()


def test_reviews_outlive_reading_again(filled: str) -> None:
    with Ledger.open(filled) as book:
        reviews.correct(book, f"{PAGE}:q1", {"low": "10"}, reason="misread")
        reviews.reject(book, f"{PAGE}:s2", reason="no statement")
        book.add(a_page(12), reread())
        now = reviews.decided(book)
        reading = next(reading for reading in now.readings if reading.article.id == PAGE)
        assert (reading.quantities[0].id, reading.quantities[0].low, len(reading.statements), now.lost) == ("q9", 10.0, 1, ())
        book.add(a_page(12), msgspec.structs.replace(reread("selon 3 fr-1"), quantities=(), figures=()))
        (lost,) = reviews.decided(book).lost
        assert (lost.review.new, lost.because) == ({"low": 10.0}, "is not read any more")
        assert len(reviews.reviews_of(book)) == 2
        book.verify()


def test_undo_of_undo(filled: str) -> None:
    with Ledger.open(filled) as book:
        wrong = reviews.reject(book, f"{PAGE}:q1", reason="no")
        undo = reviews.undo(book, wrong.entry)
        assert all(reading.figures for reading in reviews.decided(book).readings)
        with pytest.raises(SettingsError, match="taken back already"):
            reviews.undo(book, wrong.entry)
        again = reviews.undo(book, undo.entry)
        assert [bool(reading.figures) for reading in reviews.decided(book).readings].count(False) == 1
        assert [reviews.is_live(one, reviews.reviews_of(book)) for one in (wrong, undo, again)] == [True, False, True]
        with pytest.raises(Missing, match="review with the log entry 2"):
            reviews.undo(book, 2)


@pytest.fixture
def uncompared(address: str) -> str:
    """Pages 12 and 30, whose figures the comparison takes for one fact."""
    with Ledger.open(address, create=True) as book:
        for n in (12, 30):
            book.add(a_page(n), a_reading(n))
    return address


def test_splits_and_merges_outlive_reading_again(uncompared: str) -> None:
    with Ledger.open(uncompared) as book:
        (fact,) = current_facts(book)
        assert len(fact.figures) == 2
        split = reviews.split(book, [f"{PAGE}:q1"], reason="another quake")
        assert sorted([figure.page for figure in fact.figures] for fact in current_facts(book)) == sorted([[PAGE], [OTHER]])
        book.add(a_page(12), reread())
        apart = current_facts(book)
        assert sorted(figure.id for fact in apart for figure in fact.figures) == sorted([f"{PAGE}:q9", f"{OTHER}:q1"])
        assert len(apart) == 2
        merged = reviews.merge(book, [fact.id for fact in apart], reason="one quake")
        (fact,) = current_facts(book)
        assert [note.action for figure in fact.figures if figure.page == PAGE for note in figure.reviews] == ["split", "merge"]
        reviews.undo(book, merged.entry)
        assert len(current_facts(book)) == 2
        reviews.undo(book, split.entry)
        assert len(current_facts(book)) == 1
        book.verify()


def test_a_whole_fact_is_accepted_or_rejected(uncompared: str) -> None:
    with Ledger.open(uncompared) as book:
        (fact,) = current_facts(book)
        reviews.accept(book, fact.id, by="anna")
        (seen,) = current_facts(book)
        assert {note.by for figure in seen.figures for note in figure.reviews} == {"anna"}
        reviews.reject(book, fact.id, reason="another event")
        assert current_facts(book) == []


def test_what_people_see_is_what_was_decided(filled: str) -> None:
    with Ledger.open(filled) as book:
        reviews.reject(book, f"{PAGE}:s2", reason="no statement")
        reviews.correct(book, f"{PAGE}:s1", {"speaker": "Paul Rey"}, reason="named above")
        view = View(book)
        (shown,) = view.readings([PAGE])
        assert [said.speaker for said in shown.statements] == ["Paul Rey"]
        assert "Léa" not in shown.article.text
        assert "Léa" in next(View(book, show_private=True).readings([PAGE])).article.text
        assert "Paul Rey" in {figure.speaker for fact in view.facts() for figure in fact.figures}


def test_what_cannot_be_decided(uncompared: str) -> None:
    with Ledger.open(uncompared) as book:
        (fact,) = current_facts(book)
        with pytest.raises(Missing, match="item 'q7'"):
            reviews.accept(book, f"{PAGE}:q7")
        with pytest.raises(Missing, match="page 'ffff'"):
            reviews.accept(book, "ffff:q1")
        with pytest.raises(SettingsError, match="reason"):
            reviews.reject(book, f"{PAGE}:q1", reason=" ")
        with pytest.raises(SettingsError, match="other than the one"):
            reviews.correct(book, f"{PAGE}:q1", {"low": "12"}, reason="same")
        with pytest.raises(SettingsError, match="not all of them"):
            reviews.split(book, [figure.id for figure in fact.figures], reason="all")
        with pytest.raises(SettingsError, match="two facts"):
            reviews.merge(book, [fact.id, fact.id], reason="one")
        assert reviews.reviews_of(book) == []


def test_private_names_follow_reviews(filled: str) -> None:
    with Ledger.open(filled) as book:
        wrong = reviews.correct(book, f"{OTHER}:s2", {"speaker": "Lia Noir"}, reason="told us")
        reviews.undo(book, wrong.entry)
        reviews.correct(book, f"{PAGE}:s2", {"speaker_type": "person"}, reason="a deputy")
        reviews.correct(book, f"{OTHER}:s1", {"speaker_type": "private"}, reason="no office")
        names, anywhere = private_names(book), private_anywhere(book)
    assert PAGE not in names
    assert set(names[OTHER]) == {"Léa Brun", "Zoë Marchand", "Lia Noir"}
    assert anywhere == {"lea brun", "zoe marchand", "lia noir"}


CHANGES = {
    "reason": "UPDATE review SET reason = 'other'",
    "new value": 'UPDATE review SET "new" = \'{"low":1.0}\'',
    "no JSON": "UPDATE review SET \"new\" = 'x'",
    "words": "UPDATE review_anchor SET words = 'au moins 99 personnes'",
    "place": "UPDATE review_anchor SET start = start + 1",
    "gone": "DELETE FROM review_anchor",
    "author": "UPDATE log SET who = 'ben' WHERE what = 'review'",
    "note of a fact": "UPDATE fact_review SET \"by\" = 'ben'",
    "invented tombstone": "INSERT INTO tombstone SELECT seq, seq, subject, content, '', NULL FROM log WHERE what = 'reading' LIMIT 1",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_review_is_found(filled: str, change: str) -> None:
    with Ledger.open(filled) as book:
        reviews.correct(book, f"{PAGE}:q1", {"low": "10"}, reason="misread", by="anna")
        current_facts(book)
        book.verify()
    execute(filled, change)
    with pytest.raises(Tampered), Ledger.open(filled) as book:
        book.verify()


def test_the_custody_of_a_page(filled: str) -> None:
    with Ledger.open(filled) as book:
        reviews.correct(book, f"{PAGE}:q1", {"low": "10"}, reason="misread", by="anna")
        told = list(events(book, PAGE[:8]))
        assert [event.entry.what for event in told] == ["page", "reading", "review"]
        assert told[-1].review == reviews.reviews_of(book)[0]
        assert len(list(events(book))) == len(list(book.log()))
        with pytest.raises(Missing, match="page 'ffff'"):
            list(events(book, "ffff"))


def test_readings_that_were_there_before(filled: str) -> None:
    with Ledger.open(filled) as book:
        assert two_readings(book, PAGE) is None
        book.add(a_page(12), reread())
        earlier, later = two_readings(book, PAGE) or pytest.fail("two readings")
        assert (earlier.reading, later.reading) == (a_reading(12), reread())
        assert {reading.article.id: reading for reading in earlier_readings(book)} == {PAGE: a_reading(12), OTHER: a_reading(30)}
        with pytest.raises(Missing, match="reading 2"):
            two_readings(book, PAGE, older=2)


def test_a_ledger_without_reviews_has_the_same_facts_as_ever(filled: str, other_address: str) -> None:
    with Ledger.open(filled) as book, Ledger.open(fill(other_address)) as reviewed:
        plain = msgspec.json.encode(current_facts(book))
        wrong = reviews.reject(reviewed, f"{PAGE}:q1", reason="no")
        assert msgspec.json.encode(current_facts(reviewed)) != plain
        reviews.undo(reviewed, wrong.entry)
        book.add(a_page(5), a_reading(5))
        reviewed.add(a_page(5), a_reading(5))
        assert msgspec.json.encode(current_facts(reviewed)) == msgspec.json.encode(current_facts(book))
