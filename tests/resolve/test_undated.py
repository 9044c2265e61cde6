"""A page without a day is bounded by what it tells as past, with the reason; it is never given one."""

from __future__ import annotations

from hashlib import sha256

import pytest

from selon.clean.article import clean_page, clean_text
from selon.model import Page, Told
from selon.pipeline import Reader

READER = Reader("fr")


def bounds(text: str, published: str | None = None) -> tuple[str | None, str | None, str | None]:
    article = READER.read(clean_text("a", text, pack=READER.pack, published=published, language="fr")).article
    return article.published, article.published_between, article.published_because


@pytest.mark.parametrize(
    ("text", "between", "words"),
    [
        ("Le barrage a cédé le 3 mai 2021, et le procès s’est ouvert en mars 2023 à Lyon.", "2023-03-01/..", "mars 2023"),
        ("La grève a duré du 4 au 9 juin 2020, selon le syndicat.", "2020-06-09/..", "du 4 au 9 juin 2020"),
        ("En 2019, l’usine avait déjà fermé ses portes.", "2019-01-01/..", "2019"),
    ],
)
def test_the_latest_past_day_bounds_the_page(text: str, between: str, words: str) -> None:
    published, found, because = bounds(text)
    assert (published, found) == (None, between)
    assert because is not None
    assert because.endswith(f"it tells of {words} as past")


@pytest.mark.parametrize("text", ["Le scrutin aura lieu le 12 mai 2031.", "Samedi soir, la digue a cédé.", "La digue a cédé le 3 mai.", "Rien."])
def test_what_is_to_come_or_not_written_out_bounds_nothing(text: str) -> None:
    assert bounds(text) == (None, None, None)


def page(text: str, captured: str) -> Page:
    content = text.encode()
    told = (Told("captured", captured, "the web archive's WARC-Date"),)
    return Page(sha256=sha256(content).hexdigest(), source="a.warc#1", content=content, media_type="text/plain", language="fr", came_with=told)


@pytest.mark.parametrize(
    ("text", "between", "because"),
    [
        ("La digue a cédé le 3 mai 2021.", "2021-05-03/2021-06-01", "it tells of 3 mai 2021 as past; it was captured on 2021-06-01 ("),
        ("La digue a cédé hier, selon le préfet.", "../2021-06-01", "the page does not say its day; it was captured on 2021-06-01 ("),
        ("La digue a cédé le 3 mai 2031.", "../2021-06-01", "the page does not say its day; it was captured on 2021-06-01 ("),
    ],
)
def test_a_page_appeared_before_it_was_captured(text: str, between: str, because: str) -> None:
    article = READER.read(clean_page(page(text, "2021-06-01T22:10:00Z"), packs=[READER.pack])).article
    assert (article.published, article.published_between) == (None, between)
    assert article.published_because is not None
    assert because in article.published_because


def test_a_capture_that_is_no_moment_bounds_nothing() -> None:
    article = READER.read(clean_page(page("La digue a cédé hier, selon le préfet.", "un mardi"), packs=[READER.pack])).article
    assert (article.published_between, article.published_because) == (None, None)


def test_days_counted_from_an_undated_page_have_no_value_even_between_bounds() -> None:
    reading = READER.read(clean_page(page("La digue a cédé le 3 mai 2021. Hier, le préfet est venu.", "2021-06-01T22:10:00Z"), packs=[READER.pack]))
    assert [date.edtf for date in reading.dates] == ["2021-05-03", None]
    assert "it appeared in 2021-05-03/2021-06-01" in reading.dates[1].because


def test_a_dated_page_needs_no_bounds() -> None:
    assert bounds("Le barrage a cédé le 3 mai 2021.", "2021-05-04")[:2] == ("2021-05-04", None)


def test_a_day_that_is_counted_from_the_page_says_what_is_known_of_it() -> None:
    text = "Le barrage a cédé le 3 mai 2021. Hier, le préfet a parlé aux habitants."
    dates = READER.read(clean_text("a", text, pack=READER.pack, language="fr")).dates
    assert [date.edtf for date in dates] == ["2021-05-03", None]
    assert "it appeared in 2021-05-03/.." in dates[1].because
