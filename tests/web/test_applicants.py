"""The board of a job, and each who applied: for those who read it, as far as they exist for each other."""

import re

import pytest

from mentorship.people.section import Section
from mentorship.ties.block import block
from mentorship.work.application import answering, applying
from mentorship.work.application.application import Application, Ending, State
from mentorship.work.organisation.organisation import Role
from tests.cast import crowd, suspend, viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent
from tests.web.test_budgets import MOST_BYTES, MOST_STATEMENTS, packed
from tests.work import made
from tests.work.applied import LINE, applied


@pytest.fixture
def bakery(cast):
    return made.organisation(cast.finn)


@pytest.fixture
def job(bakery):
    return made.job(bakery)


@pytest.fixture
def one(cast, job):
    return applied(job, cast.ada, Section.OCCUPATION, contact="011 555")


@pytest.fixture
def finn(cast, browser):
    return browser(cast.finn)


def headings(page):
    return re.findall(r"<h2>([^<]*)</h2>", page)


def test_an_empty_board_says_what_to_do(finn, job):
    page = finn.read(f"/jobs/{job.key}/applicants")
    assert "Nobody has applied yet." in text_of(page)
    assert f'href="/jobs/{job.key}/preview"' in page
    assert f'href="/jobs/{job.key}/applicants"' in finn.read(f"/jobs/{job.key}/preview")


def test_the_board_has_four_columns_and_counts_what_it_shows(finn, cast, job, one):
    bob, cleo = applied(job, cast.bob), applied(job, cast.cleo, line="")
    answering.move(viewer(cast.finn), bob.key, State.TALKING)
    answering.move(viewer(cast.finn), cleo.key, Ending.NOT_CHOSEN, "No, dear Cleo")
    page = finn.read(f"/jobs/{job.key}/applicants")
    assert headings(page)[:4] == ["New (1)", "Talking (1)", "Offered (0)", "Closed (1)"]
    assert "Not chosen, today" in text_of(page)
    assert LINE in page
    block(cast.bob.id, cast.finn.id)
    page = finn.read(f"/jobs/{job.key}/applicants")
    assert headings(page)[:4] == ["New (1)", "Talking (0)", "Offered (0)", "Closed (1)"]
    assert "Bob" not in page


def test_more_than_twenty_of_a_column_stand_on_pages_of_their_own(finn, job):
    for person in crowd(61):
        applying.begin(job.id, person, contact="", line="", sections=())
    page = finn.read(f"/jobs/{job.key}/applicants")
    assert headings(page)[0] == "New (61)"
    all = finn.read(re.search(r'id="all-new" href="([^"]*)"', page)[1])
    first = set(re.findall(r"/applicants/(\w+)", all))
    more = re.search(r'id="more-applicants" href="([^"]*)"', all)[1].replace("&amp;", "&")
    rest = set(re.findall(r"/applicants/(\w+)", finn.read(more)))
    assert (len(first), len(rest), first & rest) == (50, 11, set())


@pytest.mark.parametrize(
    "query", [{"state": "x"}, {"state": "new", "at": "-1"}, {"state": "closed", "at": "9" * 5000, "after": "\x00"}]
)
def test_forged_questions_find_what_there_is_or_nothing(finn, job, one, query):
    page = finn.read(f"/jobs/{job.key}/applicants", **query)
    assert (one.key in page) == (query["state"] == "x"), "what is no column is the whole board"


def test_one_of_them_shows_what_was_sent_and_what_can_be_done(finn, cast, job, one):
    text = text_of(finn.read(f"/applicants/{one.key}"))
    for said in ("Ada", "Please answer by", "011 555", LINE, "nurse", "How does it go on?", "Dear Ada, thank you"):
        assert said in text, said
    assert "Nights on the ward" not in text


def test_who_applied_is_told_in_a_notice_that_leads_there(finn, cast, one):
    page = finn.read("/notices")
    assert "Ada applied for a job of your organisation" in text_of(page)
    way = re.search(r'href="(/notices/\w+)"', page)[1]
    assert finn.get(way).headers["Location"] == f"/applicants/{one.key}"


@pytest.mark.parametrize(
    ("step", "said"),
    [("talking", "You are talking with each other."), ("offered", "You have offered the job."), ("hired", "Hired.")],
)
def test_a_step_plain_with_htmx_and_twice(finn, one, step, said):
    address = f"/applicants/{one.key}/move"
    assert "That is how it stands now, and they are told." in text_of(finn.press(address, step=step))
    assert "That was done already" in text_of(finn.press(address, step=step))
    assert finn.post(address, htmx=True, step=step).headers["HX-Redirect"] == f"/applicants/{one.key}"
    assert said in text_of(finn.read(f"/applicants/{one.key}"))


def test_a_no_goes_with_the_words_that_stand_ready_or_ones_own(finn, one):
    address = f"/applicants/{one.key}/move"
    page = finn.read(f"/applicants/{one.key}")
    ready = re.search(r"<textarea id=\"answer\"[^>]*>([^<]*)</textarea>", page)[1]
    for answer in ("", " ", "x" * 1001):
        refused = finn.post(address, step="not_chosen", answer=answer)
        assert refused.status_code == 422
        assert 'id="problems"' in refused.get_data(as_text=True)
    assert "x" * 1001 in refused.get_data(as_text=True)
    assert Application.get().state == State.NEW
    assert ready.startswith("Dear Ada, thank you")
    page = finn.press(address, step="not_chosen", answer="Thank you, and good luck.")
    assert "Not chosen" in text_of(page)
    assert "Thank you, and good luck." in page


def test_forged_steps_change_nothing(finn, one):
    for step in ("closed", "withdrawn", "\x00", "x" * 5000):
        assert finn.post(f"/applicants/{one.key}/move", step=step, answer="y").status_code == 422
    assert Application.get().state == State.NEW


def test_a_message_plain_with_htmx_and_twice(finn, one):
    address = f"/applicants/{one.key}/messages"
    text = text_of(finn.press(address, body="Come on Monday", once="a"))
    assert "Your message is sent." in text
    assert "You are talking with each other." in text
    answer = finn.post(address, htmx=True, body="Come on Monday", once="a")
    assert answer.get_data(as_text=True).count("Come on Monday") == 1
    assert finn.post(address, body="", once="b").status_code == 422


def test_after_the_end_a_message_is_not_sent_and_not_lost(finn, one):
    finn.press(f"/applicants/{one.key}/move", step="not_chosen", answer="No")
    refused = finn.post(f"/applicants/{one.key}/messages", body="One thing more", once="a")
    assert refused.status_code == 422
    assert "This was not sent: One thing more" in text_of(refused.get_data(as_text=True))


@pytest.mark.parametrize("who", ["ada", "bob", "cleo", "dora"])
def test_it_is_for_those_who_read_it_alone(browser, cast, bakery, job, one, who):
    made.colleague(bakery, cast.cleo, Role.REPRESENTATIVE)
    made.organisation(cast.dora, "Shop")
    other = browser(getattr(cast, who))
    for method, way in (("get", ""), ("post", "/move"), ("post", "/messages")):
        ask = getattr(other, method)
        answer, nothing = ask(f"/applicants/{one.key}{way}"), ask(f"/applicants/{NO_KEY}{way}")
        assert is_absent(answer, nothing, one.key, NO_KEY), way
    board, none = other.get(f"/jobs/{job.key}/applicants"), other.get(f"/jobs/{NO_KEY}/applicants")
    assert is_absent(board, none, job.key, NO_KEY)
    assert Application.get().state == State.NEW


def test_somebody_blocked_is_nowhere_for_that_reader_and_there_for_the_others(browser, cast, bakery, job, one):
    made.colleague(bakery, cast.bob, Role.RECRUITER)
    finn, bob = browser(cast.finn), browser(cast.bob)
    block(cast.ada.id, cast.finn.id)
    assert is_absent(finn.get(f"/applicants/{one.key}"), finn.get(f"/applicants/{NO_KEY}"), one.key, NO_KEY)
    assert "Nobody has applied yet." in text_of(finn.read(f"/jobs/{job.key}/applicants"))
    assert "Ada" not in finn.read("/notices")
    assert "Ada" in bob.read(f"/jobs/{job.key}/applicants")


def test_the_list_of_jobs_says_where_somebody_waits(finn, bakery, job, one):
    page = finn.read(f"/organisations/{bakery.key}/jobs")
    assert "1 waits for an answer" in text_of(page)
    answering.withdraw(viewer_of(one), one.key)
    assert "waits for an answer" not in text_of(finn.read(f"/organisations/{bakery.key}/jobs"))


def viewer_of(one):
    return viewer(one.person)


def test_the_pages_are_small_and_ask_little(finn, browser, cast, job, one, statements):
    for number in range(30):
        answering.write_as_team(viewer(cast.finn), one.key, f"{number}: come on Monday, and bring good shoes.", "a")
    for person in crowd(40):
        applying.begin(job.id, person, contact="", line=LINE, sections=())
    ada, eve = browser(cast.ada), browser(cast.eve)
    pages = [
        (finn, f"/jobs/{job.key}/applicants"), (finn, f"/applicants/{one.key}"), (ada, f"/applications/{one.key}"),
        (ada, f"/applications/{one.key}/again"), (ada, "/applications"), (eve, f"/jobs/{job.key}/apply"),
        (finn, f"/jobs/{job.key}/applicants?state=new"),
    ]  # fmt: skip
    for reader, address in pages:
        read: list[str] = []
        reader.read(address)  # what was told of it is read now
        count = statements(lambda reader=reader, address=address, read=read: read.append(reader.read(address)))
        assert count <= MOST_STATEMENTS, address
        assert packed(read[0]) <= MOST_BYTES, address


@pytest.mark.parametrize("why", ["blocks", "is blocked", "suspended", "taken back"])
def test_what_is_not_there_for_a_reader_moves_nothing_they_can_see(finn, cast, bakery, job, why):
    """All that Finn can read is the same, letter by letter, whether Ada applied and wrote or never did."""
    shown = applied(job, cast.bob)
    if why == "blocks":
        block(cast.ada.id, cast.finn.id)
    elif why == "is blocked":
        block(cast.finn.id, cast.ada.id)
    addresses = [
        "/", "/notices", "/jobs", f"/jobs/{job.key}", f"/jobs/{job.key}/applicants", f"/jobs/{job.key}/applicants?state=new",
        f"/jobs/{job.key}/applicants?state=closed", f"/jobs/{job.key}/preview", f"/organisations/{bakery.key}/jobs",
        f"/organisations/{bakery.key}", f"/applicants/{shown.key}",
    ]  # fmt: skip
    finn.read(f"/applicants/{shown.key}")
    before = [bare(finn.get(address)) for address in addresses]
    hidden = applied(job, cast.ada, Section.OCCUPATION)
    answering.write_as_applicant(viewer(cast.ada), hidden.key, "For you alone", "a")
    if why == "suspended":
        suspend(cast.ada)
    elif why == "taken back":
        answering.withdraw(viewer(cast.ada), hidden.key)
    assert [bare(finn.get(address)) for address in addresses] == before
