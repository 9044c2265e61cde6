"""Each format is read by the tools of its own standard, and says there what the ledger says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import rdflib
from pyshacl import validate
from shapely.geometry import shape

from selon.export.annotations import write_web_annotation
from selon.export.claims import write_claims
from selon.export.ftm import write_ftm
from selon.export.geojson import write_geojson
from selon.export.holdings import Holdings, words_of
from selon.export.prov import write_prov
from selon.export.readings import write_jsonl
from selon.export.timeline import write_timeline
from selon.languages.gazetteer import load_gazetteer
from selon.model import Reading
from selon.wire import LAYERS, from_wire, to_wire
from strict import missing

SCHEMA_ORG = rdflib.Namespace("https://schema.org/")


def readings(holdings: Holdings) -> list[Reading]:
    return [page.reading for page in holdings.pages()]


def json_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


# -- JSON Lines: the reading format


def test_jsonl_is_the_reading_format_with_the_facts(sampled: Holdings, tmp_path: Path) -> None:
    write_jsonl(sampled, tmp_path / "readings.jsonl")
    lines = (tmp_path / "readings.jsonl").read_bytes().splitlines()
    facts = {figure.id: fact.id for fact in sampled.facts for figure in fact.figures}
    for line, reading in zip(lines, readings(sampled), strict=True):
        given, layers = from_wire(line)
        assert (given.id, given.text) == (reading.article.id, reading.article.text)
        assert layers.quantities == reading.quantities
        assert {layer: json.loads(line)[layer] for layer in LAYERS[:-1]} == {
            layer: json.loads(msgspec.json.encode(to_wire(reading)[layer])) for layer in LAYERS[:-1]
        }
        for figure in json.loads(line)["figures"]:
            assert figure["fact"] == facts[f"{given.id}:{figure['quantity']}"]


# -- GeoJSON


def test_geojson_holds_points_that_shapely_reads(sampled: Holdings, tmp_path: Path) -> None:
    write_geojson(sampled, tmp_path / "places.geojson")
    collection = json_of(tmp_path / "places.geojson")
    assert collection["type"] == "FeatureCollection"
    known = load_gazetteer()
    assert len(collection["features"]) == sum(len(reading.places) for reading in readings(sampled))
    for feature in collection["features"]:
        entry = known.entry_of(feature["properties"]["geonameid"] or 0)
        if entry is None or feature["properties"]["kind"] == "country":
            assert feature["geometry"] is None
        else:
            point = shape(feature["geometry"])
            assert point.is_valid
            assert (point.x, point.y) == (entry.longitude, entry.latitude) != (0.0, 0.0)
            assert -180 <= point.x <= 180
            assert -90 <= point.y <= 90


def test_a_place_tells_how_exact_it_is_and_which_figures_stand_with_it(sampled: Holdings, tmp_path: Path) -> None:
    write_geojson(sampled, tmp_path / "places.geojson")
    places = [feature["properties"] for feature in json_of(tmp_path / "places.geojson")["features"]]
    towns = [place for place in places if place["geonameid"] == 698614]
    assert towns
    assert all((place["where_prec"], place["geo_precision"], place["country"]) == (1, 1, "UA") for place in towns)
    with_figures = [place for place in towns if place["figures"]]
    assert with_figures
    words = {figure.id: figure.words for fact in sampled.facts for figure in fact.figures}
    assert all(place["words"] in words[figure] for place in with_figures for figure in place["figures"])
    countries = [place for place in places if place["kind"] == "country"]
    assert countries
    assert all((place["where_prec"], place["geo_precision"], len(place["country"])) == (6, None, 2) for place in countries)


# -- W3C Web Annotation

ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target", "body"],
    "properties": {
        "id": {"type": "string", "format": "iri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing", "identifying"]},
        "body": {"type": "object", "required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}}},
        "target": {"oneOf": [{"$ref": "#/$defs/target"}, {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/target"}}]},
    },
    "$defs": {
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": {"type": "string", "format": "iri"},
                "selector": {
                    "type": "array",
                    "prefixItems": [
                        {
                            "required": ["type", "start", "end"],
                            "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0}},
                        },
                        {"required": ["type", "exact", "prefix", "suffix"], "properties": {"type": {"const": "TextQuoteSelector"}}},
                    ],
                    "minItems": 2,
                    "maxItems": 2,
                },
            },
        }
    },
}


def test_annotations_have_the_shape_of_the_standard_and_lead_back_to_the_words(sampled: Holdings, tmp_path: Path) -> None:
    write_web_annotation(sampled, tmp_path / "annotations.json")
    page = json_of(tmp_path / "annotations.json")
    assert (page["type"], page["@context"][0]) == ("AnnotationPage", "http://www.w3.org/ns/anno.jsonld")
    texts = {reading.article.id: reading.article.text for reading in readings(sampled)}
    checker = jsonschema.Draft202012Validator(ANNOTATION)
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        checker.validate(item)
        text = texts[item["id"].split(":")[2]]
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            at, quote = target["selector"]
            assert text[at["start"] : at["end"]] == quote["exact"]
            assert text[: at["start"]].endswith(quote["prefix"])
            assert text[at["end"] :].startswith(quote["suffix"])


def test_annotations_hold_every_value_of_a_layer(sampled: Holdings, tmp_path: Path) -> None:
    write_web_annotation(sampled, tmp_path / "annotations.json")
    items = json_of(tmp_path / "annotations.json")["items"]
    for reading in readings(sampled):
        mine = [item for item in items if item["id"].startswith(f"urn:selon:{reading.article.id}:quantities:")]
        spans = [dict(zip(("start", "end"), span, strict=True)) for span in (msgspec.to_builtins(q.span) for q in reading.quantities)]
        assert [{end: item["target"]["selector"][0][end] for end in ("start", "end")} for item in mine] == spans
        for item, quantity in zip(mine, reading.quantities, strict=True):
            kept = {name.removeprefix("selon:"): value for name, value in item["body"].items() if name.startswith("selon:")}
            assert kept == {name: value for name, value in msgspec.to_builtins(quantity).items() if name != "span" and value is not None}


# -- schema.org Claim

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix s: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass s:Claim ; sh:closed true ; sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ;
  sh:property [ sh:path s:text ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
  sh:property [ sh:path s:inLanguage ; sh:maxCount 1 ; sh:pattern "^[a-z]{2}$" ] ;
  sh:property [ sh:path s:appearance ; sh:minCount 1 ; sh:class s:Article ] ;
  sh:property [ sh:path s:author ; sh:maxCount 1 ; sh:or ( [ sh:class s:Person ] [ sh:class s:Organization ] ) ] ;
  sh:property [ sh:path s:provider ; sh:class s:Organization ] .
[] a sh:NodeShape ; sh:targetClass s:Article ; sh:property [ sh:path s:datePublished ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}(-[0-9]{2}){0,2}$" ] ;
  sh:property [ sh:path s:identifier ; sh:minCount 1 ; sh:pattern "^sha256:[0-9a-f]{64}$" ] .
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*", "ignore::DeprecationWarning:pyshacl.*")
def test_claims_are_what_is_asserted_and_nothing_rates_them(sampled: Holdings, tmp_path: Path) -> None:
    write_claims(sampled, tmp_path / "claims.json")
    graph = rdflib.Graph().parse(tmp_path / "claims.json", format="json-ld")
    conforms, _, report = validate(graph, shacl_graph=rdflib.Graph().parse(data=SHAPES, format="turtle"))
    assert conforms, report
    asserted = [words_of(said, reading) for reading in readings(sampled) for said in reading.statements if said.stance == "asserts"]
    assert sorted(str(text) for text in graph.objects(None, SCHEMA_ORG.text)) == sorted(asserted)
    assert not list(graph.subjects(rdflib.RDF.type, SCHEMA_ORG.ClaimReview))
    assert any(said.stance != "asserts" for reading in readings(sampled) for said in reading.statements), "nothing to leave out"


# -- FollowTheMoney


def test_entities_are_valid_for_followthemoney(sampled: Holdings, tmp_path: Path) -> None:
    try:
        import followthemoney
    except ImportError:
        missing("followthemoney is not installed: make test says why")
    write_ftm(sampled, tmp_path / "entities.ftm.json")
    entities = [json.loads(line) for line in (tmp_path / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys(), "a value was not of its type"
        for prop in ("document", "resolved", "involved", "proof"):
            assert set(entity["properties"].get(prop, ())) <= ids
    kinds = {entity["schema"] for entity in entities}
    assert kinds == {"Article", "Mention", "Event", "Person", "Organization"}
    events = [entity for entity in entities if entity["schema"] == "Event"]
    assert [entity["properties"]["name"] for entity in events] == [[fact.title] for fact in sampled.facts]


# -- PROV


def test_the_chain_of_a_fact_is_valid_prov_and_leads_from_the_verdict_to_the_bytes(sampled: Holdings, tmp_path: Path) -> None:
    from prov.model import ProvDerivation, ProvDocument

    fact = next(fact for fact in sampled.facts if any(figure.relays for figure in fact.figures))
    write_prov(Holdings(sampled.pages, [fact]), tmp_path / "chain.json")
    document = ProvDocument.deserialize(tmp_path / "chain.json", format="json")
    derived: dict[str, set[str]] = {}
    for relation in document.get_records(ProvDerivation):
        generated, used = (str(value) for _, value in relation.formal_attributes[:2])
        derived.setdefault(generated, set()).add(used)
    reached, ahead = set[str](), [f"fact:{fact.id}"]
    while ahead:
        name = ahead.pop()
        ahead += [other for other in derived.get(name, ()) if other not in reached]
        reached |= derived.get(name, set())
    assert {f"page:{figure.page}" for figure in fact.figures} <= reached
    assert {f"figure:{figure.id}:said" for figure in fact.figures} <= reached
    relayed = [f"figure:{figure.id}:relay{n}" for figure in fact.figures for n, _ in enumerate(figure.relays)]
    assert set(relayed) <= reached
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


# -- TimelineJS


def test_the_timeline_shows_dated_figures_only_and_runs_no_markup(made: Holdings, tmp_path: Path) -> None:
    facts = [
        msgspec.structs.replace(fact, figures=tuple(msgspec.structs.replace(figure, words="<script>alert(1)</script>") for figure in fact.figures))
        for fact in made.facts
    ]
    undated = msgspec.structs.replace(facts[1], figures=(msgspec.structs.replace(facts[1].figures[0], as_of="../2023"),))
    write_timeline(Holdings(made.pages, [facts[0], undated]), tmp_path / "timeline.json")
    events = json_of(tmp_path / "timeline.json")["events"]
    assert [event["start_date"] for event in events] == [{"year": 2023, "month": 3, "day": 3}] * 2
    assert {event["text"]["headline"] for event in events} == {"≥ 12 killed: Zoë Marchand &lt; AFP", "≥ 30 killed: Zoë Marchand &lt; AFP"}
    assert all("<script" not in event["text"]["text"] for event in events)


@pytest.mark.parametrize(
    ("as_of", "start", "end"),
    [
        ("2022-11", {"year": 2022, "month": 11}, None),
        ("2022-11-03/2022-11-05", {"year": 2022, "month": 11, "day": 3}, {"year": 2022, "month": 11, "day": 5}),
        ("2022~", {"year": 2022}, None),
        ("2022-21", None, None),
        ("2022-11-03/..", None, None),
        (None, None, None),
    ],
)
def test_days_of_the_timeline(as_of: str | None, start: dict[str, int] | None, end: dict[str, int] | None, made: Holdings, tmp_path: Path) -> None:
    fact = msgspec.structs.replace(made.facts[1], figures=(msgspec.structs.replace(made.facts[1].figures[0], as_of=as_of),))
    write_timeline(Holdings(made.pages, [fact]), tmp_path / "timeline.json")
    events = json_of(tmp_path / "timeline.json")["events"]
    assert [(event["start_date"], event.get("end_date")) for event in events] == ([(start, end)] if start else [])
