"""Under a path of a larger site every link, form, redirect and cookie stays there, however the proxy hands requests on."""

import re
from urllib.parse import quote

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.people import session as sessions
from mentorship.ties.mentorship import running
from mentorship.web.links import public_address
from mentorship.web.uploads import larger_addresses
from tests.cast import PASSWORD, mentor, viewer, wish
from tests.web.conftest import HTMX

SITE = "https://example.org/mentoring"
PATH = "/mentoring"
NAMED = re.compile(r'\s(?:href|src|action|hx-[a-z]+)="(/[^"]*)"')
PAGES = (
    *("/", "/people", "/mentors", "/suggestions", "/connections", "/messages", "/notices", "/profile", "/profile/work"),
    *("/profile/places", "/profile/cv", "/privacy", "/account", "/account/sessions", "/account/mail", "/invitations"),
    *("/about", "/rules", "/data", "/no-such-page"),
)
PUBLIC = ("/", "/sign-in", "/sign-up", "/reset", "/about", "/rules")


def stripping(pages):
    """A proxy that takes the path off the address before it hands a request on."""

    def hand_on(environ, start):
        assert f"{environ['PATH_INFO']}/".startswith(f"{PATH}/")
        return pages(environ | {"PATH_INFO": environ["PATH_INFO"].removeprefix(PATH) or "/"}, start)

    return hand_on


class Proxied:
    """A browser before the proxy."""

    def __init__(self, app, person=None):
        self.client = app.test_client()
        if person is not None:
            with self.client.session_transaction(PATH + "/", base_url="https://example.org") as session:
                session["_user_id"] = sessions.start(person, kept=False, device="Test phone")
                session["_fresh"] = True

    def ask(self, method, address, **how):
        """One request to an address of the site, as the browser names it."""
        return self.client.open(address, method=method, base_url="https://example.org", **how)

    def post(self, page, address, **form):
        """A form with the token of a page."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", page).get_data(as_text=True))
        return self.ask("POST", address, data={"csrf_token": token[1], **form})


@pytest.fixture
def app(database, tmp_path, engine_url):
    database.close()
    settings = Settings(instance=tmp_path, database_url=engine_url, secret_key="secret of the tests", public_url=SITE)
    return create_app(settings)


@pytest.fixture(params=["strips", "keeps"])
def behind(app, request):
    """behind(person) is a browser before a proxy that takes the path off, and before one that leaves it there."""
    if request.param == "strips":
        app.wsgi_app = stripping(app.wsgi_app)
    return lambda person=None: Proxied(app, person)


def strays(answer):
    """What a page names that is not under the path."""
    return [one for one in NAMED.findall(answer.get_data(as_text=True)) if not one.startswith(f"{PATH}/")]


def test_every_link_and_form_stays_under_the_path(cast, behind):
    wish(cast.bob, cast.ada)
    pair = mentor(cast.cleo, cast.ada)
    ada, nobody = behind(cast.ada), behind()
    more = (
        f"/people/{cast.bob.handle}",
        f"/mentorships/{running(viewer(cast.ada))[0].key}",
        f"/people/{cast.eve.handle}/block",
    )
    assert pair
    wrong = {page: found for page in (*PAGES, *more) if (found := strays(ada.ask("GET", PATH + page)))}
    wrong |= {page: found for page in PUBLIC if (found := strays(nobody.ask("GET", PATH + page)))}
    assert wrong == {}


def test_every_named_page_and_file_is_there(cast, behind):
    ada = behind(cast.ada)
    links = {
        one.partition("#")[0]
        for page in PAGES
        for one in NAMED.findall(ada.ask("GET", PATH + page).get_data(as_text=True))
    }
    gone = {
        one: code
        for one in links
        if (code := ada.ask("GET", one.replace("&amp;", "&")).status_code) not in (200, 303, 405)
    }
    assert len(links) > 40
    assert gone == {}


def test_signing_in_leads_back_under_the_path_and_binds_the_cookie_to_it(cast, behind):
    nobody = behind()
    sent_on = nobody.ask("GET", f"{PATH}/people?q=a")
    assert sent_on.headers["Location"] == f"{PATH}/sign-in?next={quote(PATH + '/people?q=a', safe='/?')}"
    answer = nobody.post(
        sent_on.headers["Location"], sent_on.headers["Location"], email=cast.ada.email, password=PASSWORD
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}/people?q=a")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Secure-mentorship=")
    assert {"Secure", "HttpOnly", f"Path={PATH}", "SameSite=Lax"} <= set(cookie.split("; "))
    out = nobody.post(f"{PATH}/account", f"{PATH}/sign-out")
    assert (out.headers["Location"], out.headers["Clear-Site-Data"]) == (f"{PATH}/", '"cache"')


def test_the_language_stays_under_the_path_too(cast, behind):
    answer = behind(cast.ada).post(f"{PATH}/account", f"{PATH}/language", language="it", next=f"{PATH}/people")
    assert answer.headers["Location"] == f"{PATH}/people"
    [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("language=")]
    assert f"Path={PATH}" in cookie.split("; ")


@pytest.mark.parametrize(
    "wanted",
    ["/", "/other", "/mentoring", "/mentoringx/", "/mentoring/../other", "/mentoring/%2e%2e/other", "//evil.example"],
)
def test_no_wish_leads_to_the_neighbours(cast, behind, wanted):
    answer = behind(cast.ada).ask("GET", f"{PATH}/sign-in", query_string={"next": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PATH}/")


def test_a_write_answers_under_the_path(cast, behind):
    ada = behind(cast.ada)
    answer = ada.post(f"{PATH}/account", f"{PATH}/account/name", name="Ada Rossi")
    assert answer.headers["Location"].startswith(f"{PATH}/")
    failed = ada.ask("POST", f"{PATH}/account/name", data={"name": "Ada"})
    assert failed.status_code == 400
    assert f'action="{PATH}/account/name"' in failed.get_data(as_text=True)


def test_htmx_is_led_under_the_path(behind):
    assert (
        behind().ask("GET", f"{PATH}/people", headers=HTMX).headers["HX-Redirect"].startswith(f"{PATH}/sign-in?next=")
    )


def test_addresses_in_mails_are_whole(app):
    with app.app_context():
        assert public_address("people.index", q="a") == f"{SITE}/people?q=a"


def test_pictures_have_their_room_under_the_path_too(app):
    addresses = larger_addresses(app)
    assert "/profile/photo" in addresses
    assert all(addresses[f"{PATH}{one}"] == most for one, most in addresses.items() if not one.startswith(PATH))


def test_the_path_itself_is_the_first_page(behind):
    assert behind().ask("GET", PATH).status_code == 200


def test_what_is_outside_the_path_is_not_taken_for_it(app):
    answer = app.test_client().get("/mentoringx/people", base_url="https://example.org")
    assert answer.status_code == 404


def test_whoever_watches_asks_the_process_itself(app):
    assert app.test_client().get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("public_url", "name", "path"),
    [
        ("https://example.org", "__Host-mentorship", "/"),
        ("https://example.org/a/b", "__Secure-mentorship", "/a/b"),
        ("http://127.0.0.1:8000", "mentorship", "/"),
        ("http://127.0.0.1:8000/m", "mentorship", "/m"),
    ],
)
def test_the_cookie_is_bound_as_closely_as_the_address_allows(database, tmp_path, engine_url, public_url, name, path):
    database.close()
    app = create_app(Settings(instance=tmp_path, database_url=engine_url, secret_key="k" * 32, public_url=public_url))
    assert (app.config["SESSION_COOKIE_NAME"], app.config["SESSION_COOKIE_PATH"]) == (name, path)


def test_a_header_about_the_path_is_not_believed(database, tmp_path, engine_url):
    database.close()
    settings = Settings(
        instance=tmp_path, database_url=engine_url, secret_key="k" * 32, proxies=1, public_url="http://x"
    )
    answer = create_app(settings).test_client().get("/", headers={"X-Forwarded-Prefix": "/evil"})
    assert "/evil" not in answer.get_data(as_text=True)
