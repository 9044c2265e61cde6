"""What a ledger survives: kills, changed bytes, many writers. Seeded; prints the table of docs/reliability.md. Run by `make torture`.

The command that is killed is the real one, in a process of its own. To spare the seconds in which a parser is loaded, that process is forked
from this one, where each page was read once: reading is a pure function, and what is tortured is the ledger.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from selon import cli
from selon.batch import adding, local
from selon.collect.files import collect_paths
from selon.errors import LedgerError
from selon.ledger import Ledger
from selon.model import Page, Reading

FORK = multiprocessing.get_context("fork")
READ_TOGETHER = local.read_together
BODIES = ("la préfecture", "le ministère de la Santé", "la Croix-Rouge", "le maire", "la police", "l’ONU", "le gouverneur", "les pompiers")
TOWNS = ("Nantes", "Derna", "Kherson", "Valence", "Antakya", "Lyon", "Makiivka", "Tripoli")
EVIDENCE = {
    "log": ("at", "what", "subject", "who", "version", "content", "previous", "hash"),
    "head": ("hash",),
    "page": ("sha256", "source", "media_type", "content"),
    "reading": ("version", "sha256", "document"),
}


def write_pages(folder: Path, count: int, chance: random.Random) -> None:
    """Short pages, each with a figure and a speaker."""
    for n in range(count):
        dead, town, body = chance.randrange(1, 900), chance.choice(TOWNS), chance.choice(BODIES)
        text = f"Selon {body}, {dead} personnes ont été tuées à {town}. « Nous cherchons encore », a déclaré le maire de {town}. Page {n}."
        (folder / f"{n:04}.txt").write_text(text, encoding="utf-8")


def read_once(folder: Path) -> None:
    """Read every page, and have `selon add` find these readings from now on."""
    ids = [(page, page.id) for page in collect_paths([folder]) if isinstance(page, Page)]
    readings = dict(zip((id for _, id in ids), READ_TOGETHER(ids), strict=True))

    def read_together(given: Sequence[local.Named]) -> list[local.Read]:
        return [readings[id] for _, id in given]

    local.read_together = read_together


def add(folder: Path, ledger: Path, told: Connection | None = None) -> None:
    """`selon add FOLDER --ledger LEDGER`, in this process; tells the id of each page once the ledger has said that it is in."""
    if told is not None:
        really_add = Ledger.add_all

        def add_and_tell(self: Ledger, made: Sequence[tuple[Page, Reading]]) -> list[bool]:
            new = really_add(self, made)
            for page, _ in made:
                told.send(page.id)
            return new

        Ledger.add_all = add_and_tell  # type: ignore[method-assign]
    adding._MOST_PAGES = 5  # that many kills fall between two transactions: these pages take no time to read
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115  (ends with the process)
    cli.main(["add", str(folder), "--ledger", str(ledger)])


def content_of(ledger: Path) -> str:
    """The digest of the ledger's content, once `verify` has passed it."""
    with Ledger.open(ledger) as book:
        return book.verify().content


def whole_run(folder: Path, ledger: Path) -> float:
    """Seconds of an `add` that nobody disturbs."""
    begun = time.monotonic()
    process = FORK.Process(target=add, args=(folder, ledger))
    process.start()
    process.join()
    return time.monotonic() - begun


def killed_run(folder: Path, ledger: Path, after_s: float) -> tuple[list[str], bool]:
    """The ids that were said to be in before the kill, and whether the command ended by itself."""
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=add, args=(folder, ledger, theirs))
    process.start()
    theirs.close()
    process.join(after_s)
    process.kill()
    process.join()
    return list(_received(ours)), process.exitcode == 0


def _received(pipe: Connection) -> Iterator[str]:
    with pipe:
        try:
            while True:
                yield pipe.recv()
        except EOFError:
            return


def kills(folder: Path, where: Path, count: int, chance: random.Random) -> str:
    """Kill `add` again and again on the way to one ledger after another."""
    duration = whole_run(folder, where / "whole.db")
    wanted = content_of(where / "whole.db")
    done = lost = half = completed = before = 0
    ledger = where / "0.db"
    while done < count:
        said, ended = killed_run(folder, ledger, chance.uniform(0, duration / 3))
        if ended:
            completed += content_of(ledger) == wanted
            ledger = where / f"{done}.db"
            continue
        done += 1
        if not ledger.exists():
            before += 1
            continue
        with Ledger.open(ledger) as book:
            whole = book.verify()
            lost += len(set(said) - {page.id for page in book.pages()})
            half += whole.pages != whole.readings
    whole_run(folder, ledger)
    same = content_of(ledger) == wanted
    rest = f"the same command completed {completed + same} of {completed + 1} ledgers to the same content" if same else "the last ledger differs"
    return f"{done} ({before} before there was a file) | {lost} pages lost, {half} ledgers half; {rest}"


def changed_bytes(folder: Path, where: Path, count: int, chance: random.Random) -> str:
    """Change one byte of one value, verify, put it back."""
    ledger = where / "changed.db"
    whole_run(folder, ledger)
    found = 0
    for _ in range(count):
        table, column = chance.choice([(table, column) for table, columns in EVIDENCE.items() for column in columns])
        with closing(sqlite3.connect(ledger)) as file, file:
            row, value, kind = chance.choice(file.execute(f"SELECT rowid, CAST({column} AS BLOB), typeof({column}) FROM {table}").fetchall())
            at = chance.randrange(len(value))
            other = value[:at] + bytes([chance.choice([byte for byte in range(256) if byte != value[at]])]) + value[at + 1 :]
            change = f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE rowid = ?"
            file.execute(change, (other, row))
        found += is_found(ledger)
        with closing(sqlite3.connect(ledger)) as file, file:
            file.execute(change, (value, row))
    assert not is_found(ledger)
    return f"{count} | {found} found by `selon verify`"


def is_found(ledger: Path) -> bool:
    """Whether `verify` refuses the ledger."""
    try:
        content_of(ledger)
    except LedgerError:
        return True
    return False


def writers(folder: Path, where: Path, processes: int) -> str:
    """As many processes as are asked for, each with all the pages in another order."""
    paths = sorted(folder.iterdir())
    whole_run(folder, where / "one.db")
    started = [FORK.Process(target=add_some, args=(paths[n::processes] + paths[:20], where / "many.db")) for n in range(processes)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    if failed := sum(process.exitcode != 0 for process in started):
        return f"{len(paths)} pages, {processes} processes | {failed} OF THEM FAILED"
    same = content_of(where / "one.db") == content_of(where / "many.db")
    return f"{len(paths)} pages, {processes} processes | {'the content of one process' if same else 'ANOTHER CONTENT'}"


def add_some(paths: Iterable[Path], ledger: Path) -> None:
    """As `add`, for some of the pages."""
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115  (ends with the process)
    cli.main(["add", *map(str, paths), "--ledger", str(ledger)])


def row(what: str, pages: int, seed: int, torture: Callable[[Path, Path, random.Random], str]) -> None:
    """One row of the table, in folders of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder, where, chance = Path(name) / "pages", Path(name), random.Random(seed)
        folder.mkdir()
        write_pages(folder, pages, chance)
        read_once(folder)
        print(f"| {what} | {torture(folder, where, chance)} |", flush=True)


def main() -> None:
    """The table, row after row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20230204)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--only", default="", metavar="WORDS", help="only the rows whose name has these")
    parser.add_argument("--pages", type=int, default=2000, help="of the writers")
    given = parser.parse_args()
    os.nice(10)
    print("| torture | times | result |\n| --- | --- | --- |")
    for what, pages, torture in (
        ("`kill -9` of an `add` of 300 pages", 300, lambda folder, where, chance: kills(folder, where, given.kills, chance)),
        ("one byte of the evidence changed", 5, lambda folder, where, chance: changed_bytes(folder, where, given.changes, chance)),
        ("writers at once", given.pages, lambda folder, where, _: writers(folder, where, 8)),
    ):
        if given.only in what:
            row(what, pages, given.seed, torture)


if __name__ == "__main__":
    main()
