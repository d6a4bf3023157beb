"""One page, three forms: a typed view gives data, which are shown as HTML, as JSON and, for a table, as CSV."""

from __future__ import annotations

import csv
import inspect
import io
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, get_type_hints

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel

from sayso.errors import LedgerError
from sayso.exports.csv_tables import safe
from sayso.ledger import Ledger, open_ledger
from sayso.pages.asof import as_of
from sayso.pages.settings import Settings

At = Annotated[int | None, Query(ge=0, le=2**53, description="show the ledger as it stood at this revision")]
Rows = Callable[[Any], tuple[Sequence[str], Sequence[Sequence[object]]]]


class Pages:
    """Registers pages on a router."""

    def __init__(self, router: APIRouter, settings: Settings, templates: Jinja2Templates) -> None:
        self.router, self.settings, self.templates = router, settings, templates

    def add(
        self, path: str, view: Callable[..., BaseModel], template: str, *, rows: Rows | None = None, name: str
    ) -> None:  # fmt: skip
        """Serve `view` at `path` as HTML, at `path`.json as its data, and with `rows` at `path`.csv as a table.

        `view` takes the open ledger and query or path parameters by name. The ledger's views are at the revision asked
        for, unless the view takes `at` and sees to it itself.
        """
        address = "/today" if path == "/" else path
        own_time = "at" in inspect.signature(view).parameters

        def data(at: int | None, arguments: dict[str, Any]) -> BaseModel:
            with opened(self.settings, at, views=not own_time) as ledger:
                return view(ledger, **arguments, **({"at": at} if own_time else {}))

        def html(request: Request, at: At = None, **arguments: Any) -> Response:
            shown = data(at, arguments)
            return self.templates.TemplateResponse(
                request, template, {"page": shown, "at": at, "here": name, "read_only": self.settings.read_only}
            )

        def as_json(at: At = None, **arguments: Any) -> Response:
            return JSONResponse(data(at, arguments).model_dump(mode="json"))

        def as_csv(at: At = None, **arguments: Any) -> Response:
            assert rows is not None
            columns, table = rows(data(at, arguments))
            return Response(as_table(columns, table), media_type="text/csv; charset=utf-8")

        shape = inspect.get_annotations(view, eval_str=True)["return"]
        forms: list[tuple[Callable[..., Response], str, dict[str, Any]]] = [
            (html, path, {"response_class": Response, "include_in_schema": False})
        ]
        forms.append((as_json, f"{address}.json", {"response_model": shape}))
        if rows is not None:
            forms.append((as_csv, f"{address}.csv", {"response_class": Response}))
        for endpoint, where, options in forms:
            _take_parameters(endpoint, view)
            kind = endpoint.__name__.removeprefix("as_")
            self.router.add_api_route(
                where, endpoint, methods=["GET"], name=f"{name}_{kind}", summary=_first_line(view), **options
            )


@contextmanager
def opened(settings: Settings, at: int | None, *, views: bool = True) -> Iterator[Ledger]:
    """The ledger, open for reading, with its views as of a revision if one is asked for. Errors become 404 or 503."""
    try:
        ledger = open_ledger(settings.ledger, readonly=True)
    except LedgerError as error:
        raise HTTPException(503, str(error)) from error
    try:
        if at is not None and at > ledger.revision:
            raise HTTPException(404, f"no revision {at}: the latest is {ledger.revision}")
        with as_of(ledger, at if views else None):
            yield ledger
    except sqlite3.DatabaseError as error:
        raise HTTPException(503, f"the ledger cannot be read: {error}") from error
    finally:
        ledger.close()


def as_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """CSV with a header, its cells harmless to spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _take_parameters(endpoint: Callable[..., Any], view: Callable[..., Any]) -> None:
    """Give the endpoint the parameters of the view, by which the framework reads and documents them."""
    own = [p for p in inspect.signature(endpoint).parameters.values() if p.kind is not p.VAR_KEYWORD]
    hints = get_type_hints(view, include_extras=True)
    own_hints = get_type_hints(endpoint, include_extras=True)
    asked = [p for p in inspect.signature(view).parameters.values() if p.name not in ("ledger", "at")]
    parameters = [p.replace(annotation=own_hints[p.name], kind=p.KEYWORD_ONLY) for p in own]
    parameters += [p.replace(annotation=hints[p.name], kind=p.KEYWORD_ONLY) for p in asked]
    endpoint.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]


def _first_line(view: Callable[..., Any]) -> str:
    return (view.__doc__ or "").strip().splitlines()[0]
