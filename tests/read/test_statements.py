"""Statements: what must hold for any text, and the parts that the marked sentences do not show alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.languages.fr.verbs import verb_forms
from selon.model import Article, Statement
from selon.read.cue_lexicon import lexicon
from selon.read.parse import Parser
from selon.read.quotes import find_quotes
from selon.read.sentences import split_sentences
from selon.read.statements import read_statements
from selon.resolve.cast import Cast
from selon.resolve.speakers import resolve_speakers

PACK = load_pack("fr")
PARSER = Parser(PACK)
SAYING = "« Le pont est fermé », a dit le maire. Selon la police, 12 personnes ont été blessées. Le préfet l'a confirmé."
MARKS = ["«", "»", "“", "”", '"', "'", "’", ",", ":", ".", ";", "—", "-", "\n", " "]
PIECES = [*MARKS, "a dit", "le maire", "selon", "que", "63 morts", "a-t-il", "(@x)", "d'", "pour", "é", "😀"]


def read(text: str) -> list[Statement]:
    article = Article(id="a", text=text, language="fr")
    sentences = split_sentences(article, PACK)
    return resolve_speakers(read_statements(article, sentences, PACK, PARSER), Cast(article, sentences, PACK))


def said(text: str, shift: int = 0) -> list[tuple[object, ...]]:
    return [
        (s.kind, tuple((c.start - shift, c.end - shift) for c in s.content), s.rule, s.speaker, s.speaker_type, [relay.name for relay in s.relays])
        for s in read(text)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_spans_inside_it_and_twice_the_same(text: str) -> None:
    found = read(text)
    assert found == read(text)
    ids = {one.id for one in found}
    for one in found:
        assert one.inside is None or one.inside in ids - {one.id}
        for span in [*one.content, *(s for s in (one.cue, one.source) if s is not None), *(relay.span for relay in one.relays)]:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()


@pytest.mark.parametrize("before", ["Il pleut sur la ville.\n", "Le stade est plein. Les supporters chantent.\n\n", "12 octobre 2024\n"])
def test_an_unrelated_paragraph_before_changes_nothing(before: str) -> None:
    assert said(before + SAYING, len(before)) == said(SAYING)


def test_what_was_read_before_changes_nothing() -> None:
    """A sentence is parsed alone: its tree is the same in a batch of others, and where nothing was parsed before."""
    alone = Parser(PACK)
    article = Article(id="a", text=SAYING, language="fr")
    sentences = split_sentences(article, PACK)
    PARSER.prepare(f"Le numéro {n} a dit que la route {n} serait fermée jeudi." for n in range(40))
    assert read_statements(article, sentences, PACK, alone) == read_statements(article, sentences, PACK, PARSER)


@pytest.mark.parametrize("passage", ["«", '"', "selon ", "1", "a dit que ", "’", "(", ", a dit le maire"])
def test_a_hostile_line_is_read_in_time(passage: str) -> None:
    started = time.monotonic()
    read(passage * (20_000 // len(passage)))
    assert time.monotonic() - started < 20


def test_ids_follow_the_text() -> None:
    assert [one.id for one in read(SAYING)] == ["s1", "s2", "s3"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("« A b”, dit X", ["A b"]),
        ("d'”opération spéciale” dit X", ["opération spéciale"]),
        ("« Il a dit “oui” hier »", ["Il a dit “oui” hier", "oui"]),
        ("« jamais fermé", ["jamais fermé"]),
        ("l'homme et l'enfant d'hier", []),
        ('Il dit "un" puis "deux"', ["un", "deux"]),
    ],
)
def test_quotations(text: str, inner: list[str]) -> None:
    assert [quote.inner.of(text) for quote in find_quotes(text, [(0, len(text))])] == inner


def test_a_quotation_closed_in_the_next_paragraph() -> None:
    text = "« Un début.\nUne fin », dit-il."
    quotes = find_quotes(text, [(0, 11), (12, len(text))])
    assert [quote.inner.of(text) for quote in quotes] == ["Un début.", "Une fin"]


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("annoncer", {"annonce", "annonçait", "annonça", "annonceront", "annonçant", "annoncée"}),
        ("appeler", {"appelle", "appelait", "appellera", "appelé"}),
        ("prédire", {"prédit", "prédisent", "prédira"}),
        ("maintenir", {"maintient", "maintiennent", "maintint", "maintenu"}),
        ("démentir", {"dément", "démentent", "démenti"}),
        ("suggérer", {"suggère", "suggérait", "suggérera"}),
        ("appuyer", {"appuie", "appuyait", "appuiera"}),
        ("craindre", {"craint", "craignent", "craignait"}),
    ],
)
def test_verb_forms(verb: str, forms: set[str]) -> None:
    assert forms <= {form for form, _ in verb_forms(verb)}


def test_the_lexicon_is_large_and_finds_words_without_accents() -> None:
    words = lexicon(PACK)
    assert len({(e.verb, e.tail, e.reflexive) for entries in words.forms.values() for e, _ in entries}) + len(words.nouns) >= 300
    assert words.find("declare")
