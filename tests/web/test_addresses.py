"""My address: a button confirms it, a letter moves it; a link does its work once."""

import pytest

from mentorship.accounts import joining
from mentorship.people import session as sessions
from mentorship.people import token
from mentorship.people.person import Person, State
from mentorship.people.token import Purpose
from mentorship.records.mail import Mail
from mentorship.site import setting
from mentorship.site.setting import Joining
from tests.cast import PASSWORD, change
from tests.web.conftest import text_of
from tests.web.letters import confirming, letters, newest_letter, path
from tests.web.sameness import bare
from tests.web.test_accounts import NORA
from tests.web.visitor import TOKEN, Visitor

NEW = "ada@elsewhere.example"
SPENT = "This link has done its work"


@pytest.fixture
def visitor(mailing):
    return Visitor(mailing)


@pytest.fixture
def link(visitor, mailing):
    """Where Nora's letter leads."""
    visitor.open("/sign-up")
    visitor.send("/sign-up", **NORA)
    return confirming(mailing, NORA["email"])


def nora():
    return Person.get(Person.name == "Nora")


def person(one):
    return Person.get_by_id(one.id)


def test_opening_the_link_confirms_nothing_for_scanners_open_links(visitor, link):
    for _ in range(3):
        assert visitor.open(link).status_code == 200
        visitor.client.head(link)
    assert nora().email is None
    assert "Somebody signed up here as Nora with the address nora@example.org." in visitor.words
    assert visitor.page.count("<form") == 2  # the button, and the choice of language


def test_its_button_opens_the_account(visitor, link):
    visitor.open(link)
    words = visitor.follow(visitor.send(link))
    assert "Welcome, Nora. Good that you are here." in words
    assert visitor.is_in()
    assert (nora().email, nora().state) == (NORA["email"], State.ACTIVE)
    assert nora().confirmed_at


def test_pressed_twice_it_says_kindly_that_it_is_done(visitor, mailing, link):
    again = Visitor(mailing)
    for one in (visitor, again):
        one.open(link)
    visitor.send(link)
    assert again.send(link).status_code == 410
    assert SPENT in again.words
    assert "If you have pressed it already, all is well: sign in." in again.words
    assert visitor.open(link).status_code == 410
    assert "Go to my account" in visitor.words


def test_a_spent_a_lapsed_a_foreign_and_a_broken_link_get_the_same_page(visitor, mailing, link, moved_clock):
    moved_clock(days=4)
    lapsed = Visitor(mailing)
    pages = [bare(lapsed.open(link))]
    for wrong in (
        path(mailing, "addresses.confirm", "reset", "abcdefghjkmn"),
        path(mailing, "addresses.confirm", "confirm", "abcdefghjkmn"),
        link[:-1] + ("a" if link[-1] != "a" else "b"),
        "/confirm/x",
        "/confirm/abcdefghjkmn",
        "/confirm/" + "x" * 1000,
    ):
        pages.append(bare(lapsed.open(wrong)).replace(wrong, link))
        answer = lapsed.send(wrong)
        assert answer.status_code == 410
    assert {one.replace(link, "") for one in pages} == {pages[0].replace(link, "")}
    assert pages[0].startswith("410 ")
    assert SPENT in text_of(pages[0])
    assert "Join this community" in text_of(pages[0])
    assert nora().email is None


def test_a_link_to_a_new_password_confirms_nothing(visitor, mailing, link):
    key = token.issue(nora().id, Purpose.RESET, NORA["email"])
    assert visitor.open(path(mailing, "addresses.confirm", "confirm", key)).status_code == 410


def test_whoever_is_signed_in_on_this_device_makes_room(cast, mailing, visitor, link):
    visitor.sign_in(cast.ada.email, PASSWORD)
    visitor.open(link)
    visitor.follow(visitor.send(link))
    assert NORA["email"] in visitor.client.get("/account").get_data(as_text=True)


def test_an_address_taken_meanwhile_is_said_and_changes_nothing(cast, visitor, link):
    change(cast.bob, email=NORA["email"])
    visitor.open(link)
    assert visitor.send(link).status_code == 409
    assert "This address has an account" in visitor.words
    assert nora().email is None
    assert not visitor.is_in()


def test_where_people_are_let_in_one_waits_after_it(cast, visitor, mailing):
    setting.change(joining=Joining.APPROVAL)
    visitor.open("/sign-up")
    visitor.send("/sign-up", **NORA, why="The library sent me.")
    link = confirming(mailing, NORA["email"])
    visitor.open(link)
    assert visitor.send(link).headers["Location"] == "/"
    assert visitor.open("/").headers["Location"] == "/account/standing"
    assert nora().state == State.PENDING
    assert visitor.open("/people").headers["Location"] == "/account/standing"


@pytest.fixture
def ada(cast, mailing, browser):
    return browser(cast.ada)


def test_the_account_says_how_the_address_stands(ada, cast):
    assert "This address is not confirmed yet." in text_of(ada.read("/account"))
    said = ada.press("/account/address/again")
    assert "We have written to ada@example.org. Press the link in that letter." in text_of(said)
    assert "ada@example.org waits until you press the link in the letter to it" in text_of(said)


def test_confirming_an_old_account_signs_nobody_in(cast, mailing, ada, visitor):
    ada.press("/account/address/again")
    link = confirming(mailing, cast.ada.email)
    visitor.open(link)
    assert "Ada" not in visitor.words
    assert visitor.send(link).headers["Location"] == "/account"
    assert not visitor.is_in()
    assert "(confirmed)" in text_of(ada.read("/account"))


def test_without_mail_the_letter_waits_with_those_who_run_the_place(app, cast, browser):
    said = text_of(browser(cast.ada).press("/account/address/again"))
    assert "A letter for ada@example.org waits with those who run this place: ask them for its link." in said
    assert letters() == ["confirm"]


def test_a_new_address_counts_when_it_is_confirmed(cast, mailing, ada, visitor):
    said = text_of(ada.press("/account/address", email=NEW, old=PASSWORD))
    assert f"We have written to {NEW}." in said
    assert f"{NEW} waits until you press" in said
    assert person(cast.ada).email == cast.ada.email
    link = confirming(mailing, NEW)
    assert f"{NEW} is the confirmed address of your account." in text_of(ada.read(link))
    assert f"{NEW} is your confirmed address now." in text_of(ada.press(link))
    assert person(cast.ada).email == NEW
    assert letters() == ["confirm", "moved"]
    assert Mail.select().order_by(Mail.id.desc()).get().address == "ada@example.org"
    assert visitor.sign_in(NEW, PASSWORD).status_code == 303


def test_it_ends_the_other_sessions_and_not_this_one(cast, mailing, ada, browser):
    other = browser(cast.ada)
    ada.press("/account/address", email=NEW, old=PASSWORD)
    ada.press(confirming(mailing, NEW))
    assert ada.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"email": "", "old": PASSWORD}, "email", "write the new address"),
        ({"email": "ada", "old": PASSWORD}, "email", "does not look like an e-mail address"),
        ({"email": "ada@example.org", "old": PASSWORD}, "email", "This is your address already."),
        ({"email": NEW, "old": ""}, "old", "write your present password"),
        ({"email": NEW, "old": "not this one"}, "old", "This is not your present password."),
    ],
)
def test_what_does_not_fit_stands_beside_its_field(ada, cast, typed, field, sentence):
    answer = ada.post("/account/address", **typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert f'value="{typed["email"]}"' in html
    assert PASSWORD not in html
    assert letters() == []


def test_the_form_does_not_tell_who_is_here(cast, mailing, browser):
    pages = []
    ada = browser(cast.ada)
    for address in (cast.bob.email, "nobody@example.org"):
        answer = ada.post("/account/address", email=address, old=PASSWORD)
        pages.append(bare(answer, address) + bare(ada.get("/account"), address))
    assert pages[0] == pages[1]
    assert letters() == ["known", "confirm"]


def test_letters_are_few(ada, moved_clock):
    for _ in range(joining.LETTERS):
        assert ada.post("/account/address/again").status_code == 303
    answer = ada.post("/account/address/again")
    assert answer.status_code == 422
    assert "Too many tries" in text_of(answer.get_data(as_text=True))
    assert letters() == ["confirm"] * joining.LETTERS


def test_where_all_is_confirmed_nothing_is_sent(ada, cast):
    change(cast.ada, confirmed_at=cast.ada.joined_at)
    assert ada.post("/account/address/again").status_code == 403
    assert letters() == []


def test_nobody_else_comes_in(mailing, browser):
    for url in ("/account/address", "/account/address/again"):
        assert browser().post(url).status_code == 401


def test_a_made_up_host_stands_in_no_letter(mailing):
    client, base = mailing.test_client(), "http://evil.example"
    page = client.get("/sign-up", base_url=base).get_data(as_text=True)
    form = NORA | {"csrf_token": TOKEN.search(page).group(1)}
    assert (
        client.post("/sign-up", data=form, base_url=base, headers={"X-Forwarded-Host": "evil.example"}).status_code
        == 303
    )
    text = newest_letter(mailing)
    assert "https://mentoring.example.org/confirm/" in text
    assert "evil" not in text


def test_sessions_of_a_closed_account_cannot_move_it(cast, mailing, ada):
    change(cast.ada, state=State.CLOSED, closed_at=cast.ada.joined_at)
    assert ada.post("/account/address", email=NEW, old=PASSWORD).headers["Location"] == "/account/standing"
    assert sessions.of(cast.ada.id)
    assert letters() == []
