"""The ledger: what goes in whole, and what comes out as the values of `selon.model`.

with Ledger.open("selon.db", create=True) as ledger:
    ledger.add(page, reading)
    ledger.store_facts(compare(list(ledger.readings())), seen=ledger.last_change())
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, exists, select

from selon import __version__
from selon.errors import Missing, NotALedger, Tampered
from selon.ledger import log, migrations, schema, search
from selon.ledger.database import Database, database_at
from selon.ledger.dialect import dialect_of
from selon.ledger.fact_rows import Sum
from selon.ledger.facts import clear_facts, facts_digest, ids_beginning, insert_facts, stored_facts
from selon.ledger.linking import Linking, put_components, put_pages
from selon.ledger.log import Author, Entry, digest
from selon.ledger.named import only
from selon.ledger.packing import unpack
from selon.ledger.put import put_all
from selon.ledger.search import Hit
from selon.ledger.stored import PageRecord, forgotten_pages, last_change, newest_readings, page_of_row, page_records, page_rows, pages_since
from selon.ledger.tallies import tally_changes
from selon.ledger.verify import Contents, check, check_schema
from selon.links import Change, Links, Placed
from selon.model import Fact, Page, Reading


class Ledger:
    """One ledger. Every method is one transaction; many programs may use a ledger at once."""

    def __init__(self, database: Database, author: Author) -> None:
        self.name = database.name
        self.author = author
        self._database = database

    @classmethod
    def open(cls, address: str | Path, *, create: bool = False, who: str | None = None) -> Ledger:
        """The ledger at an address, brought to this Selon's schema. `who` is the name in the log: by default the login name.

        Raises:
            NotALedger: There is none (and `create` is False), or what is there is none of ours.
            WrongVersion, Tampered, Locked, LedgerError: It cannot be used as it is.
            SettingsError: `address` is neither a path nor the address of a server that Selon can use.
        """
        database = database_at(address)
        ledger = cls(database, Author(who or _login_name(), f"selon {__version__}"))
        with ExitStack() as where_it_fails:
            where_it_fails.callback(ledger.close)
            if not create and not database.is_there():
                raise NotALedger(database.name, "is not there; `selon add` makes it")
            ledger._prepare()
            where_it_fails.pop_all()
        return ledger

    @staticmethod
    def is_at(address: str | Path) -> bool:
        """Whether there is something at the address, whatever it is."""
        database = database_at(address)
        try:
            return database.is_there()
        finally:
            database.engine.dispose()

    def close(self) -> None:
        """Close every connection; a file is one file again."""
        self._database.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # -- pages and readings

    def has(self, page: Page, versions: Collection[str]) -> bool:
        """Whether the page was read by one of `versions` (as `Reading.version`): then it need not be read again."""
        with self.transaction(writes=False) as connection:
            of_page = schema.reading.c.page == page.id
            return bool(connection.execute(select(exists().where(of_page, schema.reading.c.version.in_(versions)))).scalar_one())

    def read_by(self, versions: Collection[str]) -> frozenset[str]:
        """The ids of the pages that were read by one of `versions` (as `Reading.version`)."""
        with self.transaction(writes=False) as connection:
            return frozenset(connection.execute(select(schema.reading.c.page).where(schema.reading.c.version.in_(versions))).scalars())

    def add(self, page: Page, reading: Reading) -> bool:
        """Write a page with its reading, whole or not at all. False where the ledger has both, or the page was forgotten: then nothing
        changes, the log neither.

        A page that another version has read before keeps that reading; the newest one is what the ledger shows.
        """
        return self.add_all([(page, reading)])[0]

    def add_all(self, made: Sequence[tuple[Page, Reading]]) -> list[bool]:
        """As `add` for several, all of them or none; says of each whether it is new. Many at once cost a fraction of one after the other."""
        for page, reading in made:
            if reading.article.id != page.id:
                raise ValueError(f"the reading of page {page.id} calls its article {reading.article.id}")
        if not made:
            return []
        with self.transaction(writes=True) as connection:
            gone = forgotten_pages(connection)
            kept = [(page, reading) for page, reading in made if page.id not in gone]
            new = iter(put_all(connection, kept, self.author))
            return [page.id not in gone and next(new) for page, _ in made]

    def forgotten(self) -> frozenset[str]:
        """The ids of the pages that were forgotten: they are not added again."""
        with self.transaction(writes=False) as connection:
            return forgotten_pages(connection)

    def pages(self) -> Iterator[Page]:
        """Every page, in the order of their ids: the same in whatever order they were added."""
        with self.transaction(writes=False) as connection:
            for row, came_with in page_rows(connection, schema.page.c.id, at_once=16):
                yield page_of_row(row, unpack(row.content), came_with)

    def page_records(self) -> list[PageRecord]:
        """What is known of every page apart from its text, in the order of their ids."""
        with self.transaction(writes=False) as connection:
            return list(page_records(connection))

    def readings(self, pages: Iterable[str] | None = None) -> Iterator[Reading]:
        """The newest reading of every page, or of those with the given ids; in the order of the ids."""
        with self.transaction(writes=False) as connection:
            yield from (reading for _, reading in newest_readings(connection, pages))

    def addresses(self) -> set[str]:
        """Every address of a page: as it was collected, and as the page itself gives it."""
        told = select(schema.page.c.url).union(select(schema.page.c.source), select(schema.article.c.url))
        with self.transaction(writes=False) as connection:
            return {address for address in connection.execute(told).scalars() if address}

    def private_pages(self, among: Iterable[str] | None = None) -> list[str]:
        """The ids of the pages where a private person speaks, or of those among these."""
        private = select(schema.statement.c.page).where(schema.statement.c.speaker_type == "private").distinct()
        if among is not None:
            private = private.where(schema.statement.c.page.in_(list(among)))
        with self.transaction(writes=False) as connection:
            return sorted(connection.execute(private).scalars())

    def pages_with_relays(self) -> list[str]:
        """The ids of the pages that have a statement through somebody else."""
        with self.transaction(writes=False) as connection:
            return sorted(connection.execute(select(schema.relay.c.page).distinct()).scalars())

    # -- facts

    def last_change(self) -> int:
        """The number of the log entry of the newest reading or review: what `store_facts` wants as `seen`. 0 in an empty ledger."""
        with self.transaction(writes=False) as connection:
            return last_change(connection)

    def facts_are_stale(self) -> bool:
        """Whether readings or reviews were added since the facts were stored, or another version of Selon compared them."""
        with self.transaction(writes=False) as connection:
            stored = log.last_entry(connection, "facts")
            newest = last_change(connection)
            return newest > 0 if stored is None else stored.subject != str(newest) or stored.version != self.author.version

    def store_facts(self, facts: Iterable[Fact | Placed], *, seen: int, links: Links | None = None) -> None:
        """Put these in the place of all facts, in one transaction; with `links` pages that come later need not be compared with all others.

        `seen` is `last_change()` as it was before the readings were taken out for the comparison: a page that another program
        adds meanwhile leaves the facts stale.
        """
        with self.transaction(writes=True) as connection:
            clear_facts(connection)
            insert_facts(connection, (Placed(fact) if isinstance(fact, Fact) else fact for fact in facts))
            if links is not None:
                put_pages(connection, links.pages, Sum())
                put_components(connection, links.components, Sum())
            log.append(connection, "facts", str(seen), content=facts_digest(connection), author=self.author)

    def update_facts(self, change: Callable[[Linking, list[str]], Change]) -> bool:
        """Bring the facts up to date with the pages that were added since they were stored, in one transaction.

        `change` is given what is kept of the pages compared before, and the ids of the pages that came; it says what changes. False, and nothing
        done, where more than pages has changed, or where nothing is kept of some page: then all has to be compared.
        """
        with self.transaction(writes=True) as connection:
            stored = log.last_entry(connection, "facts")
            if stored is None or stored.version != self.author.version:
                return False
            pages = pages_since(connection, int(stored.subject))
            if pages is None:
                return False
            seen, linking = last_change(connection), Linking(connection, Sum(stored.content))
            linking.replace(change(linking, pages))
            log.append(connection, "facts", str(seen), content=str(linking.digests), author=self.author)
            return True

    def facts(self) -> list[Fact]:
        """The facts as they were stored, in the order in which they matter."""
        with self.transaction(writes=False) as connection:
            return stored_facts(connection)

    def fact(self, id: str) -> Fact:
        """One fact by its id, or by the beginning of it where only one fact's id begins so.

        Raises:
            Missing: No fact.
            Ambiguous: More than one.
        """
        with self.transaction(writes=False) as connection:
            named = ids_beginning(connection, id)
            return stored_facts(connection, [only(named, id, ledger=self.name, missing=Missing(self.name, f"fact {id!r}"))])[0]

    # -- looking, checking, telling

    def search(self, words: str) -> Iterator[Hit]:
        """Where all these words stand, ordered as `selon.ledger.search` says; spelling makes no difference."""
        with self.transaction(writes=False) as connection:
            yield from search.search(connection, words)

    def verify(self, *, derive: bool = False) -> Contents:
        """Hash everything again, and give what is there; with `derive`, make the derived rows again as well.

        Raises:
            Tampered: Something was changed behind Selon's back; the error names each change.
        """
        with ThreadPoolExecutor(2) as beside, self.transaction(writes=False) as connection:
            self._refuse(check_schema(connection))
            storage = beside.submit(self._told, lambda its: dialect_of(its).storage_changes(its))
            index = beside.submit(self._told, lambda its: dialect_of(its).index_changes(its))
            counts = beside.submit(self._told, tally_changes)
            try:
                contents, changes = check(connection, derive=derive)
            finally:
                self._refuse(storage.result())  # where the storage is broken, nothing else that was found says anything
        self._refuse([*changes, *counts.result(), *index.result()])
        return contents

    def _told(self, ask: Callable[[Connection], Iterable[str]]) -> list[str]:
        """What is found on a connection of its own."""
        with self.transaction(writes=False) as connection:
            return list(ask(connection))

    def _refuse(self, changes: Sequence[str]) -> None:
        if changes:
            raise Tampered(self.name, "; ".join(changes))

    def log(self) -> Iterator[Entry]:
        """Every event, oldest first."""
        with self.transaction(writes=False) as connection:
            yield from log.entries(connection)

    def note_capture(self, place: str, sha256: str) -> None:
        """Write into the log where the record of a page that was fetched stands, and the SHA-256 of its bytes."""
        with self.transaction(writes=True) as connection:
            log.append(connection, "capture", place, content=sha256, author=self.author)

    def note_private_shown(self, command: str) -> None:
        """Write into the log that names of private persons were shown, and by which command."""
        with self.transaction(writes=True) as connection:
            log.append(connection, "private shown", command, content=digest(command.encode()), author=self.author)

    # -- opening

    def transaction(self, *, writes: bool) -> AbstractContextManager[Connection]:
        """One transaction, for the modules of the ledger."""
        return self._database.transaction(writes=writes)

    def erase(self) -> None:
        """Leave nothing of what was deleted in the files of the ledger: neither in free pages nor in the index, nor in the write-ahead log.

        Raises:
            Locked: Another program reads the ledger; the same again, once it has ended, erases the rest.
        """
        with self.transaction(writes=True) as connection:
            dialect_of(connection).rebuild_index(connection)
        self._database.shrink()

    def _prepare(self) -> None:
        """Look whose it is; finish a ledger that is new, half made or old."""
        with self.transaction(writes=False) as connection:
            self._database.check_owner(connection)
            done = migrations.check_version(connection, self.name)
        if done == 0:
            self._database.prepare()
        more = done < len(migrations.STEPS)
        while more:
            with self.transaction(writes=True) as connection:
                more = migrations.apply_next(connection, self.name, self.author)


def fact_called(id: str, facts: Sequence[Fact], ledger: str) -> Fact:
    """As `Ledger.fact`, among these facts of the ledger of that name.

    Raises:
        Missing: No fact.
        Ambiguous: More than one.
    """
    by_id = {fact.id: fact for fact in facts}
    named = [id] if id in by_id else [name for name in by_id if name.startswith(id)]
    return by_id[only(named, id, ledger=ledger, missing=Missing(ledger, f"fact {id!r}"))]


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login: a container whose user has no name
        return "unknown"
