"""Noun phrases as content: they tell something by a figure, by quoted words or by an event with its participants.

X admet 63 morts      X annonce le boycott des instances      X exige la publication …      X parle de 63 tués, Y de 400
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selon.model import Span
from selon.read.adjuncts import adjuncts_end, past_aside
from selon.read.clauses import starts_with, trimmed
from selon.read.cues import Cue, adverb_starting
from selon.read.found import Found
from selon.read.noun_contents import fits, has_figure, is_number, tells_event
from selon.read.noun_ends import noun_phrase_end
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, names_somebody, opens_amount, phrase_end, span_of
from selon.read.said import Said, Sentence, is_infinitive, start_of
from selon.read.subjects import subject_before

# From so many words on, quoted ones stand without their article.
_LABEL = 3
# How many words the event has at most that somebody is said to have announced.
_EVENT_WORDS = 12
# Tokens of `tel est le dernier bilan provisoire`.
_SUMMED_UP = 10
FRAMES = ("figure", "tally", "np", "fact", "new", "deed", "plan", "view", "quoted", "event", "demand", "estimate", "attrib", "toll", "charge")


def noun_phrase(sentence: Sentence, cue: Cue) -> Said | None:
    """`admet 63 morts`, `annonce le boycott des instances`, `fait état de dégâts`, `exige la publication …`."""
    passage = sentence.passage
    frames = _frames_of(sentence, cue)
    at = _content_from(passage, cue, frames) if frames else None
    if at is None:
        return None
    aloud = says_aloud(passage, cue)
    phrase = noun_phrase_end(sentence, cue, at)
    beside = cue.mood == "gerund" and passage.is_word(cue.clitics_from - 1) and passage.low[cue.clitics_from - 1] not in passage.words.joins
    if passage.low[cue.clitics_from - 1] in passage.words.only_relative or aloud or beside:
        own = (n for n in range(at + 1, phrase) if passage.low[n] in passage.words.relative or is_finite(passage, n))
        verb = next((n for n in own if passage.quote_at(passage.starts[n]) is None), phrase)
        phrase = phrase if passage.low[verb] in passage.words.relative else verb
    if not cue.past and passage.low[at] in passage.words.indefinite:
        frames = [frame for frame in frames if frame != "plan"]
    if not any(fits(passage, frame, at, phrase) for frame in frames):
        return None
    subject = subject_before(passage, cue)
    if cue.mood in ("gerund", "infinitive") and subject is not None and not (aloud or _has_voice(passage, subject)):
        return None  # `des panneaux indiquant …`, `l'avion s'est écrasé après avoir signalé une panne`
    if subject is not None and not aloud and (_happens(passage, subject) or not _may_say(passage, cue, subject)):
        return None
    people = cue.past or (subject is not None and _has_people(passage, subject))
    lasts = not cue.past or (cue.first == cue.head and passage.low[cue.head].endswith(passage.words.past_endings))
    if not people or (lasts and not _happened(passage, at, phrase)):
        frames = [frame for frame in frames if frame != "tally"]
        if not any(fits(passage, frame, at, phrase) for frame in frames):
            return None
    stance_frame = next(frame for frame in frames if fits(passage, frame, at, phrase))
    label = _label(passage, at, phrase, 1 if cue.stance(stance_frame) != "expects" else _LABEL)
    return Said([label or trimmed(passage, passage.starts[at], passage.ends[phrase - 1])], stance_frame)


def _frames_of(sentence: Sentence, cue: Cue) -> list[str]:
    """The frames in which the verb may bring a noun phrase here; none where it brings another thing or nobody says it."""
    passage = sentence.passage
    frames = [frame for frame in FRAMES if cue.takes(frame) and (frame != "view" or _sees_in(passage, cue))]
    if (
        not frames
        or cue.passive
        or (cue.about and not cue.entry.tail)
        or cue.pronoun is not None
        or (cue.mood == "participle" and not shares_auxiliary(passage, cue))
    ):
        return []
    if passage.low[cue.last + 1] in passage.words.these and cue.first == sentence.cues[0].first:
        frames = [frame for frame in frames if frame != "charge"]  # `X a rejeté ces accusations` only points back; but `Y accuse X de …, mais X …`
    if cue.mood == "infinitive" and not (says_aloud(passage, cue) or said_besides(passage, cue)):
        frames = [frame for frame in frames if frame == "demand" and _has_asked(sentence, cue)]
    nobody = passage.low[cue.clitics_from - 1] in passage.words.nobody
    attributed = nobody and passage.words.phrases(passage.words.according).all_in(passage.lows, passage.low_set)
    if (nobody and (attributed or cue.takes("counted") or not cue.takes("figure", "estimate") or passage.quote_at(cue.span.start) is not None)) or (
        passage.low[cue.clitics_from - 1] in passage.words.relative and not cue.takes("que", "event", "attrib")
    ):
        return []
    return frames


def _content_from(passage: Passage, cue: Cue, frames: Sequence[str]) -> int | None:
    """Where the noun phrase begins, past adjuncts, prepositions and whom one asks; None where none stands there."""
    amount = "estimate" in frames and passage.low[cue.last + 1] in passage.words.to | passage.words.bare_of
    at = cue.last + 1 if amount else adjuncts_end(passage, cue.last + 1)
    at = past_aside(passage, at)
    at += passage.low[at] in passage.words.either  # `exige soit A, soit B`
    if cue.only and passage.low[at] in passage.words.that:
        at += 1
    if at > cue.last + 1 and passage.low[at - 1] in passage.words.every:
        at -= 1  # `dément tout lien`: here the adverb is a determiner
    if cue.takes("demand") and (asked := _asked_of(passage, cue.last + 1 if passage.low[cue.last + 1] in passage.words.to else at)):
        at = asked
    if passage.low[at] in passage.words.bare_of | passage.words.to and "estimate" in frames:
        at += 1
    elif (passage.low[at] in passage.words.governs and not opens_amount(passage, at)) or (
        not passage.is_word(at) and passage.quote_at(start_of(passage, at)) is None
    ):
        return None
    if passage.low[at] in passage.words.bare_of and is_infinitive(passage, at + 1):
        return None
    if (
        at >= passage.count
        or (passage.low[at] in passage.words.bare_of and "event" not in frames and is_number(passage, at + 1))
        or passage.low[at] in passage.words.no_content
        or is_infinitive(passage, at)
        or is_finite(passage, at)
    ):
        return None
    return None if "demand" in frames and starts_with(passage, at, passage.words.not_demanded) else at


def _label(passage: Passage, start: int, end: int, least: int) -> Span | None:
    """`parle d'un « montage grossier et mensonger »`, `dénonce une « purge »`: the quoted words alone, where no more than an article stands before
    them and nothing behind; with fewer than three words only what is one thing, and `least` words."""
    words = passage.words
    first = start + (passage.low[start] in words.determiners | words.indefinite | words.bare_of)
    quotes = [quote for quote in passage.all_quotes if first < end and quote.outer.start == passage.starts[first]]
    last = next((n for n in range(end - 1, first, -1) if passage.is_word(n)), first)
    whole = (quote.inner for quote in quotes if quote.closed and quote.outer.end > passage.ends[last])
    least = least if passage.low[start] in words.single else _LABEL
    return next((inner for inner in whole if len(inner.of(passage.text).split()) >= least), None)


def _asked_of(passage: Passage, to: int) -> int:
    """Behind whom one asks (`demande au gouvernement des mesures pour …`): where begins what one asks for; 0 where nobody is named."""
    words = passage.words
    if passage.low[to] not in words.to:
        return 0
    end = phrase_end(passage, to + 1)
    if passage.low[to + 1] in words.behalf:
        return end  # `demande au nom des ravisseurs la libération de …`
    several = (n for n in range(end - 1, to + 1, -1) if passage.low[n] in words.indefinite & words.inside_name and not passage.is_name(n + 1))
    return next(several, end)


def _sees_in(passage: Passage, cue: Cue) -> bool:
    """`y voit un recul`, `voit dans cette loi un recul`: what stands for a thing, or names it, tells in what."""
    before = any(passage.low[n] in passage.words.seen_in for n in range(cue.clitics_from, cue.first))
    return before or passage.low[cue.last + 1 + adverb_starting(passage, cue.last + 1)] in passage.words.seen_in


def _may_say(passage: Passage, cue: Cue, subject: Span) -> bool:
    """The subject of this verb is one who says something with a noun phrase: `la vente a rapporté 600 euros` and a court's rulings do not."""
    if cue.takes("somebody", "view"):
        return _has_voice(passage, subject)
    if cue.takes("ruling") and _has_word(passage, subject, passage.words.courts):
        return False
    return cue.takes("que", "event", "estimate") or names_somebody(passage, subject)


def shares_auxiliary(passage: Passage, cue: Cue) -> bool:
    """`a salué les pompiers et annoncé 3 millions d'euros`, `aurait crié « … », et réclamé …`: a second participle behind one form of have."""
    if passage.low[cue.first - 1] not in passage.words.joins:
        return False
    end = passage.ends[cue.first - 2 - (passage.low[cue.first - 2] == ",")]
    if any(quote.outer.end == end for quote in passage.quotes):
        return any(passage.low[n] in passage.words.have for n in range(cue.first) if passage.quote_at(passage.starts[n]) is None)
    token = passage.node(cue.head)
    if token is None or not token.dep.startswith("conj"):
        return False
    return any(child.dep.startswith("aux") and passage.low_of(child) in passage.words.have for child in token.head.children)


def says_aloud(passage: Passage, cue: Cue) -> bool:
    """`ont défilé pour demander …`: who acts for this says it."""
    return cue.mood == "infinitive" and cue.takes("aloud") and passage.low[cue.clitics_from - 1] in passage.words.pronounced_for


def said_besides(passage: Passage, cue: Cue) -> bool:
    """`avant de dénoncer …`, `non sans rappeler …`: the subject of the sentence says this too."""
    return any(starts_with(passage, cue.clitics_from - length, passage.words.besides) == length for length in range(1, min(4, cue.clitics_from + 1)))


def _has_people(passage: Passage, subject: Span) -> bool:
    """A noun for people, a pronoun or an acronym: `la France compte 50 parcs` tells what she has."""
    acronym = any(len(word) > 1 and word.isupper() for word in re.split(r"[^\w]+", subject.of(passage.text)))
    return acronym or _has_word(passage, subject, passage.words.persons)


def _has_word(passage: Passage, phrase: Span, words: frozenset[str]) -> bool:
    return any(passage.low[n] in words for n in range(passage.token_from(phrase.start), passage.token_from(phrase.end)))


def _happened(passage: Passage, start: int, end: int) -> bool:
    """What is counted was struck or took place: `la police compte 50 blessés`; but `le syndicat compte 3 000 membres`."""
    return any(passage.low[n] in passage.words.tallied for n in range(start, end))


def _happens(passage: Passage, subject: Span) -> bool:
    """`ces attentats mettent l'accent sur …`: what happens says nothing."""
    first, last = passage.token_from(subject.start), passage.token_from(subject.end)
    head = next((n for n in range(first, last) if passage.low[n] not in passage.words.before_heads), first)
    noun = passage.low[head]
    return noun in passage.words.event_nouns and noun not in passage.words.voices and not passage.is_name(head)


def is_somebody(passage: Passage, subject: Span) -> bool:
    """A pronoun, a name, or a noun for people."""
    numbers = range(passage.token_from(subject.start), passage.token_from(subject.end))
    return any((passage.is_name(n) and n > 0) or passage.low[n] in passage.words.persons for n in numbers) or (
        numbers.start == 0 and passage.is_name(0) and passage.low[0] not in passage.words.determiners
    )


def _has_voice(passage: Passage, subject: Span) -> bool:
    """Somebody, a body or a paper."""
    return is_somebody(passage, subject) or _has_word(passage, subject, passage.words.voices | passage.words.bodies)


def _has_asked(sentence: Sentence, cue: Cue) -> bool:
    """`dit avoir demandé le retrait de Y`: what is said is that one has asked for it."""
    passage = sentence.passage
    asked = passage.low[cue.first] in passage.words.to_have_or_be
    return asked and any(other.takes("inf") and adjuncts_end(passage, other.last + 1) == cue.clitics_from for other in sentence.cues)


def past_participle(sentence: Sentence, cue: Cue) -> Said | None:
    """`les 5 937 morts annoncés par X`, `la levée du blocus exigée par X`: a figure or an event with who gave or demanded it."""
    passage = sentence.passage
    if cue.mood != "participle":
        return None
    by = adjuncts_end(passage, cue.last + 1)
    by = next((n for n in range(cue.last + 1, max(by, cue.last + 1) + 1) if passage.low[n] in passage.words.given_by), by)
    if passage.low[by] not in passage.words.given_by:
        return None
    source = span_of(passage, by + 1, phrase_end(passage, by + 1))
    if source is not None and (told := _summed_up(passage, cue.first)) is not None:
        return Said([told], "toll", source)
    event = _event_before(passage, cue.first)
    if source is not None and event is not None:
        frame = "demand" if cue.takes("demand") else "given"
        return Said([trimmed(passage, passage.starts[event], passage.ends[cue.first - 1])], frame, source)
    start = cue.first
    while start > 0 and passage.is_word(start - 1) and cue.first - start < 8 and not passage.low[start][:1].isdigit():
        start -= 1
    if source is None or not passage.low[start][:1].isdigit() or (start > 0 and not passage.text[passage.starts[start] - 1].isspace()):
        return None
    return Said([trimmed(passage, passage.starts[start], passage.ends[cue.first - 1])], "given", source)


def _summed_up(passage: Passage, end: int) -> Span | None:
    """`Deux noyés et 31 absents : tel est le bilan | donné par X`: what stands before the mark, with its figures."""
    words = passage.words
    mark = next((n for n in range(end - 2, max(0, end - _SUMMED_UP), -1) if passage.low[n] in {":", ","}), 0)
    sums_up = mark > 0 and starts_with(passage, mark + 1, words.sums_up) and any(passage.low[n] in words.documents for n in range(mark + 1, end))
    if not sums_up or not has_figure(passage, 0, mark) or has_finite(passage, 0, mark):
        return None
    return trimmed(passage, passage.starts[0], passage.starts[mark])


def _event_before(passage: Passage, end: int) -> int | None:
    """Where the noun phrase begins that ends here and tells an event with its participants: `la fermeture du site annoncée par X`."""
    words = passage.words
    for start in range(max(0, end - _EVENT_WORDS), end - 3):
        opens = passage.low[start] in words.articles | words.indefinite and not passage.is_name(start - 1)
        if opens and phrase_end(passage, start, end) == end and tells_event(passage, start, end):
            return start
    return None


def gapped(sentence: Sentence, cue: Cue, said: Said) -> tuple[Said, Found] | None:
    """`Moscou parle de 63 tués, Kiev de 400`: after a comma a second source with its figure, and the verb of the first."""
    passage = sentence.passage
    if said.frame not in ("figure", "tally", "np", "event", "estimate") or len(said.spans) != 1:
        return None
    span = said.spans[0]
    first, last = passage.token_from(span.start), passage.token_from(span.end)
    for comma in range(first + 1, last):
        if passage.low[comma] not in passage.words.breaks:
            continue
        finish = phrase_end(passage, comma + 1, last)
        at = next((n for n in range(comma + 1, last) if opens_amount(passage, n) or passage.low[n][:1].isdigit()), None)
        if at is None or not _gapped_subject(passage, comma + 1, at, finish):
            continue
        name_end = at - 1 if passage.low[at - 1] in passage.words.inside_name else at
        other = trimmed(passage, passage.starts[at], span.end)
        source = span_of(passage, comma + 1, name_end)
        own = trimmed(passage, span.start, passage.starts[comma])
        if other is not None and own is not None:
            found = Found(
                content=(other,), cue=cue.span, source=source, stance=cue.stance(said.frame), rule="gap/1", passage=sentence.number, strength=4
            )
            return Said([own], said.frame), found
    return None


def _gapped_subject(passage: Passage, start: int, figure: int, finish: int) -> bool:
    """The words between comma and figure are a phrase for somebody, with no verb, and perhaps `de`."""
    bare = figure - 1 if passage.low[figure - 1] in passage.words.inside_name else figure
    source = span_of(passage, start, bare)
    words = passage.words
    thing = passage.low[start] in words.indefinite and passage.low[start + 1] not in words.people  # `une hausse de 3 %, une baisse de 2 %`
    starts = (passage.low[start] in words.articles and not thing) or passage.is_name(start)
    return (
        starts
        and source is not None
        and bare - start <= 8
        and not any(passage.low[n] in passage.words.joins for n in range(start, bare))
        and passage.quote_at(passage.starts[figure]) is None
        and all(passage.is_word(n) or passage.low[n] in {"-", "(", ")"} for n in range(start, bare))
        and not any(passage.low[n] == "(" and not any(passage.low[k] == ")" for k in range(n, start)) for n in range(max(0, start - 12), start))
        and finish <= figure + 6
        and not has_finite(passage, start, figure)
        and names_somebody(passage, source)
    )
