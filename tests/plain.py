"""A browser that knows links, forms and cookies, and nothing else: for whoever has no more than that."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar


@dataclass
class Form:
    """A form as it came: where it goes, what it carries, and what can be chosen or written."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """The words, headings, links and forms of a page."""

    def __init__(self, url: str, status: int, html: str) -> None:
        super().__init__()
        self.url, self.status, self.html = url, status, html
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.heading = self.words = ""
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        if tag in ("a", "button", "h1", "textarea", "select"):
            self._open.append((tag, given, []))
        if tag in ("input", "textarea", "select") and self.forms and "name" in given:
            self.forms[-1].names.add(given["name"])
        if tag == "input" and self.forms:
            self._input(given)
        if tag == "option" and "selected" in given and self._open:
            self.forms[-1].fields.append((self._open[-1][1]["name"], given.get("value", "")))

    def _input(self, given: dict[str, str]) -> None:
        chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if chosen and "name" in given:
            self.forms[-1].fields.append((given["name"], given.get("value", "on")))

    def handle_data(self, data: str) -> None:
        self.words += data
        for _tag, _given, heard in self._open:
            heard.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, given, heard = self._open.pop()
        text = " ".join("".join(heard).split())
        if tag == "h1":
            self.heading = text
        elif tag == "a":
            self.links.append((text, given.get("href", "")))
        elif tag == "textarea":
            self.forms[-1].fields.append((given["name"], "".join(heard).removeprefix("\n")))
        elif tag == "button" and self.forms:
            self.forms[-1].buttons.append((text, given.get("name", ""), given.get("value", "")))

    @property
    def text(self) -> str:
        """All words, single-spaced."""
        return " ".join(self.words.split())


class Simple:
    """Somebody at this browser, on the page that came last."""

    def __init__(self, url: str) -> None:
        self.site = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.page = Page(url, 0, "")

    def go(self, path: str, data: bytes | None = None) -> Page:
        """Opens an address, following where it leads; a refusal is a page too."""
        url = urllib.parse.urljoin(self.page.url or self.site, path).partition("#")[0]
        request = urllib.request.Request(url, data, {"Accept-Language": "en"})  # noqa: S310 (our own server)
        try:
            answer = self.opener.open(request, timeout=10)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            self.page = Page(answer.url, answer.status, answer.read().decode())
        return self.page

    def follow(self, words: str) -> Page:
        """Goes where the first link with these words leads."""
        found = [href for text, href in self.page.links if words in text]
        assert found, (words, self.page.links)
        return self.go(found[0])

    def press(self, words: str, **typed: str) -> Page:
        """Presses the first button with these words, after writing into the fields of its form."""
        found = [(form, one) for form in self.page.forms for one in form.buttons if words in one[0]]
        assert found, (words, [form.buttons for form in self.page.forms])
        form, (_, name, value) = found[0]
        assert set(typed) <= form.names
        kept = [(key, text) for key, text in form.fields if key not in typed]
        sent = urllib.parse.urlencode([*kept, *typed.items(), *([(name, value)] if name else [])])
        if form.method == "get":
            return self.go(f"{form.action}?{sent}")
        return self.go(form.action, sent.encode())
