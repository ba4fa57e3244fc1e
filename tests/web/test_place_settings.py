"""The settings of the place: all on one page, and what each of them does to the other pages."""

import io

import pytest
from PIL import Image

from mentorship.people.logo import Logo
from mentorship.people.person import Person, Role
from mentorship.site import setting
from mentorship.site.setting import Feature, Joining
from tests.cast import ask_friend, befriend, change, newest_to
from tests.web.conftest import text_of

PATH = "/admin/place"
USUAL = {
    "name": "Mentorship",
    "contact": "",
    "accent": "",
    "joining": "open",
    "languages": ["en", "it"],
    "features": ["friends", "suggestions", "photos"],
}


def picture(size=(600, 200), kind="PNG") -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", size, (120, 60, 110)).save(written, kind)
    return io.BytesIO(written.getvalue()), f"logo.{kind.lower()}"


def without(*names: str) -> list[str]:
    return [one for one in USUAL["features"] if one not in names]


@pytest.fixture
def aldo(cast, browser):
    return browser(cast.aldo)


@pytest.fixture
def off(cast, app):
    """off("friends") turns parts of the place off."""
    return lambda *names: setting.change(features=without(*names))


@pytest.mark.parametrize("who", ["ada", "dora", "finn"])
def test_for_others_the_page_does_not_exist(cast, browser, who):
    other = browser(getattr(cast, who))
    assert other.get(PATH).status_code == 404
    assert other.post(PATH, **USUAL | {"name": "Mine"}).status_code == 404
    assert setting.current().name == "Mentorship"


def test_an_admin_without_the_second_step_is_led_to_it(cast, browser):
    change(cast.ada, roles=Role.ADMIN)
    assert browser(cast.ada).get(PATH).headers["Location"] == "/account/two-step"
    assert browser(cast.ada).post(PATH, **USUAL | {"name": "Mine"}).status_code == 303
    assert setting.current().name == "Mentorship"


def test_it_shows_how_the_place_is_set_up(aldo):
    setting.change(name="Rete", contact="via Roma 1", joining="approval", features=["photos"], languages=["en"])
    page = aldo.read(PATH)
    assert 'value="Rete"' in page
    assert 'value="via Roma 1"' in page
    checked = [
        part.split('value="')[1].split('"')[0] for part in page.split("<input") if "checked" in part.split(">")[0]
    ]
    assert checked == ["approval", "photos", "en"]


def test_all_of_it_is_set_in_one_step(aldo):
    wanted = {"name": "Rete", "contact": "rete@example.org", "accent": "#7B3F6E", "joining": "invitation"}
    said = aldo.press(PATH, **USUAL | wanted | {"languages": ["it", "en"], "features": ["members_invite"]})
    site = setting.current()
    assert "This is how the place is set up now." in said
    assert (site.name, site.contact, site.accent, site.joining) == (
        "Rete",
        "rete@example.org",
        "#7b3f6e",
        Joining.INVITATION,
    )
    assert (site.languages, site.features) == (("en", "it"), (Feature.MEMBERS_INVITE,))
    assert "<title>Settings of this place · Rete</title>" in said


def test_twice_is_once(aldo):
    aldo.press(PATH, **USUAL | {"name": "Rete"})
    before = setting.current()
    aldo.press(PATH, **USUAL | {"name": "Rete"})
    after = setting.current()
    assert (after.name, after.features, after.logo) == (before.name, before.features, before.logo)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Please write something here."),
        ({"name": "x" * 41}, "Please shorten this to 40 characters; it has 41 now."),
        ({"contact": "x" * 201}, "Please shorten this to 200 characters"),
        ({"accent": "violet"}, "Please write a colour as # and six letters or digits"),
        ({"accent": "#ff0000"}, "The nearest colour that can be read is #d"),
        ({"joining": "nobody"}, "Please choose one of these."),
        ({"languages": []}, "Please leave at least one language on."),
        ({"languages": ["de"]}, "Please leave at least one language on."),
        ({"logo": (io.BytesIO(b"<svg onload=alert(1)>"), "x.svg")}, "This is no picture that can be read here."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_changed(aldo, wrong, said):
    before = setting.current()
    answer = aldo.post(PATH, **USUAL | {"contact": "typed anew"} | wrong)
    page = answer.get_data(as_text=True)
    (field,) = wrong
    assert answer.status_code == 422
    assert said in text_of(page.split(f'id="{field}-error"')[1].split("</p>")[0].split(">", 1)[1])
    assert "typed anew" in page or "contact" in wrong
    assert setting.current() == before


def test_all_that_cannot_be_is_said_at_once(aldo):
    page = aldo.post(PATH, **USUAL | {"name": "", "accent": "red", "languages": []}).get_data(as_text=True)
    assert [field for field in USUAL if f'id="{field}-error"' in page] == ["name", "accent", "languages"]


def test_the_typed_colour_stays_beside_the_proposal(aldo):
    page = aldo.post(PATH, **USUAL | {"accent": "#ff0000"}).get_data(as_text=True)
    assert 'value="#ff0000"' in page


def test_it_costs_little(aldo, statements):
    assert statements(lambda: aldo.read(PATH)) <= 3


# -- looks


def test_the_colours_come_with_every_page_only_if_there_are_any(cast, browser):
    assert "/place/" not in browser().read("/about")
    setting.change(accent="#7b3f6e")
    for page in (browser().read("/about"), browser(cast.ada).read("/people"), browser().get("/nothing").text):
        assert page.count('<link rel="stylesheet" href="/place/7b3f6e.css">') == 1
        assert page.index("/static/app.") < page.index("/place/7b3f6e.css")


def test_the_colours_are_a_stylesheet_for_both_looks_that_is_kept_for_ever(app, statements):
    client = app.test_client()
    answer = client.get("/place/7b3f6e.css")
    assert (answer.status_code, answer.content_type) == (200, "text/css; charset=utf-8")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--accent: #7b3f6e" in answer.text.split("@media")[0]
    assert "prefers-color-scheme: dark" in answer.text
    assert statements(lambda: client.get("/place/7b3f6e.css")) == 0


@pytest.mark.parametrize("accent", ["ffff00", "7B3F6E", "7b3f6", "7b3f6e00", "}body{", "red", "x" * 500])
def test_other_colours_are_not_there(app, accent):
    assert app.test_client().get(f"/place/{accent}.css").status_code == 404


def test_a_picture_hangs_beside_the_name(aldo, browser, app):
    page = aldo.press(PATH, **USUAL, logo=picture())
    key = setting.current().logo
    assert f'src="/place/logo/{key}"' in page
    assert f'src="/place/logo/{key}"' in browser().read("/about")
    answer = app.test_client().get(f"/place/logo/{key}")
    assert (answer.status_code, answer.content_type) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert (shown.format, shown.width <= 480, shown.height <= 96) == ("WEBP", True, True)


def test_another_picture_takes_its_place_and_the_first_is_gone(aldo, app):
    aldo.press(PATH, **USUAL, logo=picture())
    first = setting.current().logo
    aldo.press(PATH, **USUAL, logo=picture((200, 200), "JPEG"))
    assert setting.current().logo not in ("", first)
    assert app.test_client().get(f"/place/logo/{first}").status_code == 404
    assert Logo.select().count() == 1


def test_without_choosing_a_file_the_picture_stays(aldo):
    aldo.press(PATH, **USUAL, logo=picture())
    before = setting.current().logo
    aldo.press(PATH, **USUAL | {"name": "Rete"}, logo=(io.BytesIO(), ""))
    assert (setting.current().logo, setting.current().name) == (before, "Rete")


def test_the_picture_can_be_taken_away(aldo):
    assert 'name="without_logo"' not in aldo.read(PATH)
    aldo.press(PATH, **USUAL, logo=picture())
    assert 'name="without_logo"' in aldo.read(PATH)
    aldo.press(PATH, **USUAL, without_logo="y")
    assert (setting.current().logo, Logo.select().count()) == ("", 0)


def test_a_picture_that_is_refused_leaves_everything_as_it_was(aldo):
    aldo.press(PATH, **USUAL, logo=picture())
    before = setting.current()
    assert aldo.post(PATH, **USUAL | {"name": "New"}, logo=picture((10, 10))).status_code == 422
    assert aldo.post(PATH, **USUAL | {"name": " "}, logo=picture((300, 300))).status_code == 422
    assert (setting.current(), Logo.get().key) == (before, before.logo)


def test_a_file_that_is_far_too_large_is_refused_beside_its_field(aldo):
    answer = aldo.post(PATH, **USUAL, logo=(io.BytesIO(b"x" * 6_000_000), "large.png"))
    answer.request.environ["wsgi.input"].close()  # a file, where the browser of the tests sends much
    assert answer.status_code == 422
    assert "This file is larger than 5 MB." in answer.text.split('id="logo-error"')[1]


def test_no_picture_with_a_made_up_key(app):
    assert app.test_client().get("/place/logo/nothing").status_code == 404


# -- languages


def test_where_one_language_is_on_there_is_nothing_to_choose(cast, browser):
    setting.change(languages=["it"])
    for page in (browser().read("/about"), browser(cast.ada).read("/people")):
        assert '<html lang="it">' in page
        assert 'action="/language"' not in page


def test_a_language_that_is_off_cannot_be_chosen_and_an_old_choice_is_passed_over(cast, browser):
    setting.change(languages=["it"])
    bob = browser(cast.bob)
    bob.client.set_cookie("language", "en")
    bob.post("/language", language="en")
    assert Person.get_by_id(cast.bob.id).language == "en"  # as it was: it comes back with the language
    assert '<html lang="it">' in bob.read("/people")
    assert '<html lang="it">' in browser().client.get("/about", headers={"Accept-Language": "en"}).text


def test_when_it_comes_back_everybody_reads_their_own_again(cast, browser):
    setting.change(languages=["it"])
    setting.change(languages=["en", "it"])
    assert '<html lang="en">' in browser(cast.bob).read("/people")


# -- parts of the place


def test_without_friends_nobody_can_be_asked(cast, browser, off):
    assert "Ask to be friends" in browser(cast.ada).read(f"/people/{cast.eve.handle}")
    off("friends")
    ada = browser(cast.ada)
    assert "Ask to be friends" not in ada.read(f"/people/{cast.eve.handle}")
    assert ada.post(f"/people/{cast.eve.handle}/friend").status_code == 404
    assert ada.post(f"/people/{cast.eve.handle}/friend", htmx=True).status_code == 404
    assert "Waiting" not in ada.read(f"/people/{cast.eve.handle}")


def test_what_was_asked_is_withdrawn_when_friends_are_turned_off(cast, browser, aldo):
    asked = ask_friend(cast.eve, cast.ada)
    assert "Eve" in browser(cast.ada).read("/connections")
    aldo.press(PATH, **USUAL | {"features": without("friends")})
    for person in (cast.ada, cast.eve):
        page = browser(person).read("/connections").split("<main")[1]
        assert f"request-{asked.key}" not in page
    assert browser(cast.ada).post(f"/requests/{asked.key}/accept").status_code in (403, 404)
    assert "Ask to be friends" not in browser(cast.ada).read(f"/people/{cast.eve.handle}")


def test_a_request_that_slipped_through_cannot_be_accepted(cast, browser, off):
    asked = ask_friend(cast.eve, cast.ada)
    off("friends")
    assert browser(cast.ada).post(f"/requests/{asked.key}/accept").status_code == 404
    assert newest_to(cast.ada).state == "open"


def test_friends_stay_friends_and_can_part(cast, browser, off):
    befriend(cast.ada, cast.eve)
    off("friends")
    ada = browser(cast.ada)
    assert "Eve" in ada.read("/connections").split('id="friends"')[1]
    assert "Write to Eve" in text_of(ada.read(f"/people/{cast.eve.handle}"))
    assert ada.post(f"/people/{cast.eve.handle}/unfriend").status_code == 303
    assert "Eve" not in ada.read("/connections").split("</main>")[0].split('id="mentees"')[1]


def test_without_friends_whoever_has_none_reads_nothing_of_them(cast, browser, off):
    off("friends")
    assert 'id="friends"' not in browser(cast.eve).read("/connections")


def test_without_friends_there_is_no_lane_of_people_one_may_know(cast, browser, off):
    assert "People you may know" in browser(cast.ada).read("/suggestions")
    off("friends")
    ada = browser(cast.ada)
    assert "People you may know" not in ada.read("/suggestions") + ada.read("/")
    assert "People you should know" in ada.read("/suggestions")
    assert ada.post(f"/suggestions/know/{cast.eve.handle}/dismiss").status_code == 404


def test_without_suggestions_there_are_no_lanes_and_no_page(cast, browser, off, statements):
    handle = cast.bob.handle
    ada = browser(cast.ada)
    assert "People you could help" in ada.read("/")
    before = statements(lambda: ada.read("/"))
    off("suggestions")
    page = ada.read("/")
    assert "People you could help" not in page
    assert "/suggestions" not in page
    assert "People who fit you will stand here" not in page
    assert statements(lambda: ada.read("/")) < before
    assert ada.get("/suggestions").status_code == 404
    for path in (f"/suggestions/help/{handle}/dismiss", f"/suggestions/help/{handle}/restore", "/suggestions/restore"):
        assert ada.post(path).status_code == 404
        assert ada.post(path, htmx=True).status_code == 404


@pytest.mark.parametrize("path", ["/", "/connections", "/people", "/mentors", "/account", "/requests"])
def test_no_page_leads_to_what_is_off(cast, browser, off, path):
    off("friends", "suggestions", "photos")
    answer = browser(cast.eve).get(path)
    assert answer.status_code in (200, 404)
    assert "/suggestions" not in answer.text


# -- how to reach those who run it


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("rete@example.org", '<a href="mailto:rete@example.org">rete@example.org</a>'),
        ("https://rete.example/us", '<a href="https://rete.example/us" rel="noreferrer">https://rete.example/us</a>'),
        ("011 555 1234, mornings", "011 555 1234, mornings"),
        ("javascript:alert(1)", '<span dir="auto">javascript:alert(1)</span>'),
        ('<b onclick="x">a@b.example', "&lt;b onclick=&#34;x&#34;&gt;a@b.example"),
        ("https://x.example/ evil", '<span dir="auto">https://x.example/ evil</span>'),
        ("a@b.example?bcc=c@d.example", '<span dir="auto">a@b.example?bcc=c@d.example</span>'),
    ],
)
def test_how_to_reach_them_stands_on_the_page_about_the_place(database, browser, contact, shown):
    assert "ask the people who told you" in browser().read("/about").lower()
    setting.change(contact=contact)
    page = browser().read("/about")
    assert shown in page
    assert "ask the people who told you" not in page.lower()
