"""Reading an answer to its last byte: everything that left, packed or encoded; and the ways on from a page."""

import base64
import gzip
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from werkzeug.test import TestResponse

RUN = re.compile(r"[A-Za-z0-9_-]{16,}")
ADDRESS = re.compile(r'(?:href|src|action|hx-get|hx-post)="([^"]*)"')
LEADING = ("Location", "HX-Redirect")
NOISE = re.compile(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]*|value="[^"]*"(?=[^>]*name="once")|until=\d+')


def body(answer: TestResponse) -> str:
    """The body as it was before it was packed; of a picture too, byte by byte."""
    content = answer.get_data()
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode("utf-8" if answer.mimetype.startswith("text/") else "latin-1")


def unpacked(text: str) -> str:
    """What is written in the signed and encoded parts of a text: cookies, links with a right."""
    found = []
    for run in RUN.findall(text):
        whole = run if len(run) % 4 != 1 else run[:-1]
        content = base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4))
        if content[:1] == b"x":
            with suppress(zlib.error):
                content += zlib.decompressobj().decompress(content)
        found.append(content.decode("latin-1"))
    return " ".join(found)


def everything(answer: TestResponse) -> str:
    """All that left with this answer, in small letters: headers, body, and what is encoded in them."""
    heads, text = "\n".join(f"{name}: {value}" for name, value in answer.headers), body(answer)
    return f"{heads}\n{text}\n{unpacked(f'{heads} {addresses(answer)}')}".lower()


def addresses(answer: TestResponse) -> str:
    """All addresses of this place in an answer, and those it leads to."""
    named = ADDRESS.findall(body(answer)) if answer.mimetype == "text/html" else []
    named = [one for one in named if not one.startswith(("otpauth:", "mailto:"))]
    return unescape(" ".join([*named, *(answer.headers.get(name, "") for name in LEADING)]))


def bare(answer: TestResponse, *typed: str) -> str:
    """The answer without what differs each time, and without what was typed."""
    heads = [f"{name}: {value}" for name, value in answer.headers if name not in ("Set-Cookie", "Content-Length")]
    text = NOISE.sub(r"\1", "\n".join([answer.status, *heads, body(answer)]))
    for word in typed:
        text = text.replace(word, "TYPED")
    return text


@dataclass
class Form:
    """A form: how it is sent, where, and with what."""

    method: str
    action: str
    pairs: list[tuple[str, str]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The ways on from a page: where one can go, and its forms."""

    def __init__(self, html: str, at: str = "") -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.at, self.select = at, ""
        self.feed(html)

    @classmethod
    def of(cls, answer: TestResponse) -> "Page":
        """An answer as a page; the way it leads is a way on too."""
        page = cls(body(answer) if answer.mimetype == "text/html" else "", answer.request.path)
        page.links += [answer.headers[name] for name in LEADING if name in answer.headers]
        return page

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        self.links += [given[name] for name in ("href", "src", "hx-get") if name in given]
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").upper(), given.get("action") or self.at))
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and "selected" in given and self.forms:
            self.forms[-1].pairs.append((self.select, given.get("value", "")))
        elif self.forms and given.get("name"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind in ("text", "search", "email") and not given.get("value")):
            self.forms[-1].empty.append(given["name"])
        elif (tag == "input" and kind not in ("radio", "checkbox", "file", "password")) or "checked" in given:
            self.forms[-1].pairs.append((given["name"], given.get("value", "on")))


def inside(address: str) -> str:
    """An address as one of this place without its anchor, or nothing if it leads away."""
    parts = urlsplit(address)
    if parts.scheme in ("mailto", "otpauth") or (parts.netloc and "mentoring.example.org" not in parts.netloc):
        return ""
    return unquote(parts.path) + (f"?{parts.query}" if parts.query else "") if parts.path.startswith("/") else ""
