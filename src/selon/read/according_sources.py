"""Whom a phrase like `selon X` names, and where that phrase ends."""

from __future__ import annotations

from selon.model import Span
from selon.read.clauses import starts_with
from selon.read.given_by import before_participle, gives
from selon.read.passages import Passage
from selon.read.phrases import has_finite, hyphen, is_finite, opens_amount, phrase_end, span_of

_NAME = 7
_CLOSING = frozenset('"»”')


def closing_mark(passage: Passage, name: int) -> int:
    """Where the marks round a source's name close."""
    return next((n for n in range(name, min(name + _NAME, passage.count)) if passage.low[n] in _CLOSING), name)


def without_subject(passage: Passage, start: int, end: int) -> int:
    """`Selon la police, Paul Roux a fui`: where a comma parts source and name, the name is the clause's subject if its verb follows, or if the
    source is a body."""
    comma = next((n for n in range(start + 1, end) if passage.low[n] == ","), end)
    return comma if _verb_at(passage, end) or _is_body(passage, start, comma) else end


def aside_end(passage: Passage, start: int, end: int, opens_late: bool) -> int:
    """Past what belongs to the source's phrase at `[start, end)`: an apposition in commas, a participle with its complement."""
    at, body = end, _is_body(passage, start, end)
    if passage.low[at] in passage.words.relative:  # `selon un habitant qui a fui, …`
        close = next((n for n in range(at, passage.count) if passage.low[n] == ","), None)
        return close if close is not None and has_finite(passage, close, passage.count) else at
    if _opens_clause(passage, at):  # `selon la mairie ils devaient …`, `selon la mairie la route est …`
        return at
    while (
        at < passage.count
        and passage.low[at] not in (",", ":", ".", ";", "»", "«")
        and passage.quote_at(passage.starts[at]) is None
        and not has_finite(passage, at, at + 1)
        and not (passage.low[at] in passage.words.joins and has_finite(passage, at + 1, at + 2))
    ):
        at += 1
    aged = passage.low[at] == "," and passage.low[at + 1].isdigit() and passage.low[at + 2] in passage.words.age_units
    at += 3 * (aged and passage.low[at + 3] == ",")  # `selon Ada Blin, 52 ans, | infirmière, …`
    if (relative := _relative_end(passage, at)) is not None:
        return relative
    verb = next((n for n in range(at, passage.count) if has_finite(passage, n, n + 1)), passage.count)
    opens = next(
        (n for n in range(at, passage.count) if passage.low[n] == ":" or passage.quote_at(passage.starts[n]) is not None),
        passage.count,
    )
    parted = passage.low[opens] == ":" or opens == at + 1 or passage.low[opens - 1] == ";"
    apposed = passage.low[opens - 1] == "," and opens - 1 > at and _is_apposition(passage, at + 1, opens - 1, of_body=body)
    if passage.low[at] == "," and opens < verb and opens - at < 20 and (parted or apposed):
        return opens
    if passage.low[at] == "," and opens_late and verb == passage.count and _is_apposition(passage, at + 1, verb, of_body=body):
        return verb
    if passage.low[at] == "," and (close := next((n for n in range(at + 1, min(at + 16, passage.count)) if passage.low[n] == ","), None)) is not None:
        own = verb - 1
        while passage.low[own] in passage.words.clitics:
            own -= 1
        if _is_apposition(passage, at + 1, close, of_body=body) and (verb == passage.count or (passage.low[own] != "," and own > close)):
            behind = _relative_end(passage, close)
            if behind is None:
                return close
            # `Selon la préfète, | le syndicat, qui compte 200 membres, appelle …`; but `Selon Paul Roux, le maire, qui …, | la route est …`
            return at if _verb_at(passage, behind + 1) else behind
    return at


def _verb_at(passage: Passage, at: int) -> bool:
    """A verb stands here, maybe behind its pronouns."""
    while passage.low[at] in passage.words.before_verb:
        at += 1
    return is_finite(passage, at)


def _opens_clause(passage: Passage, at: int) -> bool:
    """The clause begins right behind the source: with a pronoun, an amount, or an article and a noun that has a verb."""
    if passage.low[at] in passage.words.subject_pronoun or opens_amount(passage, at) or passage.low[at][:1].isdigit():
        return has_finite(passage, at, passage.count)
    return passage.low[at] in passage.words.articles and is_finite(passage, phrase_end(passage, at))


def _relative_end(passage: Passage, comma: int) -> int | None:
    """`selon le ministère, qui ne donne pas de date, …`: the comma that closes a relative clause behind the source."""
    if passage.low[comma] != "," or passage.low[comma + 1] not in passage.words.relative:
        return None
    close = next((n for n in range(comma + 2, passage.count) if passage.low[n] == ","), None)
    return close if close is not None and has_finite(passage, close, passage.count) else None


def _is_body(passage: Passage, start: int, end: int) -> bool:
    """Its head names an office or a paper: no person's name can say who it is (`selon la revue X, Paul Roux, de Gand, a …`)."""
    words = passage.words
    head = next((n for n in range(start, end) if passage.low[n] not in words.before_heads), start)
    return passage.low[head] in words.never_persons or passage.low[head] in words.media


def _is_apposition(passage: Passage, start: int, end: int, *, of_body: bool) -> bool:
    """Who or what the source is: `l'un des témoins`, `porte-parole du parti`, `un site spécialisé dans l'agriculture`."""
    bodies = passage.words.bodies | passage.words.media if passage.is_name(start - 2) else frozenset()
    spoken = start + (passage.low[start] in passage.words.determiners)
    if hyphen(passage, spoken + 1):  # `porte-parole de …`, `le porte-parole de …`
        return passage.low[spoken + 2] in passage.words.people and not has_finite(passage, spoken + 2, end)
    first = passage.low[start]
    if (has_finite(passage, start, end) and first not in passage.words.relative) or first in passage.words.these:
        return False  # `Selon l'agence, ces réfugiés, qui …, ont fui`
    return (
        first in passage.words.people
        or first in passage.words.bare_nouns
        or starts_with(passage, start, passage.words.one_of) > 0
        or (first in passage.words.before_nouns and passage.low[start + 1] in passage.words.people)
        or first in passage.words.asides
        or (passage.low[start + 1] in passage.words.people | bodies and first in passage.words.determiners)
        or (passage.is_name(start) and end - start <= 4 and not of_body)
        or (first in passage.words.inside_name and any(passage.is_name(n) for n in range(start + 1, min(start + 3, end))))
    )


def source_and_head(passage: Passage, start: int, end: int) -> tuple[Span | None, str]:
    """The source's span and the folded noun that heads the phrase. A document gives way to the body it names."""
    words = passage.words
    head = next((n for n in range(start, end) if passage.low[n] not in words.before_heads and passage.low[n] not in words.bare_of), start)
    noun = passage.low[head]
    if noun in words.documents or (noun in words.colleagues and passage.low[start] in words.our):
        owner = _owner(passage, head, end)
        if owner is not None:
            return owner, noun
    return span_of(passage, start, end), noun


def _owner(passage: Passage, head: int, end: int) -> Span | None:
    for at in range(head + 1, min(passage.count, max(end, head + 1) + 8)):
        low = passage.low[at]
        if low in (".", ";", ":", ",") or has_finite(passage, at, at + 1):
            return None
        if low in passage.words.inside_name or gives(passage, at):
            finish = without_subject(passage, at + 1, before_participle(passage, at + 1, phrase_end(passage, at + 1)))
            first = passage.low[at + 1]
            named = (
                passage.is_name(at + 1)
                or any(passage.is_name(n) for n in range(at + 1, finish))
                or any(passage.low[n] in passage.words.people for n in range(at + 1, finish))
            )
            if finish > at + 1 and (named or low in passage.words.given_by) and first not in passage.words.time:
                return span_of(passage, at + 1, finish)
    return None


def speaks(passage: Passage, at: int, start: int, end: int, head: str) -> bool:
    """The phrase names somebody, not a thing."""
    words = passage.words
    if starts_with(passage, at, words.of_source) or passage.low[start] in words.only_relative:
        return True
    people = any(passage.low[n] in words.people for n in range(start, end))
    named = any(passage.is_name(n) for n in range(start, end))
    if passage.low[at] in words.pronounced_for:
        return (
            (people or named)
            and head not in words.things
            and head not in words.documents
            and not head[:1].isdigit()
            and not _is_thing(passage, start, end)
        )
    own_words = head in words.terms and (passage.low[start] in words.points_back or _of_thing(passage, start, end))  # how it was said
    whose = any(passage.low[n] in words.people and passage.low[n] not in words.of_office for n in range(start, end))
    if head in words.ownerless and not named and not whose and passage.low[start] not in words.points_back:
        owner = _owner(passage, start, end)  # `des informations révélées par X`; but none in `des informations de presse`
        return owner is not None and gives(passage, passage.token_from(owner.start) - 1)
    ours = passage.low[start] in words.our and (head not in words.colleagues or _owner(passage, start, end) is None)
    owned = head in words.documents and _owner(passage, start, end) is not None  # `selon un article du Matin`
    return (head not in words.things or owned) and not ours and not own_words


def _of_thing(passage: Passage, start: int, end: int) -> bool:
    """`les termes de l'accord`."""
    words = passage.words
    of = next((n for n in range(start, end) if passage.low[n] in words.inside_name), end)
    noun = next((n for n in range(of + 1, end) if passage.low[n] not in words.before_heads), end)
    return passage.low[noun] in words.things


def _is_thing(passage: Passage, start: int, end: int) -> bool:
    """After `pour`, a name alone or a person; `pour la Russie` is for, not according to, unless a clause shows it: left to the comma."""
    return (
        passage.low[start][-2:] in passage.words.infinitive_endings and passage.low[start] not in passage.words.people and not passage.is_name(start)
    )
