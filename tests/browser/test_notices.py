"""What somebody is told: notices that lead to the thing, and answers by the link of a letter that an admin hands over."""

import pytest

from tests.browser.conftest import Reader, on_small_devices
from tests.browser.steps import read_letter
from tests.live import NEWCOMER

pytestmark = pytest.mark.usefixtures("fresh")


def ask(nia: Reader, ada: str) -> str:
    """Nia asks Ada to be her mentor, and says who is next; gives the name of that one."""
    nia.sign_in(NEWCOMER).sees("Good day, Nia")
    nia.go(f"/people/{ada}").follow("^Ask Ada Ferri to be my mentor")
    nia.choose("^Work$")
    nia.type("What do you want to reach", "To write a letter that gets an answer.")
    name = nia.page.locator("#second option").nth(1).inner_text()
    nia.page.locator("#second").select_option(label=name)
    nia.press("^Ask Ada Ferri to be my mentor")
    nia.sees("Ada Ferri has your request now", f"Next: {name}.")
    return name


@on_small_devices
def test_a_notice_leads_to_the_request_and_the_answer_is_a_notice_too(reader, live, script, width):
    nia, ada = (reader(script=script, width=width) for _ in range(2))
    ask(nia, live.handle("Ada"))
    ada.enter("Ada").link("^Notices.*unread").last.click()
    ada.follow("^Nia would like you as a mentor")
    ada.sees("To write a letter that gets an answer")
    told = ada.go("/notices").main.locator("li", has_text="Nia would like you as a mentor")
    assert told.locator(".count").count() == 0, "it is read"
    told.get_by_role("link").click()
    ada.press("^Become Nia's mentor")
    ada.sees("You are Nia's mentor now")
    nia.go("/notices").follow("^Ada Ferri said yes to being your mentor")
    nia.follow("^Open our page")
    nia.sees("What we agreed on")


@on_small_devices
def test_all_notices_are_read_with_one_press(reader, script, width):
    ada = reader(script=script, width=width).enter("Ada").go("/notices")
    assert ada.main.locator("li .count").count() > 0
    ada.press("^Mark all as read$")
    ada.sees("All are marked as read")
    assert ada.main.locator("li .count").count() == 0
    assert ada.button("^Mark all as read$").count() == 0
    assert not any(one.inner_text() for one in ada.page.locator("#menu #count-notices").all())


@pytest.mark.parametrize(("script", "width", "answer"), [(True, 320, "accept"), (False, 240, "decline")])
def test_a_request_is_answered_by_the_link_of_a_letter_without_signing_in(reader, script, width, answer):
    vera, ada = (reader(script=script, width=width) for _ in range(2))
    ada.go(read_letter(vera, "waiting", "ada@demo.example", "Requests"))
    ada.sees("Bob Hanley would like you as a mentor", "You answer as Ada Ferri")
    if answer == "accept":
        ada.press("^Become Bob Hanley's mentor")
        ada.sees("You are Bob Hanley's mentor now")
    else:
        ada.choose("^I have no time for this")
        ada.press("^Say no to Bob Hanley")
        ada.sees("Bob Hanley gets your kind no")
    ada.sees("You have answered this", "good for one answer")
    assert ada.go("/notices").path.startswith("/sign-in")
    bob = reader(script=script, width=width).enter("Bob").go("/notices")
    bob.link("^Ada Ferri (said yes to being|cannot be) your mentor").click()
    bob.sees("Ada Ferri said yes" if answer == "accept" else "It went on to")
