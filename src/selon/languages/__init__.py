"""Language packs: what Selon knows of a language, as data.

A pack is the folder `languages/<code>/`, or a package that is installed as a plug-in: one TOML file for each reader, with the same names in
every language, and a module with the few functions that only this language needs. A reader declares the shape of its own table and asks for
it with `Pack.table`; a file that does not fit the shape is refused with the name of the wrong key. Nothing outside a pack knows a language.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import msgspec

from selon.errors import PackError, SettingsError
from selon.languages.own_tables import joined
from selon.plugins import LANGUAGES, installed, load
from selon.settings import value_of

T = TypeVar("T")


class Pack:
    """The tables and functions of one language."""

    def __init__(self, code: str, module: ModuleType, own: Path | None = None) -> None:
        """`module` is the package that the files stand in; `own` a folder of the user's: a file there adds to the table of its name (see
        `selon.languages.own_tables`)."""
        self.code = code
        self.functions = module
        """The pack's own module: the functions that only this language needs."""
        self._folder, self._own = files(module), own
        self._tables: dict[tuple[str, type], object] = {}

    def table(self, name: str, shape: type[T]) -> T:
        """The file `<name>.toml` as a value of `shape` (a msgspec Struct), read once and kept.

        Raises:
            PackError: The file is missing, is no TOML, or does not fit `shape`.
            SettingsError: The user's file of that name is no TOML or does not fit.
        """
        key = (name, shape)
        if key not in self._tables:
            try:
                raw = tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))
                self._tables[key] = self._with_own(name, raw, shape) if self._own is not None else msgspec.convert(raw, type=shape)
            except FileNotFoundError:
                raise PackError(self.code, name, "the file is missing") from None
            except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
                raise PackError(self.code, name, str(error)) from error
        return self._tables[key]  # type: ignore[return-value]

    def _with_own(self, name: str, raw: dict[str, Any], shape: type[T]) -> T:
        path = (self._own or Path()) / f"{name}.toml"
        if not path.is_file():
            return msgspec.convert(raw, type=shape)
        try:
            return msgspec.convert(joined(raw, tomllib.loads(path.read_text(encoding="utf-8"))), type=shape)
        except (OSError, ValueError) as error:  # what is no TOML, and what does not fit the shape, are ValueErrors, too
            raise SettingsError("tables", str(path), f"a file like the built-in {name}.toml ({error})") from error

    def digest(self) -> str:
        """Twelve hex digits over every data file of the pack and the user's own: part of a reading's version."""
        hashed = hashlib.sha256()
        own = list(self._own.glob("*.toml")) if self._own is not None else []
        for files_of in (self._folder.iterdir(), own):
            for file in sorted(files_of, key=lambda f: f.name):
                if file.name.endswith((".toml", ".py")):
                    hashed.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return hashed.hexdigest()[:12]


def known_languages() -> list[str]:
    """The codes of the packs that are installed, in alphabetical order."""
    return sorted([*_built_in(), *installed(LANGUAGES, _built_in())])


@cache
def _built_in() -> frozenset[str]:
    return frozenset(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and (entry / "pack.toml").is_file())


def _module_of(code: str) -> ModuleType:
    """The package that holds the files of a known language."""
    module: ModuleType = import_module(f"{__name__}.{code}") if code in _built_in() else load(installed(LANGUAGES, _built_in())[code])
    return module


def load_pack(code: str) -> Pack:
    """The pack of a language by its ISO 639-1 code, with the user's own tables (setting `tables`).

    Raises:
        PackError: There is no such pack.
        SettingsError: The setting names no folder, or one without a folder for any language.
    """
    return _load(code, str(value_of("tables")))


@cache
def _load(code: str, tables: str) -> Pack:
    if code not in known_languages():
        raise PackError(code, "pack", f"there is no such language pack; known: {', '.join(known_languages())}")
    return Pack(code, _module_of(code), _own_folder(code, Path(tables)) if tables else None)


def _own_folder(code: str, tables: Path) -> Path | None:
    """The user's folder for a language; a file there that the language has not would never be read."""
    if not any((tables / language).is_dir() for language in known_languages()):
        raise SettingsError("tables", str(tables), f"a folder that holds a folder named by a language: {', '.join(known_languages())}")
    own, built_in = tables / code, files(_module_of(code))
    for file in sorted(own.glob("*.toml")):
        if not (built_in / file.name).is_file():
            raise SettingsError("tables", str(file), "the name of a built-in data file of the language")
    return own if own.is_dir() else None
