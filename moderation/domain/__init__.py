"""The nouns of moderation as frozen values. Nothing here does I/O or decides anything.

`docs/glossary.md` defines each term. Times are whole milliseconds since 1970, UTC. Spans are
half-open ranges of code points in a field of the comment as it was sent. Values are msgspec structs
because these same types are decoded, with validation, from what the store kept.
"""

from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

Span = tuple[int, int]
Facts = dict[str, str | int | float]

NO_FACTS: Final[Facts] = {}
EXTERNAL: Final = "external:"
# Who decides beside the policy and a moderator, and its reason where that was a person elsewhere.
IMPORT: Final = "import"
IMPORTED_DECISION: Final = "imported_decision"


class Action(StrEnum):
    """What a decision does to a comment."""

    APPROVE = "approve"
    HOLD = "hold"
    REJECT = "reject"
    ERASE = "erase"

    __hash__ = str.__hash__  # that of an enumeration is written in Python


class CommentState(StrEnum):
    """Where a comment stands."""

    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    ERASED = "erased"

    __hash__ = str.__hash__  # that of an enumeration is written in Python


class CaseState(StrEnum):
    """Where the review of a comment stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    CLOSED = "closed"


class Cause(StrEnum):
    """Why a case was opened."""

    HOLD = "hold"
    POST_REVIEW = "post_review"


class Mode(StrEnum):
    """How a site moderates."""

    ALL_HELD = "all_held"
    DOUBTFUL = "doubtful"
    POST_REVIEW = "post_review"


class OtherLanguages(StrEnum):
    """What a site does with a comment in a language that the classifier never learned."""

    HOLD = "hold"
    IGNORE = "ignore"


class Role(StrEnum):
    """What a moderator may do: look, decide, or also see private data."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    ADMIN = "admin"


class EntryType(StrEnum):
    """What an entry of the approved stream tells the site to do."""

    APPROVED = "approved"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Field(StrEnum):
    """A field of a comment that is published. That of most observations is the text."""

    TEXT = ""  # the shortest to store
    NAME = "name"
    URL = "url"


# What is asked of every passage: up to Python 3.11 a member costs five times as much as a name.
TEXT: Final = Field.TEXT
NAME: Final = Field.NAME
URL: Final = Field.URL


class Article(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The article a comment stands under."""

    id: str
    url: str = ""
    title: str = ""


class Author(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who wrote it. `email` and `id`, the site's own, are private; the others are published.

    What a door's protocol does not carry is empty.
    """

    name: str = ""
    email: str = ""
    url: str = ""
    id: str = ""


class Client(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the site knows of the reader's connection. Private."""

    ip: str = ""
    user_agent: str = ""
    referrer: str = ""


class FormTrap(Struct, frozen=True, kw_only=True):
    """What came back from the form's own traps: the render token and the honeypot's content.

    `unproven`: nothing shows that a person filled the form, where that was asked for.
    """

    token: str = ""
    honeypot: str = ""
    unproven: bool = False


class Submission(Struct, frozen=True, kw_only=True):
    """What arrived, valid in form, before any decision.

    `external_id` is the site's own id of the comment. A parent may be named by such an id:
    EXTERNAL, then the id. `cut`: the text was longer than what may come, and its end is not here.
    """

    article: Article
    author: Author
    text: str
    parent_id: str = ""
    client: Client = Client()
    submitted_at: int = 0
    trap: FormTrap = FormTrap()
    external_id: str = ""
    cut: bool = False

    @property
    def author_key(self) -> str:
        """What tells its author from others: the address, the site's id, or what else is known.

        "" where nothing is.
        """
        author = self.author
        if author.email:
            return author.email.casefold()
        if author.id:
            return f"id\0{author.id}"
        known = author.name + self.client.ip
        return f"known\0{author.name}\0{self.client.ip}" if known else ""


class Part(Struct, frozen=True, array_like=True):
    """One ground inside a signal, with its share (0..1) of the signal's weight."""

    code: str
    share: float
    spans: tuple[Span, ...] = ()


class Signal(Struct, frozen=True, kw_only=True, array_like=True):
    """One observation: a score in [0, 1], or None where it could not be made in time."""

    code: str
    score: float | None
    spans: tuple[Span, ...] = ()
    facts: Facts = NO_FACTS
    parts: tuple[Part, ...] = ()
    field: Field = Field.TEXT


class Reason(Struct, frozen=True, kw_only=True, array_like=True):
    """A coded ground for a decision, with its weight in policy points."""

    code: str
    weight: float
    spans: tuple[Span, ...] = ()
    facts: Facts = NO_FACTS
    field: Field = Field.TEXT


class Verdict(Struct, frozen=True, kw_only=True):
    """What the policy concludes from the signals."""

    action: Action
    reasons: tuple[Reason, ...]
    review_after: bool = False


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A recorded, binding act: by the policy, by a moderator, or "import": as it was elsewhere."""

    action: Action
    by: str
    reasons: tuple[Reason, ...] = ()
    scores: dict[str, float] = {}
    signals: tuple[Signal, ...] = ()
    policy_version: str = ""
    model_version: str = ""
    moderator: str = ""

    @property
    def is_label(self) -> bool:
        """Whether a person decided, here or where it was imported from, so that it may teach."""
        by_person = self.by == IMPORT and self.reasons[0].code == IMPORTED_DECISION
        return by_person or self.by == "moderator"


class EventType(StrEnum):
    """What happened to a comment."""

    SUBMITTED = "submitted"
    DECIDED = "decided"
    UNDONE = "undone"
    EDITED = "edited"


class Event(Struct, frozen=True, kw_only=True):
    """An immutable line of a comment's history; `state` is the state it led to.

    `text` is the comment's text from then on, where the event changed it. The decision of an
    edit is the policy's on that text, with the moderator who edited; it moves no comment.
    """

    type: EventType
    at: int
    state: CommentState
    decision: Decision
    text: str | None = None


class Comment(Struct, frozen=True, kw_only=True):
    """The stored thing: what was submitted, where it stands, and every event so far.

    `via` is the door that it came through, "" for the API. What comes through a door is kept and
    shown by the site itself, which has its first decision as its answer. Where the newsroom
    changed the text, `original` is the one that was sent; else it is "".
    """

    site: str
    id: str
    state: CommentState
    created_at: int
    submission: Submission
    events: tuple[Event, ...]
    case_id: str = ""
    via: str = ""
    original: str = ""

    @property
    def as_sent(self) -> Submission:
        """The submission with the text that was sent."""
        if not self.original:
            return self.submission
        return replace(self.submission, text=self.original)

    @property
    def author_key(self) -> str:
        """What tells its author from others; where nothing does, each comment has another."""
        return self.submission.author_key or self.id

    @property
    def revision(self) -> int:
        """How many events it has had; a decision names the revision it was made on."""
        return len(self.events)


class Case(Struct, frozen=True, kw_only=True):
    """One unit of review. A claim that has expired counts as open.

    `claimed_at` is 0 where nobody noted when the claim began.
    """

    id: str
    comment_id: str
    state: CaseState
    cause: Cause
    opened_at: int
    claimed_by: str = ""
    claim_expires_at: int = 0
    claimed_at: int = 0


class ApprovedEntry(Struct, frozen=True, kw_only=True):
    """One entry of the approved stream, fit for publishing: no e-mail, no address.

    `edited`: the text is the newsroom's, not the one that was sent.
    """

    cursor: str
    type: EntryType
    comment_id: str
    at: int
    article: Article | None = None
    parent_id: str = ""
    author_name: str = ""
    author_url: str = ""
    text: str = ""
    created_at: int = 0
    external_id: str = ""
    submitted_at: int = 0
    edited: bool = False


class ListKind(StrEnum):
    """What a list entry is matched against: what is published, or who sent it."""

    WORD = "word"
    DOMAIN = "domain"
    NAME = "name"
    EMAIL = "email"
    NETWORK = "network"


class ListAction(StrEnum):
    """What a match counts as; `allow` shields what it covers from the other entries."""

    HOLD = "hold"
    REJECT = "reject"
    ALLOW = "allow"


class ListEntry(Struct, frozen=True, kw_only=True):
    """One line of a site's lists.

    The pattern of a stored e-mail entry is a keyed digest and a masked label, with a space
    between, never the address. `until` is when it ends (0: never); `why` and `by`, a moderator's
    id, are for people.
    """

    kind: ListKind
    pattern: str
    action: ListAction
    until: int = 0
    why: str = ""
    by: str = ""

    def holds(self, at: int) -> bool:
        """Whether it has not ended at that time."""
        return not self.until or at < self.until


class Moderator(Struct, frozen=True, kw_only=True):
    """A person who reviews: on the `sites` that are named, or on all, those to come included."""

    id: str
    email: str
    role: Role
    password_hash: str
    sites: tuple[str, ...] = ()
    all_sites: bool = False

    def may_see(self, site: str) -> bool:
        """Whether this moderator works on that site."""
        return self.all_sites or site in self.sites
