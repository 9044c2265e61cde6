"""The versions of one address, sentence by sentence: what the newer one took away and what it brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.compare.link import language_of
from selon.compare.versions import changes, versions
from selon.languages import load_pack
from selon.model import Reading
from selon.read.sentences import split_sentences


def version_lines(readings: Iterable[Reading]) -> Iterator[str]:
    """For each two versions of one address a heading, then `-` lines of the older and `+` lines of the newer one."""
    for older, newer in versions(list(readings)):
        yield f"pages {older.article.id} and {newer.article.id} are versions of {newer.article.url}:"
        same = True
        for change in changes(_sentences(older), _sentences(newer)):
            same = False
            yield from (f"  - {words}" for words in change.before)
            yield from (f"  + {words}" for words in change.after)
        if same:
            yield "  the same sentences"


def _sentences(reading: Reading) -> list[str]:
    article = reading.article
    return [sentence.span.of(article.text).strip() for sentence in split_sentences(article, load_pack(language_of(reading)))]
