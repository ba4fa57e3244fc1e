"""Somebody who uses the pages over HTTP without JavaScript: keeps cookies, fills in forms, follows answers."""

import gzip
import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit


@dataclass
class Form:
    """A form as it stands on a page: where it goes, what it would send, what is written on its button."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    button: str = ""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.open: Form | None = None
        self.choosing = ""
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.within = tag
        if tag == "form":
            self.open = Form(given.get("action", ""))
            self.forms.append(self.open)
        elif tag in ("a", "link", "script"):
            self.links += [given[name] for name in ("href", "src") if name in given]
        elif self.open:
            self._field(self.open, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self.choosing = name
        elif tag == "option" and ("selected" in given or self.choosing not in form.values):
            form.values[self.choosing] = given.get("value", "")
        elif tag in ("input", "textarea") and name and _is_sent(given):
            form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.open and self.within == "button":
            self.open.button += data.strip()

    def handle_endtag(self, tag: str) -> None:
        self.within = ""
        if tag == "form":
            self.open = None


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in ("radio", "checkbox") or "checked" in given


@dataclass
class Answer:
    """What came back: `packed` are the bytes that travelled, `text` what they say."""

    status: int
    path: str
    headers: http.client.HTTPMessage
    packed: bytes
    text: str
    seconds: float

    @property
    def page(self) -> _Page:
        """The forms and links of the page."""
        parsed = _Page()
        parsed.feed(self.text)
        return parsed

    def form(self, action: str) -> Form:
        """The form whose address contains these letters; raises LookupError."""
        for one in self.page.forms:
            if action in one.action:
                return one
        raise LookupError(f"no form to {action} on {self.path} ({self.status})")

    def links(self, part: str) -> list[str]:
        """The addresses on the page that contain these letters, each once."""
        return list(dict.fromkeys(link for link in self.page.links if part in link))


class Visitor:
    """One browser: a connection that stays open, and its cookies."""

    def __init__(self, url: str, patience: float = 60) -> None:
        self.url = url
        self.cookies: dict[str, str] = {}
        self.more: dict[str, str] = {}  # headers besides the usual ones
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=patience)

    def __del__(self) -> None:
        self.connection.close()

    @property
    def cookie(self) -> str:
        """The value of the Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> Answer:
        """Opens a page and goes where it leads."""
        return self._follow(self._ask("GET", path))

    def send(self, form: Form, **values: str) -> Answer:
        """Sends a form with these values put in, and goes where the answer leads."""
        return self._follow(self.post(form, **values))

    def post(self, form: Form, **values: str) -> Answer:
        """Sends a form with these values put in; the answer itself, wherever it would lead."""
        return self._ask("POST", form.action, urlencode(form.values | values))

    def enter_as(self, name: str) -> "Visitor":
        """Signs in as a person of the demonstration, by the button with their name."""
        for form in self.get("/sign-in").page.forms:
            if form.button.endswith(name):
                self.send(form)
                return self
        raise LookupError(f"nobody called {name} to enter as")

    def sign_in(self, email: str, password: str) -> "Visitor":
        """Signs in by the form; raises LookupError if that does not work."""
        form = self.get("/sign-in").form("/sign-in")
        if self.send(form, email=email, password=password).status != 200:
            raise LookupError(f"{email} could not sign in")
        return self

    def _follow(self, answer: Answer) -> Answer:
        while answer.status in (302, 303):
            answer = self._ask("GET", answer.headers["Location"])
        return answer

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip", "Accept-Language": "en"} | self.more
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        got = self.connection.getresponse()
        packed = got.read()
        seconds = time.perf_counter() - begun
        for line in got.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        plain = gzip.decompress(packed) if got.headers["Content-Encoding"] == "gzip" else packed
        return Answer(got.status, path, got.headers, packed, plain.decode("utf-8", "replace"), seconds)
