"""Where somebody wants to go next leads to our own pages and nowhere else."""

import pytest

from mentorship.web.access import LONGEST_ADDRESS, own_path
from tests.web.conftest import Browser

OWN = [
    "/",
    "/people",
    "/people?q=a%20b&after=1",
    "/people/k2m",
    "/a/b/c?next=/x",
    "/:x",
    "/a:b",
    "/%2F%2Fevil",
    "/a//b",
    "/@x",
    "/#x",
]
HOSTILE = [
    "",
    " ",
    "people",
    "http://evil.example",
    "https://evil.example/people",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "//evil.example/%2e%2e",
    "//localhost@evil.example",
    "//evil.example:80\\@localhost",
    "/\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "\\evil.example",
    "/people\\..\\evil",
    "/\t/evil.example",
    "/\t\\evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\n/evil.example",
    "\n//evil.example",
    "/people\r\nSet-Cookie: a=b",
    "/people\nLocation: //evil.example",
    "/people\x00",
    "\x00//evil.example",
    "/\x00/evil.example",
    "/\x0b/evil.example",
    "/\x0c/evil.example",
    "/\x1f/evil.example",
    "/\x7f/evil.example",
    "\x7f//evil.example",
    "/ /evil.example",
    " //evil.example",
    " https://evil.example",
    "/people //evil",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "javascript://localhost/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "blob:https://evil.example/x",
    "mailto:a@evil.example",
    "about:blank",
    "view-source:x",
    "evil.example",
    "evil.example/people",
    "www.evil.example",
    "@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    ".evil.example",
    "../evil",
    "./evil",
    ":80/people",
    "：//evil.example",
    "／／evil.example",
    "⁄⁄evil.example",
    "\u2028//evil.example",
    "\ufeff//evil.example",
    "\u200b//evil.example",
    "http://[::1",
    "//[::1",
    "//\u2100.example",
    "/" + "a" * LONGEST_ADDRESS,
]


def test_the_corpus_is_large_enough():
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("wanted", OWN)
def test_our_own_pages_can_be_wanted(wanted):
    assert own_path(wanted) == wanted


@pytest.mark.parametrize("wanted", HOSTILE, ids=ascii)
def test_nothing_else_can(wanted):
    assert own_path(wanted) == "/"


@pytest.mark.parametrize("wanted", HOSTILE, ids=ascii)
def test_a_hostile_wish_never_leaves_in_an_answer(app, cast, wanted):
    ada = Browser(app, cast.ada)
    signed_in = ada.client.get("/sign-in", query_string={"next": wanted})
    assert (signed_in.status_code, signed_in.headers["Location"]) == (303, "/")
    switched = ada.post("/language", language="it", next=wanted)
    assert (switched.status_code, switched.headers["Location"]) == (303, "/")
