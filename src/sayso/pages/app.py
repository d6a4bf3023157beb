"""The server: pages on one ledger, as HTML, JSON and CSV, with what guards them."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Form, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

import sayso
from sayso import wording
from sayso.model import EventType, Measure, Stance
from sayso.pages.changes import changes
from sayso.pages.routes import Pages
from sayso.pages.security import COOKIE, FormSecret, Gate, SameOrigin, with_headers
from sayso.pages.settings import Settings
from sayso.pages.views.about import about
from sayso.pages.views.claims import claim_rows
from sayso.pages.views.map import map, map_rows
from sayso.pages.views.matter import matter
from sayso.pages.views.matters import matter_rows, matters
from sayso.pages.views.period import LOOKED_AT
from sayso.pages.views.report import report
from sayso.pages.views.review import review, statement
from sayso.pages.views.search import search
from sayso.pages.views.speaker import speaker
from sayso.pages.views.tallies import tallies, tally_rows
from sayso.pages.views.today import today

QUESTIONS = ("event", "responsibility", "control", "demand", "treatment", "issue", *get_args(Measure))
_ACTOR = re.compile(r"a[0-9a-f]{12}")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
STATIC = Path(str(files("sayso.pages"))) / "static"


def create_app(settings: Settings) -> FastAPI:
    """The pages of one ledger. Every address without a suffix is HTML; with .json and .csv it is its data."""
    app = FastAPI(title="sayso", version=sayso.__version__, docs_url=None, redoc_url=None)
    secret = FormSecret()
    templates = _templates(settings, secret)
    router = APIRouter()
    pages = Pages(router, settings, templates)
    pages.add("/", today, "today.html", name="today")
    pages.add("/search", search, "search.html", name="search", rows=lambda p: claim_rows(p.claims))
    pages.add("/reports/{report}", report, "report.html", name="report")
    pages.add("/statements/{statement}", statement, "statement.html", name="statement")
    pages.add("/speakers/{actor}", speaker, "speaker.html", name="speaker", rows=lambda p: claim_rows(p.claims))
    pages.add("/matters", matters, "matters.html", name="matters", rows=matter_rows)
    pages.add("/matters/{matter}", matter, "matter.html", name="matter")
    pages.add("/map", map, "map.html", name="map", rows=map_rows)
    pages.add("/tallies", tallies, "tallies.html", name="tallies", rows=tally_rows)
    pages.add("/review", review, "review.html", name="review")
    pages.add("/about", about, "about.html", name="about")
    # A path parameter takes a dot too: the forms with a suffix must be asked first.
    router.routes.sort(key=lambda route: not getattr(route, "path", "").endswith((".json", ".csv")))
    app.include_router(router)
    app.include_router(changes(settings, secret))
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")

    @app.get("/add", include_in_schema=False)
    def add(request: Request) -> Response:
        return templates.TemplateResponse(
            request, "add.html", {"page": None, "at": None, "here": "add", "read_only": settings.read_only}
        )

    _guard(app, settings, templates)
    _tell_errors(app, templates, settings)
    return app


def _guard(app: FastAPI, settings: Settings, templates: Jinja2Templates) -> None:
    """What every request passes, the last added first."""
    app.add_middleware(BaseHTTPMiddleware, dispatch=SameOrigin())
    if settings.token_hash is not None:
        gate = Gate(settings.token_hash)
        app.add_middleware(BaseHTTPMiddleware, dispatch=gate)
        _add_login(app, gate, templates)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    app.add_middleware(BaseHTTPMiddleware, dispatch=with_headers)


def _add_login(app: FastAPI, gate: Gate, templates: Jinja2Templates) -> None:
    @app.get("/login", include_in_schema=False)
    def login(request: Request) -> Response:
        return templates.TemplateResponse(
            request, "login.html", {"page": None, "at": None, "here": "login", "read_only": True}
        )

    @app.post("/login", include_in_schema=False)
    def enter(request: Request, token: Annotated[str, Form(max_length=500)]) -> Response:
        if not gate.accepts(token):
            raise HTTPException(403, "not the token")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, gate.begin(), httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return answer


def _tell_errors(app: FastAPI, templates: Jinja2Templates, settings: Settings) -> None:
    """Errors in one line: a page for browsers, JSON for programs."""

    def told(request: Request, status: int, reason: str) -> Response:
        if "text/html" not in request.headers.get("accept", "") or request.url.path.endswith((".json", ".csv")):
            return JSONResponse({"detail": reason}, status)
        context = {"page": None, "at": None, "here": "error", "read_only": settings.read_only, "reason": reason}
        return templates.TemplateResponse(request, "error.html", context, status)

    @app.exception_handler(StarletteHTTPException)
    def refused(request: Request, error: StarletteHTTPException) -> Response:
        return told(request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        reasons = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
        return told(request, 422, reasons)


def _templates(settings: Settings, secret: FormSecret) -> Jinja2Templates:
    environment = Environment(
        loader=PackageLoader("sayso.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(
        form_secret=secret.value, version=sayso.__version__, ledger=settings.ledger.name, wording=wording, link=link,
        range=wording.number_range, stances=get_args(Stance), types=get_args(EventType), questions=QUESTIONS,
        looked_at=LOOKED_AT,
    )  # fmt: skip
    # A side that is no actor, such as a state with all that speaks for it, has no page.
    environment.tests["actor"] = lambda name: _ACTOR.fullmatch(name) is not None
    environment.filters.update(
        told=_told,
        day=_day,
        period=_period,
        words=lambda term: str(term).replace("_", " "),
        name_in=lambda a, names: names[a].name,
    )
    return Jinja2Templates(env=environment)


def link(path: str, at: int | None = None, **query: object) -> str:
    """The address of a page with its filters and the revision looked at; what is None, False or "" is left out."""
    asked = {k: v for k, v in {**query, "at": at}.items() if v not in (None, False, "")}
    return f"{path}?{urlencode(asked)}" if asked else path


def _told(words: str) -> Markup:
    """Words with the dates in them kept on one line."""
    return Markup(_DATE.sub(r'<span class="date">\g<0></span>', str(escape(words))))


def _day(iso: str | None) -> str:
    """A date, or the first day of a range of dates, in words."""
    if not iso:
        return "no date"
    try:
        return " to ".join(wording.day(part[:10]) for part in iso.split("/"))
    except ValueError:
        return iso


def _period(start: str | None, end: str | None) -> str:
    if not start:
        return ""
    try:
        return wording.days(str(date.fromisoformat(start)), str(date.fromisoformat(end or start)))
    except ValueError:
        return f"{start} to {end}"
