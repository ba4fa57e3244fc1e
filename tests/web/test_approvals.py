"""Letting people in: staff alone see who waits; a yes or a no counts once."""

import pytest

from mentorship.accounts import approving, joining
from mentorship.database import write
from mentorship.people import invitation as invitations
from mentorship.people import password as passwords
from mentorship.people.person import Person, Role, State
from mentorship.people.two_step import TwoStep
from mentorship.site import setting
from mentorship.site.setting import Joining
from mentorship.ties.block import block
from tests.accounts.newcomers import GIA
from tests.cast import change, secret
from tests.web.conftest import text_of
from tests.web.letters import letters
from tests.web.sameness import NO_KEY, bare, is_absent

QUEUE = "/admin/approvals"


@pytest.fixture
def gia(cast, monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda _typed: secret())
    setting.change(joining=Joining.APPROVAL)
    return joining.join(sends_mail=False, **GIA, why="The library\n\nsent <b>me</b>.")


@pytest.fixture
def dora(cast, gia, browser):
    return browser(cast.dora)


def test_who_waits_stands_there_with_what_they_said(dora):
    page = dora.read(QUEUE)
    words = text_of(page)
    assert "1 person waits for your yes." in words
    assert "Gia Signed up today · I want a mentor" in words
    assert "sent <b>me</b>." in words
    assert "<b>me</b>" not in page
    assert GIA["email"] not in page


def test_those_who_may_decide_find_it_in_the_menu(cast, browser, dora):
    assert 'href="/admin/approvals"' in dora.read("/account")
    assert 'href="/admin/approvals"' not in browser(cast.ada).read("/account")


def test_who_invited_them_is_said_to_those_for_whom_they_exist(cast, gia, dora):
    for number, places in enumerate((1, 9)):
        key = invitations.make(cast.bob.id, language="en", days=7, places=places, label="The spring course").key
        joining.join(sends_mail=False, invitation=key, **GIA | {"email": f"guest{number}@example.org"})
    words = text_of(dora.read(QUEUE))
    assert "invited by Bob" in words
    assert "came by the invitation “The spring course”" in words
    block(cast.bob.id, cast.dora.id)
    assert "Bob" not in text_of(dora.read(QUEUE))


def test_a_yes_lets_them_in(cast, gia, dora, browser):
    newcomer = browser(gia)
    assert newcomer.get("/people").headers["Location"] == "/account/standing"
    assert "Gia is in, and has a letter that says so." in text_of(dora.press(f"{QUEUE}/{gia.handle}/accept"))
    assert letters() == ["confirm", "approved"]
    assert newcomer.get("/people").status_code == 200
    assert "Nobody waits." in text_of(dora.read(QUEUE))


def test_a_no_is_kind_and_leaves_nothing(gia, dora, browser):
    newcomer = browser(gia)
    said = text_of(dora.press(f"{QUEUE}/{gia.handle}/refuse"))
    assert "Gia gets a kind letter, and nothing of them is kept." in said
    assert letters() == ["refused"]
    assert newcomer.get("/account/standing").status_code == 303
    assert Person.get_or_none(Person.id == gia.id) is None


@pytest.mark.parametrize("first", ["accept", "refuse"])
@pytest.mark.parametrize("second", ["accept", "refuse"])
def test_the_second_who_decides_is_told_so(cast, gia, dora, browser, first, second):
    dora.press(f"{QUEUE}/{gia.handle}/{first}")
    before = letters()
    said = text_of(browser(cast.aldo).press(f"{QUEUE}/{gia.handle}/{second}"))
    assert "Somebody has decided about this already." in said
    assert letters() == before


def test_coordinators_and_admins_come_in_and_nobody_else(cast, gia, browser):
    for one in (cast.dora, cast.aldo):
        assert browser(one).get(QUEUE).status_code == 200
    change(cast.cleo, roles=Role.MODERATOR)
    for one in (cast.ada, cast.cleo, cast.finn):
        other = browser(one)
        absent = other.get("/no-such-page")
        assert is_absent(other.get(QUEUE), absent, QUEUE, "/no-such-page")
        for verb in ("accept", "refuse"):
            known = other.post(f"{QUEUE}/{gia.handle}/{verb}")
            assert is_absent(known, other.post(f"{QUEUE}/{NO_KEY}/{verb}"), gia.handle, NO_KEY)
    assert Person.get_by_id(gia.id).state == State.PENDING
    assert browser().get(QUEUE).headers["Location"].startswith("/sign-in")


def test_without_the_second_step_of_signing_in_the_task_waits(cast, gia, browser):
    write(lambda: TwoStep.delete().where(TwoStep.person == cast.dora).execute())()
    assert browser(cast.dora).get(QUEUE).headers["Location"] == "/account/two-step"
    browser(cast.dora).post(f"{QUEUE}/{gia.handle}/accept")
    assert Person.get_by_id(gia.id).state == State.PENDING


def test_whoever_waits_sees_nothing_of_it(gia, browser):
    newcomer = browser(gia)
    assert newcomer.get(QUEUE).headers["Location"] == "/account/standing"
    assert "Your account waits for approval" in text_of(newcomer.read("/account/standing"))


def test_nobody_sees_who_waits_or_was_refused(cast, gia, browser):
    ada = browser(cast.ada)
    absent = ada.get(f"/people/{NO_KEY}")
    assert is_absent(ada.get(f"/people/{gia.handle}"), absent, gia.handle, NO_KEY)
    assert gia.handle not in ada.read("/people", q="Gia")
    approving.refuse(gia.handle, "")
    assert bare(ada.get(f"/people/{gia.handle}"), gia.handle) == bare(absent, NO_KEY)


def test_the_queue_takes_the_same_statements_for_many(cast, gia, dora, statements):
    dora.read(QUEUE)
    few = statements(lambda: dora.read(QUEUE))
    for number in range(8):
        key = invitations.make(cast.bob.id, language="en", days=7).key
        joining.join(sends_mail=False, invitation=key, **GIA | {"email": f"guest{number}@example.org"})
    assert statements(lambda: dora.read(QUEUE)) <= few + 1 <= 8


def test_a_long_queue_says_how_long_it_is(cast, gia, dora, monkeypatch):
    monkeypatch.setattr(approving, "SHOWN", 1)
    monkeypatch.setattr(approving, "_WAITING", approving._WAITING.replace("LIMIT 50", "LIMIT 1"))
    joining.join(sends_mail=False, **GIA | {"email": "kim@example.org", "name": "Kim"})
    words = text_of(dora.read(QUEUE))
    assert "2 people wait for a yes, oldest first. The first 1 are shown." in words
    assert "Kim" not in words
