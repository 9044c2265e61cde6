"""How many pages a minute are collected, cleaned and dated: in this process, and through the guarded one that `selon add` uses.

python benchmarks/collecting.py [PATH...]      (by default pages made from the texts of examples/)
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from selon.batch.collecting import collect
from selon.batch.guard import clean_guarded, cleaning_guard
from selon.clean.article import clean_page
from selon.errors import PageError
from selon.languages import known_languages, load_pack
from selon.model import Page

EXAMPLES = Path(__file__).parents[1] / "examples"
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Accueil", "Monde", "Politique", "Sport", "Culture", "Vidéos", "Abonnés") * 6)
TIMES = 20


def write_pages(folder: Path) -> None:
    """The sample texts as news pages, with a menu, a column of other headlines and a footer, each several times."""
    for path in sorted(EXAMPLES.glob("*/*.txt")):
        body = "".join(f"<p>{escape(line)}</p>\n" for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        for n in range(TIMES):
            aside = "".join(f"<li><a href='/{n}/{k}'>Un autre titre, le numéro {k}, de la même rubrique</a></li>" for k in range(30))
            head = f"<!doctype html><html lang=fr><head><title>{path.stem} {n}</title></head><body>"
            page = f"{head}<nav><ul>{MENU}</ul></nav><main><article>{body}</article></main>"
            page += f"<aside><ul>{aside}</ul></aside><footer><p>Mentions légales</p></footer></body></html>"
            (folder / f"{path.stem}-{n}.html").write_text(page, encoding="utf-8")


def cpu_s() -> float:
    """Computing time of this process and of those that have ended."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def timed(what: str, pages: list[Page], clean: Callable[[Page], object]) -> None:
    dated = 0
    begun, begun_cpu = time.perf_counter(), cpu_s()
    for page in pages:
        try:
            dated += getattr(clean(page), "published", None) is not None
        except PageError as error:
            print(error, file=sys.stderr)
    cleaning_guard().close()
    wall, cpu = time.perf_counter() - begun, cpu_s() - begun_cpu
    rate = f"{60 * len(pages) / cpu:8,.0f} pages/minute of one core ({1000 * cpu / len(pages):.1f} ms each; by the clock {wall:.1f} s)"
    print(f"{what:22} {rate}; {dated} dated")


def main(paths: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if not paths:
            write_pages(Path(folder))
        begun = cpu_s()
        pages = [found for found in collect(paths or [folder]) if isinstance(found, Page)]
    print(f"{len(pages)} pages, {sum(len(page.content) for page in pages) / 1000 / len(pages):.0f} kB each; collected in {cpu_s() - begun:.2f} s")
    packs = [load_pack(code) for code in known_languages()]
    clean_page(pages[0], packs=packs)  # loads what is loaded once
    timed("in this process", pages, lambda page: clean_page(page, packs=packs))
    timed("guarded, as selon add", pages, lambda page: clean_guarded(page, page.id))


if __name__ == "__main__":
    main(sys.argv[1:])
