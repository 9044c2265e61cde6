"""A fact or a page as one SVG file that needs nothing else: the same picture as on the page, in the light colours, with where it comes from."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from importlib.resources import files

import msgspec

from selon.model import Reading, Statement
from selon.show.drawing import environment

_CHARS_OF_A_LINE = 96
_MOST_STATEMENTS, _MOST_LINES = 8, 3
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")


class Quoted(msgspec.Struct, frozen=True):
    """A statement in lines that fit; `who` is the speaker with the relays."""

    who: str
    lines: tuple[str, ...]


@cache
def picture_style() -> str:
    """The rules of `selon.css` for pictures, with the colours written out: drawing programs do not know CSS variables."""
    css = (files("selon.show") / "static" / "selon.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css.partition("}")[0]))
    rules = [line for line in css.splitlines() if line.startswith(".picture")]
    return _VARIABLE.sub(lambda match: light[match[1]], "\n".join(rules))


def lines_of(words: str, *, chars: int = _CHARS_OF_A_LINE, most: int = _MOST_LINES) -> tuple[str, ...]:
    """Words in lines of about a picture's width; what does not fit is cut, and says so."""
    return tuple(textwrap.wrap(" ".join(words.split()), chars, max_lines=most, placeholder=" […]"))


def quotes_of(reading: Reading) -> tuple[list[Quoted], int]:
    """The first statements of a page, and how many there are beyond them."""
    shown = reading.statements[:_MOST_STATEMENTS]
    return [_quoted(said, reading) for said in shown], len(reading.statements) - len(shown)


def title_of(reading: Reading) -> str | None:
    """The page's title in its own words."""
    article = reading.article
    return article.title.of(article.text) if article.title else None


def _quoted(said: Statement, reading: Reading) -> Quoted:
    who = " ← ".join((said.speaker or "?", *(relay.name for relay in said.relays)))
    return Quoted(who, lines_of(said.words(reading.article.text)))


def svg(template: str, **values: object) -> str:
    """A picture of `templates/pictures/`."""
    return environment().get_template(f"pictures/{template}").render(style=picture_style(), **values)
