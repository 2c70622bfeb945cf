"""Forms about changes to many."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired

from nswp_members.core.forms import Form


class ActionForm(Form):
    """What to do; sent by GET, because it only shows what would happen."""

    class Meta(Form.Meta):
        """Nothing is changed by looking."""

        csrf = False

    action = RadioField(_l("What to do"), validators=[DataRequired(_l("Choose what to do."))])
    network = SelectField(_l("Which network"), description=_l("Only for adding to a network, or removing from one."))


class ChangeForm(Form):
    """The confirmation; the token stands for exactly what was shown."""

    token = HiddenField()
