"""Fingerprints of a comment: what it shares with others of its campaign, as keyed digests.

No signal uses them: the store counts how often each is used and how people decide on its comments,
and the console shows that. `classifier.text.fingerprints` says what is taken for one.
"""

from collections.abc import Callable, Sequence
from typing import Final

from moderation.domain import NAME, URL
from moderation.signals.advertising import is_plain
from moderation.signals.context import Passage
from moderation.signals.hosts import host_of
from moderation.signals.scoring import Fingerprint, Kind, Sketch, fingerprints

NO_TEMPLATE: Final = Sketch((), odd=True)

Digest = Callable[[str, str], str]
"""A site's digest of a text as a subject."""


def digests(digest: Digest, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The digest of each fingerprint of what is published, none twice.

    A name gives names alone, because its words make no template, and a website its host.
    """
    told = {" ".join(each): None for passage in passages for each in _of(passage)}
    return tuple([digest("print", each) for each in told])


def _of(passage: Passage) -> Sequence[Fingerprint]:
    if passage.field is URL:
        host = host_of(passage.text)
        return [(Kind.HOST, host)] if host else []
    if passage.field is NAME:
        if is_plain(passage):
            return []
        return fingerprints(passage.folded, passage.text, NO_TEMPLATE)
    return fingerprints(passage.folded, passage.text, passage.sketch)
