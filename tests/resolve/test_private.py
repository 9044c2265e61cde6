"""Names of private persons are found everywhere on the page and covered without moving an offset."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.model import Article, MediaItem, Reading, Span, Statement
from selon.resolve.private import COVER, masked, private_names, private_spans

TEXT = "Lou Martin 🌻 (@loumartin_04) a écrit : Courage ! La mairie remercie LOU MARTIN et @loumartin_04, mais pas Martin Loup."


def reading_of(text: str, source: Span, speaker: str | None, kind: str = "private") -> Reading:
    statement = Statement(id="s1", kind="direct", content=(Span(0, 1),), cue=None, source=source, speaker=speaker, speaker_type=kind)  # type: ignore[arg-type]
    media = MediaItem(span=Span(0, 1), medium="post", shared_by=speaker)
    return Reading(version="test", article=Article(id="a", text=text, language="fr"), statements=(statement,), media=(media,))


def post() -> Reading:
    return reading_of(TEXT, Span(0, 29), "Lou Martin")


def test_name_and_handle_are_private() -> None:
    assert private_names(post()) == ("loumartin_04", "Lou Martin")


def test_every_occurrence_is_found() -> None:
    assert [span.of(TEXT) for span in private_spans(post())] == ["Lou Martin", "loumartin_04", "LOU MARTIN", "loumartin_04"]


def test_offsets_hold() -> None:
    covered = masked(post())
    assert len(covered.article.text) == len(TEXT)
    assert covered.article.text.endswith("mais pas Martin Loup.")
    assert "Martin 🌻" not in covered.article.text
    assert covered.statements[0].speaker == COVER * len("Lou Martin")
    assert covered.media[0].shared_by == COVER * len("Lou Martin")
    assert covered.statements[0].source == post().statements[0].source


def test_public_speakers_stay() -> None:
    reading = reading_of(TEXT, Span(0, 29), "Lou Martin", kind="person")
    assert masked(reading) == reading


def test_the_unnamed_leave_the_page_as_it_is() -> None:
    reading = reading_of("Un autre internaute a écrit : Bravo", Span(0, 19), None)
    assert masked(reading) == reading


def test_the_name_is_no_pattern() -> None:
    text = "a.b (@c_1) dit : axb"
    assert masked(reading_of(text, Span(0, 10), "a.b")).article.text == "███ (@███) dit : axb"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_keeps_its_length(text: str, start: int, end: int) -> None:
    source = Span(min(start, len(text)), min(max(start, end), len(text)))
    reading = reading_of(text, source, source.of(text) or None)
    covered = masked(reading)
    assert len(covered.article.text) == len(text)
    assert all(0 <= span.start < span.end <= len(text) for span in private_spans(reading))
    assert msgspec.structs.replace(covered, article=reading.article, statements=reading.statements, media=reading.media) == reading
