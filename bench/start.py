"""How soon the server answers after it was started, and how much memory its workers take."""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.pages import open_pages
from bench.server import ROOT, Server, answers, demo, environment, fill_demo, folder, free_port
from bench.visitor import Visitor

ROUNDS_TO_REACH_ALL_WORKERS = 12
LOOK_EVERY_SECONDS = 0.002


def seconds_to_first_answer(instance: Path) -> float:
    """From starting the process to the last byte of the first page."""
    port = free_port()
    begun = time.perf_counter()
    started = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment(instance, PORT=str(port)), stdout=subprocess.DEVNULL
    )
    try:
        while not answers(port):
            if started.poll() is not None:
                raise RuntimeError("the server did not start")
            time.sleep(LOOK_EVERY_SECONDS)
        if Visitor(f"http://127.0.0.1:{port}").get("/").status != 200:
            raise RuntimeError("the first page is not well")
        return time.perf_counter() - begun
    finally:
        started.terminate()
        started.wait()


def warm_up(server: Server) -> None:
    """Opens all main pages often enough that every worker has made each of them."""
    paths = open_pages(server.visitor().enter_as("Ada"))
    for _ in range(ROUNDS_TO_REACH_ALL_WORKERS):
        visitor = server.visitor().enter_as("Ada")
        for path in paths:
            visitor.get(path)


def main() -> None:
    """Prints both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=5, help="how often to start")
    times = options.parse_args().times
    with folder() as instance:
        fill_demo(instance)
        seconds = [seconds_to_first_answer(instance) for _ in range(times)]
    print(f"start to first page: {statistics.median(seconds):.2f} s (median of {times}, worst {max(seconds):.2f} s)")
    with demo() as server:
        fresh = server.memory()
        warm_up(server)
        for number, (before, after) in enumerate(zip(fresh, server.memory(), strict=True), 1):
            shown = "  ".join(f"{name} {before[name]:.0f} → {after[name]:.0f} MB" for name in ("rss", "pss", "uss"))
            print(f"worker {number}, fresh → all pages opened: {shown}")


if __name__ == "__main__":
    main()
