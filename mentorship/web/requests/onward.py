"""Where a wish for a mentor can go on to: whom to name in advance, and whom to ask when it has ended without a yes."""

from typing import Any

from mentorship.discovery import next_mentors
from mentorship.ties.request.request import Kind, State, has_lapsed
from mentorship.web.access import viewer

TO_CHOOSE_FROM = 20
TO_ASK_NEXT = 3


def is_wish(asked: Any) -> bool:
    """Whether the reader asked for a mentor."""
    return bool(asked.is_mine) and asked.kind == Kind.MENTORING and not asked.i_would_mentor


def may_name(asked: Any) -> bool:
    """Whether the reader may still say whom to ask next."""
    return is_wish(asked) and asked.state == State.OPEN and not has_lapsed(asked)


def has_ended_without_yes(asked: Any) -> bool:
    """Whether the reader wished for a mentor, and the wish has neither found one nor goes on to somebody named."""
    goes_on = asked.onward_key or asked.second or asked.third
    return is_wish(asked) and not goes_on and (asked.state == State.DECLINED or has_lapsed(asked))


def mentors(area: str, but: int) -> dict[str, str]:
    """Names of mentors that could be named in advance, by handle, the best fit first."""
    return {one.handle: one.name for one in next_mentors.to_ask(viewer(), area, [but], TO_CHOOSE_FROM)}


def mentors_beside(asked: Any) -> dict[str, str]:
    """The same for a request that waits, with those who are named already."""
    named = {asked.second: asked.second_name, asked.third: asked.third_name}
    return {handle: name for handle, name in named.items() if handle} | mentors(asked.area, asked.other_id)


def to_ask_next(asked: Any) -> list[int]:
    """Row numbers of up to three mentors to ask with the same words."""
    return [one.id for one in next_mentors.to_ask(viewer(), asked.area, [asked.other_id], TO_ASK_NEXT)]
