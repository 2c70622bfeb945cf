"""Every change to people, their roles and their ways of signing in."""

from nswp_members.accounts.services.closing import deactivate, reactivate
from nswp_members.accounts.services.credentials import (
    change_password,
    confirm_password,
    request_password_reset,
    reset_password,
    set_password,
)
from nswp_members.accounts.services.dated_roles import give_role, set_role_period
from nswp_members.accounts.services.invitations import (
    NewInvitation,
    accept_invitation,
    invite,
    invite_many,
    withdraw_invitation,
)
from nswp_members.accounts.services.people import (
    NewPerson,
    change_settings,
    delete_person,
    ensure_people,
    ensure_person,
    suspend_mail,
)
from nswp_members.accounts.services.roles import assign_role, end_role
from nswp_members.accounts.services.sign_ins import end_all_sign_ins, end_sign_in, note_presence, start_sign_in

__all__ = [
    "NewInvitation",
    "NewPerson",
    "accept_invitation",
    "assign_role",
    "change_password",
    "change_settings",
    "confirm_password",
    "deactivate",
    "delete_person",
    "end_all_sign_ins",
    "end_role",
    "end_sign_in",
    "ensure_people",
    "ensure_person",
    "give_role",
    "invite",
    "invite_many",
    "note_presence",
    "reactivate",
    "request_password_reset",
    "reset_password",
    "set_password",
    "set_role_period",
    "start_sign_in",
    "suspend_mail",
    "withdraw_invitation",
]
