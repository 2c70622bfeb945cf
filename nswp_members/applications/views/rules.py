"""How each region reviews applications."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from nswp_members.accounts.access import authorise
from nswp_members.accounts.viewers import Viewer
from nswp_members.applications import policies, queries, services
from nswp_members.applications.models import Vacancy
from nswp_members.applications.review_forms import RuleForm
from nswp_members.applications.services import NewRule
from nswp_members.applications.views.blueprint import Answer, author, blueprint
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.forms import choices
from nswp_members.networks import queries as networks
from nswp_members.regions.geography import Region

NUMBERS = (
    "approvals",
    "approvals_if_vacant",
    "days_to_check",
    "days_to_decide",
    "first_reminder",
    "second_reminder",
    "days_to_verify",
    "days_to_answer",
    "warn_before",
)


@blueprint.get("/applications/rules")
def rules() -> Answer:
    """Show the rules of all regions."""
    viewer = authorise(policies.can_change_rules)
    return render_template(
        "applications/rules.html",
        rules=[queries.rule_of(one.value) for one in Region],
        networks=dict(_networks(viewer, None)),
    )


@blueprint.route("/applications/rules/<region_code>", methods=["GET", "POST"])
def change_rule(region_code: str) -> Answer:
    """Change the rules of a region."""
    viewer = authorise(policies.can_change_rules)
    if region_code not in list(Region):
        abort(404)
    form = RuleForm(obj=queries.rule_of(region_code))
    form.network_id.choices = choices(_networks(viewer, region_code), blank=_("None"))
    if form.submitted():
        network = form.network_id.data
        wanted = NewRule(
            **{name: form[name].data for name in NUMBERS},
            vacancy=Vacancy(form.vacancy.data),
            network_id=UUID(network) if network else None,
        )
        try:
            with transaction():
                services.change_rule(region_code, wanted, **author(viewer))
        except DomainError as error:
            form.refuse(error)
        else:
            flash(_("The rules are saved. They hold for applications that are sent from now on."), "success")
            return redirect(url_for("applications.rules"))
    return render_template("applications/change_rule.html", form=form, region_code=region_code)


def _networks(viewer: Viewer, region_code: str | None) -> list[tuple[str, str]]:
    """Return the ids and names of the networks that serve a region, or of all."""
    return [
        (str(one.id), one.name)
        for one in networks.networks(viewer, sizes=None)
        if region_code is None or any(part.region_code == region_code for part in one.regions)
    ]
