"""How many speakers are right when contents, cues and sources are given.

    python benchmarks/speakers_on_gold.py FOLDER [--errors N]

FOLDER holds `score.py` and sets (`dev`, `dev_real`), each with an `articles.jsonl`. Speaker, speaker type and relays are taken away from
the gold's statements and resolved again; names are compared as `score.py` compares them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from selon.languages import load_pack
from selon.model import Article, Span, Statement
from selon.read.sentences import split_sentences
from selon.resolve.cast import Cast
from selon.resolve.speakers import resolve_speakers


def load_scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stripped(statement: dict[str, Any]) -> Statement:
    """A gold statement without what is to be resolved."""
    return Statement(
        id=statement["id"],
        kind=statement["kind"],
        content=tuple(Span(*span) for span in statement["content"]),
        cue=Span(*statement["cue"]) if statement["cue"] else None,
        source=Span(*statement["source"]) if statement["source"] else None,
        inside=statement["inside"],
    )


def measure(gold: list[dict[str, Any]], scorer: ModuleType, errors: list[str]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for page in gold:
        boilerplate = tuple(Span(*span) for span in page["boilerplate"])
        article = Article(id=page["id"], text=page["text"], language=page["lang"], published=page["published"], boilerplate=boilerplate)
        pack = load_pack(page["lang"])
        read = resolve_speakers([stripped(s) for s in page["statements"]], Cast(article, split_sentences(article, pack), pack))
        for wanted, got in zip(page["statements"], read, strict=True):
            tally["statements"] += 1
            speaker = wanted["speaker"]
            right = scorer.same_name(speaker, got.speaker) if speaker else got.speaker is None
            full = bool(speaker) and scorer.full_name(speaker, got.speaker)
            tally["right"] += right
            tally["named"] += bool(speaker)
            tally["full"] += full
            tally["type"] += wanted["speaker_type"] == got.speaker_type
            names = [r["name"] for r in wanted["relays"]], [r.name for r in got.relays]
            hits = sum(any(scorer.same_name(w, g) for g in names[1]) for w in names[0])
            tally.update(relays_gold=len(names[0]), relays_said=len(names[1]), relays_hit=hits)
            if not right or (speaker and not full) or wanted["speaker_type"] != got.speaker_type or hits < max(map(len, names)):
                source = got.source.of(article.text) if got.source else None
                errors.append(
                    f"{page['id']} {got.id} {source!r}: {speaker!r} {wanted['speaker_type']} {names[0]} read as "
                    f"{got.speaker!r} {got.speaker_type} {names[1]}"
                )
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of each set")
    args = parser.parse_args()
    scorer = load_scorer(args.folder)
    for path in sorted(args.folder.glob("*/articles.jsonl")):
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        errors: list[str] = []
        t = measure(gold, scorer, errors)
        relays = 2 * t["relays_hit"] / max(1, t["relays_gold"] + t["relays_said"])
        print(
            f"{path.parent.name:10} speakers {t['right'] / t['statements']:.3f}  full names {t['full'] / max(1, t['named']):.3f}  "
            f"types {t['type'] / t['statements']:.3f}  relays F1 {relays:.3f} "
            f"({t['relays_hit']} of {t['relays_gold']}, {t['relays_said']} said)  of {t['statements']} statements"
        )
        for error in errors[: args.errors]:
            print("   ", error)


if __name__ == "__main__":
    main()
