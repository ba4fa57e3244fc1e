"""One question before deciding, and its answer."""

import pytest

from mentorship.database import row
from mentorship.errors import Invalid, NotAllowed
from mentorship.ties.request import answering, request
from mentorship.ties.request.answering import accept, answer, ask
from tests.cast import ask_friend, viewer, wish


def refusal(work):
    with pytest.raises(NotAllowed) as refused:
        work()
    return refused.value.message


def stands(asked):
    return row("SELECT question, answer FROM request WHERE id = ?", asked.id)


def as_sender(person, asked):
    return request.from_me(viewer(person), asked.key)


def test_one_question_then_its_answer_then_the_decision(cast):
    asked = wish(cast.bob, cast.ada)
    assert request.is_my_turn(asked)
    ask(asked, " When do you work? ")
    theirs = as_sender(cast.bob, asked)
    assert (theirs.question, request.is_my_turn(theirs)) == ("When do you work?", True)
    assert not request.is_my_turn(request.to_me(viewer(cast.ada), asked.key))
    answer(theirs, "At night")
    mine = request.to_me(viewer(cast.ada), asked.key)
    assert (mine.answer, request.is_my_turn(mine)) == ("At night", True)
    accept(mine)


def test_a_second_question_is_refused_and_the_same_pressed_twice_is_not(cast):
    asked = wish(cast.bob, cast.ada)
    ask(asked, "When?")
    ask(asked, "When?")
    assert refusal(lambda: ask(asked, "Where?")) == answering.ASKED_ONCE
    assert stands(asked).question == "When?"


def test_the_answer_is_given_once(cast):
    asked = wish(cast.bob, cast.ada)
    ask(asked, "When?")
    theirs = as_sender(cast.bob, asked)
    answer(theirs, "At night")
    answer(theirs, "At night")
    assert refusal(lambda: answer(theirs, "At noon")) == answering.OVER
    assert stands(asked).answer == "At night"


def test_without_a_question_there_is_nothing_to_answer(cast):
    asked = wish(cast.bob, cast.ada)
    assert refusal(lambda: answer(as_sender(cast.bob, asked), "Hm")) == answering.OVER


@pytest.mark.parametrize("words", ["", " \n", "x" * 501])
def test_question_and_answer_are_neither_empty_nor_endless(cast, words):
    asked = wish(cast.bob, cast.ada)
    with pytest.raises(Invalid) as refused:
        ask(asked, words)
    assert refused.value.field == "question"
    ask(asked, "When?")
    with pytest.raises(Invalid) as refused:
        answer(as_sender(cast.bob, asked), words)
    assert refused.value.field == "answer"


def test_a_friend_request_has_no_questions(cast):
    asked = ask_friend(cast.ada, cast.eve)
    with pytest.raises(NotAllowed):
        ask(asked, "Who are you?")
    assert stands(asked).question == ""
