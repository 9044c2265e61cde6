"""All figures of all pages as facts: one question each, with its figures, their comparison, the verdict and the origins.

Pure over values: whoever calls it hands over the readings that count (of each page the latest). The order of readings does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from selon.compare.alike import Candidate
from selon.compare.link import candidates, language_of, link, surroundings_of
from selon.compare.naming import common_features
from selon.compare.origins import Voice, origins_of, voice_of
from selon.compare.pairs import pairs_of
from selon.compare.related import related
from selon.compare.titles import title_of
from selon.compare.verdicts import Given, compare_pair, judge
from selon.languages import load_pack
from selon.languages.fold import fold
from selon.model import Fact, FactFigure, Figure, LinkedFact, Reading, ReviewNote, Stance, Statement
from selon.resolve.counted import Counted
from selon.resolve.surroundings import Surroundings
from selon.review.decided import FigureKey, Grouping

ASSERTED: Stance = "asserts"
Notes = Mapping[FigureKey, tuple[ReviewNote, ...]]


class _Entry(msgspec.Struct, frozen=True):
    """A figure on its way into a fact. `country`: its speaker is named as a country or a seat of government only."""

    candidate: Candidate
    figure: FactFigure
    voice: Voice
    speaker: str | None
    url: str | None
    language: str
    country: bool = False


def compare(readings: Sequence[Reading], *, groupings: Sequence[Grouping] = (), notes: Notes | None = None) -> list[Fact]:
    """The facts of the readings, sorted by id. Figures that are not linked yet are linked first.

    `groupings` and `notes` are what people have decided: which figures are of one fact, and what each figure shows of its reviews, by
    page and index among the page's figures.

    What a speaker denies, doubts, asks, orders or expects is shown with the fact and counts in no pair, no verdict and no
    origin. Two captures of one address that say the same count once.
    """
    if any(not figure.fact for reading in readings for figure in reading.figures):
        readings = link(readings, groupings)
    grouped: dict[str, list[_Entry]] = defaultdict(list)
    found = {candidate.key: candidate for candidate in candidates(readings)}
    for reading in readings:
        around = surroundings_of(reading)
        for at, figure in enumerate(reading.figures):
            key = reading.article.id, at
            entry = _entry(reading, figure, found[key], around)
            grouped[figure.fact].append(_noted(entry, notes[key]) if notes and key in notes else entry)
    features = {fact: common_features([e.candidate for e in _sorted(entries)]) for fact, entries in grouped.items()}
    linked = related(features)
    return [_fact(fact, _once_per_address(_sorted(grouped[fact])), features[fact], linked.get(fact, ())) for fact in sorted(grouped)]


def _entry(reading: Reading, figure: Figure, candidate: Candidate, around: Surroundings) -> _Entry:
    article, quantity = reading.article, candidate.quantity
    statement = around.statements.get(figure.statement) if figure.statement else None
    speaker = statement.speaker if statement else None
    vouching = around.voucher(statement) if statement else None
    voice = (vouching.actor or vouching.speaker) if vouching else None
    return _Entry(
        candidate=candidate,
        figure=FactFigure(
            id=f"{article.id}:{quantity.id}",
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            of=quantity.of,
            modality=quantity.modality,
            as_of=figure.as_of,
            stance=_stance(statement, candidate),
            speaker=speaker,
            side=_side(vouching, around),
            relays=tuple(relay.name for relay in statement.relays) if statement else (),
            origin="",
            page=article.id,
            span=quantity.span,
            words=around.sentence(quantity.span).of(article.text),
        ),
        voice=voice_of(article, vouching, quantity.span),
        country=bool(voice) and around.countries.of_place(voice or "") is not None,
        speaker=fold(voice) if voice else None,
        url=article.url,
        language=language_of(reading),
    )


def _noted(entry: _Entry, notes: tuple[ReviewNote, ...]) -> _Entry:
    return msgspec.structs.replace(entry, figure=msgspec.structs.replace(entry.figure, reviews=notes))


def _stance(statement: Statement | None, candidate: Candidate) -> Stance:
    """What is called possible or feared is expected, whoever says so."""
    stance = statement.stance if statement else ASSERTED
    return "expects" if candidate.counted.possible and stance == ASSERTED else stance


def _side(statement: Statement | None, around: Surroundings) -> str | None:
    return around.speaker_side(statement) if statement else None


def _sorted(entries: Sequence[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda e: (e.figure.as_of is None, e.figure.as_of or "", e.figure.page, e.figure.span, e.candidate.key))


def _once_per_address(entries: Sequence[_Entry]) -> list[_Entry]:
    """Of several captures of one address each number of one voice once: the capture that comes first by day and id."""
    seen: dict[tuple[object, ...], str] = {}
    kept = []
    for entry in entries:
        figure = entry.figure
        key = (entry.url, figure.low, figure.high, figure.unit, figure.of, entry.speaker, figure.stance)
        if entry.url is None or seen.setdefault(key, figure.page) == figure.page:
            kept.append(entry)
    return kept


def _origins(entries: Sequence[_Entry]) -> list[str]:
    """The origin of each figure. A number that a page gives in its own voice and also lays to a speaker (title and text) is
    that speaker's; one that it lays to a country (`Kiev`) and to a body of that country is the body's."""
    origins = origins_of([entry.voice for entry in entries])
    told: dict[tuple[object, ...], str] = {}
    for e, origin in zip(entries, origins, strict=True):
        if e.voice.named and not e.country:
            told.setdefault((*_number_on_page(e), e.figure.side), origin)
            told.setdefault(_number_on_page(e), origin)
    found = []
    for e, origin in zip(entries, origins, strict=True):
        if e.country and e.figure.side:
            origin = told.get((*_number_on_page(e), e.figure.side), origin)
        found.append(origin if e.voice.named else told.get(_number_on_page(e), origin))
    return found


def _number_on_page(entry: _Entry) -> tuple[object, ...]:
    return entry.figure.page, entry.figure.low, entry.figure.high


def _fact(fact: str, entries: Sequence[_Entry], counted: Counted, linked: Sequence[LinkedFact]) -> Fact:
    asserted = [entry for entry in entries if entry.figure.stance == ASSERTED]
    origins = dict(zip((e.candidate.key for e in entries), _origins(entries), strict=True))
    given = [Given(figure=e.figure, speaker=e.speaker, side=e.figure.side, toll=counted.toll) for e in asserted]
    pairs = tuple(compare_pair(left, right) for left, right in pairs_of(given, [origins[e.candidate.key] for e in asserted]))
    independent = {origins[entry.candidate.key] for entry in asserted}
    verdict, rule, because = judge(pairs, asserted=len(asserted), origins=len(independent))
    return Fact(
        id=fact,
        title=title_of(fact, [e.candidate for e in entries], load_pack(entries[0].language)),
        verdict=verdict,
        rule=rule,
        because=because,
        origins=len(independent),
        figures=tuple(msgspec.structs.replace(e.figure, origin=origins[e.candidate.key]) for e in entries),
        pairs=pairs,
        linked=tuple(linked),
    )
