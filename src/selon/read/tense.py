"""The tense of the clause around a date expression: past, future, or none that shows.

A clause is what stands between two breaks of the pack (`que`, a comma, a dash …). Where the own clause shows no tense, the one of the
clauses after it is taken, then that of those before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from selon.languages.fold import fold_same_length
from selon.read.date_words import Grammar
from selon.read.expressions import Tense

# Names look like verbs once they are folded (`Jazeera`, `Ankara`): the tense is read without the words that begin with a capital.
_CAPITALISED = re.compile(r"[^\W\d_a-zà-öø-ÿ](?<!\w.)\w*")
_STRAIGHT = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "))
_CLAUSE_CHARS = 300  # how far from the expression a verb of its clause may stand
_AUXILIARY_CHARS = 16  # what makes that participle one to come: `le texte sera adopté mardi`, `doit être adopté mardi`
_PARTICIPLE_CHARS = 28  # a participle right before the expression: `la grève entamée mardi s'achèvera jeudi`
_ARTICLE_CHARS = 4  # what may stand before a day between two commas: `, le 3 mai,`
_VERB_CHARS = 24  # how far a verb may reach out of the clause in which it begins

_Spans = list[tuple[int, int]]


class Clauses:
    """The clauses of one sentence. They are parted, and the verbs of a clause are found, when they are asked for, once for all expressions of
    the sentence."""

    def __init__(self, words: str, grammar: Grammar, *, accents: bool = True) -> None:
        self._words, self._grammar, self._accents = words, grammar, accents
        self._found: dict[tuple[Tense, int], _Spans] = {}
        self._parted = False

    def _part(self) -> None:
        """Cross out what begins with a capital, and find the breaks."""
        grammar, written = self._grammar, _CAPITALISED.sub(_crossed_out, self._words)
        for sign, straight in _STRAIGHT:
            written = written.replace(sign, straight)
        text = fold_same_length(written)
        breaks = list(grammar.clause_breaks.finditer(text))
        self._text, self._done, self._not_future = text, grammar.done, grammar.not_future
        self._starts = [0, *(match.end() for match in breaks)]
        self._stops = [*(match.start() for match in breaks), len(text)]
        # An accent tells `est calme` from `est calmé`; a page without any must do without.
        past = grammar.past if self._accents else grammar.past_without_accents
        self._patterns: tuple[tuple[Tense, re.Pattern[str], str], ...] = (("future", grammar.future, text), ("past", past, written))
        self._parted = True

    def tense(self, start: int, end: int) -> Tense | None:
        """The tense that holds for the expression at `[start, end)` of the sentence."""
        if not self._parted:
            self._part()
        done = self._done.search(self._text, max(0, start - _PARTICIPLE_CHARS), start)
        if done is not None and self._grammar.future.search(self._text, max(0, done.start() - _AUXILIARY_CHARS), done.start()) is None:
            return "past"
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = min(bisect_left(self._stops, end), len(self._stops) - 1)
        begin, stop = max(self._starts[first], start - _CLAUSE_CHARS), min(self._stops[last], end + _CLAUSE_CHARS)
        beside = (self._tense_in(first, begin, start), self._tense_in(last, end, stop))
        own: Tense | None = "future" if "future" in beside else beside[0] or beside[1]
        # Between two commas the day belongs to what stands before: `ils ont annoncé, le 3 mai, une grève qui durera un mois`.
        alone = first == last > 0 and start - self._starts[first] <= _ARTICLE_CHARS and self._stops[first] - end <= 1
        if own is None and alone and (before := self._first_tense(range(first - 1, first))) is not None:
            return before
        return own or self._first_tense(range(last + 1, len(self._starts))) or self._first_tense(range(first - 1, -1, -1))

    def tense_of_own(self, start: int, end: int) -> Tense | None:
        """The tense that the clause of the expression shows itself."""
        if not self._parted:
            self._part()
        first = max(bisect_right(self._starts, start) - 1, 0)
        return self._tense_in(first, self._starts[first], self._stops[first])

    def _first_tense(self, clauses: range) -> Tense | None:
        """The tense of the first of these clauses that shows one."""
        tenses = (self._tense_in(clause, self._starts[clause], self._stops[clause]) for clause in clauses)
        return next(filter(None, tenses), None)

    def _tense_in(self, clause: int, start: int, stop: int) -> Tense | None:
        """The tense of the verbs of a clause that stand wholly between `start` and `stop`; the future wins."""
        for tense, pattern, text in self._patterns:
            if (tense, clause) not in self._found:
                begin, end = self._starts[clause], self._stops[clause]
                verbs = [match.span() for match in pattern.finditer(text, begin, end + _VERB_CHARS)]
                self._found[tense, clause] = [
                    verb for verb in verbs if verb[0] < end and not (tense == "future" and self._not_future.match(text, verb[0]))
                ]
            if _first_ends_by(self._found[tense, clause], start, stop):
                return tense
        return None


def _crossed_out(match: re.Match[str]) -> str:
    """A word that begins with a capital, made unreadable."""
    return "x" * len(match.group())


def _first_ends_by(verbs: _Spans, start: int, stop: int) -> bool:
    """The first verb from `start` on ends at `stop` or before."""
    n = bisect_left(verbs, (start, start))
    return n < len(verbs) and verbs[n][1] <= stop
