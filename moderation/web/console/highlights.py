"""Highlights: what a decision rested on, as numbered sentences and places in the text."""

from dataclasses import dataclass
from typing import Final

from moderation.domain import Decision, Field
from moderation.messages import Language
from moderation.web.console.marks import Highlight
from moderation.web.serializers import detail

# Far more than anybody looks at; it bounds the page of a text that is one long finding.
_SPANS_MARKED: Final = 200


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason under its number, with its sentence and its weight in policy points."""

    number: int
    code: str
    says: str
    weight: float


def explanations(decision: Decision, language: Language) -> list[Explanation]:
    """The reasons of a decision as sentences, numbered as they stand, heaviest first."""
    return [
        Explanation(number, reason.code, detail(reason, language), reason.weight)
        for number, reason in enumerate(decision.reasons, start=1)
    ]


def highlights(
    decision: Decision, language: Language, field: Field = Field.TEXT
) -> list[Highlight]:
    """The reasons of a decision with their places in a field, under the same numbers."""
    return [
        Highlight(number, detail(reason, language), reason.spans[:_SPANS_MARKED])
        for number, reason in enumerate(decision.reasons, start=1)
        if reason.field is field
    ]
