"""Who is quoted how often, and through whom: statements counted by speaker, relay and outlet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal_column, select

from selon.ledger import schema
from selon.model import SpeakerType

_statement, _article, _tally = schema.statement.c, schema.article.c, schema.tally.c
_named = schema.tally.alias("named")
Hop = Literal["relayed", "relayed on"]

# Sorting the statements of a speaker who says less costs less than walking the newest pages until enough of theirs are found.
_SAYS_MUCH = 2_000
# As the index `article_newest` has it.
_DAY = func.coalesce(_article.published, literal_column("''"))
_NEWEST_FIRST = (_DAY.desc(), _article.page)


class SpeakerCount(msgspec.Struct, frozen=True):
    """How many statements a speaker makes, and on how many pages."""

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


def speaker_counts(connection: Connection, *, side: str = "", limit: int | None = None, offset: int = 0) -> list[SpeakerCount]:
    """The named speakers, or those of a side, the most quoted first; no private persons."""
    order = (_tally.times.desc(), _tally.first, _tally.second, _tally.third)
    return _counts(connection, select(schema.tally).where(*_public(side)).order_by(*order).limit(limit).offset(offset))


def counts_of_speaker(connection: Connection, speaker: str) -> list[SpeakerCount]:
    """A speaker as every type and side that pages have, the most frequent first; none for a private person."""
    return _counts(connection, select(schema.tally).where(*_public(), _tally.first == speaker).order_by(_tally.times.desc(), _tally.second))


def number_of_speakers(connection: Connection, *, side: str = "") -> int:
    """How many `speaker_counts` would give."""
    return connection.execute(select(func.count()).select_from(schema.tally).where(*_public(side))).scalar_one()


def private_statements(connection: Connection) -> int:
    """How many statements are those of people whose name any page keeps private."""
    also_private = exists().where(_named.c.what == "speaker", _named.c.first == _tally.first, _named.c.second == "private")
    query = select(func.coalesce(func.sum(_tally.times), 0)).where(_tally.what == "speaker", also_private)
    return int(connection.execute(query).scalar_one())


def sides_of_speakers(connection: Connection) -> list[str]:
    """Every side that a speaker has, in alphabetical order."""
    return sorted(connection.execute(select(_tally.third).where(*_public(), _tally.third != "").distinct()).scalars())


def passages(connection: Connection, hop: Hop, *, sources: Collection[str] | None = None, side: str = "", limit: int) -> list[Passage]:
    """The strongest passages first: from speakers to the relay nearest to them, or on from there; of these sources, of speakers of this side."""
    query = select(_tally.first, _tally.second, _tally.times).where(_tally.what == hop)
    if sources is not None:
        query = query.where(_tally.first.in_(sources))
    if side:
        query = query.where(exists().where(_named.c.what == "speaker", _named.c.first == _tally.first, _named.c.third == side))
    query = query.order_by(_tally.times.desc(), _tally.first, _tally.second).limit(limit)
    return [Passage(*row) for row in connection.execute(query)]


def statements_of_speaker(connection: Connection, speaker: str, *, among: int, limit: int, offset: int = 0) -> list[tuple[str, str]]:
    """Page and name of a speaker's statements, the newest pages first; none where the speaker is private on the page. `among` how many there
    are, by `counts_of_speaker`."""
    theirs = _statement.speaker == speaker, _statement.speaker_type != "private"
    joined = schema.statement.join(schema.article, _article.page == _statement.page)
    query = select(_statement.page, _statement.id).select_from(joined).where(*theirs)
    if among > _SAYS_MUCH:
        newest = select(_article.page).where(exists().where(*theirs, _statement.page == _article.page))
        query = query.where(_statement.page.in_(newest.order_by(*_NEWEST_FIRST).limit(limit + offset)))
    query = query.order_by(*_NEWEST_FIRST, _statement.id).limit(limit).offset(offset)
    return [(page, statement) for page, statement in connection.execute(query)]


def _public(side: str = "") -> tuple[ColumnElement[bool], ...]:
    where = (_tally.what == "speaker", _tally.second != "private")
    return (*where, _tally.third == side) if side else where


def _counts(connection: Connection, query: Select[tuple[str, ...]]) -> list[SpeakerCount]:
    return [SpeakerCount(row.first, row.second, row.third or None, row.times, row.pages) for row in connection.execute(query)]
