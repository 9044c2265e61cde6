"""The timeline: what is said of which day, for a stretch of days that the address names."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from selon.ledger import days
from selon.ledger.days import Said, Wanted
from selon.ledger.facts import stored_facts
from selon.ledger.looking import headings
from selon.model import Fact, Reading, Statement
from selon.show.days import Stretch, counted, of_stretch, whole_stretch
from selon.show.timeline import bars_of, rows_of
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.language import language_of
from selon.show.web.parameters import Since, Skip, Until, VerdictOrNone, Word
from selon.show.web.rendering import render
from selon.show.web.site import Current, Site, TheSite, TheView

router = APIRouter()
FACTS = 12
STATEMENTS = 30
# For longer stretches nobody reads the statements one by one.
_DAYS_WITH_STATEMENTS = 31


class DaysSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a stretch: `days` with the figures for each day (EDTF) as they are written, and how often pages name it."""

    since: str | None
    until: str | None
    figures: tuple[Said, ...]
    named: tuple[Said, ...]


class About(msgspec.Struct, frozen=True):
    """A statement that names a day of the stretch."""

    edtf: str
    statement: Statement
    reading: Reading

    @property
    def words(self) -> str:
        """What is said."""
        return self.statement.words(self.reading.article.text)


class _Shown(msgspec.Struct, frozen=True):
    """The stretch that is looked at, in what there is."""

    whole: Stretch | None
    stretch: Stretch | None
    figures: list[Said]
    named: list[Said]


@router.get("/timeline", include_in_schema=False)
def timeline(
    request: Request,
    site: TheSite,
    view: TheView,
    current: Current,
    since: Since = None,
    until: Until = None,
    verdict: VerdictOrNone = None,
    side: Word = "",
    skip: Skip = 0,
) -> Response:
    """The page: bars over the stretch, a row for each fact with a figure in it, and for a month or less the statements that name its days."""
    wanted = Wanted(verdict, side or None)
    shown = _shown(site, view, wanted, since, until)
    facts, more = _facts(view, shown, wanted, skip)
    return render(
        request,
        "timeline.html.j2",
        articles=headings(site.book, {figure.page for fact in facts for figure in fact.figures}),
        shown=shown,
        bars=bars_of(shown.stretch, *counted(shown.stretch, shown.figures)) if shown.stretch else None,
        rows=rows_of(shown.stretch, facts, language=language_of(request)) if shown.stretch else [],
        about=_about(view, shown),
        wanted=wanted,
        sides=site.kept.get(view.ledger, "sides", lambda: _sides(view)),
        current=current,
        before=max(0, skip - FACTS) if skip else None,
        after=skip + FACTS if more else None,
        steps=_steps(shown),
    )


@router.get("/api/timeline", tags=["timeline"], response_class=Response, responses=answers(DaysSaid))
def days_said(site: TheSite, view: TheView, since: Since = None, until: Until = None, verdict: VerdictOrNone = None, side: Word = "") -> Response:
    """How many figures are for each day, and how often pages name it: `{since, until, figures: [{edtf, times}], named: [{edtf, times}]}`."""
    shown = _shown(site, view, Wanted(verdict, side or None), since, until)
    if shown.stretch is None:
        return answer(DaysSaid(since=None, until=None, figures=(), named=()))
    figures, named = (tuple(of_stretch(shown.stretch, said)) for said in (shown.figures, shown.named))
    return answer(DaysSaid(since=shown.stretch.first.isoformat(), until=shown.stretch.last.isoformat(), figures=figures, named=named))


def _shown(site: Site, view: View, wanted: Wanted, since: date | None, until: date | None) -> _Shown:
    with view.ledger.transaction(writes=False) as connection:
        figures = site.kept.get(view.ledger, ("days", wanted), lambda: days.days_of_figures(connection, wanted))
        named = site.kept.get(view.ledger, "days named", lambda: days.days_named(connection))
    whole = whole_stretch(figures) or whole_stretch(named)
    if whole is None:
        return _Shown(None, None, figures, named)
    first, last = since or whole.first, until or whole.last
    return _Shown(whole, Stretch(min(first, last), max(first, last)), figures, named)


def _facts(view: View, shown: _Shown, wanted: Wanted, skip: int) -> tuple[list[Fact], bool]:
    if shown.stretch is None:
        return [], False
    some = of_stretch(shown.stretch, shown.figures)
    with view.ledger.transaction(writes=False) as connection:
        every = len(some) == len(shown.figures)
        ids = days.facts_of_days(connection, None if every else some, wanted, limit=FACTS + 1, offset=skip)
        facts = stored_facts(connection, ids[:FACTS])
    return view.masked(facts), len(ids) > FACTS


def _about(view: View, shown: _Shown) -> list[About] | None:
    """Statements that name a day of the stretch; None where it is too long for a list."""
    if shown.stretch is None or shown.stretch.days > _DAYS_WITH_STATEMENTS:
        return None
    # Only days: a year that is named somewhere says nothing of this week.
    some = [said.edtf for said in of_stretch(shown.stretch, shown.named) if len(said.edtf) >= len("2022-07-01")]
    with view.ledger.transaction(writes=False) as connection:
        keys = days.statements_of_days(connection, some, limit=STATEMENTS)
    readings = {reading.article.id: reading for reading in view.readings({key.page for key in keys})}
    statements = {(id, said.id): said for id, reading in readings.items() for said in reading.statements}
    return [About(key.edtf, statements[key.page, key.statement], readings[key.page]) for key in keys if (key.page, key.statement) in statements]


def _sides(view: View) -> list[str]:
    with view.ledger.transaction(writes=False) as connection:
        return days.sides(connection)


def _steps(shown: _Shown) -> dict[str, Stretch | None]:
    """The stretches to go to: earlier and later of the same length, and twice as long."""
    stretch, whole = shown.stretch, shown.whole
    if stretch is None or whole is None or stretch == whole:
        return {"earlier": None, "later": None, "wider": None}
    length = timedelta(days=stretch.days)
    return {
        "earlier": _moved(stretch, -length, -length) if stretch.first > whole.first else None,
        "later": _moved(stretch, length, length) if stretch.last < whole.last else None,
        "wider": _moved(stretch, -length / 2, length / 2),
    }


def _moved(stretch: Stretch, first: timedelta, last: timedelta) -> Stretch | None:
    try:
        return Stretch(stretch.first + first, stretch.last + last)
    except OverflowError:
        return None
