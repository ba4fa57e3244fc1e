"""The words of the vocabulary: only for admins; naming one, and making two of them one."""

import re

import pytest

from mentorship.commands.demo.fill import fill
from mentorship.database import execute, row, rows, write
from mentorship.discovery import tending
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind, Term, find_or_add
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.relation import Relation
from tests.cast import share, state
from tests.web.conftest import text_of


@pytest.fixture
def aldo(browser, cast):
    return browser(cast.aldo)


@pytest.fixture
def jugglers(cast):
    """Bob and Eve brought two words for one thing; Cleo states both."""
    state(cast.bob, Section.SKILLS, "Jugling")
    state(cast.eve, Section.SKILLS, "the art of juggling")
    state(cast.cleo, Section.SKILLS, "jugling", "The Art of juggling")
    return cast


def id_of(name, kind=Kind.TOPIC):
    return Term.get(Term.kind == kind, Term.en == name).id


def everything():
    tables = {
        "term": "id, kind, en, it, code, shipped, kept",
        "spelling": "id, term_id, kind, folded",
        "beginning": "id, term_id, tail, place",
        "fact": "id, person_id, section, term_id, focus_id, written",
    }
    return {table: rows(f"SELECT {columns} FROM {table} ORDER BY id") for table, columns in tables.items()}


def skills(person):
    return [
        one.en
        for one in rows(
            "SELECT t.en FROM fact f JOIN term t ON t.id = f.term_id WHERE f.person_id = ? AND f.section = 'skills' ORDER BY t.en",
            person.id,
        )
    ]


def row_of(page, id):
    return text_of(re.search(rf'<tr>\s*<th scope="row"><a id="term-{id}".*?</tr>', page, re.DOTALL)[0])


def error(answer, field):
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "<title>Error:" in page
    return text_of(re.search(rf'<p class="error" id="{field}-error">.*?</p>', page, re.DOTALL)[0])


ADDRESSES = [("get", "/admin/terms"), ("get", "/admin/terms/{id}"), ("post", "/admin/terms/{id}/rename")]
ADDRESSES += [("post", "/admin/terms/{id}/merge")]


@pytest.mark.parametrize(("method", "url"), ADDRESSES)
def test_it_is_for_admins_alone(browser, jugglers, method, url):
    url = url.format(id=id_of("Jugling"))
    before = everything()
    form = {"en": "x", "it": "y", "into": "first aid"} if method == "post" else {}
    for person in (jugglers.ada, jugglers.dora, jugglers.finn):
        assert getattr(browser(person), method)(url, **form).status_code == 404
    assert getattr(browser(), method)(url, **form).status_code in (303, 401)
    assert everything() == before


def test_an_admin_without_the_second_step_has_to_wait(browser, cast):
    write(lambda: execute("DELETE FROM two_step"))()
    assert browser(cast.aldo).get("/admin/terms").status_code == 303


def test_members_own_words_come_first_with_how_many_show_them(aldo, jugglers):
    page = aldo.read("/admin/terms", kind="topic")
    found = [int(id) for id in re.findall(r'id="term-(\d+)"', page)]
    assert found[:3] == [id_of("Jugling"), id_of("bread baking"), id_of("the art of juggling")]
    assert len(found) == tending.PAGE
    assert row_of(page, found[0]) == "Jugling Jugling 2 members"
    interviews = id_of("preparing for a job interview")
    page = aldo.read("/admin/terms", kind="topic", q="preparing for a job")
    assert row_of(page, interviews) == "preparing for a job interview prepararsi a un colloquio di lavoro 2 the list"


def test_the_kinds_say_where_there_is_something_to_look_at(aldo, jugglers):
    options = [text_of(one) for one in re.findall(r"<option.*?</option>", aldo.read("/admin/terms"), re.DOTALL)]
    assert "Interests, skills and wishes (3 by members)" in options
    assert "Workplaces (1 by members)" in options
    assert "Languages" in options


def test_what_people_keep_to_themselves_is_neither_listed_nor_counted(aldo, jugglers):
    share(jugglers.bob, Section.SKILLS, ONLY_ME)
    share(jugglers.eve, Section.SKILLS, ONLY_ME)
    page = aldo.read("/admin/terms", kind="topic", q="jugling")
    assert row_of(page, id_of("Jugling")) == "Jugling Jugling 1 members"
    share(jugglers.cleo, Section.SKILLS, ONLY_ME)
    assert "No word here begins like this." in text_of(aldo.read("/admin/terms", kind="topic", q="jugling"))
    assert aldo.get(f"/admin/terms/{id_of('Jugling')}").status_code == 404
    assert "no such term" in text_of(aldo.read(f"/admin/terms/{id_of('first aid')}", into="jugling"))
    share(jugglers.cleo, Section.SKILLS, Relation.FRIEND)
    assert aldo.get(f"/admin/terms/{id_of('Jugling')}").status_code == 200


def test_more_words_come_by_pages_and_none_twice(aldo, cast):
    seen, after = [], 0
    for _ in range(20):
        page = aldo.read("/admin/terms", kind="topic", after=after)
        found = [int(id) for id in re.findall(r'id="term-(\d+)"', page)]
        seen += found
        if 'id="more-terms"' not in page:
            break
        after = found[-1]
    assert len(seen) == len(set(seen)) == row("SELECT count(*) AS n FROM term WHERE kind = 'topic'").n


@pytest.mark.parametrize(
    "query", [{"kind": "love"}, {"after": "x"}, {"after": "9" * 19}, {"q": "%\x00_"}, {"q": "x" * 999}]
)
def test_strange_questions_are_answered(aldo, query):
    assert aldo.get("/admin/terms", **query).status_code == 200


@pytest.mark.parametrize("id", ["0", "-1", "x", "9" * 19, "9" * 40, "%00", "1.5"])
def test_a_number_that_no_term_has_is_404(aldo, id):
    assert aldo.get(f"/admin/terms/{id}").status_code == 404
    assert aldo.post(f"/admin/terms/{id}/rename", en="a", it="b").status_code in (404, 405)
    assert aldo.post(f"/admin/terms/{id}/merge", into="hiking").status_code in (303, 404, 405, 422)


def test_a_word_gets_its_name_in_both_languages_for_everybody(aldo, browser, jugglers):
    id = id_of("Jugling")
    for _twice in range(2):
        page = aldo.press(f"/admin/terms/{id}/rename", en="juggling", it="giocoleria")
        assert "It is called “juggling” for everybody now." in text_of(page)
        assert "It stands in the list" in text_of(page)
    assert "juggling" in browser(jugglers.eve).read(f"/people/{jugglers.bob.handle}")
    assert "giocoleria" in browser(jugglers.cleo).read(f"/people/{jugglers.bob.handle}")
    names = {find_or_add(Kind.TOPIC, one).id for one in ("juggling", "Giocoleria", "jugling")}
    assert names == {id}


def test_naming_a_word_that_is_in_the_list_changes_its_name_too(aldo, cast):
    id = id_of("nurse", Kind.OCCUPATION)
    aldo.press(f"/admin/terms/{id}/rename", en="registered nurse", it="infermiere/a")
    assert Term.get_by_id(id).en == "registered nurse"
    assert find_or_add(Kind.OCCUPATION, "nurse").id == id


def test_what_only_members_wrote_under_the_new_name_becomes_this_word(aldo, jugglers):
    aldo.press(f"/admin/terms/{id_of('Jugling')}/rename", en="The art of juggling", it="giocoleria")
    assert skills(jugglers.eve) == skills(jugglers.cleo) == ["The art of juggling"]


@pytest.mark.parametrize(
    ("form", "field", "says"),
    [
        ({"en": "", "it": "giocoleria"}, "en", "Please write something here."),
        ({"en": "juggling", "it": " "}, "it", "Please write something here."),
        ({"en": "x" * 121, "it": "y"}, "en", "Please shorten this to 120 characters"),
        ({"en": "First aid", "it": "y"}, "en", "There is “first aid” already."),
        ({"en": "y", "it": "primo soccorso"}, "it", "There is “primo soccorso” already."),
        ({}, "en", "Please write something here."),
    ],
)
def test_a_name_that_cannot_be_is_said_beside_its_field(aldo, jugglers, form, field, says):
    before = everything()
    answer = aldo.post(f"/admin/terms/{id_of('Jugling')}/rename", **form)
    assert says in error(answer, field)
    for value in form.values():
        assert not value.strip() or f'value="{value}"' in answer.get_data(as_text=True)
    assert everything() == before


def test_before_two_become_one_it_is_said_what_would_change(aldo, jugglers):
    before = everything()
    page = aldo.read(f"/admin/terms/{id_of('Jugling')}", into="The ART of juggling")
    said = text_of(re.search(r'<div class="notice attention" id="effect">.*?</div>', page, re.DOTALL)[0])
    assert "“Jugling” goes, and “the art of juggling” stands for both." in said
    assert "2 people show “Jugling” and will show “the art of juggling”." in said
    assert "1 of them shows both already and keeps one." in said
    assert "means “the art of juggling”: jugling." in said
    assert everything() == before


def test_two_become_one_and_twice_is_once(aldo, jugglers):
    id, target = id_of("Jugling"), id_of("the art of juggling")
    form = {"into": "the art of juggling", "kind": "topic"}
    page = aldo.press(f"/admin/terms/{id}/merge", **form)
    assert "The two are one now: “the art of juggling”." in text_of(page)
    once = everything()
    assert skills(jugglers.bob) == skills(jugglers.eve) == skills(jugglers.cleo) == ["the art of juggling"]
    assert find_or_add(Kind.TOPIC, "jugling").id == target
    assert Term.get_or_none(id=id) is None
    page = aldo.press(f"/admin/terms/{id}/merge", **form)
    assert "The two are one now" in text_of(page)
    assert everything() == once


@pytest.mark.parametrize(
    ("into", "says"),
    [
        ("", "Please write something here."),
        ("nothing of this name", "There is no such term."),
        ("JUGLING", "That is this term itself."),
        ("nurse", "There is no such term."),
        ("x" * 200, "Please shorten this"),
    ],
)
def test_another_that_cannot_be_is_said_beside_the_field(aldo, jugglers, into, says):
    before = everything()
    answer = aldo.post(f"/admin/terms/{id_of('Jugling')}/merge", into=into, kind="topic")
    assert says in error(answer, "into")
    assert not into or f'value="{into}"' in answer.get_data(as_text=True)
    assert says in text_of(aldo.read(f"/admin/terms/{id_of('Jugling')}", into=into)) or not into
    assert everything() == before


def test_what_is_not_there_cannot_become_something_that_is_not_there(aldo, cast):
    assert aldo.post("/admin/terms/999999/merge", into="nothing of this name", kind="topic").status_code == 404
    assert aldo.post("/admin/terms/999999/merge", into="", kind="topic").status_code == 404


def test_strange_words_do_no_harm(aldo, cast):
    state(cast.bob, Section.SKILLS, "<b>bold</b>", "مرحبا", "' OR 1=1 --")
    page = aldo.read("/admin/terms", kind="topic")
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold" in page
    for name in ("<b>bold</b>", "مرحبا", "' OR 1=1 --"):
        assert aldo.get(f"/admin/terms/{id_of(name)}", into=name).status_code == 200


def test_these_pages_ask_little_however_many_words_there_are(aldo, cast, statements):
    urls = ["/admin/terms?kind=topic", f"/admin/terms/{id_of('first aid')}?into=hiking", "/admin/terms?kind=place&q=t"]
    few = [statements(lambda url=url: aldo.read(url)) for url in urls]
    fill()
    many = [statements(lambda url=url: aldo.read(url)) for url in urls]
    assert many == few
    assert max(many) <= 8
