"""A sentence that another page had, too, has the same phrases there, at its own place."""

from __future__ import annotations

from selon.clean.article import clean_text
from selon.languages import load_pack
from selon.model import Span
from selon.read.sentences import split_sentences
from selon.resolve.cast import Cast
from selon.resolve.kept_sentences import KeptSentences

PACK = load_pack("fr")
COPIED = "Selon le préfet de la Sarthe, Anne Roux, et le maire du Mans, la crue recule."
MENTION = "le préfet de la Sarthe, Anne Roux"


def cast_of(text: str, kept: KeptSentences | None = None) -> Cast:
    """Who is on a page."""
    article = clean_text("a", text, pack=PACK)
    return Cast(article, split_sentences(article, PACK), PACK, kept)


def test_a_copied_sentence_has_its_phrases_where_it_stands() -> None:
    kept = KeptSentences()
    pages = [COPIED, f"La pluie a cessé. {COPIED}", f"Roux parle.\n\n{COPIED}"]
    for page in pages:
        fresh, again = cast_of(page), cast_of(page, kept)
        assert again.phrases == fresh.phrases
        assert {phrase.span.of(page) for phrase in again.phrases} >= {MENTION}


def test_a_mention_in_a_copied_sentence_begins_with_the_same_phrase() -> None:
    kept = KeptSentences()
    for page in (COPIED, f"La pluie a cessé. {COPIED}"):
        mention = Span(page.index(MENTION), page.index(MENTION) + len(MENTION))
        phrase = cast_of(page, kept).phrase_in(mention)
        assert phrase is not None
        assert phrase == cast_of(page).phrase_in(mention)
        assert phrase.name is not None
        assert phrase.name.of(page) == "Anne Roux"


def test_words_of_a_span_are_cut_at_its_ends_and_lose_their_article() -> None:
    page = "« La crue recule », a-t-elle dit à l’AFP."
    cast = cast_of(page)
    inside = Span(page.index("elle"), page.index("elle") + 4)
    assert [word.text for word in cast.words_in(inside)] == ["elle"]
    assert cast.without_article(Span(page.index("l’AFP"), page.index("l’AFP") + 5)) == "AFP"
    assert [word.text for word in cast.words_before(page.index("dit"), 2)] == [",", "a-t-elle"]
    assert [word.text for word in cast.words_after(page.index("dit"), 2)] == ["dit", "à"]
