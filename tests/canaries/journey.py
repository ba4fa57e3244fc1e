"""What a viewer does to meet as much as they can: every link, every form, every known key, every word typed and begun."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import chain, islice
from typing import Any

from PIL import Image

from mentorship import clock
from mentorship.database import rows
from mentorship.people.vocabulary import Kind
from mentorship.web.joining import token_of
from tests.canaries.changes import after
from tests.canaries.post import delivered, links_in
from tests.canaries.reading import Form, Page, inside
from tests.canaries.sweep import VIEWERS, WAYS, Found, Sweep, endpoint
from tests.canaries.table import NOBODY, SECTIONS, TERMS
from tests.canaries.words import START, TYPED
from tests.pictures import saved

MOST_PAGES = 600
# The kinds of words that a section holds.
KINDS = {
    "occupation": ("occupation",), "work": ("workplace", "occupation"), "education": ("school", "field"),
    "place": ("place",), "languages": ("language",), "experience": ("experience",), "open_work": ("occupation",),
}  # fmt: skip
FIELDS = {"offers": "topic", "place": "place", "languages": "language"}


def crawl(sweep: Sweep, viewer: str, more: list[str], ways: tuple[str, ...]) -> list[Form]:
    """Follows every link from every address that needs no key, and from those in `more`; gives the forms found."""
    rules = sweep.app.url_map.iter_rules()
    waiting = [*sorted(one.rule for one in rules if "GET" in one.methods and not one.arguments), *more]
    seen, forms = {"/demo"}, {}
    while waiting and len(seen) < MOST_PAGES:
        address = inside(waiting.pop(0))
        door = address.partition("next=")[0]  # one way to the sign-in page is like the other
        if not address or door in seen or address.startswith("/static/"):
            continue
        seen.add(door)
        page = Page.of(sweep.get(viewer, address))
        for way in ways:
            sweep.get(viewer, address, way)
        waiting += page.links
        forms.update({(one.method, one.action, tuple(one.empty)): one for one in page.forms})
    return list(forms.values())


def submit(sweep: Sweep, viewer: str, forms: list[Form], ways: tuple[str, ...]) -> None:
    """Sends every form as it stands, with a word of one's own where one can write."""
    for form in forms:
        pairs = {**dict(form.pairs), **dict.fromkeys(form.empty, TYPED)}
        pairs.pop("csrf_token", None)
        for way in ways:
            if form.method == "GET":
                asked = "&".join(f"{name}={value}" for name, value in pairs.items())
                sweep.get(viewer, f"{form.action.partition('?')[0]}?{asked}", way)
            else:
                send(sweep, viewer, form.action, pairs, way)


def send(sweep: Sweep, viewer: str, action: str, pairs: dict[str, str], way: str = "page") -> None:
    """Sends a form; what it does to the ties counts for what may be met afterwards."""
    ties = after(sweep.world, viewer, endpoint(sweep.app, action, "POST"), action)
    sweep.send(viewer, action, pairs, way, ties)


def known() -> dict[str, list[str]]:
    """All keys there are, by what they open."""
    asked = {
        "requests": "request", "mentorships": "mentorship", "messages": "conversation", "notices": "notice",
        "invitations": "invitation", "outbox": "mail", "account": "session", "profile": "fact", "reports": "report",
        "moderation": "report", "reports.asked": "request", "reports.message": "conversation",
        "organisations": "organisation", "colleagues": "organisation", "verifying": "organisation",
        "reports.organisation": "organisation", "jobs": "job", "applications": "application", "applicants": "application",
        "applications.apply": "job", "applicants.index": "job", "job_writing.preview": "job", "job_writing.edit": "job",
    }  # fmt: skip
    found = {noun: [one.key for one in rows(f"SELECT key FROM {table} ORDER BY id")] for noun, table in asked.items()}
    found["handle"] = [one.handle for one in rows("SELECT handle FROM person WHERE search_name <> 'guest' ORDER BY id")]
    found["at"] = [one.at for one in rows("SELECT sent_at AS at FROM message ORDER BY id DESC LIMIT 40")[::13]]
    found["id"] = [str(one.id) for one in rows("SELECT id FROM term WHERE NOT shipped ORDER BY id")]
    photos = rows("SELECT p.handle, x.key FROM photo x JOIN person p ON p.id = x.person_id ORDER BY x.id")
    found["photos"] = [f"/people/{one.handle}/photo/{one.key}-{size}.webp" for one in photos for size in (96, 256)]
    return found


def addresses(sweep: Sweep, method: str) -> Iterator[str]:
    """Every route that takes the method, with every key there is to put into it."""
    keys = known()
    small = {
        "section": [*SECTIONS, "friends"], "audience": ["everyone", "friends"], "preset": ["open", "private"],
        "lane": ["know", "should", "help"], "kind": list(Kind), "token": ["none"], "accent": ["0f5f5c"], "address": ["x"],
    }  # fmt: skip
    build = sweep.app.url_map.bind("localhost").build
    for rule in sorted(sweep.app.url_map.iter_rules(), key=lambda one: (one.rule, one.endpoint)):
        if method not in rule.methods or rule.endpoint in ("photos.show", "sessions.sign_out"):
            continue
        values: list[dict[str, str]] = [{}]
        for name in sorted(rule.arguments):
            of_this = keys.get(rule.endpoint) or keys.get(rule.endpoint.partition(".")[0], ["none"])
            some = small.get(name) or keys.get(name) or of_this
            values = [one | {name: value} for one in values for value in some]
        some_of_them = values[::20] if rule.endpoint == "profile.remove" else values
        yield from (build(rule.endpoint, one, method) for one in some_of_them)
    yield from keys["photos"] if method == "GET" else ()


def searches(sweep: Sweep) -> Iterator[tuple[str, str, int]]:
    """Where each word is typed: the address, the word, and how many of its letters (0 for all)."""
    for word in sweep.world.words.all:
        yield "/people?q={}", word, 0
        yield "/mentors?q={}", word, START
        yield "/people?q={}", word, START


def narrow_searches(sweep: Sweep) -> Iterator[tuple[str, str, int]]:
    """Where only words of some sections could be found: while somebody types, and where mentors are chosen."""
    for word, one in sweep.world.words.all.items():
        if one.section in TERMS:
            for kind in KINDS.get(one.section, ("topic",)):
                yield f"/terms/{kind}?q={{}}", word, START
        if one.section in FIELDS:
            yield f"/mentors?{FIELDS[one.section]}={{}}", word, 0


def far_searches(sweep: Sweep) -> Iterator[tuple[str, str, int]]:
    """Where a word should be found by nobody."""
    for word in sweep.world.words.all:
        yield "/mentors?topic={}&free=yes", word, 0
        yield "/terms/topic?q={}", word, START


def staff_searches(sweep: Sweep) -> Iterator[tuple[str, str, int]]:
    """Where those who look after the place can type each word besides."""
    for word, one in sweep.world.words.all.items():
        yield "/admin/people?q={}", word, START
        for kind in KINDS.get(one.section, ("topic",)):
            yield f"/admin/terms?kind={kind}&q={{}}", word, START


@dataclass(frozen=True)
class Depth:
    """How much each viewer does: the ways they open each page, how many forms of one kind they send, and each
    so-many-th of the keys and of the words they try."""

    ways: tuple[str, ...]
    alike: int
    keys: int
    words: int


FAST = Depth(ways=(), alike=1, keys=len(VIEWERS), words=80)
DEEP = Depth(ways=("fragment", "history", "packed", "head"), alike=40, keys=1, words=1)


def _every(step: int, some: Iterable[Any], turn: int) -> Iterator[Any]:
    return islice(some, turn % step, None, step)


def go(sweep: Sweep, viewer: str, depth: Depth, turn: int) -> None:
    """All that one viewer does; each `turn` begins elsewhere, so that every address is opened by somebody."""
    way = tuple(WAYS)[turn % len(WAYS)]
    talks = [f"/{noun}/{key}" for noun in ("messages", "mentorships", "requests") for key in known()[noun]]
    forms = crawl(sweep, viewer, talks, depth.ways)
    submit(sweep, viewer, _of_each_kind(sweep, forms, depth.alike), ("page", "fragment") if depth.ways else (way,))
    for address in _every(depth.keys, addresses(sweep, "GET"), turn):
        sweep.get(viewer, address, way)
    for address in _every(depth.keys, addresses(sweep, "POST"), turn):
        send(sweep, viewer, address, {"next": "/"}, way)
    looks_after = viewer in ("aldo", "dora")
    tried = [searches(sweep), staff_searches(sweep) if looks_after else (), far_searches(sweep)]
    for address, word, starts in chain(
        *(_every(depth.words, some, 5 * turn) for some in tried),
        _every(max(1, depth.words // 8), narrow_searches(sweep), 5 * turn),
    ):
        sweep.search(viewer, address, word, way, starts=starts)


def _of_each_kind(sweep: Sweep, forms: list[Form], alike: int) -> list[Form]:
    many: Counter[object] = Counter()
    kept = []
    for one in forms:
        kind = endpoint(sweep.app, one.action, one.method), tuple(one.empty)
        many[kind] += 1
        kept += [one] if many[kind] <= alike else []
    return kept


def all_of_it(sweep: Sweep, depth: Depth) -> Found:
    """Everybody does what they can; then the letters leave, and their links are opened by whoever has them."""
    with sweep.listening(), clock.set_to(clock.now()):
        for turn, viewer in enumerate(VIEWERS):
            go(sweep, viewer, depth, turn)
        sent = delivered(sweep.app)
        sweep.read_letters(sent)
        for letter in sent:
            _open_links(sweep, letter)
        _open_invitations(sweep)
        _show_picture(sweep)
    return sweep.found


def _open_links(sweep: Sweep, letter: EmailMessage) -> None:
    """Opens the links of a letter without being signed in: what they show is for its reader."""
    readers = {one.email: name for name, one in sweep.world.people.items()}
    reader, own = readers.get(str(letter["To"]), NOBODY), set[str]()
    if reader == NOBODY:  # somebody invited reads their own address, and who invites
        own = sweep.world.words.met(str(letter["To"])).union(*sweep.world.invited.values())
    for link in dict.fromkeys(map(inside, links_in(letter))):
        sweep.take(reader, sweep.client().get(link), own=own)


def _open_invitations(sweep: Sweep) -> None:
    """Opens the link of each invitation, as somebody does who found it."""
    for key, shown in sweep.world.invited.items():
        with sweep.app.app_context():
            link = token_of(key)
        sweep.take(NOBODY, sweep.client().get(f"/join/{link}"), own=shown)


def _show_picture(sweep: Sweep) -> None:
    """A new photo, whose file says more than one sees."""
    exif, new = Image.Exif(), sweep.world.words.new
    exif[0x010E] = new("metadata", "bob")
    picture = saved(Image.new("RGB", (300, 300), (9, 9, 99)), exif=exif.tobytes())
    sweep.send("bob", "/profile/photo", {"photo": (io.BytesIO(picture), f"{new('file name', 'bob')}.jpg")})
