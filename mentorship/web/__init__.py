"""The pages: one blueprint per noun."""

from flask import Flask

from mentorship.web import (
    about,
    access,
    account,
    accounts,
    assets,
    audience_words,
    blocks,
    cards,
    connections,
    demo,
    failures,
    headers,
    health,
    home,
    language,
    mentors,
    mentorships,
    messages,
    people,
    privacy,
    profile,
    rendering,
    requests,
    sessions,
    suggestions,
    terms,
)

FIRST = (access, language, rendering, cards, requests, audience_words, demo, assets, headers, failures)
NOUNS = (
    about,
    account,
    accounts,
    assets,
    blocks,
    connections,
    demo,
    health,
    home,
    language,
    mentors,
    mentorships,
    messages,
    people,
    privacy,
    profile,
    requests,
    sessions,
    suggestions,
    terms,
)


def register(app: Flask) -> None:
    """Puts the door, the looks and every noun into the application."""
    for room in FIRST:
        room.register(app)
    for noun in NOUNS:
        app.register_blueprint(noun.bp)
