"""The chores need the application: mail is a page that leaves."""

import pytest

from mentorship import create_app
from mentorship.config import Settings


@pytest.fixture
def app(database, tmp_path, engine_url):
    """The application on this test's database."""
    database.close()
    return create_app(Settings(instance=tmp_path, database_url=engine_url, secret_key="secret of the tests"))
