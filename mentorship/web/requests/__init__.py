"""Requests: asking for mentoring, and answering what was asked."""

from mentorship.web.requests import answering, asking, sending
from mentorship.web.requests.showing import bp, register

__all__ = ["answering", "asking", "bp", "register", "sending"]
