"""When something does not work the page says so, keeps what was typed, and names the next step."""

import errno

import apsw
import peewee
import pytest
from flask import abort

from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import session as sessions
from mentorship.web.access import public
from mentorship.web.apologies import APOLOGIES
from tests.web.conftest import text_of

PAGES = {
    400: "This could not be read",
    403: "This cannot be done here",
    404: "There is nothing here",
    405: "This address works another way",
    413: "This is too much at once",
    422: "This cannot be taken as it is",
    500: "Something broke on our side",
    503: "Please come back in a moment",
    507: "The disk of this place is full",
}
FULL_DISK = OSError(errno.ENOSPC, "No space left on device")
LETTER = "Dear Ada,\nI would like to learn <how> you bake.\n\nBob"


def because(cause):
    """What the database layer raises for this cause."""
    failure = peewee.OperationalError(str(cause))
    failure.__context__ = cause
    return failure


def raising(failure):
    def view():
        raise failure

    return public(view)


@pytest.fixture
def broken(app):
    """broken("/x", failure) makes an address that fails like this, for reading and for writing."""

    def add(url, failure):
        view = public(lambda: abort(failure)) if isinstance(failure, int) else raising(failure)
        app.add_url_rule(url, url, view, methods=["GET", "POST"])
        return url

    return add


def shown(answer):
    return text_of(answer.get_data(as_text=True))


@pytest.mark.parametrize(("code", "title"), PAGES.items())
def test_each_failure_has_its_own_page(browser, broken, code, title):
    answer = browser().get(broken("/x", FULL_DISK if code == 507 else code))
    html = answer.get_data(as_text=True)
    assert answer.status_code == code
    assert html.count("<h1") == 1
    assert f"<h1>{title}</h1>" in html
    assert f"<title>Error: {title}" in html
    assert 'href="/"' in html


def test_every_failure_has_words(browser):
    assert set(APOLOGIES) == set(PAGES)
    assert len({one.title for one in APOLOGIES.values()}) == len(APOLOGIES)


@pytest.mark.parametrize("code", [406, 410, 415, 418, 429, 501])
def test_a_failure_without_words_of_its_own_still_has_a_page(browser, broken, code):
    assert PAGES[400] in shown(browser().get(broken("/x", code)))


def test_what_is_not_there_and_what_is_only_for_buttons(cast, browser):
    assert PAGES[404] in shown(browser().get("/no-such-page"))
    answer = browser(cast.ada).get("/account/name")
    assert answer.status_code == 405
    assert PAGES[405] in shown(answer)
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("failure", "code", "sentence"),
    [
        (Missing(), 404, "does not exist"),
        (NotAllowed("Ada has no free place."), 403, "Ada has no free place."),
        (NotAllowed("%(n)d is too many.", n=9), 403, "9 is too many."),
        (NotAllowed(), 403, "not open to you now"),
        (Invalid("name", "Please write a name."), 422, "Please write a name."),
        (ZeroDivisionError("secret detail"), 500, "This is not your fault"),
        (because(apsw.BusyError("database is locked")), 503, "very busy"),
        (because(apsw.FullError("database or disk is full")), 507, "nothing can be written down"),
        (FULL_DISK, 507, "nothing can be written down"),
        (because(apsw.SQLError("no such column")), 500, "This is not your fault"),
        (peewee.OperationalError("server closed the connection"), 503, "Look first whether what you did has arrived"),
        (peewee.InterfaceError("connection is closed"), 503, "Look first whether what you did has arrived"),
    ],
    ids=str,
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_the_domain_refuses_is_said_plainly(browser, broken, failure, code, sentence, htmx):
    answer = browser().post(broken("/x", failure), htmx=htmx, body=LETTER)
    html = answer.get_data(as_text=True)
    assert answer.status_code == code
    assert sentence in text_of(html)
    assert "secret detail" not in html
    assert "What you had written is still here." in text_of(html)
    if htmx:
        assert html.startswith('<div class="notice attention" id="failure">')
        assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#live", "innerHTML")
    else:
        assert "I would like to learn &lt;how&gt; you bake." in html


def test_the_page_about_a_failure_asks_the_database_nothing(cast, browser, broken, statements):
    url, ada = broken("/x", ZeroDivisionError()), browser(cast.ada)
    assert statements(lambda: browser().get(url)) == 0
    assert statements(lambda: ada.get(url)) <= 1
    assert "Sign out" in shown(ada.get("/no-such-page"))


def test_it_still_knows_who_is_there_if_that_was_known(app, cast, browser):
    app.add_url_rule("/x", "x", lambda: 1 / 0)
    assert "Sign out" in shown(browser(cast.ada).get("/x"))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_database_that_does_not_answer_gets_a_page_all_the_same(cast, browser, monkeypatch, htmx):
    ada = browser(cast.ada)

    def fails(_token):
        raise peewee.OperationalError("no answer")

    monkeypatch.setattr(sessions, "resolve", fails)
    for path in ("/", "/account", "/about", "/sign-in"):
        answer = ada.get(path, htmx=htmx)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] == "5"
        assert "very busy" in shown(answer)


def test_after_it_has_come_back_everything_is_as_before(cast, browser, monkeypatch):
    ada = browser(cast.ada)
    with monkeypatch.context() as patched:
        patched.setattr(sessions, "resolve", lambda _token: (_ for _ in ()).throw(peewee.OperationalError("gone")))
        assert ada.get("/account").status_code == 503
    assert ada.get("/account").status_code == 200


def test_something_too_large_is_told_so(browser):
    answer = browser().post("/sign-up", name="x" * 600_000)
    assert answer.status_code == 413
    assert PAGES[413] in shown(answer)


@pytest.mark.parametrize(
    "path", ["/people/%00", "/people/%ff%fe", "/%F0%9F%99%82", "/people/" + "x" * 4000, "/a%0d%0ab", "/people//x"]
)
def test_an_odd_address_is_a_page_that_is_not_there(cast, browser, path):
    assert browser(cast.ada).get(path).status_code == 404
