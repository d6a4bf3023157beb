"""The pages in a real browser: no errors, no outside requests, no barriers; the main walk by mouse and by keyboard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from sayso.demo import demo_reports
from sayso.pages import Settings

from .conftest import NOW, serving

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra: dev)")

CHROMIUM = os.environ.get("SAYSO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install it or name it in SAYSO_CHROMIUM")

SHOTS = Path(__file__).parent.parent.parent / "screenshots"
# A headless browser on a machine without a graphics card draws the map in software.
ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    """One browser for all tests of this file."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page that notes what it should never do."""

    def __init__(self, browser: sync_api.Browser, server: str, **options: object) -> None:
        self.page = browser.new_page(base_url=server, **options)
        self.page.set_default_timeout(120_000)
        self.wrong: list[str] = []
        own = (server, "data:", "blob:" + server)
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith(own) else self.wrong.append(r.url))

    def open(self, address: str) -> sync_api.Page:
        """Go there and wait until all is drawn."""
        self.page.goto(address, wait_until="networkidle")
        if self.page.locator("#map").count():
            self.page.wait_for_selector("#map[data-drawn]", timeout=60_000)
        return self.page


@pytest.fixture
def watch(browser: sync_api.Browser) -> Iterator[Callable[..., Watched]]:
    """Opens watched pages, and closes them."""
    opened: list[Watched] = []

    def make(server: str, **options: object) -> Watched:
        opened.append(Watched(browser, server, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.page.close()


@pytest.fixture(scope="module")
def addresses(demo_server: str) -> dict[str, str]:
    """Each page by its name."""
    today = httpx.get(f"{demo_server}/today.json").json()
    claim = today["claims"][0]
    _, first = next(demo_reports())
    board = httpx.get(f"{demo_server}/matters.json").json()["matters"]
    killed = next(m["matter"] for m in board if m["question"] == "killed")
    return {
        "today": "/", "report": f"/reports/{claim['report']}", "statement": f"/statements/{claim['statement']}",
        "speaker": f"/speakers/{today['speakers'][0]['actor']}", "search": "/search?words=market", "map": "/map",
        "tallies": "/tallies?group=all", "review": "/review", "about": "/about", "matters": "/matters",
        "matter": f"/matters/{killed}", "first": f"/reports/{first.id}",
    }  # fmt: skip


NAMES = ["today", "report", "statement", "speaker", "search", "map", "tallies", "review", "about", "matters", "matter"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_in_peace_and_bars_nobody(
    watch: Callable[..., Watched], demo_server: str, addresses: dict[str, str], name: str
) -> None:
    watched = watch(demo_server, viewport={"width": 1400, "height": 1000})
    page = watched.open(addresses[name])
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
    found = axe.Axe().run(page)
    barriers = [f"{v['id']}: {v['nodes'][0]['html']}" for v in found.response["violations"] if v["impact"] in SERIOUS]
    assert not barriers
    assert not watched.wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 2560])
def test_nothing_overflows_at_any_width(
    watch: Callable[..., Watched], demo_server: str, addresses: dict[str, str], width: int, scheme: str
) -> None:
    watched = watch(demo_server, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in NAMES:
        page = watched.open(addresses[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert not watched.wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_holds_in_both_schemes(
    watch: Callable[..., Watched], demo_server: str, addresses: dict[str, str], scheme: str
) -> None:
    watched = watch(demo_server, color_scheme=scheme)
    for name in ("today", "report", "matter", "map", "about"):
        found = axe.Axe().run(watched.open(addresses[name]), options={"runOnly": ["color-contrast"]})
        assert not found.response["violations"], name


def test_text_and_cards_light_up_together(
    watch: Callable[..., Watched], demo_server: str, addresses: dict[str, str]
) -> None:
    page = watch(demo_server).open(addresses["report"])
    card = page.locator("[data-card]").first
    statement = card.get_attribute("data-card")
    card.hover()
    assert page.locator(f"[data-statements~='{statement}'].lit").count() >= 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("[data-card]").nth(1)
    assert second.evaluate("card => card === document.activeElement")


def test_pages_can_be_read_without_scripts(
    watch: Callable[..., Watched], demo_server: str, addresses: dict[str, str]
) -> None:
    watched = watch(demo_server, java_script_enabled=False)
    watched.page.goto(addresses["report"])
    assert watched.page.locator(".in-content").count() >= 3
    assert watched.page.locator(".card").count() >= 3
    watched.page.goto(addresses["map"])
    assert watched.page.locator("[data-place]").count() >= 2


def test_a_link_is_drawn_to_the_statement_that_it_answers(
    watch: Callable[..., Watched], demo_server: str, addresses: dict[str, str]
) -> None:
    page = watch(demo_server, viewport={"width": 1400, "height": 1000}).open(addresses["first"])
    tie = page.locator(".tie.against [data-to]", has_text="¶").first
    tie.focus()
    assert page.locator(".drawn path").count() == 1
    assert page.locator(f"[data-card='{tie.get_attribute('data-to')}'].lit").count() == 1


def test_the_map_picks_a_place_and_keeps_it_in_the_address(watch: Callable[..., Watched], demo_server: str) -> None:
    watched = watch(demo_server, viewport={"width": 1200, "height": 900})
    page = watched.open("/map")
    page.click(".listed table >> nth=-1 >> tbody th a >> nth=0")
    place = page.locator("[data-place].lit").get_attribute("data-place")
    assert page.url.endswith(f"#{place}")
    page.reload()
    page.wait_for_selector("#map[data-drawn]", timeout=60_000)
    assert page.locator(f"[data-place='{place}'].lit").count() == 1
    page.locator(".slider input").fill("0")
    assert page.locator(".slider output").inner_text() == "2031-03-03"
    for row in page.locator("tr[data-place]").all():
        assert row.is_visible() == (row.get_attribute("data-since") <= "2031-03-03")
    assert not watched.wrong


def test_right_to_left_words_keep_their_direction(watch: Callable[..., Watched], own_ledger: Path) -> None:
    with serving(Settings(own_ledger, now=lambda: NOW)) as server:
        watched = watch(server)
        page = watched.open("/add")
        page.fill(
            "textarea[name=text]", "أعلن المتحدث\n\nThe army said “الهجوم انتهى” on Monday, and nine were killed."
        )
        page.click("button:has-text('Read')")
        page.click("#progress a")
        first = page.locator(".text").first
        assert first.evaluate("p => getComputedStyle(p).direction") == "rtl"
        assert not watched.wrong


def test_the_walk_from_the_board_to_a_correction_and_back_by_mouse(
    watch: Callable[..., Watched], own_ledger: Path
) -> None:
    with serving(Settings(own_ledger, now=lambda: NOW)) as server:
        watched = watch(server, viewport={"width": 1400, "height": 1000})
        page = watched.open("/")
        assert page.locator("[aria-labelledby=disputed] tr.disputed").count() >= 2
        page.click("nav >> text=Matters")
        page.check("[name=contested]")
        page.select_option("[name=question]", "killed")
        page.click("button:has-text('Show')")
        page.wait_for_url("**contested=true**")
        page.click(".board tbody a >> nth=0")
        assert page.locator(".axis .mark").count() >= 3
        page.click("[aria-labelledby=statements] .claim .from a >> nth=0")
        target = page.url.partition("#")[2]
        assert page.locator(f"#{target}").is_visible()
        page.click(f"[data-card='{target}'] .from a:has-text('check')")
        correct = page.locator(".correct form").first
        correct.locator("[name=person]").fill("Ann")
        correct.locator("[name=reason]").fill("read the report")
        correct.locator("button:has-text('Reject')").click()
        page.wait_for_selector("text=does not stand")
        page.locator("section[aria-label=Corrections] [name=person]").fill("Ann")
        page.locator("section[aria-label=Corrections] [name=reason]").fill("a slip")
        page.click("button:has-text('Undo')")
        page.wait_for_selector("section[aria-label=Correct]")
        page.click("nav >> text=About")
        commands = page.locator(".revisions tbody td:nth-child(3)").all_inner_texts()
        assert commands == ["undo", "reject", "demo"]
        page.click(".revisions tbody tr:nth-child(2) td a")
        assert "As it stood at revision 2" in page.inner_text("[role=status]")
        assert not watched.wrong


def test_the_queue_is_walked_by_keyboard(watch: Callable[..., Watched], own_ledger: Path) -> None:
    with serving(Settings(own_ledger, now=lambda: NOW)) as server:
        watched = watch(server)
        page = watched.open("/review")
        before = page.inner_text("main [role=status]")
        page.keyboard.press("a")  # asks for the name that is missing
        page.keyboard.type("Ann")
        page.keyboard.press("Tab")
        page.keyboard.type("read it")
        page.keyboard.press("Enter")
        page.wait_for_selector("section[aria-label='Latest correction']")
        after = page.inner_text("main [role=status]")
        assert before != after
        page.keyboard.press("u")  # the name is kept
        page.wait_for_function(
            "before => document.querySelector('main [role=status]').innerText === before", arg=before
        )
        page.keyboard.press("n")
        page.wait_for_url("**/review?skip=1")
        assert not watched.wrong


def test_actors_are_merged_and_split_by_keyboard_and_that_is_undone(
    watch: Callable[..., Watched], own_ledger: Path
) -> None:
    with serving(Settings(own_ledger, now=lambda: NOW)) as server:
        watched = watch(server)
        page = watched.open("/review")
        page.fill(".correct [name=person] >> nth=0", "Ann")
        page.fill(".correct [name=reason] >> nth=0", "one and the same")
        page.locator("h1").click()
        for key, value, kind in (("m", "Idris Tahir", "merge"), ("s", "Another Speaker", "split")):
            page.keyboard.press(key)
            page.keyboard.type(value)
            page.keyboard.press("Enter")
            page.wait_for_selector(f"button:has-text('Undo the {kind}')")
            page.locator("h1").click()
            page.keyboard.press("u")
            page.wait_for_selector(f"button:has-text('Undo the {kind}')", state="detached")
        commands = [r["command"] for r in httpx.get(f"{server}/about.json").json()["revisions"]]
        assert commands == ["undo", "split", "undo", "merge", "demo"]
        assert not watched.wrong


def test_a_matter_of_two_thousand_statements_is_paged_through(
    watch: Callable[..., Watched], large_matter: tuple[Path, str]
) -> None:
    ledger, matter = large_matter
    with serving(Settings(ledger, read_only=True)) as server:
        watched = watch(server, viewport={"width": 1400, "height": 1000})
        page = watched.open(f"/matters/{matter}")
        assert "1–50 of 2,000" in page.inner_text("#statements")
        # What a browser lays out in one go without a stutter; all 2,000 would be forty times the statements.
        assert page.evaluate("document.querySelectorAll('*').length") < 4_000
        page.click("[aria-labelledby=statements] [rel=next]")
        page.wait_for_url("**skip=50")
        assert "51–100 of 2,000" in page.inner_text("#statements")
        page.goto(f"/matters/{matter}?skip=1950")
        assert page.locator("[aria-labelledby=statements] article").count() == 50
        assert page.locator("[aria-labelledby=statements] [rel=next]").count() == 0
        assert not watched.wrong
