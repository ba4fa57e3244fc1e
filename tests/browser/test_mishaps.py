"""What goes wrong or gets in the way, on small devices with JavaScript and without: nothing is lost, nothing happens twice."""

import re

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from mentorship.web.access import FORM_HOURS
from tests.browser.conftest import Reader, on_small_devices
from tests.cast import PASSWORD
from tests.live import NEWCOMER

pytestmark = pytest.mark.usefixtures("fresh")


@on_small_devices
def test_the_language_changes_without_an_account_and_stays(reader, script, width):
    guest = reader(script=script, width=width).go("/about")
    english = guest.main.inner_text()
    guest.press("^Italiano$")
    guest.page.locator("html[lang=it]").wait_for()
    assert guest.path == "/about"
    assert guest.main.inner_text() != english
    assert guest.go("/sign-up").page.locator("html").get_attribute("lang") == "it"


@on_small_devices
def test_signing_in_says_what_is_wrong_and_keeps_the_address(reader, script, width):
    nia = reader(script=script, width=width).go("/sign-in")
    submit = nia.main.get_by_role("button", name="Sign in", exact=True)
    submit.click()
    nia.sees("Please look at this again", "Please write your e-mail address")
    assert nia.page.title().startswith("Error:")
    assert nia.page.locator("#email").get_attribute("aria-invalid") == "true"
    nia.sign_in(NEWCOMER, "not this one at all")
    nia.sees("Please look at this again")
    assert nia.page.locator("#email").input_value() == NEWCOMER
    assert nia.page.locator("#password").input_value() == ""
    nia.type("Password", PASSWORD)
    nia.main.get_by_role("button", name="Sign in", exact=True).click()
    nia.sees("Good day, Nia")


@on_small_devices
def test_pressing_send_twice_sends_once(reader, live, script, width):
    bob = reader(script=script, width=width).enter("Bob").go("/connections")
    bob.press("^Write \\(Cleo")
    bob.type("Your message", "Is Saturday still good?")
    bob.button("^Send to Cleo").dblclick()
    bob.sees("Is Saturday still good?")
    bob.page.wait_for_load_state("networkidle")
    assert bob.main.get_by_text("Is Saturday still good?", exact=True).count() == 1
    assert live.one("SELECT count(*) FROM message WHERE body LIKE 'Is Saturday%'") == 1


class LongAgo(TimestampSigner):
    """Signs as if it were before forms expire."""

    def get_timestamp(self) -> int:
        return super().get_timestamp() - FORM_HOURS * 3600 - 60


def let_expire(one: Reader, form: str) -> None:
    """The form as it is when the page was left open for too long."""
    token = one.page.locator(f"{form} [name=csrf_token]")
    key, salt = one.live.secret_key, "wtf-csrf-token"
    content = URLSafeTimedSerializer(key, salt=salt).loads(token.input_value())
    old = URLSafeTimedSerializer(key, salt=salt, signer=LongAgo).dumps(content)
    token.evaluate("(field, text) => field.setAttribute('value', text)", old)


@on_small_devices
def test_an_expired_form_keeps_the_text_and_one_press_sends_it(reader, live, script, width):
    bob = reader(script=script, width=width).enter("Bob").go("/connections")
    bob.press("^Write \\(Cleo")
    words = "I wrote this for a whole day, and slept over it."
    bob.type("Your message", words)
    let_expire(bob, "form#write")
    bob.press("^Send to Cleo")
    bob.sees("For your safety it was not sent")
    assert bob.page.get_by_label("What you had written").input_value() == words
    assert live.one("SELECT count(*) FROM message WHERE body LIKE 'I wrote this%'") == 0
    bob.press("^Send it now")
    bob.sees(words)
    assert live.one("SELECT count(*) FROM message WHERE body LIKE 'I wrote this%'") == 1


@on_small_devices
def test_after_signing_out_the_back_button_shows_nothing_personal(reader, script, width):
    ada = reader(script=script, width=width).enter("Ada").go("/connections")
    assert "Renata" in ada.text()
    ada.press("^Sign out$")
    ada.sees("You are signed out")
    for _ in range(2):
        ada.page.go_back()
        assert not re.search("Renata|Good day|Connections", ada.text())
    ada.go("/connections").main.get_by_role("heading", name="Sign in").wait_for()
