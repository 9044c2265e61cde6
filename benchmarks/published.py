"""How well the day of publication is found: every annotated page is read with its day withheld.

    python benchmarks/published.py SHARED [--pages]

SHARED is the folder that holds `eval/dev` and `eval/dev_real`. `--pages` prints one row for each page: what is wanted, what was found, why. A
page whose day is known but found neither in its text nor in its address counts as `not on the page`: there null is right. The exit code is 1
where a found day is wrong, or where a page shows its day and it was not found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tables import table

from selon.clean.article import clean_text
from selon.clean.written_dates import date_forms
from selon.languages import Pack, load_pack
from selon.languages.fold import fold_same_length

SETS = ("dev", "dev_real")
VERDICTS = ("right", "not on the page", "missed", "wrong")


def shows(text: str, url: str | None, wanted: str, pack: Pack) -> bool:
    """Whether the wanted day or month is written out anywhere in the text, with its year, or in the address."""
    if wanted in text or wanted.replace("-", "/") in (url or ""):
        return True
    folded, at, forms = fold_same_length(text), 0, date_forms(pack)
    while (found := forms.find(folded, at)) is not None:
        if found.day.isoformat() == wanted:
            return True
        at = found.end
    return False


def verdict(wanted: str | None, found: str | None, shown: bool) -> str:
    if found == wanted:
        return "right"
    if found is not None:
        return "wrong"
    return "missed" if shown else "not on the page"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--pages", action="store_true", help="one row for each page")
    options = parser.parse_args()
    pack = load_pack("fr")
    counts = {name: Counter[str]() for name in SETS}
    for name, count in counts.items():
        for line in (options.shared / "eval" / name / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            article = clean_text(given["id"], given["text"], pack=pack, url=given["url"])
            wanted, found = given["published"], article.published
            told = verdict(wanted, found, bool(wanted) and shows(given["text"], given["url"], wanted, pack))
            count[told] += 1
            if options.pages:
                print(f"{given['id']:16} wanted {wanted or '-':10}  found {found or '-':10}  {told:15} {article.published_because or ''}")
    print(table(("publication day", *VERDICTS), [(name, *(count[told] for told in VERDICTS)) for name, count in counts.items()]))
    return int(any(count["wrong"] or count["missed"] for count in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
