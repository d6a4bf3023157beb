"""`sayso add` and `sayso watch` take in every format, as a user runs them."""

import json
import sqlite3

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from tests.intake.web_site import Site

PLAIN = "Rebels shelled the town of Orsk on Friday, President Ola Berg said. The army denied the claim."
BAKERY = "The bakery on the corner sold its best cakes to a queue of children who had come with their parents for them."
PAGE = f"""<html><head><title>Rebels shell Orsk</title><meta property="og:site_name" content="Lantern"></head>
    <body><article><h1>Rebels shell Orsk</h1><p>{PLAIN}</p><p>{PLAIN.replace("Friday", "Monday")}</p></article>
    </body></html>"""


def feed(*texts):
    items = "".join(
        f"<item><title>T{n}</title><link>https://lantern.example/{n}</link><description>{text}</description></item>"
        for n, text in enumerate(texts)
    )
    return f"<rss><channel><title>Lantern</title>{items}</channel></rss>".encode()


@pytest.fixture
def site():
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)

    def run(*args):
        return CliRunner().invoke(app, args)

    return run


def rows(tmp_path, query):
    connection = sqlite3.connect(tmp_path / "ledger.sayso")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_add_takes_in_files_of_any_format_once(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"words": PLAIN, "when": "2031-05-02"}), encoding="utf-8")
    (tmp_path / "in" / "c.txt").write_text("Повстанцы обстреляли город.", encoding="utf-8")
    done = run("add", "in", "--map", "text=words,published=when")
    assert (done.stdout, done.stderr, done.exit_code) == ("2 added, 1 skipped; revision 1\n", "", 0)
    assert run("add", "in", "--map", "text=words,published=when").stdout == "3 known; revision 1\n"
    assert rows(
        tmp_path, "SELECT published, outlet, state, reason, language FROM report_versions ORDER BY origin_file"
    ) == [
        (None, "Lantern", "read", None, "en"),
        ("2031-05-02", None, "read", None, "en"),
        (None, None, "skipped", "not English: ru", "ru"),
    ]
    assert rows(tmp_path, "SELECT media_type FROM raw_pages") == [("text/html",)]


def test_add_fetches_an_address(run, site):
    site.paths["/a"] = (200, {"Content-Type": "text/html"}, PAGE.encode())
    done = run("add", site.url("/a"))
    assert done.exit_code == 1
    assert done.stderr.endswith("an address of the own machine or network (--allow-local to fetch it)\n")
    done = run("add", site.url("/a"), "--allow-local")
    assert (done.stdout, done.stderr, done.exit_code) == ("1 added; revision 2\n", "", 0)


def test_watch_adds_what_is_new(run, site, tmp_path):
    site.paths["/robots.txt"] = (404, {}, b"")
    site.paths["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed(PLAIN, BAKERY))
    done = run("watch", site.url("/feed"), "--once", "--allow-local")
    assert done.exit_code == 0
    assert done.stdout.endswith("1 added, 1 skipped; revision 1\n")
    site.paths["/feed"] = (200, {}, feed(PLAIN, BAKERY, PLAIN.replace("Friday", "Monday")))
    done = run("watch", site.url("/feed"), "--once", "--allow-local")
    assert done.stdout.endswith("1 added, 2 known; revision 2\n")


def test_watch_asks_for_changes_alone_also_when_run_again(run, site, tmp_path):
    site.paths["/robots.txt"] = (404, {}, b"")
    site.paths["/feed"] = (200, {"Content-Type": "application/rss+xml", "ETag": '"7"'}, feed(PLAIN))
    assert run("watch", site.url("/feed"), "--once", "--allow-local").stdout.endswith("1 added; revision 1\n")
    site.paths["/feed"] = (304, {}, b"")
    assert run("watch", site.url("/feed"), "--once", "--allow-local").stdout.endswith("nothing; revision 1\n")
    assert [h.get("If-None-Match") for path, h in site.asked if path == "/feed"] == [None, '"7"']


@pytest.mark.parametrize("command", [("watch", "--once"), ("add",)])
def test_linked_pages_are_fetched_once(run, site, tmp_path, command):
    site.paths["/robots.txt"] = (404, {}, b"")
    site.paths["/page"] = (200, {"Content-Type": "text/html"}, PAGE.encode())
    teaser = feed("Rebels shelled Orsk …").replace(b"https://lantern.example/0", site.url("/page").encode())
    site.paths["/feed"] = (200, {"Content-Type": "application/rss+xml"}, teaser)
    for told in ("1 added; revision 1\n", "nothing; revision 1\n"):
        done = run(*command, site.url("/feed"), "--follow", "--allow-local")
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.endswith(told)
    assert site.paths_asked().count("/page") == 1
    assert rows(tmp_path, "SELECT url FROM report_versions") == [(site.url("/page"),)]


@pytest.mark.parametrize("columns", ["body", "body=text", "text=", "text=a,text=b", ""])
def test_a_wrong_mapping_is_a_usage_error(run, columns):
    done = run("add", "x.csv", "--map", columns)
    assert done.exit_code == (2 if columns else 1)
