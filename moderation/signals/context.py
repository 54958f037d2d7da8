"""What every signal may look at. Signals observe; none of them decides or does I/O."""

from collections.abc import Callable
from typing import Final

import msgspec

from moderation.domain import NAME, TEXT, URL, Field, Submission
from moderation.signals.hosts import registrable, within
from moderation.signals.lists import Lists, Match
from moderation.signals.scoring import Folded, Scored, Sketch, fold, sketch_of

SPANS_SHOWN: Final = 20
"""As many places as a signal points at."""


class Passage:
    """A published field: its text as it was sent, and its scores where it was scored.

    `plain` keeps what `advertising.is_plain` found, since more than one asks.
    """

    __slots__ = ("_folded", "field", "plain", "scored", "text")

    def __init__(self, field: Field, text: str, scored: Scored | None = None) -> None:
        self.field = field
        self.text = text
        self.scored = scored
        self.plain: bool | None = None
        self._folded: Folded | None = None

    @property
    def sketch(self) -> Sketch:
        """What its fingerprints are taken from beside the folded text."""
        return self.scored.sketch if self.scored else sketch_of(self.text)

    @property
    def folded(self) -> Folded:
        """The text with disguises undone, as the classifier read it."""
        if self._folded is None:
            self._folded = self.scored.folded if self.scored else fold(self.text)
        return self._folded


def published(submission: Submission) -> tuple[Passage, ...]:
    """What a reader of the site would see: the text first, then name and website."""
    author = submission.author
    passages = Passage(TEXT, submission.text), Passage(NAME, author.name)
    return (*passages, Passage(URL, author.url)) if author.url else passages


class SignalContext(msgspec.Struct):
    """A submission in its surroundings.

    `secret` is the site's, in hexadecimal; `domains` are its own. `undeliverable` answers from
    memory whether a domain is known to take no mail. `email_digest` stands for the address in
    the site's lists. A passage is not scored where the classifier could not, or there was
    nothing in it to score.
    """

    submission: Submission
    passages: tuple[Passage, ...]
    at: int
    secret: str
    lists: Lists
    undeliverable: Callable[[str], bool]
    email_digest: str = ""
    domains: frozenset[str] = frozenset()
    _listed: list[Match] | None = None

    @property
    def text(self) -> Passage:
        """The comment itself."""
        return self.passages[0]

    @property
    def listed(self) -> list[Match]:
        """What of the site's lists stands in what is published, or is known of the sender."""
        if self._listed is None:
            self._listed = self._find_listed()
        return self._listed

    def _find_listed(self) -> list[Match]:
        lists = self.lists
        if not lists:
            return []
        found = [m for p in self.passages for m in lists.matches(p.folded, p.text, p.field)]
        return found + lists.senders(
            name=self.passages[1].folded.text,
            email_digest=self.email_digest,
            address=self.submission.client.ip,
        )

    def is_ours(self, host: str) -> bool:
        """Whether a host is the site's own, by its choice or by its article's address."""
        if within(host, self.domains):
            return True
        article = registrable(self.submission.article.url)
        return bool(article) and within(host, {article})
