"""Nothing opens the network but what is asked to: one module knows the network library, and two commands use it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "selon"
# Every way out: libraries that connect, and the standard modules under them.
NETWORK = {"httpx2", "httpcore2", "httpx", "httpcore", "requests", "urllib3", "aiohttp", "socket", "ssl", "ftplib", "smtplib", "websockets"}
NETWORK_PARTS = {"urllib.request", "http.client"}
DOORS = {"collect/connection.py", "collect/fetch.py"}
# It listens, on loopback, and connects to nothing.
LISTENS = {"commands/serving.py": {"socket"}}
FETCHING = {"selon.collect.fetch", "selon.collect.connection"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_doors_know_a_network_library(path: Path) -> None:
    found = {name for name in imported(path) if name.split(".")[0] in NETWORK or name in NETWORK_PARTS}
    name = str(path.relative_to(SOURCE))
    assert not found or name in DOORS or found == LISTENS.get(name)


def test_only_the_two_commands_lead_to_the_doors() -> None:
    users = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if imported(path) & FETCHING}
    assert users == {"collect/fetch.py", "collect/captures.py", "commands/fetching.py"}


def test_adding_pages_connects_to_nothing(tmp_path: Path) -> None:
    """The whole way of a page with the sockets taken away, in a process of its own: a library that connects in secret would fail."""
    (tmp_path / "page.html").write_text("<html><body><p>Selon la préfecture, 12 personnes ont été blessées mardi à Lyon.</p></body></html>")
    program = (
        "import socket, sys\n"
        "def refuse(*given): raise SystemExit(77)\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "from selon.cli import main\n"
        f"main(['add', {str(tmp_path / 'page.html')!r}, '--ledger', {str(tmp_path / 'a.db')!r}])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600)
    assert (ran.returncode, "1 added" in ran.stdout) == (0, True), ran.stderr
