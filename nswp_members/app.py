"""The factory: the only module that knows all others; its tables show what the app does on one page."""

import logging
from datetime import timedelta
from types import ModuleType
from typing import Any

from celery import Celery, Task
from click import Group
from flask import Blueprint, Flask
from flask_mail import Mail
from flask_migrate import Migrate
from flask_session import Session as ServerSideSession
from kombu.exceptions import OperationalError as BrokerError
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import ROOT, Config, ConfigurationError
from nswp_members.accounts import access, throttling
from nswp_members.accounts import commands as accounts_commands
from nswp_members.accounts import queries as accounts_queries
from nswp_members.accounts import views as accounts_views
from nswp_members.accounts.events import AccountClosed, InvitationAccepted, PasswordResetRequested
from nswp_members.accounts.leaving import views as leaving_views
from nswp_members.allies import queries as allies_queries
from nswp_members.allies import tasks as allies_tasks
from nswp_members.allies import views as allies_views
from nswp_members.applications import commands as applications_commands
from nswp_members.applications import queries as applications_queries
from nswp_members.applications import tasks as applications_tasks
from nswp_members.applications import views as applications_views
from nswp_members.applications.applying import views as applying_views
from nswp_members.applications.assessing import views as assessing_views
from nswp_members.applications.deciding import commands as deciding_commands
from nswp_members.applications.deciding import tasks as deciding_tasks
from nswp_members.applications.deciding import views as deciding_views
from nswp_members.applications.editing import views as editing_views
from nswp_members.audit import commands as audit_commands
from nswp_members.bulk import views as bulk_views
from nswp_members.campaigns import tasks as campaigns_tasks
from nswp_members.campaigns import views as campaigns_views
from nswp_members.complaints import commands as complaints_commands
from nswp_members.complaints import tasks as complaints_tasks
from nswp_members.complaints import views as complaints_views
from nswp_members.consultations import tasks as consultations_tasks
from nswp_members.consultations import views as consultations_views
from nswp_members.core import discretion, events, i18n, logs, web
from nswp_members.core.crypto import keyring
from nswp_members.core.db import db
from nswp_members.dashboard import navigation
from nswp_members.dashboard import views as dashboard_views
from nswp_members.dashboard.people import views as people_views
from nswp_members.dashboard.trail import views as trail_views
from nswp_members.demo import commands as demo_commands
from nswp_members.demo import views as demo_views
from nswp_members.endorsements import commands as endorsements_commands
from nswp_members.endorsements import reactions as endorsements_reactions
from nswp_members.endorsements import tasks as endorsements_tasks
from nswp_members.endorsements import views as endorsements_views
from nswp_members.endorsements.events import EndorsementGiven, EndorsementWithdrawn
from nswp_members.exports import reactions as exports_reactions
from nswp_members.exports import tasks as exports_tasks
from nswp_members.exports import views as exports_views
from nswp_members.governance import commands as governance_commands
from nswp_members.governance import tasks as governance_tasks
from nswp_members.governance import views as governance_views
from nswp_members.membership import reactions as membership_reactions
from nswp_members.membership import tasks as membership_tasks
from nswp_members.membership import views as membership_views
from nswp_members.networks import reactions as networks_reactions
from nswp_members.networks import tasks as networks_tasks
from nswp_members.networks import views as networks_views
from nswp_members.notices import cautions
from nswp_members.notices import commands as notices_commands
from nswp_members.notices import reactions as notices_reactions
from nswp_members.notices import tasks as notices_tasks
from nswp_members.notices import views as notices_views
from nswp_members.organisations import commands as organisations_commands
from nswp_members.organisations import queries as organisations_queries
from nswp_members.organisations import reactions as organisations_reactions
from nswp_members.organisations import tasks as organisations_tasks
from nswp_members.organisations import views as organisations_views
from nswp_members.organisations.events import (
    DataConfirmed,
    IdentityChanged,
    OrganisationHid,
    OrganisationImported,
    OrganisationLeft,
)
from nswp_members.organisations.importing import commands as importing_commands
from nswp_members.organisations.importing import tasks as importing_tasks
from nswp_members.organisations.importing import views as importing_views
from nswp_members.regions import commands as regions_commands
from nswp_members.regions import views as regions_views
from nswp_members.regions.events import RiskChanged
from nswp_members.statements import commands as statements_commands
from nswp_members.statements import views as statements_views
from nswp_members.statements.events import VersionFrozen

BLUEPRINTS: tuple[Blueprint, ...] = (
    dashboard_views.blueprint,
    people_views.blueprint,
    trail_views.blueprint,
    accounts_views.blueprint,
    leaving_views.blueprint,
    notices_views.blueprint,
    notices_views.links,
    importing_views.blueprint,
    organisations_views.blueprint,
    networks_views.blueprint,
    governance_views.blueprint,
    regions_views.blueprint,
    statements_views.blueprint,
    endorsements_views.blueprint,
    allies_views.blueprint,
    allies_views.letters,
    consultations_views.blueprint,
    exports_views.blueprint,
    bulk_views.blueprint,
    deciding_views.blueprint,
    assessing_views.blueprint,
    editing_views.blueprint,
    applications_views.blueprint,
    applying_views.blueprint,
    membership_views.blueprint,
    membership_views.links,
    complaints_views.blueprint,
    campaigns_views.blueprint,
)
DEMO_BLUEPRINTS: tuple[Blueprint, ...] = (demo_views.blueprint,)
DEMO_COMMANDS: tuple[Group, ...] = (demo_commands.group,)
COMMANDS: tuple[Group, ...] = (
    accounts_commands.group,
    audit_commands.group,
    notices_commands.commands,
    organisations_commands.group,
    regions_commands.group,
    statements_commands.group,
    endorsements_commands.group,
    governance_commands.group,
    applications_commands.group,
    complaints_commands.group,
)
CAPACITY_SOURCES: tuple[access.CapacitySource, ...] = (
    accounts_queries.role_capacities,
    organisations_queries.mandate_capacities,
)
MAIL_RULES: tuple[cautions.Rule, ...] = (
    organisations_queries.mail_cautions,
    applications_queries.mail_cautions,
    allies_queries.mail_cautions,
)
SUBSCRIPTIONS: dict[type, tuple[events.Reaction, ...]] = {
    AccountClosed: (
        organisations_reactions.withdraw_offers,
        organisations_reactions.forget_drafts,
        exports_reactions.remove_files,
    ),
    InvitationAccepted: (
        organisations_reactions.grant_offered_mandates,
        organisations_reactions.complete_hand_overs,
    ),
    PasswordResetRequested: (notices_reactions.mail_reset_links,),
    RiskChanged: (organisations_reactions.see_less_of_a_country,),
    OrganisationImported: (
        endorsements_reactions.record_imported_endorsement,
        membership_reactions.begin_imported_term,
    ),
    DataConfirmed: (membership_reactions.confirm_membership,),
    IdentityChanged: (membership_reactions.follow_profile,),
    OrganisationHid: (networks_reactions.withdraw_requests,),
    OrganisationLeft: (membership_reactions.end_left_membership,),
    VersionFrozen: (endorsements_reactions.supersede_former_version,),
    EndorsementGiven: (membership_reactions.settle_review,),
    EndorsementWithdrawn: (membership_reactions.open_review,),
}
TASKS: tuple[ModuleType, ...] = (
    notices_tasks,
    organisations_tasks,
    importing_tasks,
    endorsements_tasks,
    allies_tasks,
    consultations_tasks,
    networks_tasks,
    exports_tasks,
    governance_tasks,
    deciding_tasks,
    applications_tasks,
    membership_tasks,
    complaints_tasks,
    campaigns_tasks,
)
SCHEDULE: dict[str, timedelta | str] = {
    "notices.sweep": "NOTICE_SWEEP_SECONDS",
    "notices.heartbeat": timedelta(seconds=15),
    "organisations.forget_reads": timedelta(days=1),
    "organisations.tend_imports": timedelta(minutes=1),
    "organisations.forget_drafts": timedelta(hours=6),
    "membership.climb": timedelta(hours=1),
    "organisations.invite_recovered": timedelta(minutes=15),
    "organisations.end_accesses": timedelta(minutes=5),
    "endorsements.freeze_figures": timedelta(hours=1),
    "allies.freeze_figures": timedelta(hours=1),
    "allies.tend": timedelta(hours=1),
    "networks.freeze_figures": timedelta(hours=1),
    "governance.remind": timedelta(hours=1),
    "consultations.tend": timedelta(minutes=5),
    "networks.carry_out": timedelta(hours=1),
    "exports.tend": "EXPORT_SWEEP_SECONDS",
    "applications.minimise": timedelta(days=1),
    "applications.tend_reviews": timedelta(hours=1),
    "applications.tend": timedelta(hours=1),
    "complaints.minimise": timedelta(hours=12),
    "campaigns.climb": timedelta(hours=1),
    "complaints.remind": timedelta(hours=1),
}


def create_app(config: Config | None = None) -> Flask:
    """Build the app; raises `ConfigurationError` with one sentence if it must not start."""
    config = config or Config()
    config.check()
    app = logs.Web(__name__)
    app.config.from_object(config)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    keyring.load(field_keys=config.FIELD_KEYS, lookup_key=config.LOOKUP_KEY, secret_key=config.SECRET_KEY)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=False)
    app.config["SESSION_REDIS"] = Redis.from_url(config.REDIS_URL, socket_timeout=5, socket_connect_timeout=2)
    ServerSideSession(app)
    logs.init_app(app)
    web.init_app(app)
    access.init_app(app, CAPACITY_SOURCES)
    i18n.init_app(app, access.preferred_language)
    discretion.init_app(app, access.wishes_discretion)
    throttling.init_app(app)
    Mail(app)
    navigation.init_app(app)
    for blueprint in BLUEPRINTS + (DEMO_BLUEPRINTS if config.DEMO_MODE else ()):
        app.register_blueprint(blueprint)
    organisations_commands.group.add_command(importing_commands.import_list)
    applications_commands.group.add_command(deciding_commands.minimise)
    for group in COMMANDS + (DEMO_COMMANDS if config.DEMO_MODE else ()):
        app.cli.add_command(group)
    events.subscribe_all(SUBSCRIPTIONS)
    cautions.set_rules(MAIL_RULES)
    app.extensions["queue_length"] = applications_queries.waiting_count
    app.extensions["celery"] = create_celery(app, config)
    require_database(app)
    return app


def create_celery(app: Flask, config: Config) -> Celery:
    """Build the Celery app, whose tasks run inside an app context, and let it carry the hints."""

    class AppTask(Task[Any, Any]):
        """A task of this app."""

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            """Run inside an app context of its own."""
            with app.app_context():
                return self.run(*args, **kwargs)

    celery: Celery = Celery("nswp_members", task_cls=AppTask)
    celery.conf.update(config.celery)
    celery.conf.beat_schedule = {name: _beat_entry(app, name, every) for name, every in SCHEDULE.items()}
    celery.set_default()

    def send(name: str, ids: tuple[str, ...]) -> None:
        try:
            celery.send_task(name, args=ids, argsrepr="-", kwargsrepr="-", ignore_result=True)
        except (BrokerError, OSError):
            app.logger.warning("The queue is away: %s waits for its sweep.", name)

    app.extensions["send_hint"] = send
    return celery


def _beat_entry(app: Flask, name: str, every: timedelta | str) -> dict[str, Any]:
    """Return an entry of the schedule; a tick that no worker took in time is dropped."""
    every = timedelta(seconds=app.config[every]) if isinstance(every, str) else every
    options = {"argsrepr": "-", "kwargsrepr": "-", "expires": every.total_seconds()}
    return {"task": name, "schedule": every, "options": options}


def require_database(app: Flask) -> None:
    """Raise `ConfigurationError` if the database cannot be reached; keep no connection for forks."""
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
            db.engine.dispose()
        except OperationalError as error:
            raise ConfigurationError("The database of DATABASE_URL cannot be reached: is it running?") from error
