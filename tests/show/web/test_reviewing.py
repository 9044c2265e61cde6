"""Decisions through the API: under whose name, with which effect, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from made import a_page
from selon.ledger import Ledger
from selon.show.web.guard import TOKEN_HEADER
from show.web.site import client_of

PAGE, OTHER = a_page(12).id, a_page(30).id


@pytest.fixture
def client(filled: str) -> Iterator[TestClient]:
    with client_of(filled) as client:
        yield client


def decide(client: TestClient, action: str, *targets: str, **values: Any) -> Response:
    answer: Response = client.post("/api/reviews", json={"action": action, "targets": list(targets), **values})
    return answer


def low_of(client: TestClient) -> float:
    items = {item["name"]: item for item in client.get(f"/api/pages/{PAGE}").json()["items"]}
    low: float = items["q1"]["raw"]["low"]
    return low


def test_a_correction_holds_until_it_is_undone(client: TestClient) -> None:
    done = decide(client, "correct", f"{PAGE}:q1", new={"low": "15"}, reason="mal lu")
    assert done.status_code == 200
    assert low_of(client) == 15
    entry = done.json()["review"]["entry"]
    assert decide(client, "undo", undoes=entry).status_code == 200
    assert low_of(client) == 12
    assert [(one["review"]["action"], one["live"]) for one in client.get("/api/reviews").json()["reviews"]] == [("undo", True), ("correct", False)]


def test_the_facts_follow(client: TestClient) -> None:
    decide(client, "correct", f"{PAGE}:q1", new={"low": "15"}, reason="mal lu")
    answer = client.get("/api/facts").json()
    assert answer["current"]
    assert 15 in [figure["low"] for fact in answer["facts"] for figure in fact["figures"]]


def test_what_is_rejected_counts_no_more(client: TestClient) -> None:
    decide(client, "reject", f"{PAGE}:q1", reason="personne ne le dit")
    figures = [figure["page"] for fact in client.get("/api/facts").json()["facts"] for figure in fact["figures"]]
    assert PAGE not in figures
    assert OTHER in figures


def test_facts_are_merged_and_split(client: TestClient) -> None:
    for name in (PAGE, OTHER):
        decide(client, "accept", f"{name}:q1")
    facts = [fact["id"] for fact in client.get("/api/facts").json()["facts"]]
    if len(facts) > 1:
        assert decide(client, "merge", *facts, reason="une seule question").status_code == 200
    (fact,) = client.get("/api/facts").json()["facts"]
    assert {figure["page"] for figure in fact["figures"]} == {PAGE, OTHER}
    assert decide(client, "split", f"{PAGE}:q1", reason="deux questions").status_code == 200
    assert len(client.get("/api/facts").json()["facts"]) == 2


def test_the_log_says_who(filled: str) -> None:
    with client_of(filled, reviewer_header="X-Reviewer") as client:
        answer = client.post("/api/reviews", json={"action": "accept", "targets": [f"{PAGE}:q1"]}, headers={"X-Reviewer": "  Anna \t Kova "})
        assert answer.json()["review"]["by"] == "Anna Kova"
        assert "Anna Kova" in client.get("/reviews").text
    with Ledger.open(filled) as book:
        assert [entry.who for entry in book.log() if entry.what == "review"] == ["Anna Kova"]


def test_on_this_machine_the_reviewer_is_who_serves(client: TestClient, filled: str) -> None:
    with Ledger.open(filled) as book:
        assert decide(client, "accept", f"{PAGE}:q1").json()["review"]["by"] == book.author.who


@pytest.mark.parametrize(
    ("options", "headers"),
    [
        ({"proxied": True}, {}),
        ({"proxied": True}, {"X-Reviewer": "mallory", "Remote-User": "mallory"}),
        ({"reviewer_header": "X-Reviewer"}, {}),
        ({"reviewer_header": "X-Reviewer"}, {"X-Reviewer": "  "}),
        ({"reviewer_header": "X-Reviewer", "proxied": True}, {"Remote-User": "mallory"}),
    ],
)
def test_without_a_name_the_page_is_read_only(filled: str, options: dict[str, Any], headers: dict[str, str]) -> None:
    with client_of(filled, **options) as client:
        decision = {"action": "accept", "targets": [f"{PAGE}:q1"]}
        assert client.post("/api/reviews", json=decision, headers=headers).status_code == 403
        assert client.post("/api/pages", files={"file": ("a.txt", b"abc")}, headers=headers).status_code == 403
        assert client.get("/api/reviews").json()["reviews"] == []
        for path in ("/fact/epernay-killed", f"/page/{PAGE}", "/reviews", "/add"):
            shown = client.get(path, headers=headers).text
            assert "data-review" not in shown
            assert 'type="file"' not in shown


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ({"action": "accept", "targets": []}, 422),
        ({"action": "accept", "targets": ["nothing"]}, 404),
        ({"action": "accept", "targets": [f"{PAGE}:q99"]}, 404),
        ({"action": "reject", "targets": [f"{PAGE}:q1"]}, 422),
        ({"action": "correct", "targets": [f"{PAGE}:q1"], "new": {"low": "beaucoup"}, "reason": "x"}, 422),
        ({"action": "correct", "targets": [f"{PAGE}:q1"], "new": {"words": "x"}, "reason": "x"}, 422),
        ({"action": "correct", "targets": [f"{PAGE}:q1"], "new": {}, "reason": "x"}, 422),
        ({"action": "undo"}, 422),
        ({"action": "undo", "undoes": 1}, 404),
        ({"action": "undo", "undoes": 0}, 422),
        ({"action": "merge", "targets": ["epernay-killed"], "reason": "x"}, 422),
        ({"action": "split", "targets": [f"{PAGE}:q1", f"{OTHER}:q1"], "reason": "x"}, 422),
        ({"action": "burn", "targets": ["x"]}, 422),
        ({"action": "accept", "targets": ["x"], "by": "mallory"}, 422),
        ({}, 422),
        ([], 422),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(client: TestClient, decision: object, status: int) -> None:
    answer = client.post("/api/reviews", json=decision)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
    assert client.get("/api/reviews").json()["reviews"] == []


@pytest.mark.parametrize("headers", [{TOKEN_HEADER: "guess"}, {"origin": "http://evil.example"}, {"host": "evil.example"}])
def test_another_site_decides_nothing(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/reviews", json={"action": "accept", "targets": [f"{PAGE}:q1"]}, headers=headers)
    assert answer.status_code == 403
    assert client.get("/api/reviews").json()["reviews"] == []
