"""Feeds that were saved as files give their entries."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_files
from found_files import found_in, pages_of, told
from real_files import STORY
from selon.clean.article import clean_page
from selon.errors import Damaged
from selon.languages import load_pack
from selon.model import Page

PACK = load_pack("fr")


@pytest.mark.parametrize("make", [real_files.rss, real_files.atom], ids=["RSS", "Atom"])
def test_a_saved_feed_gives_its_entries(tmp_path: Path, make: object) -> None:
    assert callable(make)
    first, second = pages_of(found_in(tmp_path, "fil.xml", make()))
    assert (first.url, first.published, second.published) == (STORY.url, "2021-03-09", "2021-03-11")
    assert told(first)["author"] == (STORY.author, "the feed's entry, its author")
    assert told(first)["outlet"] == (STORY.outlet, "the feed's title")
    article = clean_page(first, packs=[PACK])
    assert article.title is not None
    assert article.title.of(article.text) == STORY.title
    assert (article.published, article.published_because) == ("2021-03-09", "the feed's entry, its date")


def test_a_feed_whose_markup_breaks_off_says_so(tmp_path: Path) -> None:
    found = found_in(tmp_path, "fil.rss", real_files.rss()[:-400])
    assert [item.url for item in found if isinstance(item, Page)][:1] == [STORY.url]
    assert isinstance(found[-1], Damaged)
