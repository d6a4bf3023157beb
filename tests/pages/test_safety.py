"""Untrusted text stays text, writes come from the server's own forms, and who may not look does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sayso.intake import report_from_text
from sayso.intake.taken import Taken
from sayso.ledger import add, open_ledger
from sayso.pages import Settings
from sayso.pages.changes import own_page
from sayso.pages.security import new_token
from sayso.reading import read

from .conftest import NOW, serving

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% raw %} {# gone #} ${7*7} #{7*7} <%= 7*7 %>",
    "</style><style>*{display:none}</style>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>link</a>",
    "<!-- --><base href='https://outside.example/'>",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "]]><![CDATA[",
    "\x00\x08\x1b[31m",
]
OWN_TAGS = ('<script type="module" src="/static/', "</script>", '<svg class="bar', "</svg>")
TAGS = re.compile(r"<(/?)(script|img|svg|style|base|b|i)\b[^>]*>", re.IGNORECASE)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """A server on a ledger in which every string that a report brings is a payload."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.sayso"
    ledger = open_ledger(path, create=True)
    for i, payload in enumerate(PAYLOADS):
        text = (
            f"{payload} strike\n\nThe army of {payload} said on Monday that nine people were killed in a strike on "
            f"{payload} near Kyiv.\n\n“We {payload} fired nothing,” General {payload} Smith said. Rebels denied it.\n"
        )
        report = report_from_text(
            text, published="2031-03-03", outlet=payload, title=payload, url=f"javascript:alert({i})"
        )
        add(ledger, [Taken(payload, report)], read, command=payload, now=lambda: NOW, person=payload)
    ledger.close()
    with (
        serving(Settings(path)) as address,
        httpx.Client(base_url=address, headers={"Accept": "text/html"}, timeout=60) as client,
    ):
        yield client, path


def test_no_payload_becomes_markup(hostile: tuple[httpx.Client, Path]) -> None:
    client, path = hostile
    ledger = open_ledger(path, readonly=True)
    reports = [r for (r,) in ledger.sql.execute("SELECT report FROM reports")]
    statements = [s for (s,) in ledger.sql.execute("SELECT statement FROM statements LIMIT 40")]
    speakers = [a for (a,) in ledger.sql.execute("SELECT DISTINCT actor FROM named_actors")]
    ledger.close()
    own = {tag.lower() for tag in TAGS.findall(client.get("/about?at=0").text) for tag in tag if tag}
    assert own <= {"/", "script", "svg"}
    addresses = ["/", "/about", "/matters?alone=true", "/map", "/tallies?group=all", "/review", "/search?words=strike"]
    addresses += [f"/reports/{r}" for r in reports] + [f"/statements/{s}" for s in statements]
    addresses += [f"/speakers/{a}" for a in speakers]
    addresses += [f"/matters/{m['matter']}" for m in client.get("/matters.json?alone=true").json()["matters"][:20]]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        for tag in TAGS.finditer(page.text):
            assert tag.group(0).startswith(OWN_TAGS), f"{address}: {tag.group(0)}"
        assert not re.search(r"<[^>]*\son\w+\s*=", page.text), address
        assert not re.search(r'href="(?!/|#|https?://|data:,|\?)', page.text), address
        assert "49" not in re.findall(r"\{\{.*?\}\}", page.text)
        policy = page.headers["content-security-policy"]
        assert "'unsafe-inline'" not in policy
        assert "default-src 'none'" in policy


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_asked_for_is_shown_as_text(hostile: tuple[httpx.Client, Path], payload: str) -> None:
    client, _ = hostile
    page = client.get("/search", params={"words": payload, "speaker": payload, "place": payload})
    assert page.status_code in (200, 422)
    assert not [t for t in TAGS.finditer(page.text) if "static/page.js" not in t.group(0) and t.group(1) == ""]


@pytest.fixture
def client(own_ledger: Path) -> Iterator[httpx.Client]:
    """A client of a server that may write."""
    settings = Settings(own_ledger, now=lambda: NOW)
    with (
        serving(settings) as address,
        httpx.Client(base_url=address, headers={"Accept": "text/html"}, timeout=60) as client,
    ):
        yield client


def form_of(client: httpx.Client) -> dict[str, str]:
    page = client.get("/review").text
    found = re.search(r'name="form_secret" value="([^"]+)"', page)
    assert found
    return {"form_secret": found.group(1), "person": "Ann", "reason": "read it", "back": "/review"}


def first_waiting(client: httpx.Client) -> str:
    return client.get("/review.json").json()["hand"]["statement"]


@pytest.mark.parametrize(
    ("headers", "change", "status"),
    [
        ({}, {}, 303),
        ({"Origin": "https://outside.example"}, {}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
        ({"Sec-Fetch-Site": "same-site"}, {}, 403),
        ({}, {"form_secret": "guessed"}, 403),
        ({}, {"form_secret": ""}, 403),
        ({}, {"person": ""}, 422),
        ({}, {"reason": ""}, 422),
    ],
)
def test_only_own_forms_write(
    client: httpx.Client, headers: dict[str, str], change: dict[str, str], status: int
) -> None:
    statement = first_waiting(client)
    answer = client.post(f"/statements/{statement}/accept", data={**form_of(client), **change}, headers=headers)
    assert answer.status_code == status
    assert client.get("/today.json").json()["revision"] == (2 if status == 303 else 1)


def test_a_correction_is_a_revision_and_can_be_undone(client: httpx.Client) -> None:
    statement, form = first_waiting(client), form_of(client)
    client.post(f"/statements/{statement}/edit", data={**form, "field": "stance", "value": "doubt"})
    page = client.get(f"/statements/{statement}.json").json()
    assert page["claim"]["stance"] == "doubt"
    (made,) = page["corrections"]
    assert (made["person"], made["reason"], made["revision"]) == ("Ann", "read it", 2)
    client.post(f"/corrections/{made['correction']}/undo", data=form)
    page = client.get(f"/statements/{statement}.json").json()
    assert page["claim"]["stance"] != "doubt"
    assert client.get(f"/statements/{statement}.json?at=2").json()["claim"]["stance"] == "doubt"


def test_matters_are_merged_and_split_and_that_is_undone(client: httpx.Client) -> None:
    form = form_of(client)
    one, other = (m["matter"] for m in client.get("/matters.json").json()["matters"][:2])
    client.post(f"/matters/{one}/merge", data={**form, "into": other})
    assert client.get(f"/matters/{one}.json").status_code == 404
    made = client.get("/review.json").json()["last"]
    client.post(f"/corrections/{made['correction']}/undo", data=form)
    page = client.get(f"/matters/{one}.json").json()
    statement = page["inside"][0]["claim"]["statement"]
    client.post(f"/matters/{one}/split", data={**form, "statements": statement})
    page = client.get(f"/matters/{one}.json").json()
    assert statement not in [i["claim"]["statement"] for i in page["inside"]]


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        ("/statements/s000000000000/accept", {}, "s000000000000"),
        ("/corrections/99/undo", {}, "99"),
        ("/add", {"addresses": "file:///etc/passwd"}, "not an address of the web"),
        ("/add", {"addresses": "http://127.0.0.1:9/"}, "local"),
        ("/add", {"text": "  "}, "nothing was given"),
        ("/add", {"text": "A strike hit the town, the army said.", "published": "soon"}, "not an ISO 8601 date"),
    ],
)
def test_a_wrong_change_is_told_in_one_line(client: httpx.Client, path: str, data: dict[str, str], told: str) -> None:
    answer = client.post(path, data={**form_of(client), **data})
    assert answer.status_code in (409, 422)
    assert told in answer.text


def test_a_text_is_added_with_progress(client: httpx.Client) -> None:
    text = "KYIV, March 3, 2031 (Northwire) - Nine people were killed in a strike, the governor said."
    answer = client.post("/add", data={**form_of(client), "text": text}, headers={"Accept": "text/event-stream"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert '"result": "added"' in answer.text
    assert '"result": "done"' in answer.text
    assert client.get("/today.json").json()["reports"] == 9


def test_read_only_refuses_every_change(own_ledger: Path) -> None:
    with serving(Settings(own_ledger, read_only=True)) as address, httpx.Client(base_url=address, timeout=60) as client:
        statement = first_waiting(client)
        for path in (f"/statements/{statement}/accept", "/add", "/corrections/1/undo"):
            assert client.post(path, data={"person": "Ann", "reason": "x"}).status_code == 403
        assert "<button" not in client.get(f"/statements/{statement}", headers={"Accept": "text/html"}, timeout=60).text


@pytest.mark.parametrize("host", ["outside.example", "127.0.0.1.outside.example", ""])
def test_another_host_name_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


def test_beyond_loopback_the_token_is_asked_for(own_ledger: Path) -> None:
    token, hashed = new_token()
    assert hashed.startswith("$argon2id$")
    with (
        serving(Settings(own_ledger, token_hash=hashed)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        assert client.get("/today.json").status_code == 401
        assert client.get("/today.json", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/today.json", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        browser = {"Accept": "text/html"}
        assert client.get("/", headers=browser).headers["location"] == "/login"
        assert client.post("/login", data={"token": "wrong"}, headers=browser).status_code == 403
        entered = client.post("/login", data={"token": token}, headers=browser)
        assert entered.status_code == 303
        assert "httponly" in entered.headers["set-cookie"].lower()
        assert client.get("/", headers=browser).status_code == 200


@pytest.mark.parametrize(
    ("back", "page"),
    [
        ("/review?skip=3", "/review?skip=3"),
        ("//outside.example/", "/"),
        ("/\\outside.example", "/"),
        ("https://outside.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/review\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_a_form_leads_back_to_this_server_alone(back: str, page: str) -> None:
    assert own_page(back) == page
