"""What adding a page needs of the pages compared before: the keys by which pages find each other, the features of their figures, and of each
figure the component and the fact.

The comparison (`selon.compare.recompare`) asks for it; what a key or a feature means is its business. Everything here is derived: where it is
missing, everything is compared anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import takewhile
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, select, update

from selon.ledger import schema
from selon.ledger.fact_rows import Sum, digested, fact_of_rows, rows_of_fact
from selon.ledger.facts import component_digest, insert_rows, page_digest, rows_by_fact
from selon.ledger.rows import Row
from selon.links import Change, FactName, FigureKey, PageLinks, Placed, Standing
from selon.model import Fact, LinkedFact

# So many values of one list in a query are well below what the databases take.
_AT_ONCE = 5_000
T = TypeVar("T", str, int)
_FactRows = Mapping[Table, list[Row]]


class Linking:
    """The tables of one ledger, inside the caller's transaction. `digests` is the sum that the log tells, with all that was changed since."""

    def __init__(self, connection: Connection, digests: Sum) -> None:
        self.digests = digests
        self._connection = connection
        self._rows: dict[str, dict[Table, list[Row]]] = {}

    # -- asking

    def counts(self, keys: Collection[str]) -> dict[str, int]:
        """For each key the number of pages that have it."""
        column, named = schema.link_key.c.key, {_number(key): key for key in keys}
        found = dict.fromkeys(keys, 0)
        for some in _chunks(named):
            query = select(column, func.count()).where(column.in_(some)).group_by(column)
            found.update({named[row[0]]: row[1] for row in self._connection.execute(query)})
        return found

    def pages_with(self, keys: Collection[str]) -> set[str]:
        """The pages that have any of these keys."""
        column = schema.link_key.c
        numbers = [_number(key) for key in keys]
        return {page for some in _chunks(numbers) for page in self._connection.execute(select(column.page).where(column.key.in_(some))).scalars()}

    def features(self, pages: Collection[str]) -> dict[str, bytes]:
        """What the comparison knows of these pages."""
        table = schema.link_page.c
        rows = (row for some in _chunks(pages) for row in self._connection.execute(select(table.page, table.features).where(table.page.in_(some))))
        return {row[0]: row[1] for row in rows}

    def places_of(self, pages: Collection[str]) -> dict[FigureKey, Standing]:
        """Where the figures of these pages stand."""
        return self._places(schema.fact_figure.c.page, pages)

    def members(self, components: Collection[str]) -> dict[FigureKey, Standing]:
        """The figures of these components."""
        return self._places(schema.fact_figure.c.component, components)

    def points_of(self, components: Collection[str]) -> dict[tuple[str, int], bytes]:
        """The points of the parts of these components that were kept."""
        table = schema.link_component
        rows = (row for some in _chunks(components) for row in self._connection.execute(select(table).where(table.c.component.in_(some))))
        return {(row.component, row.part): row.points for row in rows}

    def names_of(self, facts: Collection[str]) -> dict[str, FactName]:
        """The names of these facts."""
        return self._names(schema.fact.c.id, facts)

    def names_in(self, events: Collection[str]) -> dict[str, FactName]:
        """The names of all facts of these events."""
        return self._names(schema.fact.c.event, events)

    def linked_to(self, facts: Collection[str]) -> dict[str, tuple[LinkedFact, ...]]:
        """For each of these facts what it is linked to."""
        table = schema.linked.c
        found: dict[str, tuple[LinkedFact, ...]] = dict.fromkeys(facts, ())
        for some in _chunks(facts):
            for row in self._connection.execute(select(schema.linked).where(table.fact.in_(some)).order_by(table.fact, table.position)):
                found[row.fact] = (*found[row.fact], LinkedFact(row.id, row.how))
        return found

    def facts(self, ids: Collection[str]) -> list[Fact]:
        """These facts."""
        return [placed.fact for placed in self.placed(ids)]

    def placed(self, ids: Collection[str]) -> list[Placed]:
        """These facts with their names and places."""
        return [fact_of_rows(rows) for rows in self._rows_of(ids).values()]

    # -- writing

    def put_pages(self, pages: Mapping[str, PageLinks], before: Mapping[str, Collection[str]]) -> None:
        """Keep these pages; `before` are the keys of those that are there already."""
        table = schema.link_page
        for some in _chunks(before):
            self.digests.take_away(self._connection.execute(select(table.c.digest).where(table.c.page.in_(some))).scalars())
            self._connection.execute(delete(table).where(table.c.page.in_(some)))
        if gone := [{"k": _number(key), "p": page} for page, keys in before.items() for key in keys]:
            of_key = schema.link_key.c.key == bindparam("k"), schema.link_key.c.page == bindparam("p")
            self._connection.execute(delete(schema.link_key).where(*of_key), gone)
        put_pages(self._connection, pages.items(), self.digests)

    def replace(self, change: Change) -> None:
        """Take out the components and facts that are gone, with all that belongs to them, and put in what comes."""
        new = {placed.fact.id: rows_of_fact(placed) for placed in change.facts}
        old = self._rows_of({*new, *change.gone})
        self.digests.take_away(rows[schema.fact][0]["digest"] for rows in old.values())
        self.digests.add(rows[schema.fact][0]["digest"] for rows in new.values())
        for table in (*reversed(schema.FACTS[1:]), schema.fact):
            key = table.c.id if table is schema.fact else table.c.fact
            for some in _chunks(change.gone):
                self._connection.execute(delete(table).where(key.in_(some)))
        for table in schema.FACTS:
            insert_rows(self._connection, table, (row for id, rows in new.items() if id not in old for row in rows[table]))
        for id in new.keys() & old.keys():
            self._update(id, old[id], new[id])
        self._replace_points(change)

    def _update(self, fact: str, old: _FactRows, new: _FactRows) -> None:
        """Write of a fact that is there what is other than before."""
        if old[schema.fact] != new[schema.fact]:
            self._connection.execute(update(schema.fact).where(schema.fact.c.id == fact).values(**new[schema.fact][0]))
        for table in (schema.fact_figure, schema.linked, schema.fact_review):
            as_before = sum(1 for _ in takewhile(_are_equal, zip(old[table], new[table], strict=False)))
            if as_before < len(old[table]):
                self._connection.execute(delete(table).where(table.c.fact == fact, table.c.position >= as_before))
            insert_rows(self._connection, table, new[table][as_before:])
        self._update_pairs(fact, old[schema.comparison], new[schema.comparison])

    def _update_pairs(self, fact: str, old: Iterable[Row], new: Iterable[Row]) -> None:
        """Their numbers say nothing: new ones come behind the others."""
        table = schema.comparison
        there: dict[tuple[object, ...], list[int]] = defaultdict(list)
        last = -1
        for row in old:
            there[digested(table, row)].append(row["position"])
            last = max(last, row["position"])
        come = []
        for row in new:
            if there.get(digested(table, row)):
                there[digested(table, row)].pop()
            else:
                last += 1
                come.append(row | {"position": last})
        if gone := [{"p": position} for positions in there.values() for position in positions]:
            self._connection.execute(delete(table).where(table.c.fact == fact, table.c.position == bindparam("p")), gone)
        insert_rows(self._connection, table, come)

    def _replace_points(self, change: Change) -> None:
        table = schema.link_component
        for some in _chunks(change.dissolved):
            self.digests.take_away(self._connection.execute(select(table.c.digest).where(table.c.component.in_(some))).scalars())
            self._connection.execute(delete(table).where(table.c.component.in_(some)))
        put_components(self._connection, change.components, self.digests)

    def _rows_of(self, ids: Collection[str]) -> dict[str, dict[Table, list[Row]]]:
        """The rows of these facts that are there, as they were when they were asked for first."""
        for some in _chunks([id for id in ids if id not in self._rows]):
            self._rows.update(rows_by_fact(self._connection, some))
        return {id: self._rows[id] for id in ids if id in self._rows}

    def _places(self, column: ColumnElement[str | None], values: Collection[str]) -> dict[FigureKey, Standing]:
        table, found = schema.fact_figure.c, {}
        for some in _chunks(values):
            query = select(table.page, table.number, table.component, table.fact).where(column.in_(some))
            for page, number, component, fact in self._connection.execute(query):
                found[page, number] = Standing(component, fact)
        return found

    def _names(self, column: ColumnElement[str | None], values: Collection[str]) -> dict[str, FactName]:
        table, found = schema.fact.c, {}
        for some in _chunks(values):
            query = select(table.id, *(table[name] for name in FactName.__struct_fields__)).where(column.in_(some))
            for id, *name in self._connection.execute(query):
                found[id] = FactName(*name)
        return found


def put_pages(connection: Connection, pages: Iterable[tuple[str, PageLinks]], digests: Sum) -> None:
    """Keep pages of which nothing is kept, and count their digests in."""
    for page, links in pages:
        numbers = sorted(map(_number, links.keys))
        digest = page_digest(links.features, numbers)
        digests.add([digest])
        insert_rows(connection, schema.link_page, [{"page": page, "features": links.features, "digest": digest}])
        insert_rows(connection, schema.link_key, ({"key": number, "page": page} for number in numbers))


def put_components(connection: Connection, components: Mapping[tuple[str, int], bytes], digests: Sum) -> None:
    """Keep the points of parts of components, and count their digests in."""
    for (component, part), points in components.items():
        digest = component_digest(component, part, points)
        digests.add([digest])
        insert_rows(connection, schema.link_component, [{"component": component, "part": part, "points": points, "digest": digest}])


def _are_equal(pair: tuple[Row, Row]) -> bool:
    return pair[0] == pair[1]


def _number(key: str) -> int:
    """Sixty-four bits that stand for a key: a tenth of its length."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def _chunks(values: Collection[T]) -> Iterator[list[T]]:
    ordered = sorted(values)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))
