"""The Lua scripts: loaded from `lua/`, called in groups, their refusals made exceptions.

Scripts are addressed by the hash of their text, so processes of two releases can share a server;
one that a restarted server has forgotten is loaded again.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple
from redis.exceptions import NoScriptError, ResponseError

from moderation.errors import Conflict, NotFound, SaringError, StoreUnavailable
from moderation.store.scripts.script_pool import Command, ScriptPool
from moderation.store.server.client import RedisClient
from moderation.store.server.durability import must_wait
from moderation.store.server.guard import guarded


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
    """One call of a script, ready to be sent, and to be sent again."""

    script: Script
    command: Command

    @classmethod
    def of(cls, script: Script, keys: Sequence[str], arguments: Struct) -> "Call":
        """The call with these keys and the script's struct of `arguments`."""
        return cls(script, ("EVALSHA", script.digest, len(keys), *keys, *astuple(arguments)))


class Scripts:
    """Calls scripts, in groups.

    With `replicas` given (0 or more), a call returns only after the server's own disk and that
    many replicas' have its write; with None the server's own settings are trusted.
    """

    def __init__(self, client: RedisClient, *, replicas: int | None = None) -> None:
        self._client = client
        self._replicas = replicas
        self._pool = ScriptPool(client)
        self._first: set[asyncio.Task[None]] = set()
        self._durable = replicas is None  # the server's settings are known, or trusted

    async def run(self, script: Script, keys: Sequence[str], arguments: Struct) -> Any:
        """The script's reply. Raises the exception its refusal stands for, or StoreUnavailable."""
        call = Call.of(script, keys, arguments)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.send(call, future)
        return await self.answer(call, await future)

    def send(self, call: Call, future: asyncio.Future[Any]) -> None:
        """Have the call made; what comes into `future` is for `answer` to read."""
        if self._durable:
            self._pool.ask(call.command, future)
        else:
            task = asyncio.get_running_loop().create_task(self._send_first(call, future))
            self._first.add(task)
            task.add_done_callback(self._first.discard)

    async def answer(self, call: Call, reply: Any) -> Any:
        """As run, of a call that was sent and the reply that came."""
        if isinstance(reply, NoScriptError):
            await self._load(call.script)
            reply = await self._sent(call)
        if isinstance(reply, Exception):
            raise _explained(reply, call.script.name) from None
        return reply

    async def _sent(self, call: Call) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pool.ask(call.command, future)
        return await future

    async def _send_first(self, call: Call, future: asyncio.Future[Any]) -> None:
        """Send, once it is known whether the server must be waited for."""
        try:
            await self._require_durable()
        except Exception as error:  # noqa: BLE001 - whatever fails, who waits is answered
            if not future.done():
                future.set_result(error)
        else:
            self._pool.ask(call.command, future)

    async def _require_durable(self) -> None:
        replicas = self._replicas or 0
        if await must_wait(self._client, replicas):
            self._pool.wait_for_disk(replicas)
        self._durable = True

    @guarded
    async def _load(self, script: Script) -> None:
        await self._client.script_load(script.text)

    async def close(self) -> None:
        """Give the connections back."""
        await self._pool.close()


def _explained(failure: Exception, event: str) -> SaringError:
    """The exception that an error reply to `event`, or a failure, stands for: new for each call.

    A whole group may share one failure, and raised from each it would gather all their tracebacks.
    """
    if isinstance(failure, StoreUnavailable):
        return StoreUnavailable(*failure.args)
    if not isinstance(failure, ResponseError):
        return StoreUnavailable(type(failure).__name__)
    word, _, rest = str(failure).partition(" ")
    return _refusal(word, rest.split(" script:")[0], event) or StoreUnavailable(word)


def _refusal(word: str, rest: str, event: str) -> SaringError | None:
    match word:
        case "MISSING":
            return NotFound(rest)
        case "CONFLICT":
            return Conflict(state=rest, event=event)
        case "CLAIMED":
            return Conflict(state="claimed", event=event)
        case _:
            return None
