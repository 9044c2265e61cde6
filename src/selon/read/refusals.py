"""What is no quantity although it is a number: dates, ages, times of day, names, addresses, ordinals, definite pairs.

`Refusals.shape` looks at the number alone and its neighbours, before a noun is read; `Refusals.sense` at number and noun together. Both
give the reason in a word, or nothing.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.read.draft import Draft, Line
from selon.read.number_words import number_lexicon
from selon.read.numbers import Number
from selon.read.unit_words import TIMES, lexicon

_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_HOURS_OF_A_DAY = 24
_OLDEST = 120
# Lengths after which a race or a broadcast is called.
_LENGTHS = frozenset({"m", "km", "h"})
_LAST_DAY = 31
# How far before two ages a term or a sentence may be spoken of (`les délais passent à 6 et 20 ans`).
_TERM_REACH = 80
# How far before it the noun of an adjective that looks like a number begins.
_NOUN_REACH = 30
# `un vol de 3 h 20` lasts so long, `le vol de 9 h 20` leaves then.
_LONG_EVENT = 5  # and `parti à 13 h 10 de Lyon` is no way of so many hours


# `12-14`, `3/4`, `10.5`, `5-methyl`, `2'000`
_NUMBER_GOES_ON = re.compile(r"[-/:.]\d|[-‑'’]\w")
_TELEPHONE = re.compile(r"0(?:\d{3}|\d(?:[ .]\d\d){2})")
_RISE_ENDS = re.compile(r"\)(?!\s*\d)|\s+[^\W\d_]")
_OPENING = re.compile(r"(?:^|[.;:!?«\"])\s*$")
_LAST_WORD = re.compile(r"([^\W\d_]+)[.°º]?\s*$")


class _Refused(msgspec.Struct, frozen=True):
    labels: frozenset[str]
    days: frozenset[str]
    months: tuple[str, ...]
    date_chain: tuple[str, ...]
    parts: tuple[str, ...]
    clock_sign: str
    clock_minutes: tuple[str, ...]
    named_length: tuple[str, ...]
    broadcasts: tuple[str, ...]
    clock_from: tuple[str, ...]
    clock_about: tuple[str, ...]
    clock_before: tuple[str, ...]
    clock_after: tuple[str, ...]
    length_after: tuple[str, ...]
    length_before: tuple[str, ...]
    lasts_before: tuple[str, ...]
    events: tuple[str, ...]
    away_after: tuple[str, ...]
    away_from: tuple[str, ...]
    clock_to: tuple[str, ...]
    age_said: tuple[str, ...]
    age_before: tuple[str, ...]
    not_age: tuple[str, ...]
    age_of: tuple[str, ...]
    age_after: tuple[str, ...]
    age_and: tuple[str, ...]
    age_unit: str
    age_goes_on: tuple[str, ...]
    date_before: tuple[str, ...]
    date_after: tuple[str, ...]
    date_from: tuple[str, ...]
    date_until: tuple[str, ...]
    rolling: tuple[str, ...]
    moved: tuple[str, ...]
    times_of_day: frozenset[str]
    lasting: tuple[str, ...]
    lasting_of: tuple[str, ...]
    definite: tuple[str, ...]
    between: tuple[str, ...]
    times: dict[str, int]
    addresses: tuple[str, ...]
    adjectives: tuple[str, ...]
    counting: tuple[str, ...]
    one: dict[str, frozenset[str]]
    one_of: frozenset[str]


class _RefusalWords(msgspec.Struct, frozen=True):
    """Shape of the table `refused` of `quantities.toml`."""

    refused: _Refused


class Refusals:
    """The refusals of one language, compiled. Get it with `refusals(pack)`."""

    def __init__(self, pack: Pack) -> None:
        words = pack.table("quantities", _RefusalWords).refused
        self._lexicon = lexicon(pack)
        self.labels, self.days, self.one, self.one_of = words.labels, words.days, words.one, words.one_of
        self._least_times = words.times
        self._label_ends = tuple(words.labels | words.days)
        self._address = re.compile("|".join(map(re.escape, words.addresses)))
        chain = "|".join(map(re.escape, words.date_chain))
        self._month = re.compile(rf"(?:\s*(?:{chain})\s*\d{{0,2}}){{0,4}}\s*(?P<month>{'|'.join(words.months)})(?!\w)")
        self._number_words = number_lexicon(pack).starters
        each = rf"\s*(?:{'|'.join(words.age_of)})?\s*\d\d?"
        self._ages = re.compile(rf"(?:\s*,{each}){{0,6}}\s*(?:{'|'.join(words.age_and)}){each}\s+{words.age_unit}(?!\w)")
        self._part = re.compile(rf"[\s-]+(?:et\s+un\s*)?(?:{'|'.join(words.parts)})(?!\w)")
        self._hour_sign = words.clock_sign
        self._behind_hour = re.compile(rf"\d\s?{words.clock_sign}\s?$")
        self._clock_sign = re.compile(rf"\s?{words.clock_sign}\s?\d\d(?!\d)(?:\s?(?:{'|'.join(words.clock_minutes)})(?!\w))?")
        self._clock_before, self._clock_from = _ends_with(words.clock_before), words.clock_from
        self._clock_about = _ends_with(words.clock_about)
        self._named_length, self._broadcasts = _ends_with(words.named_length), _ends_with(words.broadcasts)
        self._clock_after = re.compile(rf"\s*(?:{'|'.join(words.clock_after)})")
        self._length_after = re.compile(rf"\s+(?:{'|'.join(words.length_after)})")
        self._length_before = _ends_with(words.length_before)
        self._lasts_before = _ends_with(words.lasts_before)
        self._event_of = _ends_with(words.events)
        self._away_from = re.compile(rf"\s+(?:{'|'.join(words.away_from)})(?=[A-ZÀ-Þ])")
        self._clock_to = re.compile(rf"\s+(?:{'|'.join(words.clock_to)})\s+\d\d?\s?{words.clock_sign}")
        self._away_after = re.compile(rf"\s+(?:{'|'.join(words.away_after)})")
        self._age_said = _ends_with(words.age_said)
        self._age_before = _ends_with(words.age_before)
        self._not_age = re.compile(rf"(?<!\w)(?:{'|'.join(words.not_age)})")
        age_of = "|".join(words.age_of)
        ages = "|".join(words.age_and)
        self._between_commas = re.compile(rf"[,(–—-]\s*(?:\d\d?\s*(?:{ages})\s*)*$")
        self._person_of = re.compile(
            rf"([^\W\d_]+)(?:\s+([^\W\d_]+))?\s+(?:{age_of})(?:[\w\s,]{{0,12}}|(?:\d\d?(?:\s*,|\s+(?:{'|'.join(words.age_and)}))?\s+(?:{age_of})?){{1,6}})$"
        )
        self._name_of = re.compile(rf"[A-ZÀ-Þ][\w'’-]+\s+(?:{age_of})$")
        self._named_before = re.compile(r"[A-ZÀ-Þ][\w'’-]+\s+[A-ZÀ-Þ][\w'’-]+,\s*$")
        self._age_goes_on = re.compile(rf"[.;]|\s+(?:{'|'.join(words.age_goes_on)})(?!\w)")
        self._age_after = re.compile(rf"\s+(?:{'|'.join(words.age_after)})(?!\w)")
        self._date_before = _ends_with(words.date_before)
        self._date_after = re.compile(rf"\s+(?:{'|'.join(words.date_after)})(?!\w)")
        self._date_from = re.compile(rf"\s+(?:{'|'.join(words.date_from)})")
        self._date_until = _ends_with(words.date_until)
        self._rolling, self._moved = words.rolling, _ends_with(words.moved)
        self._times_of_day, self._lasting = words.times_of_day, _ends_with(words.lasting)
        self._lasting_of = re.compile(rf"\s+(?:{'|'.join(words.lasting_of)})(?!\w)")
        self._definite, self._any_pair = _ends_with(words.definite), _ends_with((*words.definite, *words.between))
        self._counting = re.compile(rf"(?:(?<!\w)(?:{'|'.join(words.counting)})\s|^|[(:,]\s?)$")
        self._adjective = re.compile(rf"(?<!\w)(?:{'|'.join(words.adjectives)})$")

    # -- the number and its neighbours

    def shape(self, line: Line, number: Number, *, measured: bool) -> str | None:
        """Why a number cannot be a quantity by its form; `measured` says that a measure is written right behind it (`10km`)."""
        text, start, end = line.folded, number.span.start, number.span.end
        before, after = text[start - 1 : start], text[end : end + 2]
        if (
            before.isalnum()
            or (before in _NAME_SIGNS and text[start - 2 : start] != _DASH)
            or (before == "." and text[start - 2 : start - 1].isalnum())
        ):
            return "part of a name"
        if before == "+" and not self._is_rise(text, start, end, measured=measured or number.scale > 1):
            return "part of a name"
        if before == "[" and after[:1] == "]":
            return "footnote"
        if text[start] == "0" and _TELEPHONE.match(text, start):
            return "telephone number"
        if not measured and (after[:1].isalnum() or _NUMBER_GOES_ON.match(after)):
            return "part of a name"
        if self._in_address(text, start, end):
            return "address"
        if self._ages.match(text, end) and not self._not_age.search(text, max(0, start - _TERM_REACH), start):
            return "age"
        if number.written != "digits":
            if self._part.match(text, end):
                return "share"
            if self._adjective.search(text, max(0, start - _NOUN_REACH), end):
                return "adjective"
            if line.text[start].isupper() and re.search(r"[\w,]\s$", text[max(0, start - 2) : start]):
                return "name"
        elif self._part.match(text, end):
            return "share"
        elif (clock := self._clock_sign.match(text, end)) is not None and not self._lasts(line, start, clock.end()):
            return "time of day"
        return None

    def _is_rise(self, text: str, start: int, end: int, *, measured: bool) -> bool:
        """The sign of `(+3,5 %)` and of `(+57)`, not of `C+12 km` or of a telephone number."""
        opening = text[start - 2 : start - 1]
        return (measured and _opens(opening)) or (opening == "(" and _RISE_ENDS.match(text, end) is not None)

    def is_day(self, line: Line, number: Number) -> bool:
        """The day of a date: a month stands behind the number (`3 sept`, but not `entre six et sept`)."""
        if number.high > _LAST_DAY:
            return False
        month = self._month.match(line.folded, number.span.end)
        return month is not None and (number.written == "digits" or month.group("month") not in self._number_words)

    def _lasts(self, line: Line, start: int, end: int) -> bool:
        """Hours and minutes that are a length of time (`en 2 h 30`, `1h45 de retard`), and no time of day (`dès 14h30`)."""
        text = line.folded
        before = text[max(0, start - 40) : start]
        if self._clock_to.match(text, end) or re.match(r"0\d", text[start:end]):
            return False
        if self._lasts_before.search(before) or self._away_after.match(text, end):
            return True
        hours = re.match(r"\d+", text[start:end])
        short = hours is not None and int(hours.group()) <= _LONG_EVENT
        if short and self._away_from.match(line.text, end):
            return True
        if self._event_of.search(before):
            return short
        if self._clock_before.search(before):
            return False
        return text[end - 1].isalpha() or self._length_after.match(text, end) is not None

    def _in_address(self, text: str, start: int, end: int) -> bool:
        chunk_start = max(text.rfind(" ", max(0, start - 200), start), text.rfind("\n", max(0, start - 200), start)) + 1
        chunk_end = text.find(" ", end, end + 200)
        chunk = text[chunk_start : chunk_end if chunk_end >= 0 else end + 200]
        return self._address.search(chunk) is not None

    # -- number and noun

    def sense(self, draft: Draft) -> str | None:
        """Why a number with this noun, or without one, is no quantity."""
        noun, number = draft.noun, draft.number
        known = noun is not None and noun.known and bool(noun.unit)
        if (
            number.written == "digits"
            and not known
            and ((not draft.ranged and self._is_label(draft)) or ((not draft.qualified or self._is_begun(draft)) and self._is_year(draft)))
        ):
            return "name or year"
        if (
            draft.value == 2
            and not draft.ranged
            and not self._is_rolling(draft)
            and (self._definite if known else self._any_pair).search(draft.before)
        ):
            return "definite pair"
        if draft.unit in _LENGTHS and draft.value > 1 and not (draft.ranged or draft.qualified) and self._named_length.search(draft.before):
            return "name of an event"
        if number.written == "article" and not self._counts_one(draft):
            return "article"
        if noun is not None and noun.calendar:
            return "period"
        if draft.unit in self._least_times and draft.value < self._least_times[draft.unit]:
            return "share"
        if noun is not None and draft.unit in TIMES:
            return self._time(draft)
        return None

    def _counts_one(self, draft: Draft) -> bool:
        noun = draft.noun
        if noun is None:
            return False
        if draft.compound or draft.modality in {"at_least", "at_most"} or (noun.measured and draft.modality == "approximate"):
            return True
        word = draft.line.folded[draft.number.span.start : draft.number.span.end]
        if noun.head in self.one.get(word, ()) or draft.unit == "percent" or draft.rule == "one-person/1":
            return True
        if draft.unit == "point":
            return self._moved.search(draft.before) is not None
        if draft.unit not in TIMES:
            return False
        return self._lasting_of.match(draft.behind) is not None or self._lasting.search(draft.before) is not None

    def _is_year(self, draft: Draft) -> bool:
        """Four digits without a gap that can be a year."""
        span = draft.number.span
        if draft.noun is not None and self._counting.search(draft.line.text[max(0, span.start - _NOUN_REACH) : span.start].lower()):
            return False
        return _FIRST_YEAR <= draft.value <= _LAST_YEAR and draft.line.folded[span.start : span.end].isdigit()

    def _is_begun(self, draft: Draft) -> bool:
        """`à partir de 2018`, of which nothing is counted."""
        return draft.line.folded.startswith(self._clock_from, draft.start)

    def _is_label(self, draft: Draft) -> bool:
        before = draft.before
        if not before.rstrip().rstrip(".°º").endswith(self._label_ends):
            return False
        word = _LAST_WORD.search(before)
        return word is not None and (word.group(1) in self.labels or (not draft.unit and word.group(1) in self.days))

    def _time(self, draft: Draft) -> str | None:
        if self._is_rolling(draft) and not self._date_until.search(draft.before):
            return None
        if self._date_before.search(draft.before) or (draft.unit not in self._times_of_day and self._is_date(draft)):
            return "date"
        if draft.unit == "h" and self._is_clock(draft):
            return "time of day"
        if draft.unit in {"year", "month"} and self._is_age(draft):
            return "age"
        return None

    def _is_rolling(self, draft: Draft) -> bool:
        """`ces deux dernières années`, `dans les dix prochains jours`."""
        return draft.unit in TIMES and draft.noun_words is not None and draft.noun_words.lower().startswith(self._rolling)

    def _is_date(self, draft: Draft) -> bool:
        """`trois ans plus tard`; of an event only days and weeks that open their clause (`Trois jours après le séisme, …`)."""
        if self._date_after.match(draft.behind):
            return True
        opens = draft.unit in {"day", "week"} and _OPENING.search(draft.before) is not None
        return opens and self._date_from.match(draft.behind) is not None

    def _is_clock(self, draft: Draft) -> bool:
        number_before = draft.line.folded[max(0, draft.number_start - 40) : draft.number_start]
        if draft.noun_words and draft.noun_words[:1].isupper() and draft.noun_words[1:].islower():
            return True  # the news of `le 20 Heures`
        if self._behind_hour.search(number_before):
            return True  # `à 2 h 30 heure locale`
        if self._broadcasts.search(number_before) or self._is_begun(draft):
            return draft.value <= _HOURS_OF_A_DAY
        if (draft.high is not None and draft.value > _HOURS_OF_A_DAY) or draft.modality == "at_least":
            return False
        if self._clock_to.match(draft.behind):
            return True
        if draft.compound:
            return not self._lasts(draft.line, draft.number_start, draft.end)
        if self._clock_after.match(draft.behind):
            return True
        if draft.noun is not None and draft.noun.head == self._hour_sign and draft.value < _HOURS_OF_A_DAY:
            return self._length_before.search(number_before) is None
        if self._clock_about.search(number_before):
            return True
        if self._length_after.match(draft.behind) or self._lasts_before.search(number_before) or draft.value % 1:
            return False
        return self._clock_before.search(number_before) is not None

    def _is_age(self, draft: Draft) -> bool:
        if draft.value > _OLDEST:
            return False
        words = draft.line.folded[max(0, draft.number_start - 40) : draft.number_start]
        if self._age_after.match(draft.behind) or self._age_said.search(draft.before_first):
            return True
        if self._not_age.search(words) or self._lasting_of.match(draft.behind):
            return False
        if self._age_before.search(draft.before if draft.ranged else words):
            return self._length_after.match(draft.behind) is None
        line = draft.line.text[max(0, draft.number_start - 40) : draft.number_start]
        if self._named_before.search(line) and self._age_goes_on.match(draft.behind):
            return True
        if draft.unit != "year":
            return self._behind_person(words, line)
        if self._between_commas.search(words) and re.match(r"\s*(?:[,)–—-]|$)", draft.behind):
            return True
        return self._behind_person(words, line) or self._name_of.search(line) is not None

    def _behind_person(self, words: str, line: str) -> bool:
        """`un lycéen de 17 ans`, `trois jeunes femmes de 18 à 25 ans`, `des Maliens de moins de 18 ans`; `line` is `words` as written."""
        nearest = self._person_of.search(words)
        if nearest is None:
            return False
        found = [(word, line[nearest.start(at) : nearest.end(at)]) for at, word in enumerate(nearest.groups(), 1) if word]
        return any(self._lexicon.is_person(word) or self._lexicon.is_demonym(raw, word) for word, raw in found)


# As agencies write a dash: `neuf Péruviens --six hommes et trois femmes--`.
_DASH = "--"
_NAME_SIGNS = frozenset("-/:@#_&=?^‑")


def _opens(sign: str) -> bool:
    """Nothing stands there, or what a word can begin behind."""
    return not sign or sign.isspace() or sign in '(«"“/,'


def _ends_with(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases (regular expressions) at the end of the words before, as whole words."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})\s*[«“\"]?\s*$")


@cache
def refusals(pack: Pack) -> Refusals:
    """The pack's refusals, compiled once."""
    return Refusals(pack)
