"""The rules of boilerplate beyond the marked sentences: every phrase of the pack works, line breaks of all kinds, hostile lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.clean.article import clean_text
from selon.clean.boilerplate import BoilerplateWords, mark_boilerplate
from selon.clean.lines import split_lines
from selon.languages import load_pack

PACK = load_pack("fr")
WORDS = PACK.table("boilerplate", BoilerplateWords)
PAGE = "La digue a cédé dans la nuit\n\nDeux villages sont sous l’eau, a dit le maire.\n\n{}\n\nLes secours évacuent les habitants en barque."


def marked(text: str) -> list[tuple[str, str]]:
    return [(mark.rule, mark.span.of(text)) for mark in mark_boilerplate(text, PACK).marks]


@pytest.mark.parametrize("phrase", sorted(WORDS.lines | WORDS.headings))
def test_every_phrase_marks_its_line_and_nothing_else(phrase: str) -> None:
    line = f"• {phrase.capitalize().replace(chr(39), '’')} :"
    assert marked(PAGE.format(line)) == [("phrase/1", line)]


@pytest.mark.parametrize("phrase", sorted(WORDS.lines | WORDS.headings))
def test_no_phrase_marks_a_sentence_that_holds_it(phrase: str) -> None:
    sentence = f"Selon un témoin, « {phrase} » figurait sur la pancarte que tenait le chef des secours."
    assert marked(PAGE.format(sentence)) == []


@pytest.mark.parametrize("opening", sorted(WORDS.openings))
def test_every_opening_marks_its_line(opening: str) -> None:
    line = f"{opening} 2021 la suite"
    assert [words for _, words in marked(PAGE.format(line))] == [line]


@pytest.mark.parametrize("parts", [*WORDS.notices, *WORDS.translators])
def test_every_notice_marks_its_line(parts: tuple[str, ...]) -> None:
    line = "Bonjour " + " et ".join(reversed(parts)) + " chez nous."
    assert [words for _, words in marked(PAGE.format(line))] == [line]


@pytest.mark.parametrize("parts", WORDS.translators)
def test_a_translators_notice_marks_the_article_as_translated(parts: tuple[str, ...]) -> None:
    assert clean_text("a", PAGE.format("Note : " + " ".join(parts) + " x"), pack=PACK, language="fr").translated
    assert not clean_text("a", PAGE.format("Le livre est une traduction."), pack=PACK, language="fr").translated


def test_entries_are_folded_and_no_phrase_stands_twice() -> None:
    for phrase in [*WORDS.lines, *WORDS.headings, *WORDS.comments, *WORDS.openings, *WORDS.home, *WORDS.sharing, *WORDS.networks]:
        assert phrase == split_lines(f"x {phrase}")[0].folded[2:].ljust(len(phrase)), phrase
    assert not WORDS.lines & WORDS.headings
    assert not WORDS.lines & WORDS.comments
    assert not WORDS.headings & WORDS.comments
    for listed in (WORDS.openings, WORDS.notices, WORDS.translators, WORDS.patterns):
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_any_line_break_parts_lines_and_belongs_to_none(line_break: str) -> None:
    text = line_break.join(["La digue a cédé dans la nuit", "", "Lire aussi : le récit", "", "Deux villages sont sous l’eau."])
    assert marked(text) == [("opening/1", "Lire aussi : le récit")]


def test_the_prefix_is_marked_with_the_space_before_it() -> None:
    text = " date 2022-11 Les secours évacuent les habitants."
    assert marked(text) == [("collection-prefix/1", " date 2022-11")]
    assert marked("La date 2022-11 est retenue.\n\nLe vote suivra.") == []


def test_the_title_is_found_and_its_breadcrumb_is_not_it() -> None:
    text = "Accueil » Monde » La digue de Mira a cédé dans la nuit.\n\nLa digue de Mira a cédé dans la nuit.\n\nDeux villages sont sous l’eau."
    found = mark_boilerplate(text, PACK)
    assert found.headline is not None
    assert found.headline.of(text) == "La digue de Mira a cédé dans la nuit."
    assert found.headline.start > 0


def test_a_page_that_begins_with_a_sentence_has_no_title() -> None:
    assert mark_boilerplate("Deux villages sont sous l’eau, dit le maire.\n\nLes secours arrivent.", PACK).headline is None


def test_foreign_lines_are_marked_and_the_given_title_is_not() -> None:
    text = "Menu sportif\nLa digue a cédé dans la nuit\nDeux villages sont sous l’eau.\nLe loto de mardi"
    lines = split_lines(text)
    found = mark_boilerplate(text, PACK, foreign=[lines[0].span, lines[1].span, lines[3].span], title="La digue a cédé dans la nuit - Le Journal")
    assert [mark.span.of(text) for mark in found.marks] == ["Menu sportif", "Le loto de mardi"]
    assert found.headline == lines[1].span


@given(st.text(alphabet=st.sampled_from("aé É.»>|/-•#@[]()!{}<>:_1\n\r\u2028\u202f’cookies partager "), max_size=400))
@settings(max_examples=150, deadline=None)
def test_marks_lie_in_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for mark in mark_boilerplate(text, PACK).marks:
        assert at <= mark.span.start < mark.span.end <= len(text)
        assert mark.span.of(text).strip()
        at = mark.span.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "« ",
        " ",
        "a > ",
        "Tags\n",
        "a b c d e f | g h i j k l\n",
        "![](",
        "[",
        "{{",
        "<a",
        "#a ",
        "ab-1",
        "lire aussi\n",
        "é",
        "function (",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    began = time.process_time()
    mark_boilerplate(piece * (200_000 // len(piece)), PACK)
    # Linear is a second or two even on a slow machine; quadratic would be minutes.
    assert time.process_time() - began < 20
