"""Lua scripts: loaded from `lua/`, called in groups; a refusal is raised as an exception.

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

from moderation.store.scripts.script_pool import Command, ScriptPool
from moderation.store.server.client import RedisClient
from moderation.store.server.durability import must_wait
from moderation.store.server.failures import UnknownScript, explained, guarded


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


class Scripts:
    """Calls scripts, in groups.

    With `replicas` given (0 or more), a call returns only after the server's own disk and that
    many replicas' have its write; with None the server's own settings are trusted.
    """

    def __init__(self, client: RedisClient, *, replicas: int | None = None) -> None:
        self._client = client
        self._replicas = replicas
        self._pool = ScriptPool(client)
        self._durable = replicas is None  # the server's settings are known, or trusted

    async def run(self, script: Script, keys: Sequence[str], arguments: Struct) -> Any:
        """The script's reply. Raises the exception its refusal stands for, or StoreUnavailable."""
        if not self._durable:
            await self._require_durable()
        command = ("EVALSHA", script.digest, len(keys), *keys, *astuple(arguments))
        reply = await self._asked(command)
        if isinstance(reply, UnknownScript):
            await self._load(script)
            reply = await self._asked(command)
        if isinstance(reply, Exception):
            raise explained(reply, script.name) from None
        return reply

    async def _asked(self, command: Command) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pool.ask(command, future)
        return await future

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
