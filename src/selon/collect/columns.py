"""Which column of a table, or key of a JSON object, holds what: as named by the user, else by the names that such columns usually have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from selon.errors import SettingsError
from selon.languages import known_languages, load_pack
from selon.languages.fold import fold

FIELDS = ("text", "title", "url", "published", "language", "author", "outlet")
# As programs name them: exports of newsrooms' systems, schema.org, feeds. Names in a language of people stand in the language packs.
_USUAL = {
    "text": ("text", "content", "body", "articlebody", "fulltext", "full text", "maintext", "content html"),
    "title": ("title", "headline"),
    "url": ("url", "link", "permalink", "uri"),
    "published": ("published", "date", "pubdate", "datepublished", "published at", "publish date", "date published", "publication date"),
    "language": ("lang", "language", "inlanguage"),
    "author": ("author", "byline", "creator"),
    "outlet": ("outlet", "site", "publisher", "source", "source name", "domain"),
}


class ColumnNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `columns.toml`; what each key means stands in its header."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    url: tuple[str, ...]
    published: tuple[str, ...]
    language: tuple[str, ...]
    author: tuple[str, ...]
    outlet: tuple[str, ...]


class Columns(msgspec.Struct, frozen=True):
    """What the user calls the columns: field and name, as `--columns text=corps,url=lien` gives them."""

    named: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, given: str) -> Columns:
        """From `field=name,field=name`; a name may have spaces.

        Raises:
            SettingsError: It is not of that form, or there is no such field.
        """
        pairs = [part.partition("=") for part in given.split(",") if part.strip()]
        named = tuple((field.strip(), name.strip()) for field, _, name in pairs)
        if any(field not in FIELDS or not name for field, name in named):
            raise SettingsError("--columns", given, f"FIELD=NAME,…, where FIELD is one of {', '.join(FIELDS)}")
        return cls(named)

    def choose(self, header: Sequence[str]) -> dict[str, str]:
        """Field -> the name in the header, for each field that the table has."""
        by_name = {_plain(name): name for name in reversed(header)}
        chosen = {field: by_name[_plain(name)] for field, name in self.named if _plain(name) in by_name}
        for field in FIELDS:
            if field not in dict(self.named):
                found = next((by_name[name] for name in _usual(field) if name in by_name), None)
                if found is not None:
                    chosen[field] = found
        return chosen

    def missing(self, header: Iterable[str]) -> str | None:
        """The first name that the user gave and the header does not have."""
        there = {_plain(name) for name in header}
        return next((name for _, name in self.named if _plain(name) not in there), None)


@cache
def _usual(field: str) -> tuple[str, ...]:
    packs = [load_pack(code).table("columns", ColumnNames) for code in known_languages()]
    return (*_USUAL[field], *(name for pack in packs for name in getattr(pack, field)))


def _plain(name: str) -> str:
    """A name without case, accents, and whatever parts its words: `Date_de-Publication` is `date de publication`."""
    return " ".join(re.split(r"[\W_]+", fold(name).strip()))
