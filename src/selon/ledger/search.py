"""Full-text search over `search_entry`. Both sides are folded: accents, ligatures, apostrophes and capitals make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, text

from selon.errors import SettingsError
from selon.languages.fold import fold
from selon.model import Span

# A quoted phrase of any style, else what stands between spaces.
_PART = re.compile(r"[\"“”«]([^\"“”«»]*)[\"“”»]|(\S+)")
_TOKEN = re.compile(r"[^\W_]+")

_MATCHES = text(
    'SELECT e.kind, e.page, e.item, e.start, e."end" FROM search_index JOIN search_entry e ON e.id = search_index.rowid '
    'WHERE search_index MATCH :query ORDER BY search_index.rank, e.page, e.kind, e.start, e."end", e.item'
)

# The index holds no text of its own, so it is told of each row that comes or goes. Not by triggers: SQLite trusts those only in a file
# that is trusted as a whole, and a ledger may come from anywhere.
_ENTER = text("INSERT INTO search_index (rowid, folded) SELECT id, folded FROM search_entry WHERE page = :page")
_LEAVE = text("INSERT INTO search_index (search_index, rowid, folded) SELECT 'delete', id, folded FROM search_entry WHERE page = :page")


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Where words were found: `kind` is text, statement, speaker or place; `item` the statement's id or the place's position."""

    kind: str
    page: str
    item: str | None
    span: Span


class Term(msgspec.Struct, frozen=True):
    """Tokens that have to stand one after the other, folded; with `prefix` the last one may go on (`makiiv*`)."""

    tokens: tuple[str, ...]
    prefix: bool = False

    def starts_in(self, tokens: Sequence[str]) -> list[int]:
        """Every index of `tokens` where the term begins."""
        return [n for n in range(len(tokens) - len(self.tokens) + 1) if self._fits(tokens[n : n + len(self.tokens)])]

    def _fits(self, tokens: Sequence[str]) -> bool:
        *first, last = self.tokens
        return list(tokens[:-1]) == first and (tokens[-1].startswith(last) if self.prefix else tokens[-1] == last)


def tokens_of(words: str) -> list[tuple[str, Span]]:
    """The words of a text as the index sees them, each folded and with its span."""
    found = ((fold(match.group()), Span(match.start(), match.end())) for match in _TOKEN.finditer(words))
    return [(part, span) for folded, span in found for part in _TOKEN.findall(folded)]


def terms_of(words: str) -> list[Term]:
    """What is searched: each word, and each phrase in quotation marks, has to be found.

    Raises:
        SettingsError: There is no letter and no digit in it.
    """
    terms = []
    for phrase, word in _PART.findall(words):
        part = phrase or word
        tokens = tuple(token for token, _ in tokens_of(part))
        if tokens:
            terms.append(Term(tokens, prefix=part.endswith("*")))
    if not terms:
        raise SettingsError("search", words, "at least one word with a letter or a digit")
    return terms


def search(connection: Connection, words: str) -> Iterator[Hit]:
    """Entries in which every term stands, best first."""
    # Tokens hold letters and digits only, so that nothing in them can be read as query syntax.
    query = " AND ".join(f'"{" ".join(term.tokens)}"' + ("*" if term.prefix else "") for term in terms_of(words))
    for row in connection.execute(_MATCHES, {"query": query}):
        yield Hit(kind=row.kind, page=row.page, item=row.item, span=Span(row.start, row.end))


def enter_index(connection: Connection, page: str) -> None:
    """Index the search entries of a page, after they were written."""
    connection.execute(_ENTER, {"page": page})


def leave_index(connection: Connection, page: str) -> None:
    """Take the search entries of a page out of the index, before they are deleted."""
    connection.execute(_LEAVE, {"page": page})


def rebuild_index(connection: Connection) -> None:
    """Make the index anew from the search entries: deleting from it leaves the words behind until some later tidying."""
    connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('rebuild')")
