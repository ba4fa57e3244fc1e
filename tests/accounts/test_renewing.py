"""A new password: what hung on the old one ends, and the owner is told."""

import pytest

from mentorship.accounts import renewing
from mentorship.errors import Invalid
from mentorship.people import password as passwords
from mentorship.people import session, token
from mentorship.people.person import Person
from mentorship.people.proof import TRIES
from mentorship.people.throttle import WAIT
from mentorship.people.token import Purpose
from mentorship.records.mail import Letter, Mail
from tests.cast import PASSWORD, secret

NEW = "seven slow yellow trains"


def start(person):
    return session.start(person, kept=False, device="Phone")


def is_open(token):
    return session.resolve(token) is not None


def letters():
    return [(one.kind, one.person_id, one.address) for one in Mail.select().order_by(Mail.id)]


def change_password(cast, token, old=PASSWORD, new=NEW):
    renewing.change(cast.ada.id, session.resolve(token).session_key, old, new)


def test_a_new_password_ends_all_other_sessions(cast):
    here, there, theirs = start(cast.ada), start(cast.ada), start(cast.bob)
    change_password(cast, here)
    assert [is_open(here), is_open(there), is_open(theirs)] == [True, False, True]


def test_only_the_new_password_opens_then(cast):
    change_password(cast, start(cast.ada))
    assert session.sign_in("ada@example.org", NEW, "host").id == cast.ada.id
    with pytest.raises(Invalid):
        session.sign_in("ada@example.org", PASSWORD, "host")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", NEW, "old"),
        (PASSWORD, "short", "password"),
        (PASSWORD, "password1", "password"),
        (PASSWORD, "ada@example.org", "password"),
    ],
)
def test_a_refused_change_changes_nothing(cast, old, new, field):
    here, there = start(cast.ada), start(cast.ada)
    with pytest.raises(Invalid) as refused:
        change_password(cast, here, old, new)
    assert refused.value.field == field
    assert Person.get_by_id(cast.ada.id).password == secret()
    assert is_open(there)
    assert letters() == []


def test_guessing_the_old_password_in_an_open_session_is_slowed(cast, monkeypatch):
    monkeypatch.setattr(passwords, "matches", lambda _stored, _typed: False)
    token = start(cast.ada)
    for _ in range(TRIES + 1):
        with pytest.raises(Invalid) as refused:
            change_password(cast, token, "guess")
    assert refused.value.message == WAIT


def test_the_owner_is_told(cast):
    change_password(cast, start(cast.ada))
    assert letters() == [(Letter.PASSWORD, cast.ada.id, "")]


def test_what_was_begun_with_the_old_password_is_void(cast):
    reset = token.issue(cast.ada.id, Purpose.RESET)
    moving = token.issue(cast.ada.id, Purpose.CONFIRM, "thief@example.org")
    change_password(cast, start(cast.ada))
    assert token.find(reset, Purpose.RESET) is None
    assert token.find(moving, Purpose.CONFIRM) is None


def test_the_link_that_confirms_the_present_address_stays(cast):
    own = token.issue(cast.ada.id, Purpose.CONFIRM, cast.ada.email)
    change_password(cast, start(cast.ada))
    assert token.find(own, Purpose.CONFIRM)
