"""How is the web application put together? Pages, API, headers, errors and limits over one workspace."""

from __future__ import annotations

import hashlib
import importlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from webapp.accounts import identity, origins, permissions
from webapp.accounts.routes import accounts
from webapp.api import plan_routes, writing
from webapp.api.reconciliation import reconciliation
from webapp.api.routes import api
from webapp.careers.routes import careers
from webapp.checks.routes import checks
from webapp.classes.pair_routes import pairs
from webapp.classes.routes import classes
from webapp.competencies.routes import competencies
from webapp.documents import correct_routes, incoming_routes
from webapp.documents.incoming_routes import incoming
from webapp.documents.routes import documents
from webapp.finding import kept_coverage
from webapp.finding.competency_set_routes import competency_sets
from webapp.finding.routes import finding
from webapp.plan.routes import plan
from webapp.search.routes import search
from webapp.service import ledger_log, rebuilding
from webapp.settings import Settings, SettingsError
from webapp.site import errors, measures
from webapp.site.operations import operations
from webapp.site.routes import site
from webapp.vocabulary.redline_routes import redlines
from webapp.vocabulary.routes import vocabulary
from webapp.web import delivery, headers, request_context
from webapp.workbench.routes import workbench

if TYPE_CHECKING:
    from webapp.service.workspace import Workspace

NAVIGATION = (
    ("finding.find", "Find a class"),
    ("classes.index", "Classes"),
    ("careers.index", "My class"),
    ("competencies.index", "Competencies"),
    ("documents.index", "Documents"),
    ("workbench.index", "Workbench"),
    ("plan.index", "Plan"),
    ("checks.index", "Checks"),
    ("site.problems", "Reading problems"),
    ("site.about", "About and help"),
)


# The API is one blueprint over three modules, documents over two.
assert plan_routes.api is writing.api is api
assert correct_routes.documents is documents
# They read no cookie: what changes something wants a token, and browsers send none by themselves.
FOR_PROGRAMS = (
    "webapp.api.routes.qualify_profile",
    "webapp.api.reconciliation.service",
    "webapp.api.writing.decide",
    "webapp.api.writing.undo",
    "webapp.api.writing.ingest",
    "webapp.api.plan_routes.make_change_set",
    "webapp.api.plan_routes.put_change",
    "webapp.api.plan_routes.act_on_change_set",
    "webapp.api.writing.correct",
    "webapp.api.writing.remove",
)


class SlugConverter(BaseConverter):
    """An id as `taxonomy.basics.naming` makes it: never a dot, so that ``.json`` behind it is not part of it."""

    regex = "[a-z0-9][a-z0-9-]*"


def create_app(workspace: Workspace, settings: Settings | None = None) -> Flask:
    """The web application over `workspace`."""
    settings = settings or Settings()
    app = Flask(__name__)
    app.url_map.converters["slug"] = SlugConverter
    app.config.update(_configuration(settings))
    request_context.attach(app, workspace, settings)
    origins.register(app)
    delivery.compress(app)
    delivery.tag(app)
    headers.protect(app)
    errors.register(app)
    measures.register(app)
    incoming_routes.register(app)
    guard = CSRFProtect(app)
    for view in FOR_PROGRAMS:
        guard.exempt(view)
    rebuilding.register(app, workspace)
    ledger_log.register(app, workspace)
    identity.register(app)
    permissions.register(app)
    kept_coverage.register(app)
    _limit(app, settings)
    app.before_request(delivery.spare)
    reading = (site, search, classes, careers, checks, competencies, documents, finding, vocabulary, redlines, api)
    others = (operations, reconciliation, competency_sets, pairs, plan, accounts, workbench, incoming)
    for blueprint in (*reading, *others):
        app.register_blueprint(blueprint)
    if settings.oidc_issuer:
        app.register_blueprint(_single_sign_on())
    app.context_processor(lambda: {"site_name": settings.site_name, "navigation": NAVIGATION, "asset": asset})
    app.context_processor(lambda: {"signed_in": identity.signed_in})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count, x_prefix=count)  # type: ignore[method-assign]
    return app


def _single_sign_on() -> Blueprint:
    """Authlib is an extra: it is imported only where a provider is set."""
    try:
        found: Blueprint = importlib.import_module("webapp.accounts.single_sign_on").single_sign_on
    except ModuleNotFoundError as error:
        raise SettingsError("Single sign-on needs a further package: install competency-atlas[sso].") from error
    return found


def asset(name: str) -> str:
    """The address of a static file, which changes with its content: browsers may keep it for good."""
    return url_for("static", filename=name, v=_fingerprint(name))


@cache
def _fingerprint(name: str) -> str:
    content = Path(__file__).with_name("static").joinpath(name).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": settings.max_request_bytes,
        "SESSION_COOKIE_NAME": "__Host-atlas" if settings.behind_tls else "atlas",
        "SESSION_COOKIE_SECURE": settings.behind_tls,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
        "RATELIMIT_HEADERS_ENABLED": True,
    }


def _limit(app: Flask, settings: Settings) -> None:
    """Bound what one address may ask of the whole site; counted in memory, in each process by itself."""
    if settings.rate_limit:
        limiter = Limiter(
            get_remote_address, app=app, application_limits=[settings.rate_limit], storage_uri="memory://"
        )
        limiter.request_filter(_is_free)


def _is_free() -> bool:
    """Style sheets and scripts come with every page, and whoever watches the site must not be shut out by readers."""
    return request.endpoint == "static" or (request.endpoint or "").startswith("operations.")
