"""Facts as rows and back, and the digest with which the log vouches for them: pure functions over values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256, sha512
from operator import itemgetter
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Table

from selon.ledger import schema
from selon.ledger.order import newest, rank
from selon.ledger.rows import Row, plain, storable
from selon.links import FactName, Placed
from selon.model import Comparison, Fact, FactFigure, LinkedFact, ReviewNote, Span, Value, pairs_in_order

_FACT = ("id", "title", "verdict", "rule", "because", "origins", "title_en")
_OF_FIGURE = tuple(name for name in FactFigure.__struct_fields__ if name not in ("span", "relays", "reviews"))

S = TypeVar("S", bound=msgspec.Struct)

_packed = msgspec.msgpack.Encoder().encode


def rows_of_fact(placed: Placed) -> dict[Table, list[Row]]:
    """The rows of one fact in the facts' tables, with its digest."""
    fact = placed.fact
    numbered: dict[Table, Sequence[msgspec.Struct]] = {schema.comparison: fact.pairs, schema.linked: fact.linked}
    name = msgspec.structs.asdict(placed.name) if placed.name else dict.fromkeys(FactName.__struct_fields__)
    places = placed.places or ((None, None),) * len(fact.figures)
    rows = {
        schema.fact: [storable({**plain(fact, *_FACT), "rank": rank(fact), "newest": newest(fact), **name})],
        schema.fact_figure: [
            _figure_row(fact.id, at, figure) | {"number": number, "component": component}
            for at, (figure, (number, component)) in enumerate(zip(fact.figures, places, strict=True))
        ],
        schema.fact_review: list(_review_rows(fact)),
        **{
            table: [storable({"fact": fact.id, "position": at, **msgspec.structs.asdict(part)}) for at, part in enumerate(parts)]
            for table, parts in numbered.items()
        },
    }
    rows[schema.fact][0]["digest"] = fact_digest({table: [digested(table, row) for row in some] for table, some in rows.items()})
    return rows


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


def fact_of_rows(rows: Mapping[Table, Sequence[Row]]) -> Placed:
    """The fact again, from its rows in the order of their positions: `fact_of_rows(rows_of_fact(placed)) == placed`."""
    row, figure_rows = rows[schema.fact][0], rows[schema.fact_figure]
    figures = _figures_of_rows(figure_rows, rows[schema.fact_review])
    fact = Fact(
        **{name: row[name] for name in _FACT},
        figures=figures,
        pairs=pairs_in_order((_value(Comparison, part) for part in rows[schema.comparison]), figures),
        linked=tuple(_value(LinkedFact, part) for part in rows[schema.linked]),
    )
    if row["event"] is None:
        return Placed(fact)
    return Placed(fact, _value(FactName, row), tuple((part["number"], part["component"]) for part in figure_rows))


def _value(kind: type[S], row: Row) -> S:
    return kind(**{name: row[name] for name in kind.__struct_fields__})


def _figures_of_rows(rows: Sequence[Row], reviews: Sequence[Row]) -> tuple[FactFigure, ...]:
    notes: dict[int, list[ReviewNote]] = defaultdict(list)
    for row in reviews:
        old, new = (msgspec.json.decode(row[name], type=dict[str, Value]) for name in ("old", "new"))
        notes[row["figure"]].append(ReviewNote(**{name: row[name] for name in ("action", "by", "reason")}, old=old, new=new))
    return tuple(_figure(row, tuple(notes.get(at, ()))) for at, row in enumerate(rows))


def _figure(row: Row, reviews: tuple[ReviewNote, ...]) -> FactFigure:
    relays = msgspec.json.decode(row["relays"], type=tuple[str, ...])
    plain_fields = {name: row[name] for name in _OF_FIGURE}
    return FactFigure(**plain_fields, span=Span(row["start"], row["end"]), relays=relays, reviews=reviews)


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


_DIGESTED = {table: itemgetter(*(column.name for column in digested_columns(table))) for table in schema.FACTS}


def digested(table: Table, row: Row) -> tuple[object, ...]:
    """The values of those columns."""
    values: tuple[object, ...] = _DIGESTED[table](row)
    return values


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
