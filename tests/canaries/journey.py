"""What a viewer does to meet as much as they can: every link, every form, every known key, every word typed and begun."""

from collections.abc import Iterator
from itertools import islice

from mentorship.database import rows
from mentorship.people.vocabulary import Kind
from tests.canaries.changes import after
from tests.canaries.reading import Form, Page, inside
from tests.canaries.sweep import WAYS, Sweep
from tests.canaries.table import AT_FIRST, NOBODY, SECTIONS
from tests.canaries.words import START, TYPED

Ask = tuple[str, str]  # an address, and a way to open it
MOST_PAGES = 600
# The kinds of words that a section holds.
KINDS = {
    "occupation": ("occupation",), "work": ("workplace", "occupation"), "education": ("school", "field"),
    "place": ("place",), "languages": ("language",), "experience": ("experience",),
}  # fmt: skip
FIELDS = {"offers": "topic", "place": "place", "languages": "language"}


def endpoint(sweep: Sweep, address: str, method: str = "GET") -> str:
    """The endpoint behind an address, or nothing."""
    try:
        return str(sweep.app.url_map.bind("localhost").match(address.partition("?")[0], method=method)[0])
    except Exception:
        return ""


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
        sweep.found.endpoints.add(endpoint(sweep, address))
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
    where = endpoint(sweep, action, "POST")
    sweep.found.endpoints.add(where)
    sweep.send(viewer, action, pairs, way, after(sweep.world, viewer, where, action))


def known() -> dict[str, list[str]]:
    """All keys there are, by what they open."""
    asked = {
        "requests": "request", "mentorships": "mentorship", "messages": "conversation", "notices": "notice",
        "invitations": "invitation", "outbox": "mail", "account": "session", "profile": "fact",
    }  # fmt: skip
    found = {noun: [one.key for one in rows(f"SELECT key FROM {table} ORDER BY id")] for noun, table in asked.items()}
    found["handle"] = [one.handle for one in rows("SELECT handle FROM person WHERE name NOT LIKE 'Guest%' ORDER BY id")]
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
            some = small.get(name) or keys.get(name) or keys.get(rule.endpoint.partition(".")[0], ["none"])
            values = [one | {name: value} for one in values for value in some]
        yield from (build(rule.endpoint, one, method) for one in values)
    yield from keys["photos"] if method == "GET" else ()


def searches(sweep: Sweep) -> Iterator[tuple[str, str, int]]:
    """Where each word is typed: the address, the word, and how many of its letters."""
    for word, one in sweep.world.words.all.items():
        yield "/people?q={}", word, 0
        yield "/mentors?q={}", word, START
        yield "/people?q={}", word, START
        for kind in KINDS.get(one.section, ("topic",)):
            yield f"/terms/{kind}?q={{}}", word, START
        field = FIELDS.get(one.section, "topic")
        yield f"/mentors?{field}={{}}&free=yes", word, 0


def staff_searches(sweep: Sweep) -> Iterator[tuple[str, str, int]]:
    """Where those who look after the place can type each word besides."""
    for word, one in sweep.world.words.all.items():
        yield "/admin/people?q={}", word, START
        for kind in KINDS.get(one.section, ("topic",)):
            yield f"/admin/terms?kind={kind}&q={{}}", word, START


def every(step: int, some: Iterator, start: int = 0) -> Iterator:
    """Each so-many-th of them."""
    return islice(some, start % step, None, step)


def go(sweep: Sweep, viewer: str, step: int, ways: tuple[str, ...], turn: int = 0) -> None:
    """All that one viewer does; with a step only each so-many-th of the keys and searches, beginning at another turn."""
    talks = [f"/{noun}/{key}" for noun in ("messages", "mentorships", "requests") for key in known()[noun]]
    forms = crawl(sweep, viewer, talks, ways[1:])
    submit(sweep, viewer, forms, ways[:2])
    for address in every(step, addresses(sweep, "GET"), turn):
        sweep.get(viewer, address, ways[turn % len(ways)] if step > 1 else "page")
        if step == 1:
            sweep.get(viewer, address, "fragment")
    for address in every(2 * step, addresses(sweep, "POST"), turn):
        send(sweep, viewer, address, {"next": "/"})
    for address, word, starts in every(4 * step, searches(sweep), turn):
        sweep.search(viewer, address, word, "fragment" if turn % 3 == 0 else "page", starts=starts)
    for address, word, starts in every(4 * step, staff_searches(sweep), turn) if viewer in ("aldo", "dora") else ():
        sweep.search(viewer, address, word, starts=starts)


__all__ = ["AT_FIRST", "NOBODY", "WAYS", "go"]
