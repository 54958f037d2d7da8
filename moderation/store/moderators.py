"""Moderators, their console sessions, and the rate limit on log-in attempts."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import msgspec

from moderation.domain import Moderator
from moderation.errors import Conflict, NotFound
from moderation.store import keys
from moderation.store.scripts import Script, Scripts
from moderation.store.scripts.arguments import AllowArguments
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded


class LoginLimit(NamedTuple):
    """A rate: so many at once, and one more each `interval_ms`."""

    burst: int
    interval_ms: int


class LoginLimits(NamedTuple):
    """Rate limits on failed attempts to log in.

    They are strict for an e-mail address from one network. They are wider for a network, because a
    newsroom may share it, and for an e-mail address, because anyone who knows it could otherwise
    lock its owner out.
    """

    pair: LoginLimit = LoginLimit(10, 30_000)
    network: LoginLimit = LoginLimit(50, 6_000)
    email: LoginLimit = LoginLimit(100, 10_000)


LOGIN_LIMITS: Final = LoginLimits()
# A session that has less than this share of its life left is renewed by being used.
_RENEWED_BELOW: Final = 0.95


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A moderator's stay in the console.

    `csrf` must come back with every form. `credential` is what the moderator logged in with; a
    changed password ends the sessions begun with the old one.
    """

    moderator_id: str
    csrf: str
    started_at: int
    credential: str


class Moderators:
    """Everyone who may review."""

    def __init__(self, client: RedisClient, scripts: Scripts) -> None:
        self._client = client
        self._scripts = scripts
        self._allow = Script.load("allow")

    @guarded
    async def add(self, moderator: Moderator) -> None:
        """A new moderator. Raises Conflict when the e-mail address is taken."""
        text = msgspec.json.encode(moderator)
        if not await self._client.hsetnx(keys.MODERATORS, moderator.id, text):
            raise Conflict(state="exists", event="add moderator")

    @guarded
    async def save(self, moderator: Moderator) -> None:
        """The moderator with a new role, password or sites."""
        await self._client.hset(keys.MODERATORS, moderator.id, msgspec.json.encode(moderator))

    @guarded
    async def find(self, moderator_id: str) -> Moderator:
        """A moderator. Raises NotFound."""
        found = await self._client.hget(keys.MODERATORS, moderator_id)
        if found is None:
            raise NotFound(moderator_id)
        return msgspec.json.decode(found, type=Moderator)

    @guarded
    async def everyone(self) -> list[Moderator]:
        """All moderators, by e-mail address."""
        found = await self._client.hvals(keys.MODERATORS)
        people = [msgspec.json.decode(text, type=Moderator) for text in found]
        return sorted(people, key=lambda each: each.email)

    @guarded
    async def emails(self, ids: Sequence[str]) -> dict[str, str]:
        """The e-mail addresses by id of those of the moderators that there are."""
        return {name: each.email for name, each in (await self._people(ids)).items()}

    @guarded
    async def remove(self, moderator_id: str) -> None:
        """The moderator is gone, and with them their sessions. Raises NotFound."""
        if not await self._client.hdel(keys.MODERATORS, moderator_id):
            raise NotFound("moderator")

    @guarded
    async def open_session(self, token: str, session: Session, life_ms: int) -> None:
        """Begin a session that lapses after `life_ms` without use."""
        text = msgspec.json.encode(session)
        await self._client.set(keys.session(_digest(token)), text, px=life_ms)

    @guarded
    async def session(self, token: str, life_ms: int, *, renew: bool = True) -> Session | None:
        """The session of a token, which is renewed where that is asked for; None for none.

        Renewing is a write, which waits for the disk, so it is left to when a part of the
        life has passed.
        """
        key = keys.session(_digest(token))
        pipeline = self._client.pipeline(transaction=False)
        pipeline.execute_command("GET", key)
        pipeline.execute_command("PTTL", key)
        found, left_ms = await pipeline.execute()
        if found and renew and left_ms < life_ms * _RENEWED_BELOW:
            await self._client.pexpire(key, life_ms)
        return msgspec.json.decode(found, type=Session) if found else None

    @guarded
    async def present(self, tokens: Sequence[str]) -> dict[str, Moderator]:
        """Whose sessions stand, by token, all asked together; none is renewed."""
        if not tokens:
            return {}
        found = await self._client.mget([keys.session(_digest(each)) for each in tokens])
        sessions = {
            token: msgspec.json.decode(text, type=Session)
            for token, text in zip(tokens, found, strict=True)
            if text
        }
        people = await self._people({each.moderator_id for each in sessions.values()})
        return {
            token: people[each.moderator_id]
            for token, each in sessions.items()
            if each.moderator_id in people
            and credential(people[each.moderator_id]) == each.credential
        }

    @guarded
    async def close_session(self, token: str) -> None:
        """End a session."""
        await self._client.delete(keys.session(_digest(token)))

    async def login_wait_ms(self, email: str, network: str, at: int) -> int:
        """0 when an attempt to log in is allowed, which then counts; else the wait in ms."""
        return await self._attempts("take", email, network, at)

    async def forgive_login(self, email: str, network: str, at: int) -> None:
        """Give the last attempt back, because it succeeded."""
        await self._attempts("give", email, network, at)

    async def _people(self, ids: Collection[str]) -> dict[str, Moderator]:
        if not ids:
            return {}
        found = await self._client.hmget(keys.MODERATORS, list(ids))
        people = [msgspec.json.decode(text, type=Moderator) for text in found if text]
        return {each.id: each for each in people}

    async def _attempts(self, act: str, email: str, network: str, at: int) -> int:
        email = email.casefold()
        subjects = (f"pair {network} {email}", f"network {network}", f"email {email}")
        counters = [keys.login(_digest(subject)) for subject in subjects]
        limits = msgspec.msgpack.encode(LOGIN_LIMITS)
        arguments = AllowArguments(now=at, act=act, limits=limits)
        return int(await self._scripts.run(self._allow, counters, arguments))


def credential(moderator: Moderator) -> str:
    """What a session remembers of the password: a digest of its hash."""
    return _digest(moderator.password_hash)[:16]


def moderator_id(email: str) -> str:
    """The id of the moderator with that e-mail address, which is compared without case."""
    return "m" + _digest(email.strip().casefold())[:15]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
