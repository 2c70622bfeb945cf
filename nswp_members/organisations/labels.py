"""Words for the codes of organisations."""

from typing import Any

from flask_babel import lazy_gettext as _l

from nswp_members.organisations.models import Channel, Function, Kind, Listing, Population, ProposalState

KIND_LABELS: dict[str, Any] = {
    Kind.LOCAL: _l("Local organisation"),
    Kind.NATIONAL: _l("National organisation"),
    Kind.REGIONAL_NETWORK: _l("Regional network"),
    Kind.GLOBAL: _l("Global organisation"),
    Kind.THEMATIC: _l("Thematic organisation"),
}
REGISTRATION_LABELS: dict[str, Any] = {
    "registered": _l("Registered"),
    "unregistered": _l("Not registered"),
    "hosted": _l("Hosted by another organisation"),
}
FUNCTION_LABELS: dict[str, Any] = {
    Function.READ: _l("Read"),
    Function.EDIT: _l("Edit the profile and invite colleagues"),
    Function.ENDORSE: _l("Endorse the Consensus Statement"),
    Function.VOTE: _l("Vote"),
    Function.REPORT: _l("Report"),
    Function.CONSULT: _l("Answer consultations"),
}
CHANNEL_LABELS: dict[str, Any] = {
    Channel.EMAIL: _l("This e-mail address"),
    Channel.PHONE: _l("This telephone number"),
    Channel.OTHER: _l("Another way, as described"),
}
LISTING_LABELS: dict[str, Any] = {
    Listing.UNLISTED: _l("Not listed"),
    Listing.LISTED: _l("Listed publicly"),
    Listing.HIDDEN: _l("Hidden"),
    Listing.WITHDRAWN: _l("Has left the network"),
}
LISTING_HINTS: dict[str, Any] = {
    Listing.UNLISTED: _l("The public does not see it. Who else may know of it is the organisation’s own choice."),
    Listing.LISTED: _l("Everybody sees it in the public directory."),
    Listing.HIDDEN: _l("Nobody but the organisation itself and the secretariat's membership staff knows of it."),
    Listing.WITHDRAWN: _l("It has left. Only the secretariat's membership staff still sees it."),
}
LISTING_TONES: dict[str, str] = {
    Listing.UNLISTED: "neutral",
    Listing.LISTED: "good",
    Listing.HIDDEN: "warn",
    Listing.WITHDRAWN: "bad",
}
AREA_LABELS: dict[int, Any] = {
    1: _l("Ending criminalisation and legal oppression; sex work is work"),
    2: _l("Keeping sex work, trafficking and migration apart"),
    3: _l("Health for all, with HIV and sexual and reproductive health"),
    4: _l("Speaking out about violence"),
    5: _l("Stopping human rights abuses, such as forced tests, raids and forced rehabilitation"),
    6: _l("Challenging stigma and discrimination"),
    7: _l("Economic empowerment and inclusion in society"),
}
POPULATION_LABELS: dict[str, Any] = {
    Population.FEMALE: _l("Women"),
    Population.MALE: _l("Men"),
    Population.TRANS: _l("Trans people"),
    Population.NON_BINARY: _l("Non-binary people"),
    Population.ALL_GENDERS: _l("People of all genders"),
}
TEXT_LABELS: dict[str, Any] = {
    "people": _l("Who we work with"),
    "involvement": _l("How sex workers are involved"),
    "challenges": _l("Two main challenges for the sex workers we work with"),
    "other_work": _l("Other areas of our work"),
}
YES, NO = _l("Yes"), _l("No")
PROPOSAL_LABELS: dict[str, Any] = {
    ProposalState.OPEN: _l("Waits for a decision"),
    ProposalState.APPROVED: _l("Approved"),
    ProposalState.REFUSED: _l("Refused"),
    ProposalState.WITHDRAWN: _l("Taken back"),
}
PROPOSAL_TONES: dict[str, str] = {
    ProposalState.OPEN: "info",
    ProposalState.APPROVED: "good",
    ProposalState.REFUSED: "bad",
    ProposalState.WITHDRAWN: "neutral",
}
STEP_LABELS: dict[str, Any] = {
    "names": _l("Names"),
    "about": _l("What we are"),
    "work": _l("Our work"),
    "reach": _l("Where to find us"),
    "texts": _l("In our own words"),
}
FIELD_LABELS: dict[str, Any] = {
    "name": _l("Name"),
    "acronym": _l("Acronym"),
    "transliteration": _l("Name in Latin letters"),
    "former_names": _l("Former names"),
    "country_code": _l("Country"),
    "region_code": _l("Region"),
    "kind": _l("Kind"),
    "languages": _l("Working languages"),
    "priority_areas": _l("Priority areas"),
    "website": _l("Website"),
    "links": _l("Other links"),
    "public_email": _l("Public e-mail address"),
    "populations": _l("Works with"),
    "registration": _l("Registration"),
    "host_name": _l("Host organisation"),
    "listing": _l("Listing"),
    "sex_worker_led": _l("Sex worker-led"),
    "category": _l("Category"),
    "joined_on": _l("Member since"),
    "city": _l("City"),
    "notes": _l("Notes of the secretariat"),
    "texts": _l("Profile texts"),
    "logo": _l("Logo"),
    "photo": _l("Photo"),
    "confirmed_at": _l("Last confirmed"),
    "confirmed_as": _l("Confirmed by"),
    "alias": _l("Alias"),
    "networks": _l("Networks"),
    "contacts": _l("Contacts"),
    "people": _l("People who may act"),
}
# Bands of numbers, by the least number that belongs to each.
BAND_LABELS: dict[int, Any] = {
    0: _l("none"),
    1: _l("1 to 4"),
    5: _l("5 to 9"),
    10: _l("10 to 24"),
    25: _l("25 or more"),
}
# In which role somebody said that the data is right.
CONFIRMED_LABELS: dict[str, Any] = {
    "organisation": _l("by the organisation"),
    "secretariat": _l("by the secretariat"),
    "link": _l("by a contact, through the link in a letter"),
}
BASIS_LABELS: dict[str, Any] = {
    "met": _l("I have met them in person"),
    "call": _l("I have spoken with them and know their voice or face"),
    "colleague": _l("Somebody I know well and trust has confirmed it to me in person or by voice"),
}
SIDE_LABELS: dict[str, Any] = {
    "region": _l("For the region or its network"),
    "secretariat": _l("For the secretariat"),
}
RECOVERY_LABELS: dict[str, Any] = {
    "asked": _l("To be looked into"),
    "vouching": _l("Waits for people who vouch"),
    "waiting": _l("Time to object"),
    "invited": _l("Invited"),
    "declined": _l("Declined"),
    "objected": _l("Stopped by an objection"),
    "lapsed": _l("Not needed any more"),
}
RECOVERY_TONES: dict[str, str] = {
    "asked": "info",
    "vouching": "info",
    "waiting": "warn",
    "invited": "good",
    "declined": "neutral",
    "objected": "bad",
    "lapsed": "neutral",
}
