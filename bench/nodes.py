"""A cluster of Ray on this machine: nodes as processes of their own, each with its own cores, over loopback."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

HOST = "127.0.0.1"
MEMORY = 200 * 2**20
"""Bytes of shared memory of a node."""
PATIENCE = 120
"""Seconds to wait for all nodes."""


@contextmanager
def cluster(nodes: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a cluster of so many nodes with one core each, and the environment of who joins it.

    All its processes are ended afterwards. Raises RuntimeError where it does not come up.
    """
    # Newer Rays let in only who knows the cluster's token.
    environment = os.environ | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    address = f"{HOST}:{_free_port()}"
    started: list[subprocess.Popen[bytes]] = []
    # Who is told to end must end these too.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="ray", dir="/tmp")  # paths of sockets are short
    try:
        head = ["--head", f"--port={address.rpartition(':')[2]}", "--include-dashboard=false", f"--temp-dir={folder}"]
        started.append(_start(head, environment))
        _wait(address, 1, environment)
        started += (_start([f"--address={address}"], environment) for _ in range(nodes - 1))
        _wait(address, nodes, environment)
        yield address, environment
    finally:
        for each in reversed(started):
            _end(each)
        signal.signal(signal.SIGTERM, before)
        shutil.rmtree(folder, ignore_errors=True)


def _start(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    given = ["--block", "--num-cpus=1", f"--object-store-memory={MEMORY}", f"--node-ip-address={HOST}"]
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", *given, "--disable-usage-stats", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends its own processes when it is told to end; what is left of its group is killed."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(30)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait(address: str, nodes: int, environment: dict[str, str]) -> None:
    # In a process of its own: this one may have joined another cluster.
    program = (
        "import ray, sys; ray.init(address=sys.argv[1], log_to_driver=False, logging_level='ERROR');"
        "print(sum(n['Alive'] for n in ray.nodes()))"
    )
    ends, said = monotonic() + PATIENCE, ""
    while monotonic() < ends:
        done = subprocess.run([sys.executable, "-c", program, address], capture_output=True, text=True, env=environment)
        if done.stdout.strip() == str(nodes):
            return
        said = done.stdout + done.stderr
        sleep(0.5)
    raise RuntimeError(f"not {nodes} nodes after {PATIENCE} seconds: {said[-300:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
