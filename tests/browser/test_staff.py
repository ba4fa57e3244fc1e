"""What those do who look after the place: let people in, name it, write its rules."""

import pytest

from tests.browser.conftest import Reader, on_small_devices
from tests.cast import PASSWORD
from tests.live import ADMIN

pytestmark = pytest.mark.usefixtures("fresh")

ACCENT = "#7b3f6e"
SHOWN_ACCENT = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"


def set_place(vera: Reader, **chosen: str) -> None:
    """Changes the settings on their page: fields by their label, `who` may join by its own."""
    vera.go("/admin").main.get_by_role("link", name="Settings").click()
    vera.sees("Settings of this place")
    if "who" in chosen:
        vera.choose(chosen.pop("who"))
    for label, text in chosen.items():
        vera.type(label.replace("_", " "), text)
    vera.press("^Set the place up like this$")
    vera.sees("This is how the place is set up now")


def join_by(wilma: Reader, link: str) -> None:
    """Opens the link of an invitation and joins by it."""
    wilma.go(link).sees("Vera invites you to")
    wilma.type("Name", "Wilma")
    wilma.type("E-mail", "wilma@example.org")
    wilma.type("Password", PASSWORD)
    wilma.choose("^I am looking around")
    wilma.type("Why would you like to join", "I live next door.")
    wilma.choose("^I am 18 or over")
    wilma.choose("^I have read the rules")
    wilma.press("^Ask to join$")


@on_small_devices
def test_who_is_invited_waits_for_a_yes_and_is_in(reader, live, script, width):
    vera, wilma = (reader(script=script, width=width) for _ in range(2))
    set_place(vera.sign_in_with_code(ADMIN), who="^Everybody, but a coordinator")
    vera.go("/invitations").type("A few words", "the woman from next door")
    vera.press("^Make the invitation$")
    vera.sees("The invitation is made", "0 of 1 place taken")
    # Its words stand there before the code is drawn.
    vera.page.wait_for_function("document.querySelector('main img').naturalWidth > 100")
    join_by(wilma, vera.main.locator("a", has_text="/join/").get_attribute("href").removeprefix(live.url))
    wilma.sees("Your account waits for approval", "You are almost there, Wilma")
    assert wilma.go("/people").path == "/account/standing"
    vera.go("/admin").follow("^Say yes or no$")
    vera.sees("I live next door.", "invited by Vera")
    vera.press("^Let Wilma in$")
    vera.sees("Wilma is in")
    wilma.go("/account/standing").sees("Good day, Wilma")
    wilma.go("/people").sees("People")
    assert vera.go("/invitations").main.get_by_text("used up").count() == 1


@on_small_devices
def test_a_new_name_and_colour_are_on_every_page_at_once(reader, script, width):
    vera, bob, guest = (reader(script=script, width=width) for _ in range(3))
    bob.enter("Bob")
    set_place(vera.sign_in_with_code(ADMIN), Name_of_the_place="The Bridge", Colour_of_links_and_buttons=ACCENT)
    # Twice each: there are two workers, and neither may remember the old ones.
    for one, path in [(one, path) for one in (vera, bob, guest) for path in ("/", "/about", "/rules", "/nowhere")] * 2:
        one.go(path)
        assert one.page.locator(".brand").inner_text().strip() == "The Bridge"
        assert one.page.title().endswith("The Bridge")
        assert one.page.evaluate(SHOWN_ACCENT) == ACCENT


@on_small_devices
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(reader, script, width):
    vera = reader(script=script, width=width).sign_in_with_code(ADMIN).go("/admin/place")
    vera.type("Name of the place", "The Bridge")
    vera.type("Colour of links and buttons", "#ffff00")
    vera.press("^Set the place up like this$")
    vera.sees("Please look at this again", "hard to read on our paper")
    assert vera.page.get_by_label("Name of the place").input_value() == "The Bridge"
    assert vera.page.locator(".brand").inner_text().strip() != "The Bridge"


@on_small_devices
def test_new_rules_are_agreed_to_before_anything_else(reader, script, width):
    vera, bob = (reader(script=script, width=width) for _ in range(2))
    bob.enter("Bob")
    vera.sign_in_with_code(ADMIN).go("/admin").main.get_by_role("link", name="House rules").click()
    vera.type("The rules in English", "## One rule\n\nBe on time.")
    vera.type("The rules in Italian", "")
    vera.press("^Show me how it will look$")
    vera.sees("Nothing is published yet")
    assert vera.page.locator("#preview h2, #preview h3", has_text="One rule").count() == 1
    bob.go("/connections").sees("Connections")
    vera.press("^Publish these rules$")
    vera.sees("These rules are in force now")
    bob.go("/connections").sees("The house rules have changed")
    assert "Be on time." in bob.go("/rules").text()
    bob.go("/connections").press("^I have read them and will keep to them$")
    bob.sees("Thank you. This is noted")
    assert bob.path == "/connections"
    assert vera.go("/people").path == "/people", "who wrote them is not asked"
