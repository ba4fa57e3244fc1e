"""A place with something to show on every page of accounts and staff: who waits, who left, what was invited and sent."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.people import invitation, logo, token
from mentorship.people.person import Person, Role, State
from mentorship.people.section import Section
from mentorship.people.token import Purpose
from mentorship.privacy.audience import AUDIENCES
from mentorship.records import mail, outbox
from mentorship.records.mail import Letter
from mentorship.site.setting import Feature, Joining
from mentorship.ties.request import answering
from tests.cast import change, settle, share, state, wish
from tests.live import ADMIN, LONGEST_NAME, LONGEST_WORD, NEWCOMER, Live
from tests.pictures import halves, hang, saved

TROUBLE = f"550 5.1.1 {'x' * 120} no such user here"
ANSWERABLE = """SELECT r.key FROM request r JOIN person p ON p.id = r.recipient_id
WHERE p.email = ? AND r.kind = ? AND r.state = ?"""
NEWEST = "SELECT key FROM mail WHERE state = ? ORDER BY id DESC"
OWN_WORDS = ("kneading by night", "bread at four in the morning")


def arrange(live: Live) -> dict[str, str]:
    """Fills the place from its start; gives what stands for the words in braces of an address."""
    live.reset()
    with live.inside():
        ada, vera, nia = (Person.get(Person.email == one) for one in ("ada@demo.example", ADMIN, NEWCOMER))
        _name_place()
        _settle_around(ada)
        keys = _invite(vera) | _post(nia) | _ask(nia, ada)
    return keys | _links(live, keys) | _known(live)


def _name_place() -> None:
    drawn = saved(halves(480, 96), "PNG")
    looks = {"name": LONGEST_NAME[:40], "accent": "#7b3f6e", "contact": "desk@example.org"}
    logo.change_place(looks | {"joining": Joining.APPROVAL, "features": tuple(Feature)}, logo.read(drawn))


def _settle_around(ada: Person) -> None:
    """One who waits, with a name without end beside; one who left; one who has not agreed; one with a photo."""
    change(settle("Wanda"), state=State.PENDING, why=LONGEST_WORD)
    change(settle(LONGEST_NAME, email="waits@example.org"), state=State.PENDING)
    change(settle("Colin"), state=State.CLOSED, closed_at=clock.now())
    change(settle("Rosa"), rules_version="2020-01")
    # Nobody else may lay down the last task of an admin.
    change(Person.get(Person.email == "aldo@demo.example"), roles=Role.NONE)
    hang(ada)
    share(ada, Section.PHOTO, AUDIENCES["everyone"])
    state(ada, Section.OFFERS, *OWN_WORDS)


def _invite(vera: Person) -> dict[str, str]:
    many = invitation.make(vera.id, language="en", days=30, places=40, label=LONGEST_NAME)
    one = invitation.make(vera.id, language="en", days=7, address="wilma@example.org", trusted=True)
    ended = invitation.make(vera.id, language="en", days=90)
    invitation.revoke(ended.key)
    return {"many": many.key, "one": one.key, "ended": ended.key}


def _post(nia: Person) -> dict[str, str]:
    """A letter that left, one that was given up, and two that wait."""
    for _each in range(2):
        mail.post(Letter.PASSWORD, nia.id)
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        outbox.settle(_claimed(), mail.State.SENT)
        outbox.settle(_claimed(), mail.State.GIVEN_UP, TROUBLE)
    to_confirm, to_choose = token.issue(nia.id, Purpose.CONFIRM, nia.email), token.issue(nia.id, Purpose.RESET)
    mail.post(Letter.CONFIRM, nia.id, to_confirm, nia.email)
    mail.post(Letter.RESET, nia.id, to_choose)
    return {"to_confirm": to_confirm, "to_choose": to_choose}


def _claimed() -> Any:
    found = outbox.claim()
    assert found is not None
    return found


def _ask(nia: Person, ada: Person) -> dict[str, str]:
    declined = wish(nia, ada)
    answering.decline(declined, "full")
    return {"declined": declined.key}


def _links(live: Live, keys: dict[str, str]) -> dict[str, str]:
    """What stands at the end of the links in letters."""
    bob = live.handle("Bob")
    asked, befriended, over = (
        live.answering(email, live.one(ANSWERABLE, email, *wanted))
        for email, *wanted in (
            ("ada@demo.example", "mentoring", "open"),
            ("bob@demo.example", "friend", "open"),
            ("ada@demo.example", "mentoring", "accepted"),
        )
    )
    return {
        "confirm": live.signed("confirm", keys["to_confirm"]),
        "choose": live.signed("reset", keys["to_choose"]),
        "join": live.signed("join", keys["many"]),
        "join_one": live.joining(keys["one"], "wilma@example.org"),
        "asked": asked,
        "befriended": befriended,
        "answered": over,
        "stop": live.signed("unsubscribe", [bob, "requests"]),
        "stop_daily": live.signed("unsubscribe", [bob, "daily"]),
    }


def _known(live: Live) -> dict[str, str]:
    """What is there already."""
    return {
        "ada": live.handle("Ada"),
        "vera": live.handle("Vera"),
        "waiting": live.one(NEWEST, "waiting"),
        "given_up": live.one(NEWEST, "given_up"),
        "sent": live.one(NEWEST, "sent"),
        "term": str(live.one("SELECT id FROM term WHERE en = ?", OWN_WORDS[0])),
        "other": OWN_WORDS[1],
    }
