"""JSON: the list of articles in a file, as lines or as one document."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_files
from found_files import found_in, pages_of, told
from real_files import OTHER, STORY
from selon.collect.files import collect_paths
from selon.collect.found import Skipped
from selon.errors import NotText


def test_json_lines_take_named_keys_too(tmp_path: Path) -> None:
    content = b'{"headline": "Titre", "articleBody": "Le pont a c\xc3\xa9d\xc3\xa9.", "link": "https://a.example/"}\n'
    (page,) = pages_of(found_in(tmp_path, "a.jsonl", content))
    assert (page.content.decode(), page.url) == ("Le pont a cédé.", "https://a.example/")
    assert told(page) == {"title": ("Titre", "the column 'headline'")}


def test_a_json_file_gives_its_list_of_articles(tmp_path: Path) -> None:
    pages = pages_of(found_in(tmp_path, "reponse.json", real_files.json_list()))
    assert [page.source.rsplit("#")[-1] for page in pages] == ["1", "2"]
    assert [page.url for page in pages] == [STORY.url, OTHER.url]
    bare = pages_of(found_in(tmp_path, "liste.json", b'[{"corps": "Une crue.", "lien": "https://a.example/1"}, 3]'))
    assert [(page.content, page.url) for page in bare] == [(b"Une crue.", "https://a.example/1")]


def test_json_lines_that_are_called_json_are_read_as_lines(tmp_path: Path) -> None:
    assert len(pages_of(found_in(tmp_path, "a.json", real_files.json_lines()))) == 2


def test_json_without_articles_is_passed_over_in_a_folder_and_named_where_asked_for(tmp_path: Path) -> None:
    (named,) = found_in(tmp_path, "package.json", b'{"name": "site", "scripts": {"build": "make"}}')
    assert isinstance(named, NotText)
    assert list(collect_paths([tmp_path])) == [Skipped(str(tmp_path / "package.json"), "JSON without articles")]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a": 1', b"\xff\xfe{", b"bonjour"])
def test_what_is_no_json_is_named(tmp_path: Path, content: bytes) -> None:
    (error,) = found_in(tmp_path, "a.json", content)
    assert isinstance(error, NotText)
