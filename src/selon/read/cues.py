"""Find the words that report speech: verb groups of the cue lexicon, with what stands inside the group.

A group is the verb with its auxiliary, the adverbs and the pronoun between them (`a-t-il également ajouté`), or with a verb of phase
(`continue de soutenir`). Which frame the group has (a clause, a quotation, a noun phrase …) is for the other readers to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from selon.model import Span, Stance
from selon.read.cue_lexicon import Entry, Form, Lexicon, word_stem
from selon.read.passages import Passage

# How many tokens link a verb of phase to the verb of saying at most (`va jusqu'à dire`).
_LONGEST_LINK = 2
# Among the links of a verb of phase: it is one behind a negation only.
_NEVER = "ne"
# Tokens between the commas that part an auxiliary from its participle.
_LONGEST_ASIDE = 9
# Marks behind a verb after which its further words may still stand.
_BEFORE_TAIL = frozenset(",-")


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A verb group. `first` and `last` are its token numbers, `head` that of the verb, `pronoun` that of an inverted subject.

    `mood`: finite, gerund, infinitive, participle (one without auxiliary). `passive`: with a form of be. `about`: an object pronoun stands
    before it (`l'a confirmé`). `clitics_from` is the first token of the pronouns before the group. `perhaps_noun`: only the tree tells it
    from a noun.
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
    perhaps_noun: bool = False

    def takes(self, *frames: str) -> bool:
        """Whether the verb has one of these frames."""
        return not self.entry.frames.keys().isdisjoint(frames)

    def stance(self, frame: str) -> Stance:
        """The stance in a frame; that of the verb's first frame where it has no such one."""
        return self.entry.frames.get(frame, next(iter(self.entry.frames.values())))


def possible_cues(passage: Passage, lexicon: Lexicon) -> list[Cue]:
    """The verb groups of a passage in text order, as far as the words alone tell."""
    forms, lows = lexicon.words, passage.lows
    fixed = passage.words.phrases(passage.words.no_verbs)
    openers = fixed.openers
    heads = [head for head in passage.where(forms) if not (lows[head] in openers and fixed.starting(lows, head))]
    groups = [_group(passage, head, form, lexicon) for head in heads if not (form := forms[lows[head]]).tails or _may_have_tail(passage, head, form)]
    return [cue for cue in groups if cue is not None]


def _may_have_tail(passage: Passage, head: int, form: Form) -> bool:
    """A cheap look at the one word behind a verb whose every reading has further words: most are plain auxiliaries."""
    after = passage.low[head + 1]
    return (
        word_stem(after) in form.tails
        or after in _BEFORE_TAIL
        or (after in passage.words.prepositions and passage.is_name(head + 2))
        or after in passage.words.adverb_phrases.openers
        or (len(after) > 6 and after.endswith(passage.words.adverb_ending))
        or word_stem(passage.words.contracted.get(after, "")) in form.tails
    )


def find_cues(passage: Passage, possible: Sequence[Cue]) -> list[Cue]:
    """Of the groups those that the tree takes for verbs, too; of two that overlap the one with the longer expression."""
    found: list[Cue] = []
    for cue in possible:
        if cue.perhaps_noun and not _is_verb(passage, cue.head):
            continue
        if found and cue.first <= found[-1].last:
            if cue.last - cue.first <= found[-1].last - found[-1].first:
                continue
            found.pop()
        found.append(cue)
    return found


def _is_verb(passage: Passage, at: int) -> bool:
    """The tree has a verb at this token."""
    token = passage.node(at)
    return token is not None and token.pos in ("VERB", "AUX")


def _group(passage: Passage, head: int, form: Form, lexicon: Lexicon) -> Cue | None:
    words = passage.words
    pronoun, last = _inverted(passage, head)
    readings = _with_tails(passage, last + 1, form)
    if not readings:
        return None
    at, inner_pronoun, negator, passive = _leftwards(passage, head - 1)
    never = False
    auxiliary = passage.low[at]
    kinds = form.kinds
    first_person = auxiliary in words.have_first or kinds == {"first"}
    compound = (auxiliary in words.have or auxiliary in words.be or auxiliary in words.have_first) and (
        "participle" in kinds or (not passage.low[head].endswith(words.participle_endings) and "present" in kinds)
    )
    first, mood = (at, "finite") if compound else (head, _mood(kinds))
    if compound:
        pronoun, last = inner_pronoun, head
        if auxiliary.endswith(words.gerund_ending):
            mood = "gerund"
        elif auxiliary in words.to_have_or_be:
            mood = "infinitive"
    else:
        passive, negator = False, _negator_after(passage, head)
        if mood == "infinitive":
            first, never = _phase_start(passage, head, lexicon)
            mood = mood if first == head else "gerund" if passage.low[first].endswith(words.gerund_ending) else "finite"
    if "infinitive" in kinds and words.phrases(words.means).ending(passage.lows, head):
        return None
    noun = _is_noun(passage, head) if mood == "finite" and first == head else False
    if first == head and passage.low[head] in words.sayings and passage.low[head - 1] == "," and passage.low[head + 1] in words.that:
        return None  # `…, chiffre que X conteste`
    if noun or (mood == "participle" and passage.low[head - 1] in words.no_participle):
        return None
    clitics, about, reflexive, negation = _clitics(passage, first)
    clitics += mood == "gerund" and clitics < first and passage.low[clitics] in words.gerund_openers  # `en l'indiquant`: no pronoun
    if mood == "infinitive" and passage.low[clitics - 1] in words.negator and passage.low[clitics - 2] in words.negation:
        negation = negator = True  # `ne pas vouloir`
    if reflexive and mood in ("finite", "gerund") and first < head and not compound:
        # `se contente d'affirmer`: the pronoun belongs to the verb of phase.
        first, reflexive = clitics, False
    entry = _choose(readings, reflexive, compound)
    ordered = compound and entry is not None and "orders" in entry.frames.values()  # `« J'ai ordonné un repli »`
    if first_person and not _has_first_person(passage, clitics, first, quoted=ordered):
        return None
    if entry is None or (mood == "infinitive" and (_is_caused(passage, clitics) or _is_site(passage, head) or passage.low[head - 1] == "-")):
        return None
    be = compound and auxiliary in words.be
    if be and not reflexive and not passive:
        passive = True
    tail = _tail_from(passage, last + 1, entry.tail) if entry.tail else None
    last = _tail_end(passage, tail, entry.tail) - 1 if tail is not None else last
    if reflexive and entry.reflexive:
        first = clitics
    restricted = negation and not negator and not never and any(passage.low[i] in words.that for i in range(last + 1, last + 4))
    return Cue(
        entry, first, last, head, clitics, Span(passage.starts[first], passage.ends[last]), mood,
        compound or "past" in kinds or (mood == "finite" and first < head), pronoun,
        (negation or negator) and not restricted and not never, restricted, passive, about, noun is None,
    )  # fmt: skip


def _is_caused(passage: Passage, at: int) -> bool:
    """`fait craindre que …`, `permet de conclure que …`: nobody says so."""
    words = passage.words
    return passage.low[at - 1] in words.causative or (passage.low[at - 1] in words.bare_of and passage.low[at - 2] in words.allowing)


def _is_site(passage: Passage, head: int) -> bool:
    """`a écrit sur Twitter`: a name spelt like an infinitive."""
    return passage.low[head - 1] in passage.words.prepositions and passage.text[passage.starts[head]].isupper()


def _mood(kinds: frozenset[str]) -> str:
    for kind in ("present", "past", "future", "conditional", "first"):
        if kind in kinds:
            return "finite"
    return next(kind for kind in ("gerund", "infinitive", "participle") if kind in kinds)


def _leftwards(passage: Passage, at: int) -> tuple[int, int | None, bool, bool]:
    """Over adverbs, an inverted pronoun, negators and `been` to where an auxiliary may stand: its number, pronoun, negated, passive."""
    words = passage.words
    pronoun: int | None = None
    negator = passive = False
    while at >= 0:
        low = passage.low[at]
        if low in words.been:
            passive, at = True, at - 1
        elif low in words.negator and adverb_ending(passage, at) < 2:  # `a de plus précisé` denies nothing
            negator, at = True, at - 1
        elif low in words.subject_pronoun and passage.low[at - 1] == "-":
            pronoun = at
            at -= 4 if passage.low[at - 2] in words.linking_letter and passage.low[at - 3] == "-" else 2
        elif (length := adverb_ending(passage, at)) > 0:
            at -= length
        elif low == "," and (length := adverb_ending(passage, at - 1)) and passage.low[at - 1 - length] == ",":
            at -= length + 2 if passage.low[at - 2 - length] in words.have else 1  # `avait, lui, dit`
        elif low == "," and (auxiliary := _before_aside(passage, at)) is not None:
            return auxiliary, pronoun, negator, passive
        else:
            break
    return at, pronoun, negator, passive


def _before_aside(passage: Passage, close: int) -> int | None:
    """`a, dans le même temps, souligné`, `avait, il y a deux jours, dit`: the auxiliary before an aside in commas."""
    words = passage.words
    comma = next((n for n in range(close - 1, max(0, close - _LONGEST_ASIDE), -1) if passage.low[n] == ","), None)
    if comma is None or passage.low[comma - 1] not in words.have:
        return None
    opens = passage.low[comma + 1] in words.prepositions or words.phrases(words.ago).starting(passage.lows, comma + 1)
    return comma - 1 if opens else None


def adverb_ending(passage: Passage, at: int) -> int:
    """How many tokens the adverb phrase has that ends at this token; 0 where none does."""
    if length := passage.words.adverb_phrases.ending(passage.lows, at):
        return length
    low = passage.low[at]
    return (
        1
        if len(low) > 6
        and low.endswith(passage.words.adverb_ending)
        and low not in passage.words.event_nouns
        and passage.low[at - 1] not in passage.words.determiners
        else 0
    )


def adverb_starting(passage: Passage, at: int) -> int:
    """How many tokens the adverb phrase has that begins at this token; 0 where none does."""
    low, adverbs = passage.low[at], passage.words.adverb_phrases
    if low in adverbs.openers and (length := adverbs.starting(passage.lows, at)):
        return length
    if len(low) <= 6 or not low.endswith(passage.words.adverb_ending) or low in passage.words.whether:
        return 0
    name = at > 0 and passage.text[passage.starts[at]].isupper()  # `a annoncé Commandement central`
    return int(not name and passage.low[at - 1] not in passage.words.determiners)


def _inverted(passage: Passage, head: int) -> tuple[int | None, int]:
    """The pronoun after a simple tense (`dit-il`, `ajoute-t-elle`) and the last token of the group."""
    if passage.low[head + 1] == "-":
        at = head + 4 if passage.low[head + 2] in passage.words.linking_letter and passage.low[head + 3] == "-" else head + 2
        if passage.low[at] in passage.words.subject_pronoun:
            return at, at
    return None, head


def _negator_after(passage: Passage, head: int) -> bool:
    return passage.low[head + 1] in passage.words.negator and passage.low[head - 1] in passage.words.negation | passage.words.clitics


def _phase_start(passage: Passage, head: int, lexicon: Lexicon) -> tuple[int, bool]:
    """Where a verb of phase before this infinitive begins, `head` without one; and whether a negation only stresses it (`ne cesse de dire`)."""
    words = passage.words
    link_end = head - adverb_ending(passage, head - 1)  # `tient à nouveau à dire`, `en a profité pour formellement démentir`
    for at in range(link_end - 1, link_end - 2 - _LONGEST_LINK, -1):
        length = link_end - 1 - at
        links = lexicon.phases.get(passage.low[at])
        if links is None:
            continue
        never = _NEVER in links
        link = "".join(low for low in passage.low[at + 1 : link_end] if not (never and low in words.negator))
        if link not in links if length else links:
            continue
        at -= never and passage.low[at - 1] in words.bare_of  # `n'a de cesse de dire`
        before, *_ = _leftwards(passage, at - 1)
        first = before if before >= 0 and passage.low[before] in words.have else at
        if not never or passage.low[_clitics(passage, first)[0]] in words.negation:
            return first, never
    return head, False


def _is_noun(passage: Passage, head: int) -> bool | None:
    """The same letters as a noun: after an article. None where a verb's pronoun may stand before it (`le dit`), so that the tree has to tell."""
    words = passage.words
    before = passage.low[head - 1]
    if before in words.contracted and not before.endswith("'"):
        return True  # `a dit au juge qu'il …`
    if before in words.numbers and before in words.determiners:
        return None  # `les deux affirment`
    pronoun, preposition = before in words.clitics, before in words.prepositions
    if preposition and not pronoun and passage.low[head + 1] not in words.that:
        return True
    if before not in words.determiners and before not in words.inside_name and not (preposition and pronoun):
        return False
    return None if pronoun else True


def _clitics(passage: Passage, first: int) -> tuple[int, bool, bool, bool]:
    """Pronouns before the group: where they begin; is there an object, a reflexive, a negation among them?"""
    words = passage.words
    at, about, reflexive, negation = first - 1, False, False, False
    while at >= 0 and passage.low[at] in words.clitics:
        about |= passage.low[at] in words.object_pronoun
        reflexive |= passage.low[at] in words.reflexive
        negation |= passage.low[at] in words.negation
        at -= 1
    return at + 1, about, reflexive, negation


def _has_first_person(passage: Passage, clitics: int, first: int, *, quoted: bool) -> bool:
    """`je`, `nous`, `vous` beside the verb, outside quotation marks unless `quoted`: the voice of a transcript, not of somebody quoted."""
    spoken = quoted or passage.quote_at(passage.starts[first]) is None
    return spoken and any(passage.low[n] in passage.words.first_person for n in range(clitics - 1, first))


def _with_tails(passage: Passage, start: int, form: Form) -> Sequence[tuple[Entry, str]]:
    """The readings whose further words stand there."""
    if form.plain:
        return form.readings
    places: list[int] = []
    if form.tails:
        contracted = passage.words.contracted
        heads = ((at, passage.low[at]) for at in _tail_places(passage, start))
        places = [at for at, low in heads if word_stem(low) in form.tails or word_stem(contracted.get(low, "")) in form.tails]
        if not places:
            return []
    found = []
    for entry, kind in form.readings:
        if entry.tail and not places:
            places = _tail_places(passage, start)
        if not entry.tail or any(_tail_end(passage, at, entry.tail) for at in places):
            found.append((entry, kind))
    return found


def _choose(readings: Sequence[tuple[Entry, str]], reflexive: bool, compound: bool) -> Entry | None:
    """The reading with most words; a reflexive one only with its pronoun, and no other one with it."""
    best: Entry | None = None
    for entry, kind in readings:
        if (compound and kind not in ("participle", "present")) or entry.reflexive != reflexive:
            continue
        if best is None or len(entry.tail) > len(best.tail):
            best = entry
    return best


def _tail_from(passage: Passage, start: int, tail: tuple[str, ...]) -> int | None:
    """Where the further words of an expression stand."""
    return next((at for at in _tail_places(passage, start) if _tail_end(passage, at, tail)), None)


def _tail_places(passage: Passage, start: int) -> list[int]:
    """Where further words of an expression may stand: at once, or after adverbs (`fait aussi état de`, `parle, lui, de`)."""
    places = [start]
    while True:
        at = places[-1]
        length = adverb_starting(passage, at)
        if not length and passage.low[at] == "," and (length := adverb_starting(passage, at + 1)):
            length += 1 + (passage.low[at + 1 + length] == ",")
        length = length or _past_place(passage, at) - at
        if not length:
            return places
        places.append(at + length)


def _tail_end(passage: Passage, start: int, tail: tuple[str, ...]) -> int:
    """The token behind an expression's further words that stand there; 0 where they do not. Before its preposition a time may stand
    (`a fait état jeudi de …`)."""
    contracted, at = passage.words.contracted, start
    for word in tail:
        if at > start and word in passage.words.links and passage.low[at] != word:
            at = _past_time(passage, at)
            at = _past_place(passage, at + passage.words.adverb_phrases.starting(passage.lows, at))  # `a fait état d'abord de …`
        low = passage.low[at]
        if not _same(low, word) and contracted.get(low) != word:
            return 0
        at += 1
    return at


def _past_place(passage: Passage, start: int) -> int:
    """Past where it was said, in commas (`fait état, dans une note, de …`) or with one name (`a parlé sur Twitter de …`)."""
    if passage.low[start] == "," and passage.low[start + 1] in passage.words.prepositions:
        return next((n + 1 for n in range(start + 2, start + _LONGEST_ASIDE) if passage.low[n] == ","), start)
    return start + 2 if passage.low[start] in passage.words.prepositions and passage.is_name(start + 1) else start


def _past_time(passage: Passage, start: int) -> int:
    """Past a day or an hour (`mardi soir`, `vers 22 heures`)."""
    at = start
    while _is_time(passage, at) or (_is_time(passage, at + 1) and passage.is_word(at) and passage.low[at] not in passage.words.inside_name):
        at += 1  # but `a fait état mardi | de 19 morts`
    return at


def _is_time(passage: Passage, at: int) -> bool:
    return passage.low[at] in passage.words.time or passage.low[at][:1].isdigit()


def _same(low: str, word: str) -> bool:
    """Equal but for gender and number: `est persuadée` fits `être persuadé`."""
    return low == word or (len(word) > 3 and word_stem(low) == word_stem(word))
