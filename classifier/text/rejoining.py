"""Rejoining: links cut up in folded text ("situs dot com", "situs[.]com", "hxxp://").

They are rejoined only where an ending of a domain follows, because "dot" and "titik" are
words and a full stop after a space is a slip of many honest writers.
"""

import re
from collections.abc import Iterator
from typing import Final

from classifier.text.alphabet import SPACED
from classifier.text.rewriting import Edit

CUT_DOT: Final = re.compile(r"\.(?:(?<=[ \[(]\.)|(?= {1,3}[cx]|c |(?<=w\.) ))")
"""A full stop that may be part of a cut-up link; begins with it, so that looking is fast."""
BARE: Final = "com|xyz"
"""Endings that are no words: these make a link after a full stop and a space."""
UNSAID: Final = f"{BARE}|net|org|biz|icu"
SPOKEN: Final = f"{UNSAID}|id|co"
ENDINGS: Final = (
    f"{SPOKEN}|info|site|online|store|shop|club|top|vip|live|fun|link|click|pro|app|me|ly|io|gg"
    "|cc|to|asia|bet|win|lol|cloud|tech|space|world|website"
)
CUT: Final = re.compile(
    r"(?<=[a-z0-9])(?:"
    rf" {{0,3}}[\[(] ?(?:\.|dot|titik) ?[\])] {{0,3}}(?=(?:{ENDINGS})\b)"
    rf"| {{1,3}}(?:dot|titik) {{1,3}}(?=(?:{SPOKEN})\b)"
    rf"| {{1,3}}\. {{0,3}}(?=(?:{UNSAID})\b)|\. {{1,3}}(?=(?:{BARE})\b)"
    r"|(?: {0,3}\. {0,3}| {1,3}(?:dot|d o t) {1,3})(?P<spaced>c o m)\b)"
)
PREFIX: Final = re.compile(
    r"\bh(?:tt|xx|\*\*)p(?P<safe>s?) {0,2}: {0,2}// {0,2}(?=[a-z0-9])"
    r"|\bwww(?: {1,2}\. {0,2}|\. {1,2})(?=[a-z0-9])"
)

SIGNS: Final = ("//", "[", "dot", "titik", "d o t")
HINT: Final = re.compile(rf"\.(?:(?<=[\[( ]\.)| {{1,3}}(?:{BARE}|c o m)|c o m|(?<=w\.) )")
"""What CUT and PREFIX never go without: one of SIGNS, or this, whatever stands behind."""
WHOLE: Final = ("http://", "https://")


def edits(text: str) -> Iterator[Edit]:
    """The dots of links, and what stands before the name."""
    done = 0
    for found in CUT.finditer(text):
        start, end = found.span()
        if start > done:  # else the dot before has shown it
            yield Edit(start - 1, start, text[start - 1], SPACED)
        if found["spaced"]:
            yield Edit(start, end, ".com", SPACED)
        else:
            yield Edit(start, end, ".", SPACED)
            end += 1
            yield Edit(end - 1, end, text[end - 1], SPACED)
        done = end


def prefix_edits(text: str) -> Iterator[Edit]:
    """Protocols and "www" in pieces or misspelled."""
    for found in PREFIX.finditer(text):
        whole = found.group()
        into = "www." if whole.startswith("w") else f"http{found['safe']}://"
        if whole != into:
            yield Edit(*found.span(), into, SPACED)


def needed(text: str) -> bool:
    """Whether there may be anything to rejoin: a look that costs next to nothing.

    A link that is whole needs nothing: two slashes behind its protocol and no blank after.
    """
    if "//" in text and ("// " in text or text.count("//") > sum(map(text.count, WHOLE))):
        return True
    return cut_up(text)


def cut_up(text: str) -> bool:
    """Whether there may be a dot that was said or set apart."""
    return (
        "[" in text
        or " dot " in text
        or " titik " in text
        or "d o t c o m" in text
        or ("(" in text and ("(dot" in text or "(titik" in text))
        or CUT_DOT.search(text) is not None
    )
