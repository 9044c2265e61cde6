"""Selon: who says what, through whom, with which figures, on how many independent sources.

    import selon

    reading = selon.read("Le maire a déclaré que 12 personnes étaient blessées.", published="2022-11-10")
    with selon.Ledger("selon.db") as ledger:
        ledger.add("pages/")
        ledger.facts().to_pandas()

The names in `__all__` are the stable ones; what stands behind them is in `selon.api`, imported when it is first asked for.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import selon.read as _readers

if TYPE_CHECKING:
    from selon.api import Added, Facts, Figures, Ledger, NotebookReading, read
    from selon.errors import PageError, SelonError

__version__ = "0.1.0"
__all__ = ["Added", "Facts", "Figures", "Ledger", "NotebookReading", "PageError", "SelonError", "__version__", "read"]


class _Readers(ModuleType):
    """The package of readers is called too: `selon.read(text)` is `selon.api.read`."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from selon import api

        return api.read(*arguments, **options)


_readers.__class__ = _Readers


def __getattr__(name: str) -> Any:
    if name in {"PageError", "SelonError"}:
        from selon import errors

        return getattr(errors, name)
    if name in __all__:
        from selon import api

        return getattr(api, name)
    raise AttributeError(f"module 'selon' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*vars(sys.modules[__name__]), *__all__})
