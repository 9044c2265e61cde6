"""The ledger: what goes in whole, and what comes out as the values of `selon.model`.

with Ledger.open("selon.db", create=True) as ledger:
    ledger.add(page, reading)
    ledger.store_facts(compare(list(ledger.readings())), seen=ledger.last_reading())
"""

from __future__ import annotations

import getpass
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import msgspec
from sqlalchemy import Connection, Engine, Table, delete, exists, insert, select

from selon import __version__
from selon.errors import Missing, NotALedger, Tampered
from selon.ledger import log, migrations, schema
from selon.ledger.database import check_owner, engine_for, path_of, transaction, use_write_ahead_log
from selon.ledger.log import Author, Entry, digest
from selon.ledger.rows import Row, rows_of_facts, rows_of_reading
from selon.ledger.search import Hit, enter_index, leave_index, search
from selon.ledger.stored import PageRecord, last_reading, newest_entries, page_digest, page_of_row, page_records, stored_facts
from selon.ledger.verify import Contents, check, check_index
from selon.model import Fact, Page, Reading


class Ledger:
    """One ledger file. Every method is one transaction; many programs may use a ledger at once."""

    def __init__(self, path: Path, engine: Engine, author: Author) -> None:
        self.path = path
        self._engine = engine
        self._author = author

    @classmethod
    def open(cls, address: str | Path, *, create: bool = False, who: str | None = None) -> Ledger:
        """The ledger at a path, brought to this Selon's schema. `who` is the name in the log: by default the login name.

        Raises:
            NotALedger: There is no such file (and `create` is False), or it is none of ours.
            WrongVersion, Tampered, Locked, LedgerError: The file cannot be used as it is.
            SettingsError: `address` is a database address.
        """
        path = path_of(address)
        if not create and not path.exists():
            raise NotALedger(str(path), "is not there; `selon add` makes it")
        ledger = cls(path, engine_for(path), Author(who or _login_name(), f"selon {__version__}"))
        ledger._prepare()
        return ledger

    def close(self) -> None:
        """Close every connection; the file is one file again."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # -- pages and readings

    def has(self, page: Page, versions: Collection[str]) -> bool:
        """Whether the page was read by one of `versions` (as `Reading.version`): then it need not be read again."""
        with self._transaction(writes=False) as connection:
            of_page = schema.reading.c.page == page.id
            return bool(connection.execute(select(exists().where(of_page, schema.reading.c.version.in_(versions)))).scalar_one())

    def add(self, page: Page, reading: Reading) -> bool:
        """Write a page with its reading, whole or not at all. False where the ledger has both: then nothing changes, the log neither.

        A page that another version has read before keeps that reading; the newest one is what the ledger shows.
        """
        document = msgspec.json.encode(reading)
        name, sha256 = page.id, digest(document)
        if reading.article.id != name:
            raise ValueError(f"the reading of page {name} calls its article {reading.article.id}")
        with self._transaction(writes=True) as connection:
            if connection.execute(select(exists().where(schema.reading.c.page == name, schema.reading.c.sha256 == sha256))).scalar_one():
                return False
            if not connection.execute(select(exists().where(schema.page.c.id == name))).scalar_one():
                self._insert_page(connection, name, page)
            entry = log.append(connection, "reading", name, content=sha256, author=self._author)
            stored = {"entry": entry, "page": name, "version": reading.version, "sha256": sha256, "document": zlib.compress(document)}
            connection.execute(insert(schema.reading), stored)
            _replace_derived(connection, name, reading)
        return True

    def _insert_page(self, connection: Connection, name: str, page: Page) -> None:
        entry = log.append(connection, "page", name, content=page_digest(page), author=self._author)
        row = msgspec.structs.asdict(page) | {"id": name, "entry": entry, "content": zlib.compress(page.content)}
        del row["came_with"]
        connection.execute(insert(schema.page), row)
        if page.came_with:
            told = [{"page": name, "position": n, **msgspec.structs.asdict(told)} for n, told in enumerate(page.came_with)]
            connection.execute(insert(schema.came_with), told)

    def pages(self) -> Iterator[Page]:
        """Every page, in the order of their ids: the same in whatever order they were added."""
        with self._transaction(writes=False) as connection:
            for row in connection.execute(select(schema.page).order_by(schema.page.c.id)).yield_per(16):
                yield page_of_row(connection, row, zlib.decompress(row.content))

    def page_records(self) -> list[PageRecord]:
        """What is known of every page apart from its text, in the order of their ids."""
        with self._transaction(writes=False) as connection:
            return list(page_records(connection))

    def readings(self, pages: Iterable[str] | None = None) -> Iterator[Reading]:
        """The newest reading of every page, or of those with the given ids; in the order of the ids."""
        newest = select(schema.reading.c.document).where(schema.reading.c.entry.in_(newest_entries())).order_by(schema.reading.c.page)
        if pages is not None:
            newest = newest.where(schema.reading.c.page.in_(list(pages)))
        with self._transaction(writes=False) as connection:
            for (document,) in connection.execute(newest).yield_per(16):
                yield msgspec.json.decode(zlib.decompress(document), type=Reading)

    def addresses(self) -> set[str]:
        """Every address of a page: as it was collected, and as the page itself gives it."""
        told = select(schema.page.c.url).union(select(schema.page.c.source), select(schema.article.c.url))
        with self._transaction(writes=False) as connection:
            return {address for address in connection.execute(told).scalars() if address}

    def private_pages(self) -> list[str]:
        """The ids of the pages where a private person speaks."""
        private = select(schema.statement.c.page).where(schema.statement.c.speaker_type == "private").distinct()
        with self._transaction(writes=False) as connection:
            return sorted(connection.execute(private).scalars())

    def pages_with_relays(self) -> list[str]:
        """The ids of the pages that have a statement through somebody else."""
        with self._transaction(writes=False) as connection:
            return sorted(connection.execute(select(schema.relay.c.page).distinct()).scalars())

    # -- facts

    def last_reading(self) -> int:
        """The number of the log entry of the newest reading: what `store_facts` wants as `seen`. 0 in an empty ledger."""
        with self._transaction(writes=False) as connection:
            return last_reading(connection)

    def facts_are_stale(self) -> bool:
        """Whether readings were added since the facts were stored, or another version of Selon compared them."""
        with self._transaction(writes=False) as connection:
            stored = log.last_entry(connection, "facts")
            newest = last_reading(connection)
            return newest > 0 if stored is None else stored.subject != str(newest) or stored.version != self._author.version

    def store_facts(self, facts: Sequence[Fact], *, seen: int) -> None:
        """Put these in the place of all facts, in one transaction.

        `seen` is `last_reading()` as it was before the readings were taken out for the comparison: a page that another program
        adds meanwhile leaves the facts stale.
        """
        with self._transaction(writes=True) as connection:
            log.append(connection, "facts", str(seen), content=digest(msgspec.json.encode(facts)), author=self._author)
            for table in reversed(schema.FACTS):
                connection.execute(delete(table))
            _insert(connection, rows_of_facts(facts))

    def facts(self) -> list[Fact]:
        """The facts as they were stored, in that order."""
        with self._transaction(writes=False) as connection:
            return stored_facts(connection)

    def fact(self, id: str) -> Fact:
        """One fact by its id, or by the beginning of it where only one fact's id begins so.

        Raises:
            Missing: No fact, or more than one.
        """
        facts = self.facts()
        named = [fact for fact in facts if fact.id == id] or [fact for fact in facts if fact.id.startswith(id)]
        if len(named) != 1:
            raise Missing(str(self.path), f"fact {id!r}" if not named else f"single fact whose id begins with {id!r}")
        return named[0]

    # -- looking, checking, telling

    def search(self, words: str) -> Iterator[Hit]:
        """Where all these words stand, best first; spelling of accents, ligatures, apostrophes and capitals makes no difference."""
        with self._transaction(writes=False) as connection:
            yield from search(connection, words)

    def verify(self) -> Contents:
        """Hash everything again, and give what is there.

        Raises:
            Tampered: Something was changed behind Selon's back; the error names each change.
        """
        with self._transaction(writes=False) as connection:
            contents, changes = check(connection)
        if contents is not None:
            with self._transaction(writes=True) as connection:
                changes += check_index(connection)
        if contents is None or changes:
            raise Tampered(str(self.path), "; ".join(changes))
        return contents

    def log(self) -> Iterator[Entry]:
        """Every event, oldest first."""
        with self._transaction(writes=False) as connection:
            yield from log.entries(connection)

    def note_capture(self, place: str, sha256: str) -> None:
        """Write into the log where the record of a page that was fetched stands, and the SHA-256 of its bytes."""
        with self._transaction(writes=True) as connection:
            log.append(connection, "capture", place, content=sha256, author=self._author)

    def note_private_shown(self, command: str) -> None:
        """Write into the log that names of private persons were shown, and by which command."""
        with self._transaction(writes=True) as connection:
            log.append(connection, "private shown", command, content=digest(command.encode()), author=self._author)

    # -- opening

    def _transaction(self, *, writes: bool) -> AbstractContextManager[Connection]:
        return transaction(self._engine, self.path, writes=writes)

    def _prepare(self) -> None:
        """Look whose file it is; finish a ledger that is new, half made or old."""
        with self._transaction(writes=False) as connection:
            check_owner(connection, self.path)
            done = migrations.check_version(connection, str(self.path))
        if done == 0:
            use_write_ahead_log(self._engine, self.path)
        more = done < len(migrations.STEPS)
        while more:
            with self._transaction(writes=True) as connection:
                more = migrations.apply_next(connection, str(self.path), self._author)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login: a container whose user has no name
        return "unknown"


def _replace_derived(connection: Connection, page: str, reading: Reading) -> None:
    rows = rows_of_reading(reading, page)
    leave_index(connection, page)
    for table in rows:
        connection.execute(delete(table).where(table.c.page == page))
    _insert(connection, rows)
    enter_index(connection, page)


def _insert(connection: Connection, rows: dict[Table, list[Row]]) -> None:
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)
