"""My photo: choosing, removing, and who gets to see it, byte by byte."""

import dataclasses
import gzip
import io
import re
import shutil
import subprocess

import pytest

from mentorship.commands.demo.fill import fill
from mentorship.database import row
from mentorship.people import picture
from mentorship.people.person import Person
from mentorship.people.photo import MOST_TRIES
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME
from mentorship.privacy.sharing import audiences_of
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.web import uploads
from tests.cast import befriend, mentor, settle, share
from tests.pictures import bomb, halves, hang, opened, saved
from tests.web.conftest import text_of
from tests.web.sameness import bare, is_absent

JPEG = saved(halves())
LAID_DOWN = "2" * 12


@pytest.fixture
def ada(browser, cast):
    return browser(cast.ada)


def photo_of(person):
    return row("SELECT key, small, large FROM photo WHERE person_id = ?", person.id)


def send(reader, content=JPEG, name="me.jpg", htmx=False):
    file = {"photo": (io.BytesIO(content), name)} if content is not None else {}
    answer = reader.post("/profile/photo", htmx=htmx, **file)
    answer.request.environ["wsgi.input"].close()  # a file, where the browser of the tests sends much
    return answer


def address(owner, size=96, key=None):
    return f"/people/{owner.handle}/photo/{key or photo_of(owner).key}-{size}.webp"


def source(owner, size=96):
    """The address as a page has it: w3m writes its end where the picture would be."""
    return f'src="{address(owner, size)}#/photo"'


def test_a_photo_is_chosen_and_shown(ada, cast):
    answer = send(ada)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/profile/photo")
    page = ada.read("/profile/photo")
    assert "This is your photo now." in text_of(page)
    assert f'<img class="face face-large" {source(cast.ada, 256)}' in page
    content = ada.get(address(cast.ada, 256)).data
    assert content == bytes(photo_of(cast.ada).large)
    assert opened(content).size == (256, 256)


def test_the_page_says_who_sees_it_and_leads_there(ada, cast):
    page = ada.read("/profile/photo")
    assert 'href="/privacy#share-photo"' in page
    assert "Members see this." in text_of(page)
    share(cast.ada, Section.PHOTO, ONLY_ME)
    assert "Only you see this." in text_of(ada.read("/profile/photo"))


def test_the_form_works_on_any_phone(ada):
    page = ada.read("/profile/photo")
    (form,) = re.findall(r'<form method="post" action="/profile/photo" [^>]*>', page)
    assert 'enctype="multipart/form-data"' in form
    assert "hx-" not in form
    assert 'accept="image/jpeg,image/png,image/webp"' in page
    assert "capture" not in page
    assert 'type="file"' in page


def test_another_photo_has_another_address_and_the_old_one_is_gone(ada, cast):
    send(ada)
    before = address(cast.ada)
    send(ada, saved(halves(left=(0, 90, 90)), "PNG"))
    assert ada.get(before).status_code == 404
    assert ada.get(address(cast.ada)).status_code == 200


BAD = {
    "nothing": (b"", "Please choose a picture first."),
    "no file at all": (None, "Please choose a picture first."),
    "a text by another name": (b"<script>alert(1)</script>", "This is no picture that can be read here."),
    "an svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is no picture that can be read here."),
    "half of one": (JPEG[: len(JPEG) // 2], "This picture is damaged or incomplete."),
    "a bomb": (bomb(), "This picture has 13000 × 13000 pixels"),
    "a point": (saved(halves(1, 1), "PNG"), "at least 64 pixels wide and high"),
    "a little too much": (JPEG + bytes(picture.MOST_BYTES + 1 - len(JPEG)), "This file is larger than 5 MB."),
    "much too much": (JPEG + bytes(uploads.MOST + 1), "This file is larger than 5 MB."),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_taken_is_said_beside_the_field_and_changes_nothing(ada, cast, what):
    hang(cast.ada)
    before = photo_of(cast.ada)
    content, sentence = BAD[what]
    answer = send(ada, content)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text_of(re.search(r'<p class="error" id="photo-error">.*?</p>', page, re.DOTALL)[0])
    assert '<a href="#photo">' in page
    assert "<title>Error:" in page
    assert "This is how you look here now." in text_of(page)
    assert photo_of(cast.ada) == before


def test_who_tries_without_end_is_asked_to_wait(ada, cast, monkeypatch):
    monkeypatch.setattr(picture, "squares", lambda content, *sides: [JPEG, JPEG])
    for _ in range(MOST_TRIES):
        assert send(ada).status_code == 303
    answer = send(ada)
    assert answer.status_code == 422
    assert "You have tried many pictures." in text_of(answer.get_data(as_text=True))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_photo_is_removed_and_twice_is_once(ada, cast, htmx):
    hang(cast.ada)
    for _ in range(2):
        answer = ada.post("/profile/photo/remove", htmx=htmx)
        page = answer.get_data(as_text=True) if htmx else ada.read(answer.headers["Location"])
        assert answer.status_code == (200 if htmx else 303)
        assert "Your photo is gone." in text_of(page)
        assert "Without a photo, your initials stand here." in text_of(page)
        assert "Remove my photo" not in page
        assert photo_of(cast.ada) is None
    if htmx:
        assert page.lstrip().startswith('<div id="photo-now"')
        assert 'id="live"' in page


def test_the_photos_of_others_stay(ada, cast):
    hang(cast.ada)
    hang(cast.bob)
    ada.post("/profile/photo/remove")
    assert photo_of(cast.bob)


def test_without_an_account_there_is_nothing_to_choose(browser, cast):
    hang(cast.ada)
    stranger = browser()
    assert stranger.get("/profile/photo").status_code == 303
    assert send(stranger).status_code == stranger.post("/profile/photo/remove").status_code == 401
    assert photo_of(cast.ada)


def test_no_other_form_takes_as_much(ada, cast):
    large = "x" * 600_000
    for url in ("/account/name", "/profile/about", "/privacy/preset/open"):
        assert ada.post(url, name=large).status_code == 413, url
    # A form of this address that is no picture does not get the room of one.
    assert ada.post("/profile/photo", about=large).status_code in (413, 422)


VIEWERS = {"eve": Relation.MEMBER, "cleo": Relation.FRIEND, "gita": Relation.MENTOR, "bob": Relation.MENTEE}
VIEWERS |= {"dora": Relation.COORDINATOR, "finn": Relation.EMPLOYER}


@pytest.fixture
def people(cast):
    """The cast, with Gita who mentors Ada, and Ada who mentors Bob and shows a photo."""
    gita = settle("Gita")
    mentor(gita, cast.ada)
    mentor(cast.ada, cast.bob)
    hang(cast.ada)
    return {"gita": gita, **vars(cast)}


@pytest.mark.parametrize("name", VIEWERS)
def test_each_viewer_gets_the_picture_exactly_when_it_is_open_to_them(browser, people, name):
    ada, reader = people["ada"], browser(people[name])
    mine = Relation.PUBLIC | Relation.MEMBER | VIEWERS[name]
    for audience in (*AUDIENCES.values(), ONLY_ME):
        share(ada, Section.PHOTO, audience)
        answer = reader.get(address(ada))
        assert answer.status_code == (200 if audience & mine else 404), audience
        assert ("<img" in reader.read(f"/people/{ada.handle}")) == bool(audience & mine)


def test_without_an_account_it_shows_only_if_open_to_everyone(browser, people):
    ada = people["ada"]
    assert browser().get(address(ada)).status_code == 404
    share(ada, Section.PHOTO, Relation.PUBLIC)
    answer = browser().get(address(ada))
    assert answer.status_code == 200
    assert "<img" in browser().read(f"/people/{ada.handle}")


def test_a_hidden_photo_and_none_at_all_are_one_answer(browser, cast):
    url, eve = address(cast.ada, key=hang(cast.ada)), browser(cast.eve)
    share(cast.ada, Section.PHOTO, Relation.FRIEND)
    hidden = eve.get(url)
    block(cast.ada.id, cast.eve.id)
    blocked = eve.get(url)
    ada = browser(cast.ada)
    ada.post("/profile/photo/remove")
    gone = eve.get(url)
    assert bare(hidden) == bare(blocked) == bare(gone)
    nobody = eve.get(url.replace(cast.ada.handle, LAID_DOWN))
    assert is_absent(hidden, nobody, LAID_DOWN, cast.ada.handle)
    assert dict(hidden.headers) == dict(gone.headers)


@pytest.mark.parametrize(
    "url",
    [
        "/people/{handle}/photo/{key}-95.webp",
        "/people/{handle}/photo/{key}-0.webp",
        "/people/{handle}/photo/{key}-99999999999999999999.webp",
        "/people/{handle}/photo/{key}--96.webp",
        "/people/{handle}/photo/{key}.webp",
        "/people/{handle}/photo/{key}-96.jpg",
        "/people/{handle}/photo/zzzzzzzzzzzz-96.webp",
        "/people/{handle}/photo/%00-96.webp",
        "/people/{handle}/photo/..-96.webp",
        "/people/%00/photo/{key}-96.webp",
    ],
)
def test_another_address_is_a_plain_404(ada, cast, url):
    key = hang(cast.ada)
    assert ada.get(url.format(handle=cast.ada.handle, key=key)).status_code == 404


def test_a_picture_is_never_kept_where_others_could_find_it(browser, cast):
    hang(cast.ada)
    share(cast.ada, Section.PHOTO, Relation.PUBLIC)
    for reader in (browser(cast.eve), browser()):
        answer = reader.get(address(cast.ada))
        headers = answer.headers
        assert headers["Cache-Control"] == "private, no-cache"
        assert headers["Content-Type"] == "image/webp"
        assert headers["Content-Disposition"] == 'inline; filename="photo.webp"'
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers
        assert "Last-Modified" not in headers
        assert "Expires" not in headers


def test_whoever_has_it_is_asked_again_each_time(browser, cast):
    hang(cast.ada)
    eve = browser(cast.eve)
    first = eve.get(address(cast.ada))
    known = {"If-None-Match": first.headers["ETag"]}
    again = eve.client.get(address(cast.ada), headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in again.headers
    share(cast.ada, Section.PHOTO, Relation.FRIEND)
    assert eve.client.get(address(cast.ada), headers=known).status_code == 404
    assert eve.client.get(address(cast.ada), headers={"If-None-Match": "*"}).status_code == 404


def test_lists_show_the_photo_where_the_initials_stood(browser, cast):
    befriend(cast.eve, cast.ada)
    hang(cast.ada)
    eve = browser(cast.eve)
    image = f'<img class="face" {source(cast.ada)} width="48" height="48" alt="" loading="lazy">'
    for url in ("/people", "/mentors", "/connections", f"/people/{cast.cleo.handle}"):
        share(cast.cleo, Section.FRIENDS, Relation.MEMBER)
        share(cast.ada, Section.FRIENDS, Relation.MEMBER)
        share(cast.ada, Section.PHOTO, Relation.FRIEND)
        assert image in eve.read(url), url
        share(cast.ada, Section.PHOTO, ONLY_ME)
        assert "<img" not in eve.read(url), url


def test_my_day_shows_those_i_mentor(browser, cast):
    mentor(cast.ada, cast.bob)
    hang(cast.bob)
    assert source(cast.bob) in browser(cast.ada).read("/")
    share(cast.bob, Section.PHOTO, ONLY_ME)
    assert "<img" not in browser(cast.ada).read("/")


def test_pages_full_of_photos_stay_light(app, browser):
    fill()
    people = list(Person.select())
    for one in people:
        hang(one)
    reader = browser(next(one for one in people if one.email == "ada@demo.example"))
    for url in ("/", "/people", "/mentors", "/suggestions", "/connections", "/messages"):
        page = reader.read(url)
        assert page.count("<img") > 0, url
        assert len(gzip.compress(page.encode(), 6)) <= 8 * 1024, url


def test_what_is_seen_of_a_hidden_photo_is_what_is_seen_of_none(browser, cast):
    share(cast.ada, Section.PHOTO, Relation.FRIEND)
    urls = ["/", "/people", "/mentors", "/suggestions", "/connections", f"/people/{cast.ada.handle}", "/messages"]
    eve = browser(cast.eve)
    before = [bare(eve.get(url)) for url in urls]
    hang(cast.ada)
    assert [bare(eve.get(url)) for url in urls] == before
    share(cast.ada, Section.PHOTO, Relation.MEMBER)
    assert [bare(eve.get(url)) for url in urls] != before


def test_my_profile_leads_to_it_and_shows_it(ada, cast):
    page = ada.read("/profile")
    assert 'href="/profile/photo"' in page
    assert "<img" not in page
    hang(cast.ada)
    assert source(cast.ada, 256) in ada.read("/profile")


def test_looking_as_others_shows_it_as_they_see_it(ada, cast):
    hang(cast.ada)
    share(cast.ada, Section.PHOTO, Relation.FRIEND)
    assert "<img" in ada.read("/privacy/view-as/friends")
    assert "<img" not in ada.read("/privacy/view-as/members")


@pytest.fixture
def without_photos(cast):
    hang(cast.ada)
    share(cast.ada, Section.PHOTO, Relation.PUBLIC)
    setting.change(features=[Feature.FRIENDS, Feature.SUGGESTIONS])


def test_where_photos_are_off_nothing_speaks_of_them(ada, cast, browser, without_photos):
    for url in ("/profile", "/privacy", "/people", f"/people/{cast.ada.handle}"):
        page = ada.read(url)
        assert "photo" not in page.lower(), url
        assert "<img" not in page, url
    url = address(cast.ada)
    assert [one.get(url).status_code for one in (ada, browser(cast.eve), browser())] == [404] * 3
    assert ada.get("/profile/photo").status_code == 404
    assert send(ada).status_code == ada.post("/profile/photo/remove").status_code == 404
    assert ada.post("/privacy/photo/members", shared="no").status_code == 404
    assert audiences_of(cast.ada.id)[Section.PHOTO] == Relation.PUBLIC
    assert photo_of(cast.ada)


def test_these_pages_ask_little(ada, cast, statements):
    few = [statements(lambda url=url: ada.read(url)) for url in ("/profile/photo", "/people", "/connections")]
    for one in vars(cast).values():
        hang(one)
    many = [statements(lambda url=url: ada.read(url)) for url in ("/profile/photo", "/people", "/connections")]
    assert many == few
    assert max(many) <= 8
    assert statements(lambda: ada.get(address(cast.ada, key="x"))) <= 3


def test_the_server_knows_the_larger_addresses_also_under_a_path(app):
    assert uploads.larger_addresses(app)["/profile/photo"] == uploads.MOST
    app.config["SETTINGS"] = dataclasses.replace(app.config["SETTINGS"], public_url="https://x.example/mentoring/")
    assert uploads.larger_addresses(app)["/mentoring/profile/photo"] == uploads.MOST
    assert "/account/name" not in uploads.larger_addresses(app)


def test_a_text_browser_writes_a_word_in_the_place_of_a_photo(ada, cast):
    w3m = shutil.which("w3m")
    if not w3m:
        pytest.skip("w3m is not installed")
    key = hang(cast.ada)
    page = ada.read(f"/people/{cast.ada.handle}")
    seen = subprocess.run([w3m, "-dump", "-T", "text/html"], input=page, capture_output=True, text=True, check=True)
    assert "[photo]" in seen.stdout
    assert key[:5] not in seen.stdout
