"""Being open to work: to whom, for how long, and what is asked of it."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import row, rows
from mentorship.errors import Invalid
from mentorship.people.section import Section
from mentorship.privacy import sharing
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.relation import Relation
from mentorship.work.candidate import refusals, wishing
from mentorship.work.candidate.wish import Wish, read
from tests.cast import share, state
from tests.work import made
from tests.work.seekers import open_to


def audience(person):
    return sharing.audiences_of(person.id)[Section.OPEN_WORK]


def told(person):
    return [one.kind for one in rows("SELECT kind FROM notice WHERE person_id = ? ORDER BY id", person.id)]


def later(**days):
    return clock.set_to(clock.now() + timedelta(**days))


def test_nobody_is_open_to_work_before_they_say_so(cast):
    assert wishing.mine(cast.bob.id) is None
    assert not wishing.is_open(None)
    assert audience(cast.bob) == ONLY_ME


def test_it_opens_to_whom_one_ticks_with_what_one_wishes(cast):
    open_to(
        cast.bob,
        "baker",
        "pastry cook",
        to=Relation.EMPLOYER | Relation.FRIEND,
        place="Turin",
        pay="12,50",
        pay_per="hour",
        currency="EUR",
    )
    mine = wishing.mine(cast.bob.id)
    assert wishing.is_open(mine)
    assert audience(cast.bob) == Relation.FRIEND, "employers see a card, and not the section"
    assert mine.to_employers
    assert [one.en for one in wishing.wished(cast.bob.id)] == ["baker", "pastry cook"]
    assert (mine.place_en, mine.pay_from, mine.pay_per, mine.currency) == ("Turin", 1250, "hour", "EUR")


def test_the_same_again_is_once_and_another_list_takes_the_place_of_the_first(cast):
    for _twice in range(2):
        open_to(cast.bob, "baker", "pastry cook")
    open_to(cast.bob, "pastry cook", "nurse", "nurse ")
    assert [one.en for one in wishing.wished(cast.bob.id)] == ["pastry cook", "nurse"]
    assert row("SELECT count(*) AS n FROM open_to_work").n == 1


def test_who_names_no_work_would_do_any(cast):
    for named, is_any in (((), True), (("baker",), False), (("", " "), True)):
        open_to(cast.bob, *named)
        assert bool(wishing.mine(cast.bob.id).is_any) == is_any == (not wishing.wished(cast.bob.id))


def test_after_ninety_days_it_is_over_without_anybody_doing_anything(cast):
    open_to(cast.bob)
    with later(days=89):
        assert wishing.is_open(wishing.mine(cast.bob.id))
    with later(days=90):
        assert not wishing.is_open(wishing.mine(cast.bob.id))


def test_the_chore_closes_the_section_once_with_its_history_and_keeps_the_wishes(cast):
    open_to(cast.bob, "baker", place="Turin", to=Relation.EMPLOYER | Relation.MENTOR)
    with later(days=91):
        assert wishing.tend() == 1
        assert audience(cast.bob) == ONLY_ME
        changes = rows(
            "SELECT after FROM sharing_change WHERE owner_id = ? AND section = 'open_work' ORDER BY id", cast.bob.id
        )
        assert [one.after for one in changes] == [int(Relation.MENTOR), 0]
        # What somebody opens on the page of who sees what stays as they opened it.
        share(cast.bob, Section.OPEN_WORK, Relation.FRIEND)
        assert wishing.tend() == 0
        assert audience(cast.bob) == Relation.FRIEND
    assert [one.en for one in wishing.wished(cast.bob.id)] == ["baker"]
    assert wishing.mine(cast.bob.id).place_en == "Turin"


def test_a_week_before_the_end_one_is_told_once_and_renewing_begins_anew(cast):
    open_to(cast.bob)
    with later(days=82):
        assert wishing.tend() == 0
    with later(days=84):
        assert [wishing.tend(), wishing.tend()] == [1, 0]
        assert told(cast.bob) == ["open_ends"]
        assert wishing.renew(cast.bob.id)
    with later(days=84 + 84):
        assert wishing.tend() == 1


def test_whoever_closed_it_on_the_other_page_is_not_reminded(cast):
    open_to(cast.bob, to=Relation.FRIEND)
    share(cast.bob, Section.OPEN_WORK, ONLY_ME)
    assert not wishing.is_open(wishing.mine(cast.bob.id))
    with later(days=84):
        assert wishing.tend() == 0


def test_closing_closes_at_once_and_twice_is_once(cast):
    open_to(cast.bob, "baker")
    assert [wishing.close(cast.bob.id), wishing.close(cast.bob.id)] == [True, False]
    assert audience(cast.bob) == ONLY_ME
    assert not wishing.renew(cast.bob.id)
    assert not wishing.close(cast.eve.id)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"to": ()}, "to"),
        ({"to": ("everyone", "nobody")}, "to"),
        ({"occupations": ("x" * 300,)}, "occupation_0"),
        ({"place": "x" * 300}, "place"),
        ({"hours_from": "81"}, "hours_from"),
        ({"hours_from": "30", "hours_to": "20"}, "hours_to"),
        ({"pay": "much"}, "pay"),
        ({"pay": "12", "pay_per": "week", "currency": "EUR"}, "pay_per"),
        ({"pay": "12", "pay_per": "hour", "currency": "GOLD"}, "currency"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_changes(cast, wish, field):
    typed = Wish(**{"to": ("employers",)} | wish)
    assert [one.field for one in read(typed)[1]] == [field]
    with pytest.raises(Invalid):
        wishing.open_to(cast.bob.id, typed)
    assert wishing.mine(cast.bob.id) is None
    assert audience(cast.bob) == ONLY_ME


def left_out(person):
    return [one.name for one in refusals.choices(person.id) if one.is_named]


def test_where_one_works_now_can_be_left_out_and_any_other_by_its_name(cast):
    bakery, mill = made.organisation(by=cast.ada), made.organisation(name="Vex Mill")
    made.organisation(name="Secret Bureau", state="waiting", decided_at=None)
    state(cast.bob, Section.WORK, "Bakery Bassi")
    assert [one.name for one in refusals.choices(cast.bob.id)] == ["Bakery Bassi"]
    open_to(cast.bob, not_for=(bakery.key, mill.key, "nonsense"), other="vex  MILL")
    assert left_out(cast.bob) == ["Bakery Bassi", "Vex Mill"]
    open_to(cast.bob, not_for=(mill.key,))
    assert left_out(cast.bob) == ["Vex Mill"]
    open_to(cast.bob)
    assert left_out(cast.bob) == []
    for name in ("Nowhere Ltd", "Secret Bureau"):
        with pytest.raises(Invalid) as refused:
            open_to(cast.bob, other=name)
        assert refused.value.field == "other"
