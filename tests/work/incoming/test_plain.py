"""Markup of other boards as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.work.incoming.plain import MOST, plain


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Bread and cakes.\n\nSundays free.", "Bread and cakes.\n\nSundays free."),
        ("R&amp;D for 3 < 4", "R&D for 3 < 4"),
        ("<p>One\n  line</p><p>Two<br/>Three</p>", "One line\n\nTwo\nThree"),
        ("<h2>Tasks</h2><ul><li>Bake</li>\n<li>Sell</li></ul><p>End</p>", "Tasks\n- Bake\n- Sell\n\nEnd"),
        ("&lt;p&gt;Twice &amp;amp; escaped&lt;/p&gt;", "Twice & escaped"),
        ("<script>alert(1)</script><style>p{}</style><b>Bake</b>", "Bake"),
        ("<img src=x onerror=alert(1)>Bake<!-- secret -->", "Bake"),
        ("", ""),
    ],
)
def test_paragraphs_and_lists_stay_and_tags_go(markup, words):
    assert plain(markup) == words


def test_what_is_very_long_is_cut_and_quick():
    assert len(plain("<div>" * 1_000_000 + "x")) <= MOST


@given(st.text(st.sampled_from("<>/&;lt gpbrscript\n\"'=!-é"), max_size=200))
def test_no_markup_is_too_strange(text):
    assert isinstance(plain(f"<p>{text}"), str)
