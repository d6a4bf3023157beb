"""Which format some bytes are in: by their beginning first, by the name of the file or the server's word second."""

from __future__ import annotations

import codecs
import re
from typing import Literal, get_args

Kind = Literal["text", "html", "feed", "newsml", "rows", "mail", "mbox", "warc", "gzip", "xml"]
KINDS: tuple[Kind, ...] = get_args(Kind)

HEAD = 8192
"""How many bytes of the beginning `kind_of` looks at."""

_SUFFIXES: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".rss": "feed", ".atom": "feed",
    ".nitf": "newsml", ".newsml": "newsml",
    ".json": "rows", ".jsonl": "rows", ".ndjson": "rows", ".csv": "rows", ".tsv": "rows",
    ".eml": "mail", ".mbox": "mbox",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip
_PACKED = (".gz", ".zst")
_MEDIA_TYPES: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html",
    "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/json": "rows", "application/x-ndjson": "rows", "application/jsonl": "rows", "text/csv": "rows",
    "message/rfc822": "mail", "application/mbox": "mbox", "application/warc": "warc",
}  # fmt: skip
_ROOTS: dict[str, Kind] = {
    "html": "html", "rss": "feed", "feed": "feed", "rdf": "feed",
    "newsitem": "newsml", "newsmessage": "newsml", "nitf": "newsml",
}  # fmt: skip

# Columns by the names they commonly have, best first. A column is matched whatever its case, "-" and " " as "_".
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "article_text", "full_text", "fulltext", "body_text", "article", "content", "story", "maintext",
        "article_body", "articlebody",
    ),
    "title": ("title", "headline", "article_title", "heading"),
    "published": (
        "published", "date", "publish_date", "published_at", "publication_date", "pub_date", "pubdate", "date_publish",
        "date_published", "datepublished", "published_date", "article_date", "created_at", "timestamp",
    ),
    "url": ("url", "link", "article_url", "source_url", "permalink", "uri", "web_url"),
    "outlet": (
        "outlet", "source", "publisher", "publication", "source_name", "site_name", "sitename", "newspaper", "site",
        "source_domain", "domain",
    ),
}  # fmt: skip
_TEXTS = frozenset(COLUMN_NAMES["text"])
_OTHERS = frozenset(name for field, names in COLUMN_NAMES.items() if field != "text" for name in names)

_WARC = re.compile(rb"WARC/\d")
_MBOX = re.compile(rb"From \S+ +\w{3} \w{3} +\d[^\r\n]{0,40}\d{4}[^\r\n]{0,40}\r?\n[!-9;-~]+:")
_HEADER = re.compile(rb"[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_MARKS = (b"received:", b"message-id:", b"mime-version:", b"return-path:", b"delivered-to:", b"x-mailer:")
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*(?:\"|\})")
_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype\b[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.I | re.S)
_TAG = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)(?=[\s/>])")
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.I)
_HTML_TAGS = frozenset(
    {"article", "body", "div", "h1", "head", "link", "main", "meta", "p", "script", "section", "title"}
)


def known_suffix(name: str) -> bool:
    """Whether files so named are looked into when a folder is added."""
    stem, suffix = _suffix(name)
    return suffix in _SUFFIXES or suffix in ("", ".txt", ".text", ".xml") or stem.endswith(".warc")


def column_name(name: str) -> str:
    """A column's name as `COLUMN_NAMES` spells it."""
    return name.strip().strip("\ufeff").lower().replace("-", "_").replace(" ", "_")


def kind_of(head: bytes, name: str = "", media_type: str | None = None) -> Kind:
    """The format of bytes that begin with `head`. "gzip" is to be looked into; "xml" is XML of no known kind."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")) or re.match(rb"[\x50-\x5f]\x2a\x4d\x18", head):
        return "warc"
    if _WARC.match(head):
        return "warc"
    if _MBOX.match(head):
        return "mbox"
    if _is_mail(head):
        return "mail"
    words = _words(head)
    if found := _markup(words):
        return found
    suffix = _suffix(name)[1]
    hinted = _SUFFIXES.get(suffix) or _MEDIA_TYPES.get((media_type or "").partition(";")[0].strip().lower())
    if _JSON.match(words) and hinted != "html":
        return "rows"
    if hinted:
        return hinted
    return "rows" if suffix not in (".txt", ".text") and _has_columns(words) else "text"


def _suffix(name: str) -> tuple[str, str]:
    name = name.rpartition("/")[2].lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem else (name, "")


def _is_mail(head: bytes) -> bool:
    at, seen = 0, b""
    while match := _HEADER.match(head, at):
        seen += b"\n" + match.group().lower()
        at = match.end()
    return b"\nfrom:" in seen and any(b"\n" + mark in seen for mark in _MAIL_MARKS)


def _words(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    return head.decode("utf-8-sig", "replace")


def _markup(words: str) -> Kind | None:
    if not words.lstrip().startswith("<"):
        return None
    prologue = _PROLOGUE.match(words)
    begin = prologue.end() if prologue else 0
    root = _TAG.match(words, begin)
    name = root.group(1).lower() if root else ""
    if name in _ROOTS:
        return _ROOTS[name]
    if _HTML_DOCTYPE.search(words, 0, begin) or name in _HTML_TAGS:
        return "html"
    return "xml" if words.lstrip().startswith(("<?xml", "<!DOCTYPE")) else None


def _has_columns(words: str) -> bool:
    first = words.partition("\n")[0].strip()
    cells = {column_name(cell.strip('"')) for cell in re.split(r"[,;\t|]", first)} if len(first) < 2000 else set()
    return bool(cells & _TEXTS) and bool(cells & _OTHERS)
