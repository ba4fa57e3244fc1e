"""The audit log on its page: in words, newest first; what the pages of staff note."""

import pytest

from mentorship.accounts import joining
from mentorship.database import execute, rows, write
from mentorship.people import password as passwords
from mentorship.people import token
from mentorship.records import audit, mail
from mentorship.records.audit import PAGE, Verb
from mentorship.records.mail import Letter
from mentorship.site import setting
from mentorship.site.setting import Joining
from mentorship.web.report_words import NOTED
from tests.accounts.newcomers import GIA
from tests.cast import secret
from tests.records.test_audit import unguard
from tests.web.conftest import text_of

LOG = "/admin/audit"


@pytest.fixture
def aldo(cast, browser):
    return browser(cast.aldo)


def noted():
    return [(one.verb, one.about, one.detail) for one in rows("SELECT * FROM audit ORDER BY id")]


def test_an_empty_log_says_so(aldo):
    assert "Nothing is noted yet." in text_of(aldo.read(LOG))


def test_every_verb_has_its_sentence(cast, aldo):
    assert set(NOTED) == set(Verb)
    for verb in Verb:
        audit.note(cast.dora.handle, verb, cast.ada.handle, "moderator" if verb in (Verb.GAVE, Verb.TOOK) else "")
    text = text_of(aldo.read(LOG))
    assert "Dora gave Ada a task: Moderator" in text
    assert "Dora suspended Ada" in text
    assert text.index("Dora turned off the second step of Ada") < text.index("Dora looked at report")


def test_the_machine_and_those_who_are_gone_have_their_place(cast, aldo):
    audit.note("", Verb.RESTORED)
    audit.note("gonegonegone", Verb.LIFTED, "alsogonealso")
    text = text_of(aldo.read(LOG))
    assert "Somebody at the machine itself put back a backup" in text
    assert "gonegonegone let alsogonealso take part again" in text


def test_a_page_at_a_time(aldo):
    for number in range(PAGE + 1):
        audit.note("", Verb.LOOKED, f"number{number}x")
    page = aldo.read(LOG)
    assert "number0x" not in page
    earlier = page.split('id="earlier" href="')[1].split('"')[0]
    assert "number0x" in aldo.read(earlier)
    assert "number1x" not in aldo.read(earlier)
    assert aldo.get(LOG, before="no\x00such").status_code == 200


def test_it_can_be_checked(aldo):
    audit.note("", Verb.CHANGED)
    page = aldo.read(LOG, check="yes")
    assert rows("SELECT chain FROM audit")[0].chain in page
    unguard()
    write(lambda: execute("UPDATE audit SET verb = 'lifted'"))()
    assert "Entry 1 does not fit" in text_of(aldo.read(LOG, check="yes"))


@pytest.mark.parametrize("who", ["ada", "dora", "finn"])
def test_it_is_there_for_admins_alone(cast, browser, who):
    assert browser(getattr(cast, who)).get(LOG).status_code == 404


def test_what_an_admin_does_is_noted(cast, aldo):
    aldo.post(f"/admin/people/{cast.ada.handle}/roles", roles="MODERATOR")
    aldo.post("/admin/rules", en="Be kind.", it="", instead_of="")
    aldo.post("/admin/place", name="Ponte", joining="open", languages=["en"], accent="", contact="")
    verbs = noted()
    assert verbs[0] == ("gave", cast.ada.handle, "moderator")
    assert [one[0] for one in verbs[1:]] == ["published", "changed"]
    assert {one.actor for one in rows("SELECT actor FROM audit")} == {cast.aldo.handle}


def test_reading_the_text_of_a_letter_is_noted_and_its_list_is_not(cast, aldo):
    mail.post(Letter.RESET, cast.ada.id, token.issue(cast.ada.id, token.Purpose.RESET))
    mail.post(Letter.APPROVED, cast.bob.id)
    write(lambda: execute("UPDATE mail SET state = 'sent', settled_at = 1 WHERE kind = 'approved'"))()
    keys = {one.kind: one.key for one in rows("SELECT kind, key FROM mail")}
    aldo.read("/admin/outbox")
    aldo.read(f"/admin/outbox/{keys['approved']}")
    assert noted() == []
    assert "/reset/" in aldo.read(f"/admin/outbox/{keys['reset']}")
    assert noted() == [("opened", keys["reset"], "")]


@pytest.mark.parametrize(("verb", "said"), [("accept", "admitted"), ("refuse", "refused")])
def test_a_yes_and_a_no_are_noted_once(cast, browser, monkeypatch, verb, said):
    monkeypatch.setattr(passwords, "hashed", lambda _typed: secret())
    setting.change(joining=Joining.APPROVAL)
    gia = joining.join(sends_mail=False, **GIA)
    for _press in range(2):
        browser(cast.dora).post(f"/admin/approvals/{gia.handle}/{verb}")
    assert noted() == [(said, gia.handle, "")]
