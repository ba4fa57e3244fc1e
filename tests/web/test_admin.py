"""The page of those who look after the place: what waits, how it is, what it does by itself."""

import gzip
from datetime import timedelta

import pytest

from mentorship.database import execute, write
from mentorship.health import machine
from mentorship.people.person import Role, State
from mentorship.records import mail
from mentorship.records.mail import Letter
from mentorship.site import chore, setting
from tests.cast import change
from tests.web.conftest import text_of

MINUTES = timedelta(minutes=10)


@pytest.fixture
def aldo(cast, browser):
    return browser(cast.aldo)


def part(page: str, id: str) -> str:
    """The words of one part of the page."""
    start = page.index(f'id="{id}"')
    end = page.find("</section>", start)
    return text_of(page[start:end].split(">", 1)[1])


def did(name: str, **how) -> None:
    chore.plan(name)
    chore.finish(name, chore.claim(name, MINUTES, hurried=True), MINUTES, **how)


@pytest.mark.parametrize("who", ["ada", "dora", "finn"])
def test_for_others_it_does_not_exist(cast, browser, who):
    other = browser(getattr(cast, who))
    assert other.get("/admin").status_code == 404
    assert "/admin" not in other.read("/about").replace("/admin/approvals", "")


def test_an_admin_without_the_second_step_is_led_to_it(cast, browser):
    change(cast.ada, roles=Role.ADMIN)
    assert browser(cast.ada).get("/admin").headers["Location"] == "/account/two-step"
    assert 'href="/admin"' not in browser(cast.ada).read("/about")


def test_the_menu_leads_there(aldo):
    page = aldo.read("/about")
    assert "Look after this place" in page
    assert 'href="/admin"' in page


def test_in_a_quiet_place_nothing_waits(aldo):
    assert part(aldo.read("/admin"), "waits") == "Nothing waits for you."


def test_who_would_like_to_join_stands_first(cast, aldo):
    change(cast.bob, state=State.PENDING)
    page = aldo.read("/admin")
    assert part(page, "waits").startswith("1 person would like to join. Say yes or no")
    assert page.index('id="waits"') < page.index('id="health"') < page.index('id="chores"')


def test_mail_that_was_given_up_waits(cast, aldo):
    mail.post(Letter.PASSWORD, cast.ada.id)
    mail.post(Letter.PASSWORD, cast.bob.id)
    write(lambda: execute("UPDATE mail SET state = 'given_up', settled_at = made_at"))()
    assert part(aldo.read("/admin"), "waits").startswith("2 mails could not be sent and were given up. See why")


def test_letters_wait_to_be_handed_over_where_there_is_no_mail_server(cast, app, aldo):
    mail.post(Letter.PASSWORD, cast.ada.id)
    assert part(aldo.read("/admin"), "waits").startswith("1 letter waits to be handed over. Read and hand over")
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = type(settings)(instance=settings.instance, mail_server="mail.example.org")
    assert part(aldo.read("/admin"), "waits") == "Nothing waits for you."


@pytest.mark.parametrize(
    ("chores", "question"), [("server", "Is the server itself well?"), ("timer", "Does your timer")]
)
def test_chores_that_nobody_looks_after_wait(app, aldo, moved_clock, chores, question):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = type(settings)(instance=settings.instance, chores=chores)
    did("requests")
    did("mail")
    moved_clock(hours=1)
    said = part(aldo.read("/admin"), "waits")
    assert said.startswith("Nobody has looked after this for long: Mail, Requests.")
    assert question in said


def test_a_chore_that_fails_waits_with_its_trouble(aldo):
    did("requests", trouble="RuntimeError: <no> room")
    page = aldo.read("/admin")
    assert "Requests: this went wrong." in part(page, "waits")
    assert "RuntimeError: &lt;no&gt; room" in page


def test_the_chores_are_told_in_words(aldo, moved_clock):
    did("requests")
    moved_clock(minutes=3)
    assert "Looked after 3 minutes ago, again in 7 minutes." in part(aldo.read("/admin"), "chores")
    moved_clock(minutes=8)
    assert "Looked after 11 minutes ago, due now." in part(aldo.read("/admin"), "chores")


def test_they_are_told_in_the_language_of_the_reader(cast, aldo, moved_clock):
    change(cast.aldo, language="it")
    did("requests")
    moved_clock(minutes=3)
    assert "3 minuti fa" in aldo.read("/admin")
    assert "tra 7 minuti" in aldo.read("/admin")


def test_a_chore_that_somebody_is_at_says_so(aldo):
    chore.plan("mail")
    assert "Not looked after yet." in part(aldo.read("/admin"), "chores")
    chore.claim("mail", MINUTES)
    assert "Being looked after now." in part(aldo.read("/admin"), "chores")


def test_before_any_chore_was_done_the_page_says_when_it_begins(app, aldo):
    assert "It begins by itself a moment after the server." in part(aldo.read("/admin"), "chores")
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = type(settings)(instance=settings.instance, chores="timer")
    assert "it waits for your timer to run flask chores" in part(aldo.read("/admin"), "chores")


def test_a_chore_of_another_version_is_passed_over(aldo):
    did("sweeping")
    assert "sweeping" not in aldo.read("/admin")


def test_how_the_place_is_stands_in_words_the_worst_first(aldo, monkeypatch):
    said = part(aldo.read("/admin"), "health")
    assert "It works. When you have a moment, please look at this:" in said
    monkeypatch.setattr(machine, "NO_ROOM", 10**18)
    page = aldo.read("/admin")
    said = part(page, "health")
    assert "Something does not work. Please look at it now:" in said
    assert said.index("Make room now") < said.index("can be read on the way") < said.index("No mail server is set")
    assert '<p class="notice attention">' in page


def test_when_all_is_well_it_says_so(cast, app, aldo):
    settings = app.config["SETTINGS"]
    settings.instance.chmod(0o700)
    whole = {"public_url": "https://rete.example", "proxies": 1, "mail_server": "mail.example.org"}
    app.config["SETTINGS"] = type(settings)(instance=settings.instance, **whole)
    page = aldo.read("/admin")
    assert "All is well." in part(page, "health")
    assert "Mail leaves by mail.example.org." in part(page, "health")


@pytest.mark.parametrize(
    "path",
    [
        "/admin/place",
        "/admin/rules",
        "/admin/people",
        "/admin/approvals",
        "/admin/outbox",
        "/admin/terms",
        "/invitations",
    ],
)
def test_it_leads_to_everything_else(aldo, path):
    page = aldo.read("/admin")
    assert f'href="{path}"' in page.split('id="ways"')[1]
    assert aldo.get(path).status_code == 200


def test_it_costs_little_whatever_waits(cast, aldo, statements):
    before = statements(lambda: aldo.read("/admin"))
    change(cast.bob, state=State.PENDING)
    for name in ("mail", "requests", "digests"):
        did(name)
    setting.change(name="Rete")
    aldo.read("/admin")
    assert statements(lambda: aldo.read("/admin")) == before <= 8


@pytest.mark.parametrize("path", ["/admin", "/admin/place", "/admin/rules"])
def test_it_is_small(aldo, path):
    for name in ("mail", "requests", "digests", "erasing", "jobs", "cleaning"):
        did(name)
    assert len(gzip.compress(aldo.read(path).encode(), 6)) <= 8 * 1024
