"""Help with work on the pages: offered, found by those it is for, asked for in one press, taken back."""

import re

import pytest

from mentorship.site import setting
from mentorship.ties.block import block
from mentorship.work.help import offering
from tests.cast import change, mentor
from tests.web.conftest import text_of
from tests.work.helped import help_at
from tests.work.made import job, organisation


@pytest.fixture
def bakery(cast):
    return organisation()


@pytest.fixture
def made(bakery):
    return job(bakery)


@pytest.fixture
def ada(browser, cast):
    return browser(cast.ada)


@pytest.fixture
def cleo(browser, cast):
    change(cast.cleo, language="en")
    return browser(cast.cleo)


def places(bakery, made):
    return (f"/jobs/{made.key}", f"/organisations/{bakery.key}")


def test_help_is_offered_from_the_page_of_a_job_and_of_an_organisation(ada, cast, bakery, made):
    for place in places(bakery, made):
        page = ada.read(place)
        assert "I can introduce you I'll practise the interview with you" in text_of(page)
        assert f'href="{place}/help?sort=practise"' in page
        form = ada.read(f"{place}/help", sort="practise")
        assert 'value="practise" checked' in " ".join(form.split())
        text = text_of(ada.press(f"{place}/help", sorts="practise", whom=["friends", "mentees"]))
        assert "You offer it now." in text
        assert "You offer help here. Change what you offer" in text
    assert [one.sort for one in offering.mine(cast.ada.id)] == ["practise", "practise"]


def test_the_form_shows_what_i_offer_and_twice_is_once(ada, cast, made):
    for _ in range(2):
        ada.press(f"/jobs/{made.key}/help", sorts="introduce", whom="mentors")
    form = " ".join(ada.read(f"/jobs/{made.key}/help").split())
    assert 'value="introduce" checked' in form
    assert 'value="mentors" checked' in form
    assert 'value="friends" checked' not in form
    assert len(offering.mine(cast.ada.id)) == 1


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"whom": "mentors"}, "Please choose at least one way to help."),
        ({"sorts": "introduce"}, "Please choose for whom."),
        ({"sorts": "bribe", "whom": "mentors"}, "Please choose at least one way to help."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(ada, cast, made, typed, said, htmx):
    answer = ada.post(f"/jobs/{made.key}/help", htmx=htmx, **typed)
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    kept = typed.get("whom") or typed["sorts"]
    assert f'value="{kept}" checked' in " ".join(answer.text.split())
    assert offering.mine(cast.ada.id) == []


def test_what_nobody_may_offer_help_with_does_not_exist(ada, cast, bakery):
    hidden = [job(bakery, state="paused").key, job(bakery, state="review").key, "2" * 12]
    for key in hidden:
        assert ada.get(f"/jobs/{key}/help").status_code == 404
        assert ada.post(f"/jobs/{key}/help", sorts="introduce", whom="friends").status_code == 404
    new = organisation(cast.eve, "New", state="waiting", decided_at=None)
    assert ada.get(f"/organisations/{new.key}/help").status_code == 404
    assert offering.mine(cast.ada.id) == []


def test_those_it_is_for_find_who_helps(ada, cleo, browser, cast, bakery, made):
    help_at(bakery, cast.ada)
    for place in places(bakery, made):
        assert "Who helps Ada Friend can introduce you there Ask for an introduction" in text_of(cleo.read(place))
        stranger = browser(cast.bob).read(place)
        assert "None of your friends, mentors and mentees has offered help here yet." in text_of(stranger)
        assert "Ada" not in text_of(stranger)
        assert "Who helps" not in text_of(browser().read(place))


def bare(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.split("<main", 1)[1])


def test_help_for_others_moves_no_byte_of_the_page(browser, cast, bakery, made):
    """Two worlds: in one Ada offers nothing, in the other she offers it to her mentors, and Eve to whoever is tied to her."""
    readers = [browser(person) for person in (cast.bob, cast.cleo)] + [browser()]
    before = [bare(reader.read(place)) for reader in readers for place in places(bakery, made)]
    for place in (bakery, made):
        help_at(place, cast.ada, whom=["mentors"])
        help_at(place, cast.eve, whom=["friends", "mentors", "mentees"])
    assert [bare(reader.read(place)) for reader in readers for place in places(bakery, made)] == before


def test_asking_is_one_press_and_leads_to_the_conversation(cleo, ada, cast, made):
    key = help_at(made, cast.ada)
    assert f'id="ask-{key}"' in cleo.read(f"/jobs/{made.key}")
    text = text_of(cleo.press(f"/help-offers/{key}/ask", job=made.key))
    assert made.title in text
    assert "Bakery Bassi" in text
    assert "Cleo" in text_of(ada.read("/messages"))
    assert text_of(cleo.press(f"/help-offers/{key}/ask", job=made.key)).count(made.title) == text.count(made.title)


def test_a_mentee_is_led_to_the_page_of_the_pair(browser, cast, bakery):
    pair = mentor(cast.ada, of=cast.bob)
    bob = browser(cast.bob)
    answer = bob.post(f"/help-offers/{help_at(bakery, cast.ada)}/ask", htmx=True)
    assert answer.headers["HX-Redirect"].startswith(f"/mentorships/{pair.key}")
    text = text_of(bob.read(f"/mentorships/{pair.key}"))
    assert "Hello Ada, you offered to introduce me at Bakery Bassi. I would like that." in text
    assert "Go on where you asked" in text_of(bob.read(f"/organisations/{bakery.key}"))


def test_an_offer_that_is_not_for_me_cannot_be_told_from_none(browser, cleo, cast, made):
    key, bob = help_at(made, cast.ada), browser(cast.bob)
    never, hidden = (bob.post(f"/help-offers/{one}/ask") for one in ("2" * 12, key))
    assert never.status_code == hidden.status_code == 404
    assert bare(never.text).replace("2" * 12, "") == bare(hidden.text).replace(key, "")
    block(cast.ada.id, cast.cleo.id)
    assert cleo.post(f"/help-offers/{key}/ask").status_code == 404
    assert "Ada" not in cleo.read("/messages")


@pytest.mark.parametrize("htmx", [True, False])
def test_an_offer_is_taken_back_in_one_press(ada, cleo, cast, made, htmx):
    key = help_at(made, cast.ada)
    text = text_of(ada.read("/help-offers"))
    assert (
        f"I can introduce you {made.title} · Bakery Bassi For your friends and your mentees. Change Take it back"
        in text
    )
    answer = ada.post(f"/help-offers/{key}/take-back", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    page = answer.text if htmx else ada.read(answer.headers["Location"])
    assert "You no longer offer this." in text_of(page)
    assert "You offer no help with work yet." in text_of(page)
    assert ada.post(f"/help-offers/{key}/take-back").status_code == 404
    assert "can introduce you there" not in text_of(cleo.read(f"/jobs/{made.key}"))


def test_nobody_takes_back_what_others_offer(cleo, cast, made):
    assert cleo.post(f"/help-offers/{help_at(made, cast.ada)}/take-back").status_code == 404
    assert len(offering.mine(cast.ada.id)) == 1


def test_an_offer_for_a_job_that_is_over_says_so(browser, cast, made, moved_clock):
    help_at(made, cast.ada)
    moved_clock(days=31)
    assert "This job is over; nobody is offered it any more." in text_of(browser(cast.ada).read("/help-offers"))


def test_where_work_is_off_there_is_no_help_with_it(ada, cast, bakery, made):
    key = help_at(made, cast.ada)
    setting.change(features=[])
    for url in ("/help-offers", f"/jobs/{made.key}/help", f"/organisations/{bakery.key}/help"):
        assert ada.get(url).status_code == 404, url
    assert ada.post(f"/help-offers/{key}/take-back").status_code == 404


def test_the_pages_ask_little(browser, cast, bakery, made, statements):
    """However many help: a job five statements beside the shell's, an organisation as few as a page may."""
    for one in (cast.ada, cast.bob):
        for place in (bakery, made):
            help_at(place, one)
    reader = browser(cast.cleo)
    shell = statements(lambda: reader.read("/data"))
    assert statements(lambda: reader.read(f"/jobs/{made.key}")) - shell <= 5
    assert statements(lambda: reader.read(f"/organisations/{bakery.key}")) <= 8
    assert statements(lambda: reader.read(f"/organisations/{bakery.key}/help")) - shell <= 2
    assert statements(lambda: reader.read("/help-offers")) - shell <= 1
