"""Date expression -> EDTF."""

from selon.languages import Pack
from selon.model import Article, Date
from selon.read.dates import DateMention


def resolve_days(mentions: list[DateMention], article: Article, pack: Pack) -> list[Date]:
    return []
