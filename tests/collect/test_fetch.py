from __future__ import annotations

import gzip
import shutil
import subprocess
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.collect.answer import Exchange
from selon.collect.fetch import Capture, Fetcher, Limits, Validators
from selon.collect.pace import Pace
from selon.errors import NotAllowed, NotFetched
from web_site import Answer, Site, gives, redirects, sends

QUICK = Limits(interval_s=0, max_wait_s=5, connect_timeout_s=1, read_timeout_s=0.5, total_timeout_s=1.5, max_redirects=3, max_bytes=100_000)
PAGE = "<html><body><p>Trois digues ont cédé dans la nuit à Montreval.</p></body></html>".encode()


def fetcher(site: Site, kept: list[Exchange] | None = None) -> Fetcher:
    return Fetcher((kept if kept is not None else []).append, limits=QUICK, loopback_port=site.port, pace=Pace(0))


def fetch(site: Site, path: str) -> Capture:
    return fetcher(site).fetch(site.url(path))


def refusal(site: Site, path: str) -> NotFetched:
    began = time.monotonic()
    with pytest.raises(NotFetched) as caught:
        fetch(site, path)
    assert time.monotonic() - began < 10
    return caught.value


def test_a_page_comes_with_its_bytes_headers_address_and_time(site: Site) -> None:
    site.answers["/a"] = gives(PAGE, x_desk="étranger".encode().decode("latin-1"))
    kept: list[Exchange] = []
    capture = fetcher(site, kept).fetch(site.url("/a"))
    assert capture.content == PAGE
    assert (capture.final.url, capture.final.status, capture.final.ip) == (site.url("/a"), 200, "127.0.0.1")
    assert capture.final.header("x-desk") == "étranger".encode().decode("latin-1")
    assert capture.final.at.endswith("Z")
    assert [exchange.url for exchange in kept] == [site.url("/robots.txt"), site.url("/a")]
    assert site.headers[-1]["user-agent"].startswith("selon/")
    assert {"cookie", "referer"}.isdisjoint(site.headers[-1])


def test_redirects_are_followed_and_kept(site: Site) -> None:
    site.answers |= {"/a": redirects("/b c", 301), "/b%20c": redirects(site.url("/d"), 308), "/d": gives(PAGE)}
    capture = fetch(site, "/a")
    assert [(exchange.url, exchange.status) for exchange in capture.exchanges] == [
        (site.url("/a"), 301), (site.url("/b%20c"), 308), (site.url("/d"), 200),
    ]  # fmt: skip


def test_redirects_in_a_circle_and_without_end_are_given_up(site: Site) -> None:
    site.answers |= {"/a": redirects("/b"), "/b": redirects("/a#once-more")}
    assert "in a circle" in refusal(site, "/a").reason
    site.answers |= {f"/{n}": redirects(f"/{n + 1}") for n in range(20)}
    assert "more than 3 redirects" in refusal(site, "/0").reason
    assert "/5" not in site.asked


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://127.0.0.1:{other}/", "asks for port|loopback"),
        ("http://127.0.0.1/", "loopback"),
        ("http://127.0.0.2:{port}/", "loopback"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:127.0.0.1]:{port}/", "IPv4 address written as IPv6"),
        ("http://[64:ff9b::7f00:1]/", "loopback"),
        ("//10.0.0.8/", "private"),
        ("http://2130706433:{port}/", "as a number"),
        ("http://0x7f.1:{port}/", "as a number"),
        ("http://user:secret@127.0.0.1:{port}/b", "name or password"),
        ("file:///etc/passwd", "http:// or https://"),
        ("", "redirects to nowhere"),
    ],
)
def test_redirects_to_private_addresses_are_refused(site: Site, to: str, why: str) -> None:
    site.answers |= {"/a": redirects(to.format(port=site.port, other=site.port - 1)), "/b": gives(PAGE)}
    with pytest.raises((NotAllowed, NotFetched), match=why):
        fetch(site, "/a")
    assert "/b" not in site.asked


def test_without_the_switch_this_machine_is_closed(site: Site) -> None:
    site.answers["/a"] = gives(PAGE)
    for written in (site.url("/a"), f"http://localhost:{site.port}/a", "http://127.0.0.1/", "http://localhost/", "http://[::1]/"):
        with pytest.raises(NotAllowed):
            Fetcher(lambda _: None, limits=QUICK, loopback_port=0).fetch(written)
    assert site.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0X7F.0.0.1", "017700000001", "0177.0.0.01", "0", "0.0.0.0",
        "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "１２７.0.0.1", "①②⑦.⓪.⓪.①", "127.1。", "２１３０７０６４３３", "0ｘ7f.1",
        "127%2e0%2e0%2e1", "%31%32%37.0.0.1",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]", "[::]", "[::1%25lo]", "localhost", "LOCALHOST.", "localhost。", "ｌｏｃａｌｈｏｓｔ", "loc\u00adalhost",
    ],
)  # fmt: skip
def test_no_spelling_of_this_machine_is_opened(site: Site, host: str) -> None:
    site.answers["/a"] = gives(PAGE)
    with pytest.raises((NotAllowed, NotFetched)):
        Fetcher(lambda _: None, limits=QUICK, pace=Pace(0), loopback_port=0).fetch(f"http://{host}:{site.port}/a")
    assert site.asked == []


def test_every_answer_of_the_resolver_is_checked_anew(site: Site) -> None:
    """A name that leads to a public place when it is looked at and home when it is used: the connection goes where was looked."""
    site.answers |= {"/robots.txt": gives(b"", status=404), "/a": gives(PAGE), "/b": gives(PAGE)}
    answers = [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1", "10.0.0.7"]]
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    one = Fetcher(lambda _: None, limits=QUICK, pace=Pace(0), resolve=resolve, loopback_port=site.port)
    assert one.fetch(f"http://news.test:{site.port}/a").final.ip == "127.0.0.1"
    with pytest.raises(NotAllowed, match=r"leads to 10\.0\.0\.7"):
        one.fetch(f"http://news.test:{site.port}/b")
    assert (asked, site.asked) == (["news.test"] * 3, ["/robots.txt", "/a"])


def test_an_unknown_host_is_named(site: Site) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(NotFetched, match="cannot be reached"):
        Fetcher(lambda _: None, limits=QUICK, resolve=resolve, loopback_port=site.port).fetch("http://nowhere.test/")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def endless() -> Answer:
    return sends(HEAD + b"\r\n", *[b"<p>encore</p>" * 1000] * 400)


def drip(head: bytes, byte: bytes) -> Answer:
    return sends(head, *[byte] * 200, before_each=lambda: time.sleep(0.1))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (endless(), "more than 100,000 bytes"),
        (sends(HEAD + b"Content-Length: 999999999999\r\n\r\nx"), "more than 100,000 bytes"),
        (drip(HEAD + b"Content-Length: 500\r\n\r\n", b"x"), "in time"),
        (drip(HEAD + b"X-Slow: ", b"x"), "in time"),
        (drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), "in time"),
        (drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), "in time"),
        (sends(HEAD, before_each=lambda: time.sleep(0.8)), "in time"),
        (sends(HEAD + b"Content-Length: 500\r\n\r\nshort"), "cannot be reached"),
        (sends(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nshort"), "cannot be reached"),
        (sends(HEAD + b"X-Long: " + b"y" * 300_000 + b"\r\n\r\n"), "cannot be reached"),
        (sends(b"SSH-2.0-OpenSSH_9.6\r\n"), "cannot be reached"),
        (sends(b""), "cannot be reached"),
        (sends(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"\0" * 90_000_000, 9)), "more than 100,000 bytes"),
        (sends(HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"\0" * 90_000_000, 9)), "more than 100,000 bytes"),
        (sends(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-12]), "broke off"),
        (sends(HEAD + b"Content-Encoding: gzip\r\n\r\nno gzip at all"), "cannot be unpacked"),
        (sends(HEAD + b"Content-Encoding: br\r\n\r\n" + PAGE), "not asked for"),
        (sends(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(gzip.compress(PAGE))), "not asked for"),
    ],
)  # fmt: skip
def test_sites_that_behave_badly_cost_little(site: Site, answer: Answer, why: str) -> None:
    site.answers["/a"] = answer
    assert why in str(refusal(site, "/a"))


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda page: zlib.compress(page)[2:-4]),
        ("GZIP", lambda page: gzip.compress(page[:9]) + gzip.compress(page[9:]) + b"\0\0"),
    ],
)
def test_packed_pages_are_unpacked_and_kept_as_sent(site: Site, packing: str, pack: Callable[[bytes], bytes]) -> None:
    site.answers["/a"] = gives(pack(PAGE), content_encoding=packing)
    capture = fetch(site, "/a")
    assert (capture.content, capture.final.body) == (PAGE, pack(PAGE))


def test_more_than_is_announced_is_not_read(site: Site) -> None:
    site.answers["/a"] = sends(HEAD + b"Content-Length: 10\r\n\r\n<p>Dix</p>HTTP/1.1 200 OK\r\n\r\nsmuggled")
    assert fetch(site, "/a").content == b"<p>Dix</p>"


@pytest.mark.parametrize(
    ("status", "why"), [(401, "password"), (403, "refuses"), (404, "no such"), (410, "gone"), (500, "no page"), (204, "204"), (304, "304")]
)
def test_a_status_without_a_page_is_told(site: Site, status: int, why: str) -> None:
    site.answers["/a"] = gives(b"", status=status)
    error = refusal(site, "/a")
    assert why in error.reason
    assert site.url("/a") in str(error)


# -- robots.txt and pace


def test_robots_txt_closes_addresses(site: Site) -> None:
    site.answers |= {
        "/robots.txt": gives(b"User-agent: selon\nDisallow: /prive*/\nUser-agent: *\nDisallow: /\n", kind="text/plain"),
        "/a": gives(PAGE), "/prive-1/b": gives(PAGE), "/c": redirects("/prive-1/b"),
    }  # fmt: skip
    one = fetcher(site)
    assert one.fetch(site.url("/a")).content == PAGE
    for path in ("/prive-1/b", "/c"):
        with pytest.raises(NotAllowed, match=r"robots\.txt closes it"):
            one.fetch(site.url(path))
    assert site.asked == ["/robots.txt", "/a", "/c"]


@pytest.mark.parametrize(
    ("answer", "is_open"),
    [
        (gives(b"", status=404), True),
        (gives(b"", status=403), True),
        (gives(b"<html>Not a robots file</html>"), True),
        (gives(b"User-agent: *\nDisallow: /\n" + b"#" * 90_000), False),
        (gives(b"\xff\xfeU\0s\0e\0r\0"), True),
        (redirects("/elsewhere.txt"), False),
        (redirects("/robots.txt"), False),
        (redirects("http://169.254.169.254/"), False),
        (gives(b"", status=500), False),
        (gives(b"", status=429), False),
        (sends(b""), False),
        (endless(), False),
    ],
)
def test_what_a_missing_or_failing_robots_txt_means(site: Site, answer: Answer, is_open: bool) -> None:
    site.answers |= {"/robots.txt": answer, "/a": gives(PAGE), "/elsewhere.txt": gives(b"User-agent: *\nDisallow: /a\n")}
    if is_open:
        assert fetch(site, "/a").content == PAGE
    else:
        with pytest.raises((NotAllowed, NotFetched), match=r"robots\.txt"):
            fetch(site, "/a")
        assert "/a" not in site.asked


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def paced(site: Site, interval_s: float) -> tuple[Fetcher, Clock]:
    clock = Clock()
    pace = Pace(interval_s, clock=clock, sleep=clock.sleep)
    return Fetcher(lambda _: None, limits=QUICK, pace=pace, loopback_port=site.port), clock


def test_one_host_is_asked_slowly_and_another_at_once(site: Site) -> None:
    site.answers |= {"/a": gives(PAGE), "/b": gives(PAGE)}
    one, clock = paced(site, 2.0)
    one.fetch(site.url("/a"))
    one.fetch(site.url("/b"))
    assert clock.slept == [2.0, 2.0]  # after robots.txt, and after the first page
    one.fetch(f"http://localhost:{site.port}/a")
    assert clock.slept == [2.0] * 3


def test_a_crawl_delay_counts_where_it_is_longer(site: Site) -> None:
    site.answers |= {"/robots.txt": gives(b"User-agent: *\nCrawl-delay: 4\n"), "/a": gives(PAGE), "/b": gives(PAGE)}
    one, clock = paced(site, 1.0)
    one.fetch(site.url("/a"))
    one.fetch(site.url("/b"))
    assert clock.slept == [1.0, 4.0]
    site.answers["/robots.txt"] = gives(b"User-agent: *\nCrawl-delay: 86400\n")
    with pytest.raises(NotAllowed, match="86,400 s between two requests"):
        fetch(site, "/a")


def test_a_site_that_asks_for_patience_is_asked_once_more(site: Site) -> None:
    asked: list[int] = []

    def busy_once(handler: object) -> None:
        asked.append(1)
        (gives(b"", status=429, retry_after="3") if len(asked) == 1 else gives(PAGE))(handler)  # type: ignore[arg-type]

    site.answers["/a"] = busy_once
    one, clock = paced(site, 0.0)
    assert one.fetch(site.url("/a")).content == PAGE
    assert clock.slept == [3.0]


@pytest.mark.parametrize(("wait", "told"), [("3600", "3,600 s"), ("", "429"), ("soon", "429"), ("Wed, 21 Oct 2099 07:28:00 GMT", "come back in")])
def test_a_site_that_asks_for_more_patience_is_left_alone(site: Site, wait: str, told: str) -> None:
    site.answers["/a"] = gives(b"", status=429, retry_after=wait)
    assert told in str(refusal(site, "/a"))
    assert site.asked.count("/a") == 1


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.answers |= {"/a": redirects("/b"), "/b": gives(b"", status=304)}
    known = {site.url("/b"): Validators('"v1"', "Tue, 03 Jan 2023 08:00:00 GMT")}
    capture = fetcher(site).fetch(site.url("/a"), conditional=known.get)
    assert (capture.content, capture.final.status) == (None, 304)
    assert "if-none-match" not in site.headers[-2]
    assert (site.headers[-1]["if-none-match"], site.headers[-1]["if-modified-since"]) == ('"v1"', "Tue, 03 Jan 2023 08:00:00 GMT")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate, and is not installed")
def test_a_certificate_that_nobody_vouches_for_is_refused(site: Site, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    made += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    certificate.write_bytes(key.read_bytes() + certificate.read_bytes())
    site.answers["/a"] = gives(PAGE)
    site.speak_tls(certificate)
    with pytest.raises(NotFetched, match="certificate verify failed"):
        fetcher(site).fetch(site.url("/a"))
    assert site.asked == []
