"""Units of work for many machines: some files in, one Parquet shard out. A shard is there whole or not at all, and the same each time."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec

from selon.batch.collecting import open_guarded
from selon.batch.failures import Failure, failure_of, page_error
from selon.batch.guard import Guard
from selon.batch.local import Read, read_together
from selon.collect.columns import Columns
from selon.collect.files import File, collect_paths
from selon.collect.found import Found, Skipped
from selon.errors import MissingExtra, PageError
from selon.model import Page, Reading

# A unit has at most so many files, and no more once it has so many bytes: small enough to be read twice where a worker is lost.
_FILES, _BYTES = 200, 4_000_000
_ROWS_AT_ONCE = 100
# So many of the pages found are read together.
_TOGETHER = 8
_FIELDS = ("id", "source", "page", "reading", "failure", "skipped")

Outcome = tuple[Found, Read | None]
"""What was found, and of a page its reading or why there is none; None of a page that was not read, since the ledger has it."""


class Unit(msgspec.Struct, frozen=True):
    """Files that one worker reads in one go."""

    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """What its shard is called: the same for the same files."""
        return sha256(msgspec.json.encode(self.files)).hexdigest()[:16]


def units_of(paths: Iterable[str | os.PathLike[str]], columns: Columns | None = None) -> Iterator[Unit | Found]:
    """The files at the paths as units, and what is passed over on the way or can't be reached. No file is opened."""
    files: list[File] = []

    def note(file: File) -> Iterator[Found]:
        files.append(file)
        return iter(())

    yield from collect_paths(paths, columns=columns, opened=note)
    rest = iter(files)
    while unit := tuple(_next_files(rest)):
        yield Unit(unit)


def _next_files(rest: Iterator[File]) -> Iterator[File]:
    size = 0
    for file in islice(rest, _FILES):
        yield file
        size += _size(file)
        if size >= _BYTES:
            return


def _size(file: File) -> int:
    try:
        return os.stat(file.path).st_size
    except OSError:
        return 0  # told by whoever opens it


def pages_of(unit: Unit) -> Iterator[Found]:
    """All that is in the files of a unit."""
    guard = Guard()
    try:
        for file in unit.files:
            yield from open_guarded(guard, file)
    finally:
        guard.close()


def read_unit(unit: Unit, known: Collection[str]) -> Iterator[Outcome]:
    """All that is in the files of a unit, each page with its reading; those whose ids are `known` are not read."""
    rest = pages_of(unit)
    while some := list(islice(rest, _TOGETHER)):
        new = [(found, found.id) for found in some if isinstance(found, Page) and found.id not in known]
        reads = dict(zip((id for _, id in new), read_together(new), strict=True))
        yield from ((found, reads.get(found.id) if isinstance(found, Page) else None) for found in some)


def write_shard(path: Path, outcomes: Iterable[Outcome]) -> int:
    """Write what became of a unit; gives the number of rows.

    Columns: the page's id and source, the page as MessagePack (its bytes included), the reading, failure and what was skipped as JSON.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("parquet", "pyarrow") from None
    types = [pyarrow.binary() if name == "page" else pyarrow.string() for name in _FIELDS]
    schema = pyarrow.schema(list(zip(_FIELDS, types, strict=True)))
    rows, count = map(_row, outcomes), 0
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with pyarrow.parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema=schema))
            count += len(batch)
    os.replace(part, path)
    for left in path.parent.glob(f".{path.name}.*.part"):  # by a worker that was lost
        left.unlink(missing_ok=True)
    return count


def read_shard(path: Path) -> Iterator[Outcome]:
    """What was written, in that order."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as shard:
        for batch in shard.iter_batches(_ROWS_AT_ONCE):
            yield from map(_outcome, batch.to_pylist())


def _row(outcome: Outcome) -> dict[str, object]:
    found, read = outcome
    row: dict[str, object] = dict.fromkeys(_FIELDS)
    if isinstance(found, Page):
        row |= {"id": found.id, "source": found.source, "page": msgspec.msgpack.encode(found)}
    elif isinstance(found, Skipped):
        row |= {"source": found.source, "skipped": _text(found)}
    error = found if isinstance(found, PageError) else read
    if isinstance(error, PageError):
        row["failure"] = _text(failure_of(error))
    elif isinstance(read, Reading):
        row["reading"] = _text(read)
    return row


def _outcome(row: dict[str, bytes]) -> Outcome:
    if row["skipped"]:
        return msgspec.json.decode(row["skipped"], type=Skipped), None
    error = page_error(msgspec.json.decode(row["failure"], type=Failure)) if row["failure"] else None
    if row["page"] is None:
        assert error is not None
        return error, None
    reading = msgspec.json.decode(row["reading"], type=Reading) if row["reading"] else None
    return msgspec.msgpack.decode(row["page"], type=Page), error or reading


def _text(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()
