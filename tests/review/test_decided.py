"""What reviews do to readings, in which order, and when they hold for nothing."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from made import a_reading
from selon.model import Anchor, Article, Date, Figure, Quantity, Reading, Review, Span, Statement, Value
from selon.resolve.private import masked
from selon.review.decided import Decided, decide, live_reviews, reviewed_items
from selon.review.items import anchor_of, items_of

READING = a_reading(12)
PAGE = READING.article.id


def anchor(name: str, reading: Reading = READING, read: dict[str, Value] | None = None) -> Anchor:
    item = next(item for item in items_of(reading) if item.name == name)
    return anchor_of(msgspec.structs.replace(item, values={**item.values, **(read or {})}), reading.article.id)


def a_review(action: Any, name: str, entry: int, *, read: dict[str, Value] | None = None, **more: Any) -> Review:
    return Review(action=action, anchors=(anchor(name, read=read),), entry=entry, by="anna", reason="seen", **more)


def decided(*reviews: Review, reading: Reading = READING) -> tuple[Reading, Decided]:
    found = decide([reading], reviews)
    return found.readings[0], found


def test_without_reviews_nothing_changes() -> None:
    reading, found = decided()
    assert reading == READING
    assert (found.groupings, found.notes, found.lost) == ((), {}, ())


def test_a_correction_changes_the_value_and_keeps_the_words() -> None:
    reading, found = decided(a_review("correct", "q1", 9, new={"low": 10.0, "as_of": "2023-03-02"}))
    assert (reading.quantities[0].low, reading.quantities[0].span) == (10.0, READING.quantities[0].span)
    assert reading.figures[0].as_of == "2023-03-02"
    (note,) = found.notes[PAGE, 0]
    assert (note.action, note.by, note.old) == ("correct", "anna", {"low": 12.0, "as_of": "2023-03-03"})


def test_the_speaker_of_a_figure_is_its_statements() -> None:
    reading, found = decided(a_review("correct", "s1", 9, new={"speaker": "Paul Rey"}))
    assert reading.statements[0].speaker == "Paul Rey"
    assert [note.new for note in found.notes[PAGE, 0]] == [{"speaker": "Paul Rey"}]


def test_a_rejected_quantity_or_statement_takes_its_figure_along() -> None:
    for name in ("q1", "s1"):
        reading, _ = decided(a_review("reject", name, 9))
        assert reading.figures == ()
        assert len(reading.statements) + len(reading.quantities) == 2


def test_what_stood_in_a_rejected_statement_stands_for_itself() -> None:
    outer, inner = READING.statements
    reading = msgspec.structs.replace(READING, statements=(outer, msgspec.structs.replace(inner, inside="s1")))
    (left,) = decided(a_review("reject", "s1", 9), reading=reading)[0].statements
    assert (left.id, left.inside) == ("s2", None)


def test_other_layers_lose_what_is_rejected() -> None:
    reading, _ = decided(*(a_review("reject", name, n) for n, name in enumerate(("date0", "place0", "media0", "naming0"))))
    assert (reading.dates, reading.places, reading.media, reading.namings) == ((), (), (), ())


def test_the_last_decision_holds() -> None:
    wrong, right = a_review("reject", "q1", 1), a_review("accept", "q1", 2)
    assert len(decided(wrong, right)[0].figures) == 1
    assert len(decided(right, wrong)[0].figures) == 0


def test_an_acceptance_is_of_the_corrected_value() -> None:
    correction = a_review("correct", "q1", 1, new={"low": 10.0})
    reading, found = decided(correction, a_review("accept", "q1", 2, read={"low": 10.0}))
    assert reading.quantities[0].low == 10.0
    assert [note.action for note in found.notes[PAGE, 0]] == ["correct", "accept"]
    assert not found.lost


def test_an_undo_and_the_undo_of_it() -> None:
    wrong = a_review("reject", "q1", 1)
    undo = Review(action="undo", undoes=1, entry=2)
    again = Review(action="undo", undoes=2, entry=3)
    assert live_reviews([wrong, undo]) == []
    assert live_reviews([wrong, undo, again]) == [wrong]
    assert live_reviews([wrong, undo, again, Review(action="undo", undoes=3, entry=4)]) == []


def test_a_review_whose_item_is_gone_is_lost_and_not_dropped() -> None:
    reading = msgspec.structs.replace(READING, quantities=(), figures=())
    wrong = a_review("reject", "q1", 1)
    _, found = decided(wrong, reading=reading)
    assert [(one.review, one.because) for one in found.lost] == [(wrong, "is not read any more")]


def test_an_item_that_is_read_otherwise_is_not_the_one_that_was_rejected() -> None:
    other = msgspec.structs.replace(READING, quantities=(msgspec.structs.replace(READING.quantities[0], low=21.0),))
    reading, found = decided(a_review("reject", "q1", 1), reading=other)
    assert len(reading.figures) == 1
    assert [one.because for one in found.lost] == ["is read otherwise now: low 12 → 21"]


def test_a_correction_holds_whatever_is_read_later() -> None:
    other = msgspec.structs.replace(READING, quantities=(msgspec.structs.replace(READING.quantities[0], low=21.0),))
    reading, found = decided(a_review("correct", "q1", 1, new={"low": 10.0}), reading=other)
    assert reading.quantities[0].low == 10.0
    assert found.notes[PAGE, 0][0].old == {"low": 21.0}
    assert not found.lost


def test_merges_and_splits_are_of_the_figures_that_count() -> None:
    other = a_reading(30)
    anchors = (anchor("q1"), anchor("q1", other))
    found = decide([READING, other], [Review(action="merge", anchors=anchors, entry=1, by="anna")])
    (grouping,) = found.groupings
    assert grouping.together == {(PAGE, 0), (other.article.id, 0)}
    found = decide([READING, other], [Review(action="split", anchors=anchors[:1], rest=anchors[1:], entry=1, by="anna")])
    (grouping,) = found.groupings
    assert grouping.together == {(PAGE, 0)}
    assert grouping.apart == {(other.article.id, 0)}
    assert list(found.notes) == [(PAGE, 0)]


def test_a_page_that_took_the_place_of_another_has_its_reviews() -> None:
    new = msgspec.structs.replace(READING, article=msgspec.structs.replace(READING.article, id="new"))
    found = decide([new], [a_review("reject", "q1", 1)], successors={PAGE: "new"})
    assert found.readings[0].figures == ()


def test_a_rejected_private_statement_keeps_its_name_to_itself() -> None:
    reading, found = decided(a_review("reject", "s2", 1))
    assert [said.id for said in reading.statements] == ["s1"]
    assert "Léa" not in masked(reading, found.private[PAGE]).article.text


def test_who_is_said_to_be_private_is_masked_and_who_is_not_is_shown() -> None:
    _, found = decided(a_review("correct", "s1", 1, new={"speaker_type": "private"}))
    assert set(found.private[PAGE]) == {"Zoë Marchand", "Léa Brun"}
    _, found = decided(a_review("correct", "s2", 1, new={"speaker_type": "person"}))
    assert PAGE not in found.private
    _, found = decided(a_review("correct", "s2", 1, new={"speaker": "Lia Noir"}))
    assert set(found.private[PAGE]) == {"Lia Noir", "Léa Brun"}


def test_items_are_listed_with_what_was_decided_of_them() -> None:
    items = {one.item.name: one for one in reviewed_items(READING, [a_review("correct", "q1", 1, new={"low": 10.0}), a_review("reject", "s2", 2)])}
    assert (items["q1"].item.values["low"], items["q1"].rejected) == (10.0, False)
    assert (items["s2"].rejected, len(items["s2"].notes)) == (True, 1)
    assert list(items) == [item.name for item in items_of(READING)]


@st.composite
def readings_with_reviews(draw: st.DrawFn) -> tuple[Reading, list[Review]]:
    """A page of 200 characters with items at any places, and reviews of any of them."""
    span = st.tuples(st.integers(0, 198), st.integers(1, 40)).map(lambda at: Span(at[0], min(200, at[0] + at[1])))
    spans = draw(st.lists(span, min_size=1, max_size=12, unique=True))
    statements, quantities, dates = [], [], []
    for n, where in enumerate(spans):
        kind = draw(st.sampled_from(["statement", "quantity", "date"]))
        if kind == "statement":
            statements.append(Statement(id=f"s{n}", kind="direct", content=(where,), cue=None, source=None, speaker=draw(st.sampled_from("AB"))))
        elif kind == "quantity":
            quantities.append(Quantity(id=f"q{n}", span=where, low=1.0, high=float(draw(st.integers(1, 9))), unit="person"))
        else:
            dates.append(Date(span=where, edtf="2023"))
    figures = tuple(Figure(statement=None, quantity=found.id) for found in quantities)
    article = Article(id="page", text="x" * 200, language="fr")
    reading = Reading(version="1", article=article, statements=tuple(statements), quantities=tuple(quantities), dates=tuple(dates), figures=figures)
    items = items_of(reading)
    new: dict[str, dict[str, Value]] = {"statement": {"speaker": "C"}, "quantity": {"low": 0.0}, "date": {"edtf": "2024"}}
    reviews: list[Review] = []
    for entry in range(1, draw(st.integers(1, 8))):
        undone = draw(st.integers(0, 2 * len(reviews)))
        if undone in range(1, len(reviews) + 1):
            reviews.append(Review(action="undo", undoes=undone, entry=entry, by="ben"))
            continue
        item = draw(st.sampled_from(items))
        action = draw(st.sampled_from(["accept", "correct", "reject"]))
        given_values = new[item.layer] if action == "correct" else {}
        reviews.append(Review(action=action, anchors=(anchor_of(item, "page"),), new=given_values, entry=entry, by="anna"))  # type: ignore[arg-type]
    return reading, reviews


@settings(max_examples=150, deadline=None)
@given(readings_with_reviews(), st.randoms(use_true_random=False))
def test_reviews_survive_reading_again_by_the_same_rules(both: tuple[Reading, list[Review]], chance: Any) -> None:
    """Another version with the same rules may call and order items as it likes: the same reviews hold, with the same effect."""
    reading, reviews = both
    renamed = {found.id: f"q{n}" for n, found in enumerate(chance.sample(reading.quantities, len(reading.quantities)), start=50)}
    replace = msgspec.structs.replace
    again = replace(
        reading,
        version="2",
        statements=tuple(replace(said, id=f"s{n}") for n, said in enumerate(reading.statements, start=50)),
        quantities=tuple(replace(found, id=renamed[found.id]) for found in reading.quantities),
        figures=tuple(replace(figure, quantity=renamed[figure.quantity]) for figure in reading.figures),
    )
    before, after = decide([reading], reviews), decide([again], reviews)
    assert [(one.review, one.because) for one in before.lost] == [(one.review, one.because) for one in after.lost]
    assert before.notes == after.notes

    def content(found: Decided) -> list[object]:
        (read,) = found.readings
        said = [(s.content, s.speaker) for s in read.statements]
        return [said, [(q.span, q.low, q.high) for q in read.quantities], read.dates, len(read.figures)]

    assert content(before) == content(after)
