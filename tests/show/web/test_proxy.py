"""A real nginx before the page, set up by the block in docs/proxy.md: people log in, and decide under their names."""

from __future__ import annotations

import base64
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from made import a_page, fill
from selon.show.web.guard import TOKEN_HEADER
from show.web.site import served
from strict import program

DOCS = Path(__file__).parents[3] / "docs" / "proxy.md"
DECISION = {"action": "accept", "targets": [f"{a_page(12).id}:q1"]}


def as_person(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


ANNA = as_person("anna", "sesame")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def nginx(folder: Path, port: int, upstream: str) -> Iterator[None]:
    """Runs the server of the docs, without TLS, before `upstream`."""
    command = program("nginx", "nginx-light")
    match = re.search(r"```nginx\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    (folder / "htpasswd").write_text("anna:{PLAIN}sesame\n", encoding="utf-8")
    block = match[1].replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("http://127.0.0.1:8421", upstream)
    block = block.replace("/etc/nginx/selon.htpasswd", str(folder / "htpasswd")).replace("selon.example.org", "127.0.0.1")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if Path("/root").owner() == "root" and Path.home() == Path("/root") else ""
    conf = f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ access_log off; {paths} {block} }}"
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    with subprocess.Popen([command, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]) as process:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


@contextmanager
def team(tmp_path: Path, **options: Any) -> Iterator[tuple[httpx2.Client, str, str]]:
    """A client of the proxy, Selon's own address behind it, and the token."""
    port = free_port()
    proxy = f"http://127.0.0.1:{port}"
    with (
        served(fill(str(tmp_path / "team.db")), behind=proxy, **options) as (selon, allowed),
        nginx(tmp_path, port, selon),
        httpx2.Client(base_url=proxy, timeout=30, headers={"Origin": proxy, TOKEN_HEADER: allowed.token}) as client,
    ):
        yield client, selon, allowed.token


def test_people_decide_under_the_names_with_which_they_logged_in(tmp_path: Path) -> None:
    with team(tmp_path, reviewer_header="X-Reviewer") as (client, selon, token):
        assert client.get("/").status_code == 401
        assert client.get("/", headers=as_person("anna", "wrong")).status_code == 401
        assert "<strong>anna</strong>" in client.get("/", headers=ANNA).text
        # A name that the browser sends is overwritten by the proxy.
        done = client.post("/api/reviews", json=DECISION, headers={**ANNA, "X-Reviewer": "mallory"})
        assert done.json()["review"]["by"] == "anna"
        # Past the proxy, without the header, nothing can be changed.
        past = httpx2.post(f"{selon}/api/reviews", json=DECISION, headers={TOKEN_HEADER: token, "Origin": selon})
        assert past.status_code == 403


def test_a_header_that_nobody_asked_for_is_not_believed(tmp_path: Path) -> None:
    with team(tmp_path) as (client, _, _):
        assert client.post("/api/reviews", json=DECISION, headers=ANNA).status_code == 403
        assert "data-review" not in client.get("/fact/epernay-killed", headers=ANNA).text


def test_another_site_is_refused_behind_the_proxy_too(tmp_path: Path) -> None:
    with team(tmp_path, reviewer_header="X-Reviewer") as (client, _, _):
        for change in ({"Host": "rebound.example"}, {"Origin": "http://evil.example"}, {TOKEN_HEADER: "guess"}):
            assert client.post("/api/reviews", json=DECISION, headers={**ANNA, **change}).status_code == 403


def test_the_proxy_lets_through_what_selon_takes() -> None:
    from selon.settings import TABLE

    limit = next(setting.default for setting in TABLE if setting.name == "max_page_bytes")
    match = re.search(r"client_max_body_size (\d+)m", DOCS.read_text(encoding="utf-8"))
    assert match is not None
    assert int(match[1]) * 1024 * 1024 > int(limit)


@pytest.mark.parametrize("address", ["selon.example.org", "ftp://x", "https://", "https://x/path", "https://u:p@x"])
def test_an_address_that_is_none_is_wrong_use(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from selon.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["serve", "--ledger", str(tmp_path / "x.db"), "--proxy", address])
    assert ended.value.code == 2
    assert "https://selon.example.org" in capsys.readouterr().err
