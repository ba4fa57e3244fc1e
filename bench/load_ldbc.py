"""Loads the LDBC network through the domain, then walks the main job over HTTP as its people: a search, a request,
a yes, the page of the two, and the suggestions with their reasons. On SQLite, or on an empty DATABASE_URL."""

import argparse
import os
import re
import sys
import time
from pathlib import Path

from bench.ldbc import PASSWORD, Loader, Network
from bench.pages import Counter
from bench.server import ROOT, Server, folder, running
from bench.visitor import Answer, Visitor
from mentorship import create_app
from mentorship.config import load
from mentorship.database import database, row

DATA = ROOT.parent / "shared" / "data" / "ldbc"
LANES = ("know", "should", "help")
SEEKER = """
SELECT p.email FROM person p WHERE EXISTS (SELECT 1 FROM fact f WHERE f.person_id = p.id AND f.section = 'seeks')
ORDER BY (SELECT count(*) FROM friendship f WHERE f.low_id = p.id OR f.high_id = p.id) DESC, p.id"""
MENTOR_AND_WISH = """
SELECT m.email, t.en FROM person m JOIN fact o ON o.person_id = m.id AND o.section = 'offers'
JOIN term t ON t.id = o.term_id
JOIN fact f ON f.term_id = o.term_id AND f.section = 'seeks' JOIN person p ON p.id = f.person_id
WHERE m.handle = ? AND p.email = ?"""
WISH = {"area": "learning", "goal": "Understand it well enough to explain it.", "rhythm": "fortnightly", "weeks": "12"}


def fill(instance: Path, data: Path, settings: dict[str, str]) -> None:
    """Loads the data and prints what went in."""
    create_app(load(instance, settings))
    with database.connection_context():
        if row("SELECT 1 AS x FROM person LIMIT 1"):
            sys.exit("There are people in this database already; this benchmark needs an empty one.")
        begun = time.perf_counter()
        loader = Loader(Network(data))
        loader.load()
        seconds = time.perf_counter() - begun
    print(f"loaded in {seconds:.1f} s: " + ", ".join(f"{count} {name}" for name, count in loader.counts.items()))


def seeker_with_most_friends() -> str:
    """The address of one who seeks something, and knows many people."""
    found = row(SEEKER)
    if found is None:
        sys.exit("Nobody in this network seeks anything.")
    return str(found.email)


def mentor_and_wish(handle: str, email: str) -> tuple[str, str]:
    """The mentor's address, and one thing that they offer and the other seeks."""
    with database.connection_context():
        found = row(MENTOR_AND_WISH, handle, email)
    if found is None:
        sys.exit("The suggested mentor offers nothing that is sought.")
    return found.email, found.en


class Journey:
    """The main job as two of these people walk it; every page they see becomes a line of the table."""

    def __init__(self, server: Server, settings: dict[str, str]) -> None:
        self.server, self.settings = server, settings

    def enter(self, email: str) -> Visitor:
        """Signs somebody in by the form."""
        return self.server.visitor().sign_in(email, PASSWORD)

    def open(self, visitor: Visitor, path: str) -> Answer:
        """Opens a page and prints its line: status, packed bytes, bytes, statements, milliseconds."""
        answer = visitor.get(path)
        counted = Counter(self.server, visitor.cookie, **self.settings).statements(path)
        sizes = f"{answer.status:6} {len(answer.packed):6} {len(answer.text.encode()):6} {counted:4}"
        print(f"{re.sub(r'/[23456789a-z]{12}', '/…', path):44} {sizes} {answer.seconds * 1000:7.1f}", flush=True)
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        return answer

    def walk(self, email: str) -> None:
        """From a sign-in to the page of the two."""
        seeker = self.enter(email)
        self.open(seeker, "/")
        suggestions = self.open(seeker, "/suggestions")
        report_lanes(suggestions)
        ask = suggestions.links("/mentor?as=mentee")[0]
        handle = ask.split("/")[2]
        mentor_email, wish = mentor_and_wish(handle, email)
        self.open(seeker, f"/mentors?topic={wish.replace(' ', '+')}&free=yes")
        self.open(seeker, f"/people/{handle}")
        asked = seeker.send(self.open(seeker, ask).form("/mentor?as=mentee"), **WISH)
        print(f"  asked: {asked.path.split('/')[1]} page, {asked.status}")
        self._accept(self.enter(mentor_email), seeker, asked.path)

    def _accept(self, mentor: Visitor, seeker: Visitor, request: str) -> None:
        self.open(mentor, "/")
        agreed = mentor.send(self.open(mentor, request).form("/accept"))
        pair = agreed.path if agreed.path.startswith("/mentorships/") else agreed.links("/mentorships/")[0]
        self.open(mentor, pair)
        self.open(seeker, pair)
        self.open(seeker, "/connections")
        self.open(seeker, "/people")
        self.open(seeker, "/messages")


def report_lanes(answer: Answer) -> None:
    """How many people stand in each lane, how many of them with a reason, and the first reason."""
    for lane in LANES:
        part = answer.text.partition(f'aria-labelledby="lane-{lane}"')[2].partition("</section>")[0]
        cards = part.split('<li class="card"')[1:]
        reasons = [" ".join(re.sub(r"<[^>]+>", " ", found).split()) for card in cards for found in _reasons(card)[:1]]
        print(
            f"  lane {lane}: {len(cards)} people, {len(reasons)} with a reason; first: {reasons[0] if reasons else '–'}"
        )


def _reasons(card: str) -> list[str]:
    said = card.partition("</div>\n")[2]
    return re.findall(r"<p(?: class=\"common\")?>(.*?)</p>", said, flags=re.DOTALL)


def main() -> None:
    """Prints what was loaded and one line for each page of the journey."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path, nargs="?", default=DATA, help="the folder with static/ and dynamic/")
    data = options.parse_args().data
    if not (data / "dynamic").is_dir():
        sys.exit(f"The LDBC network is not in {data}; give its folder.")
    url = os.environ.get("DATABASE_URL", "")
    settings = {"DATABASE_URL": url} if url else {}
    with folder() as instance:
        fill(instance, data, settings)
        with database.connection_context():
            email = seeker_with_most_friends()
        with running(instance, **settings) as server:
            print(f"{'page':44} status   gzip  bytes  sql      ms")
            Journey(server, settings).walk(email)


if __name__ == "__main__":
    main()
