"""The sentences on top of the page: each says that somebody sees a part if and only if they do."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.people.section import Section
from mentorship.privacy import profile, sharing
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, PRESETS, Preset, can_open
from mentorship.privacy.difference import difference
from mentorship.privacy.written import written
from mentorship.ties.relation import Relation, Viewer
from mentorship.web.privacy_words import PARTS, in_words, told
from tests.cast import mentor, settle, share, state, viewer
from tests.pictures import hang
from tests.web.conftest import text_of

SETTINGS = st.fixed_dictionaries(
    {
        section: st.sets(st.sampled_from([name for name, flag in AUDIENCES.items() if can_open(section, flag)]))
        for section in Section
    }
)


@pytest.fixture
def viewers(cast):
    """One real viewer of each kind, and Ada with most of her parts filled."""
    hang(cast.ada)
    state(cast.ada, Section.SKILLS, "first aid")
    mentor(cast.ada, cast.bob)
    mentor(cast.aldo, cast.ada)
    return {
        "everyone": Viewer.anonymous(),
        "members": viewer(cast.eve),
        "friends": viewer(cast.cleo),
        "mentors": viewer(cast.aldo),
        "mentees": viewer(cast.bob),
        "coordinators": viewer(cast.dora),
        "employers": viewer(cast.finn),
    }


def seen_by(one: Viewer, owner) -> set[Section]:
    """What really shows; of a list of people, whether it is open and there is somebody in it."""
    try:
        found = profile.of(one, owner.handle)
    except profile.Missing:
        return set()
    lists = {section for section in found.open_sections if section.is_people} & written(owner.id)
    photo = {Section.PHOTO} if found.photo else set()
    return set(found.facts) | set(found.texts) | photo | lists


def said(seen: dict[str, str], name: str) -> set[Section]:
    """What a sentence says, with what it takes over from the wider one."""
    sentence = seen[name]
    named = {section for section, part in PARTS.items() if str(part) in sentence}
    for wider, words in (("everyone", "everyone sees"), ("members", "members see")):
        if words in sentence:
            named |= said(seen, wider)
    return named


def test_no_part_is_called_like_a_piece_of_another(app):
    with app.test_request_context():
        names = [str(part) for part in PARTS.values()]
    assert not [pair for pair in itertools.permutations(names, 2) if pair[0] in pair[1]]


@settings(max_examples=30)
@given(SETTINGS)
def test_the_words_say_that_somebody_sees_it_if_and_only_if_they_do(app, cast, viewers, chosen):
    for section, names in chosen.items():
        share(cast.ada, section, sum((AUDIENCES[name] for name in names), ONLY_ME))
    full = written(cast.ada.id)
    with app.test_request_context():
        words = in_words(sharing.audiences_of(cast.ada.id), full)
        for name, one in viewers.items():
            assert said(words.seen, name) == seen_by(one, cast.ada), (name, words.seen)
        mine = {section for section, part in PARTS.items() if str(part) in words.mine}
        empty = {section for section, part in PARTS.items() if str(part) in words.empty}
    assert mine == {section for section in full if not chosen[section]}
    assert empty == set(Section) - full


def sentences(app, **shared):
    with app.test_request_context():
        audiences = {Section(name): audience for name, audience in shared.items()}
        return in_words(audiences, set(audiences)).seen


def test_who_sees_nothing_is_told_so(app):
    seen = sentences(app, work=ONLY_ME)
    assert seen["everyone"] == "They see nothing of you, not even your name."
    assert seen["members"] == "They see your name and nothing else."
    assert seen["friends"] == "They see what members see, and no more."


def test_each_says_only_what_it_adds(app):
    wide = Relation.MEMBER | Relation.FRIEND
    seen = sentences(app, photo=wide, about=wide | Relation.PUBLIC, contact=Relation.FRIEND)
    assert seen["everyone"] == "They see your name and what you write about yourself."
    assert seen["members"] == "They see all that everyone sees, and also your photo."
    assert seen["friends"] == "They see all that members see, and also how to reach you."
    assert sentences(app, about=Relation.PUBLIC)["members"] == "They see what everyone sees, and no more."


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (ONLY_ME, Relation.PUBLIC, "Opens to everyone: where you have worked."),
        (Relation.PUBLIC, Relation.MEMBER, "Closes to people without an account: where you have worked."),
        (
            Relation.MEMBER,
            Relation.FRIEND | Relation.MENTOR,
            "Closes to members, but not to your friends and your mentors: where you have worked.",
        ),
        (Relation.FRIEND | Relation.MENTEE, ONLY_ME, "Closes to your friends and your mentees: where you have worked."),
    ],
)
def test_a_step_is_one_sentence(app, before, after, sentence):
    with app.test_request_context():
        assert told(difference({Section.WORK: before}, {Section.WORK: after}), "would") == [sentence]


def test_the_page_says_what_each_preset_would_change(browser, cast):
    share(cast.ada, Section.CONTACT, Relation.FRIEND)
    page = text_of(browser(cast.ada).read("/privacy"))
    opens, balanced, private, _ = page.split("Ready-made settings")[-1].split("Part by part")[0].split("Set all to “")
    assert "Opens to everyone: what you write about yourself, what you do, and what you offer." in opens
    assert "Opens to your mentors and your mentees: how to reach you." in balanced
    assert "Closes to your friends: how to reach you." in balanced
    assert "Closes to members: where you live" in private


def test_a_preset_that_is_on_changes_nothing(browser, cast):
    page = browser(cast.ada).press("/privacy/preset/private")
    private = text_of(page).split("(on now)")[1].split("Set all to")[0]
    assert "Changes nothing." in private
    assert text_of(page).count("Changes nothing.") == 1


@pytest.mark.parametrize("preset", Preset)
def test_what_a_preset_promises_is_what_then_stands_in_the_history(browser, cast, preset):
    one = settle("Gia")
    share(one, Section.EXPERIENCE, Relation.FRIEND)
    with browser(one).app.test_request_context():
        steps = difference(sharing.audiences_of(one.id), PRESETS[preset])
        past = told(steps)
    page = text_of(browser(one).press(f"/privacy/preset/{preset}"))
    assert past
    assert all(sentence in page for sentence in past)
