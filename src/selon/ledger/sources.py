"""Who is quoted how often, and through whom: statements counted by speaker, relay and outlet."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, and_, func, select

from selon.ledger import schema
from selon.model import SpeakerType

_statement, _relay, _article = schema.statement.c, schema.relay.c, schema.article.c


class SpeakerCount(msgspec.Struct, frozen=True):
    """How many statements a speaker makes, on how many pages, and how many of them came through somebody else."""

    speaker: str
    speaker_type: SpeakerType
    side: str | None
    statements: int
    pages: int


class Passage(msgspec.Struct, frozen=True):
    """How many statements go from one to the next: from a speaker to a relay, from a relay to the relay after it."""

    source: str
    target: str
    statements: int


def speaker_counts(connection: Connection) -> list[SpeakerCount]:
    """Every named speaker, the most quoted first; private persons too, whom the caller masks."""
    columns = (_statement.speaker, _statement.speaker_type, _statement.side)
    query = select(*columns, func.count(), func.count(_statement.page.distinct())).where(_statement.speaker.is_not(None)).group_by(*columns)
    found = [SpeakerCount(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda count: (-count.statements, count.speaker, count.speaker_type, count.side or ""))


def passages_to_relays(connection: Connection) -> list[Passage]:
    """From each speaker to the relay nearest to them."""
    joined = schema.relay.join(schema.statement, and_(_statement.page == _relay.page, _statement.id == _relay.statement))
    query = (
        select(_statement.speaker, _relay.name, func.count())
        .select_from(joined)
        .where(_relay.position == 0, _statement.speaker.is_not(None), _statement.speaker_type != "private")
        .group_by(_statement.speaker, _relay.name)
    )
    return _passages(Passage(*row) for row in connection.execute(query))


def passages_between_relays(connection: Connection) -> list[Passage]:
    """From each relay to the one that had it from there."""
    after = schema.relay.alias()
    next_one = and_(after.c.page == _relay.page, after.c.statement == _relay.statement, after.c.position == _relay.position + 1)
    query = select(_relay.name, after.c.name, func.count()).select_from(schema.relay.join(after, next_one)).group_by(_relay.name, after.c.name)
    return _passages(Passage(*row) for row in connection.execute(query))


def statements_of_speaker(connection: Connection, speaker: str, *, limit: int, offset: int = 0) -> list[tuple[str, str]]:
    """Page and name of a speaker's statements, the newest pages first; none where the speaker is private on the page."""
    joined = schema.statement.join(schema.article, _article.page == _statement.page)
    query = (
        select(_statement.page, _statement.id)
        .select_from(joined)
        .where(_statement.speaker == speaker, _statement.speaker_type != "private")
        .order_by(_article.published.desc().nulls_last(), _statement.page, _statement.id)
        .limit(limit)
        .offset(offset)
    )
    return [(page, statement) for page, statement in connection.execute(query)]


def _passages(found: Iterable[Passage]) -> list[Passage]:
    return sorted(found, key=lambda passage: (-passage.statements, passage.source, passage.target))
