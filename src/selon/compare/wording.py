"""What a sentence says, by its words: what it is about, what it denies, its numbers and its days. Read without a parser."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold, fold_same_length
from selon.model import Article, Date, Quantity, Span
from selon.read.dates import read_dates
from selon.read.quantities import read_quantities
from selon.read.sentences import split_sentences
from selon.resolve.days import resolve_days
from selon.resolve.periods import Days, days_of
from selon.resolve.stems import stems

# A word's first letters, enough to bring vaccin, vacciné and vaccination together.
STEM_CHARS = 6
LEAST_CHARS = 4
# How many words after the denied one belong to what is denied.
OBJECT_WORDS = 3
# The words of a bound (`avant mai`) stand so near behind what is denied.
BOUND_WORDS = 3
# So many words may stand between `ne` and `pas`.
PARTICLE_WORDS = 7

_WORD = re.compile(r"\w+(?:-\w+)*")
_BREAK = re.compile(r"[.;:!?()«»\"“”]")


class OppositeWords(msgspec.Struct, frozen=True):
    """Shape of `opposites.toml`."""

    particle: frozenset[str]
    denying: frozenset[str]
    restricts: frozenset[str]
    not_denied: frozenset[str]
    alone: frozenset[str]
    not_refuted: tuple[str, ...]
    clause: frozenset[str]
    bounds: frozenset[str]
    refutes: tuple[str, ...]
    common: frozenset[str]
    opposites: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


class Denial(msgspec.Struct, frozen=True):
    """A denied word, its stem, and the stems of the words after it in its clause: what it is denied of. `bounded`: it is denied of a time
    only (`pas avant mai`), or of more or less than a number."""

    stem: str
    of: tuple[str, ...]
    bounded: bool = False


class Wording(msgspec.Struct, frozen=True):
    """One sentence, or a few. `said`: the stems of the words that say something and that no denial reaches; `denials`; `names`: the
    stems written with a capital; `refuted`: the words by which it calls something false; `sides`: of which group of which two opposites it
    has a word, (number, side) -> the word; `day`: that of the page."""

    said: frozenset[str]
    denials: tuple[Denial, ...]
    names: frozenset[str]
    refuted: tuple[str, ...]
    sides: dict[tuple[int, int], str]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    day: Days | None

    @property
    def stems(self) -> frozenset[str]:
        """All stems, said or denied."""
        return self.said | {denial.stem for denial in self.denials}


def wording_of(text: str, pack: Pack, *, published: str | None = None) -> Wording:
    """The wording of a text; `published` (EDTF) resolves its days."""
    article = Article(id="", text=text, language=pack.code, published=published)
    sentences = split_sentences(article, pack)
    table, folded = pack.table("opposites", OppositeWords), fold_same_length(text)
    patterns = _patterns(pack)
    tokens = _tokens(text, folded)
    denials = _denials(tokens, table)
    denied = {at for at, _ in denials}
    told = [(at, token) for at, token in enumerate(tokens) if _tells(token, table)]
    sides = {(n, side): match.group() for n, both in enumerate(patterns.opposites) for side in (0, 1) if (match := both[side].search(folded))}
    return Wording(
        said=frozenset(stem_of(token.word) for at, token in told if at not in denied),
        denials=tuple(denial for _, denial in denials),
        names=frozenset(stem_of(token.word) for at, token in told if token.capital and at and not token.broken),
        refuted=tuple(m.group() for m in patterns.refutes.finditer(folded) if not patterns.not_refuted.search(folded[: m.start()].rstrip())),
        sides=sides,
        quantities=tuple(read_quantities(article, sentences, pack)),
        dates=tuple(resolve_days(read_dates(article, sentences, pack), article, pack)),
        day=days_of(published),
    )


def stem_of(word: str) -> str:
    """The stem of a folded word; a number keeps all its digits."""
    return word if word[0].isdigit() else word[:STEM_CHARS]


class _Patterns(msgspec.Struct, frozen=True):
    refutes: re.Pattern[str]
    not_refuted: re.Pattern[str]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


@cache
def _patterns(pack: Pack) -> _Patterns:
    table = pack.table("opposites", OppositeWords)
    ends = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, table.not_refuted)) + r")(?: de)?$")
    return _Patterns(stems(table.refutes), ends, tuple((stems(one), stems(other)) for one, other in table.opposites))


class _Token(msgspec.Struct, frozen=True):
    word: str
    span: Span
    capital: bool
    broken: bool
    """Whether a mark that ends a clause stands before it."""


def _tokens(text: str, folded: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for match in _WORD.finditer(folded):
        start, written = match.start(), text[match.start() : match.end()]
        found.append(_Token(fold(match.group()), Span(start, match.end()), written[0].isupper(), _BREAK.search(folded, end, start) is not None))
        end = match.end()
    return found


def _tells(token: _Token, table: OppositeWords) -> bool:
    """Whether a word says what the sentence is about."""
    return token.word not in table.common and (len(token.word) >= LEAST_CHARS or token.capital) and not token.word.isdigit()


def _denials(tokens: list[_Token], table: OppositeWords) -> list[tuple[int, Denial]]:
    """The denied words with their places."""
    found = []
    for at, token in enumerate(tokens):
        alone = token.word in table.alone and not (at + 1 < len(tokens) and tokens[at + 1].word in table.not_denied)
        if alone or (token.word in table.particle and _denies(tokens, at, table)):
            reached = _reach(tokens, at + 1, table)
            if reached:
                clause = {tokens[n].word for n in range(at, min(reached[-1] + BOUND_WORDS, len(tokens))) if n <= reached[0] or not tokens[n].broken}
                of = tuple(stem_of(tokens[n].word) for n in reached[1:])
                found.append((reached[0], Denial(stem_of(tokens[reached[0]].word), of, bool(clause & table.bounds))))
    return found


def _denies(tokens: list[_Token], at: int, table: OppositeWords) -> bool:
    """Whether `ne` denies: a denying word follows, and no `que` that only restricts, nor `pas seulement`."""
    for n in range(at + 1, min(at + 1 + PARTICLE_WORDS, len(tokens))):
        if tokens[n].word in table.denying:
            return not (n + 1 < len(tokens) and tokens[n + 1].word in table.not_denied)
        if tokens[n].broken or tokens[n].word in table.restricts:
            return False
    return False


def _reach(tokens: list[_Token], start: int, table: OppositeWords) -> list[int]:
    """The places of the words that say something from here to the end of the clause: the denied one, and a few that follow."""
    found: list[int] = []
    for at in range(start, len(tokens)):
        if len(found) > OBJECT_WORDS or (found and (tokens[at].broken or tokens[at].word in table.clause)):
            break
        if _tells(tokens[at], table):
            found.append(at)
    return found
