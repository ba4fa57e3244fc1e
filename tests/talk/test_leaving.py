"""What may leave is asked when it leaves: every way in which a mail can have become wrong since it was queued."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import row, write
from mentorship.people import invitation, token
from mentorship.people.person import Person, State
from mentorship.records import choice, mail, notice
from mentorship.records.choice import Choice
from mentorship.records.mail import Letter, Mail
from mentorship.records.notice import Kind, Topic
from mentorship.records.telling import tell
from mentorship.talk import conversation, leaving, message
from mentorship.ties.block import block
from mentorship.ties.request import answering, asking, request, settling
from tests.cast import befriend, change, mentor, settle, suspend, viewer, wish


@pytest.fixture
def people(cast):
    """The cast, all with a confirmed address."""
    for person in (cast.ada, cast.bob, cast.cleo, cast.eve, cast.dora, cast.aldo):
        change(person, confirmed_at=clock.now())
    return cast


def newest():
    """The row number of the mail queued last."""
    return row("SELECT id FROM mail ORDER BY id DESC LIMIT 1").id


def queued(person, kind, other, about):
    """A notice of this kind and the mail that follows it."""
    forget()
    tell(person.id, kind, other.id if other else None, about)
    return newest()


@write
def forget():
    Mail.delete().execute()
    notice.Notice.delete().execute()


@write
def erase(person):
    Person.delete().where(Person.id == person.id).execute()


def letter(kind, person=None, about="", address=""):
    mail.post(kind, person.id if person else None, about, address)
    return newest()


@pytest.fixture
def asked(people):
    """Bob has asked Ada: the request as Ada has it."""
    return wish(people.bob, people.ada)


# --- mail that follows a notice


def test_a_request_that_waits_leaves_for_whoever_is_asked(people, asked):
    found = leaving.of(queued(people.ada, Kind.ASKED, people.bob, asked.key))
    assert (found.address, found.language, found.handle) == ("ada@example.org", "en", people.ada.handle)
    assert (found.about, found.topic, found.until) == (asked.key, Topic.REQUESTS, asked.deadline)
    assert found.name == ""


def test_it_names_the_person_only_for_those_who_chose_so(people, asked):
    choice.choose_all(people.ada.id, {}, names=True)
    found = queued(people.ada, Kind.ASKED, people.bob, asked.key)
    assert leaving.of(found).name == "Bob"
    assert leaving.by_hand(found).name == "", "the one who hands it over is not the reader"


@pytest.mark.parametrize("kind", [Kind.ASKED, Kind.REMINDED])
@pytest.mark.parametrize(
    "settled",
    [
        lambda people, asked: answering.accept(asked),
        lambda people, asked: answering.decline(asked, "no_time"),
        lambda people, asked: answering.ask(asked, "What do you like?"),
        lambda people, asked: settling.withdraw(request.from_me(viewer(people.bob), asked.key)),
        lambda people, asked: block(people.bob.id, people.ada.id),
        lambda people, asked: block(people.ada.id, people.bob.id),
        lambda people, asked: suspend(people.bob),
        lambda people, asked: suspend(people.ada),
        lambda people, asked: change(people.ada, confirmed_at=None),
        lambda people, asked: change(people.ada, demo=True),
        lambda people, asked: choice.choose(people.ada.id, Topic.REQUESTS, Choice.NEVER),
        lambda people, asked: choice.choose(people.ada.id, Topic.REQUESTS, Choice.DAILY),
        lambda people, asked: notice.read_about(people.ada.id, asked.key),
        lambda people, asked: erase(people.bob),
    ],
    ids=[
        "accepted",
        "declined",
        "question",
        "withdrawn",
        "blocked",
        "blocking",
        "gone",
        "suspended",
        "unconfirmed",
        "demo",
        "never",
        "daily",
        "read",
        "erased",
    ],
)
def test_a_request_that_waits_no_more_leaves_for_nobody(people, asked, kind, settled):
    found = queued(people.ada, kind, people.bob, asked.key)
    assert leaving.of(found)
    settled(people, asked)
    assert leaving.of(found) is None


def test_a_request_past_its_deadline_leaves_for_nobody(people, asked, moved_clock):
    moved_clock(days=13)
    found = queued(people.ada, Kind.REMINDED, people.bob, asked.key)
    assert leaving.of(found)
    moved_clock(days=2)
    assert leaving.of(found) is None


def test_a_friend_request_that_was_set_aside_leaves_for_nobody(people):
    asking.ask_to_be_friends(people.eve.id, people.bob.id)
    key = row("SELECT key FROM request WHERE kind = 'friend'").key
    found = queued(people.bob, Kind.ASKED, people.eve, key)
    assert leaving.of(found)
    answering.decline(request.to_me(viewer(people.bob), key))
    assert leaving.of(found) is None


def test_a_question_leaves_until_it_is_answered_and_the_answer_until_it_is_decided(people, asked):
    answering.ask(asked, "What do you like?")
    question = queued(people.bob, Kind.QUESTION, people.ada, asked.key)
    assert leaving.of(question)
    answering.answer(request.from_me(viewer(people.bob), asked.key), "Bread.")
    assert leaving.of(question) is None
    answer = queued(people.ada, Kind.ANSWER, people.bob, asked.key)
    assert leaving.of(answer)
    answering.accept(request.to_me(viewer(people.ada), asked.key))
    assert leaving.of(answer) is None


def test_a_mail_cannot_be_about_a_request_of_others(people, asked):
    assert leaving.of(queued(people.eve, Kind.ASKED, people.bob, asked.key)) is None


def test_what_was_said_yes_or_no_to_leaves_for_whoever_asked(people, asked):
    answering.accept(asked)
    assert leaving.of(queued(people.bob, Kind.ACCEPTED, people.ada, asked.key))
    assert leaving.of(queued(people.bob, Kind.DECLINED, people.ada, asked.key)) is None


def test_an_end_and_a_message_leave_while_the_other_is_there(people):
    choice.choose(people.bob.id, Topic.MESSAGES, Choice.AT_ONCE)
    pair = mentor(people.ada, people.bob)
    befriend(people.eve, people.bob)
    talk = conversation.open_with_friend(people.eve.id, people.bob.id)
    message.send(talk, people.eve.id, "Hello", "once")
    ended = queued(people.bob, Kind.ENDED, people.ada, pair.key)
    assert leaving.of(ended)
    suspend(people.ada)
    assert leaving.of(ended) is None
    written = queued(people.bob, Kind.MESSAGE, people.eve, talk.key)
    assert leaving.of(written)
    block(people.bob.id, people.eve.id)
    assert leaving.of(written) is None


def test_the_welcome_is_said_by_its_letter_alone(people):
    choice.choose(people.bob.id, Topic.TASKS, Choice.AT_ONCE)
    assert leaving.of(queued(people.bob, Kind.WELCOME, None, "")) is None


def test_old_news_stays_at_home(people, asked, moved_clock):
    answering.accept(asked)
    found = queued(people.bob, Kind.ACCEPTED, people.ada, asked.key)
    moved_clock(days=13)
    assert leaving.of(found)
    moved_clock(days=2)
    assert leaving.of(found) is None


def test_mail_to_the_people_of_the_demonstration_can_be_looked_at_but_never_leaves(people, asked):
    change(people.ada, demo=True)
    followed = queued(people.ada, Kind.ASKED, people.bob, asked.key)
    for found in (followed, letter(Letter.KNOWN, people.ada)):
        assert leaving.of(found) is None
        assert leaving.by_hand(found)


# --- letters about the account


def test_an_address_is_confirmed_by_the_newest_link_only(people):
    old = letter(
        Letter.CONFIRM, people.bob, token.issue(people.bob.id, token.Purpose.CONFIRM, "b@new.org"), "b@new.org"
    )
    new = letter(
        Letter.CONFIRM, people.bob, token.issue(people.bob.id, token.Purpose.CONFIRM, "b@newer.org"), "b@newer.org"
    )
    assert leaving.of(old) is None
    assert leaving.of(new).address == "b@newer.org"


def test_a_link_to_confirm_one_address_goes_to_no_other(people):
    key = token.issue(people.bob.id, token.Purpose.CONFIRM, "b@new.org")
    assert leaving.of(letter(Letter.CONFIRM, people.bob, key, "somebody@else.org")) is None
    assert leaving.of(letter(Letter.CONFIRM, people.bob, key)) is None


@pytest.mark.parametrize("purpose", [token.Purpose.RESET, token.Purpose.CONFIRM])
def test_a_link_that_is_used_or_over_does_not_leave(people, moved_clock, purpose):
    key = token.issue(people.bob.id, purpose, "b@new.org")
    found = letter(Letter(purpose), people.bob, key, "b@new.org")
    assert leaving.of(found).until
    token.use(key, purpose)
    assert leaving.of(found) is None
    late = letter(Letter(purpose), people.bob, token.issue(people.bob.id, purpose, "b@new.org"), "b@new.org")
    moved_clock(days=4)
    assert leaving.of(late) is None


def test_an_address_that_nobody_confirmed_gets_what_is_needed_and_no_more(cast):
    key = token.issue(cast.bob.id, token.Purpose.RESET)
    assert leaving.of(letter(Letter.RESET, cast.bob, key))
    assert leaving.of(letter(Letter.KNOWN, cast.bob))
    assert leaving.of(letter(Letter.MOVED, cast.bob, address="old@example.org")).address == "old@example.org"
    assert leaving.of(letter(Letter.APPROVED, cast.bob))
    for kind in (Letter.PASSWORD, Letter.TWO_STEP):
        kept = letter(kind, cast.bob)
        assert leaving.of(kept) is None
        assert leaving.by_hand(kept), "by hand it can reach them"
        change(cast.bob, confirmed_at=clock.now())
        assert leaving.of(kept)
        change(cast.bob, confirmed_at=None)


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        (Letter.PASSWORD, {State.ACTIVE, State.PENDING, State.CLOSED}),
        (Letter.KNOWN, {State.ACTIVE, State.PENDING, State.CLOSED}),
        (Letter.CLOSED, {State.CLOSED}),
        (Letter.APPROVED, {State.ACTIVE}),
    ],
)
def test_a_letter_goes_to_accounts_that_stand_so(people, kind, states):
    found = letter(kind, people.bob)
    for state in State:
        change(people.bob, state=state, closed_at=clock.now() if state == State.CLOSED else None)
        assert bool(leaving.of(found)) == (state in states), state


def test_a_refusal_reaches_somebody_whose_account_is_gone_in_their_language(database):
    found = leaving.of(letter(Letter.REFUSED, about="it", address="gone@example.org"))
    assert (found.address, found.language) == ("gone@example.org", "it")


def invited(by, address, **wishes):
    made = invitation.make(by.id, language="it", days=7, address=address, **wishes)
    return made, letter(Letter.INVITED, about=made.key, address=address)


def test_an_invitation_leaves_while_it_is_open(people):
    made, found = invited(people.dora, "new@example.org")
    assert leaving.of(found).language == "it"
    invitation.revoke(made.key)
    assert leaving.of(found) is None


def test_an_invitation_does_not_reach_somebody_who_is_here_already(people):
    _made, found = invited(people.bob, "nia@example.org")
    assert leaving.of(found)
    settle("Nia")
    assert leaving.of(found) is None


def test_an_invitation_that_is_over_does_not_leave(people, moved_clock):
    _made, found = invited(people.dora, "new@example.org")
    moved_clock(days=8)
    assert leaving.of(found) is None


def test_a_kind_of_mail_that_nobody_knows_never_leaves(people):
    assert leaving.of(letter("unheard", people.bob)) is None
    assert leaving.of(0) is None


def test_every_letter_has_a_rule():
    assert set(leaving.RULES) == set(Letter)


def test_the_patience_with_old_news_is_that_of_a_request():
    assert leaving.STALE >= request.PATIENCE >= timedelta(days=1)
