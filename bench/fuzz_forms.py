"""Every form of every page, filled in as nobody would: whether the place ever breaks under it, on SQLite.

Each kind of visitor reads all pages they can reach and all forms on them; what they would send is changed in every
way that comes to mind (see hostile.py), and sent. Anything from 500 on, and any script that comes back unescaped, is
printed with its input. The same seed and number give the same input: --seed S --only N.
"""

import argparse
import io
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urlencode

from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.forms import Form, endpoint_of, query
from bench.fuzz_world import NewWorld, World, world
from bench.hostile import SCRIPT, Hostile, Pairs

PUT_BACK_EVERY = 250
NEW_OF = 20  # one submission of so many goes to a place that nobody has set up yet
SHOWN = 300
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass
class Found:
    """What came of all submissions."""

    forms: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    endpoints: Counter[str] = field(default_factory=Counter)
    broken: dict[str, str] = field(default_factory=dict)
    unescaped: dict[str, str] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")


class Fuzz:
    """Sends one changed form after the other, and adds what came of it to what was found before."""

    def __init__(self, place: World, seed: int, found: Found | None = None) -> None:
        self.place, self.seed, self.found = place, seed, found or Found()
        self.found.forms += len(place.forms)

    def run(self, numbers: range) -> Found:
        """Sends the submissions with these numbers."""
        for number in numbers:
            if (number - numbers.start) % PUT_BACK_EVERY == 0:
                self.place.reset()
            self.send(number)
        return self.found

    def send(self, number: int) -> None:
        """One submission, and what is remarkable about its answer."""
        hostile = Hostile(f"{self.seed}-{number}", self.place.known)
        form = hostile.dice.choice(self.place.forms)
        filled = self._filled(form, hostile)
        endpoint = endpoint_of(self.place.app, form.action, form.method) or "nowhere"
        what = f"#{number} {form.visitor or 'nobody'} {form.method} {filled[0][:80]}?{filled[1][:SHOWN]} {filled[2][:SHOWN]!r}"
        begun = time.perf_counter()
        status, text = self._ask(form, filled, hostile.dice.random() < 0.4)
        self.found.slowest = max(self.found.slowest, (time.perf_counter() - begun, what))
        self.found.statuses[status] += 1
        self.found.endpoints[endpoint] += 1
        if status >= 500:
            self.found.broken.setdefault(f"{endpoint} {self.place.heard.last}", what)
        if status == 401 and form.visitor:
            self.place.come_back(form.visitor)
        if SCRIPT in text:
            self.found.unescaped.setdefault(endpoint, what)

    def _filled(self, form: Form, hostile: Hostile) -> tuple[str, str, bytes, str]:
        path, asked = query(form.action)
        if hostile.dice.random() < 0.05:
            parts = path.split("/")
            parts[hostile.dice.randrange(1, len(parts))] = quote(hostile.text()[:500].encode("utf-8", "surrogatepass"))
            path = "/".join(parts)
        if form.method == "GET":
            return path, _asked(hostile.pairs([*form.pairs, *asked])), b"", ""
        body, kind = hostile.body(hostile.pairs(list(form.pairs)))
        return path, _asked(hostile.pairs(asked) if hostile.dice.random() < 0.2 else asked), body, kind

    def _ask(self, form: Form, filled: tuple[str, str, bytes, str], htmx: bool) -> tuple[int, str]:
        path, asked, body, kind = filled
        builder = EnvironBuilder(method=form.method, headers=HTMX if htmx else {})
        environ = builder.get_environ() | {
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": asked,
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        environ["HTTP_COOKIE"] = self.place.cookie(form.visitor)
        parts, status, _headers = run_wsgi_app(self.place.app, environ, buffered=True)
        return int(status[:3]), b"".join(parts).decode("utf-8", "replace")


def _asked(pairs: Pairs) -> str:
    return urlencode([(one, two) for one, two in pairs], errors="surrogatepass")


def report(found: Found, seconds: float) -> None:
    """What was sent, what came back, and each kind of failure with the input that showed it first."""
    many = sum(found.statuses.values())
    print(f"{found.forms} forms of {len(found.endpoints)} endpoints, {many} submissions in {seconds:.0f} s")
    print("answers: " + ", ".join(f"{many} x {status}" for status, many in sorted(found.statuses.items())))
    print(f"slowest: {found.slowest[0] * 1000:.0f} ms {found.slowest[1][:SHOWN]}")
    for title, kinds in (("from 500 on", found.broken), ("unescaped", found.unescaped)):
        print(f"{title}: {len(kinds)} kinds")
        for why, what in sorted(kinds.items()):
            print(f"  {why}\n      {what}")


def main() -> None:
    """Sends the submissions and prints what came of them; ends with 1 if anything broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one submission")
    given = parser.parse_args()
    numbers = range(given.submissions) if given.only is None else range(given.only, given.only + 1)
    begun = time.monotonic()
    with world() as place:
        found = Fuzz(place, given.seed).run(numbers)
    with world(NewWorld) as place:
        Fuzz(place, given.seed, found).run(range(numbers.start, numbers.start + -(-len(numbers) // NEW_OF)))
    report(found, time.monotonic() - begun)
    sys.exit(bool(found.broken or found.unescaped))


if __name__ == "__main__":
    main()
