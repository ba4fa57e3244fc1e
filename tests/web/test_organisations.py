"""Organisations: registering one, its page, changing it, finding them, and saying that one works there."""

import pytest

from mentorship.database import execute, row, rows, write
from mentorship.people.section import Section
from mentorship.site import setting
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.work.organisation import leaving
from mentorship.work.organisation.organisation import Organisation, Role, State
from tests.cast import change, crowd, share, state, viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.work import made

REGISTER = "/organisations/register"
WANTED = {
    "name": "Panificio Bassi",
    "kind": "company",
    "about": "Bread since 1983.\n\nTwo ovens, nine people.",
    "place": "Turin",
    "website": "www.bassi.example",
}


@pytest.fixture
def bakery(cast):
    """Ada's, which everybody can see."""
    return made.organisation(cast.ada)


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


@pytest.fixture
def eve(cast, browser):
    return browser(cast.eve)


def page_of(organisation):
    return f"/organisations/{organisation.key}"


# --- registering


def test_it_is_registered_and_waits_for_a_moderator(cast, ada):
    page = ada.press(REGISTER, **WANTED)
    assert "It is registered. A moderator looks at it, and a notice tells you." in text_of(page)
    assert "Until then this page is there only for those who act for it." in text_of(page)
    one = Organisation.get()
    assert (one.name, one.kind, one.state, one.website) == (
        "Panificio Bassi",
        "company",
        State.WAITING,
        "https://www.bassi.example",
    )
    (colleague,) = rows("SELECT person_id, role, since FROM colleague")
    assert (colleague.person_id, colleague.role, bool(colleague.since)) == (cast.ada.id, Role.OWNER, True)


def test_twice_is_once(ada):
    for _ in range(2):
        ada.press(REGISTER, **WANTED)
    assert Organisation.select().count() == 1


def test_with_htmx_it_leads_to_its_page(ada):
    answer = ada.post(REGISTER, htmx=True, **WANTED)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/organisations/{Organisation.get().key}")


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Please write something here."),
        ({"name": "x" * 81}, "name", "shorten this to 80"),
        ({"name": "—"}, "name", "at least one letter"),
        ({"kind": ""}, "kind", "choose one of these"),
        ({"kind": "army"}, "kind", "choose one of these"),
        ({"about": " "}, "about", "Please write something here."),
        ({"about": "x" * 1501}, "about", "shorten this to 1500"),
        ({"about": "x" * 100_000}, "about", "shorten this to 1500"),
        ({"place": "x" * 81}, "place", "shorten this to 80"),
        ({"website": "javascript:alert(1)"}, "website", "address of a website"),
        ({"website": "not a page"}, "website", "address of a website"),
        ({"website": "https://user@evil.example"}, "website", "address of a website"),
        ({"website": "https://[::1"}, "website", "address of a website"),
        ({"website": "x" * 200 + ".example"}, "website", "shorten this to 200"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_the_rest_is_kept(ada, changed, field, sentence):
    typed = WANTED | changed
    answer = ada.post(REGISTER, **typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert f'value="{typed["name"]}"' in html
    assert not Organisation.select().exists()
    assert not rows("SELECT 1 AS x FROM term WHERE en = 'Panificio Bassi'")


def test_three_a_day_are_enough(ada):
    for number in range(3):
        ada.press(REGISTER, **WANTED | {"name": f"Bassi {number}"})
    answer = ada.post(REGISTER, **WANTED)
    assert answer.status_code == 422
    assert "You have registered 3 organisations since yesterday." in text_of(answer.get_data(as_text=True))
    assert Organisation.select().count() == 3


def test_markup_stays_words(ada):
    page = ada.press(REGISTER, **WANTED | {"name": "<b>Bassi</b>", "about": "<script>alert(1)</script>"})
    assert "<script>alert" not in page
    assert "&lt;b&gt;Bassi" in page


# --- who sees it


def test_everybody_can_read_the_page_of_an_accepted_one(bakery, browser):
    page = browser().read(page_of(bakery))
    words = text_of(page)
    assert "Bakery Bassi" in words
    assert "Company · Turin" in words
    assert "Ada" not in words, "people are for members"


def test_its_place_is_named_in_the_language_of_the_reader(cast, browser):
    change(cast.bob, language="it")
    assert "Azienda · Torino" in text_of(browser(cast.bob).read(page_of(made.organisation(cast.ada))))


def test_one_that_waits_or_is_refused_is_there_for_its_colleagues_alone(cast, bakery, browser, ada, eve):
    for standing in (State.WAITING, State.REFUSED):
        stand(bakery, standing)
        assert "Bakery Bassi" in ada.read(page_of(bakery))
        for reader in (eve, browser()):
            absent = reader.get(f"/organisations/{NO_KEY}")
            assert is_absent(reader.get(page_of(bakery)), absent, bakery.key, NO_KEY)
            assert "Bakery Bassi" not in reader.read("/organisations")


@write
def stand(organisation, state, reason=""):
    decided = "NULL" if state == State.WAITING else "1"
    execute(f"UPDATE organisation SET state = ?, reason = ?, decided_at = {decided}", state, reason)


def test_members_read_who_acts_for_it_as_far_as_they_exist_for_them(cast, bakery, eve):
    made.colleague(bakery, cast.bob)
    words = text_of(eve.read(page_of(bakery)))
    assert "Ada Owner" in words
    assert "Bob Recruiter" in words
    block(cast.bob.id, cast.eve.id)
    assert "Bob" not in text_of(eve.read(page_of(bakery)))


def test_where_work_is_turned_off_there_is_nothing(cast, bakery, ada, browser):
    setting.change(features=["friends"])
    absent = ada.get("/no-such-page")
    for url in ("/organisations", REGISTER, page_of(bakery), f"{page_of(bakery)}/people", f"{page_of(bakery)}/report"):
        assert is_absent(ada.get(url), absent, url, "/no-such-page")
    assert ada.post(REGISTER, **WANTED).status_code == 404
    assert Organisation.select().count() == 1


# --- changing it


def test_an_owner_changes_what_it_says_but_not_what_was_looked_at(bakery, ada):
    form = ada.read(f"{page_of(bakery)}/edit")
    assert 'name="name"' not in form
    assert "stay as a moderator has seen them" in text_of(form)
    page = ada.press(
        f"{page_of(bakery)}/edit", about="Cakes too.", place="Milan", website="", name="Other", kind="school"
    )
    assert "It is changed." in text_of(page)
    one = Organisation.get()
    assert (one.name, one.kind, one.about, one.state) == ("Bakery Bassi", "company", "Cakes too.", State.VERIFIED)
    assert "Milan" in page


def test_a_representative_changes_the_words_and_a_recruiter_nothing(cast, bakery, browser, eve):
    made.colleague(bakery, cast.bob, Role.REPRESENTATIVE)
    made.colleague(bakery, cast.cleo, Role.RECRUITER)
    form = browser(cast.bob).read(f"{page_of(bakery)}/edit")
    assert 'name="place"' not in form
    browser(cast.bob).press(f"{page_of(bakery)}/edit", about="New words.", website="", place="Rome")
    assert Organisation.get().about == "New words."
    assert row("SELECT t.en FROM organisation o JOIN term t ON t.id = o.place_id").en == "Turin"
    for reader in (browser(cast.cleo), eve):
        absent = reader.get(f"/organisations/{NO_KEY}/edit")
        assert is_absent(reader.get(f"{page_of(bakery)}/edit"), absent, bakery.key, NO_KEY)
        assert reader.post(f"{page_of(bakery)}/edit", about="Mine now.").status_code == 404
    assert Organisation.get().about == "New words."


def test_what_does_not_fit_there_changes_nothing(bakery, ada):
    answer = ada.post(f"{page_of(bakery)}/edit", about="", website="nowhere", place="Turin")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="about-error"' in html
    assert 'value="nowhere"' in html
    assert Organisation.get().about == bakery.about


def test_one_that_was_refused_is_mended_and_waits_again(cast, bakery, ada):
    stand(bakery, State.REFUSED, "Please say what you bake.")
    assert "Please say what you bake." in text_of(ada.read(page_of(bakery)))
    page = ada.press(f"{page_of(bakery)}/edit", **WANTED)
    assert "It is changed, and waits for a moderator again." in text_of(page)
    one = Organisation.get()
    assert (one.state, one.reason, one.name, one.decided_at) == (State.WAITING, "", "Panificio Bassi", None)


# --- finding them


def test_they_are_found_by_name_by_place_and_by_kind(cast, browser):
    made.organisation(cast.ada)
    made.organisation(cast.bob, "Café Nuvola")
    made.organisation(cast.bob, "Primary School Bassi", kind="school", place=None, place_written=None)
    reader = browser()
    for query, names in (
        ({"q": "bas"}, ["Bakery Bassi", "Primary School Bassi"]),
        ({"q": "CAFE"}, ["Café Nuvola"]),
        ({"q": "turi"}, ["Bakery Bassi", "Café Nuvola"]),
        ({"q": "torino bakery"}, ["Bakery Bassi"]),
        ({"q": "bassi", "kind": "school"}, ["Primary School Bassi"]),
        ({"kind": "nonsense"}, ["Bakery Bassi", "Café Nuvola", "Primary School Bassi"]),
        ({"q": "%"}, []),
        ({"q": "\x00' OR 1=1"}, []),
    ):
        page = reader.read("/organisations", **query)
        assert [
            name for name in ("Bakery Bassi", "Café Nuvola", "Primary School Bassi") if f">{name}</a>" in page
        ] == names
        assert names or "No organisation here fits that." in page


def test_an_empty_list_says_so(browser, database):
    assert "No organisation is here yet." in text_of(browser().read("/organisations"))


def test_twenty_at_a_time_and_with_htmx_only_the_list(cast, browser, statements):
    for number in range(23):
        made.organisation(cast.ada, f"Bassi {number:02}")
    first = browser().get("/organisations", htmx=True).get_data(as_text=True)
    assert first.lstrip().startswith('<div id="found">')
    assert first.count('class="card"') == 20
    after = first.split("after=")[1].split('"')[0]
    second = browser().read("/organisations", after=after)
    assert second.count('class="card"') == 3
    assert "Bassi 20" in second
    assert "more-organisations" not in second
    assert statements(lambda: browser().read("/organisations")) <= 5


# --- I work here


def test_one_press_states_it_and_twice_is_once(cast, bakery, eve):
    assert "I work here" in text_of(eve.read(page_of(bakery)))
    for _ in range(2):
        page = eve.press(f"{page_of(bakery)}/work-there")
    assert "“Bakery Bassi” is on your profile now" in text_of(page)
    assert "Your profile says that you work here" in text_of(page)
    assert (
        row("SELECT count(*) AS n FROM fact WHERE person_id = ? AND term_id = ?", cast.eve.id, bakery.workplace_id).n
        == 1
    )
    assert "Bakery Bassi" in eve.read("/profile/work")


def test_only_those_who_may_see_it_read_who_works_there(cast, bakery, browser, eve):
    eve.press(f"{page_of(bakery)}/work-there")
    share(cast.eve, Section.WORK, Relation.FRIEND)
    for reader in (browser(cast.bob), browser()):
        assert "Eve" not in text_of(reader.read(page_of(bakery)))
    assert "Nobody whom you can see says so yet." in text_of(browser(cast.bob).read(page_of(bakery)))
    share(cast.eve, Section.WORK, Relation.MEMBER)
    assert "Eve" in text_of(browser(cast.bob).read(page_of(bakery)))
    share(cast.eve, Section.WORK, Relation.PUBLIC)
    assert "Eve" not in text_of(browser().read(page_of(bakery))), "nobody is named to the web"
    block(cast.eve.id, cast.bob.id)
    assert "Eve" not in text_of(browser(cast.bob).read(page_of(bakery)))


def test_who_worked_there_once_does_not_stand_there(cast, bakery, browser):
    share(cast.eve, Section.WORK, Relation.MEMBER)
    state(cast.eve, Section.WORK, "Bakery Bassi", year_from=2001, year_to=2003)
    assert "Eve" not in text_of(browser(cast.bob).read(page_of(bakery)))


def test_nobody_states_it_of_one_that_is_not_accepted(cast, bakery, eve, ada):
    stand(bakery, State.WAITING)
    for reader in (eve, ada):
        assert reader.post(f"{page_of(bakery)}/work-there").status_code == 404
    assert not rows("SELECT 1 AS x FROM fact WHERE term_id = ?", bakery.workplace_id)


# --- what it costs, and where it leads


def test_the_page_takes_the_same_statements_for_many(cast, bakery, eve, statements):
    eve.read(page_of(bakery))
    few = statements(lambda: eve.read(page_of(bakery)))
    forty_who_work_there(bakery)
    assert statements(lambda: eve.read(page_of(bakery))) == few <= 8


@write
def forty_who_work_there(organisation):
    """Forty people of whom every member may see where they work."""
    for id in crowd(40):
        execute(
            "INSERT INTO fact (key, person_id, section, term_id, area, level) VALUES (?, ?, 'work', ?, '', '')",
            f"k{id}",
            id,
            organisation.workplace_id,
        )
        execute("INSERT INTO sharing (owner_id, section, audience) VALUES (?, 'work', ?)", id, int(Relation.MEMBER))


def test_the_list_begins_with_what_is_mine(cast, bakery, ada, eve):
    assert "You act for" in text_of(ada.read("/organisations"))
    assert "You act for" not in text_of(eve.read("/organisations"))


def test_whoever_left_reads_it_as_others_do(cast, bakery, ada):
    made.colleague(bakery, cast.bob, Role.OWNER)
    leaving.leave(viewer(cast.ada), bakery.key)
    assert ada.get(f"{page_of(bakery)}/edit").status_code == 404
    assert "I work here" in text_of(ada.read(page_of(bakery)))
