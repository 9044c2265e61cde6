"""A file of every kind, made by real writers, becomes the articles that are in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_files
from found_files import found_in, holds, pages_of, told
from real_files import OTHER, STORY
from selon.clean.article import clean_page
from selon.languages import load_pack

PACK = load_pack("fr")


@pytest.mark.parametrize("kind", real_files.KINDS)
def test_every_kind_gives_articles_with_all_their_paragraphs(tmp_path: Path, kind: str) -> None:
    name, make = real_files.KINDS[kind]
    articles = [clean_page(page, packs=[PACK]) for page in pages_of(found_in(tmp_path, name, make()))]
    assert any(holds(article, STORY) for article in articles)
    assert all(holds(article, STORY) or holds(article, OTHER) for article in articles if article.text.strip())


def test_a_page_saved_in_one_file_keeps_its_address_and_moment(tmp_path: Path) -> None:
    (page,) = pages_of(found_in(tmp_path, "a.mhtml", real_files.saved_page()))
    assert page.content == real_files.html()
    assert page.url == STORY.url
    assert told(page)["captured"] == ("2021-04-02T10:11:12", "the saved page's Date header")
