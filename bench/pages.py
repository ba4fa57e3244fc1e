"""The main pages: bytes, statements, requests per second and processor time for each."""

import argparse
import os
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

from bench.server import Server, demo
from bench.visitor import Visitor
from mentorship import create_app
from mentorship.config import load
from mentorship.database import database

CONNECTIONS = 8
PUBLIC = ("/", "/sign-in", "/sign-up")
PAGES = (
    "/",
    "/suggestions",
    "/mentors",
    "/mentors?topic=italian&free=yes",
    "/people",
    "/people?q=bologna",
    "/connections",
    "/messages",
    "/profile",
    "/privacy",
    "/privacy/view-as/mentees",
    "/account",
)
FOUND_ON = {"/connections": ("/mentorships/", "/requests/"), "/people": ("/people/",)}
HEAD = f"{'page':34} status   gzip  bytes  sql      /s p50 ms p99 ms cpu ms errors"
WRK_UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass
class Load:
    """How a page did under load: requests per second, and milliseconds for half and for 99 of 100 of them."""

    per_second: float
    p50: float
    p99: float
    requests: int
    errors: int


def open_pages(visitor: Visitor) -> list[str]:
    """The main pages as this person finds them, with one of each kind that has an address of its own."""
    paths = list(PAGES)
    for page, parts in FOUND_ON.items():
        answer = visitor.get(page)
        for part in parts:
            paths += [link for link in answer.links(part) if link.count("/") == 2 and "?" not in link][:1]
    return paths


class Counter:
    """Counts the SQL statements of a page by opening it here, in this process, on the same database."""

    def __init__(self, server: Server, cookie: str = "", **settings: str) -> None:
        self.client = create_app(load(server.instance, settings)).test_client()
        for pair in filter(None, cookie.split("; ")):
            name, _, value = pair.partition("=")
            self.client.set_cookie(name, value, domain="localhost")

    def statements(self, path: str) -> int:
        """How many statements the page takes when its template is known already."""
        self.client.get(path)
        seen: list[object] = []
        database.query_hooks.append(seen.append)
        try:
            self.client.get(path)
        finally:
            database.query_hooks.clear()
        return len(seen)


def by_wrk(url: str, cookie: str, seconds: int) -> Load:
    """The load that wrk makes."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip"]
    told = subprocess.run([*command, "-H", f"Cookie: {cookie}", url], capture_output=True, text=True, check=True).stdout
    half, most = (_milliseconds(re.search(rf"{share}%\s+([\d.]+)(us|ms|s)\b", told)) for share in (50, 99))
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    count = re.search(r"(\d+) requests in", told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if not (count and rate):
        raise RuntimeError(told)
    return Load(float(rate[1]), half, most, int(count[1]), int(wrong[1]) if wrong else 0)


def _milliseconds(found: re.Match[str] | None) -> float:
    return float(found[1]) * WRK_UNITS[found[2]] if found else 0.0


def by_threads(url: str, cookie: str, seconds: int) -> Load:
    """The load that threads of this process make; they need more processor time than wrk, so the rate is lower."""
    times: list[float] = []
    errors: list[int] = []
    until = time.perf_counter() + seconds

    def call() -> None:
        visitor = Visitor(url)
        visitor.cookies = dict(pair.split("=", 1) for pair in filter(None, cookie.split("; ")))
        while time.perf_counter() < until:
            answer = visitor.get(url.removeprefix(visitor.url) or "/")
            times.append(answer.seconds * 1000)
            errors.extend([1] if answer.status != 200 else [])

    callers = [threading.Thread(target=call) for _ in range(CONNECTIONS)]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    times.sort()
    return Load(len(times) / seconds, times[len(times) // 2], times[len(times) * 99 // 100], len(times), len(errors))


def measure(server: Server, path: str, visitor: Visitor, counter: Counter, seconds: int) -> str:
    """One line of the table."""
    answer = visitor.get(path)
    counted = counter.statements(path)
    before = server.cpu_seconds()
    load_of = by_wrk if shutil.which("wrk") else by_threads
    load = load_of(server.url + path, visitor.cookie, seconds)
    cpu = (server.cpu_seconds() - before) / max(load.requests, 1) * 1000
    shown = re.sub(r"/[23456789a-z]{12}\b", "/…", path)
    return (
        f"{shown:34} {answer.status:6} {len(answer.packed):6} {len(answer.text.encode()):6} {counted:4} "
        f"{load.per_second:7.0f} {load.p50:6.1f} {load.p99:6.1f} {cpu:6.2f} {load.errors:6}"
    )


def first_visit(visitor: Visitor) -> int:
    """Packed bytes of the first page with everything it asks for."""
    answer = visitor.get("/")
    return len(answer.packed) + sum(len(visitor.get(link).packed) for link in answer.links("/static/"))


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=3, help="of load for each page")
    seconds = options.parse_args().seconds
    print(f"{os.cpu_count()} processors shared with the client ({'wrk' if shutil.which('wrk') else 'threads'}), "
          f"{CONNECTIONS} connections, {seconds} s each")  # fmt: skip
    with demo() as server:
        nobody, ada = server.visitor(), server.visitor().enter_as("Ada")
        print(f"first visit, packed: {first_visit(nobody)} bytes")
        print(HEAD)
        for title, visitor, paths in (("not signed in", nobody, PUBLIC), ("Ada", ada, open_pages(ada))):
            print(title)
            counter = Counter(server, visitor.cookie)
            for path in paths:
                print(measure(server, path, visitor, counter, seconds), flush=True)


if __name__ == "__main__":
    main()
