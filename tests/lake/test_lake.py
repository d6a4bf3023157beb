"""Lakes built without Ray, by a reader of one line: what is read, once, whatever dies on the way."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="needs sayso[scale]")
pytest.importorskip("duckdb", reason="needs sayso[scale]")

import pyarrow as pa
from pyarrow import parquet

import sayso.reading
from sayso.errors import LakeError
from sayso.intake.making import Choices
from sayso.lake import Lake, Slice, ask, build, engine, inputs, planning, pull, tables
from sayso.lake import place as place_
from sayso.lake.building import DIED, UnitReader
from sayso.ledger import open_ledger
from sayso.model import Actor, Report, ReportLedger, Statement, stable_id

NOW = "2026-01-01T00:00:00Z"


class Killed(BaseException):
    """What ends a process between two steps."""


def one_line(report: Report) -> ReportLedger:
    """A reader that is quick: the report itself says its text. Raises on "poison"."""
    if "poison" in report.text:
        raise ValueError("cannot be read")
    if "deadly" in report.text:
        raise Killed
    narrator = Actor(id=stable_id("a", report.outlet), name=report.outlet or "it", kind="media", mentions=())
    statement = Statement(
        id=stable_id("s", report.id), content=((0, len(report.text)),), speakers=(narrator.id,), chain=(narrator.id,),
        stance="assert",
        quote="narration",
    )  # fmt: skip
    return ReportLedger(report=report.head(), actors=(narrator,), statements=(statement,), links=(), balances=())


def serial(
    work: Any, arguments: tuple[Any, ...], rows: Iterable[dict[str, Any]], workers: int, wave: int = 0
) -> Iterator[Any]:
    rows = list(rows)
    does: Callable[[Any], Any] = work(*arguments) if isinstance(work, type) else lambda row: work(row, *arguments)
    return map(does, rows)


@contextmanager
def no_ray(address: str | None, workers: int | None) -> Iterator[int]:
    yield 1


@pytest.fixture(autouse=True)
def _without_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "spread", serial)
    monkeypatch.setattr(engine, "started", no_ray)
    monkeypatch.setattr(sayso.reading, "read", one_line)
    monkeypatch.setattr(planning, "MOST_REPORTS", 3)
    monkeypatch.setattr(tables, "PART", 3)


def told(number: int, **others: object) -> dict[str, object]:
    return {
        "text": f"Soldiers of the two armies fought near the town of Number {number} on Monday, officials said.",
        "published": f"2024-0{1 + number % 3}-1{number % 10}",
        "outlet": "The Daily",
    } | others


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """Two files of lines and one of Parquet; the second and the third repeat reports of the first and of themselves."""
    folder = tmp_path / "in"
    folder.mkdir()
    lines = {"a.jsonl": [*range(7), 2], "b.jsonl": [5, 6, 7, 8, 7, 9]}
    for name, numbers in lines.items():
        (folder / name).write_text("".join(json.dumps(told(n)) + "\n" for n in numbers), "utf-8")
    with (folder / "b.jsonl").open("a") as out:
        out.write(
            json.dumps(told(20, text="A poison that no reader survives, said the ministry of defence."))
            + "\nnot JSON\n"
        )
    parquet.write_table(pa.Table.from_pylist([told(0), told(10), told(11)]), folder / "c.parquet")
    return [str(folder)]


def held(lake: Lake) -> dict[str, bytes]:
    """Every file of a lake."""
    root = Path(lake.uri.removeprefix("file://"))
    return {str(f.relative_to(root)): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


def all_texts(lake: Lake) -> list[str]:
    return [str(text) for (text,) in ask(lake, "SELECT text FROM reports ORDER BY text")[1]]


def test_every_report_is_read_once(sources: list[str], tmp_path: Path) -> None:
    steps: list[str] = []
    built = build(sources, str(tmp_path / "lake"), on_step=steps.append)
    assert (built.inputs, built.reports, built.failures, built.parts) == (3, 12, 2, 6)
    assert steps == [
        *(f"inputs taken in: {n} of 3" for n in range(4)), *(f"parts of months written: {n}" for n in range(7))
    ]  # fmt: skip
    assert ask(Lake(str(tmp_path / "lake")), "SELECT source, reason FROM failures ORDER BY 1")[1] == [
        (f"{sources[0]}/b.jsonl#7", "not read: ValueError: cannot be read"),
        (f"{sources[0]}/b.jsonl#8", "not JSON: Expecting value at character 1"),
    ]
    texts = all_texts(Lake(str(tmp_path / "lake")))
    assert sorted({int(text.split("Number ")[1].split()[0]) for text in texts}) == list(range(12))
    assert len(texts) == 12


@pytest.mark.parametrize(
    ("lengths", "unit", "least", "share", "wanted"),
    [
        ([90] * 6, 1_000, 90, 1, [3, 3]),  # three reports at most
        ([90] * 6, 180, 90, 1, [2, 2, 2]),
        ([90] * 8, 1_000, 90, 3, [2, 2, 1, 1, 1, 1]),  # a third of what is left
        ([90] * 8, 1_000, 180, 3, [2, 2, 2, 2]),
        ([500, 90, 90], 180, 90, 1, [1, 2]),  # none is cut
    ],
)
def test_units_grow_smaller_towards_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    lengths: list[int], unit: int, least: int, share: int, wanted: list[int],
) -> None:  # fmt: skip
    for name, value in (("UNIT", unit), ("LEAST", least), ("SHARE", share)):
        monkeypatch.setattr(planning, name, value)
    texts = [f"Soldiers of the two armies fought near Number {n}. ".ljust(long, "x") for n, long in enumerate(lengths)]
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps(told(1, text=text)) + "\n" for text in texts), "utf-8")
    lake = Lake(str(tmp_path / "lake"))
    build([str(file)], lake.uri)
    assert [lake.read(path).num_rows for path in lake.files("read")] == wanted


def test_nothing_is_read_again(sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build(sources, lake.uri)
    before = held(lake)
    monkeypatch.setattr(sayso.reading, "read", None)
    assert build(sources, lake.uri).parts == 0
    assert held(lake) == before


def test_a_path_and_a_uri_give_the_same_lake(sources: list[str], tmp_path: Path) -> None:
    by_path, by_uri = Lake(str(tmp_path / "one")), Lake(f"file://{tmp_path}/two")
    build(sources, by_path.uri)
    build(sources, by_uri.uri)
    one, two = held(by_path), held(by_uri)
    one.pop(".building")
    assert one == two
    query = "SELECT month, count(*), count(DISTINCT speaker) FROM claims GROUP BY 1 ORDER BY 1"
    assert ask(by_path, query) == ask(by_uri, query)
    assert [row[0] for row in ask(by_uri, query)[1]] == ["2024-01", "2024-02", "2024-03"]


def test_a_path_that_looks_like_a_pattern(sources: list[str], tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake [2024] 'a'"))
    assert build(sources, lake.uri).reports == 12
    assert len(all_texts(lake)) == 12


def test_inputs_of_a_uri(sources: list[str], tmp_path: Path) -> None:
    built = build([f"file://{sources[0]}"], str(tmp_path / "lake"))
    assert (built.inputs, built.reports, built.failures) == (3, 12, 2)


WRITES = ("_write", "remove")


def dying_at(step: int, monkeypatch: pytest.MonkeyPatch, after: bool) -> Callable[[], int]:
    """Have the process end before or after the write or removal of this number; how many there were is answered."""
    count = 0
    for name in WRITES:
        real = getattr(Lake, name)

        def counted(self: Lake, *arguments: Any, real: Any = real) -> None:
            nonlocal count
            count += 1
            if count == step and not after:
                raise Killed
            real(self, *arguments)
            if count == step:
                raise Killed

        monkeypatch.setattr(Lake, name, counted)
    return lambda: count


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_build_killed_at_any_step_goes_on_to_the_same_lake(sources: list[str], tmp_path: Path, after: bool) -> None:
    undisturbed = Lake(str(tmp_path / "undisturbed"))
    with pytest.MonkeyPatch.context() as patch:
        steps = dying_at(-1, patch, after)
        build(sources, undisturbed.uri)
        total = steps()
    assert total > 60
    wanted = held(undisturbed)
    for step in range(5 if after else 1, total + 1, 11):
        lake = Lake(str(tmp_path / f"{step}"))
        with pytest.MonkeyPatch.context() as patch:
            dying_at(step, patch, after)
            with pytest.raises(Killed):
                build(sources, lake.uri)
        build(sources, lake.uri)
        assert held(lake) == wanted, step


def test_more_inputs_than_the_broken_build_had(sources: list[str], tmp_path: Path) -> None:
    """What was begun is finished first: a report that a new input repeats is not read again."""
    lake, folder = Lake(str(tmp_path / "lake")), Path(sources[0])
    with pytest.MonkeyPatch.context() as patch:
        dying_at(9, patch, after=True)
        with pytest.raises(Killed):
            build([str(folder / "b.jsonl")], lake.uri)
    assert lake.has(planning.PLAN)
    build(sources, lake.uri)
    other = Lake(str(tmp_path / "other"))
    build([str(folder / "b.jsonl")], other.uri)
    build(sources, other.uri)
    assert held(lake) == held(other)
    assert len(all_texts(lake)) == len(set(all_texts(lake))) == 12


def test_what_is_half_written_is_swept_away(sources: list[str], tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build(sources, lake.uri)
    before = held(lake)
    (tmp_path / "lake" / "read" / ".000000.parquet.0123.part").write_bytes(b"PAR1")
    build(sources, lake.uri)
    assert held(lake) == before


def test_a_grown_file_gives_its_new_reports_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(told(1)) + "\nnot JSON\n", "utf-8")
    lake = Lake(str(tmp_path / "lake"))
    build([str(file)], lake.uri)
    with file.open("a") as out:
        out.write(json.dumps(told(2)) + "\n")
    built = build([str(file)], lake.uri)
    assert (built.inputs, built.reports, built.failures) == (2, 2, 1)


def test_a_truncated_archive_gives_what_it_has(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="needs sayso[intake]")
    body = (
        "Soldiers of the two armies fought near the town on Monday, and officials said that nine of them were killed."
    )
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\nContent-Type: "
        b"application/http; msgtype=response\r\nContent-Length: " + str(len(http)).encode() + b"\r\n\r\n"
    )
    packed = b"".join(gzip.compress(record % n + http + b"\r\n\r\n") for n in range(4))
    (tmp_path / "a.warc.gz").write_bytes(packed[:-60])
    built = build([str(tmp_path / "a.warc.gz")], str(tmp_path / "lake"), relevant=False)
    assert (built.reports, built.failures) == (3, 1)


def test_a_report_that_workers_die_of_becomes_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    deadly = told(2, text="A deadly text that ends whatever reads it, the ministry of defence said.")
    file.write_text("".join(json.dumps(row) + "\n" for row in (told(1), deadly, told(3))), "utf-8")
    lake = Lake(str(tmp_path / "lake"))
    deaths = 0
    while True:
        try:
            built = build([str(file)], lake.uri)
            break
        except Killed:
            deaths += 1
            assert deaths < 10
    assert (deaths, built.reports, built.failures) == (4, 2, 1)
    rows = [row for path in lake.files("read") for row in lake.read(path).to_pylist()]
    assert [row["failure"] for row in rows] == [None, DIED, None]
    assert not lake.files("trying")


def test_a_kill_is_not_held_against_an_innocent_report(sources: list[str], tmp_path: Path) -> None:
    """Workers that are killed again and again, never of one report, cost no report."""
    lake = Lake(str(tmp_path / "lake"))
    with pytest.MonkeyPatch.context() as patch:
        dying_at(7, patch, after=True)
        with pytest.raises(Killed):
            build(sources, lake.uri)
    unit = next(planning.planned(lake))
    for _ in range(2):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sayso.reading, "read", _dies)
            with pytest.raises(Killed):
                UnitReader(lake.uri)(unit)
    assert build(sources, lake.uri).failures == 2


def _dies(report: Report) -> ReportLedger:
    raise Killed


@pytest.mark.parametrize("uri", ["path", "file"])
def test_a_full_disk_is_told_in_one_line(sources: list[str], tmp_path: Path, uri: str) -> None:
    """What stands for a full disk: a stream that takes no more after its first bytes."""
    lake = Lake(str(tmp_path / "lake") if uri == "path" else f"file://{tmp_path}/lake")
    undisturbed = Lake(str(tmp_path / "undisturbed"))
    build(sources, undisturbed.uri)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place_.parquet.ParquetWriter, "write_table", full)
        with pytest.raises(LakeError, match=r"^taken/.*: cannot be written: .*No space left on device$"):
            build(sources, lake.uri)
    assert not [name for name in held(lake) if name.endswith(".parquet") or name.endswith(".part")]
    build(sources, lake.uri)
    assert {n: b for n, b in held(lake).items() if n != ".building"} == {
        n: b for n, b in held(undisturbed).items() if n != ".building"
    }


@pytest.mark.parametrize("kibibytes", [24, 60, 120, 200, 280])
def test_a_build_goes_on_once_there_is_room(sources: list[str], tmp_path: Path, kibibytes: int) -> None:
    """A real disk, of memory, that is full in taking in, in reading or in writing the tables."""
    undisturbed = Lake(str(tmp_path / "undisturbed"))
    build(sources, undisturbed.uri)
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("needs leave to mount a disk of memory")
    try:
        lake = Lake(str(disk / "lake"))
        with pytest.raises(LakeError, match=r"^[^\n]*No space left on device[^\n]*$"):
            build(sources, lake.uri)
        assert not [name for name in held(lake) if name.endswith(".part")]
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        build(sources, lake.uri)
        assert held(lake) == held(undisturbed)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_an_input_whose_bytes_cannot_be_had_is_not_finished(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk or store that stops answering in the middle: parsers would take it for a damaged file."""

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise OSError(5, "Input/output error")
            return super().read(min(size or 300, 300))

    class Store:
        def open_input_file(self, path: str) -> Failing:
            return Failing(Path(path).read_bytes())

    given = inputs.inputs_of(sources, Choices(), None)[0]
    row = {"uri": given.uri, "size": given.size, "place": given.place}
    monkeypatch.setattr(inputs.fs, "LocalFileSystem", Store)
    with pytest.raises(LakeError, match=r"^[^\n]*jsonl: \[Errno 5\] Input/output error$"):
        inputs.take_in(row, f"file://{tmp_path}/lake", Choices(), None)
    assert not Lake(f"file://{tmp_path}/lake").files("taken")


def test_an_input_that_needs_an_extra_is_not_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n"))
    monkeypatch.setitem(sys.modules, "sayso.intake.warc", None)
    with pytest.raises(LakeError, match=r"a.warc.gz: needs: pip install 'sayso\[intake\]'"):
        build([str(tmp_path / "a.warc.gz")], str(tmp_path / "lake"))
    assert not Lake(str(tmp_path / "lake")).files("inputs")


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl"])
def test_a_damaged_file_is_a_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PAR1 and nothing more \xff\x00")
    built = build([str(tmp_path / name)], str(tmp_path / "lake"))
    assert (built.inputs, built.reports, built.failures) == (1, 0, 1)


def test_a_slice_becomes_a_ledger(sources: list[str], tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build(sources, lake.uri)
    ledger = open_ledger(tmp_path / "slice.sayso", create=True)
    wanted = Slice(since="2024-02-01", until="2024-02-29", actor="the d")
    assert pull(lake, wanted, ledger, now=lambda: NOW) == 4
    assert pull(lake, wanted, ledger, now=lambda: NOW) == 0
    assert {day for (day,) in ledger.sql.execute("SELECT published FROM reports")} == {
        "2024-02-11", "2024-02-14", "2024-02-17", "2024-02-10",
    }  # fmt: skip
    assert pull(lake, Slice(actor="nobody"), ledger, now=lambda: NOW) == 0
    ledger.close()


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", ""])
def test_a_slice_of_no_day_is_refused(day: str) -> None:
    with pytest.raises(LakeError, match=f"^until: no day: {day}$"):
        Slice(until=day)


def test_a_day_is_written_as_days_are() -> None:
    assert Slice(since="20240201").since == "2024-02-01"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("DELETE FROM reports", "not one SELECT"),
        ("SELECT 1; SELECT 2", "not one SELECT"),
        ("COPY reports TO '/dev/null'", "not one SELECT"),
        ("SELECT * FROM read_text('/etc/hostname')", "Permission"),
        ("SELECT nothing FROM reports", "nothing"),
    ],
)
@pytest.mark.parametrize("uri", ["path", "file"])
def test_only_the_lake_can_be_asked(tmp_path: Path, uri: str, query: str, reason: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(told(1)) + "\n", "utf-8")
    lake = Lake(str(tmp_path / "lake") if uri == "path" else f"file://{tmp_path}/lake")
    build([str(file)], lake.uri)
    with pytest.raises(LakeError, match=reason) as raised:
        ask(lake, query)
    assert "\n" not in str(raised.value)


def test_actors_of_many_months_are_named_once(sources: list[str], tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    build(sources, lake.uri)
    assert ask(lake, "SELECT name, count(*) FROM actors GROUP BY 1") == (("name", "count_star()"), [("The Daily", 1)])


@pytest.mark.parametrize(
    ("sources", "reason"),
    [(["nowhere.jsonl"], "no file"), (["file:///nowhere/at/all"], "no file"), (["x9://b/c"], "x9")],
)
def test_sources_that_name_nothing(tmp_path: Path, sources: list[str], reason: str) -> None:
    with pytest.raises(LakeError, match=reason):
        build(sources, str(tmp_path / "lake"))


def test_a_lake_is_written_by_one_command_at_a_time(sources: list[str], tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "lake"))
    with lake.held(), pytest.raises(LakeError, match="another command"):
        build(sources, lake.uri)


def test_columns_are_mapped(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('body,day\n"Nine soldiers were killed near the border on Monday, officials said.",2024-05-01\n')
    built = build([str(file)], str(tmp_path / "lake"), choices=Choices(columns={"text": "body", "published": "day"}))
    assert built.reports == 1
    assert ask(Lake(str(tmp_path / "lake")), "SELECT month FROM reports")[1] == [("2024-05",)]
