"""What every signal may look at. Signals observe; none of them decides or does I/O."""

from collections.abc import Callable
from dataclasses import dataclass, field

from moderation.domain import Submission
from moderation.signals.lists import Lists, Match
from moderation.signals.scoring import Folded, fold


@dataclass(slots=True)
class SignalContext:
    """A submission in its surroundings.

    `secret` is the site's, in hexadecimal. `undeliverable` answers from memory whether a domain
    is known to take no mail.
    """

    submission: Submission
    at: int
    secret: str
    lists: Lists
    undeliverable: Callable[[str], bool]
    _folded: Folded | None = field(default=None, init=False)
    _listed: list[Match] | None = field(default=None, init=False)

    @property
    def folded(self) -> Folded:
        """The text with disguises undone, made once for all signals."""
        if self._folded is None:
            self._folded = fold(self.submission.text)
        return self._folded

    @property
    def listed(self) -> list[Match]:
        """What of the site's lists stands in the text."""
        if self._listed is None:
            self._listed = self.lists.matches(self.folded)
        return self._listed
