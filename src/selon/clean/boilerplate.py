"""Mark what is not the article: whole lines, or what a collector wrote before the first one.

Every rule looks at one line and what stands beside it; its words come from the language pack (`boilerplate.toml`), and a line that no rule
knows stays in the article: a lost sentence costs more than a kept menu. Each mark names its rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache

import msgspec

from selon.clean.headline import Headline, find_headline, given_headline, is_copy
from selon.clean.keywords import keyword_lines
from selon.clean.lines import Line, split_lines
from selon.clean.machine import is_machine_text
from selon.clean.menus import is_strip, menu_lines, number_lines, stamped_lines, teaser_lines, ticker_lines
from selon.clean.published import is_stamp
from selon.clean.written_dates import date_forms
from selon.languages import Pack
from selon.model import Span

# Longer lines are prose, whatever they begin with: no opening or notice seen on collected pages passes these.
_MAX_OPENING_CHARS = 300
_MAX_NOTICE_CHARS = 900
_MAX_BREADCRUMB_CHARS = 300
_MAX_STEP_WORDS = 4
_MAX_HEADLINE_CHARS = 200
_MAX_COMMENTS_TIMES = 3
_MIN_COPY_CHARS = 50
_MIN_TEASERS = 3
_MIN_ENGLISH_WORDS, _MAX_ENGLISH_WORDS = 6, 40
_MIN_CAPTION_CHARS = 20
_MAX_CREDIT_CHARS = 60
_CREDIT = re.compile(r"\W*\s(?:[-–—|©(]|[A-ZÀ-Þ][A-ZÀ-Þ'’ .-]{2,}(?: ?/|$))")
_WIDE_GAP = re.compile(r"\s{2,}")
_NUMBER_OF = re.compile(r"^\d+\s+|\s*\(?\d+$")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


class BoilerplateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `boilerplate.toml`; what each key means stands in its header."""

    collection_prefixes: tuple[str, ...]
    home: frozenset[str]
    separators: tuple[str, ...]
    lines: frozenset[str]
    headings: frozenset[str]
    closing: frozenset[str]
    comments: frozenset[str]
    comment_patterns: tuple[str, ...]
    openings: tuple[str, ...]
    notices: tuple[tuple[str, ...], ...]
    patterns: tuple[str, ...]
    marked: tuple[str, ...]
    translators: tuple[tuple[str, ...], ...]
    sharing: frozenset[str]
    networks: frozenset[str]
    fillers: frozenset[str]
    english: frozenset[str]
    sentence_words: frozenset[str]
    link_words: frozenset[str]


class Mark(msgspec.Struct, frozen=True, order=True):
    """One piece of boilerplate and the rule that knows it."""

    span: Span
    rule: str


class Marked(msgspec.Struct, frozen=True):
    """What was found on a page.

    `marks` are in text order and do not overlap; `kept` are the lines that no mark covers; `headline` is the title's place; `dated` the
    lines where the page may say its own day; `translated` tells that a notice calls the page a machine's translation.
    """

    marks: tuple[Mark, ...]
    kept: tuple[Line, ...]
    headline: Span | None
    dated: tuple[Line, ...]
    translated: bool


def mark_boilerplate(text: str, pack: Pack, *, foreign: Sequence[Span] = (), title: str | None = None, learned: Set[str] = frozenset()) -> Marked:
    """The boilerplate of a text.

    Args:
        text: The page's text as given.
        pack: Words of the page's language.
        foreign: Lines that are known not to be the article.
        title: The page's title where its metadata gives one.
        learned: Keys of lines that were learned of the page's site.

    Returns:
        Marks over whole lines without their line break; a collection prefix with the white space before it, up to its last character.
    """
    words = pack.table("boilerplate", BoilerplateWords)
    prefix = _collection_prefix(text, words)
    lines = split_lines(text, start=prefix.span.end if prefix else 0)
    known = set(foreign)
    keys = Counter(line.key for line in lines)
    rules = [
        _rule_of(line, words, keys) or ("learned/1" if line.key in learned else None) or ("foreign/1" if line.span in known else None)
        for line in lines
    ]
    _mark_below(lines, rules, words)
    for find, name in _LISTS:
        for i in list(find(lines, [rule is not None for rule in rules])):
            rules[i] = name
    forms = date_forms(pack)
    no_titles = [rule is not None or is_stamp(line, forms) for line, rule in zip(lines, rules, strict=True)]
    headline = given_headline(lines, title) or find_headline(lines, no_titles, _trails(lines, rules))
    _unmark_headline(lines, rules, headline)
    _mark_copies(lines, rules, headline)
    _mark_twice(lines, rules, headline)
    for i in keyword_lines(lines, words.sentence_words, words.link_words, forms):
        rules[i] = rules[i] or "keywords/1"
    marks = [Mark(line.span, rule) for line, rule in zip(lines, rules, strict=True) if rule is not None]
    return Marked(
        marks=tuple([prefix, *marks] if prefix else marks),
        kept=tuple(line for line, rule in zip(lines, rules, strict=True) if rule is None),
        headline=headline.span if headline else None,
        dated=tuple(_dated(lines, rules, headline)),
        translated=any(rule == "translator/1" for rule in rules),
    )


def _unmark_headline(lines: list[Line], rules: list[str | None], headline: Headline | None) -> None:
    for i, line in enumerate(lines):
        if headline is not None and line.span == headline.span:
            rules[i] = None


def _dated(lines: list[Line], rules: list[str | None], headline: Headline | None) -> Iterator[Line]:
    """The article's lines, those of a known pattern with a number (`Published at: 2024-05-03`), and what stands between the headline and the first
    of them: there the day is, though it is not article."""
    just_below = False
    for line, rule in zip(lines, rules, strict=True):
        if rule is None:
            just_below = headline is not None and line.span == headline.span
            yield line
        elif (rule == "foreign/1" and just_below) or (rule == "pattern/1" and line.text[-1].isdigit()):
            yield line


def _collection_prefix(text: str, words: BoilerplateWords) -> Mark | None:
    for pattern in words.collection_prefixes:
        found = _compiled(pattern).match(text)
        if found:
            return Mark(Span(0, found.end()), "collection-prefix/1")
    return None


def _rule_of(line: Line, words: BoilerplateWords, keys: Counter[str]) -> str | None:
    """The first rule that knows the line by itself."""
    for name, knows in _RULES:
        if knows(line, words):
            return name
    if _repeats_as_trail(line, words, keys):
        return "breadcrumb/1"
    return None


def _is_translator(line: Line, words: BoilerplateWords) -> bool:
    return len(line.folded) <= _MAX_OPENING_CHARS and _holds_all(line, words.translators)


def _is_phrase(line: Line, words: BoilerplateWords) -> bool:
    return line.key in words.lines or line.key in words.headings or line.key in words.home or _opens_comments(line, words)


def _opens_comments(line: Line, words: BoilerplateWords) -> bool:
    """Also with their number, `3 commentaires`, `Vos réactions (12)`, and with the title that they are about."""
    key = line.key
    if key in words.comments or ((key[:1].isdecimal() or key[-1:].isdecimal()) and _NUMBER_OF.sub("", key) in words.comments):
        return True
    return len(key) <= _MAX_OPENING_CHARS and any(_compiled(pattern).fullmatch(key) for pattern in words.comment_patterns)


def _is_pattern(line: Line, words: BoilerplateWords) -> bool:
    if len(line.key) > _MAX_OPENING_CHARS:
        return False
    marked = not line.text[:1].isalnum() and any(_compiled(pattern).fullmatch(line.folded) for pattern in words.marked)
    return marked or any(_compiled(pattern).fullmatch(line.key) for pattern in words.patterns)


def _is_opening(line: Line, words: BoilerplateWords) -> bool:
    if len(line.folded) > _MAX_OPENING_CHARS:
        return False
    opening = line.opening.replace(" :", ":")
    if not opening.startswith(words.openings):
        return False
    written = line.written_opening.replace(" :", ":")
    return any(opening.startswith(phrase) and _is_whole(phrase, written) for phrase in words.openings)


def _is_whole(phrase: str, written: str) -> bool:
    """As a word of its own: "lire aussi" opens no "lire aussitôt"; behind a sign anything may follow, and a title: "À lire aussiCrue"."""
    after = written[len(phrase) : len(phrase) + 1]
    return not (phrase[-1].isalpha() and after.isalpha() and (after.islower() or written[len(phrase) - 1].isupper()))


def _is_notice(line: Line, words: BoilerplateWords) -> bool:
    return len(line.folded) <= _MAX_NOTICE_CHARS and _holds_all(line, words.notices)


def _holds_all(line: Line, groups: Iterable[tuple[str, ...]]) -> bool:
    """All parts of one group stand in the line, outside quotation marks: an article may quote a notice."""
    folded = line.folded
    near = [parts for parts in groups if parts[0] in folded]
    if not near:
        return False
    told = _QUOTED.sub(" ", folded)
    return any(all(part in told for part in parts) for parts in near)


def _is_share_bar(line: Line, words: BoilerplateWords) -> bool:
    told = line.words
    if not told or len(told) > 30 or not all(w in words.sharing or w in words.networks or w in words.fillers for w in told):
        return False
    networks = sum(w in words.networks and len(w) > 1 for w in told)
    return networks > 1 or (networks == 1 and (len(told) == 1 or any(w in words.sharing for w in told)))


def _is_breadcrumb(line: Line, words: BoilerplateWords) -> bool:
    """`Accueil » Monde » …`, `Accueil/Monde/…`, or three short steps and more without a full stop."""
    if len(line.folded) <= _MAX_BREADCRUMB_CHARS and _compiled(_tight_trail(words.home, words.separators)).match(line.key):
        return True
    first, *gaps = _WIDE_GAP.split(line.folded)
    if gaps and first in words.home and not line.ends_sentence:  # `Accueil  Actu  Faits divers`
        return True
    steps = _steps(line, words)
    if len(steps) < 2:
        return False
    if words.home & {step.strip() for step in steps[0].split(":")}:  # also "Vous êtes ici : Accueil"
        return True
    if len(steps) < 3 or line.ends_sentence:
        return False
    return all(len(step.split()) <= _MAX_STEP_WORDS and not any(c.isdigit() for c in step) for step in steps)


def _repeats_as_trail(line: Line, words: BoilerplateWords, keys: Counter[str]) -> bool:
    """Two steps or more, the last of which is a line of its own elsewhere: a trail that ends in the title."""
    steps = _steps(line, words)
    return len(steps) > 1 and len(steps[-1].split()) > _MAX_STEP_WORDS and keys[steps[-1]] > 0


def _steps(line: Line, words: BoilerplateWords) -> list[str]:
    if len(line.folded) > _MAX_BREADCRUMB_CHARS or "«" in line.folded:
        return []
    pieces = re.split(rf"\s+(?:{'|'.join(map(re.escape, words.separators))})\s+", line.folded)
    return [Line.bare(piece) for piece in pieces] if len(pieces) > 1 else []


@cache
def _tight_trail(home: frozenset[str], separators: tuple[str, ...]) -> str:
    """A trail whose first step is the site's beginning needs no white space around its signs."""
    return rf"(?:{'|'.join(map(re.escape, sorted(home)))})\s*(?:{'|'.join(map(re.escape, separators))})\s*\w"


def _is_english_caption(line: Line, words: BoilerplateWords) -> bool:
    """A picture's text in English, which a translating site leaves as it was: no sentence, and no word of the page's language joins its words."""
    told = line.words
    if line.ends_sentence or not _MIN_ENGLISH_WORDS <= len(told) <= _MAX_ENGLISH_WORDS or any(char.isdigit() for char in line.text):
        return False
    hits = [word for word in told if word in words.english]
    others = words.link_words - words.english - {"a"}
    return len(set(hits)) > 1 and len(hits) * 5 >= len(told) and not any(word in others or word[1:2] == "'" for word in told)


def _is_machine(line: Line, words: BoilerplateWords) -> bool:
    return is_machine_text(line.text)


_RULES: tuple[tuple[str, Callable[[Line, BoilerplateWords], bool]], ...] = (
    ("translator/1", _is_translator),
    ("phrase/1", _is_phrase),
    ("pattern/1", _is_pattern),
    ("opening/1", _is_opening),
    ("notice/1", _is_notice),
    ("share-bar/1", _is_share_bar),
    ("breadcrumb/1", _is_breadcrumb),
    ("machine/1", _is_machine),
    ("english/1", _is_english_caption),
    ("strip/1", lambda line, words: is_strip(line)),
)


_LISTS: tuple[tuple[Callable[[Sequence[Line], Sequence[bool]], Iterator[int]], str], ...] = (
    (number_lines, "numbers/1"),
    (ticker_lines, "ticker/1"),
    (stamped_lines, "ticker/1"),
    (teaser_lines, "teaser/1"),
    (menu_lines, "menu/1"),
)


def _mark_below(lines: list[Line], rules: list[str | None], words: BoilerplateWords) -> None:
    """What stands below a heading of foreign matter: all after "Commentaires" in the second half, headlines after "Articles similaires"."""
    prose = [rule is None and _is_prose(line) for line, rule in zip(lines, rules, strict=True)]
    end = next((i for i, line in enumerate(lines) if _begins_comments(i, line, lines, prose, words)), len(lines))
    rules[end:] = [rule or "comments/1" for rule in rules[end:]]
    above = prose[:end]
    tail = end - above[::-1].index(True) if any(above) else end
    for i, line in enumerate(lines[:end]):
        if line.key in words.headings:
            # In the midst of the article only the one headline below: the next may be the article's own subheading.
            closes = line.key in words.closing and any(prose[:i]) and _are_teasers(lines[i + 1 : end], prose[i + 1 : end])
            stop = end if closes or i + 1 >= tail else min(i + 2, end)
            for j in range(i + 1, stop):
                if closes or not prose[j]:
                    rules[j] = rules[j] or "below-heading/1"
            if stop == end:
                return


def _begins_comments(i: int, line: Line, lines: list[Line], prose: list[bool], words: BoilerplateWords) -> bool:
    return i >= len(lines) / 2 and _opens_comments(line, words) and not line.text.endswith(".") and _stands_below(i, lines, prose)


def _are_teasers(below: list[Line], prose: list[bool]) -> bool:
    """Headlines, each perhaps with a sentence of its own, and no paragraph."""
    return len(below) >= _MIN_TEASERS and sum(prose) * 2 <= len(below) and all(len(line.text) <= _MAX_HEADLINE_CHARS for line in below)


def _stands_below(i: int, lines: list[Line], prose: list[bool]) -> bool:
    """Of the article so much stands above the line that it is no count of comments at its top; none of them follow where there are none."""
    if lines[i].key.startswith("0 "):
        return False
    above = [len(line.text) for line, is_prose in zip(lines[:i], prose, strict=False) if is_prose]
    return len(above) > 1 or sum(above) * _MAX_COMMENTS_TIMES >= sum(len(line.text) for line in lines[i + 1 :])


def _mark_twice(lines: list[Line], rules: list[str | None], headline: Headline | None) -> None:
    """A paragraph that stood before, and an alternative text whose caption, with its credit, follows."""
    kept = [i for i in range(len(lines)) if rules[i] is None and len(lines[i].text) >= _MIN_CAPTION_CHARS]
    seen: set[str] = set()
    for i, after in zip(kept, [*kept[1:], None], strict=False):
        key = lines[i].key
        if headline is not None and lines[i].span == headline.span:
            continue
        if key in seen or (after is not None and _is_caption_of(lines[after], key)):
            rules[i] = "copy/1"
        if len(key) >= _MIN_COPY_CHARS:
            seen.add(key)


def _is_caption_of(caption: Line, key: str) -> bool:
    if not caption.key.startswith(key):
        return False
    rest = caption.text[caption.folded.index(key) + len(key) :] if key in caption.folded else ""
    return 0 < len(rest) <= _MAX_CREDIT_CHARS and _CREDIT.match(rest) is not None


def _is_prose(line: Line) -> bool:
    return line.ends_sentence or len(line.text) > _MAX_HEADLINE_CHARS


def _trails(lines: list[Line], rules: list[str | None]) -> list[str]:
    return [line.folded for line, rule in zip(lines, rules, strict=True) if rule == "breadcrumb/1"]


def _mark_copies(lines: list[Line], rules: list[str | None], headline: Headline | None) -> None:
    if headline is None:
        return
    for i, line in enumerate(lines):
        if rules[i] is None and line.span != headline.span and is_copy(line, headline):
            rules[i] = "title-copy/1"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
