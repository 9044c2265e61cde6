"""A page without a day is bounded by what it tells as past, with the reason; it is never given one."""

from __future__ import annotations

import pytest

from selon.clean.article import clean_text
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


def test_a_dated_page_needs_no_bounds() -> None:
    assert bounds("Le barrage a cédé le 3 mai 2021.", "2021-05-04")[:2] == ("2021-05-04", None)


def test_a_day_that_is_counted_from_the_page_says_what_is_known_of_it() -> None:
    text = "Le barrage a cédé le 3 mai 2021. Hier, le préfet a parlé aux habitants."
    dates = READER.read(clean_text("a", text, pack=READER.pack, language="fr")).dates
    assert [date.edtf for date in dates] == ["2021-05-03", None]
    assert "it appeared in 2021-05-03/.." in dates[1].because
