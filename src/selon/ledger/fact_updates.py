"""Facts that are there, changed row by row: of a large fact to which a page adds one figure only the rows that come, go or differ are written, and
its digest is what these rows make of the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, String, Table, cast, delete, func, select, tuple_, update

from selon.ledger import schema
from selon.ledger.chunks import chunks
from selon.ledger.fact_rows import (
    Sum,
    digested,
    fact_digest,
    fact_row,
    figure_row,
    figures_of,
    linked_rows,
    pair_rows,
    review_rows,
    row_parts,
    rows_of_fact,
)
from selon.ledger.facts import rows_by_fact
from selon.ledger.inserting import insert_rows
from selon.ledger.rows import Row
from selon.links import FigureKey, KnownFact, KnownFigure, PairIds, Placed
from selon.model import LinkedFact

_FACT, _FIGURE, _PAIR = schema.fact.c, schema.fact_figure.c, schema.comparison.c
# A key has two values, and a query takes some ten thousand.
_KEYS_AT_ONCE = 2_000
# Between the values of pairs: a control character, which no id holds.
_APART = "\x1f"
_ALL_PAIRS = func.aggregate_strings(cast(_PAIR.position, String) + _APART + _PAIR.left + _APART + _PAIR.right + _APART + _PAIR.rule, _APART)


class _Stored(msgspec.Struct):
    """A fact as it is there: its row; of its figures what can change, and the component; of its pairs, which may be the
    same twice, number and rule."""

    row: Row
    figures: dict[FigureKey, KnownFigure] = {}
    components: dict[FigureKey, str | None] = {}
    numbers: list[int] = []
    pairs: list[PairIds] = []
    rules: list[str] = []
    linked: list[Row] = []
    reviews: list[Row] = []


class StoredFacts:
    """The facts of a ledger, inside the caller's transaction. `digests` is the sum that the log tells, which every change brings up to date."""

    def __init__(self, connection: Connection, digests: Sum) -> None:
        self._connection = connection
        self._digests = digests
        self._stored: dict[str, _Stored] = {}

    def known(self, facts: Collection[str]) -> dict[str, KnownFact]:
        """What is known of those of these facts that are there."""
        self._load(facts)
        stored = {id: self._stored[id] for id in facts if id in self._stored}
        return {id: KnownFact(one.figures, dict(zip(one.pairs, one.rules, strict=True))) for id, one in stored.items()}

    def remove(self, facts: Collection[str]) -> None:
        """Take these facts out, with all that belongs to them."""
        for some in chunks(facts):
            self._count_out(self._connection.execute(select(_FACT.digest).where(_FACT.id.in_(some))).scalars())
            for table in (*reversed(schema.FACTS[1:]), schema.fact):
                self._connection.execute(delete(table).where(_key(table).in_(some)))
        for id in facts:
            self._stored.pop(id, None)

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Give facts other ids. Those that had the new ids before go, unless they are renamed themselves."""
        moved = rows_by_fact(self._connection, list(renamed))
        self.remove({*renamed, *renamed.values()})
        for id, rows in moved.items():
            again = {table: [row | {_key(table).name: renamed[id]} for row in some] for table, some in rows.items()}
            again[schema.fact][0]["digest"] = fact_digest({table: [digested(table, row) for row in some] for table, some in again.items()})
            self._insert(again)

    def put(self, facts: Iterable[Placed], pages: Collection[str]) -> None:
        """Write facts in the place of those of the same ids; `pages` are those of whose figures more than `KnownFigure` has changed."""
        facts = list(facts)
        self._load([placed.fact.id for placed in facts])
        for placed in facts:
            if placed.fact.id in self._stored:
                self._update(placed, self._stored.pop(placed.fact.id), pages)
            elif placed.staying:
                raise AssertionError(f"the pairs of {placed.fact.id} cannot stay: the fact is not there")
            else:
                self._insert(rows_of_fact(placed))

    def link(self, linked: Mapping[str, Sequence[LinkedFact]]) -> None:
        """Link facts to these others, and to no more."""
        for id, others in linked.items():
            self._stored.pop(id, None)
            digest = self._connection.execute(select(_FACT.digest).where(_FACT.id == id)).scalar_one()
            table = schema.linked
            rows = self._connection.execute(select(table).where(table.c.fact == id).order_by(table.c.position)).mappings()
            total = Sum(digest)
            self._replace(table, id, [dict(row) for row in rows], linked_rows(id, others), total)
            self._digest(id, digest, total)

    def _insert(self, rows: Mapping[Table, list[Row]]) -> None:
        self._digests.add([rows[schema.fact][0]["digest"].encode()])
        for table in schema.FACTS:
            insert_rows(self._connection, table, rows[table])

    def _update(self, placed: Placed, before: _Stored, pages: Collection[str]) -> None:
        id, row = placed.fact.id, fact_row(placed)
        total = Sum(before.row["digest"])
        self._update_figures(placed, before, pages, total)
        self._update_pairs(placed, before, total)
        self._replace(schema.linked, id, before.linked, linked_rows(id, placed.fact.linked), total)
        self._replace(schema.fact_review, id, before.reviews, review_rows(placed), total)
        if digested(schema.fact, row) != digested(schema.fact, before.row):
            total.take_away(row_parts(schema.fact, [digested(schema.fact, before.row)]))
            total.add(row_parts(schema.fact, [digested(schema.fact, row)]))
            self._connection.execute(update(schema.fact).where(_FACT.id == id).values(**row))
        self._digest(id, before.row["digest"], total)

    def _update_figures(self, placed: Placed, before: _Stored, pages: Collection[str], total: Sum) -> None:
        id, now = placed.fact.id, figures_of(placed)
        same = {
            key
            for key, (figure, component) in now.items()
            if key[0] not in pages
            and before.figures.get(key) == KnownFigure(figure.id, figure.origin, figure.replaced_by, figure.correction)
            and before.components[key] == component
        }
        if gone := before.figures.keys() - same:
            self._take_out_figures(id, gone, total)
        self._put_in(schema.fact_figure, [figure_row(id, key, *figure) for key, figure in now.items() if key not in same], total)

    def _take_out_figures(self, fact: str, keys: Collection[FigureKey], total: Sum) -> None:
        of_fact = schema.fact_figure.select().where(_FIGURE.fact == fact)
        named = tuple_(_FIGURE.page, _FIGURE.number)
        for some in chunks(keys, at_once=_KEYS_AT_ONCE):
            rows = self._connection.execute(of_fact.where(named.in_(some))).mappings()
            total.take_away(row_parts(schema.fact_figure, (digested(schema.fact_figure, dict(row)) for row in rows)))
            self._connection.execute(delete(schema.fact_figure).where(_FIGURE.fact == fact, named.in_(some)))

    def _update_pairs(self, placed: Placed, before: _Stored, total: Sum) -> None:
        """Their numbers say nothing: new ones come behind the others."""
        stay = map(placed.staying.__contains__, before.pairs)
        for some in chunks([number for number, stays in zip(before.numbers, stay, strict=True) if not stays]):
            going = _PAIR.fact == placed.fact.id, _PAIR.position.in_(some)
            rows = self._connection.execute(select(schema.comparison).where(*going)).mappings()
            total.take_away(row_parts(schema.comparison, (digested(schema.comparison, dict(row)) for row in rows)))
            self._connection.execute(delete(schema.comparison).where(*going))
        last = max(before.numbers, default=-1)
        self._put_in(schema.comparison, pair_rows(placed.fact.id, placed.fact.pairs, last + 1), total)

    def _replace(self, table: Table, fact: str, before: list[Row], now: list[Row], total: Sum) -> None:
        if before != now:
            total.take_away(row_parts(table, (digested(table, row) for row in before)))
            self._connection.execute(delete(table).where(table.c.fact == fact))
            self._put_in(table, now, total)

    def _put_in(self, table: Table, rows: list[Row], total: Sum) -> None:
        total.add(row_parts(table, (digested(table, row) for row in rows)))
        insert_rows(self._connection, table, rows)

    def _digest(self, fact: str, before: str, total: Sum) -> None:
        self._digests.take_away([before.encode()])
        self._digests.add([str(total).encode()])
        self._connection.execute(update(schema.fact).where(_FACT.id == fact).values(digest=str(total)))

    def _count_out(self, digests: Iterable[str]) -> None:
        self._digests.take_away(digest.encode() for digest in digests)

    def _load(self, facts: Collection[str]) -> None:
        for some in chunks([id for id in facts if id not in self._stored]):
            self._stored.update(
                {row["id"]: _Stored(dict(row)) for row in self._connection.execute(select(schema.fact).where(_FACT.id.in_(some))).mappings()}
            )
            self._load_figures(some)
            self._load_pairs(some)
            for table in (schema.linked, schema.fact_review):
                rows = self._connection.execute(select(table).where(table.c.fact.in_(some)).order_by(table.c.fact, table.c.position))
                for row in rows.mappings():
                    stored = self._stored[row["fact"]]
                    (stored.linked if table is schema.linked else stored.reviews).append(dict(row))

    def _load_pairs(self, facts: Sequence[str]) -> None:
        """Those of each fact in one value: there may be thousands, and a row for each takes longer."""
        for fact, pairs in self._connection.execute(select(_PAIR.fact, _ALL_PAIRS).where(_PAIR.fact.in_(facts)).group_by(_PAIR.fact)):
            values = pairs.split(_APART)
            numbers, lefts, rights, rules = (values[at::4] for at in range(4))
            stored = self._stored[fact]
            stored.numbers, stored.pairs, stored.rules = list(map(int, numbers)), list(zip(lefts, rights, strict=True)), rules

    def _load_figures(self, facts: Sequence[str]) -> None:
        columns = (_FIGURE[name] for name in ("fact", "page", "number", "component", *KnownFigure.__struct_fields__))
        for fact, page, number, component, *known in self._connection.execute(select(*columns).where(_FIGURE.fact.in_(facts))).all():
            self._stored[fact].figures[page, number] = KnownFigure(*known)
            self._stored[fact].components[page, number] = component


def _key(table: Table) -> Column[Any]:
    return table.c.id if table is schema.fact else table.c.fact
