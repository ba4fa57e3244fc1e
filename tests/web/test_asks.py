"""Being asked to talk about a job: what the page says, and the two answers."""

import re

import pytest

from mentorship.database import row, rows
from mentorship.people.section import Section
from mentorship.ties import block
from mentorship.ties.relation import viewer_of
from mentorship.work.candidate import asks, candidates
from mentorship.work.organisation import standing
from tests.cast import state
from tests.web.conftest import text_of
from tests.work import made
from tests.work.seekers import seekers


@pytest.fixture
def rina(cast, app):
    """One of five candidates for a job of Ada's, who asked her."""
    bakery = made.organisation(by=cast.ada)
    standing.settle([cast.ada.id])
    job, one = made.job(bakery), seekers(5)[0]
    state(one, Section.OCCUPATION, "baker")
    card = candidates._id(app.secret_key, job.id, one.id)
    asks.ask(viewer_of(cast.ada.id), job.key, card, "We bake <b>early</b>.", app.secret_key)
    return one


@pytest.fixture
def asked(browser, rina):
    return browser(rina)


@pytest.fixture
def page(rina):
    return f"/asks/{row('SELECT key FROM ask').key}"


def mark(html):
    return re.search(r'name="shown" value="(\w+)"', html)[1]


def test_a_notice_leads_to_it_and_it_says_who_asks_for_what_and_what_would_go_along(asked, page):
    notices = asked.read("/notices")
    assert "Ada asks whether you would talk about a job" in text_of(notices)
    key = notices.split('href="/notices/')[1].split('"')[0]
    assert asked.get(f"/notices/{key}").headers["Location"] == page
    html = asked.read(page)
    for part in (
        "Baker for the early shift",
        "Bakery Bassi",
        "Ada",
        "We bake <b>early</b>.",
        "They do not know who you are",
    ):
        assert part in text_of(html)
    assert "<b>early</b>" not in html
    assert 'id="section-occupation"' in html


@pytest.mark.parametrize("htmx", [True, False])
def test_yes_shows_what_is_ticked_and_leads_to_the_conversation(asked, page, htmx):
    shown = mark(asked.read(page))
    for _twice in range(2):
        answer = asked.post(f"{page}/accept", htmx=htmx, shown=shown, reach="here", line="Gladly", section="occupation")
        assert answer.status_code == (204 if htmx else 303)
    (sent,) = rows("SELECT key, line FROM application")
    assert sent.line == "Gladly"
    where = answer.headers["HX-Redirect" if htmx else "Location"]
    assert where == f"/applications/{sent.key}"
    assert "You said yes." in text_of(asked.read(where))
    assert f'href="{where}"' in asked.read(page)


@pytest.mark.parametrize("htmx", [True, False])
def test_no_is_one_press_and_nobody_is_told(asked, page, htmx):
    for _twice in range(2):
        assert asked.post(f"{page}/decline", htmx=htmx).status_code == (204 if htmx else 303)
    assert "You said no. Nobody is told." in text_of(asked.read("/open-to-work"))
    assert "You said no, and nobody was told." in text_of(asked.read(page))
    assert not rows("SELECT id FROM application")
    assert asked.post(f"{page}/accept", shown="", reach="here").status_code == 404


def test_what_is_to_be_mended_stands_beside_its_field(asked, page):
    answer = asked.post(f"{page}/accept", shown=mark(asked.read(page)), reach="other", contact="", line="Gladly")
    assert answer.status_code == 422
    assert 'value="Gladly"' in answer.text
    answer = asked.post(f"{page}/accept", shown="old", reach="here")
    assert answer.status_code == 422
    assert "Your profile was changed while you read this." in text_of(answer.text)
    assert not rows("SELECT id FROM application")


def test_for_everybody_else_it_does_not_exist(browser, cast, page):
    for other in (cast.ada, cast.bob):
        visitor = browser(other)
        assert visitor.get(page).status_code == 404
        assert visitor.post(f"{page}/accept", shown="", reach="here").status_code == 404
        assert visitor.post(f"{page}/decline").status_code == 404
    assert row("SELECT reply FROM ask").reply == ""


def test_when_the_one_who_asked_is_blocked_it_is_gone_with_its_notice(asked, rina, cast, page):
    missing = asked.get("/asks/nothing")
    block.block(rina.id, cast.ada.id)
    gone = asked.get(page)
    assert gone.status_code == missing.status_code == 404
    assert "talk about a job" not in text_of(asked.read("/notices"))
    assert "Nobody has asked yet." in text_of(asked.read("/open-to-work"))


def test_the_log_names_each_ask_and_each_look(asked, page):
    text = text_of(asked.read("/open-to-work"))
    assert "Baker for the early shift, Bakery Bassi" in text
    assert "waits for your answer until" in text
    assert "on 1 day" in text
    asked.post(f"{page}/decline")
    assert "you said no, and nobody was told" in text_of(asked.read("/open-to-work"))
