"""Speakers and relays: who is quoted how often, and through whom the pages have it."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from selon.languages.fold import fold
from selon.ledger import sources
from selon.ledger.sources import Passage, SpeakerCount
from selon.model import Reading, Statement
from selon.show.graph import graph_of
from selon.show.private import HiddenNames
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.parameters import Skip, Word
from selon.show.web.rendering import render
from selon.show.web.site import Site, TheSite, TheView

router = APIRouter()
SPEAKERS = 50
STATEMENTS = 25
_MOST_PASSAGES = 60
# The graph has room for fifty nodes: their lines are among these.
_MOST_LINES = 400
# More than these no filter by name is asked for passages of.
_MOST_NAMES = 500
_MOST_RELAYS = 20


class Speakers(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks, the most quoted first. `private` statements are those of private persons, who are not named."""

    speakers: tuple[SpeakerCount, ...]
    total: int
    private: int
    passages: tuple[Passage, ...]


class Said(msgspec.Struct, frozen=True):
    """One statement of a speaker."""

    reading: Reading
    statement: Statement

    @property
    def words(self) -> str:
        """What is said."""
        return self.statement.words(self.reading.article.text)


class _Shown(msgspec.Struct, frozen=True):
    """One page of the list, of `total` speakers, and the strongest passages, with a sign whether there are weaker ones."""

    speakers: list[SpeakerCount]
    total: int
    first: list[Passage]
    between: list[Passage]
    more: bool


@router.get("/speakers", include_in_schema=False)
def speakers_page(request: Request, site: TheSite, view: TheView, q: Word = "", side: Word = "", speaker: Word = "", skip: Skip = 0) -> Response:
    """The page for people: the graph, the table of speakers, and for one speaker the statements."""
    shown = _shown(site, view, q, side, skip)
    chosen, through, said = _chosen(site, view, speaker)
    with view.ledger.transaction(writes=False) as connection:
        sides = site.kept.get(view.ledger, "sides of speakers", lambda: sources.sides_of_speakers(connection))
        private = site.kept.get(view.ledger, "private statements", lambda: sources.private_statements(connection))
    return render(
        request,
        "speakers.html.j2",
        speakers=shown.speakers,
        total=shown.total,
        private=private,
        graph=graph_of(shown.first, shown.between),
        more_passages=shown.more,
        sides=sides,
        chosen=chosen,
        said=said,
        through=through,
        q=q,
        side=side,
        skip=skip,
        before=max(0, skip - SPEAKERS) if skip else None,
        after=skip + SPEAKERS if shown.total > skip + SPEAKERS else None,
    )


@router.get("/api/speakers", tags=["speakers"], response_class=Response, responses=answers(Speakers))
def speakers(site: TheSite, view: TheView, q: Word = "", side: Word = "", skip: Skip = 0) -> Response:
    """Fifty speakers whose names hold the words `q`, with the strongest passages from them to relays."""
    shown = _shown(site, view, q, side, skip)
    with view.ledger.transaction(writes=False) as connection:
        private = sources.private_statements(connection)
    return answer(Speakers(speakers=tuple(shown.speakers), total=shown.total, private=private, passages=tuple(shown.first[:_MOST_PASSAGES])))


def _shown(site: Site, view: View, q: str, side: str, skip: int) -> _Shown:
    hidden = _hidden(site, view)
    found = _called(site, view, q, side) if q.split() else None
    with view.ledger.transaction(writes=False) as connection:
        if found is None:
            speakers = sources.speaker_counts(connection, side=side, limit=SPEAKERS, offset=skip)
            total = sources.number_of_speakers(connection, side=side)
        else:
            speakers, total = found[skip : skip + SPEAKERS], len(found)
        names = None if found is None else {one.speaker for one in found[:_MOST_NAMES]}
        first = sources.passages(connection, "relayed", sources=names, side=side, limit=_MOST_LINES + 1)
        relays = {passage.target for passage in first} if side or q else None
        between = sources.passages(connection, "relayed on", sources=relays, limit=_MOST_LINES + 1)
    return _Shown(
        speakers=[one for one in speakers if not hidden.hides(one.speaker)],
        total=total,
        first=_shown_passages(first, hidden),
        between=_shown_passages(between, hidden),
        more=len(first) > _MOST_LINES or len(between) > _MOST_LINES,
    )


def _hidden(site: Site, view: View) -> HiddenNames:
    return site.kept.get(view.ledger, "hidden names", view.hidden_names)


def _shown_passages(some: list[Passage], hidden: HiddenNames) -> list[Passage]:
    return [one for one in some[:_MOST_LINES] if not hidden.hides(one.source) and not hidden.hides(one.target)]


def _called(site: Site, view: View, q: str, side: str) -> list[SpeakerCount]:
    """The speakers whose names hold all these words, the most quoted first."""

    def fold_all() -> list[tuple[str, SpeakerCount]]:
        with view.ledger.transaction(writes=False) as connection:
            counts = sources.speaker_counts(connection)
        hidden = _hidden(site, view)
        return [(fold(one.speaker), one) for one in counts if not hidden.hides(one.speaker)]

    folded, words = site.kept.get(view.ledger, "names of speakers", fold_all), fold(q).split()
    return [one for name, one in folded if (not side or one.side == side) and all(word in name for word in words)]


def _chosen(site: Site, view: View, speaker: str) -> tuple[SpeakerCount | None, list[Passage], list[Said]]:
    """A speaker with the relays that their statements came through, and the newest of these statements."""
    hidden = _hidden(site, view)
    if not speaker or hidden.hides(speaker):
        return None, [], []
    with view.ledger.transaction(writes=False) as connection:
        counts = sources.counts_of_speaker(connection, speaker)
        if not counts:
            return None, [], []
        statements = sum(one.statements for one in counts)
        keys = sources.statements_of_speaker(connection, speaker, among=statements, limit=STATEMENTS)
        through = sources.passages(connection, "relayed", sources=[speaker], limit=_MOST_RELAYS)
    return counts[0], _shown_passages(through, hidden), _said(view, speaker, keys)


def _said(view: View, speaker: str, keys: list[tuple[str, str]]) -> list[Said]:
    readings = {reading.article.id: reading for reading in view.readings({page for page, _ in keys})}
    statements = {(id, said.id): said for id, reading in readings.items() for said in reading.statements}
    return [Said(readings[key[0]], statements[key]) for key in keys if key in statements and statements[key].speaker == speaker]
