"""Full-text search over `search_entry`. Both sides are folded: accents, ligatures, apostrophes and capitals make no difference.

The id of an entry begins with its page's day, so that a search for common words can walk from the newest entry backwards and stop early.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from selon.errors import SettingsError
from selon.ledger import schema
from selon.ledger.dialect import Term, dialect_of
from selon.ledger.inserting import insert_rows
from selon.ledger.rows import Row as Columns
from selon.ledger.tokens import tokens_of
from selon.model import Span

# A quoted phrase of any style, else what stands between spaces.
_PART = re.compile(r"[\"“”«]([^\"“”«»]*)[\"“”»]|(\S+)")

# So many hits (1 % of a million entries) are put in order, the shortest first; more come newest first. Measured by benchmarks/searching.py.
MOST_ORDERED = 10_000

_COLUMNS = 'e.id, e.kind, e.page, e.item, e.start, e."end"'
_SHORTEST = (
    f'e."end" - e.start, e.id / {schema.ENTRIES_OF_A_DAY} DESC, e.page {{bytewise}}, e.kind {{bytewise}}, e.start, e."end", '
    "coalesce(e.item, '') {bytewise}"
)


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Where words were found: `kind` is text, statement, speaker or place; `item` the statement's id or the place's position."""

    kind: str
    page: str
    item: str | None
    span: Span


def terms_of(words: str) -> list[Term]:
    """What is searched: each word, and each phrase in quotation marks, has to be found.

    Raises:
        SettingsError: There is no letter and no digit in it.
    """
    terms = []
    for phrase, word in _PART.findall(words):
        part = phrase or word
        tokens = tuple(token for token, _ in tokens_of(part))
        if tokens:
            terms.append(Term(tokens, prefix=part.endswith("*")))
    if not terms:
        raise SettingsError("search", words, "at least one word with a letter or a digit")
    return terms


def search(connection: Connection, words: str) -> Iterator[Hit]:
    """Entries in which every term stands: the shortest first, of these the newest; where there are more than `MOST_ORDERED`, the newest first."""
    dialect = dialect_of(connection)
    matching = dialect.matching(terms_of(words))
    shortest = matching.ordered(_COLUMNS, _SHORTEST.format(bytewise=dialect.bytewise), most=MOST_ORDERED)
    with connection.execute(shortest, matching.parameters) as ordered:
        first = ordered.fetchone()
        if first is not None and first.hits <= MOST_ORDERED:
            yield from map(_hit, chain([first], ordered) if first.hits else ())
            return
    dialect.walk_by_id(connection)
    newest = connection.execution_options(yield_per=100).execute(matching.walked(_COLUMNS), matching.parameters)
    for _, of_day in groupby(newest, key=lambda row: schema.day_of(row.id)):
        yield from (_hit(row) for row in sorted(of_day, key=_place))


def _place(row: Row[Any]) -> tuple[str, str, int, int, str]:
    """An order that does not depend on when a page was added."""
    return row.page, row.kind, row.start, row.end, row.item or ""


def _hit(row: Row[Any]) -> Hit:
    return Hit(kind=row.kind, page=row.page, item=row.item, span=Span(row.start, row.end))


def enter_pages(connection: Connection, pages: Mapping[str, Sequence[Columns]]) -> None:
    """Write the search entries of pages, each under the next number of its day, and index them."""
    by_day: dict[int, list[str]] = {}
    for page, entries in pages.items():
        by_day.setdefault(entries[0]["id"], []).append(page)
    for day in sorted(by_day):  # FTS5 is quickest where the numbers grow
        free = _next_number(connection, day)
        found = (entry for page in by_day[day] for entry in pages[page])
        insert_rows(connection, schema.search_entry, (entry | {"id": free + n} for n, entry in enumerate(found)))
        dialect_of(connection).enter_index(connection, by_day[day])


def _next_number(connection: Connection, day: int) -> int:
    column = schema.search_entry.c.id
    last = connection.execute(select(func.max(column)).where(column >= day, column < day + schema.ENTRIES_OF_A_DAY)).scalar_one()
    return day if last is None else int(last) + 1


def leave_page(connection: Connection, page: str) -> None:
    """Take a page's search entries away, from the index first."""
    dialect_of(connection).leave_index(connection, page)
    connection.execute(schema.search_entry.delete().where(schema.search_entry.c.page == page))
