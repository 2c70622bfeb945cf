"""Forms about networks."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, HiddenField, IntegerField, SearchField, StringField
from wtforms.fields import BooleanField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from nswp_members.core.forms import Form
from nswp_members.networks.models import Network
from nswp_members.regions.geography import Region


class ServedRegionForm(Form):
    """Whether a network serves a region, and which part of it."""

    class Meta(Form.Meta):
        """The form around it carries the token."""

        csrf = False

    code = HiddenField()
    served = BooleanField(_l("Serves this region"))
    part = StringField(_l("Only this part of it"), validators=[Length(max=120)])


class NetworkForm(Form):
    """What is known of a network beyond its profile."""

    founded_year = IntegerField(_l("Founded in"), validators=[Optional(), NumberRange(1900, 2100)])
    regions = FieldList(FormField(ServedRegionForm), _l("Regions"), max_entries=len(Region))

    @classmethod
    def of(cls, network: Network | None) -> "NetworkForm":
        """Return the form with all five regions."""
        served = {one.region_code: one.part for one in network.regions} if network else {}
        rows = [{"code": one.value, "served": one.value in served, "part": served.get(one.value, "")} for one in Region]
        form = cls(founded_year=network.founded_year if network else None, regions=rows)
        for row, region in zip(form.regions, Region, strict=False):
            if row.form.code.data not in set(Region):
                row.form.code.data = region.value
        return form

    def serves(self) -> dict[str, str]:
        """Return the part served of each region that is ticked."""
        return {row["code"]: row["part"] or "" for row in self.regions.data if row["served"]}


class SearchForm(Form):
    """Which organisation to add."""

    class Meta(Form.Meta):
        """Nothing is changed by searching."""

        csrf = False

    q = SearchField(_l("Name"))


class BeginForm(Form):
    """The day a membership began, if it is known."""

    day = DateField(_l("Member of the network since"), validators=[Optional()])


class EndForm(Form):
    """The day a membership ended."""

    day = DateField(_l("Last day"), validators=[InputRequired(_l("Enter the last day."))])
