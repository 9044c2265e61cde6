"""How many pages a minute of one core are collected, cleaned and dated.

    python benchmarks/collecting.py [PATH...]

PATH are pages of your own; without any, the texts of examples/ are taken, as text files and as news pages with menu, column and footer. The
rows: cleaned in this process, as `selon add` does with text, and in a guarded one, as it does with all else; the start of that process counts
too. All is processor time, the best of some rounds: what else a machine does only slows. The exit code is 1 where a row is below
`MIN_PAGES_A_MINUTE`.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from selon.batch.collecting import collect
from selon.batch.guard import clean_guarded, cleaning_guard
from selon.clean.article import clean_page
from selon.errors import PageError
from selon.languages import known_languages, load_pack
from selon.model import Article, Page

MIN_PAGES_A_MINUTE = 1_000
_ROUNDS = 3
_TIMES = 10
_EXAMPLES = Path(__file__).parents[1] / "examples"
_MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Accueil", "Monde", "Politique", "Sport", "Culture", "Vidéos", "Abonnés") * 6)
_PACKS = [load_pack(code) for code in known_languages()]


def write_pages(folder: Path) -> list[Path]:
    """A folder of text files and one of HTML pages, each sample text several times; no two of them are the same."""
    texts, pages = folder / "text", folder / "html"
    for made in (texts, pages):
        made.mkdir()
    for path in sorted(_EXAMPLES.glob("*/*.txt")):
        for n in range(_TIMES):
            text = path.read_text(encoding="utf-8")
            (texts / f"{path.stem}-{n}.txt").write_text(f"{text}\n{n}\n", encoding="utf-8")
            (pages / f"{path.stem}-{n}.html").write_text(_as_html(text, path.stem, n), encoding="utf-8")
    return [texts, pages]


def _as_html(text: str, title: str, n: int) -> str:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text.splitlines() if line.strip())
    aside = "".join(f"<li><a href='/{n}/{k}'>Un autre titre, le numéro {k}, de la même rubrique</a></li>" for k in range(30))
    head = f"<!doctype html><html lang=fr><head><title>{title} {n}</title></head><body>"
    page = f"{head}<nav><ul>{_MENU}</ul></nav><main><article>{body}</article></main>"
    return f"{page}<aside><ul>{aside}</ul></aside><footer><p>Mentions légales</p></footer></body></html>"


def here(page: Page) -> Article:
    return clean_page(page, packs=_PACKS)


def guarded(page: Page) -> Article:
    return clean_guarded(page, page.id)


def cleaned(path: Path, clean: Callable[[Page], Article]) -> tuple[int, int]:
    """How many pages were read, and how many of them got a day. What cannot be read is named and does not count."""
    read = dated = 0
    for found in collect([path]):
        if not isinstance(found, Page):
            continue
        try:
            dated += clean(found).published is not None
            read += 1
        except PageError as error:
            print(error, file=sys.stderr)
    cleaning_guard().close()  # the time of a process counts once it has ended
    return read, dated


def cpu_s() -> float:
    """Computing time of this process and of those that have ended."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def rate(name: str, path: Path, clean: Callable[[Page], Article]) -> float:
    """Print a row; pages a minute."""
    best, read, dated = 0.0, 0, 0
    for _ in range(_ROUNDS):
        begun = cpu_s()
        read, dated = cleaned(path, clean)
        best = max(best, 60 * read / (cpu_s() - begun))
    print(f"{name:34} {best:8,.0f} pages a minute of one core ({read} pages, {dated} with a day)")
    return best


def main(given: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(path) for path in given] or write_pages(Path(folder))
        here(next(found for found in collect(paths) if isinstance(found, Page)))  # loads what is loaded once
        ways = {"in this process": here, "guarded": guarded}
        rates = [rate(f"{path.name}, {way}", path, clean) for path in paths for way, clean in ways.items()]
    met = min(rates) >= MIN_PAGES_A_MINUTE
    print(f"target: {MIN_PAGES_A_MINUTE:,} pages a minute of one core; the slowest row has {min(rates):,.0f}: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
