"""The first run: only whoever holds the link of this start sets the place up, once; then the page never was."""

import re
import stat
from dataclasses import replace

import pytest

from mentorship.accounts import first_run
from mentorship.commands.greeting import greeting
from mentorship.database import database as connected
from mentorship.errors import Missing
from mentorship.people import person
from mentorship.people.person import Person, Role, State
from mentorship.privacy.sharing import Sharing
from mentorship.site import setting
from mentorship.site.setting import Joining, Setting
from tests.cast import PASSWORD, change, settle
from tests.web.conftest import Browser, text_of
from tests.web.sameness import is_absent
from tests.web.visitor import Visitor

FORM = {
    "place": "House of Neighbours",
    "languages": ["it", "en"],
    "joining": "approval",
    "name": "Olga",
    "email": "Olga@Example.org",
    "password": PASSWORD,
}


@pytest.fixture
def token(app, tmp_path):
    """What the server prints at its start."""
    with connected.connection_context():
        return first_run.issue(tmp_path)


@pytest.fixture
def visitor(app, token):
    """Somebody with the link open."""
    visitor = Visitor(app)
    assert visitor.open(f"/set-up/{token}").status_code == 200
    return visitor


def admins():
    return [one for one in Person.select() if one.has(Role.ADMIN)]


def test_the_start_prints_the_link(app):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="https://mentors.example")
    said = greeting(app)
    assert re.fullmatch(r"\nTo set this place up, open https://mentors\.example/set-up/[\w-]{43}", said)
    path = said.split(".example")[1]
    assert Visitor(app).open(path).status_code == 200


def test_the_place_gets_its_name_and_its_admin(visitor, token, cast_of_nobody):
    answer = visitor.send(f"/set-up/{token}", **FORM)
    assert answer.headers["Location"] == "/account/two-step"
    assert "The place is yours, Olga. One thing is left to do." in visitor.follow(answer)
    assert "House of Neighbours" in visitor.words
    now = setting.current()
    assert (now.name, now.languages, now.joining) == ("House of Neighbours", ("en", "it"), Joining.APPROVAL)
    olga = Person.get()
    assert (olga.name, olga.email, olga.roles, olga.state) == ("Olga", "olga@example.org", Role.ADMIN, State.ACTIVE)
    assert olga.confirmed_at
    assert Sharing.select().where(Sharing.owner == olga.id).exists()
    assert visitor.is_in()


@pytest.fixture
def cast_of_nobody(database):
    """The database, to look into beside the application."""
    assert not Person.select().exists()


def test_her_tasks_begin_with_the_second_step(visitor, token):
    visitor.send(f"/set-up/{token}", **FORM)
    assert visitor.client.get("/admin/people").headers["Location"] == "/account/two-step"


def test_afterwards_the_page_does_not_exist_for_anybody(app, visitor, token):
    visitor.send(f"/set-up/{token}", **FORM)
    for one in (visitor, Visitor(app)):
        assert one.open(f"/set-up/{token}").status_code == 404
    assert is_absent(Visitor(app).open(f"/set-up/{token}"), Visitor(app).open("/set-up/nothing"), token, "nothing")
    again = Browser(app).post(f"/set-up/{token}", **FORM | {"email": "other@example.org"})
    assert again.status_code == 404
    assert len(admins()) == 1
    assert greeting(app) == "", "and no start opens it again"


@pytest.mark.parametrize("wrong", ["x", "A" * 43, "é", "x" * 2000, "%00", "..%2Fset-up"])
def test_a_wrong_token_finds_nothing(app, visitor, wrong):
    assert visitor.client.get(f"/set-up/{wrong}").status_code == 404
    assert Browser(app).post(f"/set-up/{wrong}", **FORM).status_code == 404
    assert not admins()


def test_each_start_makes_the_link_of_the_last_one_void(app, visitor, token):
    fresh = greeting(app).rsplit("/", 1)[1]
    assert visitor.open(f"/set-up/{token}").status_code == 404
    assert visitor.open(f"/set-up/{fresh}").status_code == 200


def test_without_a_start_there_is_no_link(app):
    assert Visitor(app).open("/set-up/").status_code == 404
    assert Visitor(app).open("/set-up/x").status_code == 404


def test_only_a_fingerprint_of_it_is_kept(token, tmp_path):
    file = tmp_path / first_run.FILE
    assert token not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not any(token in one.read_text(errors="replace") for one in tmp_path.iterdir() if one.is_file())


def test_where_there_is_an_admin_no_link_is_printed(app, cast):
    assert greeting(app) == ""


@pytest.mark.parametrize("state", [State.SUSPENDED, State.PENDING])
def test_an_admin_who_is_away_is_an_admin(app, cast, state):
    change(cast.aldo, state=state)
    assert greeting(app) == ""


def test_members_who_were_quicker_do_not_own_the_place(app, database):
    settle("Ada")
    assert "/set-up/" in greeting(app)


def test_a_demonstration_needs_no_setting_up(app, database):
    change(settle("Ada"), demo=True)
    assert greeting(app) == ""
    Browser(app).get("/")


def test_once_a_demonstration_is_there_the_link_is_void(app, visitor, token, database):
    change(settle("Ada"), demo=True)
    assert visitor.open(f"/set-up/{token}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"place": ""}, "place"),
        ({"place": "x" * 41}, "place"),
        ({"languages": []}, "languages"),
        ({"languages": ["de"]}, "languages"),
        ({"joining": "anybody"}, "joining"),
        ({"joining": ""}, "joining"),
        ({"name": "!!!"}, "name"),
        ({"name": ""}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password123"}, "password"),
        ({"password": "olga@example.org"}, "password"),
    ],
)
def test_what_does_not_fit_stands_beside_its_field(visitor, token, wrong, field):
    answer = visitor.send(f"/set-up/{token}", **FORM | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in visitor.page
    kept = FORM | wrong
    for name in ("place", "name", "email"):
        assert not kept[name] or f'value="{kept[name]}"' in visitor.page
    assert kept["password"] not in visitor.page
    assert not admins()
    assert not Setting.select().exists()
    assert visitor.send(f"/set-up/{token}", **FORM).status_code == 303, "and the link still works"


def test_an_address_with_an_account_changes_nothing_at_all(app, visitor, token, database):
    settle("Olga", email="olga@example.org")
    assert visitor.send(f"/set-up/{token}", **FORM).status_code == 422
    assert 'id="email-error"' in visitor.page
    assert not Setting.select().exists(), "the name of the place was not changed either"


def test_the_admin_reads_the_language_of_the_place(app, token):
    visitor = Visitor(app)
    visitor.open(f"/set-up/{token}", **{"Accept-Language": "en"})
    visitor.send(f"/set-up/{token}", **FORM | {"languages": ["it"]})
    assert Person.get().language == "it"


def test_of_two_who_send_it_at_once_one_is_admin(database, at_once, tmp_path):
    first_run.issue(tmp_path)
    known = {name: value for name, value in FORM.items() if name not in ("name", "email")}

    def set_up(name):
        return lambda: first_run.set_up(tmp_path, name=name, email=f"{name}@example.org", language="en", **known)

    results = at_once(*[set_up(name) for name in ("olga", "ines", "pia")])
    assert sorted(type(one).__name__ for one in results) == ["Missing", "Missing", "Person"]
    assert len(admins()) == 1
    assert Person.select().count() == 1


def test_somebody_who_comes_second_is_told_nothing(database, tmp_path):
    known = {name: value for name, value in FORM.items() if name != "email"}
    first_run.set_up(tmp_path, email="olga@example.org", language="en", **known)
    with pytest.raises(Missing):
        first_run.set_up(tmp_path, email="ines@example.org", language="en", **known)


def test_the_form_has_words_for_who_may_join(visitor):
    assert "Who may join" in visitor.words
    assert person.ADULTS_ONLY not in text_of(visitor.page)
    assert "you are 18 or over" in visitor.words
