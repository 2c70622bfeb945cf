"""Putting the form that comes with the app into the database."""

import json
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from nswp_members.applications.models import ApplicationForm, Question
from nswp_members.audit import services as audit
from nswp_members.core.db import now, session


def sync_form() -> ApplicationForm:
    """Add the delivered version of the form if it is missing; a version that is there is never changed."""
    source = files("nswp_members.applications").joinpath("data/form.json")
    content: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    number = int(content["number"])
    if found := session.scalar(select(ApplicationForm).where(ApplicationForm.number == number)):
        return found
    at = now()
    form = ApplicationForm(number=number, created_at=at, published_at=at)
    form.questions = [Question(position=place, **one) for place, one in enumerate(content["questions"], start=1)]
    session.add(form)
    session.flush()
    audit.record("applications.delivered_form", "application_form", form.id, by=None)
    return form
