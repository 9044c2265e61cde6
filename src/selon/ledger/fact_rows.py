"""Facts as rows and back, and the digest with which the log vouches for them: pure functions over values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha512
from operator import itemgetter
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, Table

from selon.ledger import schema
from selon.ledger.order import newest, rank
from selon.ledger.rows import Row, plain, storable
from selon.links import FactName, FigureKey, Placed
from selon.model import Comparison, Fact, FactFigure, LinkedFact, ReviewNote, Span, Value, figures_order, pairs_in_order

FactRows = Mapping[Table, Sequence[Row]]
_FACT = ("id", "title", "verdict", "rule", "because", "origins", "title_en")
_OF_FIGURE = tuple(name for name in FactFigure.__struct_fields__ if name not in ("span", "relays", "reviews"))

S = TypeVar("S", bound=msgspec.Struct)

_packed = msgspec.msgpack.Encoder().encode


def rows_of_fact(placed: Placed) -> dict[Table, list[Row]]:
    """The rows of one fact in the facts' tables, with its digest."""
    fact, figures = placed.fact, figures_of(placed)
    rows = {
        schema.fact: [fact_row(placed)],
        schema.fact_figure: [figure_row(fact.id, key, *figure) for key, figure in figures.items()],
        schema.comparison: pair_rows(fact.id, fact.pairs),
        schema.linked: linked_rows(fact.id, fact.linked),
        schema.fact_review: review_rows(placed),
    }
    rows[schema.fact][0]["digest"] = fact_digest({table: [digested(table, row) for row in some] for table, some in rows.items()})
    return rows


def figures_of(placed: Placed) -> dict[FigureKey, tuple[FactFigure, str | None]]:
    """The figures of a fact with the component of each; where nothing is kept of it they are counted through."""
    figures = placed.fact.figures
    places: Iterable[tuple[int, str | None]] = placed.places or ((at, None) for at in range(len(figures)))
    return {(figure.page, number): (figure, component) for figure, (number, component) in zip(figures, places, strict=True)}


def fact_row(placed: Placed) -> Row:
    """The row of the fact itself, without its digest."""
    name = msgspec.structs.asdict(placed.name) if placed.name else dict.fromkeys(FactName.__struct_fields__)
    return storable({**plain(placed.fact, *_FACT), "rank": rank(placed.fact), "newest": newest(placed.fact), **name})


def figure_row(fact: str, key: FigureKey, figure: FactFigure, component: str | None) -> Row:
    """The row of a figure of this fact."""
    row = msgspec.structs.asdict(figure)
    span: Span = row.pop("span")
    del row["reviews"]
    bounds = {name: None if row[name] is None else float(row[name]) for name in ("low", "high")}  # as the database gives them back
    relays = msgspec.json.encode(figure.relays).decode()
    placed = {"fact": fact, "number": key[1], "component": component}
    return storable({**row, **bounds, **placed, "relays": relays, "start": span.start, "end": span.end})


def pair_rows(fact: str, pairs: Iterable[Comparison], first: int = 0) -> list[Row]:
    """The rows of pairs of this fact, numbered from `first`."""
    return [storable({"fact": fact, "position": at, **msgspec.structs.asdict(pair)}) for at, pair in enumerate(pairs, first)]


def linked_rows(fact: str, linked: Iterable[LinkedFact]) -> list[Row]:
    """The rows that say what this fact is linked to."""
    return [storable({"fact": fact, "position": at, **msgspec.structs.asdict(other)}) for at, other in enumerate(linked)]


def review_rows(placed: Placed) -> list[Row]:
    """The rows of what the figures of a fact show of their reviews."""
    return [
        storable({"fact": placed.fact.id, "position": at, "page": page, "number": number, **_noted(note)})
        for at, ((page, number), note) in enumerate((key, note) for key, (figure, _) in figures_of(placed).items() for note in figure.reviews)
    ]


def _noted(note: ReviewNote) -> Row:
    values = {"old": msgspec.json.encode(note.old).decode(), "new": msgspec.json.encode(note.new).decode()}
    return {**plain(note, "action", "by", "reason"), **values}


def fact_of_rows(rows: FactRows) -> Fact:
    """The fact again: `fact_of_rows(rows_of_fact(placed)) == placed.fact`, in whatever order the rows of figures and pairs come."""
    row = rows[schema.fact][0]
    figures = _figures_of_rows(rows[schema.fact_figure], rows[schema.fact_review], in_order=row["event"] is not None)
    return Fact(
        **{name: row[name] for name in _FACT},
        figures=figures,
        pairs=pairs_in_order((_value(Comparison, part) for part in rows[schema.comparison]), figures),
        linked=tuple(_value(LinkedFact, part) for part in rows[schema.linked]),
    )


def _value(kind: type[S], row: Row) -> S:
    return kind(**{name: row[name] for name in kind.__struct_fields__})


def _figures_of_rows(rows: Sequence[Row], reviews: Sequence[Row], *, in_order: bool) -> tuple[FactFigure, ...]:
    """In the order of their days; those that were counted through, by that."""
    notes: dict[FigureKey, list[ReviewNote]] = defaultdict(list)
    for row in reviews:
        old, new = (msgspec.json.decode(row[name], type=dict[str, Value]) for name in ("old", "new"))
        notes[row["page"], row["number"]].append(ReviewNote(**{name: row[name] for name in ("action", "by", "reason")}, old=old, new=new))
    found = [(row["number"], _figure(row, tuple(notes.get((row["page"], row["number"]), ())))) for row in rows]
    return tuple(figure for _, figure in sorted(found, key=lambda one: (figures_order(one[1]) if in_order else (), one[0])))


def _figure(row: Row, reviews: tuple[ReviewNote, ...]) -> FactFigure:
    relays = msgspec.json.decode(row["relays"], type=tuple[str, ...])
    plain_fields = {name: row[name] for name in _OF_FIGURE}
    return FactFigure(**plain_fields, span=Span(row["start"], row["end"]), relays=relays, reviews=reviews)


def fact_digest(rows: Mapping[Table, Iterable[Sequence[object]]]) -> str:
    """The sum over the rows of one fact, each given as its `digested_columns`: so a row that comes or goes changes it, whatever rows there are."""
    total = Sum()
    for table, some in rows.items():
        total.add(row_parts(table, some))
    return str(total)


def row_parts(table: Table, rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """What each row adds to the digest of its fact: the MessagePack array of the table's name and the row's `digested_columns`."""
    return (_packed((str(table.name), *row)) for row in rows)


def digested_columns(table: Table) -> list[Column[Any]]:
    """All columns but the digest itself, and but the numbers of comparisons: new ones come behind the others."""
    return [column for column in table.c if column is not schema.fact.c.digest and column is not schema.comparison.c.position]


_DIGESTED = {table: itemgetter(*(column.name for column in digested_columns(table))) for table in schema.FACTS}


def digested(table: Table, row: Row) -> tuple[object, ...]:
    """The values of those columns."""
    values: tuple[object, ...] = _DIGESTED[table](row)
    return values


class Sum:
    """The sum of any number of parts in any order, of which one can be taken away again: what a fact's digest says of its rows, and the log of
    all digests together.

    Each part counts with its SHA-512, modulo 2 ** 512.
    """

    def __init__(self, total: str = "0" * 128) -> None:
        self._total = int(total, 16)

    def add(self, parts: Iterable[bytes]) -> None:
        """Count these in."""
        self._total = (self._total + sum(map(_number, parts))) % _MODULUS

    def take_away(self, parts: Iterable[bytes]) -> None:
        """Count these out."""
        self._total = (self._total - sum(map(_number, parts))) % _MODULUS

    def __str__(self) -> str:
        return f"{self._total:0128x}"


_MODULUS = 1 << 512


def _number(part: bytes) -> int:
    return int.from_bytes(sha512(part).digest())
