"""Search finds words however they are spelled, and takes nothing in them for a command."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import KINDS, new_address
from made import a_page, a_reading, page_of
from selon.errors import SettingsError
from selon.ledger import Ledger
from selon.model import Article, Reading, Span

SENTENCE = "L’armée a repris Київ ; l'Ёлка, le cœur d’Œuvre et 2 000 km² d’été, Ça y est"


@pytest.fixture(scope="module", params=KINDS)
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = new_address(request, tmp_path_factory.mktemp("search"))
    with Ledger.open(address, create=True, who="test") as ledger:
        ledger.add(a_page(12), a_reading(12))
        page = page_of(SENTENCE)
        ledger.add(page, Reading(version="1", article=Article(id=page.sha256[:16], text=SENTENCE, language="fr")))
    return address


def kinds(address: str, words: str) -> set[str]:
    with Ledger.open(address) as ledger:
        return {hit.kind for hit in ledger.search(words)}


@pytest.mark.parametrize(
    "words",
    [
        "armee",
        "L'armée",
        "l’ARMÉE",
        "coeur",
        "cœur",
        "киів",
        "Київ",
        "елка",
        "oeuvre ete",
        "2 000",
        "km2",
        "ca",
        "repr*",
        '"repris Київ"',
        "« a repris »",
    ],
)
def test_spelling_makes_no_difference(searched: str, words: str) -> None:
    assert "text" in kinds(searched, words)


@pytest.mark.parametrize("words", ["armees", "repr", '"Київ repris"', "repris absent", "NOT armée", "arm AND"])
def test_every_word_has_to_be_there(searched: str, words: str) -> None:
    assert kinds(searched, words) == set()


def test_statements_speakers_and_places_are_found_as_such(searched: str) -> None:
    assert kinds(searched, "marchand") == {"text", "speaker"}
    assert kinds(searched, "prefecture") == {"speaker"}
    assert kinds(searched, "digue cede") == {"text", "statement"}
    assert kinds(searched, "epernay oeuvre") == {"text", "place"}


def test_a_hit_says_where(searched: str) -> None:
    reading = a_reading(12)
    with Ledger.open(searched) as ledger:
        (place,) = [hit for hit in ledger.search("epernay") if hit.kind == "place"]
    assert (place.page, place.item, place.span) == (reading.article.id, "0", reading.places[0].span)


def test_a_page_read_again_is_found_by_its_newest_reading_only(address: str) -> None:
    page = page_of("Ancien mot")
    newer = Article(id=page.sha256[:16], text="Nouveau mot", language="fr")
    with Ledger.open(address, create=True) as ledger:
        ledger.add(page, Reading(version="1", article=Article(id=newer.id, text="Ancien mot", language="fr")))
        ledger.add(page, Reading(version="2", article=newer))
        assert [hit.span for hit in ledger.search("mot")] == [Span(0, len(newer.text))]
        assert list(ledger.search("ancien")) == []
        ledger.verify()


@pytest.mark.parametrize("words", ["", "  ", "!!!", "« »", "*", '"'])
def test_nothing_to_search_for(searched: str, words: str) -> None:
    with Ledger.open(searched) as ledger, pytest.raises(SettingsError):
        list(ledger.search(words))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30) | st.text("\"*^:(){}+-' ANDORTNEa«»é\0", max_size=30))
def test_any_words_are_words(searched: str, words: str) -> None:
    with Ledger.open(searched) as ledger:
        try:
            list(ledger.search(words))
        except SettingsError:
            assert not any(char.isalnum() for char in words)
