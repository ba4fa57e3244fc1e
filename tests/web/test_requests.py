"""Asking for mentoring and answering: from both sides, with and without scripts."""

import pytest

from mentorship.database import row, rows
from mentorship.people.section import Section
from mentorship.ties import availability, block, capacity
from mentorship.ties.relation import Relation
from mentorship.ties.request import answering, asking, request
from tests.cast import ask_friend, befriend, mentor, offer, settle, share, viewer, wish
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent

WISH = {"area": "work", "goal": "Do well in job interviews", "tried": "", "rhythm": "weekly", "weeks": "12"}
VERBS = ("accept", "decline", "ask", "answer", "withdraw", "put-away")


def state(asked) -> tuple:
    """Everything about a request, to see that nothing changed."""
    return tuple(row("SELECT * FROM request WHERE key = ?", asked.key))


def form_of(person, role: str = "mentee") -> str:
    return f"/people/{person.handle}/mentor?as={role}"


# Asking


def test_asking_leads_to_the_request_with_its_date(cast, browser):
    page = text_of(browser(cast.bob).press(form_of(cast.ada), **WISH))
    assert "Ada has your request now." in page
    assert "Waiting for Ada's answer, until" in page
    assert "Do well in job interviews" in page


def test_the_form_begins_with_what_fits(cast, browser):
    page = browser(cast.bob).read(form_of(cast.ada))
    for value in ("work", "learning"):
        assert f'value="{value}"' in page
    assert 'value="fortnightly"\n' in page
    assert page.count("checked") == 3
    assert "Ada sees what you have opened to your mentors" in text_of(page)


def test_offering_turns_the_sentences_round(cast, browser):
    page = text_of(browser(cast.ada).read(form_of(cast.bob, "mentor")))
    assert "Offer to mentor Bob" in page
    assert "Bob sees what you have opened to your mentees" in page
    text = text_of(browser(cast.ada).press(form_of(cast.bob, "mentor"), **WISH))
    assert "You offered to mentor Bob" in text


def test_asking_twice_is_once_and_shows_the_request(cast, browser):
    bob = browser(cast.bob)
    first = bob.post(form_of(cast.ada), **WISH)
    second = bob.post(form_of(cast.ada), **WISH)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert len(rows("SELECT id FROM request")) == 1


def test_asking_twice_at_one_moment_is_once_too(cast, browser, monkeypatch):
    asked = wish(cast.bob, of=cast.ada)
    answers = iter([[], request.between(viewer(cast.bob), cast.ada.id)])
    monkeypatch.setattr("mentorship.web.requests.asking.between", lambda *_: next(answers))
    second = browser(cast.bob).post(form_of(cast.ada), **WISH)
    assert (second.status_code, second.headers["Location"]) == (303, f"/requests/{asked.key}")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"goal": ""}, "Please write something here."),
        ({"goal": "x" * 601}, "Please shorten this to 600 characters; it has 601 now."),
        ({"tried": "y" * 601}, "Please shorten this to 600 characters"),
        ({"area": "plumbing"}, "Please choose one of these."),
        ({"rhythm": "hourly"}, "Please choose one of these."),
        ({"weeks": "7"}, "Please choose one of these."),
        ({"weeks": "9" * 5000}, "Please choose one of these."),
    ],
)
def test_bad_input_stays_on_the_form(cast, browser, wrong, says):
    answer = browser(cast.bob).post(form_of(cast.ada), **(WISH | {"tried": "I read books. 🙂"} | wrong))
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert says in page
    assert 'role="alert"' in page
    assert wrong.get("goal", "Do well in job interviews") in page
    assert wrong.get("tried", "I read books. 🙂") in page
    assert not rows("SELECT id FROM request")


def test_strange_text_is_no_fault(cast, browser):
    goal = "שלום\x00 עולם \ud83d 🙂 <script>alert(1)</script>\x07"
    page = browser(cast.bob).press(form_of(cast.ada), **(WISH | {"goal": goal.encode("utf-8", "surrogatepass")}))
    assert "שלום עולם" in page
    assert "<script>alert" not in page


def test_a_megabyte_is_refused_kindly(cast, browser):
    answer = browser(cast.bob).post(form_of(cast.ada), **(WISH | {"goal": "x" * 1_000_000}))
    assert answer.status_code == 413
    assert not rows("SELECT id FROM request")


def test_only_what_is_open_can_be_asked_for(cast, browser):
    absent = browser(cast.bob).get(f"/people/{NO_KEY}/mentor?as=mentee")
    share(cast.ada, Section.OFFERS, Relation.FRIEND)
    keys = (cast.ada.handle, NO_KEY)
    assert is_absent(browser(cast.bob).get(form_of(cast.ada)), absent, *keys)
    assert browser(cast.bob).post(form_of(cast.ada), **WISH).status_code == 404
    share(cast.bob, Section.SEEKS, Relation.NONE)
    assert browser(cast.ada).get(form_of(cast.bob, "mentor")).status_code == 404
    assert browser(cast.ada).post(form_of(cast.bob, "mentor"), **WISH).status_code == 404
    assert not rows("SELECT id FROM request")
    befriend(cast.ada, cast.bob)
    assert browser(cast.bob).get(form_of(cast.ada)).status_code == 200


def test_nobody_asks_themselves(cast, browser):
    assert browser(cast.ada).get(form_of(cast.ada)).status_code == 404
    assert browser(cast.ada).post(form_of(cast.ada), **WISH).status_code == 404


def test_a_full_mentor_says_so_before_anybody_writes(cast, browser):
    availability.offer_places(cast.ada.id, 2, paused=True)
    page = browser(cast.bob).read(form_of(cast.ada))
    assert "Ada has no free place for a mentee now." in text_of(page)
    assert "<textarea" not in page
    answer = browser(cast.bob).post(form_of(cast.ada), **WISH)
    assert answer.status_code == 422
    assert "There is no free place at the moment." in text_of(answer.get_data(as_text=True))


def test_without_a_place_there_is_nothing_to_offer(cast, browser):
    page = text_of(browser(cast.eve).read(form_of(cast.bob, "mentor")))
    assert "You have no free place for a mentee now." in page


def test_who_is_mentored_already_is_led_to_the_page_of_the_pair(cast, browser):
    pair = mentor(cast.ada, of=cast.bob)
    page = browser(cast.bob).read(form_of(cast.ada))
    assert "Ada is your mentor already." in text_of(page)
    assert f"/mentorships/{pair.key}" in page


def test_five_open_requests_are_enough(cast, browser):
    for number in range(5):
        other = settle(f"Mentor {number}", purpose="mentor", offers="preparing for a job interview")
        wish(cast.bob, of=other)
    answer = browser(cast.bob).post(form_of(cast.ada), **WISH)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "You have 5 open mentoring requests." in page
    assert "Do well in job interviews" in page
    assert len(rows("SELECT id FROM request")) == 5


# The request as a page


def test_the_asked_person_has_three_ways(cast, browser):
    asked = wish(cast.bob, of=cast.ada, tried="Two books.")
    page = browser(cast.ada).read(f"/requests/{asked.key}")
    text = text_of(page)
    assert "Bob would like you as a mentor" in text
    assert "Bob waits for your answer until" in text
    for word in ("Two books.", "Work", "Every week", "3 months", "Say yes", "Ask one question first", "Say no, kindly"):
        assert word in text
    assert "In common:" in text
    assert "After this I am full: pause me for new requests" in text


def test_who_is_offered_a_mentor_has_no_places_to_pause(cast, browser):
    asked = offer(cast.ada, cast.bob)
    text = text_of(browser(cast.bob).read(f"/requests/{asked.key}"))
    assert "Ada offers to be your mentor" in text
    assert "pause me" not in text
    assert "All my places are taken" not in text
    assert "I have no time for this at the moment" in text


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("htmx", [False, True])
def test_strangers_find_no_request(cast, browser, verb, htmx):
    asked = wish(cast.bob, of=cast.ada)
    before, eve = state(asked), browser(cast.eve)
    form = {"reason": "no_time", "question": "Why?", "answer": "So."}
    absent = eve.post(f"/requests/{NO_KEY}/{verb}", htmx=htmx, **form)
    assert is_absent(eve.post(f"/requests/{asked.key}/{verb}", htmx=htmx, **form), absent, asked.key, NO_KEY)
    assert state(asked) == before


def test_strangers_cannot_read_a_request(cast, browser):
    asked, eve = wish(cast.bob, of=cast.ada), browser(cast.eve)
    absent = eve.get(f"/requests/{NO_KEY}")
    assert is_absent(eve.get(f"/requests/{asked.key}"), absent, asked.key, NO_KEY)


@pytest.mark.parametrize("verb", ["accept", "decline", "ask"])
def test_the_sender_cannot_answer_in_the_others_place(cast, browser, verb):
    asked = wish(cast.bob, of=cast.ada)
    before = state(asked)
    answer = browser(cast.bob).post(f"/requests/{asked.key}/{verb}", reason="no_time", question="Why?")
    assert answer.status_code == 404
    assert state(asked) == before


@pytest.mark.parametrize("verb", ["answer", "withdraw", "put-away"])
def test_the_asked_person_cannot_act_for_the_sender(cast, browser, verb):
    asked = wish(cast.bob, of=cast.ada)
    before = state(asked)
    assert browser(cast.ada).post(f"/requests/{asked.key}/{verb}", answer="So.").status_code == 404
    assert state(asked) == before


# Yes


def test_yes_leads_to_the_page_of_the_pair(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    page = text_of(browser(cast.ada).press(f"/requests/{asked.key}/accept"))
    assert "You are Bob's mentor now." in page
    assert "Do well in job interviews" in page
    assert "Ada said yes today." in text_of(browser(cast.bob).read(f"/requests/{asked.key}"))


def test_yes_with_htmx_is_the_card_and_a_line(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    answer = browser(cast.ada).post(f"/requests/{asked.key}/accept", htmx=True)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.startswith(f'<li class="card" id="request-{asked.key}">')
    assert "You are Bob's mentor now." in text_of(html)
    assert "Open our page" in html
    assert "<html" not in html


def test_yes_twice_is_once(cast, browser):
    asked, ada = wish(cast.bob, of=cast.ada), browser(cast.ada)
    first = ada.post(f"/requests/{asked.key}/accept")
    second = ada.post(f"/requests/{asked.key}/accept")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert len(rows("SELECT id FROM mentorship")) == 1


def test_yes_and_full_pauses(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    browser(cast.ada).press(f"/requests/{asked.key}/accept", pause="y")
    assert capacity.of(cast.ada.id).paused


def test_yes_without_a_place_says_why_and_keeps_the_request(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    availability.offer_places(cast.ada.id, 0)
    plain = browser(cast.ada).post(f"/requests/{asked.key}/accept")
    assert plain.status_code == 422
    assert "All places are taken. End a mentorship or add a place first." in text_of(plain.get_data(as_text=True))
    htmx = browser(cast.ada).post(f"/requests/{asked.key}/accept", htmx=True)
    assert htmx.status_code == 422
    assert "All places are taken." in htmx.get_data(as_text=True)
    assert "open" in state(asked)


# No


def test_no_is_kind_and_leads_on(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    page = text_of(browser(cast.ada).press(f"/requests/{asked.key}/decline", reason="no_time"))
    assert "Bob gets your kind no, and can go on elsewhere." in page
    assert "You said no today: “I have no time for this at the moment”." in page
    text = browser(cast.bob).read(f"/requests/{asked.key}")
    assert "Ada has no time for this at the moment." in text_of(text)
    assert "Find another mentor" in text
    assert "area=work" in text


@pytest.mark.parametrize("reason", ["", "because", "x" * 5000])
def test_no_needs_a_reason_from_the_list(cast, browser, reason):
    asked = wish(cast.bob, of=cast.ada)
    before = state(asked)
    answer = browser(cast.ada).post(f"/requests/{asked.key}/decline", reason=reason)
    assert answer.status_code == 422
    assert "Please choose a reason." in answer.get_data(as_text=True)
    assert state(asked) == before


def test_no_twice_is_once_and_yes_after_no_is_refused(cast, browser):
    asked, ada = wish(cast.bob, of=cast.ada), browser(cast.ada)
    for _press in range(2):
        assert ada.post(f"/requests/{asked.key}/decline", reason="full").status_code == 303
    late = ada.post(f"/requests/{asked.key}/accept")
    assert late.status_code == 422
    assert "This request is settled already." in late.get_data(as_text=True)
    assert not rows("SELECT id FROM mentorship")


# One question first


def test_a_question_and_its_answer(cast, browser):
    asked, ada, bob = wish(cast.bob, of=cast.ada), browser(cast.ada), browser(cast.bob)
    page = text_of(ada.press(f"/requests/{asked.key}/ask", question="Which job is it?"))
    assert "Bob gets your question." in page
    assert "Waiting for Bob's answer to your question, until" in page
    assert "Ask one question first" not in page
    text = text_of(bob.read(f"/requests/{asked.key}"))
    assert "Ada has a question before deciding. Please answer by" in text
    assert "Which job is it?" in text
    text = text_of(bob.press(f"/requests/{asked.key}/answer", answer="In a hotel kitchen."))
    assert "Ada gets your answer." in text
    assert "Waiting for Ada's answer, until" in text
    text = text_of(ada.read(f"/requests/{asked.key}"))
    assert "Bob has answered your question. Please decide by" in text
    assert "In a hotel kitchen." in text


@pytest.mark.parametrize(
    ("typed", "says"), [("", "Please write something here."), ("ü" * 501, "Please shorten this to 500")]
)
def test_a_question_that_cannot_be_taken_is_kept(cast, browser, typed, says):
    asked = wish(cast.bob, of=cast.ada)
    before = state(asked)
    answer = browser(cast.ada).post(f"/requests/{asked.key}/ask", question=typed)
    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)
    assert typed in answer.get_data(as_text=True)
    assert state(asked) == before


def test_a_second_question_is_refused_with_a_sentence(cast, browser):
    asked, ada = wish(cast.bob, of=cast.ada), browser(cast.ada)
    assert ada.post(f"/requests/{asked.key}/ask", question="Which job?").status_code == 303
    assert ada.post(f"/requests/{asked.key}/ask", question="Which job?").status_code == 303
    second = ada.post(f"/requests/{asked.key}/ask", question="And when?")
    assert second.status_code == 422
    assert "One question has been asked already." in second.get_data(as_text=True)


def test_an_answer_without_a_question_is_refused(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    answer = browser(cast.bob).post(f"/requests/{asked.key}/answer", answer="So.")
    assert answer.status_code == 422


# Taking back, running out, putting away


def test_taking_back_is_once_and_the_other_reads_it(cast, browser):
    asked, bob = wish(cast.bob, of=cast.ada), browser(cast.bob)
    for _press in range(2):
        answer = bob.post(f"/requests/{asked.key}/withdraw", htmx=True)
        assert answer.status_code == 200
        assert "You have taken your request back." in answer.get_data(as_text=True)
    assert "Bob took it back today." in text_of(browser(cast.ada).read(f"/requests/{asked.key}"))
    assert browser(cast.ada).post(f"/requests/{asked.key}/accept").status_code == 422


def test_a_form_leads_back_to_where_it_stood(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    answer = browser(cast.bob).post(f"/requests/{asked.key}/withdraw", next="/connections?x=1")
    assert answer.headers["Location"] == "/connections?x=1"
    evil = browser(cast.bob).post(f"/requests/{asked.key}/withdraw", next="https://evil.example/")
    assert evil.headers["Location"] == "/"


def test_nobody_waits_longer_than_the_date(cast, browser, moved_clock):
    asked = wish(cast.bob, of=cast.ada)
    moved_clock(days=13, hours=23)
    assert "Waiting for Ada's answer, until" in text_of(browser(cast.bob).read("/connections"))
    moved_clock(hours=2)
    mine = text_of(browser(cast.bob).read("/connections"))
    assert "There was no answer by" in mine
    assert "See whom to ask next" in mine
    assert "Waiting for Ada" not in mine
    theirs = text_of(browser(cast.ada).read(f"/requests/{asked.key}"))
    assert "There was no answer by" in theirs
    assert "Say yes" not in theirs
    assert browser(cast.ada).post(f"/requests/{asked.key}/accept").status_code == 422
    assert not rows("SELECT id FROM mentorship")
    page = browser(cast.bob).press(f"/requests/{asked.key}/withdraw", next="/connections")
    assert "There was no answer by" not in page


def test_how_it_ended_can_be_put_away(cast, browser):
    asked, bob = wish(cast.bob, of=cast.ada), browser(cast.bob)
    answering.decline(asked, "no_time")
    assert "Ada has no time for this at the moment." in bob.read("/connections")
    for _press in range(2):
        html = bob.post(f"/requests/{asked.key}/put-away", htmx=True).get_data(as_text=True)
        assert html.startswith(f'<li id="request-{asked.key}">')
    assert "Ada has no time" not in bob.read("/connections")
    assert "Ada has no time" in bob.read(f"/requests/{asked.key}")


def test_what_waits_cannot_be_put_away(cast, browser):
    asked, bob = wish(cast.bob, of=cast.ada), browser(cast.bob)
    bob.post(f"/requests/{asked.key}/put-away")
    answering.accept(asked)
    assert "Ada said yes today." in bob.read("/connections")


# Friends


def test_friends_by_one_press(cast, browser):
    asked = ask_friend(cast.bob, cast.ada)
    answer = browser(cast.ada).post(f"/requests/{asked.key}/accept", htmx=True)
    assert "You and Bob are friends now." in answer.get_data(as_text=True)
    assert rows(
        "SELECT id FROM friendship WHERE ended_at IS NULL AND low_id = ? AND high_id = ?", cast.ada.id, cast.bob.id
    )


def test_setting_aside_is_silent(cast, browser, still_clock):
    asked, bob = ask_friend(cast.bob, cast.ada), browser(cast.bob)
    pages = ("/connections", f"/requests/{asked.key}", f"/people/{cast.ada.handle}", "/")
    before = [bare(bob.get(page)) for page in pages]
    said = text_of(browser(cast.ada).press(f"/requests/{asked.key}/decline", next="/connections"))
    assert "Set aside. Bob is not told." in said
    assert "Bob would like to be friends" not in said
    assert [bare(bob.get(page)) for page in pages] == before


def test_what_was_set_aside_can_still_become_a_yes(cast, browser):
    asked, ada = ask_friend(cast.bob, cast.ada), browser(cast.ada)
    ada.press(f"/requests/{asked.key}/decline")
    page = ada.read(f"/requests/{asked.key}")
    assert "You have set this aside; Bob is not told." in text_of(page)
    assert "Not now" not in page
    assert "You and Bob are friends now." in text_of(ada.press(f"/requests/{asked.key}/accept"))


def test_after_the_date_the_sender_reads_no_answer(cast, browser, moved_clock):
    asked = ask_friend(cast.bob, cast.ada)
    answering.decline(asked)
    moved_clock(days=15)
    assert "There was no answer by" in text_of(browser(cast.bob).read(f"/requests/{asked.key}"))


# What it costs, and what a block does


def test_a_block_closes_the_request_for_both(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    block.block(cast.ada.id, cast.bob.id)
    for person in (cast.ada, cast.bob):
        assert browser(person).get(f"/requests/{asked.key}").status_code == 404
    assert browser(cast.bob).get(form_of(cast.ada)).status_code == 404


def test_statements_of_the_pages(cast, browser, statements):
    asked = wish(cast.bob, of=cast.ada)
    ada, eve = browser(cast.ada), browser(cast.eve)
    assert statements(lambda: ada.read(f"/requests/{asked.key}")) <= 8
    assert statements(lambda: eve.read(form_of(cast.ada))) <= 8
    assert statements(lambda: ada.read(form_of(cast.eve, "mentor"))) <= 8


def test_the_key_of_a_request_may_be_anything(cast, browser):
    for key in ("%00", "%F0%9F%99%82", "x" * 3000, "%27%20OR%201=1"):
        assert browser(cast.ada).get(f"/requests/{key}").status_code == 404
        assert browser(cast.ada).post(f"/requests/{key}/accept").status_code == 404


def test_a_new_request_after_one_that_ran_out(cast, browser, moved_clock):
    wish(cast.bob, of=cast.ada)
    moved_clock(days=15)
    page = text_of(browser(cast.bob).press(form_of(cast.ada), **WISH))
    assert "Ada has your request now." in page
    assert len(request.current(viewer(cast.ada))) == 1


def test_the_other_may_have_asked_meanwhile(cast, browser):
    asking.ask_for_mentoring(cast.ada.id, cast.bob.id, cast.ada.id, **(WISH | {"weeks": 12}))
    answer = browser(cast.bob).get(form_of(cast.ada))
    assert answer.status_code == 303
    assert "Ada offers to be your mentor" in text_of(browser(cast.bob).read(answer.headers["Location"]))
