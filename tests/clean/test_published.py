"""The day of publication: found where the page says it, never where the article speaks of a day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.clean.article import clean_text
from selon.clean.published import from_address, from_given, from_metadata
from selon.languages import load_pack

PACK = load_pack("fr")
BODY = "\n\nLe train a déraillé près de la gare, selon la préfecture.\n\nPersonne n’a été blessé, a dit un porte-parole."


def day_of(text: str, **given: str) -> str | None:
    return clean_text("a", text, pack=PACK, language="fr", **given).published


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Un train déraille\n\nPublié le 18/04/2022", "2022-04-18"),
        ("Un train déraille\n\nPublié le 4 mars 2021 à 11h20", "2021-03-04"),
        ("Un train déraille\n\nPublié le : mardi 1er février 2022", "2022-02-01"),
        ("Un train déraille\n\nPUBLIÉ LE 10-09-2022 À 21H47", "2022-09-10"),
        ("Un train déraille\n\nMis en ligne le 02.06.2019 | Mis à jour le 03.06.2019", "2019-06-02"),
        ("Un train déraille\n\nMis à jour le 11 septembre 2022", "2022-09-11"),
        ("Un train déraille\n\nPar Léa Roux, publié le 3 mai 2020 à 8:15, mis à jour le 4 mai 2020", "2020-05-03"),
        ("Un train déraille\n\nLéa Roux | Publié le 3 mai 2020", "2020-05-03"),
        ("Un train déraille\n\nPublished on November 10, 2022", "2022-11-10"),
        ("Un train déraille\n\nPublié le 18/04/2022 à 9h Les secours sont sur place depuis l’aube.", "2022-04-18"),
        ("Un train déraille\n\n9 novembre 2022", "2022-11-09"),
        ("Un train déraille\n\nJeudi 10 novembre 2022", "2022-11-10"),
        ("Un train déraille\n\n11.11.2022, 17:54", "2022-11-11"),
        ("Un train déraille\n\nLe 06 février 2023 à 10h30", "2023-02-06"),
        ("Un train déraille\n\n29 mai 2012. - Un train de marchandises a quitté la voie.", "2012-05-29"),
        ("Un train déraille\n\n1er novembre 2012. – Un train de marchandises a quitté la voie.", "2012-11-01"),
        ("Un train déraille\n\nNamur, 12 mars 2021 (Belga) - Un train a quitté la voie.", "2021-03-12"),
        ("Un train déraille\n\n(AFP) 12 mars 2021 Un train a quitté la voie.", "2021-03-12"),
        ("Un train déraille\n\nLéa Roux | 12 mars 2021", "2021-03-12"),
        ("Un train déraille\n\nLéa Roux – 12 mars 2021, 18:04", "2021-03-12"),
        ("Un train déraille\n\nRédigé par Léa Roux le 12 mars 2021", "2021-03-12"),
        ("Les informations du mardi 13 septembre 2022", "2022-09-13"),
        ("Le Courrier du Lac - 26 avril 2021 07:19\n\nUn train déraille", "2021-04-26"),
        ("Un train déraille\n\n12/03/2021 18:05 CET | Actualisé 14/03/2021 05:13 CET", "2021-03-12"),
        ("Un train déraille\n\ninformation fournie par Canal 9 • 12/03/2021 à 14:16", "2021-03-12"),
        ("Un train déraille\n\nATS - 12/03/2021 - 15:00", "2021-03-12"),
        (" date 2021-03 https://lac.example/20210312/train-deraille-105.html\n\nUn train déraille", "2021-03-12"),
        ("Voici la traduction en français du texte :\n\nLe Courrier du Lac – 26 avril 2021, 7h19", "2021-04-26"),
        ("Un train déraille\n\nVen. 12 mars 2021", "2021-03-12"),
        ("Un train déraille\n\n12-Mar-2021", "2021-03-12"),
        ("Un train déraille\n\nLéa Roux | 12. 03. 2021", "2021-03-12"),
        ("Un train déraille\n\nPublié dans Le Matin le 12 - 03 - 2021", "2021-03-12"),
        ("Un train déraille\n\nCréé : 12 mars 2021", "2021-03-12"),
        ("Un train déraille\n\nPublié le 12 mars 2021 à 14 h 16 min", "2021-03-12"),
        ("Un train déraille\n\nAFP, publié le vendredi 12 mars 2021 à 14h16", "2021-03-12"),
        ("Un train déraille\n\nle Vendredi 12 Mars 2021 à 14:16 | Lu 345 fois", "2021-03-12"),
        ("Un train déraille\n\n12.03.2021 | 14:16", "2021-03-12"),
        ("Un train déraille\n\nAuthor: Léa Roux\n\nPublished at: 2021-03-12 16:04:39", "2021-03-12"),
        (" date 2022-11 Un train déraille", "2022-11"),
        (" date 2022-11 Un train déraille\n\nPublié le 8 novembre 2022", "2022-11-08"),
        (" date 2022-11 Les informations du mardi 8 novembre 2022", "2022-11-08"),
    ],
)
def test_the_page_says_its_day(head: str, day: str) -> None:
    article = clean_text("a", head + BODY, pack=PACK, language="fr")
    assert article.published == day
    assert article.published_because


@pytest.mark.parametrize(
    "head",
    [
        "Un train déraille",
        "Un train déraille\n\nLe rapport, publié le 12 mars 2021 par l’agence, accuse l’exploitant.",
        "Publié le 12 mars 2021 par l’institut, le rapport accuse l’exploitant.",
        "Publié le 12 mars 2021, le rapport accuse l’exploitant de la ligne.",
        "Un train déraille\n\nL’accident du 12 mars 2021 avait fait trois morts.",
        "Les attentats du 13 novembre 2015 : le procès en direct",
        "La chronologie\n\n24 février 2022\n\nLa Russie attaque.\n\n2 mars 2022\n\nKherson tombe.",
        "La chronologie\n\n24 février 2022 - La Russie attaque.\n\n2 mars 2022 - Kherson tombe.",
        "Un train déraille\n\n24 février 2022 - lecourrier",
        "Un train déraille\n\nPublié le 31/02/2021",
        "Un train déraille\n\nLundi 10 novembre 2022",  # it was a Thursday
        "Un train déraille\n\nPublié le 3 mai 1789",
        "Un train déraille\n\nMardi 18 avril",
        "Un train déraille\n\nVersion 10.11.2022.4",
        "Les attentats du 13 novembre 2015",
        "Paris, 13 novembre 2015",
        "Paris – 13 novembre 2015",
        "Ce qui reste du choc – 13 novembre 2015",
        "Voici la traduction du texte :\n\nParis, 13 novembre 2015",
        "Attentats de Paris – 13 novembre 2015",
    ],
)
def test_a_day_in_the_news_is_not_the_pages_own(head: str) -> None:
    assert day_of(head + BODY) is None


def test_dates_of_other_articles_do_not_count() -> None:
    assert day_of("Un train déraille" + BODY + "\n\nArticles similaires\n\nLe pont rouvre\n\nPublié le 3 mai 2020") is None


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://exemple.org/monde/2023/01/03/titre.html", "2023-01-03"),
        ("https://exemple.org/2023/1/3/titre", "2023-01-03"),
        ("https://exemple.org/titre-2023-01-03", "2023-01-03"),
        ("https://exemple.org/a/20230103/titre", "2023-01-03"),
        ("https://exemple.org/titre_20230103.html", "2023-01-03"),
        ("https://exemple.org/2022/11/titre", "2022-11"),
        ("https://exemple.org/crue-13-05-2022.html", "2022-05-13"),
        ("https://exemple.org/crue-05-05-2022", "2022-05-05"),
        ("https://exemple.org/crue-05-04-2022", None),  # the month may come first
        ("https://exemple.org/crue-113-05-2022", None),
        ("https://exemple.org/article/20231399-titre", None),
        ("https://exemple.org/123456789/2022", None),
        ("https://exemple.org/titre?date=2023-01-03", None),
        ("https://[exemple", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url: str | None, edtf: str | None) -> None:
    found = from_address(url)
    assert (found.edtf if found else None) == edtf


def test_a_given_day_wins_over_all_others() -> None:
    text = "Un train déraille\n\nPublié le 18/04/2022" + BODY
    assert day_of(text, published="2022-04", url="https://exemple.org/2022/04/19/x") == "2022-04"


def test_a_label_wins_over_the_address() -> None:
    assert day_of("Un train déraille\n\nPublié le 18/04/2022" + BODY, url="https://exemple.org/2022/04/19/x") == "2022-04-18"


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2022-11-10", "2022-11-10"),
        ("2022-11", "2022-11"),
        ("2022-11-10T23:59:00Z", "2022-11-10"),
        ("10/11/2022", "2022-11-10"),
        ("hier", None),
        ("", None),
        (None, None),
    ],
)
def test_a_given_day_in_any_usual_form(value: str | None, edtf: str | None) -> None:
    found = from_given(value, PACK)
    assert (found.edtf if found else None) == edtf


def test_metadata_without_a_whole_day_is_passed_over() -> None:
    fields = [("meta date", "1970-01-01T00:00:00Z"), ("meta pubdate", "mai"), ("meta dc.date", "2021-05-04T23:30:00+02:00")]
    found = from_metadata(fields, PACK)
    assert found is not None
    assert (found.edtf, found.because) == ("2021-05-04", "the page's metadata, meta dc.date")


@given(st.text(alphabet="0123456789/.- :Publiéle mars\n(AFP)", max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_day_or_none(text: str) -> None:
    day = day_of(text)
    assert day is None or len(day) in (4, 7, 10)
