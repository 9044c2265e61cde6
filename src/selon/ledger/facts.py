"""The tables of the facts: written, read, taken away, and compared with what the log says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from sqlalchemy import Connection, Table, delete, insert, select

from selon.ledger import schema
from selon.ledger.fact_rows import Sum, digested_columns, fact_digest, facts_of_rows, rows_of_facts
from selon.ledger.log import Entry
from selon.ledger.order import in_order
from selon.ledger.rows import Row
from selon.model import Fact

_ROWS = 500  # so many of each table are in memory at once
NO_FACTS = str(Sum())
"""What the log says of a ledger without facts."""


def insert_facts(connection: Connection, facts: Sequence[Fact]) -> None:
    """Write facts that are not there."""
    for table, rows in rows_of_facts(facts).items():
        if rows:
            connection.execute(insert(table), rows)


def clear_facts(connection: Connection) -> None:
    """Take out all facts."""
    for table in reversed(schema.FACTS):
        connection.execute(delete(table))


def facts_digest(connection: Connection) -> str:
    """What the log says of all facts: the sum of their digests."""
    total = Sum()
    total.add(connection.execute(select(schema.fact.c.digest)).scalars())
    return str(total)


def stored_facts(connection: Connection, ids: Sequence[str] | None = None) -> list[Fact]:
    """The facts' tables as values, or these facts of them, in the order in which they matter."""
    return in_order(facts_of_rows(fact_rows(connection, ids)))


def fact_rows(connection: Connection, ids: Sequence[str] | None = None) -> dict[Table, list[Row]]:
    """The rows of the facts' tables, or of these facts; those of one fact in the order of their positions."""
    found = {}
    for table in schema.FACTS:
        query = select(table) if table is schema.fact else select(table).order_by(table.c.fact, table.c.position)
        if ids is not None:
            query = query.where((table.c.id if table is schema.fact else table.c.fact).in_(ids))
        found[table] = [dict(row._mapping) for row in connection.execute(query)]
    return found


def ids_beginning(connection: Connection, id: str) -> list[str]:
    """The fact that is called so; else those whose id begins so, two of them at most."""
    fact = schema.fact.c.id
    exact = connection.execute(select(fact).where(fact == id)).scalars().all()
    return list(exact or connection.execute(select(fact).where(fact.startswith(id, autoescape=True)).limit(2)).scalars())


def fact_changes(connection: Connection, entries: Sequence[Entry]) -> Iterator[str]:
    """Facts that are not as they were written: every table is walked once, fact by fact."""
    digests = {row.id: row.digest for row in connection.execute(select(schema.fact.c.id, schema.fact.c.digest).order_by(schema.fact.c.id))}
    places = {id: at for at, id in enumerate(digests)}
    stored = {table: _RowsByFact(connection, table, places) for table in schema.FACTS}
    for id, digest in digests.items():
        if fact_digest({table: rows.of_fact(id) for table, rows in stored.items()}) != digest:
            yield f"fact {id}"
    logged = [entry.content for entry in entries if entry.what == "facts"]
    if facts_digest(connection) != (logged[-1] if logged else NO_FACTS):
        yield "the facts"


class _RowsByFact:
    """The rows of one table, fact by fact; facts have to be asked for in the order of `places`, which is the database's."""

    def __init__(self, connection: Connection, table: Table, places: Mapping[str, int]) -> None:
        key = table.c.id if table is schema.fact else table.c.fact
        columns = digested_columns(table)
        rows = connection.execute(select(*columns).order_by(key)).yield_per(_ROWS)
        self._groups = groupby(map(tuple, chain.from_iterable(rows.partitions())), key=itemgetter(columns.index(key)))
        self._next = next(self._groups, None)
        self._places = places

    def of_fact(self, id: str) -> list[tuple[object, ...]]:
        while self._next is not None and self._places.get(str(self._next[0]), -1) < self._places[id]:  # rows of no fact, told elsewhere
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows
