"""Two worlds that differ only in what Eve may not see are one world to Eve: nothing she can ask answers differently."""

import pytest

from mentorship.database import rows
from mentorship.discovery.common_ground import with_people
from mentorship.discovery.dismissal import Lane, dismiss
from mentorship.discovery.next_mentors import to_ask
from mentorship.discovery.search import MentorFilter, mentors, people
from mentorship.discovery.suggestions import lanes
from mentorship.discovery.terms import terms
from mentorship.errors import Missing
from mentorship.people import facts, session
from mentorship.people.person import Role
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind
from mentorship.privacy import profile
from mentorship.privacy.audience import ONLY_ME
from mentorship.talk import unread
from mentorship.talk.conversation import latest, of_viewer, open_with_friend
from mentorship.talk.counts import counts
from mentorship.talk.message import mark_read, page_of, send
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.block import block
from mentorship.ties.friendship import friends, unfriend
from mentorship.ties.mentorship import end, ended, running
from mentorship.ties.relation import Relation, Viewer, relations
from mentorship.ties.request.answering import decline
from mentorship.ties.request.request import Reason, current
from tests.cast import ask_friend, befriend, change, mentor, newest_to, share, state, viewer, wish
from tests.pictures import hang

WORDS = [
    "",
    "a",
    "bob",
    "nurse",
    "bar sport",
    "burnout",
    "xylophone",
    "curriculum",
    "renting",
    "library",
    "ward",
    "zzz",
    "first aid",
    "turin",
]
FILTERS = [MentorFilter(), MentorFilter(area="work"), MentorFilter(topic="xylophone"), MentorFilter(free=True)]
FILTERS += [MentorFilter(place="Turin"), MentorFilter(language="it"), MentorFilter(text="ada")]


def page(looking, handle):
    try:
        return profile.of(looking, handle)
    except Missing:
        return None


def observed(looking):
    """Everything the domain answers to this viewer."""
    everybody = rows("SELECT id, handle FROM person ORDER BY id")
    ids = [one.id for one in everybody]
    return {
        "pages": {one.handle: page(looking, one.handle) for one in everybody},
        "cards": profile.cards(looking, ids, list(Section)),
        "relations": relations(looking, ids),
        "ground": dict(with_people(looking, ids)),
        "lanes": lanes(looking),
        "people": {text: people(looking, text) for text in WORDS},
        "mentors": [mentors(looking, one) for one in FILTERS],
        "terms": {(kind, text): terms(looking, kind, text) for kind in Kind for text in ("x", "bar", "bu")},
        "requests": current(looking),
        "pairs": (running(looking), ended(looking)),
        "friends": friends(looking),
        "talk": [(one, page_of(one)) for one in latest(looking)],
        "counts": counts(looking),
        "next mentors": [to_ask(looking, area, [], 20) for area in ("work", "social")],
        "unread": unread.waiting(looking),
    }


@pytest.fixture
def world(cast):
    """Eve has something of everything to compare with; Ada and Bob have closed what the changes below are about."""
    state(cast.eve, Section.WORK, "Bar Sport")
    state(cast.eve, Section.EXPERIENCE, "burnout")
    state(cast.eve, Section.SEEKS, "writing a CV")
    state(cast.eve, Section.OFFERS, "renting a home")
    offer_places(cast.eve.id, 1)
    befriend(cast.eve, cast.bob)
    ask_friend(cast.eve, cast.dora)
    send(open_with_friend(cast.eve.id, cast.bob.id), cast.eve.id, "Ciao", "1")
    for section in (Section.PHOTO, Section.OFFERS, Section.SEEKS, Section.SKILLS, Section.ABOUT):
        share(cast.ada, section, Relation.FRIEND)
    for section in (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE):
        share(cast.bob, section, ONLY_ME)
    return cast


def read_by_bob(cast):
    talk = open_with_friend(cast.eve.id, cast.bob.id)
    mark_read(of_viewer(viewer(cast.bob), talk.key), cast.bob.id)


def talk_of_others(cast):
    send(open_with_friend(cast.ada.id, cast.cleo.id), cast.ada.id, "About Eve", "1")


def three_answers(cast):
    """Ada answers for the third time: how long she usually takes is known from then on."""
    for _time in range(3):
        decline(wish(cast.cleo, cast.ada), Reason.NO_TIME)


# What a section holds, wished, offered or told: these must show as soon as the section is open.
IN_SECTIONS = {
    "a workplace Eve had too": lambda cast: state(cast.ada, Section.WORK, "Bar Sport", focus="xylophone maker"),
    "an experience Eve has too": lambda cast: state(cast.bob, Section.EXPERIENCE, "burnout"),
    "an offer Eve looks for": lambda cast: state(cast.ada, Section.OFFERS, "writing a CV"),
    "a wish Eve could fulfil": lambda cast: state(cast.ada, Section.SEEKS, "renting a home"),
    "a term nobody else has": lambda cast: state(cast.ada, Section.SKILLS, "xylophone"),
    "what is said": lambda cast: facts.say(cast.ada.id, Section.ABOUT, "zzz"),
    "a pause behind closed offers": lambda cast: pause(cast.ada.id),
    "no place at all behind closed offers": lambda cast: offer_places(cast.ada.id, 0),
    "a friend of a friend": lambda cast: befriend(cast.bob, cast.finn),
    "how soon Ada answers": three_answers,
    "the end of a friendship": lambda cast: unfriend(cast.bob.id, cast.cleo.id),
    "a photo": lambda cast: hang(cast.ada),
    "who was mentored once": lambda cast: end(mentor(cast.ada, cast.bob), cast.ada.id, "Thanks"),
}
# What is nobody else's business in any setting.
NEVER_SEEN = {
    "the contact": lambda cast: facts.say(cast.ada.id, Section.CONTACT, "library zzz"),
    "an audience that is not Eve's": lambda cast: share(cast.ada, Section.SKILLS, Relation.FRIEND | Relation.EMPLOYER),
    "a section closed to others": lambda cast: share(cast.ada, Section.WORK, ONLY_ME),
    "who would be asked after others": lambda cast: wish(cast.cleo, cast.ada, second=cast.eve.handle),
    "a request between others": lambda cast: wish(cast.cleo, cast.ada),
    "Eve's request set aside": lambda cast: decline(newest_to(cast.dora)),
    "Eve hidden by another": lambda cast: dismiss(cast.ada.id, cast.eve.id, Lane.HELP),
    "a message between others": talk_of_others,
    "that Bob has read": read_by_bob,
    "a block between others": lambda cast: block(cast.dora.id, cast.finn.id),
    "a task of another": lambda cast: change(cast.aldo, roles=Role.COORDINATOR | Role.MODERATOR),
    "a sign-in": lambda cast: session.start(cast.ada, kept=True, device="Phone"),
    "language, purpose and address": lambda cast: change(
        cast.ada, language="it", purpose="both", email="x@example.org"
    ),
}


@pytest.mark.parametrize("what", [*IN_SECTIONS, *NEVER_SEEN])
def test_what_eve_may_not_see_changes_nothing_she_sees(world, what):
    before = observed(viewer(world.eve))
    (IN_SECTIONS | NEVER_SEEN)[what](world)
    assert observed(viewer(world.eve)) == before


@pytest.mark.parametrize("what", [*IN_SECTIONS, *NEVER_SEEN])
def test_nor_does_the_web_see_any_of_it(world, what):
    share(world.ada, Section.OCCUPATION, Relation.PUBLIC)
    before = observed(Viewer.anonymous())
    (IN_SECTIONS | NEVER_SEEN)[what](world)
    assert observed(Viewer.anonymous()) == before


@pytest.mark.parametrize("what", IN_SECTIONS)
def test_the_same_shows_where_it_is_open_so_that_this_is_a_proof(world, what):
    for person in (world.ada, world.bob, world.cleo, world.finn):
        for section in Section:
            share(person, section, Relation.MEMBER)
    before = observed(viewer(world.eve))
    IN_SECTIONS[what](world)
    assert observed(viewer(world.eve)) != before


def test_who_is_blocked_and_who_never_was_there_are_one(world):
    """After a block nothing at all of the other is left in what Eve can ask."""
    befriend(world.ada, world.eve)
    mentor(world.ada, world.eve)
    block(world.ada.id, world.eve.id)
    seen = observed(viewer(world.eve))
    assert seen["pages"].pop(world.ada.handle) is None
    assert world.ada.handle not in str(seen)
    assert "'Ada'" not in str(seen)
    assert world.ada.id not in {*seen["cards"], *seen["relations"], *seen["ground"], *seen["people"][""][0]}
