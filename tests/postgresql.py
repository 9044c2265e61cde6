"""A PostgreSQL server of the tests' own: made in a temporary folder, reached through a Unix socket, gone with the tests.

The server refuses to run as root; started by root, it runs as another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REQUIRED = "SELON_TESTS_STRICT"
"""Set to 1, a missing server fails the tests instead of skipping them."""

# What a crash of the machine would cost does not matter for a server that lives as long as the tests.
_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=40 -c shared_buffers=32MB"


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: on the PATH, else where Debian puts the newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def server() -> Iterator[str]:
    """A running server, as the address of its database `postgres`. Skips (or fails, see `REQUIRED`) where none is installed."""
    bin = binaries()
    if bin is None:
        reason = "no PostgreSQL server here (Debian: apt-get install postgresql)"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    # Not below pytest's folders: those are closed to other users, and too deep for the name of a socket.
    with tempfile.TemporaryDirectory(prefix="selon-pg-") as folder:
        user = _owner(Path(folder))
        _run(user, bin / "initdb", "-D", f"{folder}/data", "-U", "selon", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N")
        _run(user, bin / "pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", f"{_OPTIONS} -k {folder}", "start")
        try:
            yield f"postgresql://selon@/postgres?host={folder}"
        finally:
            _run(user, bin / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")


def _owner(folder: Path) -> str | None:
    """Whom the server runs as; the folder is theirs then. None: whoever runs the tests."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in known)
    os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    folder.chmod(0o755)
    return user


def _run(user: str | None, *command: object) -> None:
    arguments = [str(part) for part in command]
    done = subprocess.run(
        arguments,
        user=user,
        group=user and pwd.getpwnam(user).pw_gid,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=False,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {done.returncode}")
