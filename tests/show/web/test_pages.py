"""What the pages and the API show of a ledger: filters, order, exact words, languages, themes; the same in both databases."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import msgspec
import pytest
from starlette.testclient import TestClient

from made import FOREIGN, LÉA, a_page, a_reading, fill
from selon.languages.gazetteer import load_gazetteer
from selon.ledger import Ledger
from selon.show.drawing import environment
from selon.show.web.warming import warm
from show.web.site import client_of

PAGE, OTHER = a_page(12).id, a_page(30).id


class Shown(HTMLParser):
    """What a browser makes of a page: elements with their attributes, the text of one class, and all links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def with_tag(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for attributes in self.with_tag("a") if "href" in attributes]


def text_of_reader(html: str) -> str:
    """The page's text as the reader shows it."""
    match = re.search(r'<div class="text"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert match is not None
    return unescape(re.sub(r"<[^>]*>", "", match[1]))


@pytest.fixture
def client(filled: str) -> Iterator[TestClient]:
    with client_of(filled) as client:
        yield client


def titles(client: TestClient, query: str = "") -> list[str]:
    return [fact["id"] for fact in client.get(f"/api/facts{query}").json()["facts"]]


def test_the_start_page_shows_every_fact_that_matters_most_first(client: TestClient) -> None:
    page = client.get("/", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert [link for link in Shown(page.text).links if link.startswith("/fact/")] == ["/fact/epernay-killed", "/fact/epernay-dykes"]
    assert "in conflict" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2), ("?verdict=disputed", 1), ("?verdict=agreed", 0), ("?side=Espagne", 1), ("?side=Mars", 0), ("?since=2023-03-03", 2),
        ("?since=2023-03-04", 0), ("?until=2023-03", 2), ("?until=2023-02", 0), ("?since=2023&until=2023", 2), ("?language=fr", 2),
        ("?language=uk", 0), ("?place=Nulle-part", 0), ("?place=Épernay-sur-Œuvre", 1), ("?event=epernay", 0), ("?page=2", 0),
        ("?side=%25", 0), ("?place=_pernay-sur-Œuvre", 0),
    ],
)  # fmt: skip
def test_filters_stand_in_the_address(client: TestClient, query: str, found: int) -> None:
    assert len(titles(client, query)) == found
    page = client.get(f"/{query}")
    assert len({link for link in Shown(page.text).links if link.startswith("/fact/")}) == found


@pytest.mark.parametrize("query", ["?since=gestern", "?page=0", "?page=x", "?verdict=" + "x" * 300])
def test_a_filter_that_cannot_be_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"/{query}").status_code == 422
    assert client.get(f"/api/facts{query}").json()["detail"]


def test_a_fact_shows_each_figure_with_its_words_and_a_link_to_them(client: TestClient) -> None:
    page = client.get("/fact/epernay-killed", headers={"accept-language": "fr"})
    shown = Shown(page.text)
    assert f"/page/{PAGE}#{PAGE}%3Aq1" in shown.links
    assert "citée par l’AFP, au moins 12 personnes ont péri" in page.text
    assert "Le verdict compare des mots" in page.text
    assert "/fact/epernay-dykes" in shown.links


@pytest.mark.parametrize("path", ["/fact/nothing", "/page/nothing", "/nothing", "/api/facts/nothing", "/api/pages/nothing"])
def test_what_is_not_there_is_told_in_a_sentence(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert ("Selon" in answer.text) is not path.startswith("/api")


def test_the_reader_shows_the_text_as_it_was_collected_but_for_private_names(client: TestClient) -> None:
    shown = text_of_reader(client.get(f"/page/{PAGE}").text)
    assert shown == a_reading(12).article.text.replace("Léa Brun", LÉA)


def test_the_reader_marks_a_paragraph_in_another_language(client: TestClient) -> None:
    html = client.get(f"/page/{PAGE}", headers={"accept-language": "en"}).text
    assert f'<span class="other_language" lang="ru">{FOREIGN}</span>' in html
    assert '<input type="checkbox" name="other_language" checked>' in html
    assert "other language, not read" in html


def test_every_figure_of_the_start_of_the_words_is_an_anchor(client: TestClient) -> None:
    html = client.get(f"/page/{PAGE}").text
    ids = {attributes["id"] for _, attributes in Shown(html).elements if "id" in attributes}
    assert {f"{PAGE}:{name}" for name in ("s1", "s2", "q1", "date0", "place0", "media0", "naming0")} <= ids


def test_the_reader_explains_each_item_with_its_rule(client: TestClient) -> None:
    items = {item["name"]: item for item in client.get(f"/api/pages/{PAGE}?lang=en").json()["items"]}
    assert items["s1"]["rule"] == "selon/1"
    assert ["Who", "Zoë Marchand"] in items["s1"]["values"]
    assert ["Figure", "≥ 12"] in items["q1"]["values"]
    assert items["date0"]["because"] == "published 2023-03-04"


@pytest.mark.parametrize("path", ["/", "/fact/epernay-killed", f"/page/{PAGE}", f"/api/pages/{PAGE}", "/api/facts", "/reviews", "/api/reviews"])
def test_private_names_are_covered_everywhere(client: TestClient, path: str) -> None:
    assert "Léa" not in client.get(path).text


def test_whoever_serves_may_show_them(filled: str) -> None:
    with client_of(filled, show_private=True) as client:
        assert "Léa Brun" in client.get(f"/page/{PAGE}").text


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [("", "fr", "fr"), ("", "en-GB,en;q=0.9", "en"), ("?lang=en", "fr", "en"), ("", "de,en", "en"), ("", "de", "fr")],
)
def test_the_language_is_the_one_asked_for(client: TestClient, query: str, accepted: str, language: str) -> None:
    page = client.get(f"/{query}", headers={"accept-language": accepted})
    assert Shown(page.text).with_tag("html")[0]["lang"] == language
    assert page.headers["content-language"] == language


def test_language_and_theme_are_kept(client: TestClient) -> None:
    client.get("/?lang=en&theme=dark", headers={"accept-language": "fr"})
    (html,) = Shown(client.get("/reviews", headers={"accept-language": "fr"}).text).with_tag("html")
    assert (html["lang"], html["data-theme"]) == ("en", "dark")


def test_a_shared_link_has_neither_language_nor_theme(client: TestClient) -> None:
    page = client.get("/?lang=en&theme=dark&verdict=disputed")
    links = [link for link in Shown(page.text).links if "verdict=" in link and "lang=" not in link and "theme=" not in link]
    assert links
    assert any(link == "/?verdict=disputed&lang=fr" for link in Shown(page.text).links)


def test_an_empty_ledger_says_what_to_do(address: str) -> None:
    Ledger.open(address, create=True).close()
    with client_of(address) as client:
        assert "/add" in Shown(client.get("/").text).links


def test_facts_of_many_come_page_by_page(address: str) -> None:
    fill(address)
    with Ledger.open(address) as book:
        (first, *_) = book.facts()
        many = [msgspec.structs.replace(first, id=f"event/{n:02}", linked=()) for n in range(45)]
        book.store_facts(many, seen=book.last_change())
    with client_of(address) as client:
        answers = [client.get(f"/api/facts?page={page}").json() for page in (1, 2, 3)]
        assert [(len(answer["facts"]), answer["more"]) for answer in answers] == [(20, True), (20, True), (5, False)]
        assert [fact["id"] for answer in answers for fact in answer["facts"]] == [fact.id for fact in many]
        assert client.get("/api/facts?event=event").json()["more"]
        assert any("page=2" in link for link in Shown(client.get("/").text).links)


def test_the_description_knows_every_answer(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method in methods.values():
            ref = method["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            assert ref.rsplit("/", 1)[1] in schemas, path
    assert {"FactsPage", "Fact", "FactFigure", "PageAnswer", "ListedReview"} <= schemas.keys()


def test_what_is_warmed_is_there_when_somebody_looks() -> None:
    load_gazetteer.cache_clear()
    try:
        warm()
        assert load_gazetteer.cache_info().misses == 1
        assert {name for _, name in environment().cache or ()} >= {"web/disputes.html.j2", "web/map.html.j2"}
    finally:
        gc.unfreeze()
