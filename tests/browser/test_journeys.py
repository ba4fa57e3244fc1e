"""What people come for, from end to end, on the devices they have: with JavaScript and without, 240 px to wide."""

import re

import pytest

from tests.browser.conftest import Reader, on_every_device, on_small_devices
from tests.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("fresh")


def join(one: Reader, name: str, seeks: str) -> None:
    """Signs up as somebody who wants a mentor."""
    one.go("/").follow("^Join this community")
    one.type("Name", name)
    one.type("E-mail", f"{name.lower()}@example.org")
    one.type("Password", PASSWORD)
    one.choose("^I want a mentor$")
    one.type("I want a mentor for", seeks)
    one.choose("^I am 18 or over")
    one.choose("^I have read the rules")
    one.press("^Join$")


def find_mentor(one: Reader, topic: str) -> str:
    """Looks for a mentor with a free place, goes to the first one's form, and says who it is."""
    one.main.get_by_role("link", name="Find a mentor").last.click()
    one.type("What for", topic)
    one.choose("^Has a free place")
    one.press("^Search$")
    one.page.wait_for_url("**/mentors?*topic=*")
    name = one.main.locator(".card h2").first.inner_text()
    one.follow(f"^Ask for mentoring.*{name}")
    return name


@on_every_device
def test_a_newcomer_finds_a_mentor_and_asks(reader, script, width):
    sam = reader(script=script, width=width)
    join(sam, "Sam", "preparing for a job interview")
    sam.sees("Welcome, Sam", "Good day, Sam")
    name = find_mentor(sam, "preparing for a job interview")
    sam.sees(f"Ask {name} to be my mentor")
    sam.type("What do you want to reach", "A CV that fits on one page.")
    sam.press(f"^Ask {name} to be my mentor")
    sam.sees(f"{name} has your request now", f"Waiting for {name}", "A CV that fits on one page")
    sam.go("/").sees(f"You asked {name} to be your mentor", f"Waiting for {name}'s answer, until ")


def accept(ada: Reader) -> None:
    """Ada finds Bob's request on her day and says yes there."""
    ada.enter("Ada").sees("Bob Hanley would like you as a mentor")
    ada.press("^Become Bob Hanley's mentor")
    ada.sees("You are Bob Hanley's mentor now")


def write(one: Reader, other: str, words: str) -> None:
    """Sends a message on the page that is open."""
    one.type("Your message", words)
    one.press(f"^Send to {other}")
    one.sees("Your message is sent", words)


def part(bob: Reader, thanks: str) -> None:
    """Ends the mentoring from its page."""
    bob.follow("^End this mentoring with thanks")
    bob.type("A word of thanks", thanks)
    bob.press("^End it$")
    bob.sees("The mentoring with Ada Ferri has ended")


@on_every_device
def test_a_pair_begins_talks_and_ends_with_thanks(reader, live, script, width):
    bob, ada = (reader(script=script, width=width) for _ in range(2))
    bob.enter("Bob").sees("You asked Ada Ferri to be your mentor", "Waiting for Ada Ferri's answer, until ")
    assert "ada_corsia" not in bob.go(f"/people/{live.handle('Ada')}").text()
    accept(ada)
    bob.go("/").sees("Ada Ferri said yes")
    for one in (ada, bob):
        one.go("/").follow("^Open our page")
        one.sees("What we agreed on")
    bob.sees("ada_corsia_demo")  # she opens it to her mentees
    write(ada, "Bob Hanley", "On Sunday at the table?")
    bob.follow("^Check for new messages")
    bob.sees("On Sunday at the table?")
    write(bob, "Ada Ferri", "Yes. Thank you.")
    part(bob, "You read the person and not the spelling.")
    assert "ada_corsia" not in bob.text()
    ada.go("/connections").page.locator("summary#ended").click()
    ada.main.locator("details[open]").get_by_role("link", name="Bob Hanley").click()
    ada.sees("Bob Hanley thanks you", "You read the person and not the spelling")
    assert "ada_corsia" not in bob.go(f"/people/{live.handle('Ada')}").text()


@pytest.mark.parametrize(("script", "width"), [(True, 240), (False, 320), (True, 1280)])
def test_two_become_friends_and_part(reader, live, script, width):
    bob, eve = (reader(script=script, width=width) for _ in range(2))
    bob.enter("Bob").go(f"/people/{live.handle('Eve')}").press("^Ask to be friends")
    bob.sees("Eve Thornbury has been asked", "Waiting for Eve Thornbury's answer")
    eve.enter("Eve").sees("Bob Hanley would like to be friends")
    eve.press("^Become friends")
    eve.sees("You and Bob Hanley are friends now")
    bob.go(f"/people/{live.handle('Eve')}").sees("Friend", "Write to Eve")
    bob.page.locator("summary#part").click()
    bob.press("^Stop being friends")
    bob.sees("You and Eve Thornbury are no longer friends here", "Ask to be friends")
    assert "Bob Hanley" not in eve.go("/connections").main.inner_text()


@on_small_devices
def test_a_section_opens_and_closes_and_one_sees_it_as_they_do(reader, script, width):
    bob, phone = reader(script=script, width=width), "000 555 02 40"
    bob.enter("Bob")
    assert phone not in bob.go("/privacy/view-as/friends").text()
    for answer, now_open in (("true", True), ("false", False)):
        cell = bob.go("/privacy").page.locator("#share-contact-friends")
        cell.click()
        bob.page.locator(f"#share-contact-friends[aria-pressed={answer}]").wait_for()
        bob.sees("How to reach me: ")
        assert (phone in bob.go("/privacy/view-as/friends").text()) is now_open


@on_small_devices
def test_what_is_delicate_is_asked_about_once_before_it_opens(reader, script, width):
    bob, cell = reader(script=script, width=width), "#share-contact-everyone"
    bob.enter("Bob").go("/privacy").page.locator(cell).click()
    bob.sees("Anyone on the web can then read how to reach you")
    assert bob.page.locator(f"{cell}[aria-pressed]").count() == 0
    bob.press("^Leave it closed$")
    bob.page.locator(f"{cell}[aria-pressed=false]").wait_for()
    bob.page.locator(cell).click()
    bob.press("^Yes, open it$")
    bob.page.locator(f"{cell}[aria-pressed=true]").wait_for()
    assert "They see your name and how to reach you." in bob.text()
    assert "Opened to everyone: how to reach you." in bob.text()
    bob.page.locator(cell).click()
    bob.page.locator(f"{cell}[aria-pressed=false]").wait_for()
    assert "They see nothing of you, not even your name." in bob.text()
    assert bob.width_left_over() <= 0


@on_small_devices
def test_one_looks_as_a_friend_one_press_from_what_friends_see(reader, script, width):
    bob = reader(script=script, width=width).enter("Bob").go("/privacy")
    bob.follow("^Look as a friend$")
    bob.sees("You are looking at your page as a friend of yours sees it.")


@on_small_devices
def test_a_suggestion_is_hidden_and_comes_back(reader, script, width):
    bob = reader(script=script, width=width).enter("Bob").go("/suggestions")
    card = bob.main.locator("section.lane li.card").first
    place, name = card.get_attribute("id"), card.locator("h3").inner_text()
    card.get_by_role("button", name=re.compile(rf"^Hide \({name}")).click()
    bob.sees(f"You will not be shown {name} here again")
    assert bob.main.locator(f"#{place} h3").count() == 0
    bob.press("^Undo$" if script else "^Show again everybody I have hidden")
    bob.main.locator(f"#{place} h3").wait_for()


@on_small_devices
def test_who_is_blocked_is_gone_until_the_block_is_taken_back(reader, live, script, width):
    bob, cleo = reader(script=script, width=width), f"/people/{live.handle('Cleo')}"
    bob.enter("Bob").go(cleo).page.locator("summary#part").click()
    bob.follow("^Block Cleo")
    bob.press("^Block Cleo")
    bob.sees("Cleo Marchetti is blocked")
    assert "There is nothing here" in bob.go(cleo).text()
    for page in ("/people?q=cleo", "/messages", "/"):
        assert "Marchetti" not in bob.go(page).main.inner_text()
    bob.go("/connections").page.locator("summary#blocked").click()
    bob.press("^Take the block back")
    bob.sees("You no longer block Cleo")
    bob.go(cleo).sees("Ask to be friends")
