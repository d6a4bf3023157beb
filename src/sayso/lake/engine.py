"""Ray, started for the time of one command, on this machine or joined on a cluster; work is spread over its workers."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sayso.errors import LakeError, SaysoError

Row = dict[str, Any]

# Rows that are with Ray at a time: what its bookkeeping holds in the driver's memory does not grow with the lake.
WAVE = 5_000
HEAVY = 100
"""The same of rows that name thousands of reports."""


@contextmanager
def started(address: str | None, workers: int | None) -> Iterator[int]:
    """Ray for as long as the block lasts; gives how many workers there are.

    Nothing of Ray's own is sent anywhere or drawn on the terminal. A cluster that was joined goes on afterwards.
    Raises LakeError where it cannot be started or joined.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    import ray

    joined = ray.is_initialized()
    if not joined:
        try:
            with _silenced():
                ray.init(
                    address=address or "local", num_cpus=None if address else workers, include_dashboard=False,
                    log_to_driver=False, logging_level=logging.ERROR, configure_logging=True,
                )  # fmt: skip
        except Exception as error:  # so Ray raises when a busy machine keeps it from starting in time
            ray.shutdown()
            raise LakeError(f"Ray: {' '.join(str(error).split())[:300]}") from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    try:
        yield workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        if not joined:
            ray.shutdown()


def spread(
    work: Callable[..., Any], arguments: tuple[Any, ...], rows: Iterable[Row], workers: int, wave: int = WAVE
) -> Iterator[Row]:
    """What `work` makes of each row, in no fixed order.

    A function is called with row and arguments; a class is made with the arguments once a worker, and called with rows.
    Work that dies with its worker is done again by another. Raises LakeError with the words of an error of ours that
    the work raised, or with what Ray says.
    """
    import ray

    left = iter(rows)
    while sent := list(islice(left, wave)):
        # As words, so that rows come as they were sent: Ray makes arrays of lists and knows no empty rows.
        packed = [{_ROW: json.dumps(row)} for row in sent]
        data = ray.data.from_items(packed, override_num_blocks=len(packed))
        crew = min(workers, len(sent))
        if isinstance(work, type):
            # One row waits at each, since Ray takes .15 s to send the next; more than that others would do sooner.
            pool = ray.data.ActorPoolStrategy(size=crew, max_tasks_in_flight_per_actor=2)
            done = data.map(_Kept, fn_constructor_args=(work, *arguments), compute=pool, num_cpus=1)
        else:
            done = data.map(_called, fn_args=(work, *arguments), concurrency=crew, num_cpus=1)
        try:
            for row in done.iter_rows():
                if _ERROR in row:
                    raise LakeError(row[_ERROR])
                yield row
        except ray.exceptions.RayError as error:
            said = [line.strip() for line in str(error).splitlines() if "Error" in line]
            raise LakeError(f"Ray: {said[-1][:300] if said else type(error).__name__}") from error


def counted(rows: Iterable[Row], step: str, on_step: Callable[[str], None], of: int | None = None) -> Iterator[Row]:
    """The rows; how many there were so far, `of` how many, is told in words."""
    total = f" of {of:,}" if of is not None else ""
    on_step(f"{step}: 0{total}")
    for number, row in enumerate(rows, 1):
        on_step(f"{step}: {number:,}{total}")
        yield row


@contextmanager
def _silenced() -> Iterator[None]:
    """Nothing on standard error: starting, Ray writes there past Python that its log level was set."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


# Ray hands on an error of a worker as words alone; as a row it comes whole.
_ERROR = "error of the work"
_ROW = "row"


def _called(row: Row, work: Callable[..., Row], *arguments: Any) -> Row:
    try:
        return work(json.loads(row[_ROW]), *arguments)
    except SaysoError as error:
        return {_ERROR: str(error)}


class _Kept:
    def __init__(self, work: Callable[..., Callable[[Row], Row]], *arguments: Any) -> None:
        self._work = work(*arguments)

    def __call__(self, row: Row) -> Row:
        return _called(row, self._work)
