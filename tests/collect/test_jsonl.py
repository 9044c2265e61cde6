"""A bad line of a JSON Lines file is named by file and number; the others are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.collect.files import collect_paths
from selon.collect.jsonl import read_articles
from selon.errors import NotText, PageError, TooLarge, Unreachable
from selon.model import Page
from selon.wire import GivenArticle

GOOD = {"id": "a", "text": "Le barrage a cédé.\r\nDeux morts.", "url": None, "published": "2019-05-01", "lang": "fr", "event": "ignored"}


def written(tmp_path: Path, *lines: str | bytes) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    return path


def test_a_good_line_is_read_as_it_stands(tmp_path: Path) -> None:
    (given,) = read_articles(written(tmp_path, json.dumps(GOOD)))
    assert given == GivenArticle(id="a", text="Le barrage a cédé.\r\nDeux morts.", published="2019-05-01", lang="fr")


@pytest.mark.parametrize(
    "bad",
    [
        '{"id": "b", "text": "coupé',
        '{"id": "b"}',
        '{"id": 7, "text": "nombre"}',
        '["b", "liste"]',
        '{"id": "b", "text": "   "}',
        '{"id": "a", "text": "le même nom"}',
        b'{"id": "b", "text": "\xe9t\xe9"}',
        '{"id": "b", "text": "\\ud800"}',
        '{"id": "b", "text": "x", "more": ' + "[" * 200_000 + "]" * 200_000 + "}",
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, bad: str | bytes) -> None:
    path = written(tmp_path, json.dumps(GOOD), "", bad, json.dumps({**GOOD, "id": "c"}))
    first, error, last = read_articles(path)
    assert isinstance(first, GivenArticle)
    assert isinstance(last, GivenArticle)
    assert isinstance(error, NotText)
    assert error.page == f"{path}:3"
    assert error.reason
    assert error.advice


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "300")
    long = json.dumps({"id": "b", "text": "x" * 3_000_000})
    path = written(tmp_path, json.dumps(GOOD), long, json.dumps({**GOOD, "id": "c"}))
    first, error, last = read_articles(path)
    assert isinstance(error, TooLarge)
    assert (error.page, error.size, error.limit) == (f"{path}:2", len(long) + 1, 300)
    assert isinstance(first, GivenArticle)
    assert isinstance(last, GivenArticle)


def test_a_file_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    (error,) = read_articles(tmp_path / "absent.jsonl")
    assert isinstance(error, Unreachable)


def test_a_byte_order_mark_and_windows_line_breaks_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n" + json.dumps({**GOOD, "id": "b"}).encode() + b"\r\n")
    assert [given.id for given in read_articles(path) if isinstance(given, GivenArticle)] == ["a", "b"]


def test_in_a_folder_each_line_is_a_page(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(GOOD), "faux", json.dumps({**GOOD, "url": "https://exemple.org/a"}))
    first, error, last = collect_paths([tmp_path])
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(error, PageError)
    assert first.content.decode() == GOOD["text"]
    assert (first.source, error.page, last.source) == (f"{path}:1", f"{path}:2", f"{path}:3")
    assert (first.published, first.language, last.url) == ("2019-05-01", "fr", "https://exemple.org/a")
