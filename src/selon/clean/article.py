"""Page -> Article."""

from selon.languages import Pack
from selon.model import Article


def clean_text(id: str, text: str, *, pack: Pack, url: str | None = None, published: str | None = None, language: str | None = None) -> Article:
    return Article(id=id, text=text, language=language or "fr", url=url, published=published)
