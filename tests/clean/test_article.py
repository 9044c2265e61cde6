"""Pages of every kind become articles: what is article and what is not, title, day, outlet, and the way back to the bytes."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.clean.article import clean_page, clean_text
from selon.clean.text import page_text
from selon.errors import NotText, PageError, UnknownLanguage
from selon.languages import load_pack
from selon.model import Article, Page, Span

PACK = load_pack("fr")
PARAGRAPHS = (
    "Le séisme de magnitude 6,2 qui a frappé mardi la province de l’Est a fait au moins 41 morts, selon un bilan provisoire du gouverneur.",
    "« Nous cherchons encore des survivants », a déclaré le chef des secours, qui parle de quelque 300 maisons détruites dans la vallée.",
    "L’institut de géophysique situe l’épicentre à 12 km de la ville de Mira, à une profondeur de 10 km. Des répliques ont été ressenties.",
    "Le gouvernement a décrété l’état d’urgence et demandé l’aide de ses voisins, qui ont promis d’envoyer des équipes dès mercredi matin.",
)
HEAD = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Séisme - Le Journal</title>
<meta property="og:title" content="Séisme dans l’Est : au moins 41 morts"><meta property="og:site_name" content="Le Journal">
<meta property="article:published_time" content="2021-03-09T18:20:00+01:00"><link rel="canonical" href="https://journal.example/seisme">
</head><body>"""
MENU = '<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>'
ARTICLE = "<main><article><h1>Séisme dans l’Est&nbsp;: au moins 41 morts</h1><p>" + "</p>\n<p>".join(PARAGRAPHS) + "</p>"
REST = """<p>Lire aussi : notre carte des séismes</p><div class="share"><a>Partager</a> <a>Tweeter</a></div></article>
<aside><h2>Articles similaires</h2><ul><li><a href="/a">La bourse monte encore</a></li></ul></aside></main>
<footer><p>Mentions légales</p><p>© 2021 Le Journal</p></footer></body></html>"""


def page(source: str | bytes, media_type: str = "text/html", **more: Any) -> Page:
    content = source if isinstance(source, bytes) else source.encode()
    return Page(sha256=hashlib.sha256(content).hexdigest(), source="pages/a", content=content, media_type=media_type, **more)


def kept(article: Article) -> list[str]:
    lines, at = [], 0
    for mark in (*article.boilerplate, Span(len(article.text), len(article.text))):
        lines += article.text[at : mark.start].splitlines()
        at = mark.end
    return [line.strip() for line in lines if line.strip()]


def test_an_html_page_keeps_its_title_and_paragraphs_and_marks_the_rest() -> None:
    article = clean_page(page(HEAD.format(lang="fr") + MENU + ARTICLE + REST), packs=[PACK])
    assert kept(article) == ["Séisme dans l’Est\xa0: au moins 41 morts", *PARAGRAPHS]
    marked = [mark.of(article.text) for mark in article.boilerplate]
    for words in (
        "Accueil",
        "Sport",
        "Lire aussi : notre carte des séismes",
        "Partager Tweeter",
        "Articles similaires",
        "Mentions légales",
        "© 2021 Le Journal",
    ):
        assert words in marked


def test_what_the_page_says_of_itself() -> None:
    given = page(HEAD.format(lang="fr") + MENU + ARTICLE + REST)
    article = clean_page(given, packs=[PACK])
    assert article.title is not None
    assert article.title.of(article.text) == "Séisme dans l’Est\xa0: au moins 41 morts"
    assert (article.published, article.published_because) == ("2021-03-09", "the page's metadata, meta article:published_time")
    assert (article.outlet, article.url, article.language) == ("Le Journal", "https://journal.example/seisme", "fr")
    assert article.id == given.sha256[:16]
    assert clean_page(given, packs=[PACK], id="p1").id == "p1"
    assert clean_page(given, packs=[PACK]) == article


def test_what_came_along_with_the_page_goes_first() -> None:
    given = page(HEAD.format(lang="fr") + ARTICLE + REST, url="https://miroir.example/1", published="2021-03-08", language="fr")
    article = clean_page(given, packs=[PACK])
    assert (article.url, article.published) == ("https://miroir.example/1", "2021-03-08")


def test_the_theme_may_declare_another_language_than_the_text() -> None:
    assert clean_page(page(HEAD.format(lang="en-US") + ARTICLE + REST), packs=[PACK]).language == "fr"


def test_json_ld_and_the_line_below_the_title_give_the_day() -> None:
    told = '{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2020-02-03", "publisher": {"name": "Écho"}}]}'
    linked = f'<script type="application/ld+json">{told}</script>'
    article = clean_page(page(f"<html><head>{linked}</head><body>{ARTICLE}"), packs=[PACK])
    assert (article.published, article.published_because, article.outlet) == (
        "2020-02-03",
        "the page's metadata, JSON-LD datePublished",
        "Écho",
    )
    below = ARTICLE.replace("</h1>", "</h1><div class='meta'><span>Publié le 4 mars 2020 à 9h</span></div>")
    article = clean_page(page(f"<html><body><div>jeudi 1 octobre 2026</div>{below}"), packs=[PACK])
    assert article.published == "2020-03-04"


def test_a_page_without_a_recognisable_article_is_judged_by_its_words() -> None:
    article = clean_page(page("<p>Trois morts dans la crue de la Loire, selon le préfet.<p>Partager", language="fr"), packs=[PACK])
    assert kept(article) == ["Trois morts dans la crue de la Loire, selon le préfet."]


@pytest.mark.parametrize("written_as", ["latin-1", "cp1252", "utf-16", "utf-8-sig", "utf-8"])
def test_every_word_leads_back_to_the_bytes(written_as: str) -> None:
    source = "<html><body><h1>Le s&eacute;isme</h1><p>Déjà 41 morts à Mira,  dit l'armée.</p></body></html>"
    content = source.encode(written_as)
    told = page_text(page(content))
    assert told.text == "Le séisme\nDéjà 41 morts à Mira, dit l'armée."
    for words, written in (("séisme", "s&eacute;isme"), ("Déjà 41", "Déjà 41"), ("Mira, dit", "Mira,  dit")):
        at = told.text.index(words)
        place = told.byte_span(Span(at, at + len(words)), content)
        plain = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(written_as, written_as)
        assert content[place.start : place.end] == written.encode(plain)


def test_plain_text_is_never_changed() -> None:
    text = "\t Le pont a cédé\r\n\r\nDeux morts\u2028selon l’armée.\x0b\x1b \u202f\r"
    assert page_text(page(text, "text/plain")).text == text
    assert clean_text("a", text, pack=PACK, language="fr").text == text


@pytest.mark.parametrize(
    ("source", "media_type", "says"),
    [
        ("<html><body><script>var a</script></body></html>", "text/html", "shows no text"),
        (b"texte\0\0\1\2\3" * 20, "text/plain", "binary"),
        ("x" * 2000, "text/plain", "line of 2,000 characters"),
        ("<p>" + "x " * 1000, "text/html", "line of 1,999 characters"),
    ],
)
def test_what_is_no_article_is_refused(source: str | bytes, media_type: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_LINE_CHARS", "1500")
    with pytest.raises(NotText, match=says) as raised:
        clean_page(page(source, media_type), packs=[PACK])
    assert raised.value.page == "pages/a"


def test_a_long_line_in_a_given_text_is_refused() -> None:
    with pytest.raises(NotText, match="a7: has a line of 1,000,001 characters"):
        clean_text("a7", "x" * 1_000_001, pack=PACK, language="fr")


def test_a_page_in_an_unknown_language_is_refused() -> None:
    english = "<p>Firefighters evacuated two buildings overnight and three people were injured, the local authorities said on Monday."
    with pytest.raises(UnknownLanguage, match="pages/a: is written in 'en'"):
        clean_page(page(english), packs=[PACK])


def test_the_outlet_is_the_host_where_nothing_better_is_known() -> None:
    assert clean_text("a", "Rien.", pack=PACK, url="https://www.exemple.org:8080/a").outlet == "exemple.org"
    assert clean_text("a", "Rien.", pack=PACK, url="http://[").outlet is None
    assert clean_text("a", "", pack=PACK).outlet is None


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div hidden>",
                "</div>",
                "<article>",
                "<h1>",
                "<table>",
                "<td>",
                "Le maire a dit que non. ",
                "<a href=x>",
                "&#0;",
                "<!--",
                "été\x01 ",
            ]
        )
    ).map("".join)
)
@settings(max_examples=60, deadline=None)
def test_any_markup_gives_an_article_or_an_error(source: str) -> None:
    try:
        article = clean_page(page(source, language="fr"), packs=[PACK])
    except PageError:
        return
    assert [mark.of(article.text).strip() for mark in article.boilerplate if not mark.of(article.text).strip()] == []


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 30_000 + "<p>" + PARAGRAPHS[0],
        "<table>" + "<tr><td>" * 60_000 + PARAGRAPHS[0],
        '<script type="application/ld+json">' + "[" * 60_000 + "</script><p>" + PARAGRAPHS[0],
        "<p>" + "</p><p>".join(PARAGRAPHS * 1200),
        "<p " + "a=b " * 60_000 + ">" + PARAGRAPHS[0],
    ],
    ids=["deep", "wide", "json", "long", "attributes"],
)
def test_a_hostile_page_takes_bounded_time(source: str) -> None:
    began = time.monotonic()
    assert PARAGRAPHS[0] in clean_page(page(source, language="fr"), packs=[PACK]).text
    assert time.monotonic() - began < 30


def test_a_thousand_pages_a_minute() -> None:
    text = "Titre du jour\n\nPublié le 4 mars 2021\n\n" + "\n\n".join(PARAGRAPHS * 5)
    began = time.monotonic()
    for n in range(50):
        clean_text(str(n), text, pack=PACK)
    # 0.06 s a page is the target for text pages; a tenth of it is usual.
    assert time.monotonic() - began < 50 * 0.06
