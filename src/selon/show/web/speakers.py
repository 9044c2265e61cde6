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
from selon.show.graph import Graph, graph_of
from selon.show.view import View
from selon.show.web.answers import answer, answers
from selon.show.web.parameters import Skip, Word
from selon.show.web.rendering import render
from selon.show.web.site import Site, TheSite, TheView

router = APIRouter()
SPEAKERS = 50
STATEMENTS = 25
_MOST_PASSAGES = 60


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


class _Known(msgspec.Struct, frozen=True):
    """All that is counted, private names taken out. `folded` are the names as they are searched."""

    speakers: list[SpeakerCount]
    folded: list[str]
    private: int
    passages: list[Passage]
    between: list[Passage]
    graph: Graph | None


@router.get("/speakers", include_in_schema=False)
def speakers_page(request: Request, site: TheSite, view: TheView, q: Word = "", side: Word = "", speaker: Word = "", skip: Skip = 0) -> Response:
    """The page for people: the graph, the table of speakers, and for one speaker the statements."""
    known = _known(site, view)
    chosen = next((count for count in known.speakers if count.speaker == speaker), None)
    found = _matching(known, q, side)
    return render(
        request,
        "speakers.html.j2",
        speakers=found[skip : skip + SPEAKERS],
        total=len(found),
        private=known.private,
        graph=_graph(known, {count.speaker for count in found} if side or q else None),
        passages=known.passages[:_MOST_PASSAGES],
        sides=sorted({count.side for count in known.speakers if count.side}),
        chosen=chosen,
        said=_said(view, chosen.speaker) if chosen else [],
        through=[passage for passage in known.passages if chosen and passage.source == chosen.speaker][:20],
        q=q,
        side=side,
        skip=skip,
        before=max(0, skip - SPEAKERS) if skip else None,
        after=skip + SPEAKERS if len(found) > skip + SPEAKERS else None,
    )


@router.get("/api/speakers", tags=["speakers"], response_class=Response, responses=answers(Speakers))
def speakers(site: TheSite, view: TheView, q: Word = "", side: Word = "", skip: Skip = 0) -> Response:
    """Fifty speakers whose names hold the words `q`, with the strongest passages to relays."""
    known = _known(site, view)
    found = _matching(known, q, side)
    some = tuple(found[skip : skip + SPEAKERS])
    return answer(Speakers(speakers=some, total=len(found), private=known.private, passages=tuple(known.passages[:_MOST_PASSAGES])))


def _known(site: Site, view: View) -> _Known:
    def count() -> _Known:
        with view.ledger.transaction(writes=False) as connection:
            counts = sources.speaker_counts(connection)
            passages, between = sources.passages_to_relays(connection), sources.passages_between_relays(connection)
        shown = [one for one in counts if one.speaker_type != "private" and not view.mask.hides(one.speaker)]
        passages = [one for one in passages if not view.mask.hides(one.source) and not view.mask.hides(one.target)]
        between = [one for one in between if not view.mask.hides(one.source) and not view.mask.hides(one.target)]
        return _Known(
            speakers=shown,
            folded=[fold(one.speaker) for one in shown],
            private=sum(one.statements for one in counts) - sum(one.statements for one in shown),
            passages=passages,
            between=between,
            graph=graph_of(passages, between),
        )

    return site.kept.get(view.ledger, "speakers", count)


def _matching(known: _Known, q: str, side: str) -> list[SpeakerCount]:
    words = fold(q).split()
    return [
        count
        for count, folded in zip(known.speakers, known.folded, strict=True)
        if (not side or count.side == side) and all(word in folded for word in words)
    ]


def _graph(known: _Known, speakers: set[str] | None) -> Graph | None:
    if speakers is None:
        return known.graph
    passages = [passage for passage in known.passages if passage.source in speakers]
    relays = {passage.target for passage in passages}
    return graph_of(passages, [passage for passage in known.between if passage.source in relays])


def _said(view: View, speaker: str) -> list[Said]:
    with view.ledger.transaction(writes=False) as connection:
        keys = sources.statements_of_speaker(connection, speaker, limit=STATEMENTS)
    readings = {reading.article.id: reading for reading in view.readings({page for page, _ in keys})}
    statements = {(id, said.id): said for id, reading in readings.items() for said in reading.statements}
    return [Said(readings[key[0]], statements[key]) for key in keys if key in statements and statements[key].speaker == speaker]
