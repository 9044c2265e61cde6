"""When a page appeared that does not say its day: bounds, never a guess.

A page cannot have appeared before what it tells as past: the latest day, month or year that it writes out in full, in a clause in the past
tense, is the lower bound. Nothing on a page bounds it from above, so the interval stays open there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from selon.model import Article, Span
from selon.read import calendar
from selon.read.expressions import DateMention, DayWords, MonthWords, YearWords


def bound_undated(article: Article, mentions: Iterable[DateMention]) -> Article:
    """The article, and where it has no day but tells of a past one, `published_between` with the reason."""
    if article.published is not None:
        return article
    told = [(day, mention.span) for mention in mentions if mention.tense == "past" and (day := _first_day(mention)) is not None]
    if not told:
        return article
    day, span = max(told, key=lambda one: (one[0], -one[1].start))
    return msgspec.structs.replace(
        article, published_between=f"{calendar.of_day(day)}/{calendar.OPEN}", published_because=_because(span, article.text)
    )


def _because(span: Span, text: str) -> str:
    return f"the page does not say its day; it tells of {' '.join(span.of(text).split())} as past"


def _first_day(mention: DateMention) -> date | None:
    """The first day of what is written out with its year; of a stretch of time, of its end."""
    words = mention.last or mention.first
    if mention.sense == "until":
        return None
    if isinstance(words, DayWords) and words.year and words.month and words.day:
        return calendar.make_day(words.year, words.month, words.day)
    if isinstance(words, MonthWords) and words.year:
        return calendar.make_day(words.year, words.month, 1)
    return calendar.make_day(words.year, 1, 1) if isinstance(words, YearWords) else None
