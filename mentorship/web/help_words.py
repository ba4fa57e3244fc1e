"""Help with work in words: in the mouth of who offers it, about them, and as they are asked for it."""

from typing import Any

from babel.lists import format_list
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.errors import N_
from mentorship.web.language import current
from mentorship.work.help.helping import Sort
from mentorship.work.help.offering import WHOM

SORT = {
    Sort.INTRODUCE: _("I can introduce you"),
    Sort.PRACTISE: _("I'll practise the interview with you"),
}
SORT_MEANING = {
    Sort.INTRODUCE: _("You know somebody there and put the two in touch."),
    Sort.PRACTISE: _("You meet once or twice and play the interview through."),
}
OFFERED = {
    Sort.INTRODUCE: _("can introduce you there"),
    Sort.PRACTISE: _("practises the interview with you"),
}
ASK = {
    Sort.INTRODUCE: _("Ask for an introduction"),
    Sort.PRACTISE: _("Ask to practise"),
}
FOR_WHOM = {"friends": _("My friends"), "mentees": _("My mentees"), "mentors": _("My mentors")}
WHOM_IT_IS_FOR = {"friends": _("your friends"), "mentees": _("your mentees"), "mentors": _("your mentors")}

# What the one who asks writes; %(name)s is whoever offered it.
_ASKING = {
    (Sort.INTRODUCE, True): N_(
        "Hello %(name)s, you offered to introduce me at %(organisation)s. I would like that, for the job “%(title)s”. "
        "What do you need to know from me?"
    ),
    (Sort.INTRODUCE, False): N_(
        "Hello %(name)s, you offered to introduce me at %(organisation)s. I would like that. "
        "What do you need to know from me?"
    ),
    (Sort.PRACTISE, True): N_(
        "Hello %(name)s, you offered to practise the interview at %(organisation)s with me. I would like that, for the "
        "job “%(title)s”. When would it suit you?"
    ),
    (Sort.PRACTISE, False): N_(
        "Hello %(name)s, you offered to practise the interview at %(organisation)s with me. I would like that. "
        "When would it suit you?"
    ),
}


def asking(offer: Any) -> str:
    """The message that takes an offer up, in the reader's language: it is they who write it."""
    words = _ASKING[Sort(offer.sort), bool(offer.title)]
    return gettext(words, name=offer.name, organisation=offer.organisation, title=offer.title)


def for_whom(audience: int) -> str:
    """Whom an offer of the reader's is for: "your friends and your mentees"."""
    return format_list([str(WHOM_IT_IS_FOR[name]) for name, flag in WHOM.items() if audience & flag], locale=current())
