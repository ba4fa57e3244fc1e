"""The page of being open to work: off at first, opened by one form, renewed and closed in one press."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.people.section import Section
from mentorship.privacy import sharing
from mentorship.privacy.audience import ONLY_ME
from mentorship.work.candidate import wishing
from tests.cast import state
from tests.web.conftest import text_of
from tests.work import made
from tests.work.seekers import open_to

PAGE = "/open-to-work"
FORM = {
    "to": "employers",
    "occupation_0": "baker",
    "place": "Turin",
    "pay": "1.200",
    "pay_per": "month",
    "currency": "EUR",
}


@pytest.fixture
def bob(browser, cast):
    return browser(cast.bob)


def audience(person):
    return sharing.audiences_of(person.id)[Section.OPEN_WORK]


def test_it_is_closed_at_first_and_says_what_it_would_mean(bob, cast):
    text = text_of(bob.read(PAGE))
    assert "It is closed until you open it" in text
    assert "Open it for 90 days" in text
    assert "Nobody has asked yet." in text
    assert "It was not shown to anybody yet." in text
    assert audience(cast.bob) == ONLY_ME


@pytest.mark.parametrize("htmx", [True, False])
def test_one_form_opens_it_and_twice_is_once(bob, cast, htmx):
    for _twice in range(2):
        answer = bob.post(PAGE, htmx=htmx, **FORM)
        assert answer.status_code == (204 if htmx else 303)
    text = text_of(bob.read(PAGE))
    assert "You are open to work until" in text
    assert "Employers see a card without your name." in text
    assert audience(cast.bob) == ONLY_ME
    assert [one.en for one in wishing.wished(cast.bob.id)] == ["baker"]


def test_the_form_stands_as_it_was_kept(bob):
    bob.post(PAGE, **FORM | {"hours_from": "20", "hours_to": "30"})
    page = bob.read(PAGE)
    for value in ("baker", "Turin", "1200", "20", "30"):
        assert f'value="{value}"' in page


def test_what_is_to_be_mended_stands_beside_its_field_with_what_was_typed(bob, cast):
    answer = bob.post(PAGE, to="", occupation_0="baker", pay="a lot", hours_from="99", other="Nowhere Ltd")
    assert answer.status_code == 422
    text = text_of(answer.text)
    assert "Please tick at least one" in text
    assert "Please write an amount in figures" in text
    assert "Please write a number from 1 to 80." in text
    assert 'value="a lot"' in answer.text
    assert wishing.mine(cast.bob.id) is None
    answer = bob.post(PAGE, **FORM | {"other": "Nowhere <Ltd>"})
    assert answer.status_code == 422
    assert "There is no organisation of this name here." in text_of(answer.text)
    assert 'value="Nowhere &lt;Ltd&gt;"' in answer.text
    assert audience(cast.bob) == ONLY_ME


def test_it_is_never_open_to_the_web(bob, cast):
    assert 'value="everyone"' not in bob.read(PAGE)
    assert bob.post(PAGE, **FORM | {"to": "everyone"}).status_code == 422
    assert bob.post("/privacy/open_work/everyone", shared="yes", sure="yes").status_code == 404
    assert audience(cast.bob) == ONLY_ME


def test_where_one_works_now_is_ticked_to_be_left_out_until_one_says_otherwise(bob, cast):
    bakery = made.organisation(by=cast.ada)
    state(cast.bob, Section.WORK, "Bakery Bassi")
    tick = f'value="{bakery.key}"'
    assert "checked" in bob.read(PAGE).split(tick)[1].split(">")[0]
    bob.post(PAGE, **FORM)
    assert "checked" not in bob.read(PAGE).split(tick)[1].split(">")[0]
    bob.post(PAGE, **FORM | {"not_for": bakery.key})
    assert "checked" in bob.read(PAGE).split(tick)[1].split(">")[0]


def test_one_press_renews_and_one_press_closes(bob, cast):
    open_to(cast.bob, "baker")
    with clock.set_to(clock.now() + timedelta(days=85)):
        wishing.tend()
    before = wishing.mine(cast.bob.id).until
    assert "You are open to work until" in text_of(bob.press(f"{PAGE}/renew"))
    assert wishing.mine(cast.bob.id).until >= before
    for _twice in range(2):
        assert "You are no longer open to work." in text_of(bob.press(f"{PAGE}/close"))
    assert audience(cast.bob) == ONLY_ME
    assert "It had ended already." in text_of(bob.press(f"{PAGE}/renew"))
    assert 'value="baker"' in bob.read(PAGE), "the wishes stay for another time"


def test_the_notice_leads_here(browser, cast, moved_clock):
    open_to(cast.bob)
    moved_clock(days=85)
    wishing.tend()
    bob = browser(cast.bob)
    page = bob.read("/notices")
    assert "You are open to work for less than a week more" in text_of(page)
    key = page.split('href="/notices/')[1].split('"')[0]
    assert bob.get(f"/notices/{key}").headers["Location"] == PAGE
    wishing.renew(cast.bob.id)
    assert "for less than a week more" not in text_of(bob.read("/notices"))


def test_the_profile_leads_here(bob):
    assert f'href="{PAGE}"' in bob.read("/profile")
    assert bob.get("/profile/open_work").status_code == 404
