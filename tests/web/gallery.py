"""A gallery: Olga, with words of her own in every section, one viewer of every kind towards her, and what is others'.

Mila is a friend of everybody's, Zita a friend of Olga's, Yara her mentor: each of them can be read of on Olga's page in
one list alone. Rosa and Tom have everything that two people can have, and nothing to do with anybody else. Erna was
erased.
"""

from dataclasses import dataclass

from mentorship import clock
from mentorship.care import reporting
from mentorship.database import rows, write
from mentorship.people import facts, invitation
from mentorship.people.person import Person, Purpose, Role, State
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.talk import conversation, message
from mentorship.ties import mentorship
from mentorship.ties.availability import offer_places
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.relation import Relation, Viewer, viewer_of
from mentorship.work.application import answering, applying
from mentorship.work.candidate import asks
from mentorship.work.candidate.candidate import Ask
from mentorship.work.job import lifecycle, saved
from mentorship.work.job.job import Job
from tests import cast
from tests.pictures import hang
from tests.work.helped import help_at
from tests.work.made import draft, job, organisation

# Who is what to Olga, in the words of tests/privacy/decision.py.
NAMES = {
    "pending": "Pia",
    "suspended": "Sam",
    "closed": "Clara",
    "stranger": "Stella",
    "friend": "Franco",
    "mentor": "Marta",
    "mentee": "Milo",
    "friend and mentor": "Fritz",
    "friend and mentee": "Fanny",
    "request out": "Otto",
    "request in": "Ines",
    "former friend": "Ugo",
    "former mentor": "Vera",
    "former mentee": "Viola",
    "coordinator": "Cora",
    "coordinator without second step": "Nora",
    "employer": "Emma",
    "moderator": "Mona",
    "admin": "Aldo",
    "blocked": "Bruno",
    "blocked friend": "Bella",
    "has blocked": "Hugo",
    "self": "Olga",
}
ROLES = {
    "coordinator": Role.COORDINATOR,
    "employer": Role.EMPLOYER,
    "moderator": Role.MODERATOR,
    "admin": Role.ADMIN,
}
STATES = {"pending": State.PENDING, "suspended": State.SUSPENDED}
AROUND = ("Mila", "Zita", "Yara", "Rosa", "Tom", "Erna")

# Who applied for the job of whom; Bruno is blocked, and Milo's was taken back.
SENDERS = {"Olga": ("Stella", "Bruno", "Milo"), "Rosa": ("Olga", "Tom")}
# Who is asked to talk about it.
ASKED = {"Olga": ("Stella", "Bruno"), "Rosa": ("Olga", "Tom")}

# What stands in each section of Olga's, and nowhere else.
WORDS = {section: f"Olgas{section}word" for section in Section if not section.is_people and not section.is_picture}
WORDS |= {Section.FRIENDS: "Zita", Section.MUTUAL: "Mila", Section.LINEAGE: "Yara"}
DETAILS = {Section.LANGUAGES: {"level": "good"}}


@dataclass(frozen=True)
class Gallery:
    """Everybody: `people` by what they are to Olga (nobody for "anonymous"), `others` by name."""

    olga: Person
    people: dict[str, Person | None]
    others: dict[str, Person]

    def viewer(self, kind: str) -> Viewer:
        """Somebody of this kind as the one who looks."""
        person = self.people[kind]
        return (viewer_of(person.id) if person else None) or Viewer.anonymous()

    @property
    def everybody(self) -> list[Person]:
        """All people there are, whatever they are to Olga."""
        return [*filter(None, self.people.values()), *self.others.values()]

    @classmethod
    def found(cls) -> "Gallery":
        """The gallery as the database has it."""
        known = {one.name: one for one in Person.select()}
        people = {"anonymous": None} | {kind: known[name] for kind, name in NAMES.items()}
        return cls(known["Olga"], people, {name: known["" if name == "Erna" else name] for name in AROUND})


def hung() -> Gallery:
    """Settles them all, in a place that has everything."""
    setting.change(features=list(Feature))
    for kind, name in NAMES.items():
        person = cast.settle(name, purpose=Purpose.BOTH, roles=ROLES.get(kind, Role.NONE))
        cast.change(person, state=STATES.get(kind, State.ACTIVE))
    for name in AROUND:
        cast.settle(name, purpose=Purpose.BOTH)
    all = {one.name: one for one in Person.select()}
    cast.change(all["Nora"], roles=Role.COORDINATOR)
    _fill(all["Olga"])
    _tie_to_olga(all)
    _open_lists(all)
    _between_others(all["Rosa"], all["Tom"])
    _work(all["Olga"], all["Rosa"])
    _last_things(all)
    return Gallery.found()


def _fill(olga: Person) -> None:
    cast.state(olga, Section.OFFERS, WORDS[Section.OFFERS])
    for section, word in WORDS.items():
        if section.is_text:
            facts.say(olga.id, section, word)
        elif not section.is_people and section != Section.OFFERS:
            cast.state(olga, section, word, **DETAILS.get(section, {}))
    hang(olga)
    offer_places(olga.id, 9)


def _tie_to_olga(all: dict[str, Person]) -> None:
    olga = all["Olga"]
    for name in NAMES.values():
        if name != "Olga":
            cast.befriend(all["Mila"], all[name])
    for name in ("Mila", "Zita", "Franco", "Fritz", "Fanny", "Ugo", "Bella"):
        cast.befriend(olga, all[name])
        _talk(olga, all[name])
    for name in ("Yara", "Marta", "Fritz", "Vera", "Bella"):
        message.send_to_pair(cast.mentor(all[name], olga), olga.id, f"For {name} alone", "once")
    for name in ("Milo", "Fanny", "Viola"):
        message.send_to_pair(cast.mentor(olga, all[name]), olga.id, f"For {name} alone", "once")
    cast.ask_friend(all["Otto"], olga)
    cast.wish(all["Otto"], olga)
    cast.ask_friend(olga, all["Ines"])
    cast.offer(olga, all["Ines"])
    cast.ask_friend(all["Bruno"], olga)
    _end(all)


def _talk(one: Person, other: Person) -> None:
    opened = conversation.open_with_friend(one.id, other.id)
    message.send(opened, one.id, f"Between {one.name} and {other.name}", "once")
    message.send(opened, other.id, f"Between {other.name} and {one.name}", "once")


def _end(all: dict[str, Person]) -> None:
    olga = all["Olga"]
    unfriend(olga.id, all["Ugo"].id)
    for pair in mentorship.running(cast.viewer(olga)):
        if pair.name in ("Vera", "Viola"):
            mentorship.end(pair, olga.id, "")
    block(olga.id, all["Bruno"].id)
    block(olga.id, all["Bella"].id)
    block(all["Hugo"].id, olga.id)


def _open_lists(all: dict[str, Person]) -> None:
    for name in (*NAMES.values(), *AROUND):
        for section in (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE):
            cast.share(all[name], section, ONLY_ME)
    for name, section in (("Zita", Section.FRIENDS), ("Mila", Section.MUTUAL), ("Yara", Section.LINEAGE)):
        cast.share(all[name], section, Relation.MEMBER)


def _between_others(rosa: Person, tom: Person) -> None:
    cast.befriend(rosa, tom)
    _talk(rosa, tom)
    message.send_to_pair(cast.mentor(rosa, tom), tom.id, "For Rosa alone", "once")
    cast.wish(rosa, tom)
    cast.state(rosa, Section.SKILLS, "juggling at night")
    _report(rosa, tom)
    hang(rosa)


def _report(by: Person, about: Person) -> None:
    reporting.send(by.id, reporting.of_profile(cast.viewer(by), about.handle), "hate", f"{by.name} says so")


def _work(olga: Person, rosa: Person) -> None:
    """Both look for work and keep what they look for."""
    for one in (olga, rosa):
        saved.save(one.id, {"q": f"work for {one.name}"})


@write
def _ask_to_talk(by: Person, job: Job, whom: Person) -> None:
    now = clock.now()
    Ask.create(job=job.id, person=whom.id, asker=by.id, note=f"{by.name} asks", asked_at=now, due_at=now + asks.LASTS)


def _last_things(all: dict[str, Person]) -> None:
    for name in ("Olga", "Rosa", "Aldo"):
        invitation.make(all[name].id, language="en", days=invitation.DAYS[0], label=f"For friends of {name}")
    for name in ("Olga", "Rosa"):
        owned = organisation(all[name], f"Workshop of {name}")
        live = job(owned)
        help_at(live, all[name], whom=["friends"])
        for sender in SENDERS[name]:
            applying.begin(live.id, all[sender].id, contact="", line=f"{sender} would like to work", sections=())
        draft(owned)
        lifecycle.send(draft(owned).id)
        for whom in ASKED[name]:
            _ask_to_talk(all[name], live, all[whom])
    (taken,) = rows("SELECT key FROM application WHERE person_id = ?", all["Milo"].id)
    answering.withdraw(cast.viewer(all["Milo"]), taken.key)
    for by, about in (("Olga", "Mila"), ("Milo", "Olga"), ("Mona", "Olga"), ("Stella", "Mona")):
        _report(all[by], all[about])
    cast.change(all["Clara"], state=State.CLOSED, closed_at=clock.now())
    cast.change(all["Erna"], state=State.ERASED, name="", search_name="", email=None)
