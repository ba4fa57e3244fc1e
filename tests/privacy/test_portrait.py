"""A photo is seen by those it is open to, everywhere alike; for everybody else it is as if there were none."""

import pytest

from mentorship.database import execute, write
from mentorship.errors import Missing
from mentorship.people.photo import LARGE, SMALL
from mentorship.people.section import Section
from mentorship.privacy import portrait, profile
from mentorship.privacy.audience import AUDIENCES, ONLY_ME
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.talk import conversation, message
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from tests.cast import befriend, share, suspend, viewer
from tests.pictures import hang, opened
from tests.privacy.test_profile import MEANT


def key_of(owner):
    return profile.of(viewer(owner), owner.handle).photo


def is_shown(looking, owner, key, size=SMALL):
    """Whether the picture itself comes, as the page and the card promise."""
    try:
        shown = bool(portrait.content(looking, owner.handle, key, size))
    except Missing:
        shown = False
    card = profile.cards(looking, [owner.id]).get(owner.id)
    try:
        page = profile.of(looking, owner.handle).photo
    except Missing:
        page = ""
    # To the web somebody has a card only where they have a page; lists are for members.
    assert (page or (card.photo if card else "")) == (key if shown else "")
    assert not card or bool(card.photo) == shown
    return shown


@pytest.mark.parametrize("name", AUDIENCES)
def test_those_it_is_open_to_see_it_and_nobody_else(ada, viewers, name):
    key = key_of(ada)
    share(ada, Section.PHOTO, AUDIENCES[name])
    readers = {kind for kind in MEANT if is_shown(viewers[kind], ada, key)}
    assert readers == {kind for kind, meant in MEANT.items() if name in ("everyone", "members") or name in meant}
    assert is_shown(viewers["not signed in"], ada, key) == (name == "everyone")
    assert not is_shown(viewers["blocked"], ada, key)
    assert is_shown(viewers["owner"], ada, key)


def test_it_comes_in_two_sizes(cast):
    key = hang(cast.ada)
    for size in (SMALL, LARGE):
        assert opened(portrait.content(viewer(cast.ada), cast.ada.handle, key, size)).size == (size, size)


@pytest.mark.parametrize("size", [0, 1, 95, 97, 512, 10**30])
def test_there_is_no_other_size(cast, size):
    key = hang(cast.ada)
    with pytest.raises(Missing):
        portrait.content(viewer(cast.ada), cast.ada.handle, key, size)


def test_a_key_counts_for_its_own_person_only(cast):
    mine, theirs = hang(cast.ada), hang(cast.bob)
    for handle, key in ((cast.ada.handle, theirs), (cast.bob.handle, mine), ("x", mine), (cast.ada.handle, "")):
        with pytest.raises(Missing):
            portrait.content(viewer(cast.cleo), handle, key, SMALL)


@pytest.mark.parametrize(
    "vanish",
    [lambda ada, eve: block(ada.id, eve.id), lambda ada, eve: block(eve.id, ada.id), lambda ada, _: suspend(ada)],
)
def test_who_does_not_exist_for_me_has_no_photo_even_if_open_to_everyone(cast, vanish):
    key = hang(cast.ada)
    share(cast.ada, Section.PHOTO, Relation.PUBLIC)
    assert is_shown(viewer(cast.eve), cast.ada, key)
    vanish(cast.ada, cast.eve)
    assert not is_shown(viewer(cast.eve), cast.ada, key)


def test_a_photo_open_to_everyone_is_a_page_for_everyone(cast):
    hang(cast.eve)
    share(cast.eve, Section.PHOTO, Relation.PUBLIC)
    assert profile.of(Viewer.anonymous(), cast.eve.handle).photo


def test_without_a_word_about_it_only_the_owner_sees_it(cast):
    """Whoever joined before there were photos has no row for them."""
    key = hang(cast.ada)
    write(lambda: execute("DELETE FROM sharing WHERE owner_id = ? AND section = 'photo'", cast.ada.id))()
    assert [is_shown(viewer(one), cast.ada, key) for one in (cast.ada, cast.cleo, cast.dora)] == [True, False, False]


def features(*wanted):
    setting.change(features=wanted)


def test_where_photos_are_off_there_are_none(cast):
    key = hang(cast.ada)
    share(cast.ada, Section.PHOTO, Relation.PUBLIC)
    befriend(cast.eve, cast.ada)
    features(Feature.FRIENDS, Feature.SUGGESTIONS)
    for looking in (viewer(cast.ada), viewer(cast.eve), Viewer.anonymous()):
        assert not is_shown(looking, cast.ada, key)
    with pytest.raises(Missing):
        profile.of(Viewer.anonymous(), cast.ada.handle)  # a name alone is nothing that was opened to the web
    features(Feature.PHOTOS)
    assert is_shown(viewer(cast.eve), cast.ada, key)


def test_the_people_around_somebody_have_their_faces_where_they_show_them(cast):
    for one in (cast.ada, cast.cleo):
        share(one, Section.FRIENDS, Relation.MEMBER)
    key = hang(cast.cleo)
    (friend,) = profile.of(viewer(cast.eve), cast.ada.handle).people["friends"]
    assert friend.photo == key
    share(cast.cleo, Section.PHOTO, Relation.FRIEND)
    (friend,) = profile.of(viewer(cast.eve), cast.ada.handle).people["friends"]
    assert friend.photo == ""
    (friend,) = profile.of(viewer(cast.ada), cast.ada.handle).people["friends"]
    assert friend.photo == key


def test_so_have_those_one_writes_with(cast):
    key = hang(cast.cleo)
    message.send(conversation.open_with_friend(cast.ada.id, cast.cleo.id), cast.ada.id, "Ciao", "1")
    assert [one.photo for one in conversation.latest(viewer(cast.ada))] == [key]
    share(cast.cleo, Section.PHOTO, ONLY_ME)
    assert [one.photo for one in conversation.latest(viewer(cast.ada))] == [None]


def test_faces_cost_no_statement(cast, statements):
    few = [statements(lambda: profile.cards(viewer(cast.eve), [cast.ada.id])), statements(lambda: key_of(cast.ada))]
    for one in (cast.ada, cast.bob, cast.cleo):
        hang(one)
    many = [one.id for one in (cast.ada, cast.bob, cast.cleo)]
    assert [statements(lambda: profile.cards(viewer(cast.eve), many)), statements(lambda: key_of(cast.ada))] == few
