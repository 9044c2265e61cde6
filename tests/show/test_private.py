"""Private persons are masked wherever values leave the ledger for people, and nobody else is."""

from __future__ import annotations

import msgspec
import pytest

from made import LÉA, a_figure, a_reading, some_facts
from selon.ledger.search import Hit, terms_of
from selon.model import Reading, Span
from selon.resolve.private import masked, private_names
from selon.show.hits import found
from selon.show.private import HiddenNames, PrivateNames


@pytest.fixture
def names() -> PrivateNames:
    return PrivateNames({a_reading(12).article.id: private_names(a_reading(12))})


def test_a_private_speaker_is_masked_in_every_text_of_a_fact(names: PrivateNames) -> None:
    fact = some_facts()[0]
    private = msgspec.structs.replace(
        a_figure(12), speaker="Léa Brun", relays=("LEA BRUN", "AFP"), origin="lea brun", words="Léa Brun a écrit : « 12 morts ! »"
    )
    pair = msgspec.structs.replace(fact.pairs[0], because="12 by Léa Brun, 30 by the prefect")
    fact = msgspec.structs.replace(fact, title="Léa Brun’s count", because="Léa Brun says so", figures=(private, a_figure(30)), pairs=(pair,))
    (shown,) = names.mask_facts([fact])
    figure = shown.figures[0]
    assert (figure.speaker, figure.relays, figure.origin) == (LÉA, (LÉA, "AFP"), LÉA)
    assert figure.words == f"{LÉA} a écrit : « 12 morts ! »"
    assert (shown.title, shown.because) == (f"{LÉA}’s count", f"{LÉA} says so")
    assert shown.pairs[0].because == f"12 by {LÉA}, 30 by the prefect"
    assert shown.figures[1] == a_figure(30)


def test_public_speakers_and_other_pages_stay_as_they_are(names: PrivateNames) -> None:
    assert names.mask_facts(some_facts()) == some_facts()
    elsewhere = a_reading(30).article.id
    assert names.mask("Léa Brun", [elsewhere]) == "Léa Brun"


def test_only_whole_names(names: PrivateNames) -> None:
    page = [a_reading(12).article.id]
    assert names.mask("Léa Brunet, Léa Brun.", page) == f"Léa Brunet, {LÉA}."


def whole_text(reading: Reading) -> Hit:
    return Hit(kind="text", page=reading.article.id, item=None, span=Span(0, len(reading.article.text)))


def test_a_hit_is_shown_with_the_name_masked_and_not_found_by_the_name() -> None:
    reading = a_reading(12)
    shown = found(whole_text(reading), masked(reading), terms_of("digue mastodon"))
    assert shown is not None
    assert LÉA in shown.words
    assert shown.words == shown.span.of(masked(reading).article.text)
    assert found(whole_text(reading), masked(reading), terms_of("brun")) is None
    speaker = Hit(kind="speaker", page=reading.article.id, item="s2", span=Span(0, 1))
    assert found(speaker, masked(reading), terms_of("lea")) is None
    unmasked = found(speaker, reading, terms_of("lea"))
    assert unmasked is not None
    assert unmasked.words == "Léa Brun"


def test_the_words_shown_are_where_most_of_the_terms_are() -> None:
    long = "armée. " + "rien " * 200 + "L’armée a repris le pont de Bréval hier. " + "rien " * 200
    reading = msgspec.structs.replace(a_reading(12), article=msgspec.structs.replace(a_reading(12).article, text=long, title=None))
    shown = found(whole_text(reading), reading, terms_of("armee breval"))
    assert shown is not None
    assert "L’armée a repris le pont de Bréval" in shown.words
    assert len(shown.words) <= 240


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("Léa Brun", True), ("LEA BRUN", True), ("Mme Léa Brun-Roy", True), ("Léa Brunet", False), ("Léa", False), ("@lea", True), ("a@lea", False)],
)
def test_a_name_that_is_kept_private_anywhere_is_hidden_in_any_name(name: str, hidden: bool) -> None:
    assert HiddenNames({"lea brun", "@lea"}).hides(name) is hidden
    assert not HiddenNames(frozenset()).hides(name)
