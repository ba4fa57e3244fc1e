"""What each kind of viewer meets when they go everywhere in the world of tests/web/small_world.py."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

from mentorship.database import rows
from mentorship.talk import leaving
from mentorship.web.mail import envelope, letters
from tests.web.conftest import HTMX, Browser
from tests.web.sameness import bare
from tests.web.small_world import person

WORDS = ("nurse", "ada", "kit", "ida", "zyx", "burnout", "hospital")
RESTORED = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
TYPED = {**HTMX, "HX-Trigger": "filter", "HX-Target": "results"}
NEXT_PAGE = re.compile(r'href="(/[^"]*[?&;](?:after|before)=[^"]*)"')
OF_ITSELF = ("Set-Cookie", "Content-Length", "Date")  # headers that differ by themselves
FIRST = 12  # pages that are asked for as fragments too


def addresses() -> list[str]:
    """Everything to ask for by hand: pages, searches, orders, filters, people, and the keys of everything there is."""
    found = [
        "/",
        "/people",
        "/mentors",
        "/organisations",
        "/suggestions",
        "/connections",
        "/messages",
        "/notices",
        "/profile",
    ]
    found += [
        "/privacy",
        "/profile/cv",
        "/about",
        "/account/close",
        "/mentors?free=yes&area=work",
        "/mentors?topic=interview",
    ]
    found += [f"/people?q={word}" for word in WORDS] + [f"/mentors?q={word}" for word in WORDS[:3]]
    found += [f"/terms/{kind}?q={start}" for kind, start in (("topic", "x"), ("workplace", "s"), ("experience", "b"))]
    keys = [
        (one.handle, one.key) for one in rows("SELECT p.handle, x.key FROM photo x JOIN person p ON p.id = x.person_id")
    ]
    found += [f"/people/{handle}/photo/{key}-96.webp" for handle, key in keys]
    for name in ("ada", "ida", "kit", "cleo"):
        handle = person(name).handle
        found += [f"/people/{handle}", f"/people?after={handle}", f"/mentors?after={handle}"]
        found += [f"/people/{handle}/mentor", f"/people/{handle}/block"]
    found += [f"/requests/{one.key}" for one in rows("SELECT key FROM request ORDER BY id")]
    found += [f"/messages/{one.key}" for one in rows("SELECT key FROM conversation ORDER BY id")]
    found += [f"/organisations/{one.key}" for one in rows("SELECT key FROM organisation ORDER BY id")]
    found += ["/jobs", "/help-offers", *(f"/jobs/{one.key}" for one in rows("SELECT key FROM job ORDER BY id"))]
    return found + [f"/mentorships/{one.key}" for one in rows("SELECT key FROM mentorship ORDER BY id")]


@dataclass(frozen=True)
class Traveller:
    """Somebody who goes everywhere."""

    app: Flask
    name: str

    def trace(self, urls: list[str]) -> dict[str, object]:
        """All answers, as a page and as a fragment, what they lead to, and the mail that would leave now."""
        reader = Browser(self.app, person(self.name) if self.name else None)
        seen: dict[str, object] = {}
        for url in urls:
            answer = reader.client.get(url)
            seen[url] = whole(answer)
            for link in NEXT_PAGE.findall(answer.get_data(as_text=True)) if answer.mimetype == "text/html" else ():
                seen[link] = whole(reader.client.get(unescape(link)))
        for url in urls[:FIRST]:
            for name, headers in (("fragment", TYPED), ("restored", RESTORED)):
                seen[f"{name} {url}"] = whole(reader.client.get(url, headers=headers))
        return seen

    def mail(self) -> list[str]:
        """Each mail to this person, with its headers, as the server would be given it."""
        if not self.name:
            return []
        found = rows("SELECT id FROM mail WHERE person_id = ? ORDER BY id", person(self.name).id)
        with self.app.app_context():
            leave = [one for one in (leaving.of(mail.id) for mail in found) if one]
            return [envelope.enclose(one, letters.write(one), self.app.config["SETTINGS"]).as_string() for one in leave]


def whole(answer: TestResponse) -> tuple[object, ...]:
    """Status, headers and body, without what differs by itself."""
    headers = [(name, value) for name, value in answer.headers if name not in OF_ITSELF]
    body = answer.get_data()
    return answer.status_code, headers, bare(body.decode()) if answer.mimetype.startswith("text/") else body


def journeys(app: Flask, names: Iterable[str], urls: list[str]) -> dict[str, dict[str, object]]:
    """What each of them meets everywhere the second time: by the first, what they were told and written is read."""
    met = {}
    for name in names:
        traveller = Traveller(app, name)
        mails = traveller.mail()
        traveller.trace(urls)
        met[name] = traveller.trace(urls) | {"mail": mails}
    return met
