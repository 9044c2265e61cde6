"""Facts as rows and back, and the digest with which the log vouches for them: pure functions over values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256, sha512
from typing import Any

import msgspec
from sqlalchemy import Column, Table

from selon.ledger import schema
from selon.ledger.order import newest, rank
from selon.ledger.rows import Row, plain, storable
from selon.model import Comparison, Fact, FactFigure, LinkedFact, ReviewNote, Span, Value, pairs_in_order

_FACT = ("id", "title", "verdict", "rule", "because", "origins", "title_en")
_PARTS = (schema.fact_figure, schema.comparison, schema.linked, schema.fact_review)

_packed = msgspec.msgpack.Encoder().encode


def rows_of_facts(facts: Iterable[Fact]) -> dict[Table, list[Row]]:
    """Every row of the facts' tables, the digest of each fact included."""
    made: dict[Table, list[Row]] = {table: [] for table in schema.FACTS}
    for fact in facts:
        own = _rows_of_fact(fact)
        own[schema.fact][0]["digest"] = fact_digest({table: [_digested(table, row) for row in rows] for table, rows in own.items()})
        for table, rows in own.items():
            made[table] += rows
    return made


def _rows_of_fact(fact: Fact) -> dict[Table, list[Row]]:
    numbered: dict[Table, Sequence[msgspec.Struct]] = {schema.comparison: fact.pairs, schema.linked: fact.linked}
    return {
        schema.fact: [storable({**plain(fact, *_FACT), "rank": rank(fact), "newest": newest(fact)})],
        schema.fact_figure: [_figure_row(fact.id, at, figure) for at, figure in enumerate(fact.figures)],
        schema.fact_review: list(_review_rows(fact)),
        **{
            table: [storable({"fact": fact.id, "position": at, **msgspec.structs.asdict(part)}) for at, part in enumerate(parts)]
            for table, parts in numbered.items()
        },
    }


def _figure_row(fact: str, position: int, figure: FactFigure) -> Row:
    row = msgspec.structs.asdict(figure)
    span: Span = row.pop("span")
    del row["reviews"]
    bounds = {name: None if row[name] is None else float(row[name]) for name in ("low", "high")}  # as the database gives them back
    relays = msgspec.json.encode(figure.relays).decode()
    return storable({"fact": fact, "position": position, **row, **bounds, "relays": relays, "start": span.start, "end": span.end})


def _review_rows(fact: Fact) -> Iterable[Row]:
    notes = [(at, note) for at, figure in enumerate(fact.figures) for note in figure.reviews]
    for n, (at, note) in enumerate(notes):
        values = {"old": msgspec.json.encode(note.old).decode(), "new": msgspec.json.encode(note.new).decode()}
        yield storable({"fact": fact.id, "position": n, "figure": at, **plain(note, "action", "by", "reason"), **values})


def facts_of_rows(rows: Mapping[Table, Iterable[Row]]) -> list[Fact]:
    """The facts again, from rows in the order of their positions: `facts_of_rows(rows_of_facts(facts)) == facts`."""
    parts = {table: _by_fact(rows[table]) for table in _PARTS}
    return [_fact(row, {table: of_fact.get(row["id"], []) for table, of_fact in parts.items()}) for row in rows[schema.fact]]


def _by_fact(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["fact"]].append({name: value for name, value in row.items() if name not in ("fact", "position")})
    return found


def _fact(row: Row, parts: Mapping[Table, list[Row]]) -> Fact:
    figures = _figures_of_rows(parts[schema.fact_figure], parts[schema.fact_review])
    return Fact(
        **{name: row[name] for name in _FACT},
        figures=figures,
        pairs=pairs_in_order((Comparison(**part) for part in parts[schema.comparison]), figures),
        linked=tuple(LinkedFact(**part) for part in parts[schema.linked]),
    )


def _figures_of_rows(rows: list[Row], reviews: list[Row]) -> tuple[FactFigure, ...]:
    notes: dict[int, list[ReviewNote]] = {}
    for row in reviews:
        old, new = (msgspec.json.decode(row.pop(name), type=dict[str, Value]) for name in ("old", "new"))
        notes.setdefault(row.pop("figure"), []).append(ReviewNote(**row, old=old, new=new))
    return tuple(_figure(row, tuple(notes.get(at, ()))) for at, row in enumerate(rows))


def _figure(row: Row, reviews: tuple[ReviewNote, ...]) -> FactFigure:
    span = Span(row.pop("start"), row.pop("end"))
    relays = msgspec.json.decode(row.pop("relays"), type=tuple[str, ...])
    return FactFigure(**row, span=span, relays=relays, reviews=reviews)


def fact_digest(rows: Mapping[Table, Iterable[Sequence[object]]]) -> str:
    """SHA-256 over the rows of one fact: of each table its name and number of rows, then the rows, sorted, each as the MessagePack array of
    `digested_columns`."""
    hashed = sha256()
    for table in schema.FACTS:
        lines = sorted(map(_packed, rows[table]))
        hashed.update(_packed((str(table.name), len(lines))))
        hashed.update(b"".join(lines))
    return hashed.hexdigest()


def digested_columns(table: Table) -> list[Column[Any]]:
    """All columns but the digest itself, and but the numbers of comparisons: new ones come behind the others."""
    return [column for column in table.c if column is not schema.fact.c.digest and column is not schema.comparison.c.position]


def _digested(table: Table, row: Row) -> list[object]:
    return [row[column.name] for column in digested_columns(table)]


class Sum:
    """The sum of any number of digests in any order, of which one can be taken away again: what the log says of all facts together.

    Each digest counts with its SHA-512, modulo 2 ** 512.
    """

    def __init__(self, total: str = "0" * 128) -> None:
        self._total = int(total, 16)

    def add(self, digests: Iterable[str]) -> None:
        """Count these in."""
        self._total = (self._total + sum(map(_number, digests))) % _MODULUS

    def take_away(self, digests: Iterable[str]) -> None:
        """Count these out."""
        self._total = (self._total - sum(map(_number, digests))) % _MODULUS

    def __str__(self) -> str:
        return f"{self._total:0128x}"


_MODULUS = 1 << 512


def _number(digest: str) -> int:
    return int.from_bytes(sha512(digest.encode()).digest())
