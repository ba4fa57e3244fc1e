"""Too late: what is settled, or past its deadline, stays as it is."""

import pytest

from mentorship.database import row
from mentorship.errors import NotAllowed
from mentorship.ties.relation import Relation, relations
from mentorship.ties.request import answering, request
from mentorship.ties.request.answering import accept, ask, decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import ask_friend, viewer, wish


def refusal(work):
    with pytest.raises(NotAllowed) as refused:
        work()
    return refused.value.message


def stands(asked):
    return row("SELECT * FROM request WHERE id = ?", asked.id)


SETTLED = {
    "accepted": lambda asked, sender: accept(asked),
    "declined": lambda asked, sender: decline(asked, Reason.FULL),
    "withdrawn": lambda asked, sender: withdraw(request.from_me(viewer(sender), asked.key)),
}
LATER = {
    "accept": accept,
    "decline": lambda asked: decline(asked, Reason.NO_TIME),
    "ask": lambda asked: ask(asked, "When?"),
}


@pytest.mark.parametrize("verb", LATER)
@pytest.mark.parametrize("state", SETTLED)
def test_what_is_settled_stays_as_it_was(cast, state, verb):
    asked = wish(cast.bob, cast.ada)
    SETTLED[state](asked, cast.bob)
    before = stands(asked)
    if {"accept": "accepted", "decline": "declined"}.get(verb) == state:
        LATER[verb](asked)
    else:
        assert refusal(lambda: LATER[verb](asked)) == answering.OVER
    assert stands(asked) == before


@pytest.mark.parametrize("verb", LATER)
def test_after_the_deadline_it_is_too_late(cast, moved_clock, verb):
    asked = wish(cast.bob, cast.ada)
    moved_clock(days=14, seconds=1)
    assert refusal(lambda: LATER[verb](asked)) == answering.OVER
    assert stands(asked).state == "open"


def test_a_friend_request_past_its_deadline_makes_no_friends(cast, moved_clock):
    asked = ask_friend(cast.ada, cast.eve)
    moved_clock(days=15)
    assert refusal(lambda: accept(asked)) == answering.OVER
    assert not relations(viewer(cast.ada), [cast.eve.id])[cast.eve.id] & Relation.FRIEND
