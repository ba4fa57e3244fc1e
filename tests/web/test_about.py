"""What anybody may read before they join."""

import pytest

from mentorship.site import rules, setting
from mentorship.site.setting import Feature
from tests.people.test_vocabulary_import import SAMPLES, brought
from tests.web.conftest import text_of

PAGES = ("/about", "/rules", "/data")


@pytest.mark.parametrize("path", PAGES)
def test_anybody_may_read_it(app, cast, browser, path):
    for page in (browser().read(path), browser(cast.ada).read(path)):
        assert page.count("<h1") == 1
        assert "<title>" in page
        assert "Error:" not in page


def test_the_rules_carry_the_version_that_people_agree_to(database, browser):
    text = text_of(browser().read("/rules"))
    assert f"Version {rules.version()}" in text
    for promise in ("Meet as equals", "A friend is not a mentor", "No money", "You can always stop"):
        assert promise in text


def test_the_data_page_says_what_the_software_does(database, browser):
    text = text_of(browser().read("/data"))
    assert "ends after 2 hours without use, or after 30 days" in text
    assert "For 14 days you can change your mind; then everything of yours is erased" in text


def test_only_members_are_led_to_their_settings(cast, browser):
    for door in ('href="/privacy"', 'href="/account/close"'):
        assert door not in browser().read("/data").split("<main")[1].split("</main>")[0]
        assert door in browser(cast.ada).read("/data").split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("path", PAGES)
def test_it_costs_next_to_nothing(database, browser, statements, path):
    reader = browser()
    # What is said of this place is two more: whose lists of words it uses, and how many found work.
    assert statements(lambda: reader.read(path)) <= (3 if path == "/about" else 2)


def test_what_is_said_of_work_leads_to_it_and_goes_with_it(database, browser):
    page = browser().read("/about").split("<main")[1].split("</main>")[0]
    assert "no name until you say yes" in text_of(page)
    assert 'href="/jobs"' in page
    setting.change(features=[one for one in Feature if one != Feature.WORK])
    assert "/jobs" not in browser().read("/about").split("<main")[1].split("</main>")[0]


def test_whose_lists_of_words_are_in_use_is_said_in_their_own_words(database, browser):
    assert "ESCO" not in browser().read("/about")
    brought(SAMPLES / "ISCOGroups_en.csv")
    text = text_of(browser().read("/about"))
    assert "This service uses the ESCO classification of the European Commission." in text
    assert "GeoNames, under the licence CC BY 4.0" in text
    assert "Swiss" not in text
