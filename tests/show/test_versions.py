"""What differs between two versions of one address."""

from __future__ import annotations

from given_pages import page
from selon.show.versions import version_lines

URL = "https://news.example/pont"


def test_sentences_that_went_and_came() -> None:
    older = page("a", "2018-08-14", "Un pont s’effondre.\n\nOn compte 22 morts. La pluie tombe.", url=URL)
    newer = page("b", "2018-08-15", "Un pont s’effondre.\n\nOn compte 39 morts. La pluie tombe.", url=URL)
    other = page("c", "2018-08-15", "Un pont s’effondre.", url="https://other.example")
    assert list(version_lines([newer, other, older])) == [
        f"pages a and b are versions of {URL}:",
        "  - On compte 22 morts.",
        "  + On compte 39 morts.",
    ]
    assert list(version_lines([older, page("d", "2018-08-16", older.article.text, url=URL)]))[1:] == ["  the same sentences"]
