"""Who sees what: the table, one press, ready-made settings, and looking as somebody else."""

import re

import pytest

from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, PRESETS, Preset, can_open
from mentorship.privacy.sharing import audiences_of
from mentorship.ties.relation import Relation
from mentorship.web import words
from mentorship.web.audience_words import who_sees
from tests.cast import share, state
from tests.web.conftest import text_of

CELLS = [(section, name) for section in Section for name, flag in AUDIENCES.items() if can_open(section, flag)]


@pytest.fixture
def ada(browser, cast):
    return browser(cast.ada)


def row_of(html: str, section: Section) -> str:
    return re.search(rf'<tr id="share-{section}">.*?</tr>', html, re.DOTALL)[0]


def cells(html: str, section: Section) -> dict[str, str]:
    """What each cell of a row says: Yes, No, Included or Never."""
    found = re.findall(r'<td class="toggle">(.*?)</td>', row_of(html, section), re.DOTALL)
    return dict(zip(AUDIENCES, map(text_of, found), strict=True))


def opened(cast, section: Section) -> Relation:
    return audiences_of(cast.ada.id)[section]


@pytest.mark.parametrize(("section", "name"), CELLS)
def test_one_press_opens_and_one_press_closes(ada, cast, section, name):
    share(cast.ada, section, ONLY_ME)
    url, flag = f"/privacy/{section}/{name}", AUDIENCES[name]
    page = ada.press(url, shared="yes", sure="yes")
    assert opened(cast, section) == flag
    assert cells(page, section)[name] == "Yes"
    page = ada.press(url, shared="no")
    assert opened(cast, section) == ONLY_ME
    assert "Only you see this." in text_of(row_of(page, section))


@pytest.mark.parametrize("wish", ["yes", "no"])
def test_twice_is_once(ada, cast, wish):
    share(cast.ada, Section.WORK, Relation.FRIEND | Relation.MENTOR)
    first = ada.press("/privacy/work/friends", shared=wish)
    once = opened(cast, Section.WORK)
    assert (
        row_of(ada.press("/privacy/work/friends", shared=wish), Section.WORK).split("csrf")[0]
        == row_of(first, Section.WORK).split("csrf")[0]
    )
    assert opened(cast, Section.WORK) == once
    assert Relation.MENTOR in once


def test_htmx_gets_the_row_the_spoken_line_and_all_parts_that_changed(ada, cast):
    answer = ada.post("/privacy/work/employers", htmx=True, shared="yes")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.lstrip().startswith('<tr id="share-work">')
    for part in ("in-words", "presets", "changes"):
        assert f'<div id="{part}" hx-swap-oob="outerHTML">' in html
    assert "They see all that members see, and also where you have worked." in text_of(html)
    assert "Opened to employers: where you have worked." in text_of(html)
    assert "You have settings of your own now" in html
    assert 'id="live"' in html
    assert (
        "Where I have worked: Your friends, your mentors, your mentees, coordinators, and employers see this."
        in text_of(html)
    )


def test_without_scripts_the_page_says_the_same_sentence(ada, cast):
    answer = ada.post("/privacy/work/employers", shared="yes")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/privacy#share-work"
    sentence = "Where I have worked: Your friends, your mentors, your mentees, coordinators, and employers see this."
    assert sentence in text_of(ada.read("/privacy"))


@pytest.mark.parametrize(
    "url",
    [
        "/privacy/nothing/friends",
        "/privacy/work/nobody",
        "/privacy/friends/everyone",
        "/privacy/mutual/everyone",
        "/privacy/work/self",
        "/privacy/WORK/friends",
        "/privacy/preset/secret",
        "/privacy/%00/friends",
    ],
)
def test_what_is_no_choice_is_a_404_and_changes_nothing(ada, cast, url):
    before = audiences_of(cast.ada.id)
    assert ada.post(url, shared="yes").status_code == 404
    assert audiences_of(cast.ada.id) == before


@pytest.mark.parametrize(
    "form", [{}, {"shared": ""}, {"shared": "maybe"}, {"shared": "x" * 5000}, {"shared": "yes\x00"}]
)
def test_neither_yes_nor_no_is_refused_and_changes_nothing(ada, cast, form):
    before = audiences_of(cast.ada.id)
    assert ada.post("/privacy/work/everyone", **form).status_code == 422
    assert audiences_of(cast.ada.id) == before


def test_my_table_touches_nobody_else_and_needs_an_account(ada, browser, cast):
    others = [audiences_of(one.id) for one in (cast.bob, cast.cleo, cast.eve)]
    ada.post("/privacy/work/everyone", shared="yes")
    ada.post("/privacy/preset/private")
    assert [audiences_of(one.id) for one in (cast.bob, cast.cleo, cast.eve)] == others
    before = audiences_of(cast.ada.id)
    assert browser().post("/privacy/work/everyone", shared="no").status_code == 401
    assert audiences_of(cast.ada.id) == before
    assert browser().get("/privacy").status_code == 303


@pytest.mark.parametrize(
    ("audience", "says"),
    [
        (ONLY_ME, ["No"] * 7),
        (Relation.PUBLIC, ["Yes"] + ["Included"] * 6),
        (Relation.MEMBER, ["No", "Yes"] + ["Included"] * 5),
        (Relation.MEMBER | Relation.FRIEND, ["No", "Yes"] + ["Included"] * 5),
        (Relation.FRIEND | Relation.MENTEE, ["No", "No", "Yes", "No", "Yes", "No", "No"]),
        (Relation.COORDINATOR, ["No"] * 5 + ["Yes", "No"]),
    ],
)
def test_a_row_says_how_it_stands(ada, cast, audience, says):
    share(cast.ada, Section.SKILLS, audience)
    html = ada.read("/privacy")
    assert list(cells(html, Section.SKILLS).values()) == says
    pressed = re.findall(r'aria-pressed="(\w+)"', row_of(html, Section.SKILLS))
    assert pressed == [{"Yes": "true", "No": "false"}[word] for word in says if word != "Included"]


def test_lists_of_people_never_go_beyond_members(ada):
    html = ada.read("/privacy")
    for section in (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE):
        assert cells(html, section)["everyone"] == "Never"


@pytest.mark.parametrize("section", [Section.PHOTO, Section.EXPERIENCE, Section.CONTACT])
def test_what_is_delicate_and_open_to_everyone_is_said_in_its_row(ada, section):
    assert "Anyone on the web" not in text_of(row_of(ada.read("/privacy"), section))
    page = ada.press(f"/privacy/{section}/everyone", shared="yes", sure="yes")
    assert "Anyone on the web can see this now." in text_of(row_of(page, section))


@pytest.mark.parametrize("preset", list(Preset))
def test_a_preset_sets_everything_in_one_press_and_says_so(ada, cast, preset):
    for _twice in range(2):
        page = ada.press(f"/privacy/preset/{preset}")
        assert audiences_of(cast.ada.id) == PRESETS[preset]
        assert f"All parts are set to “{words.PRESET[preset]}”" in text_of(page)
        assert re.search(rf"<strong>{words.PRESET[preset]}</strong> <em>\(on now\)</em>", page)
    html = ada.post(f"/privacy/preset/{preset}", htmx=True).get_data(as_text=True)
    assert html.lstrip().startswith('<div id="settings">')
    assert f"All parts are set to “{words.PRESET[preset]}”" in text_of(html)


@pytest.mark.parametrize(
    ("audience", "sentence"),
    [
        (ONLY_ME, "Only you see this."),
        (Relation.PUBLIC | Relation.FRIEND, "Everyone sees this, also without an account."),
        (Relation.MEMBER | Relation.FRIEND, "Members see this."),
        (Relation.FRIEND, "Your friends see this."),
        (Relation.FRIEND | Relation.MENTOR, "Your friends and your mentors see this."),
        (Relation.EMPLOYER | Relation.COORDINATOR, "Coordinators and employers see this."),
    ],
)
def test_who_sees_it_is_one_sentence(app, audience, sentence):
    with app.test_request_context():
        assert who_sees(audience) == sentence


def test_looking_as_somebody_says_as_whom_and_leads_on(ada):
    for name in AUDIENCES:
        page = ada.read(f"/privacy/view-as/{name}")
        assert 'id="looking"' in page
        assert len(re.findall(r'href="/privacy/view-as/', page)) == len(AUDIENCES) - 1
        assert 'id="ties"' not in page
        assert 'href="/privacy"' in page


def test_looking_as_everyone_when_nothing_is_open_helps(ada, cast):
    assert "There is no such page for them" in ada.read("/privacy/view-as/everyone")
    share(cast.ada, Section.ABOUT, Relation.PUBLIC)
    assert "Nights on the ward" in ada.read("/privacy/view-as/everyone")


@pytest.mark.parametrize("name", ["nobody", "self", "friend", "%00"])
def test_one_looks_as_nobody_else(ada, name):
    assert ada.get(f"/privacy/view-as/{name}").status_code == 404


def test_these_pages_ask_as_often_for_much_as_for_little(ada, cast, statements):
    urls = ["/privacy", *(f"/privacy/view-as/{name}" for name in AUDIENCES)]
    few = [statements(lambda url=url: ada.read(url)) for url in urls]
    for number in range(30):
        state(cast.ada, Section.SKILLS, f"skill {number}")
    facts.say(cast.ada.id, Section.ABOUT, "a" * 2000)
    assert [statements(lambda url=url: ada.read(url)) for url in urls] == few
    assert max(few) <= 6
