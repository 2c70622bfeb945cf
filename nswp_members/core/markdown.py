"""Text that people typed, shown with a little layout: the few signs of Markdown that we take, and nothing else.

The text is read with HTML and pictures switched off; what comes out goes through a second, independent filter that
knows only the tags and attributes below. A plain text without any signs looks as it was typed, line by line.
"""

import re
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from nswp_members.core.text import clean_lines

MAX_CHARACTERS = 20_000
MAX_NESTING = 12
RULES = ("newline", "escape", "emphasis", "link", "autolink", "list", "blockquote", "heading")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "a"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
LINK_REL = "noopener noreferrer nofollow"
SCHEMES = {"http", "https", "mailto"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


class _Reader(MarkdownIt):
    """A reader that makes links of full web and mail addresses only."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Whether a link may lead there."""
        return bool(_SAFE_LINK.fullmatch(url))


_reader = _Reader("zero", {"html": False, "breaks": True, "linkify": False, "maxNesting": MAX_NESTING}).enable(RULES)


def render(text: str, level: int = 3) -> Markup:
    """Return the text as safe HTML whose topmost headings are of this level (3 or 4).

    Text beyond `MAX_CHARACTERS` is left out.
    """
    tokens = _reader.parse(clean_lines(text[:MAX_CHARACTERS]))
    _set_headings(tokens, level)
    for token in tokens:
        _mend_links(token.children or [])
    html = _reader.renderer.render(tokens, _reader.options, {})
    safe = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, url_relative="deny", link_rel=LINK_REL
    )
    return Markup(safe)  # noqa: S704


def _set_headings(tokens: Sequence[Token], level: int) -> None:
    """Let headings begin at this level and go one deeper; an empty one becomes an empty paragraph."""
    topmost = ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            filled = bool(tokens[place + 1].content)
            topmost = topmost or (token.tag if filled else "")
            tag = f"h{level if token.tag <= topmost else level + 1}"
            token.tag = tokens[place + 2].tag = tag if filled else "p"


def _mend_links(tokens: list[Token]) -> None:
    """Take out links that lead nowhere; show the address of those without words, so that it can be seen and heard."""
    links = [place for place, token in enumerate(tokens) if token.type in ("link_open", "link_close")]
    for opens, closes in reversed(list(zip(links[::2], links[1::2], strict=True))):
        address = str(tokens[opens].attrGet("href") or "")
        if not address:
            tokens[opens].hidden = tokens[closes].hidden = True
        elif closes == opens + 1:
            tokens.insert(closes, Token("text", "", 0, content=address))
