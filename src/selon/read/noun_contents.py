"""What a noun phrase must have to say something: a figure, quoted words, an event with its participants."""

from __future__ import annotations

from selon.read.passages import Passage
from selon.read.phrases import opens_amount
from selon.read.said import is_infinitive

# An indefinite noun phrase of more words than this tells something new (`de fortes pluies pour demain`).
_TELLING = 4
# How many words stand at most before one or two quoted ones that are kept as said.
_BEFORE_LABEL = 3
# Digits with which a year begins, where these words stand before (`la présidentielle de 2017`, `en 2016`).
_CENTURIES, _IN = ("19", "20"), frozenset(("en",))


def fits(passage: Passage, frame: str, start: int, end: int) -> bool:
    """The phrase has what a verb in this frame says something with."""
    figure = has_figure(passage, start, _core_end(passage, start, end) if frame == "np" else end)
    if frame in ("figure", "demand") and passage.low[start] in passage.words.these:
        return False  # `a revendiqué ces deux attentats` only points back
    if frame in ("figure", "tally", "estimate"):
        return figure
    if frame == "fact" and (is_number(passage, start) or opens_amount(passage, start)):
        return False
    if frame == "attrib":
        return any(passage.low[n] in passage.words.to for n in range(start + 2, end - 1))
    if frame == "toll":
        return figure and any(passage.low[n] in passage.words.documents for n in range(start, min(start + 3, end)))
    if frame == "event":
        return figure or (end - start >= 2 and (passage.low[start] not in passage.words.points_back or _has_quote(passage, start, end)))
    if frame == "quoted":
        return _has_quote(passage, start, end)
    if frame == "view":
        seen = passage.low[start] in passage.words.articles | passage.words.indefinite and end - start >= 2
        return seen and passage.low[start + 1] not in passage.words.people  # `voit dans la rue un homme`
    if frame in ("deed", "plan"):
        return tells_event(passage, start, end) or (frame == "deed" and _has_quote(passage, start, end))
    if frame in ("np", "new") and _intends(passage, start):
        return True
    if frame == "charge":
        return any(passage.low[n] in passage.words.charges for n in range(start, min(start + 3, end)))
    if frame in ("np", "new") and passage.low[start + 1] in passage.words.no_events and passage.low[start] in passage.words.indefinite:
        return _has_quote(passage, start, end)
    head = start + (passage.low[start] in passage.words.indefinite or passage.low[start] in passage.words.determiners)
    new = passage.low[start] in passage.words.indefinite | passage.words.bare_of and passage.low[head] not in passage.words.no_events
    if frame == "demand":
        core = next((n for n in range(start, end) if passage.low[n] == ","), end)
        return figure or tells_event(passage, start, core) or (new and core - start >= 4)
    if frame == "new" and passage.low[start] in passage.words.points_back:
        return _has_quote(passage, start, end)  # `relève ses taux de 2 points`
    if frame == "new":
        return figure or _has_quote(passage, start, end) or (new and tells_event(passage, start, end))
    return (
        figure
        or tells_event(passage, start, end)
        or _has_quote(passage, start, end)
        or (passage.low[start] in passage.words.every and _has_complement(passage, start + 2, end))
        or (new and end - start > _TELLING and _has_complement(passage, start + 2, end))
    )


def _core_end(passage: Passage, start: int, end: int) -> int:
    """`les résultats, qui donnent …`: a relative clause only tells of what is known already."""
    words = passage.words
    return next((n for n in range(start, end) if passage.low[n] == "," and passage.low[n + 1] in words.only_relative), end)


def _intends(passage: Passage, start: int) -> bool:
    """`son intention de saisir la cour`."""
    words = passage.words
    link = start + 2 if passage.low[start + 2] in words.bare_of else start + 3
    means = passage.low[start] in words.points_back and passage.low[start + 1] in words.intents
    return means and passage.low[link] in words.bare_of and is_infinitive(passage, link + 1)


def _has_complement(passage: Passage, start: int, end: int) -> bool:
    return any(passage.low[n] in passage.words.links for n in range(start, end))


def has_figure(passage: Passage, start: int, end: int) -> bool:
    """A number stands there that is no year and no day."""
    return any(is_number(passage, n) for n in range(start, end))


def is_number(passage: Passage, n: int) -> bool:
    """The token is a number, and no year, no day and no part of a name."""
    low = passage.low[n]
    if not low[:1].isdigit():
        return low in passage.words.numbers
    named = passage.text[passage.starts[n] - 1 : passage.starts[n]].isalpha()  # `TF1`
    year = len(low) == 4 and low[:2] in _CENTURIES and passage.low[n - 1] in passage.words.bare_of | passage.words.time | _IN
    return not named and not year and passage.low[n + 1] not in passage.words.time


def _has_quote(passage: Passage, start: int, end: int) -> bool:
    """Quoted words: a few, or one or two, no name, right behind the first words (`un « recul »`, `une santé « fragile »`, `« la peur »`)."""
    words = passage.words
    label = passage.low[start] in words.determiners or passage.low[start + 1] in words.determiners
    low, high, near = passage.starts[start], passage.ends[end - 1], passage.starts[min(start + _BEFORE_LABEL, end - 1)]
    inside = [quote for quote in passage.quotes if low <= quote.outer.start < high]
    return any(
        len(quote.inner.of(passage.text).split()) >= 3
        or (label and quote.outer.start <= near and passage.text[quote.inner.start].islower() and quote.closed)
        for quote in inside
    )


def tells_event(passage: Passage, start: int, end: int) -> bool:
    """An event with its participants: a noun of happening that has a complement."""
    words = passage.words
    if end - start < 4 or passage.low[start] in words.points_back:
        return False
    for n in range(start, min(start + 4, end)):
        if n > start and passage.low[n] in words.inside_name and passage.low[start] in words.articles:
            return False  # `les chiffres du chômage`
        if is_event(passage, n):
            return any(
                passage.low[k] in words.inside_name or passage.low[k] in words.prepositions or passage.low[k] in words.given_by
                for k in range(n + 1, end)
            )
    return False


def is_event(passage: Passage, n: int) -> bool:
    """A noun of happening, known or by its ending."""
    words = passage.words
    low = passage.low[n]
    return low in words.event_nouns or (len(low) > 5 and low.endswith(words.event_endings) and low not in words.no_events)
