"""Date expressions -> EDTF, against the article's own day and against the days that the text names before.

A value is given only where something decides it; `because` says what, or why nothing does.
"""

from __future__ import annotations

from datetime import date

import msgspec

from selon.languages import Pack
from selon.model import Article, Date
from selon.read import calendar
from selon.read.date_words import Grammar, load_grammar
from selon.read.expressions import PAST_CLAUSE, DateMention, DayWords, Expression, HolidayWords, MonthWords, PartWords, Shift, YearWords
from selon.resolve.answers import Answer, Context
from selon.resolve.events import Events, is_beside_event, is_length
from selon.resolve.points import resolve
from selon.resolve.reference import Reference, find_reference
from selon.resolve.told import Told

_SATURDAY, _SUNDAY = 5, 6
_LIST_GAP_CHARS = 8  # "le 3 mai et le 5 juin 2012": the year stands after the last of a list


def resolve_days(mentions: list[DateMention], article: Article, pack: Pack) -> list[Date]:
    """Each mention as a date, in text order."""
    grammar = load_grammar(pack)
    reference = find_reference(mentions, article, pack)
    dates: list[Date] = []
    counted: list[int] = []  # of these, what is counted back and has no value yet
    told = Told()
    events = Events(mentions, article, reference, grammar)
    for mention in _with_years(mentions):
        context = Context(
            reference=reference,
            clause=mention.clause,
            opens=mention.opens,
            text_day=told.text_day,
            has_text_day=told.has_text_day,
            text_period=told.text_period,
            story=told.story_for(mention),
            event_day=events.day(mention),
        )
        answer = _answer(mention, context, grammar)
        if not is_beside_event(mention.first) or (answer.edtf is not None and not is_length(mention)):
            if counted and counted[-1] == len(dates) - 1 and _says_again(article.text[dates[-1].span.end : mention.span.start], mention):
                dates[-1] = msgspec.structs.replace(dates[-1], edtf=answer.edtf, because=answer.because)
            if answer.edtf is None and isinstance(mention.first, Shift) and mention.first.counted and mention.last is None:
                counted.append(len(dates))
            dates.append(Date(span=mention.span, edtf=answer.edtf, because=answer.because, rule=mention.rule))
        told = told.after(mention, answer, reference)
    return dates


def _says_again(between: str, mention: DateMention) -> bool:
    """`il y a huit ans, en 2015`: only a comma and a word or two stand between what is counted and the day, month or year that it is."""
    told = mention.last is None and mention.sense == "point" and isinstance(mention.first, DayWords | MonthWords | YearWords)
    return told and between.startswith(",") and len(between) <= _LIST_GAP_CHARS


def _with_years(mentions: list[DateMention]) -> list[DateMention]:
    """The mentions, with the year that one of them lends to its neighbour in the same sentence.

    The year after the last of a list holds for those before it; a whole date lends its year to the later ones of its sentence, and a year
    alone to the parts of it (`en 2012, … les trois premiers mois de l'année`).
    """
    lent = list(mentions)
    for n in range(len(lent) - 2, -1, -1):
        this, after = lent[n], lent[n + 1]
        if this.sentence == after.sentence and after.span.start - this.span.end <= _LIST_GAP_CHARS and type(this.first) is type(after.first):
            lent[n] = _lend(this, _year(after))
    for n in range(1, len(lent)):
        before, this = lent[n - 1], lent[n]
        if before.sentence != this.sentence or before.sense != "point":
            continue
        if isinstance(before.first, YearWords) and isinstance(this.first, PartWords) and this.first.which == "this":
            lent[n] = msgspec.structs.replace(this, first=msgspec.structs.replace(this.first, year=before.first.year))
        elif isinstance(before.first, DayWords) and before.first.year:
            dated = _lend(this, before.first.year)
            lent[n] = dated if dated is not this and this.clause.tense != "future" else this
    return lent


def _year(mention: DateMention) -> int | None:
    words = mention.last or mention.first
    return words.year if isinstance(words, DayWords | MonthWords) else None


def _lend(mention: DateMention, year: int | None) -> DateMention:
    words = mention.first
    if year is None or mention.last is not None or not isinstance(words, DayWords | MonthWords) or words.year or words.which or not words.month:
        return mention
    return msgspec.structs.replace(mention, first=msgspec.structs.replace(words, year=year))


def _answer(mention: DateMention, context: Context, grammar: Grammar) -> Answer:
    if mention.last is not None:
        return _interval(mention, mention.last, context, grammar)
    first = resolve(mention.first, context, grammar)
    if first.edtf is None or mention.sense == "point":
        return first
    if mention.sense == "until":
        return Answer(f"{calendar.OPEN}/{first.edtf.split('/')[-1]}", first.because)
    if mention.sense == "since":
        begin = first.edtf.split("/")[0]
        if getattr(mention.first, "edge", None) == "start":
            begin = str(calendar.day_bounds(begin)[0])
        elif "X" in begin and (start := calendar.day_bounds(begin)[0]):
            begin = f"{start.year:04}"  # EDTF has no open interval that begins with a decade
        return Answer(f"{begin}/{calendar.OPEN}", first.because)
    if mention.sense in {"week", "weekend"}:
        return _week_of(first, mention.sense)
    return _night(mention.first, first, context, grammar)


def _week_of(day: Answer, sense: str) -> Answer:
    """`la semaine du 8 octobre`, `le week-end du 6`: the week that holds the day; a Sunday stands for the week that it leads into."""
    start = calendar.day_bounds(day.edtf or "")[0]
    if start is None:
        return day
    ahead = 1 if sense == "week" and start.weekday() == _SUNDAY else -start.weekday()
    first = calendar.shift_day(start, ahead if sense == "week" else _SATURDAY - start.weekday())
    last = first and calendar.shift_day(first, 6 if sense == "week" else 1)
    return Answer(calendar.of_days(first, last), day.because) if first and last else Answer(None, "the calendar has no such day")


def _night(words: Expression, evening: Answer, context: Context, grammar: Grammar) -> Answer:
    """A night from the day that it begins on to the next; the night of a holiday with an eve begins on the eve."""
    start = calendar.day_bounds(evening.edtf or "")[0]
    if start is None:
        return Answer(None, evening.because)
    if isinstance(words, HolidayWords) and grammar.holidays[words.name].eve and words.days == 0:
        start = calendar.shift_day(start, -1)
    elif isinstance(words, Shift) and words.anchor == "published" and context.tense == "future":
        start = calendar.shift_day(start, 1)
    end = start and calendar.shift_day(start, 1)
    return Answer(calendar.of_days(start, end), evening.because) if start and end else Answer(None, "the calendar has no such day")


def _interval(mention: DateMention, last: Expression, context: Context, grammar: Grammar) -> Answer:
    """Both ends: the second is resolved first, and the first looks back from it for the month and year that it lacks."""
    year = mention.first.year if isinstance(mention.first, DayWords | MonthWords) else None
    if isinstance(last, DayWords | MonthWords) and last.year is None and year is not None:
        last = msgspec.structs.replace(last, year=year)
    if isinstance(last, DayWords) and last.day is None and last.which is None and isinstance(mention.first, DayWords) and mention.first.day:
        return _up_to_weekday(mention.first, last.weekday or 0, context, grammar)
    end = resolve(last, context, grammar)
    if end.edtf is None:
        return end
    stop = calendar.day_bounds(end.edtf)[1]
    backwards = msgspec.structs.replace(context, clause=PAST_CLAUSE, reference=_looking_from(stop, context.reference))
    begin = resolve(_within(mention.first, last, stop), backwards, grammar)
    if begin.edtf is None or stop is None:
        return Answer(None, begin.because)
    start = calendar.day_bounds(begin.edtf)[0]
    if start is None or start > stop:
        return Answer(None, "the first day comes after the last")
    return Answer(f"{begin.edtf.split('/')[0]}/{end.edtf.split('/')[-1]}", end.because)


def _up_to_weekday(first: DayWords, weekday: int, context: Context, grammar: Grammar) -> Answer:
    """`du lundi 2 avril à jeudi`: up to the first such weekday after the beginning."""
    begin = resolve(first, context, grammar)
    start = calendar.day_bounds(begin.edtf)[0] if begin.edtf else None
    end = start and calendar.shift_day(start, (weekday - start.weekday()) % 7)
    return Answer(calendar.of_days(start, end), begin.because) if start and end else begin


def _looking_from(stop: date | None, reference: Reference) -> Reference:
    if stop is None:
        return reference
    return Reference(day=stop, year=stop.year, month=stop.month, because=f"counted back from {stop}")


def _within(words: Expression, last: Expression, stop: date | None) -> Expression:
    """The first end with the month of the last one, where it names a number only: the `24` of `du 24 au 27 février`."""
    if isinstance(words, DayWords) and words.day is not None and words.month is None and stop is not None and isinstance(last, DayWords) and last.day:
        year, month = (stop.year, stop.month) if words.day <= stop.day else calendar.shift_month(stop.year, stop.month, -1)
        return msgspec.structs.replace(words, year=year, month=month)
    return words
