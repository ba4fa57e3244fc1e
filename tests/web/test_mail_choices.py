"""Choosing which mails come: one page, one button, nothing half kept."""

from dataclasses import replace

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.errors import Invalid
from mentorship.records.choice import USUAL, Choice, choice_of, choices_of, choose, choose_all, may_name
from mentorship.records.mail import Mail
from mentorship.records.notice import Kind, Topic
from mentorship.records.telling import tell
from tests.cast import change
from tests.web.conftest import text_of
from tests.web.visitor import Visitor

WANTED = {"requests": "daily", "mentoring": "never", "messages": "at_once", "work": "daily"}
URL = "/account/mail"


def kept(person):
    """Everything that is stored about the choices of somebody."""
    found = rows("SELECT topic, choice FROM mail_choice WHERE person_id = ? ORDER BY topic", person.id)
    return [tuple(one) for one in found], may_name(person.id)


def test_without_a_choice_the_usual_holds(cast, browser):
    page = browser(cast.ada).read(URL)
    for topic, value in (("requests", "at_once"), ("mentoring", "at_once"), ("messages", "daily"), ("work", "daily")):
        assert f'name="{topic}"' in page
        assert "checked" in page.partition(f'name="{topic}"')[2].partition(f'value="{value}"')[2][:60]
    assert page.count("checked") == 4
    assert choices_of(cast.ada.id) == USUAL
    assert not may_name(cast.ada.id)


def test_what_is_chosen_holds_and_is_shown(cast, browser):
    page = browser(cast.ada).press(URL, **WANTED, names="y")
    assert "Mail comes as you chose from now on." in text_of(page)
    assert page.count("checked") == 5
    assert {topic: str(choice_of(cast.ada.id, Topic(topic))) for topic in WANTED} == WANTED
    assert may_name(cast.ada.id)


def test_twice_is_once_and_the_last_counts(cast, browser):
    ada = browser(cast.ada)
    for _press in range(2):
        assert ada.post(URL, **WANTED, names="y").status_code == 303
    assert kept(cast.ada) == (sorted(WANTED.items()), True)
    ada.post(URL, **WANTED | {"requests": "never"})
    assert kept(cast.ada) == (sorted((WANTED | {"requests": "never"}).items()), False)


def test_with_htmx_it_leads_to_the_page(cast, browser):
    answer = browser(cast.ada).post(URL, htmx=True, **WANTED)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, URL)
    assert choice_of(cast.ada.id, Topic.REQUESTS) == Choice.DAILY


@pytest.mark.parametrize("wrong", [{"messages": "hourly"}, {"messages": ""}, {"messages": "at_once\x00x"}])
def test_what_cannot_be_chosen_changes_nothing_and_is_said_beside_it(cast, browser, wrong):
    answer = browser(cast.ada).post(URL, **WANTED | wrong, names="y")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="messages-error">Please choose one of these.' in page
    assert "checked" in page.partition('name="requests"')[2].partition('value="daily"')[2][:60], "the rest is kept"
    assert kept(cast.ada) == ([], False)


def test_what_was_not_sent_stays_as_it_was(cast, browser):
    choose(cast.ada.id, Topic.MESSAGES, Choice.NEVER)
    browser(cast.ada).press(URL, requests="never", mentoring="daily")
    assert [str(choice_of(cast.ada.id, Topic(topic))) for topic in WANTED] == ["never", "daily", "never", "daily"]


@pytest.mark.parametrize(("name", "has"), [("dora", True), ("aldo", True), ("ada", False), ("finn", False)])
def test_tasks_are_asked_about_only_where_there_are_any(cast, browser, name, has):
    person = getattr(cast, name)
    assert ("My tasks in this place" in browser(person).read(URL)) == has
    browser(person).post(URL, **WANTED, tasks="never")
    assert ((Topic.TASKS, Choice.NEVER) in kept(person)[0]) == has


def test_everybody_chooses_for_themselves(cast, browser):
    browser(cast.ada).post(URL, **WANTED)
    assert kept(cast.bob) == ([], False)
    assert browser().get(URL).status_code == 303
    assert browser().post(URL, **WANTED).status_code == 401


def test_the_account_leads_here_and_the_page_back(cast, browser):
    assert f'href="{URL}"' in browser(cast.ada).read("/account")
    assert 'href="/account"' in browser(cast.ada).read(URL)


def test_by_hand_without_scripts(app, cast, browser):
    ada = Visitor(app)
    ada.sign_in("ada@example.org", "three quiet green boats")
    ada.open(URL)
    assert "Mail comes as you chose" in ada.follow(ada.send(URL, **WANTED))


def test_a_place_without_a_mail_server_says_so(app, cast, browser):
    assert "This place sends no mail at the moment." in text_of(browser(cast.ada).read(URL))
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], mail_server="mail.example.org", mail_from="here@example.org"
    )
    assert app.config["SETTINGS"].sends_mail
    change(cast.ada, confirmed_at=None)
    assert "Mails come once you have shown that ada@example.org is yours." in text_of(browser(cast.ada).read(URL))
    change(cast.ada, confirmed_at=clock.now())
    assert "Mails go to ada@example.org." in text_of(browser(cast.ada).read(URL))


def test_it_costs_little(cast, browser, statements):
    ada = browser(cast.ada)
    assert statements(lambda: ada.read(URL)) <= 5


# What a choice does


@pytest.mark.parametrize("choice", Choice)
def test_mail_follows_a_notice_only_where_it_should_come_at_once(cast, choice):
    choose(cast.ada.id, Topic.REQUESTS, choice)
    tell(cast.ada.id, Kind.WELCOME)
    tell(cast.ada.id, Kind.ASKED, cast.bob.id, "x")
    assert Mail.select().where(Mail.kind == Kind.ASKED).count() == (choice == Choice.AT_ONCE)


def test_all_is_kept_or_nothing(cast):
    with pytest.raises(Invalid) as refused:
        choose_all(cast.ada.id, {Topic.REQUESTS: "never", Topic.MESSAGES: "often"}, names=True)
    assert refused.value.field == "messages"
    assert kept(cast.ada) == ([], False)


def test_chosen_twice_at_once_is_one_choice(cast, at_once):
    done = at_once(*[lambda one=one: choose(cast.ada.id, Topic.REQUESTS, one) for one in ("never", "daily")])
    assert done == [None, None]
    assert len(kept(cast.ada)[0]) == 1
