"""The Lua scripts: loaded from `lua/`, called in groups, their refusals turned into exceptions.

Calls made in one turn of the event loop travel as one group, and several groups may be on their
way at once. On a server that syncs every write before it replies, a group is also one commit.
Scripts are addressed by the hash of their text, so processes of two releases can share a server;
one that a restarted server has forgotten is loaded again.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from redis.exceptions import NoScriptError, ResponseError

from moderation import logs
from moderation.batching import Turn, settle
from moderation.errors import Conflict, NotFound, SaringError, StoreUnavailable
from moderation.store.connection import Client, is_cluster
from moderation.store.durability import must_wait
from moderation.store.guard import FAILURES
from moderation.store.lanes import ClusterLanes, Lanes

GROUP_LIMIT: Final = 128
SYNC_MS: Final = 4_000

_LOG: Final = logs.logger("scripts")


@dataclass(frozen=True, slots=True)
class Script:
    """One script of `lua/`: its text, and the hash that the server knows it by."""

    name: str
    text: str
    digest: str

    @classmethod
    def load(cls, name: str) -> "Script":
        """The script in `lua/NAME.lua`."""
        text = files("moderation.store").joinpath("lua", f"{name}.lua").read_text("utf-8")
        return cls(name, text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a script."""

    script: Script
    keys: Sequence[str]
    args: Sequence[str | int | bytes]

    @property
    def command(self) -> tuple[str | int | bytes, ...]:
        return ("EVALSHA", self.script.digest, len(self.keys), *self.keys, *self.args)


class Scripts:
    """Calls scripts, grouped by turn.

    With `replicas` given (0 or more), a call returns only after the server's own disk and that
    many replicas' have its write; with None the server's own settings are trusted.
    """

    def __init__(self, client: Client, *, replicas: int | None = None) -> None:
        self._client = client
        self._replicas = replicas
        self._waits: bool | None = None if replicas is not None else False
        self._turn: Turn[Call, Any] = Turn(self._depart, limit=GROUP_LIMIT)
        self._lanes = ClusterLanes(client) if is_cluster(client) else Lanes(client)
        self._groups: set[asyncio.Task[None]] = set()

    async def run(
        self, script: Script, keys: Sequence[str], args: Sequence[str | int | bytes]
    ) -> Any:
        """The script's reply. Raises the exception its refusal stands for, or StoreUnavailable."""
        return await self._turn.ask(Call(script, keys, args))

    def _depart(self, group: list[tuple[Call, asyncio.Future[Any]]]) -> None:
        task = asyncio.get_running_loop().create_task(self._travel(group))
        self._groups.add(task)
        task.add_done_callback(self._groups.discard)

    async def _travel(self, group: list[tuple[Call, asyncio.Future[Any]]]) -> None:
        try:
            replies = await self._send([call for call, _ in group])
        except FAILURES as error:
            replies = [StoreUnavailable(type(error).__name__)] * len(group)
        except StoreUnavailable as error:
            replies = [error] * len(group)
        except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
            _LOG.error("group_failed", error=type(error).__name__, at=logs.place(error))
            replies = [error] * len(group)
        for (_, future), reply in zip(group, replies, strict=True):
            settle(future, _explained(reply))

    async def _send(self, calls: list[Call]) -> list[Any]:
        replies = await self._exchange(calls)
        forgotten = [i for i, reply in enumerate(replies) if isinstance(reply, NoScriptError)]
        if forgotten:
            for script in {calls[i].script for i in forgotten}:
                await self._client.script_load(script.text)
            again = await self._exchange([calls[i] for i in forgotten])
            for i, reply in zip(forgotten, again, strict=True):
                replies[i] = reply
        return replies

    async def _exchange(self, calls: list[Call]) -> list[Any]:
        if self._waits is None:
            self._waits = await must_wait(self._client, self._replicas or 0)
        commands = [call.command for call in calls]
        if not self._waits:
            return await self._lanes.exchange(commands)
        replies = await self._lanes.exchange(
            [*commands, ("WAITAOF", 1, self._replicas or 0, SYNC_MS)]
        )
        self._require_synced(replies.pop())
        return replies

    async def close(self) -> None:
        """Give the connections back."""
        await self._lanes.close()

    def _require_synced(self, reply: Any) -> None:
        if isinstance(reply, Exception):
            raise reply
        here, elsewhere = reply
        if here < 1 or elsewhere < (self._replicas or 0):
            raise StoreUnavailable("not synced in time")


def _explained(reply: Any) -> Any:
    """A reply as it is; an error reply as the exception that it stands for."""
    if isinstance(reply, StoreUnavailable):
        return reply
    if not isinstance(reply, ResponseError):
        return StoreUnavailable(type(reply).__name__) if isinstance(reply, Exception) else reply
    word, _, rest = str(reply).partition(" ")
    return _refusal(word, rest.split(" script:")[0]) or StoreUnavailable(word)


def _refusal(word: str, rest: str) -> SaringError | None:
    match word:
        case "MISSING":
            return NotFound(rest)
        case "CONFLICT":
            return Conflict(state=rest, event="decide")
        case "CLAIMED":
            return Conflict(state="claimed", event=rest)
        case _:
            return None
