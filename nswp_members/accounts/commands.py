"""Commands about people, for the first start on a server and for when nobody can sign in."""

import click
from flask import current_app
from flask.cli import AppGroup

from nswp_members.accounts import queries, services
from nswp_members.accounts.errors import RoleHeldAlready
from nswp_members.accounts.models import Invitation, Person
from nswp_members.accounts.viewers import Role
from nswp_members.core.db import transaction
from nswp_members.core.i18n import LANGUAGES
from nswp_members.core.web import absolute_url

group = AppGroup("accounts", help="People, their roles and invitations.")
language = click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of pages and mail.")


@group.command("create-administrator")
@click.argument("email")
@language
def create_administrator(email: str, language: str) -> None:
    """Make the person with this EMAIL address an administrator, and print a link to open the account."""
    with transaction():
        person = services.ensure_person(email=_address(email), locale=language)
        try:
            services.assign_role(person=person, role=Role.ADMINISTRATOR, by=None)
        except RoleHeldAlready:
            click.echo("This person is an administrator already.")
        invitation = _invite(person)
    _say(person, invitation)


@group.command("invite")
@click.argument("email")
@language
def invite(email: str, language: str) -> None:
    """Invite whoever has this EMAIL address to open an account, and print the link instead of mailing it."""
    with transaction():
        person = services.ensure_person(email=_address(email), locale=language)
        invitation = _invite(person)
    _say(person, invitation)


def _address(email: str) -> str:
    if "@" not in email.strip("@"):
        raise click.BadParameter("this is not an e-mail address.", param_hint="EMAIL")
    return email


def _invite(person: Person) -> Invitation | None:
    """Invite a person unless they can sign in already."""
    if person.has_account:
        return None
    if not person.is_active:
        raise click.ClickException("This account is closed: an administrator can open it again.")
    return services.invite(person=person, lifetime=current_app.config["INVITATION_LIFETIME"], by=None)


def _say(person: Person, invitation: Invitation | None) -> None:
    if invitation is None:
        click.echo("This person has an account and can sign in.")
        return
    token = queries.invitation_token(invitation)
    click.echo("Give this link to nobody but its owner; it works once, until it is used or expires:")
    click.echo(absolute_url("accounts.accept_invitation", language=person.locale, token=token))
