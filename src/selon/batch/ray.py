"""The engine for a cluster: Ray Data hands units of files to actors that hold the parser; each writes a shard. Only this module imports Ray.

What is read from a page is what one process reads. A worker that is lost costs the unit it was reading, which another one reads again;
a unit that takes down one worker after the other is read here, in processes of its own, so that the page to blame is named.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from selon.batch.local import read_pages
from selon.batch.shards import Outcome, Unit, pages_of, read_shard, read_unit, units_of, write_shard
from selon.collect.columns import Columns
from selon.compare.candidate import Candidate
from selon.compare.clusters import Groups
from selon.compare.keys import is_common
from selon.compare.parts import by_page, key_rows, loads, parts, questions, slices, ties_between
from selon.errors import MissingExtra, SettingsError
from selon.garbage import look_rarely
from selon.model import Page

# A unit that was begun so often, and never finished, is read by no worker any more.
_TRIES = 3
# What one task of a comparison has to do: about a second.
_SLICE_PAIRS, _LOAD_FIGURES = 50_000, 2_000


def read_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    workers: int = 2,
    address: str | None = None,
    shards: Path | None = None,
    known: Collection[str] = frozenset(),
    columns: Columns | None = None,
) -> Iterator[Outcome]:
    """What is found at the paths, each page with its reading, as soon as a unit is done: in no fixed order.

    Args:
        paths: Files of any kind that `collect_paths` opens, and folders; every machine of the cluster must see them.
        workers: The number of actors, each with one processor and a parser of its own.
        address: A running cluster; without one a cluster on this machine is started, and stopped at the end.
        shards: The folder for the Parquet shards, which every machine must see; without one they are written to a temporary folder.
        known: The ids of pages that are not to be read again.
        columns: What the columns of tables are called.

    Raises:
        MissingExtra: Ray is not installed.
        SettingsError: A cluster elsewhere has no folder to write its shards to.
    """
    if address and shards is None:
        raise SettingsError("shards", None, "with a cluster's address also a folder that all its machines see")
    units: list[Unit] = []
    for found in units_of([os.path.abspath(path) for path in paths], columns):
        if isinstance(found, Unit):
            units.append(found)
        else:
            yield found, None
    with contextlib.ExitStack() as ends:
        folder = shards or Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="selon-shards-")))
        folder.mkdir(parents=True, exist_ok=True)
        ends.enter_context(_cluster(address, workers))
        done: set[int] = set()
        for number in _done(units, workers, folder.absolute(), frozenset(known)):
            done.add(number)
            yield from read_shard(_shard(folder, units[number]))
    for number, unit in enumerate(units):
        if number not in done:
            yield from _read_apart(unit, known)


class _ReadsUnits:
    """The actor: holds the parser, reads one unit after the other. Of a unit that took down `_TRIES` workers it says so instead."""

    def __init__(self, folder: Path, known: frozenset[str]) -> None:
        self._folder, self._known = folder, known
        look_rarely()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        unit = msgspec.json.decode(row["files"], type=Unit)
        shard = _shard(self._folder, unit)
        begun = shard.with_suffix(".begun")
        with begun.open("ab") as file:
            file.write(b".")
        died = begun.stat().st_size > _TRIES
        if not died:
            write_shard(shard, read_unit(unit, self._known))
        begun.unlink()
        return {"unit": row["unit"], "died": died}


def _shard(folder: Path, unit: Unit) -> Path:
    return folder / f"{unit.name}.parquet"


def _done(units: list[Unit], workers: int, folder: Path, known: frozenset[str]) -> Iterator[int]:
    """The numbers of the units whose shards are written, as they come. Ray Data starts a lost actor again, and its unit with it."""
    import ray.data

    if not units:
        return
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    rows = [{"unit": number, "files": msgspec.json.encode(unit).decode()} for number, unit in enumerate(units)]
    pool = ray.data.ActorPoolStrategy(size=min(workers, len(units)))
    actor: Any = _ReadsUnits  # Ray's own types allow functions only
    written = ray.data.from_items(rows, override_num_blocks=len(rows)).map(actor, fn_constructor_args=(folder, known), compute=pool, num_cpus=1)
    for row in written.iter_rows():
        if not row["died"]:
            yield int(row["unit"])


def clusters_by_keys(figures: Sequence[Candidate], *, workers: int = 2, address: str | None = None) -> Groups:
    """What `selon.compare.clusters.clusters` gives, with the keys counted by a group-by, the pages that share one compared, and what is tied
    together clustered, all on a cluster.

    Raises:
        MissingExtra: Ray is not installed.
    """
    with _cluster(address, workers):
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        pages = by_page(figures)
        rows = [{"key": key, "page": page} for page, key in key_rows(pages)]
        counts = ray.data.from_items(rows).groupby("key").count().iter_rows() if rows else iter(())
        common = {row["key"]: row["count()"] for row in counts if is_common(row["key"], row["count()"])}
        seen: Any = ray.put(pages)  # once on each machine, in memory that its workers share
        compare = ray.remote(num_cpus=1)(ties_between)
        tied = ray.get([compare.remote(some, seen) for some in slices(pages, common, _SLICE_PAIRS)])
        cluster = ray.remote(num_cpus=1)(questions)
        found = ray.get([cluster.remote(load) for load in loads(parts(pages, chain.from_iterable(tied)), _LOAD_FIGURES)])
    return sorted(chain.from_iterable(found), key=lambda group: group[0].key)


@contextlib.contextmanager
def _cluster(address: str | None, workers: int) -> Iterator[None]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingExtra("ray", "ray") from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address:
        ray.init(address=address, **quiet)
    else:
        ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
    try:
        yield
    finally:
        ray.shutdown()


def _read_apart(unit: Unit, known: Collection[str]) -> Iterator[Outcome]:
    pages: list[Page] = []
    for found in pages_of(unit):
        if isinstance(found, Page) and found.id not in known:
            pages.append(found)
        else:
            yield found, None
    yield from read_pages(pages, jobs=2)
