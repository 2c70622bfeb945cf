"""Entry point of the web server (``wsgi:app``) and of Celery (``wsgi:celery``)."""

from celery import Celery

from config import ConfigurationError
from nswp_members.app import create_app

try:
    app = create_app()
except ConfigurationError as error:
    raise SystemExit(f"NSWP Members does not start: {error}") from None
celery: Celery = app.extensions["celery"]
