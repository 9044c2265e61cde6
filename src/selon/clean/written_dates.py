"""Whole dates with a year, as pages write them beside "published": `18/04/2022`, `mardi 13 septembre 2022`, `2022-11-10`.

Only what a page says of itself is read with this; the dates of an article's sentences are `selon.read.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec

from selon.languages import Pack

_FIRST_YEAR, _LAST_YEAR = 1990, 2099  # web pages; an older year is what the article is about
_TIME = r"(?:\s*[,|–—-]?\s*(?:a\s|at\s)?\s*\d{1,2}\s?(?:h|:|\.)\s?(?:\d{2})?(?::\d{2})?(?:\s?(?:min|am|pm|gmt|cet|cest|utc))?)?"
_DIGIT = re.compile(r"\d")


class PublishedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `published.toml`; what each key means stands in its header."""

    months: dict[str, int]
    weekdays: tuple[str, ...]
    weekdays_english: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    day_first: bool
    first: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    by: tuple[str, ...]
    articles: tuple[str, ...]
    editions: tuple[str, ...]


@dataclass(frozen=True)
class WrittenDate:
    """A date in a folded line: the day and where it stands, half-open.

    `time_end` is the end of a time of day that follows it; `has_weekday` tells that a weekday stands with it.
    """

    day: date
    start: int
    end: int
    time_end: int
    has_weekday: bool


class DateForms:
    """The patterns of one language, compiled once."""

    def __init__(self, words: PublishedWords) -> None:
        self.words = words
        self._weekday = {name: n % 7 for n, name in enumerate([*words.weekdays, *words.weekdays_english, *words.weekdays_short])}
        months = "|".join(sorted(words.months, key=len, reverse=True))
        weekdays = "|".join(self._weekday)
        first = "|".join(words.first)
        self._date = re.compile(
            rf"(?<![\w/.-])(?:(?P<weekday>{weekdays})\.?,?\s+)?(?:"
            rf"(?P<day>\d{{1,2}})(?:{first})?[\s-]+(?P<month>{months})\.?,?[\s-]+(?P<year>\d{{4}})"
            rf"|(?P<month_2>{months})\.?\s+(?P<day_2>\d{{1,2}})(?:{first})?,?\s+(?P<year_2>\d{{4}})"
            r"|(?P<year_3>\d{4})-(?P<month_3>\d{2})-(?P<day_3>\d{2})(?:t[\d:.+z-]{2,30})?"
            r"|(?P<one>\d{1,2})(?P<sign>[/.-]|\. | - )(?P<two>\d{1,2})(?P=sign)(?P<year_4>\d{4}|\d{2})"
            rf")(?![\w/])(?P<time>{_TIME})"
        )

    def find(self, folded: str, start: int = 0) -> WrittenDate | None:
        """The first possible date in a folded text from `start` on; one whose weekday is wrong is none."""
        if _DIGIT.search(folded, start) is None:
            return None
        for found in self._date.finditer(folded, start):
            day = self._day(found)
            weekday = found["weekday"]
            if day is not None and (weekday is None or self._weekday[weekday] == day.weekday()):
                return WrittenDate(day, found.start(), found.start("time"), found.end(), weekday is not None)
        return None

    def alone(self, folded: str) -> WrittenDate | None:
        """The date that the text holds, where it holds nothing else but an article and a time of day."""
        found = self.find(folded)
        if found is None:
            return None
        before, after = folded[: found.start].strip(" -–—|•·*("), folded[found.time_end :].strip(" .-–—|•·*)")
        return found if not after and (not before or before in self.words.articles) else None

    def _day(self, found: re.Match[str]) -> date | None:
        if found["one"]:
            day, month = (found["one"], found["two"]) if self.words.day_first else (found["two"], found["one"])
            year = found["year_4"]
            return _real(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        if found["year_3"]:
            return _real(int(found["year_3"]), int(found["month_3"]), int(found["day_3"]))
        number = "" if found["day"] else "_2"
        return _real(int(found[f"year{number}"]), self.words.months[found[f"month{number}"]], int(found[f"day{number}"]))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


@lru_cache(maxsize=16)
def date_forms(pack: Pack) -> DateForms:
    """The patterns of the pack's language."""
    return DateForms(pack.table("published", PublishedWords))
