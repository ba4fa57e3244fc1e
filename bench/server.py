"""A server of our own for one benchmark: a free port, a folder of its own, ended and removed afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.visitor import Visitor

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 30
TICKS = os.sysconf("SC_CLK_TCK")
KILOBYTE = 1024


class Server:
    """A running server: where it is, what its workers use."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, instance: Path) -> None:
        self.process, self.url, self.instance = process, url, instance

    def visitor(self) -> Visitor:
        """A new browser that knows nobody."""
        return Visitor(self.url)

    def workers(self) -> list[int]:
        """The processes that answer: the children, or the server itself if it has none."""
        own = self.process.pid
        children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        return [int(one) for one in children] or [own]

    def cpu_seconds(self) -> float:
        """Processor time used so far by the server and its workers together."""
        return sum(_cpu(one) for one in {self.process.pid, *self.workers()})

    def memory(self) -> list[dict[str, float]]:
        """For each worker, in MB: all it sees (rss), its fair share (pss), what is only its own (uss)."""
        return [_memory(one) for one in self.workers()]


def _cpu(process: int) -> float:
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


def _memory(process: int) -> dict[str, float]:
    kilobytes = {"rss": 0, "pss": 0, "uss": 0}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split()[0], int(line.split()[1])
        if name in ("Rss:", "Pss:"):
            kilobytes[name[:3].lower()] = value
        elif name in ("Private_Clean:", "Private_Dirty:"):
            kilobytes["uss"] += value
    return {name: value / KILOBYTE for name, value in kilobytes.items()}


def free_port() -> int:
    """A port of the loopback that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(instance: Path, **more: str) -> dict[str, str]:
    """The environment for a place of its own; settings of whoever runs the benchmark are left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MENTORSHIP_", "DATABASE_URL"))}
    return {**kept, "MENTORSHIP_INSTANCE": str(instance), "HOST": "127.0.0.1", **more}


def fill_demo(instance: Path) -> None:
    """Invites the people of the demonstration."""
    command = [sys.executable, "-m", "flask", "--app", "app", "demo"]
    subprocess.run(command, cwd=ROOT, env=environment(instance), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="mentorship-bench-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def running(instance: Path, command: Sequence[str] = ("app.py",), **more: str) -> Iterator[Server]:
    """`python app.py`, or another `command` with {port} in it, until the end of the block."""
    port = free_port()
    started = subprocess.Popen(
        [sys.executable, *(part.format(port=port) for part in command)],
        cwd=ROOT,
        env=environment(instance, PORT=str(port), **more),
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(started, port)
        yield Server(started, f"http://127.0.0.1:{port}", instance)
    finally:
        _end(started)


@contextmanager
def demo() -> Iterator[Server]:
    """A server with the demonstration in it."""
    with folder() as instance:
        fill_demo(instance)
        with running(instance) as server:
            yield server


def answers(port: int) -> bool:
    """Whether anybody takes calls there."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(started: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not answers(port):
        if started.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the server did not start")
        time.sleep(0.01)


def _end(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    try:
        started.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        started.kill()
        started.wait()
