"""Selon's date reader on two public sets that nobody of this project wrote.

    python benchmarks/public_dates.py FOLDER [--errors N]

FOLDER holds `recognizers_fr_datetime/` and `duckling_fr/` (one `dev.jsonl` each). The reference day of an item is given to the reader as
the day of publication; there is no second grammar for these sets.

What counts. Selon reads days, months, years and stretches of them, not clock times, durations or repetitions. Of duckling, an expression
counts where it is cut to days or more and fixes a day by the calendar; what Selon says is right if its first and last possible day are
the item's own. What Selon's annotation guidelines read in another way on purpose is counted apart:

- open weekday, open month, open year: `lundi`, `le 2` and `le 5 avril` mean the next one to an assistant and mostly the past one in news
  ("either way" counts both);
- edge: `début avril`, `première quinzaine`: the guidelines give beginnings as the whole month, and half a month has 15 days;
- from the text: `le lendemain`, `la semaine suivante` count from a day that the text names; where it names none they stay null;
- coarser: `il y a trois mois` is a month, not a day;
- bare numbers: `31 10` and `20 02 14` are figures in running text.

The one figure of duckling_fr counts all of these but the bare weekdays, which the set's README sets apart: what Selon leaves null or reads
as a whole month on purpose counts as wrong there, and a day, month or year of the past beside the coming one as right.

Of Recognizers, spans count where all of an item's types are date or daterange (an overlap of half); values where the item gives days and
the moment that it counts from, any of its readings being right. Its ranges leave out the last day, also a named one (`du 19 au 20` ends
at the 20th, exclusive): the end counts as right with that day or without it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.expected_failures import ExpectedFailures
from benchmarks.public_numbers import duckling_items, duckling_right

from selon.languages import load_pack
from selon.model import Article, Date
from selon.read.calendar import day_bounds, month_end, shift_month
from selon.read.date_words import load_grammar
from selon.read.dates import read_dates
from selon.read.expressions import DateMention, DayWords, HolidayWords, MonthWords, PieceWords, Shift
from selon.read.sentences import split_sentences
from selon.resolve.days import resolve_days

PACK = load_pack("fr")
SHORT_WEEKDAY = re.compile(r"(?:lun|mar|mer|jeu|ven|sam|dim)\.?")
BARE_NUMBERS = re.compile(r"(?:le )?\d{1,2} \d{1,2}(?: \d{2,4})?")
Bounds = tuple[date | None, date | None]


def read(text: str, reference: str | None) -> tuple[list[DateMention], list[Date]]:
    """What Selon reads in a text that is published on the reference day."""
    article = Article(id="item", text=text, language="fr", published=reference[:10] if reference else None)
    mentions = read_dates(article, split_sentences(article, PACK), PACK)
    return mentions, resolve_days(mentions, article, PACK)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def grain_end(start: str, grain: str) -> date | None:
    """The last day of a duckling value that is cut to a grain; None for a clock time."""
    parts = [int(part) for part in start.split("T")[0].split("-")]
    if grain == "day":
        return date(*parts)
    if grain == "week":
        return date(*parts) + timedelta(days=6)
    if grain == "month":
        return month_end(parts[0], parts[1])
    if grain == "quarter":
        return month_end(*shift_month(parts[0], parts[1], 2))
    return date(parts[0], 12, 31) if grain == "year" else None


def first_day(start: str) -> date:
    year, month, day = [*map(int, start.split("T")[0].split("-")), 1, 1][:3]
    return date(year, month, day)


def duckling_bounds(expected: dict[str, Any]) -> Bounds | None:
    """First and last day that the item wants, or None where it is about the clock."""
    grain, start, end = expected["grain"], expected.get("start"), expected.get("end")
    if grain not in {"day", "week", "month", "quarter", "year"}:
        return None
    if expected["type"] == "time" and start:
        return first_day(start), grain_end(start, grain)
    if expected["type"] == "interval" and start and end:
        return first_day(start), first_day(end) - timedelta(days=1)
    return (first_day(start) if start else None), (first_day(end) - timedelta(days=1) if end else None)


def is_open(text: str, mentions: Iterable[DateMention]) -> str | None:
    """What of an expression the guidelines fill in another way than an assistant does; None where nothing is left open."""
    if BARE_NUMBERS.fullmatch(text):
        return "bare numbers"
    if SHORT_WEEKDAY.fullmatch(text):
        return "open weekday"
    for mention, words in ((mention, words) for mention in mentions for words in (mention.first, mention.last)):
        if getattr(words, "edge", None) is not None or getattr(words, "unit", None) == "fortnight":
            return "edge"
        if getattr(words, "anchor", None) == "text":
            return "from the text"
        if isinstance(words, Shift) and words.counted and words.unit in {"month", "year"}:
            return "coarser"
        if isinstance(words, DayWords) and (words.weeks is not None or words.days_on is not None):
            continue
        if isinstance(words, DayWords) and words.month is None and words.weekday is not None and words.which is None:
            return "open weekday"
        if isinstance(words, DayWords) and words.month is None and words.day and words.which is None and mention.last is None:
            return "open month"
        if isinstance(words, DayWords | MonthWords | HolidayWords | PieceWords) and words.year is None and words.which is None:
            return "open year"
    return None


def is_other_reading(edtf: str | None, want: Bounds, kind: str) -> bool:
    """The same weekday one week before, the same day one month or year before: what news mean where an assistant looks ahead."""
    if edtf is None:
        return False
    return all(map(is_one_turn_later, day_bounds(edtf), want, [kind] * 2))


def is_one_turn_later(said: date | None, want: date | None, kind: str) -> bool:
    if said is None or want is None:
        return said is want
    if kind == "open weekday":
        return want - said == timedelta(days=7)
    if kind == "open month":
        return (*shift_month(said.year, said.month, 1), said.day) == (want.year, want.month, want.day)
    return (said.month, said.year + 1) == (want.month, want.year) and abs(said.day - want.day) <= 1  # a February may have 29 days


def score_duckling(path: Path) -> tuple[Counter[tuple[str, bool]], list[str]]:
    counts: Counter[tuple[str, bool]] = Counter()
    errors = []
    for row in rows(path):
        for expected in row["expected"]:
            if expected["type"] not in {"time", "interval", "open_interval"} or (want := duckling_bounds(expected)) is None:
                continue
            mentions, dates = read(row["text"], row["reference"])
            kind = is_open(row["text"], mentions) or "closed"
            right = len(dates) == 1 and dates[0].edtf is not None and day_bounds(dates[0].edtf) == want
            counts[kind, right] += 1
            if kind.startswith("open"):
                counts[f"{kind}, either way", right or (len(dates) == 1 and is_other_reading(dates[0].edtf, want, kind))] += 1
            if not right:
                errors.append(f"{kind} {row['text']!r}: wants {want}, says {[found.edtf for found in dates]}")
    return counts, errors


def wanted_values(expected: dict[str, Any]) -> set[Bounds]:
    """The stretches of days that a Recognizers item accepts: its readings, past and future; the end of a range is exclusive."""
    found: set[Bounds] = set()
    for value in [*expected.get("values", []), expected.get("future"), expected.get("past")]:
        if not isinstance(value, dict):
            continue
        start, end, day = (value.get(key) or value.get(f"{key}Date") for key in ("start", "end", "value"))
        day = day or value.get("date")
        try:
            if day:
                found.add((date.fromisoformat(day), date.fromisoformat(day)))
            elif start and end:
                stop = date.fromisoformat(end)
                found |= {(date.fromisoformat(start), stop - timedelta(days=1)), (date.fromisoformat(start), stop)}
        except ValueError:
            continue
    return found


def half_overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared * 2 >= min(left[1] - left[0], right[1] - right[0]) and shared > 0


def score_recognizers(path: Path, *, tested_only: bool) -> tuple[Counter[tuple[str, bool]], list[str]]:
    counts: Counter[tuple[str, bool]] = Counter()
    errors = []
    for row in rows(path):
        kinds = {expected["type"].removeprefix("datetimeV2.") for expected in row["expected"]}
        if not kinds or not kinds <= {"date", "daterange"} or (tested_only and not row["tested"]):
            continue
        _, dates = read(row["text"], row["reference"])
        for expected in row["expected"]:
            if expected["span"] is None:
                continue
            start, end = expected["span"]
            hit = next((found for found in dates if half_overlap((found.span.start, found.span.end), (start, end))), None)
            counts["span", hit is not None] += 1
            values = wanted_values(expected)
            if values and row["reference"]:
                right = hit is not None and hit.edtf is not None and day_bounds(hit.edtf) in values
                counts["value", right] += 1
            if hit is None:
                errors.append(f"missed {row['text'][start:end]!r} in {row['text']!r}")
            elif values and row["reference"] and not right:
                errors.append(f"{row['text']!r} on {row['reference']}: wants {sorted(map(str, values))}, says {hit.edtf}")
    return counts, errors


def report(title: str, counts: Counter[tuple[str, bool]]) -> None:
    print(title)
    for name in sorted({name for name, _ in counts}):
        right, total = counts[name, True], counts[name, True] + counts[name, False]
        print(f"  {name:14} {right:5} of {total:5}  {100 * right / total:5.1f} %")


def one_figure(counts: Counter[tuple[str, bool]], path: Path, failures: ExpectedFailures) -> None:
    """All of duckling_fr that Selon reads, numbers and units with it; only bare weekdays stay apart."""
    items = [item for item in rows(path) if duckling_items(item)]
    right, total = sum(duckling_right(item, PACK) for item in items), len(items)
    kinds = sorted({kind for kind, _ in counts if kind.endswith("either way") or f"{kind}, either way" not in {name for name, _ in counts}})
    for kind in kinds:
        if kind.startswith("open weekday"):
            continue
        right, total = right + counts[kind, True], total + counts[kind, True] + counts[kind, False]
        print(f"  {kind}: {failures.line(f'duckling_fr {kind}', counts[kind, False])}")
    print(f"  duckling_fr in one figure: {right} of {total}  {100 * right / total:.1f} %")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--errors", type=int, default=0, help="how many wrong items of each set to list")
    given = arguments.parse_args()
    load_grammar(PACK)
    counts, errors = score_duckling(given.folder / "duckling_fr" / "dev.jsonl")
    report("duckling_fr, days and longer (first and last day right)", counts)
    failures = ExpectedFailures()
    one_figure(counts, given.folder / "duckling_fr" / "dev.jsonl", failures)
    print("\n".join(errors[: given.errors]), end="\n" if given.errors else "")
    for tested_only in (True, False):
        counts, errors = score_recognizers(given.folder / "recognizers_fr_datetime" / "dev.jsonl", tested_only=tested_only)
        report(f"recognizers_fr_datetime, date and daterange, {'items that an implementation runs' if tested_only else 'all items'}", counts)
        print("\n".join(errors[: given.errors]), end="\n" if given.errors else "")
    return failures.status()


if __name__ == "__main__":
    sys.exit(main())
