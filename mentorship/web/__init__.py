"""The pages: one blueprint per noun."""

from flask import Flask

from mentorship.web import (
    access,
    assets,
    cards,
    demo,
    failures,
    headers,
    health,
    home,
    language,
    mentors,
    people,
    rendering,
    suggestions,
)

FIRST = (access, language, rendering, cards, demo, assets, headers, failures)
NOUNS = (
    assets,
    demo,
    health,
    home,
    language,
    mentors,
    people,
    suggestions,
)


def register(app: Flask) -> None:
    """Puts the door, the looks and every noun into the application."""
    for room in FIRST:
        room.register(app)
    for noun in NOUNS:
        app.register_blueprint(noun.bp)
