"""The clients of a campaign: they submit, moderate, poll and read by group, and note everything."""

import asyncio
import json
import random
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from aiohttp import ClientError, ClientSession, TCPConnector
from redis.exceptions import RedisError, ResponseError

from moderation.domain import Action, EventType
from tests.builders import JUDOL
from tests.faults.deployment import Deployment
from tests.faults.history import NETWORK, PRIVATE, Act, History, Seen, Sent, cursor_of
from tests.web.desk import SESSION

ANSWER_SECONDS = 20.0
BATCH = (20, 80)
PASSING = {408, 502, 503}
GROUP, CONSUMER = "situs", "pembaca"


class Answer(NamedTuple):
    """What came back; status 0 where nothing did."""

    status: int
    body: Any = None


LOST = Answer(0)


class Client(ABC):
    """One connection of a client that draws what it does by lot, and notes it."""

    def __init__(self, deployment: Deployment, history: History, seed: str) -> None:
        self.deployment = deployment
        self.history = history
        self.lot = random.Random(seed)  # noqa: S311 - a campaign is to be repeated
        self.stopping = False
        self.waits: set[asyncio.Timeout] = set()
        self.session = ClientSession(connector=TCPConnector(limit=4))

    async def run(self) -> None:
        """Go on until it is told to stop; whatever it began then, it completes."""
        while not self.stopping:
            try:
                await self.turn()
            except asyncio.CancelledError:
                # Before 3.13, a time-out that comes with the answer cancels the next wait as well.
                task = asyncio.current_task()
                if task is None or task.cancelling():
                    raise
        await self.session.close()

    @abstractmethod
    async def turn(self) -> None:
        """Do one thing."""

    def hang_up(self) -> None:
        """Let go of every request that waits, without reading its answer."""
        for each in list(self.waits):
            if not each.expired():
                each.reschedule(asyncio.get_running_loop().time())

    @contextmanager
    def _waiting(self, scope: asyncio.Timeout) -> Iterator[None]:
        self.waits.add(scope)
        try:
            yield
        finally:
            self.waits.discard(scope)

    async def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: dict[str, str],
        patience: float = ANSWER_SECONDS,
    ) -> Answer:
        """One request; LOST where no answer came."""
        try:
            async with asyncio.timeout(patience) as scope:
                with self._waiting(scope):
                    async with self.session.request(
                        method, self.deployment.base + path, json=body, headers=headers
                    ) as answer:
                        return Answer(answer.status, await answer.json(content_type=None))
        except (ClientError, OSError, TimeoutError, ValueError):
            return LOST

    async def pause(self) -> None:
        """Wait a little before the next attempt."""
        await asyncio.sleep(self.lot.uniform(0.02, 0.2))

    def bearer(self, site: str) -> dict[str, str]:
        """The site's key."""
        return {"Authorization": f"Bearer {self.deployment.keys[site]}"}


class Submitter(Client):
    """Submits singly and in batches, with keys and without, and hangs up now and then."""

    async def turn(self) -> None:
        """One submission, or one batch."""
        site = "tahan" if self.lot.random() < 0.15 else "kabar"
        keyed = self.lot.random() < 0.7
        count = self.lot.randint(*BATCH) if self.lot.random() < 0.1 else 1
        sent = [self.history.submission(site, keyed=keyed) for _ in range(count)]
        while not await self._submitted(sent, site, keyed=keyed) and keyed:
            await self.pause()
        if keyed and self.lot.random() < 0.03:
            await self._submitted(sent, site, keyed=True)

    async def _submitted(self, sent: list[Sent], site: str, *, keyed: bool) -> bool:
        """Whether all of it was acknowledged."""
        headers = self.bearer(site)
        if keyed:
            headers["Idempotency-Key"] = f"kunci-{sent[0].number}"
        self.history.operations["submissions"] += len(sent)
        hasty = self.lot.uniform(0, 0.05) if self.lot.random() < 0.02 else ANSWER_SECONDS
        bodies = [comment(each) for each in sent]
        if len(sent) == 1:
            answer = await self.ask(
                "POST", "/v1/comments", bodies[0], patience=hasty, headers=headers
            )
            results = [answer]
        else:
            answer = await self.ask(
                "POST", "/v1/comments/batch", {"comments": bodies}, patience=hasty, headers=headers
            )
            results = _results(answer, len(sent))
        noted = [self._noted(each, told) for each, told in zip(sent, results, strict=True)]
        return all(noted)

    def _noted(self, sent: Sent, result: Answer) -> bool:
        if result.status == 201:
            self.history.tell(sent, result.body)
        elif result.status not in PASSING | {0}:
            self.history.violation("strange_answer", f"{result.status} to {sent.number}")
        return result.status == 201


def _results(answer: Answer, count: int) -> list[Answer]:
    if answer.status != 200:
        return [answer] * count
    return [
        Answer(each["status"], each.get("comment") or each.get("problem"))
        for each in answer.body["results"]
    ]


def comment(sent: Sent) -> dict[str, Any]:
    """A comment like no other; some are a campaign's, some have links."""
    words = {0: JUDOL, 1: "Mampir ke contoh.xyz dan lain.xyz ya,"}.get(sent.number % 12, "Pendapat")
    return {
        "article": {"id": f"artikel-{sent.number % 50}"},
        "author": {
            "name": f"Pembaca {sent.number}",
            "email": f"pembaca{sent.number}@{PRIVATE}.example.com",
        },
        "text": f"{words} {sent.mark}: jadwalnya ditambah saja.",
        "client": {"ip": f"{NETWORK}:{sent.number >> 16:x}:{sent.number & 0xFFFF:x}::1"},
    }


class ModeratorClient(Client):
    """Takes cases of the site that holds everything, decides, and undoes now and then."""

    def __init__(self, deployment: Deployment, history: History, seed: str, number: int) -> None:
        super().__init__(deployment, history, seed)
        self.moderator, token, self.csrf = deployment.sessions[number]
        self.cookies = {"Cookie": f"{SESSION}={token}"}

    async def turn(self) -> None:
        """Look at the queue, and decide some of it."""
        answer = await self.ask("GET", "/console/api/sites/tahan/queue", headers=self.cookies)
        self.history.operations["queue pages"] += 1
        if answer.status not in PASSING | {0, 200}:
            self.history.violation("strange_answer", f"{answer.status} to a look at the queue")
        cases = answer.body["cases"] if answer.status == 200 else []
        for case in self.lot.sample(cases, min(5, len(cases))):
            await self._decide(case["id"], case["revision"])
        if not cases:
            await self.pause()

    async def _decide(self, comment_id: str, revision: int) -> None:
        action = self.lot.choice((Action.APPROVE, Action.REJECT))
        act = Act(self.moderator, "tahan", comment_id, EventType.DECIDED, action, revision)
        body = {"action": action, "revision": revision}
        if await self._acted(act, "decide", body) and self.lot.random() < 0.25:
            back = Act(self.moderator, "tahan", comment_id, EventType.UNDONE, None, revision + 1)
            await self._acted(back, "undo", {"revision": revision + 1})

    async def _acted(self, act: Act, verb: str, body: dict[str, Any]) -> bool:
        """Try until it is known whether it took hold: after a lost answer a 409 may say so."""
        self.history.acts.append(act)
        path = f"/console/api/sites/{act.site}/comments/{act.comment_id}/{verb}"
        while True:
            self.history.operations["decisions"] += 1
            headers = self.cookies | {"X-CSRF-Token": self.csrf}
            answer = await self.ask("POST", path, body, headers=headers)
            if answer.status not in PASSING | {0}:
                break
            await self.pause()
        act.told = answer.status == 200
        if answer.status not in {200, 409}:
            self.history.violation("strange_answer", f"{answer.status} to {verb}")
        return act.told


class Poller(Client):
    """Reads a site's approved stream by cursor, from its beginning to its end."""

    def __init__(self, deployment: Deployment, history: History, seed: str, site: str) -> None:
        super().__init__(deployment, history, seed)
        self.site = site
        self.cursor = "0-0"
        self.read = history.polled.setdefault(seed, [])

    async def turn(self) -> None:
        """One page."""
        path = f"/v1/approved?after={self.cursor}&limit=200&wait=1"
        answer = await self.ask("GET", path, headers=self.bearer(self.site))
        self.history.operations["pages"] += 1
        if answer.status == 200:
            self.read += [
                Seen(cursor_of(each["cursor"]), each["comment_id"], each["type"])
                for each in answer.body["entries"]
            ]
            self.cursor = answer.body["cursor"]
            return
        if answer.status not in PASSING | {0}:
            self.history.violation("strange_answer", f"{answer.status} to a poll")
        await self.pause()


class GroupReader(Client):
    """Reads a site's stream from Redis by consumer group, as `docs/api.md` says.

    After each new connection first what was delivered and not acknowledged, then what is new; an
    entry is acknowledged after it was published.
    """

    def __init__(self, deployment: Deployment, history: History, seed: str, site: str) -> None:
        super().__init__(deployment, history, seed)
        self.stream = f"mod:{{{site}}}:approved"
        self.published = history.grouped.setdefault(seed, [])

    async def turn(self) -> None:
        """As long as one connection lasts."""
        try:
            async with self.deployment.redis() as client:
                await self._read(client)
        except (RedisError, OSError, TimeoutError):
            await self.pause()

    async def _read(self, client: Any) -> None:
        try:
            await client.xgroup_create(self.stream, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        pending = True
        while not self.stopping:
            asked = {self.stream: "0" if pending else ">"}
            found = await client.xreadgroup(GROUP, CONSUMER, asked, count=100, block=1_000)
            self.history.operations["group reads"] += 1
            messages = _messages(found)
            for message_id, fields in messages:
                self._publish(message_id, fields)
                await client.xack(self.stream, GROUP, message_id)
            pending = pending and bool(messages)

    def _publish(self, message_id: str, fields: dict[str, str]) -> None:
        entry = json.loads(fields["entry"])
        self.published.append(Seen(cursor_of(message_id), entry["comment_id"], entry["type"]))


def _messages(found: Any) -> list[tuple[str, dict[str, str]]]:
    """The messages of the one stream that was read, in either protocol's shape of an answer."""
    if isinstance(found, dict):
        return [message for pages in found.values() for page in pages for message in page]
    return [message for _, messages in found or () for message in messages]
