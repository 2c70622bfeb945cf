import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.core.markdown import ATTRIBUTES, MAX_CHARACTERS, TAGS, render

TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>")
SIGNS = [
    "*",
    "_",
    "#",
    ">",
    "-",
    "1.",
    "[",
    "]",
    "(",
    ")",
    "<",
    "/",
    "!",
    "`",
    "\\",
    "&",
    "\n",
    " ",
    '"',
    "'",
    "=",
    "~",
]
BAITS = [
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "https://example.org/",
    'a" onclick="b',
    "data:text/html,x",
    "<svg/onload=x>",
    "&#106;avascript:",
    "<style>",
    "<!--",
    "mailto:a@example.org",
]
tangles = st.lists(st.sampled_from(SIGNS + BAITS) | st.text(max_size=5), max_size=40).map("".join)


def is_tame(html: str) -> bool:
    """Whether the HTML holds nothing but the tags and attributes that we know."""
    rest = TAG.sub("", html)
    if "<" in rest or ">" in rest:
        return False
    for slash, name, attributes in TAG.findall(html):
        found = dict(re.findall(r'([a-z]+)="([^"]*)"', attributes))
        known = ATTRIBUTES.get(name, set()) | ({"rel"} if name == "a" else set())
        if name not in TAGS or not set(found) <= known:
            return False
        if name == "a" and not slash and found.get("rel") != "noopener noreferrer nofollow":
            return False
        if not re.match(r"(?i)(https?://|mailto:)", found.get("href", "https://")):
            return False
    return True


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One\nTwo\n\nThree", "<p>One<br>\nTwo</p>\n<p>Three</p>"),
        ("One\r\nTwo", "<p>One<br>\nTwo</p>"),
        ("**strong** and *soft*", "<p><strong>strong</strong> and <em>soft</em></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("3. one\n4. two", '<ol start="3">\n<li>one</li>\n<li>two</li>\n</ol>'.replace("</ul>", "</ol>")),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("Text_with_lines, 2 * 3 * 4 & a < b", "<p>Text_with_lines, 2 * 3 * 4 &amp; a &lt; b</p>"),
        ("\\*as typed\\*", "<p>*as typed*</p>"),
        ("`code` ~~gone~~ | a | b |\n---", "<p>`code` ~~gone~~ | a | b |<br>\n---</p>"),
        ("", ""),
    ],
)
def test_a_few_signs_make_layout_and_all_else_stays_as_typed(typed: str, shown: str) -> None:
    assert render(typed).strip() == shown


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("# A\n## B\n### C\n# D", ["h3", "h4", "h4", "h3"]),
        ("### A\n# B\n#### C", ["h3", "h3", "h4"]),
        ("#\n## A", ["h3"]),
    ],
)
def test_headings_begin_below_those_of_the_page_and_skip_no_level(typed: str, tags: list[str]) -> None:
    assert re.findall("<(h[0-9])>", render(typed)) == tags
    assert re.findall("<(h[0-9])>", render(typed, level=4)) == [f"h{int(tag[1]) + 1}" for tag in tags]


@pytest.mark.parametrize("address", ["https://example.org/a?b=c&d", "http://example.org", "mailto:us@example.org"])
def test_a_link_leads_out_and_tells_nothing(address: str) -> None:
    shown = render(f"[words]({address}) <{address.removeprefix('mailto:')}>")

    escaped = address.replace("&", "&amp;")
    assert f'<a href="{escaped}" rel="noopener noreferrer nofollow">words</a>' in shown
    assert shown.count("<a ") == 2


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java\\script:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/accounts/sign-out",
        "#top",
        "x:y",
        "",
    ],
)
def test_a_link_to_anything_else_is_none(address: str) -> None:
    assert "<a" not in render(f"[words]({address}) [words](<{address}>) <{address}>")


def test_a_link_without_words_shows_its_address() -> None:
    assert ">https://example.org</a>" in render("[](https://example.org)")


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![picture](https://example.org/spy.png)",
        "<b>bold</b>",
        "<!-- hidden -->",
        '[a](https://example.org "title")',
        '[a](https://example.org/"onmouseover="alert(1))',
    ],
)
def test_html_and_pictures_are_words_like_any_other(typed: str) -> None:
    shown = render(typed)

    assert is_tame(shown)
    assert "<img" not in shown


def test_signs_that_turn_the_direction_of_reading_are_left_out() -> None:
    assert render("a\u202eb\u2066c\u200fd") == "<p>abcd</p>\n"


@pytest.mark.parametrize(
    "typed",
    [
        "> " * 9999,
        "- " * 9999,
        "[" * 19999,
        "*a **b " * 2800,
        "[a](" * 4999,
        "<" * 19999,
        "\\" * 19999,
        "_" * 19999,
        "[" * 9999 + "](https://a.b)" * 700,
        "![[]()" * 3300,
        "1. " * 6000,
        "#\n" * 9999,
        "*" * 10001 + "a" + "*" * 9998,
    ],
    ids=lambda typed: typed[:8],
)
def test_no_tangle_takes_long(typed: str) -> None:
    begun = perf_counter()

    shown = render(typed)

    assert perf_counter() - begun < 2
    assert is_tame(shown)


def test_a_text_without_end_is_cut() -> None:
    assert len(render("a" * (MAX_CHARACTERS + 100))) == MAX_CHARACTERS + len("<p></p>\n")


@given(tangles)
def test_nothing_that_runs_ever_comes_out(typed: str) -> None:
    assert is_tame(render(typed))
