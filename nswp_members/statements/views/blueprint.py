"""The blueprint that the views of this domain belong to."""

from flask import Blueprint

blueprint = Blueprint("statements", __name__)
