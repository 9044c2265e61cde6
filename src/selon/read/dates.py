"""Find the date expressions of an article and say what their words say; which day that is, `selon.resolve.days` decides.

Two rounds over each sentence. The first finds single expressions (`samedi soir`, `24 février`, `il y a deux ans`): of all forms that match,
the leftmost and then the longest wins. The second joins them (`du 24 au 27 février`, `depuis lundi`, `la nuit de lundi à mardi`): there
each expression that is already found is masked by private-use characters of the same length, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_page
from selon.model import Article, Span
from selon.read.date_forms import build, day_of
from selon.read.date_signs import DIGIT, signs_in
from selon.read.date_table import Form, Joint
from selon.read.date_words import MASK, MASK_REST, FormPattern, Grammar, WordStarts, load_grammar
from selon.read.expressions import (
    Clause,
    DateMention,
    DayWords,
    EraWords,
    Expression,
    HolidayWords,
    MonthWords,
    PartWords,
    SeasonWords,
    Sense,
    Shift,
    Tense,
    YearWords,
)
from selon.read.page_words import page_words, slice_within, those_within
from selon.read.sentences import Sentence
from selon.read.tense import Clauses

_DAY_NUMBER = re.compile(r"\d+")
_OF_DAYS = frozenset({"night", "week", "weekend"})  # what only a day can be the beginning or a part of
_WEEK = 7
_DECIDED_CHARS = 80  # the same of the verb that decides what begins
_AHEAD_CHARS = 30  # how far before an end the verb is looked for that puts it ahead
_SURNAME = re.compile(r"\s[^\W\d_a-zà-öø-ÿ][a-zà-öø-ÿ]")
_ACCENT = re.compile(r"(?![\x00-\x7f])[^\W\d_]")
_PRIVATE = str.maketrans({MASK: " ", MASK_REST: " "})

_Forms = list[tuple[Form, FormPattern]]


class _Found(msgspec.Struct, frozen=True):
    """An expression and where it stands in its sentence."""

    start: int
    end: int
    first: Expression
    form: Form


def read_dates(article: Article, sentences: list[Sentence], pack: Pack) -> list[DateMention]:
    """Every date expression of the sentences, in text order, without overlaps."""
    grammar = load_grammar(pack)
    mentions: list[DateMention] = []
    accents = has_accents(article.text)
    page = fold_page(article.text)
    if MASK in page or MASK_REST in page:
        page = page.translate(_PRIVATE)
    by_page = page_words(page)
    asked = sorted({*by_page.among(grammar.openers), *by_page.numbers})
    openers = [DIGIT if by_page.words[at].isdecimal() else by_page.words[at] for at in asked]
    begins = [by_page.starts[at] for at in asked]
    for number, sentence in enumerate(sentences):
        folded, within = sentence.span.of(page), by_page.within(sentence.span)
        numbers = [by_page.words[at] for at in those_within(by_page.numbers, within)]
        said = signs_in(by_page.words[within], numbers, folded)
        forms = grammar.forms.among(said)
        if not forms:
            continue
        words, folded = sentence.span.of(article.text), grammar.parted(folded, said)
        mine = slice_within(asked, within)
        starts = WordStarts(openers[mine], begins[mine], sentence.span.start)
        clauses = Clauses(words, grammar, accents=accents)
        for mention in _in_sentence(words, folded, said, starts, forms, grammar):
            start, end = mention.span.start, mention.span.end
            moved = Span(sentence.span.start + start, sentence.span.start + end)
            clause = Clause(partial(_tense, mention, clauses, folded, grammar))
            opens = not any(map(str.isalnum, folded[:start]))
            mentions.append(msgspec.structs.replace(mention, span=moved, sentence=number, clause=clause, opens=opens))
    return mentions


def _tense(mention: DateMention, clauses: Clauses, folded: str, grammar: Grammar) -> Tense | None:
    """The tense of the clause around a mention, by its span in the sentence."""
    start, end = mention.span.start, mention.span.end
    if mention.implied is not None:
        return mention.implied
    if mention.sense == "until" and grammar.ahead.search(folded, max(0, start - _AHEAD_CHARS), start):
        return "future"
    # What begins or ends and is told in the present is to come: `la grève commence à partir de lundi`.
    if mention.sense in {"since", "until"} and isinstance(mention.first, DayWords) and mention.first.day is None:
        decided = grammar.decided.search(folded, max(0, start - _DECIDED_CHARS), start)
        return "past" if decided is None and clauses.tense_of_own(start, end) == "past" else "future"
    return clauses.tense(start, end) or ("future" if mention.sense in {"since", "until"} else None)


def has_accents(text: str) -> bool:
    """Whether a page is written with accents: where it is, a word without one is another word."""
    return _ACCENT.search(text) is not None


def _in_sentence(words: str, folded: str, said: set[str], starts: WordStarts, forms: _Forms, grammar: Grammar) -> Iterator[DateMention]:
    found = _single(words, folded, said, starts, forms, grammar)
    if not found:
        return
    starts.mark(MASK, (one.start for one in found))
    masked = list(folded)
    for one in found:
        masked[one.start : one.end] = MASK + MASK_REST * (one.end - one.start - 1)
    joined = _joined("".join(masked), said, starts, {one.start: one for one in found}, grammar)
    taken = _marked(len(folded), (mention.span for mention in joined))
    for one in found:
        if not any(taken[one.start : one.end]):
            sense: Sense = "night" if one.form.kind == "night" else "point"
            joined.append(DateMention(span=Span(one.start, one.end), first=one.first, sense=sense))
    yield from sorted(joined, key=lambda mention: mention.span)


def _marked(length: int, spans: Iterable[Span]) -> bytearray:
    """One byte for each character, not 0 where a span covers it."""
    marks = bytearray(length)
    for span in spans:
        marks[span.start : span.end] = b"\x01" * (span.end - span.start)
    return marks


def _single(words: str, folded: str, said: set[str], starts: WordStarts, forms: _Forms, grammar: Grammar) -> list[_Found]:
    """The first round: single expressions, leftmost and longest first, none inside what is no date."""
    candidates = []
    for form, pattern in forms:
        for match in pattern.matches(folded, starts):
            first = build(form, match, grammar)
            if first is not None and not (grammar.months_are_small and _is_name(first, words, match)):
                candidates.append(_Found(_start(match), match.end(), first, form))
    if not candidates:
        return []
    barred = _marked(len(folded), (Span(*match.span()) for pattern in grammar.not_dates.among(said) for match in pattern.matches(folded, starts)))
    return _leftmost_longest(one for one in candidates if not any(barred[one.start : one.end]))


def _leftmost_longest(candidates: Iterable[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _start(match: re.Match[str]) -> int:
    """Where the span begins: at the form's mark, else at its first character."""
    return match.start("start") if "start" in match.re.groupindex and match.start("start") >= 0 else match.start()


def _is_name(first: Expression, words: str, match: re.Match[str]) -> bool:
    """A month alone and written with a capital in a sentence that is not all capitals: `la planète Mars`, `Avril`. The first word of a
    sentence is a month before a stop (`Mars : la crue`); a holiday before a name is a first name (`de Noël Martin`)."""
    if isinstance(first, HolidayWords) and not first.year and not first.which:
        return _SURNAME.match(words, match.end()) is not None
    if not isinstance(first, MonthWords) or first.year or first.which or first.edge:
        return False
    month = words[match.start() : match.end()]
    if not month[:1].isupper() or month.isupper():
        return False
    return match.start() > 0 or words[match.end() :].lstrip()[:1].isalpha()


def _joined(masked: str, said: set[str], starts: WordStarts, found: dict[int, _Found], grammar: Grammar) -> list[DateMention]:
    """The second round: expressions joined to one, the longest first where they compete."""
    candidates: list[DateMention] = []
    for joint, pattern in grammar.joints_for(said, len(found)):
        for match in pattern.matches(masked, starts):
            candidates += _join(joint, match, found, grammar)
    kept: list[DateMention] = []
    taken = bytearray(len(masked))
    for mention in sorted(candidates, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        start, end = mention.span.start, mention.span.end
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(mention)
    return kept


def _join(joint: Joint, match: re.Match[str], found: dict[int, _Found], grammar: Grammar) -> list[DateMention]:
    left = found.get(match.start("left")) if "left" in match.re.groupindex else None
    right = found.get(match.start("right")) if "right" in match.re.groupindex else None
    span = Span(_start(match), match.end())
    if right is None:
        if left is None or left.form.kind == "night" or (joint.sense in _OF_DAYS and not _is_day(left.first)):
            return []
        return [DateMention(span=span, first=left.first, sense=joint.sense, implied=joint.tense)]
    first, last = left.first if left is not None else day_of(match, grammar), right.first
    if isinstance(first, EraWords) and isinstance(last, YearWords) and last.year % 10 == 0:
        last = EraWords(f"{last.year // 10}X")  # `les années 1950 à 1980`
    if first is None or not _fit(first, last, joint):
        return []
    if joint.sense == "both":
        where = span if left is None else Span(left.start, left.end)
        if isinstance(first, YearWords) and isinstance(last, YearWords) and last.year == first.year + 1:
            return [DateMention(span=Span(where.start, right.end), first=first, last=last, sense="interval")]  # `en 2014 et 2015`
        return _both(match, first, last, where, right) if isinstance(first, DayWords) and isinstance(last, DayWords) else []
    return [DateMention(span=span, first=first, last=last, sense=joint.sense)]


def _both(match: re.Match[str], first: DayWords, last: DayWords, where: Span, right: _Found) -> list[DateMention]:
    """`les 9, 10 et 11 juillet` are one stretch of three days, `samedi et dimanche` one of two; `les 3 et 17 mai` are two days."""
    if first.weekday is not None and last.weekday == (first.weekday + 1) % _WEEK and first.day is None and last.day is None:
        return [DateMention(span=Span(where.start, right.end), first=first, last=last, sense="interval")]
    if first.day is None or first.month is not None or last.day is None or last.month is None:
        return []
    listed = _DAY_NUMBER.finditer(match.string, *match.span("more_days")) if match.groupdict().get("more_days") else iter(())
    days = [(DayWords(day=int(one.group())), Span(*one.span())) for one in listed]
    days.append((first, Span(match.start("day") if days else where.start, match.end("day") if "day" in match.re.groupindex else where.end)))
    numbers = [words.day for words, _ in days] + [last.day]
    if numbers == list(range(last.day - len(days), last.day + 1)):
        return [DateMention(span=Span(match.start(), match.end()), first=days[0][0], last=last, sense="interval")]
    alone = [msgspec.structs.replace(words, month=last.month, year=last.year, which=last.which) for words, _ in days]
    return [
        *(DateMention(span=where, first=words) for words, (_, where) in zip(alone, days, strict=True)),
        DateMention(span=Span(right.start, right.end), first=last),
    ]


def _fit(first: Expression, last: Expression, joint: Joint) -> bool:
    """Two ends of one stretch of time: days with days, months with months, or what the joint allows."""
    if joint.kinds:
        return {_kind(first), _kind(last)} <= set(joint.kinds)
    return type(first) is type(last) or (_is_day(first) and _is_day(last)) or (isinstance(first, Shift) and isinstance(last, Shift))


def _is_day(words: Expression) -> bool:
    return isinstance(words, DayWords | HolidayWords) or (isinstance(words, Shift) and words.unit == "day")


def _kind(words: Expression) -> str:
    """What kind of expression a joint's `kinds` may ask for."""
    if _is_day(words):
        return "day"
    for kind, shape in (("month", MonthWords), ("year", YearWords), ("era", EraWords), ("season", SeasonWords), ("part", PartWords)):
        if isinstance(words, shape):
            return kind
    return "shift"
