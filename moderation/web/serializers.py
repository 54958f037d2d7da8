"""Serializers: domain values as the structs that the API answers with.

`/openapi.json` takes its schemas from these structs: names, docstrings and descriptions are what
a caller reads there. A member of the type UnsetType is left out where it does not apply.
"""

from typing import Annotated, Final, Literal, Self

from msgspec import UNSET, Meta, Struct, UnsetType

from moderation import domain
from moderation.clock import iso
from moderation.domain import Action, Article, CommentState, EntryType, EventType, Span
from moderation.domain.policy import rounded
from moderation.messages import Language, say
from moderation.web.http.problems import Problem

Time = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Share = Annotated[float, Meta(ge=0, le=1)]

_PUBLISHED: Final = frozenset({EntryType.APPROVED, EntryType.UPDATED})


def detail(reason: domain.Reason, language: Language) -> str:
    """The sentence of a reason, with the field it is about where that is not the text."""
    sentence = say(f"reason.{reason.code}", language, reason.facts)
    if reason.field is domain.TEXT:
        return sentence
    return say(f"field.{reason.field}", language, {"sentence": sentence})


class Author(Struct):
    """Who wrote a comment, as far as it may be published."""

    name: str
    url: str | None


class Reason(Struct):
    """A ground for a decision."""

    code: str
    detail: Annotated[str, Meta(description="A sentence in the caller's language.")]
    weight: Annotated[
        float,
        Meta(
            description="Policy points; from 1 in sum a comment is held, from 3 in one reason's "
            "signal it is rejected."
        ),
    ]
    spans: Annotated[
        tuple[Span, ...],
        Meta(description="Code points of the text, or of `field`, as it was sent."),
    ]
    field: Annotated[
        domain.Field | UnsetType,
        Meta(
            description="The author's field that it is about; absent where that is the text.",
            extra_json_schema={"enum": ["name", "url"]},
        ),
    ] = UNSET

    @classmethod
    def of(cls, value: domain.Reason, language: Language) -> Self:
        """The reason with its sentence in that language."""
        told = cls(value.code, detail(value, language), rounded(value.weight), value.spans)
        if value.field is not domain.TEXT:
            told.field = value.field
        return told


class Decision(Struct):
    """What was decided, by whom and why."""

    action: Action
    by: Annotated[str, Meta(extra_json_schema={"enum": ["policy", "moderator", "import"]})]
    reasons: list[Reason]
    scores: dict[str, Share]
    policy_version: str
    model_version: str

    @classmethod
    def of(cls, value: domain.Decision, language: Language) -> Self:
        """The decision with its reasons in that language."""
        return cls(
            value.action,
            value.by,
            [Reason.of(each, language) for each in value.reasons],
            value.scores,
            value.policy_version,
            value.model_version,
        )


class Accepted(Struct):
    """The answer to a submission."""

    id: str
    site: str
    status: CommentState
    decision: Decision
    created_at: Time
    external_id: Annotated[
        str | UnsetType, Meta(description="The site's own id, where it sent one.")
    ] = UNSET

    @classmethod
    def of(cls, value: domain.Comment, language: Language) -> Self:
        """The comment as it was first decided on."""
        return cls(
            value.id,
            value.site,
            value.state,
            Decision.of(value.events[0].decision, language),
            iso(value.created_at),
            value.submission.external_id or UNSET,
        )


class Event(Struct):
    """A line of a comment's history. Which moderator it was stays within the house.

    The decision of an `edited` event is what the policy made of the new text; it changes no status.
    """

    type: EventType
    at: Time
    status: CommentState
    decision: Decision
    text: Annotated[
        str | UnsetType, Meta(description="The comment's text from then on, where it changed.")
    ] = UNSET

    @classmethod
    def of(cls, value: domain.Event, language: Language) -> Self:
        """The event with its decision in that language."""
        decision = Decision.of(value.decision, language)
        text = UNSET if value.text is None else value.text
        return cls(value.type, iso(value.at), value.state, decision, text)


class Comment(Accepted, kw_only=True):
    """A comment with its history, without private data."""

    article: Article
    parent_id: str | None
    author: Author
    text: str
    submitted_at: Time | None
    history: list[Event]
    original_text: Annotated[
        str | UnsetType,
        Meta(description="The text as it was sent, where the newsroom changed it since."),
    ] = UNSET

    @classmethod
    def of(cls, value: domain.Comment, language: Language) -> Self:
        """The comment as it stands."""
        submission = value.submission
        history = [Event.of(each, language) for each in value.events]
        return cls(
            id=value.id,
            site=value.site,
            status=value.state,
            decision=history[-1].decision,
            created_at=iso(value.created_at),
            external_id=submission.external_id or UNSET,
            article=submission.article,
            parent_id=submission.parent_id or None,
            author=Author(submission.author.name, submission.author.url or None),
            text=submission.text,
            submitted_at=iso(submission.submitted_at) if submission.submitted_at else None,
            history=history,
            original_text=value.original or UNSET,
        )


class Result(Struct):
    """What became of one item of a batch: a comment or a problem."""

    status: int
    comment: Accepted | UnsetType = UNSET
    problem: Problem | UnsetType = UNSET


class Results(Struct):
    """What became of each item of a batch, in order."""

    results: list[Result]


class Entry(Struct):
    """An entry of the approved stream; `approved` and `updated` bring what is to be published."""

    cursor: str
    type: EntryType
    comment_id: str
    at: Time
    article: Article | UnsetType = UNSET
    parent_id: str | UnsetType | None = UNSET
    author: Author | UnsetType = UNSET
    text: Annotated[
        str | UnsetType,
        Meta(description="Plain text: escape it before you put it into a page."),
    ] = UNSET
    created_at: Time | UnsetType = UNSET
    external_id: str | UnsetType = UNSET
    submitted_at: Time | UnsetType = UNSET
    edited: Annotated[
        bool | UnsetType,
        Meta(description="True where the text is the newsroom's, not the one that was sent."),
    ] = UNSET

    @classmethod
    def of(cls, value: domain.ApprovedEntry) -> Self:
        """The entry as a site reads it."""
        told = cls(value.cursor, value.type, value.comment_id, iso(value.at))
        told.external_id = value.external_id or UNSET
        if value.type in _PUBLISHED and value.article is not None:
            told.article = value.article
            told.parent_id = value.parent_id or None
            told.author = Author(value.author_name, value.author_url or None)
            told.text = value.text
            told.created_at = iso(value.created_at)
            told.edited = value.edited or UNSET
            told.submitted_at = iso(value.submitted_at) if value.submitted_at else UNSET
        return told


class Page(Struct):
    """Entries of the approved stream, and the cursor to ask with for those that follow."""

    entries: list[Entry]
    cursor: str


class FormToken(Struct):
    """What a form carries to tell people from programs."""

    token: str
    honeypot_field: str
    expires_at: Time


class Health(Struct):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(Struct):
    """Whether submissions would be taken, and each part by name.

    `promises` says of each whether it is "kept", or why it cannot be now.
    """

    status: Literal["ready", "draining", "unavailable"]
    store: Literal["ok", "unavailable"]
    scorer: Literal["ok", "unavailable"]
    promises: dict[str, str]


ANSWERS: Final = (Accepted, Comment, Results, Page, FormToken, Health, Readiness, Problem)
