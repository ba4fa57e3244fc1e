"""Telling: the notice and its mail stand in the transaction of the event, as rows of ids."""

import pytest

from mentorship import clock
from mentorship.database import rows, write
from mentorship.records.choice import USUAL, Choice, MailChoice
from mentorship.records.notice import TOPIC, Kind, Topic, forget_between, read_about
from mentorship.records.telling import tell


def notices(person):
    return rows("SELECT kind, other_id, about, read_at FROM notice WHERE person_id = ? ORDER BY id", person.id)


def mails(person):
    return rows("SELECT kind, notice_id, address, about, due_at, made_at FROM mail WHERE person_id = ?", person.id)


def test_every_kind_has_a_topic_and_every_topic_a_usual_choice():
    assert set(TOPIC) == set(Kind)
    assert set(TOPIC.values()) <= set(Topic) == set(USUAL)


def test_a_notice_and_its_mail_are_rows_of_ids(cast):
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "key of request"[:12])
    (told,) = notices(cast.ada)
    assert tuple(told) == ("asked", cast.bob.id, "key of reque", None)
    (mail,) = mails(cast.ada)
    assert (mail.kind, mail.address, mail.about) == ("asked", "", "")
    assert mail.due_at > mail.made_at, "who is here already reads it here"


def test_nothing_is_told_of_an_event_that_failed(cast):
    @write
    def fail():
        tell(cast.ada.id, Kind.ASKED, cast.bob.id, "x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert notices(cast.ada) == mails(cast.ada) == []


def test_ten_messages_are_one_notice_and_one_mail_until_they_are_read(cast):
    for _ in range(10):
        tell(cast.ada.id, Kind.ACCEPTED, cast.bob.id, "same")
    assert len(notices(cast.ada)) == len(mails(cast.ada)) == 1
    assert read_about(cast.ada.id, "same") == 1
    tell(cast.ada.id, Kind.ACCEPTED, cast.bob.id, "same")
    assert len(notices(cast.ada)) == 2


def test_what_differs_in_kind_person_or_thing_is_told_apart(cast):
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "one")
    tell(cast.ada.id, Kind.REMINDED, cast.bob.id, "one")
    tell(cast.ada.id, Kind.ASKED, cast.eve.id, "one")
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "two")
    tell(cast.bob.id, Kind.ASKED, cast.ada.id, "one")
    assert (len(notices(cast.ada)), len(notices(cast.bob))) == (4, 1)


def test_a_notice_about_nobody_is_renewed_too(cast):
    for _ in range(2):
        tell(cast.aldo.id, Kind.WAITING)
    assert len(notices(cast.aldo)) == 1


@pytest.mark.parametrize("choice", Choice)
def test_mail_follows_at_once_only_for_those_who_want_it_so(cast, choice):
    write(MailChoice.create)(person=cast.ada.id, topic=Topic.REQUESTS, choice=choice)
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "x")
    assert len(notices(cast.ada)) == 1
    assert len(mails(cast.ada)) == (choice == Choice.AT_ONCE)


def test_reading_a_thing_leaves_other_things_and_people_alone(cast):
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "one")
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "two")
    tell(cast.eve.id, Kind.ASKED, cast.bob.id, "one")
    assert (read_about(cast.ada.id, "one"), read_about(cast.ada.id, "one")) == (1, 0)
    assert [bool(one.read_at) for one in notices(cast.ada)] == [True, False]
    assert [bool(one.read_at) for one in notices(cast.eve)] == [False]


def test_what_is_said_between_two_goes_with_them_and_takes_its_mail_along(cast):
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "one")
    tell(cast.bob.id, Kind.ACCEPTED, cast.ada.id, "one")
    tell(cast.ada.id, Kind.ASKED, cast.eve.id, "two")
    forget_between(cast.bob.id, cast.ada.id)
    assert [one.other_id for one in notices(cast.ada)] == [cast.eve.id]
    assert len(mails(cast.ada)) == 1
    assert notices(cast.bob) == mails(cast.bob) == []


def test_a_renewed_notice_stands_where_it_happened_last(cast, moved_clock):
    tell(cast.ada.id, Kind.MESSAGE, cast.bob.id, "talk")
    moved_clock(hours=3)
    before = clock.microseconds(clock.now())
    tell(cast.ada.id, Kind.MESSAGE, cast.bob.id, "talk")
    (told,) = rows("SELECT made_at FROM notice WHERE person_id = ?", cast.ada.id)
    assert told.made_at >= before
