"""My own profile: every section with who sees it, adding and removing, places, and the CV."""

import html as markup
import re

import pytest

from mentorship.database import row, rows
from mentorship.people import facts
from mentorship.people.person import Purpose
from mentorship.people.section import Section
from mentorship.privacy.sharing import audiences_of
from mentorship.ties import capacity
from mentorship.web import words
from mentorship.web.audience_words import who_sees
from mentorship.web.profile import next_step
from tests.cast import mentor, settle, state
from tests.web.conftest import text_of

ADDED = {
    Section.OCCUPATION: {"term": "street sweeper"},
    Section.WORK: {"term": "Zorn Bakery", "focus": "baker", "year_from": "2001", "year_to": "2004"},
    Section.EDUCATION: {"term": "Zorn School", "focus": "nursing", "year_from": "", "year_to": "1999"},
    Section.PLACE: {"term": "Naples"},
    Section.LANGUAGES: {"term": "Swahili", "level": "fluent"},
    Section.INTERESTS: {"term": "zither music"},
    Section.SKILLS: {"term": "Zip mending"},
    Section.OFFERS: {"term": "zebra care", "area": "social"},
    Section.SEEKS: {"term": "zen gardening", "area": "learning"},
    Section.EXPERIENCE: {"term": "a zoo fire"},
}
TEXTS = {Section.ABOUT: "Zest for life", Section.CONTACT: "Zulu 5, third door"}


@pytest.fixture
def ada(browser, cast):
    return browser(cast.ada)


def stated(person, section: Section) -> list[tuple]:
    return rows(
        "SELECT f.key, t.en, o.en AS focus, f.area, f.level, f.year_from, f.year_to FROM fact f JOIN term t ON t.id = f.term_id "
        "LEFT JOIN term o ON o.id = f.focus_id WHERE f.person_id = ? AND f.section = ? ORDER BY f.id",
        person.id,
        section,
    )


def text(person, section: Section) -> str:
    found = row("SELECT text FROM passage WHERE person_id = ? AND section = ?", person.id, section)
    return found.text if found else ""


def everything(person) -> list:
    return [stated(person, section) for section in Section] + [text(person, section) for section in TEXTS]


def test_every_section_stands_in_order_with_who_sees_it(ada, cast):
    page = ada.read("/profile")
    for section, audience in audiences_of(cast.ada.id).items():
        card = re.search(rf'<li class="card" id="part-{section}">.*?\n</li>', page, re.DOTALL)[0]
        assert str(words.SECTION[section]) in text_of(card)
        assert f'href="/privacy#share-{section}"' in card
        with ada.app.test_request_context():
            assert who_sees(audience) in text_of(card)
    order = re.findall(r'id="part-(\w+)"', page)
    assert [name for name in order if name != "places"] == list(Section)
    assert page.count("burnout") == 1


def test_the_sentence_leads_to_its_row(ada):
    table = ada.read("/privacy")
    for place in re.findall(r'href="/privacy#(share-\w+)"', ada.read("/profile")):
        assert f'id="{place}"' in table


@pytest.mark.parametrize(
    ("purpose", "first"),
    [("seek", Section.SEEKS), ("mentor", Section.OFFERS), ("both", Section.OFFERS), ("look", Section.OCCUPATION)],
)
def test_one_next_step_is_named_until_there_is_enough(browser, database, purpose, first):
    newcomer = settle("Newcomer", purpose=Purpose(purpose))
    assert f'class="button primary" href="/profile/{first}"' in browser(newcomer).read("/profile")


def test_nobody_is_nagged_when_there_is_enough(ada, cast):
    state(cast.ada, Section.SKILLS, "listening")
    state(cast.ada, Section.INTERESTS, "chess")
    assert "A good next step" not in ada.read("/profile")
    assert next_step.__doc__


@pytest.mark.parametrize("section", ADDED)
def test_a_fact_is_added_once_however_often_one_presses(ada, cast, section):
    before, form = stated(cast.ada, section), ADDED[section]
    page = ada.press(f"/profile/{section}", **form)
    assert f"“{form['term']}” is on your profile now." in text_of(page)
    once = stated(cast.ada, section)
    ada.press(f"/profile/{section}", **form)
    assert stated(cast.ada, section) == once
    (added,) = [one for one in once if one not in before]
    assert added.en == form["term"]
    for name in ("focus", "area", "level"):
        assert (getattr(added, name) or "") == form.get(name, "")
    for name in ("year_from", "year_to"):
        assert str(getattr(added, name) or "") == form.get(name, "")


@pytest.mark.parametrize("section", ADDED)
def test_with_htmx_only_the_section_comes_back(ada, section):
    answer = ada.post(f"/profile/{section}", htmx=True, **ADDED[section])
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.lstrip().startswith('<div class="measure" id="section">')
    assert f"“{ADDED[section]['term']}” is on your profile now." in text_of(html)
    assert 'name="term" type="text" value=""' in html


@pytest.mark.parametrize("section", ADDED)
def test_a_fact_is_removed(ada, cast, section):
    ada.post(f"/profile/{section}", **ADDED[section])
    key = stated(cast.ada, section)[-1].key
    answer = ada.post(f"/profile/{section}/{key}/remove", htmx=True)
    html = answer.get_data(as_text=True)
    assert html.lstrip().startswith('<div class="measure" id="section">')
    assert f"“{ADDED[section]['term']}” is no longer on your profile." in text_of(html)
    assert key not in [one.key for one in stated(cast.ada, section)]
    after = everything(cast.ada)
    assert ada.post(f"/profile/{section}/{key}/remove").status_code == 404
    assert everything(cast.ada) == after


def test_removing_without_scripts_says_the_same(ada, cast):
    key = stated(cast.ada, Section.PLACE)[0].key
    page = ada.press(f"/profile/place/{key}/remove")
    assert "“Turin” is no longer on your profile." in text_of(page)
    assert "Nothing here yet." in page


def test_facts_of_others_and_wrong_addresses_are_404(ada, browser, cast):
    key = stated(cast.bob, Section.PLACE)[0].key
    before = everything(cast.bob), everything(cast.ada)
    mine = stated(cast.ada, Section.PLACE)[0].key
    for url in (f"/profile/place/{key}/remove", f"/profile/skills/{mine}/remove", "/profile/place/%00/remove"):
        assert ada.post(url).status_code == 404
        assert ada.post(url, htmx=True).status_code == 404
    assert browser().post(f"/profile/place/{mine}/remove").status_code == 401
    assert (everything(cast.bob), everything(cast.ada)) == before


@pytest.mark.parametrize("section", ["friends", "mutual", "lineage", "nothing", "WORK", "%00", "x" * 3000])
def test_there_is_no_form_for_anything_else(ada, cast, section):
    before = everything(cast.ada)
    assert ada.get(f"/profile/{section}").status_code == 404
    assert ada.post(f"/profile/{section}", term="x", text="x").status_code == 404
    assert everything(cast.ada) == before


@pytest.mark.parametrize("section", TEXTS)
def test_a_text_is_kept_and_can_be_taken_away(ada, cast, section):
    for _twice in range(2):
        page = ada.press(f"/profile/{section}", text=TEXTS[section])
        assert "Your text is kept." in page
        assert text(cast.ada, section) == TEXTS[section]
    html = ada.post(f"/profile/{section}", htmx=True, text="").get_data(as_text=True)
    assert "The text is gone from your profile." in html
    assert text(cast.ada, section) == ""


LONG = "z" * 81
YEAR = "Please write a year between 1900 and"
BAD = [
    ("skills", {"term": ""}, "term", "Please write something here."),
    ("skills", {}, "term", "Please write something here."),
    ("skills", {"term": " \t \x00 "}, "term", "Please write something here."),
    ("skills", {"term": "\u202e\u2066"}, "term", "Please write something here."),
    ("skills", {"term": LONG}, "term", "Please shorten this to 80 characters; it has 81 now."),
    ("skills", {"term": "z" * 400_000}, "term", "Please shorten this to 80 characters"),
    ("work", {"term": "Zoo", "focus": LONG}, "focus", "Please shorten this to 80 characters"),
    ("work", {"term": "Zoo", "year_from": "long ago"}, "year_from", YEAR),
    ("work", {"term": "Zoo", "year_from": "1899"}, "year_from", YEAR),
    ("work", {"term": "Zoo", "year_to": "0"}, "year_to", YEAR),
    ("work", {"term": "Zoo", "year_to": "9" * 30}, "year_to", YEAR),
    ("work", {"term": "Zoo", "year_to": "9" * 6000}, "year_to", YEAR),
    ("work", {"term": "Zoo", "year_from": "-5"}, "year_from", YEAR),
    (
        "education",
        {"term": "Zoo", "year_from": "2010", "year_to": "2001"},
        "year_to",
        "The last year comes before the first.",
    ),
    ("offers", {"term": "zebra care"}, "area", "Please choose what this is about."),
    ("offers", {"term": "zebra care", "area": "everything"}, "area", ""),
    ("languages", {"term": "Swahili", "level": "best"}, "level", ""),
    ("about", {"text": "z" * 2001}, "text", "Please shorten this to 2000 characters; it has 2001 now."),
    ("contact", {"text": "z" * 501}, "text", "Please shorten this to 500 characters; it has 501 now."),
]


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(("section", "form", "field", "message"), BAD)
def test_what_cannot_be_taken_is_said_beside_its_field(ada, cast, section, form, field, message, htmx):
    before = everything(cast.ada)
    answer = ada.post(f"/profile/{section}", htmx=htmx, **form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert everything(cast.ada) == before
    beside = re.search(rf'id="{field}-error">([^<]*)<', page)[1]
    assert beside
    assert message in markup.unescape(beside)
    assert 'id="problems"' in page
    assert f'<a href="#{field}">' in page
    for typed in (typed for name, typed in form.items() if name not in ("area", "level")):
        assert typed.replace("\x00", "").strip() in markup.unescape(page)
    assert ("<html" in page) != htmx


@pytest.mark.parametrize(
    "typed", ["שלום עולם", "مرحبا", "🙂🙃", "<b>bold</b>", "Robert'); DROP TABLE fact;--", "a\x00b"]
)
def test_unusual_words_are_kept_and_shown_as_words(ada, cast, typed):
    page = ada.press("/profile/skills", term=typed)
    assert len(stated(cast.ada, Section.SKILLS)) == 1
    assert typed.replace("\x00", "") in markup.unescape(page)
    assert "<b>bold" not in page


@pytest.mark.parametrize("typed", ["x\ud800y".encode("utf-8", "surrogatepass"), b"\xff\xfe", b"caf\xe9"])
def test_bytes_that_are_no_text_do_no_harm(ada, typed):
    assert ada.post("/profile/skills", term=typed).status_code in (303, 422)
    ada.read("/profile")


def test_a_section_holds_so_much_and_no_more(ada, cast):
    for number in range(facts.MOST_FACTS):
        state(cast.ada, Section.SKILLS, f"skill {number}")
    assert ada.post("/profile/skills", term="one more").status_code == 422
    assert ada.post("/profile/skills", term="skill 3").status_code == 303
    assert len(stated(cast.ada, Section.SKILLS)) == facts.MOST_FACTS


@pytest.mark.parametrize(
    ("form", "sentence", "now"),
    [
        ({"places": "3"}, "You can mentor 3 people at the same time.", (3, False)),
        ({"places": "1"}, "You can mentor 1 person now.", (1, False)),
        ({"places": "3", "paused": "y"}, "Nobody can ask you to be their mentor now.", (3, True)),
        ({"places": "0"}, "Nobody can ask you to be their mentor now.", (0, False)),
    ],
)
def test_places_are_set(ada, cast, form, sentence, now):
    for _twice in range(2):
        assert sentence in text_of(ada.press("/profile/places", **form))
        found = capacity.of(cast.ada.id)
        assert (found.places, bool(found.paused)) == now


@pytest.mark.parametrize("places", ["", "many", "-1", "21", "2.5", "9" * 40])
def test_a_wrong_number_of_places_is_refused(ada, cast, places):
    answer = ada.post("/profile/places", places=places)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(r'id="places-error">Please choose a number from 0 to 20\.', page)
    assert capacity.of(cast.ada.id).places == 2


def test_places_say_how_many_are_taken(ada, browser, cast):
    mentor(cast.ada, cast.bob)
    assert "1 of 2 taken." in text_of(ada.read("/profile"))
    assert "You mentor 1 person now." in ada.read("/profile/places")
    assert 'value="0"' in browser(cast.eve).read("/profile/places")


def cv(html: str) -> str:
    return text_of(re.search(r'<article class="cv">.*?</article>', html, re.DOTALL)[0]).replace(" ,", ",")


def test_the_cv_holds_what_is_ticked(ada):
    page = cv(ada.read("/profile/cv"))
    assert page.startswith("Ada Tuesdays at the library Nights on the ward")
    assert "nurse, San Rocco Hospital, since 2009" in page
    assert "burnout" not in page
    page = cv(ada.read("/profile/cv?section=experience&section=languages&section=nonsense&section=%00"))
    assert page == "Ada Languages Italian, mother tongue Lived experience burnout"


def test_the_cv_alone_is_printed(ada):
    html = ada.read("/profile/cv")
    assert html.count("<h1") == 1
    assert "<form" not in re.search(r'<article class="cv">.*?</article>', html, re.DOTALL)[0]


@pytest.mark.parametrize("url", ["/profile", "/profile/work", "/profile/about", "/profile/places", "/profile/cv"])
def test_my_profile_is_mine(browser, cast, url):
    answer = browser().get(url)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


def test_these_pages_ask_as_often_for_much_as_for_little(ada, cast, statements):
    urls = ["/profile", "/profile/skills", "/profile/about", "/profile/places", "/profile/cv"]
    few = [statements(lambda url=url: ada.read(url)) for url in urls]
    for number in range(30):
        state(cast.ada, Section.SKILLS, f"skill {number}")
        state(cast.ada, Section.WORK, f"place {number}", focus="nurse")
    assert [statements(lambda url=url: ada.read(url)) for url in urls] == few == [8, 7, 7, 3, 6]
