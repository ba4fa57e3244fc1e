"""What every answer carries, whatever it is."""

import gzip

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.web.assets import asset
from mentorship.web.headers import HEADERS
from tests.cast import PASSWORD
from tests.web.visitor import Visitor

PATHS = [
    "/",
    "/sign-up",
    "/sign-in",
    "/about",
    "/rules",
    "/data",
    "/account",
    "/healthz",
    "/no-such-page",
    "/static/no.css",
    "/boom",
]


@pytest.fixture
def stylesheet(app):
    with app.test_request_context():
        return asset("app.css")


@pytest.mark.parametrize("who", ["ada", None])
def test_every_answer_is_dressed(app, cast, browser, stylesheet, who):
    app.add_url_rule("/boom", "boom", lambda: 1 / 0)
    reader = browser(getattr(cast, who) if who else None)
    answers = [reader.get(path) for path in [*PATHS, stylesheet]]
    answers += [reader.post("/account/name"), reader.client.post("/account/name"), reader.post("/x")]
    answers += [reader.client.options("/"), reader.post("/sign-up", name="x" * 600_000)]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (answer.request.path, name)
        assert "Server" not in answer.headers
        assert "X-Powered-By" not in answer.headers


def test_the_policy_lets_nothing_in_but_our_own():
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)
    assert "http" not in str(policy)


@pytest.mark.parametrize("path", PATHS[:7])
def test_no_page_is_kept_by_a_cache(cast, browser, path):
    for reader in (browser(), browser(cast.ada)):
        assert reader.get(path).headers["Cache-Control"] == "no-store"


def test_a_stylesheet_is_kept_for_a_year(browser, stylesheet):
    answer = browser().get(stylesheet)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "text/css; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/about", "/rules", "/sign-up", "stylesheet"])
def test_pages_travel_small(browser, stylesheet, path):
    path = stylesheet if path == "stylesheet" else path
    client = browser().client
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in small.vary
    assert len(small.data) < len(plain.data) / 2
    assert int(small.headers["Content-Length"]) == len(small.data)
    opened = gzip.decompress(small.data)
    assert opened[:15] == plain.data[:15]
    assert client.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers.get("Content-Encoding") is None


def test_the_size_of_a_page_tells_nothing_about_its_secrets(browser):
    client = browser().client
    sizes = {len(client.get("/sign-in", headers={"Accept-Encoding": "gzip"}).data) for _ in range(20)}
    assert len(sizes) > 3


def cookies(answer):
    return [line.split("; ") for line in answer.headers.getlist("Set-Cookie")]


def test_cookies_are_for_this_place_and_not_for_scripts(app, cast):
    visitor = Visitor(app)
    for answer in (
        visitor.sign_in(cast.ada.email, PASSWORD),
        visitor.open("/account"),
        visitor.send("/language", language="it"),
    ):
        assert cookies(answer)
        for name, *flags in cookies(answer):
            assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(flags), name
            assert not any(flag.startswith("Domain") for flag in flags)
            assert "Secure" not in flags  # http://127.0.0.1 on a fresh installation


@pytest.fixture
def by_https(database, tmp_path, engine_url):
    """A place that people reach by https."""
    database.close()  # the application connects by itself
    app = create_app(
        Settings(instance=tmp_path, database_url=engine_url, secret_key="s" * 20, public_url="https://mentors.example")
    )
    app.config["PREFERRED_URL_SCHEME"] = "https"  # of the client's requests
    return Visitor(app)


def test_by_https_cookies_are_bound_to_it(cast, by_https):
    signed_in = by_https.sign_in(cast.ada.email, PASSWORD)
    assert signed_in.status_code == 303
    [(session, *flags)] = cookies(signed_in)
    assert session.startswith("__Host-mentorship=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(flags)
    assert signed_in.headers["Strict-Transport-Security"] == "max-age=63072000"
    assert by_https.is_in()


def test_the_language_is_bound_to_https_too(by_https):
    by_https.open("/about")
    answer = by_https.send("/language", language="it")
    assert answer.status_code == 303
    assert all("Secure" in flags for _name, *flags in cookies(answer))


def test_without_https_nobody_is_bound_to_it(browser):
    assert "Strict-Transport-Security" not in browser().get("/about").headers


def test_somebody_who_only_reads_files_gets_no_cookie(browser, stylesheet, app):
    client = app.test_client()
    for path in (stylesheet, "/healthz"):
        assert not cookies(client.get(path))
