from flask import Flask

from nswp_members.organisations.audiences import CHOOSABLE, KNOWN_TO, POLICIES
from nswp_members.organisations.choice_forms import CAREFUL, DEFAULTS, ChoicesForm, form_for, stored
from nswp_members.organisations.models import Audience, Listing
from tests.factories import make_organisation


def made_form(**offered: tuple[Audience, ...]) -> ChoicesForm:
    kind = form_for(
        listings=tuple(Listing),
        known_to=KNOWN_TO,
        audiences={field: offered.get(field, POLICIES[field].choices) for field in CHOOSABLE},
        has_alias=True,
    )
    return stored(kind, make_organisation())


def test_the_form_stands_at_the_defaults_and_marks_them(app: Flask) -> None:
    with app.test_request_context():
        form = made_form()

        assert form.chosen() == {field: POLICIES[field].default for field in CHOOSABLE}
        assert "(default)" in form["sees_texts"]()


def test_presets_fill_in_only_what_is_offered(app: Flask) -> None:
    with app.test_request_context():
        form = made_form(texts=(Audience.REGION, Audience.OFFICES))

        form.fill(CAREFUL)
        careful = form.chosen()
        form.fill(DEFAULTS)

        assert (careful["texts"], careful["website"], careful["kind"]) == ("offices", "us", "secretariat")
        assert (form.chosen()["texts"], form.chosen()["website"]) == ("offices", "public")
