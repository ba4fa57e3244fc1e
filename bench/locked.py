"""What people notice while another process holds the write lock of SQLite: reading goes on, writing is told to wait."""

import argparse
import threading
import time
from collections import Counter
from contextlib import closing

import apsw

from bench.server import Server, demo
from bench.visitor import Form, Visitor

READERS = 4
WRITERS = 4
PAGES = ("/", "/people", "/suggestions", "/connections")
LONGEST_ANSWER_SECONDS = 6
TOO_LONG_MS = 500


class Seen:
    """What the visitors of one kind saw: seconds and statuses."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.statuses: Counter[int] = Counter()

    def add(self, status: int, seconds: float) -> None:
        """One answer."""
        self.statuses[status] += 1
        self.seconds.append(seconds)

    def line(self, what: str) -> str:
        """How many of which status, and how long the middle one and the slowest took."""
        times = sorted(self.seconds) or [0.0]
        p50, p99 = times[len(times) // 2] * 1000, times[len(times) * 99 // 100] * 1000
        return (
            f"{what:24} {len(self.seconds):6} {dict(self.statuses)!s:26} {p50:9.1f} {p99:9.1f} {times[-1] * 1000:9.1f}"
        )


def read(visitor: Visitor, seen: Seen, until: float) -> None:
    """Opens pages until the time is over."""
    while time.monotonic() < until:
        for page in PAGES:
            answer = visitor.get(page)
            seen.add(answer.status, answer.seconds)


def rename(visitor: Visitor, form: Form, seen: Seen, until: float) -> None:
    """Changes the own name until the time is over: the smallest write there is."""
    while time.monotonic() < until:
        answer = visitor.post(form, name=f"Ada {time.monotonic()}")
        seen.add(answer.status, answer.seconds)


class Visitors:
    """Those who read and those who write, signed in beforehand."""

    def __init__(self, server: Server) -> None:
        self.readers = [server.visitor().enter_as("Ada") for _ in range(READERS)]
        self.writers = [server.visitor().enter_as("Ada") for _ in range(WRITERS)]
        self.forms = [one.get("/account").form("/account/name") for one in self.writers]

    def visit(self, seconds: float) -> tuple[Seen, Seen]:
        """All of them at once for a while; what each kind saw."""
        reads, writes = Seen(), Seen()
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=read, args=(one, reads, until)) for one in self.readers]
        for writer, form in zip(self.writers, self.forms, strict=True):
            threads.append(threading.Thread(target=rename, args=(writer, form, writes, until)))
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        return reads, writes


def report(when: str, reads: Seen, writes: Seen) -> None:
    """Two lines."""
    print(reads.line(f"{when}, reading"))
    print(writes.line(f"{when}, writing"), flush=True)


def main() -> None:
    """Prints how reading and writing fare before, while and after another process holds the lock."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="how long the lock is held")
    seconds = parser.parse_args().seconds
    print(f"{'':24} {'times':>6} {'status':26} {'p50 ms':>9} {'p99 ms':>9} {'max ms':>9}")
    with demo() as server, closing(apsw.Connection(str(server.instance / "mentorship.db"))) as other:
        visitors = Visitors(server)
        report("free", *visitors.visit(2))
        cpu = server.cpu_seconds()
        other.set_busy_timeout(5_000)  # a chore may be writing just now
        other.execute("BEGIN IMMEDIATE")
        reads, writes = visitors.visit(seconds)
        report("locked", reads, writes)
        print(f"processor seconds of the server while locked: {server.cpu_seconds() - cpu:.1f}")
        other.execute("ROLLBACK")
        report("free again", *visitors.visit(2))
    slowest_read, slowest_write = max(reads.seconds) * 1000, max(writes.seconds)
    well = slowest_read <= TOO_LONG_MS and slowest_write <= LONGEST_ANSWER_SECONDS and set(reads.statuses) == {200}
    print("well" if well else "NOT WELL")


if __name__ == "__main__":
    main()
