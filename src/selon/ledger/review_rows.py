"""Reviews as rows and back: what writing, listing and checking share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, insert, select

from selon.ledger import log, schema
from selon.ledger.log import Author, digest
from selon.model import Anchor, Review, Span, Value

_T = TypeVar("_T")


def review_digest(review: Review) -> str:
    """SHA-256 over all that the person decided; who and when stand in the log's own columns."""
    return digest(msgspec.json.encode(msgspec.structs.replace(review, entry=0, by="", at="")))


def insert_review(connection: Connection, review: Review, author: Author) -> Review:
    """Write a review as the next event, inside the caller's transaction; gives it with its entry, author and time.

    The log's subject is the first page that the review speaks of.
    """
    entry = log.append(connection, "review", review.pages[0] if review.pages else "", content=review_digest(review), author=author)
    row = {"entry": entry, "action": review.action, "reason": review.reason, "undoes": review.undoes}
    connection.execute(insert(schema.review), row | {"new": _json(review.new), "facts": _json(review.facts)})
    anchors = [*((0, anchor) for anchor in review.anchors), *((1, anchor) for anchor in review.rest)]
    if anchors:
        rows = [_anchor_row(entry, at, rest, anchor) for at, (rest, anchor) in enumerate(anchors)]
        connection.execute(insert(schema.review_anchor), rows)
    at = connection.execute(select(schema.log.c.at).where(schema.log.c.seq == entry)).scalar_one()
    return msgspec.structs.replace(review, entry=entry, by=author.who, at=at)


def stored_reviews(connection: Connection) -> list[Review]:
    """Every review, oldest first.

    Raises:
        msgspec.DecodeError: A row holds what Selon never wrote.
    """
    anchors: dict[tuple[int, int], list[Anchor]] = defaultdict(list)
    order = schema.review_anchor.c.entry, schema.review_anchor.c.position
    for row in connection.execute(select(schema.review_anchor).order_by(*order)):
        anchors[row.entry, row.rest].append(_anchor(row))
    query = select(schema.review, schema.log.c.who, schema.log.c.at).join(schema.log, schema.log.c.seq == schema.review.c.entry)
    return [_review(row, anchors[row.entry, 0], anchors[row.entry, 1]) for row in connection.execute(query.order_by(schema.review.c.entry))]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _decoded(words: str, kind: type[_T]) -> _T:
    return msgspec.json.decode(words, type=kind)


def _anchor_row(entry: int, position: int, rest: int, anchor: Anchor) -> dict[str, Any]:
    row = msgspec.structs.asdict(anchor) | {"entry": entry, "position": position, "rest": rest, "read": _json(anchor.read)}
    del row["span"], row["beside"]
    beside = anchor.beside
    where = {"beside_start": beside.start if beside else None, "beside_end": beside.end if beside else None}
    return row | {"start": anchor.span.start, "end": anchor.span.end} | where


def _anchor(row: Row[Any]) -> Anchor:
    values = dict(row._mapping)
    beside = None if values["beside_start"] is None else Span(values["beside_start"], values["beside_end"])
    plain = {name: values[name] for name in ("page", "layer", "name", "words")}
    return msgspec.convert(
        plain | {"span": (values["start"], values["end"]), "beside": beside, "read": _decoded(values["read"], dict[str, Value])}, type=Anchor
    )


def _review(row: Row[Any], anchors: Sequence[Anchor], rest: Sequence[Anchor]) -> Review:
    return Review(
        action=row.action,
        anchors=tuple(anchors),
        rest=tuple(rest),
        new=_decoded(row.new, dict[str, Value]),
        reason=row.reason,
        facts=_decoded(row.facts, tuple[str, ...]),
        undoes=row.undoes,
        entry=row.entry,
        by=row.who,
        at=row.at,
    )
