"""The ledger's tables, for every database that SQLAlchemy Core speaks; `docs/ledger.md` says what each column holds.

The ledger itself is `log`, `head`, `page`, `came_with`, `reading`, `review`, `review_anchor` and `tombstone`: their rows are added and never
changed; only `selon forget` takes some out. All others are derived from them, so that any SQLite tool can ask; they hold the newest reading
of each page and can be made again at any time. Spans are half-open, in code points of `article.text`. Yes and no are 1 and 0.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import DOUBLE_PRECISION, REAL, BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()

# 64 bits in both: in PostgreSQL, REAL has half of them, in SQLite only INTEGER may be the number of a row.
_NUMBER: TypeEngine[float] = REAL().with_variant(DOUBLE_PRECISION(), "postgresql")
# Ordered by code points, as SQLite orders any text.
_BYTEWISE: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")
_ROW: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=primary_key, nullable=False)


def _maybe_text(name: str) -> Column[str | None]:
    return Column(name, Text)


def _count(name: str, *, primary_key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=primary_key, nullable=False)


def _span(prefix: str = "", *, nullable: bool = False) -> list[Column[Any]]:
    """Two columns of the names that `selon.ledger.rows.span_columns` fills."""
    return [Column(f"{prefix}start", Integer, nullable=nullable), Column(f"{prefix}end", Integer, nullable=nullable)]


log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("what"),
    _text("subject"),
    _text("who"),
    _text("version"),
    _text("content"),
    _text("previous"),
    _text("hash"),
)
head = Table("head", metadata, Column("seq", Integer, primary_key=True, autoincrement=False), _text("hash"))
page = Table(
    "page",
    metadata,
    _text("id", primary_key=True),
    Column("entry", ForeignKey("log.seq"), nullable=False, unique=True),
    Column("sha256", Text, nullable=False, index=True),
    _text("source"),
    _text("media_type"),
    _maybe_text("url"),
    _maybe_text("published"),
    _maybe_text("language"),
    Column("content", LargeBinary, nullable=False),
)
came_with = Table(
    "came_with",
    metadata,
    Column("page", ForeignKey("page.id"), primary_key=True),
    _count("position", primary_key=True),
    _text("field"),
    _text("value"),
    _text("because"),
)
reading = Table(
    "reading",
    metadata,
    Column("entry", ForeignKey("log.seq"), primary_key=True, autoincrement=False),
    Column("page", ForeignKey("page.id"), nullable=False, index=True),
    _text("version"),
    _text("sha256"),
    Column("document", LargeBinary, nullable=False),
)


# What people decided. Lists and objects are JSON. An anchor's page needs not be in the ledger any more: a successor may stand in its place.
review = Table(
    "review",
    metadata,
    Column("entry", ForeignKey("log.seq"), primary_key=True, autoincrement=False),
    _text("action"),
    _text("new"),
    _text("reason"),
    _text("facts"),
    Column("undoes", ForeignKey("review.entry")),
)
review_anchor = Table(
    "review_anchor",
    metadata,
    Column("entry", ForeignKey("review.entry"), primary_key=True, autoincrement=False),
    _count("position", primary_key=True),
    _count("rest"),
    Column("page", Text, nullable=False, index=True),
    _text("layer"),
    _text("name"),
    *_span(),
    *_span("beside_", nullable=True),
    _text("words"),
    _text("read"),
)
# What was forgotten: `gone` is the log entry whose content is not there any more, `entry` the one that took it out.
tombstone = Table(
    "tombstone",
    metadata,
    Column("gone", ForeignKey("log.seq"), primary_key=True, autoincrement=False),
    Column("entry", ForeignKey("log.seq"), nullable=False, index=True),
    _text("page"),
    _text("sha256"),
    _text("reason"),
    _maybe_text("successor"),
)


def _layer(name: str, *columns: Column[Any]) -> Table:
    """A table of items that a reading found in a page."""
    return Table(name, metadata, Column("page", ForeignKey("page.id"), primary_key=True), *columns)


article = _layer(
    "article",
    _text("text"),
    _text("language"),
    _maybe_text("url"),
    _maybe_text("published"),
    _maybe_text("published_because"),
    _maybe_text("title"),
    *_span("title_", nullable=True),
    _maybe_text("outlet"),
    _count("translated"),
    _text("version"),
    _maybe_text("published_between"),
)
told = _layer("told", _count("position", primary_key=True), _text("field"), _text("value"), _text("because"))
boilerplate = _layer("boilerplate", _count("position", primary_key=True), *_span(), _text("words"))
other_language = _layer("other_language", _count("position", primary_key=True), _text("language"), *_span(), _text("words"))
statement = _layer(
    "statement",
    _text("id", primary_key=True),
    _text("kind"),
    _text("stance"),
    _text("words"),
    _maybe_text("speaker"),
    _text("speaker_type"),
    _maybe_text("actor"),
    _maybe_text("side"),
    _maybe_text("cue"),
    *_span("cue_", nullable=True),
    _maybe_text("source"),
    *_span("source_", nullable=True),
    _maybe_text("inside"),
    _count("hedged"),
    _text("rule"),
)
statement_span = _layer("statement_span", _text("statement", primary_key=True), _count("position", primary_key=True), *_span())
relay = _layer("relay", _text("statement", primary_key=True), _count("position", primary_key=True), _text("name"), *_span(), _text("words"))
quantity = _layer(
    "quantity",
    _text("id", primary_key=True),
    Column("low", _NUMBER),
    Column("high", _NUMBER),
    _text("unit"),
    _maybe_text("of"),
    _text("modality"),
    _maybe_text("noun"),
    *_span(),
    _text("words"),
    _text("rule"),
)
date = _layer("date", _count("position", primary_key=True), _maybe_text("edtf"), *_span(), _text("words"), _text("because"), _text("rule"))
place = _layer(
    "place",
    _count("position", primary_key=True),
    _text("name"),
    Column("geonameid", Integer),
    _count("metonym"),
    _text("kind"),
    _maybe_text("country"),
    Column("precision", Integer),
    *_span(),
    _text("words"),
    _text("because"),
    _text("rule"),
)
media = _layer(
    "media",
    _count("position", primary_key=True),
    _text("medium"),
    _maybe_text("shared_by"),
    _maybe_text("platform"),
    _text("verification"),
    *_span(),
    _text("words"),
    _text("rule"),
    *_span("verified_", nullable=True),
    _maybe_text("verified_by"),
    _maybe_text("length"),
    _maybe_text("views"),
)
naming = _layer(
    "naming",
    _count("position", primary_key=True),
    _maybe_text("of"),
    _maybe_text("by"),
    _maybe_text("statement"),
    *_span(),
    _text("words"),
    _text("rule"),
)
figure = _layer("figure", _count("position", primary_key=True), _text("quantity"), _maybe_text("statement"), _maybe_text("as_of"))
LAYERS = (article, told, boilerplate, other_language, statement, statement_span, relay, quantity, date, place, media, naming, figure)

# What `search` looks in. The full-text index over `folded` belongs to one database: see `selon.ledger.dialect`.
ENTRIES_OF_A_DAY = 1 << 32


def day_of(entry: int) -> int:
    """The day with which the id of a search entry begins: see `selon.ledger.tokens.day_number`."""
    return entry // ENTRIES_OF_A_DAY


search_entry = Table(
    "search_entry",
    metadata,
    Column("id", _ROW, primary_key=True, autoincrement=False),
    Column("page", ForeignKey("page.id"), nullable=False, index=True),
    _text("kind"),
    _maybe_text("item"),
    *_span(),
    _text("folded"),
)

# Counts over all pages, with what they are of: see `selon.ledger.tallies`.
tally = Table(
    "tally",
    metadata,
    *(Column(name, _BYTEWISE, primary_key=True) for name in ("what", "first", "second", "third")),
    _count("times"),
    _count("pages"),
)

fact = Table(
    "fact",
    metadata,
    _text("id", primary_key=True),
    _text("title"),
    _text("verdict"),
    _text("rule"),
    _text("because"),
    _count("origins"),
    _text("title_en"),
    _count("rank"),
    _text("newest"),
    *(_maybe_text(name) for name in ("event", "base", "first", "number", "counted")),
    _text("digest"),
)
# What needs a look comes first: the order of `selon.ledger.order`.
IN_ORDER = (fact.c.rank, fact.c.origins.desc(), fact.c.newest.desc(), fact.c.id)


def _of_fact(name: str, *columns: Column[Any]) -> Table:
    """A table of what belongs to a fact, in the order that the comparison gave."""
    return Table(name, metadata, Column("fact", ForeignKey("fact.id"), primary_key=True), _count("position", primary_key=True), *columns)


fact_figure = Table(
    "fact_figure",
    metadata,
    Column("fact", ForeignKey("fact.id"), primary_key=True),
    Column("page", ForeignKey("page.id"), primary_key=True),
    _count("number", primary_key=True),
    _text("id"),
    Column("low", _NUMBER),
    Column("high", _NUMBER),
    _text("unit"),
    _maybe_text("of"),
    _text("modality"),
    _maybe_text("as_of"),
    _text("stance"),
    _maybe_text("speaker"),
    _maybe_text("side"),
    _text("relays"),
    _text("origin"),
    *_span(),
    _text("words"),
    _maybe_text("replaced_by"),
    _maybe_text("correction"),
    _maybe_text("component"),
)
comparison = _of_fact("comparison", _text("left"), _text("right"), _text("relation"), _text("rule"), _text("because"))
linked = _of_fact("linked", _text("id"), _text("how"))
fact_review = _of_fact("fact_review", _text("page"), _count("number"), _text("action"), _text("by"), _text("reason"), _text("old"), _text("new"))
FACTS = (fact, fact_figure, comparison, linked, fact_review)
# What the web page asks by; in each database the same words.
LOOKING_INDEXES = (
    "CREATE INDEX place_by_name ON place (name, page)",
    "CREATE INDEX article_by_language ON article (language, page)",
    "CREATE INDEX statement_of_private ON statement (page) WHERE speaker_type = 'private'",
    # Counted out of the index alone, without the table.
    'CREATE INDEX date_by_day ON date (edtf, page, start, "end")',
    "CREATE INDEX place_by_id ON place (geonameid, page, start, precision, metonym)",
    "CREATE INDEX statement_by_speaker ON statement (speaker, speaker_type, side, page)",
    "CREATE INDEX article_by_day ON article (published, page)",
)
# Those that take the place of `statement_of_private` and `statement_by_speaker`, now that speakers are counted by tallies.
TALLY_INDEXES = (
    "CREATE INDEX tally_by_times ON tally (what, times DESC, first, second, third)",
    "CREATE INDEX statement_of_speaker ON statement (speaker, page, speaker_type)",
    "CREATE INDEX private_speaker ON statement (page, speaker, source) WHERE speaker_type = 'private'",
    "CREATE INDEX article_newest ON article (coalesce(published, '') DESC, page)",
)
# What the second version of the schema brought.
REVIEWS = (review, review_anchor, tombstone, fact_review)
# What facts are asked by.
FACT_INDEXES = (
    "CREATE INDEX fact_in_order ON fact (rank, origins DESC, newest DESC, id)",
    "CREATE INDEX fact_by_verdict ON fact (verdict, rank, origins DESC, newest DESC, id)",
    "CREATE INDEX figure_by_page ON fact_figure (page, fact)",
    "CREATE INDEX figure_by_side ON fact_figure (side, fact)",
    "CREATE INDEX figure_by_day ON fact_figure (as_of, fact, side, replaced_by)",
    "CREATE INDEX fact_by_event ON fact (event)",
    "CREATE INDEX figure_by_component ON fact_figure (component)",
)
# What adding a page needs of the pages compared before: see `selon.ledger.linking`. A key is the number of its words.
link_page = Table(
    "link_page", metadata, Column("page", ForeignKey("page.id"), primary_key=True), Column("features", LargeBinary, nullable=False), _text("digest")
)
link_key = Table(
    "link_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("page", ForeignKey("page.id"), primary_key=True),
    sqlite_with_rowid=False,
)
link_component = Table(
    "link_component",
    metadata,
    _text("component", primary_key=True),
    _count("part", primary_key=True),
    Column("points", LargeBinary, nullable=False),
    _text("digest"),
)
LINKING = (link_key, link_page, link_component)
# The tables whose digests the log adds up.
DIGESTED = (fact, link_page, link_component)
# What cannot be made again from the readings; a table stands after those that it points to.
KEPT = tuple(table for table in metadata.sorted_tables if table not in (*LAYERS, search_entry, tally))

VIEWS = {
    "newest_reading": "SELECT page, max(entry) AS entry FROM reading GROUP BY page",
    "said": (
        "SELECT s.page, s.id AS statement, a.published, a.outlet, a.url, s.speaker, s.speaker_type, s.side, s.stance, s.words, "
        "(SELECT {joined_relays} FROM relay r WHERE r.page = s.page AND r.statement = s.id) AS relays "
        "FROM statement s JOIN article a ON a.page = s.page"
    ),
    "conflict": (
        "SELECT f.id AS fact, f.title, l.speaker AS left_speaker, l.words AS left_words, "
        "r.speaker AS right_speaker, r.words AS right_words, c.rule, c.because FROM comparison c JOIN fact f ON f.id = c.fact "
        'JOIN fact_figure l ON l.fact = c.fact AND l.id = c."left" JOIN fact_figure r ON r.fact = c.fact AND r.id = c."right" '
        "WHERE c.relation = 'conflict'"
    ),
}
