"""An assistant that asks over standard input and output gets exact words with their source, no private names, and cannot write."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from made import fill
from selon.ledger import Ledger

pytest.importorskip("mcp")
from mcp import ClientSession, StdioServerParameters, stdio_client

Questions = Callable[[ClientSession], Coroutine[Any, Any, Any]]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fill(str(tmp_path_factory.mktemp("asked") / "made.db"))


def asked(ledger: str, questions: Questions) -> Any:
    """The answers of `selon mcp`, in a process of its own as an assistant starts it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    server = StdioServerParameters(command=sys.executable, args=["-m", "selon", "mcp", "--ledger", ledger], env=environment)

    async def conversation() -> Any:
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return await questions(session)

    return asyncio.run(asyncio.wait_for(conversation(), timeout=120))


def test_every_answer_has_exact_words_and_their_source(ledger: str) -> None:
    async def questions(session: ClientSession) -> Any:
        tools = await session.list_tools()
        answers = {}
        for name, arguments in [
            ("search", {"words": "digue"}),
            ("facts", {"about": "personnes", "verdict": "disputed"}),
            ("fact", {"id": "epernay-k"}),
        ]:
            answers[name] = (await session.call_tool(name, arguments)).structured_content
        item = answers["fact"]["fact"]["figures"][0]["figure"]["id"]
        answers["evidence"] = (await session.call_tool("evidence", {"item": item})).structured_content
        missing = await session.call_tool("evidence", {"item": "nothing:q9"})
        return tools.tools, answers, missing

    before = Path(ledger).read_bytes()
    tools, answers, missing = asked(ledger, questions)
    assert {tool.name for tool in tools} == {"search", "facts", "fact", "evidence"}
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert Path(ledger).read_bytes() == before, "an assistant changed the ledger"
    with Ledger.open(Path(ledger)) as book:
        pages = {page.id: page for page in book.pages()}
    quoted = [*answers["search"]["hits"], answers["evidence"]["evidence"]["quoted"]]
    figures = [*answers["fact"]["fact"]["figures"], *(figure for fact in answers["facts"]["facts"] for figure in fact["figures"])]
    assert quoted
    assert figures
    for source in (one["source"] for one in (*quoted, *figures)):
        page = pages[source["page"]]
        assert (source["sha256"], source["address"]) == (page.sha256, page.url)
    for one in quoted:
        start, end = one["source"]["span"]
        words = pages[one["source"]["page"]].content.decode()[start:end]
        assert one["words"] == words.replace("Léa Brun", "████████"), one
    assert answers["fact"]["fact"]["pairs"][0]["relation"] == "conflict"
    assert "Léa" not in str(answers)
    assert missing.is_error
    assert "take the name from an answer" in missing.content[0].text


def test_without_the_package_the_command_says_what_to_install(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from selon.cli import main

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(SystemExit) as end:
        main(["mcp", "--ledger", ledger])
    assert end.value.code == 2
    assert "pip install 'selon[mcp]'" in capsys.readouterr().err
