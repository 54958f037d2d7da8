"""The composition root: from settings and a server's address to the application.

The only place that knows which part stands on which; everything else is handed what it needs.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web
from email_validator import caching_resolver

from moderation import logs
from moderation.administration.moderators import find_moderator
from moderation.delivery import SLICE_MS, Delivery
from moderation.delivery.callbacks import CALL_SECONDS, Callbacks
from moderation.domain import Action, Decision, Submission
from moderation.domain.fair_shares import Admission, units
from moderation.errors import StoreUnusable
from moderation.intake import Intake, deliverability, milliseconds
from moderation.intake.decision import Decider, RateLimits
from moderation.intake.deliverability import Deliverability
from moderation.metrics import Metrics, SharedCounters
from moderation.outbound import Outbound
from moderation.review import Review
from moderation.review.authors import Authors
from moderation.review.bulk import Bulk
from moderation.review.editing import Editing
from moderation.review.live import Live
from moderation.review.search import Search
from moderation.review.shift import Shift
from moderation.review.worktable import Worktable
from moderation.settings import Settings
from moderation.signals import scoring
from moderation.signals.scoring import ArtifactError, Scoring, Thresholds
from moderation.sites.directory import Directory
from moderation.store import Store
from moderation.store.server.client import REPLY_SECONDS, connect
from moderation.store.server.promises import AS_DEPLOYED
from moderation.store.server.tasks import end
from moderation.store.sites import Rate
from moderation.store.worktable.jobs import Plan
from moderation.submission.fields import FieldLimits
from moderation.submission.validation import SubmissionReader
from moderation.web.http import problems
from moderation.web.http.context import CONTEXT, Context
from moderation.web.http.guard import explain_as_json, guard
from moderation.web.routes import CALLBACK_BODIES, add_routes

# Where the classifier is away everything is held, so these only keep the policy complete.
NO_THRESHOLDS = Thresholds(hold=0.5, reject=0.99)
# Connections for pages of the approved streams, beside one for each long poll.
READERS = 32

_LOG = logs.logger("app")


def open_store(settings: Settings, redis_url: str) -> Store:
    """The store on the server at `redis_url`. Nothing is connected yet.

    Raises StoreUnusable for what is no address of a server.
    """
    try:
        return _open_store(settings, redis_url)
    except ValueError as error:
        raise StoreUnusable(f"its address cannot be used: {error}") from None


def _open_store(settings: Settings, redis_url: str) -> Store:
    return Store.over(
        connect(redis_url),
        connect(
            redis_url,
            connections=settings.waiters_limit + READERS,
            reply_seconds=SLICE_MS / 1000 + REPLY_SECONDS,
        ),
        replicas=_replicas(settings),
        approved_length=settings.approved_length,
    )


def _replicas(settings: Settings) -> int | None:
    if settings.durability != "fsync":
        return None
    return AS_DEPLOYED if settings.replicas is None else settings.replicas


def load_scoring(settings: Settings) -> Scoring | None:
    """The classifier; None, with an error in the log, where its artifact cannot be used."""
    try:
        return scoring.load(Path(settings.model_dir) if settings.model_dir else None)
    except ArtifactError as error:
        _LOG.error(
            "classifier_unavailable", {"reason": str(error), "effect": "every comment is held"}
        )
        return None


def service_metrics(counters: SharedCounters | None = None, row: int = 0) -> Metrics:
    """The service's metrics, counted in a row of counters that several processes share."""
    return Metrics([kind.slug for kind in problems.ALL], counters, row)


def build_context(settings: Settings, store: Store, metrics: Metrics | None = None) -> Context:
    """The use cases over a store."""
    scorer = load_scoring(settings)
    metrics, resolver = metrics or service_metrics(), _resolver(settings)
    intake = _intake(settings, store, scorer, resolver, metrics)
    directory = Directory(store, scorer.thresholds if scorer else NO_THRESHOLDS)
    claim_ms = milliseconds(settings.claim_life)
    review = Review(store=store, directory=directory, claim_ms=claim_ms, recorded=metrics.decided)
    bulk, search = Bulk(store=store, review=review), Search(store=store, review=review)
    callbacks, looking_up = _callbacks(store, metrics), (resolver.look_up,) if resolver else ()
    return Context(
        settings=settings,
        reader=submission_reader(settings),
        store=store,
        directory=directory,
        admission=Admission(settings.in_flight_limit),
        intake=intake,
        bodies=Admission(units(settings.bodies_limit)),
        delivery=_delivery(settings, store),
        callbacks=callbacks,
        review=review,
        editing=_editing(settings, review, intake),
        worktable=Worktable(store=store, review=review),
        live=_live(settings, store, review),
        shift=Shift(store=store, review=review),
        authors=Authors(store=store, review=review),
        bulk=bulk,
        search=search,
        metrics=metrics,
        background=(
            *(*_upkeep(store), bulk.keep_working, search.keep_indexing),
            *(callbacks.keep_calling, *looking_up),
        ),
    )


def _callbacks(store: Store, metrics: Metrics) -> Callbacks:
    return Callbacks(
        store=store,
        outbound=Outbound(CALL_SECONDS),
        bodies=CALLBACK_BODIES,
        counted=metrics.called_back,
    )


def _intake(
    settings: Settings,
    store: Store,
    scorer: Scoring | None,
    resolver: Deliverability | None,
    metrics: Metrics,
) -> Intake:
    return Intake(
        comments=store.comments,
        scoring=scorer,
        decider=Decider(_limits(settings), scorer.version if scorer else ""),
        undeliverable=resolver.undeliverable if resolver else deliverability.nothing_known,
        recorded=metrics.decided,
        keep_policy=store.sites.keep_policy,
    )


def _editing(settings: Settings, review: Review, intake: Intake) -> Editing:
    async def judge(site: str, submission: Submission) -> Decision:
        return await intake.judge_anew(await review.directory.site(site), submission)

    return Editing(review=review, judge=judge, text_limit=settings.text_limit)


def _live(settings: Settings, store: Store, review: Review) -> Live:
    return Live(store, review, Admission(settings.followers_limit))


def _delivery(settings: Settings, store: Store) -> Delivery:
    return Delivery(
        store.approved,
        waiters=Admission(settings.waiters_limit),
        pages=Admission(units(settings.pages_limit)),
    )


def build_search(store: Store) -> Search:
    """What indexes a site's comments and finds them, for who has nothing but a store."""
    return Search(store=store, review=_review_alone(store))


async def propose_by_lists(store: Store, site: str, email: str) -> Plan:
    """A moderator's job, not begun yet, that rejects what waits and the site's lists reject.

    Raises Invalid where there is nothing of that kind, Forbidden, NotFound.
    """
    review = _review_alone(store)
    moderator = await find_moderator(store, email)
    worktable = Worktable(store=store, review=review)
    targets = await worktable.rejected_by_lists(moderator, site)
    bulk = Bulk(store=store, review=review)
    return await bulk.propose(moderator, site, Action.REJECT, targets)


def _review_alone(store: Store) -> Review:
    directory = Directory(store, NO_THRESHOLDS)
    return Review(store=store, directory=directory, claim_ms=0, recorded=lambda _: None)


def submission_reader(settings: Settings) -> SubmissionReader:
    """What reads submissions, with the limits that the operator chose."""
    return SubmissionReader(_field_limits(settings))


def _upkeep(store: Store) -> tuple[Callable[[], Coroutine[Any, Any, None]], ...]:
    return store.health.keep_looking, store.door_counts.keep_handing_on


def _resolver(settings: Settings) -> Deliverability | None:
    if not settings.deliverability:
        return None
    return Deliverability(partial(caching_resolver, timeout=settings.deliverability_timeout))


def _limits(settings: Settings) -> RateLimits:
    return RateLimits(
        seen_window_ms=milliseconds(settings.seen_window),
        client=Rate(settings.client_burst, milliseconds(settings.client_interval)),
        email=Rate(settings.email_burst, milliseconds(settings.email_interval)),
    )


def _field_limits(settings: Settings) -> FieldLimits:
    return FieldLimits(
        name=settings.name_limit,
        email=settings.email_limit,
        url=settings.url_limit,
        text=settings.text_limit,
        clock_tolerance_ms=milliseconds(settings.clock_tolerance),
    )


def build_app(context: Context) -> web.Application:
    """The application over its context."""
    app = web.Application(middlewares=[guard(explain_as_json)])
    app[CONTEXT] = context
    add_routes(app)
    app.cleanup_ctx.append(_run_background)
    app.on_shutdown.append(_drain)
    return app


async def _drain(app: web.Application) -> None:
    app[CONTEXT].drain()


def mount_demo(
    app: web.Application, *, base_url: Callable[[], str], api_key: str, fresh: bool = False
) -> None:
    """Add the demo site, which talks to `base_url` as any other site would."""
    # Only who shows the demo pays for it.
    from moderation.demo import add_demo  # noqa: PLC0415

    add_demo(app, base_url=base_url, api_key=api_key, fresh=fresh)


async def _run_background(app: web.Application) -> AsyncIterator[None]:
    """Run the context's background tasks while the application runs; then close the store."""
    context = app[CONTEXT]
    tasks = [asyncio.create_task(work()) for work in context.background]
    yield
    for task in tasks:
        await end(task)
    await context.store.close()
