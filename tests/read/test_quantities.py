from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.model import Article, Quantity, Span
from selon.read.draft import Line
from selon.read.numbers import Number
from selon.read.quantities import read_quantities
from selon.read.refusals import Refusals
from selon.read.sentences import split_sentences

PACK = load_pack("fr")


def read(text: str, boilerplate: tuple[Span, ...] = ()) -> list[Quantity]:
    article = Article(id="a", text=text, language="fr", boilerplate=boilerplate)
    return read_quantities(article, split_sentences(article, PACK), PACK)


def test_ids_follow_the_text_over_sentences() -> None:
    found = read("Le feu a fait 12 morts. On compte 40 blessés.\nDeux ponts sont coupés.")
    assert [q.id for q in found] == ["q1", "q2", "q3"]
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)


def test_spans_are_of_the_page_and_not_of_the_sentence() -> None:
    text = "Rien.\nPuis quelque 2\u202f000 soldats russes sont arrivés."
    (quantity,) = read(text)
    assert quantity.span.of(text) == "quelque 2\u202f000 soldats russes"
    assert quantity.noun == "soldats russes"


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_every_space_parts_thousands(space: str) -> None:
    (quantity,) = read(f"Il y avait 45{space}300 spectateurs.")
    assert quantity.low == quantity.high == 45300


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_both_apostrophes(apostrophe: str) -> None:
    (quantity,) = read(f"Plus d{apostrophe}un millier d{apostrophe}immeubles sont tombés.")
    assert (quantity.low, quantity.high, quantity.unit) == (1000, None, "building")


def test_words_without_accents_are_read() -> None:
    (quantity,) = read("Pres de 30 blesses sont arrives.")
    assert (quantity.of, quantity.modality) == ("wounded", "approximate")


def test_boilerplate_is_not_read() -> None:
    text = "40 partages\nLe feu a fait 12 morts."
    assert [q.low for q in read(text, (Span(0, 11),))] == [12]


def test_a_shared_noun_names_its_rule() -> None:
    first, second = read("Au moins 1 498 personnes sont mortes et 8 533 ont été blessées.")
    assert (first.rule, second.rule) == ("number-noun/1", "shared-noun/1")
    assert second.noun == "personnes"


def test_a_noun_is_not_shared_across_paragraphs() -> None:
    assert len(read("Le feu a fait 12 morts.\n8 533 ont été vus.")) == 1


def test_every_quantity_has_a_rule() -> None:
    assert all(q.rule.endswith("/1") for q in read("Entre 5 et 10 morts, 3 km, magnitude 7,8, un soldat est mort."))


HOSTILE = [
    "1 " * 50_000,
    "1," * 50_000,
    "1-" * 50_000,
    "9" * 100_000,
    "1.000" * 20_000,
    "de 1 " * 20_000,
    "dont 3 " * 14_000,
    "«" * 100_000,
    " " * 100_000,
    "un " * 33_000,
    "quatre-vingt-" * 8_000,
    "entre 1 et " * 9_000,
    "plus de " * 12_000,
    "et demi " * 12_000,
    "celui des " * 10_000,
    "ils sont 12 " * 8_000,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_line_is_read_in_time(hostile: str) -> None:
    started = time.process_time()
    read(hostile)
    # Two seconds on a free machine; the work itself is counted below.
    assert time.process_time() - started < 5


@pytest.mark.parametrize("words", ["1 ", "de 1 ", "12 morts, ", "1,", "22 des 27 pays "])
def test_the_numbers_read_of_one_sentence_are_bounded(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    shape = Refusals.shape

    def counted(self: Refusals, line: Line, number: Number, *, measured: bool) -> str | None:
        seen.append(number.span.start)
        return shape(self, line, number, measured=measured)

    monkeypatch.setattr(Refusals, "shape", counted)
    read(words * 10_000)
    assert len(seen) == 1000


_PIECES = st.sampled_from(
    [
        "12",
        "2 000",
        "1,5",
        "deux",
        "des milliers",
        "une trentaine",
        "millions",
        "de",
        "d'",
        "et",
        "à",
        "entre",
        "plus de",
        "au moins",
        "morts",
        "blessés",
        "soldats",
        "km²",
        "%",
        "€",
        "$",
        "ans",
        "heures",
        "h",
        "ont été tués",
        "en",
        "dont",
        "contre",
        "le nombre de",
        "les",
        "-",
        ",",
        ".",
        "(",
        ")",
        "[",
        "]",
        "«",
        "»",
        "\n",
        "\u202f",
        "’",
        "magnitude",
        "mai",
        "autres",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    found = read(text)
    for quantity in found:
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.unit
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    assert found == read(text)
