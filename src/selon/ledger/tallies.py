"""Counts over the whole ledger, kept as pages come and go: who looks reads some rows, and counts no million statements.

Each tally is a query over the derived rows of pages. Over some pages, it says what to add or to take away; over all, what the table has to
hold, which `verify` compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from selon.ledger import schema

_statement, _relay, _place, _date, _article = schema.statement.c, schema.relay.c, schema.place.c, schema.date.c, schema.article.c
_after = schema.relay.alias("after")
# No parameters: PostgreSQL takes two of them for two values, and would not group by what is selected.
_NOTHING: ColumnElement[str] = literal_column("''")
_MONTH: ColumnElement[str] = func.substr(_article.published, literal_column("1"), literal_column("7"))

_KEY = ("what", "first", "second", "third")
_COLUMNS = (*_KEY, "times", "pages")


class Tally(msgspec.Struct, frozen=True):
    """What is counted: rows of `source` by the three columns of `key`, '' where there is nothing to tell; `page` is the column of their page."""

    what: str
    page: Column[str]
    source: FromClause
    where: tuple[ColumnElement[bool], ...]
    key: tuple[ColumnElement[str], ColumnElement[str], ColumnElement[str]]

    def counted(self) -> Select[*tuple[Any, ...]]:
        """The rows of `tally` that all pages make."""
        names = (literal_column(f"'{self.what}'").label("what"), *(column.label(name) for column, name in zip(self.key, _KEY[1:], strict=True)))
        many = func.count().label("times"), func.count(self.page.distinct()).label("pages")
        return select(*names, *many).select_from(self.source).where(*self.where).group_by(*(column for column in self.key if column is not _NOTHING))

    def counted_of_pages(self) -> Select[*tuple[Any, ...]]:
        """The rows that the pages of the parameter `pages` make."""
        return self.counted().where(self.page.in_(bindparam("pages", expanding=True)))


def _or_nothing(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.coalesce(column, _NOTHING)


TALLIES = (
    Tally(
        "speaker",
        _statement.page,
        schema.statement,
        (_statement.speaker.is_not(None),),
        (_statement.speaker, _statement.speaker_type, _or_nothing(_statement.side)),
    ),
    Tally(
        "relayed",
        _relay.page,
        schema.relay.join(schema.statement, and_(_statement.page == _relay.page, _statement.id == _relay.statement)),
        (_relay.position == 0, _statement.speaker.is_not(None), _statement.speaker_type != "private"),
        (_statement.speaker, _relay.name, _NOTHING),
    ),
    Tally(
        "relayed on",
        _relay.page,
        schema.relay.join(
            _after, and_(_after.c.page == _relay.page, _after.c.statement == _relay.statement, _after.c.position == _relay.position + 1)
        ),
        (),
        (_relay.name, _after.c.name, _NOTHING),
    ),
    Tally(
        "place",
        _place.page,
        schema.place.join(schema.article, _article.page == _place.page),
        (_place.geonameid.is_not(None), _place.metonym == 0),
        (cast(_place.geonameid, Text), _or_nothing(cast(_place.precision, Text)), _or_nothing(_MONTH)),
    ),
    Tally(
        "place name",
        _place.page,
        schema.place,
        (_place.metonym == 0,),
        (_place.name, case((_place.geonameid.is_(None), literal_column("'unknown'")), else_=_NOTHING), _NOTHING),
    ),
    Tally("day", _date.page, schema.date, (_date.edtf.is_not(None),), (_or_nothing(_date.edtf), _NOTHING, _NOTHING)),
    Tally("language", _article.page, schema.article, (), (_article.language, _NOTHING, _NOTHING)),
)
_NAMES = tuple(tally.what for tally in TALLIES)


def enter_pages(connection: Connection, pages: Sequence[str]) -> None:
    """Count pages in, whose derived rows were just written."""
    _add(connection, pages, sign=1)


def leave_page(connection: Connection, page: str) -> None:
    """Count a page out, before its derived rows are deleted; a row that nothing is left of goes."""
    _add(connection, [page], sign=-1)
    connection.execute(delete(schema.tally).where(schema.tally.c.what.in_(_NAMES), schema.tally.c.times == 0))


def _add(connection: Connection, pages: Sequence[str], *, sign: int) -> None:
    for adding in _additions(connection.dialect.name):
        connection.execute(adding, {"pages": list(pages), "sign": sign})


@cache
def _additions(dialect: str) -> tuple[Insert, ...]:
    """For each tally the statement that adds what `pages` make, `sign` times; building them anew would take longer than running them."""
    sign = bindparam("sign", type_=BigInteger)
    made = []
    for tally in TALLIES:
        counted = tally.counted_of_pages().subquery()
        # SQLite takes ON CONFLICT for a part of a SELECT that has no WHERE.
        some = select(*(counted.c[name] for name in _KEY), sign * counted.c.times, sign * counted.c.pages).where(counted.c.times > 0)
        into = postgresql.insert(schema.tally) if dialect == "postgresql" else sqlite.insert(schema.tally)
        adding = into.from_select(_COLUMNS, some)
        sums = {name: schema.tally.c[name] + adding.excluded[name] for name in ("times", "pages")}
        made.append(adding.on_conflict_do_update(index_elements=_KEY, set_=sums))
    return tuple(made)


def count_again(connection: Connection) -> None:
    """Count every page anew."""
    connection.execute(delete(schema.tally))
    for tally in TALLIES:
        connection.execute(insert(schema.tally).from_select(_COLUMNS, tally.counted()))


def tally_changes(connection: Connection) -> list[str]:
    """The tallies that do not say what the derived rows do."""
    stored = schema.tally.c
    rows_of = connection.execute(select(stored.what, func.count()).group_by(stored.what))
    held: dict[str, int] = dict(map(tuple, rows_of))
    changes = []
    for tally in TALLIES:
        wanted = tally.counted().subquery()
        same = wanted.outerjoin(schema.tally, and_(*(stored[name] == wanted.c[name] for name in _COLUMNS)))
        rows, found = connection.execute(select(func.count(), func.count(stored.what)).select_from(same)).one()
        if not rows == found == held.pop(tally.what, 0):
            changes.append(f"table tally ({tally.what})")
    return changes + [f"table tally ({what!r} is nothing that Selon counts)" for what in held]
