"""The tables of the facts: written, read, taken away, and compared with what the log says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, groupby, islice
from operator import itemgetter

import msgspec
from sqlalchemy import Connection, Table, delete, select

from selon.ledger import schema
from selon.ledger.fact_rows import Sum, digested_columns, fact_digest, fact_of_rows, rows_of_fact
from selon.ledger.inserting import insert_rows
from selon.ledger.log import Entry
from selon.ledger.named import MOST
from selon.ledger.order import in_order
from selon.ledger.rows import Row
from selon.links import Placed
from selon.model import Fact

_ROWS = 500  # so many of each table are in memory at once
_FACTS_AT_ONCE = 200
_packed = msgspec.msgpack.Encoder().encode
NO_FACTS = str(Sum())
"""What the log says of a ledger without facts."""


def insert_facts(connection: Connection, facts: Iterable[Placed]) -> None:
    """Write facts that are not there."""
    rest = iter(facts)
    while batch := list(islice(rest, _FACTS_AT_ONCE)):
        made = [rows_of_fact(placed) for placed in batch]
        for table in schema.FACTS:
            insert_rows(connection, table, (row for rows in made for row in rows[table]))


def clear_facts(connection: Connection) -> None:
    """Take out all facts, and what is kept for linking."""
    for table in (*schema.LINKING, *reversed(schema.FACTS)):
        connection.execute(delete(table))


def facts_digest(connection: Connection) -> str:
    """What the log says of all facts, and of what is kept for linking: the sum of their digests."""
    total = Sum()
    for table in schema.DIGESTED:
        total.add(map(str.encode, connection.execute(select(table.c.digest)).scalars()))
    return str(total)


def stored_facts(connection: Connection, ids: Sequence[str] | None = None) -> list[Fact]:
    """The facts' tables as values, or these facts of them, in the order in which they matter."""
    return in_order(fact_of_rows(rows) for rows in rows_by_fact(connection, ids).values())


def rows_by_fact(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, dict[Table, list[Row]]]:
    """By fact the rows of the facts' tables, or of these facts; what it is linked to and the reviews in their order."""
    found: dict[str, dict[Table, list[Row]]] = defaultdict(lambda: {table: [] for table in schema.FACTS})
    for table in schema.FACTS:
        key = table.c.id if table is schema.fact else table.c.fact
        query = select(table).order_by(table.c.fact, table.c.position) if table in (schema.linked, schema.fact_review) else select(table)
        result = connection.execute(query if ids is None else query.where(key.in_(ids)))
        names = list(result.keys())
        for row in result:
            values = dict(zip(names, row, strict=True))
            found[values[key.name]][table].append(values)
    return found


def ids_beginning(connection: Connection, id: str) -> list[str]:
    """The fact that is called so; else those whose id begins so, `MOST` of them at most."""
    fact = schema.fact.c.id
    exact = connection.execute(select(fact).where(fact == id)).scalars().all()
    return list(exact or connection.execute(select(fact).where(fact.startswith(id, autoescape=True)).order_by(fact).limit(MOST)).scalars())


def fact_changes(connection: Connection, entries: Sequence[Entry]) -> Iterator[str]:
    """Facts that are not as they were written: every table is walked once, fact by fact."""
    digests = {row.id: row.digest for row in connection.execute(select(schema.fact.c.id, schema.fact.c.digest).order_by(schema.fact.c.id))}
    places = {id: at for at, id in enumerate(digests)}
    stored = {table: _RowsByFact(connection, table, places) for table in schema.FACTS}
    for id, digest in digests.items():
        if fact_digest({table: rows.of_fact(id) for table, rows in stored.items()}) != digest:
            yield f"fact {id}"
    yield from link_changes(connection)
    logged = [entry.content for entry in entries if entry.what == "facts"]
    if facts_digest(connection) != (logged[-1] if logged else NO_FACTS):
        yield "the facts"


def link_changes(connection: Connection) -> Iterator[str]:
    """What is kept for linking and is not as it was written."""
    keys: dict[str, list[int]] = defaultdict(list)
    for page, key in connection.execute(select(schema.link_key.c.page, schema.link_key.c.key)):
        keys[page].append(key)
    for row in connection.execute(select(schema.link_page).order_by(schema.link_page.c.page)).yield_per(_ROWS):
        if page_digest(row.features, sorted(keys.pop(row.page, ()))) != row.digest:
            yield f"what is kept of page {row.page} for linking"
    yield from (f"what is kept of page {page} for linking" for page in sorted(keys))
    for row in connection.execute(select(schema.link_component).order_by(schema.link_component.c.component)).yield_per(_ROWS):
        if component_digest(row.component, row.part, row.points) != row.digest:
            yield f"what is kept of the component {row.component} for linking"


def page_digest(features: bytes, keys: Sequence[int]) -> str:
    """SHA-256 over what is kept of a page; the keys in rising order."""
    return sha256(_packed((features, keys))).hexdigest()


def component_digest(component: str, part: int, points: bytes) -> str:
    """SHA-256 over what is kept of a part of a component."""
    return sha256(_packed((component, part, points))).hexdigest()


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
