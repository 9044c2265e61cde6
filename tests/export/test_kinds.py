"""Every kind keeps private persons private, is written whole or not at all, and says what it does not know."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from made import LÉA
from selon.errors import SettingsError
from selon.export.holdings import ExportedPage, Holdings
from selon.export.kinds import BUILT_IN, exporter
from selon.export.tables import TABLES

NAMES = {"citation": "cited.md"}


def written(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in (sorted(path.rglob("*")) if path.is_dir() else [path]) if file.is_file())


@pytest.mark.parametrize("kind", BUILT_IN)
def test_no_export_names_a_private_person(kind: str, made: Holdings, tmp_path: Path) -> None:
    path = tmp_path / NAMES.get(kind, kind)
    exporter(kind)(made, path)
    found = written(path)
    assert found
    for name in ("Léa", "Brun", "L\\u00e9a"):
        assert name.encode() not in found
    if kind in {"csv", "jsonl", "web-annotation", "claims"}:
        assert LÉA in found.decode()


@pytest.mark.parametrize("kind", BUILT_IN)
def test_the_same_ledger_gives_the_same_bytes(kind: str, made: Holdings, tmp_path: Path) -> None:
    paths = [tmp_path / name / NAMES.get(kind, kind) for name in ("one", "two")]
    for path in paths:
        exporter(kind)(made, path)
    assert written(paths[0]) == written(paths[1])


@pytest.mark.parametrize("kind", BUILT_IN)
def test_pages_stream_through_an_export(kind: str, made: Holdings, tmp_path: Path) -> None:
    """Forty pages of a hundred thousand letters: never more than some of them are in memory."""
    some = list(made.pages())

    def pages() -> Iterator[ExportedPage]:
        for n in range(40):
            page = some[n % len(some)]
            id = page.record.id if n < len(some) else f"{n:016x}"
            article = msgspec.structs.replace(page.reading.article, id=id, text=page.reading.article.text + f"{n} " * 50_000)
            record = msgspec.structs.replace(page.record, id=article.id)
            yield ExportedPage(record, msgspec.structs.replace(page.reading, article=article))

    whole = sum(len(page.reading.article.text) for page in pages())
    exporter(kind)(made, tmp_path / "warm" / NAMES.get(kind, kind))
    tracemalloc.start()
    try:
        exporter(kind)(Holdings(pages, made.facts), tmp_path / NAMES.get(kind, kind))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < whole / 3


@pytest.mark.parametrize("kind", sorted(set(BUILT_IN) - {"csv", "parquet"}))
def test_an_export_that_breaks_off_leaves_what_stood_there(kind: str, made: Holdings, tmp_path: Path) -> None:
    path = tmp_path / NAMES.get(kind, kind)
    path.write_text("before", encoding="utf-8")

    def breaking() -> list[ExportedPage]:
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        exporter(kind)(Holdings(breaking, made.facts), path)
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith("made")] == [path.name]
    assert path.read_text(encoding="utf-8") == "before"


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="one of csv, parquet, jsonl"):
        exporter("xlsx")


def test_a_citation_wants_a_name_that_says_its_format(made: Holdings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.md or \.html"):
        exporter("citation")(made, tmp_path / "cited.pdf")


def test_the_documentation_names_every_kind_and_every_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    for kind in BUILT_IN:
        assert f"\n| `{kind}` |" in page
    for table in TABLES:
        rows = "\n".join(f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns)
        assert f"\n### {table.name}\n" in page
        assert rows in page
