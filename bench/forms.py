"""Every form of every page, as each kind of visitor finds them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask.testing import FlaskClient

ALIKE = 3  # forms of one kind that are kept for each visitor
PAGES_OF_ONE = 4  # addresses that are opened of each endpoint, by each visitor


@dataclass(frozen=True)
class Form:
    """Who sees it, what it does, and what it would send."""

    visitor: str
    method: str
    action: str
    pairs: tuple[tuple[str, str], ...]


class _Reader(HTMLParser):
    def __init__(self, visitor: str, page: str) -> None:
        super().__init__()
        self.visitor, self.page = visitor, page
        self.links: list[str] = []
        self.found: list[Form] = []
        self.pairs: list[tuple[str, str]] | None = None
        self.given: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.given, self.pairs = given, []
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag in ("input", "textarea", "select", "button") and given.get("name") and self.pairs is not None:
            self.pairs.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.pairs is not None:
            method = self.given.get("method", "get").upper()
            self.found.append(Form(self.visitor, method, self.given.get("action") or self.page, tuple(self.pairs)))
            self.pairs = None


def endpoint_of(app: Flask, address: str, method: str) -> str:
    """The endpoint behind an address, or "" if there is none."""
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(address).path, method=method)[0])
    except Exception:
        return ""


def _beginnings(app: Flask) -> list[str]:
    return sorted(
        rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )


def crawled(app: Flask, visitor: str, client: FlaskClient, more: list[str]) -> Iterator[Form]:
    """The forms that one visitor finds, beginning at these addresses and every one that needs no key, along all links."""
    waiting, seen, opened = [*more, *_beginnings(app)], set[str](), Counter[str]()
    while waiting:
        address = waiting.pop(0).partition("#")[0]
        endpoint = endpoint_of(app, address, "GET")
        if not endpoint or address in seen or opened[endpoint] >= PAGES_OF_ONE:
            continue
        seen.add(address)
        opened[endpoint] += 1
        answer = client.get(address)
        if answer.mimetype == "text/html" and answer.status_code < 500:
            reader = _Reader(visitor, address)
            reader.feed(answer.get_data(as_text=True))
            waiting += [link for link in reader.links if link.startswith("/")]
            yield from reader.found
        elif answer.location:
            waiting.append(answer.location)


def kinds(app: Flask, forms: Iterator[Form]) -> list[Form]:
    """A few of each kind: the same endpoint with the same fields."""
    many: Counter[object] = Counter()
    kept = []
    for one in forms:
        kind = one.visitor, endpoint_of(app, one.action, one.method), frozenset(name for name, _ in one.pairs)
        many[kind] += 1
        if many[kind] <= ALIKE:
            kept.append(one)
    return kept


def without_forms(app: Flask, visitor: str, token: str, known: dict[str, list[str]]) -> Iterator[Form]:
    """One form for each endpoint that takes any, with known keys in its address, whether or not a page shows it."""
    for rule in app.url_map.iter_rules():
        is_public = getattr(app.view_functions[rule.endpoint], "is_public", False)
        if "POST" not in (rule.methods or ()) or not (visitor or is_public):
            continue
        values = {name: (known.get(name) or known["key"])[0] for name in rule.arguments}
        action = app.url_map.bind("localhost").build(rule.endpoint, values, "POST")
        yield Form(visitor, "POST", action, (("csrf_token", token), ("next", "/")))


def query(address: str) -> tuple[str, list[tuple[str, str]]]:
    """An address as its path and what is asked after the question mark."""
    parts = urlsplit(address)
    return parts.path, parse_qsl(parts.query, keep_blank_values=True)
