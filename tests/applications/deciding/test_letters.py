"""The letter in five languages, and nothing in it but the letter."""

import io

import pytest
from flask import Flask
from pypdf import PdfReader

from nswp_members.applications.deciding.letters import letter_pdf
from nswp_members.applications.models import Verdict
from tests.applications.deciding.test_services import agreed_on, decide

WORDS = {
    "en": "The committee thanks you.",
    "fr": "Le comité vous remercie chaleureusement, même à Noël.",
    "es": "El comité les agradece: ¡mañana será otro día!",
    "ru": "Комитет благодарит вас за терпение.",
    "zh": "委员会感谢你们的耐心等待。",
}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def squeezed(text: str) -> str:
    """Return the text without the white space that lines make."""
    return "".join(text.split())


@pytest.mark.parametrize("locale", WORDS)
def test_the_letter_can_be_read_in_each_language(app: Flask, locale: str) -> None:
    application = agreed_on(Verdict.DECLINE, locale=locale, name="夜の花 Ночной цветок")
    decision = decide(application, approve=False, category=None, letter=WORDS[locale])

    pdf = read(letter_pdf(decision))

    text = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert squeezed(WORDS[locale]) in text
    assert squeezed("Ночной цветок") in text
    assert pdf.trailer["/Root"]["/Lang"] == locale


def test_no_sign_is_missing_from_the_fonts(app: Flask) -> None:
    application = agreed_on(Verdict.DECLINE, locale="zh")
    decision = decide(application, approve=False, category=None, letter=" ".join(WORDS.values()))

    fonts = [
        str(font.get_object()["/BaseFont"])
        for page in read(letter_pdf(decision)).pages
        for font in page["/Resources"]["/Font"].values()
    ]

    assert any("Droid" in font for font in fonts)
    assert all("Droid" in font or "DejaVu" in font for font in fonts)


def test_the_file_tells_nothing_of_itself(app: Flask) -> None:
    decision = decide(agreed_on(name="Night Bloom"), letter="Welcome", reason="REASONCANARY")

    pdf = letter_pdf(decision)

    metadata = read(pdf).metadata or {}
    assert set(metadata) <= {"/Producer", "/Title"}
    assert "Night" not in str(metadata)
    assert b"REASONCANARY" not in pdf
    assert "REASONCANARY" not in "".join(page.extract_text() for page in read(pdf).pages)


def test_what_is_typed_is_no_markup(app: Flask) -> None:
    decision = decide(agreed_on(), letter='<img src="https://example.org/x.png"><h1>Big</h1>')

    text = "".join(page.extract_text() for page in read(letter_pdf(decision)).pages)

    assert "<h1>Big</h1>" in text


@pytest.mark.parametrize(("locale", "word"), [("en", "Associate"), ("fr", "associé"), ("ru", "Ассоциированн")])
def test_the_letter_says_which_kind_of_membership_was_given(app: Flask, locale: str, word: str) -> None:
    decision = decide(agreed_on(locale=locale), category="associate")

    assert word in read(letter_pdf(decision)).pages[0].extract_text()
