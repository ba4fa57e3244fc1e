"""Mentorship: a self-hosted mentoring network. create_app() is the one place that knows every room."""

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from mentorship import commands, config, web
from mentorship.database import database as engine
from mentorship.database import engine_for
from mentorship.migrations import migrate

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
        SESSION_COOKIE_NAME="__Host-mentorship" if settings.is_https else "mentorship",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
    )
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_prefix=count)  # type: ignore[method-assign]
    prepare_database(settings)
    web.register(app)
    commands.register(app)
    return app


def prepare_database(settings: config.Settings) -> None:
    """Connects, brings the shape of the data up to date, and lets go: each worker opens its own connection."""
    engine.initialize(engine_for(settings.database_url))
    with engine.connection_context():
        migrate(settings.instance)
