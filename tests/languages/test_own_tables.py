"""The user's own data files decide what counts as what, and stand in the version of each reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.clean.article import clean_text
from selon.errors import SettingsError
from selon.languages import load_pack
from selon.languages.own_tables import joined
from selon.model import Reading
from selon.pipeline import Reader

TEXT = "Au Camp Bravo, près de Sévaré, on compte 12 victimes. Les assaillants ont pris 40 ruches, et Moulin a parlé."
FILES = {
    "units": '[things]\nruche = ["ruche"]\nhive = []\nbuilding = ["moulin"]\n',
    "happened": '[nouns]\ncasualties = ["-victime"]\nkilled = ["victime"]\n',
    "places": '[known]\n"Camp Bravo" = { kind = "area", country = "ML" }\n[stop]\nnames = ["Sévaré"]\n',
}


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, **tables: str) -> None:
    for name, text in tables.items():
        (folder / "fr").mkdir(exist_ok=True)
        (folder / "fr" / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SELON_TABLES", str(folder))


def read() -> Reading:
    reader = Reader("fr")
    return reader.read(clean_text("a", TEXT, pack=reader.pack, language="fr"))


def test_own_tables_decide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = read()
    use(monkeypatch, tmp_path, **FILES)
    after = read()
    assert [q.of for q in before.quantities] == ["casualties", None]
    assert [q.of for q in after.quantities] == ["killed", None]
    assert "Camp Bravo" not in {place.name for place in before.places}
    assert {place.name for place in after.places} == {"Camp Bravo"}
    assert before.version != after.version


def test_another_content_is_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    versions = set()
    for n, unit in enumerate(("ruche", "essaim")):
        (folder := tmp_path / str(n)).mkdir()
        use(monkeypatch, folder, units=f'[things]\n{unit} = ["ruche"]\n')
        versions.add(reading_version := read().version)
        assert read().version == reading_version
    assert len(versions) == 2


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("units", "[thing]\n", "there is no such key"),
        ("units", "things = 3\n", "a dict is wanted, not a int"),
        ("units", "[things\n", "a file like the built-in units.toml"),
        ("happened", '[nouns]\nkiled = ["mort"]\n', "Invalid enum value 'kiled'"),
        ("happened", '[nouns]\nkilled = ["-licorne"]\n', "'licorne' cannot be taken away"),
        ("happened", "[nouns]\nkilled = [3]\n", "Expected `str`, got `int`"),
        ("unit", "", "the name of a built-in data file"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, text: str, reason: str) -> None:
    use(monkeypatch, tmp_path, **{name: text})
    with pytest.raises(SettingsError) as told:
        read()
    assert f"{name}.toml" in str(told.value)
    assert reason in str(told.value)


def test_a_folder_without_a_language_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, tmp_path)
    with pytest.raises(SettingsError, match="named by a language"):
        load_pack("fr")


def test_joining_changes_neither_table() -> None:
    built_in, own = {"a": {"b": ["x", "y"]}, "c": 1}, {"a": {"b": ["-x", "z", "y"]}, "c": 2}
    assert joined(built_in, own) == {"a": {"b": ["y", "z"]}, "c": 2}
    assert built_in == {"a": {"b": ["x", "y"]}, "c": 1}
