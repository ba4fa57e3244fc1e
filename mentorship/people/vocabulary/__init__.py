"""The vocabulary: terms that many people share, found under any of their spellings in both languages."""

from mentorship.people.vocabulary.shipping import Shipment, ship
from mentorship.people.vocabulary.term import (
    TERM_LIMIT,
    Beginning,
    Found,
    Kind,
    Spelling,
    Term,
    TermName,
    find_or_add,
    folded_term,
)

__all__ = [
    "TERM_LIMIT",
    "Beginning",
    "Found",
    "Kind",
    "Shipment",
    "Spelling",
    "Term",
    "TermName",
    "find_or_add",
    "folded_term",
    "ship",
]
