"""A place whose mail server refuses every letter: nobody is stuck, for the admin reads it and hands its link over."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Reader, on_small_devices
from tests.browser.looks import is_sound
from tests.browser.steps import choose_password, read_letter
from tests.cast import PASSWORD
from tests.live import NEWCOMER, Live
from tests.post import PostOffice

REFUSED = "550 5.1.1 Nobody here has this name"


@pytest.fixture(scope="module")
def refusing(live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The place of all tests once more, with such a mail server."""
    office = PostOffice()
    office.answers["RCPT"] = REFUSED
    server = {"SERVER": "127.0.0.1", "PORT": str(office.port), "SECURITY": "none", "FROM": "place@example.org"}
    place = Live(
        tmp_path_factory.mktemp("refusing"),
        live.template,
        **{f"MENTORSHIP_MAIL_{name}": value for name, value in server.items()},
    )
    place.given["MENTORSHIP_PUBLIC_URL"] = place.url
    office.start()
    with place.running():
        yield place
    office.stop()


@pytest.fixture
def place(refusing: Live) -> Live:
    """The same with everything as it was at the start."""
    refusing.reset()
    return refusing


@on_small_devices
def test_a_forgotten_password_whose_letter_does_not_arrive(reader, place, script, width):
    nia, vera = (reader(script=script, width=width, place=place) for _ in range(2))
    nia.go("/sign-in").follow("^Forgotten the password")
    nia.press("^Send me a link$")
    nia.sees("Please write your e-mail address")
    is_sound(nia, "en")
    nia.type("E-mail", NEWCOMER)
    nia.press("^Send me a link$")
    nia.sees(f"Look into the mail of {NEWCOMER}", "If this address has an account here")
    is_sound(nia, "en")
    place.flask("chores", "--all")
    link = read_letter(vera, "given_up", NEWCOMER, "A new password")
    vera.sees(REFUSED, "Choose a new password", "Try it again")
    is_sound(vera, "en")
    choose_password(nia, link)


def sign_up(sam: Reader) -> None:
    """Sam joins; with a mail server that is not the end of it."""
    sam.go("/sign-up").type("Name", "Sam")
    sam.type("E-mail", "sam@example.org")
    sam.type("Password", PASSWORD)
    sam.choose("^I am looking around")
    sam.choose("^I am 18 or over")
    sam.choose("^I have read the rules")
    sam.press("^Join$")
    sam.sees("We have written to sam@example.org", "Its link opens your account")


@on_small_devices
def test_somebody_joins_though_the_letter_does_not_arrive(reader, place, script, width):
    sam, vera = (reader(script=script, width=width, place=place) for _ in range(2))
    sign_up(sam)
    sam.sign_in("sam@example.org").sees("Please look at this again")
    place.flask("chores", "--all")
    link = read_letter(vera, "given_up", "sam@example.org", "Confirming an address")
    sam.go(link).sees("Somebody signed up here as Sam")
    is_sound(sam, "en")
    sam.press("^Yes, this is my address$")
    sam.sees("Welcome, Sam", "Good day, Sam")
    sam.go(link).sees("This link has done its work")
    vera.press("^Try it again$")
    vera.sees("It waits to leave")
