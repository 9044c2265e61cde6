"""Measure the reading of numbers and units on public sets that nobody of this project wrote.

    python benchmarks/public_numbers.py FOLDER [--half dev] [--errors N]

FOLDER holds the sets `recognizers_fr_number`, `recognizers_fr_unit`, `text2num` and `duckling_fr`, each with `<half>.jsonl` (spans in code
points).
The functions measured are those of `selon read`: `find_numbers`, `find_fractions`, `find_ordinals`, `NounReader` and, for amounts in two units,
`read_quantities`. What counts:

- recognizers: items that a test suite of the source runs (`tested`), right where exactly the expected spans and values are found;
  ages are left out, and so are units that stand without a number;
- text2num: French items; the whole text is the number, or the numbers stand in the text in this order;
- duckling: numbers, ordinals, durations, amounts, distances, temperatures, volumes; right where the value and the unit come out for the
  whole text.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.expected_failures import ExpectedFailures
from benchmarks.tables import table

from selon.languages import Pack, load_pack
from selon.languages.fold import fold_same_length
from selon.model import Article, Quantity, Span
from selon.read.numbers import Number, find_numbers
from selon.read.ordinals import find_fractions, find_ordinals
from selon.read.quantities import read_quantities
from selon.read.sentences import Sentence
from selon.read.units import Noun, NounReader

Item = dict[str, Any]
# How the sources name units, where they do not use ours. Compared in small letters.
SAME_UNIT = {
    "kilomètre": "km",
    "kilomètres": "km",
    "kilometre": "km",
    "mètres": "m",
    "millimètres": "mm",
    "décimètres": "dm",
    "euro": "eur",
    "dollar": "usd",
    "dollar états-unis": "usd",
    "yen japonais": "yen",
    "yuan chinois": "yuan",
    "roupie indienne": "roupie",
    "livre": "livre sterling",
    "pound": "livre sterling",
    "gbp": "livre sterling",
    "ils": "shekel",
    "florins néerlandais": "florin",
    "f": "degré fahrenheit",
    "c": "degré celsius",
    "fahrenheit": "degré fahrenheit",
    "celsius": "degré celsius",
    "degree": "degré",
    "miles par heure": "mile par heure",
    "mark finlandais": "mark",
    "onces": "once",
    "pieds cube": "pied cube",
    "second": "s",
    "tonne métrique": "tonne",
    "litre": "litre l",
}


def main() -> int:
    """Print one row for each set: right, all, share, and the failures beside the pinned number; the exit code is 1 where these differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", default="dev")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    args = parser.parse_args()
    pack = load_pack("fr")
    failures = ExpectedFailures(half=args.half)
    scores: list[tuple[object, ...]] = []
    errors: list[str] = []
    for name, (folder, wanted, right) in MEASURES.items():
        path = args.folder / folder / f"{args.half}.jsonl"
        items = [item for line in path.read_text(encoding="utf-8").splitlines() if wanted(item := json.loads(line))]
        wrong = [item for item in items if not right(item, pack)]
        scores.append((name, len(items) - len(wrong), len(items), f"{1 - len(wrong) / max(1, len(items)):.3f}", failures.line(name, len(wrong))))
        errors += [f"{i['text'][:110]} | {i.get('expected', i.get('numbers', i.get('value')))}" for i in wrong[: args.errors]]
    print(table(("set", "right", "of", "share", "beside the pin"), scores))
    print("\n".join(errors), end="\n" if errors else "")
    return failures.status()


def same(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-6)


def number_items(item: Item) -> bool:
    return bool(item["tested"])


def number_right(item: Item, pack: Pack) -> bool:
    """Exactly the expected spans, each with its value."""
    said = {"OrdinalModel": said_ordinals, "PercentModel": said_percents}.get(item["spec"], said_numbers)(item["text"], pack)
    wanted = [(tuple(e["span"]), e.get("number", e.get("value"))) for e in item["expected"]]
    return len(said) == len(wanted) and all(s == w and equal(v, x) for (s, v), (w, x) in zip(said, wanted, strict=True))


def equal(said: float | str, wanted: float | str) -> bool:
    if isinstance(said, str) or isinstance(wanted, str):
        return str(said) == str(wanted) or (str(wanted).endswith("%") and same(float(said), float(str(wanted)[:-1].replace(",", "."))))
    return same(said, wanted)


def said_numbers(text: str, pack: Pack) -> list[tuple[tuple[int, int], float | str]]:
    fractions = find_fractions(text, pack)
    plain = [
        n for n in find_numbers(text, pack) if not any(n.span.overlaps(f.span) for f in fractions) and not text[n.span.end : n.span.end + 1].isalpha()
    ]
    return [((n.span.start, n.span.end), n.low) for n in sorted(fractions + plain, key=lambda n: n.span)]


def said_ordinals(text: str, pack: Pack) -> list[tuple[tuple[int, int], float | str]]:
    return [((o.span.start, o.span.end), o.value if o.value is not None else str(o.relative)) for o in find_ordinals(text, pack)]


def said_percents(text: str, pack: Pack) -> list[tuple[tuple[int, int], float | str]]:
    return [((span.start, span.end), number.low) for span, number, unit in amounts(text, pack) if unit == "percent"]


def amounts(text: str, pack: Pack) -> list[tuple[Span, Number, str]]:
    """Every number with the measure behind or before it."""
    nouns = NounReader(text, fold_same_length(text), pack)
    found = []
    for number in find_numbers(text, pack):
        noun: Noun | None = nouns.after(number.span.end, plural=number.high >= 2, takes_of=number.takes_of, digits=number.written == "digits")
        prefix = nouns.before(number.span.start)
        if noun is not None and noun.measured:
            found.append((Span(number.span.start, noun.end), number, noun.unit))
        elif prefix is not None:
            found.append((Span(prefix[0], number.span.end), number, prefix[1]))
    return found


def unit_items(item: Item) -> bool:
    return bool(item["tested"]) and item["spec"] != "AgeModel" and any(e.get("number") is not None for e in item["expected"])


def unit_right(item: Item, pack: Pack) -> bool:
    """Each expected amount is found, with its span, value and unit."""
    said = [(span, number.low, unit) for span, number, unit in amounts(item["text"], pack)]
    said += [(q.span, q.low, q.unit) for q in whole_text(item["text"], pack) if q.low is not None]
    wanted = [e for e in item["expected"] if e.get("number") is not None]
    return all(any(list_span(s) == e["span"] and same(value, e["number"]) and same_unit(u, e["unit"]) for s, value, u in said) for e in wanted)


def list_span(span: Span) -> list[int]:
    return [span.start, span.end]


def same_unit(ours: str, theirs: str) -> bool:
    name = theirs.casefold()
    return ours.casefold() in {name, name.rstrip("s"), *SAME_UNIT.get(name, "").split(" "), SAME_UNIT.get(name, "")}


def text2num_items(item: Item) -> bool:
    return bool(item["lang"] == "fr")


def text2num_right(item: Item, pack: Pack) -> bool:
    numbers = [n for n in find_numbers(item["text"], pack) if n.written != "article"]
    if "numbers" in item:
        return bool([n.low for n in numbers] == item["numbers"])
    whole = [n.low for n in numbers if n.span == Span(0, len(item["text"]))]
    return whole == ([] if item["value"] is None else [item["value"]])


_DUCKLING = {"number", "ordinal", "duration", "money", "distance", "temperature", "volume", "quantity"}


def duckling_items(item: Item) -> bool:
    return any(e["type"] in _DUCKLING for e in item["expected"])


def duckling_right(item: Item, pack: Pack) -> bool:
    expected = item["expected"][0]
    text = item["text"]
    if expected["type"] == "number":
        return any(n.span == Span(0, len(text)) and same(n.low, expected["value"]) for n in find_numbers(text, pack) + find_fractions(text, pack))
    if expected["type"] == "ordinal":
        return any(o.span == Span(0, len(text)) and o.value == expected["value"] for o in find_ordinals(text, pack))
    if "value" in expected:
        return any(s.end == len(text) and same(n.low, expected["value"]) and same_unit(u, expected["unit"]) for s, n, u in amounts(text, pack))
    return any(same_bounds(q, expected) for q in whole_text(text, pack))


def whole_text(text: str, pack: Pack) -> list[Quantity]:
    return read_quantities(Article(id="item", text=text, language=pack.code), [Sentence(Span(0, len(text)), 0)], pack)


def same_bounds(quantity: Quantity, expected: Item) -> bool:
    bounds = (expected.get("low"), expected.get("high"))
    return bounds == (quantity.low, quantity.high) and same_unit(quantity.unit, str(expected["unit"]))


MEASURES: dict[str, tuple[str, Callable[[Item], bool], Callable[[Item, Pack], bool]]] = {
    "recognizers_fr_number tested": ("recognizers_fr_number", number_items, number_right),
    "recognizers_fr_unit": ("recognizers_fr_unit", unit_items, unit_right),
    "text2num French": ("text2num", text2num_items, text2num_right),
    "duckling_fr numbers, units": ("duckling_fr", duckling_items, duckling_right),
}

if __name__ == "__main__":
    sys.exit(main())
