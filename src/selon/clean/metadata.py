"""What an HTML page says of itself outside its text, each with the name of the field that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

# Best first; a field further down is often the theme's or the last change's.
_PUBLISHED_FIELDS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "publish-date", "publish_date",
    "publication_date", "pubdate", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_TITLE_FIELDS = ("og:title", "twitter:title", "dc.title", "title")
_OUTLET_FIELDS = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
_LANGUAGE_FIELDS = ("content-language", "og:locale", "dc.language", "language")
_PUBLISHED_TIMES = "//time[@datetime][@pubdate or contains(@itemprop, 'datePublished') or contains(@class, 'publish')]"
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|WebPage)$")
_MAX_JSON_DEPTH = 6
_MAX_VALUE_CHARS = 500


class PageMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """Title, outlet, language and address as the page gives them, else None; `published` as (field, value) pairs, best first."""

    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    published: tuple[tuple[str, str], ...] = ()


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
    linked = list(_json_ld(tree))
    published = [(f"JSON-LD {key}", _text(item.get(key))) for item in linked for key in ("datePublished", "dateCreated")]
    published += [(f"meta {field}", meta.get(field)) for field in _PUBLISHED_FIELDS]
    published += [("time datetime", time.get("datetime")) for time in tree.xpath(_PUBLISHED_TIMES)]
    publishers = [publisher for item in linked for publisher in _dicts(item.get("publisher"))]
    return PageMetadata(
        title=_first([*map(meta.get, _TITLE_FIELDS), *(_text(item.get("headline")) for item in linked), _text(tree.findtext(".//title"))]),
        outlet=_first([*map(meta.get, _OUTLET_FIELDS), *(_text(publisher.get("name")) for publisher in publishers)]),
        language=_first([_text(tree.get("lang")), *map(meta.get, _LANGUAGE_FIELDS), *(_text(item.get("inLanguage")) for item in linked)]),
        url=_address(_first(link.get("href") for link in tree.xpath("//link[@rel='canonical']")) or meta.get("og:url")),
        published=tuple((field, value) for field, value in published if value),
    )


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
            described = msgspec.json.decode((script.text or "").strip())
        except (msgspec.DecodeError, RecursionError, UnicodeError):
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


def _address(value: str | None) -> str | None:
    return value if value and re.match(r"https?://[^\s<>\"]+$", value) else None


def _text(value: Any) -> str | None:
    return " ".join(value.split())[:_MAX_VALUE_CHARS] or None if isinstance(value, str) else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
