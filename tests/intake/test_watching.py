"""A watch tells what is new since its last look, and leaves alone what fails."""

import os

import pytest

from sayso.errors import IntakeError
from sayso.intake.fetch import Fetched
from sayso.intake.watching import Stamp, Watch

TEXT = "Rebels shelled the town of Orsk on Friday, President Ola Berg said. The army denied the claim."
FEED = "https://lantern.example/feed"


def feed(*numbers):
    items = "".join(
        f"<item><title>{n}</title><link>https://lantern.example/{n}</link><description>{TEXT}</description></item>"
        for n in numbers
    )
    return f"<rss><channel><title>Lantern</title>{items}</channel></rss>".encode()


class Answers:
    """Answers in turn instead of the web's; notes under which conditions it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def fetch(self, url, *, etag=None, last_modified=None):
        self.asked.append((etag, last_modified))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Fetched(url, answer, "application/rss+xml", None, f'"{len(self.asked)}"', None)


def test_a_feed_is_asked_for_changes_only():
    answers = Answers(feed(1, 2), None, feed(3))
    watch = Watch([FEED], fetcher=lambda: answers)
    looks = [[t.report.url[-1] for t in watch.look()] for _ in range(3)]
    assert looks == [["1", "2"], [], ["3"]]
    assert answers.asked == [(None, None), ('"1"', None), ('"1"', None)]


def test_what_an_earlier_watch_was_told_is_kept():
    first = Watch([FEED], fetcher=lambda: Answers(feed(1)))
    assert first.stamps == {}
    list(first.look())
    answers = Answers(None)
    second = Watch([FEED], fetcher=lambda: answers, stamps=first.stamps)
    assert list(second.look()) == []
    assert answers.asked == [('"1"', None)]
    assert second.stamps == first.stamps == {FEED: Stamp('"1"', None)}


def test_entries_that_were_not_taken_are_asked_for_again():
    answers = Answers(feed(1, 2), feed(1, 2))
    watch = Watch([FEED], fetcher=lambda: answers)
    next(iter(watch.look()))  # stopped at the first
    assert len(list(watch.look())) == 2
    assert answers.asked == [(None, None), (None, None)]


def test_a_failing_feed_is_left_alone_for_longer_each_time():
    answers = Answers(*[IntakeError(FEED, "the server answered 500")] * 3, feed(1), feed(2))
    watch = Watch([FEED], fetcher=lambda: answers)
    looks = [[t.failure or t.report.url[-1] for t in watch.look()] for _ in range(9)]
    told = ["the server answered 500"]
    assert looks == [told, told, [], told, [], [], [], ["1"], ["2"]]


@pytest.fixture
def folder(tmp_path):
    def write(name, words, at):
        (tmp_path / name).write_text(words, encoding="utf-8")
        os.utime(tmp_path / name, (at, at))

    return tmp_path, write


def test_a_folder_tells_what_is_new_or_changed(folder):
    path, write = folder
    now = [1000.0]
    watch = Watch([str(path)], clock=lambda: now[0])
    assert list(watch.look()) == []
    write("a.txt", TEXT, 900)
    write("b.txt", "Half a sent", 999)  # still being written
    assert [t.source[-5:] for t in watch.look()] == ["a.txt"]
    now[0] = 1100.0
    write("b.txt", f"{TEXT} More.", 1050)
    write("a.txt", f"{TEXT} Changed.", 1060)
    assert [t.report.text[-8:] for t in watch.look()] == ["Changed.", "m. More."]
    assert list(watch.look()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    watch = Watch([str(tmp_path / "none"), FEED])
    assert [t.failure for t in watch.look()] == ["no such file", "addresses are not fetched here"]
