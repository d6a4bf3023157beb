"""Feeds that carry only teasers: the linked pages are taken, each once, under the address of the link."""

import io

import pytest

from sayso.errors import IntakeError
from sayso.intake.fetch import Fetched
from sayso.intake.making import Choices
from sayso.intake.sources import Addresses, following, taken_from, taken_from_stream

TEASER = "Rebels shelled the town of Orsk on Friday …"
TEXT = "Rebels shelled the town of Orsk on Friday, President Ola Berg said. The army denied the claim and fired back."
PAGE = f"<html><head><title>Orsk shelled</title></head><body><article><p>{TEXT}</p></article></body></html>"
BAKERY = "The bakery on the corner sold its best cakes to a queue of children who had come with their parents for them."
FEED = "https://lantern.example/feed"


def feed(*links):
    items = "".join(
        f"<item><title>{n}</title><link>{link}</link><description>{TEASER}</description>"
        f"<pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f"<rss><channel><title>Lantern</title>{items}</channel></rss>".encode()


class Web:
    """What addresses answer: a body, or an address that it leads to; notes what was asked for."""

    def __init__(self, **pages):
        self.pages = {f"https://lantern.example/{name}": body for name, body in pages.items()}
        self.asked = []

    def fetch(self, url, *, etag=None, last_modified=None):
        self.asked.append(url)
        body = self.pages.get(url)
        if body is None:
            raise IntakeError(url, "robots.txt does not allow it")
        return Fetched(url + "?from=feed", body, None, None, None, None)


@pytest.fixture
def web():
    links = [f"https://lantern.example/{name}" for name in ("a", "b", "none")]
    return Web(feed=feed(*links), a=PAGE.encode(), b=PAGE.replace("Orsk", "Tolvane").encode())


def test_the_linked_pages_are_taken(web):
    first, second, failed = taken_from([FEED], fetcher=lambda: web, follow=lambda link: True)
    assert first.report.text == TEXT
    assert (first.report.url, first.report.published) == ("https://lantern.example/a", "2031-05-02")
    assert first.report.title == "Orsk shelled"
    assert "Tolvane" in second.report.text
    assert (failed.source, failed.failure) == ("https://lantern.example/none", "robots.txt does not allow it")


def test_pages_that_are_not_wanted_are_not_asked_for(web):
    (taken,) = taken_from([FEED], fetcher=lambda: web, follow=lambda link: link.endswith("/b"))
    assert "Tolvane" in taken.report.text
    assert web.asked == [FEED, "https://lantern.example/b"]


def test_pages_are_judged_as_all_pages_are(web):
    web.pages["https://lantern.example/a"] = PAGE.replace(TEXT, BAKERY).replace("Orsk shelled", "Cakes").encode()
    first, *_ = taken_from([FEED], fetcher=lambda: web, follow=lambda link: True)
    assert first.skipped == "no conflict or diplomacy"


def test_entries_without_a_link_and_other_formats_are_taken_as_they_are(web):
    entries = following(Addresses(lambda: web), Choices(), None, lambda link: True)
    unlinked = feed("urn:x:1").replace(TEASER.encode(), TEXT.encode())
    for data in (unlinked, PAGE.encode()):
        (taken,) = taken_from_stream(io.BufferedReader(io.BytesIO(data)), "x", choices=Choices(), entries=entries)
        assert TEXT in taken.report.text
    assert web.asked == []
