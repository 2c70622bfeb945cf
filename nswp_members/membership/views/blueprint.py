"""The blueprint of membership and what all its views begin with."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

blueprint = Blueprint("membership", __name__, url_prefix="/membership")
Answer = str | Response | BaseResponse | tuple[str, int]
