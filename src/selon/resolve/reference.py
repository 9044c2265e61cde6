"""What an article knows of its own day: the one that its date expressions are counted from.

In this order: the day of publication; a dateline in the text (a whole date that stands alone on its line, before a dash, or after words
such as "published on"), where it does not contradict what is known. A page that is dated by its month only still has the days of the posts
that it quotes, or the one day of that month that it names with its weekday or at its head: a weekday beside it is the nearest one. A page
without any date that names one single year, with a day or month of it, lends that year to its other days and months.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.model import Article
from selon.read import calendar
from selon.read.date_table import DateWords
from selon.read.expressions import DateMention, DayWords, MonthWords

_EXACT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
_CLOCK = re.compile(r"[\s,]*(?:[àa]\s)?(?:\d{1,2}\s?[h:]\s?(?:\d\d)?)?[\s.]*$")
_DASH = re.compile(r"\.?\s*[-–—]\s")
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")
_LOOKED_AT_CHARS = 60  # before and behind a date, to see how it stands on its line
_HEAD_CHARS = 1500  # a dateline stands at the head; further down, a date alone on its line is a caption or a post
_OPENING_CHARS = 400  # the one day that is named so early is the day that the page tells of


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the article's own day; None where it is not. `because` says from where, `near` is the latest post that it quotes or
    the one day of which it tells, `only_year` the one year that an undated page names, `month_years` the years of its months that it names
    with one year each."""

    day: date | None = None
    year: int | None = None
    month: int | None = None
    because: str = "the page has no date"
    near: date | None = None
    only_year: int | None = None
    month_years: dict[int, int] = {}

    def year_named_with(self, month: int) -> tuple[int, str] | None:
        """The year that an undated page names for a month that it names again without one, or that it names alone, and why."""
        if self.only_year is not None:
            return self.only_year, f"the only year that the page names is {self.only_year}"
        year = self.month_years.get(month)
        return (year, f"the year that the page names with that month is {year}") if year is not None else None

    def latest(self) -> date | None:
        """The last day that can be the article's own."""
        if self.day is not None or self.year is None:
            return self.day
        return calendar.month_end(self.year, self.month or 12)


def find_reference(mentions: list[DateMention], article: Article, pack: Pack) -> Reference:
    """The article's own day, as far as metadata and text give it."""
    year, month, day = _published(article.published)
    because = f"the page is dated {article.published}" if year is not None else _undated(article)
    if day is not None:
        return Reference(day=day, year=day.year, month=day.month, because=because)
    stamp = fold_same_length(pack.table("dates", DateWords).stamp_before)
    before_stamp = re.compile(rf"(?:{stamp})\W*$")
    near: date | None = None
    for mention in mentions:
        whole = whole_day(mention)
        if whole is None or (year is not None and (whole.year, whole.month) != (year, month or whole.month)):
            continue
        where = _standing(mention, article.text, before_stamp)
        if where == "dateline" and mention.span.start < _HEAD_CHARS:
            return Reference(day=whole, year=whole.year, month=whole.month, because=f"the dateline says {whole}")
        if where is not None and year is not None:
            near = whole if near is None else max(near, whole)
    near = near or _day_of_news(mentions, year, month)
    if year is not None:
        return Reference(year=year, month=month, because=because, near=near)
    return Reference(because=because, near=near, only_year=_only_year(mentions), month_years=_month_years(mentions))


def _undated(article: Article) -> str:
    return "the page has no date" + (f", it appeared in {article.published_between}" if article.published_between else "")


def whole_day(mention: DateMention) -> date | None:
    """The day of an expression that names day, month and year."""
    words = mention.first
    if not isinstance(words, DayWords) or mention.last is not None or words.day is None or words.month is None or words.year is None:
        return None
    return calendar.make_day(words.year, words.month, words.day)


def _published(edtf: str | None) -> tuple[int | None, int | None, date | None]:
    match = _EXACT.match(edtf or "")
    if match is None or not int(match.group(1)):
        return None, None, None
    year, month = int(match.group(1)), int(match.group(2)) if match.group(2) else None
    if month is not None and not 1 <= month <= 12:
        return year, None, None
    day = calendar.make_day(year, month or 0, int(match.group(3))) if match.group(3) else None
    return year, month, day


def _standing(mention: DateMention, text: str, before_stamp: re.Pattern[str]) -> str | None:
    """How a whole date stands on its line: as its dateline, at its end (as under a post), or None: within a sentence."""
    before = _LINE_BREAK.split(text[max(0, mention.span.start - _LOOKED_AT_CHARS) : mention.span.start])
    after = _LINE_BREAK.split(text[mention.span.end : mention.span.end + _LOOKED_AT_CHARS], maxsplit=1)[0]
    begins = not before[-1].strip() and (len(before) > 1 or mention.span.start < _LOOKED_AT_CHARS)
    if before_stamp.search(fold_same_length(before[-1])):
        return "dateline"
    ends = _CLOCK.match(after) is not None and len(after) < _LOOKED_AT_CHARS
    if begins and (ends or _DASH.match(after)):
        return "dateline"
    return "post" if ends and not after.strip().endswith(".") else None


def _day_of_news(mentions: list[DateMention], year: int | None, month: int | None) -> date | None:
    """The one day of the page's month that is named with its weekday, else the one that stands at the page's head."""
    if year is None or month is None:
        return None
    with_weekday, at_head = set(), set()
    for mention in mentions:
        words = mention.first
        if not isinstance(words, DayWords) or mention.last is not None or words.month != month or words.year not in {None, year}:
            continue
        day = calendar.make_day(year, month, words.day or 0)
        if day is not None and words.weekday is not None:
            with_weekday.add(day)
        if day is not None and mention.span.start < _OPENING_CHARS:
            at_head.add(day)
    days = with_weekday or at_head
    return days.pop() if len(days) == 1 else None


def _month_years(mentions: list[DateMention]) -> dict[int, int]:
    """The months that are named with a year, and with no other one."""
    years: dict[int, set[int]] = {}
    for mention in mentions:
        for words in (mention.first, mention.last):
            if isinstance(words, DayWords | MonthWords) and words.month and words.year:
                years.setdefault(words.month, set()).add(words.year)
    return {month: named.pop() for month, named in years.items() if len(named) == 1}


def _only_year(mentions: list[DateMention]) -> int | None:
    """The year that every whole date and month with a year names, if no expression names another one."""
    expressions = [words for mention in mentions for words in (mention.first, mention.last)]
    years = {words.year for words in expressions if isinstance(words, DayWords | MonthWords) and words.month} - {None}
    named = {getattr(words, "year", None) for words in expressions} - {None}
    return years.pop() if len(years) == 1 and named <= years else None
