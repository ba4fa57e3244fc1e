"""A message: sent once, only while the tie lasts, and read page by page."""

import pytest

from mentorship.database import row
from mentorship.errors import Invalid, NotAllowed
from mentorship.talk.conversation import of_viewer, open_for_mentorship, open_with_friend
from mentorship.talk.message import BODY_LIMIT, CLOSED, PAGE, mark_read, page_of, send, send_to_pair
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.mentorship import end
from tests.cast import mentor, viewer


@pytest.fixture
def talk(cast):
    return open_with_friend(cast.ada.id, cast.cleo.id)


def as_read_by(person, talk):
    return of_viewer(viewer(person), talk.key)


def bodies(person, talk):
    return [one.body for one in page_of(as_read_by(person, talk))[0]]


def test_both_read_the_messages_in_the_order_they_were_sent(cast, talk):
    send(talk, cast.ada.id, "One", "a")
    send(talk, cast.cleo.id, "Two", "a")
    send(talk, cast.ada.id, " Three\r\nlines ", "b")
    assert bodies(cast.ada, talk) == bodies(cast.cleo, talk) == ["One", "Two", "Three\nlines"]


def test_pressed_twice_it_is_one_message(cast, talk):
    send(talk, cast.ada.id, "Hello", "same form")
    send(talk, cast.ada.id, "Hello", "same form")
    assert bodies(cast.cleo, talk) == ["Hello"]


def test_pressed_twice_at_once_it_is_one_message(cast, talk, at_once):
    assert at_once(*[lambda: send(talk, cast.ada.id, "Hello", "same form")] * 3) == [None] * 3
    assert bodies(cast.cleo, talk) == ["Hello"]


def test_the_same_words_from_another_form_are_another_message(cast, talk):
    send(talk, cast.ada.id, "Hello", "one form")
    send(talk, cast.ada.id, "Hello", "other form")
    assert bodies(cast.cleo, talk) == ["Hello", "Hello"]


def test_other_words_from_the_same_form_are_not_lost(cast, talk):
    send(talk, cast.ada.id, "Hello", "same form")
    send(talk, cast.ada.id, "Hello again", "same form")
    assert bodies(cast.cleo, talk) == ["Hello", "Hello again"]


def test_two_people_may_have_the_same_form_key(cast, talk):
    send(talk, cast.ada.id, "Hello", "same")
    send(talk, cast.cleo.id, "Hello", "same")
    assert len(bodies(cast.ada, talk)) == 2


@pytest.mark.parametrize("once", ["", "x" * 10_000, "\x00", "\ud800", "🌻"])
def test_any_form_key_will_do(cast, talk, once):
    send(talk, cast.ada.id, "Hello", once)
    send(talk, cast.ada.id, "Hello", once)
    assert bodies(cast.ada, talk) == ["Hello"]


@pytest.mark.parametrize("body", ["", "  \n", "\x00", "x" * (BODY_LIMIT + 1)])
def test_an_empty_or_endless_message_is_refused_beside_its_field(cast, talk, body):
    with pytest.raises(Invalid) as refused:
        send(talk, cast.ada.id, body, "1")
    assert refused.value.field == "body"
    assert bodies(cast.ada, talk) == []


def test_a_message_at_the_limit_in_any_script_is_kept_whole(cast, talk):
    for number, body in enumerate(("🌻" * BODY_LIMIT, "שלום " * 799 + "שלום", "<b>&amp;</b> '; --")):
        send(talk, cast.ada.id, body, str(number))
        assert bodies(cast.cleo, talk)[-1] == body


@pytest.mark.parametrize(
    "over", [lambda ada, cleo: unfriend(ada.id, cleo.id), lambda ada, cleo: block(cleo.id, ada.id)]
)
def test_after_the_tie_nobody_writes_any_more(cast, talk, over):
    over(cast.ada, cast.cleo)
    for person in (cast.ada, cast.cleo):
        with pytest.raises(NotAllowed) as refused:
            send(talk, person.id, "Hello?", "1")
        assert refused.value.message == CLOSED
    assert row("SELECT count(*) AS n FROM message").n == 0


def test_a_pair_writes_until_the_mentorship_ends(cast):
    made = mentor(cast.ada, cast.bob)
    send_to_pair(made, cast.bob.id, "Hello", "1")
    end(made, cast.ada.id, "")
    with pytest.raises(NotAllowed):
        send_to_pair(made, cast.bob.id, "Hello?", "2")
    assert bodies(cast.ada, open_for_mentorship(made)) == ["Hello"]


def test_a_first_message_after_the_end_leaves_not_even_a_conversation(cast):
    made = mentor(cast.ada, cast.bob)
    end(made, cast.ada.id, "")
    with pytest.raises(NotAllowed):
        send_to_pair(made, cast.bob.id, "Hello?", "1")
    assert row("SELECT count(*) AS n FROM conversation").n == 0


@pytest.mark.parametrize("round", range(4))
def test_a_message_and_a_block_at_once_both_pass_or_the_message_is_refused(cast, talk, at_once, round):
    done = at_once(lambda: send(talk, cast.ada.id, "Hello", "1"), lambda: block(cast.cleo.id, cast.ada.id))
    assert (done[0] is None) == row("SELECT count(*) AS n FROM message").n
    assert (done[0] is None or type(done[0]) is NotAllowed, done[1]) == (True, None)
    with pytest.raises(NotAllowed):
        send(talk, cast.ada.id, "Hello?", "2")


def turned(person, talk):
    """All messages as somebody reads them who turns back page by page."""
    found, pages, before = [], 0, {}
    while True:
        page, is_more = page_of(as_read_by(person, talk), **before)
        found, pages, before = [*page, *found], pages + 1, {"before": page[0].sent_at}
        if not is_more:
            return [one.body for one in found], pages


def test_turning_back_shows_every_message_once_even_of_one_moment(cast, talk, still_clock):
    for number in range(2 * PAGE + 5):
        send(talk, (cast.ada, cast.cleo)[number % 2].id, f"Line {number}", str(number))
    assert turned(cast.ada, talk) == ([f"Line {number}" for number in range(2 * PAGE + 5)], 3)


@pytest.mark.parametrize("count", [1, PAGE])
def test_one_full_page_is_all_there_is(cast, talk, count):
    for number in range(count):
        send(talk, cast.ada.id, f"Line {number}", str(number))
    assert turned(cast.cleo, talk) == ([f"Line {number}" for number in range(count)], 1)


@pytest.mark.parametrize("before", [0, -5, 10**30, -(10**30)])
def test_any_number_may_be_asked_for(cast, talk, before):
    send(talk, cast.ada.id, "Hello", "1")
    assert len(page_of(as_read_by(cast.ada, talk), before)[0]) == (before > 0)


def test_new_messages_are_marked_until_they_are_read(cast, talk):
    send(talk, cast.ada.id, "Old", "1")
    mark_read(as_read_by(cast.cleo, talk), cast.cleo.id)
    send(talk, cast.ada.id, "New", "2")
    assert [bool(one.is_new) for one in page_of(as_read_by(cast.cleo, talk))[0]] == [False, True]


def test_a_page_is_one_statement(cast, talk, statements):
    for number in range(40):
        send(talk, cast.ada.id, f"Line {number}", str(number))
    found = as_read_by(cast.ada, talk)
    assert statements(lambda: page_of(found)) == 1
