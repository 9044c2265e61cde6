"""Which quantities answer a question, in whose statement they stand, and for which day they are given.

A quantity is a figure where its words say what was counted (see `selon.resolve.counted`): the killed, the area retaken, the
jobs cut. Durations, shares, people of whom nothing is said and numbers of long ago are left out. A number that holds for each
of two countries is a figure for each of them.
"""

from __future__ import annotations

from selon.languages import Pack
from selon.model import Article, Date, Figure, Place, Quantity, Span, Statement
from selon.resolve.counted import measure_of
from selon.resolve.periods import Days, days_of
from selon.resolve.surroundings import Surroundings

# A number told with a day that lies further back than this is background; on the development pages any value from 100 to 300
# days gives the same.
BACKGROUND_DAYS = 183
FRAME_CHARS = 25
SEMICOLON_COST = 1000


def find_figures(
    article: Article, statements: list[Statement], quantities: list[Quantity], dates: list[Date], places: list[Place], pack: Pack
) -> list[Figure]:
    """The figures of one article in text order; their `fact` is empty until `selon.compare.link` has seen all articles."""
    around = Surroundings(article, statements, quantities, dates, places, pack)
    present = _present(around)
    found: list[Figure] = []
    for quantity in around.quantities:
        if measure_of(quantity, around) is None or around.another(quantity.span) or _in_boilerplate(quantity, article):
            continue
        if _is_background(quantity.span, present, around):
            continue
        statement = innermost(quantity.span, statements)
        figure = Figure(
            statement=statement.id if statement else None,
            quantity=quantity.id,
            as_of=_as_of(quantity.span, statement, around) or article.published,
        )
        found += [figure] * max(1, len(around.each_side(quantity.span)))
    return found


def innermost(span: Span, statements: list[Statement]) -> Statement | None:
    """The statement in whose content a span stands; of statements inside one another the inner one."""
    holding = [(c.end - c.start, c.start, s.id, s) for s in statements for c in s.content if c.covers(span)]
    return min(holding, key=lambda row: row[:3])[3] if holding else None


def _in_boilerplate(quantity: Quantity, article: Article) -> bool:
    return any(mark.overlaps(quantity.span) for mark in article.boilerplate)


def _present(around: Surroundings) -> Days | None:
    """The days against which a day is long ago: publication, else the latest day that the page names."""
    named = [days for date in around.dates if (days := days_of(date.edtf)) is not None]
    return days_of(around.article.published) or max(named, key=lambda days: days.last, default=None)


def _is_background(span: Span, present: Days | None, around: Surroundings) -> bool:
    """Every closed date that opens the sentence, or stands in the clause of the number, lies long before the page's day."""
    sentence = around.sentence(span)
    near = [d for d in _dates_in(sentence, around) if d.span.start - sentence.start < FRAME_CHARS or "," not in around.between(span, d.span)]
    told = [days for date in near if (days := days_of(date.edtf)) is not None]
    return present is not None and bool(told) and all(days.apart(present) > BACKGROUND_DAYS and present.after(days) for days in told)


def _dates_in(sentence: Span, around: Surroundings) -> list[Date]:
    return [date for date in around.dates if sentence.start <= date.span.start < sentence.end]


def _as_of(span: Span, statement: Statement | None, around: Surroundings) -> str | None:
    """The date that a figure is given for: `au 18 septembre`; one right after a number that was replaced; the nearest to the
    cue outside of what was said, else one that opens it; in the article's own voice, the nearest to the number."""
    told = _recent(_dates_in(around.sentence(span), around), around)
    fixed = [date for date in told if around.at_day(date.span) and not around.numbers_between(span, date.span)]
    if around.replaces(span):
        fixed += [date for date in told if date.span.start >= span.end]
    if fixed:
        return _nearest(span, fixed, around).edtf
    if statement is not None and statement.cue is not None:
        cue = statement.cue
        told = _recent(_dates_in(around.sentence(cue), around), around)
        opens = [
            date for date in told if date.span.end <= span.start and any(0 <= date.span.start - c.start < FRAME_CHARS for c in statement.content)
        ]
        told = [date for date in told if not any(content.covers(date.span) for content in statement.content)] or opens
        return _nearest(cue, told, around).edtf if told else None
    return _nearest(span, told, around).edtf if told else None


def _recent(dates: list[Date], around: Surroundings) -> list[Date]:
    """The dates that fix days and are not background."""
    present = _present(around)
    known = [(date, days) for date in dates if (days := days_of(date.edtf)) is not None]
    return [date for date, days in known if present is None or days.apart(present) <= BACKGROUND_DAYS]


def _nearest(span: Span, dates: list[Date], around: Surroundings) -> Date:
    def far(date: Date) -> tuple[int, int]:
        between = around.between(span, date.span)
        return len(between) + SEMICOLON_COST * between.count(";"), date.span.start

    return min(dates, key=far)
