"""What a form of `dates.toml` cannot match without: words that a sentence must hold, and where a match can begin, before its pattern is tried.

A form is read as it is written (see `selon.read.date_words`), not compiled: each literal word, word list and number outside an optional group
is a sign, and every match holds one of each of its `Signs`. Most sentences hold the signs of no form, most others those of two or three. The
words with which a match begins are its openers: only where one of them stands is the pattern tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

Signs = tuple[frozenset[str], ...]
"""Sets of words; a text that a form matches holds a word of every set. The rarest first; none where nothing is sure."""

Openers = frozenset[str] | None
"""The words, with `DIGIT` for any number, of which one begins whatever a form matches; None where that is not known."""

# What stands for numbers among the words of a text: a digit, four of them, a sign between two.
DIGIT, YEAR, SEPARATED = "0", "0000", "0/0"
ANY_NUMBER = frozenset({DIGIT})
_NUMBERS = frozenset({DIGIT, YEAR, SEPARATED})
_PARTING = ("/", "-")
_LETTER = frozenset({"a"})
_LETTERS = re.compile(r"[^\W\d_]+")
_SEPARATED = re.compile(r"\d[/.-]\d")
_TOKEN = re.compile(
    r"(?P<around>\(\?(?:[=!]|<[=!]))|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<either>\|)"
    r"|\{(?P<name>[a-z_]+|>)\}|(?P<times>[?*]|\{0,\d*\}|\{\d+(?:,\d*)?\}|\+)|(?P<digit>\\d)|(?P<any>\\.|\[\^?\]?[^\]]*\]|\.)|(?P<word>[^\W\d_]+)|(?P<other>.)",
    re.DOTALL,
)
_MUST_BE_THERE = ("(?=", "(?<=")
_OPTIONAL = ("?", "*", "{0")
# Classes that may be a letter, so that a word beside them need not be a whole one; one that lists only marks is none (`[-–]`).
_LETTER_CLASSES = ("\\w", "\\S", "\\D", ".", "[")
_MARKS = re.compile(r"\[-?[^\w\\^-]+-?\]")
# What stands for an expression that is already found, which is masked.
_MASKED = frozenset({"left", "right"})


def signs_in(words: Iterable[str], numbers: Sequence[str], folded: str) -> set[str]:
    """The words of a folded text, with what stands for its numbers; `numbers` are those of the words that are digits."""
    signs = set(words)
    if numbers:
        signs.add(DIGIT)
        if len(max(numbers, key=len)) >= len(YEAR):
            signs.add(YEAR)
        if _SEPARATED.search(folded):
            signs.add(SEPARATED)
    return signs


class SignIndex(Generic[T]):
    """What has signs, in the order given, found by the words of a text."""

    def __init__(self, rows: Iterable[tuple[Signs, T]]) -> None:
        self._rows = list(rows)
        self._always = [n for n, (signs, _) in enumerate(self._rows) if not signs]
        self._others = [signs[1:] for signs, _ in self._rows]
        self._by_word: dict[str, set[int]] = {}
        for n, (signs, _) in enumerate(self._rows):
            for word in signs[0] if signs else ():
                self._by_word.setdefault(word, set()).add(n)
        self._words = frozenset(self._by_word)
        self._held_by_any = [self._rows[n][1] for n in self._always]

    def rows(self) -> list[T]:
        """All of them."""
        return [row for _, row in self._rows]

    def among(self, words: set[str]) -> list[T]:
        """Those that a text of these words can hold."""
        met = words & self._words
        if not met:
            return self._held_by_any
        rows = set(self._by_word[met.pop()])
        for word in met:
            rows |= self._by_word[word]
        kept = list(self._always)
        for n in rows:
            for either in self._others[n]:
                if words.isdisjoint(either):
                    break
            else:
                kept.append(n)
        return [self._rows[n][1] for n in sorted(kept)] if kept else []


def signs_of_list(entries: Iterable[str]) -> frozenset[str]:
    """For each entry of a word list a word without which a text does not hold it: the longest."""
    return frozenset(max(_LETTERS.findall(entry), key=len, default=DIGIT) for entry in entries)


def signs_of_form(form: str, lists: Mapping[str, frozenset[str]]) -> Signs:
    """The signs of a folded form; `lists` holds those of the names in braces."""
    found, _ = _FormReader([token for token in _TOKEN.finditer(form) if token["name"] != ">"], lists).either(0)
    return tuple(sorted(set(found), key=lambda either: (-_rarity(either), sorted(either))))


def openers_of_list(entries: Iterable[str]) -> frozenset[str]:
    """The words with which the entries of a word list begin."""
    return frozenset(first[0] if (first := _LETTERS.match(entry)) else DIGIT for entry in entries)


def openers_of_form(form: str, lists: Mapping[str, Openers]) -> Openers:
    """The openers of a folded form; `lists` holds those of the names in braces, a name that is not there may begin with anything."""
    reader = _FormReader([token for token in _TOKEN.finditer(form) if token["name"] != ">"], {})
    branches = [at + 1 for at, kind in enumerate(reader.kinds) if kind == "either" and reader.opened[at] < 0]
    return _any_of([reader.openers(branch, lists) for branch in (0, *branches)])


def _any_of(openers: list[Openers]) -> Openers:
    """What begins with any of these."""
    known = [words for words in openers if words is not None]
    return frozenset().union(*known) if len(known) == len(openers) else None


def _rarity(either: frozenset[str]) -> int:
    """Long words are rare."""
    return min(map(len, either))


class _FormReader:
    """Walks over the tokens of one form. Each step gives the signs that it has found and the token behind."""

    def __init__(self, tokens: list[re.Match[str]], lists: Mapping[str, frozenset[str]]) -> None:
        self.tokens, self.lists = tokens, lists
        self.kinds = [token.lastgroup or "" for token in tokens]
        self._groups()

    def _groups(self) -> None:
        """Where the group of each token opens and closes: for the token that opens or closes it, that group itself."""
        self.opened, self.branches, self.closed = [-1] * len(self.tokens), dict[int, list[int]](), dict[int, int]()
        inside: list[int] = []
        for at, kind in enumerate(self.kinds):
            if kind in {"open", "around"}:
                inside.append(at)
                self.branches[at] = [at + 1]
            self.opened[at] = inside[-1] if inside else -1
            if kind == "either" and inside:
                self.branches[inside[-1]].append(at + 1)
            if kind == "close" and inside:
                self.closed[inside.pop()] = at

    def either(self, at: int) -> tuple[list[frozenset[str]], int]:
        """The branches up to the end of their group: the signs of the only one, or one set that holds a sign of each."""
        branches: list[list[frozenset[str]]] = [[]]
        while at < len(self.tokens) and self.kinds[at] != "close":
            if self.kinds[at] == "either":
                branches.append([])
                at += 1
                continue
            found, at = self.part(at)
            branches[-1] += found
        if len(branches) == 1:
            return branches[0], at + 1
        if not all(branches):
            return [], at + 1
        return [frozenset().union(*(max(branch, key=_rarity) for branch in branches))], at + 1

    def part(self, at: int) -> tuple[list[frozenset[str]], int]:
        """A group, a word or a list, with what says how often it stands."""
        kind, token = self.kinds[at], self.tokens[at]
        if kind in {"around", "open"}:
            found, after = self.either(at + 1)
            sure = kind == "open" or token.group() in _MUST_BE_THERE
            return (found if sure and not self.is_optional(after) else []), after
        ending = self.is_optional(at + 1)
        after = at + 2 if ending else at + 1
        if kind in {"name", "digit", "other"} and (number := self.number_sign(at)) is not None:
            return ([] if ending else [frozenset({number})]), after
        if self.may_end_with_letter(at - 1) or self.may_begin_with_letter(after):
            return [], after
        if kind == "word" and ending:  # `dernière?`: with its last letter or without
            either = {token.group(), token.group()[:-1]}
            return ([frozenset(either)] if "" not in either and self.tokens[at + 1].group() == "?" else []), after
        if kind == "name" and not ending and token["name"] in self.lists:
            return [self.lists[token["name"]]], after
        return ([frozenset({token.group()})] if kind == "word" and not ending else []), after

    def number_sign(self, at: int) -> str | None:
        """What stands for a part that is a digit, holds one, or parts two numbers."""
        if self.is_number(at):
            return next(iter(self.lists[self.tokens[at]["name"]])) if self.kinds[at] == "name" else DIGIT
        behind = self.closed[at + 1] + 1 if self.kinds[at + 1 : at + 2] == ["around"] else at + 1
        parting = self.tokens[at].group() in _PARTING and at > 0 and behind < len(self.tokens)
        return SEPARATED if parting and self.is_number(at - 1) and self.is_number(behind) else None

    def is_number(self, at: int) -> bool:
        """Digits, whatever they are."""
        if self.kinds[at] == "name":
            return self.lists.get(self.tokens[at]["name"], _LETTER) <= _NUMBERS
        return self.kinds[at] == "digit" or self.tokens[at].group().isdecimal()

    def is_optional(self, at: int) -> bool:
        """What stands before `at` may be left out."""
        return at < len(self.tokens) and self.kinds[at] == "times" and self.tokens[at].group().startswith(_OPTIONAL)

    def is_letter(self, at: int) -> bool:
        token, kind = self.tokens[at], self.kinds[at]
        if kind == "name":
            return token["name"] not in _MASKED and not self.is_number(at)
        return kind == "word" or (kind == "any" and token.group().startswith(_LETTER_CLASSES) and not _MARKS.fullmatch(token.group()))

    def may_begin_with_letter(self, at: int) -> bool:
        """What stands from `at` on, in its branch or behind its group, may go on with the word before it."""
        if at >= len(self.tokens):
            return False
        kind, after = self.kinds[at], at + 1
        if kind in {"close", "either"}:
            if self.opened[at] >= 0 and self.kinds[self.opened[at]] == "around":
                return True  # what follows what is only looked at is not known
            return self.may_begin_with_letter(self.closed.get(self.opened[at], len(self.tokens)) + 1)
        if kind in {"open", "around"}:
            after = self.closed[at] + 1
            if kind == "open" and any(map(self.may_begin_with_letter, self.branches[at])):
                return True
            return (kind == "around" or self.is_optional(after)) and self.may_begin_with_letter(after)
        if kind == "times":
            return self.may_begin_with_letter(after)
        return self.is_letter(at) or (self.is_optional(after) and self.may_begin_with_letter(after))

    def may_end_with_letter(self, at: int) -> bool:
        """What stands up to `at`, in its branch or before its group, may be the beginning of the word behind it."""
        if at < 0:
            return False
        kind = self.kinds[at]
        if kind in {"open", "around", "either"}:
            if self.opened[at] >= 0 and self.kinds[self.opened[at]] == "around":
                return True
            return self.may_end_with_letter(self.opened[at] - 1) if self.opened[at] >= 0 else False
        if kind == "times":
            begin = self.opened[at - 1] if self.kinds[at - 1] == "close" else at - 1
            return self.may_end_with_letter(at - 1) or (self.is_optional(at) and self.may_end_with_letter(begin - 1))
        if kind == "close":
            begin = self.opened[at]
            if self.kinds[begin] == "around":
                return self.may_end_with_letter(begin - 1)
            ends = [branch - 2 for branch in self.branches[begin][1:]] + [at - 1]
            return any(map(self.may_end_with_letter, ends))
        return self.is_letter(at)

    def openers(self, at: int, lists: Mapping[str, Openers]) -> Openers:
        """With which words what stands from `at` on begins, in its branch and behind its group."""
        if at >= len(self.tokens):
            return None
        kind, after = self.kinds[at], at + 1
        if kind in {"close", "either"}:
            return self.openers(self.closed[self.opened[at]] + 1, lists) if self.opened[at] in self.closed else None
        if kind == "times" or self.tokens[at].group() == "^":
            return self.openers(after, lists)
        if kind == "around":
            return self.openers(self.closed[at] + 1, lists)
        if kind == "open":
            after, begin = self.closed[at] + 1, _any_of([self.openers(branch, lists) for branch in self.branches[at]])
        elif kind == "word":
            return self.first_word(at)
        else:
            digits = kind == "digit" or self.tokens[at].group().isdecimal()
            begin = ANY_NUMBER if digits else lists.get(self.tokens[at]["name"]) if kind == "name" else None
            if begin is not None and kind == "name" and (plural := self.letter_or_none(after)):
                begin, after = begin | {word + plural for word in begin}, after + 2  # `{weekday}s?`
            if begin != ANY_NUMBER and self.may_begin_with_letter(after):
                return None
        return _any_of([begin, self.openers(after + 1, lists)]) if self.is_optional(after) else begin

    def letter_or_none(self, at: int) -> str:
        """The one letter that stands there or not (`s?`); empty where none does."""
        letter = self.tokens[at].group() if self.kinds[at : at + 2] == ["word", "times"] else ""
        return letter if len(letter) == 1 and self.tokens[at + 1].group() == "?" else ""

    def first_word(self, at: int) -> Openers:
        """A literal word with which a match begins: whole, or with its last letter or without (`dernière?`)."""
        word, ending = self.tokens[at].group(), self.tokens[at + 1].group() if self.kinds[at + 1 : at + 2] == ["times"] else ""
        if self.may_begin_with_letter(at + 1) or ending not in {"", "?"} or (ending and len(word) == 1):
            return None
        return frozenset({word, word[:-1]} if ending else {word})
