"""Who sees what: the one rule, written once, for many owners at a time."""

from mentorship.privacy import shown

__all__ = ["shown"]
