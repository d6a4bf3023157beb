"""Fetching addresses politely and safely: web addresses alone, none of a private network, all within limits."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

import sayso
from sayso.errors import IntakeError
from sayso.intake.unpacking import unpacked

AGENT = "sayso"
USER_AGENT = f"{AGENT}/{sayso.__version__} (reads news reports into a ledger of claims)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})
_ROBOTS_LIMIT = 512 * 1024
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take. Times in seconds, sizes in bytes after unpacking."""

    size: int = 32 * 2**20
    total_time: float = 60.0
    """For one answer with its redirects; waiting between attempts is not counted."""
    step_time: float = 15.0
    """For one connection attempt, or one silence of the server."""
    redirects: int = 5
    attempts: int = 3
    host_delay: float = 1.0
    """From one request to a host to the next; robots.txt may ask for more."""
    longest_wait: float = 120.0
    """A server that asks to wait longer is left for another time."""
    allow_local: bool = False
    """Whether addresses of the own machine and network may be fetched."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `data` is None where the server said that nothing has changed."""

    url: str
    """Where it came from in the end, after redirects."""
    data: bytes | None
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None


@dataclass(slots=True)
class _Host:
    robots: RobotFileParser | None = None
    asked_at: float | None = None
    delay: float = 0.0


@dataclass
class Fetcher:
    """Fetches addresses one after the other; remembers robots.txt and the last request of each host.

    `clock` gives seconds that only grow, `sleep` waits for some.
    """

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._guard = _Guard(self.limits, self.clock)
        transport = httpx.HTTPTransport(trust_env=False)
        # httpx cannot be told how to connect; its pool can. What connects here checks the very address it connects to.
        # No connection outlives its answer, so nothing is left to be closed.
        transport._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), max_keepalive_connections=0, network_backend=self._guard
        )
        self._client = httpx.Client(
            transport=transport,
            timeout=self.limits.step_time,
            trust_env=False,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": _ACCEPT},
        )

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What an address answers. `etag` and `last_modified` of an earlier answer make the request conditional.

        Raises IntakeError, naming the address as given: refused by the rules above, by robots.txt or the server, over
        a limit, unreachable.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        where = _checked(url, url)
        for _ in range(self.limits.redirects + 1):
            self._heed_robots(where, url)
            answer = self._persistently(where, headers, url)
            if answer.status not in _REDIRECTS or not answer.header("Location"):
                return self._judged(answer, url, conditional=bool(headers))
            where = _onward(where, answer, url)
        raise IntakeError(url, f"redirected more than {self.limits.redirects} times")

    def _judged(self, answer: _Answer, url: str, *, conditional: bool) -> Fetched:
        if answer.status not in (200, 203) and not (answer.status == 304 and conditional):
            raise IntakeError(url, f"the server answered {answer.status}")
        content_type = httpx.Headers({"Content-Type": answer.header("Content-Type")})
        return Fetched(
            str(answer.url),
            None if answer.status == 304 else answer.body,
            content_type["Content-Type"].partition(";")[0].strip().lower() or None,
            httpx.Response(200, headers=content_type).charset_encoding,
            answer.header("ETag") or None,
            answer.header("Last-Modified") or None,
        )

    def _persistently(self, where: httpx.URL, headers: dict[str, str], url: str) -> _Answer:
        """The answer to a request, asked again after a while where the server is busy."""
        for attempt in range(1, self.limits.attempts + 1):
            self._keep_distance(where)
            answer = self._once(where, headers, url, self.limits.size)
            if answer.status not in _BUSY or attempt == self.limits.attempts:
                return answer
            wait = _retry_after(answer.header("Retry-After"))
            wait = 2.0**attempt if wait is None else wait
            if wait > self.limits.longest_wait:
                raise IntakeError(url, f"the server answered {answer.status} and asks to wait {wait:.0f} seconds")
            self.sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, where: httpx.URL, headers: dict[str, str], url: str, size: int) -> _Answer:
        self._guard.begin(url)
        try:
            with self._client.stream("GET", where, headers=headers, follow_redirects=False) as response:
                declared = response.headers.get("Content-Length", "")
                if declared.isdigit() and int(declared) > size:
                    raise IntakeError(url, f"larger than {size // 2**20} MiB")
                body = b""
                if response.status_code in (200, 203):
                    pieces = self._in_time(response.iter_raw(), url)
                    body = unpacked(pieces, response.headers.get("Content-Encoding", ""), url, size)
                return _Answer(response.status_code, where, dict(response.headers), body)
        except httpx.TimeoutException as error:
            raise IntakeError(url, "the server took too long") from error
        except httpx.InvalidURL as error:
            raise IntakeError(url, "not an address") from error
        except httpx.HTTPError as error:
            reason = " ".join(str(error).split())[:150]
            raise IntakeError(url, f"cannot be fetched: {reason or type(error).__name__}") from error

    def _in_time(self, pieces: Iterable[bytes], url: str) -> Iterable[bytes]:
        for piece in pieces:
            if self._guard.left() <= 0:
                raise IntakeError(url, "the server took too long")
            yield piece

    def _keep_distance(self, where: httpx.URL) -> None:
        host = self._host(where)
        now = self.clock()
        if host.asked_at is not None:
            wait = host.asked_at + max(self.limits.host_delay, host.delay) - now
            if wait > 0:
                self.sleep(wait)
        host.asked_at = self.clock()

    def _host(self, where: httpx.URL) -> _Host:
        return self._hosts.setdefault(f"{where.scheme}://{where.netloc.decode('ascii')}", _Host())

    def _heed_robots(self, where: httpx.URL, url: str) -> None:
        host = self._host(where)
        if host.robots is None:
            host.robots = self._robots(where, url)
            delay = host.robots.crawl_delay(AGENT)
            host.delay = min(float(delay), self.limits.longest_wait) if delay else 0.0
        if not host.robots.can_fetch(AGENT, str(where)):
            raise IntakeError(url, "robots.txt does not allow it")

    def _robots(self, where: httpx.URL, url: str) -> RobotFileParser:
        """The rules of a host, as RFC 9309 has it: none where there is no file, no fetching while it is broken."""
        rules = RobotFileParser()
        at = where.copy_with(raw_path=b"/robots.txt", fragment=None)
        for _ in range(self.limits.redirects + 1):
            self._keep_distance(at)
            answer = self._once(at, {}, url, _ROBOTS_LIMIT)
            if answer.status not in _REDIRECTS or not answer.header("Location"):
                break
            at = _onward(at, answer, url)
        if answer.status >= 500:
            raise IntakeError(url, f"robots.txt cannot be had: the server answered {answer.status}")
        rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return rules


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    url: httpx.URL
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


def _checked(address: str, url: str) -> httpx.URL:
    try:
        where = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise IntakeError(url, "not an address") from error
    if where.scheme not in ("http", "https"):
        raise IntakeError(url, f"only http and https are fetched, not {where.scheme[:20] or 'this'}")
    if not where.host:
        raise IntakeError(url, "an address without a host")
    if where.userinfo:
        raise IntakeError(url, "an address with a password in it")
    return where


def _onward(where: httpx.URL, answer: _Answer, url: str) -> httpx.URL:
    try:
        return _checked(str(where.join(answer.header("Location"))), url)
    except (httpx.InvalidURL, ValueError) as error:
        raise IntakeError(url, "redirected to what is no address") from error


def _retry_after(words: str) -> float | None:
    """Seconds that a server asks to wait, whether it gives them or a time; None where it does not say."""
    if words.strip().isdigit():
        return float(words[:9])
    try:
        until = parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError):
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until.tzinfo else None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; one that wraps another is judged by both."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
        if ip in _NAT64:
            return True
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not special and not ip.is_unspecified


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class _Guard(httpcore.SyncBackend):
    """Connects to addresses that may be fetched, and to no other: the name is resolved once, here."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._until, self._url = 0.0, ""

    def begin(self, url: str) -> None:
        """A new answer is waited for."""
        self._until, self._url = self._clock() + self._limits.total_time, url

    def left(self) -> float:
        """Seconds left for the answer."""
        return self._until - self._clock()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A connection to the first of the host's addresses that answers. Raises IntakeError where one is local."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise IntakeError(self._url, f"no such host: {host[:100]}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._limits.allow_local and not all(map(is_public, addresses)):
            raise IntakeError(self._url, "an address of the own machine or network (--allow-local to fetch it)")
        failure: Exception = httpcore.ConnectError("no address to connect to")
        for address in addresses[:4]:
            try:
                stream = super().connect_tcp(
                    address, port, min(timeout or self.left(), max(self.left(), 0.01)), local_address, socket_options
                )
                return _Timed(stream, self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: raises IntakeError."""
        raise IntakeError(self._url, "not an address of the web")


class _Timed(httpcore.NetworkStream):
    """A connection on which no single step outlives the time for the whole answer."""

    def __init__(self, stream: httpcore.NetworkStream, guard: _Guard) -> None:
        self._stream, self._guard = stream, guard

    def _capped(self, timeout: float | None) -> float:
        left = self._guard.left()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the answer is over")
        return min(timeout or left, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._capped(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._capped(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._capped(timeout)), self._guard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
