"""Find the words that report speech: verb groups of the cue lexicon, with what stands inside the group.

A group is the verb with its auxiliary, the adverbs and the pronoun between them (`a-t-il également ajouté`), or with a verb of phase
(`continue de soutenir`). Which frame the group has (a clause, a quotation, a noun phrase …) is for the other readers to say.
"""

from __future__ import annotations

from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold
from selon.model import Span, Stance
from selon.read.units import Unit


class _CueTable(msgspec.Struct, frozen=True):
    """Shape of `cues.toml`; the file's header explains the keys."""

    asserts: dict[str, str]
    denies: dict[str, str]
    doubts: dict[str, str]
    asks: dict[str, str]
    orders: dict[str, str]
    expects: dict[str, str]
    nouns: dict[str, Stance]
    phases: dict[str, str]


class Entry(msgspec.Struct, frozen=True):
    """A verb of the lexicon: its infinitive, the words that follow it, whether it is reflexive, its frames with their stance."""

    verb: str
    tail: tuple[str, ...]
    reflexive: bool
    frames: dict[str, Stance]


class Cue(msgspec.Struct, frozen=True):
    """A verb group. `first` and `last` are its token numbers, `head` that of the verb, `pronoun` that of an inverted subject.

    `mood`: finite, gerund, infinitive, participle (one without auxiliary). `passive`: with a form of be. `about`: an object pronoun stands
    before it (`l'a confirmé`). `clitics_from` is the first token of the pronouns before the group.
    """

    entry: Entry
    first: int
    last: int
    head: int
    clitics_from: int
    span: Span
    mood: str
    past: bool = True
    pronoun: int | None = None
    negated: bool = False
    only: bool = False
    passive: bool = False
    about: bool = False

    def takes(self, *frames: str) -> bool:
        return any(frame in self.entry.frames for frame in frames)

    def stance(self, frame: str) -> Stance:
        return self.entry.frames.get(frame) or next(iter(self.entry.frames.values()))


class Lexicon:
    """Every form of every cue verb of a language, and the nouns."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("cues", _CueTable)
        self.nouns = table.nouns
        self.forms: dict[str, list[tuple[Entry, str]]] = {}
        self.phases: dict[str, frozenset[str]] = {}
        forms_of = pack.functions.verb_forms
        for stance in ("asserts", "denies", "doubts", "asks", "orders", "expects"):
            for key, frames in getattr(table, stance).items():
                entry = _entry(key, frames, stance)
                for form, kind in forms_of(entry.verb):
                    self.forms.setdefault(form, []).append((entry, kind))
        for key, links in table.phases.items():
            for form, _ in forms_of(_entry(key, "", "asserts").verb):
                self.phases[form] = frozenset(links.split())
        self._plain: dict[str, list[tuple[Entry, str]]] = {}
        for form, entries in self.forms.items():
            if not form.isascii():
                self._plain.setdefault(fold(form), []).extend(entries)

    def find(self, low: str) -> list[tuple[Entry, str]]:
        """The readings of a folded word; one written without its accents is found too."""
        return self.forms.get(low) or (self._plain.get(low, []) if low.isascii() else [])


def _entry(key: str, frames: str, stance: Stance) -> Entry:
    verb, *tail = key.removeprefix("se ").removeprefix("s'").split()
    own: dict[str, Stance] = {}
    for frame in frames.split():
        name, _, other = frame.partition(":")
        own[name] = other or stance  # type: ignore[assignment]
    if verb == "en":
        verb, tail = tail[0], tail[1:]
    return Entry(verb, tuple(" ".join(tail).replace("l'", "l' ").split()), key.startswith(("se ", "s'")), own)


@cache
def lexicon(pack: Pack) -> Lexicon:
    """The lexicon of a language, built once."""
    return Lexicon(pack)


def find_cues(unit: Unit, lexicon: Lexicon) -> list[Cue]:
    """The verb groups of a unit in text order; of two that overlap the one with the longer expression."""
    found: list[Cue] = []
    for number, token in enumerate(unit.tokens):
        readings = lexicon.find(token.low)
        cue = _group(unit, number, readings, lexicon) if readings else None
        if cue is None:
            continue
        if found and cue.first <= found[-1].last:
            if cue.last - cue.first <= found[-1].last - found[-1].first:
                continue
            found.pop()
        found.append(cue)
    return found


def _group(unit: Unit, head: int, readings: list[tuple[Entry, str]], lexicon: Lexicon) -> Cue | None:
    words = unit.words
    at, pronoun, negator, passive = _leftwards(unit, head - 1)
    auxiliary = unit.low(at) if at >= 0 else ""
    kinds = {kind for _, kind in readings}
    first_person = auxiliary in words.have_first or kinds == {"first"}
    compound = (auxiliary in words.have or auxiliary in words.be or auxiliary in words.have_first) and ("participle" in kinds or not unit.tokens[head].low.endswith("é") and "present" in kinds)
    first, mood = (at, "finite") if compound else (head, _mood(kinds))
    last = head
    if not compound:
        pronoun, passive, negator = None, False, _negator_after(unit, head)
        pronoun, last = _inverted(unit, head)
        if mood == "infinitive":
            first = _phase_start(unit, head, lexicon)
            mood = "finite" if first != head else mood
    elif auxiliary in ("ayant", "étant") or auxiliary.endswith("ant"):
        mood = "gerund"
    elif auxiliary in ("avoir", "être"):
        mood = "infinitive"
    if mood == "finite" and first == head and _is_noun(unit, head):
        return None
    clitics, about, reflexive, negation = _clitics(unit, first)
    if first_person and not _has_first_person(unit, clitics, first):
        return None
    entry = _choose(unit, head, readings, reflexive, compound)
    if entry is None:
        return None
    be = compound and auxiliary in words.be
    if be and not reflexive and not passive:
        passive = True
    last = max(last, head + len(entry.tail))
    if reflexive and entry.reflexive:
        first = clitics
    restricted = negation and not negator and any(unit.low(i) in words.that for i in range(last + 1, last + 4))
    return Cue(
        entry, first, last, head, clitics, Span(unit.tokens[first].start, unit.tokens[last].end), mood, compound or "past" in kinds or mood == "finite" and first < head, pronoun,
        (negation or negator) and not restricted, restricted, passive, about,
    )  # fmt: skip


def _mood(kinds: set[str]) -> str:
    for kind in ("present", "past", "future", "conditional", "first"):
        if kind in kinds:
            return "finite"
    return next(kind for kind in ("gerund", "infinitive", "participle") if kind in kinds)


def _leftwards(unit: Unit, at: int) -> tuple[int, int | None, bool, bool]:
    """Over adverbs, an inverted pronoun, negators and `been` to where an auxiliary may stand: its number, pronoun, negated, passive."""
    words = unit.words
    pronoun: int | None = None
    negator = passive = False
    while at >= 0:
        low = unit.low(at)
        if low in words.been:
            passive, at = True, at - 1
        elif low in words.negator:
            negator, at = True, at - 1
        elif low in words.subject_pronoun and unit.low(at - 1) == "-":
            pronoun = at
            at -= 4 if unit.low(at - 2) == "t" and unit.low(at - 3) == "-" else 2
        elif (length := adverb_ending(unit, at)) > 0:
            at -= length
        elif low == "," and adverb_ending(unit, at - 1) and unit.low(at - 1 - adverb_ending(unit, at - 1)) == ",":
            at -= 1
        else:
            break
    return at, pronoun, negator, passive


def adverb_ending(unit: Unit, at: int) -> int:
    """How many tokens the adverb phrase has that ends at this token; 0 where none does."""
    phrases = unit.words.adverb_phrases
    for length in (4, 3, 2, 1):
        if at + 1 >= length and tuple(unit.low(i) for i in range(at + 1 - length, at + 1)) in phrases:
            return length
    low = unit.low(at)
    return 1 if len(low) > 6 and low.endswith("ment") and low not in unit.words.event_nouns and unit.low(at - 1) not in unit.words.determiners else 0


def adverb_starting(unit: Unit, at: int) -> int:
    """How many tokens the adverb phrase has that begins at this token; 0 where none does."""
    phrases = unit.words.adverb_phrases
    for length in (4, 3, 2, 1):
        if tuple(unit.low(i) for i in range(at, at + length)) in phrases:
            return length
    low = unit.low(at)
    return 1 if len(low) > 6 and low.endswith("ment") and low not in unit.words.whether and unit.low(at - 1) not in unit.words.determiners else 0


def _inverted(unit: Unit, head: int) -> tuple[int | None, int]:
    """The pronoun after a simple tense (`dit-il`, `ajoute-t-elle`) and the last token of the group."""
    if unit.low(head + 1) == "-":
        at = head + 4 if unit.low(head + 2) == "t" and unit.low(head + 3) == "-" else head + 2
        if unit.low(at) in unit.words.subject_pronoun:
            return at, at
    return None, head


def _negator_after(unit: Unit, head: int) -> bool:
    return unit.low(head + 1) in unit.words.negator and unit.low(head - 1) in unit.words.negation | unit.words.clitics


def _phase_start(unit: Unit, head: int, lexicon: Lexicon) -> int:
    link = unit.low(head - 1)
    for at in (head - 1, head - 2):
        links = lexicon.phases.get(unit.low(at))
        if links is not None and (link in links if at == head - 2 else not links):
            before, *_ = _leftwards(unit, at - 1)
            return before if before >= 0 and unit.low(before) in unit.words.have else at
    return head


def _is_noun(unit: Unit, head: int) -> bool:
    """The same letters as a noun: after an article, unless the parser sees a verb there."""
    before = unit.low(head - 1)
    words = unit.words
    if before in words.prepositions and unit.low(head + 1) not in words.that:
        return True
    if before not in words.determiners and before not in words.inside_name:
        return False
    if before in words.clitics:
        token = unit.tree_at(unit.tokens[head].start)
        return token is None or token.pos_ not in ("VERB", "AUX")
    return True


def _clitics(unit: Unit, first: int) -> tuple[int, bool, bool, bool]:
    """Pronouns before the group: where they begin; is there an object, a reflexive, a negation among them?"""
    words = unit.words
    at, about, reflexive, negation = first - 1, False, False, False
    while at >= 0 and unit.low(at) in words.clitics:
        about |= unit.low(at) in words.object_pronoun
        reflexive |= unit.low(at) in words.reflexive
        negation |= unit.low(at) in words.negation
        at -= 1
    return at + 1, about, reflexive, negation


def _has_first_person(unit: Unit, clitics: int, first: int) -> bool:
    """`je`, `nous`, `vous` beside the verb, outside quotation marks: the voice of a transcript, not of somebody quoted."""
    beside = any(unit.low(n) in unit.words.first_person for n in range(clitics - 1, first))
    return beside and unit.quote_at(unit.tokens[first].start) is None


def _choose(unit: Unit, head: int, readings: list[tuple[Entry, str]], reflexive: bool, compound: bool) -> Entry | None:
    """The reading whose further words stand there; a reflexive one only with its pronoun, and no other one with it."""
    best: Entry | None = None
    for entry, kind in readings:
        if compound and kind not in ("participle", "present") or entry.reflexive != reflexive:
            continue
        if entry.tail and not _follows(unit, head + 1, entry.tail):
            continue
        if best is None or len(entry.tail) > len(best.tail):
            best = entry
    return best


def _follows(unit: Unit, start: int, tail: tuple[str, ...]) -> bool:
    contracted = unit.words.contracted
    return all(_same(unit.low(start + n), word) or contracted.get(unit.low(start + n)) == word for n, word in enumerate(tail))


def _same(low: str, word: str) -> bool:
    """Equal but for gender and number: `est persuadée` fits `être persuadé`."""
    return low == word or len(word) > 3 and low.rstrip("es") == word.rstrip("es")
