"""Writes the parts of the documentation that say what the code says (commands, API, schema, settings, tables of the exports), and what was measured.

    python tools/build_reference.py          writes them
    python tools/build_reference.py --check  names those that are stale, exit code 1 where there are any

Whole files lie in `docs/reference/`; in other pages the generated part stands between two comments, `<!-- generated -->` and
`<!-- end -->`. Between `<!-- measured: NAME -->` and `<!-- end -->` stands what `benchmarks/results/NAME.json` holds, with its command; `make
figures` measures anew. A test runs the check.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer.main
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

import selon
from selon import cli
from selon.export.tables import TABLES
from selon.ledger import schema
from selon.settings import TABLE

DOCS = Path(__file__).parents[1] / "docs"
RESULTS = Path(__file__).parents[1] / "benchmarks" / "results"
_WIDTH = 100
_MEASURED = re.compile(r"(<!-- measured: ([a-z-]+) -->\n).*?(<!-- end -->\n)", re.S)
_NOTE = "<!-- Written by tools/build_reference.py: change the code, not this file. -->\n"


def commands() -> str:
    """The help of every command, as `--help` prints it."""
    group = typer.main.get_command(cli.app)
    return "# Commands\n\n" + "\n".join(_help(group, "selon"))


def _help(command: Any, name: str, level: int = 2) -> Iterator[str]:
    context = command.make_context(name, ["--help"], resilient_parsing=True, terminal_width=_WIDTH, max_content_width=_WIDTH)
    yield f"{'#' * level} {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    for sub in getattr(command, "commands", {}).values():
        yield from _help(sub, f"{name} {sub.name}", 3 if level == 3 else level)


def api() -> str:
    """Every public name with its signature and docstring."""
    names = [name for name in selon.__all__ if not name.startswith("__")]
    return (
        "# Python API\n\nThese names are stable.\n\n"
        + "\n".join(_described(name, getattr(selon, name)) for name in names if name != "read")
        + _function()
    )


def _function() -> str:
    from selon import api

    return "\n" + _described("read", api.read)


def _described(name: str, value: Any) -> str:
    if not inspect.isclass(value):
        return f"## selon.{name}\n\n```text\n{name}{_signature(value)}\n```\n\n{_prose(value)}\n"
    lines = [f"## selon.{name}\n\n{_prose(value)}\n"]
    fields = getattr(value, "__struct_fields__", ())
    if fields:
        lines.append("Fields: " + ", ".join(f"`{field}`" for field in fields) + ".\n")
    for method, function in inspect.getmembers(value, inspect.isfunction):
        if not method.startswith("_") and function.__doc__ and function.__module__.startswith("selon"):
            lines.append(f"### {name}.{method}\n\n```text\n{method}{_signature(function)}\n```\n\n{_prose(function)}\n")
    return "\n".join(lines)


def _signature(function: Callable[..., Any]) -> str:
    return re.sub(r"[\"']", "", str(inspect.signature(function)))


def _prose(value: Any) -> str:
    """A docstring as Markdown: its sections (Args, Raises …) as lists."""
    lines = []
    for line in (inspect.getdoc(value) or "").splitlines():
        section = re.fullmatch(r"(Args|Raises|Returns|Attributes):", line)
        item = re.fullmatch(r"    (\w+): (.*)", line)
        lines.append(f"**{section[1]}**\n" if section else f"- `{item[1]}`: {item[2]}" if item else line)
    return "\n".join(lines)


def tables_of_the_ledger() -> str:
    """The statements that make the ledger's tables in SQLite. `docs/ledger.md` says what the columns mean."""
    made = (str(CreateTable(table).compile(dialect=sqlite.dialect())).strip() for table in schema.metadata.sorted_tables)
    statements = ";\n\n".join(re.sub(r"[ \t]+$", "", one, flags=re.MULTILINE).replace("\t", "  ") for one in made)
    return f"# Schema\n\nWhat each table and column means stands in [the ledger](../ledger.md).\n\n```text\n{statements};\n```\n"


def settings() -> str:
    """The table of settings."""
    rows = "\n".join(f"| `{setting.name}` | `{setting.default!r}` | {setting.help} |" for setting in TABLE)
    return f"| setting | default | what it is |\n| --- | --- | --- |\n{rows}\n"


def tables_of_the_exports() -> str:
    """The data dictionary of `csv` and `parquet`."""
    parts = []
    for table in TABLES:
        keys = ", ".join(f"`{name}`" for name in table.key)
        rows = "\n".join(f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns)
        head = f"### {table.name}\n{table.meaning[0].upper()}{table.meaning[1:]}. A row is named by {keys}.\n"
        parts.append(f"{head}\n| column | type | holds |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


FILES: dict[str, Callable[[], str]] = {"commands.md": commands, "api.md": api, "schema.md": tables_of_the_ledger}
PARTS: dict[str, Callable[[], str]] = {"settings.md": settings, "exports.md": tables_of_the_exports}


def pages() -> dict[Path, str]:
    """Every page with what it should hold."""
    made = {DOCS / "reference" / name: _NOTE + whole() for name, whole in FILES.items()}
    made |= {DOCS / name: _with_part(DOCS / name, part()) for name, part in PARTS.items()}
    for page in DOCS.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        if page not in made and _MEASURED.search(text):
            made[page] = _MEASURED.sub(lambda found: found[1] + measured(found[2]) + found[3], text)
    return made


def measured(name: str) -> str:
    """What a benchmark printed, and how it was made to: a table in Markdown as it is, anything else as text."""
    path = RESULTS / f"{name}.json"
    if not path.is_file():
        return f"*Not measured yet: `make figures ONLY={name}` does it.*\n"
    result = json.loads(path.read_text(encoding="utf-8"))
    printed = "\n".join(result["printed"])
    is_table = any(line.startswith("| --- ") for line in result["printed"])
    machine = f"{result['cores']} cores" + (f", load {result['load']} before" if "load" in result else "")
    told = f"`{result['command']}`, {result['measured']}, Selon {result['selon']}, Python {result['python']}, {machine}:"
    return f"{told}\n\n{printed}\n" if is_table else f"{told}\n\n```text\n{printed}\n```\n"


def _with_part(page: Path, part: str) -> str:
    before, _, rest = page.read_text(encoding="utf-8").partition("<!-- generated -->\n")
    _, _, after = rest.partition("<!-- end -->\n")
    return f"{before}<!-- generated -->\n{part}<!-- end -->\n{after}"


def stale() -> list[str]:
    """The names of the pages that do not hold what they should."""
    return [str(page.relative_to(DOCS)) for page, text in pages().items() if not page.is_file() or page.read_text(encoding="utf-8") != text]


def main() -> None:
    """Write the pages, or with `--check` only look."""
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(f"stale: docs/{name}; run tools/build_reference.py" for name in stale()))
    for page, text in pages().items():
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
