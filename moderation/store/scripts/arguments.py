"""What each script is called with: a struct a script, its fields in the order of the script's own.

Each script of `lua/` unpacks its arguments into local names; a test holds these, and the script's
header, to the fields here. Times are whole milliseconds.
"""

import msgspec


class SubmitArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `submit`. `entry` is "" where nothing is published; `values` is a packed SubmitValues."""

    record: bytes
    private_part: bytes
    audit: str
    entry: bytes
    values: bytes


class SubmitValues(msgspec.Struct, frozen=True, array_like=True):
    """The small values of `submit`, one MessagePack array: as many arguments would cost more.

    What only goes on to a command is text, because Lua would write large numbers with an exponent.
    """

    now: int
    comment_id: str
    by_author_ms: str
    by_author_kept: int  # bytes kept beside the newest id
    body_digest: str  # of the body under the idempotency key, or ""
    idempotency_ms: str
    external: bool  # the site has an id of its own for it
    article_end: int  # bytes of a record up to the end of its article's id; 0: there is no parent
    seen_ms: str  # "" where the text is not counted
    seen_author: str  # a tag of the author under the article
    seen_kept: int  # bytes kept of a text's tags
    campaign_from: int  # tags of others that are worth a report
    client_burst: int
    client_interval: int  # for each token; 0 switches the limit off
    email_burst: int
    email_interval: int
    case_id: str  # "" where no case is opened
    cause: str
    events_length: str
    approved_length: str
    listed_length: int  # what the list of the state is trimmed to; 0: it has none
    fingerprints: int  # how many of the keys are those
    use: str  # the entry that each of them gets
    once_ms: str
    again_ms: str


class ImportArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `import`."""

    record: bytes
    private_part: bytes
    comment_id: str
    now: int
    by_author_ms: str  # "" where nobody knows the author's address
    by_author_kept: int  # bytes
    article_end: int  # as of `submit`
    case_id: str  # "" where no case is opened
    cause: str
    listed_length: int  # 0 where the state has no list


class DecideArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `decide`. `case_step` is what becomes of the case: "close", "reopen" or "leave"."""

    now: int
    revision: int  # that the decision was made on
    state: str  # that it was made on
    event: bytes
    case_id: str  # "" where no case is touched
    moderator: str
    case_step: str
    entry: bytes  # "" where the site need not know
    audit: str
    events_length: str
    approved_length: str
    listed_length: int  # what the list of the state is trimmed to; 0: it has none
    line: str  # of the decisions of moderators, or ""
    decided_length: int
    label: str  # "rejected", "approved" or "": what the decision says of the fingerprints
    label_before: str  # what the one before it said
    move: str  # what it is among the moves, or ""
    moves_length: int


class ClaimArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `claim`."""

    now: int
    moderator: str
    life_ms: int
    takeover: str  # "1" to take it from whoever has it, or ""
    moves_length: int


class ReleaseArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `release`."""

    now: int
    moderator: str
    moves_length: int


class ExpectArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `expect`."""

    comment_id: str
    key_id: str
    address: str  # "" where the call named none
    at: int
    life: int


class TakeArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `take`."""

    now: int
    ends: int  # when what was taken is due again
    count: int


class SettleArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `settle`."""

    comment_id: str
    taken: int  # the time until which it was taken
    again: int  # 0: it is done


class AllowArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `allow`. `act` is "take" or "give"; `limits` is a MessagePack array, a limit for each key.

    Each limit is an array of its burst and its interval for each token.
    """

    now: int
    act: str
    limits: bytes


class PageArguments(msgspec.Struct, frozen=True, kw_only=True):
    """Of `page`."""

    after: str  # cursor
    count: int  # most entries
    bytes: int  # the entry that reaches so many is the last
