"""What the documentation lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from selon import model
from selon.settings import TABLE

DOCS = Path(__file__).parents[2] / "docs"


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", (DOCS / "settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(setting.name, repr(setting.default)) for setting in TABLE]


def test_every_word_of_the_model_is_explained() -> None:
    words = (DOCS / "words.md").read_text(encoding="utf-8").lower()
    layers = [name for name, kind in vars(model).items() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    known = {"Span", "Comparison", "LinkedFact", "FactFigure", "MediaItem"}
    assert [name for name in layers if name.lower() not in words and name not in known and name != "Struct"] == []


def test_nothing_names_a_registry_or_a_machine() -> None:
    root = DOCS.parent
    hosts = re.compile(r"py" + r"pi\.org|python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian\.org|(?<![\w.])/(?:work|home|root)/")
    for path in [
        *root.glob("*"),
        *root.glob("docs/**/*"),
        *root.glob("src/**/*"),
        *root.glob("tests/**/*"),
        *root.glob("benchmarks/*"),
        *root.glob("tools/*"),
    ]:
        if (
            path.is_file()
            and path.suffix in {".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".json", ".js", ".j2", ""}
            and path.name not in {"LICENSE", ".git"}
        ):
            assert not hosts.search(path.read_text(encoding="utf-8")), path
