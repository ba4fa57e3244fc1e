"""The same race between processes, as the workers of the server are: each with its own connection and its own memory."""

import multiprocessing

import pytest

from mentorship.database import database as connected
from mentorship.database import row
from mentorship.errors import NotAllowed
from mentorship.ties.availability import offer_places
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request import request
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
    assert sorted(race(engine_url, asked)) == ["accepted"] * ROUNDS + ["full"] * ROUNDS
    assert row("SELECT count(*) AS n FROM mentorship WHERE ended_at IS NULL").n == ROUNDS


def race(url, asked):
    spawn = multiprocessing.get_context("spawn")
    together, answers = spawn.Barrier(2), spawn.Queue()
    workers = [spawn.Process(target=worker, args=(url, mine, together, answers)) for mine in asked]
    for one in workers:
        one.start()
    found = [answers.get(timeout=60) for _ in range(2 * ROUNDS)]
    for one in workers:
        one.join(30)
    return found
