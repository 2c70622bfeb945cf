"""The house rules that can be read off the running app."""

import inspect
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from celery import Celery
from flask import Flask
from flask_migrate import downgrade, upgrade

from config import TestConfig
from local_stack import postgres
from nswp_members.app import BLUEPRINTS, SCHEDULE, create_app
from nswp_members.core.db import Model, db
from nswp_members.notices.kinds import KINDS
from tests.addresses import address_of, redis_address

TEMPLATES = Path(inspect.getfile(create_app)).parent / "templates"


def test_every_endpoint_is_public_or_asks_a_policy(app: Flask) -> None:
    lax = []
    for endpoint, view in app.view_functions.items():
        is_public = getattr(view, "is_public", False) or endpoint == "static"
        if not is_public and "authorise(" not in inspect.getsource(view):
            lax.append(endpoint)

    assert lax == []


def test_every_endpoint_is_named_after_its_domain(app: Flask) -> None:
    names = {blueprint.name for blueprint in BLUEPRINTS} | {"static", "demo"}

    assert {endpoint.partition(".")[0] for endpoint in app.view_functions} <= names


def test_what_changes_something_is_never_a_get(app: Flask) -> None:
    verbs = ("end", "remove", "start", "withdraw", "delete", "send", "accept", "grant", "retry")
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[-1].startswith(verbs)]
    gets = [rule.endpoint for rule in rules if rule.methods and rule.methods & {"GET"} and "POST" not in rule.methods]

    assert gets == []


def test_scheduled_tasks_exist(app: Flask) -> None:
    celery: Celery = app.extensions["celery"]
    celery.finalize()

    assert set(SCHEDULE) <= set(celery.tasks)


def test_celery_is_set_to_lose_and_reveal_nothing(app: Flask) -> None:
    conf = app.extensions["celery"].conf

    assert not conf.task_acks_late
    assert conf.task_ignore_result
    assert conf.result_backend is None
    assert conf.accept_content == ["json"]
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_time_limit


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mail_has_its_three_templates(kind: str) -> None:
    for name in ("subject.txt", "body.txt", "body.html"):
        assert (TEMPLATES / "mail" / kind / name).exists()


def test_migrations_go_up_down_and_up_and_match_the_models(process_name: str) -> None:
    name = f"test_migrations_{process_name}"
    with postgres.database(address_of("postgres"), name):
        app = create_app(TestConfig(SQLALCHEMY_DATABASE_URI=address_of(name), REDIS_URL=redis_address(process_name)))
        with app.app_context():
            upgrade()
            downgrade(revision="base")
            upgrade()
            with db.engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                differences = compare_metadata(context, Model.metadata)
            db.engine.dispose()

    assert differences == []


def test_no_two_pages_have_one_address(app: Flask) -> None:
    """Flask would open the first of them and say nothing."""
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for rule in app.url_map.iter_rules():
        shape = re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda found: f"<{found.group(1) or ''}>", rule.rule)
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            before = seen.setdefault((method, shape), rule.endpoint)
            if before != rule.endpoint:
                twice.append((method, rule.rule, before, rule.endpoint))

    assert twice == []
