"""Joining by an invitation: in the name of who invites, so many and no more, and one kind page when it has ended."""

import pytest

from mentorship.database import row
from mentorship.people import invitation as invitations
from mentorship.people import password as passwords
from mentorship.people.person import Person, State
from mentorship.site import setting
from mentorship.site.setting import Joining
from mentorship.web.joining import token_of
from mentorship.web.links import signed
from tests.cast import change, secret, suspend
from tests.web.conftest import text_of
from tests.web.letters import confirming, letters
from tests.web.sameness import bare
from tests.web.test_accounts import NORA
from tests.web.visitor import Visitor

OVER = "This invitation does not count any more"


@pytest.fixture
def link(cast, app):
    """link(…) makes an invitation of Dora's and gives where it leads; mailed_to as in the link of its letter."""

    def make(by=cast.dora, mailed_to="", **wanted):
        made = invitations.make(by.id, **{"language": "en", "days": 30} | wanted)
        with app.app_context():
            return f"/join/{token_of(made.key, mailed_to)}"

    return make


@pytest.fixture
def visitor(app):
    return Visitor(app)


def join(visitor, url, **changed):
    visitor.open(url)
    return visitor.send(url, **NORA | changed)


def nora():
    return Person.get(Person.name == "Nora")


def test_one_for_one_person_says_who_invites(visitor, link):
    visitor.open(link(label="My cousin"))
    assert "Dora invites you to Mentorship" in visitor.words
    assert "My cousin" not in visitor.words
    assert visitor.page.count("<h1") == 1


def test_one_for_many_says_what_it_is_for_and_names_nobody(visitor, link):
    visitor.open(link(label="The spring course", places=20))
    assert "You are invited to Mentorship" in visitor.words
    assert "The spring course" in visitor.words
    assert "Dora" not in visitor.words


def test_whoever_takes_part_no_more_is_not_named(cast, visitor, link):
    url = link()
    change(cast.dora, state=State.CLOSED, closed_at=cast.dora.joined_at)
    visitor.open(url)
    assert "You are invited to Mentorship" in visitor.words
    assert "Dora" not in visitor.words


def test_somebody_joins_by_it(visitor, link):
    words = visitor.follow(join(visitor, link()))
    assert "Welcome, Nora. Good that you are here." in words
    assert row("SELECT used FROM invitation").used == 1
    assert row("SELECT person_id FROM joined").person_id == nora().id


def test_what_does_not_fit_keeps_the_invitation_and_what_was_typed(visitor, link):
    url = link()
    assert join(visitor, url, password="short").status_code == 422
    assert f'action="{url}"' in visitor.page
    assert "Dora invites you" in visitor.words
    assert 'value="Nora"' in visitor.page
    assert row("SELECT used FROM invitation").used == 0
    assert visitor.send(url, **NORA).status_code == 303


def test_one_that_is_used_up_lapsed_revoked_or_made_up_gets_the_same_page(cast, app, visitor, link, moved_clock):
    used, revoked, suspended = link(), link(), link(by=cast.aldo)
    join(Visitor(app), used)
    invitations.revoke(row("SELECT key FROM invitation ORDER BY id DESC LIMIT 1 OFFSET 1").key)
    suspend(cast.aldo)
    lapsed = link(days=7)
    moved_clock(days=8)
    with app.app_context():
        foreign = [f"/join/{signed(purpose, 'abcdefghjkmn')}" for purpose in ("reset", "join")]
        foreign.append(f"/join/{signed('join', 'abcdefghjkmn nora@example.org')}")
    pages = set()
    for url in (used, revoked, suspended, lapsed, lapsed[:-1] + "_", "/join/x", *foreign):
        pages.add(bare(visitor.open(url)).replace(url, ""))
        assert visitor.send(url, **NORA, token="").status_code == 410
    assert len(pages) == 1
    page = pages.pop()
    assert page.startswith("410 ")
    assert OVER in text_of(page)
    assert Person.select().where(Person.name == "Nora").count() == 1


def test_the_page_says_how_to_go_on(visitor):
    visitor.open("/join/x")
    assert 'href="/sign-up"' in visitor.page
    setting.change(joining=Joining.INVITATION, contact="the desk of the library")
    visitor.open("/join/x")
    assert "Ask whoever gave it to you for a new one." in visitor.words
    assert "the desk of the library" in visitor.words


def test_a_trusted_one_opens_at_once_where_others_wait(cast, app, link):
    setting.change(joining=Joining.APPROVAL)
    first, second = Visitor(app), Visitor(app)
    assert "Why would you like to join?" not in text_of(first.open(link(trusted=True)).get_data(as_text=True))
    join(first, link(trusted=True))
    join(second, link(), email="kim@example.org", name="Kim", why="The library sent me.")
    assert (nora().state, nora().why) == (State.ACTIVE, "")
    kim = Person.get(Person.name == "Kim")
    assert (kim.state, kim.why) == (State.PENDING, "The library sent me.")


def test_by_invitation_only_the_door_opens_by_it_alone(cast, app, link):
    setting.change(joining=Joining.INVITATION, contact="the desk of the library")
    visitor = Visitor(app)
    assert visitor.open("/sign-up").status_code == 200
    assert "One joins here by invitation" in visitor.words
    assert "the desk of the library" in visitor.words
    assert 'name="password"' not in visitor.page
    visitor.send("/sign-up", **NORA)
    assert not Person.select().where(Person.name == "Nora").exists()
    assert join(visitor, link(trusted=True)).status_code == 303
    assert visitor.is_in()


def test_the_letter_itself_proves_the_address(mailing, link):
    visitor = Visitor(mailing)
    url = link(address=NORA["email"], mailed_to=NORA["email"])
    visitor.open(url)
    assert f'value="{NORA["email"]}"' in visitor.page
    assert "Welcome, Nora." in visitor.follow(visitor.send(url, **NORA))
    assert nora().confirmed_at
    assert letters() == []


def test_the_link_that_the_inviter_sees_does_not(mailing, link):
    visitor = Visitor(mailing)
    url = link(address=NORA["email"])
    visitor.open(url)
    assert NORA["email"] not in visitor.page
    assert visitor.send(url, **NORA).headers["Location"] == "/sign-up/sent"
    assert nora().email is None
    assert not visitor.is_in()
    visitor.open(confirming(mailing, NORA["email"]))
    visitor.send(confirming(mailing, NORA["email"]))
    assert visitor.is_in()


def test_an_address_that_the_invitation_does_not_name_proves_nothing(mailing, link):
    visitor = Visitor(mailing)
    url = link(address="other@example.org", mailed_to=NORA["email"])
    assert join(visitor, url).headers["Location"] == "/sign-up/sent"
    assert nora().confirmed_at is None


def test_by_an_invitation_too_nobody_learns_who_is_here(cast, mailing, link):
    pages = []
    for email in (cast.ada.email, "nobody@example.org"):
        visitor, url = Visitor(mailing), link(places=5)
        answer = join(visitor, url, email=email)
        pages.append(bare(answer, email, url))
        visitor.follow(answer)
        pages.append(bare(visitor.page, email))
        assert row("SELECT used FROM invitation ORDER BY id DESC LIMIT 1").used == 1
    assert pages[:2] == pages[2:]
    assert letters() == ["known", "confirm"]


def test_somebody_who_is_in_needs_none(cast, browser, link):
    url = link()
    assert browser(cast.ada).get(url).headers["Location"] == "/"
    assert row("SELECT used FROM invitation").used == 0


def test_it_speaks_the_language_of_the_invitation(visitor, link):
    visitor.open(link(language="it"))
    assert '<html lang="it">' in visitor.page


def test_the_last_place_is_given_once(app, cast, link, at_once, monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda _typed: secret())
    url = link(places=2)
    visitors = [Visitor(app) for _ in range(5)]
    for one in visitors:
        one.open(url)
    done = at_once(
        *[
            lambda one=one, n=n: one.send(url, **NORA | {"email": f"guest{n}@example.org"}).status_code
            for n, one in enumerate(visitors)
        ]
    )
    assert sorted(done) == [303, 303, 410, 410, 410]
    assert Person.select().where(Person.name == "Nora").count() == row("SELECT used FROM invitation").used == 2
