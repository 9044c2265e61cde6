"""Article in, reading out: the pure function that every engine calls.

The same article, the same version and the same data files give the same reading, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable

from selon import __version__
from selon.clean.learned import learned_digest
from selon.languages import Pack, load_pack
from selon.languages.gazetteer import load_gazetteer
from selon.model import Article, Reading
from selon.read.layers import readers_digest, with_plugins
from selon.read.media import read_media
from selon.read.namings import read_namings
from selon.read.paragraphs import Begun, Paragraphs
from selon.read.parse import Parser
from selon.read.places import page_places
from selon.read.sentences import split_sentences
from selon.read.statements import put_together
from selon.resolve.actors import actors_digest
from selon.resolve.cast import Cast
from selon.resolve.days import resolve_days
from selon.resolve.figures import find_figures
from selon.resolve.kept_sentences import KeptSentences
from selon.resolve.media_figures import with_figures
from selon.resolve.places import resolve_places
from selon.resolve.sharers import resolve_media
from selon.resolve.speakers import resolve_speakers
from selon.resolve.undated import bound_undated


class Reader:
    """The tools of one language, loaded once: pack, parser, and what was read last of paragraphs and sentences."""

    def __init__(self, language: str = "fr") -> None:
        self.pack: Pack = load_pack(language)
        self.forget()
        data = f"{language}-{self.pack.digest()}{actors_digest(language)}{learned_digest()}{readers_digest()}"
        self.version = f"selon {__version__} {data} places-{load_gazetteer().digest}"

    def forget(self) -> None:
        """Keep nothing of what was read so far. What is read from a page does not depend on it; how fast does."""
        self.parser = Parser(self.pack)
        self.paragraphs = Paragraphs(self.pack, self.parser)
        self.kept_sentences = KeptSentences()

    def read(self, article: Article) -> Reading:
        """Everything that is read from one article. Figures are found but not yet linked: their `fact` is empty."""
        return self.finish(self.begin(article))

    def begin(self, article: Article) -> Begun:
        """Look an article through. Where several are begun and their sentences parsed together, `finish` has less to do than `read`."""
        return self.paragraphs.begin(article, split_sentences(article, self.pack))

    def prepare(self, begun: Iterable[Begun]) -> None:
        """Parse the sentences of several articles together."""
        self.parser.prepare(sentence for one in begun for sentence in one.to_parse())

    def finish(self, begun: Begun) -> Reading:
        """What `read` gives, of an article that was begun."""
        pack, article, sentences = self.pack, begun.article, begun.sentences
        said = self.paragraphs.read(begun)
        quantities = with_plugins("quantities", said.quantities, article, sentences, pack)
        date_mentions = with_plugins("dates", said.dates, article, sentences, pack)
        place_mentions = with_plugins("places", page_places(article, sentences, said.names, pack), article, sentences, pack)
        media = with_plugins("media", read_media(article, sentences, pack), article, sentences, pack)
        article = bound_undated(article, date_mentions)
        dates = resolve_days(date_mentions, article, pack)
        places = resolve_places(place_mentions, article, pack)
        cast = Cast(article, sentences, pack, self.kept_sentences)
        statements = resolve_speakers(put_together(article.text, begun.passages, said.units), cast)
        return Reading(
            version=self.version,
            article=article,
            statements=tuple(statements),
            quantities=tuple(quantities),
            dates=tuple(dates),
            places=tuple(places),
            media=tuple(with_figures(resolve_media(media, cast), media, quantities, article, pack)),
            namings=tuple(read_namings(article, sentences, statements, pack)),
            figures=tuple(find_figures(article, statements, quantities, dates, places, pack)),
        )
