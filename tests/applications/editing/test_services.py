"""A draft is written, a published version never changes."""

from typing import Any

import pytest

from nswp_members.applications.editing import queries, services
from nswp_members.applications.editing.checking import faults
from nswp_members.applications.editing.errors import DraftThere, FormFaulty, FormFrozen, KeyTaken
from nswp_members.applications.models import ApplicationForm
from nswp_members.core.db import session
from nswp_members.core.i18n import LANGUAGES
from tests.factories import current_form, make_application

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def draft(app: object) -> ApplicationForm:
    """A new version from the delivered one."""
    copied = services.copy_form(current_form(), by=None)
    session.commit()
    return copied


def values(key: str = "hobby", **changes: Any) -> dict[str, Any]:
    """Return the columns of a question."""
    found: dict[str, Any] = {
        "step": "work",
        "key": key,
        "kind": "text",
        "labels": dict.fromkeys(LANGUAGES, "What else?"),
        "help": {},
        "options": [],
        "is_required": False,
        "required_if": None,
        "for_networks": False,
        "most": None,
    }
    return found | changes


def keys(form: ApplicationForm) -> list[str]:
    session.commit()
    session.expire_all()
    return [one.key for one in form.questions]


def test_the_delivered_version_has_no_fault() -> None:
    assert faults(current_form().questions) == []


def test_a_copy_has_the_same_questions_and_the_next_number(draft: ApplicationForm) -> None:
    assert (draft.number, draft.published_at) == (2, None)
    assert keys(draft) == keys(current_form())
    assert not {one.id for one in draft.questions} & {one.id for one in current_form().questions}


def test_one_draft_at_a_time(draft: ApplicationForm) -> None:
    with pytest.raises(DraftThere):
        services.copy_form(draft, by=None)


def test_a_new_question_stands_at_the_end_of_its_step(draft: ApplicationForm) -> None:
    services.save_question(draft, None, values(), by=None)

    order = keys(draft)
    assert order[order.index("hobby") - 1] == "other_work"
    assert order[order.index("hobby") + 1] == "referees"


def test_a_question_that_changes_its_step_moves_there(draft: ApplicationForm) -> None:
    website = next(one for one in draft.questions if one.key == "website")

    services.save_question(draft, website, values("website", step="consents"), by=None)

    assert keys(draft)[-1] == "website"


def test_two_questions_cannot_have_one_key(draft: ApplicationForm) -> None:
    with pytest.raises(KeyTaken):
        services.save_question(draft, None, values("name"), by=None)


def test_questions_move_within_their_step(draft: ApplicationForm) -> None:
    acronym = draft.questions[1]

    services.move_question(draft, acronym, up=True, by=None)
    assert keys(draft)[:2] == ["acronym", "name"]

    services.move_question(draft, draft.questions[0], up=True, by=None)
    assert keys(draft)[:2] == ["acronym", "name"]


def test_a_removed_question_is_gone(draft: ApplicationForm) -> None:
    services.remove_question(draft, draft.questions[1], by=None)

    assert "acronym" not in keys(draft)
    assert [one.position for one in draft.questions] == list(range(1, len(draft.questions) + 1))


def test_what_is_published_counts_for_new_applications_only(draft: ApplicationForm) -> None:
    application = make_application()

    services.publish(draft, by=None)
    session.commit()

    assert application.form.number == 1
    assert current_form().number == 2


def test_a_faulty_version_is_not_published(draft: ApplicationForm) -> None:
    services.remove_question(draft, draft.questions[0], by=None)

    with pytest.raises(FormFaulty):
        services.publish(draft, by=None)


@pytest.mark.parametrize("act", ["save", "remove", "move", "publish", "discard"])
def test_a_published_version_is_frozen(act: str) -> None:
    form = current_form()
    question = form.questions[1]

    with pytest.raises(FormFrozen):
        {
            "save": lambda: services.save_question(form, question, values("acronym"), by=None),
            "remove": lambda: services.remove_question(form, question, by=None),
            "move": lambda: services.move_question(form, question, up=True, by=None),
            "publish": lambda: services.publish(form, by=None),
            "discard": lambda: services.discard(form, by=None),
        }[act]()


def test_a_draft_can_be_thrown_away(draft: ApplicationForm) -> None:
    services.discard(draft, by=None)
    session.commit()

    assert [(row.form.number, row.questions > 20) for row in queries.versions()] == [(1, True)]
