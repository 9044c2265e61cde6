"""`selon fetch` and `selon follow` from the command line to the ledger, over real HTTP on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import real_files
from selon.cli import main
from selon.ledger import Ledger
from selon.model import Page
from web_site import Site, gives, redirects


def page(day: int, words: str) -> bytes:
    return (
        f'<html lang="fr"><head><title>{words}</title><meta property="article:published_time" content="2023-02-{day:02}T08:00:00Z"></head><body>'
        f"<article><h1>{words}</h1><p>Selon la préfecture de Lisse, {day} personnes ont été blessées mardi dans l’effondrement du pont, "
        "et les secours cherchent encore plusieurs disparus dans les eaux du fleuve.</p></article></body></html>"
    ).encode()


def feed(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Fil</title>{"".join(items)}</channel></rss>'.encode()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with Site().running() as running:
        monkeypatch.setenv("SELON_FETCH_LOOPBACK_PORT", str(running.port))
        monkeypatch.setenv("SELON_FETCH_INTERVAL_S", "0")
        running.answers["/pont"] = gives(page(7, "Un pont s’effondre à Lisse"), etag='"v1"')
        running.answers["/greve"] = gives(page(9, "Une grève ferme le port de Lisse"))
        yield running


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def pages(ledger: Path) -> list[Page]:
    with Ledger.open(ledger) as book:
        return sorted(book.pages(), key=lambda page: page.source)


def test_fetched_pages_are_in_the_ledger_with_their_evidence(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "a.db"
    site.answers["/court"] = redirects("/pont")
    assert run("fetch", site.url("/court"), site.url("/greve"), "--ledger", ledger) == 0
    assert capsys.readouterr().out == "2 added, 0 already there, 0 skipped, 0 failed\n"
    assert [(page.source, page.url) for page in pages(ledger)] == [
        (site.url("/court"), site.url("/pont")), (site.url("/greve"), site.url("/greve")),
    ]  # fmt: skip
    assert pages(ledger)[0].content == page(7, "Un pont s’effondre à Lisse")
    assert len(list((tmp_path / "a.captures").glob("*.warc.gz"))) == 1
    assert run("verify", "--ledger", ledger) == 0
    with Ledger.open(ledger) as book:
        told = [entry.what for entry in book.log() if entry.what != "schema"]
    # Pages that are read quickly go in together, each behind its capture.
    assert sorted(told) == sorted(["capture", "page", "reading", "derived"] * 2)
    assert all(told[:at].count("capture") > told[:at].count("page") for at, kind in enumerate(told) if kind == "page")
    assert [kind for kind in told if kind != "capture"] == ["page", "reading", "derived"] * 2


def test_a_page_that_is_there_changes_nothing(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "a.db"
    run("fetch", site.url("/pont"), "--ledger", ledger)
    site.answers["/pont"] = gives(b"", status=304)
    capsys.readouterr()
    assert run("fetch", site.url("/pont"), "--ledger", ledger) == 0
    assert capsys.readouterr().out == "0 added, 1 already there, 0 skipped, 0 failed\n"
    assert site.headers[-1]["if-none-match"] == '"v1"'
    assert run("verify", "--ledger", ledger) == 0


def test_each_failure_is_named_and_stops_nothing(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/image"] = gives(b"\x89PNG\r\n\x1a\n")
    site.answers["/fil"] = gives(feed())
    refused = ["/absent", "/image", "/fil"]
    urls = [*map(site.url, refused), "http://10.0.0.1/", "http://169.254.169.254/", "file:///etc/passwd", site.url("/pont")]
    assert run("fetch", *urls, "--ledger", tmp_path / "a.db") == 1
    told = capsys.readouterr()
    assert told.out == "1 added, 0 already there, 0 skipped, 6 failed\n"
    lines = told.err.splitlines()
    assert [line.startswith(url) for line, url in zip(lines, urls, strict=False)] == [True] * 6
    for line, why in zip(lines, ("404", "image/png", "selon follow", "private", "link-local", "http://"), strict=True):
        assert why in line


def test_a_feed_is_followed_and_only_what_is_new_is_fetched(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "a.db"
    items = [
        f"<item><link>{site.url('/pont')}</link><pubDate>Sun, 05 Feb 2023 10:00:00 GMT</pubDate></item>",
        "<item><title>sans adresse</title></item>",
        "<item><link>http://192.168.0.1/admin</link></item>",
    ]
    site.answers["/fil.xml"] = gives(feed(*items), kind="application/rss+xml", etag='"f1"')
    assert run("follow", site.url("/fil.xml"), "--ledger", ledger) == 1
    told = capsys.readouterr()
    assert told.out == "1 added, 0 already there, 1 skipped (1 feed entry without an address), 1 failed\n"
    assert "192.168.0.1" in told.err
    assert [(page.url, page.published) for page in pages(ledger)] == [(site.url("/pont"), "2023-02-05")]

    site.asked.clear()
    site.answers["/fil.xml"] = gives(feed(f"<item><link>{site.url('/greve')}#haut</link></item>", *items[:1]), kind="text/xml")
    assert run("follow", site.url("/fil.xml"), "--ledger", ledger) == 0
    assert site.asked == ["/robots.txt", "/fil.xml", "/greve"]
    assert capsys.readouterr().out == "1 added, 1 already there, 0 skipped, 0 failed\n"

    # What `follow` brought is the same page when it is fetched by its address.
    assert run("fetch", site.url("/pont"), "--ledger", ledger) == 0
    assert capsys.readouterr().out == "0 added, 1 already there, 0 skipped, 0 failed\n"


def test_an_unchanged_feed_still_brings_what_a_stopped_run_left(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger, missing = tmp_path / "a.db", site.answers.pop("/greve")
    item = f"<item><link>{site.url('/greve')}</link></item>"
    site.answers["/fil.xml"] = gives(feed(item), kind="text/xml", etag='"f1"')
    assert run("follow", site.url("/fil.xml"), "--ledger", ledger) == 1
    site.answers |= {"/fil.xml": gives(b"", status=304), "/greve": missing}
    assert run("follow", site.url("/fil.xml"), "--ledger", ledger) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 added, 0 already there, 0 skipped, 0 failed"


def test_a_long_feed_is_cut_and_says_so(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_FETCH_MAX_ENTRIES", "1")
    site.answers["/fil.xml"] = gives(feed(*(f"<item><link>{site.url(path)}</link></item>" for path in ("/pont", "/greve", "/x"))), kind="text/xml")
    assert run("follow", site.url("/fil.xml"), "--ledger", tmp_path / "a.db") == 0
    assert "1 added, 0 already there, 2 skipped (2 feed entry beyond fetch_max_entries)" in capsys.readouterr().out


def test_a_changed_record_is_found(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "a.db"
    run("fetch", site.url("/pont"), "--ledger", ledger)
    [archive] = (tmp_path / "a.captures").glob("*.warc.gz")
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-30] + bytes(30))
    assert run("verify", "--ledger", ledger) == 3
    assert "capture selon-" in capsys.readouterr().err
    archive.write_bytes(whole)
    assert run("verify", "--ledger", ledger) == 0
    (tmp_path / "a.captures").rename(tmp_path / "elsewhere")
    assert run("verify", "--ledger", ledger) == 0
    assert "1 records of fetched pages were not compared" in capsys.readouterr().err
    assert run("verify", "--ledger", ledger, "--captures", tmp_path / "elsewhere") == 0


def test_without_an_address_nothing_happens(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fetch") == 2
    assert run("follow") == 2


def test_the_captures_can_be_added_as_any_web_archive(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "a.db"
    run("fetch", site.url("/pont"), "--ledger", ledger)
    capsys.readouterr()
    assert run("add", tmp_path / "a.captures", "--ledger", ledger) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 added, 1 already there")
    assert run("add", tmp_path / "a.captures", "--ledger", tmp_path / "b.db") == 0
    assert [page.id for page in pages(tmp_path / "b.db")] == [page.id for page in pages(ledger)]


def test_a_pdf_is_fetched_and_read(site: Site, tmp_path: Path) -> None:
    ledger = tmp_path / "a.db"
    site.answers["/rapport"] = gives(real_files.pdf(), kind="application/octet-stream")
    assert run("fetch", site.url("/rapport"), "--ledger", ledger) == 0
    [page] = pages(ledger)
    assert (page.media_type, [told.field for told in page.came_with]) == ("application/pdf", ["captured"])
