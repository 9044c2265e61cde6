"""What is found in a file, for the tests of collecting."""

from __future__ import annotations

from pathlib import Path

from real_files import Story
from selon.collect.columns import Columns
from selon.collect.files import collect_paths
from selon.collect.found import Found
from selon.errors import PageError
from selon.model import Article, Page


def found_in(folder: Path, name: str, content: bytes, columns: str = "") -> list[Found]:
    (folder / name).write_bytes(content)
    return list(collect_paths([folder / name], columns=Columns.parse(columns)))


def pages_of(found: list[Found]) -> list[Page]:
    assert [str(item) for item in found if isinstance(item, PageError)] == []
    return [item for item in found if isinstance(item, Page)]


def told(page: Page | Article) -> dict[str, tuple[str, str]]:
    given = page.came_with if isinstance(page, Page) else page.told
    return {item.field: (item.value, item.because) for item in given}


def holds(article: Article, story: Story) -> bool:
    """Whether every paragraph is there, and none is marked as noise."""
    places = [article.text.find(paragraph) for paragraph in story.paragraphs]
    return min(places) >= 0 and not any(mark.start <= place < mark.end for mark in article.boilerplate for place in places)
