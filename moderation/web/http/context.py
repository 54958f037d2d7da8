"""What handlers work with, under one typed key of the application."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from moderation.delivery import Delivery
from moderation.delivery.callbacks import Callbacks
from moderation.domain.fair_shares import Admission
from moderation.intake import Intake
from moderation.metrics import Metrics
from moderation.review import Review
from moderation.review.authors import Authors
from moderation.review.bulk import Bulk
from moderation.review.editing import Editing
from moderation.review.live import Live
from moderation.review.search import Search
from moderation.review.shift import Shift
from moderation.review.worktable import Worktable
from moderation.settings import Settings
from moderation.sites.directory import Directory
from moderation.sites.key_guesses import KeyGuesses
from moderation.store import Store
from moderation.submission.validation import SubmissionReader
from moderation.web.http.memory import Trimmer
from moderation.web.http.turns import Turns


@dataclass(slots=True, kw_only=True)
class Context:
    """The use cases and what they stand on.

    `admission` has a place for each submission in work, `bodies` one for each UNIT of large bodies.
    `background` are tasks that run for as long as the application does. `draining` is True once
    SIGTERM came: long polls then no longer wait, and no page is followed.
    """

    settings: Settings
    reader: SubmissionReader
    store: Store
    directory: Directory
    admission: Admission
    bodies: Admission
    intake: Intake
    delivery: Delivery
    callbacks: Callbacks
    review: Review
    editing: Editing
    worktable: Worktable
    live: Live
    shift: Shift
    authors: Authors
    bulk: Bulk
    search: Search
    metrics: Metrics
    turns: Turns = field(default_factory=Turns)
    key_guesses: KeyGuesses = field(default_factory=KeyGuesses)
    background: tuple[Callable[[], Coroutine[Any, Any, None]], ...] = ()
    draining: bool = field(default=False, init=False)
    trimmer: Trimmer = field(init=False)

    def __post_init__(self) -> None:
        self.trimmer = Trimmer(self.bodies)

    def drain(self) -> None:
        """From now on nothing waits and readiness says no."""
        self.draining = True
        self.delivery.drain()
        self.live.drain()


CONTEXT: web.AppKey[Context] = web.AppKey("context", Context)
