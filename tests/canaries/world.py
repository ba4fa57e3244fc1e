"""The world of the words: fifteen people with everything that people have here, filled by the verbs of the product."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from mentorship import clock
from mentorship.accounts.closing import GRACE
from mentorship.accounts.erasure import erase_overdue
from mentorship.care import moderating, reporting
from mentorship.database import execute, row, rows, write
from mentorship.people import facts, invitation, photo, two_step
from mentorship.people import session as sessions
from mentorship.people.person import Person, Purpose, Role, State
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES as COLUMNS
from mentorship.privacy.sharing import open_exactly
from mentorship.records import choice, mail
from mentorship.records.mail import Letter
from mentorship.site import chore, setting
from mentorship.site.setting import Feature
from mentorship.talk import conversation, message
from mentorship.ties import block, friendship, mentorship
from mentorship.ties.availability import offer_places
from mentorship.ties.relation import Relation
from mentorship.ties.request import answering, asking
from mentorship.work.application import answering as applications
from mentorship.work.application import applying
from mentorship.work.job.job import Job
from tests import cast
from tests.canaries.table import AT_FIRST, GONE, PEOPLE, RESTING, SECTIONS, TASKS, audience
from tests.canaries.words import Words
from tests.pictures import saved
from tests.work import made

ROLES = {"coordinator": Role.COORDINATOR, "admin": Role.ADMIN, "employer": Role.EMPLOYER, "moderator": Role.MODERATOR}
GUESTS = 25  # so that there is a second page of people
LONG_TALK = 35  # and of a conversation
WISHES = (("eve", "ada"), ("gus", "lena"), ("eve", "gus"), ("ivo", "cleo"), ("karl", "hana"), ("nora", "gus"))
REPORTED = ("finn", "hana")
AWAY = {"suspended": State.SUSPENDED, "pending": State.PENDING}


@dataclass
class World:
    """The words, the people by name, and each request by its key: what, who asked whom, who would mentor."""

    words: Words = field(default_factory=Words)
    people: dict[str, Person] = field(default_factory=dict)
    asked: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    invited: dict[str, set[str]] = field(default_factory=dict)  # each invitation's key, and the words its link shows

    def name_of(self, id: int | None) -> str:
        """Who has this row number."""
        return next((name for name, one in self.people.items() if one.id == id), "")


def make() -> World:
    """The world, as it is after a week."""
    world = World()
    setting.change(features=list(Feature))
    with clock.set_to(clock.now() - timedelta(days=6)):
        for name in PEOPLE:
            world.people[name] = _person(world, name)
        _tie(world)
        _ask(world)
        _part(world)
        _report(world)
        _organise(world)
    with clock.set_to(clock.now() - timedelta(hours=3)):
        _invite(world)
        _depart(world)
        cast.crowd(GUESTS)
        _trouble(world)
    world.asked = {
        one.key: (one.kind, *(world.name_of(id) for id in (one.sender_id, one.recipient_id, one.mentor_id)))
        for one in rows("SELECT key, kind, sender_id, recipient_id, mentor_id FROM request")
    }
    return world


def _person(world: World, name: str) -> Person:
    new = world.words.new
    person = cast.settle(
        f"{name.title()} {new('name', name)}",
        purpose=Purpose.BOTH,
        email=f"{new('address', name)}@example.org",
        language="it" if name in ("cleo", "finn") else "en",
    )
    role = ROLES.get(TASKS.get(name, RESTING.get(name, "")), Role.NONE)
    cast.change(person, roles=role, confirmed_at=clock.now())
    offer_places(person.id, 9)
    for section in SECTIONS:
        _state(world, name, person, Section(section))
    sessions.start(person, kept=True, device=f"Phone {new('device', name)}")
    _secrets(world, name, person)
    return person


def _state(world: World, name: str, person: Person, section: Section) -> None:
    word = world.words.new("section", name, section=section)
    if section == Section.PHOTO:
        _hang(world, name, person, word)
    elif section in facts.TEXT_LIMIT:
        facts.say(person.id, section, f"Once upon a time {word} was everywhere.")
    else:
        focus = world.words.new("section", name, section=section) if section in facts.FOCUS_KINDS else ""
        cast.state(person, section, word, focus=focus)


def _hang(world: World, name: str, person: Person, word: str) -> None:
    """A photo by the real way, from a file that says more than its picture; then its own key and bytes."""
    if name in ("ada", "cleo"):
        exif = Image.Exif()
        exif[0x010E], exif[0x8298] = world.words.new("metadata", name), world.words.new("metadata", name)
        photo.show_oneself(person.id, saved(Image.new("RGB", (300, 300), (9, 99, 9)), exif=exif.tobytes()))
        _mark(person, word)
    else:
        hang(person, word)


@write
def _mark(person: Person, word: str) -> None:
    execute("UPDATE photo SET key = ? WHERE person_id = ?", f"{word}22", person.id)


@write
def hang(person: Person, word: str) -> None:
    """A photo with the word in its key, and once more behind the picture."""
    drawn = saved(Image.new("RGB", (96, 96), (99, 9, 9)), "WEBP") + word.encode()
    photo.Photo.create(key=f"{word}22", person=person.id, small=drawn, large=drawn, changed_at=clock.now())


@write
def _secrets(world: World, name: str, person: Person) -> None:
    is_on = name in TASKS
    word = world.words.new("secret" if is_on else "secret being set up", name)
    at = clock.now() if is_on else None
    two_step.TwoStep.create(person=person.id, secret=f"{word.upper()}{'A' * 22}", confirmed_at=at)


def _talk(world: World, one: str, other: str, times: int = 1) -> None:
    people, what = world.people, "reported message" if (one, other) == REPORTED else "message"
    talk = conversation.open_with_friend(people[one].id, people[other].id)
    for number in range(times):
        for who in (one, other):
            word = world.words.new(what, one, other)
            message.send(talk, people[who].id, f"Dear you, {word}!", f"{who}{number}")


def _mentor(world: World, by: str, of: str) -> Any:
    people, new = world.people, world.words.new
    made = cast.mentor(people[by], people[of], goal=f"To reach {new('goal', by, of)}.")
    for who in (by, of):
        message.send_to_pair(made, people[who].id, f"Hello, {new('message', by, of)}.", who)
    return made


def _tie(world: World) -> None:
    former = {("ada", "finn"), ("gus", "eve")}
    for one, other in sorted(AT_FIRST.friends | former):
        friendship.befriend(world.people[one].id, world.people[other].id)
        _talk(world, one, other, LONG_TALK // 2 + 1 if (one, other) == ("ada", "cleo") else 1)
    for by, of in sorted(AT_FIRST.mentors):
        _mentor(world, by, of)
    ended = (("hana", "eve", "hana"), ("lena", "aldo", "aldo"), ("dora", "gus", "gus"), ("nora", "lena", "nora"))
    for by, of, ends in ended:
        made = _mentor(world, by, of)
        mentorship.end(made, world.people[ends].id, f"Thank you for {world.words.new('thanks', by, of)}.")


def _wish(world: World, mentee: str, mentor: str, by: str, **more: Any) -> Any:
    new = world.words.new
    words = {"goal": f"I wish {new('goal', mentee, mentor)}.", "tried": f"I tried {new('tried', mentee, mentor)}."}
    verb = cast.wish if by == mentee else cast.offer
    other = mentor if by == mentee else mentee
    return verb(world.people[by], world.people[other], **words, **more)


def _ask(world: World) -> None:
    people, new = world.people, world.words.new
    for mentee, mentor in WISHES:
        asked = _wish(world, mentee, mentor, by=mentee)
        answering.ask(asked, f"But why {new('question', mentee, mentor)}?")
        answering.answer(cast.newest_to(people[mentor]), f"Because {new('answer', mentee, mentor)}.")
    _wish(world, "lena", "hana", by="hana")
    _wish(world, "ada", "dora", by="ada", second=people["cleo"].handle, third=people["lena"].handle)
    answering.decline(_wish(world, "eve", "hana", by="eve"), "no_time")
    answering.accept(_wish(world, "olga", "ada", by="olga"))
    made = row("SELECT * FROM mentorship WHERE mentee_id = ? ORDER BY id DESC", people["olga"].id)
    mentorship.end(made, people["ada"].id, f"A good time, {new('thanks', 'ada', 'olga')}.")
    for sender, recipient in (("bob", "gus"), ("olga", "ada"), ("juna", "ada"), ("lena", "aldo"), ("nora", "eve")):
        cast.ask_friend(people[sender], people[recipient])
    answering.decline(cast.ask_friend(people["finn"], people["cleo"]))
    asking.ask_to_be_friends(people["mira"].id, people["bob"].id)


def _part(world: World) -> None:
    ids = {name: one.id for name, one in world.people.items()}
    friendship.unfriend(ids["ada"], ids["finn"])
    for blocker, blocked in sorted(AT_FIRST.blocks):
        block.block(ids[blocker], ids[blocked])
    for name, person in world.people.items():
        for section in SECTIONS:
            flags = [COLUMNS[one] for one in audience(name, section)]
            open_exactly(person.id, Section(section), sum(flags, Relation.NONE))


def _report(world: World) -> None:
    """What Finn reports of Hana still waits, with what the two wrote around it; what Gus said of Eve is decided."""
    people, new = world.people, world.words.new
    talk = conversation.open_with_friend(*(people[name].id for name in REPORTED))
    at = row("SELECT max(sent_at) AS at FROM message WHERE conversation_id = ?", talk.id).at
    thing = reporting.of_message(cast.viewer(people["finn"]), talk.key, at)
    reporting.send(people["finn"].id, thing, "hate", f"He said {new('report', 'finn')}.")
    thing = reporting.of_profile(cast.viewer(people["gus"]), people["eve"].handle)
    key = reporting.send(people["gus"].id, thing, "money", f"She wants {new('report', 'gus')}.")
    moderating.decide(people["mira"], key, "nothing", f"We found {new('report', 'gus')}.")
    thing = reporting.of_profile(cast.viewer(people["hana"]), people["nora"].handle)
    key = reporting.send(people["hana"].id, thing, "money", f"She wants {new('report', 'nora')}.")
    moderating.decide(people["mira"], key, "nothing", f"We found {new('report', 'nora')}.")


def _organise(world: World) -> None:
    """Finn has one that all can see, for which Ada acts too, and one that waits."""
    bakery = made.organisation(world.people["finn"])
    made.colleague(bakery, world.people["ada"])
    made.organisation(world.people["finn"], "Bar Bassi", verified=False)
    _apply(world, made.job(bakery, valid_until=clock.now() + timedelta(days=30)))


def _apply(world: World, job: Job) -> None:
    """What Cleo sent she took back; what Gus sent was answered. Karl has left since."""
    for name in ("bob", "gus", "cleo", "karl"):
        me, what = world.people[name], "taken back" if name == "cleo" else "applied"
        contact, line, said = (world.words.new(what, name) for _ in range(3))
        key = applying.begin(job.id, me.id, contact=contact, line=f"I am {line}.", sections=())
        applications.write_as_applicant(cast.viewer(me), key, f"One thing more: {said}", "once")
        applications.write_as_team(cast.viewer(world.people["finn"]), key, f"To {world.words.new(what, name)}", "once")
        if name == "gus":
            applications.move(cast.viewer(world.people["ada"]), key, "not_chosen", f"No, {world.words.new(what, name)}")
        if name == "cleo":
            applications.withdraw(cast.viewer(me), key)


def _invite(world: World) -> None:
    people, new = world.people, world.words.new
    for by, places in (("ada", 1), ("dora", 50), ("aldo", 1), ("lena", 1), ("nora", 20)):
        address = f"{new('invited address', by)}@example.net" if by in ("aldo", "lena") else ""
        label = new("label", by)
        made = invitation.make(people[by].id, language="en", days=30, places=places, label=label, address=address)
        if address:
            mail.post(Letter.INVITED, None, about=made.key, address=address)
        world.invited[made.key] = {label} if places > 1 else set(world.words.met(people[by].name))
        if by == "dora":
            invitation.take_place(made.key, people["juna"].id)


def _depart(world: World) -> None:
    cast.change(world.people["juna"], why=f"Because of {world.words.new('why', 'juna')}.")
    for name, how in AT_FIRST.away:
        closed = {"closed_at": clock.now() - (2 * GRACE if name == GONE else timedelta())} if how not in AWAY else {}
        cast.change(world.people[name], state=AWAY.get(how, State.CLOSED), **closed)
    with TemporaryDirectory() as instance:
        erase_overdue(Path(instance))
    del world.people[GONE]


@write
def _trouble(world: World) -> None:
    for name in ("bob", "mira"):
        choice.choose_all(world.people[name].id, dict.fromkeys(choice.USUAL, "at_once"), names=True)
    waits = rows("SELECT id FROM mail WHERE state = 'waiting' ORDER BY id LIMIT 2")
    for one in waits:
        said = f"550 no {world.words.new('trouble')}"
        execute("UPDATE mail SET state = 'given_up', settled_at = made_at, trouble = ? WHERE id = ?", said, one.id)
    chore.plan("mail")
    execute("UPDATE chore SET failures = 1, trouble = ? WHERE name = 'mail'", f"it said {world.words.new('trouble')}")
    for letter in (Letter.PASSWORD, Letter.TWO_STEP):
        for person in world.people.values():
            mail.post(letter, person.id)
