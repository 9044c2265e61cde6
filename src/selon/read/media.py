"""Media items: the recordings, pictures and posts that an article speaks of, each at its first mention.

A medium counts once, unless the words say that it is another one (`une autre vidéo`). Who shared it, where, and how far it is verified is
read from the sentence of its first mention and from the later ones that point back to it (`La séquence a été partagée par …`), up to
the next item of the same medium.
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
_GUARD_CHARS = 60  # how far behind the noun a guarding word may stand: `des images, aussitôt supprimées, diffusées par`


class MediaWords(msgspec.Struct, frozen=True, kw_only=True):
    """Shape of `media.toml`; the header of the file says what each key means."""

    indefinite: str
    definite: str
    before: str
    after: str
    guards: str
    another: str
    shared: str
    said: str
    stop: str
    clitics: str
    auxiliaries: str
    particles: str
    by: str
    within: str
    nouns: dict[Medium, list[str]]
    guarded: dict[Medium, list[str]]
    whole: dict[Medium, list[str]]
    again: dict[Medium, list[str]]
    platforms: dict[str, str]
    verification: dict[Verification, list[str]]


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
        self.verification = [(level, re.compile("|".join(map(fold_same_length, regexes)))) for level, regexes in words.verification.items()]
        shared, stop = fold_same_length(words.shared), fold_same_length(words.stop)
        word = rf"(?!(?:{stop})\b)[^\s,;:()«»“”\".!?]+"
        name = rf"(?P<name>{word}(?:\s{word}){{0,{_MAX_NAME_WORDS - 1}}})"
        self.shared_by = re.compile(rf"\b(?:{shared})\b[^.;:«»“”]{{0,60}}?\b{words.by}\s+{name}")
        subject = r"(?:^|[,;:«»“”\".!?]\s*)(?P<name>[^,;:«»“”\".!?]{3,120}?)\s+"
        helped = rf"(?:{words.clitics}\s*)*(?:{words.auxiliaries})\s+(?:\w+ment\s+)?"
        self.has_shared = re.compile(rf"{subject}{helped}(?:{shared})(?!\w)")
        self.has_said = re.compile(rf"{subject}{helped}(?:{fold_same_length(words.said)})(?!\w)[^;:«»“”.]{{0,60}}?\b(?:{words.within})\s*$")
        self.particle = re.compile(rf"(?:{fold_same_length(words.particles)})(?:(?<=')|(?!\w))")
        self.article = re.compile(rf"(?:{words.definite})\s*(?=\w)(?<=[\s'])")
        self.trigger = re.compile(r"\b(?:" + "|".join(n for _, _, nouns in _all_nouns(words) for n in nouns) + r")\b")


def read_media(article: Article, sentences: list[Sentence], pack: Pack) -> list[MediaItem]:
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
) -> MediaItem:
    number, start, end, medium = found[n]
    stop = next((other for other, _, _, kind in found[n + 1 :] if kind == medium and other > number), len(folded))
    about = [number] + [k for k in range(number + 1, stop) if patterns.again[medium].search(folded[k])]
    begin = sentences[number].span.start
    sharer = _sharer(folded, about, start, patterns)
    return MediaItem(
        span=Span(begin + start, begin + end),
        medium=medium,
        shared_by=None if sharer is None else _name(sentences[sharer[0]].span.of(article.text)[sharer[1] : sharer[2]], patterns),
        platform=next((name for k in about for pattern, name in patterns.platforms if pattern.search(folded[k])), None),
        verification=_verification([folded[k] for k in about], patterns),
        rule=_RULE,
    )


def _verification(texts: list[str], patterns: _Patterns) -> Verification:
    for level, pattern in patterns.verification:
        if any(pattern.search(text) for text in texts):
            return level
    return "unverified"


def _sharer(folded: list[str], about: list[int], start: int, patterns: _Patterns) -> tuple[int, int, int] | None:
    """Sentence, start and end of who shared the item: `publiée par X` first, then `X a publié …`, then `X a dit dans …`."""
    for k in about:
        match = patterns.shared_by.search(folded[k], start if k == about[0] else 0)
        if match is not None:
            return k, *_trimmed(folded[k], match, patterns)
    first = folded[about[0]][:start]
    for pattern in (patterns.has_shared, patterns.has_said):
        for match in pattern.finditer(first):
            return about[0], *_trimmed(first, match, patterns)
    return None


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
    return [
        (table, medium, [fold_same_length(n) for n in nouns]) for table, kinds in tables.items() for medium, nouns in kinds.items() if nouns
    ]


@cache
def _patterns(pack: Pack) -> _Patterns:
    return _Patterns(pack.table("media", MediaWords))
