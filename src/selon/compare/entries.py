"""A figure with everything that comparing needs: made once from its page's reading, so that the page is not needed again."""

from __future__ import annotations

import msgspec

from selon.compare.candidate import Candidate
from selon.compare.link import candidates_of, language_of, surroundings_of
from selon.compare.notices import Notices, notices_of
from selon.compare.origins import Voice, voice_of
from selon.languages import load_pack
from selon.languages.fold import fold
from selon.model import FactFigure, Figure, Reading, Stance, Statement
from selon.resolve.surroundings import Surroundings

ASSERTED: Stance = "asserts"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A figure on its way into a fact.

    `speaker`: one key for who vouches, None where nobody is named; `country`: that is named as a country or a seat of government only;
    `url`, `published`: the address and the day of the page; `notice`: the words of the notice of change in which the figure stands;
    `notices`: those of its page that name no number; `noted`: its page has any.
    """

    candidate: Candidate
    figure: FactFigure
    voice: Voice
    speaker: str | None
    url: str | None
    published: str | None
    language: str
    country: bool = False
    notice: str | None = None
    notices: tuple[str, ...] = ()
    noted: bool = False

    @property
    def asserted(self) -> bool:
        """Whether somebody says that it is so."""
        return self.figure.stance == ASSERTED


def entries_of(reading: Reading) -> list[Entry]:
    """The figures of one page, in their order."""
    if not reading.figures:
        return []
    around = surroundings_of(reading)
    notices = notices_of(around, load_pack(language_of(reading)))
    found = candidates_of(reading, around)
    return [_entry(reading, figure, candidate, around, notices) for figure, candidate in zip(reading.figures, found, strict=True)]


def _entry(reading: Reading, figure: Figure, candidate: Candidate, around: Surroundings, notices: Notices) -> Entry:
    article, quantity = reading.article, candidate.quantity
    statement = around.statements.get(figure.statement) if figure.statement else None
    vouching = around.voucher(statement) if statement else None
    voice = (vouching.actor or vouching.speaker) if vouching else None
    notice = notices.around(quantity.span)
    return Entry(
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
            speaker=statement.speaker if statement else None,
            side=around.speaker_side(vouching) if vouching else None,
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
        published=article.published,
        language=language_of(reading),
        notice=notice.of(article.text) if notice else None,
        notices=tuple(span.of(article.text) for span in notices.spans if not any(span.covers(q.span) for q in reading.quantities)),
        noted=bool(notices.spans),
    )


def _stance(statement: Statement | None, candidate: Candidate) -> Stance:
    """What is called possible or feared is expected, whoever says so."""
    stance = statement.stance if statement else ASSERTED
    return "expects" if candidate.counted.possible and stance == ASSERTED else stance
