"""Files and folders become pages in a fixed order; what can't be read is named, with its reason, and the others are read."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import tempfile
import warnings
from collections import Counter
from pathlib import Path

import pytest

from selon.collect.files import collect_paths, read_page
from selon.collect.found import Skipped
from selon.errors import Damaged, NotText, PageError, TooLarge, Unreachable
from selon.model import Page

TEXT = "Le pont a été fermé.\n"


def collected(*paths: Path | str) -> tuple[list[Page], list[PageError]]:
    found = list(collect_paths(paths))
    return [item for item in found if isinstance(item, Page)], [item for item in found if isinstance(item, PageError)]


def test_a_page_keeps_its_bytes_and_their_digest(tmp_path: Path) -> None:
    content = "\ufeffUn\r\ndeux\rtrois\u2028quatre\n".encode()
    (tmp_path / "a.txt").write_bytes(content)
    page = read_page(str(tmp_path / "a.txt"))
    assert page.content == content
    assert page.sha256 == hashlib.sha256(content).hexdigest()
    assert page.source == str(tmp_path / "a.txt")
    assert (page.url, page.published, page.language) == (None, None, None)


def test_the_order_is_that_of_the_paths_then_of_the_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sous/c.txt", "C.txt", "é.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "seul.txt").write_text(TEXT, encoding="utf-8")
    pages, errors = collected(tmp_path / "seul.txt", tmp_path)
    assert errors == []
    names = [os.path.relpath(page.source, tmp_path) for page in pages]
    assert names == ["seul.txt", "C.txt", "a.txt", "b.txt", "seul.txt", "sous/c.txt", "é.txt"]


def test_what_a_folder_holds_beside_pages_is_told_with_its_reason(tmp_path: Path) -> None:
    for name in ("a.txt", "b.css", "c.css", ".hidden.txt", "README"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "d").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "cercle").symlink_to(tmp_path, target_is_directory=True)
    found = list(collect_paths([tmp_path]))
    assert [Path(item.source).name for item in found if isinstance(item, Page)] == ["a.txt"]
    skipped = Counter(item.reason for item in found if isinstance(item, Skipped))
    assert skipped == {"file type .css": 2, "hidden": 1, "file type (none)": 1, "link to a folder": 1, "PNG picture": 1}
    assert len(found) == 7


def test_in_a_folder_the_content_decides_what_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("<html><body><p>Bonjour</p></body></html>", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    (tmp_path / "c.bin").write_bytes(b"From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nBonjour\r\n")
    pages, errors = collected(tmp_path)
    assert [page.media_type for page in pages] == ["text/html", "application/pdf", "text/plain"]
    assert errors == []


def test_a_named_file_is_read_whatever_its_name_ends_in(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("<!DOCTYPE html>\n<html><body><p>Bonjour</p></body></html>", encoding="utf-8")
    (tmp_path / "note.rapport").write_text(TEXT, encoding="utf-8")
    pages, errors = collected(tmp_path / "page", tmp_path / "note.rapport")
    assert [page.media_type for page in pages] == ["text/html", "text/plain"]
    assert errors == []


def test_links_to_files_are_followed(tmp_path: Path) -> None:
    (tmp_path / "vrai.rapport").write_text(TEXT, encoding="utf-8")
    (tmp_path / "lien.txt").symlink_to(tmp_path / "vrai.rapport")
    pages, _ = collected(tmp_path)
    assert [Path(page.source).name for page in pages] == ["lien.txt"]


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"", NotText, "is empty"),
        (b" \n\t\n", NotText, "is empty"),
        (b"PK\x03\x04rest", Damaged, "cannot be unpacked"),
        (b"\x1f\x8b\x08\0rest", Damaged, "cannot be unpacked"),
    ],
)
def test_a_bad_file_is_named_with_its_reason_and_the_others_are_read(tmp_path: Path, content: bytes, kind: type[PageError], says: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(content)
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    pages, errors = collected(tmp_path)
    assert [Path(page.source).name for page in pages] == ["a.txt", "c.txt"]
    (error,) = errors
    assert type(error) is kind
    assert error.page == str(tmp_path / "b.txt")
    assert says in error.reason
    assert str(error) == f"{error.page}: {error.reason}; {error.advice}"


def test_a_file_that_is_named_and_no_page_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    pages, (error,) = collected(tmp_path / "a.png")
    assert pages == []
    assert isinstance(error, NotText)
    assert error.reason == "is a PNG picture"


def test_a_file_over_the_limit_is_named_with_size_and_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "1000")
    (tmp_path / "juste.txt").write_bytes(b"a" * 1000)
    (tmp_path / "trop.txt").write_bytes(b"a" * 1001)
    pages, errors = collected(tmp_path)
    assert [Path(page.source).name for page in pages] == ["juste.txt"]
    (error,) = errors
    assert isinstance(error, TooLarge)
    assert (error.size, error.limit) == (1001, 1000)


def test_paths_that_lead_nowhere_are_reported(tmp_path: Path) -> None:
    (tmp_path / "perdu.txt").symlink_to(tmp_path / "absent.txt")
    (tmp_path / "boucle.txt").symlink_to(tmp_path / "boucle.txt")
    pages, errors = collected(tmp_path, tmp_path / "jamais.txt", "nul\0.txt")
    assert pages == []
    assert all(isinstance(error, Unreachable) for error in errors)
    assert [os.path.basename(error.page) for error in errors] == ["boucle.txt", "perdu.txt", "jamais.txt", "nul\0.txt"]
    assert "link to nothing" in errors[1].reason


def test_pipes_sockets_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.txt")
    os.mkfifo(tmp_path / "tube.jsonl")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "prise.txt"))
        pages, errors = collected(tmp_path, "/dev/zero")
    assert pages == []
    assert [os.path.basename(error.page) for error in errors] == ["prise.txt", "tube.jsonl", "tube.txt", "zero"]
    assert all("no regular file" in error.reason for error in errors)


def test_a_file_that_vanishes_while_the_folder_is_read_is_reported(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = collect_paths([tmp_path])
    first = next(found)
    (tmp_path / "b.txt").unlink()
    rest = list(found)
    assert isinstance(first, Page)
    assert isinstance(rest[0], Unreachable)
    assert isinstance(rest[1], Page)


def test_a_name_that_is_no_utf8_can_be_printed(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    (page,), _ = collected(tmp_path)
    assert page.source.encode("utf-8").endswith("caf\ufffd.txt".encode())


def as_nobody(paths: list[Path]) -> list[tuple[str, str]]:
    """Kind and words of what is collected by a user who may not read everything: in a child process, since root may."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # on a fork beside threads; the child only reads files
        child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            told = [(type(item).__name__, str(item)) for item in collect_paths(paths)]
            os.write(writing, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return [(kind, words) for kind, words in json.loads(answer)]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_may_not_be_read_is_reported() -> None:
    with tempfile.TemporaryDirectory() as made:  # not tmp_path: its parents let nobody in
        folder = Path(made)
        (folder / "ferme").mkdir()
        for name in ("a.txt", "b.txt", "ferme/c.txt"):
            (folder / name).write_text(TEXT, encoding="utf-8")
        folder.chmod(0o755)
        (folder / "b.txt").chmod(0)
        (folder / "ferme").chmod(0)
        if os.geteuid() == 0:
            found = as_nobody([folder])
        else:
            found = [(type(item).__name__, str(item)) for item in collect_paths([folder])]
            (folder / "ferme").chmod(0o700)
    assert [kind for kind, _ in found] == ["Page", "Unreachable", "Unreachable"]
    assert "b.txt: cannot be opened (Permission denied); check that it exists and that you may read it" in found[1][1]
    assert "ferme: cannot be opened (Permission denied); check" in found[2][1]
