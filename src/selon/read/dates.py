"""Date expressions."""

import msgspec

from selon.languages import Pack
from selon.model import Article, Span
from selon.read.sentences import Sentence


class DateMention(msgspec.Struct, frozen=True, kw_only=True):
    span: Span


def read_dates(article: Article, sentences: list[Sentence], pack: Pack) -> list[DateMention]:
    return []
