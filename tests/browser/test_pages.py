"""Every main page, as each kind of reader meets it: accessible, in English and Italian, light and dark, 240 px to wide."""

from itertools import cycle

import pytest

from tests.browser.looks import LOOKS, Seat, is_sound, open_page, shared_out
from tests.live import LONGEST_NAME, Live

FOR_ALL = ["/about", "/rules", "/data", "/nowhere", "/people/{dora}"]
SIGNED_OUT = ["/", "/sign-in", "/sign-up", "/sign-up/sent", "/reset", "/reset/sent"]
MEMBER = [
    "/", "/mentors", "/people", "/suggestions", "/connections", "/messages", "/profile", "/profile/about", "/profile/work",
    "/profile/seeks", "/profile/places", "/profile/cv", "/privacy", "/privacy/view-as/everyone", "/privacy/view-as/friends",
    "/account", "/people/{cleo}", "/people/{eve}/mentor?as=mentor",
]  # fmt: skip
# What looks the same for everybody is met once.
ALIKE = [
    "/mentors?topic=nothing+like+it", "/people?q=nothing+like+it", "/profile/languages", "/account/sessions", "/account/address",
    "/people/{eve}/block", "/people/{eve}/report", "/requests/{wish}/report", "/reports", "/privacy/history",
]  # fmt: skip
PAIRED = [
    "/mentorships/{pair}",
    "/mentorships/{pair}/end",
    "/mentorships/{ended}",
    "/messages/{friends}",
    "/requests/{wish}",
]
PAGES = {
    "nobody": FOR_ALL + SIGNED_OUT,
    "Ada": FOR_ALL + MEMBER + ALIKE + PAIRED + ["/people/{bob}", "/people/{ada}"],
    "Bob": [
        "/", "/people/{ada}", "/people/{bob}", "/people/{ada}/mentor?as=mentee", "/connections", "/suggestions",
        "/messages/{bobs}", "/requests/{wish}", "/requests/{offer}",
    ],
    "Nia": ["/people/{ada}", "/people/{ada}/mentor?as=mentee", *MEMBER],
    "Bruno": ["/moderation", "/moderation/{report}", "/moderation/suspended"],
    "Dora": [
        "/", "/people", "/people/{bob}", "/people/{long}", "/connections", "/messages", "/messages/{longs}", "/profile",
        "/privacy",
    ],
}  # fmt: skip
CASES = shared_out(PAGES)

PERSON = "(SELECT id FROM person WHERE name LIKE ? || '%' ORDER BY id LIMIT 1)"
PAIR = f"SELECT key FROM mentorship WHERE mentor_id = {PERSON} AND (ended_at IS NULL) = ?"
ASKED = f"SELECT key FROM request WHERE sender_id = {PERSON} AND recipient_id = {PERSON}"
TALK = f"""SELECT key FROM conversation WHERE friendship_id IS NOT NULL
AND {PERSON} IN (low_id, high_id) AND {PERSON} IN (low_id, high_id)"""


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    live.reset()
    people = {name: live.handle(name.title()) for name in ("ada", "bob", "cleo", "dora", "eve")}
    return people | {
        "long": live.handle(LONGEST_NAME),
        "report": live.one("SELECT key FROM report"),
        "pair": live.one(PAIR, "Ada ", True),
        "ended": live.one(PAIR, "Ada ", False),
        "wish": live.one(ASKED, "Bob ", "Ada "),
        "offer": live.one(ASKED, "Teresa ", "Bob "),
        "friends": live.one(TALK, "Ada ", "Cleo "),
        "bobs": live.one(TALK, "Bob ", "Cleo "),
        "longs": live.one(TALK, "Dora ", LONGEST_NAME),
    }


@pytest.mark.parametrize(("name", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, path: str):
    sitting = seat.give(name, look)
    assert open_page(sitting, path.format(**keys)) == (404 if path == "/nowhere" else 200)
    is_sound(sitting, LOOKS[look]["language"])


# Each in one look: what a summary and an error look like in the other is on the next.
MISTAKES = [
    ("nobody", "/sign-up", "main .primary"),
    ("nobody", "/sign-in", "main .primary"),
    ("Ada", "/requests/{wish}", "#send-question"),
    ("Ada", "/requests/{wish}", "#decline"),
    ("Ada", "/mentorships/{pair}", "#send"),
    ("Ada", "/profile/work", "#keep"),
    ("Ada", "/profile/languages", "#keep"),
    ("Ada", "/profile/offers", "#keep"),
    ("Ada", "/account", "#renew"),
    ("Nia", "/people/{ada}/mentor?as=mentee", "#send"),
]


MISTAKEN = sorted((mistake[0], look, *mistake[1:]) for mistake, look in zip(MISTAKES, cycle(LOOKS), strict=False))


@pytest.mark.parametrize(("name", "look", "path", "button"), MISTAKEN)
def test_a_form_with_errors_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, path: str, button: str):
    sitting = seat.give(name, look)
    sitting.go(path.format(**keys)).page.locator(button).click()
    sitting.page.locator("#problems").wait_for()
    is_sound(sitting, LOOKS[look]["language"])


@pytest.mark.parametrize("look", LOOKS)
def test_a_question_on_the_page_is_sound(seat: Seat, keys: dict[str, str], look: str):
    sitting = seat.give("Ada", look)
    sitting.go("/privacy").page.locator("#share-contact-everyone").click()
    sitting.page.locator("#leave-contact").wait_for()
    is_sound(sitting, LOOKS[look]["language"])
