"""What a text has told so far: the last day, month or year that it named, and whether it is in the midst of a story of an earlier year."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from selon.read import calendar
from selon.read.expressions import DateMention, DayWords, HolidayWords, MonthWords, PartWords, SeasonWords, Shift, YearWords
from selon.resolve.answers import Answer
from selon.resolve.reference import Reference

_STORY_SENTENCES = 3  # a day of a story stands at most so many sentences after the one before it
_FRESH = timedelta(days=45)  # a day without a year that lies so shortly before the article is news, not the story's


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """`text_day` is None where the last day named is not known, `has_text_day` False where none was named. `text_period` is the last day
    of the last month, season or year named after that day. `story` is the last day named of a story of an earlier year: it began with a
    whole date, and nothing of the present was named since."""

    text_day: date | None = None
    has_text_day: bool = False
    text_period: date | None = None
    story: date | None = None
    story_sentence: int = 0

    def story_for(self, mention: DateMention) -> date | None:
        """The story's last day, where the mention stands near enough to go on with it."""
        return self.story if mention.sentence - self.story_sentence <= _STORY_SENTENCES else None

    def after(self, mention: DateMention, answer: Answer, reference: Reference) -> Told:
        """What is told once a mention is resolved."""
        told = msgspec.structs.replace(self, story=self._story_after(mention, answer, reference), story_sentence=mention.sentence)
        last = calendar.day_bounds(answer.edtf)[1] if answer.edtf else None
        if names_day(mention):
            return msgspec.structs.replace(told, has_text_day=True, text_day=last, text_period=None)
        if last is not None and isinstance(mention.first, MonthWords | YearWords | SeasonWords | PartWords):
            return msgspec.structs.replace(told, text_period=last)
        return told

    def _story_after(self, mention: DateMention, answer: Answer, reference: Reference) -> date | None:
        words = mention.last or mention.first
        if isinstance(words, Shift) and words.anchor != "published":
            return self.story
        if not isinstance(words, DayWords):
            return None if isinstance(words, Shift | HolidayWords) else self.story
        day = calendar.day_bounds(answer.edtf)[1] if answer.edtf and mention.sense not in {"since", "until"} else None
        return day if day is not None and words.month and is_past_story(day, reference) else None


def names_day(mention: DateMention) -> bool:
    """Whether `la veille` further down may be counted from it."""
    if mention.sense in {"since", "until"}:
        return False
    words = mention.last or mention.first
    return isinstance(words, DayWords | HolidayWords) or (isinstance(words, Shift) and (words.unit == "day" or words.anchor == "event"))


def is_past_story(day: date, reference: Reference) -> bool:
    """Whether a day belongs to an earlier year than the article and is no fresh news."""
    return reference.year is not None and day.year < reference.year and (reference.day is None or reference.day - day > _FRESH)


def goes_on(in_story: date | None, usual: date | None, reference: Reference) -> bool:
    """Whether a day without a year is the one of the story rather than the one that news usually mean."""
    if in_story is None or not is_past_story(in_story, reference):
        return False
    own = reference.latest()
    return usual is None or own is None or not timedelta(0) <= own - usual <= _FRESH
