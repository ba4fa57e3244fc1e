"""The last line of defence: what the database itself refuses, whatever the code above it does."""

import re

import peewee
import pytest

from mentorship import clock
from mentorship.care.evidence import Evidence
from mentorship.database import execute, is_sqlite, row, rows, write
from mentorship.discovery.dismissal import Dismissal
from mentorship.people.facts import Fact, Passage
from mentorship.people.invitation import Invitation, Joined
from mentorship.people.person import Person
from mentorship.people.session import Session
from mentorship.people.throttle import Throttle
from mentorship.people.token import Token
from mentorship.people.two_step import RecoveryCode, TwoStep
from mentorship.people.vocabulary import Shipment, Spelling, Term
from mentorship.people.vocabulary.spots import Spot
from mentorship.privacy.history import SharingChange
from mentorship.privacy.sharing import Sharing
from mentorship.records.choice import MailChoice, OpenMail
from mentorship.records.mail import Mail
from mentorship.records.report import Report
from mentorship.talk.conversation import Conversation, Reading
from mentorship.talk.message import Message
from mentorship.ties.block import Block
from mentorship.ties.capacity import Availability
from mentorship.ties.friendship import Friendship, pair
from mentorship.ties.mentorship import Mentorship
from mentorship.ties.request.moving_on import Alternative
from mentorship.ties.request.request import Request
from mentorship.work.application.application import Application, ApplicationMessage
from mentorship.work.candidate.candidate import Ask, CandidateLook, NotFor, OpenToWork
from mentorship.work.help.helping import HelpAsked, HelpOffer
from mentorship.work.job.job import Job, JobLanguage
from mentorship.work.organisation.organisation import Colleague, Organisation
from tests.cast import befriend, mentor
from tests.work.made import organisation


def a_person(**changed):
    good = {"name": "Gia", "search_name": "gia", "email": "gia@example.org", "password": "x", "language": "en"}
    now = clock.now()
    when = {"purpose": "seek", "rules_version": "1", "rules_accepted_at": now, "joined_at": now}
    return Person(**good | when | changed)


def a_change_of_sharing(cast, **changed):
    good = {"section": "work", "before": 0, "after": 4, "cause": "press", "at": clock.now()}
    return SharingChange(owner=cast.eve.id, **good | changed)


def a_mentorship(cast, **changed):
    agreed = {"area": "work", "goal": "", "rhythm": "weekly", "weeks": 4, "started_at": clock.now()}
    people = {"mentor": cast.dora.id, "mentee": cast.eve.id, "ends_at": clock.now()}
    return Mentorship(**agreed | people | changed)


def a_request(cast, **changed):
    low, high = pair(cast.dora.id, cast.eve.id)
    people = {"sender": cast.dora.id, "recipient": cast.eve.id, "low": low, "high": high}
    return Request(**people | {"kind": "friend", "asked_at": clock.now(), "deadline": clock.now()} | changed)


def a_fact(cast, **changed):
    term = row("SELECT id FROM term ORDER BY id LIMIT 1").id
    return Fact(**{"person": cast.eve.id, "section": "skills", "term": term} | changed)


def a_conversation(cast, **changed):
    low, high = pair(cast.ada.id, cast.cleo.id)
    friendship = Friendship.get(Friendship.low == low, Friendship.high == high).id
    return Conversation(**{"low": low, "high": high, "friendship": friendship} | changed)


def a_report(cast, **changed):
    told = {"handle": cast.ada.handle, "name": "Ada", "kind": "profile", "thing": cast.ada.handle, "reason": "hate"}
    return Report(**{"reporter": cast.eve.id, "about": cast.ada.id, "made_at": clock.now()} | told | changed)


def a_token(cast, **changed):
    when = {"made_at": clock.now(), "expires_at": clock.now()}
    return Token(**{"person": cast.eve.id, "purpose": "reset"} | when | changed)


def an_invitation(cast, **changed):
    when = {"made_at": clock.now(), "expires_at": clock.now()}
    return Invitation(**{"by": cast.dora.id, "language": "en", "is_trusted": False, "places": 1} | when | changed)


def an_alternative(cast, **changed):
    asked = a_request(cast)
    save(asked)
    return Alternative(**{"request": asked.id, "mentor": cast.ada.id, "place": 1} | changed)


def a_job(cast, **changed):
    term = row("SELECT id FROM term ORDER BY id LIMIT 1").id
    what = {
        "title": "Baker",
        "occupation": term,
        "text": "Bread",
        "folded": "bread",
        "kind": "permanent",
        "place": term,
    }
    pay = {"pay_from": 100, "pay_to": 200, "pay_per": "hour", "currency": "EUR"}
    when = {"made_at": clock.now(), "changed_at": clock.now()}
    return Job(**what | pay | when | {"organisation": organisation(cast.ada).id, "is_remote": False} | changed)


def a_language_of_a_job(cast, **changed):
    job = a_job(cast)
    save(job)
    return JobLanguage(**{"job": job.id, "term": job.occupation, "level": "good"} | changed)


def an_organisation(cast, **changed):
    term = row("SELECT id FROM term ORDER BY id LIMIT 1").id
    good = {"name": "Bassi", "folded": "bassi", "kind": "company", "about": "Bread.", "workplace": term}
    return Organisation(**good | {"made_at": clock.now()} | changed)


def a_colleague(cast, **changed):
    bakery = an_organisation(cast)
    save(bakery)
    return Colleague(**{"organisation": bakery.id, "person": cast.eve.id, "role": "owner"} | changed)


def an_application(cast, **changed):
    job = a_job(cast)
    save(job)
    when = {"made_at": clock.now(), "changed_at": clock.now()}
    return Application(**{"job": job.id, "person": cast.eve.id, "contact": "", "line": "", "cv": "[]"} | when | changed)


def an_ask(cast, **changed):
    job = a_job(cast)
    save(job)
    good = {"job": job.id, "person": cast.eve.id, "asker": cast.ada.id, "note": "", "asked_at": clock.now()}
    return Ask(**good | {"due_at": clock.now()} | changed)


def a_wish(cast, **changed):
    when = {"opened_at": clock.now(), "until": clock.now()}
    return OpenToWork(**{"person": cast.eve.id, "is_any": True} | when | changed)


def an_offer_of_help(cast, **changed):
    bakery = an_organisation(cast)
    save(bakery)
    what = {
        "organisation": bakery.id,
        "person": cast.eve.id,
        "sort": "introduce",
        "audience": 4,
        "made_at": clock.now(),
    }
    return HelpOffer(**what | changed)


def save(made):
    write(lambda: made.save(force_insert=True))()


# What each CHECK is there for: a row that it alone refuses.
REFUSED = {
    "person_language": lambda cast: a_person(language="de"),
    "person_purpose": lambda cast: a_person(purpose="sell"),
    "person_state": lambda cast: a_person(state="gone"),
    "person_closed": lambda cast: a_person(state="closed"),
    "person_name": lambda cast: a_person(name=""),
    "person_address": lambda cast: a_person(email=None),
    "spot_lat": lambda cast: Spot(term=Term.get().id, lat=9001, lon=0, narrow=0),
    "spot_lon": lambda cast: Spot(term=Term.get().id, lat=0, lon=18001, narrow=0),
    "token_purpose": lambda cast: a_token(cast, purpose="open"),
    "mail_state": lambda cast: Mail(
        person=cast.eve.id, kind="reset", state="lost", made_at=clock.now(), due_at=clock.now()
    ),
    "mail_choice": lambda cast: MailChoice(person=cast.eve.id, topic="requests", choice="hourly"),
    "invitation_places": lambda cast: an_invitation(cast, places=10_001),
    "invitation_used": lambda cast: an_invitation(cast, used=2),
    "availability_places": lambda cast: Availability(person=cast.eve.id, places=21),
    "block_two": lambda cast: Block(blocker=cast.eve.id, blocked=cast.eve.id, since=clock.now()),
    "friendship_pair": lambda cast: Friendship(low=cast.eve.id, high=cast.ada.id, since=clock.now()),
    "mentorship_two": lambda cast: a_mentorship(cast, mentee=cast.dora.id),
    "mentorship_area": lambda cast: a_mentorship(cast, area="love"),
    "mentorship_rhythm": lambda cast: a_mentorship(cast, rhythm="never"),
    "mentorship_weeks": lambda cast: a_mentorship(cast, weeks=0),
    "conversation_two": lambda cast: a_conversation(cast, low=cast.cleo.id, high=cast.ada.id),
    "conversation_tie": lambda cast: a_conversation(cast, friendship=None),
    "fact_area": lambda cast: a_fact(cast, area="love"),
    "fact_level": lambda cast: a_fact(cast, level="best"),
    "fact_years": lambda cast: a_fact(cast, year_from=2010, year_to=2009),
    "request_two": lambda cast: a_request(cast, recipient=cast.dora.id),
    "request_kind": lambda cast: a_request(cast, kind="job"),
    "request_mentor": lambda cast: a_request(cast, kind="mentoring"),
    "request_state": lambda cast: a_request(cast, state="lost", settled_at=clock.now()),
    "alternative_place": lambda cast: an_alternative(cast, place=3),
    "report_two": lambda cast: a_report(cast, about=cast.eve.id),
    "report_kind": lambda cast: a_report(cast, kind="mood"),
    "report_reason": lambda cast: a_report(cast, reason="revenge"),
    "report_state": lambda cast: a_report(cast, state="lost", outcome="nothing"),
    "report_closed": lambda cast: a_report(cast, state="closed", outcome="nothing"),
    "report_outcome": lambda cast: a_report(cast, state="closed", outcome="burned", closed_at=clock.now()),
    "report_decided": lambda cast: a_report(cast, state="closed", closed_at=clock.now()),
    "request_settled": lambda cast: a_request(cast, state="accepted"),
    "sharing_audience": lambda cast: Sharing(owner=cast.eve.id, section="new", audience=128),
    "sharing_change_audiences": lambda cast: a_change_of_sharing(cast, after=128),
    "sharing_change_cause": lambda cast: a_change_of_sharing(cast, cause="mood"),
    "job_kind": lambda cast: a_job(cast, kind="slavery"),
    "job_state": lambda cast: a_job(cast, state="lost"),
    "job_place": lambda cast: a_job(cast, place=None),
    "job_hours_from": lambda cast: a_job(cast, hours_from=0),
    "job_hours_to": lambda cast: a_job(cast, hours_to=81),
    "job_hours": lambda cast: a_job(cast, hours_from=20, hours_to=10),
    "job_pay": lambda cast: a_job(cast, pay_from=300),
    "job_pay_range": lambda cast: a_job(cast, pay_to=None),
    "job_pay_per": lambda cast: a_job(cast, pay_per=""),
    "job_currency": lambda cast: a_job(cast, currency=""),
    "job_volunteer": lambda cast: a_job(cast, kind="volunteer"),
    "job_pay_period": lambda cast: a_job(cast, pay_per="week"),
    "job_outcome": lambda cast: a_job(cast, state="closed", outcome="eaten"),
    "job_closed": lambda cast: a_job(cast, state="closed"),
    "job_published": lambda cast: a_job(cast, state="live", published_at=clock.now()),
    "job_language_level": lambda cast: a_language_of_a_job(cast, level="best"),
    "organisation_kind": lambda cast: an_organisation(cast, kind="army"),
    "organisation_state": lambda cast: an_organisation(cast, state="lost", decided_at=clock.now()),
    "organisation_decided": lambda cast: an_organisation(cast, state="verified"),
    "application_state": lambda cast: an_application(cast, state="lost"),
    "application_ending": lambda cast: an_application(cast, state="closed", ending="burned"),
    "application_closed": lambda cast: an_application(cast, ending="hired"),
    "ask_reply": lambda cast: an_ask(cast, reply="hm", replied_at=clock.now()),
    "ask_replied": lambda cast: an_ask(cast, reply="yes"),
    "open_to_work_hours_from": lambda cast: a_wish(cast, hours_from=0),
    "open_to_work_hours_to": lambda cast: a_wish(cast, hours_to=81),
    "open_to_work_pay_per": lambda cast: a_wish(cast, pay_from=100, currency="EUR"),
    "open_to_work_currency": lambda cast: a_wish(cast, pay_from=100, pay_per="hour"),
    "help_offer_sort": lambda cast: an_offer_of_help(cast, sort="bribe"),
    "help_offer_audience": lambda cast: an_offer_of_help(cast, audience=32),
    "colleague_role": lambda cast: a_colleague(cast, role="boss"),
    "shipment_digest": lambda cast: Shipment(name="x.csv", digest="short"),
}


@pytest.mark.parametrize("check", REFUSED)
def test_the_database_refuses_what_breaks_a_check(cast, check):
    with pytest.raises(peewee.IntegrityError, match=check):
        save(REFUSED[check](cast))


@pytest.mark.parametrize(
    "make",
    [
        lambda cast: a_person(),
        a_mentorship,
        a_request,
        a_report,
        a_fact,
        a_conversation,
        a_token,
        an_invitation,
        an_alternative,
        a_change_of_sharing,
        an_organisation,
        a_colleague,
        an_application,
        an_ask,
        a_wish,
        an_offer_of_help,
    ],
)
def test_it_is_only_the_broken_value_that_was_refused(cast, make):
    whole = make(cast)
    save(whole)
    assert whole.id


def checks_in_the_database():
    if is_sqlite():
        tables = " ".join(one.sql for one in rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return set(re.findall(r'CONSTRAINT "?(\w+)"? CHECK', tables))
    return {one.name for one in rows("SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND conrelid > 0")}


def test_every_check_is_proved_here(database):
    assert checks_in_the_database() == set(REFUSED)


def twice(cast):
    """Pairs of rows of which the second must be refused, by the index that does it."""
    ada, cleo, eve, now = cast.ada.id, cast.cleo.id, cast.eve.id, clock.now()
    low, high = pair(ada, cleo)
    talk = a_conversation(cast)
    save(talk)
    term = Term.get()
    invited = an_invitation(cast)
    save(invited)
    moved = a_request(cast, state="declined", settled_at=now)
    save(moved)
    told = a_report(cast, reporter=cast.bob.id)
    save(told)
    acting, sent = a_colleague(cast), an_application(cast)
    save(acting)
    save(sent)
    asked = an_ask(cast)
    save(asked)
    looked = {"person": eve, "job": asked.job_id, "day": 1, "looked_at": now}
    helps = an_offer_of_help(cast)
    save(helps)
    of_job = {"organisation": helps.organisation_id, "job": sent.job_id}
    took = {"offer": helps.id, "person": cast.bob.id, "asked_at": now}
    wrote = {"application": sent.id, "sender": ada, "is_team": True, "body": "x", "sent_at": now, "once": "o"}
    return {
        "application_once": (None, lambda: an_application(cast, job=sent.job_id)),
        "application_message": (*[lambda: ApplicationMessage(**wrote)] * 2,),
        "ask": (None, lambda: an_ask(cast, job=asked.job_id)),
        "candidate_look": (*[lambda: CandidateLook(**looked)] * 2,),
        "not_for": (*[lambda: NotFor(person=eve, organisation=acting.organisation_id)] * 2,),
        "open_to_work": (*[lambda: a_wish(cast)] * 2,),
        "help_asked": (*[lambda: HelpAsked(**took)] * 2,),
        "help_job_once": (*[lambda: an_offer_of_help(cast, **of_job)] * 2,),
        "help_once": (None, lambda: an_offer_of_help(cast, organisation=helps.organisation_id)),
        "colleague": (None, lambda: a_colleague(cast, organisation=acting.organisation_id)),
        "email": (lambda: a_person(), lambda: a_person()),
        "friendship_once": (None, lambda: Friendship(low=low, high=high, since=now)),
        "mentorship_once": (lambda: a_mentorship(cast), lambda: a_mentorship(cast)),
        "request_once": (lambda: a_request(cast), lambda: a_request(cast, sender=eve, recipient=cast.dora.id)),
        "request_before": (*[lambda: a_request(cast, before=moved.id, state="declined", settled_at=now)] * 2,),
        "report_once": (lambda: a_report(cast), lambda: a_report(cast, reason="fake")),
        "evidence": (
            *[lambda: Evidence(report=told.id, position=0, author="x", part="", text="x", is_the_one=True)] * 2,
        ),
        "alternative": (*[lambda: Alternative(request=moved.id, mentor=ada, place=1)] * 2,),
        "fact_once": (lambda: a_fact(cast), lambda: a_fact(cast)),
        "passage": (*[lambda: Passage(person=eve, section="about", text="x", folded="x")] * 2,),
        "sharing": (None, lambda: Sharing(owner=ada, section="about", audience=0)),
        "availability": (None, lambda: Availability(person=ada, places=1)),
        "block": (*[lambda: Block(blocker=ada, blocked=eve, since=now)] * 2,),
        "conversation": (None, lambda: a_conversation(cast)),
        "reading": (*[lambda: Reading(conversation=talk.id, person=ada, read_at=now)] * 2,),
        "message": (*[lambda: Message(conversation=talk.id, sender=ada, body="x", sent_at=now, once="o")] * 2,),
        "dismissal": (*[lambda: Dismissal(person=ada, other=eve, lane="know")] * 2,),
        "session": (
            *[lambda: Session(token_hash="t", person=ada, started_at=now, seen_at=now, kept=0, device="")] * 2,
        ),
        "two_step": (None, lambda: TwoStep(person=cast.dora.id, secret="x")),
        "recovery_code": (*[lambda: RecoveryCode(person=eve, code_hash="x")] * 2,),
        "joined": (*[lambda: Joined(invitation=invited.id, person=eve, joined_at=now)] * 2,),
        "mail_choice": (*[lambda: MailChoice(person=eve, topic="requests", choice="daily")] * 2,),
        "open_mail": (*[lambda: OpenMail(person=eve)] * 2,),
        "throttle": (*[lambda: Throttle(key="k", since=now, tries=1)] * 2,),
        "spelling": (*[lambda: Spelling(term=term.id, kind="topic", folded="zz")] * 2,),
        "shipment": (*[lambda: Shipment(name="x.csv", digest="d" * 64)] * 2,),
    }


INDEXES = [
    "application_once",
    "application_message",
    "ask",
    "candidate_look",
    "not_for",
    "open_to_work",
    "colleague",
    "email",
    "help_asked",
    "help_job_once",
    "help_once",
    "friendship_once",
    "mentorship_once",
    "request_once",
    "request_before",
    "report_once",
    "evidence",
    "alternative",
    "fact_once",
    "passage",
    "sharing",
    "availability",
    "block",
    "conversation",
    "reading",
    "message",
    "dismissal",
    "session",
    "two_step",
    "recovery_code",
    "joined",
    "mail_choice",
    "open_mail",
    "throttle",
    "spelling",
    "shipment",
]


@pytest.mark.parametrize("index", INDEXES)
def test_the_database_refuses_the_same_twice(cast, index):
    first, second = twice(cast)[index]
    if first:
        save(first())
    with pytest.raises(peewee.IntegrityError):
        save(second())


def test_a_tie_that_has_ended_leaves_room_for_a_new_one(cast):
    befriend(cast.ada, cast.eve)
    mentor(cast.ada, cast.eve)
    save(a_request(cast, state="declined", settled_at=clock.now()))
    end = write(lambda table: execute(f"UPDATE {table} SET ended_at = 1"))
    end("friendship")
    end("mentorship")
    befriend(cast.ada, cast.eve)
    assert mentor(cast.ada, cast.eve).id
    save(a_request(cast))
    assert (
        row(
            "SELECT count(*) AS n FROM friendship WHERE ended_at IS NULL AND low_id = ? AND high_id = ?",
            cast.ada.id,
            cast.eve.id,
        ).n
        == 1
    )


def test_two_can_mentor_each_other(cast):
    one, other = mentor(cast.ada, cast.cleo), mentor(cast.cleo, cast.ada)
    assert one.id != other.id


def test_a_workplace_can_be_stated_twice_for_it_may_come_back(cast):
    first, again = a_fact(cast, section="work"), a_fact(cast, section="work")
    save(first)
    save(again)
    assert first.id != again.id


def test_a_row_cannot_point_to_nobody(cast):
    with pytest.raises(peewee.IntegrityError):
        save(Availability(person=999_999, places=1))


def test_a_term_that_is_stated_cannot_be_deleted(cast):
    save(a_fact(cast))
    with pytest.raises(peewee.IntegrityError):
        write(lambda: Term.delete().where(Term.id == Fact.select(Fact.term).limit(1)).execute())()


def test_what_belonged_to_a_person_goes_with_them(cast):
    mentor(cast.ada, cast.bob)
    save(a_conversation(cast))
    write(cast.ada.delete_instance)()
    for table, column in (
        ("fact", "person_id"),
        ("sharing", "owner_id"),
        ("sharing_change", "owner_id"),
        ("mentorship", "mentor_id"),
    ):
        assert row(f"SELECT count(*) AS n FROM {table} WHERE {column} = ?", cast.ada.id).n == 0
    assert row("SELECT count(*) AS n FROM conversation").n == 0
