"""Files of every format with bytes lost, doubled, flipped and put in: each becomes reports or one-line failures."""

import gzip
import json
import random

import pytest

from tests.intake.test_sources import (
    HEAD,
    MAIL,
    NITF,
    PLAIN,
    ROW,
    SECOND,
    XHTML,
    escaped,
    g2,
    packed_warc,
    page,
    rss,
    take,
    warc,
)

PAGE = page(PLAIN, SECOND, head=HEAD).encode()
RECORD = warc("https://a.example/1", PAGE)
FILES = {
    "a.html": PAGE,
    "a.rss": rss(f"<item><title>t</title><description>{escaped(PLAIN)}</description></item>" * 3).encode(),
    "a.jsonl": (json.dumps(ROW) + "\n").encode() * 3,
    "a.json": json.dumps([ROW, ROW], indent=1).encode(),
    "a.csv": f'title,text\nA,"{PLAIN}"\nB,"{SECOND}"\n'.encode(),
    "nitf.xml": NITF.encode(),
    "g2.xml": g2(XHTML).encode(),
    "a.eml": f"{MAIL}Content-Type: multipart/mixed; boundary=B\n\n--B\n\n{PLAIN}\n--B--\n".encode(),
    "a.mbox": f"From b@x.example Fri May  2 10:00:00 2031\nFrom: b@x.example\n\n{PLAIN}\n\n".encode() * 2,
    "a.warc": RECORD * 2,
    "a.warc.gz": gzip.compress(RECORD) * 2,
    "a.warc.zst": packed_warc("zstd", RECORD),
    "a.txt.gz": gzip.compress(PLAIN.encode()),
}
PIECES = (b"<", b">", b"&", b'"', b"\0", b"\r\n\r\n", b"{", b"[", b"]]>", b"<!--", b"\xff\xfe", b"\xed\xa0\x80")


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed)) if changed else 0
        piece = bytes(changed[at : at + chance.randint(1, 40)])
        how = chance.randrange(4)
        if how == 0:
            del changed[at : at + len(piece)]
        elif how == 1:
            changed[at:at] = piece * chance.randint(1, 50)
        elif how == 2:
            changed[at:at] = chance.choice(PIECES)
        elif changed:
            changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("name", FILES)
def test_mutated_files(name: str) -> None:
    chance = random.Random(name)
    for _ in range(30):
        for taken in take(mutated(FILES[name], chance), name):
            assert (taken.report is None) == (taken.failure is not None)
            if taken.report is None:
                assert "\n" not in taken.failure
                assert len(taken.failure) < 400
            else:
                # All that is stored must be fit for a database.
                for words in (taken.report.text, taken.report.title, taken.report.outlet, taken.report.url):
                    (words or "").encode("utf-8")
