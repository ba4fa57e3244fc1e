"""One small world with viewers of every kind. It is made once per run, at one moment; copies are the same to the last key."""

from datetime import timedelta

from mentorship import clock
from mentorship.people import facts
from mentorship.people.person import Person, Purpose, Role
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.records import mail
from mentorship.records.choice import Choice, choose_all
from mentorship.records.mail import Letter
from mentorship.records.notice import Topic
from mentorship.talk.conversation import open_with_friend
from mentorship.talk.message import send, send_to_pair
from mentorship.ties.friendship import unfriend
from mentorship.ties.mentorship import end
from tests.cast import Cast, ask_friend, befriend, change, crowd, everyone, mentor, settle, share, state, wish
from tests.pictures import hang
from tests.work import made

NOW = clock.now().replace(microsecond=0)
# stranger, friend, mentee, former friend and former mentee of Ada; a coordinator; an employer; the web
VIEWERS = ("eve", "cleo", "bob", "gus", "hal", "dora", "finn", "")


def person(name: str) -> Person:
    """Somebody of this world by their first name."""
    return Person.get(Person.search_name == name)


def settle_all() -> None:
    """Ada has a friend, a mentee, a former friend, a former mentee; Ida and Kit are others, of whom much is hidden.

    They act for an organisation of Finn's, which has a job, and at which Ada says that she works.
    """
    with clock.set_to(NOW - timedelta(days=3)):
        cast = everyone()
        gus, hal = settle("Gus", seeks="xylophone"), settle("Hal", offers="preparing for a job interview")
        crowd(12, "Guest")
    with clock.set_to(NOW - timedelta(days=2)):
        ida = settle("Ida", purpose=Purpose.BOTH, offers="writing a CV")
        kit = settle("Kit", purpose=Purpose.BOTH, offers="preparing for a job interview")
        for one in Person.select():
            change(one, confirmed_at=clock.now())
            wanted = {} if one.id == cast.cleo.id else {Topic.MESSAGES: Choice.AT_ONCE}
            choose_all(one.id, wanted, names=True)
        _tie(cast, gus, hal, ida, kit)
    with clock.set_to(NOW - timedelta(days=1)):
        for one in Person.select().where(Person.roles == Role.NONE):
            mail.post(Letter.DIGEST, one.id)


def _tie(cast: Cast, gus: Person, hal: Person, ida: Person, kit: Person) -> None:
    befriend(cast.ada, gus)
    unfriend(cast.ada.id, gus.id)
    send_to_pair(mentor(cast.ada, cast.bob), cast.ada.id, "Forza", "1")
    once = mentor(cast.ada, hal)
    end(once, cast.ada.id, "Thanks")
    befriend(cast.ada, ida)
    befriend(kit, ida)
    befriend(cast.eve, cast.cleo)
    befriend(cast.finn, cast.cleo)
    hang(kit)
    ask_friend(cast.eve, cast.ada)
    for sender, recipient in ((gus, ida), (kit, gus), (cast.eve, cast.dora), (kit, cast.finn)):
        ask_friend(sender, recipient)
    wish(gus, kit)
    for one in (cast.ada, cast.cleo):
        send(open_with_friend(cast.ada.id, cast.cleo.id), one.id, "Salve", "1")
    for one in (cast.cleo, cast.eve):
        send(open_with_friend(cast.eve.id, cast.cleo.id), one.id, "Ciao", "1")
    send(open_with_friend(kit.id, ida.id), kit.id, "Buondì", "1")
    hospital = made.organisation(cast.finn, "San Rocco Hospital")
    for one in (kit, ida):
        made.colleague(hospital, one)
    made.job(hospital, "Nurse for the night", occupation="nurse")
    _close(cast.ada, ida)


def _close(ada: Person, ida: Person) -> None:
    for section in (
        Section.EXPERIENCE,
        Section.SKILLS,
        Section.FRIENDS,
        Section.MUTUAL,
        Section.LINEAGE,
        Section.PHOTO,
    ):
        share(ada, section, ONLY_ME)
    for section in Section:
        share(ida, section, ONLY_ME)
    state(ida, Section.WORK, "San Rocco Hospital")
    facts.say(ada.id, Section.CONTACT, "Tuesdays")
    share(ada, Section.CONTACT, ONLY_ME)
