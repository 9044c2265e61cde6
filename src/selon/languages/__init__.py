"""Language packs: what Selon knows of a language, as data.

A pack is the folder `languages/<code>/`: one TOML file for each reader, with the same names in every language, and a module with the few
functions that only this language needs. A reader declares the shape of its own table and asks for it with `Pack.table`; a file that does
not fit the shape is refused with the name of the wrong key. Nothing outside a pack knows a language.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import TypeVar

import msgspec

from selon.errors import PackError

T = TypeVar("T")


class Pack:
    """The tables and functions of one language."""

    def __init__(self, code: str, folder: Traversable) -> None:
        self.code = code
        self._folder = folder
        self._tables: dict[tuple[str, type], object] = {}

    def table(self, name: str, shape: type[T]) -> T:
        """The file `<name>.toml` as a value of `shape` (a msgspec Struct), read once and kept.

        Raises:
            PackError: The file is missing, is no TOML, or does not fit `shape`.
        """
        key = (name, shape)
        if key not in self._tables:
            try:
                raw = tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))
                self._tables[key] = msgspec.convert(raw, type=shape)
            except FileNotFoundError:
                raise PackError(self.code, name, "the file is missing") from None
            except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
                raise PackError(self.code, name, str(error)) from error
        return self._tables[key]  # type: ignore[return-value]

    @property
    def functions(self) -> ModuleType:
        """The pack's own module: the functions that only this language needs."""
        return import_module(f"selon.languages.{self.code}")

    def digest(self) -> str:
        """Twelve hex digits over every data file of the pack: part of a reading's version."""
        hashed = hashlib.sha256()
        for file in sorted(self._folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith((".toml", ".py")):
                hashed.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return hashed.hexdigest()[:12]


def known_languages() -> list[str]:
    """The codes of the packs that are installed, in alphabetical order."""
    return sorted(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "pack.toml").is_file())


@cache
def load_pack(code: str) -> Pack:
    """The pack of a language by its ISO 639-1 code.

    Raises:
        PackError: There is no such pack.
    """
    if code not in known_languages():
        raise PackError(code, "pack", f"there is no such language pack; known: {', '.join(known_languages())}")
    return Pack(code, files(__name__) / code)
