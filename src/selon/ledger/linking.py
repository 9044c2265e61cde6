"""What adding a page needs of the pages compared before: the keys by which pages find each other, the features of their figures, and of each
figure the component and the fact.

The comparison (`selon.compare.recompare`) asks for it; what a key or a feature means is its business. Everything here is derived: where it is
missing, everything is compared anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select

from selon.ledger import schema
from selon.ledger.chunks import chunks
from selon.ledger.fact_rows import Sum
from selon.ledger.fact_updates import StoredFacts
from selon.ledger.facts import component_digest, page_digest
from selon.ledger.inserting import insert_rows
from selon.links import Change, FactName, FigureKey, KnownFact, PageLinks, Standing
from selon.model import LinkedFact


class Linking:
    """The tables of one ledger, inside the caller's transaction. `digests` is the sum that the log tells, with all that was changed since."""

    def __init__(self, connection: Connection, digests: Sum) -> None:
        self.digests = digests
        self._connection = connection
        self._facts = StoredFacts(connection, digests)
        self._pages: set[str] = set()

    # -- asking

    def counts(self, keys: Collection[str]) -> dict[str, int]:
        """For each key the number of pages that have it."""
        column, named = schema.link_key.c.key, {_number(key): key for key in keys}
        found = dict.fromkeys(keys, 0)
        for some in chunks(named):
            query = select(column, func.count()).where(column.in_(some)).group_by(column)
            found.update({named[row[0]]: row[1] for row in self._connection.execute(query)})
        return found

    def pages_with(self, keys: Collection[str]) -> set[str]:
        """The pages that have any of these keys."""
        column = schema.link_key.c
        numbers = [_number(key) for key in keys]
        return {page for some in chunks(numbers) for page in self._connection.execute(select(column.page).where(column.key.in_(some))).scalars()}

    def features(self, pages: Collection[str]) -> dict[str, bytes]:
        """What the comparison knows of these pages."""
        table = schema.link_page.c
        rows = (row for some in chunks(pages) for row in self._connection.execute(select(table.page, table.features).where(table.page.in_(some))))
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
        rows = (row for some in chunks(components) for row in self._connection.execute(select(table).where(table.c.component.in_(some))))
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
        for some in chunks(facts):
            for row in self._connection.execute(select(schema.linked).where(table.fact.in_(some)).order_by(table.fact, table.position)):
                found[row.fact] = (*found[row.fact], LinkedFact(row.id, row.how))
        return found

    def known(self, facts: Collection[str]) -> dict[str, KnownFact]:
        """What is known of these facts."""
        return self._facts.known(facts)

    # -- writing

    def put_pages(self, pages: Mapping[str, PageLinks], before: Mapping[str, Collection[str]]) -> None:
        """Keep these pages; `before` are the keys of those that are there already."""
        table = schema.link_page
        for some in chunks(before):
            self.digests.take_away(map(str.encode, self._connection.execute(select(table.c.digest).where(table.c.page.in_(some))).scalars()))
            self._connection.execute(delete(table).where(table.c.page.in_(some)))
        if gone := [{"k": _number(key), "p": page} for page, keys in before.items() for key in keys]:
            of_key = schema.link_key.c.key == bindparam("k"), schema.link_key.c.page == bindparam("p")
            self._connection.execute(delete(schema.link_key).where(*of_key), gone)
        put_pages(self._connection, pages.items(), self.digests)
        self._pages |= pages.keys()

    def replace(self, change: Change) -> None:
        """Take out the components and facts that are gone, with all that belongs to them, and put in what comes."""
        self._facts.rename(change.renamed)
        self._facts.remove(change.gone)
        self._facts.put(change.facts, self._pages)
        self._facts.link(change.linked)
        self._replace_points(change)

    def _replace_points(self, change: Change) -> None:
        table = schema.link_component
        for some in chunks(change.dissolved):
            self.digests.take_away(map(str.encode, self._connection.execute(select(table.c.digest).where(table.c.component.in_(some))).scalars()))
            self._connection.execute(delete(table).where(table.c.component.in_(some)))
        put_components(self._connection, change.components, self.digests)

    def _places(self, column: ColumnElement[str | None], values: Collection[str]) -> dict[FigureKey, Standing]:
        table, found = schema.fact_figure.c, {}
        for some in chunks(values):
            query = select(table.page, table.number, table.component, table.fact).where(column.in_(some))
            for page, number, component, fact in self._connection.execute(query).all():
                found[page, number] = Standing(component, fact)
        return found

    def _names(self, column: ColumnElement[str | None], values: Collection[str]) -> dict[str, FactName]:
        table, found = schema.fact.c, {}
        for some in chunks(values):
            query = select(table.id, *(table[name] for name in FactName.__struct_fields__)).where(column.in_(some))
            for id, *name in self._connection.execute(query):
                found[id] = FactName(*name)
        return found


def put_pages(connection: Connection, pages: Iterable[tuple[str, PageLinks]], digests: Sum) -> None:
    """Keep pages of which nothing is kept, and count their digests in."""
    for page, links in pages:
        numbers = sorted(map(_number, links.keys))
        digest = page_digest(links.features, numbers)
        digests.add([digest.encode()])
        insert_rows(connection, schema.link_page, [{"page": page, "features": links.features, "digest": digest}])
        insert_rows(connection, schema.link_key, ({"key": number, "page": page} for number in numbers))


def put_components(connection: Connection, components: Mapping[tuple[str, int], bytes], digests: Sum) -> None:
    """Keep the points of parts of components, and count their digests in."""
    for (component, part), points in components.items():
        digest = component_digest(component, part, points)
        digests.add([digest.encode()])
        insert_rows(connection, schema.link_component, [{"component": component, "part": part, "points": points, "digest": digest}])


def _number(key: str) -> int:
    """Sixty-four bits that stand for a key: a tenth of its length."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)
