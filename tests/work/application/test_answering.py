"""The two sides of an application: who reads it, how it moves on, what is written, and that taking it back leaves nothing."""

import pytest

from mentorship import clock
from mentorship.database import row, rows
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people.person import State as Account
from mentorship.people.section import Section
from mentorship.talk import notices
from mentorship.ties.block import block, unblock
from mentorship.work.application import answering, applicants, applications, applying
from mentorship.work.application.application import ANSWER_LIMIT, Application, ApplicationMessage, Ending, State
from mentorship.work.organisation import leaving, team
from mentorship.work.organisation.organisation import Role
from tests.cast import change, crowd, suspend, viewer
from tests.work import made
from tests.work.applied import LINE, applied, put


@pytest.fixture
def bakery(cast):
    return made.organisation(cast.finn)


@pytest.fixture
def job(bakery):
    return made.job(bakery)


@pytest.fixture
def one(cast, job):
    return applied(job, cast.ada, Section.OCCUPATION)


def now_of(one):
    return Application.get_by_id(one.id)


def among(person, job):
    """The board as numbers, which must be what is listed."""
    board = applicants.board(viewer(person), job.id)
    for found_there in board.values():
        assert all(one.among == len(found_there) for one in found_there)
    return {state: len(found_there) for state, found_there in board.items() if found_there}


def is_there(person, one):
    try:
        return applicants.of_team(viewer(person), one.key).key == one.key
    except Missing:
        return False


def kinds(person):
    return [one.kind for one in notices.latest(viewer(person))[0]]


# --- who reads it


def test_owners_and_recruiters_read_it_and_nobody_else(cast, bakery, job, one):
    made.colleague(bakery, cast.bob, Role.RECRUITER)
    made.colleague(bakery, cast.cleo, Role.REPRESENTATIVE)
    other = made.organisation(cast.dora, "Shop")
    assert other.id
    for person, reads in ((cast.finn, 1), (cast.bob, 1), (cast.cleo, 0), (cast.dora, 0), (cast.eve, 0), (cast.ada, 0)):
        assert is_there(person, one) is bool(reads)
        assert among(person, job) == ({State.NEW: 1} if reads else {})
        assert applicants.waiting(viewer(person), bakery.id) == ({job.key: 1} if reads else {})


def test_nobody_reads_their_own_application_as_a_colleague(cast, bakery, job, one):
    made.colleague(bakery, cast.ada, Role.RECRUITER)
    assert not is_there(cast.ada, one)
    assert among(cast.ada, job) == {}


@pytest.mark.parametrize("gone", ["blocks", "is blocked", "suspended", "closed"])
def test_whoever_does_not_exist_for_a_reader_is_not_there_at_all(cast, bakery, job, one, gone):
    made.colleague(bakery, cast.bob, Role.RECRUITER)
    if gone == "blocks":
        block(cast.ada.id, cast.finn.id)
    elif gone == "is blocked":
        block(cast.finn.id, cast.ada.id)
    elif gone == "suspended":
        suspend(cast.ada)
    else:
        change(cast.ada, state=Account.CLOSED, closed_at=clock.now())
    assert not is_there(cast.finn, one)
    assert among(cast.finn, job) == {}
    assert kinds(cast.finn) == []
    with pytest.raises(Missing):
        answering.move(viewer(cast.finn), one.key, State.TALKING)
    with pytest.raises(Missing):
        answering.write_as_team(viewer(cast.finn), one.key, "Hello", "a")
    is_blocked = gone.endswith(("blocks", "blocked"))
    assert is_there(cast.bob, one) is is_blocked
    if gone == "blocks":
        unblock(cast.ada.id, cast.finn.handle)
        assert is_there(cast.finn, one)


def test_whoever_stops_acting_for_it_reads_nothing_any_more(cast, bakery, job, one):
    made.colleague(bakery, cast.bob, Role.RECRUITER)
    answering.write_as_team(viewer(cast.bob), one.key, "Hello", "a")
    assert is_there(cast.bob, one)
    leaving.leave(viewer(cast.bob), bakery.key)
    assert not is_there(cast.bob, one)
    assert kinds(cast.bob) == []
    assert [message.body for message in applications.words(viewer(cast.ada), one.id)[0]] == ["Hello"]
    assert team.acting(cast.finn.id, bakery.key)


# --- moving on


def test_each_step_is_told_once_and_twice_is_once(cast, one):
    finn = viewer(cast.finn)
    for step, state, ending in (
        (State.TALKING, State.TALKING, ""),
        (State.OFFERED, State.OFFERED, ""),
        (Ending.HIRED, State.CLOSED, Ending.HIRED),
    ):
        assert answering.move(finn, one.key, step)
        assert not answering.move(finn, one.key, step)
        assert (now_of(one).state, now_of(one).ending, now_of(one).due_at) == (state, ending, None)
    assert kinds(cast.ada) == ["app_news"]
    assert not answering.move(finn, one.key, State.OFFERED)


def test_a_no_needs_a_word_and_can_be_thought_over(cast, one):
    finn = viewer(cast.finn)
    for answer in ("", "  ", "x" * (ANSWER_LIMIT + 1)):
        with pytest.raises(Invalid) as refused:
            answering.move(finn, one.key, Ending.NOT_CHOSEN, answer)
        assert refused.value.field == "answer"
    assert now_of(one).state == State.NEW
    assert answering.move(finn, one.key, Ending.NOT_CHOSEN, "Not this time, thank you.")
    assert applications.of_mine(viewer(cast.ada), one.key).answer == "Not this time, thank you."
    assert answering.move(finn, one.key, State.TALKING)
    assert (now_of(one).state, now_of(one).ending, now_of(one).answer) == (State.TALKING, "", "")


def test_one_that_lapsed_can_be_taken_up_unless_another_is_open(cast, job, one):
    put(one, due_at=clock.now())
    another = applied(job, cast.ada)
    assert another.key != one.key
    assert not answering.move(viewer(cast.finn), one.key, State.TALKING)
    answering.withdraw(viewer(cast.ada), another.key)
    assert answering.move(viewer(cast.finn), one.key, State.TALKING)


def test_a_step_that_is_none_is_refused(cast, one):
    for step in ("", "closed", "withdrawn", "new", "x" * 5000):
        with pytest.raises(Invalid):
            answering.move(viewer(cast.finn), one.key, step, "word")
    assert now_of(one).state == State.NEW


# --- words


def test_a_message_of_the_team_is_an_answer(cast, one):
    answering.write_as_applicant(viewer(cast.ada), one.key, "One thing more.", "a")
    assert (now_of(one).state, now_of(one).due_at is None) == (State.NEW, False)
    answering.write_as_team(viewer(cast.finn), one.key, "Come and see us.", "b")
    assert (now_of(one).state, now_of(one).due_at) == (State.TALKING, None)
    assert kinds(cast.ada) == ["app_words"]
    assert kinds(cast.finn) == ["app_words", "applied"]


def test_a_double_press_is_one_message_and_other_words_are_another(cast, one):
    for body in ("Hello", "Hello", "Hello again"):
        answering.write_as_team(viewer(cast.finn), one.key, body, "same")
    assert [message.body for message in ApplicationMessage.select().order_by(ApplicationMessage.sent_at)] == [
        "Hello",
        "Hello again",
    ]


def test_whoever_wrote_for_the_team_is_named_as_long_as_they_exist_for_the_reader(cast, bakery, one):
    made.colleague(bakery, cast.bob, Role.RECRUITER)
    answering.write_as_team(viewer(cast.bob), one.key, "Hello", "a")
    (said,), more = applications.words(viewer(cast.ada), one.id)
    assert (said.name, bool(said.is_team), bool(said.is_mine), more) == ("Bob", True, False, False)
    block(cast.ada.id, cast.bob.id)
    (said,), _ = applications.words(viewer(cast.ada), one.id)
    assert (said.name, said.body) == (None, "Hello")
    (said,), _ = applications.words(viewer(cast.bob), one.id)
    assert said.is_mine


def test_thirty_messages_stand_on_a_page(cast, one):
    for number in range(32):
        answering.write_as_team(viewer(cast.finn), one.key, f"{number}.", "x")
    newest, more = applications.words(viewer(cast.ada), one.id)
    assert ([said.body for said in newest], more) == ([f"{number}." for number in range(2, 32)], True)
    earlier, more = applications.words(viewer(cast.ada), one.id, newest[0].sent_at)
    assert ([said.body for said in earlier], more) == (["0.", "1."], False)


def test_what_is_closed_is_not_added_to_but_those_who_are_hired_go_on_talking(cast, one):
    answering.move(viewer(cast.finn), one.key, Ending.HIRED)
    answering.write_as_applicant(viewer(cast.ada), one.key, "Thank you", "a")
    put(one, ending=Ending.NOT_CHOSEN)
    for write, person in ((answering.write_as_applicant, cast.ada), (answering.write_as_team, cast.finn)):
        with pytest.raises(NotAllowed):
            write(viewer(person), one.key, "Wait", "b")
    with pytest.raises(Invalid):
        answering.write_as_applicant(viewer(cast.ada), one.key, "  ", "c")


def test_strangers_write_and_move_nothing(cast, one):
    for person in (cast.bob, cast.finn):
        with pytest.raises(Missing):
            answering.write_as_applicant(viewer(person), one.key, "Hello", "a")
        with pytest.raises(Missing):
            answering.withdraw(viewer(person), one.key)
    for person in (cast.bob, cast.ada):
        with pytest.raises(Missing):
            answering.write_as_team(viewer(person), one.key, "Hello", "a")
        with pytest.raises(Missing):
            answering.move(viewer(person), one.key, State.TALKING)
    assert not rows("SELECT 1 FROM application_message")


# --- taking back


@pytest.mark.parametrize("state", ["new", "talking", "hired", "not_chosen"])
def test_taken_back_it_is_gone_for_the_team_at_once(cast, job, one, state):
    finn, ada = viewer(cast.finn), viewer(cast.ada)
    answering.write_as_applicant(ada, one.key, "For you alone", "a")
    if state != "new":
        answering.move(finn, one.key, state, "A word")
    answering.withdraw(ada, one.key)
    assert not is_there(cast.finn, one)
    assert among(cast.finn, job) == {}
    assert kinds(cast.finn) == []
    assert not row("SELECT 1 AS x FROM notice WHERE about = ?", one.key)
    assert not row("SELECT 1 AS x FROM mail m JOIN notice n ON n.id = m.notice_id WHERE n.about = ?", one.key)
    with pytest.raises(Missing):
        answering.write_as_team(finn, one.key, "Wait", "b")
    mine = applications.of_mine(ada, one.key)
    assert (mine.stands, mine.ends, mine.line) == (State.CLOSED, Ending.WITHDRAWN, LINE)
    assert not applications.can_write(mine)


def test_taking_back_twice_is_once(cast, one):
    answering.withdraw(viewer(cast.ada), one.key)
    first = now_of(one).changed_at
    answering.withdraw(viewer(cast.ada), one.key)
    assert now_of(one).changed_at == first


# --- the board


def test_the_board_shows_twenty_of_a_column_and_all_of_them_behind_a_link(cast, job):
    for number, person in enumerate(crowd(23)):
        applying.begin(job.id, person, contact="", line=f"{number}", sections=())
    board = applicants.board(viewer(cast.finn), job.id)
    assert [len(found_there) for found_there in board.values()] == [20, 0, 0, 0]
    assert {one.among for one in board[State.NEW]} == {23}
    newest, more = applicants.column(viewer(cast.finn), job.id, State.NEW)
    assert ([one.line for one in newest][:2], len(newest), more) == (["22", "21"], 23, False)
    last = newest[9]
    rest, _ = applicants.column(viewer(cast.finn), job.id, State.NEW, last.changed_at, last.key)
    assert [one.key for one in rest] == [one.key for one in newest[10:]]


def test_a_page_of_a_side_is_a_fixed_number_of_statements(cast, job, one, statements):
    finn = viewer(cast.finn)
    assert statements(lambda: applicants.board(finn, job.id)) == 1
    assert statements(lambda: applicants.of_team(finn, one.key)) == 1
    assert statements(lambda: applications.mine(viewer(cast.ada))) == 1
    assert statements(lambda: applications.words(finn, one.id)) == 1
