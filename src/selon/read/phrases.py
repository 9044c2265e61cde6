"""Noun phrases, read on the surface: where a source begins and ends.

The tree says which word is the subject (see subjects); the words around it say how far the phrase goes, which is where parsers err on pages
with odd marks.
"""

from __future__ import annotations

from selon.model import Span
from selon.read.asked import once
from selon.read.cues import adverb_starting
from selon.read.passages import Passage

_MAX_PHRASE = 30
_MAX_FIELDS = 16
_MAX_PARTICLES, _MAX_CIVILITY = 3, 4


def is_finite(passage: Passage, number: int) -> bool:
    """The token is a verb in a finite form, as far as words and tree tell."""
    low = passage.low[number]
    if low in passage.words.finite:
        return len(low) > 1 or not (passage.is_name(number) and passage.is_name(number + 1))  # `A Lille`, whose accent is missing
    if not low[:1].isalpha() or passage.is_name(number):
        return False
    return number in passage.finite_verbs or (passage.low[number - 1] in passage.words.reflexive and _is_reflexive(passage, low))


def _is_reflexive(passage: Passage, low: str) -> bool:
    """`le bilan s'alourdit`, which the parser may take for anything: behind `se` stands a verb, here no infinitive and no participle."""
    words = passage.words
    return low not in words.clitics and not low.endswith((*words.infinitive_endings, words.gerund_ending))


def has_finite(passage: Passage, start: int, end: int) -> bool:
    """A finite verb stands among these tokens."""
    for number in range(start, end):  # noqa: SIM110 - asked of every clause: no generator for each
        if is_finite(passage, number):
            return True
    return False


def names_somebody(passage: Passage, source: Span) -> bool:
    """The phrase has a name in it, a word for people, bodies or documents, or is indefinite (`un voisin`)."""
    words = passage.words
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    if passage.low[first] in words.indefinite | words.subject_pronoun:
        return True
    if passage.low[first] in words.points_back and passage.low[first + 1] in words.time_adjectives and last - first == 2:
        return True  # `ce dernier`
    return any(passage.is_name(n) or passage.low[n] in words.voices for n in range(first, last))


def is_unnamed(passage: Passage, source: Span) -> bool:
    """People whom no name tells: `plusieurs témoins`, `des riverains`."""
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    people = any(passage.low[n] in passage.words.people and passage.low[n] not in passage.words.media for n in range(first, last))
    return people and passage.low[first] in passage.words.indefinite and not any(passage.is_name(n) for n in range(first, last))


@once
def phrase_end(passage: Passage, start: int, stop: int | None = None) -> int:
    """The number of the first token after the noun phrase that begins at token `start` (`start` itself where none begins there)."""
    words = passage.words
    stop = min(passage.count if stop is None else stop, start + _MAX_PHRASE)
    titles = words.title_phrases
    at, named, noun, titled = start, False, False, False
    while at < stop:
        low = passage.low[at]
        if low.isalpha() and low not in words.in_phrase and not low.endswith(words.gerund_ending):
            name = passage.names[at]
            if noun and (_two_names(passage, at) if name else is_finite(passage, at)):
                break
            named |= name and passage.names[at + 1] and not titled
            noun = True
            at += 1
            continue
        if low == "." and _lost_break(passage, at):
            break
        if noun and low in ("-", "’", "'", ".", "/") and at + 1 < stop and passage.ends[at] == passage.starts[at + 1] and passage.is_word(at + 1):
            at += 2
        elif (low == "." and _is_civility(passage, at)) or (low == "," and noun and not named and _lists_fields(passage, start, at, stop)):
            at += 1
        elif low == "(" and noun:
            closing = next((n for n in range(at + 1, min(at + 9, stop)) if passage.low[n] == ")"), None)
            if closing is None:
                break
            at = closing + 1
        elif low == ",":
            return _past_comma(passage, start, at, stop, noun=noun, named=named)
        elif _ends_phrase(passage, start, at, noun=noun):
            break
        elif low in words.inside_name:
            if noun and passage.low[at + 1].isdigit() and passage.low[at + 2] in words.time and not (passage.is_name(at - 1) and at - start < 3):
                break  # `un bilan de la police du 3 mars`; but `le Mouvement du 5 juin`
            titled = titled or (noun and not named and not passage.is_name(at - 1))  # `le maire de Saint Rémy, Paul Roux`
            at += 1
        elif noun and low in titles.openers and (length := titles.starting(passage.lows, at)):
            at += length
        elif (low in words.prepositions and not hyphen(passage, at + 1) and not (noun and _stays_inside(passage, start, at))) or (
            noun and low in words.to_have_or_be
        ):
            break
        elif noun and low in words.joins and _joins_adjectives(passage, at):
            at += 2
        elif low in words.joins:
            return _joined_end(passage, at, stop)
        elif (
            noun
            and low in words.determiners
            and not _within_name(passage, at)
            and passage.low[at + 1] not in words.superlatives
            and passage.low[at - 1] not in words.links
            and passage.low[at - 1] not in words.ranked
            and passage.low[at - 1] not in words.determiners
        ) or (noun and not passage.is_name(at) and is_finite(passage, at)):
            break
        else:
            named |= passage.is_name(at) and passage.is_name(at + 1) and (at > start or low not in words.determiners) and not titled
            titled |= low in words.prepositions and not named
            noun |= low not in words.determiners and (low not in words.prepositions or hyphen(passage, at + 1))
            at += 1
    while at > start and passage.low[at - 1] in words.never_last:
        at -= 1
    return at


def _past_comma(passage: Passage, start: int, comma: int, stop: int, *, noun: bool, named: bool) -> int:
    """Behind the name that a role has in commas (`le ministre de la Défense, Sergueï Choïgou`), else the comma."""
    bare = comma - start == 1 and passage.is_name(start) and start > 0  # `selon Reuters, Paul Roux est …`
    if not noun or named or bare or passage.low[comma - 1] in passage.words.time or _speaks_of_papers(passage, start, comma):
        return comma
    name_end = max(_holder(passage, comma + 1, stop), _second_role(passage, comma + 1, stop))
    return name_end if name_end > comma + 1 else comma


def _ends_phrase(passage: Passage, start: int, at: int, *, noun: bool) -> bool:
    """A mark, a pronoun, an amount, a participle that tells of the noun, another name or a manner ends the phrase."""
    words, low = passage.words, passage.low[at]
    if not passage.is_word(at):
        return True
    if at > start and (
        low in words.phrase_ends
        or (low in words.amount_phrases.openers and opens_amount(passage, at))
        or (low[:1].isdigit() and opens_count(passage, at))
        or (low.endswith(words.gerund_ending) and is_participle(passage, at))
    ):
        return True
    return noun and (_two_names(passage, at) or words.phrases(words.manners).starting(passage.lows, at) > 0)


def _is_civility(passage: Passage, stop: int) -> bool:
    """The full stop of a civility or an initial: `M. Roux`, `M. de Villers`, `M. van der Meer`."""
    particles = passage.words.name_particles
    name = next((n for n in range(stop + 1, stop + 1 + _MAX_PARTICLES) if passage.low[n] not in particles), stop)
    return len(passage.low[stop - 1]) <= _MAX_CIVILITY and passage.is_name(stop - 1) and passage.is_name(name)


def _within_name(passage: Passage, at: int) -> bool:
    """An article that is part of a name: `Louis Le Franc`, `le colonel Le Franc`, `le quotidien Le Phare`."""
    if (
        passage.is_name(at)
        and passage.is_name(at + 1)
        and (passage.low[at - 1] in passage.words.media or passage.low[at - 1] in passage.words.people)
    ):
        return passage.low[at] in passage.words.determiners
    before = at - 2 if passage.low[at - 1] == "." else at - 1  # `M. Le Goff`
    capitals = all(passage.is_name(n) for n in (before, at, at + 1))
    return capitals and at > 1 and passage.low[at] in passage.words.determiners and passage.low[at - 1] not in passage.words.determiners


def _speaks_of_papers(passage: Passage, start: int, end: int) -> bool:
    """`selon les chiffres officiels, Durand a …`: the name behind the comma is no paper's."""
    words = passage.words
    head = next((n for n in range(start, end) if passage.low[n] not in words.before_heads), start)
    return passage.low[head] in words.documents and not any(passage.low[n] in words.inside_name for n in range(head, end))


def _lists_fields(passage: Passage, start: int, at: int, stop: int) -> bool:
    """`le ministre des Postes, | de l'Information et des Médias`: the comma parts fields of one office, of which `et de` brings the last."""
    words = passage.words
    if not _begins_field(passage, at + 1) or not any(passage.low[n] in words.people for n in range(start, min(start + 3, at))):
        return False
    last = next((n for n in range(at + 2, min(at + _MAX_FIELDS, stop)) if passage.low[n] in words.joins or is_finite(passage, n)), at)
    return passage.low[last] in words.joins and _begins_field(passage, last + 1)


def _begins_field(passage: Passage, at: int) -> bool:
    field = at + 2 if passage.low[at + 1] in passage.words.articles else at + 1
    return passage.low[at] in passage.words.inside_name and passage.is_name(field)


def _lost_break(passage: Passage, at: int) -> bool:
    """A full stop right before the next sentence, whose line break is lost: `le préfet du Var.Le feu`."""
    glued = at + 1 < passage.count and passage.ends[at] == passage.starts[at + 1]
    return glued and passage.is_name(at + 1) and passage.low[at + 1] in passage.words.determiners | passage.words.subject_pronoun


def opens_amount(passage: Passage, at: int) -> bool:
    """An amount begins here (`plus de 40`, `au moins 3`)."""
    return passage.words.amount_phrases.starting(passage.lows, at) > 0


def opens_count(passage: Passage, at: int) -> bool:
    """`selon les autorités | 3 000 personnes`: digits behind a noun in small letters, with things in the plural; but `l'article 12 prévoit`."""
    words = passage.words
    told = passage.is_word(at - 1) and not passage.is_name(at - 1) and passage.low[at - 1] not in words.links | words.inside_name
    if not told or not passage.low[at][:1].isdigit():
        return False  # `un homme de 26 ans`
    noun = at + 1
    while passage.low[noun][:1].isdigit():
        noun += 1
    return passage.low[noun].endswith(words.plural_nouns) and passage.low[noun] not in words.time


def is_participle(passage: Passage, at: int) -> bool:
    """A present participle goes on to tell about the noun: `les témoignages venant de …`."""
    if not passage.low[at].endswith(passage.words.gerund_ending) or passage.low[at - 1] in passage.words.articles:
        return False
    token = passage.node(at)
    followed = passage.low[at + 1] in passage.words.articles
    return token is not None and (token.pos == "VERB" or (followed and token.pos in ("NOUN", "ADJ")))


def _two_names(passage: Passage, at: int) -> bool:
    """An acronym or an address ended the phrase and another name begins: `à l'AFP Jean Dupont`, `auprès de radio.be Jean Dupont`; but
    `SOS Amitié` is one name."""
    if not passage.is_name(at):
        return False
    word = passage.text[passage.starts[at - 1] : passage.ends[at - 1]]
    own = passage.text[passage.starts[at] : passage.ends[at]]
    if len(own) == 1 and passage.low[at + 1] == "." and passage.is_name(at + 2):  # `à Reuters M. Petit`
        own += passage.low[at + 2]
    if own.isupper() or len(own) < 2 or passage.low[at - 1] in passage.words.people:  # `l'ONG Vigie`
        return False
    if passage.low[at - 1] in passage.words.told and passage.low[at - 2] in passage.words.to | passage.words.about:
        return True  # `à Reuters Zita`
    whole = passage.low[at - 2] not in passage.words.determiners and not passage.is_name(at + 1)
    return (len(word) > 1 and word.isupper() and not whole) or _ends_address(passage, at - 1)


def _ends_address(passage: Passage, at: int) -> bool:
    """The token is the last part of an address: `radio.be`."""
    return not passage.is_name(at) and passage.low[at - 1] == "." and hyphen(passage, at - 1)


def _stays_inside(passage: Passage, start: int, at: int) -> bool:
    """A preposition within a name or an office: `en chef`, `l'Institut pour l'étude de la guerre`, `ministre délégué à l'Industrie`."""
    words = passage.words
    opens = next((n for n in range(at - 2, start, -1) if passage.low[n] == "("), at) if passage.low[at - 1] == ")" else at  # `l'adjointe (PS) | à`
    low, before, after = passage.low[at], passage.low[opens - 1], passage.low[at + 1]
    if after in words.title_ends:
        return True
    ranked = passage.low[opens - 2] in words.offices_for and not passage.is_name(opens - 1)  # `le secrétaire russe | aux transports`
    field = low in words.contracted or after in words.articles
    if (low in words.to and (before in words.offices_for or (ranked and field))) or (
        low in words.office_links and any(passage.low[n] in words.offices_for for n in range(max(start, at - 3), at))
    ):
        return words.told.isdisjoint(passage.low[at + 2 : at + 4])  # `un expert auprès du Temps`
    if low in words.to_plural and before in words.bodies:
        return True
    if low in words.about and after in words.object_pronouns:  # `le Bureau d'enquêtes sur les accidents`
        person = passage.is_name(at - 1) and passage.is_name(at - 2)
        return not person and any(passage.low[n] in words.bodies and passage.is_name(n) for n in range(max(start, at - 4), at))
    if low in words.against and after in words.object_pronouns:  # `la Ligue des villages contre le bruit`
        return passage.is_name(start + 1) and passage.low[start + 1] in words.bodies | words.people
    if low in words.pronounced_for and after in words.object_pronouns:
        return any(passage.low[n] in words.bodies for n in range(max(start, at - 4), at))
    return low in words.to and after in words.object_pronouns and before in words.bodies and passage.low[at + 2] not in words.told | words.no_fields


def _holder(passage: Passage, at: int, stop: int) -> int:
    """The end of the name after a role (`le ministre de la Défense, Sergueï Choïgou`); `at` where there is none."""
    end = at
    while end < stop and (
        (passage.is_name(end) and (passage.low[end] not in passage.words.determiners or (end > at and passage.is_name(end + 1))))
        or (end > at and passage.low[end] in passage.words.name_particles | {"-", "."})
    ):
        end += 1
    while end > at and passage.low[end - 1] in passage.words.bare_of | {"-", "."}:
        end -= 1
    if end == at or (passage.low[at] in passage.words.subject_pronoun):
        return at
    return (
        end
        if passage.low[end] in ("", ",", ".", ":", ";", "»", "(", ")", "!", "?")
        or end == stop
        or passage.low[end] in passage.words.prepositions
        or is_finite(passage, end)
        else at
    )


def _second_role(passage: Passage, at: int, stop: int) -> int:
    """The end of a second role that brings the name, without an article: `le maire, | président du comité, Paul Roux`, `le maire et | député Paul
    Roux`; `at` where there is none."""
    spoken = at + 2 if hyphen(passage, at + 1) else at
    if passage.is_name(at) or not passage.is_word(spoken):
        return at
    end, token = phrase_end(passage, at, stop), passage.node(spoken)
    if passage.low[spoken] not in passage.words.people and (token is None or token.pos != "NOUN"):
        return at
    return end if passage.is_name(end - 1) and (passage.is_name(end - 2) or passage.low[end - 2] in passage.words.name_particles) else at


def _joins_adjectives(passage: Passage, at: int) -> bool:
    """`le Centre pour la recherche scientifique et technique`."""
    if at + 1 >= passage.count:
        return False
    before, after = passage.node(at - 1), passage.node(at + 1)
    both = before is not None and after is not None and before.pos == after.pos == "ADJ"
    return both and not passage.low[at + 1].endswith(passage.words.participle_endings)


def _joined_end(passage: Passage, at: int, stop: int) -> int:
    """The end of `A et B` where `B` is a noun phrase and no clause of its own; else the place before `et`."""
    after = passage.low[at + 1]
    if (named := _second_role(passage, at + 1, stop)) > at + 1:
        return named
    if not (after in passage.words.determiners or passage.is_name(at + 1)) or after in passage.words.subject_pronoun:
        return at
    end = phrase_end(passage, at + 1, stop)
    if end == at + 1 or (end < passage.count and end < stop and (is_finite(passage, end) or passage.low[end] in passage.words.clitics)):
        return at
    return end


def listed_end(passage: Passage, start: int, stop: int | None = None) -> int:
    """The end of `A, B et C`, where three or more noun phrases are listed; `start` itself where none are."""
    words = passage.words
    at = phrase_end(passage, start, stop) if _begins_item(passage, start) else start
    while at > start and passage.low[at] == "," and passage.low[at - 1] not in words.time:
        item = at + 2 if passage.low[at + 1] in words.joins else at + 1
        end = phrase_end(passage, item, stop) if _begins_item(passage, item) else item
        if end == item:
            break
        if any(passage.low[n] in words.joins for n in range(at + 1, end)):
            return end
        at = end
    return start


def _begins_item(passage: Passage, at: int) -> bool:
    words = passage.words
    opens = passage.low[at] in words.articles or passage.is_name(at)
    return opens and passage.low[at] not in words.time and passage.low[at] not in words.subject_pronoun


def hyphen(passage: Passage, at: int) -> bool:
    """A hyphen inside a word, a full stop inside an address (`sous-préfet`, `radio.be`)."""
    low = passage.low[at]
    if low not in ("-", ".") or not 0 < at < passage.count - 1:
        return False
    inside = passage.ends[at - 1] == passage.starts[at] and passage.ends[at] == passage.starts[at + 1]
    return inside and (low == "-" or passage.text[passage.starts[at + 1]].islower())


def span_of(passage: Passage, start: int, end: int) -> Span | None:
    """Tokens `start` up to `end` (exclusive) as a span of the page, widened to whole hyphenated words; None where there are none."""
    if start >= end:
        return None
    while start > 1 and hyphen(passage, start - 1) and passage.is_word(start - 2):
        start -= 2
    while end + 1 < passage.count and hyphen(passage, end) and passage.is_word(end + 1):
        end += 2
    return Span(passage.starts[start], passage.ends[end - 1])


def extend_left(passage: Passage, noun: int, left: int) -> int:
    """The first token of the noun phrase whose noun this is: over adjectives, titles and names back to the article."""
    words = passage.words
    at = noun
    while at > left:
        low = passage.low[at - 1]
        glued = passage.ends[at - 1] == passage.starts[at]
        if low.endswith("'") and glued and low not in words.that:
            at -= 1
            if low in words.determiners or low in words.inside_name:
                break
        elif low in (".", "-") and at - 2 >= left and (hyphen(passage, at - 1) or (low == "." and _is_civility(passage, at - 1))):
            at -= 2
        elif _within_name(passage, at - 1):
            at -= 1
        elif (low in words.determiners and low not in words.inside_name) or low in words.indefinite:
            at -= 1
            while at > left and (
                (passage.low[at - 1] in words.determiners and passage.low[at - 1] not in words.inside_name)
                or passage.low[at - 1] in words.before_determiners
            ):
                at -= 1
            # `De nombreux élus`: here the preposition is an article.
            at -= int(at - 1 == left and passage.low[at] in words.determiners - words.points_back and passage.low[left] in words.bare_of)
            break
        elif low in words.joins and passage.is_name(at) and passage.is_name(at - 2):
            at -= 2
        elif (
            not passage.is_word(at - 1)
            or low in words.before_phrase
            or is_finite(passage, at - 1)
            or (passage.low[at - 2] in words.have and not passage.is_name(at - 1))  # `a dit | M. Roux qui affirme`
            or (adverb_starting(passage, at - 1) and not (low in words.before_nouns and passage.low[at - 2] in words.determiners))
            or (passage.is_name(at) and _ends_address(passage, at - 1))
        ):
            break
        else:
            at -= 1
    return at
