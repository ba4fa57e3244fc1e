"""Making invitations, passing them on as a link and a code, and taking them back."""

import re
from xml.etree import ElementTree

import pytest

from mentorship.database import row
from mentorship.people import invitation as invitations
from mentorship.people import session as sessions
from mentorship.people.invitation import Invitation
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.ties.block import block
from tests.web.conftest import PUBLIC, text_of
from tests.web.letters import letters, newest_letter
from tests.web.sameness import NO_KEY, is_absent
from tests.web.visitor import Visitor

FOR_ONE = {"reach": "one", "days": "30", "language": "en"}
FOR_MANY = {
    "reach": "many",
    "places": "25",
    "days": "90",
    "language": "it",
    "label": "The spring course",
    "trusted": "y",
}


@pytest.fixture
def dora(cast, mailing, browser):
    return browser(cast.dora)


@pytest.fixture
def ada(cast, browser):
    """Ada, where members may invite."""
    setting.change(features=[*Feature])
    return browser(cast.ada)


def make(by, **wanted):
    return invitations.make(by.id, **{"language": "en", "days": 30} | wanted).key


def link_on(page):
    return re.search(rf'href="({PUBLIC}(/join/[^"]+))"', page)


def test_staff_find_it_in_the_menu_and_members_where_it_is_on(cast, browser, dora):
    assert 'href="/invitations"' in dora.read("/account")
    ada = browser(cast.ada)
    assert 'href="/invitations"' not in ada.read("/account")
    setting.change(features=[*Feature])
    assert 'href="/invitations"' in ada.read("/account")


def test_one_for_many_is_made_and_shown(dora):
    page = dora.press("/invitations", **FOR_MANY)
    assert "The invitation is made. Pass its link or its code on." in text_of(page)
    assert "The spring course" in page
    assert "0 of 25 places taken" in text_of(page)
    assert "without approval" in text_of(page)
    made = Invitation.get()
    assert (made.places, made.language, bool(made.is_trusted), made.label) == (25, "it", True, "The spring course")
    assert letters() == []


def test_one_for_one_person_goes_out_by_letter(dora):
    page = dora.press("/invitations", **FOR_ONE, address="Gia@example.org")
    assert "The invitation is made, and a letter goes to gia@example.org." in text_of(page)
    assert letters() == ["invited"]


def test_the_link_on_the_page_leads_in(app, dora):
    page = dora.press("/invitations", **FOR_ONE)
    whole, path = link_on(page).groups()
    assert text_of(page).count(whole) == 1  # in words too, for those who type it
    visitor = Visitor(app)
    visitor.open(path)
    assert "Dora invites you" in visitor.words


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"reach": "many"}, "places", "a number from 1 to 10000"),
        ({"reach": "many", "places": "10001"}, "places", "a number from 1 to 10000"),
        ({"reach": "many", "places": "some"}, "places", "a number from 1 to 10000"),
        ({"reach": "many", "places": "9", "address": "gia@example.org"}, "address", "goes to no single address"),
        ({"address": "gia"}, "address", "does not look like an e-mail address"),
        ({"label": "x" * 81}, "label", "shorten this to 80"),
        ({"days": "31"}, "days", "choose one of these"),
        ({"days": "-1"}, "days", "choose one of these"),
        ({"language": "de"}, "language", "Not a valid choice"),
        ({"reach": "all"}, "reach", "Not a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_the_rest_is_kept(dora, changed, field, sentence):
    typed = FOR_ONE | {"label": "For the fair"} | changed
    answer = dora.post("/invitations", **typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert f'value="{typed["label"]}"' in html
    assert not Invitation.select().exists()


def test_a_member_invites_one_person_to_be_vetted_whatever_they_send(ada):
    page = ada.press("/invitations", **FOR_MANY)
    made = Invitation.get()
    assert (made.places, bool(made.is_trusted)) == (1, False)
    assert "places" not in ada.read("/invitations").split("<form")[2]
    assert "of 1 place taken" in text_of(page)


def test_only_the_languages_of_the_place_are_offered(dora):
    setting.change(languages=["it"])
    assert dora.post("/invitations", **FOR_ONE).status_code == 422
    assert dora.post("/invitations", **FOR_ONE | {"language": "it"}).status_code == 303


def test_where_members_do_not_invite_there_is_nothing(cast, browser):
    ada = browser(cast.ada)
    key = make(cast.ada)
    absent = ada.get("/no-such-page")
    for url in ("/invitations", f"/invitations/{key}", f"/invitations/{key}/code.svg"):
        assert is_absent(ada.get(url), absent, url, "/no-such-page")
    assert ada.post("/invitations", **FOR_ONE).status_code == 404
    assert ada.post(f"/invitations/{key}/revoke").status_code == 404
    assert invitations.find_open(key)


def test_a_member_sees_their_own_alone_and_staff_all(cast, ada, dora):
    mine, theirs = make(cast.ada, label="My cousin"), make(cast.bob, label="My neighbour")
    page = ada.read("/invitations")
    assert "My cousin" in page
    assert "My neighbour" not in page
    for label in ("My cousin", "My neighbour", "by Ada", "by Bob"):
        assert label in text_of(dora.read("/invitations"))
    absent = ada.get(f"/invitations/{NO_KEY}")
    assert is_absent(ada.get(f"/invitations/{theirs}"), absent, theirs, NO_KEY)
    assert ada.get(f"/invitations/{theirs}/code.svg").status_code == 404
    assert ada.post(f"/invitations/{theirs}/revoke").status_code == 404
    assert invitations.find_open(theirs)
    assert ada.get(f"/invitations/{mine}").status_code == 200


def test_whoever_does_not_exist_for_the_reader_is_not_named(cast, dora):
    make(cast.bob, label="My neighbour")
    block(cast.bob.id, cast.dora.id)
    words = text_of(dora.read("/invitations"))
    assert "My neighbour" in words
    assert "Bob" not in words


def test_it_is_taken_back_and_twice_is_once(cast, app, dora):
    key = make(cast.dora)
    _whole, path = link_on(dora.read(f"/invitations/{key}")).groups()
    for _ in range(2):
        assert "This invitation has ended. Who came by it stays." in text_of(dora.press(f"/invitations/{key}/revoke"))
    assert Visitor(app).open(path).status_code == 410
    page = dora.read(f"/invitations/{key}")
    assert "Nobody can join by this invitation any more." in text_of(page)
    assert link_on(page) is None
    assert "code.svg" not in page


def test_each_state_is_said(cast, dora, moved_clock):
    used, revoked = make(cast.dora, label="A"), make(cast.dora, label="B")
    make(cast.dora, label="C", days=7)
    invitations.take_place(used, cast.eve.id)
    invitations.revoke(revoked)
    moved_clock(hours=1)
    make(cast.dora, label="D")
    dora_again = dora.read("/invitations")
    assert "1 of 1 place taken · used up" in text_of(dora_again)
    assert "ended by you or somebody who runs this place" in text_of(dora_again)
    assert dora_again.count("/revoke") == 2


def test_the_code_is_a_drawing_of_the_link_and_stays_private(cast, dora):
    key = make(cast.dora)
    answer = dora.get(f"/invitations/{key}/code.svg")
    drawn = answer.get_data(as_text=True)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "style" not in drawn
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 (our own drawing)


def test_the_page_shows_it_with_words_for_those_who_do_not_see_it(cast, dora):
    key = make(cast.dora)
    page = dora.read(f"/invitations/{key}")
    image = page[page.index("<img") :].split(">")[0]
    assert f'src="/invitations/{key}/code.svg"' in image
    assert re.search(r'alt="[^"]{20,}"', image)


def test_a_made_up_host_stands_in_no_link(cast, mailing):
    client, base = mailing.test_client(), "http://evil.example"
    with client.session_transaction(base_url=base) as session:
        session["_user_id"] = sessions.start(cast.dora, kept=False, device="Test phone")
    key = make(cast.dora)
    for path in (f"/invitations/{key}", "/invitations"):
        answer = client.get(path, base_url=base, headers={"X-Forwarded-Host": "evil.example"})
        assert answer.status_code == 200
        assert "evil" not in answer.get_data(as_text=True)
    page = client.get(f"/invitations/{key}", base_url=base).get_data(as_text=True)
    assert link_on(page)


def test_the_letter_leads_to_the_public_address(cast, mailing, browser):
    browser(cast.dora).press("/invitations", **FOR_ONE, address="gia@example.org")
    text = newest_letter(mailing)
    found = re.search(r"https://mentoring\.example\.org(/join/\S+)", text)
    visitor = Visitor(mailing)
    visitor.open(found[1])
    assert 'value="gia@example.org"' in visitor.page


def test_enough_for_one_day_is_said(cast, ada):
    for _ in range(5):
        assert ada.post("/invitations", **FOR_ONE).status_code == 303
    answer = ada.post("/invitations", **FOR_ONE)
    assert answer.status_code == 422
    assert "That is enough for one day. Please come back tomorrow." in text_of(answer.get_data(as_text=True))
    assert Invitation.select().count() == 5


def test_the_list_takes_the_same_statements_for_many(cast, dora, statements):
    dora.read("/invitations")
    make(cast.dora)
    few = statements(lambda: dora.read("/invitations"))
    for by in (cast.ada, cast.bob, cast.cleo, cast.dora):
        for _ in range(5):
            make(by)
    assert statements(lambda: dora.read("/invitations")) == few <= 8
    assert row("SELECT count(*) AS n FROM invitation").n == 21
