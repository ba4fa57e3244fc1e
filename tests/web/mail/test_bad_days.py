"""The worst day, for real: workers killed while they deliver, and a mail server that hangs up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.deep
def test_no_kill_loses_a_mail_or_sends_one_more_than_twice(engine_url):
    command = [sys.executable, "-m", "bench.outbox", "--mails", "300", "--kills", "20", "--workers", "3"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MENTORSHIP_")}
    done = subprocess.run(
        command, cwd=ROOT, env=kept | {"DATABASE_URL": engine_url}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, in the outbox {'sent': 300}" in done.stdout
