"""The words of Selon, as frozen values.

Each class is one word of `docs/words.md`; every other module speaks in these. All spans are half-open `[start, end)` in Unicode code
points of the page's text, whatever the file's encoding. The fields of the reading layers (`Statement` … `Figure`) are those that
`selon read` prints; the module does nothing but hold them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal

import msgspec

Kind = Literal["direct", "indirect", "mixed"]
SpeakerType = Literal["person", "organisation", "unnamed", "private"]
Stance = Literal["asserts", "denies", "doubts", "asks", "orders", "expects"]
Modality = Literal["exact", "approximate", "at_least", "at_most", "between"]
Of = Literal["killed", "wounded", "casualties", "missing", "captured", "displaced", "evacuated", "mobilised", "rescued", "other"]
Medium = Literal["video", "photo", "audio", "post"]
Verification = Literal["unverified", "claimed", "geolocated", "confirmed", "disputed"]
Relation = Literal["agree", "compatible", "update", "conflict", "undecided"]
Verdict = Literal["single", "disputed", "updated", "undecided", "agreed"]
Layer = Literal["statement", "quantity", "date", "place", "media", "naming"]
Action = Literal["accept", "correct", "reject", "merge", "split", "undo"]
Value = str | float | int | bool | None


class Span(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """`[start, end)` in code points of the page's text, 0 <= start < end <= len(text). JSON: `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span marks."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies in this one, the same span included."""
        return self.start <= other.start and other.end <= self.end


class Told(msgspec.Struct, frozen=True):
    """One thing that is said of a page outside its text, and who says it: `because` names the field, header or column.

    `field` is `title`, `author`, `outlet`, `url`, `language`, `published`, `captured` (when the bytes were taken, RFC 3339),
    `translated`, or `mojibake` (how many runs of the text were decoded wrongly before they were collected).
    """

    field: str
    value: str
    because: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What was collected. Never changed afterwards.

    `sha256` is the hex digest of `content`; `source` says where it comes from (a path as given, `archive#member`, or an address);
    `media_type` is `text/plain`, `text/html` or `application/pdf`, with the charset where one came along (`text/html; charset=cp1252`);
    `url`, `published` and `language` are what came along with it (metadata), None where nothing did; `came_with` holds all that did, each
    with its reason.
    """

    sha256: str
    source: str
    content: bytes
    media_type: str
    url: str | None = None
    published: str | None = None
    language: str | None = None
    came_with: tuple[Told, ...] = ()

    @property
    def id(self) -> str:
        """What the page and its article are called in any ledger: the first 16 hex digits of its SHA-256.

        A page that came with an address, a day, a language, a title … is named by these too: the same dispatch on two sites is two
        pages. When it was captured does not count: the same page met twice is one.
        """
        came_with = (self.url, self.published, self.language)
        more = sorted((told.field, told.value) for told in self.came_with if told.field not in {"captured", "url", "published", "language"})
        if came_with == (None, None, None) and not more:
            return self.sha256[:16]
        return sha256(msgspec.json.encode((self.sha256, *came_with, *more))).hexdigest()[:16]

    def told(self, field: str) -> Told | None:
        """What came along with the page of that name, with its reason."""
        return next((told for told in self.came_with if told.field == field), None)


class Passage(msgspec.Struct, frozen=True, order=True):
    """A paragraph that is in another language than its article (ISO 639-1): kept in the text, and not read."""

    span: Span
    language: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text with its boilerplate marked, and its day. The text is never changed.

    `id` names it in one run or ledger; `published` is EDTF (`2022-11-10`, `2022-11`) or None where the page does not say. Then
    `published_between` may bound the day (an EDTF interval, open where nothing bounds it: `2022-09-20/..`). `published_because` is the
    reason of either. `boilerplate` spans and `other_languages` are in text order and do not overlap. `told` is what is said of the page outside
    its text (title, author, site …), each with who says so.
    """

    id: str
    text: str
    language: str
    url: str | None = None
    published: str | None = None
    published_because: str | None = None
    title: Span | None = None
    outlet: str | None = None
    translated: bool = False
    boilerplate: tuple[Span, ...] = ()
    published_between: str | None = None
    other_languages: tuple[Passage, ...] = ()
    told: tuple[Told, ...] = ()


class Relay(msgspec.Struct, frozen=True):
    """An outlet or person through whom the page has a statement: the words that say so, and the name without its article."""

    span: Span
    name: str


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution relation: who (source, speaker) says (cue) what (content).

    `content` has several spans where the cue interrupts it. `source` is the mention nearest to the cue, `speaker` who that is, in the
    fullest form that the article gives. `relays` stand nearest to the speaker first. `inside` is the id of the statement in whose
    content this one stands. `actor` and `side` come from the actor file or from an adjective of nationality; `hedged` marks the journalistic
    conditional. `rule` names the rule that found it, with its version.
    """

    id: str
    kind: Kind
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None = None
    speaker_type: SpeakerType = "unnamed"
    relays: tuple[Relay, ...] = ()
    inside: str | None = None
    stance: Stance = "asserts"
    hedged: bool = False
    actor: str | None = None
    side: str | None = None
    rule: str = ""

    @property
    def extent(self) -> Span:
        """From the first to the last code point of the content."""
        return Span(min(span.start for span in self.content), max(span.end for span in self.content))

    def words(self, text: str) -> str:
        """What is said, with ` […] ` where the cue interrupts it."""
        return " […] ".join(span.of(text) for span in self.content)


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number as the interval that it asserts, both ends inclusive, None an open end.

    `unit` is one of the guidelines' names (`person`, `km2`, `EUR` …) or a singular noun of the article's language; `of` says for persons
    what the number says of them. `span` holds the number with its qualifier and its unit or counted noun; `noun` the counted noun as
    written, without the number, where there is one.
    """

    id: str
    span: Span
    low: float | None
    high: float | None
    unit: str
    of: Of | None = None
    modality: Modality = "exact"
    noun: str | None = None
    rule: str = ""


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """An expression that fixes a day, month, year or period. `edtf` is None where nothing decides it; `because` says from what it follows."""

    span: Span
    edtf: str | None
    because: str = ""
    rule: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a place. `metonym` marks a place that stands for its government or army. `kind` and `country` (ISO 3166 alpha-2) come
    from the gazetteer; `precision` is UCDP's class (1 exact place … 6 country, 7 unclear)."""

    span: Span
    name: str
    geonameid: int | None = None
    metonym: bool = False
    kind: Literal["country", "region", "town", "water", "area", "unknown"] = "unknown"
    country: str | None = None
    precision: int | None = None
    because: str = ""
    rule: str = ""


class MediaItem(msgspec.Struct, frozen=True, kw_only=True):
    """A recording, picture or post that the article speaks of.

    `verified_by` are the words that decide `verification`, None where nothing is said. `length` and `views` are the ids of the quantities
    that say how long it is and how often it was seen.
    """

    span: Span
    medium: Medium
    shared_by: str | None = None
    platform: str | None = None
    verification: Verification = "unverified"
    rule: str = ""
    verified_by: Span | None = None
    length: str | None = None
    views: str | None = None


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls what how. `span` the words used as a name, `of` what is named, `by` who names it; `statement` the statement it stands in."""

    span: Span
    of: str | None
    by: str | None
    statement: str | None = None
    rule: str = ""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity that answers a question, with its statement (None: the article's own voice) and the day that it is for (EDTF).

    `fact` is the id of the question; empty until the figure is linked.
    """

    statement: str | None
    quantity: str
    fact: str = ""
    as_of: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one version of Selon read from one article. `version` names the version and the language pack's digest."""

    version: str
    article: Article
    statements: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Date, ...] = ()
    places: tuple[Place, ...] = ()
    media: tuple[MediaItem, ...] = ()
    namings: tuple[Naming, ...] = ()
    figures: tuple[Figure, ...] = ()


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What finds a reviewed item again in a later reading of its page: where it stands, its words, and how it was read.

    `name` is what the item was called (`s3`, `q7`, `date0`); `beside` where a statement's source (else its cue) stands, which tells two
    speakers of the same words apart; `read` the values that a review can speak of, as they were when the person saw them.
    """

    page: str
    layer: Layer
    name: str
    span: Span
    words: str
    read: dict[str, Value]
    beside: Span | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A person's decision on an item, or on facts: an event in the ledger's log.

    An item has one anchor; a fact has one for each of its figures (the quantity). `rest` is what a split leaves behind, `new` the
    values that a correction gives, `facts` what the facts were called, `undoes` the entry of the review that is taken back. The log
    gives `entry`, `by` and `at` (UTC, to the second).
    """

    action: Action
    anchors: tuple[Anchor, ...] = ()
    rest: tuple[Anchor, ...] = ()
    new: dict[str, Value] = {}
    reason: str = ""
    facts: tuple[str, ...] = ()
    undoes: int | None = None
    entry: int = 0
    by: str = ""
    at: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that it speaks of, each once."""
        return tuple(dict.fromkeys(anchor.page for anchor in (*self.anchors, *self.rest)))


class ReviewNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a fact's figure shows of a review: who decided what and why, with the values before and after a correction."""

    action: Action
    by: str
    reason: str
    old: dict[str, Value] = {}
    new: dict[str, Value] = {}


class FactFigure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure as a fact shows it: the interval, who says it through whom, and the exact words.

    `id` is `<page>:<quantity>`, `page` the id of the article, `origin` who vouches for it, `words` the sentence that holds it.
    `replaced_by` is the id of the figure by which a newer version of its page has replaced it: then it is history and counts nowhere;
    `correction` holds the words in which the page says that it was changed; `reviews` are the reviews that hold for it. The key of each
    of these three is left out where there is nothing.
    """

    id: str
    low: float | None
    high: float | None
    unit: str
    of: Of | None
    modality: Modality
    as_of: str | None
    stance: Stance
    speaker: str | None
    side: str | None
    relays: tuple[str, ...]
    origin: str
    page: str
    span: Span
    words: str
    replaced_by: str | None = None
    correction: str | None = None
    reviews: tuple[ReviewNote, ...] = ()

    @property
    def who(self) -> str | None:
        """Who says it: the speaker, else who vouches for it; None where nobody is named and it is the page itself."""
        return self.speaker or (None if self.origin == self.page else self.origin)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What two figures of one fact are to each other. `rule` names rule and version, `because` is a sentence with the values compared."""

    left: str
    right: str
    relation: Relation
    rule: str
    because: str


def figures_order(figure: FactFigure) -> tuple[bool, str, str, Span]:
    """By what the figures of a fact are sorted: by the day that they are for, those of no day last; of one day by the place where they stand."""
    return figure.as_of is None, figure.as_of or "", figure.page, figure.span


def pairs_in_order(pairs: Iterable[Comparison], figures: Sequence[FactFigure]) -> tuple[Comparison, ...]:
    """The pairs of a fact in the order of its figures: by the left one, then by the right one."""
    places: dict[str, int] = {}
    for at, figure in enumerate(figures):
        places.setdefault(figure.id, at)
    return tuple(sorted(pairs, key=lambda pair: (places.get(pair.left, -1), places.get(pair.right, -1), pair.relation, pair.rule, pair.because)))


class LinkedFact(msgspec.Struct, frozen=True):
    """Another fact that this one is tied to, and how: `part_of`, `has_part`, `killed_of_casualties` …"""

    id: str
    how: str


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One question, every figure that answers it, and the verdict over them with its rule and reason. `origins` counts independent ones.

    `title` is in the language of its pages, `title_en` in English.
    """

    id: str
    title: str
    verdict: Verdict
    rule: str
    because: str
    origins: int
    figures: tuple[FactFigure, ...]
    pairs: tuple[Comparison, ...]
    linked: tuple[LinkedFact, ...] = ()
    title_en: str = ""
