"""The writers of posts: `Name (@handle)`, and whether an account is a private person's."""

from __future__ import annotations

import re
import unicodedata

from selon.languages.fold import fold
from selon.resolve.cast import Cast
from selon.resolve.identity import Identity

ACCOUNT = re.compile(r"(?P<name>[^()\n]{0,120}?)\s*\(?@(?P<handle>\w{1,60})\)?")
_BODIES = ("body", "outlet")


def account_of(words: str) -> tuple[str, str] | None:
    """Display name and handle, where the words are those of an account; the name without emoji and ornaments."""
    match = ACCOUNT.search(words) if "@" in words else None
    return (display_name(match["name"]), match["handle"]) if match else None


def display_name(name: str) -> str:
    """The letters of a display name: 'Sue🐀 Ⓥ' is 'Sue'."""
    kept = "".join(c if unicodedata.category(c)[0] in "LNMP" or c.isspace() else " " for c in name)
    return " ".join(kept.replace("~", " ").split()).strip("—–-*_ ")


def account_holder(name: str, handle: str, cast: Cast) -> Identity:
    """Who posts: a known actor, a body by the words of its name, a person of public life on this page; else a private person."""
    actor = cast.actors.find(name) or cast.actors.find(handle)
    if actor is not None:
        kind = "person" if actor.kind == "person" else "organisation"
        return Identity(name or handle, kind, actor.gender, "sg", name, actor, rule="account-known/1")  # type: ignore[arg-type]
    folded = [fold(word) for word in re.split(r"[\s\-’']+", name)]
    if cast.countries.of_place(name) or any(word in cast.lexicon.body_words for word in folded):
        return Identity(name, "organisation", said=name, rule="account-body/1")
    person = cast.person_named(name) if " " in name else None
    if person is not None and any(p.kind == "office" for p in person.descriptions):
        return Identity(person.name, "person", person.gender, said=person.descriptions[0].span.of(cast.text), rule="account-person/1")
    return Identity(name or None, "private", rule="account-private/1")
