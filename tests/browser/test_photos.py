"""A photo: shown, seen by those it is open to, and gone for everybody else."""

import pytest

from tests.browser.conftest import Reader, on_small_devices
from tests.pictures import halves, saved

pytestmark = pytest.mark.usefixtures("fresh")

IS_DRAWN = "one => one.complete && one.naturalWidth > 0"


def show_photo(ada: Reader, content: bytes) -> None:
    """Ada chooses a file and sends it."""
    file = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": content}
    ada.go("/profile/photo").page.get_by_label("Choose a photo").set_input_files(file)
    ada.press("^Show this photo$")


def faces(one: Reader, path: str) -> list[str]:
    """The addresses of the photos of Ada on a page, each of them loaded."""
    images = one.go(path).main.locator("img.face[src*='/photo/']").all()
    for image in images:
        image.scroll_into_view_if_needed()
        one.page.wait_for_function(IS_DRAWN, arg=image.element_handle())
    return [image.get_attribute("src") for image in images]


@on_small_devices
def test_a_photo_is_seen_until_it_is_closed(reader, live, script, width):
    ada, bob = (reader(script=script, width=width) for _ in range(2))
    hers = f"/people/{live.handle('Ada')}"
    show_photo(ada.enter("Ada"), b"no picture at all")
    ada.sees("Please look at this again")
    show_photo(ada, saved(halves(640, 480)))
    ada.sees("This is your photo now")
    [seen] = faces(bob.enter("Bob"), hers)
    assert faces(bob, "/people?q=ferri") != []
    ada.go("/privacy").page.locator("#share-photo-members").click()
    ada.page.locator("#share-photo-members[aria-pressed=false]").wait_for()
    assert faces(bob, hers) == []
    assert faces(bob, "/people?q=ferri") == []
    assert "There is nothing here" in bob.go(seen).text()
    assert len(faces(ada, "/profile/photo")) == 1
    ada.press("^Remove my photo$")
    ada.sees("Your photo is gone")
    assert faces(ada, "/profile/photo") == []
