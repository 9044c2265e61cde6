"""When a page appeared that does not say its day: bounds, never a guess.

A page cannot have appeared before what it tells as past: the latest day, month or year that it writes out in full, in a clause in the past
tense, is the lower bound. It cannot have appeared after its bytes were taken: the day of the capture (UTC), where one came along, is the
upper bound. Where only one is known the interval is open at the other end. Where the two contradict each other the capture holds: a clock
is better evidence than a tense.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import msgspec

from selon.model import Article
from selon.read import calendar
from selon.read.expressions import DateMention, DayWords, MonthWords, YearWords


def bound_undated(article: Article, mentions: Iterable[DateMention]) -> Article:
    """The article, and where it has no day, `published_between` as far as the text or the capture bounds it, with the reasons."""
    if article.published is not None:
        return article
    told = [(day, mention.span) for mention in mentions if (day := _first_day(mention)) is not None and mention.clause.tense == "past"]
    captured = _captured(article)
    since = max(told, key=lambda one: (one[0], -one[1].start), default=None)
    if since is not None and captured is not None and since[0] > captured[0]:
        since = None
    if since is None and captured is None:
        return article
    reasons = ["the page does not say its day"]
    if since is not None:
        reasons.append(f"it tells of {' '.join(since[1].of(article.text).split())} as past")
    if captured is not None:
        reasons.append(f"it was captured on {calendar.of_day(captured[0])} ({captured[1]})")
    between = "/".join(calendar.of_day(bound[0]) if bound else calendar.OPEN for bound in (since, captured))
    return msgspec.structs.replace(article, published_between=between, published_because="; ".join(reasons))


def _captured(article: Article) -> tuple[date, str] | None:
    """The first day on which the page was captured, with who says so."""
    moments = [(day, told.because) for told in article.told if told.field == "captured" and (day := _day_of(told.value)) is not None]
    return min(moments, default=None)


def _day_of(moment: str) -> date | None:
    """The UTC day of a moment as RFC 3339 or another ISO 8601 form writes it; None for anything else."""
    try:
        taken = datetime.fromisoformat(moment)
        return (taken.astimezone(UTC) if taken.tzinfo else taken).date()
    except (ValueError, OverflowError):
        return None


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
