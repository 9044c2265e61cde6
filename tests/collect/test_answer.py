from __future__ import annotations

import pytest

from selon.collect.answer import media_type_of
from selon.errors import NotText

HTML_PAGE = "<!doctype html><html><p>Été".encode()
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
FEED = b"<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>"


@pytest.mark.parametrize(
    ("declared", "content", "kind"),
    [
        ("text/html", HTML_PAGE, "text/html"),
        ("text/html; charset=utf-8", b"<p>Un fragment</p>", "text/html"),
        ("TEXT/HTML ;charset=utf-8", b"<p>x", "text/html"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>", "text/html"),
        ("text/plain", HTML_PAGE, "text/html"),
        ("text/plain", "Une dépêche.".encode("latin-1"), "text/plain"),
        ("text/plain", "Une dépêche.".encode("utf-16"), "text/plain"),
        (None, HTML_PAGE, "text/html"),
        (None, b"Une ligne.", "text/plain"),
        ("application/octet-stream", b"Une ligne.", "text/plain"),
        ("application/octet-stream", b"%PDF-1.7\n", "application/pdf"),
        ("text/html", b"%PDF-1.7\n", "application/pdf"),
        ("application/rss+xml", FEED, "application/xml"),
        ("text/html", FEED, "application/xml"),
    ],
)
def test_the_content_says_what_it_is(declared: str | None, content: bytes, kind: str) -> None:
    assert media_type_of(declared, content, page="http://a.test/") == kind


@pytest.mark.parametrize(
    ("declared", "content", "why"),
    [
        ("text/html", PNG, "calls itself text/html and is image/png"),
        ("text/html", b"PK\x03\x04rest", "application/zip"),
        ("text/plain", b"\x7fELF\x02", "x-executable"),
        ("text/plain", bytes(range(1, 32)) * 100, "no text"),
        ("image/png", PNG, "image/png"),
        ("image/jpeg", HTML_PAGE, "calls itself image/jpeg"),
        ("application/json", b'{"a": 1}', "application/json"),
        ("application/pdf", b"not one", "application/pdf"),
        (None, b"\x00\x01\x02\x03" * 99, "nothing"),
        ("text/html", b" \r\n ", "is empty"),
    ],
)
def test_what_is_no_page_is_refused_by_its_content_and_by_its_name(declared: str | None, content: bytes, why: str) -> None:
    with pytest.raises(NotText, match=why):
        media_type_of(declared, content, page="http://a.test/")
