"""Terms while somebody types."""

import re

import pytest

from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.relation import Relation
from tests.cast import share, state


def offered(html: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)"></option>', html)


def test_terms_come_in_the_language_of_the_reader(browser, cast):
    assert "kitchen helper" in offered(browser(cast.ada).read("/terms/occupation", q="kitchen"))
    assert "pasticciere/a" in offered(browser(cast.cleo).read("/terms/occupation", q="pasticc"))


def test_the_text_may_come_under_the_name_of_its_field(browser, cast):
    reader = browser(cast.ada)
    assert offered(reader.read("/terms/topic", term="cook")) == offered(reader.read("/terms/topic", q="cook")) != []


def test_the_answer_is_options_and_nothing_else(browser, cast):
    html = browser(cast.ada).read("/terms/topic", q="b")
    assert 0 < len(offered(html)) <= 8
    assert re.fullmatch(r'(\s*<option value="[^"<>]*"></option>)*\s*', html)


def test_somebody_who_signs_up_is_helped_too(browser, cast):
    assert offered(browser().read("/terms/topic", q="cook"))


@pytest.mark.parametrize("kind", ["person", "", "Topic", "%00", "topic/x"])
def test_there_is_no_other_kind(browser, cast, kind):
    assert browser(cast.ada).get(f"/terms/{kind}", q="a").status_code == 404


@pytest.mark.parametrize("q", ["", "   ", "\x00", "\n"])
def test_nothing_typed_asks_the_database_nothing(browser, cast, statements, q):
    reader = browser(cast.ada)
    answers: list[str] = []
    assert statements(lambda: answers.append(reader.read("/terms/topic", q=q))) == 0
    assert answers == [""]


@pytest.mark.parametrize("q", ["x" * 3000, "%", "_", "!", "'", "\\", "🙂", "שלום", "a\x00b", "é"])
@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_is_typed_gets_an_answer(browser, cast, kind, q):
    html = browser(cast.ada).read(f"/terms/{kind}", q=q)
    assert "&#39;" not in html or "'" in q
    assert len(offered(html)) <= 8


def test_a_term_of_somebody_is_offered_only_where_it_is_open(browser, cast):
    state(cast.ada, Section.WORK, "Zquiet Works")
    share(cast.ada, Section.WORK, ONLY_ME)
    assert offered(browser(cast.eve).read("/terms/workplace", q="zqui")) == []
    assert offered(browser(cast.ada).read("/terms/workplace", q="zqui")) == ["Zquiet Works"]
    share(cast.ada, Section.WORK, Relation.FRIEND)
    assert offered(browser(cast.eve).read("/terms/workplace", q="zqui")) == []
    assert offered(browser(cast.cleo).read("/terms/workplace", q="zqui")) == ["Zquiet Works"]
    assert offered(browser().read("/terms/workplace", q="zqui")) == []


def test_what_others_typed_is_harmless(browser, cast):
    state(cast.ada, Section.SKILLS, '"><script>alert(1)</script>')
    html = browser(cast.eve).read("/terms/topic", q='"><scr')
    assert "<script" not in html
    assert "&lt;script&gt;" in html
