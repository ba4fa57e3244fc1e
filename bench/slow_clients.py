"""Whether everybody else is served well while hundreds of clients are slow: in sending headers, in sending a form,
in reading the answer, or silent altogether."""

import argparse
import contextlib
import importlib.util
import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bench.server import fill_demo, folder, running
from bench.visitor import Visitor

OTHERS = 4
PAUSE_SECONDS = 1
TOO_LONG_MS = 500
CONNECT_SECONDS = 10

PAGE = b"GET / HTTP/1.1\r\nHost: slow\r\n"
FORM = b"POST /sign-in HTTP/1.1\r\nHost: slow\r\nContent-Length: 5000\r\n"
KIND_OF_FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
# What each sends at once, what it sends every second after that, and whether it reads a byte then.
KINDS = {
    "headers": (PAGE, b"X-A: b\r\n", False),
    "forms": (FORM + KIND_OF_FORM + b"\r\n", b"a", False),
    "readers": (PAGE + b"\r\n", b"", True),
    "silent": (b"", b"", False),
}
SERVERS = {
    "ours": ("app.py",),
    "granian": (
        *("-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-log"),
        *("--host", "127.0.0.1", "--port", "{port}", "app:app"),
    ),
    "waitress": ("-m", "waitress", "--listen=127.0.0.1:{port}", "--threads=2", "app:app"),
    "gunicorn": ("-m", "gunicorn", "--bind=127.0.0.1:{port}", "--workers=2", "--log-level=critical", "app:app"),
}


def be_slow(url: str, kind: str, many: int, ready: multiprocessing.Event, over: multiprocessing.Event) -> None:
    """Holds `many` slow connections until it is over; runs in a process of its own."""
    first, later, reads = KINDS[kind]
    callers = []
    for _ in range(many):
        with contextlib.suppress(OSError):
            callers.append(_call(url, first))
    ready.set()
    while not over.wait(PAUSE_SECONDS):
        for caller in callers:
            with contextlib.suppress(OSError):
                caller.send(later)
                if reads:
                    caller.recv(1)


def _call(url: str, first: bytes) -> socket.socket:
    host, _, port = urlsplit(url).netloc.partition(":")
    caller = socket.socket()
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    caller.settimeout(CONNECT_SECONDS)
    caller.connect((host, int(port)))
    caller.sendall(first)
    caller.setblocking(False)
    return caller


@contextmanager
def slow(url: str, kind: str, many: int) -> Iterator[None]:
    """Slow clients around the block."""
    ready, over = multiprocessing.Event(), multiprocessing.Event()
    process = multiprocessing.Process(target=be_slow, args=(url, kind, many, ready, over), daemon=True)
    process.start()
    try:
        ready.wait(many * 0.1 + CONNECT_SECONDS)
        yield
    finally:
        over.set()
        process.join(CONNECT_SECONDS)
        process.kill()


def others(url: str, seconds: float) -> tuple[list[float], int]:
    """Milliseconds that four ordinary visitors wait for pages, each on a fresh connection; and how often in vain."""
    times: list[float] = []
    errors: list[str] = []
    until = time.perf_counter() + seconds

    def visit() -> None:
        while time.perf_counter() < until:
            begun = time.perf_counter()
            try:
                visitor = Visitor(url, patience=5)
                if visitor.get("/").status != 200:
                    errors.append("status")
                visitor.connection.close()
            except OSError as failure:
                errors.append(type(failure).__name__)
            times.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.01)

    visitors = [threading.Thread(target=visit) for _ in range(OTHERS)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    return sorted(times), len(errors)


def report(server: str, kind: str, times: list[float], errors: int) -> None:
    """One line."""
    p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
    verdict = "well" if p99 <= TOO_LONG_MS and not errors else "NOT WELL"
    print(
        f"{server:9} {kind:8} {len(times):6} {p50:8.1f} {p99:8.1f} {times[-1]:8.1f} {errors:6}  {verdict}", flush=True
    )


def meet(url: str, server: str, kind: str, many: int, seconds: float) -> None:
    """Lets the others come while the slow ones are there, after a while in which the slow ones have arrived."""
    with slow(url, kind, many) if kind in KINDS else contextlib.nullcontext():
        time.sleep(PAUSE_SECONDS)
        report(server, kind, *others(url, seconds))


def main() -> None:
    """Prints how the others fared, for each kind of slowness and each server that is installed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--many", type=int, default=500, help="slow connections")
    options.add_argument("--seconds", type=float, default=20, help="for each kind")
    options.add_argument("--server", choices=SERVERS, action="append", help="only these")
    given = options.parse_args()
    print("server    slow     pages    p50 ms   p99 ms worst ms errors")
    for server in given.server or [name for name in SERVERS if name == "ours" or importlib.util.find_spec(name)]:
        with folder() as instance:
            fill_demo(instance)
            for kind in ("nobody", *KINDS):
                with running(instance, SERVERS[server]) as own:
                    meet(own.url, server, kind, given.many, given.seconds)


if __name__ == "__main__":
    main()
