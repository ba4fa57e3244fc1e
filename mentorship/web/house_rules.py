"""The house rules as a page shows them: in the reader's language, or in the other if they are there alone."""

from typing import Any

from mentorship.site import rules
from mentorship.web.language import current
from mentorship.web.markdown import rendered


def in_force() -> dict[str, Any]:
    """version, text (as HTML), text_language and published_at (microseconds or None) of the rules that hold now."""
    return shown(rules.in_force())


def shown(one: Any) -> dict[str, Any]:
    """The same of one version, such as those of rules.history()."""
    here = current()
    language = here if getattr(one, here) else next(code for code in rules.LANGUAGES if getattr(one, code))
    return {
        "version": one.version,
        "text": rendered(getattr(one, language)),
        "text_language": language,
        "published_at": one.published_at,
    }
