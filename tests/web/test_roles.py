"""The page of tasks: for admins alone; what is given counts on the next page of whoever gets it."""

import re

import pytest

from mentorship.people import two_step
from mentorship.people.person import Person, Role, State
from tests.cast import change, crowd, settle, two_steps
from tests.web.conftest import text_of

PAGE = "/admin/people"
NO_TASK = "No task"


@pytest.fixture
def aldo(cast, browser):
    return browser(cast.aldo)


def address(person):
    return f"{PAGE}/{person.handle}/roles"


def roles_of(person):
    return Role(Person.get_by_id(person.id).roles)


def row_of(html, person):
    return html.split(f'id="person-{person.handle}"')[1].split("</li>")[0]


def ticked(html, person):
    return set(re.findall(r'value="([A-Z]+)"\s+checked', row_of(html, person)))


def test_only_admins_come_in(cast, browser):
    for person in (cast.ada, cast.dora, cast.finn):
        assert browser(person).get(PAGE).status_code == 404
        assert browser(person).post(address(cast.ada), roles="ADMIN").status_code == 404
    assert browser().get(PAGE).headers["Location"].startswith("/sign-in")
    assert browser().post(address(cast.ada), roles="ADMIN").status_code == 401
    assert roles_of(cast.ada) == Role.NONE


def test_an_admin_without_the_second_step_is_led_to_it(cast, browser):
    two_step.stop(cast.aldo.id)
    assert browser(cast.aldo).get(PAGE).headers["Location"] == "/account/two-step"
    assert browser(cast.aldo).post(address(cast.ada), roles="ADMIN").headers["Location"] == "/account/two-step"
    assert roles_of(cast.ada) == Role.NONE


def test_at_first_those_with_a_task_stand_there(aldo, cast):
    html = aldo.read(PAGE)
    assert ticked(html, cast.aldo) == {"ADMIN"}
    assert ticked(html, cast.dora) == {"COORDINATOR"}
    assert "Coordinator · second step on" in text_of(row_of(html, cast.dora))
    assert cast.ada.handle not in html


def test_who_is_an_employer_is_said_and_not_offered(aldo, cast):
    html = aldo.read(PAGE, q="finn")
    assert "Employer · second step off" in text_of(row_of(html, cast.finn))
    assert 'value="EMPLOYER"' not in html
    assert aldo.post(address(cast.ada), roles=["EMPLOYER"], q="ada").status_code == 422
    assert roles_of(cast.ada) == Role.NONE


@pytest.mark.parametrize("q", ["ada", "ada@example"])
def test_others_are_found_by_name_or_address(aldo, cast, q):
    html = aldo.read(PAGE, q=q)
    assert NO_TASK in row_of(html, cast.ada)
    assert "ada@example.org" in html
    assert cast.dora.handle not in html
    assert f'value="{q}"' in html


def test_nobody_found_is_said(aldo):
    assert "Nobody here has this name or address." in text_of(aldo.read(PAGE, q="zzz"))


def test_a_task_is_given_and_the_search_stays(aldo, cast):
    html = aldo.press(address(cast.ada), roles=["COORDINATOR", "MODERATOR"], q="ada")
    assert "The tasks of Ada are noted." in html
    assert ticked(html, cast.ada) == {"COORDINATOR", "MODERATOR"}
    assert roles_of(cast.ada) == Role.COORDINATOR | Role.MODERATOR


def test_twice_is_once(aldo, cast):
    for _ in range(2):
        aldo.press(address(cast.ada), roles="MODERATOR", q="ada")
    assert roles_of(cast.ada) == Role.MODERATOR


def test_with_htmx_the_row_comes_back(aldo, cast):
    answer = aldo.post(address(cast.ada), htmx=True, roles="MODERATOR", q="ada")
    html = answer.get_data(as_text=True)
    assert html.startswith(f'<li id="person-{cast.ada.handle}"')
    assert ticked(html, cast.ada) == {"MODERATOR"}
    assert 'name="q" value="ada"' in html
    assert "The tasks of Ada are noted." in html
    assert "<h1" not in html


def test_no_tick_takes_all_tasks(aldo, cast):
    aldo.press(address(cast.dora))
    assert roles_of(cast.dora) == Role.NONE


def test_the_person_feels_it_on_the_next_page(aldo, cast, browser):
    two_steps(cast.ada)
    ada = browser(cast.ada)
    assert ada.get(PAGE).status_code == 404
    aldo.post(address(cast.ada), roles="ADMIN")
    assert ada.get(PAGE).status_code == 200
    aldo.post(address(cast.ada))
    assert ada.get(PAGE).status_code == 404


@pytest.mark.parametrize("htmx", [False, True])
def test_the_last_admin_cannot_step_down(aldo, cast, htmx):
    answer = aldo.post(address(cast.aldo), htmx=htmx, roles="COORDINATOR")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "There must be an admin. Give this task to somebody else first." in row_of(html, cast.aldo)
    assert "<details open" in row_of(html, cast.aldo)
    assert ticked(html, cast.aldo) == {"COORDINATOR"}, "what was ticked is kept"
    assert "Admin · second step on" in text_of(row_of(html, cast.aldo)), "and what holds is said"
    assert ("<h1" in html) is not htmx
    assert roles_of(cast.aldo) == Role.ADMIN


def test_an_admin_who_steps_down_is_led_home(aldo, cast):
    change(cast.dora, roles=Role.ADMIN)
    answer = aldo.post(address(cast.aldo))
    assert answer.headers["Location"] == "/"
    assert aldo.get(PAGE).status_code == 404


@pytest.mark.parametrize("wrong", ["OWNER", "7", "admin", "NONE", ["ADMIN", "OWNER"]])
def test_a_task_that_does_not_exist_is_not_given(aldo, cast, wrong):
    answer = aldo.post(address(cast.ada), roles=wrong, q="ada")
    assert answer.status_code == 422
    assert 'class="problems"' in row_of(answer.get_data(as_text=True), cast.ada)
    assert roles_of(cast.ada) == Role.NONE


def test_somebody_who_is_not_there(aldo, cast):
    change(cast.eve, state=State.PENDING)
    for handle in (cast.eve.handle, "zzzzzzzzzzzz"):
        assert aldo.post(f"{PAGE}/{handle}/roles", roles="ADMIN").status_code == 404
    assert roles_of(cast.eve) == Role.NONE


def test_the_page_costs_the_same_for_many(aldo, cast, statements):
    few = statements(lambda: aldo.read(PAGE, q="guest"))
    crowd(200)
    assert statements(lambda: aldo.read(PAGE, q="guest")) == few <= 8
    answer = aldo.client.get(PAGE, query_string={"q": "guest"}, headers={"Accept-Encoding": "gzip"})
    assert len(answer.get_data()) <= 8 * 1024


def test_names_are_shown_as_they_are_written(aldo, cast):
    settle("<b>Gia</b>")
    assert "&lt;b&gt;Gia" in aldo.read(PAGE, q="gia")
