from __future__ import annotations

import time

import pytest

from selon.collect.feeds import Entry, read_feed
from selon.errors import NotText

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Fil de Lisse</title><link>https://fil.test/</link><language>fr</language>
<item><title>Crue : « trois digues » &amp;amp; un pont</title><link>https://fil.test/crue</link>
<pubDate>Tue, 03 Jan 2023 23:30:00 -0200</pubDate><dc:creator>Léa Roux</dc:creator><description>Résumé.</description>
<content:encoded><![CDATA[<p>Trois digues<br>ont cédé.</p><script>x()</script>]]></content:encoded></item>
<item><guid isPermaLink="true">https://fil.test/grève</guid><dc:date>2023-01-05</dc:date></item>
<item><title>Sans adresse</title><guid isPermaLink="false">tag:1</guid></item>
<item><link>/relative</link></item>
<item><link>javascript:alert(1)</link></item>
<item><link>file:///etc/passwd</link><pubDate>bientôt</pubDate></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title type="html">Une &lt;b&gt;gr\xc3\xa8ve&lt;/b&gt;</title><link rel="alternate" href="https://wire.test/1"/><published>2022-11-10T08:00:00Z</published>
<updated>2022-11-12T08:00:00Z</updated><content type="html">&lt;p&gt;Texte&lt;/p&gt;</content></entry></feed>"""


def test_rss() -> None:
    feed = read_feed(RSS, page="rss.xml", base="https://fil.test/rss.xml")
    assert (feed.title, feed.language) == ("Le Fil de Lisse", "fr")
    assert feed.entries[0] == Entry(
        link="https://fil.test/crue",
        title="Crue : « trois digues » & un pont",
        published="2023-01-04",
        author="Léa Roux",
        content="<p>Trois digues<br>ont cédé.</p><script>x()</script>",
        summary="Résumé.",
    )
    assert [entry.link for entry in feed.entries[1:]] == ["https://fil.test/grève", None, "https://fil.test/relative", None, None]
    assert [entry.published for entry in feed.entries[1:]] == ["2023-01-05", None, None, None, None]


def test_atom() -> None:
    [entry] = read_feed(ATOM, page="atom.xml").entries
    assert (entry.link, entry.published, entry.content) == ("https://wire.test/1", "2022-11-10", "<p>Texte</p>")


def test_a_broken_feed_gives_what_is_left_and_says_so() -> None:
    feed = read_feed(RSS[: RSS.index(b"<item><guid")], page="cut.xml")
    assert feed.damaged
    assert feed.entries[0].link == "https://fil.test/crue"


def with_entity(entity: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE rss [' + entity + b']><rss version="2.0"><channel><title>&x;</title></channel></rss>'


BOMB = with_entity(b'<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">')
LOCAL = with_entity(b'<!ENTITY x SYSTEM "file:///etc/hostname">')


@pytest.mark.parametrize("content", [b"<html><p>Une page</p></html>", b"{}", b"", b"\x89PNG", BOMB, LOCAL, b"<rss>" + b"<a>" * 500_000])
def test_what_is_no_feed_or_a_trap_is_refused_at_once(content: bytes) -> None:
    began = time.process_time()
    with pytest.raises(NotText):
        read_feed(content, page="x")
    assert time.process_time() - began < 5
