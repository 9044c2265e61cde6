"""The day on which a page appeared, where the page says so, with the reason.

What is looked at, best first: a day that came along with the page; its metadata; a label in the text ("Publié le …"); its address;
the dateline of the first paragraphs; a date on a line of its own at the top, or in a by-line there; a headline that names the day of
the edition; the month that the collector wrote. A month gives way to a day within it. A day that the article speaks of is never
taken: it may have appeared later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from selon.clean.lines import Line
from selon.clean.written_dates import DateForms, WrittenDate, date_forms
from selon.languages import Pack
from selon.languages.fold import fold_same_length

_HEAD_LINES = 6
_MONTHS = 12
_MAX_LABEL_LINE_CHARS = 140
_MAX_BY_LINE_CHARS = 60
_MAX_TOWN_WORDS = 5
_MAX_NAME_WORDS = 4
_MIN_TEXT_WORDS = 4
_PREFIX = re.compile(r"\s*date[ :]\s*(\d{4}(?:-\d{2}){0,2})")
_OWN_ADDRESS = re.compile(rf"(?:{_PREFIX.pattern})?\s*(https?://\S+)[ \t]*[\r\n]")
_CLOCK = re.compile(r"\d{1,2} ?[:h.] ?\d{2}")
_EDTF = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:?\d{2}.*", re.S)
_YEAR, _MONTH, _DAY = r"((?:19[89]|20\d)\d)", r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_IN_PATH = (
    re.compile(rf"/{_YEAR}/{_MONTH}/{_DAY}(?=[/_.-]|$)"),
    re.compile(rf"(?<!\d){_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<![^/_.-])((?:19[89]|20\d)\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(rf"/{_YEAR}/{_MONTH}(?=/|$)()"),
)
# `/crue-13-05-2022.html`: two digits each, the day first; a first number up to 12 may be the month.
_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-((?:19[89]|20\d)\d)(?!\d)")
# `29 mai 2012. - `, also after a town or an agency: `Kiev, 12 mars 2022 (AFP) - `, `(AFP) 12 mars 2022`.
_TOWN_OR_AGENCY = re.compile(r"(?:\([^\W\d_][\w /.&-]{1,25}\)\s*[,–—-]?|[^\W\d_][\w '’-]{1,40}(?:\s*\([^)]{2,30}\))?\s*[,–—-])\s*$")
_AFTER_DATELINE = re.compile(r"\s*(?:\([^)\d]{2,30}\)\s*)?\.?\s*(?:[–—]|-(?=\s))\s*\S|\s*\([^)\d]{2,30}\)\s*\S")


class Published(msgspec.Struct, frozen=True):
    """EDTF (`2022-11-10`, `2022-11`, `2022`) and from what it follows."""

    edtf: str
    because: str


def find_published(text: str, lines: Sequence[Line], title: str | None, *, pack: Pack, url: str | None) -> Published | None:
    """The page's day from its text and address, None where neither holds it.

    Args:
        text: The page's text: a collector's date stands at its very beginning.
        lines: The lines that are not boilerplate: dates beside a list of other articles are theirs.
        title: The headline's words.
        pack: Months and labels of the page's language.
        url: The page's own address.
    """
    forms = date_forms(pack)
    folded_title = fold_same_length(title) if title else ""
    best: Published | None = None
    for candidate in _candidates(text, lines, folded_title, forms, url):
        if best is None or (len(candidate.edtf) > len(best.edtf) and candidate.edtf.startswith(best.edtf)):
            best = candidate
    return best


def from_address(url: str | None) -> Published | None:
    """The day or month in the path of an address: `/2023/01/03/`, `-2023-01-03`, `/20230103/`, `/2023/01/`, `-13-01-2023`."""
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    for pattern in _IN_PATH:
        found = pattern.search(path)
        if found:
            edtf = "-".join(part.zfill(2) for part in found.groups() if part)
            return Published(edtf, f"the page's address holds {found.group().strip('/')}")
    written = _DAY_FIRST.search(path)
    if written is None or (int(written.group(1)) <= _MONTHS and written.group(1) != written.group(2)):
        return None  # `05-04-2022` is April in one country and May in another
    return Published("-".join(reversed(written.groups())), f"the page's address holds {written.group()}")


def from_given(value: str | None, pack: Pack) -> Published | None:
    """A day that came along with the page: EDTF as it is, a moment as its day, a date of the language as EDTF; None for nothing."""
    told = (value or "").strip()
    moment = _MOMENT.match(told)
    if moment:
        return Published(moment.group(1), "given with the page")
    if re.match(r"\d{4}(?![\d])", told):
        return Published(told, "given with the page")
    written = date_forms(pack).alone(fold_same_length(told))
    return Published(written.day.isoformat(), "given with the page") if written else None


def from_metadata(fields: Sequence[tuple[str, str]], pack: Pack) -> Published | None:
    """The first field that holds a whole day, as the page's own clock writes it."""
    for field, value in fields:
        day = date_forms(pack).alone(_MOMENT.sub(r"\1", fold_same_length(value)))
        if day:
            return Published(day.day.isoformat(), f"the page's metadata, {field}")
    return None


def _candidates(text: str, lines: Sequence[Line], title: str, forms: DateForms, url: str | None) -> Iterator[Published]:
    yield from _labelled(lines, forms, forms.words.published, "labelled as the day of publication")
    changed = [line for line in lines[:_HEAD_LINES] if " | " in line.folded]
    yield from _only(changed, changed, lambda line: _alone(line, forms), "a date before that of the last change")
    yield from _labelled(lines, forms, forms.words.updated, "labelled as the day of the last change")
    address = from_address(url) or from_address(own[2] if (own := _OWN_ADDRESS.match(text)) else None)
    if address:
        yield address
    yield from _only(lines[:_HEAD_LINES], lines, lambda line: _dateline(line, forms), "the dateline")
    yield from _only(lines[:_HEAD_LINES], lines, lambda line: _alone(line, forms), "a date on a line of its own at the top")
    yield from _only(lines[:_HEAD_LINES], lines, lambda line: _by_line(line, forms) if line.folded != title else None, "the by-line at the top")
    edition = forms.find(title)
    if edition and edition.has_weekday and any(re.search(rf"\b{re.escape(word)}\b", title) for word in forms.words.editions):
        yield Published(edition.day.isoformat(), "the headline names the day of the edition")
    prefix = _PREFIX.match(text)
    if prefix and _EDTF.fullmatch(prefix.group(1)):
        yield Published(prefix.group(1), "the collector's date before the text")


def _labelled(lines: Sequence[Line], forms: DateForms, labels: tuple[str, ...], because: str) -> Iterator[Published]:
    for line in lines:
        found = _label_date(line, forms, labels)
        if found:
            yield Published(found.day.isoformat(), f"{because}: {line.text[found.start : found.end]}")
            return


def _label_date(line: Line, forms: DateForms, labels: tuple[str, ...]) -> WrittenDate | None:
    """The date behind a label that opens the line or a part of it.

    A participle is none: "Publié le 3 mai par l’agence, le rapport accuse …".
    """
    head = line.folded[:_MAX_LABEL_LINE_CHARS]
    found = forms.find(head)
    while found is not None:
        before = head[: found.start].rstrip(" :")
        label = next((word for word in labels if _ends_with_label(before, word.rstrip(" :"), forms)), None)
        if label is not None and _ends_label(line, found, forms):
            return found
        found = forms.find(head, found.end)
    return None


def _ends_with_label(before: str, label: str, forms: DateForms) -> bool:
    for article in forms.words.articles:
        before = before.removesuffix(f" {article}").rstrip(" :") if not label.endswith(f" {article}") else before
    if not before.endswith(label):
        return False
    front = before[: -len(label)]
    opened = front.rstrip()
    by_line = opened.lstrip(" -–—|•·*").startswith(tuple(f"{word} " for word in forms.words.by)) or re.fullmatch(r"[^ ]+,", opened) is not None
    return not opened.strip(" -–—|•·*([") or opened.endswith(("|", "•", "·", " -", "–", "—", "(")) or (by_line and front[-1:] in " ,")


def _ends_label(line: Line, found: WrittenDate, forms: DateForms) -> bool:
    """After the date the label is over: the line ends, a sign or a by-line follows, or a new sentence begins."""
    rest = line.text[found.time_end :].strip()
    if not rest or rest[0] in "|•·–—-()[]." or rest[0].isupper():
        return True
    follows = " ".join(fold_same_length(rest).lstrip(", ").split())
    return not line.ends_sentence and len(rest) <= _MAX_BY_LINE_CHARS and follows.startswith((*forms.words.by, *forms.words.updated))


def is_stamp(line: Line, forms: DateForms) -> bool:
    """The line says the day and nothing else, perhaps of the last change too, or by whom the article was written, with an hour: no title has one."""
    if _alone(line, forms):
        return True
    found = _by_line(line, forms)
    return found is not None and found.time_end > found.end


def _alone(line: Line, forms: DateForms) -> WrittenDate | None:
    """The line's date, where nothing else stands there: `10/04/2022 18:05`, `10/04/2022 18:05 | Actualisé 11/04/2022`."""
    first, sign, rest = line.folded.partition(" | ")
    told = not sign or rest.startswith((*forms.words.updated, *(f"{word} " for word in forms.words.by))) or _CLOCK.fullmatch(rest) is not None
    return forms.alone(first) if told else None


def _dateline(line: Line, forms: DateForms) -> WrittenDate | None:
    found = forms.find(line.folded[:120])
    if found is None:
        return None
    before = line.folded[: found.start].lstrip()
    for article in forms.words.articles:
        before = before.removesuffix(f"{article} ")
    if before and not (_TOWN_OR_AGENCY.fullmatch(before) and len(before.split()) <= _MAX_TOWN_WORDS and not line.text[0].islower()):
        return None
    if not line.ends_sentence and len(line.text[found.time_end :].split()) < _MIN_TEXT_WORDS:
        return None  # a line of a list: "24 novembre 2024 - Le Matin"
    follows = _AFTER_DATELINE.match(line.folded, found.time_end)
    agency_before = before.startswith("(") and line.text[found.time_end :][:2].strip()[:1].isupper()
    return found if follows or agency_before else None


def _by_line(line: Line, forms: DateForms) -> WrittenDate | None:
    """`Anne Roux | 7 février 2023`, `Rédigé par Anne Roux le 7 février 2023`: a name of few words, and nothing behind the date."""
    found = forms.find(line.folded[:_MAX_BY_LINE_CHARS])
    if found is None or line.folded[found.time_end :].strip(" .)"):
        return None
    before = line.text[: found.start].rstrip()
    opens = max((len(word) + 1 for word in forms.words.by if line.folded.startswith(f"{word} ")), default=0)
    sign = before.endswith(("|", "-", "–", "—", "•", "·"))
    if not (opens or sign):  # a heading names days too: "Les attentats du 13 novembre 2015"
        return None
    name = [word for word in before[opens:].rstrip(" |-–—•·").split() if fold_same_length(word) not in forms.words.articles]
    least = 1 if opens or found.time_end > found.end else 2  # a heading has no hour
    return found if least <= len(name) <= _MAX_NAME_WORDS and not any(word[0].islower() for word in name) else None


def _only(head: Sequence[Line], lines: Sequence[Line], read: Callable[[Line], WrittenDate | None], because: str) -> Iterator[Published]:
    """The date of that shape at the top, where no second one of another day follows: that would be a chronology."""
    at_top = [found for line in head if (found := read(line))]
    if at_top and len({found.day for line in lines if (found := read(line))}) == 1:
        yield Published(at_top[0].day.isoformat(), because)
