"""What an HTML page says of itself outside its text, each with the name of the field that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from selon.clean.saved_pages import Saved, saved_from
from selon.model import Told

# Best first; a field further down is often the theme's or the last change's.
_PUBLISHED_FIELDS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "publish-date", "publish_date",
    "publication_date", "pubdate", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_TITLE_FIELDS = ("og:title", "twitter:title", "dc.title", "title")
_OUTLET_FIELDS = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
_AUTHOR_FIELDS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "twitter:creator")
_TRANSLATED_FIELDS = ("translator", "x-translated-by", "translated-by", "dc.contributor.translator")
# What browsers write into a page that they have translated.
_TRANSLATED_CLASSES = frozenset(("translated-ltr", "translated-rtl"))
_WRAPPED = re.compile(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)?[\s;]*$")
_LANGUAGE_FIELDS = ("content-language", "og:locale", "dc.language", "language")
_PUBLISHED_TIMES = "//time[@datetime][@pubdate or contains(@itemprop, 'datePublished') or contains(@class, 'publish')]"
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|WebPage)$")
_MAX_JSON_DEPTH = 6
_MAX_VALUE_CHARS = 500


class PageMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's own metadata says: title, author, outlet, language, url, captured, translated, each at most once and with the field that says so;
    `published` as (field, value) pairs, best first; `late` likewise, for what counts only where the text does not say its day."""

    told: tuple[Told, ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    late: tuple[tuple[str, str], ...] = ()

    def value(self, field: str) -> str | None:
        """What is said of that name, None for nothing."""
        return next((told.value for told in self.told if told.field == field), None)


Candidates = Iterator[tuple[str, str | None]]


def read_metadata(source: str) -> PageMetadata:
    """The metadata of a decoded HTML page: `<meta>`, JSON-LD, `<link rel=canonical>`, `<html lang>`, `<time>`.

    Broken mark-up gives what is left of it, a page without any mark-up nothing.
    """
    from lxml import etree, html

    try:
        # Bytes, since lxml refuses a text that declares an encoding of its own.
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return PageMetadata()
    meta = _meta(tree)
    comments = (comment.text or "" for comment in tree.getroottree().xpath("//comment()"))
    page = _Described(tree, meta, tuple(_json_ld(tree)), tuple(saved_from(comments, meta)))
    told = [(field, next(((because, value) for because, value in given(page) if value), None)) for field, given in _FIELDS.items()]
    return PageMetadata(
        told=tuple(Told(field, found[1], f"the page's metadata, {found[0]}") for field, found in told if found and found[1]),
        published=tuple((field, value) for field, value in _published(page) if value),
    )


class _Described(NamedTuple):
    """Where a page describes itself: its tree, its `<meta>` fields, the article's descriptions in JSON-LD, and what saved it."""

    tree: Any
    meta: dict[str, str]
    linked: tuple[dict[str, Any], ...]
    saved: tuple[Saved, ...]

    def fields(self, names: Iterable[str]) -> Candidates:
        return ((f"meta {name}", self.meta.get(name)) for name in names)

    def items(self, key: str) -> Candidates:
        return ((f"JSON-LD {key}", _text(item.get(key))) for item in self.linked)

    def names(self, key: str) -> Candidates:
        """The names of whom a key names, as one text."""
        return ((f"JSON-LD {key}", ", ".join(_names(item.get(key))) or None) for item in self.linked)


def _titles(page: _Described) -> Candidates:
    yield from page.fields(_TITLE_FIELDS)
    yield from page.items("headline")
    yield "title", _text(page.tree.findtext(".//title"))


def _outlets(page: _Described) -> Candidates:
    yield from page.fields(_OUTLET_FIELDS)
    yield from page.names("publisher")


def _authors(page: _Described) -> Candidates:
    yield from page.names("author")
    yield from ((field, value) for field, value in page.fields(_AUTHOR_FIELDS) if value and not _address(value))
    yield from (("link rel=author", _text(link.text_content())) for link in page.tree.xpath("//a[@rel='author']"))


def _languages(page: _Described) -> Candidates:
    yield "html lang", _text(page.tree.get("lang"))
    yield from page.fields(_LANGUAGE_FIELDS)
    yield from page.items("inLanguage")


def _addresses(page: _Described) -> Candidates:
    canonical = next((link.get("href") for link in page.tree.xpath("//link[@rel='canonical'][@href]")), None)
    yield "link rel=canonical", _address(canonical)
    yield "meta og:url", _address(page.meta.get("og:url"))
    yield from ((because, _address(value)) for because, value in page.items("url"))
    yield from ((saved.because, _address(saved.url)) for saved in page.saved)


def _captures(page: _Described) -> Candidates:
    return ((saved.because, saved.captured) for saved in page.saved)


def _translated(page: _Described) -> Candidates:
    """Signs that a machine or a person has translated the page."""
    classes = (page.tree.get("class") or "").split()
    yield "html class", next((name for name in classes if name in _TRANSLATED_CLASSES), None)
    yield from page.fields(_TRANSLATED_FIELDS)
    yield from page.names("translator")
    yield from page.names("translationOfWork")


def _published(page: _Described) -> Candidates:
    for item in page.linked:
        yield from ((f"JSON-LD {key}", _text(item.get(key))) for key in ("datePublished", "dateCreated"))
    yield from page.fields(_PUBLISHED_FIELDS)
    yield from (("time datetime", time.get("datetime")) for time in page.tree.xpath(_PUBLISHED_TIMES))


_FIELDS = {
    "title": _titles,
    "author": _authors,
    "outlet": _outlets,
    "language": _languages,
    "url": _addresses,
    "captured": _captures,
    "translated": _translated,
}


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = _text(element.get("content"))
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The descriptions of an article in the page's JSON-LD; what can't be read is left out."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            # Not strict: many pages break their lines within a text.
            described = json.loads(_WRAPPED.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _dicts(described) if _ARTICLE_TYPE.search(str(item.get("@type", "")).strip("[]'\" ")))


def _dicts(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _MAX_JSON_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        yield from _dicts(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _dicts(item, depth + 1)


def _names(value: Any) -> Iterator[str]:
    """The names of people or bodies, as a text, an object with a name, or a list of either."""
    for item in value if isinstance(value, list) else [value]:
        told = _text(item.get("name") or item.get("url")) if isinstance(item, dict) else _text(item)
        if told:
            yield told


def _address(value: str | None) -> str | None:
    return value if value and re.match(r"https?://[^\s<>\"]+$", value) else None


def _text(value: Any) -> str | None:
    return " ".join(value.split())[:_MAX_VALUE_CHARS] or None if isinstance(value, str) else None
