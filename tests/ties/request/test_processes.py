"""The same race between processes, as the workers of the server are: each with its own connection and its own memory."""

import multiprocessing
from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import database as connected
from mentorship.database import row
from mentorship.errors import NotAllowed
from mentorship.ties.availability import offer_places
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request import request, upkeep
from mentorship.ties.request.answering import accept
from tests.cast import settle, wish
from tests.engines import connect

ROUNDS = 20


def worker(url, asked, together, answers):
    """Accepts one request per round at the same moment as the other worker."""
    connect(url)
    for mentor_id, key in asked:
        mine = request.to_me(Viewer(mentor_id, Relation.MEMBER), key)
        together.wait(30)
        try:
            accept(mine)
            answers.put("accepted")
        except NotAllowed:
            answers.put("full")
        together.wait(30)
    connected.close()


@pytest.mark.deep
def test_two_workers_never_give_one_place_twice(cast, engine_url):
    asked = [[], []]
    for number in range(ROUNDS):
        mentor = settle(f"Mentor {number}", purpose="mentor")
        offer_places(mentor.id, 1)
        for side, mine in enumerate(asked):
            mine.append((mentor.id, wish(settle(f"Seeker {number} {side}"), mentor).key))
    assert sorted(race(engine_url, worker, asked)) == ["accepted"] * ROUNDS + ["full"] * ROUNDS
    assert row("SELECT count(*) AS n FROM mentorship WHERE ended_at IS NULL").n == ROUNDS


def caretaker(url, rounds, together, answers):
    """Does the upkeep at the same moment as the other caretaker, on days that go by for both."""
    connect(url)
    start = clock.now()
    for days in rounds:
        together.wait(30)
        with clock.set_to(start + timedelta(days=days)):
            answers.put(upkeep.run())
        together.wait(30)
    connected.close()


@pytest.mark.deep
def test_two_caretakers_remind_close_and_move_on_once(cast, engine_url):
    offer_places(cast.ada.id, 20)
    offer_places(cast.cleo.id, 20)
    for number in range(ROUNDS):
        wish(settle(f"Seeker {number}"), cast.ada, second=cast.cleo.handle)
    days = [3.1, 7.1, 14.1, 17.2, 21.2, 28.2, *range(30, 24 + ROUNDS)]
    assert sum(race(engine_url, caretaker, [days] * 2)) == 6 * ROUNDS
    told = {
        kind: row("SELECT count(*) AS n FROM notice WHERE kind = ?", kind).n for kind in ("asked", "moved_on", "lapsed")
    }
    assert told == {"asked": 2 * ROUNDS, "moved_on": ROUNDS, "lapsed": ROUNDS}
    assert row("SELECT count(*) AS n FROM request WHERE reminders = 2 AND state = 'lapsed'").n == 2 * ROUNDS


def race(url, work, shares):
    spawn = multiprocessing.get_context("spawn")
    together, answers = spawn.Barrier(2), spawn.Queue()
    workers = [spawn.Process(target=work, args=(url, mine, together, answers)) for mine in shares]
    for one in workers:
        one.start()
    found = [answers.get(timeout=60) for _ in range(2 * ROUNDS)]
    for one in workers:
        one.join(30)
    return found
