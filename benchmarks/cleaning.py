"""How well the parts of a page are told apart. How fast, says benchmarks/collecting.py.

    python benchmarks/cleaning.py SHARED

SHARED is the folder that holds `eval/public/trafilatura_fr`. That set names, for French pages which are
not in it, the passages that an extractor must keep and those that it must drop. Here each stands in pages made around it: kept ones within the
article's paragraphs, dropped ones where pages have such things: menu, consent box, related articles, subscription box, comment form, foot.
Each page is made twelve times: each passage in every part, once in the mark-up of a careful news site, once in bare `<div>`s. So the rows say
whether the parts of a page are told apart, not how one does on the publishers' own mark-up. Positive is a passage that must be kept; the
measures are those of the set's README.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import cycle, islice
from pathlib import Path

from selon.clean.article import clean_page
from selon.languages import load_pack
from selon.model import Article, Page

_PACK = load_pack("fr")

# Paragraphs of our own, between which the passages stand.
_BODY = (
    "La séance a commencé avec une heure de retard, devant une salle que les gendarmes avaient fini par ouvrir au public.",
    "Sur l’estrade, les élus se sont partagé le micro sans beaucoup s’écouter, et le débat a vite tourné au procès de la majorité.",
    "Dans les couloirs, on parlait surtout du calendrier, que plusieurs associations jugent intenable pour les petites communes.",
    "Le rapporteur a rappelé que deux études indépendantes seraient rendues publiques avant la fin du printemps.",
    "À la sortie, quelques habitants attendaient encore, sous la pluie, qu’on leur dise si leur rue serait concernée.",
)
# Where a page has what is no article; `{}` is the passage.
_PLACES = (
    '<nav class="menu"><ul><li><a href="/une">À la une</a></li><li><a href="/b">{}</a></li><li><a href="/c">Idées</a></li></ul></nav>',
    '<aside class="related-articles"><h3>À lire aussi</h3><ul><li><a href="/x">{}</a></li><li><a href="/y">Le carnet du jour</a></li></ul></aside>',
    '<footer><p>{}</p><p><a href="/mentions">Mentions légales</a> <a href="/cgv">CGV</a></p></footer>',
    '<div class="newsletter"><p>{}</p><form><input type="email"><button>S’inscrire</button></form></div>',
    '<div id="comments" class="comments"><h3>Commentaires</h3><form><label>{}</label><textarea></textarea></form></div>',
    '<div class="cookie-banner" role="dialog"><p>{}</p><button>Tout accepter</button><button>Tout refuser</button></div>',
)


def html_page(kept: Sequence[str], dropped: Sequence[str], *, turn: int = 0, bare: bool = False) -> bytes:
    """A page with the passages in their parts: `turn` says in which part the first dropped one stands; `bare` leaves only `<div>`s."""
    parts = [_PLACES[(turn + n) % len(_PLACES)].format(escape(passage)) for n, passage in enumerate(dropped)]
    above, below = [part for part in parts if part.startswith("<nav")], [part for part in parts if not part.startswith("<nav")]
    count = max(len(kept), len(_BODY))
    told = zip(islice(cycle(_BODY), count), [*kept, *[""] * (count - len(kept))], strict=True)
    body = "".join(f"<p>{escape(own)} {escape(passage)}</p>" for own, passage in told)
    head = "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Une réunion publique sous tension</title></head><body>"
    article = f"<main><article><h1>Une réunion publique sous tension</h1><p class='byline'>Publié le 3 mars 2020</p>{body}</article></main>"
    page = f"<header>{''.join(above)}</header>{article}{''.join(below)}"
    if bare:
        page = re.sub(r" (?:class|id|role)=['\"][^'\"]*['\"]", "", re.sub(r"(</?)(?:nav|aside|footer|header|main|article)\b", r"\1div", page))
    return f"{head}{page}</body></html>".encode()


def page_of(content: bytes) -> Page:
    return Page(sha256=hashlib.sha256(content).hexdigest(), source="made", content=content, media_type="text/html")


def kept_text(article: Article) -> str:
    """What is left of a text without its boilerplate, white space collapsed."""
    left, at = [], 0
    for span in article.boilerplate:
        left.append(article.text[at : span.start])
        at = span.end
    return " ".join(" ".join([*left, article.text[at:]]).split())


def passages(shared: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, passages to keep, passages to drop, of each page of the set."""
    for line in (shared / "eval" / "public" / "trafilatura_fr" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        yield given["id"], [" ".join(p.split()) for p in given["with"]], [" ".join(p.split()) for p in given["without"]]


def count_passages(shared: Path, *, bare: bool) -> Counter[str]:
    """True and false positives and negatives over all pages, each made with every turn of its parts."""
    count = Counter[str]()
    for _, kept, dropped in passages(shared):
        for turn in range(len(_PLACES)):
            left = kept_text(clean_page(page_of(html_page(kept, dropped, turn=turn, bare=bare)), packs=[_PACK]))
            count.update("tp" if passage in left else "fn" for passage in kept)
            count.update("fp" if passage in left else "tn" for passage in dropped)
    return count


def print_passages(name: str, count: Counter[str]) -> None:
    wanted, unwanted = count["tp"] + count["fn"], count["tn"] + count["fp"]
    precision, recall = count["tp"] / (count["tp"] + count["fp"]), count["tp"] / wanted
    f1, accuracy = 2 * precision * recall / (precision + recall), (count["tp"] + count["tn"]) / count.total()
    print(f"passages of trafilatura_fr, {name}: kept {count['tp']} of {wanted}, dropped {count['tn']} of {unwanted}")
    print(f"  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  accuracy {accuracy:.3f}")


def main(shared: Path) -> None:
    print_passages("careful mark-up", count_passages(shared, bare=False))
    print_passages("bare <div>s", count_passages(shared, bare=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
