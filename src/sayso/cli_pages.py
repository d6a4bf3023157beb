"""The commands that show a ledger in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli_ledger import DEFAULT_LEDGER, AllowLocal, LedgerFile, opened_ledger, print_line, tell

commands = typer.Typer()
TokenFile = Annotated[Path, typer.Option("--token-file", metavar="FILE", help="Holds the hash of the token.")]
DEFAULT_TOKEN_FILE = Path("sayso.token")


@commands.command()
def serve(
    ledger: LedgerFile = DEFAULT_LEDGER,
    host: Annotated[
        str, typer.Option(help="The address to listen on; beyond loopback a token is asked for.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8765,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A further name that the server answers to.")
    ] = None,
    token_file: TokenFile = DEFAULT_TOKEN_FILE,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show, but let nobody add or correct.")] = False,
    allow_local: AllowLocal = False,
) -> None:
    """Open the ledger as pages in a browser, on this machine alone unless told otherwise."""
    try:
        import uvicorn

        from sayso.pages import Settings, create_app
        from sayso.pages.settings import LOOPBACK
    except ModuleNotFoundError as error:
        tell(f"pages need more packages: pip install 'sayso[page]' ({error.name} is missing)")
        raise typer.Exit(1) from error
    token_hash = None
    if host not in LOOPBACK:
        token_hash = _token_hash(token_file)
    with opened_ledger(ledger, create=not read_only, readonly=read_only):
        pass
    own = (host, *(names or ())) if host not in ("0.0.0.0", "::") else tuple(names or ())
    settings = Settings(
        ledger, hosts=(*Settings.hosts, *own), read_only=read_only, token_hash=token_hash, allow_local=allow_local
    )
    print_line(f"http://{'[' + host + ']' if ':' in host else host}:{port}/  (Ctrl-C ends it)")
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", server_header=False)


@commands.command()
def token(token_file: TokenFile = DEFAULT_TOKEN_FILE) -> None:
    """Make the token that a server beyond loopback asks for. It is shown once; the file keeps only its hash."""
    from sayso.pages.security import new_token

    made, hashed = new_token()
    try:
        token_file.touch(mode=0o600)
        token_file.write_text(hashed + "\n", encoding="ascii")
    except OSError as error:
        tell(f"{token_file}: {error.strerror}")
        raise typer.Exit(1) from error
    print_line(made)


def _token_hash(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        tell(f"{path}: no token to ask for; make one with: sayso token --token-file {path}")
        raise typer.Exit(1) from error


@commands.command()
def demo(ledger: LedgerFile = Path("demo.sayso")) -> None:
    """Fill a ledger with reports on an invented war, to look around in."""
    from sayso.cli_ledger import now
    from sayso.demo import demo_reports
    from sayso.intake.taken import Taken
    from sayso.ledger import add
    from sayso.reading import read

    taken = (Taken(name, report) for name, report in demo_reports())
    with opened_ledger(ledger, create=True) as opened:
        outcomes = add(opened, taken, read, command="demo", now=now)
    added = sum(o.result == "added" for o in outcomes)
    print_line(f"{added} reports added to {ledger}; look at them with: sayso serve --ledger {ledger}")
