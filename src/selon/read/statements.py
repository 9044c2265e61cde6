"""Statements."""

from selon.languages import Pack
from selon.model import Article, Statement
from selon.read.parse import Parser
from selon.read.sentences import Sentence


def read_statements(article: Article, sentences: list[Sentence], pack: Pack, parser: Parser) -> list[Statement]:
    return []
