"""Reporting: what is kept of it, who is told, and who never learns of it."""

import pytest

from mentorship.accounts import erasure
from mentorship.accounts.removing import remove
from mentorship.care import evidence, reporting
from mentorship.chores import cleaning
from mentorship.database import execute, row, rows, write
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import facts, photo
from mentorship.people.person import Role, State
from mentorship.people.section import Section
from mentorship.records.report import Reason
from mentorship.talk import conversation, message
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.ties.request import answering, request
from tests.care.reported import a_moderator, a_talk, report, report_message
from tests.cast import change, mentor, share, suspend, viewer, wish
from tests.pictures import hang


def kept(key: str) -> list[tuple[str, str, bool]]:
    """Author, words and whether it is the one, in their order."""
    found = row("SELECT id FROM report WHERE key = ?", key)
    return [(one.author, one.text, bool(one.is_the_one)) for one in evidence.of(found.id)]


def told() -> list[tuple[int, str]]:
    """Who has a notice of which kind."""
    return [(one.person_id, one.kind) for one in rows("SELECT person_id, kind FROM notice ORDER BY id")]


# --- what is kept


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (1, ["One", "Two", "Three", "Four"]),
        (3, ["Two", "Three", "Four", "Five", "Six"]),
        (5, ["Four", "Five", "Six", "Seven"]),
    ],
)
def test_a_message_is_kept_with_two_before_and_two_after_and_nothing_else(cast, place, words):
    key, moments = a_talk(cast.ada, cast.cleo)
    found = kept(report_message(cast.ada, key, moments[place]))
    assert [text for _author, text, _is in found] == words
    assert [text for _author, text, is_the_one in found if is_the_one] == [
        words[words.index(["Two", "Four", "Six"][place // 2])]
    ]
    authors = {text: author for author, text, _is in found}
    assert {authors[text] for text in authors if text in ("Two", "Four", "Six")} == {cast.cleo.handle}
    assert {authors[text] for text in authors if text in ("One", "Three", "Five", "Seven")} == {cast.ada.handle}


def test_a_single_message_is_kept_alone(cast):
    key, moments = a_talk(cast.ada, cast.cleo, ("Hello",))
    assert kept(report_message(cast.cleo, key, moments[0])) == [(cast.ada.handle, "Hello", True)]


def test_messages_of_another_conversation_stay_out_of_it(cast):
    mentor(cast.ada, of=cast.cleo)
    key, moments = a_talk(cast.ada, cast.cleo, ("Between friends", "Yes?"))
    pair = row("SELECT id, key, mentor_id, mentee_id FROM mentorship")
    message.send_to_pair(pair, cast.cleo.id, "Between mentor and mentee", "1")
    texts = [text for _author, text, _is in kept(report_message(cast.ada, key, moments[1]))]
    assert texts == ["Between friends", "Yes?"]


def photo_kept(key: str) -> bytes | None:
    return evidence.picture(row("SELECT id FROM report WHERE key = ?", key).id)


def parts_kept(key: str) -> list[str]:
    return [one.part for one in evidence.of(row("SELECT id FROM report WHERE key = ?", key).id)]


def test_the_photo_is_kept_for_whoever_saw_it_and_stays_when_it_is_changed(cast):
    share(cast.ada, Section.PHOTO, Relation.FRIEND)
    hang(cast.ada)
    shown = bytes(row("SELECT large FROM photo").large)
    friend, stranger = report(cast.cleo, cast.ada), report(cast.eve, cast.ada)
    photo.remove(cast.ada.id)
    assert photo_kept(friend) == shown
    assert "photo" in parts_kept(friend)
    assert photo_kept(stranger) is None


def test_a_photo_taken_away_in_the_meantime_is_not_kept(cast):
    share(cast.ada, Section.PHOTO, Relation.FRIEND)
    hang(cast.ada)
    thing = reporting.of_profile(viewer(cast.cleo), cast.ada.handle)
    photo.remove(cast.ada.id)
    key = reporting.send(cast.cleo.id, thing, "hate", "")
    assert photo_kept(key) is None
    assert "photo" not in parts_kept(key)


def test_a_profile_is_kept_as_the_reporter_saw_it(cast):
    share(cast.ada, Section.ABOUT, Relation.MEMBER)
    share(cast.ada, Section.WORK, Relation.FRIEND)
    friends, strangers = kept(report(cast.cleo, cast.ada)), kept(report(cast.eve, cast.ada))
    assert any("San Rocco Hospital" in text for _author, text, _is in friends)
    assert not any("San Rocco Hospital" in text for _author, text, _is in strangers)
    assert any("Nights on the ward" in text for _author, text, _is in strangers)
    assert not any("Cleo" in text for _author, text, _is in friends)


def test_a_request_is_kept_with_who_wrote_what(cast):
    asked = wish(cast.bob, of=cast.ada, tried="Much")
    answering.ask(asked, "Where?")
    answering.answer(request.from_me(viewer(cast.bob), asked.key), "Here.")
    for reporter, theirs in ((cast.ada, cast.bob), (cast.bob, cast.ada)):
        thing = reporting.of_request(viewer(reporter), asked.key)
        found = kept(reporting.send(reporter.id, thing, "else", ""))
        assert [(author, text) for author, text, _is in found] == [
            (cast.bob.handle, "Do well in job interviews"),
            (cast.bob.handle, "Much"),
            (cast.ada.handle, "Where?"),
            (cast.bob.handle, "Here."),
        ]
        assert {author for author, _text, is_the_one in found if is_the_one} == {theirs.handle}


def test_it_stays_when_the_original_is_changed_or_gone(cast):
    key = report(cast.eve, cast.ada)
    before = kept(key)
    facts.say(cast.ada.id, Section.ABOUT, "Something nicer.")
    assert kept(key) == before
    write(lambda: remove(cast.ada.id, State.ACTIVE))()
    assert kept(key) == before
    assert row("SELECT about_id, name FROM report") == (None, "Ada")


def test_it_stays_when_whoever_reported_it_has_left(cast, tmp_path, moved_clock):
    key = report(cast.eve, cast.ada, words="She shouts.")
    change(cast.eve, state=State.CLOSED, closed_at=row("SELECT joined_at AS at FROM person").at)
    moved_clock(days=15)
    assert erasure.erase_overdue(tmp_path) == 1
    assert row("SELECT reporter_id, words FROM report WHERE key = ?", key) == (None, "She shouts.")


@pytest.mark.parametrize(("days", "stays"), [(179, True), (181, False)])
def test_half_a_year_after_the_answer_only_that_there_was_one_stays(cast, moved_clock, days, stays):
    closed, still_open = report(cast.eve, cast.ada, words="She shouts."), report(cast.bob, cast.ada)
    closing = (
        "UPDATE report SET state = 'closed', outcome = 'nothing', answer = 'Hm', closed_at = made_at WHERE key = ?"
    )
    write(lambda: execute(closing, closed))()
    moved_clock(days=days)
    cleaning.clean()
    assert bool(kept(closed)) == stays
    assert row("SELECT name, words, answer FROM report WHERE key = ?", closed) == (
        ("Ada", "She shouts.", "Hm") if stays else ("", "", "")
    )
    assert kept(still_open)
    assert cleaning.clean() == 0


# --- what can be reported


def test_only_what_one_can_see_can_be_reported(cast):
    key, moments = a_talk(cast.ada, cast.cleo)
    asked = wish(cast.bob, of=cast.ada)
    for find in (
        lambda: reporting.of_message(viewer(cast.eve), key, moments[1]),
        lambda: reporting.of_message(viewer(cast.ada), key, moments[1] + 1),
        lambda: reporting.of_message(viewer(cast.ada), key, 2**80),
        lambda: reporting.of_request(viewer(cast.eve), asked.key),
        lambda: reporting.of_profile(viewer(cast.eve), "zzzzzzzzzzzz"),
    ):
        with pytest.raises(Missing):
            find()


def test_nobody_reports_themselves(cast):
    key, moments = a_talk(cast.ada, cast.cleo)
    with pytest.raises(Missing):
        reporting.of_profile(viewer(cast.ada), cast.ada.handle)
    with pytest.raises(Missing):
        reporting.of_message(viewer(cast.ada), key, moments[0])


def test_whom_one_has_blocked_can_be_reported_without_their_page(cast):
    block(cast.eve.id, cast.ada.id)
    key = report(cast.eve, cast.ada)
    assert kept(key) == []
    assert row("SELECT name FROM report WHERE key = ?", key).name == "Ada"


def test_who_has_blocked_me_cannot_be_reported_for_they_are_not_there(cast):
    block(cast.ada.id, cast.eve.id)
    with pytest.raises(Missing):
        reporting.of_profile(viewer(cast.eve), cast.ada.handle)


def test_who_is_suspended_cannot_be_reported_again(cast):
    suspend(cast.ada)
    with pytest.raises(Missing):
        reporting.of_profile(viewer(cast.eve), cast.ada.handle)


# --- sending


def test_the_same_thing_is_the_same_report_while_it_waits(cast):
    first = report(cast.eve, cast.ada)
    assert report(cast.eve, cast.ada, "hate", "Again") == first
    assert report(cast.bob, cast.ada) != first
    write(lambda: execute("UPDATE report SET state = 'closed', outcome = 'nothing', closed_at = 1"))()
    assert report(cast.eve, cast.ada) != first


def test_a_double_press_at_once_is_one_report(cast, at_once):
    thing = reporting.of_profile(viewer(cast.eve), cast.ada.handle)
    keys = at_once(*[lambda: reporting.send(cast.eve.id, thing, "hate", "")] * 4)
    assert len(set(keys)) == 1
    assert len(rows("SELECT id FROM report")) == 1


def test_ten_a_day_are_enough_and_tomorrow_is_another_day(cast, moved_clock):
    key, moments = a_talk(cast.ada, cast.cleo, tuple("abcdefghijklmnopqrstuvwx"))
    theirs = moments[1::2]
    for at in theirs[:10]:
        report_message(cast.ada, key, at)
    report_message(cast.ada, key, theirs[0])  # the same again is not one more
    with pytest.raises(NotAllowed):
        report_message(cast.ada, key, theirs[10])
    report(cast.eve, cast.cleo)
    moved_clock(days=1.1)
    report_message(cast.ada, key, theirs[10])
    assert len(rows("SELECT id FROM report")) == 12


@pytest.mark.parametrize("reason", ["", "revenge", "CONTACT"])
def test_a_reason_is_one_of_those_offered(cast, reason):
    with pytest.raises(Invalid) as refused:
        report(cast.eve, cast.ada, reason)
    assert refused.value.field == "reason"
    assert not rows("SELECT id FROM report")


def test_words_have_an_end(cast):
    with pytest.raises(Invalid) as refused:
        report(cast.eve, cast.ada, words="x" * 1001)
    assert refused.value.field == "words"
    assert report(cast.eve, cast.ada, words="x" * 1000)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_be_given(cast, reason):
    assert row("SELECT reason FROM report WHERE key = ?", report(cast.eve, cast.ada, reason)).reason == reason


# --- who is told


def test_moderators_are_told_once_and_nobody_else(cast):
    max_, mira = a_moderator(), a_moderator("Mira")
    report(cast.eve, cast.ada)
    report(cast.bob, cast.ada)
    assert sorted(told()) == sorted([(max_.id, "reported"), (mira.id, "reported")])


def test_a_moderator_is_told_neither_of_their_own_report_nor_of_one_about_them(cast):
    max_, mira = a_moderator(), a_moderator("Mira")
    report(max_, cast.ada)
    assert told() == [(mira.id, "reported")]
    write(lambda: execute("DELETE FROM notice"))()
    report(cast.eve, max_)
    assert told() == [(mira.id, "reported")]


def test_where_nobody_may_look_at_it_the_admins_are_told(cast):
    report(cast.eve, cast.ada)
    assert told() == [(cast.aldo.id, "unminded")]


def test_but_not_an_admin_who_is_meant(cast):
    change(cast.dora, roles=Role.ADMIN)
    report(cast.eve, cast.aldo)
    assert told() == [(cast.dora.id, "unminded")]


def test_reporting_reads_nothing_and_moves_nothing_for_the_other(cast):
    key, moments = a_talk(cast.ada, cast.cleo)
    tables = ("notice", "reading", "message", "person", "friendship", "mail")
    before = {name: rows(f"SELECT * FROM {name} ORDER BY id") for name in tables}
    report_message(cast.cleo, key, moments[0])
    after = {name: rows(f"SELECT * FROM {name} ORDER BY id") for name in tables}
    assert {name for name in tables if before[name] != after[name]} == {"notice"}
    assert {one.person_id for one in set(after["notice"]) - set(before["notice"])} == {cast.aldo.id}
    assert conversation.of_viewer(viewer(cast.ada), key).unread == 3


# --- what becomes of it


def test_everybody_reads_their_own_reports_alone(cast):
    key = report(cast.eve, cast.ada)
    assert [one.key for one in reporting.mine(cast.eve.id)] == [key]
    assert reporting.mine(cast.ada.id) == []
    assert reporting.of_reporter(cast.eve.id, key).name == "Ada"
    for other in (cast.ada, cast.bob, cast.aldo):
        with pytest.raises(Missing):
            reporting.of_reporter(other.id, key)
