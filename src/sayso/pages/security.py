"""What stands between the server and the web: headers, same-origin writes, and the token asked for beyond loopback."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

Next = Callable[[Request], Awaitable[Response]]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE = "sayso_session"
OPEN_PATHS = ("/static/", "/login")
"""What is answered without a token: the way in, and what it needs to look right."""


async def with_headers(request: Request, call_next: Next) -> Response:
    """Every answer forbids inline scripts, outside requests, framing and guessing of types."""
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


class SameOrigin:
    """Refuses writes that another site sent, by what the browser says of their origin."""

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Pass reads, and writes of the same origin or of a program that is no browser."""
        if request.method not in SAFE:
            site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
            foreign = site not in (None, "same-origin", "none")
            if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
                foreign = True
            if foreign:
                return PlainTextResponse("refused: sent by another site", 403)
        return await call_next(request)


class FormSecret:
    """A value known only to pages of this server, that every form sends back."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(24)

    def matches(self, sent: str) -> bool:
        """Whether a form of this server sent it; in constant time."""
        return hmac.compare_digest(self.value.encode(), sent.encode("utf-8", "surrogatepass"))


class Gate:
    """Lets in who holds the token: as a bearer, or by a session begun with it."""

    def __init__(self, token_hash: str) -> None:
        self._hash = token_hash
        self._sessions: set[str] = set()

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Pass requests of a session or with the token; send browsers to the login page."""
        if request.url.path.startswith(OPEN_PATHS) or self._knows(request):
            return await call_next(request)
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/login", 303)
        return PlainTextResponse("a token is needed: Authorization: Bearer …", 401, {"WWW-Authenticate": "Bearer"})

    def _knows(self, request: Request) -> bool:
        if (session := request.cookies.get(COOKIE)) and session in self._sessions:
            return True
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.accepts(token)

    def accepts(self, token: str) -> bool:
        """Whether this is the token."""
        try:
            return PasswordHasher().verify(self._hash, token)
        except (Argon2Error, InvalidHashError):
            return False

    def begin(self) -> str:
        """A new session, for who showed the token."""
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        return session


def new_token() -> tuple[str, str]:
    """A fresh token and its argon2 hash."""
    token = secrets.token_urlsafe(32)
    return token, PasswordHasher().hash(token)
