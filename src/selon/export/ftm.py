"""FollowTheMoney entities, for Aleph and what else reads them: articles, the people and bodies who speak, their mentions, and facts as events.

A private person is no entity. An id is a hash of what it names: the same page or speaker has the same id in every export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

from selon.export.holdings import ExportedPage, Holdings, title_of
from selon.export.writing import write_json_lines
from selon.model import Fact, Statement

Entity = dict[str, Any]
_SCHEMA = {"person": "Person", "organisation": "Organization"}
# FollowTheMoney takes a day, a month or a year; bounds and seasons of EDTF it does not.
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# ISO 639-1 (Selon) to ISO 639-3 (FollowTheMoney).
_LANGUAGE = {"fr": "fra", "en": "eng", "ru": "rus", "uk": "ukr"}


def write_ftm(holdings: Holdings, path: Path) -> None:
    """Write the file `path`: one entity on each line. A speaker of several pages is one line with all names and countries."""
    write_json_lines(path, _entities(holdings))


def _entities(holdings: Holdings) -> Iterator[Entity]:
    speakers: dict[str, Entity] = {}
    for page in holdings.each_page():
        yield _article(page)
        for statement in page.reading.statements:
            if statement.speaker and statement.speaker_type in _SCHEMA:
                _remember(speakers, statement)
                yield _mention(page, statement)
    yield from speakers.values()
    for fact in holdings.facts:
        yield _event(fact, speakers)


def _article(page: ExportedPage) -> Entity:
    article = page.reading.article
    return _entity(
        _id("page", article.id),
        "Article",
        title=title_of(page.reading),
        sourceUrl=article.url,
        publisher=article.outlet,
        publishedAt=_day(article.published),
        language=_LANGUAGE.get(article.language),
        bodyText=article.text,
    )


def _remember(speakers: dict[str, Entity], statement: Statement) -> None:
    id = _speaker_id(statement.speaker_type, statement.actor or statement.speaker or "")
    known = speakers.setdefault(id, _entity(id, _SCHEMA[statement.speaker_type], name=statement.actor or statement.speaker))
    properties = known["properties"]
    if statement.speaker and statement.speaker not in properties["name"]:
        properties["alias"] = sorted({*properties.get("alias", ()), statement.speaker})
    if statement.side and re.fullmatch("[A-Z]{2}", statement.side):
        properties["country"] = sorted({*properties.get("country", ()), statement.side.lower()})


def _mention(page: ExportedPage, statement: Statement) -> Entity:
    speaker = _speaker_id(statement.speaker_type, statement.actor or statement.speaker or "")
    return _entity(
        _id("mention", page.record.id, statement.id),
        "Mention",
        document=_id("page", page.record.id),
        resolved=speaker,
        detectedSchema=_SCHEMA[statement.speaker_type],
        name=statement.speaker,
    )


def _event(fact: Fact, speakers: dict[str, Entity]) -> Entity:
    named = {name: id for id, entity in speakers.items() for name in entity["properties"]["name"] + entity["properties"].get("alias", [])}
    return _entity(
        _id("fact", fact.id),
        "Event",
        name=fact.title,
        summary=f"{fact.verdict}: {fact.because}",
        date=_each(_day(figure.as_of) for figure in fact.figures),
        involved=_each(named.get(figure.speaker or "") for figure in fact.figures),
        proof=_each(_id("page", figure.page) for figure in fact.figures),
        description=_each(figure.words for figure in fact.figures),
    )


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> Entity:
    values = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {"id": id, "schema": schema, "properties": values}


def _each(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


def _speaker_id(kind: str, name: str) -> str:
    return _id("speaker", kind, name)


def _id(*parts: str) -> str:
    return "selon-" + sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()


def _day(edtf: str | None) -> str | None:
    return edtf if edtf and _DAY.fullmatch(edtf) else None
