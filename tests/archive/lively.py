"""The cast with something in many tables, made once per run: what a backup must bring back."""

from mentorship import clock
from mentorship.database import write
from mentorship.people import facts, session
from mentorship.people.photo import Photo
from mentorship.people.section import Section
from mentorship.site import setting
from tests.cast import everyone, wish


def enlivened() -> None:
    """Bob asks Ada; he writes what is hard to quote, she has a photo and is signed in, and the place has a name."""
    cast = everyone()
    wish(cast.bob, cast.ada)
    facts.say(cast.bob.id, Section.ABOUT, 'Ünï "quoted" \\ and\na line, 100 %')
    write(Photo.create)(person=cast.ada.id, small=b"\x00\xff", large=bytes(range(256)), changed_at=clock.now())
    session.start(cast.ada, kept=True, device="phone")
    setting.change(name="Mentors of Turin")
