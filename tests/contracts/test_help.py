"""Every command teaches by an example, and every example is one that the command takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from selon import cli

GROUP: Any = typer.main.get_command(cli.app)


def commands(command: Any = GROUP, name: str = "selon") -> Iterator[tuple[str, Any]]:
    yield name, command
    for sub in getattr(command, "commands", {}).values():
        yield from commands(sub, f"{name} {sub.name}")


def examples(command: Any) -> list[list[str]]:
    """The words of each example behind `selon`, without what a shell does with the output."""
    _, _, shown = re.split(r"\n *(Examples?|Start with):\n", command.help, maxsplit=1) if command.help else ("", "", "")
    lines = [re.split(r" {2,}| > ", line.strip(), maxsplit=1)[0] for line in shown.split("\n\n")[0].splitlines()]
    return [shlex.split(line.partition("selon ")[2]) for line in lines]


@pytest.mark.parametrize(("name", "command"), [pytest.param(*found, id=found[0]) for found in commands()])
def test_the_examples_of_a_command_are_taken(name: str, command: Any) -> None:
    shown = examples(command)
    assert shown, f"{name}: no example"
    for words in shown:
        parsed, given = GROUP, words
        while hasattr(parsed, "commands"):
            parsed, given = parsed.commands[given[0]], given[1:]
        parsed.make_context(" ".join(words), list(given))
