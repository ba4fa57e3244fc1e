"""Steps that several journeys share."""

from tests.browser.reader import Reader
from tests.live import ADMIN, NEWCOMER

NEW_PASSWORD = "five loud yellow trains"


def read_letter(vera: Reader, state: str, address: str, about: str) -> str:
    """The path of the link in the oldest such letter to this address, as the admin reads it in the outbox."""
    vera.sign_in_with_code(ADMIN).follow("^Look after this place$")
    vera.main.get_by_role("link", name="Outbox").click()
    vera.main.locator(f"#{state} li", has_text=address).get_by_role("link", name=about).last.click()
    words = vera.main.locator("article").inner_text().split()
    return next(word for word in words if word.startswith(vera.live.url)).removeprefix(vera.live.url)


def choose_password(nia: Reader, link: str) -> None:
    """Nia chooses a new password by a link that was handed over; it serves once."""
    nia.go(link).type("New password", "short")
    nia.press("^Use this password$")
    nia.sees("Please look at this again")
    nia.type("New password", NEW_PASSWORD)
    nia.press("^Use this password$")
    nia.sees("Your new password counts from now on")
    nia.sign_in(NEWCOMER).sees("Please look at this again")
    nia.sign_in(NEWCOMER, NEW_PASSWORD).sees("Good day, Nia")
    nia.go(link).sees("This link has done its work")
