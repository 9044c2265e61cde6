"""What is said about which day: figures by the day that they are for, and the statements that name a day.

Days are EDTF as the ledger has them. A query groups by the text of the day and leaves its meaning to the caller: there are far fewer days
than figures, and a day is understood once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, true

from selon.ledger import schema
from selon.model import Verdict

_figure, _fact, _date, _span, _tally = schema.fact_figure.c, schema.fact.c, schema.date.c, schema.statement_span.c, schema.tally.c
_FEW_FIGURES = 5_000


class Said(msgspec.Struct, frozen=True):
    """How often something is said of a day (EDTF)."""

    edtf: str
    times: int


class Wanted(msgspec.Struct, frozen=True):
    """Which figures count: those of facts with this verdict, those of this side. None: all. A figure that a newer page replaced counts nowhere."""

    verdict: Verdict | None = None
    side: str | None = None


class StatementKey(msgspec.Struct, frozen=True):
    """A statement of a page by the names of both, with the day that it names."""

    page: str
    statement: str
    edtf: str


def days_of_figures(connection: Connection, wanted: Wanted) -> list[Said]:
    """How many figures are for each day, in the order of the texts."""
    query = select(_figure.as_of, func.count()).where(_figure.as_of.is_not(None), _counts(wanted)).group_by(_figure.as_of)
    return _said(connection, query)


def days_named(connection: Connection) -> list[Said]:
    """How often the pages name each day, in the order of the texts."""
    return _said(connection, select(_tally.first, _tally.times).where(_tally.what == "day"))


def facts_of_days(connection: Connection, days: Sequence[Said] | None, wanted: Wanted, *, limit: int, offset: int = 0) -> list[str]:
    """The ids of facts with a counted figure for one of these days (None: any day), in the order of the facts."""
    of_days = _figure.as_of.is_not(None) if days is None else _figure.as_of.in_([said.edtf for said in days])
    counts = and_(of_days, _counts(Wanted(side=wanted.side)))
    # Few figures are gathered and their facts sorted; among many, the first facts are soon found in their order.
    few = days is not None and sum(said.times for said in days) <= _FEW_FIGURES
    query = select(_fact.id).where(_fact.id.in_(select(_figure.fact).where(counts)) if few else exists().where(_figure.fact == _fact.id, counts))
    if wanted.verdict is not None:
        query = query.where(_fact.verdict == wanted.verdict)
    return list(connection.execute(query.order_by(*schema.IN_ORDER).limit(limit).offset(offset)).scalars())


def statements_of_days(connection: Connection, days: Sequence[str], *, limit: int, offset: int = 0) -> list[StatementKey]:
    """Statements in whose content one of these days is named, by page and place in it; each once, with the first day that it names."""
    inside = and_(_span.page == _date.page, _span.start <= _date.start, _date.end <= _span.end)
    query = (
        select(_date.page, _span.statement, func.min(_date.edtf).label("edtf"))
        .select_from(schema.date.join(schema.statement_span, inside))
        .where(_date.edtf.in_(days))
        .group_by(_date.page, _span.statement)
        .order_by(_date.page, func.min(_span.start), _span.statement)
        .limit(limit)
        .offset(offset)
    )
    return [StatementKey(*row) for row in connection.execute(query)]


def _counts(wanted: Wanted) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true(), _figure.replaced_by.is_(None)]
    if wanted.side is not None:
        conditions.append(_figure.side == wanted.side)
    if wanted.verdict is not None:
        conditions.append(_figure.fact.in_(select(_fact.id).where(_fact.verdict == wanted.verdict)))
    return and_(*conditions)


def _said(connection: Connection, query: Select[Any]) -> list[Said]:
    return sorted((Said(edtf or "", count) for edtf, count in connection.execute(query)), key=lambda said: said.edtf)


def sides(connection: Connection) -> list[str]:
    """Every side that a figure is given for, in alphabetical order."""
    found = connection.execute(select(_figure.side).where(_figure.side.is_not(None)).distinct()).scalars()
    return sorted(side for side in found if side)
