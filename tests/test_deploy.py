"""The files in deploy/ and the page about running a place name only what is there, and fit the code."""

import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from flask import request

from mentorship import config, create_app
from mentorship.commands import serve
from mentorship.web import uploads
from tests.deployed import DEPLOY, ROOT, assert_is_command, composed, image, read, unit

TIMERS = sorted(path.name for path in DEPLOY.glob("*.timer"))
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))
HERE, DATA = "/opt/mentorship", "/var/lib/mentorship"
GUIDE = (ROOT / "docs/running.md").read_text("utf-8")
PROXIES = ("Caddyfile", "nginx.conf")
VISITOR = "203.0.113.7"
PORT = serve.address({})[1]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_what_is_there_as_its_own_user_in_its_own_folder(name):
    service = unit(name)["Service"]
    assert service["User"] == ["mentorship"]
    assert service["WorkingDirectory"] == [HERE]
    assert service["Environment"] == [f"{config.FOLDER}={DATA}"]
    assert f"/var/lib/{service['StateDirectory'][0].split()[0]}" == DATA
    [line] = service["ExecStart"]
    program, *words = re.search(r"(?:\S*/)?\.venv/bin/(.*)", line)[1].rstrip("'").split()
    if program == "python":
        assert (ROOT / words[0]).is_file()
    else:
        assert program == "flask"
        assert_is_command(words)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_no_more_than_it_must(name):
    service = unit(name)["Service"]
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"}
    assert {key: service[key][-1] for key in wanted} == wanted
    assert service["CapabilityBoundingSet"] == [""]
    assert service["RestrictAddressFamilies"] == ["AF_INET AF_INET6 AF_UNIX"]
    assert service["StateDirectoryMode"] == ["0700"]
    assert service["MemoryMax"]


@pytest.mark.parametrize("name", TIMERS)
def test_a_timer_has_its_service_and_begins_with_the_machine(name):
    assert (DEPLOY / name).with_suffix(".service").is_file()
    assert unit(name)["Timer"]["OnCalendar"]
    assert unit(name)["Install"]["WantedBy"] == ["timers.target"]


def test_slow_clients_may_hold_as_many_files_as_the_server_takes_connections():
    wanted = 2 * serve.MOST_CONNECTIONS + serve.SPARE_FILES
    assert int(unit("mentorship.service")["Service"]["LimitNOFILE"][0]) >= wanted
    assert composed()["services"]["web"]["ulimits"]["nofile"] >= wanted


def settings_in_compose(folder: Path, **values: str) -> config.Settings:
    """The settings as the container would read them, with its secrets in this folder."""
    found = composed(**values)["services"]["web"]["environment"]
    return config.load(folder, {key: text.replace("/run/secrets", str(folder)) for key, text in found.items()})


def test_compose_gives_settings_that_are_known_and_make_sense(tmp_path):
    assert settings_in_compose(tmp_path).is_https
    (tmp_path / "mail_password").write_text("a password\n")
    (tmp_path / "database_url").write_text("postgresql://mentorship:word@database/mentorship\n")
    mail = {"MAIL_SERVER": "mail.example.org", "MAIL_FROM": "m@example.org", "MAIL_USER": "m@example.org"}
    secrets = {"MAIL_PASSWORD_FILE": "./mail_password", "DATABASE_URL_FILE": "./database_url"}
    full = settings_in_compose(tmp_path, MAIL_SECURITY="tls", MAIL_PORT="465", **mail, **secrets)
    assert (full.proxies, full.mail_port, full.mail_password) == (1, 465, "a password")
    assert full.database_url == "postgresql://mentorship:word@database/mentorship"


def test_compose_closes_what_need_not_be_open():
    web, database = (composed()["services"][name] for name in ("web", "database"))
    assert web["read_only"] is True
    assert (web["cap_drop"], web["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert "size=" in web["tmpfs"][0]
    assert web["restart"] == database["restart"] == "unless-stopped"
    assert database["profiles"] == ["postgresql"]
    assert "ports" not in database


def test_every_secret_of_compose_is_there_and_nothing_unless_its_file_is_named():
    found = composed()
    named = {one for service in found["services"].values() for one in service.get("secrets", [])}
    assert named == set(found["secrets"])
    assert all(one["file"] == "/dev/null" for one in found["secrets"].values())
    assert composed(MAIL_PASSWORD_FILE="./x")["secrets"]["mail_password"]["file"] == "./x"


def test_the_image_is_made_from_files_that_are_there_and_runs_as_nobody_special():
    assert composed()["services"]["web"]["build"]["dockerfile"] == "deploy/Containerfile"
    done = dict(image())
    variables = dict(pair.split("=") for pair in done["ENV"].split())
    assert done["USER"].split(":")[0].isdecimal()
    assert done["USER"] != "0:0"
    assert variables == {config.FOLDER: done["VOLUME"], "HOST": "0.0.0.0", "PORT": str(PORT)}  # noqa: S104
    assert (ROOT / json.loads(done["CMD"])[1]).is_file()
    assert [
        one for one in re.findall(r"requirements\S*\.txt", read("Containerfile")) if not (ROOT / one).is_file()
    ] == []


def test_what_the_image_copies_is_enough_to_answer(tmp_path):
    for word, rest in image():
        *sources, target = rest.split() if word == "COPY" else [""]
        for one in sources:
            copy = shutil.copytree if (ROOT / one).is_dir() else shutil.copy
            copy(ROOT / one, tmp_path / target)
    ask = "from app import app; print(app.test_client().get('/').status_code)"
    run = [sys.executable, "-B", "-c", ask]
    place = {config.FOLDER: str(tmp_path / "data"), "PATH": "/usr/bin"}
    done = subprocess.run(run, cwd=tmp_path, env=place, capture_output=True, text=True, check=False)
    assert done.stdout == "200\n", done.stderr


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_asks_whether_the_place_is_ready(status, code):
    class Place(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_words):
            pass

    check = json.loads(dict(image())["HEALTHCHECK"].partition(" CMD ")[2])
    with HTTPServer(("127.0.0.1", 0), Place) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        place = {"PORT": str(server.server_port)}
        assert subprocess.run([sys.executable, *check[1:]], env=place, check=False).returncode == code


def test_the_pages_believe_the_headers_that_nginx_sends_and_no_others(tmp_path):
    app = create_app(
        config.load(tmp_path, {"MENTORSHIP_PROXIES": "1", "MENTORSHIP_PUBLIC_URL": "https://m.example.org"})
    )
    seen = []
    app.before_request(lambda: seen.append((request.remote_addr, request.scheme, request.host)))
    known = {"$remote_addr": VISITOR, "$scheme": "https", "$http_host": "m.example.org"}
    sent = {name: known[value] for name, value in re.findall(r"proxy_set_header (\S+) (\S+);", read("nginx.conf"))}
    claimed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-Real-IP": "192.0.2.1"}
    app.test_client().get("/healthz", headers=sent | claimed)
    assert seen == [(VISITOR, "https", "m.example.org")]


@pytest.mark.parametrize("name", PROXIES)
def test_a_proxy_leads_to_the_server_and_lets_photos_through(name):
    text = read(name)
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {str(PORT)}
    [size] = re.findall(r"(?:max_size|client_max_body_size) (\d+)m", text, re.IGNORECASE)
    assert int(size) * 10**6 > uploads.MOST
    assert "proxies = 1" in text
    assert composed()["services"]["web"]["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]


def test_the_guide_names_only_commands_that_are_there():
    used = [line.split() for line in re.findall(r"\bflask ([a-z][\w-]*(?: --?\w+)*)", GUIDE)]
    assert {words[0] for words in used} >= {"backup", "restore", "check", "mail-test", "reset-link", "reset-two-step"}
    for words in used:
        assert_is_command(words)


def test_the_guide_names_only_files_and_settings_that_are_there():
    files = re.findall(r"\b(?:deploy|docs)/\w[\w.*-]*|requirements\S*?\.txt|CHANGELOG\.md", GUIDE)
    assert [one for one in files if not list(ROOT.glob(one))] == []
    units = re.findall(r"\bmentorship[\w-]*\.(?:timer|service)\b", GUIDE)
    assert set(TIMERS) <= set(units) <= {*TIMERS, *SERVICES}
    blocks = "".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
    assert set(tomllib.loads(blocks)) >= {"public_url", "proxies", "mail_server"}
    assert set(tomllib.loads(blocks)) <= set(config.SETTABLE)


def test_the_guide_names_only_variables_that_compose_reads():
    read_there = set(re.findall(r"\$\{(\w+)", read("compose.yaml"))) | {"COMPOSE_PROFILES"}
    named = set(re.findall(r"\b([A-Z]+(?:_[A-Z]+)+)\b", GUIDE)) - {config.FOLDER}
    assert named == read_there


def test_the_readme_leads_to_the_guide():
    assert "(docs/running.md)" in (ROOT / "README.md").read_text("utf-8")
