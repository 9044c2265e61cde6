"""Which quantities answer a question, and for which day."""

from selon.languages import Pack
from selon.model import Article, Date, Figure, Place, Quantity, Statement


def find_figures(
    article: Article, statements: list[Statement], quantities: list[Quantity], dates: list[Date], places: list[Place], pack: Pack
) -> list[Figure]:
    return []
