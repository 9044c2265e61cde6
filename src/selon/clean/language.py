"""The language of a page: its own words first, then what it declares, then a statistical guess among the languages that occur.

A page's mark-up often names the language of its theme and not that of its text, so clear evidence in the text goes before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from selon.clean.lines import Line
from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.model import Passage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# What collections of news hold, beside the languages that have a pack. A language that is not in the list is taken for its nearest neighbour
# here, so the list is longer than what is ever read: an Italian page must not pass for a French one.
_EXPECTED = (
    "ar", "be", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hu", "hy", "it", "ja", "ka", "ko", "nl", "pl", "pt", "ro",
    "ru", "sr", "sv", "tr", "uk", "zh",
)  # fmt: skip
_LOOKED_AT_CHARS = 20_000
_MIN_WORDS = 12
# Share of the words that are in the list: French pages of the development sets 0.16 to 0.31 (half of them over 0.24); English, Spanish,
# Italian and Catalan news at most 0.08.
_CLEAR_SHARE = 0.12
_MIN_KINDS = 5
_MIN_LETTERS = 40
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_UKRAINIAN, _ONLY_RUSSIAN = re.compile("[іїєґ]", re.I), re.compile("[ыэёъ]", re.I)


class LanguageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `language.toml`."""

    function_words: frozenset[str]


def tell_language(text: str, *, packs: Sequence[Pack], declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language.

    Args:
        text: The article's text, without boilerplate where that is known.
        packs: The languages that can be read: their function words are looked for first.
        declared: What the page declares, under any usual form (`fr`, `fr-FR`, `fr_BE`).

    Returns:
        A code, also one that no pack has; None where nothing is declared and the text is too short to tell.
    """
    sample = text[:_LOOKED_AT_CHARS]
    for pack in packs:
        if is_clearly(sample, pack):
            return pack.code
    code = language_code(declared)
    if code is not None:
        return code
    if sum(map(len, _WORD.findall(sample))) < _MIN_LETTERS:
        return None
    return _guess(sample, _expected(packs))


def _expected(packs: Iterable[Pack]) -> tuple[str, ...]:
    return tuple(sorted({pack.code for pack in packs} | set(_EXPECTED)))


def other_passages(lines: Iterable[Line], pack: Pack) -> Iterator[Passage]:
    """The lines that are in another language than the pack's: of twelve words and more, without its function words, and known as another's.

    A shorter line (a name, a title, a slogan) tells too little: it stays with the article.
    """
    known = pack.table("language", LanguageWords).function_words
    languages = _expected([pack])
    for line in lines:
        words = line.words
        if len(words) < _MIN_WORDS or sum(map(len, words)) < _MIN_LETTERS or sum(word in known for word in words) >= _CLEAR_SHARE * len(words):
            continue
        code = _guess(line.text[:_LOOKED_AT_CHARS], languages)
        if code != pack.code:
            yield Passage(line.span, code)


def is_clearly(text: str, pack: Pack) -> bool:
    """Whether the function words of the pack's language decide by themselves."""
    words = _WORD.findall(fold_same_length(text))
    known = pack.table("language", LanguageWords).function_words
    hits = [word for word in words if word in known]
    return len(words) >= _MIN_WORDS and len(hits) >= _CLEAR_SHARE * len(words) and len(set(hits)) >= _MIN_KINDS


def language_code(declared: str | None) -> str | None:
    """`fr-FR`, `FR`, `fr_BE.UTF-8` -> `fr`; None for nothing, `und` and what is no code."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", declared or "")
    code = found.group(1).lower() if found else None
    return None if code in {"und", "mul", "zxx"} else code


def _guess(text: str, languages: tuple[str, ...]) -> str:
    code = str(_identifier(languages).classify(text)[0])
    if code in {"ru", "uk"}:
        # The two share most words of the news; a handful of letters belongs to one alone.
        ukrainian, russian = len(_ONLY_UKRAINIAN.findall(text)), len(_ONLY_RUSSIAN.findall(text))
        if ukrainian != russian:
            return "uk" if ukrainian > russian else "ru"
    return code


@cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    """Of our own, so that the restriction to `languages` does not touch other users of the library. Loading takes about a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(languages)
    return identifier
