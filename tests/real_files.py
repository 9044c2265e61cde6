"""One article as a file of every kind that people have, written by the programs and libraries that write such files."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from mailbox import mbox
from pathlib import Path
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


class Story(NamedTuple):
    """What an article says, before it is put into any format."""

    title: str
    paragraphs: tuple[str, ...]
    url: str = "https://gazette.example/2021/03/09/seisme-mira.html"
    author: str = "Anne Morel"
    outlet: str = "La Gazette de l’Est"
    moment: datetime = datetime(2021, 3, 9, 18, 20, tzinfo=timezone(timedelta(hours=1)))


STORY = Story(
    "Séisme dans l’Est : au moins 41 morts",
    (
        "Le séisme de magnitude 6,2 qui a frappé mardi la province de l’Est a fait au moins 41 morts, selon un bilan provisoire du gouverneur.",
        "« Nous cherchons encore des survivants », a déclaré le chef des secours, Paul Rey, qui parle de 300 maisons détruites dans la vallée.",
        "Œuvre des pluies de l’été, la boue gêne l’accès à la ville de Mira, à 12 km de l’épicentre, a précisé la préfecture.",
    ),
)
OTHER = Story(
    "Crue de la Lave : 800 habitants évacués",
    (
        "La préfète Zoé Marchand a annoncé jeudi que 800 habitants des bords de la Lave avaient été évacués dans la nuit vers les gymnases.",
        "Selon les pompiers, deux personnes sont portées disparues depuis que le pont de Rives a cédé sous la force du courant, mercredi soir.",
    ),
    url="https://gazette.example/2021/03/11/crue-lave.html",
    author="Luc Petit",
    moment=datetime(2021, 3, 11, 8, 0, tzinfo=UTC),
)
CAPTURED = "2021-04-02T10:11:12Z"


def text(story: Story = STORY) -> bytes:
    return "\n\n".join((story.title, *story.paragraphs)).encode()


def html(story: Story = STORY, *, encoding: str = "utf-8", declares: bool = True) -> bytes:
    """A page with menu, metadata in every usual form, and a footer."""
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "Organization", "name": story.outlet},
        "datePublished": story.moment.isoformat(),
    }
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)
    charset = f'<meta charset="{encoding}">' if declares else ""
    return f"""<!doctype html><html lang="fr"><head>{charset}<title>{escape(story.title)} - {story.outlet}</title>
<link rel="canonical" href="{story.url}"><script type="application/ld+json">{json.dumps(linked)}</script></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{escape(story.title)}</h1>
{body}</article></main><footer><p>Mentions légales</p></footer></body></html>""".encode(encoding)


def pdf(story: Story = STORY, *, columns: int = 70) -> bytes:
    """A PDF of one page in Courier, its paragraphs broken into lines."""
    lines: list[str] = [story.title, ""]
    for paragraph in story.paragraphs:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) + 1 > columns:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    escaped = (line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines)
    shown = b"".join(b"(" + line + b") Tj T*\n" for line in escaped)
    content = zlib.compress(b"BT /F1 11 Tf 14 TL 60 760 Td\n" + shown + b"ET")
    title = "<" + ("\ufeff" + story.title).encode("utf-16-be").hex() + ">"
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
            f"<< /Title {title} /Author ({story.author}) /CreationDate (D:20210309182000+01'00') >>".encode("latin-1"),
        ]
    )


def pdf_of_objects(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """The file that holds these objects: the first is the catalogue, the last describes the document."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), trailer, start)
    return bytes(out)


def mail(story: Story = STORY, *, attached: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """A newsletter: plain text and HTML beside each other."""
    message = EmailMessage()
    message["From"] = f"{story.outlet} <lettre@gazette.example>"
    message["To"] = "lectrice@exemple.example"
    message["Subject"] = story.title
    message["Date"] = format_datetime(story.moment)
    message["Message-ID"] = "<1@gazette.example>"
    message.set_content("Pour lire cette lettre, ouvrez-la dans un navigateur.", charset="utf-8")
    message.add_alternative(html(story, encoding="windows-1252", declares=False).decode("windows-1252"), subtype="html", charset="windows-1252")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mailbox(*stories: Story) -> bytes:
    """What a mail program keeps a folder of letters in."""
    with tempfile.TemporaryDirectory() as folder:
        box = mbox(f"{folder}/lettres.mbox")
        for story in stories or (STORY, OTHER):
            box.add(mail(story))
        box.close()
        return Path(folder, "lettres.mbox").read_bytes()


def saved_page(story: Story = STORY) -> bytes:
    """As a browser saves a page in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = story.url
    message["Subject"] = story.title
    message["Date"] = "Fri, 2 Apr 2021 10:11:12 -0000"
    message["MIME-Version"] = "1.0"
    message.add_related(html(story), "text", "html", cte="quoted-printable", headers=[f"Content-Location: {story.url}"])
    picture = EmailMessage()
    picture.set_content(b"\x89PNG\r\n\x1a\n", "image", "png", cte="base64")
    message.attach(picture)
    return message.as_bytes()


def rss(*stories: Story) -> bytes:
    """A feed with the whole articles in it."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{story.url}</link><pubDate>{format_datetime(story.moment)}</pubDate>"
        f"<dc:creator>{story.author}</dc:creator><description>{escape(story.paragraphs[0][:60])}</description>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{escape(p)}</p>' for p in story.paragraphs)}]]></content:encoded></item>\n"
        for story in stories or (STORY, OTHER)
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{STORY.outlet}</title><link>https://gazette.example/</link><language>fr</language>
{items}</channel></rss>""".encode()


def atom(*stories: Story) -> bytes:
    entries = "".join(
        f'<entry><title>{escape(story.title)}</title><link href="{story.url}"/><id>{story.url}</id><published>{story.moment.isoformat()}</published>'
        f"<author><name>{story.author}</name></author>"
        f'<content type="html">{escape("".join(f"<p>{escape(p)}</p>" for p in story.paragraphs))}</content></entry>'
        for story in stories or (STORY, OTHER)
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>{STORY.outlet}</title>{entries}</feed>'.encode()


def table(*stories: Story, header: Sequence[str] = ("titre", "corps", "lien", "date", "auteur"), delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    for story in stories or (STORY, OTHER):
        writer.writerow([story.title, "\n\n".join(story.paragraphs), story.url, story.moment.date().isoformat(), story.author])
    return out.getvalue().encode()


def parquet(*stories: Story) -> bytes:
    """A table as data sets of news are passed on."""
    import pyarrow
    from pyarrow.parquet import write_table

    rows = [
        {"titre": story.title, "corps": "\n\n".join(story.paragraphs), "lien": story.url, "date": story.moment, "auteur": story.author}
        for story in stories or (STORY, OTHER)
    ]
    out = pyarrow.BufferOutputStream()
    write_table(pyarrow.Table.from_pylist(rows), out)
    return bytes(out.getvalue())


def json_lines(*stories: Story) -> bytes:
    lines = (
        {"id": story.url, "text": text(story).decode(), "url": story.url, "published": story.moment.date().isoformat()}
        for story in stories or (STORY, OTHER)
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def json_list(*stories: Story) -> bytes:
    """As an interface of a newsroom answers: the articles in a list, with what it says of them."""
    articles = [json.loads(line) for line in json_lines(*stories).splitlines()]
    return json.dumps({"status": "ok", "total": len(articles), "articles": articles}, ensure_ascii=False, indent=1).encode()


def epub(*stories: Story) -> bytes:
    stories = stories or (STORY, OTHER)
    manifest = "".join(f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(stories)))
    # Named so that the order of the spine is not that of the names.
    spine = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(stories))))
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Chroniques de l’Est</dc:title><dc:creator>{STORY.author}</dc:creator>
<dc:language>fr</dc:language><dc:date>2021-05-01</dc:date><dc:publisher>{STORY.outlet}</dc:publisher><dc:identifier id="id">x</dc:identifier>
</metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>"""
    container = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
    members = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode(), "OEBPS/book.opf": package.encode()}
    members |= {f"OEBPS/text/c{n}.xhtml": b'<?xml version="1.0" encoding="utf-8"?>\n' + html(story) for n, story in enumerate(stories)}
    return zipped(members, stored=("mimetype",))


class _Writer(WARCWriter):  # type: ignore[misc]  # a class without types
    """Closes what it opens: warcio leaves a temporary file for each record."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


def warc(*stories: Story, compressed: bool = True, body: Callable[[Story], bytes] = html, headers: Sequence[tuple[str, str]] = ()) -> bytes:
    """A crawl: for each page a request, a response and metadata; one page that was met again, one that is not there, a picture, robots.txt."""
    out = io.BytesIO()
    writer = _Writer(out, gzip=compressed, warc_version="WARC/1.1")
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "made for a test"}))
    for story in stories or (STORY, OTHER):
        given = headers or (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
        packed = gzip.compress(body(story), mtime=0) if ("Content-Encoding", "gzip") in given else body(story)
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "gazette.example")], is_http_request=True)
        answer = StatusAndHeaders("200 OK", list(given), protocol="HTTP/1.1")
        _record(writer, story.url, "request", b"", asked)
        _record(writer, story.url, "response", packed, answer)
        _record(writer, story.url, "metadata", b"via: https://gazette.example/\r\n", None)
    plain = [("Content-Type", "text/html")]
    _record(writer, STORY.url, "revisit", b"", StatusAndHeaders("200 OK", plain, protocol="HTTP/1.1"))
    _record(writer, "https://gazette.example/perdu", "response", b"<html>Perdu</html>", StatusAndHeaders("404 Not Found", plain, protocol="HTTP/1.1"))
    _record(writer, "https://gazette.example/a.png", "response", b"\x89PNG\r\n\x1a\n", StatusAndHeaders("200 OK", plain, protocol="HTTP/1.1"))
    robots = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
    _record(writer, "https://gazette.example/robots.txt", "response", b"User-agent: *\nDisallow:\n", robots)
    return out.getvalue()


def _record(writer: WARCWriter, url: str, kind: str, content: bytes, headers: StatusAndHeaders | None) -> None:
    about = {"WARC-Date": CAPTURED}
    writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(content), http_headers=headers, warc_headers_dict=about))


def wacz(*stories: Story) -> bytes:
    pages = "".join(json.dumps({"url": story.url, "title": story.title, "text": text(story).decode()}) + "\n" for story in stories or (STORY, OTHER))
    return zipped(
        {
            "archive/data.warc.gz": warc(*stories),
            "datapackage.json": json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": []}).encode(),
            "indexes/index.cdx": b"",
            "pages/pages.jsonl": b'{"format": "json-pages-1.0", "id": "pages"}\n' + pages.encode(),
        }
    )


def zipped(members: dict[str, bytes], *, stored: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            about = zipfile.ZipInfo(name, (2021, 4, 2, 10, 11, 12))
            archive.writestr(about, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return out.getvalue()


def mix() -> bytes:
    """An archive of everything, archives too."""
    inner = tarred({"fil.rss": rss(OTHER), "notes/a.txt": text(OTHER)})
    members = {
        "page.html": html(),
        "communique.pdf": pdf(),
        "lettre.eml": mail(OTHER),
        "photo.jpg": b"\xff\xd8\xff\xe0",
        "fil.tar.gz": gzip.compress(inner),
    }
    return zipped(members | {"articles.csv": table(), "__MACOSX/._page.html": b"x"})


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("a.txt", text),
    "text, cp1252": ("a.txt", lambda: text().decode().encode("cp1252")),
    "HTML": ("a.html", html),
    "PDF": ("a.pdf", pdf),
    "EPUB": ("a.epub", epub),
    "mail": ("a.eml", mail),
    "mailbox": ("a.mbox", mailbox),
    "MHTML": ("a.mhtml", saved_page),
    "RSS": ("a.rss", rss),
    "Atom": ("a.atom", atom),
    "CSV": ("a.csv", table),
    "Parquet": ("a.parquet", parquet),
    "JSON": ("a.json", json_list),
    "JSON Lines": ("a.jsonl", json_lines),
    "WARC": ("a.warc", lambda: warc(compressed=False)),
    "WARC, compressed": ("a.warc.gz", warc),
    "WACZ": ("a.wacz", wacz),
    "ZIP": ("a.zip", mix),
    "tar.gz": ("a.tar.gz", lambda: gzip.compress(tarred({"a.html": html(), "b/b.txt": text(OTHER)}), mtime=0)),
    "tar.xz": ("a.tar.xz", lambda: lzma.compress(tarred({"a.html": html(), "b/b.txt": text(OTHER)}))),
}
"""What it is -> a name for the file, and its bytes."""
