from flask import Flask

from nswp_members.core.db import session
from nswp_members.organisations.models import SearchText
from tests.factories import make_organisation


def test_search_texts_are_made_anew_by_command(app: Flask) -> None:
    organisation = make_organisation(name="Étoile")
    session.get_one(SearchText, (organisation.id, "name")).content = "wrong"
    session.commit()

    result = app.test_cli_runner().invoke(args=["organisations", "rebuild-search"])

    assert result.output == "1 organisations can be found by their present names.\n"
    session.expire_all()
    assert session.get_one(SearchText, (organisation.id, "name")).content == "etoile"
