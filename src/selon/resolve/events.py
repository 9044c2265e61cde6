"""The day that a page gives for an event, for what is counted from it: `la veille de l'offensive, lancée le 24 février 2022`.

The event is known by its noun alone: a day of the page that stands beside the same noun (`l'offensive du 24 février`, `le 6 février, un séisme`)
is its day. Where the page dates two events of that name on two days, neither is taken.
"""

from __future__ import annotations

import re
from datetime import date

from selon.languages.fold import fold_page
from selon.model import Article
from selon.read import calendar
from selon.read.date_words import Grammar
from selon.read.expressions import DateMention, DayWords, Expression, Shift
from selon.resolve.answers import Context
from selon.resolve.points import resolve
from selon.resolve.reference import Reference

# How far before its day the noun of an event may stand, and how far behind it.
_BEFORE_CHARS, _BEHIND_CHARS = 45, 30
_SENTENCE_END = re.compile(r"[.;!?\n]")


class Events:
    """The days of the events of one page, found when they are asked for."""

    def __init__(self, mentions: list[DateMention], article: Article, reference: Reference, grammar: Grammar) -> None:
        self._mentions, self._article, self._reference, self._grammar = mentions, article, reference, grammar
        self._counted = [mention.span.start for mention in mentions if is_beside_event(mention.first)]
        self._folded: str | None = None

    def day(self, mention: DateMention) -> date | None:
        """The day of the event from which the mention counts, where the page gives one."""
        if not isinstance(mention.first, Shift) or mention.first.anchor != "event":
            return None
        if self._folded is None:
            self._folded = fold_page(self._article.text)
        noun = self._grammar.event.match(self._folded, mention.span.end)
        days = self._days_of(noun.group(1), self._folded) if noun is not None else set()
        return days.pop() if len(days) == 1 else None

    def _days_of(self, noun: str, folded: str) -> set[date]:
        """The days beside which the noun stands."""
        word = re.compile(rf"(?<!\w){re.escape(noun)}(?!\w)")
        days = set()
        for mention in self._mentions:
            if mention.last is not None or not _is_day(mention.first):
                continue
            start, end = mention.span.start, mention.span.end
            before = _SENTENCE_END.split(folded[max(0, start - _BEFORE_CHARS) : start])[-1]
            # `Lundi, au lendemain du vote, …`: Monday is not the day of the vote.
            stop = min((at for at in self._counted if at >= end), default=len(folded))
            behind = _SENTENCE_END.split(folded[end : min(stop, end + _BEHIND_CHARS)])[0]
            if word.search(before) or word.search(behind):
                answer = resolve(mention.first, Context(reference=self._reference, clause=mention.clause), self._grammar)
                days |= {day for day in calendar.day_bounds(answer.edtf) if day is not None} if answer.edtf else set()
        return days


def _is_day(words: Expression) -> bool:
    """A day with its month, or a weekday of the days around the page's own."""
    if not isinstance(words, DayWords) or words.anchor != "published":
        return False
    return words.month is not None if words.day is not None else words.weekday is not None


def is_beside_event(words: Expression) -> bool:
    """`la veille du scrutin`, `trois jours après le scrutin`: a date only where the scrutin has a day."""
    return isinstance(words, Shift) and words.anchor == "event"


def is_length(mention: DateMention) -> bool:
    """`vingt ans après la découverte`: a length of time, unless an article opens so (`Un an après la crue, …`)."""
    words = mention.first
    return isinstance(words, Shift) and words.counted and words.unit in {"month", "year"} and not (mention.opens and abs(words.amount) == 1)
