"""Only our own addresses are answered, and only our own pages change anything."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from selon.show.web.guard import TOKEN_HEADER, Allowed, Guard

ALLOWED = Allowed.on_loopback(8421)
OURS = {"host": "127.0.0.1:8421", "origin": "http://127.0.0.1:8421", TOKEN_HEADER: ALLOWED.token}


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()

    @app.get("/")
    def look() -> str:
        return "looked"

    @app.post("/")
    def change() -> str:
        return "changed"

    app.add_middleware(Guard, allowed=ALLOWED, max_body_bytes=1000)
    return TestClient(app, base_url="http://127.0.0.1:8421")


@pytest.mark.parametrize("host", ["127.0.0.1:8421", "localhost:8421", "[::1]:8421"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["rebound.example:8421", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8421", "", "LOCALHOST:8421.evil.example"]
)
def test_any_other_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


def test_our_own_page_changes_something(client: TestClient) -> None:
    assert client.post("/", headers=OURS).text == '"changed"'


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8421"},
        {"origin": "http://127.0.0.1:9999"},
        {TOKEN_HEADER: ""},
        {TOKEN_HEADER: "guess"},
        {TOKEN_HEADER: ALLOWED.token[:-1]},
        {"host": "rebound.example:8421"},
    ],
)
def test_nobody_else_does(client: TestClient, change: dict[str, str]) -> None:
    answer = client.post("/", headers=OURS | change)
    assert answer.status_code == 403
    assert "changed" not in answer.text


def test_every_answer_forbids_scripts_of_pages(client: TestClient) -> None:
    for answer in (client.get("/"), client.get("/missing"), client.get("/", headers={"host": "evil.example"})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_proxy_in_front_has_its_own_name() -> None:
    allowed = ALLOWED.behind("https://selon.example.org")
    assert "selon.example.org" in allowed.hosts
    assert "https://selon.example.org" in allowed.origins
    assert allowed.token == ALLOWED.token


@pytest.mark.parametrize(("length", "status"), [("999", 200), ("1001", 413), ("99999999999999999999", 413), ("-1", 411), ("", 411), ("²", 411)])
def test_nothing_longer_than_the_limit_is_taken(client: TestClient, length: str, status: int) -> None:
    answer = client.post("/", headers={name: value.encode("latin-1") for name, value in {**OURS, "content-length": length}.items()}, content=b"")
    assert answer.status_code == status


def test_a_change_of_unknown_length_is_refused(client: TestClient) -> None:
    assert client.post("/", headers=OURS, content=(piece for piece in [b"a", b"b"])).status_code == 411
