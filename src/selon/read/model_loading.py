"""A spaCy model, loaded without what takes longest.

spaCy's module of French compiles one pattern of a million and a half characters when it is imported (the words that stay whole in spite of a hyphen),
in which the same two sets of letters are spelt out five hundred times. A model's own files hold all that its tokenizer needs, so the module is not
imported at all, and that pattern is compiled with the alternatives that end alike brought together: it matches the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from spacy import load as load_whole
from spacy.language import Language
from spacy.util import get_model_meta, get_package_path, is_package, load_config

_TOKENIZER = "tokenizer"
_NOT_TAKEN = ("vocab", "token_match")
_PLAIN_TOKENIZER = "spacy.Tokenizer.v1"
_FLAGS = re.compile(r"\(\?[a-z]+\)")
_OPEN, _BETWEEN, _CLOSE = "(?:^", ")|(?:^", ")"
# A set of letters that is spelt out; what stands before it in an alternative is short.
_LETTERS = re.compile(r"\[[^\]]{100,}\]")


class _Tokenizer(msgspec.Struct, frozen=True):
    """What is asked of a model's file: the pattern of words that are not to be cut."""

    token_match: str | None = None


def load_model(name: str, without: Sequence[str]) -> Language:
    """The model of this name, or in this folder, without some of its components.

    Raises:
        OSError: No such model, as from `spacy.load`.
    """
    folder = _folder(name)
    described = folder / "config.cfg"
    config = load_config(described) if described.is_file() else None
    if config is None or config["nlp"]["tokenizer"] != {"@tokenizers": _PLAIN_TOKENIZER}:
        return load_whole(name, exclude=without)
    bare: type[Language] = type("Bare", (Language,), {"lang": config["nlp"]["lang"]})  # of which spaCy knows nothing but the code
    language = bare.from_config(config, exclude=without, meta=get_model_meta(folder), auto_fill=False, validate=False)
    language.from_disk(folder, exclude=[*without, _TOKENIZER])
    kept = (folder / _TOKENIZER).read_bytes()
    tokenizer: Any = language.tokenizer
    tokenizer.from_bytes(kept, exclude=_NOT_TAKEN)
    if pattern := msgspec.msgpack.decode(kept, type=_Tokenizer).token_match:
        tokenizer.token_match = re.compile(brought_together(pattern)).match
    return language


def _folder(name: str) -> Path:
    """Where the files of a model are."""
    if not is_package(name):
        return Path(name)
    package = Path(get_package_path(name))
    meta = get_model_meta(package)
    return package / f"{meta['lang']}_{meta['name']}-{meta['version']}"


def brought_together(pattern: str) -> str:
    """Alternatives (`(?:^…)|(?:^…)`) that are the same from a spelt-out set of letters on, as one; another pattern as it is.

    What matches, matches still; which alternative it was is lost.
    """
    flags = found.group() if (found := _FLAGS.match(pattern)) else ""
    rest = pattern[len(flags) :]
    if not rest.startswith(_OPEN) or not rest.endswith(_CLOSE):
        return pattern
    beginnings: dict[str, list[str]] = defaultdict(list)
    for alternative in rest[len(_OPEN) : -len(_CLOSE)].split(_BETWEEN):
        letters = _LETTERS.search(alternative)
        at = letters.start() if letters else len(alternative)
        beginnings[alternative[at:]].append(alternative[:at])
    return flags + "|".join(f"(?:^(?:{'|'.join(some)}){ending})" for ending, some in beginnings.items())
