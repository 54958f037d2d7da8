"""Hostile texts: whatever they are made of, twice as much of it costs no more than twice."""

from collections.abc import Callable

import pytest

from moderation.domain import ListAction, ListEntry, ListKind
from moderation.signals import gather, scoring
from moderation.signals.scoring import Scoring
from tests.signals.test_signals import a_context, word
from tests.steps import steps

LENGTH = 6_000
ENTRIES = [
    word("slot gacor"),
    word("a b*"),
    word("kasar", ListAction.ALLOW),
    ListEntry(kind=ListKind.DOMAIN, pattern="*.contoh.com", action=ListAction.HOLD),
]
# Each is repeated without end.
PIECES = {
    "plain words": "yang dan di itu untuk tidak ini ",
    "entities": "&amp;",
    "entities of entities": "&amp;amp;",
    "numbers of entities": "&#97;&#x62;",
    "open entities": "&#&a",
    "escapes": "%41%62",
    "letters apart": "s l o t  g a c o r ",
    "letters and signs": "a.b*c_d-e f ",
    "cut dots": "a [dot] com . c o m ",
    "brackets": "[.](dot)",
    "hosts": "a1.com b2.contoh.com ",
    "labels of one host": "www.a.",
    "schemes": "https://hxxp://",
    "addresses": "a@b.com m@!n ",
    "telephones": "+62 8-1.2 3 0812345678 ",
    "numbers": "Rp1.000 12:30 B 1234 XYZ 5l0t ",
    "exchanged letters": "s1ot sIot k4s4r ",
    "mathematical letters": "𝗺𝗮𝘁𝗵",
    "cut mathematical letters": "\ud835",
    "borrowed letters": "асе оре",
    "ligatures": "ﷺﬃ ",
    "marks": "a\u0301\u0302\u0303",
    "hidden signs": "a\u200b\u200d\u00ad",
    "directions": "\u202ea\u202c",
    "flags and keycaps": "🇮🇩1\ufe0f\u20e3",
    "capitals": "ABCDE F1 ",
    "lines": "a\n\n",
    "sentences": "a. b! ",
    "markup": '<a href="x">',
    "one letter": "a",
}


@pytest.fixture(scope="module")
def shipped() -> Scoring:
    """Load the shipped model."""
    return scoring.load()


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twice_the_text_costs_twice_at_most(piece: str, shipped: Scoring) -> None:
    def judged(length: int) -> Callable[[], object]:
        text = (piece * length)[:length]

        def judge() -> object:
            (found,) = shipped.score([text])
            context = a_context(text, ENTRIES)
            context.text.scored = found
            return gather(context)

        return judge

    once, twice = steps(judged(LENGTH)), steps(judged(2 * LENGTH))
    assert twice < 2.2 * once + 500
