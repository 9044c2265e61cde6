"""Find the quantities of an article: numbers that count or measure something, as intervals with unit, modality and what they count.

The way of one number: `numbers` gives its value, `ranges` joins it with a second end, `units` reads the noun behind it, `qualifiers` sets
bounds and modality, `refusals` drops dates, ages and names, `sharing` finds a noun for a number without one, `happened` says what became
of the people counted. `docs/conventions.md` tells how vague numbers are read and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_page
from selon.model import Article, Quantity, Span
from selon.read.compounds import compounds
from selon.read.draft import Draft, Line
from selon.read.happened import happenings
from selon.read.number_words import number_lexicon
from selon.read.numbers import Number, find_numbers, is_before_word
from selon.read.page_words import PageWords, page_words, those_within
from selon.read.qualifiers import qualifiers
from selon.read.ranges import ranges
from selon.read.refusals import refusals
from selon.read.sentences import Sentence
from selon.read.sharing import sharing
from selon.read.unit_words import PERSON
from selon.read.units import Noun, NounReader

_SIGNED_UNITS = frozenset({"percent", "degré", "degré Celsius", "degré Fahrenheit", "point de pourcentage", "point"})
_UNITS_OF_ONE = frozenset({PERSON, "percent"})
_NO_HEADS: frozenset[str] = frozenset()
_MANY = 2
# How far from the number before it `un` can stand in its row (`cinq à Lyon et un à Nice`, `trois fourgons et un camion`).
_ROW_REACH = 40
# `vue trois fois` counts occasions, `des milliers de fois` nothing; from here on it is an audience.
_LEAST_TIMES = 100
# How many quantities back a bare number can find its noun.
_LENDERS = 20
# A sentence with more numbers is a table or worse; the others are left out, so that no page costs more than it should.
_MOST_NUMBERS = 1000
# `pertes de 850 millions` are of money.
_TOO_MANY_LOST = 1_000_000


def read_quantities(article: Article, sentences: list[Sentence], pack: Pack) -> list[Quantity]:
    """The quantities of an article, in text order.

    Args:
        article: The page; offsets are into its text.
        sentences: Its sentences; quantities are looked for in these only.
        pack: The language's tables `numbers`, `units`, `quantities` and `happened`.

    Returns:
        One quantity for each number that counts or measures, with ids `q1`, `q2` … . `low` and `high` are both inclusive, None an open end.
    """
    reader = _reader(pack)
    kept: list[Draft] = []
    folded = fold_page(article.text)
    page = page_words(folded)
    starters = page.among(number_lexicon(pack).starters)
    for sentence in sentences:
        within, start = page.within(sentence.span), sentence.span.start
        firsts = those_within(starters, within)
        has_digits = bool(those_within(page.numbers, within))
        if not firsts and not has_digits:
            continue
        text, small = sentence.span.of(article.text), sentence.span.of(folded)
        if not has_digits and not reader.may_hold(text, small, page, firsts, start):
            continue
        line = Line(text, small, page.part(within, start), start, sentence.paragraph)
        near = [d for d in kept[-_LENDERS:] if d.line.paragraph == line.paragraph]
        reader.read(line, near, kept[-_LENDERS:])
        kept += line.drafts
    return [_quantity(draft, f"q{n}") for n, draft in enumerate(kept, 1)]


@cache
def _reader(pack: Pack) -> _LineReader:
    return _LineReader(pack)


class _LineReader:
    """Reads one sentence after the other with the tables of one language."""

    def __init__(self, pack: Pack) -> None:
        self.pack, self.numbers = pack, number_lexicon(pack)
        self.qualifiers, self.ranges, self.refusals = qualifiers(pack), ranges(pack), refusals(pack)
        self.sharing, self.happenings, self.compounds = sharing(pack), happenings(pack), compounds(pack)

    def read(self, line: Line, earlier: list[Draft], of_page: list[Draft]) -> None:
        """Fill `line.drafts`; `earlier` are the quantities before it in the same paragraph, `of_page` those before it wherever they stand."""
        numbers = find_numbers(line.text, self.pack, folded=line.folded, words=line.words)[:_MOST_NUMBERS]
        if not numbers:
            return
        nouns = NounReader(line.text, line.folded, self.pack)
        found: list[Draft] = []
        for group, behind in self.groups(line, numbers):
            taken = bool(found) and found[-1].compound and group[0].span.start < found[-1].end
            one = group[0]
            near = bool(found) and one.written == "article" and one.span.start - found[-1].end < _ROW_REACH
            counted = [msgspec.structs.replace(one, written="words")] if near else group
            if near and self.sharing.goes_on_list(line, one, found[-1]):
                group = counted
            draft = None if taken else self.draft(line, group, nouns, behind)
            if draft is None and near and not taken and self.sharing.may_be_in_row(line, one, found[-1]):
                draft = self.draft(line, counted, nouns, behind)
                draft = draft if draft is not None and self.sharing.in_row(draft, found[-1]) else None
            found += [draft] if draft is not None else []
        found = self.sharing.without_shares(found)
        self.lend(found, earlier, of_page)
        line.drafts = [d for d in found if d.unit]
        self.happenings.read(line.drafts, earlier)

    def groups(self, line: Line, numbers: list[Number]) -> Iterable[tuple[list[Number], Number | None]]:
        """Each number alone or with the second end of its range, and the number behind."""
        at = 0
        while at < len(numbers):
            pair = at + 1 < len(numbers) and self.ranges.read(line.text, line.folded, numbers[at], numbers[at + 1]) is not None
            group = numbers[at : at + 2] if pair else numbers[at : at + 1]
            at += len(group)
            yield group, numbers[at] if at < len(numbers) else None

    def draft(self, line: Line, group: list[Number], nouns: NounReader, behind: Number | None) -> Draft | None:
        """The draft of one number or range, or nothing where it is no quantity."""
        number = group[-1]
        start, end = group[0].span.start, number.span.end
        is_article = len(group) == 1 and number.written == "article"
        if (is_article and not self.may_be_one(line.folded, number.span, nouns)) or self.refusals.is_day(line, number):
            return None
        seen = nouns.times(start, end) if number.low >= _LEAST_TIMES and number.written != "vague" else None
        noun = seen or nouns.after(end, plural=number.high >= _MANY, takes_of=number.takes_of, digits=number.written == "digits")
        if (number.portion and (noun is None or not noun.measured)) or (number.few and (noun is None or not noun.known)):
            return None
        if is_article and not self.may_count(line, number, noun):
            return None
        draft = Draft(line, number, number.low, number.high, start, end, number_end=end, first_start=start)
        if len(group) > 1 and (both := self.ranges.read(line.text, line.folded, *group)) is not None:
            draft.low, draft.high, draft.start, draft.ranged, draft.rule = both.low, both.high, both.start, True, "range/1"
        whole = number if len(group) == 1 else msgspec.structs.replace(number, span=Span(start, end))
        if seen is None and self.refusals.shape(line, whole, measured=noun is not None and noun.measured):
            return None
        if seen is None and noun is not None and not noun.known and self.happenings.participle(line.folded, noun.start):
            noun = None
        self.set_noun(draft, noun, nouns)
        if draft.noun is not None and draft.noun.measured:
            self.compounds.extend(draft, behind, nouns)
        next_start = behind.span.start if behind is not None else None
        self.qualifiers.apply(draft, next_start)
        if draft.noun is None and draft.qualified:
            self.set_unit_before(draft, nouns)
        people = draft.unit == PERSON or (draft.noun is not None and draft.noun.standing_in)
        if number.written == "article" and people and self.happenings.of_one(draft) in self.refusals.one_of:
            draft.rule = "one-person/1"
        return None if self.refusals.sense(draft) else draft

    def may_hold(self, text: str, folded: str, page: PageWords, firsts: list[int], offset: int) -> bool:
        """A first look at a sentence without digits: a number may begin at one of its words `firsts` of the page, which is more than an `un` of
        which one is not counted."""
        if not self.numbers.particles.one.issuperset([page.words[at] for at in firsts]):
            return True
        nouns = NounReader(text, folded, self.pack)
        for at in firsts:
            one = Span(page.starts[at] - offset, page.ends[at] - offset)
            alone = is_before_word(folded, one.end) and self.numbers.following.isdisjoint(page.words[at + 1 : at + 2])
            if not alone or self.may_be_one(folded, one, nouns):
                return True
        return False

    def may_be_one(self, folded: str, one: Span, nouns: NounReader) -> bool:
        """A first look at `un`: no word around it makes it a bound, and the one behind is none of which one is counted."""
        heads = self.refusals.one.get(one.of(folded), _NO_HEADS)
        return nouns.may_be_one(one.end, _UNITS_OF_ONE, heads) or self.qualifiers.may_bound(folded, one.start, one.end)

    def may_count(self, line: Line, one: Number, noun: Noun | None) -> bool:
        """A second look at `un`: it counts people, a measure that may go on (`une heure et demie`), what the pack says is counted, or is a bound."""
        if noun is not None and (
            noun.unit in _UNITS_OF_ONE
            or noun.measured
            or noun.standing_in
            or noun.head in self.refusals.one.get(line.folded[one.span.start : one.span.end], ())
        ):
            return True
        return self.qualifiers.may_bound(line.folded, one.span.start, one.span.end)

    def set_noun(self, draft: Draft, noun: Noun | None, nouns: NounReader) -> None:
        """Take the noun behind the number, or the unit before it, and mend what only the noun decides."""
        number, line = draft.number, draft.line
        if (noun is None or not noun.measured) and self.set_unit_before(draft, nouns):
            return
        if noun is None:
            return
        if noun.unit == PERSON and number.scale >= _TOO_MANY_LOST and self.happenings.words.nouns.get(noun.head) == "casualties":
            noun = msgspec.structs.replace(noun, unit=noun.head)
        draft.noun, draft.unit, draft.end = noun, noun.unit, max(draft.end, noun.end)
        draft.noun_words = line.text[noun.start : noun.end]
        if number.thousands is not None and not draft.ranged and (not noun.measured or noun.unit in nouns.words.whole):
            draft.low = draft.high = number.thousands
        if number.signed and draft.unit not in _SIGNED_UNITS:
            unsigned = re.search(r"\d", line.text[draft.start : draft.end]) if number.written == "digits" else None
            draft.start += unsigned.start() if unsigned else 0
            draft.low, draft.high = abs(number.low), abs(number.high)

    def set_unit_before(self, draft: Draft, nouns: NounReader) -> bool:
        """Take the unit written before the number and its qualifier (`magnitude 7,8`, `une magnitude d'au moins 6`), if there is one."""
        prefix = nouns.before(draft.start)
        if prefix is None:
            return False
        draft.start, draft.unit, draft.rule = prefix[0], prefix[1], "unit-number/1"
        draft.noun = Noun(start=prefix[0], end=draft.number_start, unit=prefix[1], head=prefix[1], measured=True)
        return True

    def lend(self, found: list[Draft], earlier: list[Draft], of_page: list[Draft]) -> None:
        """Give numbers without a noun that of another; the last ones first, since a part stands before its whole."""
        for at in range(len(found) - 1, -1, -1):
            draft = found[at]
            if not draft.unit and at + 1 < len(found):
                self.sharing.take_whole(draft, found[at + 1])
        for at, draft in enumerate(found):
            if not draft.unit:
                before = earlier or (of_page if self.sharing.is_of_them(draft) else [])
                near = (before + found[:at] if at < _LENDERS else found[at - _LENDERS : at])[-_LENDERS:]
                stop = found[at + 1].start if at + 1 < len(found) else len(draft.line.text)
                participle = self.happenings.participle(draft.line.folded, draft.end) or self.sharing.before_participle(draft)
                lent = self.sharing.find(draft, near, persons=self.happenings.behind(draft, stop) is not None, participle=participle)
                if not lent and draft.noun is not None and draft.noun.standing_in and self.happenings.told(draft, stop):
                    self.sharing.take_people(draft)
        self.sharing.take_respectively(found)
        self.sharing.take_adjectives(found)


def _quantity(draft: Draft, identity: str) -> Quantity:
    return Quantity(
        id=identity, span=draft.span(), low=draft.low, high=draft.high, unit=draft.unit, of=draft.of if draft.unit == PERSON else None,
        modality=draft.modality, noun=draft.noun_words, rule=draft.rule,
    )  # fmt: skip
