"""Rules about organisations that a user can break."""

from flask_babel import lazy_gettext as _l

from nswp_members.core.errors import DomainError


class NameTaken(DomainError):
    """An organisation that the viewer may know of has this name in this country."""

    field = "name"
    message = _l("An organisation with this name is in this country already.")


class NameUnusable(DomainError):
    """The name has no letter and no digit."""

    field = "name"
    message = _l("A name needs at least one letter or digit.")


class StaleVersion(DomainError):
    """Somebody else saved in between."""

    message = _l("Somebody else has saved this organisation in the meantime.")


class NotAWebAddress(DomainError):
    """A link is not an http or https address."""

    field = "website"
    message = _l("This is not a web address. It looks like https://example.org.")


class FutureDate(DomainError):
    """A region cannot be changed in advance."""

    field = "valid_from"
    message = _l("The day lies in the future. Choose today or an earlier day.")


class NotAMemberRegion(DomainError):
    """Nobody can be a member in a region that is for content only."""

    field = "region_code"
    message = _l("Choose one of the five regions.")


class FunctionsMissing(DomainError):
    """A person was to be invited to nothing."""

    field = "functions"
    message = _l("Choose at least one thing the person may do.")


class MandatesHeld(DomainError):
    """The person has all these mandates already."""

    field = "email"
    message = _l("This person may do all of that already.")


class MandateEnded(DomainError):
    """The mandate is not in force any more."""

    message = _l("This access has ended already.")


class TooManySearches(DomainError):
    """A person keeps as many searches as there is room for."""

    field = "name"
    message = _l("You have saved 50 searches, which is the most there can be. Remove one first.")


class FileMissing(DomainError):
    """There is no picture yet of which only the words could be changed."""

    field = "file"
    message = _l("Choose a file.")


class PeopleNotAsked(DomainError):
    """A photo may show people who have not agreed."""

    field = "people_agreed"
    message = _l("Ask everybody who can be recognised first; then tick this box.")


class NothingToUndo(DomainError):
    """The time to undo a hiding is over, or a newer decision was taken."""

    message = _l("This cannot be undone any more. You can list the organisation again instead.")


class AudienceNotOffered(DomainError):
    """An audience was chosen that the field's policy does not offer."""

    message = _l("This cannot be chosen for this field.")


class AliasTelling(DomainError):
    """The alias would give the real name away."""

    field = "alias"
    message = _l("This is too much like your real name, a former name or your acronym. Choose other words.")


class AliasUnusable(DomainError):
    """The alias has no letter."""

    field = "alias"
    message = _l("An alias needs at least one letter.")


class PasswordNeeded(DomainError):
    """An organisation that is hidden or has left would come back, without a password."""

    field = "current_password"
    message = _l("Enter your password to confirm.")


class ConsentMissing(DomainError):
    """Something would become public without agreement."""

    field = "consent"
    message = _l("Nothing becomes public without this agreement. Tick the box to confirm.")


class ProposalOpen(DomainError):
    """Somebody proposed a change of the same field, and it is not decided yet."""

    message = _l("A change of this is proposed already and waits for a decision.")


class NothingProposed(DomainError):
    """What was proposed is what is published."""

    field = "value"
    message = _l("This is what is published already.")


class ProposalDecided(DomainError):
    """Somebody was quicker to approve, refuse or take back a proposal."""

    message = _l("This is decided already. You see below what became of it.")


class ValueChanged(DomainError):
    """What is published is not what the person who decides has seen."""

    message = _l(
        "What is published has changed since this was proposed. Look at the difference again, and approve once more "
        "if it is still right."
    )


class ThreadFull(DomainError):
    """A proposal has been talked about enough."""

    field = "text"
    message = _l("This conversation is full. Please decide, or talk to each other in another way.")


class CategoryExists(DomainError):
    """A category of membership was to be added under a code that is taken."""

    field = "code"
    message = _l("A category has this code already.")


class StaleCategory(DomainError):
    """Somebody else changed the category in between."""

    message = _l("Somebody else has changed this category in the meantime. Look at it again before you save.")


class VoteChangedLater(DomainError):
    """The right to vote of a category was to change from a day before a change that has taken effect."""

    field = "vote_from"
    message = _l("The right to vote has changed after this day. Choose that day or a later one.")


class CategoryVanished(DomainError):
    """There is no category of this code."""

    message = _l("There is no such category.")


class MovedByYou(DomainError):
    """Whoever moved an organisation across the border of a country hidden by force cannot list it as well."""

    field = "listing"
    message = _l(
        "You moved this organisation into or out of a country that is hidden by force. Its own people decide who may "
        "know of it, or a second person of the secretariat does."
    )


class NobodyToAsk(DomainError):
    """A letter was to go to an organisation without any address."""

    message = _l("There is no e-mail address of a contact to write to. Add one first.")


class NotWhileHidden(DomainError):
    """A letter with a link was to go to an organisation that hides."""

    message = _l("No letters of this kind go to an organisation while it is hidden or after it has left.")


class RecoveryNeeded(DomainError):
    """Somebody was to be invited as editor of an organisation that has lost its editors."""

    field = "functions"
    message = _l(
        "This organisation has lost everybody who could edit it. A new editor needs two people who vouch: "
        "open a recovery instead."
    )


class HandOverToOneself(DomainError):
    """Somebody named themselves as their successor."""

    field = "email"
    message = _l("This is you. Name the person who comes after you.")


class NothingToHandOver(DomainError):
    """Somebody who does not edit wanted to hand over."""

    message = _l("You cannot edit this organisation any more, so there is nothing to hand over.")


class NotOrphaned(DomainError):
    """Somebody can edit the organisation."""

    message = _l("Somebody can edit this organisation. They can invite others themselves.")


class RecoveryUnderWay(DomainError):
    """Another person is being vouched for already."""

    message = _l("A recovery of this organisation is under way. Decline it first, or wait for its end.")


class RecoveryNotOpen(DomainError):
    """The recovery has gone on or ended meanwhile."""

    message = _l("This recovery is not at this point any more. Reload the page to see how things stand.")


class NotForOneself(DomainError):
    """Somebody vouched for themselves."""

    message = _l("Nobody vouches for themselves.")


class VouchedAlready(DomainError):
    """This person has vouched, or somebody else has for the same side."""

    message = _l("You, or somebody else for your side, have vouched already. The other side needs another person.")


class CodeUnusable(DomainError):
    """The code was never made, has been used or is too old: all are answered alike."""

    field = "code"
    message = _l("This code does not work. Ask those who gave it to you for a new one.")


class TooManyCodes(DomainError):
    """An organisation has enough codes that nobody used."""

    message = _l("There are enough codes that nobody has used. Wait until some of them have run out.")


class AccessMoved(DomainError):
    """Somebody else has answered, or the access is over."""

    message = _l("This was decided in the meantime.")


class WrongEnd(DomainError):
    """An access would end in the past, or in more than a year."""

    field = "until"
    message = _l("Choose a day from today on, within a year.")
