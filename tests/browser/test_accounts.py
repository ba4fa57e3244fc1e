"""An account to its end: the second step, a forgotten password, closing and coming back."""

import pyotp
import pytest

from tests.browser.conftest import Reader, on_small_devices
from tests.browser.looks import is_sound
from tests.browser.steps import choose_password, read_letter
from tests.cast import PASSWORD, code
from tests.live import NEWCOMER

pytestmark = pytest.mark.usefixtures("fresh")


def set_up_second_step(nia: Reader) -> tuple[str, list[str]]:
    """Nia turns the second step on; gives what her app knows, and the codes on her paper."""
    nia.go("/account").follow("^Turn it on$")
    nia.type("Your password", PASSWORD)
    nia.press("^Set up the second step$")
    nia.sees("Now set up the app")
    is_sound(nia, "en")
    letters = nia.main.locator("code").inner_text().replace(" ", "")
    nia.type("The code your app shows now", "12345")
    nia.press("^Turn it on$")
    nia.sees("Please look at this again")
    nia.type("The code your app shows now", pyotp.TOTP(letters).now())
    nia.press("^Turn it on$")
    nia.sees("The second step is on")
    is_sound(nia, "en")
    return letters, nia.main.locator("ol code").all_inner_texts()


def pass_second_step(nia: Reader, typed: str) -> None:
    """Signs out, and in again with this code."""
    nia.press("^Sign out$")
    nia.sees("You are signed out")
    nia.sign_in(NEWCOMER).sees("Your password is right")
    nia.type("Code", typed)
    nia.main.get_by_role("button", name="Sign in", exact=True).click()


@on_small_devices
def test_the_second_step_is_set_up_and_passed_with_the_app_and_with_paper(reader, script, width):
    nia = reader(script=script, width=width, color_scheme="dark").sign_in(NEWCOMER)
    nia.sees("Good day, Nia")
    letters, paper = set_up_second_step(nia)
    assert len(set(paper)) == 10
    nia.follow("^I have them on paper$")
    nia.sees("Good day, Nia")
    pass_second_step(nia, "000000")
    nia.sees("This code does not fit")
    assert nia.go("/messages").path.startswith("/sign-in")
    nia.sign_in(NEWCOMER).type("Code", code(1, letters))
    nia.main.get_by_role("button", name="Sign in", exact=True).click()
    nia.sees("Good day, Nia")
    pass_second_step(nia, paper[0].upper())
    nia.sees("You have 9 recovery codes left", "Good day, Nia")


@on_small_devices
def test_a_forgotten_password_where_no_mail_leaves(reader, live, script, width):
    nia = reader(script=script, width=width).go("/sign-in")
    nia.follow("^Forgotten the password")
    nia.sees("Those who run it can give you a link")
    printed = live.flask("reset-link", NEWCOMER).split()[-1]
    choose_password(nia, printed.removeprefix(live.url))


@on_small_devices
def test_an_address_is_changed_by_a_letter_that_the_admin_hands_over(reader, live, script, width):
    nia, vera = (reader(script=script, width=width) for _ in range(2))
    nia.sign_in(NEWCOMER).sees("Good day, Nia")
    nia.go("/account").follow("^Use another address$")
    nia.type("New e-mail address", "new@example.org")
    nia.type("Present password", PASSWORD)
    nia.press("^Write to the new address$")
    nia.sees("A letter for new@example.org waits with those who run this place")
    nia.go(read_letter(vera, "waiting", "new@example.org", "Confirming an address"))
    nia.press("^Yes, this is my address$")
    nia.sees("new@example.org is your confirmed address now")
    reader(script=script, width=width).sign_in("new@example.org").sees("Good day, Nia")


@on_small_devices
def test_an_account_is_closed_and_opened_again(reader, live, script, width):
    nia, bob = (reader(script=script, width=width) for _ in range(2))
    nia.sign_in(NEWCOMER).sees("Good day, Nia")
    hers = live.one("SELECT '/people/' || handle FROM person WHERE email = ?", NEWCOMER)
    bob.enter("Bob").go(hers).sees("Nia")
    nia.go("/account").follow("^Close my account$")
    nia.type("Your password", PASSWORD)
    nia.press("^Close my account$")
    nia.sees("Your account is closed. To open it again, sign in before")
    assert "There is nothing here" in bob.go(hers).main.inner_text()
    nia.sign_in(NEWCOMER).sees("Your account is closed and will be erased on")
    assert nia.go("/people").path == "/account/standing"
    nia.press("^Open it again$")
    nia.sees("Your account is open again", "Good day, Nia")
    bob.go(hers).sees("Nia")
