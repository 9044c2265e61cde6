"""Mark what is not the article: whole lines, or what a collector wrote before the first one.

Every rule looks at one line and what stands beside it; its words come from the language pack (`boilerplate.toml`), and a line that no rule
knows stays in the article: a lost sentence costs more than a kept menu. Each mark names its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import msgspec

from selon.clean.headline import Headline, find_headline, given_headline, is_copy
from selon.clean.lines import Line, split_lines
from selon.clean.written_dates import DateForms, date_forms
from selon.languages import Pack
from selon.model import Span

# Longer lines are prose, whatever they begin with: no opening or notice seen on collected pages passes these.
_MAX_OPENING_CHARS = 300
_MAX_NOTICE_CHARS = 900
_MAX_BREADCRUMB_CHARS = 300
_MAX_STEP_WORDS = 4
_KEYWORDS = range(2, 13)


class BoilerplateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `boilerplate.toml`; what each key means stands in its header."""

    collection_prefixes: tuple[str, ...]
    home: frozenset[str]
    separators: tuple[str, ...]
    lines: frozenset[str]
    headings: frozenset[str]
    comments: frozenset[str]
    openings: tuple[str, ...]
    notices: tuple[tuple[str, ...], ...]
    patterns: tuple[str, ...]
    translators: tuple[tuple[str, ...], ...]
    sharing: frozenset[str]
    networks: frozenset[str]
    fillers: frozenset[str]
    sentence_words: frozenset[str]
    link_words: frozenset[str]


class Mark(msgspec.Struct, frozen=True, order=True):
    """One piece of boilerplate and the rule that knows it."""

    span: Span
    rule: str


class Marked(msgspec.Struct, frozen=True):
    """What was found on a page.

    `marks` are in text order and do not overlap; `headline` is the title's place; `dated` the lines where the page may say its own day;
    `translated` tells that a notice calls the page a machine's translation.
    """

    marks: tuple[Mark, ...]
    headline: Span | None
    dated: tuple[Line, ...]
    translated: bool


def mark_boilerplate(text: str, pack: Pack, *, foreign: Sequence[Span] = (), title: str | None = None) -> Marked:
    """The boilerplate of a text.

    Args:
        text: The page's text as given.
        pack: Words of the page's language.
        foreign: Lines that are known not to be the article.
        title: The page's title where its metadata gives one.

    Returns:
        Marks over whole lines without their line break; a collection prefix is marked with the white space before it, up to its last character.
    """
    words = pack.table("boilerplate", BoilerplateWords)
    prefix = _collection_prefix(text, words)
    lines = split_lines(text, start=prefix.span.end if prefix else 0)
    known = set(foreign)
    rules = [_rule_of(line, words, lines) or ("foreign/1" if line.span in known else None) for line in lines]
    _mark_below(lines, rules, words)
    headline = given_headline(lines, title) or find_headline(lines, [rule is not None for rule in rules], _trails(lines, rules))
    _unmark_headline(lines, rules, headline)
    _mark_copies(lines, rules, headline)
    _mark_keywords(lines, rules, words, date_forms(pack))
    marks = [Mark(line.span, rule) for line, rule in zip(lines, rules, strict=True) if rule is not None]
    return Marked(
        marks=tuple([prefix, *marks] if prefix else marks),
        headline=headline.span if headline else None,
        dated=tuple(_dated(lines, rules, headline)),
        translated=any(rule == "translator/1" for rule in rules),
    )


def _unmark_headline(lines: list[Line], rules: list[str | None], headline: Headline | None) -> None:
    for i, line in enumerate(lines):
        if headline is not None and line.span == headline.span:
            rules[i] = None


def _dated(lines: list[Line], rules: list[str | None], headline: Headline | None) -> Iterator[Line]:
    """The article's lines, and what stands between the headline and the first of them: there the day is, though it is not article."""
    just_below = False
    for line, rule in zip(lines, rules, strict=True):
        if rule is None:
            just_below = headline is not None and line.span == headline.span
            yield line
        elif rule == "foreign/1" and just_below:
            yield line


def _collection_prefix(text: str, words: BoilerplateWords) -> Mark | None:
    for pattern in words.collection_prefixes:
        found = _compiled(pattern).match(text)
        if found:
            return Mark(Span(0, found.end()), "collection-prefix/1")
    return None


def _rule_of(line: Line, words: BoilerplateWords, lines: list[Line]) -> str | None:
    """The first rule that knows the line by itself."""
    for name, knows in _RULES:
        if knows(line, words):
            return name
    if _repeats_as_trail(line, words, lines):
        return "breadcrumb/1"
    return None


def _is_translator(line: Line, words: BoilerplateWords) -> bool:
    return len(line.folded) <= _MAX_OPENING_CHARS and _holds_all(line, words.translators)


def _is_phrase(line: Line, words: BoilerplateWords) -> bool:
    return line.key in words.lines or line.key in words.headings or line.key in words.comments


def _is_pattern(line: Line, words: BoilerplateWords) -> bool:
    return len(line.key) <= _MAX_OPENING_CHARS and any(_compiled(pattern).fullmatch(line.key) for pattern in words.patterns)


def _is_opening(line: Line, words: BoilerplateWords) -> bool:
    if len(line.folded) > _MAX_OPENING_CHARS:
        return False
    return any(line.opening.startswith(phrase) and not line.opening[len(phrase) :][:1].isalpha() for phrase in words.openings)


def _is_notice(line: Line, words: BoilerplateWords) -> bool:
    return len(line.folded) <= _MAX_NOTICE_CHARS and _holds_all(line, words.notices)


def _holds_all(line: Line, groups: Iterable[tuple[str, ...]]) -> bool:
    return any(all(part in line.folded for part in parts) for parts in groups)


def _is_share_bar(line: Line, words: BoilerplateWords) -> bool:
    told = line.words
    if not told or len(told) > 30 or not all(w in words.sharing or w in words.networks or w in words.fillers for w in told):
        return False
    networks = sum(w in words.networks and len(w) > 1 for w in told)
    return networks > 1 or (networks == 1 and (len(told) == 1 or any(w in words.sharing for w in told)))


def _is_breadcrumb(line: Line, words: BoilerplateWords) -> bool:
    """`Accueil » Monde » …`, or three short steps and more without a full stop."""
    steps = _steps(line, words)
    if len(steps) < 2:
        return False
    if steps[0] in words.home:
        return True
    return len(steps) > 2 and not line.ends_sentence and all(len(step.split()) <= _MAX_STEP_WORDS and not any(c.isdigit() for c in step) for step in steps)


def _repeats_as_trail(line: Line, words: BoilerplateWords, lines: list[Line]) -> bool:
    """Two steps or more, the last of which stands again as the line of its own below: a trail that ends in the title."""
    steps = _steps(line, words)
    return len(steps) > 1 and len(steps[-1].split()) > _MAX_STEP_WORDS and any(other is not line and other.key == steps[-1] for other in lines)


def _steps(line: Line, words: BoilerplateWords) -> list[str]:
    if len(line.folded) > _MAX_BREADCRUMB_CHARS or "«" in line.folded:
        return []
    pieces = re.split(rf"\s+(?:{'|'.join(map(re.escape, words.separators))})\s+", line.folded)
    return [Line.bare(piece) for piece in pieces] if len(pieces) > 1 else []


# What pages carry in any language: mark-up that was not rendered, file names, addresses, code, tags.
_MACHINE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)\s*)+",  # Markdown images
        r"/{1,2}(?:html|body|div|meta|head)\b[/\[][^\s]*(?:\s[^\s]*){0,3}",  # an XPath that the collector left behind
        r"(?:https?://|www\.)\S+",
        r"[\w%-]+\.(?:jpe?g|png|gif|webp|svg|mp4|pdf|avif)",
        r"\[/?[a-z_]+(?: [a-z_-]+=[^\]]*)?\]",  # shortcodes
        r"(?:\{\{[^}]{0,200}\}\}\s*)+",
        r"(?:<[^<>]{1,500}>\s*)+",
        r"#\w+(?:[\s,]+#\w+)*",
        r"[a-z]+(?:[-_][a-z0-9]+)*[-_][0-9]+",  # ttn-fr-3
        r"@\s[\w .-]{2,30}",  # @ france tv
        r"\[[^\[\].!?]{3,60}\]",  # [Carte interactive]
    )
)
_CODE = re.compile(r"(?:function\s?\(|\bvar \w+ ?=|window\.\w+|document\.\w+\(|googletag|\w\.push\(|@media\b|\{[^}]*:[^}]*;[^}]*\})")


def _is_machine(line: Line, words: BoilerplateWords) -> bool:
    told = line.text
    if len(told) > 3000:
        return False
    if any(pattern.fullmatch(told) for pattern in _MACHINE):
        return any(c.isalpha() for c in told) or told.startswith("![")
    return bool(_CODE.search(told)) and ("{" in told or ";" in told)


_RULES: tuple[tuple[str, Callable[[Line, BoilerplateWords], bool]], ...] = (
    ("translator/1", _is_translator),
    ("phrase/1", _is_phrase),
    ("pattern/1", _is_pattern),
    ("opening/1", _is_opening),
    ("notice/1", _is_notice),
    ("share-bar/1", _is_share_bar),
    ("breadcrumb/1", _is_breadcrumb),
    ("machine/1", _is_machine),
)


def _mark_below(lines: list[Line], rules: list[str | None], words: BoilerplateWords) -> None:
    """What stands below a heading of foreign matter: all after "Commentaires" in the second half, headlines after "Articles similaires"."""
    for i, line in enumerate(lines):
        if line.key in words.comments and not line.text.endswith(".") and i >= len(lines) / 2:
            rules[i:] = [rule or "comments/1" for rule in rules[i:]]
            return
        if line.key in words.headings:
            end = i + 1
            while end < len(lines) and (rules[end] is not None or not lines[end].ends_sentence):
                end += 1
            # In the midst of the article only the one headline below: the next may be the article's own subheading.
            for j in range(i + 1, end if end == len(lines) else min(i + 2, end)):
                rules[j] = rules[j] or "below-heading/1"


def _trails(lines: list[Line], rules: list[str | None]) -> list[str]:
    return [line.folded for line, rule in zip(lines, rules, strict=True) if rule == "breadcrumb/1"]


def _mark_copies(lines: list[Line], rules: list[str | None], headline: Headline | None) -> None:
    if headline is None:
        return
    for i, line in enumerate(lines):
        if rules[i] is None and line.span != headline.span and is_copy(line, headline):
            rules[i] = "title-copy/1"


def _mark_keywords(lines: list[Line], rules: list[str | None], words: BoilerplateWords, dates: DateForms) -> None:
    """Alternative texts of pictures: keywords in small letters, standing alone, without a verb or punctuation."""
    names, accented = _spellings(lines)
    for i, line in enumerate(lines):
        if rules[i] is None and _is_keywords(line, words, names, accented) and _stands_alone(i, lines) and not dates.alone(line.folded):
            rules[i] = "keywords/1"


def _is_keywords(line: Line, words: BoilerplateWords, names: set[str], accented: set[str]) -> bool:
    told = line.words
    if len(told) not in _KEYWORDS or not re.fullmatch(r"[^\W_]+(?:[ '’-][^\W_]+)*", line.text) or line.text != line.text.lower():
        return False
    if any(word in words.sentence_words for word in told):
        return False
    content = [word for word in told if word not in words.link_words]
    if len(content) < 2:
        return False
    # A name that the article writes with a capital, or a word that it writes with accents, has lost them here: typed as keywords.
    plain = set(line.text.split())
    return bool(plain & names) or bool(plain & accented) or len(content) == len(told) > 2


def _spellings(lines: list[Line]) -> tuple[set[str], set[str]]:
    """The page's names, in small letters and without accents; and its accented words without their accents."""
    names: set[str] = set()
    accented: set[str] = set()
    for line in lines:
        for written, folded in zip(line.written, line.words, strict=True):
            if written[:1].isupper():
                names.update((folded, written.lower()))
            if folded != written.lower() and len(folded) > 4:
                accented.add(folded)
    return names, accented


def _stands_alone(i: int, lines: list[Line]) -> bool:
    """No part of a paragraph that was broken into lines: the one before ends, the one after begins with a capital or apart from it."""
    line = lines[i]
    before = i == 0 or line.apart or lines[i - 1].ends_sentence
    after = i + 1 == len(lines) or lines[i + 1].apart or not lines[i + 1].text[0].islower()
    return before and after


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
