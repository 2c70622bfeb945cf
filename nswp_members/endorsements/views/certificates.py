"""Certificates of an endorsement, and checking one by its code."""

from uuid import UUID

from flask import Response, abort, current_app, redirect, render_template, url_for
from flask_babel import force_locale
from werkzeug.exceptions import TooManyRequests

from nswp_members.accounts import throttling
from nswp_members.accounts.access import authorise, current_viewer, public
from nswp_members.core.db import transaction
from nswp_members.core.errors import DomainError
from nswp_members.core.i18n import current_locale
from nswp_members.core.typesetting import OURS, pdf_of
from nswp_members.endorsements import policies, queries, services
from nswp_members.endorsements.codes import plain
from nswp_members.endorsements.forms import CertificateForm, CodeForm
from nswp_members.endorsements.models import Certificate
from nswp_members.endorsements.views.blueprint import Answer, blueprint, organisation_or_404, standing_or_404
from nswp_members.notices.letters import sender_name
from nswp_members.statements import queries as statements

SHEET = f"{OURS}css/letter.css"
YEAR = 4


@blueprint.route("/organisations/<uuid:organisation_id>/endorsement/certificate", methods=["GET", "POST"])
def certificate(organisation_id: UUID) -> Answer:
    """Say what a certificate tells, then make one and hand it out at once: its code is kept nowhere."""
    organisation = organisation_or_404(current_viewer(), organisation_id)
    viewer = authorise(policies.can_endorse, organisation)
    standing = standing_or_404(organisation.id)
    if viewer.person_id is None:
        abort(404)
    form = CertificateForm(locale=current_locale().language)
    if form.submitted():
        try:
            with transaction():
                made, code = services.make_certificate(
                    standing, name=organisation.name, locale=form.locale.data, by=viewer.person_id
                )
                pdf = certificate_pdf(made, code)
        except DomainError as error:
            form.refuse(error)
        else:
            answer = Response(pdf, mimetype="application/pdf")
            answer.headers["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
            return answer
    return render_template("endorsements/certificate_form.html", form=form, organisation=organisation)


def certificate_pdf(made: Certificate, code: str) -> bytes:
    """Return a certificate on paper, in its language."""
    with force_locale(made.locale):
        return pdf_of(
            render_template(
                "endorsements/certificate.html",
                code=code,
                address=f"{current_app.config['BASE_URL']}/verify/{code}",
                sender=sender_name(),
                sheet=SHEET,
                **certificate_words(made),
            )
        )


def certificate_words(made: Certificate) -> dict[str, str]:
    """Return what a certificate tells, on paper and to whoever checks it; dates are years only."""
    version = made.endorsement.version
    return {
        "name": made.printed_name,
        "statement": statements.reading(version, current_locale().language).title,
        "label": version.label,
        "year": made.endorsement.endorsed_on[:YEAR],
    }


@blueprint.route("/verify", methods=["GET", "POST"])
@public
def verify_form() -> Answer:
    """Ask for a code."""
    form = CodeForm()
    if form.submitted():
        return redirect(url_for("endorsements.verify", certificate_code=plain(form.code.data or "") or "-"))
    return render_template("endorsements/verify.html", form=form, words=None, is_checked=False)


@blueprint.get("/verify/<certificate_code>")
@public
def verify(certificate_code: str) -> Answer:
    """Confirm what a certificate says; one answer for every code that confirms nothing, whatever the reason."""
    if not throttling.request_allowed("verify"):
        raise TooManyRequests(retry_after=throttling.RETRY_AFTER_SECONDS)
    found = queries.valid_certificate(certificate_code)
    words = certificate_words(found) if found else None
    page = render_template("endorsements/verify.html", form=CodeForm(formdata=None), words=words, is_checked=True)
    return (page, 200) if found else (page, 404)
