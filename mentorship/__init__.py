"""Mentorship: a self-hosted mentoring network. create_app() is the one place that knows every room."""

import os
import sys
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from mentorship import commands, config, web
from mentorship.archive import automatic
from mentorship.database import database as door
from mentorship.engine import engine_for
from mentorship.migrations import migrate
from mentorship.site import setting
from mentorship.web import prefix

ROOT = Path(__file__).parent.parent
LARGEST_FORM = 512 * 1024


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application on these settings, with its database brought up to date."""
    settings = settings or config.load(Path(os.environ.get("MENTORSHIP_INSTANCE", ROOT / "instance")))
    app = Flask(
        __name__, instance_path=str(settings.instance), template_folder=str(ROOT / "templates"), static_folder=None
    )
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        **prefix.cookies(settings),
    )
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_prefix=0)  # type: ignore[method-assign]
    prepare_database(settings)
    web.register(app)
    commands.register(app)
    return app


def prepare_database(settings: config.Settings) -> None:
    """Connects, brings the shape of the data up to date, and lets go: each worker opens its own connection."""
    door.initialize(engine_for(settings.database_url))
    setting.forget()
    with door.connection_context():
        migrate(settings.instance, lambda steps: _keep_as_it_is(settings, steps[0]))


def _keep_as_it_is(settings: config.Settings, step: str) -> None:
    if made := automatic.before(settings, step):
        print(f"The database is about to change its shape. As it was, it is kept in {made}", file=sys.stderr)
