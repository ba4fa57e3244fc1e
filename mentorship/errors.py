"""All that the domain raises. Messages are English source sentences; the pages translate them."""


def N_(sentence: str) -> str:
    """Marks a sentence for the catalogue without translating it here."""
    return sentence


class DomainError(Exception):
    """A refusal with a sentence for people and the values that belong into it."""

    def __init__(self, message: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class Invalid(DomainError):
    """What was typed cannot be taken; `field` names the place to mend."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class NotAllowed(DomainError):
    """Visible to this person, but not theirs to do now."""


class Missing(DomainError):
    """Does not exist, or not for this person: the two are never told apart."""
