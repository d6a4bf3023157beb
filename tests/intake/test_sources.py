"""Every format becomes reports with what it tells of them; nothing that is broken stops what is not."""

import gzip
import io
import json
import sys

import pytest

from sayso.intake.making import Choices
from sayso.intake.sources import taken_from, taken_from_stream

PLAIN = (
    "Rebels shelled the town of Orsk on Friday, President Ola Berg said. The army denied the claim and said that its "
    "troops had held the town and its bridge."
)
SECOND = "Talks on a ceasefire go on in Geneva, the foreign ministry said."
BOTH = f"{PLAIN}\n\n{SECOND}"
BAKERY = "The bakery on the corner sold its best cakes to a queue of children who had come with their parents for them."


def take(data, source, **kwargs):
    data = data.encode() if isinstance(data, str) else data
    choices = Choices(**{k: kwargs.pop(k) for k in ("outlet", "columns", "url", "charset") if k in kwargs})
    return list(taken_from_stream(io.BufferedReader(io.BytesIO(data)), source, choices=choices, **kwargs))


def one(data, source, **kwargs):
    (taken,) = take(data, source, **kwargs)
    assert taken.failure is None, taken.failure
    return taken


def page(*paragraphs, head="", title="Rebels shell Orsk"):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>
        <nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>{body}</article>
        <footer>Imprint and privacy</footer><script>var a = "troops";</script></body></html>"""


HEAD = """<meta property="og:site_name" content="Orsk Lantern">
    <meta property="article:published_time" content="2031-05-02T23:10:00+02:00">
    <link rel="canonical" href="https://lantern.example/a">"""


def rss(*items, channel="Orsk Lantern"):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{channel}</title>{"".join(items)}</channel></rss>'


def escaped(words):
    return words.replace("&", "&amp;").replace("<", "&lt;")


def warc(url, body, *, media_type="text/html", status=200, encoding=None):
    lines = [f"HTTP/1.1 {status} OK", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    lines += [f"Content-Encoding: {encoding}"] if encoding else []
    http = "\r\n".join([*lines, "", ""]).encode() + body
    head = [
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date: 2031-06-01T00:00:00Z",
        f"WARC-Target-URI: {url}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + http + b"\r\n\r\n"


# ----------------------------------------------------------------------------------------------------- one format each


def test_a_page_gives_its_article_and_stays_beside_it():
    html = page(PLAIN, SECOND, head=HEAD)
    taken = one(html, "a.html")
    report = taken.report
    assert report.text == f"Rebels shell Orsk\n\n{BOTH}"
    assert (report.title, report.published, report.outlet) == ("Rebels shell Orsk", "2031-05-02", "Orsk Lantern")
    assert report.url == "https://lantern.example/a"
    assert taken.raw_page == ("text/html", html.encode())


def test_a_page_without_a_stated_day_is_not_dated():
    assert one(page(PLAIN, "The army had come on 4 April 2030."), "a.html").report.published is None


@pytest.mark.parametrize(("charset", "declared"), [("windows-1252", ""), ("iso-8859-2", "iso-8859-2")])
def test_a_page_is_decoded_as_it_declares(charset, declared):
    words = f"{PLAIN} “We stay”, said Škoda." if charset == "windows-1252" else f"{PLAIN} So said Łukasz Dąb."
    head = f'<meta charset="{declared}">' if declared else ""
    assert words in one(page(words, SECOND, head=head).encode(charset), "a.html").report.text


def test_what_the_server_says_of_the_encoding_wins():
    assert "Ősz" in one(page(f"{PLAIN} Ősz said so.").encode("utf-8"), "x", charset="utf-8").report.text


@pytest.mark.parametrize(
    ("item", "text", "published"),
    [
        (f"<description>{escaped(f'<p>{PLAIN}</p><p>{SECOND}</p>')}</description>", BOTH, None),
        (
            f"<description>{escaped(PLAIN)}</description><pubDate>Fri, 02 May 2031 23:30:00 -0500</pubDate>",
            PLAIN,
            "2031-05-02",
        ),
        (
            f"<description>Short.</description><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
            f"<![CDATA[<div>{PLAIN}<br/>{SECOND}</div>]]></content:encoded>",
            BOTH,
            None,
        ),
    ],
)
def test_rss_entries(item, text, published):
    feed = rss(f"<item><title>Rebels &amp; army</title><link>https://lantern.example/1</link>{item}</item>")
    report = one(feed, "https://lantern.example/feed").report
    assert (report.text, report.published) == (text, published)
    assert (report.title, report.outlet) == ("Rebels & army", "Orsk Lantern")
    assert report.url == "https://lantern.example/1"


def test_atom_entries():
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><entry><title>T</title>
        <link href="https://lantern.example/2"/><updated>2031-05-03T00:10:00Z</updated>
        <published>2031-05-02T21:00:00-03:00</published><summary>Short.</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PLAIN}</p><p>{SECOND}</p></div></content>
        </entry></feed>"""
    report = one(feed, "feed").report
    assert (report.text, report.published, report.outlet) == (BOTH, "2031-05-02", "Lantern")


def test_an_empty_feed_is_no_failure():
    assert take(rss(), "feed.xml") == []


ROW = {"headline": "T", "body": PLAIN, "date": "2031-05-02T10:00:00Z", "link": "https://x.example/1"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (json.dumps(ROW | {"source": {"name": "Gazette"}}), "a.jsonl"),
        (json.dumps(ROW | {"source": "Gazette"}, indent=2), "a.json"),
        (json.dumps([ROW | {"publisher": "Gazette"}]), "a.json"),
        ("\ufeff" + json.dumps(ROW | {"outlet": "Gazette"}), "unnamed"),
        (f'Headline,Body,Date,URL,Publisher\nT,"{PLAIN}",2 May 2031,https://x.example/1,Gazette\n', "a.csv"),
        (f'headline;body;date;url;site name;site_name\nT;"{PLAIN}";2031-05-02;https://x.example/1;Gazette\n', "-"),
        (f"headline\tbody\tdate\turl\tsource\r\nT\t{PLAIN}\t20310502\thttps://x.example/1\tGazette\r\n", "a.tsv"),
    ],
)
def test_rows_by_common_column_names(data, name):
    report = one(data, name).report
    assert (report.text, report.title, report.published) == (PLAIN, "T", "2031-05-02")
    assert (report.outlet, report.url) == ("Gazette", "https://x.example/1")


def test_mapped_columns_win():
    columns = {"text": "doc.long", "title": "doc.short", "published": "when"}
    row = {"text": "not this", "doc": {"long": PLAIN, "short": "T"}, "when": "2031-05-02"}
    report = one(json.dumps(row), "a.jsonl", columns=columns).report
    assert (report.text, report.title, report.published) == (PLAIN, "T", "2031-05-02")
    report = one(f'text,words\nno,"{SECOND}"\n', "a.csv", columns={"text": "words"}).report
    assert report.text == SECOND


def test_a_table_cell_keeps_its_lines_and_its_own_encoding():
    first, second = take(b'text,title\n"One.\n\nTwo.",A\n"It is caf\xe9 time.",B\n', "a.csv")
    assert first.report.text == "One.\n\nTwo."
    assert second.report.text == "It is café time."


NITF = f"""<nitf><head><title>Not this</title><docdata><date.issue norm="20310502T101500Z"/></docdata>
    <pubdata name="Northwire" ex-ref="https://wire.example/9"/></head>
    <body><body.head><hedline><hl1>Rebels shell Orsk</hl1></hedline>
    <dateline><location>ORSK, Tolvane</location></dateline>
    </body.head><body.content><block><p>{PLAIN}</p><p>{SECOND}</p></block></body.content></body></nitf>"""


def g2(content, *, status="stat:usable", provider='literal="AFP"'):
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:wire.example,2031:9">
        <itemMeta><provider {provider}/><versionCreated>2031-05-03T09:00:00Z</versionCreated>
        <firstCreated>2031-05-02T09:00:00Z</firstCreated><pubStatus qcode="{status}"/></itemMeta>
        <contentMeta><headline>Rebels shell Orsk</headline></contentMeta>
        <contentSet>{content}</contentSet></newsItem>"""


XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
    <head><title>x</title></head><body><p>{PLAIN}</p><p>{SECOND}</p></body></html></inlineXML>"""


@pytest.mark.parametrize(
    ("data", "agency", "outlet"),
    [
        (f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">{NITF}', None, "Northwire"),
        (g2(XHTML), "AFP", None),
        (g2(f"<inlineXML>{NITF}</inlineXML>"), "AFP", None),
        (g2(f"<inlineData>{BOTH}</inlineData>", provider='qcode="nprov:Northwire"'), None, "Northwire"),
        (
            f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{g2(XHTML)}</itemSet></newsMessage>',
            "AFP",
            None,
        ),
    ],
)
def test_agency_items_in_xml(data, agency, outlet):
    report = one(data, "item.xml").report
    assert (report.text, report.title, report.published) == (BOTH, "Rebels shell Orsk", "2031-05-02")
    assert (report.agency, report.outlet) == (agency, outlet)


def test_what_nitf_alone_tells():
    report = one(NITF, "item.xml").report
    assert (report.dateline, report.url) == ("Orsk", "https://wire.example/9")


@pytest.mark.parametrize(
    "bodies",
    [
        {"body_text": BOTH},
        {"body_xhtml": f"<p>{PLAIN}</p><p>{SECOND}</p>"},
        {
            "bodies": [
                {"role": "caption", "value": "A bridge."},
                {"role": "main", "contenttype": "text/html", "value": f"<p>{PLAIN}</p><p>{SECOND}</p>"},
            ]
        },
    ],
)
def test_ninjs(bodies):
    item = {
        "uri": "tag:wire.example,2031:9",
        "headline": "T",
        "versioncreated": "2031-05-02T09:00:00Z",
        "located": "Orsk",
        "infosources": [{"name": "AFP"}],
        "pubstatus": "usable",
    }
    report = one(json.dumps(item | bodies), "item.json").report
    assert (report.text, report.title, report.published) == (BOTH, "T", "2031-05-02")
    assert (report.agency, report.dateline, report.outlet) == ("AFP", "Orsk", None)


def test_a_withdrawn_item_is_kept_but_not_read():
    taken = one(g2(XHTML, status="stat:canceled"), "item.xml")
    assert taken.report.text == BOTH
    assert taken.skipped == "canceled by its agency"


MAIL = """Received: from x.example\r\nFrom: =?utf-8?q?Orsk_B=C3=BClletin?= <b@x.example>\r\nTo: a@x.example
Subject: Daily\r\n report\r\nDate: Fri, 02 May 2031 23:30:00 -0500\r\nMIME-Version: 1.0\r\n"""


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "rot13", "zlib", "none-such", "latin-1", ""])
def test_a_charset_that_is_none_of_a_page_is_not_used(charset):
    words = f"{PLAIN} So said Łukasz – twice."
    assert (
        words in one(page(words, SECOND).encode(), "x", charset=charset if charset != "latin-1" else None).report.text
    )
    mail = f"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n{words}".encode(
        "latin-1" if charset == "latin-1" else "utf-8", "replace"
    )
    assert one(mail, "x.eml").report.text.startswith(PLAIN)


@pytest.mark.parametrize(
    "body",
    [
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{PLAIN}\r\n\r\n{SECOND}\r\n",
        f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{PLAIN}</p><p>{SECOND}</p></body></html>",
        "Content-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n"
        "Content-Type: text/html\r\n\r\n<p>not this</p>\r\n"
        f"--B\r\nContent-Type: text/plain\r\n\r\n{PLAIN}\r\n\r\n{SECOND}\r\n--B--\r\n",
    ],
)
def test_mail(body):
    report = one(MAIL + body, "unnamed").report
    assert (report.text, report.title) == (BOTH, "Daily report")
    assert (report.published, report.outlet) == ("2031-05-02", "Orsk Bülletin")


def test_a_mailbox():
    letter = "From b@x.example Fri May  2 10:00:00 2031\nFrom: Bulletin <b@x.example>\nSubject: {}\n\n{}\n"
    letter += "\nFrom here it went on.\n>From here on: {}\n\n"
    taken = take("".join(letter.format(n, PLAIN, n) for n in range(3)), "a.mbox")
    assert [t.source for t in taken] == ["a.mbox#1", "a.mbox#2", "a.mbox#3"]
    assert [t.report.text for t in taken] == [f"{PLAIN}\n\nFrom here it went on.\nFrom here on: {n}" for n in range(3)]


def packed_warc(how, *records):
    if how == "plain":
        return b"".join(records)
    if how == "gzip":
        return b"".join(map(gzip.compress, records))
    from fastwarc.stream_io import ZstdWriter

    out = io.BytesIO()
    writer = ZstdWriter(out)
    for record in records:
        writer.write(record)
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize("how", ["plain", "gzip", "zstd"])
def test_an_archive_of_the_web(how):
    html = page(PLAIN, SECOND, head=HEAD).encode()
    data = packed_warc(
        how,
        warc("https://lantern.example/1", html),
        warc("https://lantern.example/logo", b"\x89PNG", media_type="image/png"),
        warc("https://lantern.example/gone", html, status=404),
        warc("https://lantern.example/2", gzip.compress(html), encoding="gzip"),
        warc("https://lantern.example/3", PLAIN.encode(), media_type="text/plain"),
    )
    taken = take(data, "a.warc")
    assert [t.failure for t in taken] == [None] * 3
    assert [t.report.url[-1] for t in taken] == ["1", "2", "3"]
    assert taken[1].report.text == f"Rebels shell Orsk\n\n{BOTH}"
    assert taken[1].raw_page == ("text/html", html)
    assert [t.report.published for t in taken] == ["2031-05-02", "2031-05-02", None]  # the capture's day is none


def test_archived_texts_without_an_answer():
    head = "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    head += "WARC-Date: 2031-06-01T00:00:00Z\r\nWARC-Target-URI: https://lantern.example/1\r\nContent-Type: {}\r\n"
    records = [("warcinfo", "application/warc-fields"), ("conversion", "text/plain"), ("resource", "text/html")]
    data = b""
    for kind, media_type in records:
        body = (page(PLAIN, SECOND) if media_type == "text/html" else PLAIN).encode()
        data += f"{head.format(kind, media_type)}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"
    taken = take(data, "a.warc.wet")
    assert [t.report.text for t in taken] == [PLAIN, f"Rebels shell Orsk\n\n{BOTH}"]


def test_gzip_is_opened_whatever_is_inside():
    assert one(gzip.compress(PLAIN.encode()), "a.txt.gz").report.text == PLAIN
    assert one(gzip.compress(json.dumps(ROW).encode()), "-").report.text == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"<b>{PLAIN}",
        f"From the front, a reporter writes.\n\n{PLAIN}",
        f"[Analysis] {PLAIN}",
        f"Subject: the war\nFrom: our reporter\n\n{PLAIN}",
        f"TEXT, TITLE\n\n{PLAIN} {{",
        f"  {PLAIN}\r\n",
    ],
)
def test_plain_text_stays_as_it_is(text):
    assert one(text, "a.txt").report.text == text


def test_the_outlet_given_wins_everywhere():
    item = f"<item><description>{PLAIN}</description></item>"
    for data, name in [
        (page(PLAIN, SECOND, head=HEAD), "a"),
        (rss(item), "a"),
        (NITF, "a"),
        (json.dumps(ROW), "a"),
        (PLAIN, "a"),
    ]:
        assert one(data, name, outlet="Given").report.outlet == "Given"


# ------------------------------------------------------------------------------------------------ what goes wrong

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
LONG = b"a " * (5 * 2**20)


@pytest.mark.parametrize(
    ("data", "name", "failures"),
    [
        (LAUGHS + "<nitf><body><body.content>&c;</body.content></body></nitf>", "x", ["XML that declares entities"]),
        (LAUGHS + "<rss><channel><item><title>&c;</title></item></channel></rss>", "x", ["XML that declares entities"]),
        (
            '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf>&x;</nitf>',
            "x",
            ["XML that declares entities"],
        ),
        ("<nitf><body>", "x", ["broken XML"]),
        ("<nitf>" + "<a>" * 50_000 + "</a>" * 50_000 + "</nitf>", "x", ["an item without text"]),
        ('<?xml version="1.0"?><kml/>', "x.xml", ["XML of a kind that is not taken in"]),
        ("<rss><channel><item><title>only</title></item></channel></rss>", "x", ["an entry without content"]),
        ("hello", "x.rss", ["a broken feed"]),
        ("<html><body></body></html>", "x", ["no article in the page"]),
        ("<html>" + "<p>x</p>" * 40_000, "x", ["a page of more than 40,000 tags"]),
        (
            '{"text": "One."}\n{broken}\n[1]\n{"text": ""}\n{"text": "Two."}',
            "x",
            [None, "not JSON", "not a JSON object", "no text", None],
        ),
        ('{"text": ' + "[" * 100_000 + "\n", "x.jsonl", ["not JSON"]),
        (b'{"text": "' + LONG + b'"}\n{"text": "One."}', "x.jsonl", ["a line longer than 8 MiB", None]),
        ('{"quote": "One."}', "x.jsonl", ["no text in it; it has 'quote'"]),
        ("a,b\n1,2\n", "x.csv", ["no column for the text (--map text=COLUMN); it has 'a', 'b'"]),
        ("title,text\nA,One\x00.\nB,Two.\n", "x.csv", ["NUL characters in the row", None]),
        (b"title,text\nA," + LONG + b"\nB,Two.\n", "x.csv", ["not a row of CSV: a line longer than 8 MiB", None]),
        ('title,text\nB,Two.\nA,"One.\n', "x.csv", [None, "not a row of CSV: unexpected end of data"]),
        ("title,text\nA\nB,Two.\n", "x.csv", ["no text in it", None]),
        ("title,text\nA,One, two.\nB,Two.\n", "x.csv", ["3 cells under a header of 2", None]),
        ("a,text\n".encode("utf-16"), "x.csv", ["a table in UTF-16"]),
        ("no letters here", "x.mbox", ["a mailbox without messages"]),
        ("From: " + "(" * 50_000 + "\nMIME-Version: 1.0\n\nHello.", "x.eml", [None]),
        ("From: a\nMIME-Version: 1.0\nX: " + "a" * 300_000 + "\n\nHello.", "x.eml", ["headers of more than 256 KiB"]),
        (
            "From: a@b.example\nMIME-Version: 1.0\nContent-Type: image/png\n\nHello.",
            "x.eml",
            ["a message without text"],
        ),
        (b"\x1f\x8b\x08\x00broken", "x.gz", ["broken or cut-off gzip data"]),
        (gzip.compress(PLAIN.encode() * 50)[:-30], "x.txt.gz", ["broken or cut-off gzip data"]),
        (gzip.compress(b" " * (40 * 2**20)), "x.html.gz", ["larger than 16 MiB"]),
        ("WARC/1.0\r\nbroken", "x", ["an archive without pages"]),
        (warc("https://a.example/1", PLAIN.encode(), media_type="image/png"), "x", ["an archive without pages"]),
        ('{"text": "One \\ud800."}', "x", ["the text holds a lone surrogate"]),
        (b"<rss>" + LONG, "x", ["larger than 8 MiB"]),
        ("From: a@b.example\nMIME-Version: 1.0\n\n\x00\x01\x02", "x.eml", ["not text but binary data"]),
        ("", "x.html", ["no article in the page"]),
        (" \n", "x.txt", ["no text in it"]),
        (b"\x00\x01\x02" * 99, "x.txt", ["not text but binary data"]),
    ],
)
def test_what_is_broken_is_told_in_one_line_and_the_rest_goes_on(data, name, failures):
    taken = take(data, name)
    assert len(taken) == len(failures)
    for one_taken, failure in zip(taken, failures, strict=True):
        assert (one_taken.failure is None) == (failure is None)
        assert (one_taken.report is None) == (failure is not None)
        if failure:
            assert one_taken.failure.startswith(failure)
            assert "\n" not in one_taken.failure
            assert len(one_taken.failure) < 400


PAGE = page(PLAIN, SECOND).encode()


@pytest.mark.parametrize(
    ("records", "failures"),
    [
        (
            warc("https://a.example/1", PAGE) + warc("https://a.example/2", PAGE)[:-400],
            [None, "a broken archive, after 1 pages"],
        ),
        (
            gzip.compress(warc("https://a.example/1", PAGE)) + gzip.compress(warc("https://a.example/2", PAGE))[:-60],
            [None, "a broken archive, after 1 pages"],
        ),
        (warc("https://a.example/1", PAGE) + b"\x00garbage" * 99, [None]),
        (
            warc("https://a.example/1", gzip.compress(b"\0" * (40 * 2**20)), encoding="gzip")
            + warc("https://a.example/2", PAGE),
            ["larger than 16 MiB", None],
        ),
        (
            warc("https://a.example/1", gzip.compress(PAGE)[:-20], encoding="gzip") + warc("https://a.example/2", PAGE),
            ["compression that breaks off", None],
        ),
        (
            warc("https://a.example/1", PAGE, encoding="br") + warc("https://a.example/2", PAGE),
            ["in an encoding that is not taken in: br", None],
        ),
    ],
)
def test_broken_archives(records, failures):
    taken = take(records, "x.warc")
    assert [t.failure and t.failure.startswith(f) for t, f in zip(taken, failures, strict=False) if f] == [True] * len(
        [f for f in failures if f]
    )
    assert sum(t.report is not None for t in taken) == failures.count(None)


# ------------------------------------------------------------------------------------- what is not read, and from where


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        (
            "Die Rebellen haben am Freitag die Stadt Orsk beschossen, sagte die Präsidentin. Die Armee bestritt das.",
            "not English: de",
        ),
        ("Повстанцы обстреляли город.", "not English: ru"),
        (PLAIN, None),
        ("Orsk fällt", None),
    ],
)
def test_other_languages_are_kept_but_not_read(text, skipped):
    taken = one(text, "a.txt")
    assert (taken.report.text, taken.skipped) == (text, skipped)
    assert taken.report.language == (skipped.rpartition(" ")[2] if skipped else "en")


@pytest.mark.parametrize(
    ("data", "relevant", "skipped"),
    [
        (BAKERY, None, False),
        (BAKERY, True, True),
        (BAKERY, False, False),
        (PLAIN, True, False),
        (rss(f"<item><description>{BAKERY}</description></item>"), None, True),
        (rss(f"<item><description>{BAKERY}</description></item>"), False, False),
        (rss(f"<item><description>{PLAIN}</description></item>"), None, False),
        (warc("https://a.example/1", page(BAKERY, title="Cakes").encode()), None, True),
    ],
)
def test_the_gate_is_on_for_what_sites_publish_and_off_for_files(data, relevant, skipped):
    taken = one(data, "x", relevant=relevant)
    assert taken.skipped == ("no conflict or diplomacy" if skipped else None)


def test_folders_globs_and_names(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.html").write_text(page(PLAIN, SECOND), encoding="utf-8")
    (tmp_path / "sub" / "a.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "rows.csv").write_text(f'text,title\n"{SECOND}",A\n"{SECOND} Two.",B\n', encoding="utf-8")
    base = str(tmp_path)
    names = [t.source.removeprefix(base + "/") for t in taken_from([base])]
    assert names == ["b.html", "rows.csv#1", "rows.csv#2", "sub/a.txt"]
    assert [t.source for t in taken_from([f"{base}/*.html"])] == [f"{base}/b.html"]
    failures = {t.source: t.failure for t in taken_from([f"{base}/*.eml", f"{base}/no.txt", f"{base}/photo.jpg"])}
    assert list(failures.values()) == ["no file matches", "no such file", "not plain text but a JPEG file"]
    (tmp_path / "empty").mkdir()
    assert [t.failure for t in taken_from([f"{base}/empty"])] == ["a folder without files of a known format"]
    assert [t.failure for t in taken_from(["https://a.example/"])] == ["addresses are not fetched here"]


def test_standard_input_may_be_any_format(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(ROW).encode())))
    assert [t.report.text for t in taken_from(["-"])] == [PLAIN]


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.delitem(sys.modules, "sayso.intake.feeds", raising=False)
    monkeypatch.setitem(sys.modules, "feedparser", None)
    (taken,) = take(rss(), "x")
    assert taken.failure == "needs: pip install 'sayso[intake]'"
