"""The app as it is served, with one empty page more: base template, session, viewer and language, nothing else."""

from flask import render_template_string

from nswp_members.accounts.access import public
from nswp_members.app import create_app

app = create_app()


@app.get("/empty")
@public
def empty() -> str:
    return render_template_string('{% extends "base.html" %}')
