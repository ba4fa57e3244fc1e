"""Planted leaks: whether the tests about privacy find each of them, and how soon.

Each leak of leak_kinds.py is written into a copy of the project, and the same tests run there until the first of them
fails. Before that they run once on the copy as it is, where all of them must pass.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.leak_kinds import LEAKS, Leak
from bench.server import ROOT

SUITE = Path(ROOT, "bench", "leaks.txt").read_text().split()
MOST_SECONDS = 60
PATIENCE_SECONDS = 900
ALL_WELL = 0
FIRST_FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)
COPIED = ("mentorship", "templates", "static", "tests", "bench", "docs", "deploy", "bin", "app.py", "pyproject.toml")


class Run(NamedTuple):
    """How the tests ended, after how many seconds, and the first that failed, or "" if none did."""

    code: int
    seconds: float
    test: str


@contextmanager
def scratch() -> Iterator[Path]:
    """A copy of the project that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mentorship-leaks-"))
    try:
        for path in ROOT.iterdir():
            if path.name in COPIED or path.suffix in (".md", ".txt"):
                (shutil.copytree if path.is_dir() else shutil.copy2)(path, folder / path.name)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tried(folder: Path) -> Run:
    """Runs the tests there until the first fails."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-n",
        "auto",
        "-m",
        "not deep and not long and not browser",
    ]
    begun = time.monotonic()
    done = subprocess.run(
        [*command, *SUITE], cwd=folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )
    failed = FIRST_FAILED.search(done.stdout)
    return Run(done.returncode, time.monotonic() - begun, failed[1] if failed else "")


@contextmanager
def planted(folder: Path, leak: Leak) -> Iterator[None]:
    """The leak in the copy; raises LookupError if the place it belongs to is not there exactly once."""
    file = folder / leak.path
    right = file.read_text()
    if right.count(leak.right) != 1:
        raise LookupError(f"{leak.what}: {leak.path} has {right.count(leak.right)} such places")
    file.write_text(right.replace(leak.right, leak.wrong))
    try:
        yield
    finally:
        file.write_text(right)


def _starts(folder: Path) -> bool:
    """Whether the product can be loaded at all: what cannot is no leak."""
    command = [sys.executable, "-c", "import mentorship"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == ALL_WELL


def main() -> None:
    """Prints each leak with the test that found it; ends with 1 if one was not found, or too late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="leaks with these letters in their names")
    only = parser.parse_args().only or ""
    wanted = [leak for leak in LEAKS if only in leak.what]
    missed, slowest = 0, 0.0
    with scratch() as folder:
        before = tried(folder)
        print(f"without any: {'all tests pass' if before.code == ALL_WELL else before}, {before.seconds:.0f} s")
        for leak in wanted:
            with planted(folder, leak):
                run = tried(folder) if _starts(folder) else Run(ALL_WELL, 0, "")
            is_found = bool(run.test) and run.seconds <= MOST_SECONDS
            missed, slowest = missed + (not is_found), max(slowest, run.seconds)
            print(
                f"{'found' if is_found else 'MISSED'} {run.seconds:4.0f} s  {leak.what}\n              {run.test}",
                flush=True,
            )
    print(f"{len(wanted) - missed} of {len(wanted)} found, the slowest in {slowest:.0f} s")
    sys.exit(bool(missed or before.code != ALL_WELL))


if __name__ == "__main__":
    main()
