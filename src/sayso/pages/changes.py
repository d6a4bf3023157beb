"""What a page changes: corrections by a person, each a revision, and reports that are added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from pydantic import ValidationError

from sayso.errors import IntakeError, LedgerError
from sayso.intake import report_from_text
from sayso.intake.fetch import Fetcher, Limits
from sayso.intake.making import Choices
from sayso.intake.sources import is_address, taken_from
from sayso.intake.taken import Taken
from sayso.ledger import Writer, accept, add, edit, merge_actors, open_ledger, reject, revise, split_actor, undo
from sayso.ledger.pointing import actor_called, value_of
from sayso.ledger.rematching import merge_matters, split_matter
from sayso.pages.security import FormSecret
from sayso.pages.settings import Settings
from sayso.reading import read

Person = Annotated[str, Form(min_length=1, max_length=200, description="who makes the change")]
Reason = Annotated[str, Form(min_length=1, max_length=1000, description="why")]
Back = Annotated[str, Form(max_length=2000, description="the page to go back to")]
LONGEST_TEXT = 5_000_000


def changes(settings: Settings, secret: FormSecret) -> APIRouter:
    """The routes that write. Each answers with the page it was sent from."""

    def checked(form_secret: Annotated[str, Form(max_length=200)] = "") -> None:
        if settings.read_only:
            raise HTTPException(403, "this server only shows; it was started with --read-only")
        if not secret.matches(form_secret):
            raise HTTPException(403, "refused: the form is not of this server; reload the page")

    router = APIRouter(dependencies=[Depends(checked)], include_in_schema=False)

    def made(command: str, person: str, reason: str, back: str, change: Callable[[Writer], object]) -> RedirectResponse:
        try:
            ledger = open_ledger(settings.ledger)
            try:
                with revise(ledger, command, time=settings.now(), person=person, reason=reason) as writer:
                    change(writer)
            finally:
                ledger.close()
        except LedgerError as error:
            raise HTTPException(409, error.reason) from error
        return RedirectResponse(own_page(back), 303)

    @router.post("/statements/{statement}/accept")
    def accepted(statement: str, person: Person, reason: Reason, back: Back = "/review") -> RedirectResponse:
        return made("accept", person, reason, back, lambda w: accept(w, statement))

    @router.post("/statements/{statement}/reject")
    def rejected(statement: str, person: Person, reason: Reason, back: Back = "/review") -> RedirectResponse:
        return made("reject", person, reason, back, lambda w: reject(w, statement))

    @router.post("/statements/{statement}/edit")
    def edited(
        statement: str, field: Annotated[str, Form(max_length=200)], value: Annotated[str, Form(max_length=10_000)],
        person: Person, reason: Reason, back: Back = "/review",
    ) -> RedirectResponse:  # fmt: skip
        return made(
            "edit", person, reason, back, lambda w: edit(w, statement, field, value_of(w, statement, field, value))
        )

    @router.post("/actors/merge")
    def merged(
        actor: Annotated[str, Form(max_length=200)], into: Annotated[str, Form(min_length=1, max_length=200)],
        person: Person, reason: Reason, back: Back = "/",
    ) -> RedirectResponse:  # fmt: skip
        return made("merge", person, reason, back, lambda w: merge_actors(w, actor, actor_called(w, into)))

    @router.post("/reports/{report}/split")
    def split(
        report: str, actor: Annotated[str, Form(max_length=200)],
        name: Annotated[str, Form(min_length=1, max_length=200)],
        person: Person, reason: Reason, back: Back = "/review",
    ) -> RedirectResponse:  # fmt: skip
        return made("split", person, reason, back, lambda w: split_actor(w, actor, report, name))

    @router.post("/matters/{matter}/merge")
    def matters_merged(
        matter: str, into: Annotated[str, Form(max_length=200)], person: Person, reason: Reason, back: Back = "/matters"
    ) -> RedirectResponse:
        return made("merge-matters", person, reason, f"/matters/{into}", lambda w: merge_matters(w, matter, into))

    @router.post("/matters/{matter}/split")
    def matter_split(
        matter: str, statements: Annotated[str, Form(max_length=20_000)], person: Person, reason: Reason,
        back: Back = "/matters",
    ) -> RedirectResponse:  # fmt: skip
        return made("split-matter", person, reason, back, lambda w: split_matter(w, matter, statements.split()))

    @router.post("/corrections/{correction}/undo")
    def undone(correction: int, person: Person, reason: Reason, back: Back = "/review") -> RedirectResponse:
        return made("undo", person, reason, back, lambda w: undo(w, correction))

    @router.post("/add")
    def added(
        request: Request,
        text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
        addresses: Annotated[str, Form(max_length=20_000)] = "",
        outlet: Annotated[str, Form(max_length=200)] = "",
        published: Annotated[str, Form(max_length=40)] = "",
        person: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """Read a text, or what the addresses answer (one a line); as server-sent events where they are asked for."""
        taken = _taken(settings, text, addresses.split(), outlet or None, published or None)
        told = _added(settings, taken, person or None)
        if "text/event-stream" in request.headers.get("accept", ""):
            return StreamingResponse(map(_event, told), media_type="text/event-stream")
        done = list(told)
        reports = [t["report"] for t in done if t.get("report")]
        if not reports:
            reason = next((str(t["reason"]) for t in done if t.get("reason")), "nothing was given")
            raise HTTPException(422, reason)
        return RedirectResponse(f"/reports/{reports[-1]}", 303)

    return router


def _taken(
    settings: Settings, text: str, addresses: list[str], outlet: str | None, published: str | None
) -> Iterator[Taken]:
    def fetcher() -> Fetcher:
        return Fetcher(Limits(allow_local=settings.allow_local))

    if text.strip():
        try:
            # A browser sends every line break as two characters; the text came with one.
            plain = text.replace("\r\n", "\n")
            yield Taken("text", report_from_text(plain, published=published, outlet=outlet))
        except (IntakeError, ValidationError) as error:
            yield Taken("text", failure=error.reason if isinstance(error, IntakeError) else "not an ISO 8601 date")
    web = [a for a in addresses if is_address(a)]
    yield from (Taken(a, failure="not an address of the web") for a in addresses if not is_address(a))
    yield from taken_from(web, choices=Choices(outlet=outlet), fetcher=fetcher)


def _added(settings: Settings, taken: Iterable[Taken], person: str | None) -> Iterator[dict[str, object]]:
    """Each report with what became of it, one revision each; last, how many there were."""
    count = 0
    try:
        ledger = open_ledger(settings.ledger, create=True)
    except LedgerError as error:
        yield {"source": str(settings.ledger), "result": "failed", "reason": error.reason}
        return
    try:
        for item in taken:
            (outcome,) = add(ledger, [item], read, command="add", now=settings.now, person=person)
            count += 1
            stands = item.report is not None and outcome.result in ("added", "known", "skipped")
            yield {
                "source": outcome.source, "result": outcome.result, "reason": outcome.reason,
                "report": item.report.id if stands and item.report else None,
                "title": item.report.title if item.report else None,
            }  # fmt: skip
    except LedgerError as error:
        yield {"source": "", "result": "failed", "reason": error.reason}
    finally:
        ledger.close()
    yield {"result": "done", "count": count}


def _event(told: dict[str, object]) -> str:
    return f"data: {json.dumps(told)}\n\n"


def own_page(back: str) -> str:
    """The path to go back to, if it is one of this server; else the first page."""
    parts = urlsplit(back)
    own = not parts.scheme and not parts.netloc and back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if own and back.isprintable() else "/"
