"""Jobs in words: what they pay, in the way of the reader's language."""

from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from mentorship.web.work_words import pay


def paid(first, last, currency="EUR"):
    return SimpleNamespace(pay_from=first, pay_to=last, currency=currency, pay_per="month")


@pytest.mark.parametrize(
    ("language", "job", "said"),
    [
        ("en", paid(120_000, 150_000), "€1,200–1,500 a month"),
        ("it", paid(120_000, 150_000), "1.200–1.500 €"),
        ("en", paid(1250, 1400), "€12.50–14.00"),
        ("it", paid(1200, 1450), "12,00–14,50 €"),
        ("en", paid(1200, 1200), "€12 a month"),
        ("it", paid(1205, 1205), "12,05 €"),
        ("en", paid(400_000, 500_000, "CHF"), "CHF 4,000–5,000"),
        ("it", paid(400_000, 500_000, "CHF"), "4.000–5.000 CHF"),
        ("it", paid(99, 1_000_000_000), "0,99–10.000.000,00 €"),
        ("en", paid(None, None), "no pay"),
    ],
)
def test_pay_is_one_range_with_one_sign(app, language, job, said):
    with app.test_request_context(), force_locale(language):
        assert pay(job).replace("\xa0", " ").startswith(said)
