"""What is forbidden answers as what does not exist: every viewer, every route, everybody's identifiers, three ways.

python -m pytest tests/web/test_matrix.py -rP     prints how many cells were asked, and how many answered otherwise
"""

from collections import Counter

import pytest

from mentorship.database import database, rows, write
from mentorship.work.organisation.organisation import Colleague, Role
from tests.privacy.decision import VIEWERS
from tests.tables import all_tables
from tests.web.matrix import IDENTIFIERS, MODES, Cell, World
from tests.web.sameness import bare
from tests.web.swaps import All, Few
from tests.work import made

STATUS = {
    "signed out": {("GET", "page"): 303, ("GET", "fragment"): 204, ("GET", "history"): 303},
    "absent": {},
    "standing": {},
    "second step": {},
}
USUAL = {"signed out": 401, "absent": 404, "standing": 303, "second step": 303}
REACHED = {200, 204, 303, 403, 409, 410, 422}
COOKIE = "Set-Cookie"  # signed anew each second


@write
def have_organisations(gallery):
    """Olga has one that everybody can see, and asks Mila to act for it; Rosa has one that waits, and asks Tom."""
    for by, asked, is_verified in ((gallery.olga, "Mila", True), (gallery.others["Rosa"], "Tom", False)):
        one = made.organisation(by, f"Workshop of {by.name}", verified=is_verified)
        Colleague.create(
            organisation=one.id, person=gallery.others[asked].id, role=Role.RECRUITER, asked_by=by.id, since=None
        )


@pytest.fixture
def world(app, gallery, browser):
    """The gallery with a session of Rosa's, so that there is one to end, and two organisations."""
    browser(gallery.others["Rosa"])
    have_organisations(gallery)
    browser(gallery.olga)
    return World(app, gallery)


class Asking:
    """One viewer who asks; the answer about nothing is asked once for each route and way."""

    def __init__(self, world, reader):
        self.world, self.reader, self.nothing = world, reader, {}
        self.addresses, self.token = world.app.url_map.bind("localhost"), reader.token()
        self.cookie = reader.client.get_cookie("mentorship")

    def ask(self, cell: Cell):
        """The answer."""
        url, headers = self.addresses.build(cell.endpoint, dict(cell.values), cell.method), MODES[cell.mode]
        form = {"csrf_token": self.token} if cell.method == "POST" else None
        return self.reader.client.open(url, method=cell.method, data=form, headers=headers)

    def try_out(self, cell: Cell):
        """The answer, and then everything is as it was."""
        with database.atomic() as all:
            answer = self.ask(cell)
            all.rollback()
        self.reader.client.set_cookie("mentorship", self.cookie.value)
        return answer

    def is_as_nothing(self, cell: Cell, answer) -> bool:
        """Whether status, headers and body are those of the same question about nothing."""
        nothing = cell.of_nothing()
        if nothing not in self.nothing:
            self.nothing[nothing] = _told(self.ask(nothing), nothing)
        return _told(answer, cell) == self.nothing[nothing]


def _told(answer, cell):
    names = [str(value) for name, value in cell.values if name in IDENTIFIERS]
    headers = "\n".join(f"{name}: {'' if name == COOKIE else value}" for name, value in answer.headers)
    return bare(answer, *names), bare(headers, *names)


def contents():
    """All that the database holds, but when somebody was here last."""
    names = sorted(table._meta.table_name for table in all_tables())
    return {name: hash(tuple(rows(f"SELECT * FROM {name} ORDER BY id"))) for name in names}


def refused(asking, cell, expected):
    """Why a refusal is not as it must be; nothing if it is."""
    answer = asking.ask(cell)
    wanted = STATUS.get(expected, {}).get((cell.method, cell.mode), USUAL.get(expected))
    if wanted not in (None, answer.status_code):
        return f"{expected}: {answer.status_code}"
    return "" if asking.is_as_nothing(cell, answer) else f"{expected}: not as nothing"


COUNTED = "answers of the access matrix compared with what the table says"


def run(world, kind, reader, pick):
    """(how many cells were asked, what was wrong with which, the tables that were changed)."""
    asking, asked, wrong, open_ones = Asking(world, reader), Counter(), [], []
    before = contents()
    for cell in world.cells(pick, world.gallery.people[kind]):
        expected = world.expects(kind, cell)
        asked[expected] += 1
        if expected in ("there", "any"):
            open_ones.append((cell, expected))
        elif fault := refused(asking, cell, expected):
            wrong.append((cell, fault))
    changed = [name for name, content in contents().items() if content != before[name]]
    for cell, expected in open_ones:
        status = asking.try_out(cell).status_code
        if status not in REACHED | ({404} if expected == "any" else set()):
            wrong.append((cell, f"{expected}: {status}"))
    return asked.total(), wrong, changed


# The statements are the same on both engines: a few viewers show that they mean the same. The others take a minute.
QUICK = ("anonymous", "stranger", "friend and mentor", "blocked", "moderator", "self")
IN_TURN = [pytest.param(one, marks=() if one in QUICK else (pytest.mark.deep, pytest.mark.once)) for one in VIEWERS]


@pytest.mark.parametrize("kind", IN_TURN)
def test_what_is_forbidden_answers_as_what_does_not_exist(world, browser, record_property, kind):
    cells, wrong, changed = run(world, kind, browser(world.gallery.people[kind]), Few)
    record_property(COUNTED, cells)
    assert (wrong[:9], changed) == ([], [])


def test_every_route_is_asked_in_every_way(world, app):
    """Otherwise it would prove nothing."""
    few = [cell for person in world.gallery.people.values() for cell in world.cells(Few, person)]
    all = list(world.cells(All))
    rules = [(rule.endpoint, method) for rule in app.url_map.iter_rules() for method in {"GET", "POST"} & rule.methods]
    for asked in (few, all):
        assert {(one.endpoint, one.method, one.mode) for one in asked} == {
            (*one, mode) for one in rules for mode in MODES
        }
    handles = {value for one in all for name, value in one.values if name == "handle"}
    assert handles == {one.handle for one in world.gallery.everybody}


@pytest.mark.long
@pytest.mark.parametrize("kind", VIEWERS)
def test_it_does_with_everybodys_identifiers_in_every_place(world, browser, record_property, kind):
    cells, wrong, changed = run(world, kind, browser(world.gallery.people[kind]), All)
    record_property(COUNTED, cells)
    assert (wrong, changed) == ([], [])
