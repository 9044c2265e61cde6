"""The schema's history: ordered steps, each in a transaction of its own that also writes the ledger's version and an entry in the log.

A step, once released, is never changed; a later one brings what is new. Only `log`, `head`, `page` and `reading` need care: a step may drop
the derived tables and fill them again from the readings.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Table, inspect

from selon.errors import Tampered, WrongVersion
from selon.ledger import log, schema, search, tallies
from selon.ledger.derived import delete_derived, insert_derived, made_digest
from selon.ledger.dialect import dialect_of
from selon.ledger.facts import NO_FACTS
from selon.ledger.log import Author
from selon.ledger.rows import rows_of_reading
from selon.ledger.stored import newest_readings

Step = Callable[[Connection], None]

_TOLD = (schema.came_with, schema.told)
_FIRST = tuple(table for table in schema.metadata.sorted_tables if table not in (*schema.REVIEWS, schema.came_with))


def first_tables(connection: Connection) -> None:
    """Version 1: pages, readings, layers, facts, log, views and the full-text index."""
    dialect = dialect_of(connection)
    schema.metadata.create_all(connection, tables=_FIRST, checkfirst=False)
    _make_views(connection)
    dialect.make_index(connection)


def _make_views(connection: Connection) -> None:
    for name, query in schema.VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query.format(joined_relays=dialect_of(connection).joined_relays)}")


def review_tables(connection: Connection) -> None:
    """Version 2: what people decided, and what was forgotten."""
    schema.metadata.create_all(connection, tables=schema.REVIEWS, checkfirst=False)


def search_by_day(connection: Connection) -> None:
    """Version 3: the id of a search entry begins with the page's day, and its words are split as they are indexed."""
    dialect = dialect_of(connection)
    dialect.drop_index(connection)
    schema.search_entry.drop(connection)
    schema.search_entry.create(connection)
    dialect.make_index(connection)
    for page, reading in newest_readings(connection):
        search.enter_pages(connection, {page: rows_of_reading(reading, page)[schema.search_entry]})


def media_and_bounds(connection: Connection) -> None:
    """Version 4: what is told of media items and of undated pages; a ledger made with these columns has them already."""
    made_again = [table for table in (schema.article, schema.media) if _lacks_columns(connection, table)]
    if not made_again:
        return
    for name in schema.VIEWS:
        connection.exec_driver_sql(f"DROP VIEW {name}")
    for table in made_again:
        table.drop(connection)
        table.create(connection)
    _make_views(connection)
    for page, reading in newest_readings(connection):
        rows = rows_of_reading(reading, page)
        for table in made_again:
            if rows[table]:
                connection.execute(table.insert(), rows[table])


def _lacks_columns(connection: Connection, table: Table) -> bool:
    return {column["name"] for column in inspect(connection).get_columns(table.name)} != set(table.columns.keys())


def what_came_with_pages(connection: Connection) -> None:
    """Version 5: what came along with a page beside its address, day and language, and what is told of an article outside its text."""
    schema.metadata.create_all(connection, tables=_TOLD)


def indexes_for_looking(connection: Connection) -> None:
    """Version 6: what the web page asks by."""
    for sql in schema.LOOKING_INDEXES:
        connection.exec_driver_sql(sql)


def derived_rows_in_log(_: Connection) -> None:
    """Version 7: the log vouches for the derived rows of each page. No table changes; what there is to do, `DERIVING` says."""


def paragraphs_in_other_languages(connection: Connection) -> None:
    """Version 8: the paragraphs of a page that are not read because of their language."""
    schema.metadata.create_all(connection, tables=[schema.other_language])


def tallies_of_pages(connection: Connection) -> None:
    """Version 9: what the web page counts over all pages is kept as they come and go; who is private is found without the statements."""
    schema.metadata.create_all(connection, tables=[schema.tally])
    tallies.count_again(connection)
    for index in ("statement_of_private", "statement_by_speaker"):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    for sql in schema.TALLY_INDEXES:
        connection.exec_driver_sql(sql)


def facts_page_by_page(connection: Connection) -> None:
    """Version 10: facts with the columns of their order and a digest each, and what a page that comes needs of those compared before. Facts that are
    there are compared anew at the next look."""
    _make_facts_again(connection)
    schema.metadata.create_all(connection, tables=schema.LINKING)


def facts_figure_by_figure(connection: Connection) -> None:
    """Version 11: figures of facts are known by page and number, and the digest of a fact adds up row by row. Facts that are there are compared anew
    at the next look."""
    _make_facts_again(connection)
    for table in schema.LINKING:
        connection.execute(table.delete())


def _make_facts_again(connection: Connection) -> None:
    for name in schema.VIEWS:
        connection.exec_driver_sql(f"DROP VIEW {name}")
    for table in reversed(schema.FACTS):
        table.drop(connection)
    schema.metadata.create_all(connection, tables=schema.FACTS, checkfirst=False)
    _make_views(connection)
    for sql in schema.FACT_INDEXES:
        connection.exec_driver_sql(sql)


STEPS: tuple[Step, ...] = (
    first_tables,
    review_tables,
    search_by_day,
    media_and_bounds,
    what_came_with_pages,
    indexes_for_looking,
    derived_rows_in_log,
    paragraphs_in_other_languages,
    tallies_of_pages,
    facts_page_by_page,
    facts_figure_by_figure,
)
# After the last of these the derived rows of every page are made anew from its newest reading, and the log has the digest of each: only then
# are all the tables there that rows go into. Whoever changes what follows from a reading (`selon.ledger.rows`) adds such a step.
DERIVING: frozenset[Step] = frozenset({derived_rows_in_log, paragraphs_in_other_languages})
# After these no facts are there.
CLEARING: frozenset[Step] = frozenset({facts_page_by_page, facts_figure_by_figure})


def check_version(connection: Connection, ledger: str) -> int:
    """The ledger's version, once it fits this Selon and the log.

    Raises:
        WrongVersion: A newer Selon wrote it.
        Tampered: The log tells of another version than the mark beside the tables.
    """
    dialect = dialect_of(connection)
    found = dialect.version_of(connection)
    recorded = log.last_entry(connection, "schema") if dialect.has_log(connection) else None
    if str(found) != (recorded.subject if recorded else "0"):
        raise Tampered(ledger, f"schema version {found} is not the one in the log")
    if found > len(STEPS):
        raise WrongVersion(ledger, found, len(STEPS))
    return found


def apply_next(connection: Connection, ledger: str, author: Author) -> bool:
    """Do the step that comes next, inside the caller's writing transaction; False where none is left."""
    done = check_version(connection, ledger)
    if done == len(STEPS):
        return False
    step = STEPS[done]
    step(connection)
    dialect_of(connection).write_version(connection, done + 1)
    log.append(connection, "schema", str(done + 1), content=log.digest(step.__name__.encode()), author=author)
    if step in DERIVING and DERIVING.isdisjoint(STEPS[done + 1 :]):
        _derive_again(connection, author)
    if step in CLEARING and log.last_entry(connection, "facts") is not None:
        log.append(connection, "facts", "0", content=NO_FACTS, author=author)
    return True


def _derive_again(connection: Connection, author: Author) -> None:
    for page, reading in newest_readings(connection):
        delete_derived(connection, page)
        rows = rows_of_reading(reading, page)
        insert_derived(connection, {page: rows})
        log.append(connection, "derived", page, content=made_digest(rows), author=author)
    if inspect(connection).has_table(schema.tally.name):
        tallies.count_again(connection)
