"""Who the verb of saying has as its subject behind it: the pronoun beside it (`a-t-il dit`), or the phrase that follows (`a dit jeudi le maire`)."""

from __future__ import annotations

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.cues import Cue, adverb_starting
from selon.read.given_by import source_of
from selon.read.passages import Passage
from selon.read.phrases import has_finite, hyphen, listed_end, phrase_end, span_of

_LONGEST_ASIDE = 30


def subject_after(passage: Passage, cue: Cue, stop: int | None = None) -> Span | None:
    """The inverted subject: the pronoun inside the group, else the noun phrase that follows it (adjuncts between are skipped)."""
    key = (subject_after, cue.first, stop)
    if key not in passage.answers:
        passage.answers[key] = _find_after(passage, cue, stop)
    found: Span | None = passage.answers[key]
    return found


def _find_after(passage: Passage, cue: Cue, stop: int | None) -> Span | None:
    if cue.pronoun is not None:
        return pronoun_subject(passage, cue.pronoun) or learnt_from(passage, cue)
    at = adjuncts_end(passage, cue.last + 1, stop)
    once = at + passage.words.phrases(passage.words.once).starting(passage.lows, at)
    at = once if passage.low[once] in passage.words.determiners or passage.is_name(once) else at  # `a noté un jour le chef`
    if passage.low[at] == ",":
        if (behind := _behind_medium(passage, cue, at)) is not None:
            return behind
        inner = adjuncts_end(passage, at + 1, stop)
        if inner > at + 1 and passage.low[inner] == ",":
            at = adjuncts_end(passage, inner + 1, stop)
            at += at > inner + 1 and passage.low[at] == ","  # `avait dit, pour sa part, samedi, Anna Petit`
        elif passage.low[at + 1] in passage.words.without and (close := _next_comma(passage, at + 2)) is not None:
            at = adjuncts_end(passage, close + 1, stop)
        elif at > cue.last + 1 and (
            (passage.is_name(at + 1) and passage.is_name(at + 2))
            or (passage.low[at + 1] in passage.words.determiners and passage.low[at + 2] in passage.words.people)
        ):
            at += 1  # `a déclaré lors d'un point de presse à Nairobi, Jane Mwangi, directrice de …`
        elif (close := _mood_end(passage, at + 1)) is not None:
            at = close + 1
    points = passage.low[at] in passage.words.this and passage.is_word(at + 1) and passage.low[at + 1] not in passage.words.phrase_ends
    no_phrase = passage.words.no_subject
    if not passage.is_word(at) or (passage.low[at] in passage.words.phrase_ends and not points) or passage.low[at] in no_phrase:
        return _behind_medium(passage, cue, at)
    end = max(phrase_end(passage, at, stop), listed_end(passage, at, stop) if is_plural(passage, cue) else at)
    return (_heard_by(passage, at) if cue.takes("hears") else None) or span_of(passage, at, end)


def is_plural(passage: Passage, cue: Cue) -> bool:
    """The verb has an ending of the plural."""
    return any(passage.low[n].endswith(passage.words.plural_ending) for n in range(cue.first, cue.head + 1))


def _behind_medium(passage: Passage, cue: Cue, end: int) -> Span | None:
    """`au micro de Radio Sud Anna Petit, la porte-parole`: two capitalised words that what they are stands behind, at the end of a longer run."""
    words = passage.words
    apposed = passage.low[end] == "," and (
        passage.low[end + 1] in words.people | words.only_relative or passage.low[end + 2] in words.people or hyphen(passage, end + 3)
    )
    run = end
    while run - 1 > cue.last and (passage.is_name(run - 1) or hyphen(passage, run - 1) or passage.low[run - 1].isdigit()):
        run -= 1
    opens = passage.low[run - 1]
    article = opens in words.articles or (opens in words.contracted and opens not in words.bare_of)
    named = end - run >= 3 if article else end - run >= 4 and opens in words.links  # `auprès du Phare Anna Petit`: no person has an article
    return span_of(passage, end - 2, end) if apposed and named and passage.is_name(end - 2) else None


def _mood_end(passage: Passage, at: int) -> int | None:
    """The comma that closes a word or two on the speaker's mood: `a commenté, laconique, le chef`, `a dit, très ému, Paul Roux`."""
    close = next((n for n in (at + 1, at + 2) if passage.low[n] == ","), None)
    if close is None or not all(passage.is_word(n) and not passage.is_name(n) for n in range(at, close)) or has_finite(passage, at, close):
        return None
    opened = passage.low[at] in passage.words.articles or passage.low[at] in passage.words.people
    return close if not opened and (passage.low[close + 1] in passage.words.articles or passage.is_name(close + 1)) else None


def _next_comma(passage: Passage, start: int) -> int | None:
    """The comma that closes an aside without a finite verb."""
    close = next((n for n in range(start, min(start + _LONGEST_ASIDE, passage.count)) if passage.low[n] == ","), None)
    return close if close is not None and not has_finite(passage, start, close) else None


def pronoun_subject(passage: Passage, number: int) -> Span | None:
    """The pronoun inside the group, unless it stands for nobody (`dit-on`)."""
    return None if passage.lows[number] in passage.words.nobody else Span(passage.starts[number], passage.ends[number])


def learnt_from(passage: Passage, cue: Cue) -> Span | None:
    """Whom `on` has it from: `a-t-on appris de source policière`, `apprend-on auprès du parquet`, `on apprend de source sûre que …`."""
    words = passage.words
    at = cue.last + 1
    while length := adverb_starting(passage, at) or int(passage.low[at] in words.time):
        at += length
    noun = at + 2 if passage.low[at + 1] in words.before_nouns else at + 1  # `de même source`
    told_of = words.contracted.get(passage.low[at]) in words.bare_of  # `a-t-on appris des secouristes`
    if told_of and passage.low[at + 1] in words.people | words.bodies:
        return span_of(passage, at + 1, phrase_end(passage, at + 1))
    if passage.low[at] in words.bare_of and (passage.low[noun] in words.people or _definite_body(passage, at + 1)):
        return span_of(passage, at + 1, phrase_end(passage, at + 1))
    side = at + (passage.low[at] in words.of_article and passage.low[at + 1] in words.same_from)  # `du côté de la préfecture`
    if (side > at or passage.low[at] in words.from_somebody) and passage.low[side + 1] in words.inside_name:
        return span_of(passage, side + 2, phrase_end(passage, side + 2))
    inside = at + 3 if passage.low[at] in words.to and passage.low[at + 1] in words.inside_of else at + 1  # `au sein du parti`
    if inside > at + 1 or (passage.low[at] in words.written_in and passage.low[at + 2] in words.circles):  # `dans l'entourage du maire`
        return span_of(passage, inside, phrase_end(passage, inside))
    if passage.low[at] in words.written_in and (end := phrase_end(passage, at + 1)) > at + 1:  # `peut-on lire dans un communiqué de la mairie`
        owner, whole = source_of(passage, at + 1, end), span_of(passage, at + 1, end)
        return owner if owner != whole else None
    if passage.low[at] in words.to | words.chez and (end := phrase_end(passage, at + 1)) > at + 1:  # `indique-t-on à la préfecture`
        head = at + 2 if passage.low[at + 1] in words.determiners else at + 1
        staffed = passage.low[head] in words.staffed or (passage.is_name(head) and passage.low[at] in words.chez)
        return span_of(passage, at + 1, end) if staffed else None
    return span_of(passage, at + 1, phrase_end(passage, at + 1)) if passage.low[at] in words.given_by else None


def _definite_body(passage: Passage, at: int) -> bool:
    """`la préfecture`, `l'armée`."""
    return passage.low[at] in passage.words.articles and passage.low[at + 1] in passage.words.bodies | passage.words.people


def _heard_by(passage: Passage, at: int) -> Span | None:
    """Whom a medium has it from: `a appris l'AFP de sources hospitalières et d'un élu`, `a appris Reuters auprès de la préfecture`."""
    words = passage.words
    for link in range(at + 1, min(at + 5, passage.count)):
        low = passage.low[link]
        if low in words.from_somebody:
            first = link + 2
        elif low in words.bare_of and (passage.low[link + 1] in words.indefinite | words.people or _definite_body(passage, link + 1)):
            first = link + 1
        else:
            continue
        return span_of(passage, first, phrase_end(passage, first))
    return None
