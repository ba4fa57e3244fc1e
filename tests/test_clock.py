"""The only clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentorship import clock

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


def test_now_is_aware_and_utc():
    assert clock.now().utcoffset() == timedelta(0)


@given(MOMENTS)
def test_a_moment_comes_back_as_it_went_in(when):
    assert clock.moment(clock.microseconds(when)) == when


@given(MOMENTS, MOMENTS)
def test_stored_moments_keep_their_order(one, other):
    assert (clock.microseconds(one) < clock.microseconds(other)) == (one < other)
