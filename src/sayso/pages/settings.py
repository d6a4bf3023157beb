"""How a server of pages is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Settings:
    """What a server shows and to whom."""

    ledger: Path
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names under which the server answers; a request with another Host header is refused."""
    read_only: bool = False
    token_hash: str | None = None
    """The argon2 hash of the token that is asked for; None asks for none, which is for loopback alone."""
    allow_local: bool = False
    """Whether addresses added from the page may lie on this machine or its network."""
    now: Callable[[], str] = _now
    """The time of a revision, ISO 8601 in UTC."""
