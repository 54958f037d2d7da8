"""A moderation desk: held comments in the queue, and moderators with their browsers."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import TestClient
from aiohttp.web import Application, Request
from multidict import CIMultiDict
from yarl import URL

from moderation import clock
from moderation.administration import passwords
from moderation.domain import (
    Action,
    Article,
    Author,
    Cause,
    Client,
    Comment,
    CommentState,
    Decision,
    Event,
    EventType,
    Moderator,
    Reason,
    Role,
    Submission,
)
from moderation.store import Store
from moderation.store.comments import Counters, NewComment
from moderation.store.moderators import Session, credential, moderator_id
from moderation.web.http.context import Context

Browser = TestClient[Request, Application]

PASSWORD = "kata sandi yang panjang"
SITE = "kabar"
SESSION = "saring-session"
ARTICLE = Article(
    id="feri-baru",
    title="Feri baru mulai berlayar dari Ketapang pekan depan",
    url="https://kabar.example/feri-baru",
)
_CAUSES = {CommentState.HELD: Cause.HOLD, CommentState.APPROVED: Cause.POST_REVIEW}
_times = count(1)


def reason(code: str, text: str, words: Iterable[str] = (), weight: float = 1.0) -> Reason:
    """Make a reason that rests on the first place of each of the words in the text."""
    spans = tuple((text.index(word), text.index(word) + len(word)) for word in words)
    return Reason(code=code, weight=weight, spans=spans, facts={"count": 2, "entry": "contoh"})


async def hold(
    context: Context,
    text: str = "Sepertinya ini perlu dibaca orang.",
    *,
    site: str = SITE,
    author: Author | None = None,
    reasons: Sequence[Reason] = (),
    spam: float = 0.62,
    state: CommentState = CommentState.HELD,
    article: Article = ARTICLE,
    minutes_ago: int = 0,
    queued: bool = True,
    parent_id: str = "",
) -> Comment:
    """Record a comment with the policy's decision; a case opens unless it was rejected."""
    author = author or Author(name="Rina", email="rina@example.com")
    # Each a millisecond later than the one before, so that the queue's order is the order of calls.
    at = clock.now_ms() - minutes_ago * 60_000 + next(_times)
    comment_id = clock.new_id(at)
    cause = _CAUSES.get(state) if queued else None
    comment = Comment(
        site=site,
        id=comment_id,
        state=state,
        created_at=at,
        submission=Submission(
            article=article,
            author=author,
            text=text,
            parent_id=parent_id,
            client=Client(ip="203.0.113.7", user_agent="Peramban/1.0"),
        ),
        events=(_judged(state, at, tuple(reasons), spam),),
        case_id=f"{comment_id}-1" if cause else "",
    )
    digest = (await context.store.sites.find(site)).digest("author", author.email.casefold())
    await context.store.comments.submit(
        NewComment(
            comment=comment, entry=None, cause=cause, counters=Counters(), author_digest=digest
        )
    )
    return comment


def _judged(state: CommentState, at: int, reasons: tuple[Reason, ...], spam: float) -> Event:
    action = {
        CommentState.HELD: Action.HOLD,
        CommentState.APPROVED: Action.APPROVE,
        CommentState.REJECTED: Action.REJECT,
    }[state]
    decision = Decision(
        action=action,
        by="policy",
        reasons=reasons or (Reason(code="no_findings", weight=0.0),),
        scores={"spam": spam, "gambling": round(spam * 0.9, 4)},
        policy_version="p-3f9c21d07a44",
        model_version="2026-11",
    )
    return Event(type=EventType.SUBMITTED, at=at, state=state, decision=decision)


async def hire(
    store: Store,
    email: str = "budi@kabar.example",
    role: Role = Role.MODERATOR,
    sites: tuple[str, ...] = (),
) -> str:
    """Make a moderator and return the e-mail address."""
    made = Moderator(
        id=moderator_id(email),
        email=email,
        role=role,
        password_hash=_password_hash(),
        sites=sites,
        all_sites=not sites,
    )
    await store.moderators.add(made)
    return email


@cache
def _password_hash() -> str:
    """Hash the one password once: a good hash takes its time."""
    return passwords.hashed(PASSWORD)


@dataclass
class Desk:
    """A moderator's browser: keeps cookies, knows the token of the page last seen."""

    client: Browser
    base: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "id"})
    lines: list[tuple[str, str]] = field(default_factory=list)  # headers that come several times
    text: str = ""

    def __post_init__(self) -> None:
        self.base = str(self.client.make_url("")).rstrip("/")
        # The test client's own jar would be shared by every moderator of a test.
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True))

    async def get(self, path: str, *, follow: bool = True) -> ClientResponse:
        """Open a page."""
        answer = await self.session.get(
            self.base + path, headers=self.headers, allow_redirects=follow
        )
        return await self._seen(answer)

    async def post(
        self, path: str, *, follow: bool = True, csrf: str | None = None, **fields: object
    ) -> ClientResponse:
        """Send a form of the page last seen."""
        form = {"csrf": self.token if csrf is None else csrf}
        form |= {name: str(value) for name, value in fields.items()}
        answer = await self.session.post(
            self.base + path,
            data=form,
            headers=CIMultiDict([*({"Origin": self.base} | self.headers).items(), *self.lines]),
            allow_redirects=follow,
        )
        return await self._seen(answer)

    async def log_in(self, email: str, password: str = PASSWORD, **fields: Any) -> ClientResponse:
        """Log in through the page."""
        await self.get("/console/login")
        return await self.post("/console/login", email=email, password=password, **fields)

    async def enter(self, context: Context, email: str) -> None:
        """Sit down as somebody who has logged in already."""
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        moderator = await context.store.moderators.find(moderator_id(email))
        session = Session(
            moderator_id=moderator.id,
            csrf=csrf,
            started_at=clock.now_ms(),
            credential=credential(moderator),
        )
        await context.store.moderators.open_session(token, session, 60_000)
        self.session.cookie_jar.update_cookies({SESSION: token}, URL(self.base))
        self.text = f'name="csrf" value="{csrf}"'

    @property
    def token(self) -> str:
        """The token of the page last seen."""
        found = re.search(r'name="csrf" value="([\w-]+)"', self.text)
        return found[1] if found else ""

    def cookie(self, name: str) -> str:
        """The value of a cookie, or ""."""
        return next((each.value for each in self.session.cookie_jar if each.key == name), "")

    async def _seen(self, answer: ClientResponse) -> ClientResponse:
        text = await answer.text()
        self.text = text or self.text
        return answer


def case_path(comment: Comment) -> str:
    """Where a comment's case stands."""
    return f"/console/sites/{comment.site}/comments/{comment.id}"
