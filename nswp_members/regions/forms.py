"""Forms about regions and countries."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from nswp_members.core.forms import Form


class DefaultRegionForm(Form):
    """The region that a country's new members belong to."""

    region_code = SelectField(_l("Default region"))
    is_provisional = BooleanField(_l("This is provisional: nobody has decided it for good"))
