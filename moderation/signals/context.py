"""What every signal may look at. Signals observe; none of them decides or does I/O."""

from collections.abc import Callable
from dataclasses import dataclass, field

from moderation.domain import Submission
from moderation.signals.lists import Lists, Match
from moderation.signals.scoring import Folded, Scored, fold


@dataclass(slots=True)
class SignalContext:
    """A submission in its surroundings.

    `secret` is the site's, in hexadecimal. `undeliverable` answers from memory whether a domain
    is known to take no mail. `scored` is None where the classifier could not score.
    """

    submission: Submission
    at: int
    secret: str
    lists: Lists
    undeliverable: Callable[[str], bool]
    scored: Scored | None
    _folded: Folded | None = field(default=None, init=False)
    _listed: list[Match] | None = field(default=None, init=False)

    @property
    def folded(self) -> Folded:
        """The text with disguises undone, as the classifier read it."""
        if self._folded is None:
            self._folded = self.scored.folded if self.scored else fold(self.submission.text)
        return self._folded

    @property
    def listed(self) -> list[Match]:
        """What of the site's lists stands in the text."""
        if self._listed is None:
            self._listed = self.lists.matches(self.folded)
        return self._listed
