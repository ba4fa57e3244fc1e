"""Races between eight processes, as many as a busy place has: a link, a last place and a decision each count once."""

import multiprocessing

import pytest

from mentorship.accounts import approving, joining, resetting
from mentorship.database import database as connected
from mentorship.database import row
from mentorship.errors import Missing
from mentorship.people import invitation as invitations
from mentorship.people import password as passwords
from mentorship.people import token
from mentorship.people.token import Purpose
from mentorship.site import setting
from mentorship.site.setting import Joining
from tests.accounts.newcomers import GIA, join
from tests.engines import connect

PROCESSES = 8
ROUNDS = 200

WON, LOST = "won", "lost"


def choose(key: str, number: int) -> bool:
    """Sets a new password by the link of a letter."""
    resetting.choose(key, f"seven slow yellow trains {number}")
    return True


def take_place(key: str, number: int) -> bool:
    """Joins by an invitation."""
    joining.join(sends_mail=False, invitation=key, **GIA | {"email": f"{key}.{number}@example.org"})
    return True


def decide(handle: str, number: int) -> bool:
    """Lets somebody in, or does not."""
    return bool(approving.accept(handle, "") if number % 2 else approving.refuse(handle, ""))


def worker(url, work, number, keys, together, answers):
    """Does its work with every key, at the same moment as the others."""
    connect(url)
    passwords.hashed = lambda typed: f"hash of {typed}"  # the slowness of hashing is not what is proved here
    for key in keys:
        together.wait(60)
        try:
            answers.put(WON if work(key, number) else LOST)
        except Missing:
            answers.put(LOST)
        except Exception as failure:  # told to the test, which knows no such answer
            answers.put(repr(failure))
    connected.close()


def race(url, work, keys):
    """What all workers answered, sorted."""
    spawn = multiprocessing.get_context("spawn")
    together, answers = spawn.Barrier(PROCESSES), spawn.Queue()
    workers = [
        spawn.Process(target=worker, args=(url, work, number, keys, together, answers)) for number in range(PROCESSES)
    ]
    for one in workers:
        one.start()
    found = sorted(answers.get(timeout=300) for _ in range(PROCESSES * len(keys)))
    for one in workers:
        one.join(60)
    return found


ONE_EACH = sorted([WON] * ROUNDS + [LOST] * ROUNDS * (PROCESSES - 1))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda typed: f"hash of {typed}")


@pytest.mark.deep
def test_a_link_to_a_new_password_works_once(cast, engine_url):
    people = [join(email=f"guest{number}@example.org") for number in range(ROUNDS)]
    keys = [token.issue(one.id, Purpose.RESET) for one in people]
    assert race(engine_url, choose, keys) == ONE_EACH
    assert row("SELECT count(*) AS n FROM mail WHERE kind = 'password'").n == ROUNDS
    assert row("SELECT count(*) AS n FROM token WHERE purpose = 'reset' AND used_at IS NOT NULL").n == ROUNDS


@pytest.mark.deep
def test_the_last_place_of_an_invitation_is_given_once(cast, engine_url):
    keys = [invitations.make(cast.dora.id, language="en", days=30).key for _ in range(ROUNDS)]
    assert race(engine_url, take_place, keys) == ONE_EACH
    assert row("SELECT count(*) AS n FROM person WHERE name = 'Gia'").n == ROUNDS
    assert row("SELECT count(*) AS n FROM joined").n == ROUNDS
    assert row("SELECT count(*) AS n FROM invitation WHERE used <> 1").n == 0


@pytest.mark.deep
def test_somebody_who_waits_is_decided_about_once(cast, engine_url):
    setting.change(joining=Joining.APPROVAL)
    handles = [join(email=f"guest{number}@example.org").handle for number in range(ROUNDS)]
    assert race(engine_url, decide, handles) == ONE_EACH
    let_in = row("SELECT count(*) AS n FROM person WHERE name = 'Gia' AND state = 'active'").n
    assert row("SELECT count(*) AS n FROM person WHERE name = 'Gia'").n == let_in
    for kind, count in (("approved", let_in), ("refused", ROUNDS - let_in)):
        assert row("SELECT count(*) AS n FROM mail WHERE kind = ?", kind).n == count
