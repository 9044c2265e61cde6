"""The command line: which commands there are, and what becomes of their errors. What they do is in `selon.commands`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from selon.commands import assisting, custody, exporting, fetching, learning, looking, pages, rereading, serving, transfer, upkeep
from selon.commands.reviewing import review_app
from selon.errors import SelonError, Tampered
from selon.garbage import look_rarely

WRONG_USE, DAMAGED = 2, 3

# A program that reads the help gets each paragraph on one line.
_HELP_WIDTH = {} if sys.stdout.isatty() else {"terminal_width": 1_000}


class _Sectioned(TyperGroup):
    """A group whose help lists its commands under headings: that of each is its `rich_help_panel`."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """One list of commands under each heading."""
        sections: dict[str, list[tuple[str, str]]] = {title: [] for title in _SECTIONS}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                sections[getattr(command, "rich_help_panel", "")].append((name, command.get_short_help_str()))
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)


app = typer.Typer(
    cls=_Sectioned,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, **_HELP_WIDTH},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from selon import __version__

        print(__version__)
        raise typer.Exit


@app.callback()
def selon(
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print Selon's version and exit.")] = False,
) -> None:
    """Reads collected news pages and keeps a ledger of who says what, through whom, with which figures.

    \b
    Start with:
      selon add pages/          read a folder of pages into selon.db
      selon facts               which figures agree, and which conflict
      selon show FACT           who says so, in which words
      selon report --output report.html

    Exit codes: 0 all done, 1 done but some pages could not be read, 2 wrong use, 3 the ledger is damaged or was changed.
    """


_Command = tuple[Callable[..., Any], str]
_SECTIONS: dict[str, tuple[_Command, ...]] = {
    "Put pages in": (
        (pages.add, "Read pages and put them into the ledger"),
        (fetching.fetch, "Fetch pages from the web and put them into the ledger"),
        (fetching.follow, "Fetch what is new in feeds and put it into the ledger"),
        (learning.learn_boilerplate, "Learn which lines repeat over the pages of a site"),
    ),
    "Look": (
        (looking.facts, "List every fact, conflicts first"),
        (looking.show, "Show one fact with all its evidence"),
        (looking.subjects, "List what several speakers say or deny"),
        (looking.search, "Search texts, statements, speakers and places"),
        (serving.serve, "Open the ledger as a web page on this machine"),
    ),
    "Take along": (
        (looking.report, "Write all facts into one HTML file"),
        (exporting.export, "Write the ledger for other tools"),
        (assisting.mcp, "Let an assistant quote the ledger"),
    ),
    "Decide": (
        (rereading.reread, "Read the pages again, by this version"),
        (rereading.diff, "Show what another reading changed"),
    ),
    "Keep": (
        (upkeep.verify, "Check that nothing in the ledger was changed"),
        (upkeep.log, "List every event of the ledger"),
        (custody.receipt, "Print what proves later that nothing was rewritten"),
        (custody.forget, "Take a page or a person out for good"),
        (transfer.dump, "Write the whole ledger as JSON Lines"),
        (transfer.load, "Make a new ledger of such lines"),
        (transfer.merge, "Bring other ledgers into this one"),
    ),
    "Without a ledger": (
        (pages.read, "Read pages and print them as JSON"),
        (pages.link, "Link the figures of articles that were read"),
    ),
}
for _section, _commands in _SECTIONS.items():
    for _command, _short in _commands:
        app.command(short_help=_short, rich_help_panel=_section)(_command)
app.add_typer(review_app, name="review", short_help="Accept, correct, reject; merge or split facts", rich_help_panel="Decide")


def main(arguments: Sequence[str] | None = None) -> None:
    """The installed command. Ends with an exit code; an error of Selon's is one sentence on standard error."""
    look_rarely()
    try:
        app(arguments, prog_name="selon")
    except SelonError as error:
        print(f"selon: {error}", file=sys.stderr)
        raise SystemExit(DAMAGED if isinstance(error, Tampered) else WRONG_USE) from None
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
