"""Copies of made dispatches, and how well they are told from other texts on the same event.

From each dispatch of `dispatches_fr.txt` come eight copies, made by seeded edits as newsrooms make them: cut, re-titled, lightly rewritten, with
other accents and quotation marks, with a sentence added or taken away. Beside them stands what another writer wrote on the same event. Two
texts are of one origin where they come from one dispatch; precision and recall are counted over pairs.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from selon.compare.copies import first_copies

DISPATCHES = Path(__file__).with_name("dispatches_fr.txt")
COPIES = 8
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÀÉÈ])")
# Light rewriting: what an editor changes without looking anything up.
_SAME = (
    ("a annoncé", "a fait savoir"), ("a indiqué", "a précisé"), ("selon", "d'après"), ("d'après", "selon"), ("plus de", "au moins"),
    ("près de", "environ"), ("habitants", "riverains"), ("après", "à la suite de"), ("dont", "parmi lesquels"), ("ont été", "furent"),
    ("a été", "fut"), ("personnes", "gens"), ("contre", "face à"), ("dans", "à l'intérieur de"), ("a déclaré", "a dit"),
    ("faisant", "causant"), ("tuant", "qui a tué"), ("jusqu'à", "jusque"),
)  # fmt: skip
_ADDED = ("La suite dans notre édition de demain.", "Avec agence.", "Lire aussi nos précédents articles.", "Plus d'informations à suivre.")

Edit = Callable[[str, random.Random], str]


def cut_end(text: str, chance: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[:-1]) if len(sentences) > 1 else text


def cut_beginning(text: str, chance: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[1:]) if len(sentences) > 2 else text


def rewrite(text: str, chance: random.Random) -> str:
    found = [pair for pair in _SAME if f" {pair[0]} " in text]
    for old, new in chance.sample(found, min(len(found), 3)):
        text = text.replace(f" {old} ", f" {new} ", 1)
    return text


def respell(text: str, chance: random.Random) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return chance.choice((plain, text.replace("'", "’"), text.upper()))


def add(text: str, chance: random.Random) -> str:
    return f"{text} {chance.choice(_ADDED)}"


def put_agency(text: str, chance: random.Random) -> str:
    return f"({chance.choice(('Agence', 'ANP', 'Correspondance'))}) - {text}"


def reorder(text: str, chance: random.Random) -> str:
    first, *rest = _SENTENCE.split(text)
    return " ".join((first, *reversed(rest)))


EDITS: tuple[Edit, ...] = (cut_end, cut_beginning, rewrite, respell, add, put_agency, reorder)


def made_set(seed: int) -> list[tuple[str, str]]:
    """Texts, each with the name of its origin: every dispatch, its copies, and what another writer wrote."""
    chance = random.Random(seed)
    lines = [line for line in DISPATCHES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found: list[tuple[str, str]] = []
    for at, line in enumerate(lines):
        kind, _, text = line.partition(": ")
        found.append((text, f"{kind} {at}"))
        for n in range(COPIES if kind == "dispatch" else 0):
            copy = text
            for edit in (EDITS[n % len(EDITS)], chance.choice(EDITS)):
                copy = edit(copy, chance)
            found.append((copy, f"{kind} {at}"))
    chance.shuffle(found)
    return found


def scored(texts: list[tuple[str, str]]) -> tuple[float, float, int]:
    """Precision and recall of "same origin" over pairs, and how many copies there are."""
    found = first_copies([text for text, _ in texts])
    pairs = list(combinations(range(len(texts)), 2))
    said = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    true = {pair for pair in pairs if texts[pair[0]][1] == texts[pair[1]][1]}
    origins = {origin for _, origin in texts}
    return len(said & true) / max(1, len(said)), len(said & true) / max(1, len(true)), len(texts) - len(origins)
