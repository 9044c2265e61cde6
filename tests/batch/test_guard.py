"""A parser may crash, hang or eat memory: its page is named, the process is made anew, and the run goes on."""

from __future__ import annotations

import gzip
import io
import os
import re
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import real_files
from real_files import OTHER, STORY
from selon.batch import guard as guards
from selon.batch.collecting import collect, open_guarded
from selon.batch.failures import failure_of, page_error
from selon.batch.guard import Guard, clean_guarded, cleaning_guard
from selon.batch.worker import Clean
from selon.collect.files import File
from selon.collect.found import page_of
from selon.errors import Damaged, Expands, PageError, Stopped, TooLarge, UnknownLanguage
from selon.model import Article, Page

PAGE = page_of("pages/a.html", real_files.html(), "text/html")
# Everything stands in one element: the parser's own time, not that of any rule of ours. It takes some three times the two seconds that the
# tests allow, and the first page of a process, with all that it loads, a third of them.
DEEP = page_of("pages/deep.html", b"<html><body>" + b"<div><b><i><a>" * 900_000 + "Le pont a cédé.".encode(), "text/html")


@pytest.fixture
def guard() -> Iterator[Guard]:
    made = Guard()
    yield made
    made.close()


def article_of(guard: Guard, page: Page) -> Article | PageError:
    (answer, end) = guard.ask(Clean(page, page.id), page=page.source)
    assert end.done
    if answer.failure is not None:
        return page_error(answer.failure)
    assert answer.article is not None
    return answer.article


def test_the_process_is_used_again(guard: Guard) -> None:
    first = article_of(guard, PAGE)
    process = guard.process_id
    assert first == article_of(guard, PAGE)
    assert guard.process_id == process
    assert isinstance(first, Article)
    assert first.published == "2021-03-09"


def test_a_page_that_takes_too_long_is_named_and_the_next_one_is_read(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PARSE_S", "2")
    article_of(guard, PAGE)
    begun = time.process_time()
    with pytest.raises(Stopped, match=r"pages/deep.html: stopped its parser, which used more than 2 s of computing; .*max_parse_s"):
        article_of(guard, DEEP)
    assert time.process_time() - begun < 5  # this process only waits
    assert isinstance(article_of(guard, PAGE), Article)


def test_a_page_that_takes_too_much_memory_is_named_and_the_next_one_is_read(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PARSE_BYTES", "400000000")
    with pytest.raises(Stopped, match=r"pages/big\.html: needs more than 400,000,000 bytes of memory"):
        article_of(guard, page_of("pages/big.html", b"<p>" + ("x" * 500 + "\U0001f30a<br>").encode() * 37_000, "text/html"))
    assert isinstance(article_of(guard, PAGE), Article)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_dies_is_made_anew(guard: Guard, end: signal.Signals) -> None:
    article_of(guard, PAGE)
    first = guard.process_id
    assert first is not None
    os.kill(first, end)
    time.sleep(0.2)
    assert isinstance(article_of(guard, PAGE), Article)
    assert guard.process_id != first


def test_the_run_goes_on_after_a_page_that_ends_its_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PARSE_S", "2")
    cleaning_guard().close()  # so that the next one has this limit
    before = clean_guarded(PAGE, "x")
    with pytest.raises(Stopped):
        clean_guarded(DEEP, "x")
    assert clean_guarded(PAGE, "x") == before
    cleaning_guard().close()


def test_errors_come_back_as_they_are(guard: Guard) -> None:
    russian = page_of("pages/ru.html", "<p>Председатель правительства сообщил, что сорок человек погибли.</p>".encode(), "text/html")
    error = article_of(guard, russian)
    assert isinstance(error, UnknownLanguage)
    assert (error.page, error.language) == ("pages/ru.html", "ru")
    large = TooLarge("a", 3, 2)
    again = page_error(failure_of(large))
    assert isinstance(again, TooLarge)
    assert (str(again), again.size, again.limit) == (str(large), 3, 2)


def test_guarded_collecting_gives_the_same_as_in_this_process(tmp_path: Path) -> None:
    from selon.collect.files import collect_paths

    for name, make in real_files.KINDS.values():
        (tmp_path / f"{len(list(tmp_path.iterdir()))}{name}").write_bytes(make())
    here = list(collect_paths([tmp_path]))
    assert [str(found) for found in collect([tmp_path])] == [str(found) for found in here]
    assert sum(isinstance(found, Page) for found in here) == 39


def killed_after_its_first_page(guard: Guard, path: Path) -> tuple[list[str], list[Stopped]]:
    """The names of the pages that are found in a file whose process is killed from outside, and what is said to be lost."""
    found = open_guarded(guard, File(str(path), asked_for=True))
    first = next(item for item in found if isinstance(item, Page))
    assert guard.process_id is not None
    os.kill(guard.process_id, signal.SIGKILL)
    items = [first, *found]
    names = [re.split("[#/]", item.source)[-1] for item in items if isinstance(item, Page)]
    return names, [item for item in items if isinstance(item, Stopped)]


def test_an_archive_goes_on_in_another_process_when_its_own_is_killed(tmp_path: Path, guard: Guard) -> None:
    """Each page is larger than a pipe: the process is with one of the first two, and only that one may be lost, or between them, and none is."""
    (tmp_path / "a.zip").write_bytes(real_files.zipped({f"{n}.txt": b"%d %b" % (n, real_files.text() * 500) for n in range(9)}))
    names, lost = killed_after_its_first_page(guard, tmp_path / "a.zip")
    everything = [f"{n}.txt" for n in range(9)]
    assert [*names, *(error.page.rpartition("#")[2] for error in lost)] in (
        everything,
        [*everything, "0.txt"],
        [*everything[:1], *everything[2:], "1.txt"],
    )
    assert all("was killed" in error.reason for error in lost)


def test_a_table_goes_on_behind_its_last_row_when_its_process_is_killed(tmp_path: Path, guard: Guard) -> None:
    """Its rows are no members that are opened one by one: the next process passes over those that were found."""
    stories = [STORY._replace(url=f"https://gazette.example/{n}", paragraphs=STORY.paragraphs * 500) for n in range(9)]
    (tmp_path / "a.jsonl").write_bytes(real_files.json_lines(*stories))
    assert killed_after_its_first_page(guard, tmp_path / "a.jsonl") == ([f"a.jsonl:{n + 1}" for n in range(9)], [])


def slow() -> bytes:
    """A feed that takes feedparser seconds."""
    return real_files.rss(*[OTHER] * 16_000)


def greedy() -> bytes:
    """A list that needs many times its size."""
    return b"[" + b"[]," * 3_500_000 + b"[]]"


def in_zip(hostile: bytes, name: str) -> tuple[str, bytes]:
    return "a.zip", real_files.zipped({"a.txt": real_files.text(), f"b/{name}": hostile, "c.eml": real_files.mail(OTHER)})


def in_tar(hostile: bytes, name: str) -> tuple[str, bytes]:
    return "a.tar", real_files.tarred({"a.txt": real_files.text(), f"b/{name}": hostile, "c.eml": real_files.mail(OTHER)})


def in_zip_in_tar(hostile: bytes, name: str) -> tuple[str, bytes]:
    inner = real_files.zipped({"a.txt": real_files.text(), f"b/{name}": hostile, "c.txt": real_files.text(OTHER)})
    return "a.tar", real_files.tarred({"inner.zip": inner, "d.eml": real_files.mail(OTHER), "e.html": real_files.html()})


def in_mail(hostile: bytes, name: str) -> tuple[str, bytes]:
    return "a.eml", real_files.mail(attached=[(name, hostile), ("c.html", real_files.html(OTHER))])


@pytest.mark.parametrize("packed", [in_zip, in_tar, in_zip_in_tar, in_mail])
@pytest.mark.parametrize(
    ("hostile", "name", "limits", "reason"),
    [
        (slow, "fil.rss", {"SELON_MAX_PARSE_S": "1"}, "stopped its parser, which used more than 1 s of computing"),
        (greedy, "liste.json", {"SELON_MAX_PARSE_BYTES": "300000000"}, "needs more than 300,000,000 bytes of memory"),
    ],
    ids=["time", "memory"],
)
def test_a_member_that_ends_its_parser_is_lost_alone(
    packed: Callable[[bytes, str], tuple[str, bytes]],
    hostile: Callable[[], bytes],
    name: str,
    limits: dict[str, str],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What lies before and behind it is found, in archives within archives too, and each page once."""
    file_name, content = packed(hostile(), name)
    harmless = tmp_path / "harmless"
    harmless.mkdir()
    (harmless / file_name).write_bytes(packed(b"", name)[1])
    (tmp_path / file_name).write_bytes(content)
    for setting, value in limits.items():
        monkeypatch.setenv(setting, value)
    found = list(collect([tmp_path / file_name]))
    pages = [page.source for page in collect([harmless / file_name]) if isinstance(page, Page)]
    assert [page.source.replace(str(tmp_path), "") for page in found if isinstance(page, Page)] == [p.replace(str(harmless), "") for p in pages]
    (lost,) = (item for item in found if isinstance(item, Stopped))
    assert lost.page.startswith(str(tmp_path / file_name) + "#")
    assert lost.page.endswith(name)
    assert reason in lost.reason


def test_a_member_that_is_lost_behind_some_of_its_pages_says_how_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PARSE_BYTES", "300000000")
    lines = real_files.json_lines() + b'{"text": ' + greedy() + b"}\n" + real_files.json_lines(STORY)
    (tmp_path / "a.zip").write_bytes(real_files.zipped({"a.txt": b"Un pont", "b.jsonl": lines, "c.txt": b"Trois ponts"}))
    first, *kept, lost, last = collect([tmp_path / "a.zip"])
    assert isinstance(lost, Stopped)
    assert lost.page == f"{tmp_path / 'a.zip'}#b.jsonl"
    assert lost.reason.endswith("; the 2 pages found in it before are kept, the rest of it is not read")
    assert len(kept) == 2
    assert all(isinstance(page, Page) for page in (first, *kept, last))


def test_an_archive_of_members_that_end_their_parser_is_left(tmp_path: Path, guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.batch.collecting._MOST_STOPPED", 2)
    monkeypatch.setenv("SELON_MAX_PARSE_BYTES", "300000000")
    members = {f"{n}.json": greedy() for n in range(3)} | {"9.txt": real_files.text()}
    (tmp_path / "a.zip").write_bytes(real_files.zipped(members))
    found = list(open_guarded(guard, File(str(tmp_path / "a.zip"), asked_for=True)))
    assert [item.page.rpartition("#")[2] for item in found if isinstance(item, Stopped)][:2] == ["0.json", "1.json"]
    assert str(found[-1]).startswith(f"{tmp_path / 'a.zip'}: stopped its parser 2 times: the rest of it is not read; unpack it yourself")


# -- bombs


def bomb(tmp_path: Path, name: str, content: bytes) -> list[object]:
    (tmp_path / name).write_bytes(content)
    begun = time.perf_counter()
    found: list[object] = list(collect([tmp_path / name]))
    assert time.perf_counter() - begun < 60
    return found


def zeros(count: int) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
        for _ in range(count):
            packed.write(bytes(1_000_000))
    return out.getvalue()


def test_a_gzip_bomb_is_left_while_it_unpacks(tmp_path: Path) -> None:
    (error,) = bomb(tmp_path, "a.gz", zeros(100))
    assert isinstance(error, Expands)
    assert "unpacks to more than" in str(error)


def test_a_zip_bomb_is_left_and_what_came_before_is_kept(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", real_files.text())
        for n in range(8):
            archive.writestr(f"b{n}.txt", bytes(19_000_000))
    page, *rest = bomb(tmp_path, "a.zip", out.getvalue())
    assert isinstance(page, Page)
    assert isinstance(rest[-1], Expands)


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    content = real_files.text()
    for n in range(12):
        content = real_files.zipped({f"{n}.zip" if n else "a.txt": content})
    (error,) = bomb(tmp_path, "a.zip", content)
    assert isinstance(error, Expands)
    assert "nests more than 5 archives" in str(error)


def test_too_many_members_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_MEMBERS", "3")
    found = bomb(tmp_path, "a.zip", real_files.zipped({f"{n}.txt": f"Texte {n}".encode() for n in range(9)}))
    assert [type(item) for item in found] == [Page, Page, Expands]


def test_a_nested_archive_over_the_limit_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_UNPACKED_BYTES", "500")
    found = bomb(tmp_path, "a.zip", real_files.zipped({"a.zip": real_files.mix(), "b.txt": real_files.text(STORY)}))
    assert [type(item) for item in found] == [TooLarge, Page]


def test_a_feed_with_entities_of_its_own_opens_none_of_them(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    (error,) = bomb(tmp_path, "a.rss", f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0">&a11;</rss>'.encode())
    assert isinstance(error, PageError)


def test_a_page_of_the_guard_is_that_of_this_process() -> None:
    from selon.clean.article import clean_page
    from selon.languages import known_languages, load_pack

    here = clean_page(PAGE, packs=[load_pack(code) for code in known_languages()], id="x")
    assert clean_guarded(PAGE, "x") == here


def test_a_damaged_pdf_is_named_by_its_page() -> None:
    with pytest.raises(Damaged, match=r"^a.pdf: is no PDF that can be opened"):
        clean_guarded(page_of("a.pdf", b"%PDF-1.7\nnothing", "application/pdf"), "x")
    assert guards.cleaning_guard().process_id is not None
