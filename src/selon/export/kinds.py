"""The kinds of export: the built-in ones, and those of installed plug-ins (entry points of the group `selon.exporters`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from selon.errors import SettingsError
from selon.export.annotations import write_web_annotation
from selon.export.citation import write_citation
from selon.export.claims import write_claims
from selon.export.delimited import write_csv
from selon.export.ftm import write_ftm
from selon.export.geojson import write_geojson
from selon.export.holdings import Holdings
from selon.export.parquet import write_parquet
from selon.export.prov import write_prov
from selon.export.readings import write_jsonl
from selon.export.timeline import write_timeline
from selon.plugins import EXPORTERS, installed, load

Exporter = Callable[[Holdings, Path], None]
"""Writes the holdings to a path: a file, or a folder for a kind of several files. Leaves nothing half written."""

BUILT_IN: dict[str, Exporter] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "jsonl": write_jsonl,
    "geojson": write_geojson,
    "web-annotation": write_web_annotation,
    "claims": write_claims,
    "ftm": write_ftm,
    "prov": write_prov,
    "timeline": write_timeline,
    "citation": write_citation,
}


def exporter(kind: str) -> Exporter:
    """The exporter of a kind; a plug-in is loaded when its kind is asked for.

    Raises:
        SettingsError: There is no such kind.
        PluginError: The plug-in cannot be loaded.
    """
    if kind in BUILT_IN:
        return BUILT_IN[kind]
    plugins = installed(EXPORTERS, frozenset(BUILT_IN))
    if kind not in plugins:
        raise SettingsError("kind", kind, f"one of {', '.join([*BUILT_IN, *plugins])}")
    loaded: Exporter = load(plugins[kind])
    return loaded
