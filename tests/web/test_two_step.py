"""The page of the second step: setting it up, codes shown once, turning it off; and what it opens to those with a task."""

import re

import pyotp
import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.people import proof, two_step
from mentorship.people.person import Role
from mentorship.people.session import Session
from mentorship.records.mail import Letter, Mail
from tests.cast import PASSWORD, SECRET, change, code
from tests.web.conftest import text_of

PAGE = "/account/two-step"
CODE = re.compile(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>")
WRONG = "000000"


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


@pytest.fixture
def dora(cast, browser):
    return browser(cast.dora)


@pytest.fixture
def quick(monkeypatch):
    """Recovery codes hashed without the cost, where it is something else that is proved."""
    monkeypatch.setattr(two_step.passwords, "stretched", lambda text, salt: f"{salt[:20]} {text}")


def words(answer):
    return text_of(answer.get_data(as_text=True))


def letters(person):
    return [one.kind for one in Mail.select().where(Mail.person == person.id)]


def begin(browser):
    """The page with the secret, and the secret as it stands there in letters."""
    html = browser.press(f"{PAGE}/begin", old=PASSWORD)
    return html, re.search(r"<code>([A-Z2-7 ]+)</code>", html)[1].replace(" ", "")


def turn_on(browser):
    """The page with the recovery codes."""
    _html, secret = begin(browser)
    answer = browser.post(f"{PAGE}/confirm", code=code(secret=secret))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_account_leads_there_and_says_how_it_stands(ada, dora):
    assert "It is off. With it, a stolen password opens nothing." in text_of(ada.read("/account"))
    assert "It is on: after your password comes a code" in text_of(dora.read("/account"))
    for browser in (ada, dora):
        assert f'href="{PAGE}"' in browser.read("/account")


def test_from_off_to_on(ada, cast, quick):
    assert "Set up the second step" in ada.read(PAGE)
    page = turn_on(ada)
    assert "The second step is on." in text_of(page)
    assert len(set(CODE.findall(page))) == two_step.CODES
    assert two_step.is_on(cast.ada.id)
    assert "You have 10 recovery codes left." in text_of(ada.read(PAGE))
    assert letters(cast.ada) == [Letter.TWO_STEP]


def test_the_secret_is_there_as_a_picture_as_letters_and_as_a_link(ada, cast):
    html, secret = begin(ada)
    assert secret == two_step.of(cast.ada.id).secret
    assert "<svg" in html
    address = re.search(r'href="(otpauth://[^"]+)"', html)[1].replace("&amp;", "&")
    app = pyotp.parse_uri(address)
    assert (app.secret, app.name, app.issuer) == (secret, "ada@example.org", "Mentorship")
    assert app.at(clock.now()) == code(secret=secret)
    assert "style=" not in html
    assert "data:" not in html


def test_nothing_of_it_is_ever_kept_by_a_cache(ada):
    begin(ada)
    assert ada.get(PAGE).headers["Cache-Control"] == "no-store"


def test_the_secret_is_shown_only_where_the_password_was_given(ada, browser, cast):
    _html, secret = begin(ada)
    other = browser(cast.ada).read(PAGE)
    assert secret not in other.replace(" ", "")
    assert "Set up the second step" in other


def test_once_it_is_on_the_secret_is_not_shown_any_more(ada, cast, quick):
    turn_on(ada)
    secret = two_step.of(cast.ada.id).secret
    assert secret not in ada.read(PAGE).replace(" ", "")


def test_the_codes_are_shown_this_once(ada, quick):
    shown = CODE.findall(turn_on(ada))
    later = ada.read(PAGE) + ada.read("/account")
    assert not any(one in later for one in shown)
    assert not CODE.findall(later)


@pytest.mark.parametrize(
    ("old", "sentence"), [("", "Please write your password."), ("not this one", "This is not your present password.")]
)
def test_it_begins_with_the_password(ada, cast, old, sentence):
    answer = ada.post(f"{PAGE}/begin", old=old)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True).split('id="old-error"')[1].split("</p>")[0]
    assert two_step.of(cast.ada.id) is None


def test_guessing_the_password_here_is_slowed_down(ada):
    for _ in range(proof.TRIES):
        ada.post(f"{PAGE}/begin", old="not this one")
    assert "Too many tries" in words(ada.post(f"{PAGE}/begin", old=PASSWORD))


@pytest.mark.parametrize("typed", ["", WRONG, "not a code"])
def test_a_wrong_first_code_changes_nothing_and_keeps_what_was_typed(ada, cast, typed):
    begin(ada)
    answer = ada.post(f"{PAGE}/confirm", code=typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="code-error"' in html
    assert f'value="{typed}"' in html
    assert "<svg" in html, "the picture is still there"
    assert not two_step.is_on(cast.ada.id)
    assert letters(cast.ada) == []


def test_confirming_without_having_begun(ada, cast):
    assert ada.post(f"{PAGE}/confirm", code="123456").status_code == 422
    assert two_step.of(cast.ada.id) is None


def test_sending_the_first_code_twice_makes_no_other_codes(ada, cast, quick):
    _html, secret = begin(ada)
    shown = code(secret=secret)
    codes = CODE.findall(ada.post(f"{PAGE}/confirm", code=shown).get_data(as_text=True))
    again = ada.post(f"{PAGE}/confirm", code=shown)
    assert again.status_code == 422
    assert "The second step is on already." in words(again)
    assert two_step.check(cast.ada.id, codes[0]) == 9
    assert letters(cast.ada) == [Letter.TWO_STEP]


def test_beginning_when_it_is_on_says_so(dora, cast):
    answer = dora.post(f"{PAGE}/begin", old=PASSWORD)
    assert "The second step is on already." in words(answer)
    assert two_step.of(cast.dora.id).secret == SECRET


def test_each_change_signs_out_the_other_devices(browser, cast, quick):
    here = browser(cast.ada)
    for act in (
        lambda: turn_on(here),
        lambda: here.post(f"{PAGE}/codes", old=PASSWORD),
        lambda: here.post(f"{PAGE}/stop", old=PASSWORD, code=next_code(cast.ada)),
    ):
        there = browser(cast.ada)
        act()
        assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)
    assert Session.select().where(Session.person == cast.ada.id).count() == 1
    assert letters(cast.ada) == [Letter.TWO_STEP] * 3


def next_code(person):
    """The code after the one that was used to turn it on."""
    return code(1, secret=two_step.of(person.id).secret)


def test_new_recovery_codes_take_the_place_of_the_old(dora, cast, quick):
    first = CODE.findall(dora.post(f"{PAGE}/codes", old=PASSWORD).get_data(as_text=True))
    page = dora.post(f"{PAGE}/codes", old=PASSWORD).get_data(as_text=True)
    assert "the old ones no longer work" in text_of(page)
    assert not set(first) & set(CODE.findall(page))
    assert two_step.of(cast.dora.id).codes_left == two_step.CODES


def test_new_recovery_codes_need_the_password(dora, cast):
    answer = dora.post(f"{PAGE}/codes", old="not this one")
    assert answer.status_code == 422
    assert 'id="renew-old-error"' in answer.get_data(as_text=True)
    assert two_step.of(cast.dora.id).codes_left == 0
    assert letters(cast.dora) == []


def test_there_are_no_codes_for_who_has_it_off(ada, cast):
    assert "The second step is off." in words(ada.post(f"{PAGE}/codes", old=PASSWORD))
    assert not rows("SELECT 1 FROM recovery_code")


def test_turning_it_off(dora, cast):
    said = text_of(dora.press(f"{PAGE}/stop", old=PASSWORD, code=code()))
    assert "The second step is off, and all other devices are signed out." in said
    assert two_step.of(cast.dora.id) is None
    assert letters(cast.dora) == [Letter.TWO_STEP]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"old": PASSWORD, "code": WRONG}, "stop-code"),
        ({"old": "not this one", "code": "good"}, "stop-old"),
        ({"old": PASSWORD}, "stop-code"),
        ({"code": "good"}, "stop-old"),
    ],
)
def test_turning_it_off_takes_both(dora, cast, form, field):
    answer = dora.post(f"{PAGE}/stop", **{name: code() if text == "good" else text for name, text in form.items()})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert two_step.is_on(cast.dora.id)


def test_those_with_a_task_are_told_what_turning_it_off_means(dora, ada, cast, quick):
    warning = "Your tasks here need the second step."
    assert warning in text_of(dora.read(PAGE))
    turn_on(ada)
    assert warning not in text_of(ada.read(PAGE))


def test_no_two_things_on_the_page_share_an_id(dora):
    ids = re.findall(r'\sid="([^"]+)"', dora.read(PAGE))
    assert len(ids) == len(set(ids))


def test_everybody_who_takes_part_may_have_it_and_nobody_else_comes_in(cast, browser):
    for person in (cast.bob, cast.finn, cast.aldo):
        assert browser(person).get(PAGE).status_code == 200
    assert browser().get(PAGE).status_code == 303
    for verb in ("begin", "confirm", "codes", "stop"):
        assert browser().post(f"{PAGE}/{verb}").status_code == 401


LINE = "To do your tasks here, turn on the second step."


@pytest.mark.parametrize("url", ["/", "/account"])
def test_whoever_is_given_a_task_is_told_in_one_line_until_it_is_on(cast, browser, ada, dora, url, quick):
    assert LINE not in text_of(ada.read(url))
    assert LINE not in text_of(dora.read(url))
    change(cast.ada, roles=Role.EMPLOYER)
    assert LINE not in text_of(ada.read(url)), "employers need no second step"
    change(cast.ada, roles=Role.MODERATOR)
    assert LINE in text_of(ada.read(url))
    turn_on(ada)
    assert LINE not in text_of(ada.read(url))


def test_the_line_costs_no_statement(cast, browser, ada, statements):
    before = statements(lambda: ada.read("/account"))
    change(cast.ada, roles=Role.MODERATOR)
    assert statements(lambda: ada.read("/account")) == before


def test_a_task_counts_from_the_moment_it_is_on(cast, ada, quick):
    change(cast.ada, roles=Role.ADMIN)
    assert ada.get("/admin/people").headers["Location"] == PAGE
    turn_on(ada)
    assert ada.get("/admin/people").status_code == 200
    ada.press(f"{PAGE}/stop", old=PASSWORD, code=next_code(cast.ada))
    assert ada.get("/admin/people").headers["Location"] == PAGE
