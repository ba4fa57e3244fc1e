"""Erasing: after fourteen days nothing is left of a person, in no row and in no byte of the file, but a taken handle."""

import stat
from pathlib import Path

import peewee
import pytest
from peewee import ForeignKeyField

from mentorship import clock
from mentorship.accounts import closing, erasure
from mentorship.care import moderating, reporting
from mentorship.database import database as connected
from mentorship.database import execute, is_sqlite, row, rows, write
from mentorship.discovery.dismissal import Lane, dismiss
from mentorship.people import facts, invitation, session, token, two_step
from mentorship.people.facts import Fact, Passage
from mentorship.people.invitation import Invitation, Joined
from mentorship.people.person import Person, State
from mentorship.people.photo import Photo
from mentorship.people.section import Section
from mentorship.people.session import Session
from mentorship.people.token import Purpose
from mentorship.people.two_step import TwoStep
from mentorship.privacy.sharing import Sharing
from mentorship.records import mail
from mentorship.records.choice import MailChoice, OpenMail
from mentorship.records.mail import Letter
from mentorship.records.notice import Kind
from mentorship.records.telling import tell
from mentorship.talk import conversation, message
from mentorship.talk.message import Message
from mentorship.ties import mentorship
from mentorship.ties.block import block
from mentorship.ties.friendship import Friendship
from mentorship.ties.mentorship import Mentorship
from mentorship.ties.request import answering
from mentorship.ties.request.moving_on import Alternative
from mentorship.ties.request.request import Request
from mentorship.work.application import answering as answering_applications
from mentorship.work.candidate.candidate import Ask, CandidateLook
from mentorship.work.help.helping import FoundWork, HelpAsked, HelpOffer
from mentorship.work.job import saved
from mentorship.work.organisation import registering
from tests.cast import (
    PASSWORD,
    ask_friend,
    befriend,
    change,
    mentor,
    offer_two_places,
    settle,
    state,
    suspend,
    viewer,
    wish,
)
from tests.tables import all_tables
from tests.work import made
from tests.work.applied import applied
from tests.work.helped import help_at
from tests.work.seekers import open_to

CANARY = "qvzx"  # begins every word that is hers alone


def word(number):
    return f"{CANARY}{number:03d}"


def canaries():
    """Where a word of hers stands still, in all rows of all tables."""
    found = []
    for table in all_tables():
        for one in table.select().dicts():
            found += [f"{table.__name__}.{name}" for name, value in one.items() if CANARY in _text(value)]
    return found


def _text(value):
    if isinstance(value, bytes | memoryview | bytearray):
        return bytes(value).decode("latin-1").lower()
    return str(value).lower()


def bytes_on_disk():
    file = connected.obj.database
    return b"".join(Path(f"{file}{end}").read_bytes().lower() for end in ("", "-wal"))


def to_people(table):
    return [one for one in table._meta.sorted_fields if isinstance(one, ForeignKeyField) and one.rel_model is Person]


ABOUT_PEOPLE = [table for table in all_tables() if to_people(table)]


def rows_of(table, person_id):
    by_any = [one == person_id for one in to_people(table)]
    return table.select().where(peewee.reduce(peewee.operator.or_, by_any)).count()


@write
def a_row(table, **values):
    return table.create(**values)


@pytest.fixture
def zoe(cast):
    """Somebody who has left something in every table there is, always in words that are hers alone."""
    zoe = settle(f"Zoe {word(1)}", email=f"{word(2)}@example.org", purpose="both", seeks=word(3), offers=word(4))
    now = clock.now()
    _says(zoe)
    _is_tied(cast, zoe)
    _asks(cast, zoe)
    session.start(zoe, kept=True, device=word(5))
    token.issue(zoe.id, Purpose.CONFIRM, f"{word(6)}@example.org")
    a_row(TwoStep, person=zoe.id, secret=word(7), confirmed_at=now)
    two_step.replace_codes(zoe.id, [word(8)])
    a_row(Photo, person=zoe.id, small=word(9).encode() * 500, large=word(10).encode() * 5000, changed_at=now)
    a_row(MailChoice, person=zoe.id, topic="requests", choice="never")
    a_row(OpenMail, person=zoe.id)
    _invites(cast, zoe)
    mail.post(Letter.MOVED, zoe.id, address=f"{word(11)}@example.org")
    mail.post(Letter.REFUSED, None, address=zoe.email)
    dismiss(zoe.id, cast.finn.id, Lane.KNOW)
    dismiss(cast.finn.id, zoe.id, Lane.KNOW)
    _reports(cast, zoe)
    _works(zoe)
    _applies(cast, zoe)
    _helps(cast, zoe)
    _is_open(cast, zoe)
    block(zoe.id, cast.finn.id)
    saved.save(zoe.id, {"q": word(40)})
    return zoe


def _says(zoe):
    facts.say(zoe.id, Section.ABOUT, f"I am {word(20)}. " * 30)
    state(zoe, Section.WORK, f"Hospital {word(21)}", focus=word(22), year_from=2001)
    state(zoe, Section.INTERESTS, word(23))
    taken_back = facts.Fact.get(facts.Fact.person == zoe.id, facts.Fact.section == Section.INTERESTS)
    facts.retract(zoe.id, taken_back.key)
    offer_two_places(zoe)


def _is_tied(cast, zoe):
    befriend(zoe, cast.cleo)
    talk = conversation.open_with_friend(zoe.id, cast.cleo.id)
    for number in range(60):
        message.send(talk, zoe.id, f"{word(24)} " * 50, str(number))
    conversation.note_read(talk.id, zoe.id, 1)
    pair = mentor(cast.ada, zoe, goal=word(25))
    message.send_to_pair(pair, zoe.id, word(26), "once")
    mentorship.end(mentorship.of_pair(viewer(zoe), pair.key), zoe.id, word(27))
    mentor(zoe, cast.bob, goal="Theirs")
    tell(cast.bob.id, Kind.MESSAGE, zoe.id, talk.key)
    tell(zoe.id, Kind.MESSAGE, cast.bob.id, talk.key)


def _asks(cast, zoe):
    asked = wish(zoe, cast.ada, goal=word(28), tried=word(29))
    answering.ask(asked, "What is it about?")
    mine = Request.get(Request.key == asked.key)
    answering.answer(mine, word(30))
    theirs = wish(cast.eve, cast.ada)
    a_row(Alternative, request=Request.get(Request.key == theirs.key).id, mentor=zoe.id, place=1)
    ask_friend(cast.eve, zoe)


def _invites(cast, zoe):
    own = invitation.make(zoe.id, language="en", days=30, places=5, label=word(31))
    a_row(Joined, invitation=own.id, person=cast.eve.id, joined_at=clock.now())
    to_her = invitation.make(cast.dora.id, language="en", days=30, address=zoe.email)
    a_row(Joined, invitation=to_her.id, person=zoe.id, joined_at=clock.now())


def _reports(cast, zoe):
    """She reports, and is reported; both is decided."""
    asked = Request.get(Request.sender == zoe.id, Request.recipient == cast.ada.id)
    own = reporting.send(zoe.id, reporting.of_request(viewer(zoe), asked.key), "hate", f"Because {word(32)}")
    moderating.decide(cast.dora, own, "nothing", "")
    about_her = reporting.of_profile(viewer(cast.cleo), zoe.handle)
    moderating.decide(cast.dora, reporting.send(cast.cleo.id, about_her, "money", ""), "nothing", "")


def _works(zoe):
    names = {"name": f"Family {word(33)}", "kind": "household", "place": word(34)}
    registering.register(zoe.id, **names, about=f"At {word(35)}", website=f"{word(36)}.example")


def _applies(cast, zoe):
    """She applies for a job, reads for another organisation what came to it, and writes on both sides."""
    hospital, shop = made.organisation(cast.ada, "Hospital"), made.organisation(cast.eve, "Shop")
    own = applied(made.job(hospital), zoe, Section.ABOUT, contact=word(41), line=word(42))
    made.colleague(shop, zoe)
    answering_applications.write_as_applicant(viewer(zoe), own.key, word(43), "once")
    theirs = applied(made.job(shop), cast.bob)
    answering_applications.write_as_team(viewer(zoe), theirs.key, word(44), "once")


def _helps(cast, zoe):
    """She offers help with work, asked for some herself, and is counted as somebody who found work."""
    school = made.organisation(cast.dora, "School")
    help_at(school, zoe)
    help_at(school, cast.eve)
    taken = HelpOffer.get(HelpOffer.person == cast.eve.id)
    a_row(HelpAsked, offer=taken.id, person=zoe.id, asked_at=clock.now())
    a_row(FoundWork, person=zoe.id, found_at=clock.now())


def _is_open(cast, zoe):
    """She is open to work, is looked at and asked; and asks somebody herself."""
    open_to(zoe, word(45), place=word(46), other="Hospital")
    job, now = made.job(made.organisation(cast.dora, "School")), clock.now()
    a_row(CandidateLook, person=zoe.id, job=job.id, day=1, looked_at=now)
    when = {"asked_at": now, "due_at": now}
    a_row(Ask, job=job.id, person=zoe.id, asker=cast.dora.id, note="Come", **when)
    a_row(Ask, job=job.id, person=cast.eve.id, asker=zoe.id, note=word(47), **when)


def leave(person, folder, moved_clock):
    closing._close(person.id)
    moved_clock(days=14, minutes=1)
    return erasure.erase_overdue(folder)


def test_the_proof_reaches_every_table_about_people(zoe):
    assert [table.__name__ for table in ABOUT_PEOPLE if not rows_of(table, zoe.id)] == []
    assert len(set(canaries())) > 20


def test_nothing_is_left_in_any_row(zoe, tmp_path, moved_clock):
    assert leave(zoe, tmp_path, moved_clock) == 1
    assert canaries() == []
    left = Person.get(Person.handle == zoe.handle)
    assert [table.__name__ for table in ABOUT_PEOPLE if rows_of(table, left.id)] == []


def test_nothing_is_left_in_any_byte_of_the_file(zoe, tmp_path, moved_clock):
    if not is_sqlite():
        pytest.skip("what a PostgreSQL server keeps in its files until it cleans up is its own affair")
    assert CANARY.encode() in bytes_on_disk()
    leave(zoe, tmp_path, moved_clock)
    assert CANARY.encode() not in bytes_on_disk()


def test_what_is_left_is_a_taken_handle(zoe, tmp_path, moved_clock):
    leave(zoe, tmp_path, moved_clock)
    left = Person.get(Person.handle == zoe.handle)
    assert (left.state, left.name, left.search_name, left.email, left.password) == (State.ERASED, "", "", None, "")
    assert (left.roles, left.why, left.confirmed_at, left.closed_at) == (0, "", None, None)


def test_the_address_is_free_again(zoe, tmp_path, moved_clock):
    leave(zoe, tmp_path, moved_clock)
    again = settle("Zoe", email=zoe.email)
    assert again.handle != zoe.handle


def test_the_others_keep_what_is_theirs(cast, zoe, tmp_path, moved_clock):
    before = {
        table: table.select().count() for table in (Fact, Passage, Sharing, Friendship, Mentorship, Message, Session)
    }
    zoes = {table: rows_of(table, zoe.id) for table in before}
    leave(zoe, tmp_path, moved_clock)
    assert {table: table.select().count() for table in before} == {
        table: before[table] - zoes[table] for table in before
    }
    assert row("SELECT count(*) AS n FROM person WHERE state = 'active'").n == 7
    assert Invitation.select().where(Invitation.by == cast.dora.id).count() == 1
    assert Joined.select().where(Joined.person == cast.eve.id).exists()


def test_a_word_that_somebody_else_uses_stays(cast, zoe, tmp_path, moved_clock):
    state(cast.eve, Section.WORK, f"Hospital {word(21)}")
    leave(zoe, tmp_path, moved_clock)
    assert {one.split(".")[0] for one in canaries()} <= {"Term", "Spelling", "Beginning", "Fact"}
    assert Fact.select().where(Fact.person == cast.eve.id, Fact.section == Section.WORK).exists()


def test_nobody_comes_in_by_their_invitations_any_more(zoe, tmp_path, moved_clock):
    key = Invitation.get(Invitation.by == zoe.id).key
    assert invitation.find_open(key)
    leave(zoe, tmp_path, moved_clock)
    assert invitation.find_open(key) is None


def test_it_is_never_too_early_and_never_twice(cast, tmp_path, moved_clock):
    closing.close(cast.eve.id, PASSWORD)
    moved_clock(days=13, hours=23)
    assert erasure.erase_overdue(tmp_path) == 0
    moved_clock(hours=1)
    assert erasure.erase_overdue(tmp_path) == 1
    assert erasure.erase_overdue(tmp_path) == 0


def test_only_those_who_closed_are_erased(cast, tmp_path, moved_clock):
    suspend(cast.eve)
    closing.close(cast.bob.id, PASSWORD)
    closing.reopen(cast.bob.id)
    moved_clock(days=400)
    assert erasure.erase_overdue(tmp_path) == 0


def test_many_at_once(cast, tmp_path, moved_clock):
    for person in (cast.eve, cast.bob, cast.cleo):
        closing._close(person.id)
    moved_clock(days=15)
    assert erasure.erase_overdue(tmp_path) == 3
    handles = (tmp_path / erasure.LEDGER).read_text().split()
    assert set(handles) == {one.handle for one in (cast.eve, cast.bob, cast.cleo)}


def test_two_processes_erase_once(cast, tmp_path, moved_clock, at_once):
    closing._close(cast.eve.id)
    moved_clock(days=15)
    assert sorted(at_once(*[lambda: erasure.erase_overdue(tmp_path)] * 2)) == [0, 1]
    assert Person.select().where(Person.handle == cast.eve.handle).count() == 1


def test_the_ledger_is_for_the_owner_of_the_server_alone(cast, tmp_path, moved_clock):
    leave(cast.eve, tmp_path, moved_clock)
    mode = (tmp_path / erasure.LEDGER).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert (tmp_path / erasure.LEDGER).read_text() == f"{cast.eve.handle}\n"


@write
def bring_back(person):
    """As a restored backup from before does."""
    execute("DELETE FROM person WHERE handle = ?", person.handle)
    values = {name: value for name, value in person.__data__.items() if name != "id"}
    return Person.create(**values)


@pytest.mark.parametrize("as_it_was", [State.ACTIVE, State.CLOSED, State.SUSPENDED])
def test_a_restored_backup_brings_nobody_back(cast, tmp_path, moved_clock, as_it_was):
    leave(cast.eve, tmp_path, moved_clock)
    back = bring_back(cast.eve)
    change(back, state=as_it_was, closed_at=clock.now() if as_it_was == State.CLOSED else None)
    facts.say(back.id, Section.ABOUT, word(40))
    assert erasure.replay(tmp_path) == 1
    assert canaries() == []
    assert Person.get(Person.handle == cast.eve.handle).state == State.ERASED
    assert erasure.replay(tmp_path) == 0


def test_a_ledger_of_people_who_are_not_there_changes_nothing(cast, tmp_path):
    assert erasure.replay(tmp_path) == 0
    (tmp_path / erasure.LEDGER).write_text("zzzzzzzzzzzz\n\n  \nyyyyyyyyyyyy")
    assert erasure.replay(tmp_path) == 0
    assert row("SELECT count(*) AS n FROM person WHERE state = 'active'").n == 7


def test_whoever_stops_halfway_has_written_it_down(cast, tmp_path, moved_clock, monkeypatch):
    closing._close(cast.eve.id)
    moved_clock(days=15)
    monkeypatch.setattr(erasure, "_bury", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erasure.erase_overdue(tmp_path)
    assert Person.get_by_id(cast.eve.id).state == State.CLOSED, "nothing is half erased"
    assert cast.eve.handle in (tmp_path / erasure.LEDGER).read_text()


def test_every_table_about_people_lets_go_of_them():
    """Whoever adds a table says what becomes of its rows; a name that only stops pointing is the exception."""
    only_forgets = {("Mentorship", "ended_by"), ("Invitation", "by"), ("Report", "reporter"), ("Report", "about")}
    only_forgets |= {("Colleague", "asked_by"), ("Ask", "asker")}
    kept = {
        (table.__name__, one.name) for table in ABOUT_PEOPLE for one in to_people(table) if one.on_delete != "CASCADE"
    }
    assert kept == only_forgets


def test_what_waits_for_a_moderator_stays_until_it_is_decided(cast, zoe, tmp_path, moved_clock):
    key = reporting.send(cast.cleo.id, reporting.of_profile(viewer(cast.cleo), zoe.handle), "fake", "")
    name = zoe.name
    leave(zoe, tmp_path, moved_clock)
    found, pieces = moderating.look(cast.dora, key)
    assert (found.name, found.about_id) == (name, None)
    assert any(CANARY in one.text for one in pieces)


def test_dates_tell_nothing(zoe, tmp_path, moved_clock):
    joined = Person.get_by_id(zoe.id).joined_at
    leave(zoe, tmp_path, moved_clock)
    assert not rows("SELECT 1 FROM person WHERE joined_at = ? AND handle = ?", clock.microseconds(joined), zoe.handle)
