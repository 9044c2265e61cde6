"""Every command and program in the documentation works as it is written, page by page, each in a folder of its own with the sample pages."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sqlite3
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import real_files
from documentation.blocks import DATA, EMPTY, RUN, SHOWN, Block, Command, blocks_of, commands_of, missing_lines
from selon.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCES = re.compile(r"^```.*?^```", re.M | re.S)
_SHELL = frozenset("|><;&$`*")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def with_blocks(page: Path) -> bool:
    return any(block.kind in RUN and block.not_run is None for block in blocks_of(page.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample pages, which each page of the documentation gets a copy of."""
    ledger = tmp_path_factory.mktemp("filled") / "selon.db"
    main_ends(["add", str(ROOT / "examples" / "olenivka"), str(ROOT / "examples" / "derna"), "--ledger", str(ledger)])
    main_ends(["facts", "--ledger", str(ledger)])
    return ledger


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reader of a page stands: the sample pages in `examples`, some of them in `pages`, two web archives, a
    ledger; `selon` is on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "examples" / "derna", tmp_path / "pages")
    (tmp_path / "crawl-2022.warc.gz").write_bytes(real_files.warc())
    (tmp_path / "collection.wacz").write_bytes(real_files.wacz(real_files.OTHER))
    if EMPTY not in request.param.read_text(encoding="utf-8"):
        shutil.copy(filled, tmp_path / "selon.db")
    command = tmp_path / ".venv" / "bin" / "selon"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m selon "$@"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_says_what_it_is(page: Path) -> None:
    blocks = list(blocks_of(page.read_text(encoding="utf-8")))
    assert page.read_text(encoding="utf-8").count("\n```") % 2 == 0
    for block in blocks:
        assert block.kind in RUN | DATA | SHOWN, f"{page}:{block.line}: unknown kind {block.kind!r}"
        assert block.not_run is None or runs_elsewhere(block.not_run), f"{page}:{block.line}: names nothing that runs it: {block.not_run}"
        assert block.kind in RUN or block.not_run is None, f"{page}:{block.line}: is not run anyway"
        if block.kind == "toml":
            tomllib.loads(block.text)
        elif block.kind == "json":
            json.loads(block.text)


def runs_elsewhere(reason: str) -> bool:
    """Whether the reason names a file that runs the block in its own way."""
    named = re.findall(r"tests/[\w/]+\.py|\.ci/run", reason)
    return bool(named) and all((ROOT / name).is_file() for name in named)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_block_hides_from_the_run_by_being_indented(page: Path) -> None:
    """Markdown takes indented lines behind an empty one for code; within a list they go on with an entry."""
    within_list = False
    lines = FENCES.sub("", page.read_text(encoding="utf-8")).splitlines()
    for before, line in pairwise(["", *lines]):
        if line and not line.startswith(" "):
            within_list = line.startswith(("-", "*")) or line.split(".")[0].isdigit()
        assert before or within_list or not line.startswith("    "), f"{name_of(page)}: {line}"


@pytest.mark.parametrize(("page", "folder"), [pytest.param(page, page, id=name_of(page)) for page in PAGES if with_blocks(page)], indirect=["folder"])
def test_the_blocks_of_a_page_run_one_after_the_other(page: Path, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.kind in RUN and block.not_run is None:
            run(block, f"{name_of(page)}:{block.line}", capfd)


def run(block: Block, where: str, capfd: pytest.CaptureFixture[str]) -> None:
    if block.kind == "python":
        exec(compile(block.text, where, "exec"), {"__name__": "documentation"})
    elif block.kind == "sql":
        query(block, where)
    else:
        for command in commands_of(block):
            check(command, where, capfd)


def query(block: Block, where: str) -> None:
    """Each statement gives rows: a query that finds nothing shows nothing."""
    connection = sqlite3.connect("file:selon.db?mode=ro", uri=True)
    try:
        for statement in filter(None, map(str.strip, block.text.split(";"))):
            assert connection.execute(statement).fetchall(), f"{where}: no rows: {statement}"
    finally:
        connection.close()


def check(command: Command, where: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The command ends well and prints the lines that stand below it."""
    capfd.readouterr()
    words = shlex.split(command.line) if not _SHELL & set(command.line) else []
    if words and words[0] in {"selon", ".venv/bin/selon"}:  # in this process: the parser is loaded once for all pages
        code = main_ends(words[1:])
    else:
        code = subprocess.run(["bash", "-euo", "pipefail", "-c", command.line], timeout=300).returncode
    told = capfd.readouterr()
    assert code == 0, f"{where}: {command.line}\n{told.err}"
    assert missing_lines(command.prints, told.out + told.err) == [], f"{where}: {command.line} printed\n{told.out}{told.err}"


def main_ends(arguments: list[str]) -> int:
    try:
        main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def fences(text: str) -> Iterator[str]:
    return (block.kind for block in blocks_of(text))


def test_what_is_printed_is_compared_in_order() -> None:
    assert missing_lines(("a … c", "d"), "a b c\nd\n") == []
    assert missing_lines(("d", "a"), "a b c\nd\n") == ["a"]
    assert list(fences("```console\n$ true\n```\n\n```\nbare\n```\n")) == ["console", ""]
