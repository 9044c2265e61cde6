"""Where a figure holds: the country or place that its words name, who holds the ground there, or everywhere that the page speaks of.

`En Syrie, on recense 810 morts`: Syria. `170 morts ailleurs`: not where the page's event is. `237 tués dans les zones tenues par le
gouvernement`: the ground that the government holds. A figure whose words name nothing takes the country of the sentence before in its
paragraph (`En Syrie, … . Le ministère annonce 430 morts`).
"""

from __future__ import annotations

from itertools import pairwise

import msgspec

from selon.model import Place, Quantity, Span, Statement
from selon.resolve.countries import WORD
from selon.resolve.surroundings import Surroundings

AFTER_CHARS = 90
WORDS_BETWEEN = 8
# `dans les provinces d’Alep, d’Idlib et de Hama, tenues par les rebelles`: so far a word for ground may stand before its holder.
GROUND_CHARS = 60


class Zone(msgspec.Struct, frozen=True):
    """Where a figure holds. `country`: ISO 3166 code; `places`: keys of towns and regions; `held`: by whom; `within`: the
    country of these places where the gazetteer gives it; `whole`: said to be the total; `joined`: of several places together;
    `elsewhere`: said to be somewhere else."""

    country: str | None = None
    places: tuple[str, ...] = ()
    held: str | None = None
    whole: bool = False
    within: str | None = None
    joined: bool = False
    elsewhere: bool = False

    @property
    def land(self) -> str | None:
        """The country, named or that of the places."""
        return self.country or self.within

    @property
    def stated(self) -> bool:
        """Whether the words name a country, a place or a holder."""
        return bool(self.country or self.places or self.held)


def zone_of(quantity: Quantity, statement: Statement | None, around: Surroundings) -> Zone:
    """The zone of one figure; nothing where no word says it."""
    sentence = around.sentence_at(quantity.span)
    if around.elsewhere(quantity.span):
        return Zone(elsewhere=True)
    own = _in_brackets(quantity.span, sentence.span, around) or _places_after(quantity.span, sentence.span, around)
    if not own and around.patterns.whole.search(around.folded, sentence.span.start, sentence.span.end):
        return Zone(whole=True)
    held = _held(quantity.span, sentence.span, statement, around)
    own = own or _frame(sentence.span, quantity.span, around) or _same_statement(quantity.span, sentence.span, around)
    own = own or _place_before(sentence.span, quantity.span, around)
    codes = list(dict.fromkeys(code for place in own if (code := around.place_code(place))))
    if len(codes) > 1:
        return Zone(whole=True)
    places = tuple(sorted({place_key(place, around) for place in own if around.place_code(place) is None}))
    if not own and (name := around.opening_name(sentence.span)) is not None and sentence.span.start < quantity.span.start:
        places = (name,)
    country = codes[0] if codes else _country_by_voice(quantity.span, statement, around) or _carried(quantity.span, around)
    lands = {place.country for place in own if place.country and around.place_code(place) is None}
    within = lands.pop() if len(lands) == 1 and not codes else None
    country = None if within and country != within and not codes else country
    return Zone(country=country, places=places, held=held, within=within, joined=_joined(own, around))


def _joined(places: list[Place], around: Surroundings) -> bool:
    """Several places side by side (`à Orsk et à Tiraz`), and not one inside another (`à Derna, dans l’est de la Libye`)."""
    gaps = [around.folded[left.span.end : right.span.start] for left, right in pairwise(places)]
    return any(word in around.words.joins for gap in gaps for word in WORD.findall(gap))


def place_key(place: Place, around: Surroundings) -> str:
    """One key for a town, its region and every spelling of the name: the canonical name without the word that says its class."""
    words = [w for w in WORD.findall(around.fold(place.name)) if w not in around.words.generic]
    return "-".join(words) or around.fold(place.name)


def _held(span: Span, sentence: Span, statement: Statement | None, around: Surroundings) -> str | None:
    """The holder that is named after the number, or before it since the number before; not in the name of the speaker."""
    end = statement.cue.start if statement and statement.cue and span.end <= statement.cue.start < sentence.end else sentence.end
    rivals = [q.span for q in around.quantities if sentence.start <= q.span.start < sentence.end and q.span != span]
    for name, pattern in around.patterns.held:
        start = max([sentence.start, *(r.end for r in rivals if r.end <= span.start)])
        for match in (pattern.search(around.folded, span.end, end), pattern.search(around.folded, start, span.start)):
            if match is not None and around.patterns.ground.search(around.folded, max(sentence.start, match.start() - GROUND_CHARS), match.end()):
                return name
    return None


def _places_after(span: Span, sentence: Span, around: Surroundings) -> list[Place]:
    """Places in a locative phrase after the number, in its clause: `810 morts en Syrie`, `430 morts dans les provinces d’Alep
    et Hama`."""
    found: list[Place] = []
    for place in around.places:
        if place.metonym or not (span.end <= place.span.start < min(sentence.end, span.end + AFTER_CHARS)):
            continue
        between = around.folded[span.end : place.span.start]
        if any(mark in between for mark in ",;:") and not found:
            break
        if len(WORD.findall(between)) > WORDS_BETWEEN and not found:
            break
        if found and around.numbers_between(found[-1].span, place.span):
            break
        if found and not _goes_on(found[-1], place, around):
            break
        if found or _locative(between, around):
            found.append(place)
    return found


def _in_brackets(span: Span, sentence: Span, around: Surroundings) -> list[Place]:
    """The place behind which the brackets open that hold the number: `Rennes (8 500 manifestants selon la préfecture)`."""
    opened = around.text.rfind("(", sentence.start, span.start)
    if opened < 0 or ")" in around.text[opened : span.start]:
        return []
    named = (place for place in around.places if not place.metonym and sentence.start <= place.span.start and place.span.end <= opened)
    return [place for place in named if not around.text[place.span.end : opened].strip()]


def _goes_on(last: Place, place: Place, around: Surroundings) -> bool:
    """Nothing stands between two places but what tells where (`à Derna, dans l’est de la Libye`; not `à Gaza depuis la guerre avec Israël`)."""
    words = around.words
    return all(word in (*words.locative, *words.between, *words.joins) for word in WORD.findall(around.folded[last.span.end : place.span.start]))


def _locative(words: str, around: Surroundings) -> bool:
    """The words end in a preposition of place, articles and words like `région` between it and the place."""
    for word in reversed(WORD.findall(words)):
        if word in around.words.locative:
            return True
        if word not in around.words.between:
            return False
    return False


def _frame(sentence: Span, span: Span, around: Surroundings) -> list[Place]:
    """Places that open the sentence, as an adjunct (`En Syrie, …`) or as the subject of a count (`La Turquie déplore …`)."""
    for place in around.places:
        if not sentence.start <= place.span.start < span.start:
            continue
        lead = around.folded[sentence.start : place.span.start]
        if len(WORD.findall(lead)) > 4:
            return []
        if _locative(lead, around):
            return _coordinated(place, span, around)
        if around.countries.seat(place.name) is not None:
            return []
        after = around.folded[place.span.end : place.span.end + 30].lstrip()
        if around.patterns.tallies.match(after) or around.patterns.tallies.match(after.partition(" ")[2]):
            return _coordinated(place, span, around)
    return []


def _place_before(sentence: Span, span: Span, around: Surroundings) -> list[Place]:
    """The place of a locative phrase that stands before the number in its clause: `Le nombre de morts à Derna est monté à 11 300`."""
    for place in reversed(around.places):
        if place.metonym or not sentence.start <= place.span.start < place.span.end <= span.start:
            continue
        between = around.folded[place.span.end : span.start]
        if any(mark in between for mark in ",;:–—(") or len(WORD.findall(between)) > WORDS_BETWEEN or around.numbers_between(place.span, span):
            return []
        if _locative(around.folded[sentence.start : place.span.start], around):
            return [place]
    return []


def _coordinated(first: Place, span: Span, around: Surroundings) -> list[Place]:
    """The place and those joined to it before the number: `en Belgique et en Allemagne`."""
    found = [first]
    for place in around.places:
        if not found[-1].span.end <= place.span.start < span.start:
            continue
        between = WORD.findall(around.folded[found[-1].span.end : place.span.start])
        if not all(word in around.words.joins or word in around.words.locative or word in around.words.between for word in between):
            break
        found.append(place)
    return found


def _same_statement(span: Span, sentence: Span, around: Surroundings) -> list[Place]:
    """The places of an earlier number of the sentence: `1 498 personnes sont mortes en Turquie et 8 533 ont été blessées`."""
    for other in reversed(around.quantities):
        if not sentence.start <= other.span.start < span.start:
            continue
        if any(mark in around.text[other.span.end : span.start] for mark in "–—("):
            return []
        if places := _places_after(other.span, Span(sentence.start, span.start), around):
            return places
    return []


def _country_by_voice(span: Span, statement: Statement | None, around: Surroundings) -> str | None:
    """The country of a number whose words say `le pays`, or on a page about several countries the one for which an official
    counts: the vice-president of Turkey the dead of Turkey. Where the words name the people of another country, an official
    speaks of those."""
    sentence = around.sentence(span)
    side = around.speaker_side(statement) if statement else None
    if around.patterns.country.search(around.folded, sentence.start, span.start):
        return side or _only_adjective(sentence, around) or around.title_country
    source = around.of(statement.source) if statement and statement.source else ""
    speaker = around.fold(statement.speaker or "") if statement else ""
    if not around.patterns.officials.search(f"{source} {speaker}") or len(around.page_countries) < 2:
        return None
    if side is None:
        return around.title_country
    others = {code for word in WORD.findall(around.text[sentence.start : span.end]) if (code := around.countries.adjective(word))} - {side}
    return side if side in around.page_countries and not others else None


def _only_adjective(sentence: Span, around: Surroundings) -> str | None:
    codes = {code for word in WORD.findall(sentence.of(around.text)) if (code := around.countries.adjective(word))}
    return codes.pop() if len(codes) == 1 else None


def _carried(span: Span, around: Surroundings) -> str | None:
    """The country that frames an earlier sentence of the paragraph."""
    sentence = around.sentence_at(span)
    adjective = around.frame_adjective(sentence.span)
    if adjective or around.opens_elsewhere(sentence.span):
        return adjective
    for earlier in around.earlier_in_paragraph(sentence):
        if (adjective := around.frame_adjective(earlier)) is not None:
            return adjective
        codes = [code for place in _frame(earlier, Span(earlier.end, earlier.end), around) if (code := around.place_code(place))]
        if codes:
            return codes[0]
    return None
