"""Every endpoint is declared in capabilities.py, and its door is the one that is declared."""

from mentorship.people.person import Role
from mentorship.web.access import by_signature, in_any_state, public, staff
from mentorship.web.agreeing import before_agreeing
from tests.web.capabilities import BY_SIGNATURE, CAPABILITY, GROUPS, OPEN, marked, misfits


def views(app):
    return {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}


def test_every_door_is_the_one_that_is_declared(app):
    assert misfits(views(app)) == []


def test_nothing_is_declared_twice():
    assert sum(len(names.split()) for names in GROUPS.values()) == len(CAPABILITY)
    assert OPEN.isdisjoint(BY_SIGNATURE)


def test_a_door_that_was_not_declared_is_told(app):
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    assert misfits(views(app)) == ["forgotten is nowhere in tests/web/capabilities.py: write down who may come"]


def test_a_door_that_is_gone_is_told(app):
    left = views(app)
    del left["people.show"]
    assert misfits(left) == ["people.show is gone: take it out of tests/web/capabilities.py"]


def test_a_door_that_says_something_else_is_told(app):
    for mark, said in ((public, "public"), (staff(Role.MODERATOR), "moderator"), (in_any_state, "any state")):
        told = misfits(views(app) | {"privacy.show": mark(lambda: "")})
        assert told == [
            f"privacy.show is declared for “member”, but its marks say “{said}”: mend the one that is wrong"
        ]


def test_marks_that_do_not_go_together_fit_nothing():
    for marks in ((public, staff(Role.ADMIN)), (in_any_state, before_agreeing), (by_signature, in_any_state)):
        view = marks[1](marks[0](lambda: ""))
        assert marked(view) not in GROUPS
