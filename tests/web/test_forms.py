"""Whatever somebody puts into a form, or a program into its place: a clear answer, and never a broken one."""

import io

import pytest

from mentorship.people.person import Person
from mentorship.people.session import Session
from tests.web.conftest import text_of
from tests.web.test_access import addresses
from tests.work import made

NASTY = {
    "empty": "",
    "spaces": "  \t\r\n ",
    "nul": "Ada\x00Ada",
    "only nul": "\x00",
    "controls": "A\x01\x02\x1b[31m\x7f\x85",
    "emoji": "👩🏽‍⚕️🇮🇹",
    "right to left": "فاطمة الزهراء",
    "overrides": "\u202eadA\u2066",
    "zero width": "\u200b\u200d\ufeff",
    "accents": "e\u0301\u0323" * 20,
    "many marks": "a" + "\u0301" * 500,
    "surrogates": "\ud800Ada\udfff",
    "half a surrogate pair": "\ude00",
    "not a character": "\uffff\ufffe\U0010ffff",
    "long": "x" * 3_000,
    "long words": "wort " * 500,
    "markup": "<script>alert(1)</script>\"'>{{7*7}}{% raw %}",
    "percent": "%(name)s %s %d %%",
    "sql": "'; DROP TABLE person; --",
    "like": "%_!\\",
    "path": "../../etc/passwd",
    "number": "99999999999999999999999999",
    "minus": "-1",
    "float": "1e309",
    "line breaks": "a\r\nb\rc\n\n\n\n\nd\u2028e",
}
# What the database itself takes part in, on both engines and in each run; the rest once, and not in the quick one.
TOLD = {"nul", "only nul", "surrogates", "half a surrogate pair", "not a character", "long", "number", "markup", "like"}
TYPED = [
    pytest.param(text, id=name, marks=() if name in TOLD else (pytest.mark.deep, pytest.mark.once))
    for name, text in NASTY.items()
]
FIELDS = """
name email password old purpose seeks offers adult rules kept language next term focus text body message area level
year_from year_to goal tried rhythm weeks reason question answer note thanks places paused shared as q once full
""".split()  # noqa: SIM905 (one word a line would fill a page)
QUERY = "q next after before area topic place language free as".split()  # noqa: SIM905


def encoded(text):
    """The bytes as a careless program would send them, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")


def sent(ada, url, text):
    form = {name: encoded(text) for name in FIELDS} | {"csrf_token": ada.token().encode()}
    pairs = [name.encode() + b"=" + b"".join(b"%%%02X" % byte for byte in value) for name, value in form.items()]
    body = b"&".join(pairs)
    return ada.client.post(url, data=body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("text", TYPED)
def test_every_form_answers_clearly_whatever_is_in_it(app, cast, browser, text):
    for endpoint, url in addresses(app, "POST"):
        url = url.replace("/people/x", f"/people/{cast.bob.handle}").replace("/profile/x", "/profile/about")
        answer = sent(browser(cast.ada), url, text)
        assert answer.status_code < 500, (endpoint, answer.status_code)
        assert answer.status_code != 400, endpoint
    assert Person.select().count() == 7


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("url", ["/sign-up", "/sign-in?next=/about"])
def test_so_do_the_forms_for_strangers(app, database, browser, url, text):
    answer = sent(browser(), url, text)
    assert answer.status_code == 422, text_of(answer.get_data(as_text=True))
    html = answer.get_data(as_text=True)
    assert 'id="problems"' in html
    assert "<script>alert" not in html
    assert not Person.select().exists()
    assert not Session.select().exists()


@pytest.mark.parametrize("text", TYPED)
def test_so_does_every_address_one_can_type(app, cast, browser, text):
    ada = browser(cast.ada)
    query = {name: encoded(text[:1500]) for name in QUERY}
    for endpoint, url in addresses(app, "GET"):
        answer = ada.client.get(url, query_string=query)
        assert answer.status_code < 500, (endpoint, answer.status_code)


@pytest.mark.parametrize("size", [500_000, 1_000_000])
def test_a_million_letters_get_a_clear_answer(cast, browser, size):
    ada, theirs = browser(cast.ada), made.organisation(cast.ada)
    signed_in = ("/account/name", "/organisations/register", f"/organisations/{theirs.key}/jobs/new", "/open-to-work")
    for reader, url in ((browser(), "/sign-up"), (browser(), "/sign-in"), *((ada, url) for url in signed_in)):
        answer = reader.post(url, name="x" * size, text="x" * size, place="x" * size, email="x")
        assert answer.status_code in (413, 422)
        assert "<h1" in answer.get_data(as_text=True)


def test_a_form_without_its_fields_is_an_empty_form(app, cast, browser):
    for endpoint, url in addresses(app, "POST"):
        assert browser(cast.ada).post(url).status_code < 500, endpoint


def test_a_field_sent_many_times_counts_as_one(cast, browser):
    ada = browser(cast.ada)
    answer = ada.post("/account/name", name=["Ada One", "Ada Two"])
    assert answer.status_code == 303
    assert Person.get_by_id(cast.ada.id).name == "Ada One"


def test_a_file_in_the_place_of_text_is_nothing(cast, browser):
    ada = browser(cast.ada)
    data = {"csrf_token": ada.token(), "name": (io.BytesIO(b"Ada"), "name.txt")}
    assert ada.client.post("/account/name", data=data, content_type="multipart/form-data").status_code == 422
    data = {"csrf_token": ada.token(), "old": (io.BytesIO(b"x"), "x"), "password": (io.BytesIO(b"x"), "x")}
    assert ada.client.post("/account/password", data=data).status_code == 422


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"name": "Ada"}'),
        ("application/json", b"[1, 2"),
        ("text/plain", b"name=Ada"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n"),
        ("application/x-www-form-urlencoded", b"%%%=&&&==;\xff\xfe"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-"),
        ("", b"\x00\x01"),
    ],
)
def test_what_is_no_form_is_no_form(cast, browser, kind, body):
    ada = browser(cast.ada)
    headers = {"X-CSRFToken": ada.token()}
    for url in ("/account/name", "/sign-in", "/sign-up", "/language"):
        answer = ada.client.post(url, data=body, content_type=kind, headers=headers)
        assert answer.status_code in (303, 400, 422), (url, answer.status_code)
    assert Person.get_by_id(cast.ada.id).name == "Ada"


def test_names_from_everywhere_are_welcome(cast, browser):
    ada = browser(cast.ada)
    for name in ("فاطمة", "Łukasz Żółć", "O’Brien", "李小龙", "Ana-María", "Ngô Đình", "Zoë 👋", "نور", "Ƒ"):
        assert ada.post("/account/name", name=name).status_code == 303
        assert Person.get_by_id(cast.ada.id).name == name
        assert f'value="{name}"' in ada.read("/account")


def test_a_name_is_tidied_before_others_see_it(cast, browser):
    browser(cast.ada).post("/account/name", name="  A\x00d\u202ea\x07  \t Rossi ")
    assert Person.get_by_id(cast.ada.id).name == "Ada Rossi"
