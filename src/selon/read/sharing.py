"""Numbers that stand without a noun and share that of another: `22 des 27 gouvernements`, `284 morts, contre 63 la veille`.

A bare number is a quantity only where the sentence says what it counts: a whole that follows, a `nombre de …`, a quantity before it in the
same sentence or the sentence before. Else it is none.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import msgspec

from selon.languages import Pack
from selon.read.draft import Draft, Line
from selon.read.lenders import PERCENT, POINT, counts, goes_on_with_scale, lending, nearest_people
from selon.read.named_nouns import NamedNouns
from selon.read.numbers import Number
from selon.read.unit_words import PERSON, TIMES, lexicon
from selon.read.units import Noun

_NAME = re.compile(r"[A-ZÀ-Þ]\w*\s+$")
_WORD = re.compile(r"\s+([^\W\d_]+)")
_ADJECTIVE = re.compile(r"\s+([^\W\d_]+)(?=\s*[,;.)]|\s+et\s|$)")
_PART_REACH = 14
# `Alice Ferrand 12 480 (31,2 %)`: what a name got, and its share.
_SHARE_BEHIND = re.compile(r"\s?\(\d[\d.,]*\s?%")
# `pertes de 850 millions` are of money.
_TOO_MANY = 1_000_000
# A rise is of what was measured before, not of `le nombre de …`.
_RISE = "+"
_LISTED = "listed-noun/1"
# `21 cas sont probables et 2 suspects`
_REACH_OF_CASES = 25
# How far before the number the people are looked for that it is a part of.
_PEOPLE_REACH = 100
# Less than this in brackets behind a name can be an age.
_LEAST_AT_A_PLACE = 130
# How far back the name of a rival may begin, and its least number.
_NAME_REACH, _LEAST_OF_RIVAL = 40, 3000
# From so many on, a part of 10,000 or 100,000 was counted and is no share.
_SHARE = 1000


class _Sharing(msgspec.Struct, frozen=True):
    after: tuple[str, ...]
    after_words: tuple[str, ...]
    parts: tuple[str, ...]
    pronouns: tuple[str, ...]
    only: tuple[str, ...]
    part_of: tuple[str, ...]
    verbs: tuple[str, ...]
    of_them: tuple[str, ...]
    change_from: tuple[str, ...]
    change_to: tuple[str, ...]
    against: tuple[str, ...]
    placed: tuple[str, ...]
    counted_by: tuple[str, ...]
    degrees: frozenset[str]
    according: tuple[str, ...]
    counters: tuple[str, ...]
    rivals: tuple[str, ...]
    more_or_less: tuple[str, ...]
    sentences: tuple[str, ...]
    again: tuple[str, ...]
    they: tuple[str, ...]
    done_to_things: tuple[str, ...]
    areas: frozenset[str]
    adjectives: dict[str, str]
    out_of: tuple[str, ...]
    share_of: frozenset[int]
    one: int
    theirs: tuple[str, ...]
    listed: tuple[str, ...]
    row: str
    row_units: frozenset[str]
    verb_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    compared: tuple[str, ...]


class _SharingWords(msgspec.Struct, frozen=True):
    """Shape of the table `sharing` of `quantities.toml`."""

    sharing: _Sharing


class Sharing:
    """Finds the noun for numbers without one. Get it with `sharing(pack)`."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("quantities", _SharingWords).sharing
        self._named = NamedNouns(pack)
        self._lexicon = lexicon(pack)
        self._after = _ends_with(words.after)
        self._after_words = _ends_with(words.after_words)
        self._part = _ends_with(words.parts)
        self._pronoun = re.compile(rf"(?<!\w)(?:{'|'.join(words.pronouns)})\s+(?:[\w'’]+\s+){{1,3}}(?:{'|'.join(words.only)})?$")
        self._part_of = re.compile(rf"\s+(?:{'|'.join(words.part_of)})\s+$")
        self._change_from = re.compile(rf"(?<!\w)(?:{'|'.join(words.change_from)})\s*$")
        self._change_to = re.compile(rf"\s+(?:{'|'.join(words.change_to)})\s+$")
        self._against = re.compile(rf"\s+(?:{'|'.join(words.against)})\s+$")
        self._apart = _ends_with((*words.against, *words.out_of))
        self._placed = re.compile(rf"\s+(?:{'|'.join(words.placed)})")
        self._counted_by = re.compile(rf"\s+(?:{'|'.join(words.counted_by)})(?!\w)")
        self._degrees = words.degrees
        source = rf"(?<!\w)(?:{'|'.join(words.according)})\s+(?:[\w'’]+\s+){{1,4}}$"
        self._according = re.compile(rf"{source}|[,;]\s+(?:{'|'.join(words.counters)})\s+$")
        self._rival = re.compile(rf"(?:{'|'.join(words.rivals)})$")
        self._more_or_less = re.compile(rf"\s+(?:{'|'.join(words.more_or_less)})(?!\w)")
        self._of_sentence = re.compile(rf"\s+(?:{'|'.join(words.sentences)})(?!\w)")
        self._again = re.compile(rf"(?<!\w)(?:{'|'.join(words.again)})(?!\w)\s+(?:[\w'’]+\s+){{0,5}}$")
        self._done_to_things = re.compile(rf"\s+(?:{'|'.join(words.done_to_things)})(?!\w)")
        self._areas, self._adjectives = words.areas, words.adjectives
        self._they = re.compile(rf"(?<!\w)(?:{'|'.join(words.they)})\s+(?:[\w'’]+\s+){{0,2}}$")
        self._out_of = re.compile(rf"(?:\s[^\W\d_]+){{0,3}},?\s(?:{'|'.join(words.out_of)})\s+$")
        self._share_of, self._one = words.share_of, words.one
        self._theirs = re.compile(rf"\s+(?:{'|'.join(words.theirs)})(?!\w)")
        self._listed = re.compile(rf"\s*(?:{'|'.join(words.listed)})\s+$")
        self._row, self._row_units = re.compile(words.row), words.row_units
        self._verb_endings, self._adverb_endings = words.verb_endings, words.adverb_endings
        self._compared = _ends_with(words.compared)
        self._of_them = re.compile(rf"\s+(?:{'|'.join(words.of_them)})(?!\w)")
        self._subject = re.compile(rf"\s+(?:(?:{'|'.join(words.pronouns)})\s+)?(?:{'|'.join([*words.verbs, *words.of_them])})(?!\w)")

    def wants(self, draft: Draft, *, participle: bool) -> bool:
        """Whether a number without a noun of its own stands where it could share one. `participle`: one stands behind (`12 exécutés`)."""
        if draft.noun is not None:
            return draft.noun.standing_in
        line, end = draft.line, draft.end
        if _behind_name(draft) and not self._after.search(draft.before):
            return (self._is_rival(draft) or _SHARE_BEHIND.match(draft.behind) is not None) and self._stands_alone(draft)
        if line.folded[end : end + 1].isalnum() or draft.number.written == "article":
            return False
        if participle or self._points_back(draft):
            return True
        if any(told.match(draft.behind) for told in (self._more_or_less, self._of_sentence, self._counted_by)):
            return True
        described = self._part.search(draft.before) is not None and self._is_described(draft)
        if re.match(r"\s*[%°]", draft.behind) or not (described or self._stands_alone(draft)):
            return False
        if draft.number.written == "digits" and self._according.search(draft.before):
            return True
        if self._placed.match(draft.line.text, draft.end) and draft.before.rstrip().endswith((":", ",", ";")):
            return True
        cue = self._after_words if draft.number.written == "words" else self._after
        return draft.qualified or draft.ranged or draft.number.written == "vague" or cue.search(draft.before.rstrip().removesuffix(_RISE)) is not None

    def _is_rival(self, draft: Draft) -> bool:
        """`…, l'Allemagne 1 million`: great enough to be no part of the name."""
        line = draft.line.text[max(0, draft.start - _NAME_REACH) : draft.start]
        return draft.value >= _LEAST_OF_RIVAL and self._rival.search(line) is not None

    def goes_on_list(self, line: Line, one: Number, before: Draft) -> bool:
        """`cinq à Lyon et un à Nice`, `huit blessés, dont un grave`: the second counts as the first does."""
        if self._placed.match(line.text, one.span.end) is not None:
            return self._placed.match(line.text, before.end) is not None
        degree = _WORD.match(line.folded, one.span.end)
        return degree is not None and degree.group(1) in self._degrees and self._part.search(line.folded, before.end, one.span.start) is not None

    def may_be_in_row(self, line: Line, one: Number, before: Draft) -> bool:
        """A cheap look: things are counted before, and nothing parts them from `un`."""
        counted = before.unit not in {"", PERSON} and before.number.written != "vague"
        return counted and self._row.fullmatch(line.folded, before.end, one.span.start) is not None

    def in_row(self, one: Draft, before: Draft) -> bool:
        """`trois fourgons, un camion`: one more of the things that are counted."""
        if one.noun is None or one.noun.measured or not one.noun.known:
            return False
        return one.unit == before.unit or {one.unit, before.unit} <= self._row_units

    def is_of_them(self, draft: Draft) -> bool:
        """Some of those who were counted before, maybe in another paragraph (`trois d'entre eux`)."""
        return self._of_them.match(draft.behind) is not None

    def take_people(self, draft: Draft) -> None:
        """`en blessant six autres`: what is told makes them people, though none were counted before."""
        _take_people(draft, "they/1")

    def _stands_alone(self, draft: Draft) -> bool:
        """No word that could be counted stands right behind the number."""
        word = _WORD.match(draft.behind)
        return word is None or word.group(1) in self._lexicon.never or word.group(1) in self._degrees or word.group(1).endswith(self._verb_endings)

    def _is_described(self, draft: Draft) -> bool:
        """Nothing but an adjective stands behind it (`28 missiles, dont 15 balistiques`)."""
        adjective = _ADJECTIVE.match(draft.behind)
        return adjective is not None and self._lexicon.is_adjective(adjective.group(1))

    def before_participle(self, draft: Draft) -> bool:
        """Whether a plural participle stands right behind it (`12 rénovés`)."""
        word = _WORD.match(draft.line.text, draft.end)
        return word is not None and self._lexicon.is_participle(word.group(1)) and draft.number.written != "article"

    def without_shares(self, found: list[Draft]) -> list[Draft]:
        """The drafts without those of `un train sur quatre` or `24 heures sur 24`; in `neuf bureaux sur 412` the whole takes its part's noun."""
        shares: list[Draft] = []
        for part, whole in pairwise(found):
            if not part.unit or whole.noun is not None or not self._out_of.match(part.line.folded[part.end : whole.start] + " "):
                continue
            around_the_clock = part.value == whole.value and part.unit in TIMES
            if around_the_clock or (whole.value in self._share_of and part.value < _SHARE) or (part.value == 1 and whole.value <= self._one):
                shares += [part, whole]
            elif part.value < whole.value:
                _take(whole, part, "out-of/1")
        return [draft for draft in found if draft not in shares] if shares else found

    def take_whole(self, part: Draft, whole: Draft) -> None:
        """`22 des 27 gouvernements`, `est passé de 12 à 15 morts`, `4, 7 et 12 blessés`: the number takes the noun of the one behind it."""
        between = part.line.folded[part.end : whole.start]
        if not whole.unit or len(between) > _PART_REACH:
            return
        if (self._listed.fullmatch(between) or (whole.rule == _LISTED and between.strip() == ",")) and not _behind_name(part):
            if not self._apart.search(part.before):
                _take(part, whole, _LISTED)
        elif self._part_of.match(between):
            if whole.unit not in TIMES:  # `en hausse de 12 000 sur un an`
                _take(part, whole, "part-of/1")
        elif whole.unit == PERCENT and self._against.match(between):
            _take(part, whole, "shared-noun/1")
        elif self._change_to.match(between) and self._change_from.search(part.before):
            _take(part, whole, "shared-noun/1")
            if part.number.scale == 1 and whole.number.scale > 1 and part.low is not None and part.high is not None:
                part.low, part.high = part.low * whole.number.scale, part.high * whole.number.scale

    def take_adjectives(self, found: list[Draft]) -> None:
        """`21 cas probables et 2 suspects`: what looks like a noun tells more of what was counted before it."""
        for before, draft in pairwise(found):
            unit = self._adjectives.get(draft.noun.head) if draft.noun is not None else None
            between = draft.line.folded[before.end : draft.start]
            if unit is not None and unit == before.unit and len(between) < _REACH_OF_CASES and self._listed.search(between):
                _take(draft, before, "shared-noun/1")

    def take_respectively(self, found: list[Draft]) -> None:
        """`51 missiles et 20 drones, dont 39 et 18 ont été abattus`: two parts, each of the one of two things that stands in its place."""
        for at in range(3, len(found)):
            whole, other, part, second = found[at - 3 : at + 1]
            if part.noun is None or part.shared_from is None or second.shared_from is None or not self._part.search(part.before):
                continue
            if whole.unit == other.unit or not self._both(whole, other) or not self._both(part, second):
                continue
            if _may_hold(whole, part) and _may_hold(other, second):
                _take(part, whole, "shared-noun/1")
                _take(second, other, "shared-noun/1")

    def _both(self, left: Draft, right: Draft) -> bool:
        """Only `et` stands between the two."""
        return self._listed.fullmatch(left.line.folded[left.end : right.start]) is not None

    def find(self, draft: Draft, earlier: list[Draft], *, persons: bool, participle: bool) -> bool:
        """Give the draft a noun from elsewhere.

        `earlier` are the quantities before it in its paragraph, the nearest last; `persons` says that its verb speaks of people,
        `participle` that one stands right behind it.
        """
        if draft.noun is None and (theirs := self._theirs.match(draft.behind)) is not None:
            draft.end += theirs.end()
            return _take_people(draft, "theirs/1")
        if persons and not participle:
            earlier = nearest_people(earlier) or earlier
        count = self._named.count(draft) if draft.noun is None and not draft.before.endswith(_RISE) else None
        named = count is not None and self._named.is_named(count, draft)
        if draft.noun is None and not named and not self.wants(draft, participle=participle):
            return False
        if draft.noun is None and self._named.is_population(draft):
            return _take_people(draft, "they/1")
        lenders = lending(draft, earlier, acting=draft.noun is None and self._is_acting(draft))
        of_things = draft.noun is None and self._done_to_things.match(draft.behind) is not None
        if of_things:
            lenders = [lender for lender in lenders if lender.unit != PERSON]
        if draft.noun is None and (self._behind_place(draft) or self._placed.match(draft.line.text, draft.end)):
            lenders = [lender for lender in lenders if lender.unit not in self._areas] or lenders
        same = [d for d in lenders if d.line is draft.line]
        if count is not None and not (self._compared.search(draft.before) and any(d.start > count.end and counts(d) for d in same)):
            draft.count_end = count.end
            return _take_noun(draft, count, "number-of/1")
        if draft.noun is None and (subject := self._named.subject(draft)) is not None:
            return _take_noun(draft, subject, "shared-noun/1")
        if same and (lender := self._best(draft, same)) is not None:
            return _take(draft, lender, "shared-noun/1")
        if draft.noun is None and not of_things and draft.number.scale < _TOO_MANY and (topic := self._named.topic(draft)) is not None:
            return _take_noun(draft, topic, "topic/1")
        near = [d for d in lenders if d.unit not in TIMES]
        if near and (draft.noun is not None or self._points_back(draft)):
            people = nearest_people(near) if self._again.search(draft.before) else []
            return _take(draft, (people or near)[-1], "shared-noun/1")
        if near and (self._behind_place(draft) or self._is_amount(draft, near[-1])):
            return _take(draft, near[-1], "shared-noun/1")
        if draft.noun is None and (self._they.search(draft.before) or (self._of_them.match(draft.behind) and self._speaks_of_people(draft))):
            return _take_people(draft, "they/1")
        if draft.noun is None and self._counted_by.match(draft.behind):
            return _take_people(draft, "they/1")
        if draft.noun is None and (predicate := self._named.predicate(draft)) is not None:
            return _take_noun(draft, predicate, "are/1")
        return False

    def _best(self, draft: Draft, same: list[Draft]) -> Draft | None:
        """The nearest quantity, of a part the nearest that may be its whole (`mille habitants de trois villages, dont 200 à Brest`); a length of
        time only where it is a part of a sentence, or nothing else was counted and a pronoun points to it."""
        if same[-1].unit in TIMES and self._of_sentence.match(draft.behind):
            return same[-1]
        things = [d for d in same if d.unit not in TIMES]
        if self._part.search(draft.before):
            things = [d for d in things if _may_hold(d, draft)] or things
        return things[-1] if things else same[-1] if self._pronoun.search(draft.before) else None

    def _is_acting(self, draft: Draft) -> bool:
        """`deux ont pu être sauvés`, `ils étaient 900`: who or what was counted, and no measure."""
        return self._subject.match(draft.behind) is not None or self._they.search(draft.before) is not None

    def _is_amount(self, draft: Draft, nearest: Draft) -> bool:
        """Millions of a measure that was read last, often money (`… 244 milliards d'euros. Le déficit serait de 7 milliards`)."""
        return draft.number.scale >= _TOO_MANY and not counts(nearest)

    def _points_back(self, draft: Draft) -> bool:
        if self._subject.match(draft.behind) is not None or self._opens_clause(draft) or self._more_or_less.match(draft.behind):
            return True
        return any(pattern.search(draft.before) is not None for pattern in (self._pronoun, self._again, self._they))

    def _opens_clause(self, draft: Draft) -> bool:
        """`… quatre blessés : deux souffrent de brûlures`: it begins a clause, and a finite verb follows."""
        verb = _WORD.match(draft.behind)
        ends = verb is not None and verb.group(1).endswith(self._verb_endings) and not verb.group(1).endswith(self._adverb_endings)
        return ends and draft.number.written != "article" and draft.before.rstrip().endswith((":", ",", ";", "–"))

    def _behind_place(self, draft: Draft) -> bool:
        """`Lyon (13 000 à 30 000)`: in brackets behind a name, too great for an age and no year."""
        if draft.low is None or draft.low < _LEAST_AT_A_PLACE or not draft.behind.startswith(")"):
            return False
        return _NAME.search(draft.line.text[max(0, draft.start - 30) : draft.start].removesuffix("(")) is not None

    def _speaks_of_people(self, draft: Draft) -> bool:
        """The last plurals before the number hold a noun for people (`des clandestins étaient à bord, trois d'entre eux`)."""
        words = re.findall(r"[^\W\d_]+", draft.line.folded[max(0, draft.start - _PEOPLE_REACH) : draft.start])
        return any(word[-1] in "sx" and self._lexicon.is_person(word) for word in words)


def _may_hold(whole: Draft, part: Draft) -> bool:
    """Whether the one is not less than the other."""
    least = part.high if part.low is None else part.low
    return whole.high is None or least is None or whole.high >= least


def _behind_name(draft: Draft) -> bool:
    """A bare number right behind a name can belong to it (`14 Challenger 2`)."""
    return draft.start == draft.number_start and _NAME.search(draft.line.text[max(0, draft.start - 30) : draft.start]) is not None


def _take_people(draft: Draft, rule: str) -> bool:
    return _take_noun(draft, Noun(start=draft.start, end=draft.end, unit=PERSON, head="", known=False), rule)


def _take(draft: Draft, lender: Draft, rule: str) -> bool:
    if draft.noun is None and goes_on_with_scale(draft, lender):
        draft.low, draft.high = (end and end * lender.number.scale for end in (draft.low, draft.high))
    draft.noun, draft.unit, draft.noun_words, draft.shared_from, draft.rule = lender.noun, lender.unit, lender.noun_words, lender, rule
    if lender.unit == PERCENT and _is_rise(draft):
        draft.unit = POINT
    return True


def _is_rise(draft: Draft) -> bool:
    """`51 % (- 3)`, `33 % (+2)`: by how much a share has changed, alone in brackets."""
    signed = draft.number.signed or draft.before.rstrip().endswith(_RISE)
    return signed and draft.behind.startswith(")") and draft.before.rstrip().removesuffix(_RISE).rstrip().endswith("(")


def _take_noun(draft: Draft, noun: Noun, rule: str) -> bool:
    draft.noun, draft.unit, draft.noun_words, draft.rule = noun, noun.unit, draft.line.text[noun.start : noun.end], rule
    return True


def _ends_with(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words or signs right before."""
    whole = "|".join(rf"(?<![\w-]){re.escape(w)}" if w[0].isalpha() else re.escape(w) for w in words)
    return re.compile(rf"(?:{whole})\s*[«“\"]?\s*$")


@cache
def sharing(pack: Pack) -> Sharing:
    """The pack's sharing, compiled once."""
    return Sharing(pack)
