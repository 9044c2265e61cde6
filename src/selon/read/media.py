"""Media items."""

from selon.languages import Pack
from selon.model import Article, MediaItem
from selon.read.sentences import Sentence


def read_media(article: Article, sentences: list[Sentence], pack: Pack) -> list[MediaItem]:
    return []
