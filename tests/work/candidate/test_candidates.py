"""Who is a candidate for whom, what a card says, in which order, and that every look is in their log."""

import itertools
from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.discovery import search
from mentorship.errors import Missing
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind, find_or_add
from mentorship.privacy import profile
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties import block
from mentorship.ties.relation import Relation, viewer_of
from mentorship.work.candidate import candidates, look_log, wishing
from mentorship.work.candidate.eligible import Ground
from mentorship.work.organisation import standing
from mentorship.work.organisation.organisation import Role
from tests.cast import befriend, mentor, settle, share, state, suspend
from tests.work import made
from tests.work.seekers import NAMES, open_to, seekers

SECRET = "a secret of this place"
CROWD = 5


@pytest.fixture
def bakery(cast):
    """A verified bakery: Ada owns it, and is an employer."""
    one = made.organisation(by=cast.ada)
    standing.settle([cast.ada.id])
    return one


@pytest.fixture
def job(bakery):
    """For a baker in Turin."""
    return made.job(bakery)


@pytest.fixture
def crowd(cast):
    """Five who would bake for any employer: enough to be shown."""
    return seekers(CROWD)


def cards(person, job, secret=SECRET):
    return candidates.shown(viewer_of(person.id), candidates.job_of(person.id, job.key), secret)


def card_of(person, reader, job, secret=SECRET):
    """The card of somebody, or None."""
    id = candidates._id(secret, job.id, person.id)
    return next((one for one in cards(reader, job, secret) if one.id == id), None)


def reasons(person, reader, job):
    found = card_of(person, reader, job)
    return found and set(found.reasons)


def test_whoever_opened_it_to_employers_has_a_card(cast, job, crowd):
    assert len(cards(cast.ada, job)) == CROWD
    assert all(card_of(one, cast.ada, job) for one in crowd)


def test_of_fewer_than_five_there_is_none(cast, job):
    people = seekers(4)
    assert cards(cast.ada, job) == ()
    assert not rows("SELECT id FROM candidate_look")
    open_to(settle("Yves"), "baker")
    assert len(cards(cast.ada, job)) == 5
    wishing.close(people[0].id)
    assert cards(cast.ada, job) == ()


@write
def turn(job, **columns):
    for name, value in columns.items():
        execute(f"UPDATE job SET {name} = ? WHERE id = ?", value, job.id)


def test_only_those_who_write_a_live_job_of_a_verified_organisation_have_a_list(cast, bakery, job, crowd):
    made.colleague(bakery, cast.eve, Role.REPRESENTATIVE)
    made.colleague(bakery, cast.cleo, Role.RECRUITER)
    standing.settle([cast.cleo.id])
    assert len(cards(cast.cleo, job)) == CROWD
    for one in (cast.eve, cast.bob, cast.dora):
        with pytest.raises(Missing):
            cards(one, job)
    draft = made.job(bakery, state="draft", published_at=None, valid_until=None)
    over = made.job(bakery, valid_until=clock.now() - timedelta(days=1))
    waiting = made.job(made.organisation(cast.ada, "Vex Mill", state="waiting", decided_at=None))
    for other in (draft, over, waiting):
        with pytest.raises(Missing):
            cards(cast.ada, other)


LEFT = {
    "their time is over": lambda cast, one: clock.set_to(clock.now() + timedelta(days=91)),
    "they closed it": lambda cast, one: wishing.close(one.id),
    "they opened it to friends only": lambda cast, one: open_to(one, "baker", to=Relation.FRIEND),
    "they blocked the reader": lambda cast, one: block.block(one.id, cast.ada.id),
    "the reader blocked them": lambda cast, one: block.block(cast.ada.id, one.id),
    "they are suspended": lambda cast, one: suspend(one),
    "they wish other work": lambda cast, one: open_to(one, "nurse"),
    "they wish to work elsewhere": lambda cast, one: open_to(one, "baker", place="Naples"),
    "they wish more pay": lambda cast, one: open_to(one, "baker", pay="15", pay_per="hour", currency="EUR"),
    "they wish more pay in a month": lambda cast, one: open_to(one, "baker", pay="2500", pay_per="month", currency="EUR"),
}  # fmt: skip


def test_an_employer_reads_nothing_of_it_beside_a_name(cast, job, crowd):
    """The card has no name, so what it comes from must not be found under People either."""
    one, reader = open_to(settle("Zora"), "zookeeper", "baker"), viewer_of(cast.ada.id)
    assert card_of(one, cast.ada, job)
    assert Section.OPEN_WORK not in profile.of(reader, one.handle).facts
    assert one.id not in search.people(reader, "zookeeper")[0]
    open_to(one, "zookeeper", "baker", to=Relation.EMPLOYER | Relation.FRIEND)
    assert Section.OPEN_WORK not in profile.of(reader, one.handle).facts
    befriend(one, cast.ada)
    assert Section.OPEN_WORK in profile.of(reader, one.handle).facts
    assert one.id in search.people(reader, "zookeeper")[0]


@pytest.mark.parametrize("what", [name for name in LEFT if name != "their time is over"])
def test_who_is_no_candidate(cast, job, crowd, what):
    one = open_to(settle("Zora"), "baker")
    assert card_of(one, cast.ada, job)
    LEFT[what](cast, one)
    assert len(cards(cast.ada, job)) == CROWD
    assert not card_of(one, cast.ada, job)


def test_after_its_end_nobody_is_a_candidate_though_no_chore_ran(cast, job, crowd):
    with clock.set_to(clock.now() + timedelta(days=91)):
        turn(job, valid_until=clock.microseconds(clock.now() + timedelta(days=1)))
        assert cards(cast.ada, job) == ()


FITS = {
    "any work": {},
    "the same region": {"place": "Turin"},
    "as much pay": {"pay": "14", "pay_per": "hour", "currency": "EUR"},
    "another currency, which cannot be compared": {"pay": "90", "pay_per": "hour", "currency": "CHF"},
    "hours that the job does not name": {"hours_from": "10", "hours_to": "20"},
}


@pytest.mark.parametrize("wish", FITS.values(), ids=FITS)
def test_what_does_not_matter_or_fits_leaves_one_in(cast, job, crowd, wish):
    assert card_of(open_to(settle("Zora"), **wish), cast.ada, job)


def test_hours_must_meet(cast, bakery, crowd):
    job = made.job(bakery, hours_from=20, hours_to=30)
    for hours, is_in in ({("30", "40"): True, ("31", "40"): False, ("", "19"): False, ("", "20"): True}).items():
        one = open_to(cast.bob, "baker", hours_from=hours[0], hours_to=hours[1])
        assert bool(card_of(one, cast.ada, job)) == is_in, hours


def test_who_left_this_organisation_out_and_who_acts_for_it_are_none_of_it(cast, bakery, job, crowd):
    open_to(cast.bob, "baker", other="Bakery Bassi")
    open_to(cast.cleo, "baker")
    made.colleague(bakery, cast.cleo, Role.REPRESENTATIVE)
    open_to(cast.ada, "baker")
    assert len(cards(cast.ada, job)) == CROWD


def test_a_friend_may_see_what_is_open_to_friends(cast, job, crowd):
    one = open_to(settle("Zora"), "baker", to=Relation.FRIEND)
    assert not card_of(one, cast.ada, job)
    befriend(one, cast.ada)
    assert card_of(one, cast.ada, job)


# What somebody states, the section it stands in, and what the card says of it.
STATED = {
    "the very work": (Section.OCCUPATION, {"term": "baker"}, {Ground.WORK}),
    "work there now": (Section.WORK, {"term": "Vex Mill", "focus": "baker"}, {Ground.WORK}),
    "work long ago": (Section.WORK, {"term": "Vex Mill", "focus": "baker", "year_to": 1999}, set()),
    "the place": (Section.PLACE, {"term": "Turin"}, {Ground.HERE}),
    "another place": (Section.PLACE, {"term": "Naples"}, set()),
    "the languages": (Section.LANGUAGES, {"term": "Italian", "level": "fluent"}, {Ground.SPEAKS}),
    "the languages without saying how well": (Section.LANGUAGES, {"term": "Italian"}, {Ground.SPEAKS}),
    "a language a little": (Section.LANGUAGES, {"term": "Italian", "level": "basic"}, set()),
    "the school": (Section.EDUCATION, {"term": "University of Turin"}, {Ground.SCHOOL}),
    "another school": (Section.EDUCATION, {"term": "Zorn School"}, set()),
}


@pytest.mark.parametrize("what", STATED)
def test_a_card_says_what_is_in_common_if_its_section_is_open_to_the_reader(cast, bakery, crowd, what):
    job, one = made.job(bakery, languages=[("Italian", "good")]), open_to(settle("Zora"), "baker")
    section, details, expected = STATED[what]
    state(one, section, details["term"], **{name: value for name, value in details.items() if name != "term"})
    share(one, section, Relation.MEMBER)
    assert reasons(one, cast.ada, job) == expected
    share(one, section, Relation.FRIEND)
    assert reasons(one, cast.ada, job) == set()


@write
def lie_in(code, *places):
    for name in places:
        execute("UPDATE term SET code = ? WHERE id = ?", code, find_or_add(Kind.PLACE, name).id)


def test_a_place_of_the_same_region_is_near_and_one_of_the_same_country_is_not(cast, job, crowd):
    one = open_to(settle("Zora"), "baker", place="Ivrea")
    state(one, Section.PLACE, "Ivrea")
    lie_in("IT", "Turin", "Ivrea")
    assert card_of(one, cast.ada, job) is None
    lie_in("IT-21", "Turin", "Ivrea")
    assert reasons(one, cast.ada, job) == {Ground.NEAR}


def test_work_of_the_same_group_is_of_this_kind(cast, job, crowd):
    one = open_to(settle("Zora"), "dough maker")
    state(one, Section.OCCUPATION, "dough maker")
    assert card_of(one, cast.ada, job) is None
    of_group("7512", "baker", "dough maker")
    assert reasons(one, cast.ada, job) == {Ground.KIND}


@write
def of_group(code, *names):
    for name in names:
        execute("UPDATE term SET code = ? WHERE id = ?", code, find_or_add(Kind.OCCUPATION, name).id)


def test_of_two_languages_both_count(cast, bakery, crowd):
    job, one = made.job(bakery, languages=[("Italian", "good"), ("German", "basic")]), open_to(settle("Zora"), "baker")
    state(one, Section.LANGUAGES, "Italian", level="native")
    assert reasons(one, cast.ada, job) == set()
    state(one, Section.LANGUAGES, "German", level="good")
    assert reasons(one, cast.ada, job) == {Ground.SPEAKS}


def test_the_school_of_a_colleague_counts_as_far_as_the_reader_sees_it(cast, bakery, job, crowd):
    one = open_to(settle("Zora"), "baker")
    state(one, Section.EDUCATION, "Zorn School")
    share(one, Section.EDUCATION, Relation.MEMBER)
    state(cast.cleo, Section.EDUCATION, "Zorn School")
    share(cast.cleo, Section.EDUCATION, Relation.MEMBER)
    assert reasons(one, cast.ada, job) == set()
    made.colleague(bakery, cast.cleo, Role.REPRESENTATIVE)
    assert reasons(one, cast.ada, job) == {Ground.SCHOOL}
    share(cast.cleo, Section.EDUCATION, ONLY_ME)
    assert reasons(one, cast.ada, job) == set()


def test_friends_in_common_count_only_where_both_of_them_allow_it(cast, job, crowd):
    one = open_to(settle("Zora"), "baker")
    befriend(one, cast.cleo)  # who is a friend of Ada's
    for mine, theirs in itertools.product((ONLY_ME, Relation.MEMBER), repeat=2):
        share(one, Section.MUTUAL, mine)
        share(cast.cleo, Section.MUTUAL, theirs)
        assert reasons(one, cast.ada, job) == ({Ground.FRIENDS} if mine and theirs else set())


def test_whoever_has_more_in_common_stands_first_and_equals_stand_by_their_id(cast, job):
    people = seekers(7)
    state(people[4], Section.OCCUPATION, "baker")
    state(people[2], Section.PLACE, "Turin")
    shown = cards(cast.ada, job)
    assert [set(one.reasons) for one in shown[:2]] == [{Ground.WORK}, {Ground.HERE}]
    rest = [one.id for one in shown[2:]]
    assert rest == sorted(rest)


def test_at_most_twenty_are_shown_and_the_best_are_among_them(cast, job):
    people = [open_to(settle(f"Person {letter}"), "baker") for letter in "abcdefghijklmnopqrstuvwxyz"]
    for one in people[-3:]:
        state(one, Section.PLACE, "Turin")
    shown = cards(cast.ada, job)
    assert len(shown) == 20
    assert [one.reasons for one in shown[:4]] == [(Ground.HERE,)] * 3 + [()]


def test_an_id_says_nothing_about_the_person_and_is_another_one_for_each_job(cast, bakery, job, crowd):
    other = made.job(bakery, "Baker for the late shift")
    ids = {one.id for one in cards(cast.ada, job)}
    assert ids == {one.id for one in cards(cast.ada, job)}
    assert not ids & {one.id for one in cards(cast.ada, other)}
    assert not ids & {one.id for one in cards(cast.ada, job, "another secret")}


def test_every_look_is_in_the_log_once_a_day(cast, bakery, job, crowd, moved_clock):
    for _twice in range(2):
        cards(cast.ada, job)
    other = made.job(bakery, "Baker for the late shift")
    cards(cast.ada, other)
    moved_clock(days=1)
    cards(cast.ada, job)
    looks, more = look_log.looks(crowd[0].id)
    assert [(one.title, one.organisation, one.days) for one in looks] == [
        ("Baker for the early shift", "Bakery Bassi", 2),
        ("Baker for the late shift", "Bakery Bassi", 1),
    ]
    assert not more
    assert look_log.looks(cast.bob.id) == ([], False)


def test_a_look_more_than_a_year_old_is_forgotten(cast, job, crowd):
    cards(cast.ada, job)
    assert wishing.forget() == 0
    with clock.set_to(clock.now() + timedelta(days=366)):
        assert wishing.forget() == CROWD


def test_the_statements_are_few_and_always_as_many(cast, job, statements):
    seekers(5)
    cards(cast.ada, job)
    few = statements(lambda: cards(cast.ada, job))
    for name in NAMES[5:]:
        open_to(settle(name), "baker")
    mentor(cast.ada, cast.bob)
    cards(cast.ada, job)
    assert statements(lambda: cards(cast.ada, job)) == few == 4
