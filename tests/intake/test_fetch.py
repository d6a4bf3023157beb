"""Fetching against a real server on this machine: what is refused, what is limited, how politely it asks."""

import gzip
import time

import pytest

from sayso.errors import IntakeError
from sayso.intake import fetch
from sayso.intake.fetch import Fetcher, Limits, is_public
from tests.intake.web_site import Site

TEXT = b"Rebels shelled the town of Orsk on Friday, President Ola Berg said. The army denied the claim."


@pytest.fixture
def site():
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def fetcher():
    def make(**limits):
        slept = []
        fetcher = Fetcher(Limits(**{"allow_local": True, "host_delay": 0.0} | limits), sleep=slept.append)
        fetcher.slept = slept
        return fetcher

    return make


def failure(fetcher, url):
    with pytest.raises(IntakeError) as caught:
        fetcher.fetch(url)
    assert caught.value.source == url
    assert "\n" not in caught.value.reason
    return caught.value.reason


LOCAL = "an address of the own machine or network (--allow-local to fetch it)"


def test_an_answer_with_what_came_with_it(site, fetcher):
    site.paths["/a"] = (
        200,
        {"Content-Type": "text/HTML; charset=ISO-8859-2", "ETag": '"1"', "Last-Modified": "x"},
        TEXT,
    )
    site.paths["/z"] = (200, {"Content-Encoding": "gzip", "Content-Type": "text/plain"}, gzip.compress(TEXT))
    got = fetcher().fetch(site.url("/a"))
    assert (got.data, got.media_type, got.charset) == (TEXT, "text/html", "iso-8859-2")
    assert (got.etag, got.last_modified, got.url) == ('"1"', "x", site.url("/a"))
    got = fetcher().fetch(site.url("/z"))
    assert (got.data, got.charset) == (TEXT, None)
    assert "sayso/" in site.asked[-1][1]["User-Agent"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/hostname", "only http and https are fetched, not file"),
        ("ftp://a.example/", "only http and https are fetched, not ftp"),
        ("gopher://a.example/", "only http and https are fetched, not gopher"),
        ("https://", "an address without a host"),
        ("http://user:secret@a.example/", "an address with a password in it"),
        ("http://[::1", "not an address"),
        ("http://localhost/", LOCAL),
        ("http://127.0.0.1/", LOCAL),
        ("http://127.1/", LOCAL),
        ("http://2130706433/", LOCAL),
        ("http://0x7f.0.0.1/", LOCAL),
        ("http://0/", LOCAL),
        ("http://10.0.0.1/", LOCAL),
        ("http://169.254.169.254/latest/meta-data/", LOCAL),
        ("http://[::1]/", LOCAL),
        ("http://[::ffff:127.0.0.1]/", LOCAL),
        ("http://nowhere.invalid/", "no such host: nowhere.invalid"),
    ],
)
def test_refused(url, reason, fetcher):
    assert failure(fetcher(allow_local=False), url) == reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("192.0.2.1", False),
        ("240.0.0.1", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public


def test_a_name_is_judged_by_every_address_it_has_and_when_it_is_connected_to(site, fetcher, monkeypatch):
    # A name that is public the first time and local the second is judged by the address that is connected to.
    answers = [["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]]
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    resolve = fetch.socket.getaddrinfo

    def resolved(host, *args, **kwargs):
        if host != "name.example":
            return resolve(host, *args, **kwargs)
        return [(2, 1, 6, "", (ip, site.port)) for ip in answers.pop(0)]

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolved)
    site.paths["/a"] = (200, {"Connection": "close"}, TEXT)
    site.paths["/robots.txt"] = (404, {"Connection": "close"}, b"")
    assert failure(fetcher(allow_local=False), site.url("/a", "name.example")) == LOCAL
    assert site.paths_asked() == ["/robots.txt"]


def test_redirects_are_followed_within_limits_and_judged_like_any_address(site, fetcher, monkeypatch):
    site.paths["/a"] = (302, {"Location": "/b"}, b"")
    site.paths["/b"] = (200, {}, TEXT)
    site.paths["/round"] = (301, {"Location": "/round"}, b"")
    site.paths["/file"] = (302, {"Location": "file:///etc/hostname"}, b"")
    site.paths["/local"] = (302, {"Location": f"http://127.0.0.2:{site.port}/b"}, b"")
    site.paths["/odd"] = (302, {"Location": "http://[::1"}, b"")
    got = fetcher().fetch(site.url("/a"))
    assert (got.data, got.url) == (TEXT, site.url("/b"))
    assert failure(fetcher(), site.url("/round")) == "redirected more than 5 times"
    assert failure(fetcher(), site.url("/file")) == "only http and https are fetched, not file"
    assert failure(fetcher(), site.url("/odd")).startswith("cannot be fetched: Invalid URL")
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    assert failure(fetcher(allow_local=False), site.url("/local")) == LOCAL


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(40):
        handler.wfile.write(f"X-{n}: a\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def silence(handler):
    time.sleep(1.0)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(64):
        handler.wfile.write(b"a" * 2**16)


def cut_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"abc")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (drip, "the server took too long"),
        (drip_headers, "the server took too long"),
        (silence, "the server took too long"),
        (endless, "larger than 1 MiB"),
        (cut_off, "cannot be fetched: "),
        (lambda handler: handler.wfile.write(b"garbage\r\n\r\n"), "cannot be fetched: "),
        ((200, {"Content-Length": str(2**40)}, b""), "larger than 1 MiB"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 2**24)), "larger than 1 MiB"),
        ((200, {"Content-Encoding": "gzip"}, b"garbage"), "broken compression"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(TEXT)[:-9]), "compression that breaks off"),
        ((200, {"Content-Encoding": "br"}, TEXT), "in an encoding that is not taken in: br"),
        ((404, {}, b""), "the server answered 404"),
        ((304, {}, b""), "the server answered 304"),
    ],
)
def test_what_a_server_may_not_do(site, fetcher, answer, reason):
    site.paths["/a"] = answer
    began = time.monotonic()
    assert failure(fetcher(size=2**20, total_time=0.6, step_time=0.4), site.url("/a")).startswith(reason)
    assert time.monotonic() - began < 3


def test_https_is_not_spoken_to_who_cannot(site, fetcher):
    assert failure(fetcher(), site.url("/a").replace("http:", "https:")).startswith("cannot be fetched: ")


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /news/"), "robots.txt does not allow it"),
        ((200, {}, b"User-agent: sayso\nDisallow: /\n\nUser-agent: *\nAllow: /"), "robots.txt does not allow it"),
        ((200, {}, b"User-agent: other\nDisallow: /"), None),
        ((200, {}, b"\xff\xfe<html>"), None),
        ((404, {}, b""), None),
        ((403, {}, b""), None),
        ((500, {}, b""), "robots.txt cannot be had: the server answered 500"),
    ],
)
def test_robots(site, fetcher, robots, reason):
    site.paths |= {"/robots.txt": robots, "/news/a": (200, {}, TEXT)}
    one = fetcher()
    if reason:
        assert failure(one, site.url("/news/a")) == reason
    else:
        assert one.fetch(site.url("/news/a")).data == TEXT
        one.fetch(site.url("/news/a"))
        assert site.paths_asked().count("/robots.txt") == 1


def test_robots_hold_behind_a_redirect_too(site, fetcher):
    site.paths |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /no"),
        "/a": (302, {"Location": "/no"}, b""),
        "/no": (200, {}, TEXT),
    }
    assert failure(fetcher(), site.url("/a")) == "robots.txt does not allow it"
    assert "/no" not in site.paths_asked()


def test_a_host_is_not_asked_again_at_once(site, fetcher):
    site.paths |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 7"), "/a": (200, {}, TEXT)}
    one = fetcher(host_delay=2.0)
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    assert [round(s) for s in one.slept] == [7, 7]


@pytest.mark.parametrize(
    ("answers", "slept", "reason"),
    [
        ([(429, {"Retry-After": "9"}, b""), (200, {}, TEXT)], [9], None),
        ([(503, {}, b""), (500, {}, b""), (200, {}, TEXT)], [2, 4], None),
        ([(503, {}, b"")], [2, 4], "the server answered 503"),
        ([(429, {"Retry-After": "86400"}, b"")], [], "the server answered 429 and asks to wait 86400 seconds"),
        (
            [(429, {"Retry-After": "Fri, 02 May 2031 10:00:00 GMT"}, b"")],
            [],
            "the server answered 429 and asks to wait",
        ),
    ],
)
def test_a_busy_server_is_left_alone_for_a_while(site, fetcher, answers, slept, reason):
    site.paths["/a"] = answers
    one = fetcher()
    if reason:
        assert failure(one, site.url("/a")).startswith(reason)
    else:
        assert one.fetch(site.url("/a")).data == TEXT
    assert one.slept == slept


def test_conditional_requests(site, fetcher):
    site.paths["/a"] = [(200, {"ETag": '"1"'}, TEXT), (304, {}, b"")]
    one = fetcher()
    first = one.fetch(site.url("/a"))
    again = one.fetch(site.url("/a"), etag=first.etag, last_modified=first.last_modified)
    assert again.data is None
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert "If-Modified-Since" not in site.asked[-1][1]
