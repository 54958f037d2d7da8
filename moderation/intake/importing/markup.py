"""Markup: the text of a comment that was kept as HTML."""

import html
import re
from typing import Final

_LINE_END: Final = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li|blockquote|h[1-6]|pre)>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]{0,4000}>")
_MANY: Final = re.compile(r"\n{3,}")


def plain(markup: str) -> str:
    """The text without its tags, a line for each paragraph; an entity becomes its character."""
    if "<" not in markup and "&" not in markup:
        return markup
    text = _TAG.sub("", _LINE_END.sub("\n", markup))
    return _MANY.sub("\n\n", html.unescape(text)).strip()
