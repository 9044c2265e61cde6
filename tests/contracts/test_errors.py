"""Every class of the error tree is provoked by a command, is told to the person at the keyboard, and names a remedy."""

from __future__ import annotations

import ast
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Connection

import real_files
from made import a_page, fill
from selon import cli, errors, languages, plugins
from selon.batch.adding import Tally
from selon.batch.guard import cleaning_guard
from selon.ledger import Ledger, migrations
from selon.pipeline import Reader

SOURCE = Path(errors.__file__).parent
# What a remedy begins with: a verb that says what to do. A new one belongs here.
VERBS = {
    *("add", "ask", "check", "collect", "copy", "correct", "create", "fetch", "find", "give", "go", "have", "install", "list", "load", "look"),
    *("make", "move", "name", "open", "put", "raise", "remove", "report", "run", "save", "split", "try", "uninstall", "unpack", "wait"),
}


class Scene(NamedTuple):
    """Where an error is provoked: the folder, with the ledger `selon.db` in it; what is changed, and what is to be closed, until the end."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    until_the_end: ExitStack


Provoke = Callable[[Scene], list[str]]
"""Prepares an error; gives the command that meets it."""


def every(kind: type[errors.SelonError] = errors.SelonError) -> Iterator[type[errors.SelonError]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from every(sub)


def adding(name: str, content: bytes, **settings: str) -> Provoke:
    """A file that `selon add` cannot read, under these settings."""

    def provoke(scene: Scene) -> list[str]:
        (scene.folder / name).write_bytes(content)
        for setting, value in settings.items():
            scene.monkeypatch.setenv(f"SELON_{setting.upper()}", value)
        return ["add", name]

    return provoke


def says(*words: str) -> Provoke:
    return lambda scene: list(words)


def locked_member() -> bytes:
    content = bytearray(real_files.zipped({"a.txt": real_files.text()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def a_bug(scene: Scene) -> list[str]:
    def fail(*_: object) -> None:
        raise KeyError("a bug")

    scene.monkeypatch.setattr(Reader, "finish", fail)
    return add_a_page(scene)


def add_a_page(scene: Scene) -> list[str]:
    (scene.folder / "page.txt").write_text("Le maire a déclaré mardi que 12 personnes avaient été blessées à Lyon.", encoding="utf-8")
    return ["add", "page.txt"]


def fetches_from_nobody(scene: Scene) -> list[str]:
    scene.monkeypatch.setenv("SELON_FETCH_LOOPBACK_PORT", "9")
    return ["fetch", "http://127.0.0.1:9/page.html"]


def held_by_another(scene: Scene) -> list[str]:
    scene.monkeypatch.setenv("SELON_BUSY_TIMEOUT_S", "0.2")
    other = scene.until_the_end.enter_context(closing(sqlite3.connect("selon.db", isolation_level=None)))
    other.execute("BEGIN IMMEDIATE")
    return ["forget", a_page(12).id, "--reason", "request of 3 May"]


def no_ledger(scene: Scene) -> list[str]:
    (scene.folder / "notes.db").write_text("no ledger")
    return ["facts", "--ledger", "notes.db"]


def of_a_newer_selon(scene: Scene) -> list[str]:
    def step(connection: Connection) -> None:
        """A change of the schema that this Selon does not know."""

    with scene.monkeypatch.context() as newer:
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, step))
        Ledger.open("selon.db").close()
    return ["facts"]


def changed_page(scene: Scene) -> list[str]:
    with closing(sqlite3.connect("selon.db")) as connection, connection:
        connection.execute("UPDATE page SET content = x'00'")
    return ["verify"]


def into_a_full_ledger(scene: Scene) -> list[str]:
    with pytest.raises(SystemExit):
        cli.main(["dump", "--output", "dump.jsonl"])
    return ["load", "dump.jsonl"]


def without_pyarrow(scene: Scene) -> list[str]:
    scene.monkeypatch.setitem(sys.modules, "pyarrow", None)
    return ["export", "parquet", "--output", "tables"]


def broken_plugin(scene: Scene) -> list[str]:
    point = EntryPoint(name="broken", value="no_such_module:write", group=plugins.EXPORTERS)
    scene.monkeypatch.setattr(plugins, "entry_points", lambda group: [point] if group == point.group else [])
    plugins.installed.cache_clear()
    scene.until_the_end.callback(plugins.installed.cache_clear)
    return ["export", "broken", "--output", "x"]


def pack_without_a_file(scene: Scene) -> list[str]:
    assert languages.known_languages() == ["fr"]  # kept: the language stays known
    languages._load.cache_clear()
    scene.until_the_end.callback(languages._load.cache_clear)
    scene.monkeypatch.setattr(languages, "files", lambda module: scene.folder)
    return add_a_page(scene)


PROVOKED: dict[type[errors.SelonError], Provoke] = {
    errors.PageError: a_bug,
    errors.NotText: adding("a.bin", b"\0\1\2\xff"),
    errors.Damaged: adding("a.pdf", b"%PDF-1.4 broken off"),
    errors.Encrypted: adding("a.zip", locked_member()),
    errors.TooLarge: adding("a.txt", b"Bonjour", max_page_bytes="3"),
    errors.Expands: adding("a.zip", real_files.zipped({f"{n}.txt": real_files.text() for n in range(3)}), max_members="1"),
    errors.Stopped: adding("a.html", b"<p>Bonjour", max_parse_bytes="1000000"),
    errors.Unreachable: says("add", "nowhere.txt"),
    errors.NotAllowed: says("fetch", "http://10.0.0.7/page.html"),
    errors.NotFetched: fetches_from_nobody,
    errors.UnknownLanguage: says("read", "--from-jsonl", "foreign.jsonl"),
    errors.LedgerError: into_a_full_ledger,
    errors.Locked: held_by_another,
    errors.NotALedger: no_ledger,
    errors.WrongVersion: of_a_newer_selon,
    errors.Tampered: changed_page,
    errors.Missing: says("show", "nowhere"),
    errors.Ambiguous: says("review", "items", ""),
    errors.SettingsError: says("export", "nothing", "--output", "x"),
    errors.MissingExtra: without_pyarrow,
    errors.PluginError: broken_plugin,
    errors.PackError: pack_without_a_file,
}


def test_every_class_is_provoked_here() -> None:
    assert set(every()) == set(PROVOKED)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[errors.SelonError]:
    """Every error that ends a command, and every one that is told of a page."""
    met: list[errors.SelonError] = []
    fail, run = Tally.fail, cli.app

    def failed(self: Tally, error: errors.PageError) -> None:
        met.append(error)
        fail(self, error)

    monkeypatch.setattr(Tally, "fail", failed)

    def noted(*arguments: Any, **options: Any) -> Any:
        try:
            return run(*arguments, **options)
        except errors.SelonError as error:
            met.append(error)
            raise

    monkeypatch.setattr(cli, "app", noted)
    return met


@pytest.mark.parametrize("kind", PROVOKED, ids=lambda kind: kind.__name__)
def test_the_person_is_told_what_is_wrong_and_what_to_do(
    kind: type[errors.SelonError], tmp_path: Path, told: list[errors.SelonError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fill("selon.db")
    Path("foreign.jsonl").write_text('{"id": "a", "text": "The mayor said on Tuesday that twelve people had been hurt in the town."}\n')
    with ExitStack() as until_the_end:
        until_the_end.callback(cleaning_guard().close)
        arguments = PROVOKED[kind](Scene(tmp_path, monkeypatch, until_the_end))
        with pytest.raises(SystemExit) as end:
            cli.main(arguments)
    printed = capsys.readouterr().err
    assert end.value.code == (1 if issubclass(kind, errors.PageError) else 3 if kind is errors.Tampered else 2)
    (error,) = [error for error in told if type(error) is kind and str(error) in printed]
    what, _, remedy = str(error).rpartition("; ")
    assert what
    assert remedy.removeprefix("please ").split()[0].rstrip(":") in VERBS, f"{error}: no remedy"


def advices() -> Iterator[tuple[str, str]]:
    """Where an error is made with a remedy of its own, and the remedy's first word."""
    place = {kind.__name__: 2 for kind in every() if issubclass(kind, errors.PageError | errors.LedgerError)} | {"PluginError": 3, "PackError": 3}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > place.get(node.func.id, len(node.args)):
                advice = node.args[place[node.func.id]]
                first = advice.values[0] if isinstance(advice, ast.JoinedStr) else advice
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", first.value
    yield from ((kind.__name__, kind.advice) for kind in every() if issubclass(kind, errors.PageError))


def test_every_remedy_says_what_to_do() -> None:
    found = dict(advices())
    assert len(found) > 60
    assert {where: advice for where, advice in found.items() if advice.removeprefix("please ").split()[0].strip(",:") not in VERBS} == {}
