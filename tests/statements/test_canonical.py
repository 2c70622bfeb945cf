import unicodedata

import pytest

from nswp_members.statements.canonical import Paragraph, canonical_form, mark_of, sha256

TITLE = "Déclaration de consensus"
INTRODUCTION = "Première ligne\nДеклараціЯ й ё\n\n性工作者的权利"
CONTENT = "Tout le monde a le droit d’être protégé.\n\nÅ – 한국어"


def summed(title: str = TITLE, introduction: str = INTRODUCTION, content: str = CONTENT, **header: object) -> str:
    values = {"document": "consensus-statement", "label": "2013", "locale": "fr", "revision": 1, **header}
    paragraph = Paragraph("right-1", "right", "Le droit", content)
    return sha256(
        canonical_form(title=title, introduction=introduction, paragraphs=[paragraph], **values)  # type: ignore[arg-type]
    )


def test_the_sum_of_known_words_is_known() -> None:
    assert summed() == "09cc522c85a7bc175b9fadc29c47632cb5ad0483310a9c0d5276ac8344519745"


def test_the_form_is_what_the_documentation_says() -> None:
    form = canonical_form(
        document="d",
        label="l",
        locale="en",
        revision=2,
        title="T",
        introduction="I",
        paragraphs=[Paragraph("right-1", "right", "H", "One\nTwo"), Paragraph("text-1", "text", "", "Three")],
    )

    assert (
        form == b"d\nl\nen\n2\n\x0c\nT\n\x0c\nI\n\x0c\nright\nright-1\nH\n\nOne\nTwo\n\x0c\ntext\ntext-1\n\n\nThree\n"
    )


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_do_not_count(end: str) -> None:
    assert summed(introduction=INTRODUCTION.replace("\n", end), content=CONTENT.replace("\n", end)) == summed()


def test_unicode_forms_do_not_count() -> None:
    apart = [unicodedata.normalize("NFD", words) for words in (TITLE, INTRODUCTION, CONTENT)]

    assert apart != [TITLE, INTRODUCTION, CONTENT]
    assert summed(*apart) == summed()


def test_spaces_at_the_ends_of_lines_and_empty_lines_around_do_not_count() -> None:
    loose = "\n" + CONTENT.replace("\n", " \t\n") + "  \n\n"

    assert summed(content=loose, title=TITLE + "  ") == summed()


@pytest.mark.parametrize(
    "other",
    [
        {"content": CONTENT.replace("protégé", "protegé")},
        {"content": CONTENT.replace("\n\n", "\n")},
        {"introduction": "  " + INTRODUCTION},
        {"label": "2014"},
        {"locale": "es"},
        {"revision": 2},
        {"document": "other"},
    ],
)
def test_everything_else_counts(other: dict[str, object]) -> None:
    assert summed(**other) != summed()  # type: ignore[arg-type]


def test_words_cannot_be_mistaken_for_structure() -> None:
    def form(*paragraphs: Paragraph) -> bytes:
        return canonical_form(
            document="d", label="l", locale="en", revision=1, title="T", introduction="", paragraphs=paragraphs
        )

    assert form(Paragraph("a", "text", "A\n\nB", "C")) != form(Paragraph("a", "text", "A", "B\n\nC"))
    assert form(Paragraph("a", "text", "", "x\n\f\ntext\nb\n\n\ny")) != form(
        Paragraph("a", "text", "", "x"), Paragraph("b", "text", "", "y")
    )


def test_a_mark_tells_words_and_kind_apart() -> None:
    assert mark_of("A", "B\r\n") == mark_of("A ", "B")
    assert len({mark_of("A", "B"), mark_of("AB", ""), mark_of("A", "B", "right")}) == 3
