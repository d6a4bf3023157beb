"""The commands that show reports side by side."""

import json

import pytest
from typer.testing import CliRunner

from sayso.cli import app

TEXTS = {
    "a.txt": "KYIV, May 4, 2031 - Shelling of a market in Kherson on Saturday killed 12 people, police said.",
    "b.txt": "KYIV, May 4, 2031 - A strike on a market in Kherson on Saturday killed 20 people, the governor said. "
    "The army captured the town of Pokrovsk on Saturday, the General Staff said.",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("war")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    ledger = str(folder / "war.sayso")
    done = CliRunner().invoke(app, ["add", *(str(folder / name) for name in TEXTS), "--ledger", ledger])
    assert done.exit_code == 0, done.output
    return ledger


def run(ledger, *words):
    done = CliRunner().invoke(app, [*words, "--ledger", ledger])
    assert done.exit_code == 0, done.output
    return done.output


def as_json(ledger, *words):
    return [json.loads(line) for line in run(ledger, *words, "--format", "json").splitlines()]


def killed(ledger):
    return next(m for m in as_json(ledger, "matters") if m["question"] == "killed")


def test_matters_are_listed(ledger):
    assert killed(ledger)["reports"] == 2
    assert "How many killed: strike, Kherson" in run(ledger, "matters", "--contested")
    assert run(ledger, "matters", "--since", "2031-06-01") == "0 found\n"


def test_one_matter_is_shown_in_full(ledger):
    matter = killed(ledger)["matter"]
    (full,) = as_json(ledger, "matter", matter)
    assert [(r["measure"], r["low"], r["high"]) for r in full["ranges"]] == [("killed", 12, 20)]
    shown = run(ledger, "matter", matter, "--why")
    assert all(words in shown for words in ("killed: 12 to 20", "contradicts", "place Kherson +2"))


def test_days_and_holders_are_shown(ledger):
    assert {told["day"] for told in as_json(ledger, "timeline")} == {"2031-05-03"}
    assert "nobody says who holds it" in run(ledger, "control", "Nowhere")
    assert "claimed by" in run(ledger, "control", "pokrovsk")


def test_a_matter_that_does_not_stand_is_told(ledger):
    done = CliRunner().invoke(app, ["matter", "m0", "--ledger", ledger])
    assert (done.exit_code, "no matter m0" in done.output) == (1, True)


def test_matters_are_split_and_put_together_again(ledger):
    matter = killed(ledger)["matter"]
    (full,) = as_json(ledger, "matter", matter)
    signed = ["--person", "Ada", "--reason", "two attacks"]
    other = run(ledger, "split-matter", matter, full["members"][0]["statement"], *signed).splitlines()[-1]
    assert [len(m["members"]) for m in as_json(ledger, "matter", other)] == [1]
    assert f"matter {matter} off to {other}" in " ".join(run(ledger, "corrections").split())
    run(ledger, "merge-matters", other, matter, *signed)
    assert len(as_json(ledger, "matter", matter)[0]["members"]) == 2
