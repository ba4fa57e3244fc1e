"""What JavaScript adds: the page stays, focus and voice go where they should, and nothing else changes."""

import re

import pytest

from tests.browser.conftest import Reader

pytestmark = pytest.mark.usefixtures("fresh")

FOCUSED = "document.activeElement.id"


def keep_an_eye(one: Reader) -> None:
    """Marks the page and its live line, to notice when either is loaded anew."""
    one.page.evaluate("window.same = document.getElementById('live').same = true")


def is_same_page(one: Reader) -> bool:
    return bool(one.page.evaluate("window.same && document.getElementById('live').same"))


def said(one: Reader) -> str:
    """What the live line says, once it says something."""
    one.page.locator("#live .flash").wait_for()
    return one.page.locator("#live").inner_text()


def talk(one: Reader, other: str) -> None:
    """Opens the conversation with a friend."""
    one.go("/connections").press(f"^Write \\({other}")
    one.page.locator("form#write").wait_for()


def test_a_button_that_turns_keeps_the_focus_and_the_live_line_says_what_changed(reader):
    bob = reader().enter("Bob").go("/privacy")
    keep_an_eye(bob)
    for pressed in ("true", "false"):
        bob.page.locator("#share-contact-friends").press("Enter")
        bob.page.locator(f"#share-contact-friends[aria-pressed={pressed}]").wait_for()
        assert bob.page.evaluate(FOCUSED) == "share-contact-friends"
        assert "How to reach me" in said(bob)
    assert is_same_page(bob)


@pytest.mark.parametrize("answer", ["Leave it closed", "Yes, open it"])
def test_a_question_takes_the_focus_and_gives_it_back(reader, fresh, answer):
    bob = reader().enter("Bob").go("/privacy")
    keep_an_eye(bob)
    bob.page.locator("#share-contact-everyone").press("Enter")
    bob.page.get_by_role("group", name="Let everyone know how to reach you?").wait_for()
    assert bob.page.evaluate("document.activeElement.getAttribute('role')") == "group"
    bob.button(f"^{answer}$").press("Enter")
    bob.page.locator("#share-contact-everyone[aria-pressed]").wait_for()
    assert bob.page.evaluate(FOCUSED) == "share-contact-everyone"
    assert "How to reach me" in said(bob)
    assert is_same_page(bob)


def test_hide_becomes_undo_under_the_same_finger(reader):
    bob = reader(width=320).enter("Bob").go("/suggestions")
    keep_an_eye(bob)
    button = bob.main.locator("section.lane button[id$=toggle]").first
    place = button.get_attribute("id")
    for now in ("Undo", "Hide"):
        bob.page.keyboard.press("Tab")
        bob.page.locator(f"#{place}").press("Enter")
        bob.page.locator(f"#{place}", has_text=re.compile(f"^{now}")).wait_for()
        assert bob.page.evaluate(FOCUSED) == place
        assert said(bob)
    assert is_same_page(bob)


def test_an_answer_to_a_request_shows_in_its_card(reader):
    eve, bob = reader(), reader()
    eve.enter("Eve").go(f"/people/{eve.live.handle('Bob')}").press("^Ask to be friends")
    bob.enter("Bob")
    keep_an_eye(bob)
    bob.main.get_by_role("button", name="Become friends (Eve").press("Enter")
    assert said(bob) == "You and Eve Thornbury are friends now."
    bob.sees("You said yes today")
    assert bob.page.evaluate(FOCUSED).startswith("first-")
    assert is_same_page(bob)


@pytest.mark.parametrize("place", ["/profile/work", "/profile/languages", "/profile/seeks", "talk"])
def test_a_form_with_errors_is_swapped_in_and_its_summary_takes_the_focus(reader, place):
    bob = reader(width=240).enter("Bob")
    talk(bob, "Cleo") if place == "talk" else bob.go(place)
    keep_an_eye(bob)
    with bob.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        bob.page.locator("main form:has(textarea) [type=submit], #keep").first.click()
    assert answer.value.status == 422
    bob.page.locator("#problems").wait_for()
    assert bob.page.evaluate(FOCUSED) == "problems"
    bob.page.locator("#problems a").first.click()
    assert bob.page.locator("[aria-invalid=true]").first.get_attribute("id") in bob.page.url
    assert is_same_page(bob)
    assert bob.width_left_over() <= 0


def test_after_sending_the_field_is_empty_and_ready(reader):
    bob = reader().enter("Bob")
    talk(bob, "Cleo")
    keep_an_eye(bob)
    bob.type("Your message", "One.")
    bob.page.locator("#send").press("Enter")
    bob.page.locator("li.mine", has_text="One.").wait_for()
    assert said(bob) == "Your message is sent."
    assert bob.page.get_by_label("Your message").input_value() == ""
    assert bob.page.evaluate(FOCUSED) in ("body", "send")
    assert is_same_page(bob)


def test_an_open_conversation_shows_what_the_other_writes_and_leaves_my_words_alone(reader):
    cleo, bob = reader(), reader()
    bob.page.clock.install()
    for one, name, other in ((cleo, "Cleo", "Bob"), (bob, "Bob", "Cleo")):
        one.enter(name)
        talk(one, other)
    keep_an_eye(bob)
    bob.page.get_by_label("Your message").press_sequentially("Half a sen")
    bob.page.clock.fast_forward(21_000)
    cleo.type("Your message", "The oven is warm.")
    cleo.press("^Send to Bob")
    cleo.sees("Your message is sent")
    bob.page.clock.fast_forward(21_000)
    bob.sees("The oven is warm.")
    assert said(bob) == "There is something new from Cleo Marchetti."
    assert bob.page.get_by_label("Your message").input_value() == "Half a sen"
    assert bob.page.evaluate(FOCUSED) == "body"
    assert is_same_page(bob)


def test_search_narrows_in_place_and_going_back_gives_whole_pages(reader):
    bob = reader().enter("Bob").go("/people")
    keep_an_eye(bob)
    for words, found in (("baker", "Cleo Marchetti"), ("bookbinder", "Eve Thornbury")):
        bob.page.locator("#q").fill(words)
        bob.press("^Search$")
        bob.main.locator(".card", has_text=found).wait_for()
    assert is_same_page(bob)
    bob.follow("^Eve Thornbury")
    bob.page.get_by_role("heading", level=1, name="Eve Thornbury").wait_for()
    for words, found in (("bookbinder", "Eve Thornbury"), ("baker", "Cleo Marchetti")):
        bob.page.go_back()
        bob.main.locator(".card", has_text=found).wait_for()
        is_whole(bob, "People")
        assert bob.path.endswith(f"?q={words}")
        assert bob.page.locator("#q").input_value() == words


def is_whole(one: Reader, heading: str) -> None:
    """One page with all its parts, each of them once."""
    for part in ("header.head", "main", "h1", "nav#menu", "footer", "#live", "main form[role=search]", "#found"):
        assert one.page.locator(part).count() == 1, part
    assert one.page.locator("h1").inner_text() == heading


def test_what_is_gone_meanwhile_is_said_in_the_live_line(reader):
    bob, eve = reader(), reader()
    bob.enter("Bob").go(f"/people/{bob.live.handle('Eve')}")
    eve.enter("Eve").go(f"/people/{bob.live.handle('Bob')}/block").main.get_by_role("button").click()
    eve.sees("is blocked")
    keep_an_eye(bob)
    bob.press("^Ask to be friends")
    bob.page.locator("#live #failure").wait_for()
    assert is_same_page(bob)


def test_words_that_are_known_are_offered_while_typing(reader):
    bob = reader().enter("Bob").go("/profile/work")
    bob.main.locator("#focus").press_sequentially("nur")
    bob.page.locator("#focus-options option[value=nurse]").wait_for(state="attached")


def test_who_was_signed_out_meanwhile_keeps_the_words(reader):
    bob = reader().enter("Bob")
    talk(bob, "Cleo")
    bob.context.clear_cookies()
    bob.type("Your message", "I wrote this for a whole day.")
    bob.press("^Send to Cleo")
    bob.sees("You were signed out meanwhile", "I wrote this for a whole day.")
    bob.main.get_by_role("link", name="Sign in").click()
    bob.page.wait_for_url("**/sign-in?next=**")
