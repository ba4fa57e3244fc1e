"""What somebody typed is not lost: when the form is stale, the place is busy, or they were signed out meanwhile."""

import peewee
import pytest

from mentorship.people import person
from mentorship.people import session as sessions
from mentorship.people.person import Person
from tests.web.visitor import Visitor

LETTER = "Dear Ada,\nI would like to learn <how> you bake.\n\nBob"


def signed_in(app, one):
    visitor = Visitor(app)
    with visitor.client.session_transaction() as session:
        session["_user_id"] = sessions.start(one, kept=False, device="")
    visitor.open("/account")
    return visitor


def test_what_was_typed_can_be_sent_again_when_the_place_was_busy(app, cast, monkeypatch):
    visitor = signed_in(app, cast.ada)

    def busy(*_):
        raise peewee.OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(person, "rename", busy)
        assert visitor.send("/account/name", name="Ada Moretti").status_code == 503
    assert 'action="/account/name"' in visitor.page
    assert 'value="Ada Moretti"' in visitor.page
    assert visitor.send("/account/name", name="Ada Moretti").status_code == 303
    assert Person.get_by_id(cast.ada.id).name == "Ada Moretti"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_that_was_open_too_long_is_sent_by_one_press(app, cast, monkeypatch, htmx):
    visitor = signed_in(app, cast.ada)
    monkeypatch.setitem(app.config, "WTF_CSRF_TIME_LIMIT", -1)
    answer = visitor.send("/account/name", htmx=htmx, name="Ada Moretti", area="work", body=LETTER, once="k2k2")
    assert answer.status_code == 400
    assert ("<h1" in visitor.page) is not htmx
    assert 'method="post" action="/account/name"' in visitor.page
    assert 'name="name" value="Ada Moretti"' in visitor.page
    assert 'type="hidden" name="area" value="work"' in visitor.page
    assert 'type="hidden" name="once" value="k2k2"' in visitor.page
    assert "you bake.\n\nBob</textarea>" in visitor.page.replace("\r\n", "\n")
    assert Person.get_by_id(cast.ada.id).name == "Ada"
    monkeypatch.setitem(app.config, "WTF_CSRF_TIME_LIMIT", 3600)
    assert visitor.send("/account/name", name="Ada Moretti").status_code == 303
    assert Person.get_by_id(cast.ada.id).name == "Ada Moretti"


def test_a_stale_form_asks_for_secrets_anew_and_never_shows_them(app, cast):
    visitor = signed_in(app, cast.ada)
    visitor.page = ""
    visitor.send("/account/password", old="first secret", password="second secret")
    assert "secret" not in visitor.words
    assert 'type="password" id="typed-1" name="old"' in visitor.page
    assert 'type="password" id="typed-2" name="password"' in visitor.page


def test_a_stale_form_keeps_where_one_wanted_to_go(app):
    visitor = Visitor(app)
    visitor.send("/sign-in?next=/about", email="ada@example.org", password="x")
    assert 'action="/sign-in?next=/about"' in visitor.page


def test_hostile_text_stays_text(app, cast):
    visitor = signed_in(app, cast.ada)
    visitor.page = ""
    evil = '"><script>alert(1)</script></textarea>'
    visitor.send("/account/name", **{"name": evil, "body": evil + "\n", 'x"><script>': "A B"})
    assert "<script>alert" not in visitor.page
    assert 'name="x"><script>' not in visitor.page


@pytest.mark.parametrize("htmx", [False, True])
def test_somebody_signed_out_meanwhile_keeps_the_text(cast, browser, htmx):
    stranger = browser()
    stranger.client.environ_base["HTTP_REFERER"] = "http://localhost/account?x=1"
    answer = stranger.post("/account/name", htmx=htmx, name="Ada Moretti", body=LETTER, password="hidden words")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert ("<h1" in html) is not htmx
    assert "You were signed out meanwhile" in html
    assert "Ada Moretti" in html
    assert "I would like to learn" in html
    assert "hidden words" not in html
    assert 'href="/sign-in?next=/account?x%3D1"' in html


def test_the_way_back_leads_only_to_our_own_pages(browser):
    stranger = browser()
    stranger.client.environ_base["HTTP_REFERER"] = "https://evil.example//evil.example/x"
    assert "evil" not in stranger.post("/account/name").get_data(as_text=True)
