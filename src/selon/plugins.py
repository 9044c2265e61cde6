"""Parts of Selon that other packages bring, found by their entry points.

Each hook is a table with the built-in entries, and a group of entry points whose entries come on top: `docs/plugins.md` says what each wants.
A plug-in is loaded when it is needed, never before. Nothing is replaced: a name that is taken is an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from selon.errors import PluginError

COLLECTORS = "selon.collectors"
READERS = "selon.readers"
LANGUAGES = "selon.languages"
ACTORS = "selon.actors"
EXPORTERS = "selon.exporters"


@cache
def installed(group: str, taken: Collection[str] = ()) -> dict[str, EntryPoint]:
    """The plug-ins of a group by their names, in the order of the names.

    Args:
        group: One of the groups above.
        taken: The names of the built-in entries.

    Raises:
        PluginError: Two plug-ins have one name, or one has the name of a built-in entry.
    """
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        if point.name in taken or found.setdefault(point.name, point).value != point.value:
            raise PluginError(group, point.name, "the name is taken", "uninstall one of the two packages")
    return found


def load(point: EntryPoint) -> Any:
    """What the entry point names.

    Raises:
        PluginError: It cannot be imported.
    """
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise PluginError(point.group, point.name, f"cannot be loaded ({error})", "install the version that fits this Selon") from error


def digest_of(points: Iterable[EntryPoint]) -> str:
    """The sign `*` and twelve hex digits over packages, versions and sources of these plug-ins; "" where there are none.

    Part of a reading's version: what another plug-in reads is another reading.
    """
    hashed = sha256()
    points = list(points)
    for point in points:
        named = (point.group, point.name, point.value, point.dist.name if point.dist else "", point.dist.version if point.dist else "")
        hashed.update("\0".join(named).encode() + b"\0" + _source(point.module))
    return "*" + hashed.hexdigest()[:12] if points else ""


def _source(module: str) -> bytes:
    spec = find_spec(module)
    return Path(spec.origin).read_bytes() if spec is not None and spec.origin and spec.has_location else b""
