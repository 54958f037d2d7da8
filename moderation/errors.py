"""Everything that can go wrong, as one tree.

SaringError
├── Invalid              the input has faults; all of them are listed
├── Unauthenticated      no key or session, or one that is not valid
├── Forbidden            known, but not allowed
│   └── Forged              a write that no page of ours sent
├── NotFound             no such thing for this caller
├── Conflict             the thing is in another state than the caller thought
│   └── IllegalTransition   the lifecycle tables know no such step
├── IdempotencyMismatch  one idempotency key, two different bodies
├── UnknownParent        the comment replied to is none that stands under this article
├── CursorExpired        the approved stream no longer reaches back that far
├── TooLarge             over a limit of size
├── TooSlow              the client did not finish sending in time
├── Damaged              what the store keeps cannot be read
├── Failed               a defect of ours; the log says where
└── Unavailable          try again later
    ├── StoreUnavailable    Redis is away or cannot write
    │   ├── Unconfirmed        it went away during a write, which may have counted
    │   └── StoreUnusable      as it is set up it never will; waiting does not help
    │       └── OtherFormat       what it keeps is not of the format that we work with
    └── Overloaded          a limit on work in flight is reached
"""

from dataclasses import dataclass


class SaringError(Exception):
    """Any failure that the service knows how to explain."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where (JSON pointer), what (code), and the facts to say so."""

    pointer: str
    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


class Invalid(SaringError):
    """The input has these faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(f"{fault.pointer}: {fault.code}" for fault in faults))
        self.faults = faults


class Unauthenticated(SaringError):
    """No valid credential; `reason` says which kind of invalid."""

    def __init__(self, reason: str = "missing_key") -> None:
        super().__init__(reason)
        self.reason = reason


class Forbidden(SaringError):
    """The caller is known and may not do this."""


class Forged(Forbidden):
    """A write without the token of its session, or from another site's page."""


class NotFound(SaringError):
    """There is no such thing, or none that this caller may know of."""


class Conflict(SaringError):
    """The thing has moved on since the caller looked; nothing was changed."""

    def __init__(self, *, state: str, event: str) -> None:
        super().__init__(f"cannot {event} while {state}")
        self.state = state
        self.event = event


class IllegalTransition(Conflict):
    """The lifecycle has no such transition; nothing was changed."""


class IdempotencyMismatch(SaringError):
    """The idempotency key was used before with another body."""


class UnknownParent(SaringError):
    """The comment replied to is unknown, or stands under another article."""


class CursorExpired(SaringError):
    """Entries after this cursor were trimmed from the approved stream."""


class TooLarge(SaringError):
    """The input is over `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"over {limit} bytes")
        self.limit = limit


class TooSlow(SaringError):
    """The client did not finish sending its request in time."""


class Damaged(SaringError):
    """What the store keeps cannot be read; the message says whose it is, and what is wrong."""


class Failed(SaringError):
    """Something of ours failed in a way that nobody foresaw; the log has its type and place."""


class Unavailable(SaringError):
    """A part is away for now; nothing was half-done."""


class StoreUnavailable(Unavailable):
    """Redis cannot be reached, or cannot write."""


class Unconfirmed(StoreUnavailable):
    """Redis went away during a write: it may have been recorded; sending it again is safe."""


class StoreUnusable(StoreUnavailable):
    """Redis cannot be used as it or its address is set up; the message says what to change."""


class OtherFormat(StoreUnusable):
    """The store is not of the format that this release works with; the message says what to do."""


class Overloaded(Unavailable):
    """A limit on work in flight is reached."""
