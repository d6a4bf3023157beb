"""Ray, started for the time of one command, on this machine or joined on a cluster."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def started(address: str | None, workers: int | None) -> Iterator[int]:
    """Ray for as long as the block lasts; gives how many workers there are.

    Nothing of Ray's own is sent anywhere or drawn on the terminal. A cluster that was joined goes on afterwards.
    """
    import os

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray

    joined = ray.is_initialized()
    if not joined:
        ray.init(
            address=address, num_cpus=None if address else workers, include_dashboard=False, log_to_driver=False,
            logging_level=logging.ERROR, configure_logging=True,
        )  # fmt: skip
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        cores = ray.cluster_resources().get("CPU", 1)  # type: ignore[no-untyped-call]
        yield workers or max(1, int(cores))
    finally:
        if not joined:
            ray.shutdown()
