"""What every signal may look at. Signals observe; none of them decides or does I/O."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from moderation.domain import Submission
from moderation.scoring import Folded, fold
from moderation.signals.wordlist import Lists


@dataclass(frozen=True)
class Scene:
    """A submission in its surroundings.

    `secret` is the site's, in hexadecimal. `undeliverable` answers from memory whether a domain
    is known to take no mail.
    """

    submission: Submission
    at: int
    secret: str
    lists: Lists
    undeliverable: Callable[[str], bool]

    @cached_property
    def folded(self) -> Folded:
        """The text with disguises undone, made once for all signals."""
        return fold(self.submission.text)
