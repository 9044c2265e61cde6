"""What exactly a figure counts: the thing, what happened to it, whose and which people, and where.

Two figures answer the same question when these features agree (`selon.compare.link` decides). A feature that the words do not
give is None, or empty, and never guessed. Everything is read from the words around the number, so that it works as well on
layers that somebody else read.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from selon.languages.fold import fold
from selon.model import Quantity, Span, Statement
from selon.resolve.countries import WORD
from selon.resolve.figure_words import Happening
from selon.resolve.surroundings import Surroundings
from selon.resolve.zones import Zone, zone_of

# Distances are in characters, set by hand on the development pages: one clause is seldom longer than REACH, a word after the
# number counts before one that stands before it, and a comma or another number in between makes it likelier to belong
# elsewhere.
REACH = 120
BEFORE_FACTOR = 1.3
BEFORE_COST = 4
COMMA_COST = 25
NUMBER_COST = 30
BARE_PARTICIPLE_COST = 70
NEAR_WORDS = 4
ANAPHORA_CHARS = 160

_COMMA = re.compile(r"[,;:()]")
_NUMBER = re.compile(r"\d[\d\s.,]*")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The features of a figure.

    `thing`: what is counted (`killed`, `area`, `job`); `what`: what happened to it (`retaken`, `cut`), empty where no word says so;
    `doubtful`: the noun does not say whether it means killed, or killed and wounded; `side`: whose people, an ISO 3166 code;
    `group`: which people; `zone`: where; `toll`: the number goes up while it is counted; `piecewise`: an event has many such
    numbers, `names` whom the words beside it name; `daily`: each day has its own; `possible`: it is feared or merely possible;
    `part`: it is a part of the number before, or comes on top of it; `since`: it counts from a day on.
    """

    thing: str
    what: str = ""
    doubtful: bool = False
    side: str | None = None
    group: str | None = None
    zone: Zone = Zone()
    toll: bool = False
    piecewise: bool = False
    daily: bool = False
    part: bool = False
    since: bool = False
    possible: bool = False
    names: frozenset[str] = frozenset()

    @property
    def population(self) -> tuple[str | None, str | None]:
        """Whose and which people."""
        return self.side, self.group


class Measure(msgspec.Struct, frozen=True):
    """Thing and happening of a quantity, and whether it is a running toll."""

    thing: str
    what: str
    toll: bool
    daily: bool = False


def measure_of(quantity: Quantity, around: Surroundings) -> Measure | None:
    """What a quantity counts, or None where it counts nothing that another page would count as well (a duration, a share, some
    people)."""
    words = around.table
    if quantity.of is not None and quantity.of != "other":
        return Measure(quantity.of, "", words.persons[quantity.of].toll)
    thing = _thing(quantity, around)
    if is_whole_of(quantity, around):
        return Measure(thing, "out-of", False) if thing in words.properties else None
    nearest = _nearest_happening(thing, quantity.span, around)
    if nearest is not None:
        return Measure(nearest.thing or thing, nearest.name, nearest.toll, nearest.daily)
    if thing in ("people", "length") or thing not in words.properties:
        return None
    return _measure_before(quantity, thing, around) or Measure(thing, "", False)


def _thing(quantity: Quantity, around: Surroundings) -> str:
    return "people" if quantity.unit == "person" else around.table.things.get(quantity.unit, quantity.unit)


def _measure_before(quantity: Quantity, thing: str, around: Surroundings) -> Measure | None:
    """What happened to the number of the same thing that stands before: `6 000 km2 ont été libérés. La veille, ce n’étaient que
    3 000`."""
    for other in reversed(around.quantities):
        if other.span.end <= quantity.span.start and _thing(other, around) == thing:
            if quantity.span.start - other.span.end > ANAPHORA_CHARS or is_whole_of(other, around):
                return None
            nearest = _nearest_happening(thing, other.span, around)
            return Measure(nearest.thing or thing, nearest.name, nearest.toll, nearest.daily) if nearest else None
    return None


def is_whole_of(quantity: Quantity, around: Surroundings) -> bool:
    """The six of `deux des six projectiles`: the number out of which the one before is a part."""
    for other in around.quantities:
        if other.span.end <= quantity.span.start <= other.span.end + 10:
            between = around.folded[other.span.end : quantity.span.start].strip()
            return between in around.words.out_of
    return False


def count(quantity: Quantity, statement: Statement | None, around: Surroundings, *, nth: int = 0) -> Counted:
    """The features of one figure.

    `nth` is the place of this figure among the figures of the same quantity: of `la Russie et l’Ukraine ont chacune perdu 100
    000 hommes` the first is for the one country and the second for the other.
    """
    measure = measure_of(quantity, around) or Measure(_thing(quantity, around), "", False)
    sides = around.each_side(quantity.span)
    return Counted(
        thing=measure.thing,
        what=measure.what,
        toll=measure.toll,
        doubtful=quantity.of in ("killed", "casualties") and around.patterns.doubtful.search(around.of(quantity.span)) is not None,
        side=sides[nth] if nth < len(sides) else _side(quantity, statement, around),
        group=_group(quantity, around) or _same_people(quantity, around) or _own_group(quantity, statement, around),
        zone=zone_of(quantity, statement, around),
        piecewise=measure.thing in around.words.piecewise,
        daily=measure.daily,
        part=around.is_part(quantity.span) or _further(quantity, around),
        possible=around.possible(quantity.span),
        since=around.since(quantity.span),
        names=around.names_near(quantity.span),
    )


def _nearest_happening(thing: str, span: Span, around: Surroundings) -> Happening | None:
    """The happening whose word stands nearest to the number, measured along the clause."""
    best: tuple[float, int] | None = None
    for rank, (happening, pattern) in enumerate(around.patterns.happenings):
        far = _distance(pattern, happening.bare, span, around) if thing in happening.things else None
        if far is not None and (best is None or (far, rank) < best):
            best = far, rank
    return around.patterns.happenings[best[1]][0] if best else None


def _distance(pattern: re.Pattern[str], bare: bool, span: Span, around: Surroundings) -> float | None:
    sentence = around.sentence(span)
    start, end = max(sentence.start, span.start - REACH), min(sentence.end, span.end + REACH)
    found = [_cost(match, bare, span, around) for match in pattern.finditer(around.folded, start, end)]
    return min(found, default=None)


def _cost(match: re.Match[str], bare: bool, span: Span, around: Surroundings) -> float:
    if span.start <= match.start() < span.end:
        return 0
    if match.start() >= span.end:
        between = around.folded[span.end : match.start()]
        cost = float(len(between))
        if not bare and not WORD.search(between):
            cost += BARE_PARTICIPLE_COST
    else:
        between = around.folded[match.end() : span.start]
        cost = len(between) * BEFORE_FACTOR + BEFORE_COST
    return cost + COMMA_COST * len(_COMMA.findall(between)) + NUMBER_COST * len(_NUMBER.findall(between))


def _group(quantity: Quantity, around: Surroundings) -> str | None:
    """Which people the words of the number name, or the topic that stands before it (`Quant aux civils, l’ONU en a recensé …`)."""
    if quantity.unit != "person":
        return None
    sentence = around.sentence(quantity.span)
    inside = around.of(quantity.span)
    after = _first_words(around.folded[quantity.span.end : sentence.end], 1)
    for part in (inside, after):
        for name, pattern in around.patterns.groups:
            if pattern.search(part):
                return name
    topic = around.patterns.topics.match(around.folded, sentence.start, quantity.span.start)
    if topic is None:
        return None
    named = _first_words(around.folded[topic.end() : quantity.span.start], 2)
    return next((name for name, pattern in around.patterns.groups if pattern.search(named)), None)


def _same_people(quantity: Quantity, around: Surroundings) -> str | None:
    """The group of the number before it in the sentence, where this one has no noun of its own: `40 prisonniers tués et 75 autres blessés`."""
    if quantity.unit != "person" or not _without_noun(quantity.span, around):
        return None
    sentence = around.sentence(quantity.span)
    for other in reversed(around.quantities):
        if sentence.start <= other.span.start and other.span.end <= quantity.span.start and other.unit == "person":
            return _group(other, around) or _same_people(other, around)
    return None


def _without_noun(span: Span, around: Surroundings) -> bool:
    """The words are a number alone, or end in `autres`."""
    words = WORD.findall(around.of(span))
    return len(words) <= (0 if _NUMBER.search(around.of(span)) else 1) or around.patterns.others.search(words[-1]) is not None


def _further(quantity: Quantity, around: Surroundings) -> bool:
    """A number that comes on top of the one before: `41 sont morts sur le coup. Neuf autres ont succombé plus tard`."""
    if quantity.of in (None, "other") or around.patterns.others.search(around.of(quantity.span)) is None:
        return False
    before = [other for other in around.quantities if 0 <= quantity.span.start - other.span.end <= ANAPHORA_CHARS and other.unit == quantity.unit]
    return any(other.of == quantity.of for other in before)


def _own_group(quantity: Quantity, statement: Statement | None, around: Surroundings) -> str | None:
    """The speaker's own people, where the speaker admits to have lost them (`Le mouvement dit avoir perdu neuf hommes`)."""
    if quantity.unit != "person" or statement is None or not _admitted(quantity.span, statement, around):
        return None
    source = f"{around.of(statement.source) if statement.source else ''} {around.fold(statement.speaker or '')}"
    return next((name for name, pattern in around.patterns.speakers if pattern.search(source)), None)


def _admitted(span: Span, statement: Statement, around: Surroundings) -> bool:
    sentence = around.sentence(span)
    before = around.folded[max(sentence.start, span.start - REACH) : span.start]
    cue = around.of(statement.cue) if statement.cue else ""
    return around.patterns.admits.search(before + " " + cue) is not None


def _side(quantity: Quantity, statement: Statement | None, around: Surroundings) -> str | None:
    """Whose people: an adjective of nationality at the number, the speaker's own by a possessive or by a verb of admitting."""
    if quantity.unit != "person":
        return None
    if (side := _stated_side(quantity.span, around)) is not None:
        return side
    if statement is None:
        return None
    if around.patterns.own.search(around.of(quantity.span)) or _admitted(quantity.span, statement, around):
        return around.speaker_side(statement)
    return None


def _stated_side(span: Span, around: Surroundings) -> str | None:
    sentence = around.sentence(span)
    for word in WORD.findall(around.text[span.start : span.end]):
        if (code := around.countries.adjective(word)) is not None:
            return code
    forces = around.patterns.forces
    after = WORD.findall(_up_to_comma(around.text[span.end : sentence.end]))[:NEAR_WORDS]
    for noun, word in zip(["", *after], after, strict=False):
        code = around.countries.adjective(word)
        if code is not None and (noun == "" or forces.match(fold(noun))):
            return code
    before = WORD.findall(around.text[sentence.start : span.start])[-NEAR_WORDS:]
    for noun, word in pairwise(before):
        code = around.countries.adjective(word)
        if code is not None and forces.match(fold(noun)):
            return code
    return None


def _up_to_comma(words: str) -> str:
    return _COMMA.split(words, maxsplit=1)[0]


def _first_words(words: str, n: int) -> str:
    return " ".join(WORD.findall(words)[:n])
