from flask import Flask
from flask_babel import force_locale

from nswp_members.statements.labels import partial_date


def test_a_partial_date_shows_what_is_known(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert partial_date("2014") == "2014"
        assert partial_date("2014-03") == "March 2014"
        assert partial_date("2014-03-08") == "March 8, 2014"
    with app.test_request_context(), force_locale("fr"):
        assert partial_date("2014-03-08") == "8 mars 2014"
