"""How long a mentor usually takes to answer, measured by what they were asked last."""

from datetime import timedelta

from mentorship.ties.request.request import PATIENCE

RECENT, LEAST = 10, 3
LONGEST = PATIENCE.days


def median_of(mentor: str) -> str:
    """SQL for the median of the last ten requests to the mentor with this row number, in microseconds; NULL below three.

    One that found no answer counts as the whole time it waited. Takes one value: the present moment.
    """
    return f"""(SELECT CASE WHEN max(n) >= {LEAST} THEN CAST(avg(CASE WHEN place IN ((n + 1) / 2, (n + 2) / 2) THEN took END) AS BIGINT) END
 FROM (SELECT took, count(*) OVER () AS n, row_number() OVER (ORDER BY took) AS place
  FROM (SELECT CASE WHEN t.state IN ('accepted', 'declined') THEN t.settled_at ELSE t.deadline END - t.asked_at AS took
   FROM request t WHERE t.recipient_id = {mentor} AND t.mentor_id = {mentor}
    AND (t.state IN ('accepted', 'declined', 'lapsed') OR (t.state = 'open' AND t.deadline <= ?))
   ORDER BY COALESCE(t.settled_at, t.deadline) DESC, t.id DESC LIMIT {RECENT}) recent) ranked)"""


def in_days(median: int | None) -> int | None:
    """The median as whole days, from 1 to 14, begun ones counted as whole."""
    if median is None:
        return None
    return min(max(-(-timedelta(microseconds=median) // timedelta(days=1)), 1), LONGEST)
