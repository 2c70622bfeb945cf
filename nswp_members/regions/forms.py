"""Forms about regions and countries."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from nswp_members.core.db import today
from nswp_members.core.forms import Form, choices
from nswp_members.regions.labels import RISK_LABELS


class DefaultRegionForm(Form):
    """The region that a country's new members belong to."""

    region_code = SelectField(_l("Default region"))
    is_provisional = BooleanField(_l("This is provisional: nobody has decided it for good"))


class RiskForm(Form):
    """How dangerous it is in a country that somebody learns of a membership."""

    level = RadioField(
        _l("Level"), choices=choices(RISK_LABELS.items()), validators=[InputRequired(_l("Choose a level."))]
    )
    reason = TextAreaField(
        _l("Reason"), validators=[DataRequired(_l("Say why, for those who decide after you.")), Length(max=1000)]
    )
    review_on = DateField(_l("Look at it again on"), validators=[Optional()])

    def validate_review_on(self, field: DateField) -> None:
        """Refuse a day that is over."""
        if field.data and field.data <= today():
            raise ValidationError(_l("Choose a day in the future."))
