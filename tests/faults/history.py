"""What every client of a campaign did and was told: what the checker holds the store against."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from moderation.domain import Action, EventType

# What must leave neither in a stream nor in a log: part of each address that is sent.
PRIVATE = "rahasia"
NETWORK = "2001:db8"


@dataclass
class Sent:
    """One comment that was submitted, known by the number in its text."""

    number: int
    site: str
    keyed: bool
    told: Mapping[str, Any] | None = None
    """The first 201."""

    @property
    def mark(self) -> str:
        """The words by which it is found in the store."""
        return f"nomor {self.number:07d}"


@dataclass
class Act:
    """One attempt of a moderator to take a comment from `revision` to the next."""

    moderator: str
    site: str
    comment_id: str
    type: EventType
    action: Action | None  # None: whatever undoing leads to
    revision: int
    told: bool = False


class Seen(NamedTuple):
    """An entry of the approved stream, as a reader got it."""

    cursor: tuple[int, int]
    comment_id: str
    type: str


@dataclass
class History:
    """Everything that was sent, decided and read, and what was wrong at once."""

    sent: dict[int, Sent] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    polled: dict[str, list[Seen]] = field(default_factory=dict)
    grouped: dict[str, list[Seen]] = field(default_factory=dict)
    operations: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    in_flight: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    acknowledged: int = 0

    def submission(self, site: str, *, keyed: bool) -> Sent:
        """The next comment to be sent."""
        sent = Sent(len(self.sent), site, keyed)
        self.sent[sent.number] = sent
        return sent

    def tell(self, sent: Sent, answer: Mapping[str, Any]) -> None:
        """A 201. The same key must give the same comment for ever."""
        if sent.told is None:
            sent.told = answer
            self.acknowledged += 1
        elif answer["id"] != sent.told["id"]:
            self.violation("another_answer_under_one_key", f"{sent.number}")

    def violation(self, kind: str, where: str) -> None:
        """What must not be."""
        self.violations[kind] += 1
        if self.violations[kind] <= 5:
            self.examples.append(f"{kind}: {where}")


def cursor_of(text: str) -> tuple[int, int]:
    """A cursor, so that cursors can be compared."""
    ms, _, sequence = text.partition("-")
    return int(ms), int(sequence)
