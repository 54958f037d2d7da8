"""Exports torn and mixed up, many thousands of them: rows or a refusal, never another exception.

    INPUTS=500000 .venv/bin/python -m pytest -m slow tests/intake/importing/test_fuzz.py

goes on for some ten minutes with each format.
"""

import os
import random
from collections import deque

import pytest

from moderation.intake.importing.rows import BadFile, Row
from moderation.submission.fields import FieldLimits
from moderation.submission.validation import SubmissionReader
from tests.intake.importing.test_hostile_files import READERS, Named

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("INPUTS", "2500"))
NOW = 1_795_000_000_000
READER = SubmissionReader(
    FieldLimits(name=245, email=100, url=200, text=65_525, clock_tolerance_ms=0)
)
# What the formats are made of, and what breaks them.
PIECES = (
    *(b"<", b">", b"&", b"&amp;", b"]]>", b"<![CDATA[", b'"', b"\n", b"\r", b"\x00", b"\xff"),
    *(b"\xef\xbb\xbf", b",", b";", b"{", b"}", b"[", b"null", b"1e999", b"<!DOCTYPE a>", b"\xc3("),
    *(b"\\ud800", b"-1", b"9" * 30, b"<wp:comment>", b"</post>", b"$date", b"2020-13-40"),
)


def torn(chance: random.Random, content: bytes) -> bytes:
    """Change a file in a few places."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(4):
            case 0:
                made[at:at] = chance.choice(PIECES)
            case 1:
                del made[at : at + chance.randint(1, 60)]
            case 2:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                start = chance.randrange(len(made) + 1)
                made[at:at] = made[start : start + chance.randint(1, 300)]
    return bytes(made)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", READERS)
def test_torn_exports_are_read_or_refused(kind: str) -> None:
    read, text = READERS[kind]
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    corpus = deque([text.encode()], maxlen=200)
    rows = refused = 0
    for _ in range(INPUTS):
        content = torn(chance, chance.choice(corpus))
        try:
            for found in read(Named(content)):
                rows += 1
                if isinstance(found, Row):
                    READER.read(found.raw, NOW)
        except BadFile:
            refused += 1
        else:  # what can still be read is torn further
            corpus.append(content)
    assert rows > 0
    assert refused < INPUTS
