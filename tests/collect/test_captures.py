from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from selon.clean.text import page_text
from selon.collect.captures import LIST, Captured, Captures, changed_places
from selon.collect.fetch import Fetcher, Limits
from selon.collect.pace import Pace
from selon.errors import NotText, Unreachable
from web_site import Site, gives, redirects

LIMITS = Limits(interval_s=0, max_wait_s=5, connect_timeout_s=2, read_timeout_s=2, total_timeout_s=5, max_redirects=3, max_bytes=100_000)
PAGE = "<html><body><p>La préfète a fermé le pont de Lisse mardi.</p></body></html>".encode("latin-1")


def visit(site: Site, folder: Path, path: str = "/a") -> tuple[Captured, bytes | None]:
    with Captures(folder) as captures:
        capture = Fetcher(captures.keep, limits=LIMITS, pace=Pace(0), loopback_port=site.port).fetch(site.url(path), conditional=captures.conditional)
        item = captures.take(capture)
        return item, capture.content if capture.content is not None else captures.content(item)


def records(folder: Path) -> list[tuple[str, str, bytes]]:
    """Type, address and raw content of every record, in the order of the files."""
    found = []
    for path in sorted(folder.glob("*.warc.gz"), key=lambda path: path.stat().st_mtime_ns):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", record.raw_stream.read()))
    return found


def test_every_exchange_is_a_record_that_other_tools_read(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(PAGE, mtime=0)
    site.answers |= {"/a": redirects("/b"), "/b": gives(packed, kind="text/html; charset=ISO-8859-1", content_encoding="gzip", etag='"v1"')}
    item, content = visit(site, tmp_path)
    assert content == PAGE
    assert (item.asked, item.url, item.redirects, item.etag) == (site.url("/a"), site.url("/b"), (site.url("/a"),), '"v1"')
    responses = [(url.removeprefix(site.root), body) for kind, url, body in records(tmp_path) if kind == "response"]
    assert responses == [("/robots.txt", b""), ("/a", b""), ("/b", packed)]
    assert [kind for kind, _, _ in records(tmp_path)] == ["warcinfo"] + ["response", "request"] * 3


def test_the_charset_that_the_site_names_is_the_page_s(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = gives("Поліція закрила міст".encode("koi8-u"), kind="text/plain; charset=KOI8-U")
    item, content = visit(site, tmp_path)
    page = item.page(content or b"")
    assert (page.media_type, page_text(page).text) == ("text/plain; charset=koi8-u", "Поліція закрила міст")
    assert (page.source, page.url) == (site.url("/a"), site.url("/a"))


def test_an_unchanged_page_comes_out_of_the_archive(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = gives(PAGE, last_modified="Tue, 03 Jan 2023 08:00:00 GMT")
    first, _ = visit(site, tmp_path)
    site.answers["/a"] = gives(b"", status=304)
    again, content = visit(site, tmp_path)
    assert (again, content) == (first, PAGE)
    assert site.headers[-1]["if-modified-since"] == "Tue, 03 Jan 2023 08:00:00 GMT"
    assert [kind for kind, url, _ in records(tmp_path) if url.endswith("/a")] == ["response", "request", "revisit", "request"]


@pytest.mark.parametrize("harm", ["gone", "other bytes", "list gone", "list cut"])
def test_what_is_damaged_is_fetched_anew(site: Site, tmp_path: Path, harm: str) -> None:
    site.answers["/a"] = gives(PAGE, etag='"v1"')
    visit(site, tmp_path)
    [archive] = tmp_path.glob("*.warc.gz")
    if harm == "gone":
        archive.unlink()
    elif harm == "other bytes":
        archive.write_bytes(archive.read_bytes()[::-1])
    elif harm == "list gone":
        (tmp_path / LIST).unlink()
    else:
        (tmp_path / LIST).write_bytes((tmp_path / LIST).read_bytes()[:-20])
    item, content = visit(site, tmp_path)
    assert content == PAGE
    assert "if-none-match" not in site.headers[-1]
    with Captures(tmp_path) as captures:
        assert captures.content(item) == PAGE


def test_a_changed_page_is_another_capture(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = gives(PAGE, etag='"v1"')
    first, _ = visit(site, tmp_path)
    site.answers["/a"] = gives(PAGE.replace(b"mardi", b"jeudi"), etag='"v2"')
    second, content = visit(site, tmp_path)
    assert first.sha256 != second.sha256
    assert b"jeudi" in (content or b"")
    assert site.headers[-1]["if-none-match"] == '"v1"'


def test_what_is_no_page_is_kept_and_not_listed(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = gives(b"\x89PNG\r\n\x1a\n", kind="text/html")
    with pytest.raises(NotText):
        visit(site, tmp_path)
    assert [body for kind, url, body in records(tmp_path) if kind == "response" and url.endswith("/a")] == [b"\x89PNG\r\n\x1a\n"]
    assert (tmp_path / LIST).read_bytes() == b""


def test_changed_records_are_found(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = gives(PAGE)
    with Captures(tmp_path) as captures:
        capture = Fetcher(captures.keep, limits=LIMITS, pace=Pace(0), loopback_port=site.port).fetch(site.url("/a"))
        place = captures.place(capture)
    noted = [(str(place), place.sha256)]
    assert list(changed_places(tmp_path, noted)) == []
    archive = tmp_path / place.file
    content = bytearray(archive.read_bytes())
    content[place.offset + 40] ^= 1
    archive.write_bytes(content)
    assert list(changed_places(tmp_path, noted)) == [str(place)]
    archive.unlink()
    assert list(changed_places(tmp_path, [*noted, ("nonsense", "")])) == [str(place), "nonsense"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreachable, match="--captures"):
        Captures(tmp_path / "file" / "captures")
