"""PostgreSQL's way: the version in a comment on `log`, a table of `tsvector`s, and the catalogue instead of the file.

The ledger's tables stand in the first schema of the connection's search path. The words of the index were folded and split by Selon
(`selon.ledger.tokens`), so that a search finds here what it finds in SQLite: the server's parser and dictionaries take no part.
"""

# ruff: noqa: D102  (the abstract methods are documented where they are declared)
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, text

from selon.ledger import schema
from selon.ledger.dialect import Dialect, Matching, Term

_MARK = "Selon ledger, schema version "

# A lexeme may have 2,046 bytes, a tsvector one megabyte. Longer tokens are cut, which the comparison with the text makes good; an entry
# with more different tokens than surely fit is not indexed, and always compared with the text.
_TOKEN_CHARS = 200
_MOST_TOKENS = 5_000
_WORDS = f"""
CASE WHEN cardinality(tokens) <= {_MOST_TOKENS} THEN array_to_tsvector(tokens) END
FROM search_entry e CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(DISTINCT left(token, {_TOKEN_CHARS})), '{{}}') AS tokens FROM unnest(string_to_array(e.folded, ' ')) AS token
) AS split
"""
_ENTER = text(f"INSERT INTO search_index (id, words) SELECT e.id, {_WORDS} WHERE e.page = :page")
_LEAVE = text("DELETE FROM search_index WHERE id IN (SELECT id FROM search_entry WHERE page = :page)")
_INDEX_DIFFERS = text(
    "SELECT count(*) FROM search_index i FULL JOIN "
    f"(SELECT e.id, {_WORDS.replace(' END', ' END AS words', 1)}) AS wanted USING (id) "
    "WHERE i.words IS DISTINCT FROM wanted.words OR i.id IS NULL OR wanted.id IS NULL"
)
_DEFINITIONS = text(
    """
SELECT c.relname AS name, string_agg(format('%s %s %s', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull), ', ' ORDER BY a.attnum) AS sql
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = :schema AND c.relkind IN ('r', 'v') GROUP BY c.oid, c.relname
UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = :schema
UNION ALL SELECT c.relname || ' (query)', pg_get_viewdef(c.oid) FROM pg_class c WHERE c.relnamespace = :schema AND c.relkind = 'v'
UNION ALL SELECT i.relname, regexp_replace(pg_get_indexdef(x.indexrelid), ' ON \\S+ ', ' ')
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE i.relnamespace = :schema
"""
)


class PostgresqlDialect(Dialect):
    """A server for several people."""

    bytewise = 'COLLATE "C"'
    joined_relays = "string_agg(r.name, ' < ' ORDER BY r.position)"

    def is_free(self, connection: Connection) -> bool:
        """Other programs' tables may stand beside a ledger, as long as none has the name of one of its own."""
        return self.version_of(connection) == 0 and not _tables_of_ours(connection)

    def tables_without_mark(self, connection: Connection) -> bool:
        return self.version_of(connection) == 0 and _tables_of_ours(connection) >= {"log", "head", "page", "reading"}

    def has_log(self, connection: Connection) -> bool:
        return "log" in _tables_of_ours(connection)

    def version_of(self, connection: Connection) -> int:
        found = connection.exec_driver_sql("SELECT obj_description(to_regclass(quote_ident(current_schema) || '.log'), 'pg_class')")
        comment = found.scalar_one() or ""
        number = comment.removeprefix(_MARK)
        return int(number) if comment.startswith(_MARK) and number.isdecimal() else 0

    def write_version(self, connection: Connection, version: int) -> None:
        connection.exec_driver_sql(f"COMMENT ON TABLE log IS '{_MARK}{version}'")

    def make_index(self, connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE search_index (id bigint PRIMARY KEY REFERENCES search_entry (id), words tsvector)")
        connection.exec_driver_sql("CREATE INDEX search_index_words ON search_index USING gin (words)")
        connection.exec_driver_sql("CREATE INDEX search_index_unsplit ON search_index (id) WHERE words IS NULL")

    def drop_index(self, connection: Connection) -> None:
        connection.exec_driver_sql("DROP TABLE search_index")

    def enter_index(self, connection: Connection, pages: Sequence[str]) -> None:
        connection.execute(_ENTER, [{"page": page} for page in pages])

    def leave_index(self, connection: Connection, page: str) -> None:
        connection.execute(_LEAVE, {"page": page})

    def rebuild_index(self, connection: Connection) -> None:
        """Nothing is left in it once the table is written anew: see `PostgresqlServer.shrink`."""

    def erase_deleted(self, connection: Connection) -> None:
        """What is deleted stays on the server's disk until the table is written anew: see `PostgresqlServer.shrink`."""

    def matching(self, terms: Sequence[Term]) -> Matching:
        lexemes = [(token[:_TOKEN_CHARS], term.prefix and n == len(term.tokens) - 1) for term in terms for n, token in enumerate(term.tokens)]
        parameters = {"query": " & ".join(f"'{lexeme}'" + (":*" if prefix else "") for lexeme, prefix in lexemes)}
        stand: dict[int, str] = {}
        for n, term in enumerate(terms):
            parameters[f"term_{n}"] = "% " + " ".join(term.tokens) + ("%" if term.prefix else " %")
            stand[n] = f"' ' || e.folded || ' ' LIKE :term_{n}"
        # What the lexemes alone do not tell: an order of tokens, and the end of a long one.
        unsure = [stand[n] for n, term in enumerate(terms) if len(term.tokens) > 1 or len(term.tokens[0]) > _TOKEN_CHARS]
        where = f"(i.words @@ CAST(:query AS tsquery) OR (i.words IS NULL AND {' AND '.join(stand.values())}))"
        return Matching(f"FROM search_index i JOIN search_entry e ON e.id = i.id WHERE {' AND '.join([where, *unsure])}", "i.id", parameters)

    def walk_by_id(self, connection: Connection) -> None:
        for way in ("bitmapscan", "seqscan", "sort", "hashjoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")

    def storage_changes(self, connection: Connection) -> Iterable[str]:
        """The server keeps checksums of its own where the cluster was made with them."""
        return []

    def reference_changes(self, connection: Connection) -> Iterable[str]:
        for table in schema.metadata.sorted_tables:
            for key in table.foreign_keys:
                column, other = f'"{key.parent.name}"', f'"{key.column.name}"'
                there = f"EXISTS (SELECT 1 FROM {key.column.table.name} o WHERE o.{other} = t.{column})"
                lost = f"SELECT {column} FROM {table.name} t WHERE {column} IS NOT NULL AND NOT {there}"
                for (value,) in connection.exec_driver_sql(lost):
                    yield f"{table.name}, {key.parent.name} {value} (points to nothing)"

    def index_changes(self, connection: Connection) -> Iterable[str]:
        return ["the search index"] if connection.execute(_INDEX_DIFFERS).scalar_one() else []

    def definitions(self, connection: Connection) -> dict[str, str]:
        return _definitions(connection, "current_schema()::regnamespace")

    def wanted_definitions(self, connection: Connection, make: Callable[[Connection], None]) -> dict[str, str]:
        """Made as temporary tables, in a part of the transaction that is taken back."""
        with connection.begin_nested() as part:
            connection.exec_driver_sql("SET LOCAL search_path = pg_temp")
            make(connection)
            wanted = _definitions(connection, "pg_my_temp_schema()")
            part.rollback()
        return wanted


def _definitions(connection: Connection, namespace: str) -> dict[str, str]:
    schema_id = connection.exec_driver_sql(f"SELECT {namespace}::oid").scalar_one()
    return {row.name: row.sql for row in connection.execute(_DEFINITIONS, {"schema": schema_id})}


def _tables_of_ours(connection: Connection) -> set[str]:
    found = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema")
    return set(found.scalars()) & {"search_index", *schema.metadata.tables}
