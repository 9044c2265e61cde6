"""PROV-JSON (W3C): the chain of each fact, from the bytes of the pages over statements and relays to the verdict.

Entities are pages, what each speaker said, what each relay passed on, figures and facts; agents are speakers, relays, outlets and this
software; activities are reading and comparing.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from selon import __version__
from selon.export.holdings import OWN_VOICE, ExportedPage, Holdings
from selon.export.writing import whole_file
from selon.model import Fact, FactFigure

Records = dict[str, dict[str, dict[str, Any]]]
_PREFIXES = {"selon": "urn:selon:", "page": "urn:selon:page:", "fact": "urn:selon:fact:", "figure": "urn:selon:figure:", "agent": "urn:selon:agent:"}
_SOFTWARE = "agent:selon"
_COMPARING = "selon:comparing"


def write_prov(holdings: Holdings, path: Path) -> None:
    """Write the file `path`: one document for the chains of all the facts given."""
    import json

    records: Records = {"agent": {_SOFTWARE: {"prov:type": "prov:SoftwareAgent", "prov:label": f"selon {__version__}"}}}
    _add(records, "activity", _COMPARING, {"prov:type": "selon:compare"})
    _relate(records, "wasAssociatedWith", {"prov:activity": _COMPARING, "prov:agent": _SOFTWARE})
    of_page = holdings.figures_by_page()
    for page in holdings.each_page():
        if figures := of_page.get(page.record.id):
            _page(records, page)
            for _, figure in figures:
                _figure(records, figure)
    for fact in holdings.facts:
        _fact(records, fact)
    with whole_file(path) as file:
        json.dump({"prefix": _PREFIXES, **records}, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")


def _page(records: Records, page: ExportedPage) -> None:
    article, name = page.reading.article, f"page:{page.record.id}"
    known = {
        "selon:sha256": page.record.sha256,
        "selon:address": article.url,
        "selon:published": article.published,
        "selon:published_between": article.published_between,
        "selon:captured": page.record.captured,
        "selon:kept_since": page.record.kept_since,
    }
    _add(records, "entity", name, {"prov:type": "selon:page", **{key: value for key, value in known.items() if value}})
    if article.outlet:
        _relate(records, "wasAttributedTo", {"prov:entity": name, "prov:agent": _agent(records, article.outlet, "prov:Organization")})
    _add(records, "activity", f"{name}:reading", {"prov:type": "selon:read", "selon:version": page.reading.version})
    _relate(records, "wasAssociatedWith", {"prov:activity": f"{name}:reading", "prov:agent": _SOFTWARE})
    _relate(records, "used", {"prov:activity": f"{name}:reading", "prov:entity": name})


def _figure(records: Records, figure: FactFigure) -> None:
    """The figure derives from what the speaker said, through each relay, and from the page that has it."""
    name, page = f"figure:{figure.id}", f"page:{figure.page}"
    interval = {"selon:low": figure.low, "selon:high": figure.high, "selon:as_of": figure.as_of, "selon:of": figure.of}
    interval |= {"selon:replaced_by": figure.replaced_by, "selon:correction": figure.correction}
    described = {
        "prov:type": "selon:figure",
        "selon:unit": figure.unit,
        "selon:modality": figure.modality,
        "selon:stance": figure.stance,
        "prov:value": figure.words,
    }
    _add(records, "entity", name, described | {key: value for key, value in interval.items() if value is not None})
    _relate(records, "wasGeneratedBy", {"prov:entity": name, "prov:activity": f"{page}:reading"})
    _relate(
        records, "wasDerivedFrom", {"prov:generatedEntity": name, "prov:usedEntity": page, "selon:span": f"[{figure.span.start}, {figure.span.end})"}
    )
    before = name
    for hop, who in _hops(figure):
        told = f"{name}:{hop}"
        _add(records, "entity", told, {"prov:type": "selon:said" if hop == "said" else "selon:relayed"})
        _relate(records, "wasDerivedFrom", {"prov:generatedEntity": before, "prov:usedEntity": told})
        _relate(records, "wasAttributedTo", {"prov:entity": told, "prov:agent": _agent(records, who, "prov:Agent")})
        before = told


def _hops(figure: FactFigure) -> Iterator[tuple[str, str]]:
    """From the page back to the speaker: the relay nearest to the page first."""
    for number, relay in reversed(list(enumerate(figure.relays))):
        yield f"relay{number}", relay
    yield "said", figure.speaker or figure.origin or OWN_VOICE


def _fact(records: Records, fact: Fact) -> None:
    name = f"fact:{fact.id}"
    told = {"prov:label": fact.title, "selon:verdict": fact.verdict, "selon:rule": fact.rule, "selon:because": fact.because}
    _add(records, "entity", name, {"prov:type": "selon:fact", "selon:origins": fact.origins, **told})
    _relate(records, "wasGeneratedBy", {"prov:entity": name, "prov:activity": _COMPARING})
    for figure in fact.figures:
        _relate(records, "wasDerivedFrom", {"prov:generatedEntity": name, "prov:usedEntity": f"figure:{figure.id}"})


def _agent(records: Records, who: str, kind: str) -> str:
    name = f"agent:{sha256(who.encode()).hexdigest()[:16]}"
    _add(records, "agent", name, {"prov:type": kind, "prov:label": who})
    return name


def _add(records: Records, kind: str, name: str, attributes: dict[str, Any]) -> None:
    records.setdefault(kind, {})[name] = attributes


def _relate(records: Records, kind: str, ends: dict[str, Any]) -> None:
    """A relation, named by what it joins, so that the same one is written once."""
    ends_named = "|".join(f"{end}={value}" for end, value in ends.items())
    records.setdefault(kind, {})[f"_:{kind}{sha256(ends_named.encode()).hexdigest()[:16]}"] = ends
