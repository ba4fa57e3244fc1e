"""Moderating: who meets which report, what a decision does, and that there is one."""

import pytest

from mentorship.accounts import closing
from mentorship.care import moderating, suspending
from mentorship.database import execute, row, rows, write
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import session
from mentorship.people.person import Person, Role, State
from mentorship.records.report import Outcome
from mentorship.talk import notices
from mentorship.talk.counts import counts
from mentorship.ties.block import block
from mentorship.ties.relation import relations
from tests.care.reported import a_moderator, a_talk, report, report_message
from tests.cast import PASSWORD, change, suspend, viewer, wish


@pytest.fixture
def moderator(cast):
    return a_moderator()


def noted() -> list[tuple[str, str, str, str]]:
    """The audit log."""
    return [tuple(one) for one in rows("SELECT actor, verb, about, detail FROM audit ORDER BY id")]


def letters() -> list[tuple[int, str]]:
    """What was posted, and to whom."""
    return [(one.person_id, one.kind) for one in rows("SELECT person_id, kind FROM mail ORDER BY id")]


def waits_for(person: Person) -> int:
    return counts(viewer(person)).reports


def test_the_oldest_waits_first(cast, moderator):
    keys = [report(cast.eve, cast.ada), report(cast.bob, cast.ada), report(cast.eve, cast.bob)]
    assert [one.key for one in moderating.waiting(moderator)] == keys
    assert waits_for(moderator) == 3


def test_nobody_else_has_a_number_in_their_menu(cast, moderator):
    report(cast.eve, cast.ada)
    assert [waits_for(one) for one in (cast.ada, cast.eve, cast.aldo, cast.dora)] == [0] * 4


@pytest.mark.parametrize("part", ["reporter", "meant"])
def test_a_moderator_never_meets_a_report_of_their_own_or_about_them(cast, moderator, part):
    key = report(moderator, cast.ada) if part == "reporter" else report(cast.eve, moderator)
    assert moderating.waiting(moderator) == []
    assert waits_for(moderator) == 0
    for verb in (
        lambda: moderating.look(moderator, key),
        lambda: moderating.decide(moderator, key, Outcome.NOTHING, ""),
    ):
        with pytest.raises(Missing):
            verb()
    assert row("SELECT state FROM report WHERE key = ?", key).state == "open"
    moderating.decide(a_moderator("Mira"), key, Outcome.NOTHING, "")
    assert moderating.closed(moderator) == []


def test_a_block_keeps_no_moderator_from_a_report(cast, moderator):
    """Else whoever blocks all moderators could do what they like."""
    key = report(cast.eve, cast.ada)
    block(cast.ada.id, moderator.id)
    assert moderating.look(moderator, key)[0].name == "Ada"


def test_each_look_is_noted(cast, moderator):
    key, moments = a_talk(cast.ada, cast.cleo)
    reported = report_message(cast.ada, key, moments[1])
    for _look in range(2):
        _report, kept = moderating.look(moderator, reported)
        assert [one.text for one in kept] == ["One", "Two", "Three", "Four"]
    assert noted() == [(moderator.handle, "looked", reported, "")] * 2


def test_looking_at_what_is_not_there_leaves_no_note(cast, moderator):
    with pytest.raises(Missing):
        moderating.look(moderator, "zzzzzzzzzzzz")
    assert noted() == []


def test_finding_nothing_tells_the_reporter_alone(cast, moderator):
    key = report(cast.eve, cast.ada)
    assert moderating.decide(moderator, key, Outcome.NOTHING, " Thank you. ")
    found = row("SELECT state, outcome, answer, closed_by FROM report")
    assert found == ("closed", "nothing", "Thank you.", moderator.handle)
    assert noted() == [(moderator.handle, "decided", key, "nothing")]
    assert [(one.kind, one.about) for one in notices.latest(viewer(cast.eve))[0]] == [("heard", key)]
    assert notices.latest(viewer(cast.ada))[0] == []
    assert letters() == [(cast.eve.id, "heard")]


def test_a_warning_says_neither_who_nor_what(cast, moderator):
    key = report(cast.eve, cast.ada)
    moderating.decide(moderator, key, Outcome.WARNED, "")
    (told,) = notices.latest(viewer(cast.ada))[0]
    assert (told.kind, told.about, told.name) == ("rules", "", None)
    assert letters()[0] == (cast.ada.id, "warned")
    assert row("SELECT about FROM mail WHERE kind = 'warned'").about == ""
    assert Person.get_by_id(cast.ada.id).state == State.ACTIVE


def test_a_suspension_ends_what_waits_and_signs_out(cast, moderator):
    session.start(cast.ada, kept=True, device="phone")
    asked = wish(cast.bob, of=cast.ada)
    key = report(cast.eve, cast.ada)
    moderating.decide(moderator, key, Outcome.SUSPENDED, "")
    assert Person.get_by_id(cast.ada.id).state == State.SUSPENDED
    assert session.of(cast.ada.id) == []
    assert row("SELECT state FROM request WHERE key = ?", asked.key).state != "open"
    assert (cast.ada.id, "suspended") in letters()
    assert relations(viewer(cast.cleo), [cast.ada.id]) == {}
    assert [one[1:] for one in noted()] == [("suspended", cast.ada.handle, ""), ("decided", key, "suspended")]
    with pytest.raises(Invalid):
        session.sign_in(cast.ada.email, PASSWORD, "here")


def test_lifting_lets_them_take_part_again_once(cast, moderator):
    moderating.decide(moderator, report(cast.eve, cast.ada), Outcome.SUSPENDED, "")
    assert [one.name for one in suspending.suspended()] == ["Ada"]
    assert suspending.lift(moderator.handle, cast.ada.handle) == "Ada"
    assert suspending.lift(moderator.handle, cast.ada.handle) is None
    assert suspending.lift(moderator.handle, cast.bob.handle) is None
    assert [kind for _id, kind in letters()].count("lifted") == 1
    assert [one[1] for one in noted()].count("lifted") == 1
    assert relations(viewer(cast.cleo), [cast.ada.id])
    assert suspending.suspended() == []


def test_the_last_admin_cannot_be_suspended_and_the_report_stays(cast, moderator):
    key = report(cast.eve, cast.aldo)
    with pytest.raises(NotAllowed):
        moderating.decide(moderator, key, Outcome.SUSPENDED, "")
    assert row("SELECT state FROM report WHERE key = ?", key).state == "open"
    assert (noted(), letters()) == ([], [])


@pytest.mark.parametrize("outcome", [Outcome.WARNED, Outcome.SUSPENDED])
def test_who_has_left_is_neither_warned_nor_suspended(cast, moderator, outcome):
    key = report(cast.eve, cast.ada)
    closing.close(cast.ada.id, PASSWORD)
    before = letters()
    with pytest.raises(NotAllowed):
        moderating.decide(moderator, key, outcome, "")
    write(lambda: execute("DELETE FROM person WHERE id = ?", cast.ada.id))()
    with pytest.raises(NotAllowed):
        moderating.decide(moderator, key, outcome, "")
    assert letters() == [one for one in before if one[0] != cast.ada.id]
    assert moderating.decide(moderator, key, Outcome.NOTHING, "")


def test_who_is_suspended_already_has_no_second_letter(cast, moderator):
    key = report(cast.eve, cast.ada)
    suspend(cast.ada)
    with pytest.raises(NotAllowed):
        moderating.decide(moderator, key, Outcome.WARNED, "")
    assert moderating.decide(moderator, key, Outcome.SUSPENDED, "")
    assert (cast.ada.id, "suspended") not in letters()


@pytest.mark.parametrize(("outcome", "answer"), [("", ""), ("burned", ""), ("nothing", "x" * 1001)])
def test_a_decision_that_makes_no_sense_changes_nothing(cast, moderator, outcome, answer):
    key = report(cast.eve, cast.ada)
    with pytest.raises(Invalid):
        moderating.decide(moderator, key, outcome, answer)
    assert row("SELECT state FROM report").state == "open"
    assert noted() == []


def test_of_two_moderators_whoever_comes_first_decides(cast, moderator, at_once):
    mira = a_moderator("Mira")
    for reporter in (cast.eve, cast.bob, cast.finn):
        key, before = report(reporter, cast.ada), len(letters())
        done = at_once(
            lambda key=key: moderating.decide(moderator, key, Outcome.NOTHING, "No"),
            lambda key=key: moderating.decide(mira, key, Outcome.WARNED, "Yes"),
        )
        assert sorted(done) == [False, True]
        found = row("SELECT outcome, answer, closed_by FROM report WHERE key = ?", key)
        expected = ("nothing", "No", moderator.handle) if done[0] else ("warned", "Yes", mira.handle)
        assert found == expected
        assert len([one for one in letters()[before:] if one[1] == "warned"]) == int(bool(done[1]))
        assert [one[0] for one in noted() if one[2] == key] == [found.closed_by]


def test_the_second_decision_changes_nothing(cast, moderator):
    key = report(cast.eve, cast.ada)
    assert moderating.decide(moderator, key, Outcome.NOTHING, "")
    before = (noted(), letters())
    assert not moderating.decide(a_moderator("Mira"), key, Outcome.SUSPENDED, "")
    assert (noted(), letters()) == before
    assert Person.get_by_id(cast.ada.id).state == State.ACTIVE


def test_what_a_moderator_was_told_is_gone_when_nothing_waits(cast, moderator):
    key = report(cast.eve, cast.ada)
    assert [one.kind for one in notices.latest(viewer(moderator))[0]] == ["reported"]
    moderating.decide(a_moderator("Mira"), key, Outcome.NOTHING, "")
    assert notices.latest(viewer(moderator))[0] == []
    report(cast.eve, moderator)
    assert notices.latest(viewer(moderator))[0] == []


def test_who_laid_the_task_down_is_told_nothing_any_more(cast, moderator):
    report(cast.eve, cast.ada)
    change(moderator, roles=Role.NONE)
    assert notices.latest(viewer(moderator))[0] == []
    assert waits_for(moderator) == 0


def test_the_task_shows_no_moderator_more_of_anybody(cast, moderator):
    eve = relations(viewer(cast.eve), [cast.ada.id, cast.bob.id])
    assert relations(viewer(moderator), [cast.ada.id, cast.bob.id]) == eve
