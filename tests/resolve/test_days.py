"""From expression to EDTF: what an article knows of its own day, the reasons given, and that every value is EDTF."""

from __future__ import annotations

import re

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.model import Article, Date
from selon.read.calendar import day_bounds
from selon.read.dates import read_dates
from selon.read.sentences import split_sentences
from selon.resolve.days import resolve_days

FR = load_pack("fr")
POINT = r"(?:\d{4}|\d{3}X|\d{2}XX)(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-2[1-4])?~?"
EDTF = re.compile(rf"{POINT}(?:/(?:{POINT}|\.\.))?$|\.\./{POINT}$")
PARTS = [
    "le 3 mai", "le 29 février", "mardi", "lundi prochain", "2022", "du 30 au 2 mars", "la nuit de lundi à mardi", "la nuit du Nouvel An",
    "hier", "la veille", "depuis", "avant", "Pâques", "il y a neuf cents ans", "il y a 99 ans", "dans 999 jours", "l’an dernier",
    "fin 1999", "le 31/12", "le 30 et 1er juin", "entre mai et janvier", "de 2010 à 2003", "cet hiver", "les années 80", "second semestre",
    "trois derniers mois", "12 prochains siècles", "deux dernières semaines", "900 dernières années", "la première semaine de mars",
    "le dernier jour de février", "la seconde quinzaine de mai", "le cinquième lundi de juin", "la semaine du 1er janvier",
    "le week-end du 3 mai", "il y a 0 an et demi", "dans deux ans et demi", "il y a deux siècles", "ce siècle", "la décennie précédente",
    "deux jours après le vote", "le mardi suivant", "le 3 mai précédent", "cette nuit-là", "lundi en quinze", "des années 1950 à 1980",
    "neuf premiers mois de 2011", "les 3, 4 et 5 mai", "de lundi à 8h jusqu'à 9h jeudi", "l’été dernier", "le 12 octobre 74", "de 2019 au 3 mai",
    "ce week-end", "l’année suivante", "le mois précédent", "a dit", "aura lieu", ".", ",", "\n",
]  # fmt: skip


def resolve(text: str, published: str | None = None) -> list[Date]:
    article = Article(id="a", text=text, language="fr", published=published)
    return resolve_days(read_dates(article, split_sentences(article, FR), FR), article, FR)


def edtf(text: str, published: str | None = None) -> list[str | None]:
    return [found.edtf for found in resolve(text, published)]


def test_undated_page_guesses_nothing() -> None:
    found = resolve("Il est mort jeudi, après le 24 février, et depuis 2014 rien n’a changé.")
    assert [date.edtf for date in found] == [None, None, "2014/.."]
    assert found[0].because == "a Thursday needs a day to count from, and the page has no date"


@pytest.mark.parametrize("published", ["2022", "hier", "", "2022-13-45", "0000-01-01", "2022-02-30"])
def test_odd_publication_dates_do_no_harm(published: str) -> None:
    assert edtf("Il est mort jeudi.", published) == [None]


def test_month_gives_the_year_and_a_weekday_beside_its_one_day() -> None:
    assert edtf("Arrivé le 9 novembre, il part jeudi.", "2022-11") == ["2022-11-09", "2022-11-10"]
    assert edtf("Arrivé le 9 novembre, il part jeudi, au plus tard le 24 novembre.", "2022-11") == ["2022-11-09", None, "../2022-11-24"]


def test_post_dates_a_weekday_only_in_the_month_of_the_page() -> None:
    post = "Quel drame — Ana (@ana_essai) 8 novembre 2022\n\nLe maire a parlé jeudi."
    assert edtf(post, "2022-11") == ["2022-11-08", "2022-11-10"]
    assert edtf(post, "2022-12") == ["2022-11-08", None]
    assert edtf(post) == ["2022-11-08", None]


def test_dateline_stands_for_the_publication_day() -> None:
    assert edtf("3 mai 2021. - Un car a versé hier.") == ["2021-05-03", "2021-05-02"]
    assert edtf("Un car a versé hier, comme le 3 mai 2021 à Lyon.") == [None, "2021-05-03"]


def test_publication_day_stands_above_the_dateline() -> None:
    assert edtf("3 mai 2021. - Un car a versé hier.", "2021-05-10") == ["2021-05-03", "2021-05-09"]


def test_the_only_year_of_an_undated_page() -> None:
    assert edtf("Le 5 mars 2021, la mer montait. Le 7 mars, elle baissait.") == ["2021-03-05", "2021-03-07"]
    assert edtf("Le 5 mars 2021, la mer montait. En 1953 aussi. Le 7 mai, elle baissait.") == ["2021-03-05", "1953", None]
    assert edtf("Le 5 mars 2021, la mer montait. En 1953 aussi. Le 7 mars, elle baissait.") == ["2021-03-05", "1953", "2021-03-07"]


def test_weekday_chooses_the_year() -> None:
    assert edtf("Le samedi 31 décembre, il a neigé.", "2023-06-01") == ["2022-12-31"]


def test_because_names_the_day_it_counts_from() -> None:
    assert resolve("Il est mort mardi.", "2023-08-24")[0].because == "the latest Tuesday up to 2023-08-24; the page is dated 2023-08-24"


def test_unresolved_day_gives_no_day_to_count_from() -> None:
    assert edtf("Arrivée mardi. La veille, elle dormait.", "2022-11") == [None, None]


def test_story_of_an_earlier_year_goes_on() -> None:
    story = "Le 1er juin 2009, un car tombe. Le 4 juin, on le relève."
    assert edtf(story, "2021-05-12") == ["2009-06-01", "2009-06-04"]
    assert edtf(f"{story} Mercredi, la cour a tranché. Le 4 juillet, on avait plaidé.", "2021-05-12")[-1] == "2020-07-04"
    assert edtf("Élue le 30 mars 2014. Le 8 mai, elle est partie.", "2021-05-12") == ["2014-03-30", "2021-05-08"]
    assert edtf("Le 30 décembre 2014, il neige. Le 2 janvier, il gèle.", "2021-05-12")[-1] == "2015-01-02"


def test_event_is_no_day_but_may_open_the_article() -> None:
    assert edtf("Trois jours après le séisme, on cherche.", "2023-08-24") == ["2023-08-24"]
    assert edtf("Il est parti trois jours après le séisme.", "2023-08-24") == []
    assert edtf("Le 3 mai, il a plu. Trois jours après le séisme, on cherchait. La veille, rien.", "2023-08-24") == ["2023-05-03", None]


def test_forward_steps_need_a_day_of_the_text() -> None:
    assert edtf("La veille, il dormait.", "2023-08-24") == ["2023-08-23"]
    assert edtf("Le lendemain, il dormait.", "2023-08-24") == [None]
    assert edtf("Lundi, il courait. Dix jours plus tard, il a dormi.", "2023-08-24") == ["2023-08-21", None]


def test_windows_leave_out_the_present_unit() -> None:
    windows = ["trois prochains jours", "deux prochaines semaines", "trois prochains mois", "deux prochaines années", "deux prochaines décennies"]
    assert [edtf(f"D'ici les {window}.", "2023-08-24")[0] for window in windows] == [
        "../2023-08-27",
        "../2023-09-10",
        "../2023-11",
        "../2025",
        "../2043",
    ]
    assert edtf("D'ici les trois prochains mois.", "2023-08") == [None]


def test_pieces_of_a_month() -> None:
    pieces = ["première semaine", "dernière semaine", "cinquième semaine", "première quinzaine", "dernier jour", "troisième lundi"]
    assert [edtf(f"la {piece} de février 2024")[0] for piece in pieces] == [
        "2024-02-05/2024-02-11",
        "2024-02-26/2024-03-03",
        None,
        "2024-02-01/2024-02-15",
        "2024-02-29",
        "2024-02-19",
    ]


def test_last_season_is_over() -> None:
    assert [edtf("l’été dernier", day)[0] for day in ("2023-08-24", "2023-10-24")] == ["2022-22", "2023-22"]
    assert edtf("l’hiver dernier", "2023-01-10") == ["2021-24"]


def test_leap_day() -> None:
    assert edtf("le 29 février dernier", "2023-03-10") == ["2020-02-29"]
    assert edtf("le 29 février 2023") == [None]


def test_ends_of_the_calendar() -> None:
    assert edtf("demain", "9999-12-31") == [None]
    assert edtf("avant-hier et il y a 99 ans", "0001-01-01") == [None, None]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join),
    st.sampled_from([None, "2023-08-24", "2022-11", "2020", "2024-02-29", "0001-01-01", "9999-12-31"]),
)
def test_every_value_is_edtf_with_a_reason(text: str, published: str | None) -> None:
    for found in resolve(text, published):
        assert found.because
        assert found.rule == "dates/1"
        if found.edtf is not None:
            assert EDTF.match(found.edtf), found.edtf
            for end in found.edtf.split("/"):  # by itself: the parser breaks on `../201X`, which is EDTF
                assert end == ".." or parse_edtf(end)
            first, last = day_bounds(found.edtf)
            assert first is None or last is None or first <= last
