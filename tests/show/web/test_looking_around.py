"""Timeline, map, speakers, search and what is taken along: what they say, what they hide, and what they draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from made import fill
from selon.commands.citing import Citations
from selon.languages.gazetteer import load_gazetteer
from selon.ledger.days import Said
from selon.ledger.places_said import PlaceCount
from selon.ledger.sources import Passage
from selon.show.days import Bounds, Stretch, counted
from selon.show.graph import MOST_NODES, graph_of
from selon.show.places import MAX_ZOOM, area_of, clustered, named_places
from show.web.site import client_of

PRIVATE = "Léa Brun"
DERNA, ODESSA_REGION, UKRAINE = 87205, 698738, 690791


@pytest.fixture
def client(address: str) -> Iterator[TestClient]:
    with client_of(fill(address), citing=Citations()) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/timeline", "/map", "/speakers", "/search?q=morts", "/api/timeline", "/api/places", "/api/speakers", "/api/search?q=brun"]
)
def test_a_private_person_is_named_nowhere(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert PRIVATE not in answer.text


def test_searching_a_private_name_finds_nothing(client: TestClient) -> None:
    assert client.get("/api/search", params={"q": PRIVATE}).json() == {"results": [], "more": False}
    assert client.get("/api/speakers", params={"q": PRIVATE}).json()["speakers"] == []


def test_the_words_that_were_searched_for_are_marked_also_while_one_types(client: TestClient) -> None:
    for q in ("perso", "personnes peri"):
        results = client.get("/api/search", params={"q": q, "kind": "statement"}).json()["results"]
        assert {piece["words"] for one in results for piece in one["pieces"] if piece["marked"]} <= {"personnes", "péri"} != set()
        assert "".join(piece["words"] for piece in results[0]["pieces"]) == results[0]["hit"]["words"]


def test_the_script_of_search_gets_the_results_alone(client: TestClient) -> None:
    assert "<html" not in client.get("/search?q=morts", headers={"hx-request": "true"}).text


def test_an_unknown_day_or_place_is_no_error(client: TestClient) -> None:
    for path in ("/timeline?since=0001-01-01&until=9999-12-31", "/timeline?since=&until=&verdict=", "/map?place=1", "/speakers?speaker=nobody"):
        assert client.get(path).status_code == 200
    assert client.get("/timeline?since=yesterday").status_code == 422


def test_an_address_that_is_not_understood_says_what_to_write(client: TestClient) -> None:
    for language, told in (("fr", "since vaut « hier »"), ("en", "since is “hier”")):
        page = client.get("/timeline?since=hier", headers={"accept-language": language})
        assert page.status_code == 422
        assert told in page.text
        assert "2023-09-30" in page.text
    assert "since: " in client.get("/api/timeline?since=hier").json()["detail"]


def test_a_stretch_may_be_told_in_months_and_years(client: TestClient) -> None:
    for told, days in (
        ("since=2023-03&until=2023-03", "since=2023-03-01&until=2023-03-31"),
        ("since=2023&until=2023", "since=2023-01-01&until=2023-12-31"),
    ):
        said = client.get(f"/api/timeline?{told}")
        assert said.status_code == 200
        assert said.json() == client.get(f"/api/timeline?{days}").json()


def test_a_fact_and_a_page_are_taken_along(client: TestClient) -> None:
    fact = client.get("/api/facts").json()["facts"][0]
    for path, words in ((f"/export/fact/{fact['id']}", fact["figures"][0]["words"]), (f"/export/page/{fact['figures'][0]['page']}", "")):
        picture = client.get(path)
        assert picture.headers["content-disposition"].endswith('.svg"')
        assert ElementTree.fromstring(picture.text).tag == "{http://www.w3.org/2000/svg}svg"
        assert "var(" not in picture.text
        for form in ("md", "html"):
            citation = client.get(path, params={"format": form}).text
            assert re.search(r"SHA-256 (`|<code>)[0-9a-f]{64}", citation)
            assert words[:10] in citation
            assert PRIVATE not in citation


def test_a_day_that_is_not_exact_is_in_no_column() -> None:
    bars, periods = counted(
        Stretch(date(2022, 7, 1), date(2022, 7, 31)), [Said("2022-07-29", 3), Said("2022-07", 2), Said("2022-07-30/..", 1), Said("2021", 9)]
    )
    assert {bar.part.first: bar.times for bar in bars if bar.times} == {date(2022, 7, 29): 3}
    assert {period.edtf: period.bounds for period in periods} == {
        "2022-07": Bounds(date(2022, 7, 1), date(2022, 7, 31)),
        "2022-07-30/..": Bounds(date(2022, 7, 30), None),
    }


@pytest.mark.parametrize("last", [date(2022, 1, 1), date(2022, 4, 1), date(2024, 2, 29), date(2500, 1, 1), date.max])
def test_the_parts_of_a_stretch_follow_each_other(last: date) -> None:
    parts = list(Stretch(date(2022, 1, 1), last).parts())
    assert parts[0].first == date(2022, 1, 1)
    assert parts[-1].last == last
    assert sum(part.days for part in parts) == Stretch(date(2022, 1, 1), last).days


def test_a_country_or_region_is_an_area_and_never_a_point() -> None:
    places = named_places([PlaceCount(UKRAINE, 6, 9, 4), PlaceCount(ODESSA_REGION, 4, 2, 1), PlaceCount(DERNA, 1, 5, 3)], language="fr")
    assert {place.geonameid: place.shape for place in places} == {UKRAINE: "area", ODESSA_REGION: "area", DERNA: "point"}
    country, _, region = places
    assert area_of(region) == (ODESSA_REGION,)
    assert ODESSA_REGION in area_of(country)


def test_a_town_that_is_only_named_roughly_is_its_region() -> None:
    (place,) = named_places([PlaceCount(DERNA, 4, 5, 3)], language="en")
    assert place.shape == "area"
    assert area_of(place)


def test_towns_too_near_to_each_other_are_one_cluster_until_one_comes_nearer() -> None:
    towns = [
        entry.geonameid
        for entry in (*load_gazetteer().find("donetsk"), *load_gazetteer().find("makiivka"))
        if entry.country == "UA" and entry.kind == "town"
    ][:2]
    places = named_places([PlaceCount(town, 1, 2, 1) for town in towns], language="en")
    assert len(places) == 2
    alone, clusters = clustered(places, zoom=2)
    assert (alone, [(cluster.places, cluster.mentions) for cluster in clusters]) == ([], [(2, 4)])
    alone, clusters = clustered(places, zoom=MAX_ZOOM)
    assert (len(alone), clusters) == (2, [])


def test_the_graph_has_no_more_nodes_than_one_can_read_and_is_always_the_same() -> None:
    passages = [Passage(f"speaker {n}", f"relay {n % 40}", 100 - n % 90) for n in range(200)]
    between = [Passage("relay 1", "relay 2", 50)]
    graph = graph_of(passages, between)
    assert graph is not None
    assert len(graph.nodes) <= MOST_NODES
    assert len(graph.links) + graph.left_out == len(passages) + len(between)
    assert graph == graph_of(list(reversed(passages)), between)
    for column in range(3):
        heights = [node.y for node in graph.nodes if node.column == column]
        assert len(set(heights)) == len(heights)
    assert graph_of([], []) is None
