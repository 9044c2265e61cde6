"""WARC and WACZ: the responses of a crawl; damage is named, and the others are read."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import brotli
import pytest

import real_files
from found_files import found_in, pages_of, told
from real_files import CAPTURED, OTHER, STORY, Story
from selon.collect.found import Skipped
from selon.errors import Damaged, PageError, TooLarge
from selon.model import Page


def test_an_archive_of_a_crawl_gives_its_responses_and_counts_the_rest(tmp_path: Path) -> None:
    found = found_in(tmp_path, "a.warc.gz", real_files.warc())
    pages = pages_of(found)
    assert [page.url for page in pages] == [STORY.url, OTHER.url]
    assert pages[0].source == f"{tmp_path / 'a.warc.gz'}#{STORY.url}"
    assert pages[0].content == real_files.html()
    assert told(pages[0]) == {"captured": (CAPTURED, "the web archive's WARC-Date")}
    assert Counter(item.reason for item in found if isinstance(item, Skipped)) == {
        "warcinfo record of a web archive": 1,
        "request record of a web archive": 2,
        "metadata record of a web archive": 2,
        "revisit record of a web archive": 1,
        "HTTP status 404": 1,
        "PNG picture": 1,
        "robots.txt": 1,
    }


def test_the_charset_of_the_answer_goes_before_what_the_page_says(tmp_path: Path) -> None:
    headers = [("Content-Type", "text/html; charset=windows-1251")]
    archive = real_files.warc(
        Story("Новости", ("Председатель сказал: сорок человек.",)),
        body=lambda story: real_files.html(story, encoding="utf-8", declares=False).decode().replace("’", "'").encode("cp1251", "replace"),
        headers=headers,
    )
    (page, *_) = pages_of(found_in(tmp_path, "a.warc.gz", archive))
    assert page.media_type == "text/html; charset=windows-1251"
    from selon.clean.text import page_text

    assert "Председатель сказал: сорок человек." in page_text(page).text


@pytest.mark.parametrize("compressed", [True, False])
def test_a_record_that_was_changed_is_named_and_the_others_are_read(tmp_path: Path, compressed: bool) -> None:
    headers = [("Content-Type", "text/html; charset=utf-8")]
    plain = real_files.warc(compressed=False, headers=headers)
    changed = plain.replace(b"41 morts, selon", b"14 morts, selon")
    assert changed != plain
    if compressed:
        changed = b"".join(gzip.compress(b"WARC/1.1\r\n" + record, mtime=0) for record in changed.split(b"WARC/1.1\r\n")[1:])
    found = found_in(tmp_path, "a.warc.gz" if compressed else "a.warc", changed)
    (error,) = [item for item in found if isinstance(item, PageError)]
    assert isinstance(error, Damaged)
    assert error.page.endswith(f"#{STORY.url}")
    assert "WARC-Block-Digest" in error.reason
    assert [item.url for item in found if isinstance(item, Page)] == [OTHER.url]


@pytest.mark.parametrize("compressed", [True, False])
def test_damage_in_an_archive_is_named_and_the_next_record_is_found(tmp_path: Path, compressed: bool) -> None:
    content = real_files.warc(STORY, OTHER, compressed=compressed, headers=[("Content-Type", "text/html")])
    middle = len(content) // 5
    noise = b"\x1f\x8b\x08WARC/1.1\r\n\r\nxyz" * 10
    found = found_in(tmp_path, "a.warc.gz", content[:middle] + noise + content[middle:]) if compressed else []
    if not compressed:
        place = content.index(b"WARC/1.1", 300)
        found = found_in(tmp_path, "a.warc", content[:place] + b"garbage\r\n" + content[place:])
    assert any(isinstance(item, Damaged) and "is damaged at byte" in item.reason for item in found)
    assert OTHER.url in [item.url for item in found if isinstance(item, Page)]


@pytest.mark.parametrize("compressed", [True, False])
def test_an_archive_that_was_cut_off_says_so_wherever_the_cut_is(tmp_path: Path, compressed: bool) -> None:
    content = real_files.warc(STORY, compressed=compressed)
    begins = [n for n in range(len(content)) if content.startswith(b"\x1f\x8b\x08" if compressed else b"WARC/1.1", n)]
    missed = []
    for cut in range(60, len(content) - 5, 37):
        found = found_in(tmp_path, "a.warc.gz" if compressed else "a.warc", content[:cut])
        at_a_record = any(begin - 4 <= cut <= begin for begin in begins)  # as whole as any file
        if not at_a_record and not any(isinstance(item, Damaged) for item in found):
            missed.append(cut)
    assert missed == []


def test_a_response_over_the_limit_is_named_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "5000")
    big = STORY._replace(paragraphs=STORY.paragraphs * 40)
    found = found_in(tmp_path, "a.warc.gz", real_files.warc(big, OTHER))
    (error,) = [item for item in found if isinstance(item, PageError)]
    assert isinstance(error, TooLarge)
    assert error.page.endswith(f"#{STORY.url}")
    assert [item.url for item in found if isinstance(item, Page)] == [OTHER.url]


def test_chunks_of_the_transfer_are_put_together(tmp_path: Path) -> None:
    def chunked(story: Story) -> bytes:
        content = real_files.html(story)
        return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (content[:100], content[100:])) + b"0\r\n\r\n"

    headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
    (page,) = pages_of(found_in(tmp_path, "a.warc.gz", real_files.warc(STORY, body=chunked, headers=headers)))
    assert page.content == real_files.html()


def test_of_a_wacz_only_its_web_archives_are_opened(tmp_path: Path) -> None:
    found = found_in(tmp_path, "a.wacz", real_files.wacz())
    assert [page.url for page in pages_of(found)] == [STORY.url, OTHER.url]
    assert pages_of(found)[0].source == f"{tmp_path / 'a.wacz'}#archive/data.warc.gz#{STORY.url}"
    assert Counter(item.reason for item in found if isinstance(item, Skipped))["part of a WACZ that is no web archive"] == 3


def brotli_answer(content: bytes) -> bytes:
    return real_files.warc(STORY, body=lambda story: content, headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "br")))


def test_a_response_packed_with_brotli_is_unpacked(tmp_path: Path) -> None:
    packed = pages_of(found_in(tmp_path, "a.warc.gz", brotli_answer(brotli.compress(real_files.html()))))
    kept = pages_of(found_in(tmp_path, "b.warc.gz", brotli_answer(real_files.html())))  # a crawler that unpacked it and kept the header
    assert [page.content for page in packed] == [page.content for page in kept] == [real_files.html()]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (brotli.compress(real_files.html())[:-9], Damaged),
        (b"\x00nothing", Damaged),
        (brotli.compress(b" " * 60_000_000), TooLarge),
    ],
    ids=["cut off", "no Brotli", "a bomb"],
)
def test_brotli_that_cannot_be_unpacked_is_named(tmp_path: Path, content: bytes, error: type[PageError]) -> None:
    assert [type(item) for item in found_in(tmp_path, "a.warc.gz", brotli_answer(content)) if isinstance(item, PageError)] == [error]
