"""What the web page asks of a ledger of any size: facts page by page, and what is known of a page beside its text.

Facts have the columns of the order in which they matter (`selon.ledger.order`), so that the first of them come from an index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from selon.ledger import schema
from selon.ledger.facts import stored_facts
from selon.ledger.store import Ledger
from selon.model import Fact

_MANY = 200
_FACTS_FOR_EVENTS = 5_000


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which facts: all that is given has to hold, of one figure of the fact what speaks of figures; empty texts are not asked for.

    `event` is the first part of a fact's id; `place` a name that stands in the figure's sentence or the fact's title; `since` and `until`
    are days (or months, or years), both inclusive, between which the day that the figure is for begins; `language` is that of its page.
    """

    event: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    side: str = ""
    verdict: str = ""
    language: str = ""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What can be filtered by: the most frequent of each, so many facts or pages each."""

    events: dict[str, int]
    places: dict[str, int]
    sides: dict[str, int]
    languages: dict[str, int]
    verdicts: dict[str, int]


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a page's article beside its text."""

    page: str
    language: str
    translated: bool
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def find_facts(book: Ledger, filters: Filters, *, skip: int = 0, limit: int = 20) -> tuple[list[Fact], bool]:
    """Facts in the order in which they matter, and whether more come after them."""
    query = select(schema.fact.c.id).where(*_conditions(filters)).order_by(*schema.IN_ORDER).offset(skip).limit(limit + 1)
    with book.transaction(writes=False) as connection:
        ids = list(connection.execute(query).scalars())
        return stored_facts(connection, ids[:limit]), len(ids) > limit


def facts_with_page(book: Ledger, page: str, *, limit: int = 50) -> list[Fact]:
    """The facts that have a figure of a page, those that matter first."""
    figures = select(schema.fact_figure.c.fact).where(schema.fact_figure.c.page == page)
    query = select(schema.fact.c.id).where(schema.fact.c.id.in_(figures)).order_by(*schema.IN_ORDER).limit(limit)
    with book.transaction(writes=False) as connection:
        return stored_facts(connection, list(connection.execute(query).scalars()))


def facts_called(book: Ledger, ids: Iterable[str]) -> list[Fact]:
    """The facts of these ids that there are."""
    with book.transaction(writes=False) as connection:
        return stored_facts(connection, list(ids))


def headings(book: Ledger, pages: Iterable[str]) -> dict[str, Heading]:
    """What is known of these pages, by their ids."""
    article = schema.article.c
    columns = article.page, article.language, article.translated, article.title, article.outlet, article.published, article.url
    with book.transaction(writes=False) as connection:
        rows = connection.execute(select(*columns).where(article.page.in_(list(pages))))
        return {row.page: Heading(**{**row._mapping, "translated": bool(row.translated)}) for row in rows}


def choices(book: Ledger) -> Choices:
    """What the filters can be set to."""
    figure, tally = schema.fact_figure.c, schema.tally.c
    with book.transaction(writes=False) as connection:
        ids = connection.execute(select(schema.fact.c.id).order_by(*schema.IN_ORDER).limit(_FACTS_FOR_EVENTS)).scalars()
        events = Counter(id.partition("/")[0] for id in ids)
        return Choices(
            events=dict(events.most_common(_MANY)),
            places=_counted(connection, tally.first, func.sum(tally.pages), tally.what == "place name"),
            sides=_counted(connection, figure.side, func.count(figure.fact.distinct()), figure.side.is_not(None)),
            languages=_counted(connection, tally.first, func.sum(tally.pages), tally.what == "language"),
            verdicts=_counted(connection, schema.fact.c.verdict, func.count()),
        )


def _counted(connection: Connection, value: ColumnElement[str], count: ColumnElement[int], *where: ColumnElement[bool]) -> dict[str, int]:
    query = select(value, count.label("many")).where(*where).group_by(value).order_by(count.desc(), value).limit(_MANY)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    fact = schema.fact.c
    where: list[ColumnElement[bool]] = []
    if filters.verdict:
        where.append(fact.verdict == filters.verdict)
    if filters.event:
        where.append(fact.id.startswith(f"{filters.event}/", autoescape=True))
    of_figure = _conditions_of_figure(filters)
    if of_figure:
        where.append(fact.id.in_(select(schema.fact_figure.c.fact).where(*of_figure)))
    if filters.place:
        named = select(schema.fact_figure.c.fact).join(schema.place, _stands_in_sentence(filters.place)).where(*of_figure)
        where.append(or_(fact.id.in_(named), fact.title.contains(filters.place, autoescape=True)))
    return where


def _conditions_of_figure(filters: Filters) -> list[ColumnElement[bool]]:
    figure = schema.fact_figure.c
    where: list[ColumnElement[bool]] = []
    if filters.side:
        where.append(figure.side == filters.side)
    if filters.since:
        where.append(figure.as_of >= filters.since)
    if filters.until:
        where.append(figure.as_of <= filters.until + _AFTER_ALL)
    if filters.language:
        pages = select(schema.article.c.page).where(schema.article.c.language == filters.language)
        where.append(figure.page.in_(pages))
    return where


# Sorts after every sign of a day, so that `until=2022-07` takes in all of July.
_AFTER_ALL = "~"


def _stands_in_sentence(place: str) -> ColumnElement[bool]:
    figure, named = schema.fact_figure.c, schema.place.c
    return and_(named.page == figure.page, named.name == place, named.metonym == 0, figure.words.contains(named.words))
