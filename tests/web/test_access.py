"""The door: closed unless it says otherwise, and deaf to other sites."""

import pytest
from flask import request
from werkzeug.routing import BuildError

from mentorship.database import rows
from mentorship.people.person import Role
from tests.cast import change
from tests.web.capabilities import BY_SIGNATURE, OPEN
from tests.web.conftest import Browser

ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "null"},
]


def addresses(app, method):
    """(endpoint, an address of it) for every rule that takes this method."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in rule.methods:
            values = {
                name: 7 if type(one).__name__ == "IntegerConverter" else "x" for name, one in rule._converters.items()
            }
            found.append((rule.endpoint, app.url_map.bind("localhost").build(rule.endpoint, values, method=method)))
    return found


def test_every_page_asks_who_is_there(app, browser):
    stranger = browser()
    for endpoint, url in addresses(app, "GET"):
        if endpoint not in OPEN | BY_SIGNATURE:
            answer = stranger.get(url)
            assert (answer.status_code, answer.headers["Location"][:14]) == (303, "/sign-in?next="), endpoint


def test_every_button_asks_who_is_there(app, browser):
    stranger = browser()
    for endpoint, url in addresses(app, "POST"):
        if endpoint not in OPEN | BY_SIGNATURE:
            assert stranger.post(url).status_code == 401, endpoint


def test_an_endpoint_that_forgot_to_say_is_closed(app, browser):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret", methods=["GET", "POST"])
    assert browser().get("/forgotten").status_code == 303
    assert browser().post("/forgotten").status_code == 401


def forms(app):
    """(endpoint, an address of it) for everything that takes a form of our own pages alone."""
    return [(endpoint, url) for endpoint, url in addresses(app, "POST") if endpoint not in BY_SIGNATURE]


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_no_form_of_another_site_is_taken(app, cast, headers):
    ada = Browser(app, cast.ada)
    data = {"csrf_token": ada.token()}
    for endpoint, url in forms(app):
        answer = ada.client.post(url, data=data, headers=headers)
        assert answer.status_code == 403, endpoint


def test_no_form_without_its_token_is_taken(app, cast):
    change(cast.aldo, roles=sum(Role))  # every task there is: for the others, pages of staff do not even exist
    aldo = Browser(app, cast.aldo)
    for endpoint, url in forms(app):
        for data in ({}, {"csrf_token": ""}, {"csrf_token": "made up"}):
            answer = aldo.client.post(url, data=data, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code == 400, endpoint
            assert "Send it now" in answer.get_data(as_text=True)


def test_the_token_of_somebody_else_is_not_taken(app, cast):
    ada, bob = app.test_client(), Browser(app, cast.bob)
    with ada.session_transaction() as session:
        session["csrf_token"] = "another"
    assert ada.post("/language", data={"csrf_token": bob.token(), "language": "it"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}],
    ids=str,
)
def test_a_form_of_our_own_is_taken(app, cast, headers):
    ada = Browser(app, cast.ada)
    answer = ada.client.post("/account/name", data={"csrf_token": ada.token(), "name": "Ada M."}, headers=headers)
    assert answer.status_code == 303


def test_asking_for_the_head_alone_is_reading(app, cast):
    """Else a page that takes forms would take it for one, without the token: link scanners ask so."""

    def probe():
        return "", {"X-Method": request.method}

    app.add_url_rule("/probe", "probe", probe, methods=["GET", "POST"])
    ada = Browser(app, cast.ada)
    assert ada.client.head("/probe").headers["X-Method"] == "GET"
    assert ada.client.head(f"/people/{cast.bob.handle}/block").status_code == 200
    assert not rows("SELECT id FROM block")
    answer = ada.client.head("/account")
    assert (answer.status_code, answer.data) == (200, b"")


def test_reading_never_needs_a_token(app, cast):
    client = Browser(app, cast.ada).client
    assert client.get("/account", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1:9", "[::1]:80", "x" * 300]
)
def test_the_host_header_is_not_believed(app, browser, host):
    stranger = browser()
    for path in ("/", "/about", "/account", "/sign-in", "/no-such-page", "/people//x"):
        answer = stranger.client.get(path, headers={"Host": host, "X-Forwarded-Host": host})
        assert host not in answer.get_data(as_text=True)
        assert host not in answer.headers.get("Location", "")


def test_nobody_is_told_by_a_header_who_they_are(app, cast):
    client = app.test_client()
    headers = {
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-User": "ada",
        "Remote-User": "ada",
        "Authorization": "Basic YWRh",
    }
    assert client.get("/account", headers=headers).status_code == 303


def test_every_rule_can_be_built(app):
    try:
        assert addresses(app, "GET")
        assert addresses(app, "POST")
    except BuildError as error:
        pytest.fail(str(error))
