"""A package with a plug-in for every hook, installed as anybody would install it, does what each hook promises."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from selon import plugins
from selon.collect import collectors
from selon.errors import PluginError
from selon.export import kinds
from selon.languages import load_pack
from selon.model import Article, Quantity, Span
from selon.read import layers
from selon.read.sentences import split_sentences

HERE = Path(__file__).parent
FRENCH = HERE.parents[1] / "src" / "selon" / "languages" / "fr"
CLIPPINGS = "%CLIPPINGS\nSéisme à Liège\n\nLa préfecture a annoncé 12 morts.\n%%\nGrève\n\nLe maire a déclaré que 300 personnes manifestaient."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample package installed in it; its Walloon is French under another name."""
    source = tmp_path_factory.mktemp("source") / "sample"
    shutil.copytree(HERE / "sample", source, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(FRENCH, source / "selon_sample" / "wa", ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path_factory.mktemp("site")
    # Its build tools are those of this environment, which may stand on the path alone.
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(target), str(source)]
    subprocess.run([sys.executable, *install], check=True, capture_output=True, timeout=200)
    return target


def used(folder: Path, *more: Path) -> Any:
    (folder / "press.clip").write_text(CLIPPINGS, encoding="utf-8")
    path = os.pathsep.join(map(str, filter(None, (*more, *sys.path))))
    command = [sys.executable, str(HERE / "use.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_installed_package_serves_every_hook(site: Path, tmp_path: Path) -> None:
    without, told = used(tmp_path), used(tmp_path, site)
    assert [name for name, _ in told["pages"]] == ["1", "2"]
    assert told["pages"][0][1].startswith("Séisme")
    assert told["quantities"] == [["q1", "XIV morts", 14.0, "roman/1"]]
    assert told["figures"] == 1
    assert told["sides"] == ["Belgique"]
    assert told["languages"] == ["fr", "wa"]
    assert " wa-" in told["walloon"]
    assert told["added"] == 2
    assert len((tmp_path / "headlines.txt").read_text(encoding="utf-8").splitlines()) == 2
    assert without["languages"] == ["fr"]
    assert without["quantities"] == []
    assert without["sides"] == [None]
    assert not set(told["versions"]) & {version for version in without["versions"] if " fr-" in version}, "what plug-ins read is another reading"


@pytest.fixture(autouse=True)
def _forgetting() -> Iterator[None]:
    plugins.installed.cache_clear()
    yield
    plugins.installed.cache_clear()


def plugged(monkeypatch: pytest.MonkeyPatch, group: str, name: str, value: str) -> None:
    point = EntryPoint(name=name, value=value, group=group)
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point] if group == point.group else [])


def test_a_name_that_is_taken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(monkeypatch, plugins.EXPORTERS, "csv", "nothing:write")
    with pytest.raises(PluginError, match=r"'csv' of selon\.exporters: the name is taken; uninstall one"):
        kinds.exporter("other")


def test_a_plugin_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(monkeypatch, plugins.EXPORTERS, "broken", "no_such_module:write")
    with pytest.raises(PluginError, match=r"'broken' of selon\.exporters: cannot be loaded"):
        kinds.exporter("broken")


def test_a_collector_must_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(monkeypatch, plugins.COLLECTORS, "wrong", "json:loads")
    with pytest.raises(PluginError, match=r"is no selon\.collect\.collectors\.Collector"):
        collectors.collector_of(b"text", "a.txt")


def test_mails_saved_pages_and_feeds_are_entries_of_the_same_table() -> None:
    assert collectors.collector_of(b'<?xml version="1.0"?><rss version="2.0">', "a") is collectors.BUILT_IN["feed"]
    assert collectors.collector_of(b"From: a@example.org\nSubject: x\nMessage-ID: <1@example.org>\n\nBonjour", "a") is collectors.BUILT_IN["mail"]
    assert collectors.collector_of(b"Bonjour", "a.txt") is None


def outside(article: Article, sentences: object, pack: object) -> list[Quantity]:
    return [Quantity(id="", span=Span(0, 10_000), low=1.0, high=1.0, unit="person", rule="outside/1")]


def test_an_item_outside_the_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(monkeypatch, plugins.READERS, "quantities.outside", "json:loads")
    monkeypatch.setattr(layers, "load", lambda point: outside)
    article, pack = Article(id="a", text="Il y a 12 morts.", language="fr"), load_pack("fr")
    with pytest.raises(PluginError, match=r"gave an item at \[0, 10000\), outside the text"):
        layers.with_plugins("quantities", [], article, split_sentences(article, pack), pack)


def test_a_reader_of_no_layer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(monkeypatch, plugins.READERS, "weather", "json:loads")
    with pytest.raises(PluginError, match="its name must begin with a layer: quantities, dates, places, media"):
        layers.readers_digest()
