"""RSS and Atom feeds: bytes in, entries out. Nothing is fetched here, and no entity outside the bytes is opened."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from selon.errors import NotText

# No published feed comes near; feedparser's time grows with the number of entries and tags.
_MAX_TAGS = 400_000
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[", re.I)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed; what it does not say is None.

    `link` is the whole address of the article; `published` its day in EDTF, in UTC where the feed names a zone; `content` the article's HTML
    or text as far as the feed holds it, `summary` what stands in its place else.
    """

    link: str | None
    title: str | None
    published: str | None
    author: str | None
    content: str | None
    summary: str | None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's title, language (as declared) and entries, in its order. `damaged` says what was wrong with its mark-up, None for nothing."""

    title: str | None
    language: str | None
    damaged: str | None
    entries: tuple[Entry, ...]


def read_feed(content: bytes, *, page: str, base: str | None = None) -> Feed:
    """The entries of a feed.

    Args:
        content: The feed's bytes, RSS of any version or Atom.
        page: Its file or address, for errors.
        base: The address that it came from: links may be relative to it.

    Raises:
        NotText: It is no feed, declares entities of its own (a way to blow up a reader's memory), or has tags without measure.
    """
    _refuse_bombs(content, page)
    import feedparser

    parsed: Any = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.get("entries"):
        raise NotText(page, "is no RSS or Atom feed", "give the address of the feed; a page's own address goes to `selon fetch`")
    return Feed(
        title=_words(parsed.feed.get("title")),
        language=_words(parsed.feed.get("language")),
        damaged=_words(str(parsed.get("bozo_exception"))) if parsed.get("bozo") else None,
        # RSS knows no day of the last change: what the library calls so there is `dc:date`.
        entries=tuple(_entry(entry, base, "updated_parsed" if parsed.version.startswith("rss") else "created_parsed") for entry in parsed.entries),
    )


def _entry(entry: Any, base: str | None, second_date: str) -> Entry:
    return Entry(
        link=_link(entry.get("link") or _permalink(entry), base),
        title=_words(unescape(entry.get("title") or "")),
        published=_day(entry["published_parsed"] if "published_parsed" in entry else entry.get(second_date)),
        author=_words(unescape(entry.get("author") or "")),
        content=max(_parts(entry.get("content") or ()), default=None, key=len),
        summary=entry.get("summary") or None,
    )


def _parts(parts: Iterable[Any]) -> list[str]:
    return [part["value"] for part in parts if part.get("value")]


def _permalink(entry: Any) -> str | None:
    return entry.get("id") if entry.get("guidislink") else None


def _link(written: str | None, base: str | None) -> str | None:
    """The address of a page, None for what is none (`javascript:`, `mailto:`, a bare name without a base)."""
    if not written or not written.strip():
        return None
    try:
        whole = urljoin(base or "", written.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") else None
    except ValueError:
        return None


def _day(parsed: Any) -> str | None:
    try:
        return date(*parsed[:3]).isoformat() if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None


def _words(value: str | None) -> str | None:
    return " ".join(value.split())[:500] or None if value else None


def _refuse_bombs(content: bytes, page: str) -> None:
    if _DOCTYPE.search(content[:4096]):
        raise NotText(page, "declares entities of its own, which no feed needs", "ask the site for a plain feed")
    if content.count(b"<") > _MAX_TAGS:
        raise NotText(page, f"has more than {_MAX_TAGS:,} tags, as no feed does", "ask the site for a shorter feed")
