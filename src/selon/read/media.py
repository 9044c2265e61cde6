"""Media items: the recordings, pictures and posts that an article speaks of, each at its first mention.

A medium counts once, unless the words say that it is another one (`une autre vidéo`). Who shared it, where, and how far it is verified is
read from the sentence of its first mention, from the one after it that goes on with it (`Il s'agirait …`), and from the later ones that
point back to it (`La séquence a été partagée par …`), up to the next item of the same medium. `selon.resolve.sharers` says who the sharer
is.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.model import Article, MediaItem, Medium, Span, Verification
from selon.read.sentences import Sentence

_RULE = "media/1"
_MAX_NAME_WORDS = 14
_SUBJECT_CHARS = 120
_GUARD_CHARS = 60  # how far behind the noun a guarding word may stand: `des images, aussitôt supprimées, diffusées par`


class MediaUnits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The units of quantities that are a length in time, and those that are an audience."""

    length: frozenset[str]
    views: frozenset[str]


class MediaWords(msgspec.Struct, frozen=True, kw_only=True):
    """Shape of `media.toml`; the header of the file says what each key means."""

    indefinite: str
    definite: str
    before: str
    after: str
    guards: str
    another: str
    more: str
    shared: str
    shares: str
    sharing: str
    between: str
    said: str
    stop: str
    clitics: str
    auxiliaries: str
    abbreviations: str
    whose: str
    whose_name: str
    particles: str
    by: str
    that: str
    within: str
    goes_on: str
    nouns: dict[Medium, list[str]]
    guarded: dict[Medium, list[str]]
    whole: dict[Medium, list[str]]
    again: dict[Medium, list[str]]
    platforms: dict[str, str]
    verification: dict[Verification, list[str]]
    long: str
    units: MediaUnits


class Sharer(msgspec.Struct, frozen=True):
    """Where the words for who shared an item stand. `whole` where they are all of them; else somebody begins there, and where the words
    end is not known (`Dans un message sur Twitter, les Casques blancs comptaient …`)."""

    span: Span
    whole: bool = True


class MediaMention(msgspec.Struct, frozen=True):
    """An item with its sharer's words; `more` where the words say that it is more of the item before it (`les images
    supplémentaires`); `about` are the sentences that tell of it, the first from the mention on."""

    item: MediaItem
    sharer: Sharer | None = None
    more: bool = False
    about: tuple[Span, ...] = ()


class _Patterns:
    """The words of a pack, compiled over folded text."""

    def __init__(self, words: MediaWords) -> None:
        platform = "|".join(words.platforms)
        guards = fold_same_length(words.guards.replace("{platform}", platform))
        self.guard = re.compile(rf"\b(?:{guards})(?!\w)")
        self.mentions = [
            (medium, guarded, _mention(determiner, words, nouns))
            for guarded, determiner, table in (
                (False, words.indefinite, words.nouns),
                (True, words.indefinite, words.guarded),
                (True, words.definite, words.whole),
            )
            for medium, nouns in table.items()
            if nouns
        ]
        self.again = {medium: _any(nouns) for medium, nouns in words.again.items()}
        self.another = re.compile(rf"\b(?:{fold_same_length(words.another)})\b")
        self.platforms = [(re.compile(rf"\b(?:{fold_same_length(regex)})(?!\w)"), name) for regex, name in words.platforms.items()]
        self.verification = [
            (level, re.compile("|".join(rf"(?:{fold_same_length(regex)})\w*" for regex in regexes))) for level, regexes in words.verification.items()
        ]
        self.more = re.compile(rf"\b(?:{fold_same_length(words.more)})\b")
        self.goes_on = re.compile(rf"\W*(?:{fold_same_length(words.goes_on)})(?!\w)")
        self._compile_sharers(words)
        self.particle = re.compile(rf"(?:{fold_same_length(words.particles)})(?:(?<=')|(?!\w))")
        self.article = re.compile(rf"(?:{words.definite})\s*(?=\w)(?<=[\s'])")
        self.trigger = re.compile(r"\b(?:" + "|".join(n for _, _, nouns in _all_nouns(words) for n in nouns) + r")\b")

    def _compile_sharers(self, words: MediaWords) -> None:
        shared, said, stop = (fold_same_length(regex) for regex in (words.shared, words.said, words.stop))
        titled = rf"(?:\b(?:{words.abbreviations})\.\s)?"
        word = rf"(?!(?:{stop})(?:\b|(?<='))){titled}[^\s,;:()«»“”\".!?]+"
        name = rf"(?P<name>{word}(?:\s{word}){{0,{_MAX_NAME_WORDS - 1}}})"
        between = fold_same_length(words.between)
        subject = r"(?:^|[,;:«»“”\".!?]\s*)(?P<name>[^,;:«»“”\".!?]{3,120}?)\s+"
        adverb = r"(?:(?:\w+ment|aussi|ensuite|deja)\s+)?"
        helped = rf"(?:{words.clitics}\s*)*(?:{words.auxiliaries})\s+{adverb}"
        within = rf"(?!\w)[^;:«»“”.]{{0,60}}?\b(?:{words.within})\s*$"
        # Behind the mention: `publiée hier par X`, `que X a publiée`.
        self.shared_by = re.compile(rf"\b(?:{shared})\b(?:{between}){{0,3}},?\s+{words.by}\s+{name}")
        self.that_shared = re.compile(rf"\b(?:{words.that})\s*(?P<name>[^,;:«»“”\".!?]{{3,120}}?)\s+{helped}(?:{shared})(?!\w)")
        self.of_author = re.compile(rf"\s(?:{words.whose})\s*{name}")
        self.of_named = re.compile(rf"\s(?:{words.whose_name})\s*{name}")
        # Before it: `X a publié …`, `X publie …`, `X a dit dans …`, `a dit X dans …`.
        self.before = [
            re.compile(rf"{subject}{helped}(?:{shared})(?!\w)"),
            re.compile(rf"{subject}(?:{words.clitics}\s*)*(?:{fold_same_length(words.shares)})\s+(?:\w+\s+)?$"),
            re.compile(rf"{subject}{helped}(?:{said}){within}"),
            re.compile(rf"\b(?:{words.auxiliaries})\s+(?:{said})\s+{name}{within}"),
        ]
        self.opens = re.compile(rf"^\W*(?:{words.within}|{fold_same_length(words.sharing)})\s*$")


def read_media(article: Article, sentences: list[Sentence], pack: Pack) -> list[MediaMention]:
    """The recordings, pictures and posts of the article, in text order."""
    patterns = _patterns(pack)
    folded = [fold_same_length(sentence.span.of(article.text)) for sentence in sentences]
    found: list[tuple[int, int, int, Medium]] = []
    seen: set[Medium] = set()
    for number, text in enumerate(folded):
        for start, end, medium in _mentions(text, patterns):
            if medium in seen and not patterns.another.search(text[start:end]):
                continue
            seen.add(medium)
            found.append((number, start, end, medium))
    return [_item(article, sentences, folded, found, n, patterns) for n in range(len(found))]


def _mentions(text: str, patterns: _Patterns) -> list[tuple[int, int, Medium]]:
    """Start, end and medium of what the sentence speaks of, the longest where two overlap."""
    if not patterns.trigger.search(text):
        return []
    candidates = []
    for medium, guarded, pattern in patterns.mentions:
        for match in pattern.finditer(text):
            if not guarded or patterns.guard.search(text, match.start("noun"), match.end() + _GUARD_CHARS):
                candidates.append((match.start(), match.end(), medium))
    kept: list[tuple[int, int, Medium]] = []
    taken = bytearray(len(text))
    for start, end, medium in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, medium))
    return sorted(kept)


def _item(
    article: Article, sentences: list[Sentence], folded: list[str], found: list[tuple[int, int, int, Medium]], n: int, patterns: _Patterns
) -> MediaMention:
    number, start, end, medium = found[n]
    stop = next((other for other, _, _, kind in found[n + 1 :] if kind == medium and other > number), len(folded))
    about = [number] + [k for k in range(number + 1, stop) if patterns.again[medium].search(folded[k])]
    after = number + 1
    if after < stop and after not in about and patterns.goes_on.match(folded[after]):
        about.insert(1, after)
    begin = sentences[number].span.start
    sharer = _sharer(folded, about, start, end, patterns)
    if (
        sharer is None
        and medium == "post"
        and (author := _author(sentences[number].span.of(article.text), folded[number], end, patterns)) is not None
    ):
        sharer = number, *author, True
    spread = sharer and Sharer(Span(sentences[sharer[0]].span.start + sharer[1], sentences[sharer[0]].span.start + sharer[2]), sharer[3])
    verification, verified_by = _verification([(sentences[k].span.start, folded[k]) for k in about], patterns)
    item = MediaItem(
        span=Span(begin + start, begin + end),
        medium=medium,
        shared_by=_name(spread.span.of(article.text), patterns) if spread and spread.whole else None,
        platform=next((name for k in about if (name := _platform(folded[k], start if k == number else 0, patterns)) is not None), None),
        verification=verification,
        verified_by=verified_by,
        rule=_RULE,
    )
    told = (Span(begin + start, sentences[number].span.end), *(sentences[k].span for k in about[1:]))
    return MediaMention(item, spread or None, patterns.more.search(folded[number][start:end]) is not None, told)


def _platform(text: str, start: int, patterns: _Patterns) -> str | None:
    """The platform that the sentence names first from the mention on, else the first one before it."""
    named = [(match.start() < start, match.start(), name) for pattern, name in patterns.platforms if (match := pattern.search(text, start))]
    named = named or [(True, match.start(), name) for pattern, name in patterns.platforms if (match := pattern.search(text))]
    return min(named)[2] if named else None


def _verification(texts: list[tuple[int, str]], patterns: _Patterns) -> tuple[Verification, Span | None]:
    """How far the sentences say that it is verified, and the words that do; each sentence with its offset in the page."""
    for level, pattern in patterns.verification:
        for offset, text in texts:
            if (words := pattern.search(text)) is not None:
                return level, Span(offset + words.start(), offset + words.end())
    return "unverified", None


def _sharer(folded: list[str], about: list[int], start: int, end: int, patterns: _Patterns) -> tuple[int, int, int, bool] | None:
    """Sentence, start and end of who shared the item, and whether these are all of the words."""
    for k in about:
        for pattern in (patterns.shared_by, patterns.that_shared):
            match = pattern.search(folded[k], start if k == about[0] else 0)
            if match is not None:
                return k, *_trimmed(folded[k], match, patterns), True
    first = folded[about[0]][:start]
    for pattern in patterns.before:
        for match in pattern.finditer(first):
            return about[0], *_trimmed(first, match, patterns), True
    comma = folded[about[0]].find(",", end)
    if comma >= 0 and patterns.opens.match(first):
        return about[0], comma + 1, min(comma + 1 + _SUBJECT_CHARS, len(folded[about[0]])), False
    return None


def _author(written: str, folded: str, end: int, patterns: _Patterns) -> tuple[int, int] | None:
    """Where the words for the author stand right behind a post: `un tweet du ministère`, `un tweet de Lara Voss`."""
    found = patterns.of_author.match(folded, end)
    if found is None and (named := patterns.of_named.match(folded, end)) is not None and written[named.start("name")].isupper():
        found = named
    return _trimmed(folded, found, patterns) if found is not None else None


def _trimmed(text: str, match: re.Match[str], patterns: _Patterns) -> tuple[int, int]:
    """The span of the name, without its leading article."""
    start, end = match.span("name")
    article = patterns.article.match(text, start)
    if article is not None and article.end() < end:
        start = article.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _name(words: str, patterns: _Patterns) -> str | None:
    """The words up to the end of the proper name in them: after a capital, a small word that is no particle belongs to the verb."""
    parts = words.split()
    for n in range(1, len(parts)):
        named = any(part[:1].isupper() or part[2:3].isupper() for part in parts[:n])
        if named and parts[n][:1].islower() and not patterns.particle.match(fold_same_length(parts[n])) and parts[n - 1][:1].isupper():
            return " ".join(parts[:n])
    return words or None


def _mention(determiner: str, words: MediaWords, nouns: list[str]) -> re.Pattern[str]:
    noun = "|".join(sorted(nouns, key=lambda n: -len(n)))
    regex = rf"(?<!\w)(?:{determiner}) ?(?:(?:{words.before}) ){{0,2}}(?P<noun>{noun})(?: (?:{words.after})(?!\w)){{0,2}}(?!\w)"
    return re.compile(fold_same_length(regex.replace("(?P<noun>", "(?#)")).replace("(?#)", "(?P<noun>"))


def _any(nouns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{fold_same_length('|'.join(nouns))})\b")


def _all_nouns(words: MediaWords) -> list[tuple[str, str, list[str]]]:
    tables = {"nouns": words.nouns, "guarded": words.guarded, "whole": words.whole}
    return [(table, medium, [fold_same_length(n) for n in nouns]) for table, kinds in tables.items() for medium, nouns in kinds.items() if nouns]


@cache
def _patterns(pack: Pack) -> _Patterns:
    return _Patterns(pack.table("media", MediaWords))
