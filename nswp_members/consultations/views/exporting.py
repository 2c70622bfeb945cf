"""Taking the answers out as a file for analysis."""

from io import BytesIO

from flask import current_app, render_template, send_file

from nswp_members.accounts.viewers import Viewer
from nswp_members.consultations.models import Consultation
from nswp_members.consultations.queries.exporting import files_of
from nswp_members.consultations.report_forms import FileForm, NamedFileForm
from nswp_members.consultations.services.exporting import take_out
from nswp_members.consultations.views.blueprint import Answer, blueprint, language, load_and_authorise
from nswp_members.core.db import now, transaction
from nswp_members.core.spreadsheets import MEDIA_TYPES, Format


@blueprint.get("/consultations/<consultation_slug>/files")
def files(consultation_slug: str) -> Answer:
    """Offer the answers as a file, with a word on what it may tell."""
    _viewer, consultation = load_and_authorise(consultation_slug)
    return _page(consultation, FileForm(formdata=None), NamedFileForm(formdata=None, prefix="named"))


@blueprint.post("/consultations/<consultation_slug>/files/pseudonyms")
def file_without_names(consultation_slug: str) -> Answer:
    """Hand out the answers without names."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = FileForm()
    if form.submitted():
        return _file(viewer, consultation, Format(form.format.data), with_names=False, reason="")
    return _page(consultation, form, NamedFileForm(formdata=None, prefix="named"))


@blueprint.post("/consultations/<consultation_slug>/files/names")
def file_with_names(consultation_slug: str) -> Answer:
    """Hand out the answers with names, for a reason."""
    viewer, consultation = load_and_authorise(consultation_slug)
    form = NamedFileForm(prefix="named")
    if form.submitted():
        reason = form.reason.data or ""
        return _file(viewer, consultation, Format(form.format.data), with_names=True, reason=reason)
    return _page(consultation, FileForm(formdata=None), form)


def _page(consultation: Consultation, form: FileForm, named_form: NamedFileForm) -> Answer:
    return render_template(
        "consultations/files.html",
        consultation=consultation,
        form=form,
        named_form=named_form,
        made=files_of(consultation.id),
        threshold=current_app.config["SMALL_COUNT"],
    )


def _file(viewer: Viewer, consultation: Consultation, file_format: Format, *, with_names: bool, reason: str) -> Answer:
    at = now()
    with transaction():
        content = take_out(
            consultation,
            file_format,
            with_names=with_names,
            reason=reason,
            threshold=current_app.config["SMALL_COUNT"],
            locale=language(),
            by=viewer.person_id,
            at=at,
        )
    return send_file(
        BytesIO(content),
        mimetype=MEDIA_TYPES[file_format],
        as_attachment=True,
        download_name=f"answers-{at:%Y-%m-%d}.{file_format.value}",
    )
