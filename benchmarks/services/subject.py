"""What the measuring needs to know of a service, whichever it is."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store holds after a run.

    `signalled` counts the comments that met a limit or came twice, which the bodies should avoid.
    """

    comments: int
    states: dict[str, int]
    signalled: int = 0


class Subject(Protocol):
    """A running service. `store_pid` None: it keeps nothing."""

    @property
    def name(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def pid(self) -> int: ...

    @property
    def store_pid(self) -> int | None: ...

    @property
    def ready_seconds(self) -> float: ...

    @property
    def success(self) -> str:
        """The status of the answer to a comment that was taken."""
        ...

    @property
    def keeps_alive(self) -> bool:
        """Whether a connection serves more than one request."""
        ...

    def fresh(self) -> dict[str, str]:
        """Empty the store; the headers that the next run's requests need."""
        ...

    def path(self, kind: str) -> str:
        """Where bodies of that kind go."""
        ...

    def stored(self) -> Stored | None:
        """What the store holds now, counted key by key; None for a service without one."""
        ...

    def stop(self) -> None:
        """End it, and its store."""
        ...
