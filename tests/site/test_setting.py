"""The settings of the place: what they are at first, what is refused, and that every worker notices a change."""

import pytest

from mentorship.errors import Invalid
from mentorship.site import setting
from mentorship.site.setting import Feature, Joining


def test_at_first_it_is_open_and_has_its_usual_parts(database):
    site = setting.current()
    assert (site.name, site.contact, site.accent, site.logo, site.version) == ("Mentorship", "", "", "", 0)
    assert (site.joining, site.languages) == (Joining.OPEN, ("en", "it"))
    assert [one for one in Feature if site.has(one)] == [
        Feature.FRIENDS,
        Feature.SUGGESTIONS,
        Feature.PHOTOS,
        Feature.WORK,
    ]


def test_what_is_changed_is_read_back_and_the_rest_stays(database):
    setting.change(name=" Rete  di Torino ", joining="approval", features=["photos", "friends", "nonsense"])
    setting.change(contact="via Roma 1")
    setting.forget()
    site = setting.current()
    assert (site.name, site.contact, site.joining) == ("Rete di Torino", "via Roma 1", Joining.APPROVAL)
    assert site.features == (Feature.FRIENDS, Feature.PHOTOS)


def test_the_number_of_the_version_grows_with_each_change(database):
    versions = [setting.change(name=name).version for name in ("a", "b", "b")]
    assert versions == sorted(set(versions))


def test_a_worker_that_knows_the_version_asks_nothing(database, statements):
    version = setting.change(name="Rete").version
    setting.current(version)
    assert statements(lambda: setting.current(version)) == 0
    assert setting.current(version).name == "Rete"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  \x00 "),
        ("name", "x" * 41),
        ("contact", "x" * 201),
        ("joining", "nobody"),
        ("joining", ""),
        ("joining", None),
        ("languages", []),
        ("languages", ["de"]),
        ("accent", "green"),
        ("accent", "#fff"),
        ("accent", "#0f5f5c;}"),
        ("accent", "#ffff00"),
        ("accent", "#808080"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field_and_changes_nothing(database, field, value):
    before = setting.current()
    with pytest.raises(Invalid) as refused:
        setting.change(contact="new" if field != "contact" else value, **({field: value} if field != "contact" else {}))
    assert refused.value.field == field
    assert setting.current() == before


def test_a_colour_too_light_comes_with_one_that_can_be_read(database):
    with pytest.raises(Invalid) as refused:
        setting.change(accent="#FF0000")
    nearest = refused.value.values["nearest"]
    assert setting.change(accent=nearest.upper()).accent == nearest


def test_no_colour_is_the_colour_of_the_house(database):
    setting.change(accent="#7b3f6e")
    assert setting.change(accent=" ").accent == ""


def test_a_language_that_is_off_falls_back_to_one_that_is_on(database):
    site = setting.change(languages=["it"])
    assert (site.spoken("en"), site.spoken("it")) == ("it", "it")
