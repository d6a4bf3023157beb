"""Formats are told by their beginning first, by name or media type second."""

import pytest

from sayso.intake.formats import HEAD, kind_of, known_suffix


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"<!DOCTYPE html><p>", "a.txt", "html"),
        (b"\xef\xbb\xbf\n<!-- x --><html lang=en>", "", "html"),
        (b"<p>Words", "", "html"),
        (b"<b>Words", "", "text"),
        (b"Words", "a.html", "html"),
        (b'<?xml version="1.0"?>\n<?xml-stylesheet href="x"?><rss version="2.0">', "a.html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "", "feed"),
        (b'<!DOCTYPE nitf SYSTEM "x.dtd">\n<nitf>', "", "newsml"),
        (b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>', "", "newsml"),
        ('<?xml version="1.0" encoding="utf-16"?><newsItem >'.encode("utf-16"), "", "newsml"),
        (b"<?xml version='1.0'?><kml>", "", "xml"),
        (b'{"text": "x"}', "a.txt", "rows"),
        (b'[\n {"text": "x"}]', "", "rows"),
        (b"[Photo] Words", "", "text"),
        (b"{Photo} Words", "", "text"),
        (b"title,text\n", "", "rows"),
        (b"title,text\n", "a.txt", "text"),
        (b"title,body of the text\n", "", "text"),
        (b"words", "a.CSV", "rows"),
        (b"Received: x\r\n by y\r\nFrom: a@b.example\r\n", "", "mail"),
        (b"From: us\nTo: you\n", "", "text"),
        (b"From: us\nTo: you\n", "a.eml", "mail"),
        (b"From a@b.example Fri May  2 10:00:00 2031\nFrom: a@b.example\n", "", "mbox"),
        (b"From Kyiv Fri May  2 10:00:00 2031\nwords\n", "", "text"),
        (b"WARC/1.1\r\n", "", "warc"),
        (b"\x28\xb5\x2f\xfd", "a.warc.zst", "warc"),
        (b"\x1f\x8b\x08", "a.warc.gz", "gzip"),
        (b"", "a.warc.gz", "warc"),
        (b"", "", "text"),
        (b"\xff\xfe\x00", "", "text"),
        (b"<!---->" * (HEAD // 7), "", "text"),
        (b"<" * HEAD, "", "text"),
    ],
)
def test_kinds(head, name, kind):
    assert kind_of(head, name) == kind


def test_what_the_server_says():
    assert kind_of(b"Words", "https://a.example/x", "text/html; charset=utf-8") == "html"
    assert kind_of(b'{"text": "x"}', "https://a.example/x", "application/json") == "rows"
    assert kind_of(b"<rss>", "https://a.example/x", "text/html") == "feed"
    assert kind_of(b"Words", "https://a.example/x", "application/octet-stream") == "text"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a.txt", True), ("a", True), ("a.HTML", True), ("a.warc.gz", True), ("a.jsonl.gz", True), ("a.jpg", False),
        (".hidden", True), ("a.tar.gz", False), ("a.pdf", False),
    ],
)  # fmt: skip
def test_suffixes(name, known):
    assert known_suffix(name) is known
