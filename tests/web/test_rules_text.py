"""Writing the rules: looked at, published, read by everybody in their language."""

import pytest

from mentorship.site import rules, setting
from tests.web.conftest import text_of

PATH = "/admin/rules"


@pytest.fixture
def aldo(cast, browser):
    return browser(cast.aldo)


def publish(who, en="Be kind.", it="Sii gentile.", instead_of=None, **more):
    form = {"en": en, "it": it, "instead_of": rules.version() if instead_of is None else instead_of, "do": "publish"}
    return who.post(PATH, **form | more)


@pytest.mark.parametrize("who", ["ada", "dora"])
def test_for_others_the_page_does_not_exist(cast, browser, who):
    other = browser(getattr(cast, who))
    assert other.get(PATH).status_code == 404
    assert publish(other).status_code == 404
    assert rules.latest() is None


def test_one_begins_with_the_rules_in_force(aldo):
    page = aldo.read(PATH)
    assert "## Meet as equals" in page.split('name="en"')[1].split("</textarea>")[0]
    assert "## Ci si incontra alla pari" in page.split('name="it"')[1].split("</textarea>")[0]
    assert "came with the software · in force" in text_of(page)


def test_what_is_published_is_read_by_everybody_in_their_language(cast, browser, aldo):
    answer = publish(aldo, "## Be kind\n\nAlways.", "## Sii gentile\n\nSempre.")
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    version = rules.version()
    said = text_of(aldo.get("/about").text)
    assert f"These rules are in force now: version {version}." in said
    english, italian = browser().read("/rules"), browser(cast.cleo).read("/rules")
    assert '<h2 dir="auto">Be kind</h2>' in english
    assert '<h2 dir="auto">Sii gentile</h2>' in italian
    assert "Meet as equals" not in english
    assert f"Version {version}, in force since" in text_of(english)


@pytest.mark.parametrize(("en", "it", "language"), [("Be kind.", "", "en"), ("", "Sii gentile.", "it")])
def test_who_reads_the_other_language_gets_the_one_there_is_and_it_says_so(cast, browser, aldo, en, it, language):
    publish(aldo, en, it)
    for reader in (browser(), browser(cast.cleo)):
        page = reader.read("/rules")
        assert (en or it) in page
        other = f'<html lang="{language}">' not in page
        assert (f'<div lang="{language}">' in page) == other


def test_looking_first_publishes_nothing_and_keeps_what_was_typed(aldo):
    answer = publish(aldo, "## Be *kind*", "", do="look")
    page = answer.text
    assert answer.status_code == 200
    preview = page.split('id="preview"')[1].split("</section>")[0]
    assert '<h2 dir="auto">Be <em>kind</em></h2>' in preview
    assert 'lang="it"' not in preview
    assert "## Be *kind*" in page.split('name="en"')[1].split("</textarea>")[0]
    assert rules.latest() is None


def test_twice_is_once(aldo):
    publish(aldo, instead_of=rules.SHIPPED_VERSION)
    assert publish(aldo, instead_of=rules.SHIPPED_VERSION).status_code == 303
    assert len(rules.history()) == 2


@pytest.mark.parametrize(
    ("en", "it", "field", "said"),
    [
        (" ", "", "en", "Please write something here."),
        ("x" * 20_001, "", "en", "Please shorten this to 20000 characters; it has 20001 now."),
        ("", "y" * 20_001, "it", "Please shorten this to 20000 characters; it has 20001 now."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_published(aldo, en, it, field, said):
    answer = publish(aldo, en, it)
    assert answer.status_code == 422
    assert said in answer.text.split(f'id="{field}-error"')[1]
    assert (en + it).strip() in answer.text
    assert rules.latest() is None


def test_what_another_admin_has_published_meanwhile_is_not_overwritten(aldo):
    publish(aldo, "of Aldo")
    answer = publish(aldo, "of another", instead_of=rules.SHIPPED_VERSION)
    assert answer.status_code == 422
    assert "Somebody has published new rules while you wrote." in answer.text.split('id="en-error"')[1]
    assert "of another" in answer.text.split('name="en"')[1]
    assert rules.in_force().en == "of Aldo"


def test_then_reading_it_again_is_the_way_on(aldo):
    publish(aldo, "of Aldo")
    publish(aldo, "of another", instead_of=rules.SHIPPED_VERSION)
    page = aldo.read(PATH)
    shown = page.split('name="instead_of"')[1].split('value="')[1].split('"')[0]
    assert publish(aldo, "of both", instead_of=shown).status_code == 303


def test_all_versions_can_be_read_with_their_days(aldo):
    publish(aldo, "First of ours.")
    first = rules.version()
    publish(aldo, "Second of ours.")
    page = aldo.read(PATH)
    assert text_of(page).count("published today") == 2
    assert "First of ours." in aldo.read(PATH, version=first).split('id="read"')[1]
    assert "Meet as equals" in aldo.read(PATH, version=rules.SHIPPED_VERSION).split('id="read"')[1]
    assert 'id="read"' not in aldo.read(PATH, version="nonsense")


def test_nothing_unsafe_reaches_a_page(cast, browser, aldo):
    publish(aldo, "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil.example/z.gif)")
    for page in (
        browser().read("/rules"),
        aldo.read(PATH, version=rules.version()),
        publish(aldo, "<img src=x>", do="look").text,
    ):
        main = page.split("<main")[1].split("</main>")[0]
        assert "<script" not in main
        assert "<img" not in main
        assert 'href="javascript' not in main


def test_the_name_of_the_place_is_the_title(aldo):
    setting.change(name="Rete")
    assert "House rules of this place · Rete" in aldo.read(PATH)


def test_it_costs_little(aldo, statements):
    publish(aldo)
    assert statements(lambda: aldo.read("/about")) <= 4
    assert statements(lambda: aldo.read("/rules")) <= 4
