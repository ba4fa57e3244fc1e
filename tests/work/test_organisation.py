from mentorship.work import team
from mentorship.work.organisation import Role
from tests.work import made


def test_whoever_owns_it_acts_for_it(cast):
    bakery = made.organisation(cast.ada)
    made.colleague(bakery, cast.bob)
    assert [(one.name, one.role) for one in team.mine(cast.ada.id)] == [("Bakery Bassi", Role.OWNER)]
    assert team.acting(cast.bob.id, bakery.key, *team.POSTING).role == Role.RECRUITER
