"""Acting for an organisation: asking, answering, handing on and leaving."""

import re

import pytest

from mentorship.database import row, rows
from mentorship.people.person import Person
from mentorship.people.person import Role as Task
from mentorship.records.notice import Kind
from mentorship.talk import notices
from mentorship.ties.block import block
from mentorship.work.organisation.organisation import Organisation, Role
from tests.cast import viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.work import made


@pytest.fixture
def bakery(cast):
    return made.organisation(cast.ada)


@pytest.fixture
def team(bakery):
    return f"/organisations/{bakery.key}/people"


@pytest.fixture
def answer(bakery):
    return f"/organisations/{bakery.key}/answer"


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


@pytest.fixture
def cleo(cast, browser):
    cleo = browser(cast.cleo)
    cleo.post("/language", language="en", next="/")
    return cleo


def roles():
    """Who does what, and whether they said yes."""
    found = rows("SELECT p.name, c.role, c.since FROM colleague c JOIN person p ON p.id = c.person_id ORDER BY c.id")
    return {one.name: (one.role, one.since is not None) for one in found}


def is_employer(person):
    return bool(Person.get_by_id(person.id).roles & Task.EMPLOYER)


def kinds(person):
    return [one.kind for one in notices.latest(viewer(person))[0]]


def test_a_friend_is_asked_and_nothing_changes_until_they_say_yes(cast, ada, cleo, team, answer, bakery):
    page = ada.press(team, handle=cast.cleo.handle, role="recruiter")
    assert "Cleo is asked. Nothing changes until they say yes." in text_of(page)
    assert "is asked, and has not answered yet" in text_of(page)
    assert roles()["Cleo"] == ("recruiter", False)
    assert not is_employer(cast.cleo)
    assert "Cleo" not in text_of(ada.read(f"/organisations/{bakery.key}"))
    assert kinds(cast.cleo) == [Kind.COLLEAGUE]
    assert cleo.get(team).status_code == 404, "it is not theirs yet"
    assert "Ada asks you." in text_of(cleo.read(answer))
    assert "Read and answer" in text_of(cleo.read("/organisations"))
    page = cleo.press(answer, answer="yes")
    assert "You act for Bakery Bassi now." in text_of(page)
    assert roles()["Cleo"] == ("recruiter", True)
    assert is_employer(cast.cleo)
    assert kinds(cast.cleo) == []
    assert cleo.get(answer).status_code == 404
    assert cleo.post(answer, answer="yes").status_code == 404


def test_a_no_is_silent_and_leaves_nothing(cast, ada, cleo, team, answer):
    ada.press(team, handle=cast.cleo.handle, role="owner")
    page = cleo.press(answer, answer="no")
    assert "You do not act for Bakery Bassi. Nobody is told." in text_of(page)
    assert roles() == {"Ada": ("owner", True)}
    assert kinds(cast.ada) == []
    assert not is_employer(cast.cleo)
    assert f'value="{cast.cleo.handle}"' in ada.read(team), "they can be asked again"


def test_asked_twice_is_once(cast, ada, team):
    for _ in range(2):
        assert "Cleo is asked." in text_of(ada.press(team, handle=cast.cleo.handle, role="recruiter"))
    assert len(roles()) == 2
    assert kinds(cast.cleo) == [Kind.COLLEAGUE]


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        ({"handle": "eve", "role": "recruiter"}, "handle", "somebody you are connected with"),
        ({"handle": "", "role": "recruiter"}, "handle", "somebody you are connected with"),
        ({"handle": "cleo", "role": "boss"}, "role", "choose one of these"),
    ],
)
def test_only_those_i_am_tied_to_can_be_asked(cast, ada, team, form, field, sentence):
    person = getattr(cast, form["handle"], None)
    answer = ada.post(team, **form | {"handle": person.handle if person else ""})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True).split(f'id="{field}-error"')[1].split("</p>")[0]
    assert list(roles()) == ["Ada"]


def test_nobody_to_ask_is_said(cast, browser):
    eves = made.organisation(cast.eve, "Eve and Co")
    words = text_of(browser(cast.eve).read(f"/organisations/{eves.key}/people"))
    assert "Nobody is left to ask" in words


def test_thirty_are_enough(cast, ada, team, bakery, monkeypatch):
    monkeypatch.setattr("mentorship.work.organisation.asking.MOST_COLLEAGUES", 1)
    answer = ada.post(team, handle=cast.cleo.handle, role="recruiter")
    assert answer.status_code == 422
    assert "At most 1 people can act for an organisation." in text_of(answer.get_data(as_text=True))


def test_a_block_between_the_two_takes_the_question_away(cast, ada, cleo, team, answer):
    ada.press(team, handle=cast.cleo.handle, role="recruiter")
    block(cast.cleo.id, cast.ada.id)
    assert kinds(cast.cleo) == []
    absent = cleo.get(f"/organisations/{NO_KEY}/answer")
    assert is_absent(cleo.get(answer), absent, answer, f"/organisations/{NO_KEY}/answer")
    assert "Bakery Bassi asks" not in text_of(cleo.read("/organisations"))


def test_others_find_nothing_and_a_recruiter_only_reads(cast, browser, bakery, team):
    made.colleague(bakery, cast.bob)
    eve, bob = browser(cast.eve), browser(cast.bob)
    absent = eve.get(f"/organisations/{NO_KEY}/people")
    assert is_absent(eve.get(team), absent, bakery.key, NO_KEY)
    assert "Ask somebody" not in text_of(bob.read(team))
    for reader in (eve, bob):
        assert reader.post(team, handle=cast.cleo.handle, role="owner").status_code == 404
        assert reader.post(f"{team}/{cast.bob.handle}/role", role="owner").status_code == 404
        assert reader.post(f"{team}/{cast.ada.handle}/remove").status_code == 404
    assert roles() == {"Ada": ("owner", True), "Bob": ("recruiter", True)}


def test_it_is_handed_on_and_then_left(cast, ada, bakery, team):
    made.colleague(bakery, cast.bob)
    leave = f"/organisations/{bakery.key}/leave"
    answer = ada.post(leave)
    assert answer.status_code == 422
    assert "You are the last owner. Make somebody else an owner first" in text_of(answer.get_data(as_text=True))
    answer = ada.post(f"{team}/{cast.ada.handle}/role", role="recruiter")
    assert answer.status_code == 422
    assert "You are the last owner." in text_of(answer.get_data(as_text=True))
    assert "What Bob does is changed." in text_of(ada.press(f"{team}/{cast.bob.handle}/role", role="owner"))
    assert "You do not act for Bakery Bassi any more." in text_of(ada.press(leave))
    assert roles() == {"Bob": ("owner", True)}
    assert ada.post(leave).status_code == 404


def test_what_they_do_decides_whether_they_are_an_employer(cast, ada, bakery, team):
    made.colleague(bakery, cast.bob, Role.REPRESENTATIVE)
    for role, is_one in (("recruiter", True), ("representative", False), ("owner", True)):
        ada.press(f"{team}/{cast.bob.handle}/role", role=role)
        assert is_employer(cast.bob) == is_one
    page = ada.press(f"{team}/{cast.bob.handle}/remove")
    assert "Bob does not act for it any more." in text_of(page)
    assert not is_employer(cast.bob)
    assert ada.post(f"{team}/{cast.bob.handle}/remove").status_code == 404


def test_a_role_that_does_not_exist_changes_nothing(cast, ada, bakery, team):
    made.colleague(bakery, cast.bob)
    assert ada.post(f"{team}/{cast.bob.handle}/role", role="boss").status_code == 422
    assert roles()["Bob"] == ("recruiter", True)


def test_an_owner_cannot_take_themselves_out_that_way(cast, ada, team):
    assert ada.post(f"{team}/{cast.ada.handle}/remove").status_code == 404
    assert list(roles()) == ["Ada"]


def test_what_is_asked_can_be_taken_back(cast, ada, cleo, team, answer):
    ada.press(team, handle=cast.cleo.handle, role="recruiter")
    ada.press(f"{team}/{cast.cleo.handle}/remove")
    assert kinds(cast.cleo) == []
    assert cleo.get(answer).status_code == 404


def test_whoever_is_no_owner_any_more_asks_nobody(cast, browser, ada, cleo, bakery, team, answer):
    made.colleague(bakery, cast.bob, Role.OWNER)
    ada.press(team, handle=cast.cleo.handle, role="owner")
    browser(cast.bob).press(f"{team}/{cast.ada.handle}/role", role="recruiter")
    assert cleo.get(answer).status_code == 404
    assert roles() == {"Ada": ("recruiter", True), "Bob": ("owner", True)}


def test_whoever_is_alone_takes_it_with_them(cast, ada, bakery):
    leave = f"/organisations/{bakery.key}/leave"
    assert "you give up its page and its jobs for good" in text_of(ada.read(leave))
    ada.press(leave)
    assert not Organisation.select().exists()
    assert not row("SELECT 1 AS x FROM colleague")


def test_a_colleague_who_does_not_exist_for_the_reader_is_absent(cast, browser, ada, bakery, team):
    made.colleague(bakery, cast.eve, Role.OWNER)
    assert "Eve" in text_of(ada.read(team))
    block(cast.eve.id, cast.ada.id)
    assert "Eve" not in text_of(ada.read(team))
    assert ada.post(f"{team}/{cast.eve.handle}/remove").status_code == 404


@pytest.mark.parametrize("blocker", ["mine", "theirs"])
@pytest.mark.parametrize("role", [Role.OWNER, Role.RECRUITER, Role.REPRESENTATIVE])
def test_to_leave_tells_nothing_of_a_colleague_who_does_not_exist_for_the_reader(
    cast, browser, ada, bakery, blocker, role
):
    """In one world Ada is alone, in the other there is somebody she has blocked, or who has blocked her."""
    alone = made.organisation(cast.ada, "Bar Bassi")
    made.colleague(bakery, cast.eve, role)
    block(*((cast.ada.id, cast.eve.id) if blocker == "mine" else (cast.eve.id, cast.ada.id)))
    pages = [_of(one, ada.read(f"/organisations/{one.key}/leave")) for one in (bakery, alone)]
    assert pages[0] == pages[1]
    step = {"role": "recruiter"}
    downs = [ada.post(f"/organisations/{one.key}/people/{cast.ada.handle}/role", **step) for one in (bakery, alone)]
    assert [one.status_code for one in downs] == [422, 422]
    answers = [ada.post(f"/organisations/{one.key}/leave") for one in (bakery, alone)]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(303, "/organisations")] * 2
    assert roles() == {"Eve": ("owner", True)}
    assert [one.name for one in Organisation.select()] == ["Bakery Bassi"]
    assert role == Role.OWNER or is_employer(cast.eve), "whoever is made an owner is an employer"


def _of(one, page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page).replace(one.name, "NAME").replace(one.key, "KEY")


def test_who_sees_a_colleague_must_make_them_an_owner_whoever_else_is_there(cast, ada, bakery):
    """Somebody who is hidden is nobody to leave it to: else to be let go would tell of them."""
    made.colleague(bakery, cast.eve, Role.OWNER)
    made.colleague(bakery, cast.bob)
    block(cast.eve.id, cast.ada.id)
    assert ada.post(f"/organisations/{bakery.key}/leave").status_code == 422
    assert set(roles()) == {"Ada", "Bob", "Eve"}


def test_a_recruiter_leaves_whoever_the_owner_is(cast, browser, bakery):
    made.colleague(bakery, cast.bob)
    block(cast.ada.id, cast.bob.id)
    browser(cast.bob).press(f"/organisations/{bakery.key}/leave")
    assert roles() == {"Ada": ("owner", True)}


def test_the_page_takes_few_statements(ada, team, statements):
    ada.read(team)
    assert statements(lambda: ada.read(team)) <= 8
