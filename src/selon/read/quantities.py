"""Quantities."""

from selon.languages import Pack
from selon.model import Article, Quantity
from selon.read.sentences import Sentence


def read_quantities(article: Article, sentences: list[Sentence], pack: Pack) -> list[Quantity]:
    return []
