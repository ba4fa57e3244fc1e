"""Somebody's page: every viewer sees exactly the sections open to them, and what the two can do next."""

import re

import pytest

from mentorship.people import facts
from mentorship.people.section import Area, Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME
from mentorship.ties import availability
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.ties.request import asking
from tests.cast import WISH, befriend, change, mentor, settle, share, state, suspend
from tests.pictures import hang
from tests.web.conftest import text_of

# A word nobody says by chance, one for each section that holds words of the owner.
WORDS = {section: f"zq{section}word" for section in Section if not section.is_people}
MEMBER = Relation.PUBLIC | Relation.MEMBER
VIEWERS = {
    "nobody": Relation.PUBLIC,
    "eve": MEMBER,
    "cleo": MEMBER | Relation.FRIEND,
    "gita": MEMBER | Relation.MENTOR,
    "bob": MEMBER | Relation.MENTEE,
    "dora": MEMBER | Relation.COORDINATOR,
    "finn": MEMBER | Relation.EMPLOYER,
    "ada": Relation(255),
}
CHOICES = (*AUDIENCES.values(), ONLY_ME)


@pytest.fixture(autouse=True)
def all_read_english(cast):
    change(cast.cleo, language="en")


@pytest.fixture
def people(cast):
    """The cast, with Gita who mentors Ada, and Ada who mentors Bob and says something in every section."""
    gita = settle("Gita")
    mentor(gita, cast.ada)
    mentor(cast.ada, cast.bob)
    for section, word in WORDS.items():
        if section.is_text:
            facts.say(cast.ada.id, section, word)
        elif section.is_picture:
            hang(cast.ada, word)
        else:
            state(cast.ada, section, word)
    return {"nobody": None, "gita": gita, **vars(cast)}


def shift_audiences(owner, by: int) -> dict[Section, Relation]:
    """Gives each section one audience, another one for every shift, so that all pairs of the two come about."""
    opened = {section: CHOICES[(place + by) % len(CHOICES)] for place, section in enumerate(WORDS)}
    for section, audience in opened.items():
        share(owner, section, audience)
    return opened


def profile_part(html: str) -> str:
    return re.search(r'<div id="profile">.*?\n</div>', html, re.DOTALL)[0]


def head_part(html: str) -> str:
    return re.search(r'<header class="who" id="head">.*?</header>', html, re.DOTALL)[0]


@pytest.mark.parametrize("name", VIEWERS)
def test_each_viewer_sees_exactly_the_sections_open_to_them(browser, people, name):
    for by in range(len(CHOICES)):
        opened = shift_audiences(people["ada"], by)
        page = browser(people[name]).read(f"/people/{people['ada'].handle}")
        for section, audience in opened.items():
            is_open = name == "ada" or bool(audience & VIEWERS[name])
            assert (WORDS[section] in page) == is_open, (section, audience)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_looking_as_somebody_shows_the_bytes_that_person_gets(browser, people, audience):
    real = {
        "everyone": "nobody",
        "members": "eve",
        "friends": "cleo",
        "mentors": "gita",
        "mentees": "bob",
        "coordinators": "dora",
        "employers": "finn",
    }
    ada = people["ada"]
    for by in range(len(CHOICES)):
        shift_audiences(ada, by)
        imagined = browser(ada).read(f"/privacy/view-as/{audience}")
        seen = browser(people[real[audience]]).read(f"/people/{ada.handle}")
        assert profile_part(imagined) == profile_part(seen)
        assert head_part(imagined) == head_part(seen)


def test_without_an_account_a_closed_page_is_like_none(browser, cast):
    share(cast.ada, Section.SKILLS, Relation.PUBLIC)  # open, but empty: not even the name is told
    closed, none = (browser().get(f"/people/{handle}") for handle in (cast.ada.handle, "2" * 12))
    assert closed.status_code == none.status_code == 404
    shown, empty = closed.get_data(as_text=True), none.get_data(as_text=True)
    token = re.compile(r'(name="csrf_token" value=")[^"]*')
    assert token.sub(r"\1", shown.replace(cast.ada.handle, "2" * 12)) == token.sub(r"\1", empty)


def test_without_an_account_the_way_in_is_offered_and_nothing_else(browser, cast):
    share(cast.ada, Section.OFFERS, Relation.PUBLIC)
    page = browser().read(f"/people/{cast.ada.handle}")
    assert "preparing for a job interview" in page
    assert "Sign in to see more" in page
    assert 'id="ties"' not in page


@pytest.mark.parametrize("handle", ["%00", "x", "2" * 4000, "%F0%9F%99%82", "..", "' OR 1=1 --"])
def test_a_handle_nobody_has_is_a_plain_404(browser, cast, handle):
    assert browser(cast.ada).get(f"/people/{handle}").status_code == 404
    assert browser().get(f"/people/{handle}").status_code == 404


def test_blocked_and_suspended_people_are_not_there(browser, cast):
    block(cast.ada.id, cast.eve.id)
    suspend(cast.cleo)
    assert browser(cast.ada).get(f"/people/{cast.eve.handle}").status_code == 404
    assert browser(cast.eve).get(f"/people/{cast.ada.handle}").status_code == 404
    assert browser(cast.ada).get(f"/people/{cast.cleo.handle}").status_code == 404


def test_my_own_page_leads_to_editing_and_has_no_ties(browser, cast):
    page = browser(cast.ada).read(f"/people/{cast.ada.handle}")
    assert "This is your page" in page
    assert 'href="/profile"' in page
    assert 'id="ties"' not in page
    assert "burnout" in page


def ties(browser, viewer, owner) -> str:
    page = browser(viewer).read(f"/people/{owner.handle}")
    return text_of(re.search(r'<section id="ties".*?</section>', page, re.DOTALL)[0])


def test_strangers_can_ask_and_offer(browser, cast):
    assert "Ask Ada to be my mentor" in ties(browser, cast.eve, cast.ada)
    assert "Ask to be friends" in ties(browser, cast.eve, cast.ada)
    assert "Block Ada" in ties(browser, cast.eve, cast.ada)
    assert "Offer to mentor Bob" in ties(browser, cast.eve, cast.bob)
    assert "be my mentor" not in ties(browser, cast.eve, cast.bob)
    assert "Offer to mentor" not in ties(browser, cast.eve, cast.ada)


def test_a_full_mentor_says_so_only_to_those_who_see_the_offer(browser, cast):
    availability.offer_places(cast.ada.id, 2, paused=True)
    assert "has no free place now" in ties(browser, cast.eve, cast.ada)
    assert "Ask Ada to be my mentor" not in ties(browser, cast.eve, cast.ada)
    share(cast.ada, Section.OFFERS, Relation.FRIEND)
    assert "place" not in ties(browser, cast.eve, cast.ada)
    availability.offer_places(cast.ada.id, 2)
    assert "mentor" not in ties(browser, cast.eve, cast.ada)


def test_friends_write_and_may_part(browser, cast):
    shown = ties(browser, cast.cleo, cast.ada)
    assert "Friend" in shown
    assert "Write to Ada" in shown
    assert "Stop being friends" in shown
    assert "Ask to be friends" not in shown


def test_a_friend_request_is_told_from_both_sides(browser, cast):
    asking.ask_to_be_friends(cast.eve.id, cast.ada.id)
    waiting, asked = ties(browser, cast.eve, cast.ada), ties(browser, cast.ada, cast.eve)
    assert "Waiting for Ada's answer, until" in waiting
    assert "Ask to be friends" not in waiting
    assert "Eve would like to be your friend" in asked
    assert "Become friends" in asked


@pytest.mark.parametrize(
    ("i_mentor", "sentence"), [(False, "asks you to be their mentor"), (True, "offers to be your mentor")]
)
def test_a_mentoring_request_is_told_from_both_sides(browser, cast, i_mentor, sentence):
    availability.offer_places(cast.eve.id, 1)
    asking.ask_for_mentoring(cast.eve.id, cast.ada.id, cast.eve.id if i_mentor else cast.ada.id, **WISH)
    assert "Waiting for Ada's answer, until" in ties(browser, cast.eve, cast.ada)
    assert "Ask Ada to be my mentor" not in ties(browser, cast.eve, cast.ada)
    assert sentence in ties(browser, cast.ada, cast.eve)


def test_a_pair_finds_its_page_from_both_sides(browser, people):
    ada, bob = people["ada"], people["bob"]
    assert "Open the page with my mentor" in ties(browser, bob, ada)
    assert "Open the page with my mentee" in ties(browser, ada, bob)
    assert "Ask Ada to be my mentor" not in ties(browser, bob, ada)


def test_what_two_have_in_common_is_told(browser, cast):
    page = text_of(browser(cast.bob).read(f"/people/{cast.ada.handle}"))
    assert "preparing for a job interview" in page.split("Nights on the ward")[0]
    assert "the same place: Turin" in page
    assert "1 friend in common" in page


def test_somebody_is_listed_only_if_they_let_it_show(browser, cast):
    share(cast.ada, Section.FRIENDS, Relation.MEMBER)
    share(cast.cleo, Section.FRIENDS, Relation.MEMBER)
    assert "Cleo" in browser(cast.eve).read(f"/people/{cast.ada.handle}")
    share(cast.cleo, Section.FRIENDS, Relation.FRIEND)
    assert "Cleo" not in browser(cast.eve).read(f"/people/{cast.ada.handle}")
    assert "Cleo" in browser(cast.bob).read(f"/people/{cast.ada.handle}")


def test_many_friends_stay_a_short_list_with_the_rest_behind_it(browser, cast):
    for number in range(70):
        befriend(cast.ada, settle(f"Friend {number}"))
    page = browser(cast.ada).read(f"/people/{cast.ada.handle}")
    assert page.count('<div class="who">') == 60
    assert "And 11 more." in page


def test_a_page_asks_as_often_for_much_as_for_little(browser, people, statements):
    ada, url = people["ada"], f"/people/{people['ada'].handle}"
    share(ada, Section.OFFERS, Relation.PUBLIC)
    readers = [browser(people[name]) for name in ("nobody", "eve", "cleo", "bob", "ada")]
    few = [statements(lambda one=reader: one.read(url)) for reader in readers]
    for number in range(30):
        state(ada, Section.SKILLS, f"skill {number}")
        state(ada, Section.OFFERS, f"help {number}", area=Area.SOCIAL)
        befriend(ada, settle(f"Friend {number}"))
    assert [statements(lambda one=reader: one.read(url)) for reader in readers] == few == [4, 8, 8, 8, 6]
