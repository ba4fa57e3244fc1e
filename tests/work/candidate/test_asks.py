"""Asking a candidate to talk: what those who ask learn, and what the one who is asked decides."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people.section import Section
from mentorship.ties import block
from mentorship.ties.relation import viewer_of
from mentorship.work.application import applying, cv
from mentorship.work.candidate import asks, candidates, wishing
from mentorship.work.job import lifecycle
from mentorship.work.organisation import standing
from tests.cast import state, suspend
from tests.work import made
from tests.work.seekers import open_to, seekers

SECRET = "a secret of this place"


@pytest.fixture
def job(cast):
    """For a baker in Turin, at a bakery that Ada owns."""
    bakery = made.organisation(by=cast.ada)
    standing.settle([cast.ada.id])
    return made.job(bakery)


@pytest.fixture
def rina(cast, job):
    """One of five candidates."""
    return seekers(5)[0]


def seen(person):
    return viewer_of(person.id)


def card_of(person, job):
    return candidates._id(SECRET, job.id, person.id)


def ask(by, person, job, note="We bake at four."):
    return asks.ask(seen(by), job.key, card_of(person, job), note, SECRET)


def told(person, kind):
    return rows("SELECT about FROM notice WHERE person_id = ? AND kind = ?", person.id, kind)


def key_of(person):
    return row("SELECT key FROM ask WHERE person_id = ?", person.id).key


def cards(by, job):
    return candidates.shown(seen(by), candidates.job_of(by.id, job.key), SECRET)


def answer(person, **sent):
    shown = applying.mark(cv.parts(seen(person)))
    sending = {"contact": "", "line": "", "sections": (), "shown": shown} | sent
    return asks.accept(seen(person), key_of(person), **sending)


def test_asking_tells_the_candidate_who_and_for_what_and_twice_is_once(cast, job, rina):
    assert [ask(cast.ada, rina, job), ask(cast.ada, rina, job)] == [True, False]
    (one,) = asks.mine(seen(rina))
    assert (one.title, one.organisation, one.asker, one.note) == (
        "Baker for the early shift",
        "Bakery Bassi",
        "Ada",
        "We bake at four.",
    )
    assert [each.about for each in told(rina, "ask_talk")] == [one.key]
    assert asks.is_open(one)


def test_the_card_says_when_they_were_asked_whatever_the_answer(cast, job, rina):
    ask(cast.ada, rina, job)
    before = cards(cast.ada, job)
    assert [one.id for one in before if one.asked_at] == [card_of(rina, job)]
    asks.decline(seen(rina), key_of(rina))
    assert cards(cast.ada, job) == before


def test_a_no_is_silent_and_stays_a_no(cast, job, rina):
    ask(cast.ada, rina, job)
    for _twice in range(2):
        asks.decline(seen(rina), key_of(rina))
    assert not rows("SELECT id FROM notice WHERE person_id = ?", cast.ada.id)
    assert not rows("SELECT id FROM application")
    with pytest.raises(Missing):
        answer(rina)


def test_a_yes_shows_what_is_ticked_and_begins_a_conversation(cast, job, rina):
    state(rina, Section.OCCUPATION, "baker")
    state(rina, Section.PLACE, "Turin")
    ask(cast.ada, rina, job)
    key = answer(rina, contact="rina@example.org", sections=[Section.OCCUPATION])
    assert answer(rina) == key, "twice is once"
    sent = row("SELECT * FROM application WHERE key = ?", key)
    assert (sent.person_id, sent.state, bool(sent.was_asked), sent.due_at) == (rina.id, "talking", True, None)
    assert [part.section for part in cv.read(sent.cv)] == [Section.OCCUPATION]
    assert told(cast.ada, "applied")
    with pytest.raises(Missing):
        asks.decline(seen(rina), key_of(rina))


def test_what_was_changed_since_the_page_was_read_is_not_sent(cast, job, rina):
    ask(cast.ada, rina, job)
    before = applying.mark(cv.parts(seen(rina)))
    state(rina, Section.OCCUPATION, "baker")
    with pytest.raises(NotAllowed):
        answer(rina, shown=before)
    assert asks.is_open(asks.of(seen(rina), key_of(rina)))


def test_after_fourteen_days_nobody_waits_any_more(cast, job, rina):
    ask(cast.ada, rina, job)
    with clock.set_to(clock.now() + timedelta(days=14)):
        assert not asks.is_open(asks.of(seen(rina), key_of(rina)))
        with pytest.raises(Missing):
            answer(rina)
        with pytest.raises(Missing):
            asks.decline(seen(rina), key_of(rina))
        assert not ask(cast.ada, rina, job), "and nobody asks again for the same job"


def blocked(cast, job, rina):
    block.block(rina.id, cast.ada.id)


def by_the_other(cast, job, rina):
    block.block(cast.ada.id, rina.id)


def suspended(cast, job, rina):
    suspend(cast.ada)


@pytest.mark.parametrize("ending", [blocked, by_the_other, suspended])
def test_with_the_one_who_asked_the_ask_is_gone(cast, job, rina, ending):
    ask(cast.ada, rina, job)
    ending(cast, job, rina)
    assert asks.mine(seen(rina)) == []
    with pytest.raises(Missing):
        answer(rina)


def test_whoever_closed_the_account_leaves_the_ask_of_the_organisation(cast, job, rina):
    ask(cast.ada, rina, job)
    forget(cast.ada)
    (one,) = asks.mine(seen(rina))
    assert (one.asker, one.organisation) == (None, "Bakery Bassi")


@write
def forget(person):
    execute("UPDATE ask SET asker_id = NULL WHERE asker_id = ?", person.id)


def test_a_job_that_is_over_needs_no_answer(cast, job, rina):
    ask(cast.ada, rina, job)
    lifecycle.close(job.id, "here")
    assert not asks.is_open(asks.of(seen(rina), key_of(rina)))
    with pytest.raises(Missing):
        answer(rina)


def test_who_closes_after_being_asked_may_still_answer(cast, job, rina):
    ask(cast.ada, rina, job)
    wishing.close(rina.id)
    assert answer(rina)


def test_who_is_no_candidate_any_more_cannot_be_asked(cast, job, rina):
    open_to(cast.bob, "baker")
    wishing.close(rina.id)
    for by, id in (
        (cast.ada, card_of(rina, job)),
        (cast.ada, "nonsense"),
        (cast.ada, "é"),
        (cast.eve, card_of(cast.bob, job)),
    ):
        with pytest.raises(Missing):
            asks.ask(seen(by), job.key, id, "", SECRET)
    assert not rows("SELECT id FROM ask")


def test_an_organisation_asks_ten_in_a_day(cast, job, rina, monkeypatch):
    monkeypatch.setattr(asks, "MOST_A_DAY", 2)
    people = rows("SELECT id FROM person WHERE name IN ('Sami', 'Tess', 'Udo') ORDER BY name")
    bakery = row("SELECT organisation_id AS id FROM job WHERE id = ?", job.id)
    made.colleague(bakery, cast.cleo)
    standing.settle([cast.cleo.id])
    ask(cast.ada, people[0], job)
    ask(cast.cleo, people[1], job)
    with pytest.raises(NotAllowed):
        ask(cast.cleo, people[2], job)
    with clock.set_to(clock.now() + timedelta(days=1, minutes=1)):
        assert ask(cast.ada, people[2], job)


def test_a_long_line_is_refused(cast, job, rina):
    with pytest.raises(Invalid) as refused:
        ask(cast.ada, rina, job, note="x" * 301)
    assert refused.value.field == "note"


def test_somebody_elses_ask_does_not_exist(cast, job, rina):
    ask(cast.ada, rina, job)
    for other in (cast.bob, cast.ada):
        with pytest.raises(Missing):
            asks.of(seen(other), key_of(rina))
        with pytest.raises(Missing):
            asks.decline(seen(other), key_of(rina))
