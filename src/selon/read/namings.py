"""Namings."""

from selon.languages import Pack
from selon.model import Article, Naming, Statement
from selon.read.sentences import Sentence


def read_namings(article: Article, sentences: list[Sentence], statements: list[Statement], pack: Pack) -> list[Naming]:
    return []
