"""Reads as: what the classifier takes a disguised word for."""

import re
from bisect import bisect_left
from typing import Final

from moderation.domain import Comment, Decision, Field, Reason
from moderation.signals.scoring import Folded, fold

# Codes of reasons whose places may be written in disguise.
_DISGUISED: Final = frozenset(
    {"spam.disguised_brand", "spam.brand_shape", "spam_name", "listed_hold", "listed_reject"}
)
# A digit between two letters stands for one.
_LEET: Final = re.compile(r"(?<=[a-z])[01345](?=[a-z])")
_LETTERS: Final = str.maketrans("01345", "oieas")
_MOST: Final = 3
_LONGEST: Final = 60


def reads_as(comment: Comment, decision: Decision) -> list[str]:
    """The disguised words of text and name as the classifier reads them, each once."""
    submission = comment.submission
    texts = {Field.TEXT: submission.text, Field.NAME: submission.author.name}
    found: list[str] = []
    for field, text in texts.items():
        marked = [each for each in decision.reasons if _may_be_disguised(each, field)]
        if marked:
            found += _decoded(text, fold(text), marked)
    return list(dict.fromkeys(found))[:_MOST]


def _may_be_disguised(reason: Reason, field: Field) -> bool:
    return reason.field is field and reason.code in _DISGUISED and bool(reason.spans)


def _decoded(text: str, folded: Folded, reasons: list[Reason]) -> list[str]:
    words = []
    for start, end in {span for reason in reasons for span in reason.spans[:_MOST]}:
        first, last = (bisect_left(folded.offsets, place) for place in (start, end))
        word = folded.text[first:last]
        plain = _LEET.sub(lambda found: found[0].translate(_LETTERS), word).strip()
        if plain and plain != text[start:end].casefold().strip():
            words.append((start, plain[:_LONGEST]))
    return [word for _, word in sorted(words)]
