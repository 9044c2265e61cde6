"""Files that people drop: what is done with their names and sizes, and what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from made import a_page, a_reading
from selon.ledger import Ledger
from selon.show.web.site import Added
from show.web.site import client_of

seen: list[Path] = []


def read_nothing(book: Ledger, paths: Sequence[Path]) -> Iterator[Added]:
    """Stands for the reader: says what it was given."""
    for path in paths:
        seen.append(path)
        yield Added(source=str(path), outcome="failed", message=f"{path}: {path.read_bytes()!r}")


def add_a_page(book: Ledger, paths: Sequence[Path]) -> Iterator[Added]:
    """Adds one and the same page."""
    new = book.add(a_page(12), a_reading(12))
    yield Added(source=paths[0].name, outcome="added" if new else "known", page=a_page(12).id)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    seen.clear()
    with client_of(str(tmp_path / "new.db"), add_files=read_nothing) as client:
        yield client


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("article.html", "article.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\page.txt", "page.txt"),
        ("/etc/cron.d/x", "x"),
        ("..", "page"),
        (".ssh", "ssh"),
        ("a\x1b[31m.txt", "a_[31m.txt"),
        ("Épernay – été.txt", "Épernay – été.txt"),
        ("é" * 400 + ".html", "é" * 100 + ".html"),
    ],
)
def test_a_name_is_a_name_and_no_path(client: TestClient, given: str, kept: str) -> None:
    answer = client.post("/api/pages", files={"file": (given, b"abc")})
    assert answer.status_code == 200, answer.text
    assert [page["source"] for page in answer.json()["pages"]] == [kept]
    assert [path.name for path in seen] == [kept]
    assert str(seen[0].parent) not in answer.text


def test_nothing_is_left_behind(client: TestClient) -> None:
    client.post("/api/pages", files={"file": ("a.txt", b"abc")})
    assert not seen[0].parent.exists()


def test_too_much_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "1000")
    with client_of(str(tmp_path / "new.db"), add_files=read_nothing) as client:
        assert client.post("/api/pages", files={"file": ("a.txt", b"x" * 1000)}).status_code == 200
        refused = client.post("/api/pages", files={"file": ("a.txt", b"x" * 1001)})
        assert refused.status_code == 413
        assert "1,001 bytes" in refused.json()["detail"]
        assert client.post("/api/pages", files={"file": ("a.txt", b"x" * 100_000)}).status_code == 413


@pytest.mark.parametrize("sent", [{"data": {"file": "no file"}}, {"files": {"other": ("a.txt", b"x")}}, {"content": b"x"}, {"json": {}}])
def test_what_is_no_file_is_told(client: TestClient, sent: dict[str, object]) -> None:
    answer = client.post("/api/pages", **sent)  # type: ignore[arg-type]
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]
    assert not seen


def test_a_page_is_added_once_and_the_facts_follow(tmp_path: Path) -> None:
    with client_of(str(tmp_path / "new.db"), add_files=add_a_page) as client:
        outcomes = [client.post("/api/pages", files={"file": ("a.txt", b"x")}).json()["pages"][0]["outcome"] for _ in range(2)]
        assert outcomes == ["added", "known"]
        assert len(client.get("/api/facts").json()["facts"]) == 1


def test_a_server_that_takes_no_files_says_so(filled: str) -> None:
    with client_of(filled) as client:
        assert client.post("/api/pages", files={"file": ("a.txt", b"x")}).status_code == 403
        assert 'type="file"' not in client.get("/add").text
