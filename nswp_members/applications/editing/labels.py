"""The words for steps, kinds of questions and faults."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from nswp_members.applications.editing.checking import Fault, Finding
from nswp_members.applications.models import QuestionKind
from nswp_members.core.i18n import language_name

KIND_LABELS: dict[str, Any] = {
    QuestionKind.TEXT: _l("Short text"),
    QuestionKind.LONG_TEXT: _l("Long text"),
    QuestionKind.EMAIL: _l("E-mail address"),
    QuestionKind.CHOICE: _l("One of several answers"),
    QuestionKind.CHOICES: _l("Several of several answers"),
    QuestionKind.COUNTRY: _l("Country"),
    QuestionKind.NUMBER_PAIR: _l("Sex workers out of all"),
    QuestionKind.FILE: _l("Files"),
    QuestionKind.PEOPLE: _l("People with addresses"),
    QuestionKind.DECLARATION: _l("Declaration to tick"),
}


def fault_words(finding: Finding) -> str:
    """Return a fault as a sentence for whoever writes the form."""
    languages = ", ".join(language_name(code) for code in finding.languages)
    sentences: dict[Fault, Any] = {
        Fault.EMPTY: lambda: _("There is no question yet."),
        Fault.NEEDED: lambda: _("A question with the key “%(key)s” must be there.", key=finding.key),
        Fault.KIND: lambda: _(
            "“%(key)s” must be of the kind “%(kind)s”.", key=finding.key, kind=KIND_LABELS[finding.detail]
        ),
        Fault.OPTIONAL: lambda: _("“%(key)s” must be answered by everybody, without a condition.", key=finding.key),
        Fault.WORDS: lambda: _("“%(key)s” lacks words in: %(languages)s.", key=finding.key, languages=languages),
        Fault.OPTION_WORDS: lambda: _(
            "An answer to “%(key)s” lacks words in: %(languages)s.", key=finding.key, languages=languages
        ),
        Fault.FEW_OPTIONS: lambda: _("“%(key)s” needs at least two answers to choose from.", key=finding.key),
        Fault.CONDITION: lambda: _(
            "The condition of “%(key)s” must name an earlier question with answers to choose from, and some of these.",
            key=finding.key,
        ),
    }
    return str(sentences[finding.fault]())
