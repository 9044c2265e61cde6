"""What a page says of itself outside its text, each with the field that says so."""

from __future__ import annotations

import pytest

import real_files
from real_files import STORY
from selon.clean.article import clean_page
from selon.clean.metadata import read_metadata
from selon.collect.found import page_of
from selon.languages import load_pack


def told(head: str, html: str = "<html lang='fr'>") -> dict[str, tuple[str, str]]:
    metadata = read_metadata(f"<!doctype html>{html}<head>{head}</head><body><p>Bonjour</p></body></html>")
    return {item.field: (item.value, item.because.removeprefix("the page's metadata, ")) for item in metadata.told}


@pytest.mark.parametrize(
    ("head", "field", "value", "because"),
    [
        ("<title>Un titre</title>", "title", "Un titre", "title"),
        ("<meta property='og:title' content='Un titre'><title>Autre</title>", "title", "Un titre", "meta og:title"),
        ("<meta name='author' content='Anne Morel'>", "author", "Anne Morel", "meta author"),
        ("<meta property='og:site_name' content='La Gazette'>", "outlet", "La Gazette", "meta og:site_name"),
        ("<link rel='canonical' href='https://a.example/b'>", "url", "https://a.example/b", "link rel=canonical"),
        ("<meta property='og:url' content='https://a.example/b'>", "url", "https://a.example/b", "meta og:url"),
        ("<meta name='translator' content='DeepL'>", "translated", "DeepL", "meta translator"),
    ],
)
def test_each_field_is_found_with_its_reason(head: str, field: str, value: str, because: str) -> None:
    assert told(head)[field] == (value, because)


LINKED = (
    '{"@type": ["NewsArticle"], "headline": "Un titre", "author": [{"name": "A"}, "B"], "publisher": {"name": "P"}, "datePublished": "2021-03-09"}'
)


@pytest.mark.parametrize(
    "script",
    [
        LINKED,
        f"<!-- {LINKED} -->",
        f"//<![CDATA[\n{LINKED}\n//]]>",
        f"{LINKED};",
        f'{{"@graph": [{LINKED}]}}',
        LINKED.replace("Un titre", "Un\ntitre"),
    ],
    ids=["plain", "in a comment", "in CDATA", "with a semicolon", "in a graph", "with a line break in a text"],
)
def test_json_ld_is_read_as_pages_write_it(script: str) -> None:
    found = told(f"<script type='application/ld+json'>{script}</script>")
    assert found["title"] == ("Un titre", "JSON-LD headline")
    assert (found["author"], found["outlet"]) == (("A, B", "JSON-LD author"), ("P", "JSON-LD publisher"))


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '{"@type": "NewsArticle", "author": ' + "[" * 5000 + "]" * 5000 + "}", "null", '"x"'])
def test_json_ld_that_is_none_does_no_harm(script: str) -> None:
    assert told(f"<title>T</title><script type='application/ld+json'>{script}</script>")["title"] == ("T", "title")


def test_an_address_is_no_author_and_a_script_no_address() -> None:
    found = told("<meta property='article:author' content='https://a.example/x'><link rel='canonical' href='javascript:alert(1)'>")
    assert not {"author", "url"} & set(found)


def test_a_page_that_a_browser_translated_is_marked() -> None:
    source = real_files.html().replace(b'<html lang="fr">', b'<html lang="fr" class="js translated-ltr">')
    article = clean_page(page_of("a", source, "text/html"), packs=[load_pack("fr")])
    assert article.translated
    assert not clean_page(page_of("a", real_files.html(), "text/html"), packs=[load_pack("fr")]).translated


def test_an_article_has_title_author_site_day_and_address_with_their_reasons() -> None:
    article = clean_page(page_of("a", real_files.html(), "text/html"), packs=[load_pack("fr")])
    fields = {item.field: (item.value, item.because) for item in article.told}
    assert fields["author"] == (STORY.author, "the page's metadata, JSON-LD author")
    assert fields["outlet"] == (STORY.outlet, "the page's metadata, JSON-LD publisher")
    assert fields["url"] == (STORY.url, "the page's metadata, link rel=canonical")
    assert (article.published, article.published_because) == ("2021-03-09", "the page's metadata, JSON-LD datePublished")
    assert article.title is not None
    assert article.title.of(article.text) == STORY.title


@pytest.mark.parametrize(
    ("mark", "url", "captured"),
    [
        ("<!-- saved from url=(0033)https://gazette.example/a?b=1&c=2 -->", "https://gazette.example/a?b=1&c=2", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://gazette.example/a \n saved date: Fri Mar 03 2023 10:15:00 GMT+0100 (hiver)\n-->",
            "https://gazette.example/a", "2023-03-03T10:15:00+01:00",
        ),
        (
            "<!-- Mirrored from gazette.example/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 03 Mar 2023 09:15:00 GMT -->",
            "http://gazette.example/a.html", "2023-03-03T09:15:00+00:00",
        ),
        (
            '<meta name="savepage-url" content="https://gazette.example/a"><meta name="savepage-date" content="Fri Mar 03 2023 10:15:00 GMT+0100">',
            "https://gazette.example/a", "2023-03-03T10:15:00+01:00",
        ),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        ("<!-- Page saved with SingleFile\n url: https://gazette.example/a\n saved date: hier -->", "https://gazette.example/a", None),
    ],
)  # fmt: skip
def test_what_the_program_that_saved_a_page_wrote_into_it(mark: str, url: str | None, captured: str | None) -> None:
    before, inside = ("", mark) if mark.startswith("<meta") else (mark, "")
    told = read_metadata(f"<!DOCTYPE html>{before}<html><head>{inside}<title>Mira</title></head><body><p>Le pont a cédé.</p></body></html>")
    assert (told.value("url"), told.value("captured")) == (url, captured)


def test_what_the_page_says_of_its_address_wins_over_what_saved_it() -> None:
    page = '<!-- saved from url=(0025)https://cache.example/a --><html><head><link rel="canonical" href="https://gazette.example/a"></head></html>'
    assert read_metadata(page).value("url") == "https://gazette.example/a"
