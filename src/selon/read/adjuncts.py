"""What stands between a verb and its subject or content, read on the surface: adverbs, times, phrases with a preposition, asides."""

from __future__ import annotations

from collections.abc import Sequence

from selon.read.asked import once
from selon.read.cues import Cue, adverb_starting
from selon.read.passages import Passage
from selon.read.phrases import has_finite, opens_amount, phrase_end

_MAX_BETWEEN = 25
_TITLE_WORDS = 4
# What stands round an aside.
_ASIDE = frozenset(",–—")


@once
def adjuncts_end(passage: Passage, start: int, stop: int | None = None) -> int:
    """Skip what may stand between a verb and its subject or content: adverbs, times, phrases with a preposition, asides in commas."""
    words = passage.words
    stop = passage.count if stop is None else stop
    at = start
    while at < stop:
        low = passage.low[at]
        length = adverb_starting(passage, at)
        if length:
            at += length
        elif low in words.time or (low in words.time_openers and _is_time(passage, at)) or (at > start and _goes_on_in_time(passage, at)):
            at = _time_end(passage, at, stop)
        elif low in words.prepositions:
            end = _prepositional_end(passage, at, stop)
            if end == at:
                return at
            at = end
        elif at == start and low in words.negator and not opens_amount(passage, at):
            at += 1
        else:
            return at
    return at


def past_aside(passage: Passage, at: int) -> int:
    """Past an aside of adjuncts in commas that begins here (`a indiqué, dans une note, soutenir …`); `at` where none does."""
    close = adjuncts_end(passage, at + 1) if passage.low[at] == "," else at
    return close + 1 if close > at + 1 and passage.low[close] == "," else at


def _goes_on_in_time(passage: Passage, at: int) -> bool:
    """`lundi 2 janvier`: the number of a day behind its name; `la nuit de lundi à mardi`, `ce mois-ci`: what joins one time to another."""
    words, low = passage.words, passage.low[at]
    if passage.low[at - 1] not in words.time or not low:
        return False
    if low.isdigit():
        return _is_month(passage, at + 1)
    joins = low in words.inside_name or low in words.to
    return joins and (passage.low[at + 1] in words.time or (passage.low[at + 1].isdigit() and _is_month(passage, at + 2)))


def _is_month(passage: Passage, at: int) -> bool:
    """A word of time stands here, or behind the `er` of a month's first day."""
    return passage.low[at + (passage.low[at] in passage.words.first_day)] in passage.words.time


def _is_time(passage: Passage, at: int) -> bool:
    after = passage.low[at + 1]
    if at > 0 and passage.is_name(at + 1) and passage.is_name(at):
        return False  # `rapporte Le Matin`
    if after in passage.words.time_edges and passage.low[at] in passage.words.determiners:
        return False  # `la fin de l'aide` is a thing, `fin mars` a time
    if after in passage.words.time_adjectives and passage.low[at + 2] not in passage.words.time:
        return False  # `ce dernier` is somebody, `ce dernier mardi` a time
    return (
        after in passage.words.time
        or (after.isdigit() and _is_month(passage, at + 2))
        or (after[:1].isdigit() and passage.low[at + 2] in passage.words.time)
    )


def _time_end(passage: Passage, at: int, stop: int) -> int:
    while at < stop and (
        passage.low[at] in passage.words.time
        or (passage.low[at - 1] == "-" and passage.low[at - 2] in passage.words.time)
        or (passage.low[at] in passage.words.inside_name | passage.words.to and _goes_on_in_time(passage, at))
        or (passage.low[at] in passage.words.time_openers and _is_time(passage, at))
        or passage.low[at].isdigit()
        or (passage.low[at] in passage.words.first_day and passage.low[at - 1].isdigit())
        or passage.low[at] == "-"
    ):
        at += 1
    return at


def _prepositional_end(passage: Passage, at: int, stop: int) -> int:
    words = passage.words
    end = at + 1
    if opens_amount(passage, at) or _opens_infinitive(passage, end):
        return at
    if passage.low[end] in words.stressed and passage.low[at] not in words.to:
        return end + 1  # `avait reconnu avant elle l'avocat`
    if passage.low[end] in passage.words.that or (passage.low[end] in passage.words.subject_pronoun and passage.low[at] not in passage.words.to):
        return at
    if (titled := _title_end(passage, end, stop)) > end:
        return titled
    finish = phrase_end(passage, end, stop)
    if finish <= end:
        return at
    # `lors d'une réunion à Lyon, Jean Dupont`: a name after a comma belongs to a person or a body only.
    finish = next((n for n in range(end + 2, finish) if _opens_infinitive(passage, n) and passage.low[n - 1] not in words.links), finish)
    comma = next((n for n in range(end, finish) if passage.low[n] == ","), finish)
    if comma < finish and not any(passage.low[n] in passage.words.staffed for n in range(end, comma)):
        finish = comma
    for link in range(end + 1, finish - 1):
        article = passage.low[link] in words.indefinite and passage.low[link] in words.inside_name
        told = passage.is_name(link - 1) or passage.low[link - 1] in words.told
        if article and told and _opens_people(passage, link):
            return link  # `à l'AFP des sources policières`
    # `à la presse Jean Dupont`: who is told is one phrase, the name that follows another.
    for name in range(end + 1, finish - 1):
        two = passage.is_name(name) and (passage.is_name(name + 1) or passage.low[name + 1] in words.name_particles)
        own = passage.is_name(name - 1) and passage.low[name - 1] in words.bodies  # `à l'Agence France Presse`
        told = passage.low[name - 1] in words.told or passage.low[name - 1] in words.documents  # `dans un communiqué Paul Roux`
        if (told and two and not own) or passage.low[name] in words.counsel:
            return name
    return finish


def _title_end(passage: Passage, at: int, stop: int) -> int:
    """Behind a short name in quotation marks, and whose it is: `au « Grand Soir » de Radio Lune`; `at` where none stands here."""
    quote = passage.quote_at(passage.starts[at]) if passage.quotes and at < stop else None
    if quote is None or quote.outer.start != passage.starts[at] or not quote.closed or len(quote.inner.of(passage.text).split()) > _TITLE_WORDS:
        return at
    end = passage.token_from(quote.outer.end)
    return phrase_end(passage, end + 1, stop) if end < stop and passage.low[end] in passage.words.inside_name else end


def _opens_people(passage: Passage, article: int) -> bool:
    """A noun for people follows the article."""
    noun = article + 2 if passage.low[article + 1] in passage.words.before_nouns else article + 1
    return passage.low[noun] in passage.words.people


def _opens_infinitive(passage: Passage, at: int) -> bool:
    token = passage.node(at) if at < passage.count else None
    return token is not None and token.verb_form == "Inf" and not passage.is_name(at)  # `a dit à CNBC que …`


def _takes_the_next(passage: Passage, cue: Cue) -> bool:
    """`, affirmant que …`: the conjunction is the participle's."""
    return cue.mood == "gerund" and cue.takes("que") and passage.low[cue.last + 1] in passage.words.that


def _is_relative(passage: Passage, that: int) -> bool:
    """`répond aux questions que pose le juge`: the tree has a pronoun, and the verb follows at once."""
    token = passage.node(that)
    return token is not None and token.pos == "PRON" and token.head.number == token.number + 1


def find_that(passage: Passage, cue: Cue, cues: Sequence[Cue]) -> int | None:
    """The number of the `que` that opens what this cue reports; adjuncts, asides and a person told may stand between."""
    words = passage.words
    if passage.last_that <= cue.last:
        return None
    at = adjuncts_end(passage, cue.last + 1)
    if passage.low[at] in words.bare_of and passage.low[at + 1] in words.people:
        at = phrase_end(passage, at + 1)  # `on apprend de source sûre que …`
    elif words.contracted.get(passage.low[at]) in words.bare_of and cue.takes("demand"):
        at = phrase_end(passage, at + 1)  # `exige du ministère qu'il …`
    if passage.low[at] in words.that:
        tells_when = passage.low[at - 1] in words.at_that_time  # `avançait alors que le feu était rouge`
        others = any(other.last == at - 1 and other is not cue and _takes_the_next(passage, other) for other in cues)  # `dit-il en précisant que`
        return at if at == cue.last + 1 or not (tells_when or others or _is_relative(passage, at)) else None
    if (length := words.phrases(words.the_fact).starting(passage.lows, at)) and passage.low[at + length] in words.that and not cue.takes("reason"):
        return at + length  # `dénonce le fait que …`
    if passage.low[at] in words.this and passage.low[at + 1] in words.that and passage.low[at - 1] in words.links:
        return at + 1
    if passage.low[at + 1] in words.this and passage.low[at + 2] in words.that and passage.low[at] in words.links:
        return at + 2
    if at == cue.last + 1 and passage.low[at] not in _ASIDE and not cue.takes("obj_que") and cue.pronoun is None:
        return None
    parted = False
    for number in range(cue.last + 1, min(cue.last + _MAX_BETWEEN, passage.count)):
        low = passage.low[number]
        parted = parted or low == ","
        if low in words.bare_of and cue.takes("a_de", "de") and _opens_infinitive(passage, number + 1) and not parted:
            return None  # `demande aux élus d'appliquer l'accord, que le maire avait signé`
        if low in words.that:
            token = passage.node(number)
            aside = passage.low[at] in _ASIDE and passage.low[at] == passage.low[number - 1]  # `a annoncé, en larmes, qu'il …`
            relative = (
                token is not None
                and token.pos == "PRON"
                and token.dep != "mark"
                and not aside
                and not (cue.takes("obj_que") and phrase_end(passage, cue.last + 1) == number)
            )
            only = any(passage.low[n] in words.negation for n in range(cue.last + 1, number))  # `dit n'avoir visé que des dépôts`
            return (
                number
                if not relative and not only and passage.low[number - 1] not in words.comparatives and not has_finite(passage, cue.last + 1, number)
                else None
            )
        if (
            (not passage.is_word(number) and low not in (",", "-", "–", "—", "(", ")", "@", "’", "'", '"', "«", "»", "“", "”"))
            or low in words.relative
            or any(other.first == number and (other.mood == "finite" or _takes_the_next(passage, other)) for other in cues)
        ):
            return None
    return None
